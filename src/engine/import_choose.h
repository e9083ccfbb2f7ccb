/* SPDX-License-Identifier: MIT */
/* What a spreadsheet is, for somebody who has not said: reviews, statements or
 * aspirations, whichever leaves the fewest of its columns unused; reviews where it may
 * be several. Statements and aspirations are of people whose reviews are there already.
 *
 * Memory: the arena. Failure: false where nothing in it can be understood, with what it
 * looks like, or what reviews would need. */
#ifndef ENGINE_IMPORT_CHOOSE_H
#define ENGINE_IMPORT_CHOOSE_H

#include "engine/import.h"

struct import_choice {
    enum sheet_kind kind;
    size_t rows; /* that can be taken, as far as the file itself says */
    /* Of the newest review that was held, or, where none was, that is due: YYYY-MM-DD,
     * or empty. */
    struct str newest;
};

/* `engine` is NULL where there is no Waymark folder yet; `own`, where it is not NULL,
 * what the columns of reviews are called, instead of what the folder says.
 * `reviews_known`: whether there are people for statements and aspirations to belong to.
 * `folder`: whether there is, or will be, one to bring in what quick does not take.
 * What is wrong row by row is added to `notices`. */
bool import_choose(struct engine *engine, struct arena *arena, const struct json *own,
                   struct str name, struct str bytes, bool reviews_known, bool folder,
                   struct notices *notices, struct import_choice *out, struct error *err);

/* The same for somebody who has said `kind`, as the command line calls it: false where
 * the file is plainly another, with the command that takes it. A file that cannot be read
 * at all is left to its import. */
bool import_check_kind(struct engine *engine, struct arena *arena, struct str kind,
                       struct str name, struct str bytes, struct error *err);

#endif
