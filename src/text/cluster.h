/* SPDX-License-Identifier: MIT */
/* Groups short statements that use like words, so that a workshop starts from
 * rough groups and not from a blank wall: the lexical engine. Unicode words,
 * stemmed; TF-IDF over single words, pairs and topics; cosine; average linkage by
 * nearest-neighbour chain; a cut chosen by itself, by grain or by count; then each
 * statement goes to the group whose centre is most like it.
 *
 * The same statements give the same groups on every run and every machine, in
 * whatever order they come: there are only whole numbers inside. Statements with
 * the same folded text stay together. Nothing is dropped: a statement that is like
 * no other is a group of its own with `alone` set. Below 8 different texts, the cut
 * by itself joins only what is plainly alike.
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
    int grain;    /* 1 (one group) to 100 (every text alone); 0: not set */
    size_t count; /* so many groups, or as many as there are texts; 0: not set */
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
    /* (statements): mean cosine with the rest of its group, 0 to 1000; 0 if alone */
    uint32_t *closeness;
};

bool cluster_statements(struct arena *arena, struct str_list statements,
                        struct cluster_options options, struct clusters *out,
                        struct error *err);

#endif
