/* SPDX-License-Identifier: MIT */
#include "text/examples.h"

#include "text/centre.h"
#include "text/meaning.h"
#include "text/place.h"
#include "text/vector.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { WIDTH = ENCODER_WIDTH, LEAST_BY_WORDS = WEIGHT_ONE / 5 };

/* Cosines: of a lone example; and below which nothing is taken. */
static const float LONE = 0.7f, LEAST = 0.4f;
/* So many examples of a group count as much as what holds for all. */
static const float LEAN = 3;

/* What the work is done with: groups by row, lowest first where one text was put into
 * two. */
struct drawing {
    const struct examples *examples;
    const struct rows *rows;
    struct grouping given; /* by row: of people; NOT_PLACED where free */
    size_t *sizes;         /* (groups): rows of each */
};

static struct drawing drawing_of(struct arena *arena, const struct examples *examples,
                                 const struct rows *rows)
{
    struct drawing out = {examples, rows, {examples->groups, NULL}, NULL};
    out.given.of = arena_array(arena, uint32_t, rows->count);
    out.sizes = arena_array(arena, size_t, examples->groups);
    for (size_t row = 0; row < rows->count; row++)
        out.given.of[row] = NOT_PLACED;
    for (size_t i = 0; i < rows->statements; i++) {
        uint32_t *group = &out.given.of[rows->of[i]];
        if (examples->of[i] < examples->groups && examples->of[i] < *group)
            *group = (uint32_t)examples->of[i];
    }
    for (size_t row = 0; row < rows->count; row++)
        if (out.given.of[row] != NOT_PLACED)
            out.sizes[out.given.of[row]]++;
    return out;
}

static int compare_floats(const void *a, const void *b)
{
    const float *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

/* Sorts them. */
static float middle(float *numbers, size_t count, float otherwise)
{
    if (count == 0)
        return otherwise;
    qsort(numbers, count, sizeof numbers[0], compare_floats);
    return (numbers[(count - 1) / 2] + numbers[count / 2]) / 2;
}

/* The cosine of an example to the rest of its group; `sum` holds both. */
static float to_the_rest(const float *vector, const float *sum)
{
    float along = vector_dot(vector, sum) - 1;
    float square = vector_dot(sum, sum) - 2 * along - 1;
    return square > 0 ? along / sqrtf(square) : 0;
}

static float *sums_of(struct arena *arena, const struct drawing *now,
                      const float *vectors)
{
    float *sums = arena_array(arena, float, now->examples->groups *WIDTH);
    for (size_t row = 0; row < now->rows->count; row++)
        if (now->given.of[row] != NOT_PLACED)
            vector_add(sums + (size_t)now->given.of[row] * WIDTH, vectors + row * WIDTH,
                       1);
    return sums;
}

/* (groups): how like its centre a statement must be. */
static float *bounds_of(struct arena *arena, const struct drawing *now,
                        const float *vectors, const float *sums)
{
    size_t groups = now->examples->groups, rows = now->rows->count, all = 0;
    float *bounds = arena_array(arena, float, groups);
    float *every = arena_array(arena, float, rows),
          *own = arena_array(arena, float, rows);
    for (size_t row = 0; row < rows; row++) {
        size_t group = now->given.of[row];
        if (group != NOT_PLACED && now->sizes[group] > 1)
            every[all++] = to_the_rest(vectors + row * WIDTH, sums + group * WIDTH);
    }
    float usual = middle(every, all, LONE);
    for (size_t group = 0; group < groups; group++) {
        size_t count = 0;
        for (size_t row = 0; row < rows && now->sizes[group] > 1; row++)
            if (now->given.of[row] == group)
                own[count++] = to_the_rest(vectors + row * WIDTH, sums + group * WIDTH);
        float share = count ? (float)count / ((float)count + LEAN) : 0;
        float bound = count ? share * middle(own, count, usual) + (1 - share) * usual
                            : (usual > LONE ? usual : LONE);
        bounds[group] = bound > LEAST ? bound : LEAST;
    }
    return bounds;
}

static void draw_by_meaning(struct arena *arena, const struct drawing *now,
                            struct grouping *out)
{
    const struct examples *examples = now->examples;
    const struct meaning *meaning =
        meaning_of(arena, examples->encoder, now->rows, examples->statements,
                   examples->progress, examples->with);
    float *sums = sums_of(arena, now, meaning->moved);
    const float *bounds = bounds_of(arena, now, meaning->moved, sums);
    for (size_t group = 0; group < examples->groups; group++)
        vector_lengthen(sums + group * WIDTH);
    for (size_t row = 0; row < now->rows->count; row++) {
        float most = -2;
        for (size_t g = 0; g < examples->groups && now->given.of[row] == NOT_PLACED;
             g++) {
            float alike = vector_dot(meaning->moved + row * WIDTH, sums + g * WIDTH);
            if (now->sizes[g] == 0 || alike <= most)
                continue;
            most = alike;
            out->of[row] = alike >= bounds[g] ? (uint32_t)g : NOT_PLACED;
        }
    }
}

static void draw_by_words(struct arena *arena, const struct drawing *now,
                          struct grouping *out)
{
    const struct weights *weights = weights_of(arena, now->rows, now->rows->count >= 8);
    bool *takes = arena_array(arena, bool, now->examples->groups);
    for (size_t group = 0; group < now->examples->groups; group++)
        takes[group] = now->sizes[group] > 0;
    place_outsiders(arena, weights, out, takes, LEAST_BY_WORDS);
}

size_t *examples_draw(struct arena *arena, const struct examples *examples)
{
    size_t count = examples->statements.count;
    size_t *out = arena_array(arena, size_t, count);
    struct arena *scratch = arena_new();
    struct stemmer *stemmer = stemmer_new();
    const struct rows *rows =
        rows_read(scratch, stemmer, topics_read(scratch), examples->statements);
    struct drawing now = drawing_of(scratch, examples, rows);
    struct grouping drawn = {examples->groups,
                             arena_array(scratch, uint32_t, rows->count)};
    memcpy(drawn.of, now.given.of, rows->count * sizeof drawn.of[0]);
    if (examples->groups && examples->encoder)
        draw_by_meaning(scratch, &now, &drawn);
    else if (examples->groups)
        draw_by_words(scratch, &now, &drawn);
    for (size_t i = 0; i < count; i++) {
        uint32_t group = drawn.of[rows->of[i]];
        out[i] = group == NOT_PLACED ? EXAMPLES_FREE : group;
        if (examples->of[i] < examples->groups)
            out[i] = examples->of[i];
    }
    stemmer_free(stemmer);
    arena_free(scratch);
    return out;
}
