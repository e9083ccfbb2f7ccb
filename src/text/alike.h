/* SPDX-License-Identifier: MIT */
/* How alike each of these texts is to each of those, by words: for linking this year's
 * themes to last year's where there is no language model. By the same words and weights
 * as cluster.h.
 *
 * Memory: results live in the arena. Failure: none. */
#ifndef TEXT_ALIKE_H
#define TEXT_ALIKE_H

#include "base/str.h"

/* (these, those): 0 to 1000. */
uint32_t *alike_each(struct arena *arena, struct str_list these, struct str_list those);

#endif
