/* SPDX-License-Identifier: MIT */
/* For processors with NEON, which every 64-bit ARM has: 16 products at once, as pairs in
 * 16 bits (twice 127 × 127 fits), which are added up in 32. */
#include "text/encoder_whole.h"

#include <arm_neon.h>

enum { QUARTERS = 4 /* of a block of outputs */ };

/* Four outputs' four weights, times the same four numbers of the token. */
static inline int32x4_t add_products(int32x4_t sum, int8x16_t weights, int8x16_t token)
{
    int16x8_t low = vmull_s8(vget_low_s8(weights), vget_low_s8(token));
    int16x8_t high = vmull_high_s8(weights, token);
    return vaddq_s32(sum, vpaddq_s32(vpaddlq_s16(low), vpaddlq_s16(high)));
}

static void multiply_block(const struct model_matrix *matrix, const struct pass *pass,
                           size_t first, size_t token, float *out)
{
    const int8_t *weights = matrix->whole + first * matrix->inputs;
    const int8_t *numbers = pass->whole + token * matrix->inputs;
    int32x4_t sums[QUARTERS] = {vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0),
                                vdupq_n_s32(0)};
    whole_lanes all;
    for (size_t i = 0; i < matrix->inputs; i += MODEL_STEP) {
        int32_t bytes;
        memcpy(&bytes, numbers + i, sizeof bytes);
        int8x16_t same = vreinterpretq_s8_s32(vdupq_n_s32(bytes));
        for (size_t q = 0; q < QUARTERS; q++)
            sums[q] = add_products(
                sums[q], vld1q_s8(weights + i * MODEL_BLOCK + q * MODEL_BLOCK), same);
    }
    memcpy(&all, sums, sizeof all);
    finish_block(matrix, first, all, pass->whole_scales[token],
                 out + token * matrix->outputs);
}

static void multiply(const struct model_matrix *matrix, struct pass *pass,
                     const float *in, float *out)
{
    make_whole(pass, in, matrix->inputs, 0);
    for (size_t first = 0; first < matrix->outputs; first += MODEL_BLOCK)
        for (size_t t = 0; t < pass->tokens; t++)
            multiply_block(matrix, pass, first, t, out);
}

enum { PART = 4 };
#include "text/encoder_pass.h"
#include "text/encoder_reach.h"

static bool can(void)
{
    return true;
}

const struct encoder_kind encoder_neon = {"neon",   false, can,          run_pass,
                                          multiply, reach, multiply_each};
