/* SPDX-License-Identifier: MIT */
#include "text/cut.h"

#include "text/graph.h"

/* Modularity would merge what is small beside the whole; in a larger set, groups
 * are therefore held to more: 1.00 for a few statements, 2.00 from 3,000 on. */
enum { RESOLUTION_FEW = 100, RESOLUTION_MANY = 200, ROWS_MANY = 3000 };

/* Every row takes the number of the topmost node above it that `is_group` names;
 * nodes smaller than `least` are not placed. */
static struct grouping number_groups(struct arena *arena, const struct tree *tree,
                                     const bool *is_group, size_t least)
{
    size_t nodes = 2 * tree->rows - 1;
    struct grouping groups = {0, arena_array(arena, uint32_t, tree->rows)};
    uint32_t *number = arena_array(arena, uint32_t, nodes);
    bool *inside = arena_array(arena, bool, nodes);
    for (size_t node = nodes; node-- > 0;) {
        if (!inside[node] && is_group[node]) {
            inside[node] = true;
            number[node] =
                tree->size[node] >= least ? (uint32_t)groups.count++ : NOT_PLACED;
        }
        if (node < tree->rows) {
            groups.of[node] = number[node];
            continue;
        }
        const struct join *join = &tree->joins[node - tree->rows];
        inside[join->left] = inside[join->right] = inside[node];
        number[join->left] = number[join->right] = number[node];
    }
    return groups;
}

/* The groups that stand after the first `level` joins. */
static struct grouping cut_at(struct arena *arena, const struct tree *tree, size_t level,
                              size_t least)
{
    bool *is_group = arena_array(arena, bool, 2 * tree->rows - 1);
    for (size_t node = 0; node < tree->rows + level; node++)
        is_group[node] = true;
    return number_groups(arena, tree, is_group, least);
}

struct grouping cut_by_likeness(struct arena *arena, const struct tree *tree,
                                int32_t least)
{
    size_t level = 0;
    while (level + 1 < tree->rows && tree->joins[level].likeness >= least)
        level++;
    return cut_at(arena, tree, level, 1);
}

/* The last level at which exactly `count` groups have at least `least` statements. */
static bool level_with(const struct tree *tree, size_t count, size_t least, size_t *level)
{
    size_t large = 0;
    bool found = false;
    for (size_t row = 0; row < tree->rows; row++)
        large += tree->size[row] >= least;
    for (size_t i = 0; i < tree->rows; i++) {
        if (large == count) {
            *level = i;
            found = true;
        }
        if (i + 1 == tree->rows)
            break;
        const struct join *join = &tree->joins[i];
        large += tree->size[tree->rows + i] >= least;
        large -= tree->size[join->left] >= least;
        large -= tree->size[join->right] >= least;
    }
    return found;
}

/* The larger `least`, the fewer groups there ever are, so the largest that still
 * gives `count` can be found by halving; 1 always does. */
struct grouping cut_by_count(struct arena *arena, const struct tree *tree, size_t count)
{
    size_t statements = tree->size[2 * tree->rows - 2], level = tree->rows - count;
    size_t least = 1, beyond = statements * 2 / (count * 5);
    beyond = (beyond < 2 ? 2 : beyond) + 1;
    while (beyond - least > 1) {
        size_t middle = least + (beyond - least) / 2, at;
        if (level_with(tree, count, middle, &at)) {
            least = middle;
            level = at;
        } else {
            beyond = middle;
        }
    }
    return cut_at(arena, tree, level, least);
}

/* The weight of edges between the two halves of a join. */
static int64_t between(const struct tree *tree, const struct graph *graph,
                       const struct join *join)
{
    bool left = tree->leaves[join->left] < tree->leaves[join->right];
    uint32_t small = left ? join->left : join->right;
    uint32_t large = left ? join->right : join->left;
    uint32_t begin = tree->from[large], end = begin + tree->leaves[large];
    int64_t sum = 0;
    for (size_t i = 0; i < tree->leaves[small]; i++) {
        uint32_t row = tree->order[tree->from[small] + i];
        for (size_t e = graph->start[row]; e < graph->start[row + 1]; e++) {
            uint32_t place = tree->from[graph->to[e]];
            if (place >= begin && place < end)
                sum += graph->weight[e];
        }
    }
    return sum;
}

struct grouping cut_by_itself(struct arena *arena, const struct tree *tree,
                              const struct neighbours *neighbours)
{
    size_t rows = tree->rows, nodes = 2 * rows - 1;
    struct graph graph = graph_of(arena, neighbours, rows, GRAPH_ONCE);
    int64_t *inside = arena_array(arena, int64_t, nodes);
    int64_t *degree = arena_array(arena, int64_t, nodes);
    int64_t *best = arena_array(arena, int64_t, nodes);
    bool *whole = arena_array(arena, bool, nodes);
    int64_t more = (int64_t)(rows < ROWS_MANY ? rows : ROWS_MANY);
    int64_t resolution =
        RESOLUTION_FEW + (RESOLUTION_MANY - RESOLUTION_FEW) * more / ROWS_MANY;
    for (size_t node = 0; node < nodes; node++) {
        int64_t parts = 0;
        if (node < rows) {
            degree[node] = graph.degree[node];
        } else {
            const struct join *join = &tree->joins[node - rows];
            degree[node] = degree[join->left] + degree[join->right];
            inside[node] = inside[join->left] + inside[join->right] +
                           2 * between(tree, &graph, join);
            parts = best[join->left] + best[join->right];
        }
        int64_t one =
            100 * inside[node] * graph.total - resolution * degree[node] * degree[node];
        whole[node] = node < rows || one > parts;
        best[node] = whole[node] ? one : parts;
    }
    return number_groups(arena, tree, whole, 1);
}
