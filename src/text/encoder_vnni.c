/* SPDX-License-Identifier: MIT */
/* For processors with AVX2 and its VNNI, which have no AVX-512: 32 products in one step.
 * Most desktop processors since 2021. */
#include "text/encoder_whole.h"

#include <cpuid.h>
#include <immintrin.h>

enum {
    TOKENS = 6, /* worked on together: 12 of the 16 registers hold sums */
    FLIP = -128 /* this processor multiplies bytes without a sign by bytes with one */
};

typedef int32_t half_lanes __attribute__((vector_size(LANES / 2 * sizeof(int32_t))));

/* Of a block of 16 outputs. Nothing takes the address of one but what is always inline,
 * so that all of them stay in registers. */
struct halves {
    half_lanes low, high;
};

#define INLINE static inline __attribute__((always_inline))

INLINE half_lanes dot(half_lanes sum, __m256i bytes, const int8_t *weights)
{
    __m256i four = _mm256_loadu_si256((const void *)weights);
    return (half_lanes)_mm256_dpbusd_avx_epi32((__m256i)sum, bytes, four);
}

/* Four numbers of a token, times those of each output. */
INLINE void add_products(struct halves *sums, const int8_t *token, const int8_t *weights)
{
    int32_t bytes;
    memcpy(&bytes, token, sizeof bytes);
    __m256i same = _mm256_set1_epi32(bytes);
    sums->low = dot(sums->low, same, weights);
    sums->high = dot(sums->high, same, weights + sizeof(__m256i));
}

INLINE void finish(const struct model_matrix *matrix, const struct pass *pass,
                   size_t first, size_t token, struct halves sums, float *out)
{
    whole_lanes all, extra;
    memcpy(&all, &sums, sizeof all);
    memcpy(&extra, matrix->sums + first, sizeof extra);
    finish_block(matrix, first, all - extra * 128, pass->whole_scales[token],
                 out + token * matrix->outputs);
}

static void multiply_one(const struct model_matrix *matrix, const struct pass *pass,
                         size_t first, size_t token, float *out)
{
    size_t inputs = matrix->inputs;
    const int8_t *weights = matrix->whole + first * inputs;
    const int8_t *numbers = pass->whole + token * inputs;
    struct halves sums = {{0}, {0}};
    for (size_t i = 0; i < inputs; i += MODEL_STEP)
        add_products(&sums, numbers + i, weights + i * MODEL_BLOCK);
    finish(matrix, pass, first, token, sums, out);
}

static void multiply_six(const struct model_matrix *matrix, const struct pass *pass,
                         size_t first, size_t token, float *out)
{
    size_t inputs = matrix->inputs;
    const int8_t *weights = matrix->whole + first * inputs;
    const int8_t *numbers = pass->whole + token * inputs;
    struct halves a = {{0}, {0}}, b = {{0}, {0}}, c = {{0}, {0}}, d = {{0}, {0}},
                  e = {{0}, {0}}, f = {{0}, {0}};
    for (size_t i = 0; i < inputs; i += MODEL_STEP, numbers += MODEL_STEP) {
        const int8_t *four = weights + i * MODEL_BLOCK;
        add_products(&a, numbers, four);
        add_products(&b, numbers + inputs, four);
        add_products(&c, numbers + 2 * inputs, four);
        add_products(&d, numbers + 3 * inputs, four);
        add_products(&e, numbers + 4 * inputs, four);
        add_products(&f, numbers + 5 * inputs, four);
    }
    finish(matrix, pass, first, token, a, out);
    finish(matrix, pass, first, token + 1, b, out);
    finish(matrix, pass, first, token + 2, c, out);
    finish(matrix, pass, first, token + 3, d, out);
    finish(matrix, pass, first, token + 4, e, out);
    finish(matrix, pass, first, token + 5, f, out);
}

static void multiply(const struct model_matrix *matrix, struct pass *pass,
                     const float *in, float *out)
{
    make_whole(pass, in, matrix->inputs, FLIP);
    for (size_t first = 0; first < matrix->outputs; first += MODEL_BLOCK) {
        size_t token = 0;
        for (; token + TOKENS <= pass->tokens; token += TOKENS)
            multiply_six(matrix, pass, first, token, out);
        for (; token < pass->tokens; token++)
            multiply_one(matrix, pass, first, token, out);
    }
}

enum { PART = 8 };
#include "text/encoder_pass.h"
#include "text/encoder_reach.h"

/* Leaf 7, part 1, bit 4 of EAX, in the makers' manuals. */
static bool can(void)
{
    unsigned a = 0, b = 0, c = 0, d = 0;
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") && __get_cpuid_count(7, 1, &a, &b, &c, &d) &&
           (a >> 4 & 1);
}

const struct encoder_kind encoder_vnni = {"vnni",   false, can,          run_pass,
                                          multiply, reach, multiply_each};
