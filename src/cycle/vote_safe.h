/* SPDX-License-Identifier: MIT */
/* What may be told of a round in which people gave dots, or put causes in order: how
 * many each cause got, and from whom.
 *
 * Where a person can put one dot on a cause, or put one cause first, each dot is a
 * person. Where several, a few dots are of few people still. So they go through
 * disclosure.h as people do, together with the dots that were not given, which whoever
 * knows how many came can work out. Beyond that:
 * - a viewpoint's dots stand apart, and a round is told of, only where at least as many
 *   people as may be told of must have given them (dots, by how many each had; where that
 *   is not known, by the ten that one may give at a time);
 * - where all but a few gave a cause all they could, that is told of no viewpoint, and
 *   where it is so of all who came, nothing is told.
 * Memory: the arena. Failure: that of disclosure_apply. */
#ifndef CYCLE_VOTE_SAFE_H
#define CYCLE_VOTE_SAFE_H

#include "cycle/votes.h"

enum { VOTE_GROUPS = VOTE_ALL + 1 };

/* `counts` in the first square, cause by cause. What each person has to give, and may
 * give one cause: 0 where that is not known. */
struct vote_given_out {
    const struct vote_count *counts; /* (causes) */
    size_t causes;
    int64_t each, most_on_one;
};

struct vote_shown {
    bool nothing; /* may be told; the rest is then empty */
    struct room_apart apart;
    int64_t (*cells)[VOTE_GROUPS]; /* (causes); DISCLOSURE_HIDDEN, also where not apart */
    size_t hidden;                 /* how many of those that are told apart */
};

bool vote_safe(struct arena *arena, struct disclosure_rule rule, const struct room *room,
               const struct room_told *told, const struct vote_given_out *in,
               struct vote_shown *out, struct error *err);

#endif
