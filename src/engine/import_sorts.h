/* SPDX-License-Identifier: MIT */
/* A table's sort, from paper into piles (cycle/sort_file.h): one command, which undo
 * takes back as a whole. The file is all that the table sorted of the sections that its
 * cards are of, and of what a file of its name had last: what it no longer has goes, and
 * imported again it changes nothing. While a line is refused nothing goes, since the line
 * may be that pile.
 *
 * Left out, with a refusal: a card that is not there, or not on the table, or in another
 * pile already; a pile of two sections. A pile of one card, and those called `alone`, are
 * of cards that stand on their own.
 * Memory: the arena. Failure: false where nothing of the file can be read. */
#ifndef ENGINE_IMPORT_SORTS_H
#define ENGINE_IMPORT_SORTS_H

#include "base/notice.h"
#include "engine/engine.h"

struct sorts_request {
    struct str cycle, table;
    struct str name, bytes; /* of the file; borrowed */
    bool pretend;
};

struct sorts_counts {
    struct str table;                       /* as it is called */
    size_t piles, cards;                    /* that were taken */
    size_t alone;                           /* of the cards: those on their own */
    size_t created, changed, removed, same; /* piles */
    size_t kept; /* that the file no longer has, and that stay while lines are refused */
};

bool import_sorts(struct engine *engine, struct arena *arena,
                  const struct sorts_request *request, struct notices *notices,
                  struct sorts_counts *out, struct error *err);

#endif
