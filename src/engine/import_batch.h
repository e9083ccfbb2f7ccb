/* SPDX-License-Identifier: MIT */
/* The rows of one file, a command for each IMPORT_BATCH of them: a batch that was done
 * before is passed over, so that an import that was cut short goes on where it stopped.
 * What is known of the file as a whole has been learnt by then (import.c).
 *
 * Memory: an arena for each batch, given back row by row; what `importing` holds is the
 * file's. Failure: the database's, and a key of the import that another command has;
 * batches that are in stay in. A bad row is a notice, and the rest goes on. */
#ifndef ENGINE_IMPORT_BATCH_H
#define ENGINE_IMPORT_BATCH_H

#include "engine/import_parts.h"

/* Takes all rows of the sheet, which has just been opened, and flags the cards at the
 * end. `rows`: how many there are to take. */
bool batches_run(struct importing *all, size_t rows, progress_function *progress,
                 void *with, struct error *err);

/* Which records the file would correct: a dry run that nobody hears of. The sheet is
 * opened for it, and closed. */
bool batches_compare(const struct importing *all, size_t rows,
                     struct corrected_list *corrected, struct error *err);

#endif
