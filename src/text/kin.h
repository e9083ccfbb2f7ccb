/* SPDX-License-Identifier: MIT */
/* How alike groups of texts are to each other, and single texts to groups: the cosine of
 * their centres. By meaning, with an encoder; without, by words (weights.h). Texts stand
 * for the direction in which they differ from the mean of all, unless there are few.
 *
 * Likeness in thousandths, -1000 to 1000: the same on every processor.
 *
 * Memory: the arena; texts are borrowed. Failure: none; at most KIN_MOST texts. */
#ifndef TEXT_KIN_H
#define TEXT_KIN_H

#include "base/str.h"
#include "text/encoder.h"

enum { KIN_MOST = 40000 };

struct kin;

/* `group` (texts.count): the group of each, from 0, or SIZE_MAX. `encoder` may be NULL.
 */
struct kin *kin_of(struct arena *arena, struct encoder *encoder, struct str_list texts,
                   const size_t *group, size_t groups);
/* 0 where either has no text. */
int32_t kin_groups(const struct kin *kin, size_t one, size_t other);
/* To the centre of a group; a text of the group itself is left out of it. */
int32_t kin_text(const struct kin *kin, size_t text, size_t group);

#endif
