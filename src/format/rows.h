/* SPDX-License-Identifier: MIT */
/* The rows of a spreadsheet, whatever it was saved as: a CSV, or one sheet of a
 * workbook. Rows are as format/csv.h has them.
 *
 * Memory: `rows` itself is in the arena; a row's cells live until the next call.
 * Failure: as csv_open. */
#ifndef FORMAT_ROWS_H
#define FORMAT_ROWS_H

#include "format/xlsx.h"

struct rows;

bool rows_of_csv(struct arena *arena, struct str name, struct str bytes,
                 struct rows **out, struct error *err);
/* The sheet is borrowed, is read from its start, and outlives the rows. */
struct rows *rows_of_sheet(struct arena *arena, struct xlsx_sheet *sheet);
void rows_close(struct rows *rows);

bool rows_next(struct rows *rows, struct notices *notices, struct csv_row *out);
void rows_rewind(struct rows *rows);

#endif
