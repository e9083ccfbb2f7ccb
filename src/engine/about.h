/* SPDX-License-Identifier: MIT */
/* What an attachment belongs to, as people name it: a record by its id, by what it is
 * called or by where it came from (FILE:LINE:HEADING); a card by its number; a review by
 * its row (FILE:LINE); a person by the authority's reference or a UPN. Where a number may
 * be two things, `card 12` and `person 12` say which.
 *
 * Memory: results live in the arena. Failure: nothing, or more than one: says what can be
 * given, or what may be meant. */
#ifndef ENGINE_ABOUT_H
#define ENGINE_ABOUT_H

#include "engine/engine.h"

/* In the cycle of `process`. An id is taken as it is. */
bool about_named(struct engine *engine, struct arena *arena,
                 const struct process *process, struct str given, struct str *id,
                 struct error *err);

#endif
