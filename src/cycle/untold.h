/* SPDX-License-Identifier: MIT */
/* Whether a story is not told any more, by the wish of whoever told it: they said no to
 * their stories, or to the workshop, in its cycle, whatever was agreed when it was
 * written down. What it says under may_publish stays as it was said then.
 *
 * Memory: the arena. Failure: the database's. */
#ifndef CYCLE_UNTOLD_H
#define CYCLE_UNTOLD_H

#include "format/json.h"
#include "store/record.h"

/* False of what is no story, and of one that is nobody's. */
bool untold_by_wish(struct db *db, struct arena *arena, const struct record *record,
                    const struct json *body, bool *out, struct error *err);

#endif
