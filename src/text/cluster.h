/* SPDX-License-Identifier: MIT */
/* Groups short statements that use like words, so that a workshop starts from
 * rough groups and not from a blank wall: the lexical engine. Unicode words,
 * stemmed; TF-IDF over single words and pairs; cosine; average linkage by
 * nearest-neighbour chain; a cut chosen by itself, by grain or by count.
 *
 * The same input gives the same answer on every run and every machine: weights
 * are whole numbers, sums have a fixed order, ties go to the lowest index.
 * Nothing is dropped: a statement that is like no other is a group of its own
 * with `alone` set.
 *
 * Memory: results live in the arena; texts are borrowed.
 * Failure: false when there are more than CLUSTER_MOST statements. */
#ifndef TEXT_CLUSTER_H
#define TEXT_CLUSTER_H

#include "base/error.h"
#include "base/str.h"

enum { CLUSTER_MOST = 20000 };

struct cluster_options {
    /* At most one of the two is set. Neither: the cut is chosen by itself. */
    int grain;    /* 1 (fewest groups) to 100 (most groups); 0: not set */
    size_t count; /* how many groups; 0: not set */
};

struct cluster_group {
    size_t size;
    size_t typical;           /* index of the most typical statement */
    struct str_list keywords; /* up to 5, as people wrote them, best first */
    bool alone;               /* one statement, like no other */
};

struct clusters {
    size_t count;
    struct cluster_group *groups; /* (count): largest first, alone ones last */
    size_t *of;                   /* (statements): the group of each, from 0 */
    uint32_t
        *closeness; /* (statements): mean likeness to the rest of its group, 0 to 1000 */
};

bool cluster_statements(struct arena *arena, struct str_list statements,
                        struct cluster_options options, struct clusters *out,
                        struct error *err);

#endif
