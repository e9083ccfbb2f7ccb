/* SPDX-License-Identifier: MIT */
/* A backup: one database file that also holds the local scripts and settings,
 * and never the vault's key.
 *
 * Memory: the arena. Failure: false; neither leaves half a file behind. */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "store/store.h"

/* While others go on working. */
bool backup_write(struct store *store, struct arena *arena, struct str path,
                  struct error *err);

/* Checks the backup (its file, its chain of events, its records, that the key fits)
 * before anything is touched, then puts it in place. The former database is kept
 * under a new name, given in `kept` (empty where there was none). A folder without a
 * vault.key needs the recovery key; scripts and settings that it has stay. */
bool backup_read(struct arena *arena, struct str folder, struct str path,
                 struct str recovery, struct str *kept, struct error *err);

#endif
