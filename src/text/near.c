/* SPDX-License-Identifier: MIT */
#include "text/near.h"

#include "base/threads.h"
#include "text/encoder_kind.h"
#include "text/lanes.h"
#include "text/vector.h"
#include "text/weights.h"

#include <string.h>

enum { WIDTH = ENCODER_WIDTH, SLICE = 64 };

void near_centre(float *vectors, const uint32_t *many, size_t rows)
{
    float mean[WIDTH] = {0}, count = 0;
    for (size_t row = 0; row < rows; row++) {
        vector_add(mean, vectors + row * WIDTH, (float)many[row]);
        count += (float)many[row];
    }
    for (size_t row = 0; row < rows; row++) {
        vector_add(vectors + row * WIDTH, mean, -1.0f / count);
        vector_lengthen(vectors + row * WIDTH);
    }
}

/* Each thread's neighbours so far, and the cosine from which another is one of them. */
struct looking {
    const struct encoder *encoder;
    struct neighbours *near[THREADS_MOST];
    float *least[THREADS_MOST]; /* (rows) */
};

static void offer(struct neighbours *near, float *least, size_t row, size_t other,
                  float cosine)
{
    int32_t alike = (int32_t)(cosine * (float)WEIGHT_ONE);
    if (cosine < least[row] || row == other)
        return;
    neighbours_offer(near, row, other, alike);
    if (near->counts[row] == near->most)
        least[row] = (float)(near->alike[(row + 1) * near->most - 1] + 1) / WEIGHT_ONE;
}

/* Cosines of one row with columns `from` to `to`, for it and for them. */
static void offer_some(const struct looking *now, size_t thread, size_t row,
                       size_t column, size_t from, size_t to, const float *cosines)
{
    struct neighbours *near = now->near[thread];
    float *least = now->least[thread];
    bool both = row < column;
    for (size_t c = from; c < to; c++) {
        offer(near, least, row, column + c, cosines[c]);
        if (both)
            offer(near, least, column + c, row, cosines[c]);
    }
}

static void offer_block(void *with, size_t thread, size_t row, size_t rows, size_t column,
                        size_t columns, const float *cosines, size_t stride)
{
    const struct looking *now = with;
    const float *least = now->least[thread];
    const struct encoder_kind *kind = encoder_kind(now->encoder);
    for (size_t r = 0; r < rows; r++, cosines += stride) {
        size_t at = 0;
        for (;;) {
            at = kind->reach(cosines, least[row + r], least + column, at, columns);
            size_t end = at + REACH_STEP < columns ? at + REACH_STEP : columns;
            offer_some(now, thread, row + r, column, at, end, cosines);
            if (end == columns)
                break;
            at = end;
        }
    }
}

struct neighbours *near_find_told(struct arena *arena, const struct encoder *encoder,
                                  const float *vectors, size_t rows, size_t most,
                                  encoder_progress *progress, void *with)
{
    struct neighbours *near = neighbours_new(arena, rows, most);
    struct arena *scratch = arena_new();
    struct looking now = {.encoder = encoder};
    size_t threads = encoder_threads(encoder);
    for (size_t t = 0; t < threads; t++) {
        now.near[t] = t ? neighbours_new(scratch, rows, most) : near;
        now.least[t] = arena_array(scratch, float, rows);
        for (size_t row = 0; row < rows; row++)
            now.least[t][row] = 1.0f / WEIGHT_ONE;
    }
    products_pairs(products_of(scratch, encoder, vectors, rows), vectors, offer_block,
                   &now, progress, with);
    for (size_t t = 1; t < threads; t++)
        neighbours_merge(near, now.near[t], rows);
    arena_free(scratch);
    return near;
}

struct neighbours *near_find(struct arena *arena, const struct encoder *encoder,
                             const float *vectors, size_t rows, size_t most)
{
    return near_find_told(arena, encoder, vectors, rows, most, NULL, NULL);
}

static void move_slice(float *slice, const float *before, const struct neighbours *near,
                       size_t row)
{
    const uint32_t *others = &near->row[row * near->most];
    const int32_t *alike = &near->alike[row * near->most];
    float sum = 0;
    for (size_t i = 0; i < near->counts[row]; i++)
        sum += (float)alike[i];
    for (size_t i = 0; i < near->counts[row]; i++) {
        float share = (float)alike[i] / sum;
        const float *other = before + (size_t)others[i] * SLICE;
        for (size_t d = 0; d < SLICE; d += LANES)
            lanes_store(slice + d, lanes_load(slice + d) + share * lanes_load(other + d));
    }
}

/* Slice after slice of all vectors, so that no second copy of them all is needed. */
void near_smooth(float *vectors, size_t rows, const struct neighbours *near)
{
    struct arena *scratch = arena_new();
    float *before = arena_array(scratch, float, rows *SLICE);
    for (size_t from = 0; from < WIDTH; from += SLICE) {
        for (size_t row = 0; row < rows; row++)
            memcpy(before + row * SLICE, vectors + row * WIDTH + from,
                   SLICE * sizeof *before);
        for (size_t row = 0; row < rows; row++)
            move_slice(vectors + row * WIDTH + from, before, near, row);
    }
    for (size_t row = 0; row < rows; row++)
        vector_lengthen(vectors + row * WIDTH);
    arena_free(scratch);
}
