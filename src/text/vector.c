/* SPDX-License-Identifier: MIT */
#include "text/vector.h"

#include "text/lanes.h"

#include <math.h>

void vector_add(float *sum, const float *vector, float times)
{
    for (size_t i = 0; i < ENCODER_WIDTH; i += LANES)
        lanes_store(sum + i, lanes_load(sum + i) + times * lanes_load(vector + i));
}

float vector_dot(const float *one, const float *other)
{
    lanes sum = {0};
    for (size_t i = 0; i < ENCODER_WIDTH; i += LANES)
        sum += lanes_load(one + i) * lanes_load(other + i);
    return lanes_sum(sum);
}

void vector_lengthen(float *vector)
{
    float length = sqrtf(vector_dot(vector, vector));
    float inverse = length > 0 ? 1.0f / length : 0;
    for (size_t i = 0; i < ENCODER_WIDTH; i += LANES)
        lanes_store(vector + i, lanes_load(vector + i) * inverse);
}
