/* SPDX-License-Identifier: MIT */
/* What one line did in several commands, and is taken back with one: an import in
 * batches of rows and sheets of a workbook, each of which has the key of its file
 * (import_batch.h), and what a command with the key `with:NUMBER` did besides the one of
 * that number (key.h).
 *
 * Memory: the arena. Failure: the database's. */
#ifndef ENGINE_UNDO_LINE_H
#define ENGINE_UNDO_LINE_H

#include "store/commit.h"

/* The command of that number, and those that go with it and stand, newest first. Of an
 * import every one leads to all; what was done besides a command leads to none but what
 * came after it. Where all that one of several speaks of has been erased, there is
 * nothing left of it to take back, and it is left out. */
bool undo_line_all(struct db *db, struct arena *arena, int64_t number,
                   struct command_list *out, struct error *err);
/* Flags on earlier cards, which may stay where people have seen to them. */
bool undo_line_may_stay(const struct command_row *row);

/* The last command of the line `with:` this one; itself where there is none. */
bool undo_line_end(struct db *db, struct arena *arena, int64_t number, int64_t *end,
                   struct error *err);
/* The first one, from which all of it goes, as far as it stands. */
bool undo_line_begin(struct db *db, struct arena *arena, int64_t number, int64_t *begin,
                     struct error *err);

#endif
