/* SPDX-License-Identifier: MIT */
#include "cycle/theme_count.h"

struct theme_count theme_count(struct arena *arena, const struct cards *cards,
                               struct str theme)
{
    struct theme_count out = {0, 0, 0};
    struct arena_mark mark = arena_mark(arena);
    struct str_list people = {arena_array(arena, struct str, cards->count), 0};
    for (size_t i = 0; i < cards->count; i++) {
        const struct json *body = &cards->items[i].body;
        struct str person = json_find_text(body, STR("person"));
        if (!str_equal(json_find_text(body, STR("theme")), theme))
            continue;
        out.cards++;
        if (person.len)
            people.items[people.count++] = person;
        else
            out.nobody++;
    }
    str_list_sort(&people);
    for (size_t i = 0; i < people.count; i++)
        out.people += i == 0 || !str_equal(people.items[i], people.items[i - 1]);
    arena_rewind(arena, mark);
    return out;
}

struct str theme_count_words(struct arena *arena, struct theme_count count)
{
    struct str cards =
        str_format(arena, "%zu %s", count.cards, count.cards == 1 ? "card" : "cards");
    if (!count.cards)
        return STR("no cards");
    if (!count.people)
        return str_format(arena, "%.*s from the room", STR_ARGS(cards));
    return str_format(arena, "%.*s from %zu %s%s", STR_ARGS(cards), count.people,
                      count.people == 1 ? "person" : "people",
                      count.nobody ? " and from the room" : "");
}
