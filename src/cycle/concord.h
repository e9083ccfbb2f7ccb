/* SPDX-License-Identifier: MIT */
/* How far tables agree about the cards that they all sorted, beyond what chance would
 * give: 1 is wholly, 0 as much as chance, below 0 less. In hundredths.
 *
 *     two tables' piles     adjusted Rand: Hubert and Arabie, "Comparing partitions",
 *                           Journal of Classification 2, 1985
 *     a group, two tables   Cohen's kappa: "A coefficient of agreement for nominal
 *                           scales", Educational and Psychological Measurement 20, 1960
 *     a group, more tables  Fleiss' kappa: "Measuring nominal scale agreement among many
 *                           raters", Psychological Bulletin 76, 1971
 *
 * A card that one of the tables did not sort is left out for all of them; of fewer than
 * CONCORD_FEWEST there is no figure. Whole numbers up to one division at the end.
 *
 * Memory: the arena, given back. Failure: none. */
#ifndef CYCLE_CONCORD_H
#define CYCLE_CONCORD_H

#include "cycle/agreement.h"

enum {
    CONCORD_FEWEST = 6,   /* below it, one card more or less turns the figure round */
    CONCORD_MOST = 60000, /* beyond it, squares of pairs do not fit */
    /* tables at most for a group; of more, the first */
    CONCORD_TABLES = 1000
};

struct concord {
    size_t tables, cards; /* so many tables, and the cards that all of them sorted */
    bool known;           /* false: too few cards, or nothing that could differ */
    int hundredths;
};

/* The same piles are 1, also where they are one pile, or each card on its own. */
struct concord concord_of_tables(struct arena *arena, const struct sortings *in,
                                 size_t one, size_t other);

/* Which cards belong into a group, (count) of `cards`. A table that sorted two of them or
 * more, and a third of those that any table sorted, has its say: in are the cards of its
 * pile that has most of them, two at least; all others are out. `differ` (in->cards), or
 * NULL: set where some have it in and some not. */
struct concord concord_of_group(struct arena *arena, const struct sortings *in,
                                const size_t *cards, size_t count, bool *differ);

#endif
