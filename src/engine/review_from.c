/* SPDX-License-Identifier: MIT */
#include "engine/review_from.h"

#include "store/parsed.h"

static void add(struct str_list *list, struct str id)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], id))
            return;
    if (id.len)
        list->items[list->count++] = id;
}

bool reviews_from(struct db *db, struct arena *arena, struct str cycle, struct str given,
                  struct str_list *out, struct error *err)
{
    struct parsed_list reviews, said;
    *out = (struct str_list){NULL, 0};
    if (str_find_byte(given, ':') == SIZE_MAX)
        return true;
    if (!parsed_all(db, arena, cycle, STR("review"), &reviews, err) ||
        !parsed_by(db, arena, cycle, STR("statement"), STR("source"), given, &said, err))
        return false;
    out->items = arena_array(arena, struct str, reviews.count + said.count);
    for (size_t i = 0; i < reviews.count; i++)
        if (str_equal(parsed_text(&reviews.items[i], "source"), given))
            add(out, reviews.items[i].record.id);
    for (size_t i = 0; i < said.count; i++)
        add(out, parsed_text(&said.items[i], "review"));
    return true;
}
