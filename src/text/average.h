/* SPDX-License-Identifier: MIT */
/* The tree of average linkage over vectors of length 1, exactly and without a matrix: the
 * mean cosine between two groups is the product of their means, so that a group is one
 * vector, however large it is. In the order of text/chain.h; what was nearest to a group
 * stays so until it is joined to another itself. Ties go to the lowest row.
 *
 * The same tree to the bit on every processor: products in one fixed order (lanes.h).
 * Source: Müllner 2011, "Modern hierarchical, agglomerative clustering".
 *
 * Memory: the tree lives in the arena; one vector a row is taken and given back inside.
 * Time: rows squared. Failure: none. */
#ifndef TEXT_AVERAGE_H
#define TEXT_AVERAGE_H

#include "text/encoder.h"
#include "text/tree.h"

/* `vectors` (rows, ENCODER_WIDTH); `many` (rows): how many statements each stands for. */
struct tree *average_tree(struct arena *arena, const struct encoder *encoder,
                          const float *vectors, const uint32_t *many, size_t rows);

#endif
