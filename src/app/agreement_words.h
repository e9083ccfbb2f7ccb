/* SPDX-License-Identifier: MIT */
/* The figures of how far tables agree (cycle/concord.h), in plain words first: something
 * to talk about, never a mark for a table.
 *
 * Memory: the arena. Failure: none. */
#ifndef APP_AGREEMENT_WORDS_H
#define APP_AGREEMENT_WORDS_H

#include "base/str.h"
#include "cycle/concord.h"
#include "format/json.h"

/* "0.71", "-0.05" */
struct str concord_figure(struct arena *arena, struct concord concord);

/* Every two tables of a section, a line each; of many, how many of them agree how far. */
void agreement_add_pairs(struct buf *out, struct str_list tables,
                         const struct sortings *in, struct json *list);

/* Up to two lines: how far they agree about what belongs in it, and the cards that some
 * have in it and some not; `numbers` (cards): what stands on each card. Fills "kappa" and
 * "cards_apart" of `theme`. */
struct str agreement_of_theme(struct arena *arena, const struct sortings *in,
                              const int64_t *numbers, const size_t *cards, size_t count,
                              struct json *theme);

#endif
