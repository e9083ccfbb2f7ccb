/* SPDX-License-Identifier: MIT */
/* Names that hold a comma, so that whoever types one need not quote it: schools that a
 * review of any cycle has, localities that are put down, and their schools.
 *
 * Memory: lives in the arena. Failure: the database's. */
#ifndef ENGINE_KNOWN_WHOLE_H
#define ENGINE_KNOWN_WHOLE_H

#include "cycle/divide.h"
#include "store/db.h"

/* None are looked for where the text has nothing to divide. `own` as for needs_load. */
bool known_whole_load(struct db *db, struct arena *arena, const struct json *own,
                      struct str text, struct known_whole *out, struct error *err);

#endif
