/* SPDX-License-Identifier: MIT */
/* Whether a plan and a review of one person may say the same, in other words: a plain
 * rule, after which a person decides. Of both texts the words that carry a topic are
 * taken by their stems, without words of wishing (want, hope, like, …). They may be the
 * same when two thirds of the shorter one's words are in the other, and half of the
 * longer one's.
 *
 * Memory: what passes lives in the arena. Failure: none. */
#ifndef CYCLE_SAME_WISH_H
#define CYCLE_SAME_WISH_H

#include "base/str.h"

bool same_wish_maybe(struct arena *arena, struct str one, struct str other);

#endif
