/* SPDX-License-Identifier: MIT */
/* collect.number_cards: a number for each card that counts and has none. The highest
 * that was ever given stands in the outcome, where no undo and no erasure reaches it: a
 * number that is on paper somewhere is never given to another card. */
#include "engine/native.h"
#include "engine/requests.h"

#include "cycle/cards.h"

enum { COMMANDS_AT_ONCE = 500 };

/* Of the newest command in this cycle that gave any; those before it gave lower ones. */
static bool highest_given(struct native_call *call, int64_t *highest, struct error *err)
{
    struct command_list list;
    int64_t below = 0;
    do {
        if (!command_list(call->engine->store->db, call->arena, below, COMMANDS_AT_ONCE,
                          &list, err))
            return false;
        for (size_t i = 0; i < list.count; i++) {
            const struct command_row *row = &list.items[i];
            struct json outcome;
            below = row->number;
            if (!str_equal(row->cycle, call->process->cycle.id) ||
                str_find(row->outcome, STR("\"highest_card\"")) == SIZE_MAX)
                continue;
            if (!json_parse(call->arena, row->outcome, &outcome, err))
                return false;
            int64_t given = json_find_integer(&outcome, STR("highest_card"), 0);
            if (given > *highest)
                *highest = given;
            return true;
        }
    } while (list.count == COMMANDS_AT_ONCE);
    return true;
}

bool card_number_apply(struct native_call *call, struct error *err)
{
    const struct kind *kind = kind_find(call->process->kinds, STR("statement"));
    struct cards_request request = cards_of(call->engine, call->process);
    struct cards cards;
    int64_t numbered = 0;
    if (!cards_load(call->arena, &request, &cards, err))
        return false;
    int64_t highest = cards.highest;
    if (!highest_given(call, &highest, err))
        return false;
    for (size_t i = 0; i < cards.count; i++) {
        struct card *card = &cards.items[i];
        if (card->number)
            continue;
        json_set(call->arena, &card->body, STR("card"), json_integer(++highest));
        if (!commit_change(call->commit, kind, &card->record, &card->body, err))
            return false;
        numbered++;
    }
    json_set(call->arena, call->outcome, STR("numbered"), json_integer(numbered));
    json_set(call->arena, call->outcome, STR("highest_card"), json_integer(highest));
    return true;
}
