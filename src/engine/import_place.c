/* SPDX-License-Identifier: MIT */
#include "engine/import_place.h"

void import_place_note(struct import_places *places, struct str statement,
                       struct str source)
{
    bool is_new;
    uint64_t *number = table_add(&places->of, table_key(statement), &is_new);
    if (!is_new)
        return;
    places->items = arena_one_more(places->arena, places->items, sizeof *places->items,
                                   places->count, &places->room);
    struct import_place *place = &places->items[places->count++];
    *place = (struct import_place){str_copy(places->arena, source), places->count};
    *number = places->count;
}

const struct import_place *import_place_find(const struct import_places *places,
                                             struct str statement)
{
    const uint64_t *number = table_find(&places->of, table_key(statement));
    return number ? &places->items[*number - 1] : NULL;
}
