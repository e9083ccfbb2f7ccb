/* SPDX-License-Identifier: MIT */
/* Reads spreadsheets saved as text: CSV through libcsv, and what officers'
 * exports really look like around it.
 *
 * Taken as it comes: UTF-8 (with BOM, or where more characters beyond ASCII are
 * UTF-8 than are not), UTF-16 (with BOM or without), else Windows-1252; comma,
 * semicolon or tab (found from the first lines, or named by a first line `sep=;`);
 * CRLF, LF, CR; quoted line breaks; blank lines; text after a closing quote (with a
 * remark). Line numbers are those of a text editor.
 * Refused, row by row: NUL, bytes that are no character, more than the sizes
 * below, a quote that is never closed. That one costs its own row only: when a
 * quoted cell runs to the end of the file, over more than CSV_MOST_CELL bytes or
 * CSV_MOST_CELL_LINES lines, or over a line break to a quote that has text right
 * after it (it opens another cell), the row is refused with the line where the
 * quote opened, and reading starts afresh on the line after that.
 *
 * Memory: a row's cells live until the next call of csv_next. The reader takes
 * memory for one row, never for the file.
 * Failure: csv_open: false for what is no text (a workbook, what is left of one that is
 * damaged, a PDF, UTF-32), and for text that went wrong as it was saved (garbled.h).
 * csv_next never fails as a whole: a refused row is a notice, with `(lines 3 to
 * 5)` at its end where it stood on several, and the next row follows. */
#ifndef FORMAT_CSV_H
#define FORMAT_CSV_H

#include "base/error.h"
#include "base/notice.h"
#include "base/str.h"

enum {
    CSV_MOST_CELL = 64 * 1024,  /* bytes in one cell, as UTF-8 */
    CSV_MOST_CELL_LINES = 200,  /* line breaks inside one quoted cell */
    CSV_MOST_ROW = 1024 * 1024, /* bytes in one row, as the file has them */
    CSV_MOST_CELLS = 1000,      /* cells in one row, up to the last with text */
    CSV_MOST_REFUSED = 10000    /* rows; then the rest is refused as one */
};

struct csv;

struct csv_row {
    size_t line, last_line; /* where the row starts and ends, from 1 */
    const struct str *cells;
    size_t count;
    /* (count): empty here, for it holds a formula that was never worked out; or NULL */
    const bool *lost;
};

/* `name` is what messages call the file; `bytes` are borrowed until csv_close. */
bool csv_open(struct str name, struct str bytes, struct csv **out, struct error *err);
void csv_close(struct csv *csv);

/* The next row that is not wholly blank; false at the end. Cells are valid UTF-8,
 * NFC untouched, not trimmed. */
bool csv_next(struct csv *csv, struct notices *notices, struct csv_row *out);

/* Back to the first row. */
void csv_rewind(struct csv *csv);

/* What was found: "UTF-8", "Windows-1252", "UTF-16"; ',', ';', '\t' or what
 * `sep=` named. */
struct str csv_encoding(const struct csv *csv);
char csv_separator(const struct csv *csv);

/* How many cells there are, up to the last with text. A row that has more than the names
 * of its columns has most often a comma in its words, and what follows it stands in the
 * wrong column. */
size_t csv_row_cells(const struct csv_row *row);
#define CSV_ROW_TOO_LONG                                                                 \
    "row left out: it holds text beyond the last column; if words hold a comma, put "    \
    "the "                                                                               \
    "cell in quotation marks"

/* The form in which column names are compared: folded, and everything that is
 * neither letter nor digit made one space or, at the ends, nothing:
 * "Review_Date *" is "review date". `s` is valid UTF-8. */
struct str csv_name(struct arena *arena, struct str s);

#endif
