/* SPDX-License-Identifier: MIT */
/* Cards that nobody has placed go to the groups that people made, where they are like
 * what is in them (text/examples.h): what came in late finds its place, and a group that
 * people began with a few cards pulls its like. What tables have put together takes none
 * until it is agreed. Each is marked as added, and status asks for somebody to look at
 * it; what people placed is never moved.
 *
 * Memory: call->arena. Failure: the database's. */
#ifndef ENGINE_DRAFTING_ADDED_H
#define ENGINE_DRAFTING_ADDED_H

#include "engine/drafting.h"
#include "text/encoder.h"

/* Chooses for one section; those chosen are no candidates for a draft any more. */
void drafting_choose_added(struct arena *arena, struct drafting *now, struct str section,
                           struct encoder *encoder);
/* Puts down what was chosen; `added`: how many there are. */
bool drafting_put_added(struct native_call *call, struct drafting *now, size_t *added,
                        struct error *err);

#endif
