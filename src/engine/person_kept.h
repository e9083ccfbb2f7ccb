/* SPDX-License-Identifier: MIT */
/* What is kept of a person, cycle by cycle, for somebody to check that it is the one
 * who is meant: never words, nor who it is.
 *
 * Memory: results live in the arena. Failure: what the database says. */
#ifndef ENGINE_PERSON_KEPT_H
#define ENGINE_PERSON_KEPT_H

#include "engine/engine.h"

struct person_year {
    struct str cycle;               /* its name */
    struct str_list schools, years; /* of their reviews, each once */
    struct str_list dates;          /* of the reviews held, 2025-05-12 */
    size_t reviews, statements;
};

struct person_years {
    struct person_year *items; /* (count): cycles that hold anything of them */
    size_t count;
};

bool person_kept(struct engine *engine, struct arena *arena, struct str person,
                 struct person_years *out, struct error *err);

#endif
