/* SPDX-License-Identifier: MIT */
/* Which column of a spreadsheet holds what: finds the row of column names (or the two,
 * cycle/headings.h) below any title rows and matches every name to a field of the
 * mapping. Names match in any spelling that csv_name makes equal, with a number before or
 * behind (Working 1, 1. Working), with a remark in brackets (Review date (dd/mm/yyyy))
 * and, for what people said, with the speaker (Working 1 - parent).
 *
 * Memory: results live in the arena. Failure: ERROR_INPUT where a needed column
 * is missing: which, and which columns were found. Columns that are not used
 * give a remark; of two for one field, cycle/sheet.c says where something is lost. What a
 * file calls an unknown column is shown only where the row is surely one of names; else
 * messages say where the column stands, since it may be a row of data that begins with a
 * child's name. */
#ifndef CYCLE_COLUMN_H
#define CYCLE_COLUMN_H

#include "base/notice.h"
#include "cycle/headings.h"
#include "cycle/section.h"
#include "format/rows.h"

struct column {
    struct str title;   /* as the file has it, on one line; empty where it has none */
    enum field field;   /* FIELD_NONE: not used */
    size_t number;      /* 1, 2, … of a numbered field, 0 where the name has none */
    struct str speaker; /* a perspective, or empty */
    bool not_needed;    /* not used, and the authority says that it need not be */
    bool doubled;       /* not used, because another column holds the same: … */
    size_t instead;     /* … this one */
};

/* A column with what people said, in the order of their rank. */
struct words_column {
    size_t column;
    enum section section;
    size_t rank; /* from 1 in each section */
    bool listed; /* its name has no number: its cells may hold several */
};

struct columns {
    size_t line; /* of the names, or of the first row of them */
    struct headings headings;
    struct column *items;
    size_t count;
    size_t of[FIELD_COUNT];     /* the column of each other field; SIZE_MAX for none */
    bool is_long;               /* a row is one statement: heading and text */
    struct words_column *words; /* empty where is_long */
    size_t words_count;
    size_t unknown_count; /* columns that are not used for want of a name that is known */
    struct str unknown;   /* "Notes", "ULN"; or columns C and D, if that is safer */
    bool surely_names;    /* the names may be shown */
};

/* Not used, for its name is not known. */
bool column_is_unknown(const struct column *column);
/* `column C`: as spreadsheet programs call it. */
void column_add_letters(struct buf *out, size_t index);

/* What one cell of the row of names means. `title` borrows from `cell`. */
struct column column_match(struct arena *arena, const struct mapping *mapping,
                           struct str cell);

/* Which line the names are on; 0 where no row has enough of them. */
size_t columns_line(struct rows *rows, struct arena *arena,
                    const struct mapping *mapping);
/* Of a line that is given: every column, and which needed fields none holds (empty:
 * all are there). */
void columns_survey(struct rows *rows, struct arena *arena, const struct mapping *mapping,
                    size_t line, struct columns *out, struct str *missing);
/* Three words, one of them after the first in small letters: not "Jane Mary Smith" or
 * "12 High Street". */
bool text_is_sentence(struct str text);

/* Reading goes on with the first row below the names. */
bool columns_find(struct rows *rows, struct arena *arena, const struct mapping *mapping,
                  struct str file, struct notices *notices, struct columns *out,
                  struct error *err);

#endif
