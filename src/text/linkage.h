/* SPDX-License-Identifier: MIT */
/* The tree of average linkage: the two groups that are most alike on average are
 * joined, over and over, until there is one. Found by nearest-neighbour chain,
 * which needs each pair of rows twice or so, not once a join; exact, since a
 * joined group is never more alike to a third than the more alike of its halves
 * was. Ties go to the lowest row.
 *
 * Memory: the tree lives in the arena; rows * rows / 2 likenesses of 2 bytes are
 * taken and given back inside. Failure: none. */
#ifndef TEXT_LINKAGE_H
#define TEXT_LINKAGE_H

#include "text/weights.h"

/* Leaf nodes are the rows, 0 to rows - 1; node rows + i is joins[i]. */
struct join {
    uint32_t left, right; /* nodes; the lower one is left */
    int32_t likeness;     /* mean over pairs, -WEIGHT_ONE to WEIGHT_ONE */
};

struct tree {
    size_t rows;
    struct join *joins; /* (rows - 1): the most alike first, a child before its parent */
    size_t *size;       /* (2 * rows - 1): statements under each node */
    uint32_t *order;    /* (rows): rows so that those under a node stand together */
    uint32_t *from;     /* (2 * rows - 1): where in `order` those of a node start */
    uint32_t *leaves;   /* (2 * rows - 1): how many rows are under a node */
};

/* For each row the few others most like it that share a term with it, the most
 * alike first: filled on the way if given. */
struct neighbours {
    size_t most;      /* for each row, up to so many */
    uint32_t *row;    /* (rows, most) */
    int32_t *alike;   /* (rows, most) */
    uint32_t *counts; /* (rows) */
};

struct neighbours *neighbours_new(struct arena *arena, size_t rows, size_t most);
struct tree *linkage_build(struct arena *arena, const struct weights *weights,
                           struct neighbours *neighbours);

#endif
