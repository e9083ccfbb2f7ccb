/* SPDX-License-Identifier: MIT */
/* Roots, logarithms and powers in whole numbers, so that every machine works out
 * the same weights: the C library's own differ in the last digit.
 *
 * FIXED_ONE stands for 1.0. Results are rounded down. Nothing here fails. */
#ifndef TEXT_FIXED_H
#define TEXT_FIXED_H

#include <stdint.h>

enum { FIXED_BITS = 16, FIXED_ONE = 1 << FIXED_BITS };

/* The logarithm to base 2 of a whole number from 1, times FIXED_ONE. */
int64_t fixed_log2(uint64_t number);
/* 2 to the power of `exponent` / FIXED_ONE, as a whole number; exponent from 0
 * to 40 times FIXED_ONE. */
uint64_t fixed_power2(int64_t exponent);
/* The square root of a whole number. */
uint64_t fixed_root(uint64_t number);

#endif
