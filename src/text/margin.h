/* SPDX-License-Identifier: MIT */
/* How surely each row is in its group: how much more it is like the centre of its own
 * group, without itself, than the centre of the group that it is next most like. Of
 * vectors of meaning, what all have in common is left out. Groups of one statement are
 * nobody's next.
 *
 * Not sure of are those whose margin is about nothing: under 0.02, at most an eighth of
 * all statements, the least sure first; at least half of a group, and two of its rows,
 * are always sure. How that was chosen: docs/theming-experiments.md.
 *
 * Memory: the arena's. Failure: none. */
#ifndef TEXT_MARGIN_H
#define TEXT_MARGIN_H

#include "text/meaning.h"

struct margin {
    uint32_t next; /* a group; NOT_PLACED: it is like no other */
    int32_t more;  /* than the next, WEIGHT_ONE for 1 */
};

/* (rows). Every row is placed. */
struct margin *margins_by_meaning(struct arena *arena, const struct meaning *meaning,
                                  const struct grouping *groups);
struct margin *margins_by_words(struct arena *arena, const struct weights *weights,
                                const struct grouping *groups);

/* (rows): which of them nobody should be sure of. */
bool *margins_unsure(struct arena *arena, const uint32_t *many, size_t rows,
                     const struct grouping *groups, const struct margin *margins);

#endif
