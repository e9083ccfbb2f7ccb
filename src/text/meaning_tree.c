/* SPDX-License-Identifier: MIT */
#include "text/meaning_tree.h"

#include "text/chain.h"
#include "text/vector.h"
#include "text/weights.h"

#include <stdlib.h>

enum { WIDTH = ENCODER_WIDTH };

/* Groups of heaps, which are its rows. */
struct work {
    struct chain groups;
    float *cells;          /* triangle of costs: row i holds those with 0 to i - 1 */
    float *weight;         /* (heaps): of the group that a heap names */
    const uint32_t *first; /* (heaps): the lowest row of each */
    enum meaning_linkage linkage;
    struct join *joins; /* (done) */
    size_t done;
};

static float *cell(const struct work *work, size_t a, size_t b)
{
    return a > b ? &work->cells[a * (a - 1) / 2 + b] : &work->cells[b * (b - 1) / 2 + a];
}

/* Heaps of rows, before the tree. */
struct heaps {
    size_t count;
    uint32_t *of;    /* (rows) */
    uint32_t *first; /* (count): the lowest row of each */
    uint32_t *many;  /* (count) */
};

struct pair {
    int32_t alike;
    uint32_t a, b;
};

static int compare_pairs(const void *one, const void *other)
{
    const struct pair *x = one, *y = other;
    if (x->alike != y->alike)
        return x->alike > y->alike ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return (x->b > y->b) - (x->b < y->b);
}

static uint32_t heap_of(uint32_t *above, uint32_t row)
{
    while (above[row] != row) {
        above[row] = above[above[row]];
        row = above[row];
    }
    return row;
}

/* Joins along the edges, the most alike first, until there are few enough; no heap grows
 * beyond four times an even share. */
static void heap_up(struct arena *arena, const struct neighbours *near, size_t rows,
                    uint32_t *above)
{
    struct pair *pairs = arena_array(arena, struct pair, rows * near->most);
    uint32_t *size = arena_array(arena, uint32_t, rows);
    size_t count = 0, left = rows, most = 4 * (rows / MEANING_TREE_MOST + 1);
    for (size_t row = 0; row < rows; row++) {
        above[row] = (uint32_t)row;
        size[row] = 1;
        for (size_t i = 0; i < near->counts[row]; i++)
            pairs[count++] =
                (struct pair){near->alike[row * near->most + i], (uint32_t)row,
                              near->row[row * near->most + i]};
    }
    if (count && rows > MEANING_TREE_MOST)
        qsort(pairs, count, sizeof pairs[0], compare_pairs);
    for (size_t i = 0; i < count && left > MEANING_TREE_MOST; i++) {
        uint32_t a = heap_of(above, pairs[i].a), b = heap_of(above, pairs[i].b);
        if (a == b || size[a] + size[b] > most)
            continue;
        above[a < b ? b : a] = a < b ? a : b;
        size[a < b ? a : b] += size[a < b ? b : a];
        left--;
    }
}

static struct heaps heaps_of(struct arena *arena, const struct neighbours *near,
                             const uint32_t *many, size_t rows)
{
    struct heaps out = {0, arena_array(arena, uint32_t, rows),
                        arena_array(arena, uint32_t, rows),
                        arena_array(arena, uint32_t, rows)};
    uint32_t *above = arena_array(arena, uint32_t, rows);
    heap_up(arena, near, rows, above);
    for (size_t row = 0; row < rows; row++) {
        uint32_t top = heap_of(above, (uint32_t)row);
        if (top == row) {
            out.first[out.count] = (uint32_t)row;
            out.of[row] = (uint32_t)out.count++;
        }
        out.of[row] = out.of[top];
        out.many[out.of[row]] += many[row];
    }
    return out;
}

/* The mean of each heap, and how far its own rows lie from it is left out: what counts is
 * what joining heaps adds. */
static float *centres_of_heaps(struct arena *arena, const struct heaps *heaps,
                               const float *vectors, const uint32_t *many, size_t rows,
                               float *squares)
{
    float *sums = arena_array(arena, float, heaps->count *WIDTH);
    for (size_t row = 0; row < rows; row++) {
        float share = (float)many[row] / (float)heaps->many[heaps->of[row]];
        vector_add(sums + (size_t)heaps->of[row] * WIDTH, vectors + row * WIDTH, share);
    }
    for (size_t h = 0; h < heaps->count; h++)
        squares[h] = vector_dot(sums + h * WIDTH, sums + h * WIDTH);
    return sums;
}

