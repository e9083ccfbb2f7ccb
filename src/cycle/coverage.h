/* SPDX-License-Identifier: MIT */
/* Whose views we have, and whose we do not have yet: reviews due, held and used,
 * by school and by year group. Counts are true: not for publication until they
 * have passed disclosure.h.
 *
 * Due counts every review of the cycle that is in scope, held those with a date that
 * has come, used those from which at least one statement came.
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
};

bool coverage_of(struct db *db, struct arena *arena, struct str cycle,
                 const struct scope *scope, struct coverage *out, struct error *err);

/* The same in people: somebody stands once, where their latest review in scope says.
 * They are held if any of their reviews was, and used if words of theirs count
 * (scope_counts), be they from a review or from a plan. */
struct coverage_people {
    struct coverage_row all;
    struct coverage_rows schools, years;
    size_t plan_only; /* used, though no review was held: a plan has their words */
    size_t not_due;   /* words of theirs count, and there is no review of them at all */
    size_t no_view[SECTION_COUNT]; /* an empty box in a held review, and nothing said */
    size_t statements[SECTION_COUNT]; /* those that count, the room's included */
};

bool coverage_of_people(struct db *db, struct arena *arena, struct str cycle,
                        const struct scope *scope, struct coverage_people *out,
                        struct error *err);

#endif
