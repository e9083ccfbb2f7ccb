/* SPDX-License-Identifier: MIT */
/* The centres of groups, and moving rows to the group whose centre is most like
 * them. The likeness of a row to its own group leaves the row itself out.
 *
 * Memory: results live in the arena. Failure: none. */
#ifndef TEXT_PLACE_H
#define TEXT_PLACE_H

#include "text/cut.h"

struct centres;

struct centres *centres_of(struct arena *arena, const struct weights *weights,
                           const struct grouping *groups);

struct fit {
    int32_t centre; /* likeness to the centre, about -WEIGHT_ONE to WEIGHT_ONE */
    int32_t mean;   /* mean likeness to the statements of the group */
};

/* How well a row fits the group that it is in; zeros where it is alone. */
struct fit centres_fit(struct centres *centres, size_t row);
/* The group of those that `asks` (groups) names, beside its own, that a row is most like,
 * and how much, to its centre; NOT_PLACED if it shares no term with any. */
uint32_t centres_next(struct centres *centres, size_t row, const bool *asks,
                      int32_t *alike);

/* Rows that are not placed, or in a group that does not take rows, go to the
 * taking group that is most like them, if it shares a term with them and its
 * centre is at least so alike. PLACE_ALL places every row that has no group. */
#define PLACE_ALL INT32_MIN
void place_outsiders(struct arena *arena, const struct weights *weights,
                     struct grouping *groups, const bool *takes, int32_t least);

/* Rows of taking groups move to the taking group that is most like them; no group
 * is left empty. */
void place_again(struct arena *arena, const struct weights *weights,
                 struct grouping *groups, const bool *takes);

/* Rows that share no term with the rest of their group, or are less like its centre
 * than `least`, leave it and stand alone. */
void place_loners(struct arena *arena, const struct weights *weights,
                  struct grouping *groups, int32_t least);

#endif
