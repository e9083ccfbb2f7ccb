/* SPDX-License-Identifier: MIT */
/* Where an action, a promise or a measure goes on: its copy in the last of the cycles
 * that follow its own (carried_from leads back); and what a measure stood at in the
 * cycles before.
 *
 * Memory: the arena. Failure: what the database says. */
#ifndef CYCLE_CARRIED_H
#define CYCLE_CARRIED_H

#include "format/json.h"
#include "store/record.h"

struct carried {
    struct str id; /* of the copy; empty: it goes on nowhere */
    struct str cycle, cycle_name;
};

bool carried_find(struct db *db, struct arena *arena, const struct record *record,
                  struct carried *out, struct error *err);

/* What an action is for: the id of its success statement, or of that of the action which
 * it was carried over from; empty: of none. */
bool carried_success(struct db *db, struct arena *arena, const struct json *action,
                     struct str *out, struct error *err);

/* What an indicator measured before it was carried into the cycle that it is in: a list
 * of {id, date, value, denominator where it has one, cycle: its name}. */
bool carried_measured(struct db *db, struct arena *arena, const struct json *indicator,
                      struct json *out, struct error *err);

#endif
