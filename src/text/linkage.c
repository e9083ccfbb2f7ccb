/* SPDX-License-Identifier: MIT */
#include "text/linkage.h"

#include <stdlib.h>

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

/* Puts `other` among the neighbours of `row`, if it is among the most alike.
 * Others come in rising order, so that of two alike the lower one is kept. */
static void offer(struct neighbours *neighbours, size_t row, size_t other, int32_t alike)
{
    uint32_t *rows = &neighbours->row[row * neighbours->most];
    int32_t *likes = &neighbours->alike[row * neighbours->most];
    size_t at = neighbours->counts[row];
    if (at == neighbours->most) {
        if (likes[at - 1] >= alike)
            return;
        at--;
    } else {
        neighbours->counts[row]++;
    }
    for (; at && likes[at - 1] < alike; at--) {
        rows[at] = rows[at - 1];
        likes[at] = likes[at - 1];
    }
    rows[at] = (uint32_t)other;
    likes[at] = alike;
}

struct neighbours *neighbours_new(struct arena *arena, size_t rows, size_t most)
{
    struct neighbours *neighbours = arena_alloc(arena, sizeof *neighbours);
    neighbours->most = most;
    neighbours->row = arena_array(arena, uint32_t, rows * most);
    neighbours->alike = arena_array(arena, int32_t, rows * most);
    neighbours->counts = arena_array(arena, uint32_t, rows);
    return neighbours;
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
            offer(neighbours, i, j, alike[j]);
            offer(neighbours, j, i, alike[j]);
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

struct numbered_join {
    struct join join;
    size_t number;
};

/* Equal ones stay in the order of the chain, which has a child first. */
static int compare_joins(const void *a, const void *b)
{
    const struct numbered_join *left = a, *right = b;
    if (left->join.likeness != right->join.likeness)
        return left->join.likeness > right->join.likeness ? -1 : 1;
    return (left->number > right->number) - (left->number < right->number);
}

static void sort_joins(struct arena *arena, struct join *joins, size_t count)
{
    struct numbered_join *sorted = arena_array(arena, struct numbered_join, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = (struct numbered_join){joins[i], i};
    if (count)
        qsort(sorted, count, sizeof sorted[0], compare_joins);
    for (size_t i = 0; i < count; i++)
        joins[i] = sorted[i].join;
}

/* The node that a row is under so far; shortens the way for the next time. */
static uint32_t top_of(uint32_t *above, uint32_t node)
{
    while (above[node] != node) {
        above[node] = above[above[node]];
        node = above[node];
    }
    return node;
}

/* Turns rows that name groups into nodes, and counts what is under each. */
static void number_nodes(struct arena *arena, struct tree *tree, const uint32_t *many)
{
    size_t rows = tree->rows;
    uint32_t *above = arena_array(arena, uint32_t, 2 * rows);
    for (size_t i = 0; i < 2 * rows; i++)
        above[i] = (uint32_t)i;
    for (size_t i = 0; i < rows; i++) {
        tree->size[i] = many[i];
        tree->leaves[i] = 1;
    }
    for (size_t i = 0; i + 1 < rows; i++) {
        uint32_t node = (uint32_t)(rows + i);
        uint32_t a = top_of(above, tree->joins[i].left);
        uint32_t b = top_of(above, tree->joins[i].right);
        tree->joins[i].left = a < b ? a : b;
        tree->joins[i].right = a < b ? b : a;
        above[a] = above[b] = node;
        tree->size[node] = tree->size[a] + tree->size[b];
        tree->leaves[node] = tree->leaves[a] + tree->leaves[b];
    }
}

static void order_rows(struct tree *tree)
{
    size_t rows = tree->rows;
    for (size_t i = rows - 1; i-- > 0;) {
        const struct join *join = &tree->joins[i];
        tree->from[join->left] = tree->from[rows + i];
        tree->from[join->right] = tree->from[rows + i] + tree->leaves[join->left];
    }
    for (size_t i = 0; i < rows; i++)
        tree->order[tree->from[i]] = (uint32_t)i;
}

struct tree *linkage_build(struct arena *arena, const struct weights *weights,
                           struct neighbours *neighbours)
{
    size_t rows = weights->rows, nodes = rows ? 2 * rows - 1 : 0;
    struct tree *tree = arena_alloc(arena, sizeof *tree);
    tree->rows = rows;
    tree->joins = arena_array(arena, struct join, rows);
    tree->size = arena_array(arena, size_t, nodes);
    tree->order = arena_array(arena, uint32_t, rows);
    tree->from = arena_array(arena, uint32_t, nodes);
    tree->leaves = arena_array(arena, uint32_t, nodes);
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
    sort_joins(arena, tree->joins, rows - 1);
    number_nodes(arena, tree, weights->many);
    order_rows(tree);
    arena_rewind(arena, mark);
    return tree;
}
