/* SPDX-License-Identifier: MIT */
/* A CSV file as one text that tests compare, a line a row or notice: `2: a|b`,
 * `3-4: a\nb|c`, `!5 unclosed`, `!6-8 nul` (refused), `?9` (a remark); a refusal
 * whose own line is not its row's first reads `!6-8@7 unclosed`. */
#ifndef CSV_SHOW_H
#define CSV_SHOW_H

#include "format/csv.h"
#include "test.h"

struct str csv_show(struct test *t, struct str bytes);

/* The lines that a refusal speaks of. */
struct line_range {
    size_t first, last;
};
struct line_range csv_refused_lines(const struct notice *notice);

#endif
