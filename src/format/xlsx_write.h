/* SPDX-License-Identifier: MIT */
/* Writes Excel workbooks (.xlsx), with nothing but minizip: a library for it would bring
 * a cryptography library into every start of the program (see format/zip.h).
 *
 * Text is text, whatever it looks like: there are no formulas. A file names nobody who
 * made it and no time, so that the same contents make the same bytes. Calls come in the
 * order of reading: a sheet, its columns, then row by row its cells from the left.
 * Memory: the arena; what is handed over is copied. Failure: xlsx_book_bytes alone
 * fails, for more than a workbook can hold; text beyond XLSX_MOST_TEXT is cut. */
#ifndef FORMAT_XLSX_WRITE_H
#define FORMAT_XLSX_WRITE_H

#include "base/error.h"
#include "base/str.h"

enum { XLSX_MOST_TEXT = 32000 /* bytes; a cell holds 32,767 characters */ };

enum xlsx_style {
    XLSX_TEXT,    /* wrapped, from the top */
    XLSX_NUMBER,  /* whole, from the top */
    XLSX_TO_EDIT, /* as text, on yellow: what people are asked to change */
    XLSX_QUIET,   /* as text, in grey: what is there to be read */
    XLSX_HEADING,
    XLSX_TITLE,
    XLSX_PLAIN, /* as text, without lines around it */
    XLSX_STYLE_COUNT
};

struct xlsx_column {
    const char *heading; /* NULL in all: no row of headings */
    double width;        /* in characters */
    enum xlsx_style style;
    bool hidden;
};

struct xlsx_book;

struct xlsx_book *xlsx_book_new(struct arena *arena);
/* A name of its own, of 31 characters at most, without []:*?/\ . */
void xlsx_book_sheet(struct xlsx_book *book, const char *name, bool hidden);
/* Headings stay in sight and have filters; a printed sheet repeats them. Call it once a
 * sheet, before its rows. */
void xlsx_book_columns(struct xlsx_book *book, const struct xlsx_column *columns,
                       size_t count);

void xlsx_book_row(struct xlsx_book *book);
void xlsx_book_text(struct xlsx_book *book, struct str text);
void xlsx_book_styled(struct xlsx_book *book, struct str text, enum xlsx_style style);
void xlsx_book_number(struct xlsx_book *book, int64_t number);

/* In these cells a list is offered, though anything else may be typed, too: the first
 * `list_rows` cells of column `list_column` of the sheet `list_sheet` (columns from 0).
 */
struct xlsx_choices {
    size_t column, first_row, last_row;
    const char *list_sheet;
    size_t list_column, list_rows;
};

/* Of the sheet that was begun last. */
void xlsx_book_choices(struct xlsx_book *book, const struct xlsx_choices *choices);

bool xlsx_book_bytes(struct xlsx_book *book, struct str *out, struct error *err);

#endif
