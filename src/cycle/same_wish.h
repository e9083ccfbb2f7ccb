/* SPDX-License-Identifier: MIT */
/* Whether a plan and a review of one person may say the same, in other words: a plain
 * rule, after which a person decides. Of both texts the words that carry a topic are
 * taken by their stems, without words of wishing (want, hope, like, …). They may be the
 * same when two thirds of the shorter one's words are in the other, and half of the
 * longer one's.
 *
 * Of two that count once, one is counted and the other says `same` = yes and `twin` = its
 * id.
 *
 * Memory: what passes, and what a body is given, lives in the arena. Failure: none. */
#ifndef CYCLE_SAME_WISH_H
#define CYCLE_SAME_WISH_H

#include "base/str.h"
#include "format/json.h"

bool same_wish_maybe(struct arena *arena, struct str one, struct str other);
/* Whether a statement counts with the one of that id. */
bool same_wish_counts_with(const struct json *body, struct str id);
/* The one that counted no more, `aside`, gives its place (its tray, and its part in a
 * sample) to `heir`, which counted with it, and counts with that from now on. Its own
 * tray is for the caller to say. */
void same_wish_give_place(struct arena *arena, struct json *aside, struct json *heir,
                          struct str heir_id);

#endif
