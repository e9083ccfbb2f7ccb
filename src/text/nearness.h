/* SPDX-License-Identifier: MIT */
/* How near texts are to the centre of a group: the cosine to the mean direction of its
 * statements, by meaning where there is an encoder, else by the words that they share
 * (weights.h), weighed among the group and what stands round it.
 *
 * In thousandths, 0 to 1000; the same on every processor.
 * Memory: the arena; texts are borrowed. Failure: none; texts must be valid UTF-8. */
#ifndef TEXT_NEARNESS_H
#define TEXT_NEARNESS_H

#include "text/encoder.h"

struct nearness;

/* `round`: other statements of the same kind, of which only the first
 * NEARNESS_MOST_ROUND count, and only without an encoder. */
enum { NEARNESS_MOST_ROUND = 500 };

/* With `encoder` NULL, by words. `of` (group.count) is how near each of the group is. */
struct nearness *nearness_new(struct arena *arena, struct encoder *encoder,
                              struct str_list group, struct str_list round, uint32_t *of);
/* `out` (texts.count). `most`: how near the nearest of the group is, weighed together
 * with these (by words, what else is said changes the weights a little); 0 for an empty
 * one. */
void nearness_of(const struct nearness *nearness, struct arena *arena,
                 struct str_list texts, uint32_t *out, uint32_t *most);

#endif
