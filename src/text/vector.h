/* SPDX-License-Identifier: MIT */
/* Vectors of meaning, ENCODER_WIDTH numbers each, added and measured in one fixed order
 * (lanes.h).
 *
 * Memory: the caller's. Failure: none. */
#ifndef TEXT_VECTOR_H
#define TEXT_VECTOR_H

#include "text/encoder.h"

/* sum += vector × times */
void vector_add(float *sum, const float *vector, float times);
float vector_dot(const float *one, const float *other);
/* Makes its length 1; zeros stay. */
void vector_lengthen(float *vector);

#endif
