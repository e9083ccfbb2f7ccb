/* SPDX-License-Identifier: MIT */
/* Whether one text says nothing that another does not say, however a script came by it:
 * its words stand one after another in the other, by their stems, but for those that turn
 * it into the first person (I, me, my, am, have, do …; of a hope "can" and "want to" too)
 * and those that they replace (he, her, "son" …); and as many of them deny something as
 * in the whole of the other. English.
 *
 * Memory: the arena. Failure: none; texts must be valid UTF-8. */
#ifndef TEXT_FAITHFUL_H
#define TEXT_FAITHFUL_H

#include "text/words.h"

enum faithful {
    FAITHFUL,
    FAITHFUL_EMPTY, /* no words */
    FAITHFUL_OTHER, /* a word that the other has not, or not there */
    FAITHFUL_DENIES /* a "not" more, or less */
};

/* `hope`: the other is what somebody hopes for. */
enum faithful faithful_to(struct arena *arena, struct stemmer *stemmer, struct str text,
                          struct str other, bool hope);

#endif
