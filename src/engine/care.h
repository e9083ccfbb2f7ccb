/* SPDX-License-Identifier: MIT */
/* Care of the data: backup, restore, and erasing a person for good.
 *
 * A backup is one database file with the local scripts and settings inside, and
 * never the key. Restoring puts it in the place of what is there (which is kept
 * beside it), once everyone who has been erased since is erased from it again.
 * Memory: results live in the arena. Failure: false; restore leaves the folder
 * as it was. */
#ifndef ENGINE_CARE_H
#define ENGINE_CARE_H

#include "engine/retention.h"

/* Makes a workplace (store_make) with its owner; `show` is given the recovery
 * key to show. Where anything fails, that included, nothing is left behind. */
bool care_make(struct arena *arena, struct str folder, struct str authority,
               struct str owner,
               bool (*show)(void *with, struct str recovery, struct error *err),
               void *with, struct error *err);

/* `left_out`: see backup_write. */
bool care_backup(struct engine *engine, struct str path, struct str_list *left_out,
                 struct error *err);

struct restored {
    struct str kept;      /* where the former database is, or empty */
    size_t erased;        /* how many people were erased again */
    size_t retained;      /* of how many cycles what had had its time went again */
    bool erasures_listed; /* false: nothing in the folder says who has been erased */
};

/* `folder` is a workplace, or a new folder for which `recovery` is the key as
 * `init` printed it. Only an owner may: of the folder as it is, or, where that has
 * no database that can be read, of the folder that the backup was made of. The
 * restored log says who restored what. */
bool care_restore(struct arena *arena, struct str folder, struct str backup,
                  struct str recovery, struct str actor, struct restored *out,
                  struct error *err);

/* Runs workplace.erase, notes it beside the database for later restores, and
 * empties the database's log file. `person` is what person_find takes. */
struct erased {
    struct str person;
    size_t records, events;
    struct str_list copies; /* files in the folder that hold them still: older
                               databases, with what is written beside them, backups
                               that were cut short, and the cards and groups that
                               `waymark quick` wrote */
};
bool care_erase(struct engine *engine, struct arena *arena, struct str person,
                bool pretend, struct erased *out, struct error *err);

/* What a record said before it was reworded, corrected or removed; noted like the erasure
 * of a person. `events`: how many said it. Refused where it says what it always said. */
bool care_erase_original(struct engine *engine, struct arena *arena, struct str record,
                         bool pretend, size_t *events, struct error *err);

/* Lets go what has had its time (engine/retention.h), and notes it like an erasure; only
 * the owner may. `pretend`: nothing is done. */
struct cared {
    struct retention before; /* what there was, and what of it was due */
    size_t records, people, events;
    struct str_list copies; /* as of an erasure */
};
bool care_retain(struct engine *engine, struct arena *arena, bool pretend,
                 struct cared *out, struct error *err);

/* Seals the log as it is, whatever the seal says, and notes that as a command. The
 * caller has verified everything else; only an owner may. */
bool care_seal(struct engine *engine, struct arena *arena, struct error *err);

#endif
