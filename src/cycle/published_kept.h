/* SPDX-License-Identifier: MIT */
/* A published document as a text that can be kept, and back: a report stands as it was
 * when what it was worked out from has gone (engine/retention.h).
 *
 * Everything that readers see is kept; what was left out of it, which is for officers,
 * is not. Memory: results live in the arena. Failure: published_again: false when the
 * text is none that published_to_keep made. */
#ifndef CYCLE_PUBLISHED_KEPT_H
#define CYCLE_PUBLISHED_KEPT_H

#include "base/error.h"
#include "cycle/published.h"

struct str published_to_keep(struct arena *arena, const struct published *doc);
bool published_again(struct arena *arena, struct str kept, struct published *out,
                     struct error *err);

#endif
