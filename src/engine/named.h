/* SPDX-License-Identifier: MIT */
/* Where others name a person: words that an erasure of that person leaves, since they are
 * not theirs. Places only, never the words.
 *
 * By the names in the vault, those before a correction too; a nickname it does not find.
 * Memory: results live in the arena. Failure: what the database or the vault says. */
#ifndef ENGINE_NAMED_H
#define ENGINE_NAMED_H

#include "engine/engine.h"

enum named_where {
    NAMED_NOW,    /* in what is shown: reword it */
    NAMED_BEFORE, /* in the words before a rewording, or in the log: erase those */
    NAMED_BOTH
};

struct named {
    struct str place; /* FILE:LINE:HEADING, or the record's id */
    struct str id;
    enum named_where where;
};

struct named_list {
    struct named *items;
    size_t count, room;
};

bool named_by_others(struct engine *engine, struct arena *arena, struct str person,
                     struct named_list *out, struct error *err);

#endif
