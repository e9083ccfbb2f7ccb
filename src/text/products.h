/* SPDX-License-Identifier: MIT */
/* How alike many vectors are to many others: cosines of vectors of length 1, by the
 * encoder's own products (whole numbers with a scale for each vector, so that the answer
 * is the same to the bit on every processor and with any number of threads; about 0.001
 * from the true cosine).
 *
 * Memory: the arena's, a byte a number; the vectors are borrowed. Failure: none. */
#ifndef TEXT_PRODUCTS_H
#define TEXT_PRODUCTS_H

#include "text/encoder.h"

struct products;

/* What others are compared with: (count, ENCODER_WIDTH). */
struct products *products_of(struct arena *arena, const struct encoder *encoder,
                             const float *vectors, size_t count);

/* Is told the cosines of `rows` of the others, from `row` on, with `columns` of those,
 * from `column` on: (rows, stride), the first `columns` of each. Columns of one row come
 * in rising order and from one thread. */
typedef void products_told(void *with, size_t row, size_t rows, size_t column,
                           size_t columns, const float *cosines, size_t stride);
void products_each(const struct products *products, const float *others, size_t count,
                   products_told *told, void *with);

/* Each pair of those once: is told blocks of (rows, columns) in which every column is
 * higher than every row, and on the diagonal blocks that have both. `vectors` are those
 * of products_of. Blocks come from `thread` (below encoder_threads), each of which is
 * told others of one row, or of one column, in rising order. */
typedef void products_told_pairs(void *with, size_t thread, size_t row, size_t rows,
                                 size_t column, size_t columns, const float *cosines,
                                 size_t stride);
void products_pairs(const struct products *products, const float *vectors,
                    products_told_pairs *told, void *with, encoder_progress *progress,
                    void *progress_with);

#endif
