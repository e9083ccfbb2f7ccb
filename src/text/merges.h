/* SPDX-License-Identifier: MIT */
/* The tree over statements, for whoever wants to cut it elsewhere: as in SciPy's linkage,
 * a list of merges. Statements are 0 to count - 1, what the i-th merge makes is count +
 * i. Statements with the same text are merged first; then the most alike.
 *
 * Memory: the arena's. Failure: none. */
#ifndef TEXT_MERGES_H
#define TEXT_MERGES_H

#include "text/rows.h"
#include "text/tree.h"

struct merge {
    uint32_t a, b;    /* a < b */
    int32_t likeness; /* WEIGHT_ONE for the same; see tree.h */
    uint32_t size;    /* statements */
};

/* (rows->statements - 1), or none of fewer than two. */
struct merge *merges_of(struct arena *arena, const struct rows *rows,
                        const struct tree *tree);

#endif
