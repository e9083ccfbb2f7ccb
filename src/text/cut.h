/* SPDX-License-Identifier: MIT */
/* Where to cut the tree into groups.
 *
 * cut_by_count walks down from the top until there are `count` groups worth the
 * name (0.4 of an even share of the statements, at least 2): what is smaller is
 * left out, to be placed by place.h, so that a few odd statements do not use up
 * the groups that were asked for.
 * cut_by_itself takes the groups of the tree that have the highest modularity on
 * the graph of nearest neighbours: more likeness inside than chance would give,
 * worked out for whole subtrees at once, so that groups may end at unequal
 * heights. Rows without any neighbour stand by themselves.
 *
 * Memory: results live in the arena. Failure: none. */
#ifndef TEXT_CUT_H
#define TEXT_CUT_H

#include "text/linkage.h"

#define NOT_PLACED UINT32_MAX

struct grouping {
    size_t count;
    uint32_t *of; /* (rows): from 0 to count - 1, or NOT_PLACED */
};

/* `count` from 1 to rows. */
struct grouping cut_by_count(struct arena *arena, const struct tree *tree, size_t count);
struct grouping cut_by_itself(struct arena *arena, const struct tree *tree,
                              const struct neighbours *neighbours);
/* Groups whose joins were all at least so alike. */
struct grouping cut_by_likeness(struct arena *arena, const struct tree *tree,
                                int32_t least);

#endif
