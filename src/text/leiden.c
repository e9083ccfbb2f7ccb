/* SPDX-License-Identifier: MIT */
#include "text/leiden.h"

#include <string.h>

enum { MOST_ROUNDS = 10 };

/* Moving single rows, for one graph and its groups so far. */
struct moving {
    const struct graph *graph;
    int64_t resolution, total; /* total: of the first graph, which later ones keep */
    uint32_t *of;              /* (rows): the group of each */
    int64_t *degree;           /* (rows): of each group */
    int64_t *to;               /* (rows): from the row at hand to each group */
    uint32_t *seen;            /* the groups of which `to` is set, and how many */
    size_t seen_count;
};

static struct moving moving_of(struct arena *arena, const struct graph *graph,
                               const uint32_t *of, int64_t resolution)
{
    size_t rows = graph->rows;
    struct moving out = {.graph = graph,
                         .resolution = resolution,
                         .total = graph->total,
                         .of = arena_array(arena, uint32_t, rows),
                         .degree = arena_array(arena, int64_t, rows),
                         .to = arena_array(arena, int64_t, rows),
                         .seen = arena_array(arena, uint32_t, rows)};
    for (size_t row = 0; row < rows; row++) {
        out.of[row] = of ? of[row] : (uint32_t)row;
        out.degree[out.of[row]] += graph->degree[row];
    }
    return out;
}

/* What a row of this degree gains in a group, times the total: weight to it, less what
 * chance would give. */
static int64_t gain(const struct moving *now, uint32_t group, int64_t degree)
{
    return now->to[group] * now->total -
           degree * now->degree[group] / 100 * now->resolution;
}

/* The weight from a row to each group beside it; of edges within the row itself none. */
static void look_round(struct moving *now, size_t row)
{
    const struct graph *graph = now->graph;
    for (size_t i = 0; i < now->seen_count; i++)
        now->to[now->seen[i]] = 0;
    now->seen_count = 0;
    for (size_t e = graph->start[row]; e < graph->start[row + 1]; e++) {
        uint32_t group = now->of[graph->to[e]];
        if (graph->to[e] == row)
            continue;
        if (!now->to[group])
            now->seen[now->seen_count++] = group;
        now->to[group] += graph->weight[e];
    }
}

static uint32_t best_group(const struct moving *now, uint32_t own, int64_t degree)
{
    uint32_t best = own;
    int64_t most = gain(now, own, degree);
    for (size_t i = 0; i < now->seen_count; i++) {
        uint32_t group = now->seen[i];
        int64_t one = gain(now, group, degree);
        if (one > most || (one == most && group < best && best != own)) {
            best = group;
            most = one;
        }
    }
    return best;
}

/* Rows that wait to be looked at, each once: a ring. */
struct waiting {
    uint32_t *rows;
    bool *in;
    size_t first, count, room;
};

static void wait_for(struct waiting *waiting, uint32_t row)
{
    if (waiting->in[row])
        return;
    waiting->in[row] = true;
    waiting->rows[(waiting->first + waiting->count++) % waiting->room] = row;
}

static bool move_rows(struct arena *arena, struct moving *now)
{
    const struct graph *graph = now->graph;
    struct waiting waiting = {.rows = arena_array(arena, uint32_t, graph->rows),
                              .in = arena_array(arena, bool, graph->rows),
                              .room = graph->rows};
    bool moved = false;
    for (size_t row = 0; row < graph->rows; row++)
        wait_for(&waiting, (uint32_t)row);
    while (waiting.count) {
        uint32_t row = waiting.rows[waiting.first], own = now->of[row];
        waiting.first = (waiting.first + 1) % waiting.room;
        waiting.count--;
        waiting.in[row] = false;
        look_round(now, row);
        now->degree[own] -= graph->degree[row];
        uint32_t best = best_group(now, own, graph->degree[row]);
        now->degree[best] += graph->degree[row];
        if (best == own)
            continue;
        now->of[row] = best;
        moved = true;
        for (size_t e = graph->start[row]; e < graph->start[row + 1]; e++)
            if (now->of[graph->to[e]] != best)
                wait_for(&waiting, graph->to[e]);
    }
    return moved;
}

/* Cuts each group into parts that hang together: rows that are well tied to the rest of
 * their group join, one by one, the part where they gain most. */
static struct moving refine(struct arena *arena, const struct moving *whole)
{
    const struct graph *graph = whole->graph;
    struct moving parts = moving_of(arena, graph, NULL, whole->resolution);
    bool *joined = arena_array(arena, bool, graph->rows);
    int64_t *outside = arena_array(arena, int64_t, graph->rows);
    parts.total = whole->total;
    for (size_t row = 0; row < graph->rows; row++)
        for (size_t e = graph->start[row]; e < graph->start[row + 1]; e++)
            if (graph->to[e] != row && whole->of[graph->to[e]] == whole->of[row])
                outside[row] += graph->weight[e];
    for (size_t row = 0; row < graph->rows; row++) {
        int64_t degree = graph->degree[row],
                rest = whole->degree[whole->of[row]] - degree;
        if (joined[row] ||
            outside[row] * whole->total < degree * rest / 100 * whole->resolution)
            continue;
        look_round(&parts, row);
        for (size_t i = 0; i < parts.seen_count; i++)
            if (whole->of[parts.seen[i]] != whole->of[row])
                parts.to[parts.seen[i]] = INT64_MIN / (parts.total + 1);
        parts.degree[row] -= degree;
        uint32_t best = best_group(&parts, (uint32_t)row, degree);
        parts.degree[best] += degree;
        parts.of[row] = best;
        joined[best] = best != row || joined[best];
    }
    return parts;
}

