/* SPDX-License-Identifier: MIT */
/* The order in which a tree joins its groups, by nearest-neighbour chain: on from each
 * group to the one nearest to it, until two are nearest to each other; these are joined.
 * It looks for what is nearest twice or so a group, and not once a join. Exact where a
 * joined group is never nearer to a third than the nearer of its halves was.
 *
 * Source: Murtagh 1983. Memory: the arena's. Failure: none. */
#ifndef TEXT_CHAIN_H
#define TEXT_CHAIN_H

#include "base/arena.h"

#include <stdint.h>

/* What is still to be joined. */
struct chain {
    /* (count): groups, each named by one of its rows, in rising order. */
    uint32_t *active;
    size_t count;
};

/* The group nearest to `group`; among equals `back`, so that the chain ends, or else the
 * lowest. `back` is the one before it in the chain, or `group` itself where none is. */
typedef uint32_t chain_nearest(void *with, uint32_t group, uint32_t back);
/* Joins the two, and says which of them names what comes of it. */
typedef uint32_t chain_join(void *with, uint32_t low, uint32_t high);

/* Each row a group of its own. */
struct chain chain_new(struct arena *arena, size_t rows);
/* Until one group is left; `with` is the functions' own. */
void chain_run(struct arena *arena, struct chain *chain, chain_nearest *nearest,
               chain_join *join, void *with);

#endif
