/* SPDX-License-Identifier: MIT */
#include "text/nearness.h"

#include "text/fixed.h"
#include "text/vector.h"
#include "text/weights.h"

enum { THOUSAND = 1000 };

struct nearness {
    struct encoder *encoder;
    float *centre; /* (ENCODER_WIDTH), with an encoder */
    uint32_t most; /* of the group, with an encoder */
    struct str_list group, round;
};

static uint32_t thousandths(float cosine)
{
    float scaled = cosine * THOUSAND;
    if (!(scaled > 0))
        return 0;
    return scaled < THOUSAND ? (uint32_t)scaled : THOUSAND;
}

static void by_meaning(const struct nearness *nearness, struct arena *arena,
                       struct str_list texts, uint32_t *out)
{
    float *vectors = arena_array(arena, float, texts.count *ENCODER_WIDTH);
    encoder_run(nearness->encoder, texts, vectors, NULL, NULL);
    for (size_t i = 0; i < texts.count; i++)
        out[i] = thousandths(vector_dot(vectors + i * ENCODER_WIDTH, nearness->centre));
}

static struct str_list joined(struct arena *arena, struct str_list a, struct str_list b,
                              struct str_list c)
{
    size_t count = a.count + b.count + c.count, at = 0;
    struct str_list out = {arena_array(arena, struct str, count), count};
    const struct str_list parts[] = {a, b, c};
    for (size_t p = 0; p < 3; p++)
        for (size_t i = 0; i < parts[p].count; i++)
            out.items[at++] = parts[p].items[i];
    return out;
}

/* The sum of the group's rows, term by term (weights->terms). */
static int64_t *sum_of_group(struct arena *arena, const struct weights *weights,
                             const struct rows *rows, size_t group)
{
    int64_t *sum = arena_array(arena, int64_t, weights->terms);
    for (size_t i = 0; i < group; i++) {
        size_t row = rows->of[i];
        for (size_t t = weights->start[row]; t < weights->start[row + 1]; t++)
            sum[weights->term[t]] += weights->weight[t];
    }
    return sum;
}

/* The length of the sum, in parts of WEIGHT_ONE. Group and weights are small enough for
 * the squares: 20,000 statements of WEIGHT_ONE at the most give 2^57. */
static int64_t length_of(const int64_t *sum, size_t terms)
{
    uint64_t square = 0;
    for (size_t t = 0; t < terms; t++)
        square += (uint64_t)(sum[t] * sum[t]);
    return (int64_t)fixed_root(square);
}

static uint32_t cosine_of(const struct weights *weights, size_t row, const int64_t *sum,
                          int64_t length)
{
    int64_t along = 0;
    for (size_t t = weights->start[row]; t < weights->start[row + 1]; t++)
        along += weights->weight[t] * sum[weights->term[t]];
    if (along <= 0 || length <= 0)
        return 0;
    int64_t out = along / WEIGHT_ONE * THOUSAND / length;
    return out < THOUSAND ? (uint32_t)out : THOUSAND;
}

/* `of` (group.count), `out` (texts.count). */
static void by_words(const struct nearness *nearness, struct arena *arena,
                     struct str_list texts, uint32_t *of, uint32_t *out)
{
    size_t group = nearness->group.count, before = group + nearness->round.count;
    struct stemmer *stemmer = stemmer_new();
    struct rows *rows = rows_read(arena, stemmer, topics_read(arena),
                                  joined(arena, nearness->group, nearness->round, texts));
    stemmer_free(stemmer);
    struct weights *weights = weights_of(arena, rows, false);
    int64_t *sum = sum_of_group(arena, weights, rows, group);
    int64_t length = length_of(sum, weights->terms);
    for (size_t i = 0; i < group; i++)
        of[i] = cosine_of(weights, rows->of[i], sum, length);
    for (size_t i = 0; i < texts.count; i++)
        out[i] = cosine_of(weights, rows->of[before + i], sum, length);
}

static uint32_t most_of(const uint32_t *of, size_t count)
{
    uint32_t most = 0;
    for (size_t i = 0; i < count; i++)
        if (of[i] > most)
            most = of[i];
    return most;
}

static void find_centre(struct nearness *nearness, struct arena *arena, uint32_t *of)
{
    size_t count = nearness->group.count;
    float *vectors = arena_array(arena, float, count *ENCODER_WIDTH);
    nearness->centre = arena_array(arena, float, ENCODER_WIDTH);
    encoder_run(nearness->encoder, nearness->group, vectors, NULL, NULL);
    for (size_t i = 0; i < count; i++)
        vector_add(nearness->centre, vectors + i * ENCODER_WIDTH, 1);
    vector_lengthen(nearness->centre);
    for (size_t i = 0; i < count; i++)
        of[i] = thousandths(vector_dot(vectors + i * ENCODER_WIDTH, nearness->centre));
    nearness->most = most_of(of, count);
}

struct nearness *nearness_new(struct arena *arena, struct encoder *encoder,
                              struct str_list group, struct str_list round, uint32_t *of)
{
    struct nearness *out = arena_alloc(arena, sizeof *out);
    *out = (struct nearness){.encoder = encoder, .group = group, .round = round};
    if (out->round.count > NEARNESS_MOST_ROUND)
        out->round.count = NEARNESS_MOST_ROUND;
    if (group.count == 0)
        return out;
    if (encoder)
        find_centre(out, arena, of);
    else
        by_words(out, arena, (struct str_list){NULL, 0}, of, of);
    return out;
}

void nearness_of(const struct nearness *nearness, struct arena *arena,
                 struct str_list texts, uint32_t *out, uint32_t *most)
{
    *most = nearness->most;
    if (texts.count == 0 || nearness->group.count == 0)
        return;
    if (nearness->encoder) {
        by_meaning(nearness, arena, texts, out);
        return;
    }
    uint32_t *of = arena_array(arena, uint32_t, nearness->group.count);
    by_words(nearness, arena, texts, of, out);
    *most = most_of(of, nearness->group.count);
}
