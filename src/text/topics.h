/* SPDX-License-Identifier: MIT */
/* Words that young people use for one thing: "bus" and "taxi" are both about
 * travel, though they share no letter. A hundred short statements say too little
 * for that to be learnt from them, so it is written down here, a line a topic,
 * from what reviews in England speak of. Topics only help to find likeness: they
 * have no names and no one sees them. Whole words, not stems, so that to be trained
 * is not to travel.
 *
 * Memory: the table lives in the arena. Nothing here fails. */
#ifndef TEXT_TOPICS_H
#define TEXT_TOPICS_H

#include "base/str.h"

enum { TOPICS_MOST = 64 };

struct topics;

const struct topics *topics_read(struct arena *arena);
/* The topics of a folded word, a bit each; 0 for most words. */
uint64_t topics_of(const struct topics *topics, struct str folded);

#endif
