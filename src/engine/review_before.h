/* SPDX-License-Identifier: MIT */
/* What is known already of somebody whose review begins: what stands for an answer that
 * is not given. This cycle's own reviews come first, as collect.review takes them; then
 * the latest one up to that day of any other cycle, whose school year is counted on: a
 * school year begins in September.
 *
 * Memory: results live in the arena. Failure: what the database says. */
#ifndef ENGINE_REVIEW_BEFORE_H
#define ENGINE_REVIEW_BEFORE_H

#include "engine/engine.h"

struct review_before {
    bool has_school, has_year; /* in this cycle: nothing is taken from another one */
    struct str cycle;          /* the name of the other; empty where nothing is known */
    struct str school;         /* there, or empty */
    int year, year_then;       /* on the day, and there; or YEAR_GROUP_UNKNOWN */
};

bool review_before_find(struct engine *engine, struct arena *arena, struct str cycle,
                        struct str person, struct str date, struct review_before *out,
                        struct error *err);

#endif
