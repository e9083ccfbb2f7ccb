/* SPDX-License-Identifier: MIT */
/* For each row the few others that are most like it, the most alike first.
 *
 * Memory: the arena's. Failure: none. */
#ifndef TEXT_NEIGHBOURS_H
#define TEXT_NEIGHBOURS_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct neighbours {
    size_t most;      /* for each row, up to so many */
    uint32_t *row;    /* (rows, most) */
    int32_t *alike;   /* (rows, most), WEIGHT_ONE for the same */
    uint32_t *counts; /* (rows) */
};

struct neighbours *neighbours_new(struct arena *arena, size_t rows, size_t most);
/* Puts `other` among the neighbours of `row`, if it is among the most alike. Others come
 * in rising order, so that of two alike the lower one is kept. */
void neighbours_offer(struct neighbours *neighbours, size_t row, size_t other,
                      int32_t alike);
/* The most alike of both, of two alike the lower one, into the first. No other is in
 * both; for at most 64 of each. */
void neighbours_merge(struct neighbours *neighbours, const struct neighbours *more,
                      size_t rows);

#endif
