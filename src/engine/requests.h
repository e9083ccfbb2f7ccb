/* SPDX-License-Identifier: MIT */
/* What the modules of cycle/ that look at a cycle as a whole are asked with, for a
 * process that is open in an engine.
 *
 * Memory: points into both. Nothing here fails. */
#ifndef ENGINE_REQUESTS_H
#define ENGINE_REQUESTS_H

#include "cycle/cards.h"
#include "cycle/publish.h"
#include "engine/engine.h"
#include "engine/process.h"

/* For cycle/cards.h and cycle/groups.h. */
struct cards_request cards_of(const struct engine *engine, const struct process *process);
/* For cycle/publish.h, by the authority's own rule of disclosure; `known` as
 * engine/known.h learns it. No kind's words are gone. */
struct publish_request publish_of(const struct engine *engine,
                                  const struct process *process,
                                  const struct flag_known *known);

#endif
