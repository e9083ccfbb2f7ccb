/* SPDX-License-Identifier: MIT */
#include "text/linkage.h"

#include "text/chain.h"

/* Likeness of every pair, in a triangle: row i holds those with 0 to i - 1. Kept
 * from 0 up (LIFT added), so that the mean of two is plain unsigned rounding. */
struct triangle {
    uint16_t *cells; /* (rows * (rows - 1) / 2) */
};

enum { LIFT = WEIGHT_ONE };

static uint16_t *cell(struct triangle alike, size_t a, size_t b)
{
    return a > b ? &alike.cells[a * (a - 1) / 2 + b] : &alike.cells[b * (b - 1) / 2 + a];
}

static struct triangle compare_all(struct arena *arena, const struct weights *weights,
                                   struct neighbours *neighbours)
{
    size_t rows = weights->rows;
    struct triangle all = {arena_array(arena, uint16_t, rows * (rows - 1) / 2)};
    int32_t *shared = arena_array(arena, int32_t, rows);
    int32_t *alike = arena_array(arena, int32_t, rows);
    for (size_t i = 1; i < rows; i++) {
        uint16_t *row = cell(all, i, 0);
        weights_compare(weights, i, shared, alike);
        for (size_t j = 0; j < i; j++)
            row[j] = (uint16_t)(alike[j] + LIFT);
        if (!neighbours)
            continue;
        for (size_t j = 0; j < i; j++) {
            if (shared[j] <= 0 || alike[j] <= 0)
                continue;
            neighbours_offer(neighbours, i, j, alike[j]);
            neighbours_offer(neighbours, j, i, alike[j]);
        }
    }
    return all;
}

struct work {
    struct chain groups;
    struct triangle alike;
    uint32_t *size;     /* (rows): statements in the group that a row names */
    struct join *joins; /* (done) */
    size_t done;
};

static uint32_t nearest(void *with, uint32_t group, uint32_t back)
{
    const struct work *work = with;
    uint32_t best = back;
    int32_t most = back == group ? -1 : *cell(work->alike, group, back);
    for (size_t i = 0; i < work->groups.count; i++) {
        uint32_t other = work->groups.active[i];
        if (other == group)
            continue;
        uint16_t alike = *cell(work->alike, group, other);
        if (alike > most) {
            most = alike;
            best = other;
        }
    }
    return best;
}

/* The likeness to every other group is the mean. The higher row names the two: its
 * likenesses stand together in memory. */
static uint32_t join(void *with, uint32_t low, uint32_t high)
{
    struct work *work = with;
    uint32_t a = work->size[high], b = work->size[low];
    int32_t likeness = *cell(work->alike, low, high);
    work->joins[work->done++] = (struct join){low, high, likeness - LIFT};
    for (size_t i = 0; i < work->groups.count; i++) {
        uint32_t other = work->groups.active[i];
        if (other == low || other == high)
            continue;
        uint16_t *mean = cell(work->alike, high, other);
        *mean =
            (uint16_t)((a * *mean + b * *cell(work->alike, low, other) + (a + b) / 2) /
                       (a + b));
    }
    work->size[high] = a + b;
    return high;
}

struct tree *linkage_build(struct arena *arena, const struct weights *weights,
                           struct neighbours *neighbours)
{
    size_t rows = weights->rows;
    struct tree *tree = tree_new(arena, rows);
    if (rows == 0)
        return tree;
    struct arena_mark mark = arena_mark(arena);
    struct work work = {.groups = chain_new(arena, rows),
                        .alike = compare_all(arena, weights, neighbours),
                        .size = arena_array(arena, uint32_t, rows),
                        .joins = tree->joins};
    for (size_t i = 0; i < rows; i++)
        work.size[i] = weights->many[i];
    chain_run(arena, &work.groups, nearest, join, &work);
    tree_finish(arena, tree, weights->many);
    arena_rewind(arena, mark);
    return tree;
}
