/* SPDX-License-Identifier: MIT */
/* Vectors of meaning and their neighbours.
 *
 * Memory: the arena's; the vectors are the caller's. Failure: none. */
#ifndef TEXT_NEAR_H
#define TEXT_NEAR_H

#include "text/neighbours.h"
#include "text/products.h"

/* Takes the mean of all from each, and makes its length 1 again: what nearly everybody
 * says makes no two alike. `many` (rows): how many statements each stands for. */
void near_centre(float *vectors, const uint32_t *many, size_t rows);

/* The `most` others, 64 at the most, that are most like each; all pairs are looked at. */
struct neighbours *near_find(struct arena *arena, const struct encoder *encoder,
                             const float *vectors, size_t rows, size_t most);
/* The same; `progress` (or NULL) is called from this thread. */
struct neighbours *near_find_told(struct arena *arena, const struct encoder *encoder,
                                  const float *vectors, size_t rows, size_t most,
                                  encoder_progress *progress, void *with);

/* Moves each half way to the mean of its neighbours, weighed by their likeness: short
 * statements say too little each, and borrow from those beside them. */
void near_smooth(float *vectors, size_t rows, const struct neighbours *near);

#endif
