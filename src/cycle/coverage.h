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

/* Somebody whose words count, and under which headings there are any. */
struct coverage_voice {
    struct str person;
    bool section[SECTION_COUNT];
};

struct coverage_voices {
    struct coverage_voice *items; /* by person, each once */
    size_t count;
};

/* The same in people, for publication: a person stands once, where their latest
 * review in scope says; used if they are among the voices; held if any of their
 * reviews was, or they are used. no_view counts the people of whom a held review
 * had an empty box and who said nothing under that heading. */
bool coverage_of_people(struct db *db, struct arena *arena, struct str cycle,
                        const struct scope *scope, const struct coverage_voices *voices,
                        struct coverage *out, struct error *err);

#endif
