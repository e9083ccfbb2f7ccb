/* SPDX-License-Identifier: MIT */
/* For every processor. */
#include "text/encoder_whole.h"

/* A block of outputs for one token. */
static whole_lanes multiply_block(const struct model_matrix *matrix, size_t first,
                                  const int8_t *token)
{
    int32_t sums[MODEL_BLOCK] = {0};
    const int8_t *weights = matrix->whole + first * matrix->inputs;
    whole_lanes out;
    for (size_t i = 0; i < matrix->inputs; i += MODEL_STEP)
        for (size_t o = 0; o < MODEL_BLOCK; o++) {
            const int8_t *four = weights + i * MODEL_BLOCK + o * MODEL_STEP;
            sums[o] += four[0] * token[i] + four[1] * token[i + 1] +
                       four[2] * token[i + 2] + four[3] * token[i + 3];
        }
    memcpy(&out, sums, sizeof out);
    return out;
}

static void multiply(const struct model_matrix *matrix, struct pass *pass,
                     const float *in, float *out)
{
    make_whole(pass, in, matrix->inputs, 0);
    for (size_t first = 0; first < matrix->outputs; first += MODEL_BLOCK)
        for (size_t t = 0; t < pass->tokens; t++)
            finish_block(matrix, first,
                         multiply_block(matrix, first, pass->whole + t * matrix->inputs),
                         pass->whole_scales[t], out + t * matrix->outputs);
}

enum { PART = 4 };
#include "text/encoder_pass.h"
#include "text/encoder_reach.h"

static bool can(void)
{
    return true;
}

const struct encoder_kind encoder_plain = {"plain",  false, can,          run_pass,
                                           multiply, reach, multiply_each};
