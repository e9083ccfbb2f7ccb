/* SPDX-License-Identifier: MIT */
/* For processors with AVX2: 32 products at once. */
#include "text/encoder_whole.h"

#include <immintrin.h>

enum { TOKENS = 4 /* worked on together */ };

/* Of a block of 16 outputs. */
struct halves {
    __m256i low, high;
};

/* This processor multiplies bytes without a sign by bytes with one, and adds two such
 * products in 16 bits: |w| × (a with the sign of w) is w × a, and twice 127 × 127 fits.
 */
static inline __m256i products(__m256i magnitudes, __m256i weights, __m256i token)
{
    __m256i pairs = _mm256_maddubs_epi16(magnitudes, _mm256_sign_epi8(token, weights));
    return _mm256_madd_epi16(pairs, _mm256_set1_epi16(1));
}

static inline void add_products(struct halves *sums, const int8_t *token,
                                const struct halves *weights,
                                const struct halves *magnitudes)
{
    int32_t bytes;
    memcpy(&bytes, token, sizeof bytes);
    __m256i same = _mm256_set1_epi32(bytes);
    sums->low =
        _mm256_add_epi32(sums->low, products(magnitudes->low, weights->low, same));
    sums->high =
        _mm256_add_epi32(sums->high, products(magnitudes->high, weights->high, same));
}

static inline struct halves load_weights(const int8_t *from)
{
    return (struct halves){_mm256_loadu_si256((const void *)from),
                           _mm256_loadu_si256((const void *)(from + sizeof(__m256i)))};
}

static inline struct halves magnitudes_of(const struct halves *weights)
{
    return (struct halves){_mm256_abs_epi8(weights->low), _mm256_abs_epi8(weights->high)};
}

static void finish(const struct model_matrix *matrix, const struct pass *pass,
                   size_t first, size_t token, const struct halves *sums, float *out)
{
    whole_lanes all;
    memcpy(&all, sums, sizeof all);
    finish_block(matrix, first, all, pass->whole_scales[token],
                 out + token * matrix->outputs);
}

static void multiply_one(const struct model_matrix *matrix, const struct pass *pass,
                         size_t first, size_t token, float *out)
{
    const int8_t *weights = matrix->whole + first * matrix->inputs;
    const int8_t *numbers = pass->whole + token * matrix->inputs;
    struct halves sums = {_mm256_setzero_si256(), _mm256_setzero_si256()};
    for (size_t i = 0; i < matrix->inputs; i += MODEL_STEP) {
        struct halves four = load_weights(weights + i * MODEL_BLOCK);
        struct halves plus = magnitudes_of(&four);
        add_products(&sums, numbers + i, &four, &plus);
    }
    finish(matrix, pass, first, token, &sums, out);
}

static void multiply_four(const struct model_matrix *matrix, const struct pass *pass,
                          size_t first, size_t token, float *out)
{
    size_t inputs = matrix->inputs;
    const int8_t *weights = matrix->whole + first * inputs;
    const int8_t *numbers = pass->whole + token * inputs;
    struct halves a = {_mm256_setzero_si256(), _mm256_setzero_si256()}, b = a, c = a,
                  d = a;
    for (size_t i = 0; i < inputs; i += MODEL_STEP) {
        struct halves four = load_weights(weights + i * MODEL_BLOCK);
        struct halves plus = magnitudes_of(&four);
        add_products(&a, numbers + i, &four, &plus);
        add_products(&b, numbers + inputs + i, &four, &plus);
        add_products(&c, numbers + 2 * inputs + i, &four, &plus);
        add_products(&d, numbers + 3 * inputs + i, &four, &plus);
    }
    finish(matrix, pass, first, token, &a, out);
    finish(matrix, pass, first, token + 1, &b, out);
    finish(matrix, pass, first, token + 2, &c, out);
    finish(matrix, pass, first, token + 3, &d, out);
}

static void multiply(const struct model_matrix *matrix, struct pass *pass,
                     const float *in, float *out)
{
    make_whole(pass, in, matrix->inputs, 0);
    for (size_t first = 0; first < matrix->outputs; first += MODEL_BLOCK) {
        size_t token = 0;
        for (; token + TOKENS <= pass->tokens; token += TOKENS)
            multiply_four(matrix, pass, first, token, out);
        for (; token < pass->tokens; token++)
            multiply_one(matrix, pass, first, token, out);
    }
}

enum { PART = 8 };
#include "text/encoder_pass.h"
#include "text/encoder_reach.h"

static bool can(void)
{
    __builtin_cpu_init();
    return __builtin_cpu_supports("avx2") != 0;
}

const struct encoder_kind encoder_avx2 = {"avx2",   false, can,          run_pass,
                                          multiply, reach, multiply_each};
