/* SPDX-License-Identifier: MIT */
/* Where each statement stands in the files as they are now: what the imports of one run
 * have read, by file, line and heading. A statement's own `source` is where it first came
 * in, and stays its name when lines move.
 *
 * Memory: the arena's, for every statement that is noted. Failure: none. */
#ifndef ENGINE_IMPORT_PLACE_H
#define ENGINE_IMPORT_PLACE_H

#include "base/table.h"

struct import_place {
    struct str source; /* reviews.csv:16:working1 */
    size_t number;     /* in the order that they were read in, from 1 */
};

/* Set `arena` and the table's, and zero the rest. */
struct import_places {
    struct arena *arena;
    struct table of; /* by the statement's id: which item, from 1 */
    struct import_place *items;
    size_t count, room;
};

/* The first place that is noted of a statement stands. */
void import_place_note(struct import_places *places, struct str statement,
                       struct str source);
/* NULL where no file of the run says it. */
const struct import_place *import_place_find(const struct import_places *places,
                                             struct str statement);

#endif
