/* SPDX-License-Identifier: MIT */
/* How many cards a theme holds, and how many people said them: always both, since one
 * person may have said several. Only what counts (cycle/cards.h). True numbers, for
 * officers alone: a report counts through publish.h.
 *
 * Memory: the arena. Failure: none. */
#ifndef CYCLE_THEME_COUNT_H
#define CYCLE_THEME_COUNT_H

#include "cycle/cards.h"

struct theme_count {
    size_t cards, people;
    size_t nobody; /* of the cards: said in the room, by people who are not known */
};

struct theme_count theme_count(struct arena *arena, const struct cards *cards,
                               struct str theme);
/* "12 cards from 9 people and from the room" */
struct str theme_count_words(struct arena *arena, struct theme_count count);

#endif
