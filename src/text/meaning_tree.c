/* SPDX-License-Identifier: MIT */
#include "text/meaning_tree.h"

#include "text/vector.h"
#include "text/weights.h"

#include <stdlib.h>

enum { WIDTH = ENCODER_WIDTH };

/* Rows or heaps that are still to be joined, each group named by one of them. */
struct work {
    float *cells;     /* triangle of costs: row i holds those with 0 to i - 1 */
    uint32_t *active; /* (count): in rising order */
    float *weight;    /* of the group that a row names */
    size_t count;
    enum meaning_linkage linkage;
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

/* `back`, the one before it in the chain, wins ties so that the chain ends. */
static uint32_t nearest(const struct work *work, uint32_t group, uint32_t back,
                        float *cost)
{
    uint32_t best = back;
    float least = back == group ? 3.0e38f : *cell(work, group, back);
    for (size_t i = 0; i < work->count; i++) {
        uint32_t other = work->active[i];
        if (other == group)
            continue;
        float one = *cell(work, group, other);
        if (one < least) {
            least = one;
            best = other;
        }
    }
    *cost = least;
    return best;
}

static void merge(struct work *work, uint32_t kept, uint32_t gone, float cost)
{
    float a = work->weight[kept], b = work->weight[gone];
    size_t left = 0;
    for (size_t i = 0; i < work->count; i++) {
        uint32_t other = work->active[i];
        if (other == gone)
            continue;
        work->active[left++] = other;
        if (other == kept)
            continue;
        float c = work->linkage == MEANING_WARD ? work->weight[other] : 0;
        float *joined = cell(work, kept, other);
        float one = ((a + c) * *joined + (b + c) * *cell(work, gone, other) - c * cost) /
                    (a + b + c);
        *joined = one > cost ? one : cost; /* no rounding may turn the order round */
    }
    work->count = left;
    work->weight[kept] = a + b;
}

static int32_t likeness_at(float cost)
{
    float likeness = (1 - cost) * (float)WEIGHT_ONE;
    return likeness > -2.0e9f ? (int32_t)likeness : INT32_MIN;
}

static size_t chain(struct arena *arena, struct work *work, const uint32_t *first,
                    struct join *joins)
{
    uint32_t *stack = arena_array(arena, uint32_t, work->count + 1);
    size_t depth = 0, done = 0;
    while (work->count > 1) {
        if (depth == 0)
            stack[depth++] = work->active[0];
        uint32_t top = stack[depth - 1], back = depth > 1 ? stack[depth - 2] : top;
        float cost;
        uint32_t next = nearest(work, top, back, &cost);
        if (next != back || depth < 2) {
            stack[depth++] = next;
            continue;
        }
        depth -= 2;
        uint32_t low = top < back ? top : back, high = top < back ? back : top;
        joins[done++] = (struct join){first[low], first[high], likeness_at(cost)};
        merge(work, high, low, cost);
    }
    return done;
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
    size_t count = heaps.count, done = join_heaps(&heaps, rows, tree->joins);
    float *squares = arena_array(scratch, float, count);
    float *centres = centres_of_heaps(scratch, &heaps, vectors, many, rows, squares);
    struct work work = {arena_array(scratch, float, count ? count *(count - 1) / 2 : 0),
                        arena_array(scratch, uint32_t, count),
                        arena_array(scratch, float, count), count, linkage};
    for (size_t i = 0; i < count; i++) {
        work.active[i] = (uint32_t)i;
        work.weight[i] = (float)heaps.many[i];
    }
    struct filling filling = {&work, squares};
    products_each(products_of(scratch, encoder, centres, count), centres, count, fill,
                  &filling);
    (void)chain(scratch, &work, heaps.first, tree->joins + done);
    arena_free(scratch);
    tree_finish(arena, tree, many);
    return tree;
}
