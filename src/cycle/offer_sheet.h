/* SPDX-License-Identifier: MIT */
/* Reads what stands beside the plan out of a spreadsheet: entries of the local offer, or
 * good practice from elsewhere. What its columns and areas are called is in
 * schemas/import/listed.json; an authority may add its own names in
 * local/import/KIND.json: {"fields": {"title": ["Leaflet"]}, "areas": {"health": […]}}.
 * Areas are those of the kind's schema, a local script's too.
 *
 * Memory: rows live in the arena; `own` is borrowed. Failure: no row of column names, or
 * more than OFFER_MOST rows; a bad row or cell is a notice, and the rest goes on. */
#ifndef CYCLE_OFFER_SHEET_H
#define CYCLE_OFFER_SHEET_H

#include "base/notice.h"
#include "base/table.h"
#include "format/json.h"
#include "format/rows.h"
#include "store/kind.h"

enum { OFFER_MOST = 20000, OFFER_TEXTS = 5 };

enum offer_text { OFFER_TITLE, OFFER_RUN_BY, OFFER_WHAT, OFFER_WEB, OFFER_AGES };

struct offer_row {
    uint64_t key; /* what makes it the same entry: what it is called and who runs it */
    size_t line;
    struct str file;               /* with the sheet: offer.xlsx[Health] */
    struct str texts[OFFER_TEXTS]; /* by enum offer_text */
    struct str_list areas;
};

struct offer_rows {
    struct offer_row *items;
    size_t count, room;
    struct table seen;    /* key → item + 1 */
    size_t rows, refused; /* that the file has; that could not be taken */
};

extern const char *const offer_text_fields[OFFER_TEXTS]; /* title, run_by, … */
uint64_t offer_key(struct arena *arena, struct str title, struct str run_by);

/* What a sheet holds by its column names: no such list; one or the other of local offer
 * and good practice; or surely this one. */
enum offer_like { OFFER_NONE, OFFER_EITHER, OFFER_LOCAL, OFFER_PRACTICE };
bool offer_sheet_like(struct arena *arena, const struct json *own, struct rows *rows,
                      enum offer_like *out, struct error *err);

/* Adds the rows of one sheet to `out`, which is zeroed before the first. */
bool offer_sheet_read(struct arena *arena, const struct kind *kind,
                      const struct json *own, struct str file, struct rows *rows,
                      struct notices *notices, struct offer_rows *out, struct error *err);

#endif
