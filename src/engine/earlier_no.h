/* SPDX-License-Identifier: MIT */
/* What a person said no to in the folder's other cycles: it holds in this one too, until
 * they say otherwise. A yes does not: each cycle asks for its own.
 *
 * Of a person and a thing that this cycle has no permission of, the newest decision
 * counts: a no, unless a yes is of a later day than it, and the no of a known one.
 * Memory: the arena. Failure: what the database says. */
#ifndef ENGINE_EARLIER_NO_H
#define ENGINE_EARLIER_NO_H

#include "store/commit.h"

struct earlier_no {
    struct str what, cycle; /* cycle: the name of the one that they said it in */
    struct json body;       /* of the permission to note here */
};

struct earlier_no_list {
    struct earlier_no *items;
    size_t count;
};

/* `permission`: the kind, as this cycle has it. */
bool earlier_no_find(struct db *db, struct arena *arena, const struct kind *permission,
                     struct str cycle, struct str person, struct earlier_no_list *out,
                     struct error *err);

/* What to tell of one that was noted here; `but`: what speaks against it, or "". */
struct str earlier_no_words(struct arena *arena, const struct earlier_no *one,
                            const char *but);

#endif
