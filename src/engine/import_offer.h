/* SPDX-License-Identifier: MIT */
/* Brings a list that stands beside the plan into a cycle: the local offer, or good
 * practice from elsewhere (cycle/offer_sheet.h), from a CSV or from every visible sheet
 * of a workbook. A command for each IMPORT_BATCH rows that bring something new.
 *
 * What makes a row the same entry: what it is called and who runs it; or else its link,
 * where only one entry that the file does not name has it. A row that is there already
 * adds nothing, one that was corrected is a change; an entry that the file no longer has
 * stays, and is named.
 * Memory: the arena; all rows of the file. Failure: false where the file cannot be read,
 * or holds no column names; a bad row is a notice, and the rest goes on. */
#ifndef ENGINE_IMPORT_OFFER_H
#define ENGINE_IMPORT_OFFER_H

#include "base/notice.h"
#include "engine/engine.h"

struct offer_request {
    struct str kind;        /* local_offer or good_practice */
    struct str cycle;       /* id of the cycle's record */
    struct str name, bytes; /* the file's, without its folder; borrowed */
    bool pretend;
};

struct offer_counts {
    size_t rows, refused; /* of the file */
    size_t created, corrected, same;
    size_t gone; /* entries from a file of this name that it does not have */
};

bool import_offer(struct engine *engine, struct arena *arena,
                  const struct offer_request *request, struct notices *notices,
                  struct offer_counts *out, struct error *err);

#endif
