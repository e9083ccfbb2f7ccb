/* SPDX-License-Identifier: MIT */
/* What people said no to: the permissions of a cycle that are not given, whatever was
 * agreed when something was written down. No to the workshop is no to all of it.
 *
 * Memory: the arena. Failure: the database's. */
#ifndef CYCLE_WISH_H
#define CYCLE_WISH_H

#include "format/json.h"
#include "store/record.h"

/* Who said no to the workshop in a cycle: ids of people, sorted. */
bool wish_refusing(struct db *db, struct arena *arena, struct str cycle,
                   struct str_list *people, struct error *err);
/* Whether this person did. */
bool wish_refused(struct db *db, struct arena *arena, struct str cycle, struct str person,
                  bool *out, struct error *err);
/* Whether they did in any cycle, and said yes to it in none. */
bool wish_refused_anywhere(struct db *db, struct arena *arena, struct str person,
                           bool *out, struct error *err);
/* Whether a story is not told any more: no to stories, or to the workshop, in its cycle.
 * What it says under may_publish stays as it was said then. False of what is no story,
 * and of one that is nobody's. */
bool wish_untold(struct db *db, struct arena *arena, const struct record *record,
                 const struct json *body, bool *out, struct error *err);

#endif
