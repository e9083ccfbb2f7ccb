/* SPDX-License-Identifier: MIT */
/* A record by what people call it: by id; a statement by its source
 * (`reviews.csv:14:working1`) or the number of its card; a theme by its 'I' statement,
 * its label or its number (T3); a review by FILE:LINE; a person by the source of
 * something that they said, by its file and line alone, or by the id of their review or
 * statement. Who somebody is is not looked up here: that is args_person.h.
 *
 * Memory: the arena. Failure: what is called so by nothing, or by several, and how to
 * name it for sure. */
#ifndef ENGINE_ARGS_RECORD_H
#define ENGINE_ARGS_RECORD_H

#include "engine/process.h"

/* The record of `kind` that `text` names, in `cycle` (this one or the one before). */
bool record_named(struct db *db, struct arena *arena, const struct process *process,
                  struct str cycle, const struct kind *kind, struct str text,
                  struct str *id, struct error *err);

#endif
