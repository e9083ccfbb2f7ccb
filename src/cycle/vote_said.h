/* SPDX-License-Identifier: MIT */
/* What may be told of a cause that people placed by impact and effort: where most of a
 * viewpoint put it, in words, and how many of all put it where.
 *
 * An answer is a claim about numbers that do not stand there: at least as many as may be
 * told of put it into that square, and fewer into any other; where there is none, too few
 * put it anywhere. Of a viewpoint that is always told, for by itself it leaves open who
 * said what else. The numbers of all are told only as far as disclosure.h lets them,
 * those who came and did not say among them; and only where beside the answers no small
 * number can be worked out, of people of any viewpoints who put it into any of the
 * squares or did not say. Otherwise nothing is told of all, not even their answer.
 * Memory: the arena. Failure: that of disclosure_apply. */
#ifndef CYCLE_VOTE_SAID_H
#define CYCLE_VOTE_SAID_H

#include "cycle/votes.h"

struct vote_said {
    int64_t squares[VOTE_SQUARES], all; /* people; DISCLOSURE_HIDDEN */
    struct str most[VOTE_ALL + 1]; /* by group; empty: none, or none that may be told */
};

bool vote_said(struct arena *arena, struct disclosure_rule rule, const struct room *room,
               const struct room_told *told, const struct vote_count *count,
               struct vote_said *out, struct error *err);

#endif
