/* SPDX-License-Identifier: MIT */
/* Reads Excel workbooks (.xlsx) as people keep them: the sheets in their order,
 * and of a sheet its rows as texts, such as a CSV of it would hold.
 *
 * Dates come as DD/MM/YYYY, whole numbers without point or exponent, with the
 * zeros that a format like 000000 shows; yes and no as TRUE and FALSE; formulas as
 * what they last came to; a cell merged over rows stands in each that holds
 * anything. Hidden rows are taken, hidden sheets are not; remarks say so.
 * Macros, links, pictures and comments are never looked at.
 *
 * Memory: a workbook has its arena until xlsx_close, and keeps its shared texts; a
 * sheet is kept whole (its cells that hold anything) until xlsx_sheet_close.
 * Failure: false, with `NAME: what is wrong, and what to do`; a row that has a cell
 * that is too long is a refusal, and the rest goes on. */
#ifndef FORMAT_XLSX_H
#define FORMAT_XLSX_H

#include "format/csv.h"

enum {
    XLSX_MOST_SHEETS = 200,
    XLSX_MOST_ROWS = 1048576,
    XLSX_MOST_CELLS = 10000000, /* that hold anything, in one sheet */
    XLSX_MOST_TEXTS = 4000000   /* shared ones */
};

struct xlsx;
struct xlsx_sheet;

struct xlsx_sheet_about {
    struct str name, path; /* path: inside the file */
    bool hidden;
};

/* Whether the bytes begin as a workbook does: new, old, or with a password. */
bool xlsx_is(struct str bytes);

/* `name` is what messages call the file; `bytes` are borrowed until xlsx_close. */
bool xlsx_open(struct str name, struct str bytes, struct xlsx **out, struct error *err);
void xlsx_close(struct xlsx *xlsx);

size_t xlsx_sheet_count(const struct xlsx *xlsx);
struct xlsx_sheet_about xlsx_sheet_about(const struct xlsx *xlsx, size_t index);

/* `title` is what messages call the sheet. To be closed before the workbook. */
bool xlsx_sheet_open(struct xlsx *xlsx, size_t index, struct str title,
                     struct xlsx_sheet **out, struct error *err);
void xlsx_sheet_close(struct xlsx_sheet *sheet);

/* The next row that holds anything, as csv_next has it: every row is as wide as the
 * widest. What is to be said of the sheet as a whole is said at the end. */
bool xlsx_sheet_next(struct xlsx_sheet *sheet, struct notices *notices,
                     struct csv_row *out);
void xlsx_sheet_rewind(struct xlsx_sheet *sheet);

#endif
