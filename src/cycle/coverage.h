/* SPDX-License-Identifier: MIT */
/* Whose views we have, and whose we do not have yet: reviews due, held and used,
 * by school and by year group. Counts are true: not for publication until they
 * have passed disclosure.h.
 *
 * Due counts every review of the cycle that is in scope, held those with a date,
 * used those from which at least one statement came.
 * Memory: results live in the arena. Failure: the database's. */
#ifndef CYCLE_COVERAGE_H
#define CYCLE_COVERAGE_H

#include "cycle/scope.h"
#include "cycle/section.h"

struct coverage_row {
    struct str label; /* a school, a year group; "not given" */
    int64_t order;    /* rows are in this order, then by label */
    size_t due, held, used;
};

struct coverage_rows {
    struct coverage_row *items;
    size_t count, room;
};

struct coverage {
    struct coverage_row all;
    struct coverage_rows schools, years;
    size_t no_view[SECTION_COUNT]; /* cells that held no view, of held reviews */
    size_t statements[SECTION_COUNT];
};

bool coverage_of(struct db *db, struct arena *arena, struct str cycle,
                 const struct scope *scope, struct coverage *out, struct error *err);

#endif
