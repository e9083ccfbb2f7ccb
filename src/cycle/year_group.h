/* SPDX-License-Identifier: MIT */
/* School years, as officers write them: 9, Y9, NC Year 09, R, nursery. Reception is 0,
 * nursery -1; the last is 20, in which people turn 25 and a plan ends at the latest (as
 * in schemas/records/review.schema.json).
 *
 * Memory: nothing that lives on. Failure: false; `out` is left alone. */
#ifndef CYCLE_YEAR_GROUP_H
#define CYCLE_YEAR_GROUP_H

#include "base/str.h"

enum { YEAR_GROUP_UNKNOWN = -100 }; /* empty, or a word that says so */

bool year_group_read(struct arena *arena, struct str text, int *out);

#endif
