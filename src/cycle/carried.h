/* SPDX-License-Identifier: MIT */
/* Where an action, a promise or a measure goes on: its copy in the cycle that follows its
 * own (carried_from leads back).
 *
 * Memory: the arena. Failure: what the database says. */
#ifndef CYCLE_CARRIED_H
#define CYCLE_CARRIED_H

#include "store/record.h"

struct carried {
    struct str id; /* of the copy; empty: it goes on nowhere */
    struct str cycle, cycle_name;
};

bool carried_find(struct db *db, struct arena *arena, const struct record *record,
                  struct carried *out, struct error *err);

#endif
