/* SPDX-License-Identifier: MIT */
/* Brings a spreadsheet into a cycle: one command for each IMPORT_BATCH rows, so
 * that an import that is cut short goes on where it stopped; all of them are taken back
 * as one (undo_line.h).
 *
 * What makes a row the same row: a person by reference, UPN, or name and birth
 * date (the vault), unless what else it says is clearly another's; a review by
 * person and date, or by what was said in it; a statement by review or plan, section
 * and its folded words; people for the room by the list as a whole. A row that is
 * there already adds nothing; one that was corrected is a change, and is named; what
 * a file no longer says stays, and is named. A person's top two of a section count
 * (cycle/top.h); more wait to be picked, or are kept as spare, as is what an earlier
 * review in the same cycle said. A file that a later one has corrected is refused as a
 * whole; of another file, each row that says what stood there before.
 *
 * Memory: a batch has an arena of its own, given back row by row; nothing grows with
 * the file but the notices, the names that texts are checked for, and fingerprints
 * of who says what.
 * Failure: false when the file or its columns cannot be read; a bad row is a
 * notice, and the rest goes on. */
#ifndef ENGINE_IMPORT_H
#define ENGINE_IMPORT_H

#include "base/notice.h"
#include "cycle/sheet.h"
#include "engine/command.h"
#include "engine/command_file.h"
#include "engine/import_place.h"

enum { IMPORT_BATCH = 1000 };

struct import_counts {
    size_t rows; /* of the file, those that were refused among them */
    size_t refused_rows, row_refusals;  /* rows; how many refusals say so */
    size_t people, reviews, statements; /* new ones */
    size_t doubts;                      /* new people who may be known already */
    size_t participants;
    size_t same;                /* rows that added nothing */
    size_t corrected;           /* records changed by a corrected row */
    size_t noted_yes, noted_no; /* permissions noted for the first time */
    size_t permissions;         /* that stood, and are a no now */
    size_t older;               /* rows that say what was there before a correction */
    size_t out_of_scope;        /* rows that the cycle does not look at */
    size_t spare;               /* statements beyond a person's top two */
    size_t linked;              /* the same words of plan and review: one statement */
    size_t maybe_same;          /* that may say what plan or review says already */
    size_t split;               /* statements cut out of a paragraph */
    size_t to_pick;             /* that wait until somebody picks those */
    size_t no_view;             /* boxes without a view */
    size_t perhaps_back;        /* of the new people: who may be somebody erased since */
    size_t flagged;             /* statements that may name somebody */
    size_t flagged_before;      /* that were there before, and name who came in now */
    size_t unused_columns;      /* whose names are not known */
    struct str unused_names;
    bool before;  /* all its rows that can be taken had been imported: nothing was done */
    bool refused; /* as a whole, for a later one has corrected it */
};

/* One sheet of a workbook, which is imported like a file of its own. */
struct import_tab {
    struct xlsx_sheet *sheet;
    struct str name;
    struct str school; /* of all its rows, or empty */
};

struct import_request {
    enum sheet_kind kind;
    struct str cycle;
    struct str name;  /* the file's name, without its folder */
    struct str bytes; /* borrowed; read more than once: they must not change */
    bool pretend;
    const struct import_tab *tab; /* import_run sets it */
    /* Where each statement that the file says stands in it is noted here, that of a file
     * which was imported before too; or NULL. Not of a file that is refused as a whole.
     */
    struct import_places *places;
};

/* A CSV, or every visible sheet of a workbook that has column names which are
 * understood: `reviews.xlsx[Holly Bank]` is what messages and sources call one. What is
 * counted is the sum; where one fails, those before it are in. */
bool import_run(struct engine *engine, struct arena *arena,
                const struct import_request *request, struct notices *notices,
                struct import_counts *out, progress_function *progress, void *with,
                struct error *err);

/* "reviews", as the command line calls a kind. */
const char *import_kind_name(enum sheet_kind kind);
/* The kind of that name; false if it is none. */
bool import_kind_find(struct str name, enum sheet_kind *kind);

#endif
