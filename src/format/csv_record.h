/* SPDX-License-Identifier: MIT */
/* Puts a row of a CSV file together from the lines that it stands on, so that a
 * quote that is never closed cannot swallow the rows below it: the rules are in
 * format/csv.h. Knows quotes and separators; cells are libcsv's matter.
 *
 * Memory: a record's text lives in the buffer passed in, until its next use.
 * Failure: a record that cannot be read says why in `fault`. */
#ifndef FORMAT_CSV_RECORD_H
#define FORMAT_CSV_RECORD_H

#include "format/csv_text.h"

/* The line that is read next. */
struct csv_place {
    size_t offset, line; /* line from 1 */
};

enum csv_fault {
    CSV_FINE,
    CSV_UNCLOSED, /* a quote that is not closed where it should be */
    CSV_TOO_LONG, /* one line longer than CSV_MOST_ROW */
    CSV_NO_TEXT   /* see `flaw` */
};

struct csv_record {
    size_t first_line, last_line;
    enum csv_fault fault;
    size_t fault_line;
    struct csv_flaw flaw;
    bool stray;      /* text stands after a closing quote: see csv_record_mend */
    struct str text; /* UTF-8 where `fault` is CSV_FINE; without the last break */
};

/* Cells are separated by any byte of `separators`: one, once it is known. */

/* Takes the record at `place` and moves `place` to where reading goes on; false
 * at the end of the file. */
bool csv_record_take(const struct csv_text *text, struct str separators, struct buf *row,
                     struct csv_place *place, struct csv_record *out);

/* One cell as it is written, from `from` to the separator or the end of the row. */
struct csv_raw_cell {
    size_t end;    /* of the cell: the separator, or the row's length */
    size_t closes; /* the closing quote, or SIZE_MAX in a cell without quotes */
};
struct csv_raw_cell csv_raw_cell(struct str row, size_t from, struct str separators);

/* The row with each cell that has text after its closing quote written as one
 * quoted cell, `"a"b` as `"ab"`: what spreadsheets make of it. `*remark` is set
 * where such a text is more than spaces. */
struct str csv_record_mend(struct str row, struct str separators, struct buf *out,
                           bool *remark);

#endif
