/* SPDX-License-Identifier: MIT */
/* Rows joined two by two, until there is one group.
 *
 * Memory: the arena's. Failure: none. */
#ifndef TEXT_TREE_H
#define TEXT_TREE_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

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

/* Room for one; its joins are still to be written, each naming its two groups by any row
 * of theirs, in an order that has a child before its parent. */
struct tree *tree_new(struct arena *arena, size_t rows);
/* Puts them in order of likeness, and works out the rest. `many` (rows): how many
 * statements each row stands for. */
void tree_finish(struct arena *arena, struct tree *tree, const uint32_t *many);

#endif
