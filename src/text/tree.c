/* SPDX-License-Identifier: MIT */
#include "text/tree.h"

#include <stdlib.h>

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

struct tree *tree_new(struct arena *arena, size_t rows)
{
    size_t nodes = rows ? 2 * rows - 1 : 0;
    struct tree *tree = arena_alloc(arena, sizeof *tree);
    tree->rows = rows;
    tree->joins = arena_array(arena, struct join, rows);
    tree->size = arena_array(arena, size_t, nodes);
    tree->order = arena_array(arena, uint32_t, rows);
    tree->from = arena_array(arena, uint32_t, nodes);
    tree->leaves = arena_array(arena, uint32_t, nodes);
    return tree;
}

void tree_finish(struct arena *arena, struct tree *tree, const uint32_t *many)
{
    if (!tree->rows)
        return;
    sort_joins(arena, tree->joins, tree->rows - 1);
    number_nodes(arena, tree, many);
    order_rows(tree);
}
