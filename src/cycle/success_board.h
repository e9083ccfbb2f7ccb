/* SPDX-License-Identifier: MIT */
/* What success looks like, cause by cause: every viewpoint's statements, and which of
 * them say the same: as the room marked it (same_as), or word for word. Causes with the
 * most dots or points of the last round that is closed come first, and where these are as
 * many, those with more in the round before: rounds are never added, for people vote
 * again to decide anew. What an open round gave is hidden, and moves nothing; two by two
 * gives a place, and no order.
 *
 * True words: not for publication until publish_success.c has looked through them.
 * Memory: the arena. Failure: the database's. */
#ifndef CYCLE_SUCCESS_BOARD_H
#define CYCLE_SUCCESS_BOARD_H

#include "cycle/votes.h"
#include "store/record.h"

struct success_said {
    struct str id, perspective, text;
    size_t group; /* of the cause's, from 0: those of one group say the same */
};

struct success_cause {
    struct str id, text;
    int64_t *scores;           /* dots, points: as in `rounds` of the board */
    struct success_said *said; /* group by group; in each by viewpoint */
    size_t count, groups;
};

/* A closed round of dots or of an order; id is empty for dots of no round. */
struct success_round {
    struct str id, called;
    enum vote_way way;
};

struct success_board {
    struct success_cause *causes;
    size_t count;
    struct success_round *rounds; /* the last one last */
    size_t round_count;
};

/* Causes that are to be tackled (root), or that somebody answered. */
bool success_board_load(struct db *db, struct arena *arena, struct str cycle,
                        struct success_board *out, struct error *err);

/* How many viewpoints the group has. */
size_t success_viewpoints(const struct success_cause *cause, size_t group);

#endif
