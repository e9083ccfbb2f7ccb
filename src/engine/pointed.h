/* SPDX-License-Identifier: MIT */
/* What stands in the way of removing a record: others that name it.
 *
 * Memory: `by` lives in the arena. Failure: what the database says. */
#ifndef ENGINE_POINTED_H
#define ENGINE_POINTED_H

#include "engine/engine.h"

/* Whether records still point to `id`, a record of `cycle` or of the workplace:
 * those of its own cycle, and of others where a field may lead across years. Names
 * one in `by`. Those of kind `but` do not count; '' for none. */
bool record_pointed_to(struct db *db, struct arena *arena, const struct process *process,
                       struct str cycle, struct str id, struct str but, struct str *by,
                       struct error *err);

#endif
