/* SPDX-License-Identifier: MIT */
/* The tree of average linkage: the two groups that are most alike on average are
 * joined, over and over, until there is one (text/chain.h). Ties go to the lowest row.
 *
 * Memory: the tree lives in the arena; rows * rows / 2 likenesses of 2 bytes are
 * taken and given back inside. Failure: none. */
#ifndef TEXT_LINKAGE_H
#define TEXT_LINKAGE_H

#include "text/neighbours.h"
#include "text/tree.h"
#include "text/weights.h"

/* `neighbours`, if given: for each row the others most like it that share a term with it
 * are filled in on the way. */
struct tree *linkage_build(struct arena *arena, const struct weights *weights,
                           struct neighbours *neighbours);

#endif
