/* SPDX-License-Identifier: MIT */
/* The kinds of need, in the words that an import takes for them: ASC and "autism" are
 * ASD. For whoever asks for a need by hand, in a scope.
 *
 * Memory: lives in the arena; `own` is borrowed as long.
 * Failure: needs_load's, where the authority's own words say what cannot be. */
#ifndef CYCLE_NEED_H
#define CYCLE_NEED_H

#include "cycle/mapping.h"

/* `own`: what the authority adds to it (cycle/mapping.h), or NULL. */
bool needs_load(struct arena *arena, const struct json *own, const struct mapping **out,
                struct error *err);
/* As a review has it; empty where an import would leave the cell empty. */
struct str need_read(struct arena *arena, const struct mapping *needs, struct str text);
/* Each once, as reviews have them; and all words that stand for one. */
struct str_list needs_all(struct arena *arena, const struct mapping *needs);
struct str_list need_words(struct arena *arena, const struct mapping *needs);

#endif
