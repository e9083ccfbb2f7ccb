/* SPDX-License-Identifier: MIT */
/* Whether what is to be put back is there again under another id, as after an import
 * that was taken back and then done with a corrected file. By what makes a row the
 * same row: an identity by any of its lookups, a review by person and date, a
 * statement by its review (or person), section and folded words, somebody of a list
 * for the room by list and place, or by viewpoint and organisation, a measurement by
 * indicator and day, a cycle by the one before it.
 *
 * Memory: the arena. Failure: what the database says. */
#ifndef ENGINE_TWIN_H
#define ENGINE_TWIN_H

#include "store/event.h"
#include "store/record.h"

/* `gone` is the event that removed the record. Only what was made or changed since
 * counts: what stood beside it then may stand beside it again. `touched` is the newest
 * command that touched the other one, and is not `own`, which is putting back what
 * stood together; 0: there is none. People for the room, measurements and cycles
 * count only where they were made (or put back) since. */
bool twin_find(struct db *db, struct arena *arena, const struct event *gone, int64_t own,
               int64_t *touched, struct error *err);

#endif
