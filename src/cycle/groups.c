/* SPDX-License-Identifier: MIT */
#include "cycle/groups.h"

#include <stdlib.h>

static int by_section(const void *a, const void *b)
{
    const struct group *one = a, *other = b;
    if (one->section != other->section)
        return one->section < other->section ? -1 : 1;
    return str_compare(one->record.id, other->record.id);
}

bool card_is_sorted(const struct card *card)
{
    return !card->flagged && card->number > 0;
}

static void count_cards(struct arena *arena, const struct cards *cards,
                        struct group *group)
{
    struct arena_mark mark = arena_mark(arena);
    struct str_list people = {arena_array(arena, struct str, cards->count), 0};
    for (size_t i = 0; i < cards->count; i++) {
        const struct card *card = &cards->items[i];
        if (!str_equal(json_find_text(&card->body, STR("theme")), group->record.id))
            continue;
        group->flagged += card->flagged;
        if (!card_is_sorted(card))
            continue;
        struct str person = json_find_text(&card->body, STR("person"));
        group->cards++;
        if (person.len)
            people.items[people.count++] = person;
    }
    str_list_sort(&people);
    for (size_t i = 0; i < people.count; i++)
        group->people += i == 0 || !str_equal(people.items[i], people.items[i - 1]);
    arena_rewind(arena, mark);
}

static struct str label_of(const struct json *body)
{
    struct str label = json_find_text(body, STR("label"));
    const struct json *words = json_find(body, STR("keywords"));
    bool stands_in =
        words && !json_count(words) && str_starts(label, STR(GROUP_NO_WORDS));
    return stands_in ? STR_NONE : label;
}

bool groups_load(struct arena *arena, const struct cards_request *request,
                 const struct cards *cards, struct groups *out, struct error *err)
{
    struct record_list list;
    if (!record_list(request->db, arena, request->cycle, STR("theme"), &list, err))
        return false;
    *out = (struct groups){.items = arena_array(arena, struct group, list.count)};
    for (size_t i = 0; i < list.count; i++) {
        struct group *group = &out->items[out->count];
        group->record = list.items[i];
        if (!json_parse(arena, group->record.body, &group->body, err))
            return error_wrap(err, "reading %.*s", STR_ARGS(group->record.id));
        if (!section_find(json_find_text(&group->body, STR("section")), &group->section))
            continue;
        group->name = json_find_text(&group->body, STR("name"));
        group->label = label_of(&group->body);
        out->count++;
    }
    if (out->count)
        qsort(out->items, out->count, sizeof out->items[0], by_section);
    for (size_t i = 0; i < out->count; i++) {
        out->items[i].number = i + 1;
        count_cards(arena, cards, &out->items[i]);
    }
    return true;
}

const struct group *groups_find(const struct groups *groups, struct str id)
{
    for (size_t i = 0; i < groups->count; i++)
        if (str_equal(groups->items[i].record.id, id))
            return &groups->items[i];
    return NULL;
}

struct str group_called(struct arena *arena, const struct group *group)
{
    struct str words = group->label.len ? group->label : group->name;
    return str_format(arena, "T%zu%s%.*s", group->number, words.len ? " " : "",
                      STR_ARGS(words));
}
