/* SPDX-License-Identifier: MIT */
/* The graph of nearest neighbours: rows that are alike, joined by edges with a weight.
 *
 * Memory: the arena's. Failure: none. */
#ifndef TEXT_GRAPH_H
#define TEXT_GRAPH_H

#include "text/neighbours.h"

struct graph {
    size_t rows;
    size_t *start; /* (rows + 1) */
    uint32_t *to;  /* (start[rows]) */
    int64_t *weight;
    int64_t *degree; /* (rows): sum of its weights */
    int64_t total;   /* sum of all degrees */
};

/* Weights are coarse, 1 to 257, so that products of their sums fit 64 bits. */
enum graph_edges {
    GRAPH_ONCE, /* an edge where either names the other, by their likeness */
    GRAPH_CUBED /* an edge for each naming, by the third power of the likeness: the near
                   count for much more than the middling */
};

struct graph graph_of(struct arena *arena, const struct neighbours *near, size_t rows,
                      enum graph_edges edges);

#endif
