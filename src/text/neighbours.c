/* SPDX-License-Identifier: MIT */
#include "text/neighbours.h"

#include <assert.h>
#include <string.h>

struct neighbours *neighbours_new(struct arena *arena, size_t rows, size_t most)
{
    struct neighbours *neighbours = arena_alloc(arena, sizeof *neighbours);
    neighbours->most = most;
    neighbours->row = arena_array(arena, uint32_t, rows * most);
    neighbours->alike = arena_array(arena, int32_t, rows * most);
    neighbours->counts = arena_array(arena, uint32_t, rows);
    return neighbours;
}

void neighbours_offer(struct neighbours *neighbours, size_t row, size_t other,
                      int32_t alike)
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

/* Whether the one at hand comes before the other. */
static bool is_before(uint32_t row, int32_t alike, uint32_t other, int32_t other_alike)
{
    return alike > other_alike || (alike == other_alike && row < other);
}

enum { MOST = 64 /* neighbours of one row */ };

static void merge_row(struct neighbours *into, const struct neighbours *more, size_t row)
{
    size_t count = 0, a = 0, b = 0;
    uint32_t rows[MOST] = {0}, *own = &into->row[row * into->most];
    int32_t likes[MOST] = {0}, *own_alike = &into->alike[row * into->most];
    const uint32_t *other = &more->row[row * more->most];
    const int32_t *other_alike = &more->alike[row * more->most];
    while (count < into->most && (a < into->counts[row] || b < more->counts[row])) {
        bool is_own = b == more->counts[row] ||
                      (a < into->counts[row] &&
                       is_before(own[a], own_alike[a], other[b], other_alike[b]));
        rows[count] = is_own ? own[a] : other[b];
        likes[count++] = is_own ? own_alike[a++] : other_alike[b++];
    }
    memcpy(own, rows, count * sizeof *own);
    memcpy(own_alike, likes, count * sizeof *own_alike);
    into->counts[row] = (uint32_t)count;
}

void neighbours_merge(struct neighbours *neighbours, const struct neighbours *more,
                      size_t rows)
{
    assert(neighbours->most <= MOST);
    for (size_t row = 0; row < rows; row++)
        if (more->counts[row])
            merge_row(neighbours, more, row);
}
