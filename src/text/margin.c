/* SPDX-License-Identifier: MIT */
#include "text/margin.h"

#include "text/centre.h"
#include "text/vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    WIDTH = ENCODER_WIDTH,
    ABOUT_NOTHING = WEIGHT_ONE / 50,
    MOST_PART = 8, /* of all statements, so many-th at the most are not sure */
    LEAST_SURE = 2 /* rows of a group, and half of them */
};

/* Which groups have more than one statement. */
static bool *shared_groups(struct arena *arena, const uint32_t *many, size_t rows,
                           const struct grouping *groups)
{
    size_t *sizes = arena_array(arena, size_t, groups->count);
    bool *shared = arena_array(arena, bool, groups->count);
    for (size_t row = 0; row < rows; row++)
        sizes[groups->of[row]] += many[row];
    for (size_t i = 0; i < groups->count; i++)
        shared[i] = sizes[i] > 1;
    return shared;
}

struct choosing {
    const struct grouping *groups;
    const bool *shared;
    struct margin *margins; /* (rows) */
    float *most;            /* (rows) */
};

static void choose_next(void *with, size_t row, size_t rows, size_t column,
                        size_t columns, const float *cosines, size_t stride)
{
    struct choosing *now = with;
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++) {
            struct margin *margin = &now->margins[row + r];
            size_t group = column + c;
            float one = cosines[r * stride + c];
            if (!now->shared[group] || group == now->groups->of[row + r] ||
                (margin->next != NOT_PLACED && one <= now->most[row + r]))
                continue;
            margin->next = (uint32_t)group;
            now->most[row + r] = one;
        }
}

/* The cosine of a vector to the centre of its group without it, from the group's sum. */
static float likeness_to_rest(const float *vector, const float *sum)
{
    float own = vector_dot(vector, vector), along = vector_dot(vector, sum);
    float square = vector_dot(sum, sum) - 2 * along + own;
    return square > 1e-6f ? (along - own) / sqrtf(square) : 0;
}

/* What is compared: of few there is no mean to leave out. */
static float *vectors_of(struct arena *arena, const struct meaning *meaning)
{
    float *vectors = arena_array(arena, float, meaning->rows *WIDTH);
    memcpy(vectors, meaning->plain, meaning->rows * WIDTH * sizeof *vectors);
    if (meaning->rows >= MEANING_FEW)
        near_centre(vectors, meaning->many, meaning->rows);
    return vectors;
}

static float *sums_of(struct arena *arena, const struct meaning *meaning,
                      const float *vectors, const struct grouping *groups)
{
    float *sums = arena_array(arena, float, groups->count *WIDTH);
    for (size_t row = 0; row < meaning->rows; row++)
        vector_add(sums + (size_t)groups->of[row] * WIDTH, vectors + row * WIDTH,
                   (float)meaning->many[row]);
    return sums;
}

struct margin *margins_by_meaning(struct arena *arena, const struct meaning *meaning,
                                  const struct grouping *groups)
{
    size_t rows = meaning->rows;
    struct margin *margins = arena_array(arena, struct margin, rows);
    struct arena *scratch = arena_new();
    const float *vectors = vectors_of(scratch, meaning);
    const float *sums = sums_of(scratch, meaning, vectors, groups);
    const float *centres =
        centre_of_groups(scratch, vectors, meaning->many, rows, groups);
    struct choosing now = {groups, shared_groups(scratch, meaning->many, rows, groups),
                           margins, arena_array(scratch, float, rows)};
    for (size_t row = 0; row < rows; row++)
        margins[row].next = NOT_PLACED;
    products_each(products_of(scratch, meaning->encoder, centres, groups->count), vectors,
                  rows, choose_next, &now);
    for (size_t row = 0; row < rows; row++) {
        const float *vector = vectors + row * WIDTH;
        size_t own = groups->of[row], next = margins[row].next;
        float more = likeness_to_rest(vector, sums + own * WIDTH);
        if (next != NOT_PLACED)
            more -= vector_dot(vector, centres + next * WIDTH);
        margins[row].more = (int32_t)(more * (float)WEIGHT_ONE);
    }
    arena_free(scratch);
    return margins;
}

struct margin *margins_by_words(struct arena *arena, const struct weights *weights,
                                const struct grouping *groups)
{
    struct margin *margins = arena_array(arena, struct margin, weights->rows);
    struct arena *scratch = arena_new();
    struct centres *centres = centres_of(scratch, weights, groups);
    const bool *shared = shared_groups(scratch, weights->many, weights->rows, groups);
    for (size_t row = 0; row < weights->rows; row++) {
        int32_t other = 0;
        margins[row].next = centres_next(centres, row, shared, &other);
        margins[row].more = centres_fit(centres, row).centre - other;
    }
    arena_free(scratch);
    return margins;
}

struct doubtful {
    int32_t more;
    uint32_t row;
};

static int compare_doubtful(const void *a, const void *b)
{
    const struct doubtful *left = a, *right = b;
    if (left->more != right->more)
        return left->more < right->more ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

/* Of how many rows of each group one may be unsure. */
static size_t *rows_to_spare(struct arena *arena, size_t rows,
                             const struct grouping *groups)
{
    size_t *spare = arena_array(arena, size_t, groups->count);
    for (size_t row = 0; row < rows; row++)
        spare[groups->of[row]]++;
    for (size_t g = 0; g < groups->count; g++) {
        size_t half = spare[g] / 2,
               beyond = spare[g] > LEAST_SURE ? spare[g] - LEAST_SURE : 0;
        spare[g] = half < beyond ? half : beyond;
    }
    return spare;
}

bool *margins_unsure(struct arena *arena, const uint32_t *many, size_t rows,
                     const struct grouping *groups, const struct margin *margins)
{
    bool *unsure = arena_array(arena, bool, rows);
    struct arena *scratch = arena_new();
    struct doubtful *doubtful = arena_array(scratch, struct doubtful, rows);
    size_t *spare = rows_to_spare(scratch, rows, groups);
    size_t count = 0, statements = 0, taken = 0;
    for (size_t row = 0; row < rows; row++) {
        statements += many[row];
        if (margins[row].next != NOT_PLACED && margins[row].more < ABOUT_NOTHING)
            doubtful[count++] = (struct doubtful){margins[row].more, (uint32_t)row};
    }
    if (count)
        qsort(doubtful, count, sizeof *doubtful, compare_doubtful);
    for (size_t i = 0; i < count; i++) {
        uint32_t row = doubtful[i].row, group = groups->of[row];
        if (!spare[group] || (taken + many[row]) * MOST_PART > statements)
            continue;
        spare[group]--;
        taken += many[row];
        unsure[row] = true;
    }
    arena_free(scratch);
    return unsure;
}
