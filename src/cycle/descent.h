/* SPDX-License-Identifier: MIT */
/* Which of last cycle's themes each of this one's may go on from, by how alike they are:
 *
 *     first     each with one of its own, so that all together are as alike as can be
 *               (text/assign.h), where they are alike enough
 *     a part    what is left over this time with the one of last time that it is most
 *               like: that one has split; what is left over of last time likewise: two
 *               have become one. The smaller one of a large one is little like it as a
 *               whole: so it counts as well how much of what was said in it was said in
 *               the other in the same words
 *
 * and how sure that is, by the likeness and by how far the next one is behind.
 *
 * What people have settled stands: `settled` themes are linked to nothing more, and those
 * of last time that they go on from (`taken`) may still split, but not go over whole.
 *
 * Memory: the arena. Failure: none. */
#ifndef CYCLE_DESCENT_H
#define CYCLE_DESCENT_H

#include "base/str.h"

enum sureness { SURE_PERHAPS, SURE_PROBABLY, SURE_CLEARLY };

/* "perhaps", "probably", "clearly" */
struct str sureness_words(enum sureness sure);

struct descent_input {
    const int32_t *alike; /* (now, before): thousandths */
    /* (now, before): how much of the one's statements stand in the other, thousandths */
    const int32_t *of_now, *of_before;
    size_t now, before;
    const bool *settled; /* (now) */
    const bool *taken;   /* (before) */
    int32_t least;       /* so alike that it is said at all */
    int32_t least_part;  /* … of a part */
    int32_t clear;       /* so alike that it is clear, with no other near */
};

struct descent_link {
    size_t now, before;
    int32_t alike; /* of a part, by what it is most so */
    bool part;
    enum sureness sure;
};

struct descent {
    struct descent_link *items; /* by `now`; the first of each is not a part, if any is */
    size_t count;
};

struct descent descent_find(struct arena *arena, const struct descent_input *in);

#endif
