/* SPDX-License-Identifier: MIT */
/* Groups of a graph such that more weight lies inside them than chance would give: the
 * Leiden algorithm for modularity, always in the order of the rows and in whole numbers,
 * so that the same graph gives the same groups. Every group hangs together.
 *
 * Source: Traag, Waltman and van Eck 2019, "From Louvain to Leiden: guaranteeing
 * well-connected communities"; in the place of its random choice among merges that gain,
 * the best is taken, and of equals the lowest.
 *
 * Memory: the arena's. Failure: none. */
#ifndef TEXT_LEIDEN_H
#define TEXT_LEIDEN_H

#include "text/cut.h"
#include "text/graph.h"

/* `resolution`, in hundredths: 100 is plain modularity, more gives more groups. */
struct grouping leiden(struct arena *arena, const struct graph *graph,
                       int64_t resolution);

#endif