/* Numbers groups from 0 in the order in which rows name them; how many there are. */
static size_t number(struct arena *arena, uint32_t *of, size_t rows, size_t most)
{
    uint32_t *numbers = arena_array(arena, uint32_t, most);
    size_t count = 0;
    for (size_t row = 0; row < rows; row++) {
        if (!numbers[of[row]])
            numbers[of[row]] = (uint32_t)++count;
        of[row] = numbers[of[row]] - 1;
    }
    return count;
}

/* The graph whose rows are the parts; edges of two parts are one. */
static struct graph shrink(struct arena *arena, const struct graph *graph,
                           const uint32_t *part, size_t parts)
{
    struct graph out = {.rows = parts,
                        .start = arena_array(arena, size_t, parts + 1),
                        .to = arena_array(arena, uint32_t, graph->start[graph->rows]),
                        .weight = arena_array(arena, int64_t, graph->start[graph->rows]),
                        .degree = arena_array(arena, int64_t, parts),
                        .total = graph->total};
    size_t *first = arena_array(arena, size_t, parts + 1), edges = 0;
    uint32_t *order = arena_array(arena, uint32_t, graph->rows);
    size_t *at = arena_array(arena, size_t, parts);
    for (size_t row = 0; row < graph->rows; row++) {
        first[part[row] + 1]++;
        out.degree[part[row]] += graph->degree[row];
    }
    for (size_t p = 0; p < parts; p++)
        first[p + 1] += first[p];
    for (size_t row = 0; row < graph->rows; row++)
        order[first[part[row]] + at[part[row]]++] = (uint32_t)row;
    memset(at, 0, parts * sizeof *at); /* now: where a part's edge is, from 1 */
    for (size_t p = 0; p < parts; p++) {
        out.start[p] = edges;
        for (size_t i = first[p]; i < first[p + 1]; i++)
            for (size_t e = graph->start[order[i]]; e < graph->start[order[i] + 1]; e++) {
                uint32_t other = part[graph->to[e]];
                if (at[other] <= out.start[p]) {
                    out.to[edges] = other;
                    at[other] = ++edges;
                }
                out.weight[at[other] - 1] += graph->weight[e];
            }
    }
    out.start[parts] = edges;
    return out;
}

/* One round: moves, refines and shrinks until nothing moves; `of` is what is left. */
static bool run_round(struct arena *arena, const struct graph *graph, int64_t resolution,
                      uint32_t *of)
{
    struct graph level = *graph;
    uint32_t *place = arena_array(arena, uint32_t, graph->rows); /* of rows in `level` */
    uint32_t *groups = arena_array(arena, uint32_t, graph->rows);
    bool any = false;
    for (size_t row = 0; row < graph->rows; row++)
        place[row] = (uint32_t)row;
    memcpy(groups, of, graph->rows * sizeof *of);
    for (;;) {
        struct moving now = moving_of(arena, &level, groups, resolution);
        bool moved = move_rows(arena, &now);
        any = any || moved;
        for (size_t row = 0; row < graph->rows; row++)
            of[row] = now.of[place[row]];
        struct moving parts = refine(arena, &now);
        size_t count = number(arena, parts.of, level.rows, level.rows);
        if (count == level.rows)
            return any;
        for (size_t row = 0; row < level.rows; row++)
            groups[parts.of[row]] = now.of[row];
        (void)number(arena, groups, count, level.rows);
        for (size_t row = 0; row < graph->rows; row++)
            place[row] = parts.of[place[row]];
        level = shrink(arena, &level, parts.of, count);
    }
}

struct grouping leiden(struct arena *arena, const struct graph *graph, int64_t resolution)
{
    struct grouping out = {0, arena_array(arena, uint32_t, graph->rows)};
    for (size_t row = 0; row < graph->rows; row++)
        out.of[row] = (uint32_t)row;
    for (int round = 0; round < MOST_ROUNDS && graph->rows; round++) {
        struct arena *scratch = arena_new();
        bool moved = run_round(scratch, graph, resolution, out.of);
        (void)number(scratch, out.of, graph->rows, graph->rows);
        arena_free(scratch);
        if (!moved)
            break;
    }
    struct arena *scratch = arena_new();
    out.count = number(scratch, out.of, graph->rows, graph->rows);
    arena_free(scratch);
    return out;
}
