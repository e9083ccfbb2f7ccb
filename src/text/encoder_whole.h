/* SPDX-License-Identifier: MIT */
/* What every processor's whole-number product does alike: makes a token's numbers whole,
 * with a scale for each token, and numbers of the sums at the end.
 *
 * Source: Jacob et al. 2018, "Quantization and training of neural networks for efficient
 * integer-arithmetic-only inference"; symmetric, the scale found anew for each token. */
#ifndef TEXT_ENCODER_WHOLE_H
#define TEXT_ENCODER_WHOLE_H

#include "text/encoder_kind.h"
#include "text/lanes.h"

/* whole = nearest(number × 127 / largest magnitude), with the bits of `flip` changed; the
 * token's scale is largest / 127. */
static inline void make_whole(struct pass *pass, const float *in, size_t inputs,
                              int8_t flip)
{
    for (size_t t = 0; t < pass->tokens; t++) {
        const float *row = in + t * inputs;
        int8_t *whole = pass->whole + t * inputs;
        lanes most = {0};
        for (size_t i = 0; i < inputs; i += LANES)
            most = lanes_larger(most, lanes_magnitude(lanes_load(row + i)));
        float largest = lanes_largest(most);
        float times = largest > 0 ? 127.0f / largest : 0;
        pass->whole_scales[t] = largest / 127.0f;
        for (size_t i = 0; i < inputs; i += LANES) {
            lanes near = lanes_round(lanes_load(row + i) * times);
            whole_lanes numbers = __builtin_convertvector(near, whole_lanes);
            byte_lanes bytes = __builtin_convertvector(numbers, byte_lanes) ^ flip;
            memcpy(whole + i, &bytes, sizeof bytes);
        }
    }
}

/* The block of outputs that begins with `first`, of one token. */
static inline void finish_block(const struct model_matrix *matrix, size_t first,
                                whole_lanes sum, float token_scale, float *out)
{
    lanes scale = lanes_load(matrix->scale + first) * token_scale;
    lanes_store(out + first, __builtin_convertvector(sum, lanes) * scale +
                                 lanes_load(matrix->shift + first));
}

#endif
