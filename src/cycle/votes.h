/* SPDX-License-Identifier: MIT */
/* What votes count for. A round (ballot) asks for dots; for an order, where each person
 * gives three points to what comes first, two to the second and one to the third; or for
 * a place by impact and effort, where people are counted.
 *
 * Counts are true: not for publication until they have passed disclosure.h.
 * Memory: none but for what a round is called, in the arena. Failure: none. */
#ifndef CYCLE_VOTES_H
#define CYCLE_VOTES_H

#include "cycle/room.h"
#include "format/json.h"

enum vote_way { VOTE_DOTS, VOTE_RANKING, VOTE_TWO_BY_TWO };
enum { VOTE_SQUARES = 4 };
/* Who is counted together; see room_told_apart. */
enum vote_group { VOTE_YOUNG, VOTE_FAMILIES, VOTE_OTHERS, VOTE_ALL };

/* What a ballot says under `way`; the kind of record that its votes are. */
enum vote_way vote_way(struct str way);
struct str vote_kind(enum vote_way way);
/* "high impact, low effort": from what is best to do first to what is worst. */
struct str vote_square(size_t square);
/* A round by its name, or "round 2", by its place (from 0) among all of the cycle. */
struct str vote_round_called(struct arena *arena, struct str name, size_t place);

struct vote_count {
    int64_t all;
    /* By viewpoint; where nothing is placed, all stands in the first square. */
    int64_t squares[VOTE_SQUARES][ROOM_PERSPECTIVES];
};

/* Adds what a vote gives the cause: nothing where it is of another round ('' is none), or
 * about another cause. */
void vote_add(struct vote_count *count, enum vote_way way, const struct json *vote,
              struct str ballot, struct str cause);
/* Of an order: the people who put the cause first. */
void vote_add_first(struct vote_count *count, const struct json *order, struct str ballot,
                    struct str cause);
/* What a group gave, in one square. */
int64_t vote_given(const struct vote_count *count, size_t square, enum vote_group group,
                   struct room_apart apart);

/* Where most people put it, in words without a number: "people differ" where as many put
 * it elsewhere, empty where nobody did. For the room: the public reads vote_said.h's. */
struct str vote_most_said(const struct vote_count *count);

#endif
