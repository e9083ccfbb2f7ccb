/* SPDX-License-Identifier: MIT */
/* The centres of groups of vectors, and moving rows to the centre that is most like them.
 *
 * Memory: the arena's. Failure: none. */
#ifndef TEXT_CENTRE_H
#define TEXT_CENTRE_H

#include "text/cut.h"
#include "text/products.h"

/* (groups.count, ENCODER_WIDTH): the mean direction of each; zeros where it is empty. */
float *centre_of_groups(struct arena *arena, const float *vectors, const uint32_t *many,
                        size_t rows, const struct grouping *groups);

/* Rows move to the centre that is most like them, again and again until none does, 20
 * times at the most; those that are not placed are. No group is left empty: its last row
 * stays. */
void centre_again(struct arena *arena, const struct encoder *encoder,
                  const float *vectors, const uint32_t *many, size_t rows,
                  struct grouping *groups);

#endif