struct filling {
    struct work *work;
    const float *squares;
};

/* 1 less the cosine; of Ward's, half of |a - b|² times the harmonic mean of the weights.
 */
static float cost_of(const struct work *work, const float *squares, size_t row,
                     size_t other, float product)
{
    float apart = squares[row] + squares[other] - 2 * product;
    float a = work->weight[row], b = work->weight[other];
    if (work->linkage == MEANING_AVERAGE)
        return 1 - product;
    return apart > 0 ? apart * a * b / (a + b) : 0;
}

static void fill(void *with, size_t row, size_t rows, size_t column, size_t columns,
                 const float *products, size_t stride)
{
    const struct filling *now = with;
    for (size_t r = row; r < row + rows; r++)
        for (size_t c = column; c < column + columns && c < r; c++)
            *cell(now->work, r, c) = cost_of(now->work, now->squares, r, c,
                                             products[(r - row) * stride + (c - column)]);
}

static uint32_t nearest(void *with, uint32_t group, uint32_t back)
{
    const struct work *work = with;
    uint32_t best = back;
    float least = back == group ? 3.0e38f : *cell(work, group, back);
    for (size_t i = 0; i < work->groups.count; i++) {
        uint32_t other = work->groups.active[i];
        if (other == group)
            continue;
        float one = *cell(work, group, other);
        if (one < least) {
            least = one;
            best = other;
        }
    }
    return best;
}

static int32_t likeness_at(float cost)
{
    float likeness = (1 - cost) * (float)WEIGHT_ONE;
    return likeness > -2.0e9f ? (int32_t)likeness : INT32_MIN;
}

static uint32_t join(void *with, uint32_t low, uint32_t high)
{
    struct work *work = with;
    float a = work->weight[high], b = work->weight[low], cost = *cell(work, low, high);
    work->joins[work->done++] =
        (struct join){work->first[low], work->first[high], likeness_at(cost)};
    for (size_t i = 0; i < work->groups.count; i++) {
        uint32_t other = work->groups.active[i];
        if (other == low || other == high)
            continue;
        float c = work->linkage == MEANING_WARD ? work->weight[other] : 0;
        float *joined = cell(work, high, other);
        float one = ((a + c) * *joined + (b + c) * *cell(work, low, other) - c * cost) /
                    (a + b + c);
        *joined = one > cost ? one : cost; /* no rounding may turn the order round */
    }
    work->weight[high] = a + b;
    return high; /* its costs stand together in memory */
}

/* Those of one heap first: they are at no height at all. */
static size_t join_heaps(const struct heaps *heaps, size_t rows, struct join *joins)
{
    size_t done = 0;
    for (size_t row = 0; row < rows; row++) {
        uint32_t first = heaps->first[heaps->of[row]];
        if (first != row)
            joins[done++] = (struct join){first, (uint32_t)row, WEIGHT_ONE};
    }
    return done;
}

struct tree *meaning_tree(struct arena *arena, const struct encoder *encoder,
                          enum meaning_linkage linkage, const float *vectors,
                          const uint32_t *many, size_t rows,
                          const struct neighbours *near)
{
    struct tree *tree = tree_new(arena, rows);
    struct arena *scratch = arena_new();
    struct heaps heaps = heaps_of(scratch, near, many, rows);
    size_t count = heaps.count;
    float *squares = arena_array(scratch, float, count);
    float *centres = centres_of_heaps(scratch, &heaps, vectors, many, rows, squares);
    struct work work = {
        .groups = chain_new(scratch, count),
        .cells = arena_array(scratch, float, count ? count *(count - 1) / 2 : 0),
        .weight = arena_array(scratch, float, count),
        .first = heaps.first,
        .linkage = linkage,
        .joins = tree->joins,
        .done = join_heaps(&heaps, rows, tree->joins)};
    for (size_t i = 0; i < count; i++)
        work.weight[i] = (float)heaps.many[i];
    struct filling filling = {&work, squares};
    products_each(products_of(scratch, encoder, centres, count), centres, count, fill,
                  &filling);
    chain_run(scratch, &work.groups, nearest, join, &work);
    arena_free(scratch);
    tree_finish(arena, tree, many);
    return tree;
}
