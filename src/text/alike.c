/* SPDX-License-Identifier: MIT */
#include "text/alike.h"

#include "text/weights.h"

struct pairs {
    size_t rows;
    int32_t *alike; /* (rows, rows), below the diagonal */
};

static struct pairs compare_all(struct arena *arena, const struct weights *weights)
{
    size_t rows = weights->rows;
    struct pairs pairs = {rows, arena_array(arena, int32_t, rows * rows)};
    int32_t *shared = arena_array(arena, int32_t, rows);
    for (size_t i = 0; i < rows; i++)
        weights_compare(weights, i, shared, pairs.alike + i * rows);
    return pairs;
}

static int32_t likeness(const struct pairs *pairs, size_t a, size_t b)
{
    if (a == b)
        return WEIGHT_ONE;
    return a > b ? pairs->alike[a * pairs->rows + b] : pairs->alike[b * pairs->rows + a];
}

uint32_t *alike_each(struct arena *arena, struct str_list these, struct str_list those)
{
    uint32_t *out = arena_array(arena, uint32_t, these.count * those.count);
    struct str_list all = {arena_array(arena, struct str, these.count + those.count),
                           these.count + those.count};
    for (size_t i = 0; i < these.count; i++)
        all.items[i] = these.items[i];
    for (size_t i = 0; i < those.count; i++)
        all.items[these.count + i] = those.items[i];
    struct stemmer *stemmer = stemmer_new();
    struct rows *rows = rows_read(arena, stemmer, topics_read(arena), all);
    struct pairs pairs = compare_all(arena, weights_of(arena, rows, false));
    stemmer_free(stemmer);
    for (size_t i = 0; i < these.count; i++)
        for (size_t j = 0; j < those.count; j++) {
            int32_t one = likeness(&pairs, rows->of[i], rows->of[these.count + j]);
            out[i * those.count + j] =
                one > 0 ? (uint32_t)((int64_t)one * 1000 / WEIGHT_ONE) : 0;
        }
    return out;
}
