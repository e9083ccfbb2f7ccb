/* SPDX-License-Identifier: MIT */
/* Reads spreadsheets saved as text: CSV through libcsv, and what officers'
 * exports really look like around it.
 *
 * Taken as it comes: UTF-8 with or without BOM, CP1252, UTF-16 LE/BE with BOM;
 * comma, semicolon or tab (found from the first lines); CRLF, LF, CR; quoted
 * line breaks; blank lines; NUL bytes (refused for that row). Line numbers are
 * those that a text editor shows, over blank lines and quoted line breaks. A
 * quote that is never closed costs its own row, not the rest of the file: when
 * a quoted cell runs over more than CSV_MOST_CELL bytes or CSV_MOST_CELL_LINES
 * lines, or to the end of the file, the row is refused with the line where the
 * quote opened and reading starts afresh on the next line.
 * Title rows above the header are the caller's matter: see csv_header.
 *
 * Memory: a row's cells live until the next call of csv_next. The reader takes
 * memory for one row, never for the file.
 * Failure: csv_open: false (no such file, a folder, an unknown encoding, …).
 * csv_next never fails as a whole: a row that cannot be read is a notice
 * (refusal) and the next row follows. */
#ifndef FORMAT_CSV_H
#define FORMAT_CSV_H

#include "base/error.h"
#include "base/notice.h"
#include "base/str.h"

enum {
    CSV_MOST_CELL = 64 * 1024,  /* bytes in one cell */
    CSV_MOST_CELL_LINES = 200,  /* line breaks inside one quoted cell */
    CSV_MOST_ROW = 1024 * 1024, /* bytes in one row */
    CSV_MOST_CELLS = 1000       /* cells in one row */
};

struct csv;

struct csv_row {
    size_t line; /* where the row starts, from 1 */
    const struct str *cells;
    size_t count;
};

/* `name` is what messages call the file; `bytes` are borrowed until csv_close. */
bool csv_open(struct str name, struct str bytes, struct csv **out, struct error *err);
void csv_close(struct csv *csv);

/* The next row that is not wholly blank; false at the end. Cells are valid UTF-8,
 * NFC untouched, not trimmed. */
bool csv_next(struct csv *csv, struct notices *notices, struct csv_row *out);

/* Back to the first row. */
void csv_rewind(struct csv *csv);

/* What was found: "UTF-8", "Windows-1252", "UTF-16"; ',', ';' or '\t'. */
struct str csv_encoding(const struct csv *csv);
char csv_separator(const struct csv *csv);

/* Writing: one row, quoted where needed, CRLF at the end. A cell that a
 * spreadsheet would take for a formula (=, +, -, @, tab or CR first) gets an
 * apostrophe in front, unless it is a plain number. */
void csv_write_row(struct buf *out, const struct str *cells, size_t count);

#endif
