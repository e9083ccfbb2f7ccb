/* SPDX-License-Identifier: MIT */
/* Numbers by fingerprint: 16 bytes for each thing that is remembered, so that a
 * large file can be known as a whole. Two things of one fingerprint are one
 * (64 bits of SipHash: not in any file that there is).
 *
 * Memory: the arena's; the places of a table that has grown stay until the arena goes.
 * Failure: none. */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include "base/str.h"

struct table_place {
    uint64_t key; /* 0: free */
    uint64_t number;
};

/* Set `arena` and zero the rest. */
struct table {
    struct arena *arena;
    struct table_place *places; /* (room) */
    size_t count, room;
};

/* For keys: of a text, and of two keys together. Never 0. */
uint64_t table_key(struct str text);
uint64_t table_key_with(uint64_t a, uint64_t b);

/* The key's number, or NULL where it was never added; until the next table_add. */
uint64_t *table_find(const struct table *table, uint64_t key);
/* The same; a key that is new is added, with 0. */
uint64_t *table_add(struct table *table, uint64_t key, bool *is_new);

#endif
