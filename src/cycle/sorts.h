/* SPDX-License-Identifier: MIT */
/* The sorts of the tables, as they came back on paper (records of kind pile), beside the
 * cards of the cycle that count: which pile each card of a section lay in, table by
 * table. A number that no card has any more says nothing.
 *
 * Memory: the arena; cards are borrowed. Failure: the database's. */
#ifndef CYCLE_SORTS_H
#define CYCLE_SORTS_H

#include "cycle/agreement.h"
#include "cycle/cards.h"

struct pile {
    struct str id, table, pile, name; /* name may be empty */
    enum section section;
    bool alone; /* each of its cards stands on its own */
    const struct json *cards;
    struct record record;
    struct json body;
};

struct piles {
    struct pile *items;
    size_t count;
};

bool piles_load(struct db *db, struct arena *arena, struct str cycle, struct piles *out,
                struct error *err);

/* One section. */
struct sorts {
    struct str_list tables;    /* that sorted any of it, in order */
    const struct card **cards; /* those that a table sorted, by number */
    const struct pile **piles; /* (cards, tables): or NULL */
    struct sortings in;
};

/* False where no table sorted any of it. */
bool sorts_of(struct arena *arena, const struct piles *piles, const struct cards *cards,
              enum section section, struct sorts *out);

/* How many tables sorted it, and how many of them left it on its own. */
struct sorted_alone {
    size_t tables, alone;
};
struct sorted_alone sorts_alone(const struct sorts *sorts, size_t card);

#endif
