/* SPDX-License-Identifier: MIT */
/* Sixteen numbers at once, as GCC's and Clang's vectors: each operation is done in the
 * same order on every processor, whatever width it has, so that the answer is the same to
 * the bit. Nothing here contracts a product and a sum into one step.
 *
 * Memory: none. Failure: none. */
#ifndef TEXT_LANES_H
#define TEXT_LANES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { LANES = 16 };

typedef float lanes __attribute__((vector_size(LANES * sizeof(float))));
typedef int32_t whole_lanes __attribute__((vector_size(LANES * sizeof(int32_t))));
typedef int8_t byte_lanes __attribute__((vector_size(LANES)));

static inline lanes lanes_load(const float *from)
{
    lanes out;
    memcpy(&out, from, sizeof out);
    return out;
}

static inline void lanes_store(float *to, lanes from)
{
    memcpy(to, &from, sizeof from);
}

static inline lanes lanes_of(float number)
{
    return (lanes){0} + number;
}

/* `yes` where `mask` is -1, `no` where it is 0. */
static inline lanes lanes_choose(whole_lanes mask, lanes yes, lanes no)
{
    return (lanes)((mask & (whole_lanes)yes) | (~mask & (whole_lanes)no));
}

static inline lanes lanes_larger(lanes a, lanes b)
{
    return lanes_choose(a > b, a, b);
}

static inline lanes lanes_smaller(lanes a, lanes b)
{
    return lanes_choose(a < b, a, b);
}

static inline lanes lanes_magnitude(lanes a)
{
    return (lanes)((whole_lanes)a & 0x7fffffff);
}

/* To the nearest whole number, halves to even: adding 1.5 × 2^23 leaves no room for
 * a fraction. For |a| < 2^22. */
static inline lanes lanes_round(lanes a)
{
    const float room = 12582912.0f;
    return (a + room) - room;
}

/* By halves: 8 + 8, 4 + 4, 2 + 2, 1 + 1. */
static inline float lanes_sum(lanes a)
{
    float one[LANES];
    lanes_store(one, a);
    for (size_t half = LANES / 2; half; half /= 2)
        for (size_t i = 0; i < half; i++)
            one[i] += one[i + half];
    return one[0];
}

static inline float lanes_largest(lanes a)
{
    float one[LANES];
    lanes_store(one, a);
    for (size_t half = LANES / 2; half; half /= 2)
        for (size_t i = 0; i < half; i++)
            one[i] = one[i] > one[i + half] ? one[i] : one[i + half];
    return one[0];
}

/* e to the power of a, for a <= 0; 0 below -87. Relative error below 3e-7: a is split
 * into n × ln 2 + r, e^r is its Taylor series up to r^6, |r| <= ln 2 / 2. */
static inline lanes lanes_exp(lanes a)
{
    const float per_two = 1.44269504f, two_high = 0.693359375f, two_low = -2.12194440e-4f;
    whole_lanes gone = a < -87.0f;
    lanes safe = lanes_larger(a, lanes_of(-87.0f));
    lanes n = lanes_round(safe * per_two);
    lanes r = (safe - n * two_high) - n * two_low;
    lanes e = r * (1.0f / 720) + 1.0f / 120;
    e = e * r + 1.0f / 24;
    e = e * r + 1.0f / 6;
    e = e * r + 0.5f;
    e = e * r + 1.0f;
    e = e * r + 1.0f;
    whole_lanes power = (__builtin_convertvector(n, whole_lanes) + 127) << 23;
    return lanes_choose(gone, lanes_of(0), e * (lanes)power);
}

/* x × Φ(x), the activation of BERT ("gelu"), with erf as a quotient of two polynomials
 * fitted to it by least squares between 0 and 3.95, beyond which it is 1: the error of
 * erf is below 4e-6. */
static inline lanes lanes_gelu(lanes x)
{
    const float top[] = {1.1284041951520722f, 0.16173911895138257f, 0.04769785324222813f,
                         0.0011123377352509171f, -4.855524998265137e-06f};
    const float under[] = {0.47687236875241146f, 0.10070904497151731f,
                           0.011290820762993765f};
    lanes t = x * 0.70710678f;
    t = lanes_smaller(lanes_larger(t, lanes_of(-3.95f)), lanes_of(3.95f));
    lanes u = t * t;
    lanes p = (((u * top[4] + top[3]) * u + top[2]) * u + top[1]) * u + top[0];
    lanes q = ((u * under[2] + under[1]) * u + under[0]) * u + 1.0f;
    return 0.5f * x * (1.0f + t * p / q);
}

#endif
