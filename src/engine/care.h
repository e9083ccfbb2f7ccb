/* SPDX-License-Identifier: MIT */
/* Care of the data: backup, restore, and erasing a person for good.
 *
 * A backup is one database file with the local scripts and settings inside, and
 * never the key. Restoring puts it in the place of what is there (which is kept
 * beside it), and erases again everyone who has been erased since.
 * Memory: results live in the arena. Failure: false; restore leaves the folder
 * as it was. */
#ifndef ENGINE_CARE_H
#define ENGINE_CARE_H

#include "engine/engine.h"

bool care_backup(struct engine *engine, struct str path, struct error *err);

struct restored {
    struct str kept; /* where the former database is, or empty */
    size_t erased;   /* how many people were erased again */
};

/* `folder` is a workplace, or a new folder for which `recovery` is the key as
 * `init` printed it. */
bool care_restore(struct arena *arena, struct str folder, struct str backup,
                  struct str recovery, struct str actor, struct restored *out,
                  struct error *err);

/* Runs workplace.erase, notes it beside the database for later restores, and
 * empties the database's log file. `person` is an id or the authority's
 * reference. */
struct erased {
    struct str person;
    size_t records, events;
    struct str_list copies; /* older databases in the folder, which hold them still */
};
bool care_erase(struct engine *engine, struct arena *arena, struct str person,
                bool pretend, struct erased *out, struct error *err);

#endif
