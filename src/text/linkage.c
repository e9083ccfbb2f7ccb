/* SPDX-License-Identifier: MIT */
#include "text/linkage.h"

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

/* What is still to be joined: groups are named by one of their rows. */
struct work {
    struct triangle alike;
    uint32_t *active; /* (count): in rising order */
    uint32_t *size;   /* (rows): statements in the group that a row names */
    size_t count;
};

/* The group most like `group`; `back`, the one before it in the chain, wins ties
 * so that the chain ends. */
static uint32_t nearest(const struct work *work, uint32_t group, uint32_t back,
                        uint16_t *likeness)
{
    uint32_t best = back;
    int32_t most = back == group ? -1 : *cell(work->alike, group, back);
    for (size_t i = 0; i < work->count; i++) {
        uint32_t other = work->active[i];
        if (other == group)
            continue;
        uint16_t alike = *cell(work->alike, group, other);
        if (alike > most) {
            most = alike;
            best = other;
        }
    }
    *likeness = (uint16_t)most;
    return best;
}

/* Joins `gone` into `kept`: the likeness to every other group is the mean. */
static void merge(struct work *work, uint32_t kept, uint32_t gone)
{
    uint32_t a = work->size[kept], b = work->size[gone];
    size_t left = 0;
    for (size_t i = 0; i < work->count; i++) {
        uint32_t other = work->active[i];
        if (other == gone)
            continue;
        work->active[left++] = other;
        if (other == kept)
            continue;
        uint16_t *mean = cell(work->alike, kept, other);
        *mean =
            (uint16_t)((a * *mean + b * *cell(work->alike, gone, other) + (a + b) / 2) /
                       (a + b));
    }
    work->count = left;
    work->size[kept] = a + b;
}

/* Joins in the order in which the chain finds them, groups named by a row. */
static void chain(struct arena *arena, struct work *work, struct join *joins)
{
    uint32_t *stack = arena_array(arena, uint32_t, work->count);
    size_t depth = 0, done = 0;
    while (work->count > 1) {
        if (depth == 0)
            stack[depth++] = work->active[0];
        uint32_t top = stack[depth - 1], back = depth > 1 ? stack[depth - 2] : top;
        uint16_t likeness;
        uint32_t next = nearest(work, top, back, &likeness);
        if (next != back || depth < 2) {
            stack[depth++] = next;
            continue;
        }
        depth -= 2;
        /* The higher row is kept: its likenesses stand together in memory. */
        uint32_t low = top < back ? top : back, high = top < back ? back : top;
        joins[done++] = (struct join){low, high, (int32_t)likeness - LIFT};
        merge(work, high, low);
    }
}

struct tree *linkage_build(struct arena *arena, const struct weights *weights,
                           struct neighbours *neighbours)
{
    size_t rows = weights->rows;
    struct tree *tree = tree_new(arena, rows);
    if (rows == 0)
        return tree;
    struct arena_mark mark = arena_mark(arena);
    struct work work = {compare_all(arena, weights, neighbours),
                        arena_array(arena, uint32_t, rows),
                        arena_array(arena, uint32_t, rows), rows};
    for (size_t i = 0; i < rows; i++) {
        work.active[i] = (uint32_t)i;
        work.size[i] = weights->many[i];
    }
    chain(arena, &work, tree->joins);
    tree_finish(arena, tree, weights->many);
    arena_rewind(arena, mark);
    return tree;
}
