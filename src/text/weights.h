/* SPDX-License-Identifier: MIT */
/* How much each term counts in each row, and how alike two rows are: TF-IDF over
 * single words, pairs of neighbours and topics (topics.h), in whole numbers.
 *
 * A row stands for the direction in which it differs from the mean of all rows
 * ("centred"): what nearly everyone says then makes no two alike. That is never
 * worked out term by term, for it would fill every row: a row keeps its few own
 * terms, `lift` and `reach`, and two rows i and j are alike by
 *     sum over shared terms of weight_i * weight_j
 *         - lift_i * reach_j - lift_j * reach_i        (times WEIGHT_ONE squared)
 * which is the cosine of their centred directions, and which holds for sums of
 * rows as well.
 *
 * Memory: everything lives in the arena. Failure: none. */
#ifndef TEXT_WEIGHTS_H
#define TEXT_WEIGHTS_H

#include "text/rows.h"

enum { WEIGHT_ONE = 1 << 14 }; /* stands for 1.0, for weights and for likeness */

struct weights {
    size_t rows, terms;
    const uint32_t *many;    /* (rows) */
    size_t *start;           /* (rows + 1): where a row's terms start */
    uint32_t *term;          /* (start[rows]) */
    int32_t *weight;         /* (start[rows]) */
    int64_t *lift, *reach;   /* (rows) */
    size_t *posting_start;   /* (terms + 1): the same weights by term */
    uint32_t *posting_row;   /* (posting_start[terms]) */
    int32_t *posting_weight; /* (posting_start[terms]) */
};

/* `centred` false: rows stand as they are, for too few rows to have a mean. */
struct weights *weights_of(struct arena *arena, const struct rows *rows, bool centred);

/* How alike row `row` is to every row before it, -WEIGHT_ONE to WEIGHT_ONE, in
 * `alike` (row); `shared` (row) is above 0 where the two have a term in common. */
void weights_compare(const struct weights *weights, size_t row, int32_t *shared,
                     int32_t *alike);

#endif
