/* SPDX-License-Identifier: MIT */
/* Where in a text the words stand for which it is flagged (cycle/flag.h), so that a
 * person sees at once what to look at.
 *
 * A place is from one space to another, without the punctuation around it: the fewest
 * words that are flagged by themselves, "my helper Sam" where Sam alone would not be.
 * A flag that people set by hand, or whose name nobody knows any more, has no place.
 * Memory: the arena. Failure: none; text must be valid UTF-8. */
#ifndef CYCLE_FLAG_WHERE_H
#define CYCLE_FLAG_WHERE_H

#include "cycle/flag.h"

struct flag_place {
    size_t from, to; /* bytes of the text */
    struct str flag;
};

struct flag_places {
    struct flag_place *items; /* flag by flag, each in the order of the text */
    size_t count;
};

enum { FLAG_MOST_PLACES = 40 };

struct flag_places flag_where(const struct flag_known *known, struct arena *arena,
                              struct str text);

/* The text with what is flagged between >> and <<: no colour is needed to see it. */
struct str flag_marked(struct arena *arena, struct str text,
                       const struct flag_places *places);

#endif
