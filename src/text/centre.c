/* SPDX-License-Identifier: MIT */
#include "text/centre.h"

#include "text/vector.h"

enum { WIDTH = ENCODER_WIDTH, MOST_ROUNDS = 20 };

float *centre_of_groups(struct arena *arena, const float *vectors, const uint32_t *many,
                        size_t rows, const struct grouping *groups)
{
    float *centres = arena_array(arena, float, groups->count *WIDTH);
    for (size_t row = 0; row < rows; row++) {
        if (groups->of[row] == NOT_PLACED)
            continue;
        vector_add(centres + (size_t)groups->of[row] * WIDTH, vectors + row * WIDTH,
                   (float)many[row]);
    }
    for (size_t g = 0; g < groups->count; g++)
        vector_lengthen(centres + g * WIDTH);
    return centres;
}

struct choosing {
    uint32_t *best; /* (rows) */
    float *most;    /* (rows) */
};

static void choose(void *with, size_t row, size_t rows, size_t column, size_t columns,
                   const float *cosines, size_t stride)
{
    struct choosing *now = with;
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++) {
            float one = cosines[r * stride + c];
            if (column + c == 0 || one > now->most[row + r]) {
                now->most[row + r] = one;
                now->best[row + r] = (uint32_t)(column + c);
            }
        }
}

static bool move_all(const uint32_t *best, size_t rows, size_t *sizes,
                     struct grouping *groups)
{
    bool moved = false;
    for (size_t row = 0; row < rows; row++) {
        uint32_t own = groups->of[row];
        if (best[row] == own || (own != NOT_PLACED && sizes[own] == 1))
            continue;
        if (own != NOT_PLACED)
            sizes[own]--;
        sizes[best[row]]++;
        groups->of[row] = best[row];
        moved = true;
    }
    return moved;
}

void centre_again(struct arena *arena, const struct encoder *encoder,
                  const float *vectors, const uint32_t *many, size_t rows,
                  struct grouping *groups)
{
    bool moved = groups->count > 0;
    for (int round = 0; moved && round < MOST_ROUNDS; round++) {
        struct arena_mark mark = arena_mark(arena);
        size_t *sizes = arena_array(arena, size_t, groups->count);
        struct choosing now = {arena_array(arena, uint32_t, rows),
                               arena_array(arena, float, rows)};
        const float *centres = centre_of_groups(arena, vectors, many, rows, groups);
        for (size_t row = 0; row < rows; row++)
            if (groups->of[row] != NOT_PLACED)
                sizes[groups->of[row]]++;
        products_each(products_of(arena, encoder, centres, groups->count), vectors, rows,
                      choose, &now);
        moved = move_all(now.best, rows, sizes, groups);
        arena_rewind(arena, mark);
    }
}
