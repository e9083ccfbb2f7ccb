/* SPDX-License-Identifier: MIT */
/* Where others name a person: words that an erasure of that person leaves, since they are
 * not theirs. Places only, never the words: in every field that is written freely, of
 * every kind and of the cycles themselves, and what any of them said before.
 *
 * By the names in the vault and in the log, those before a correction too, and of whoever
 * has become one with them; a nickname it does not find. What a file and a school are
 * called is no place.
 * Memory: results live in the arena. Failure: what the database or the vault says. */
#ifndef ENGINE_NAMED_H
#define ENGINE_NAMED_H

#include "engine/command.h"

enum named_where {
    NAMED_NOW,    /* in what is shown: reword it */
    NAMED_BEFORE, /* in the words before a rewording, or in the log: erase those */
    NAMED_BOTH
};

struct named {
    struct str place; /* FILE:LINE:HEADING, or the record's id */
    struct str id, cycle;
    struct str_list fields; /* that say it now, sorted */
    size_t room;
    enum named_where where;
};

struct named_list {
    struct named *items;
    size_t count, room;
};

bool named_by_others(struct engine *engine, struct arena *arena, struct str person,
                     struct named_list *out, struct error *err);

/* Before these people's names are forgotten: keeps in the outcome, as KNOWN_TEXTS, which
 * texts name them now. */
bool named_note(struct native_call *call, struct str_list people, struct error *err);

#endif
