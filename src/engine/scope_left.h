/* SPDX-License-Identifier: MIT */
/* Files of which rows were left out by the scope as it was when they came in, and may
 * count by the scope as it is: nothing of them is there until the file is imported again.
 *
 * A file is done with once it came in under a scope that left nothing out, or that has
 * all of the present one. A file that has the reviews of an earlier one, or (of what
 * brought none) goes by its name, has taken its place. Imports of before this was noted
 * are not known.
 * Memory: results live in the arena. Failure: the database's. */
#ifndef ENGINE_SCOPE_LEFT_H
#define ENGINE_SCOPE_LEFT_H

#include "engine/import.h"

struct scope_left {
    struct str file; /* reviews.xlsx, whichever of its sheets */
    enum sheet_kind kind;
    size_t rows; /* that were left out; not all of them need count now */
};

struct scope_left_list {
    struct scope_left *items; /* reviews first, by when they first came in */
    size_t count;
    size_t all_rows; /* left out of any file, wanted or not */
};

bool scope_left_find(struct db *db, struct arena *arena, struct str cycle,
                     const struct json *scope, struct scope_left_list *out,
                     struct error *err);
/* A sentence for people, without its stop: what is not there, and what to do. */
struct str scope_left_words(struct arena *arena, const struct scope_left *one);

#endif
