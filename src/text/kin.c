/* SPDX-License-Identifier: MIT */
#include "text/kin.h"

#include "text/near.h"
#include "text/vector.h"
#include "text/weights.h"

#include <math.h>

enum { WIDTH = ENCODER_WIDTH, FEW = 30, ONE = 1000 };

/* Cosines of texts sum up to those of their centres:
 *     text v, centre of group g       along(v, g) / |S_g|, S_g the sum of its vectors
 *     two centres                     sum over h of along(v, g) / (|S_g| |S_h|) */
struct kin {
    size_t texts, groups;
    const size_t *group;
    float *along;  /* (texts, groups): the sum of v's cosines with the texts of g */
    float *square; /* (groups): |S_g|² */
    size_t *size;  /* (groups) */
    float *across; /* (groups, groups): S_g · S_h */
};

static float *along(const struct kin *kin, size_t text, size_t group)
{
    return &kin->along[text * kin->groups + group];
}

static void by_meaning(struct arena *arena, struct kin *kin, struct encoder *encoder,
                       struct str_list texts)
{
    float *vectors = arena_array(arena, float, texts.count *WIDTH);
    float *sums = arena_array(arena, float, kin->groups *WIDTH);
    uint32_t *many = arena_array(arena, uint32_t, texts.count);
    encoder_run(encoder, texts, vectors, NULL, NULL);
    for (size_t t = 0; t < texts.count; t++)
        many[t] = 1;
    if (texts.count >= FEW)
        near_centre(vectors, many, texts.count);
    for (size_t t = 0; t < texts.count; t++)
        if (kin->group[t] != SIZE_MAX)
            vector_add(sums + kin->group[t] * WIDTH, vectors + t * WIDTH, 1);
    for (size_t t = 0; t < texts.count; t++)
        for (size_t g = 0; g < kin->groups; g++)
            *along(kin, t, g) = vector_dot(vectors + t * WIDTH, sums + g * WIDTH);
}

/* The texts of each row (texts that fold alike are one). */
struct row_texts {
    size_t *start, *text; /* (rows + 1), (texts) */
};

static struct row_texts texts_of_rows(struct arena *arena, const struct rows *rows)
{
    struct row_texts out = {arena_array(arena, size_t, rows->count + 1),
                            arena_array(arena, size_t, rows->statements)};
    size_t *filled = arena_array(arena, size_t, rows->count);
    for (size_t row = 0; row < rows->count; row++)
        out.start[row + 1] = out.start[row] + rows->many[row];
    for (size_t t = 0; t < rows->statements; t++) {
        uint32_t row = rows->of[t];
        out.text[out.start[row] + filled[row]++] = t;
    }
    return out;
}

static void add_alike(struct kin *kin, const struct row_texts *texts, size_t row,
                      size_t other, float alike)
{
    for (size_t i = texts->start[row]; i < texts->start[row + 1]; i++)
        for (size_t j = texts->start[other]; j < texts->start[other + 1]; j++) {
            size_t group = kin->group[texts->text[j]];
            if (group != SIZE_MAX)
                *along(kin, texts->text[i], group) += alike;
        }
}

static void by_words(struct arena *arena, struct kin *kin, struct str_list texts)
{
    struct stemmer *stemmer = stemmer_new();
    struct rows *rows = rows_read(arena, stemmer, topics_read(arena), texts);
    struct weights *weights = weights_of(arena, rows, rows->count >= FEW);
    struct row_texts of = texts_of_rows(arena, rows);
    int32_t *shared = arena_array(arena, int32_t, rows->count);
    int32_t *alike = arena_array(arena, int32_t, rows->count);
    stemmer_free(stemmer);
    for (size_t row = 0; row < rows->count; row++) {
        weights_compare(weights, row, shared, alike);
        add_alike(kin, &of, row, row, 1);
        for (size_t other = 0; other < row; other++) {
            float cosine = (float)alike[other] / WEIGHT_ONE;
            if (alike[other] == 0)
                continue;
            add_alike(kin, &of, row, other, cosine);
            add_alike(kin, &of, other, row, cosine);
        }
    }
}

struct kin *kin_of(struct arena *arena, struct encoder *encoder, struct str_list texts,
                   const size_t *group, size_t groups)
{
    struct kin *kin = arena_alloc(arena, sizeof *kin);
    *kin = (struct kin){.texts = texts.count,
                        .groups = groups,
                        .group = group,
                        .along = arena_array(arena, float, texts.count *groups),
                        .square = arena_array(arena, float, groups),
                        .size = arena_array(arena, size_t, groups),
                        .across = arena_array(arena, float, groups *groups)};
    struct arena *passing = arena_new();
    if (encoder)
        by_meaning(passing, kin, encoder, texts);
    else
        by_words(passing, kin, texts);
    arena_free(passing);
    for (size_t t = 0; t < texts.count; t++) {
        if (group[t] == SIZE_MAX)
            continue;
        kin->size[group[t]]++;
        for (size_t g = 0; g < groups; g++)
            kin->across[group[t] * groups + g] += *along(kin, t, g);
    }
    for (size_t g = 0; g < groups; g++)
        kin->square[g] = kin->across[g * groups + g];
    return kin;
}

/* `part` of a length that is the root of `square`. */
static int32_t thousandths(float part, float square)
{
    float cosine = square > 0 ? part / sqrtf(square) : 0;
    cosine = cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
    return (int32_t)lrintf(cosine * ONE);
}

int32_t kin_groups(const struct kin *kin, size_t one, size_t other)
{
    return thousandths(kin->across[one * kin->groups + other],
                       kin->square[one] * kin->square[other]);
}

int32_t kin_text(const struct kin *kin, size_t text, size_t group)
{
    float part = *along(kin, text, group), square = kin->square[group];
    if (kin->group[text] != group)
        return thousandths(part, square);
    if (kin->size[group] < 2)
        return 0;
    return thousandths(part - 1, square - 2 * part + 1);
}
