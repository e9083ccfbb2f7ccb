/* SPDX-License-Identifier: MIT */
/* A backup: one database file that also holds the local scripts and settings and the
 * attachments (store/blob.h, sealed as they are), and never the vault's key.
 *
 * Memory: the arena. Failure: false; neither leaves half a file behind. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/store.h"

/* While others go on working. `left_out` are the names in local/ that no backup holds,
 * since they are no plain files: links, above all, which may lead anywhere. */
bool backup_write(struct store *store, struct arena *arena, struct str path,
                  struct str_list *left_out, struct error *err);

/* What is still to be done in the checked copy before it is put in place; `copy` has
 * a seal of its own. False: the folder is left as it was. */
typedef bool backup_ready(void *with, struct store *copy, struct error *err);

/* Checks the backup (its file, its chain of events, its records, that the key fits)
 * before anything is touched, lets `ready` work on a copy of it, then puts that in
 * place with a seal of its own. The former database is kept under a new name, given
 * in `kept` (empty where there was none). A folder without a vault.key needs the
 * recovery key; scripts and settings that it has stay, and attachments that it lacks
 * come back. */
bool backup_read(struct arena *arena, struct str folder, struct str path,
                 struct str recovery, backup_ready *ready, void *with, struct str *kept,
                 struct error *err);

/* In a backup that is being restored: what is not to come back. */
bool backup_forget_file(struct db *db, struct str name, struct error *err);

#endif
