/* SPDX-License-Identifier: MIT */
/* Who has been erased, in `erased.txt` beside the database, so that restoring an older
 * backup erases them again, as it does what of a cycle has had its time: a line each, the
 * person's id and the hash of the event that made them, since ids are given out again
 * once the newest commands are gone.
 *
 * The file only ever grows. Whoever writes it holds `erased.lock`, and writes what it
 * says already and what they bring, so that of two at once neither is lost.
 * Memory: the arena of the list. Failure: false; the file is as it was. */
#ifndef ENGINE_ERASURE_H
#define ENGINE_ERASURE_H

#include "format/json.h"
#include "store/db.h"

struct erasures {
    struct arena *arena;   /* set this, and zero the rest */
    struct str_list lines; /* "ID HASH", and what of it where that is not all */
    size_t room;
};

/* A person of this database. */
bool erasure_add(struct erasures *all, struct db *db, struct str person,
                 struct error *err);
/* Kinds of a cycle whose time is over (engine/retention.h): "ID HASH KIND,KIND". */
bool erasure_add_kinds(struct erasures *all, struct db *db, struct str cycle,
                       struct str_list kinds, struct error *err);
/* What a record said before it was reworded, in these fields: "ID HASH original
 * FIELD,FIELD". */
bool erasure_add_original(struct erasures *all, struct db *db, struct str record,
                          const struct json *fields, struct error *err);
/* Of which record the outcome of such a command tells; older ones say "statement". */
struct str erasure_original(const struct json *outcome);
/* Those that the log of a database tells of. */
bool erasure_add_log(struct erasures *all, struct db *db, struct error *err);
/* Those in the folder's file; `there` says whether it has one. */
bool erasure_add_file(struct erasures *all, struct str folder, bool *there,
                      struct error *err);
/* Writes them and what the file says by now. No list, no file. */
bool erasure_save(struct erasures *all, struct str folder, struct error *err);

#endif
