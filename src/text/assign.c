/* SPDX-License-Identifier: MIT */
#include "text/assign.h"

#include <stdbool.h>

/* While columns are given to one row after another. Rows and columns count from 1; 0 is
 * none. As many columns of no worth as there are rows stand behind the others, so that
 * every row finds one. */
struct assigning {
    const int32_t *worth;
    size_t own, columns;               /* `own`: those that were given */
    int64_t *row_price, *column_price; /* (rows + 1), (columns + 1) */
    size_t *row_of;                    /* (columns + 1) */
    int64_t *distance;                 /* (columns + 1): to each on the way from a row */
    size_t *from;                      /* (columns + 1): the column before it */
    bool *reached;                     /* (columns + 1) */
};

static int64_t cost(const struct assigning *now, size_t row, size_t column)
{
    int32_t worth = column > now->own ? 0 : now->worth[(row - 1) * now->own + column - 1];
    return worth > 0 ? -(int64_t)worth : 0;
}

/* Looks at all columns from the row that `column` has: the nearest not yet reached. */
static size_t step(struct assigning *now, size_t column)
{
    size_t row = now->row_of[column], next = 0;
    int64_t least = INT64_MAX;
    now->reached[column] = true;
    for (size_t c = 1; c <= now->columns; c++) {
        if (now->reached[c])
            continue;
        int64_t there = cost(now, row, c) - now->row_price[row] - now->column_price[c];
        if (there < now->distance[c]) {
            now->distance[c] = there;
            now->from[c] = column;
        }
        if (now->distance[c] < least) {
            least = now->distance[c];
            next = c;
        }
    }
    for (size_t c = 0; c <= now->columns; c++)
        if (now->reached[c]) {
            now->row_price[now->row_of[c]] += least;
            now->column_price[c] -= least;
        } else {
            now->distance[c] -= least;
        }
    return next;
}

static void give(struct assigning *now, size_t row)
{
    size_t column = 0;
    now->row_of[0] = row;
    for (size_t c = 0; c <= now->columns; c++) {
        now->distance[c] = INT64_MAX / 2;
        now->reached[c] = false;
    }
    do
        column = step(now, column);
    while (now->row_of[column]);
    while (column) {
        size_t before = now->from[column];
        now->row_of[column] = now->row_of[before];
        column = before;
    }
}

size_t *assign_best(struct arena *arena, const int32_t *worth, size_t rows,
                    size_t columns)
{
    size_t *out = arena_array(arena, size_t, rows), all = rows + columns;
    struct arena_mark mark = arena_mark(arena);
    struct assigning now = {.worth = worth,
                            .own = columns,
                            .columns = all,
                            .row_price = arena_array(arena, int64_t, rows + 1),
                            .column_price = arena_array(arena, int64_t, all + 1),
                            .row_of = arena_array(arena, size_t, all + 1),
                            .distance = arena_array(arena, int64_t, all + 1),
                            .from = arena_array(arena, size_t, all + 1),
                            .reached = arena_array(arena, bool, all + 1)};
    for (size_t row = 1; row <= rows; row++)
        give(&now, row);
    for (size_t row = 0; row < rows; row++)
        out[row] = SIZE_MAX;
    for (size_t c = 1; c <= columns; c++)
        if (now.row_of[c] && cost(&now, now.row_of[c], c) < 0)
            out[now.row_of[c] - 1] = c - 1;
    arena_rewind(arena, mark);
    return out;
}
