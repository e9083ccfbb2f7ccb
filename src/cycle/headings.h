/* SPDX-License-Identifier: MIT */
/* What the columns of a spreadsheet are called, where the names stand in one row or,
 * as under merged cells, in two: "What is working" above "1" and "2". Two rows are one
 * heading only where that is clear: nothing in the second stands where a row of data
 * would have it, and more columns are known by both than by either.
 *
 * Memory: results live in the arena. Failure: none. */
#ifndef CYCLE_HEADINGS_H
#define CYCLE_HEADINGS_H

#include "cycle/mapping.h"
#include "format/rows.h"

struct headings {
    size_t line, last_line; /* of the first row of them and the last */
    size_t count;
    struct str *titles;  /* (count): on one line; empty where a column has none */
    struct str *rows[2]; /* (count): as they stand; [1] is NULL where there is one row */
};

/* `line` is that of the row that names most columns; the other is above or below it.
 * Reading goes on with the first row below them. */
void headings_read(struct rows *rows, struct arena *arena, const struct mapping *mapping,
                   size_t line, struct headings *out);

/* Whether both say the same, however they are spelt. */
bool headings_alike(struct arena *arena, struct str a, struct str b);

#endif
