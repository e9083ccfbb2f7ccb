/* SPDX-License-Identifier: MIT */
#include "text/graph.h"

#include "text/weights.h"

static bool names(const struct neighbours *near, size_t row, size_t other)
{
    for (size_t i = 0; i < near->counts[row]; i++)
        if (near->row[row * near->most + i] == other)
            return true;
    return false;
}

static int64_t weight_of(int64_t alike, enum graph_edges edges)
{
    if (edges == GRAPH_CUBED)
        alike = alike * alike / WEIGHT_ONE * alike / WEIGHT_ONE;
    return alike / 64 + 1;
}

/* Walks over every edge once: first to count those of each row, then, when `to` is
 * there, to add them. */
static void link_rows(const struct neighbours *near, enum graph_edges edges,
                      struct graph *graph)
{
    for (size_t row = 0; row < graph->rows; row++) {
        for (size_t i = 0; i < near->counts[row]; i++) {
            size_t other = near->row[row * near->most + i];
            if (edges == GRAPH_ONCE && other < row && names(near, other, row))
                continue;
            size_t here = graph->start[row + 1]++, there = graph->start[other + 1]++;
            if (!graph->to)
                continue;
            int64_t weight = weight_of(near->alike[row * near->most + i], edges);
            graph->to[here] = (uint32_t)other;
            graph->to[there] = (uint32_t)row;
            graph->weight[here] = graph->weight[there] = weight;
            graph->degree[row] += weight;
            graph->degree[other] += weight;
            graph->total += 2 * weight;
        }
    }
}

struct graph graph_of(struct arena *arena, const struct neighbours *near, size_t rows,
                      enum graph_edges kind)
{
    struct graph graph = {.rows = rows,
                          .start = arena_array(arena, size_t, rows + 2),
                          .degree = arena_array(arena, int64_t, rows)};
    link_rows(near, kind, &graph);
    size_t edges = 0;
    /* Each start[row + 1] becomes where the row begins, and is moved on to where
     * it ends while the edges are added. */
    for (size_t row = 0; row < rows; row++) {
        size_t count = graph.start[row + 1];
        graph.start[row + 1] = edges;
        edges += count;
    }
    graph.to = arena_array(arena, uint32_t, edges);
    graph.weight = arena_array(arena, int64_t, edges);
    link_rows(near, kind, &graph);
    return graph;
}
