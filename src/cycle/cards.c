/* SPDX-License-Identifier: MIT */
#include "cycle/cards.h"

#include "cycle/flag.h"
#include "cycle/manner.h"
#include "cycle/scope.h"
#include "cycle/wish.h"

#include <stdlib.h>

bool card_is_flagged(const struct json *body)
{
    const struct json *flags = json_find(body, STR("flags"));
    for (size_t i = 0; flags && i < json_count(flags); i++)
        if (flag_is_identifying(json_item(flags, i)->text))
            return true;
    return false;
}

static int by_section(const void *a, const void *b)
{
    const struct card *one = a, *other = b;
    if (one->section != other->section)
        return one->section < other->section ? -1 : 1;
    return str_compare(one->record.id, other->record.id);
}

struct counting {
    struct scope scope;
    struct str_list people;
    struct str_list refusing; /* a closed cycle keeps their cards in their trays */
};

static bool add_card(struct arena *arena, const struct counting *now,
                     const struct record *record, struct cards *out, struct error *err)
{
    struct card card = {.record = *record};
    if (!json_parse(arena, record->body, &card.body, err))
        return error_wrap(err, "reading %.*s", STR_ARGS(record->id));
    card.number = json_find_integer(&card.body, STR("card"), 0);
    if (card.number > out->highest)
        out->highest = card.number;
    if (!scope_counts(&now->scope, now->people, &card.body) ||
        str_list_has(&now->refusing, json_find_text(&card.body, STR("person"))) ||
        !section_find(json_find_text(&card.body, STR("section")), &card.section))
        return true;
    struct str tray = json_find_text(&card.body, STR("tray"));
    bool drafted = json_find_bool(&card.body, STR("drafted"));
    bool alone = str_equal(tray, STR("alone"));
    card.on_table = !tray.len || alone || (drafted && str_equal(tray, STR("unsure")));
    card.alone = alone && !drafted;
    card.flagged = card_is_flagged(&card.body);
    out->items[out->count++] = card;
    return true;
}

bool cards_load(struct arena *arena, const struct cards_request *request,
                struct cards *out, struct error *err)
{
    struct record_list list;
    struct counting now;
    if (!scope_reviews(request->db, arena, request->kinds, request->cycle,
                       json_find(request->body, STR("scope")), &now.scope, err) ||
        !scope_people(request->db, arena, &now.scope, &now.people, err) ||
        !wish_refusing(request->db, arena, request->cycle, &now.refusing, err) ||
        !record_list(request->db, arena, request->cycle, STR("statement"), &list, err))
        return false;
    *out = (struct cards){.items = arena_array(arena, struct card, list.count)};
    for (size_t i = 0; i < list.count; i++)
        if (!add_card(arena, &now, &list.items[i], out, err))
            return false;
    if (out->count)
        qsort(out->items, out->count, sizeof out->items[0], by_section);
    return true;
}

bool card_is_printed(const struct card *card)
{
    return card->on_table && !card->flagged && card->number > 0;
}

static struct str seen_by(struct arena *arena, const struct card *card)
{
    return manner_of(arena, &card->body);
}

struct str card_remark(struct arena *arena, const struct card *card)
{
    struct str seen = seen_by(arena, card);
    if (!card->alone)
        return seen;
    return seen.len ? str_format(arena, "on its own · %.*s", STR_ARGS(seen))
                    : STR("on its own");
}
