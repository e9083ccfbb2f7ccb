/* SPDX-License-Identifier: MIT */
/* Looks through many cosines for the few that matter, and multiplies vectors as they are.
 * Included once by each file encoder_KIND.c, after encoder_pass.h, so that it is compiled
 * for that processor, too.
 *
 * Memory: none. Failure: none. */
#ifndef TEXT_ENCODER_REACH_H
#define TEXT_ENCODER_REACH_H

#include "text/encoder_kind.h"
#include "text/encoder_pass.h"

/* See struct encoder_kind. Without a way out of the inner loop, so that the compiler
 * turns it into a few steps of the widest kind. */
static size_t reach(const float *cosines, float least, const float *leasts, size_t from,
                    size_t count)
{
    for (; from + REACH_STEP <= count; from += REACH_STEP) {
        int32_t any = 0;
        for (size_t i = 0; i < REACH_STEP; i++)
            any |= (cosines[from + i] >= least) | (cosines[from + i] >= leasts[from + i]);
        if (any)
            return from;
    }
    return from;
}

/* Lane by lane, as lanes.h adds them up, but by the vectors that this processor has. */
static void multiply_each(const float *vectors, const uint32_t *rows, size_t count,
                          const float *one, float *out)
{
    for (size_t r = 0; r < count; r++) {
        const float *other = vectors + (size_t)rows[r] * MODEL_WIDTH;
        float sums[LANES];
        for (size_t from = 0; from < LANES; from += PART) {
            part sum = {0};
            for (size_t d = from; d < MODEL_WIDTH; d += LANES)
                sum += part_load(one + d) * part_load(other + d);
            part_store(sums + from, sum);
        }
        out[r] = lanes_sum(lanes_load(sums));
    }
}

#endif
