/* SPDX-License-Identifier: MIT */
/* What several sorts of the same or different cards have in common. Of two cards that a
 * table sorted, it put them together or not; a table that did not sort both says nothing
 * of them.
 *
 * Joining: (1) two groups become one while more than half of what the tables say of
 * their pairs of cards is "together", the surest first (average linkage over the shares
 * of co-occurrence: Fred and Jain, "Combining multiple clusterings using evidence
 * accumulation", IEEE TPAMI 27(6), 2005, with pairs that nobody saw left out); (2) a card
 * that one table alone sorted goes where more than half of its pile's shared cards went,
 * if these are a third of the pile or more; else it stays with those of its pile that are
 * left over like it. Whole numbers only: the same sorts give the same groups everywhere.
 *
 * Memory: the arena. Failure: joining is refused beyond AGREEMENT_MOST kinds of card. */
#ifndef CYCLE_AGREEMENT_H
#define CYCLE_AGREEMENT_H

#include "base/error.h"
#include "base/str.h"

/* Cards that no table treats differently are one kind. */
enum { AGREEMENT_MOST = 3000 };

struct sortings {
    size_t tables, cards;
    /* (cards, tables): the pile, from 1; 0 where the table did not sort the card. A card
     * that a table left on its own has a pile of its own. */
    const size_t *pile_of;
};

struct joined {
    size_t *of; /* (cards): its group, from 0, in the order of their first cards */
    size_t count;
};

bool agreement_join(struct arena *arena, const struct sortings *in, struct joined *out,
                    struct error *err);

/* Of so many tables that sorted two or more of these cards. */
struct agreement {
    size_t tables;
    size_t whole; /* put them all into one pile */
    size_t most;  /* put more than half of their pairs together; these among them */
};

/* What one table did with them. */
struct table_says {
    size_t piles; /* that it put them into; 0: it sorted fewer than two */
    bool most;    /* it put most of their pairs together */
};

/* `says` (tables) is filled, or NULL. */
struct agreement agreement_of(struct arena *arena, const struct sortings *in,
                              const size_t *cards, size_t count, struct table_says *says);

/* How far two tables taken at random differ about a card: of the pairs that it makes with
 * others and that either of them put together, the share that one of them put apart
 * (Jaccard's distance between its neighbours, over every two tables that both sorted the
 * pair). For an order, never to be shown. */
struct difference {
    uint64_t apart, pairs; /* pairs 0: nothing to differ about */
};

struct difference agreement_differ(const struct sortings *in, size_t card);
/* Whether it is the card that is elsewhere: apart from more than half of those that it
 * was put with. One that moved makes all that it left and all that it joined differ by
 * itself, which is nothing to talk about. */
bool difference_is_own(struct difference by);
/* Whether the first is larger. */
bool difference_is_larger(struct difference a, struct difference b);

#endif
