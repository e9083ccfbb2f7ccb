/* SPDX-License-Identifier: MIT */
/* The tree over vectors of meaning, by Ward's linkage (the two groups are joined whose
 * joining adds least to the squared distances from their centres) or by average linkage
 * (the two that are most alike on average), in the order of text/chain.h. Ties go to the
 * lowest row.
 *
 * More than MEANING_TREE_MOST rows are put together beforehand into so many small heaps
 * along their neighbours, the most alike first, and the tree joins those.
 *
 * Source: Ward 1963; Lance and Williams 1967 for the distance to a joined group.
 *
 * Memory: the tree lives in the arena; rows * rows / 2 distances of 4 bytes are taken and
 * given back inside. Failure: none. */
#ifndef TEXT_MEANING_TREE_H
#define TEXT_MEANING_TREE_H

#include "text/near.h"
#include "text/tree.h"

enum { MEANING_TREE_MOST = 8192 };
enum meaning_linkage { MEANING_WARD, MEANING_AVERAGE };

/* `vectors`: of length 1 (or 0); `many` (rows). The likeness of a join is WEIGHT_ONE
 * times the mean cosine between its halves, or, of Ward's, falls with its height. */
struct tree *meaning_tree(struct arena *arena, const struct encoder *encoder,
                          enum meaning_linkage linkage, const float *vectors,
                          const uint32_t *many, size_t rows,
                          const struct neighbours *near);

#endif
