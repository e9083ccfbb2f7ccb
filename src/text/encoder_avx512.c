/* SPDX-License-Identifier: MIT */
/* For processors with AVX-512 and its VNNI: 64 products in one step. */
#include "text/encoder_whole.h"

#include <immintrin.h>

enum {
    BLOCKS = 4, /* of outputs, worked on together */
    TOKENS = 6, /* likewise: 24 of the 32 registers hold sums */
    FLIP = -128 /* this processor multiplies bytes without a sign by bytes with one */
};

/* Of one token: BLOCKS times 16 outputs. Nothing takes the address of one but what is
 * always inline, so that all of them stay in registers. */
struct sums {
    whole_lanes first, second, third, fourth;
};

struct weights_at {
    __m512i first, second, third, fourth;
};

#define INLINE static inline __attribute__((always_inline))

INLINE struct sums no_sums(void)
{
    const whole_lanes none = {0};
    return (struct sums){none, none, none, none};
}

INLINE struct weights_at load_weights(const int8_t *from, size_t block)
{
    return (struct weights_at){_mm512_loadu_si512(from), _mm512_loadu_si512(from + block),
                               _mm512_loadu_si512(from + 2 * block),
                               _mm512_loadu_si512(from + 3 * block)};
}

INLINE whole_lanes dot(whole_lanes sum, __m512i bytes, __m512i weights)
{
    return (whole_lanes)_mm512_dpbusd_epi32((__m512i)sum, bytes, weights);
}

/* Four numbers of a token, times those of each output. */
INLINE void add_products(struct sums *sums, const int8_t *token,
                         const struct weights_at *weights)
{
    int32_t bytes;
    memcpy(&bytes, token, sizeof bytes);
    __m512i same = _mm512_set1_epi32(bytes);
    sums->first = dot(sums->first, same, weights->first);
    sums->second = dot(sums->second, same, weights->second);
    sums->third = dot(sums->third, same, weights->third);
    sums->fourth = dot(sums->fourth, same, weights->fourth);
}

INLINE void finish_sums(const struct model_matrix *matrix, size_t at, whole_lanes sums,
                        float token_scale, float *out)
{
    whole_lanes extra;
    memcpy(&extra, matrix->sums + at, sizeof extra);
    finish_block(matrix, at, sums - extra * 128, token_scale, out);
}

INLINE void finish(const struct model_matrix *matrix, const struct pass *pass,
                   size_t first, size_t token, const struct sums *sums, float *out)
{
    float scale = pass->whole_scales[token];
    float *row = out + token * matrix->outputs;
    finish_sums(matrix, first, sums->first, scale, row);
    finish_sums(matrix, first + MODEL_BLOCK, sums->second, scale, row);
    finish_sums(matrix, first + (size_t)2 * MODEL_BLOCK, sums->third, scale, row);
    finish_sums(matrix, first + (size_t)3 * MODEL_BLOCK, sums->fourth, scale, row);
}

static void multiply_one(const struct model_matrix *matrix, const struct pass *pass,
                         size_t first, size_t token, float *out)
{
    size_t inputs = matrix->inputs, block = MODEL_BLOCK * inputs;
    const int8_t *weights = matrix->whole + first * inputs;
    const int8_t *numbers = pass->whole + token * inputs;
    struct sums sums = no_sums();
    for (size_t i = 0; i < inputs; i += MODEL_STEP) {
        struct weights_at four = load_weights(weights + i * MODEL_BLOCK, block);
        add_products(&sums, numbers + i, &four);
    }
    finish(matrix, pass, first, token, &sums, out);
}

static void multiply_six(const struct model_matrix *matrix, const struct pass *pass,
                         size_t first, size_t token, float *out)
{
    size_t inputs = matrix->inputs, block = MODEL_BLOCK * inputs;
    const int8_t *weights = matrix->whole + first * inputs;
    const int8_t *numbers = pass->whole + token * inputs;
    struct sums a = no_sums(), b = no_sums(), c = no_sums(), d = no_sums(), e = no_sums(),
                f = no_sums();
    for (size_t i = 0; i < inputs; i += MODEL_STEP) {
        struct weights_at four = load_weights(weights + i * MODEL_BLOCK, block);
        add_products(&a, numbers + i, &four);
        add_products(&b, numbers + inputs + i, &four);
        add_products(&c, numbers + 2 * inputs + i, &four);
        add_products(&d, numbers + 3 * inputs + i, &four);
        add_products(&e, numbers + 4 * inputs + i, &four);
        add_products(&f, numbers + 5 * inputs + i, &four);
    }
    finish(matrix, pass, first, token, &a, out);
    finish(matrix, pass, first, token + 1, &b, out);
    finish(matrix, pass, first, token + 2, &c, out);
    finish(matrix, pass, first, token + 3, &d, out);
    finish(matrix, pass, first, token + 4, &e, out);
    finish(matrix, pass, first, token + 5, &f, out);
}

static void multiply(const struct model_matrix *matrix, struct pass *pass,
                     const float *in, float *out)
{
    make_whole(pass, in, matrix->inputs, FLIP);
    for (size_t first = 0; first < matrix->outputs;
         first += (size_t)BLOCKS * MODEL_BLOCK) {
        size_t token = 0;
        for (; token + TOKENS <= pass->tokens; token += TOKENS)
            multiply_six(matrix, pass, first, token, out);
        for (; token < pass->tokens; token++)
            multiply_one(matrix, pass, first, token, out);
    }
}

enum { PART = 16 };
#include "text/encoder_pass.h"
#include "text/encoder_reach.h"

static bool can(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
           __builtin_cpu_supports("avx512vnni");
}

const struct encoder_kind encoder_avx512 = {"avx512", false, can,          run_pass,
                                            multiply, reach, multiply_each};
