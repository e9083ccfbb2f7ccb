/* SPDX-License-Identifier: MIT */
#include "text/fixed.h"

/* The number is held as a mantissa from 1 to 2 in 31 bits; each squaring that
 * passes 2 is a bit of the logarithm. */
int64_t fixed_log2(uint64_t number)
{
    int64_t whole = 0;
    for (uint64_t rest = number; rest > 1; rest >>= 1)
        whole++;
    uint64_t mantissa = whole > 31 ? number >> (whole - 31) : number << (31 - whole);
    int64_t log = whole << FIXED_BITS;
    for (int64_t bit = FIXED_ONE / 2; bit; bit /= 2) {
        mantissa = mantissa * mantissa >> 31;
        if (mantissa >> 32) {
            mantissa >>= 1;
            log += bit;
        }
    }
    return log;
}

/* The largest number whose logarithm is not above the exponent. */
uint64_t fixed_power2(int64_t exponent)
{
    int64_t whole = exponent >> FIXED_BITS;
    uint64_t least = (uint64_t)1 << whole, most = (uint64_t)2 << whole;
    while (most - least > 1) {
        uint64_t middle = least + (most - least) / 2;
        if (fixed_log2(middle) <= exponent)
            least = middle;
        else
            most = middle;
    }
    return least;
}

uint64_t fixed_root(uint64_t number)
{
    uint64_t root = 0;
    uint64_t bit = (uint64_t)1 << 62;
    while (bit > number)
        bit >>= 2;
    for (; bit; bit >>= 2) {
        if (number >= root + bit) {
            number -= root + bit;
            root = (root >> 1) + bit;
        } else {
            root >>= 1;
        }
    }
    return root;
}
