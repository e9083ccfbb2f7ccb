/* SPDX-License-Identifier: MIT */
#include "base/table.h"

#include "base/crypto.h"

#include <assert.h>

enum { FIRST_ROOM = 1024, GROWTH = 4 };

uint64_t table_key(struct str text)
{
    uint64_t key = fingerprint_of(text);
    return key ? key : 1;
}

uint64_t table_key_with(uint64_t a, uint64_t b)
{
    uint64_t both[] = {a, b};
    return table_key((struct str){(const char *)both, sizeof both});
}

/* The key's place, or the free one where it belongs. */
static struct table_place *place_of(const struct table *table, uint64_t key)
{
    size_t at = (size_t)key & (table->room - 1);
    while (table->places[at].key && table->places[at].key != key)
        at = (at + 1) & (table->room - 1);
    return &table->places[at];
}

static void grow(struct table *table)
{
    struct table old = *table;
    table->room = old.room ? old.room * GROWTH : FIRST_ROOM;
    table->places = arena_array(table->arena, struct table_place, table->room);
    for (size_t i = 0; i < old.room; i++)
        if (old.places[i].key)
            *place_of(table, old.places[i].key) = old.places[i];
}

uint64_t *table_find(const struct table *table, uint64_t key)
{
    if (!table->room)
        return NULL;
    struct table_place *place = place_of(table, key);
    return place->key ? &place->number : NULL;
}

uint64_t *table_add(struct table *table, uint64_t key, bool *is_new)
{
    assert(key);
    if (table->count * 2 >= table->room)
        grow(table);
    struct table_place *place = place_of(table, key);
    *is_new = !place->key;
    place->key = key;
    table->count += *is_new;
    return &place->number;
}
