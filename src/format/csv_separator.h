/* SPDX-License-Identifier: MIT */
/* Which character separates the cells of a CSV file: the one of comma, semicolon
 * and tab that cuts the first rows most evenly (comma where none does), unless a
 * first line `sep=;`, as Excel writes it, names one.
 *
 * Memory: `row` is scratch. Failure: none. */
#ifndef FORMAT_CSV_SEPARATOR_H
#define FORMAT_CSV_SEPARATOR_H

#include "format/csv_record.h"

/* `first` is moved past the line that names the separator. */
char csv_separator_find(const struct csv_text *text, struct buf *row,
                        struct csv_place *first);

#endif
