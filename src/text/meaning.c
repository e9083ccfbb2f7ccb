/* SPDX-License-Identifier: MIT */
#include "text/meaning.h"

#include "text/centre.h"
#include "text/leiden.h"
#include "text/meaning_tree.h"
#include "text/vector.h"

#include <math.h>
#include <string.h>

enum {
    WIDTH = ENCODER_WIDTH,
    NEIGHBOURS = 10,
    MOVES = 2,
    PAIRS_A_STEP = 300000,
    RESOLUTION = 100,
    PLAINLY_ALIKE = WEIGHT_ONE * 3 / 10, /* mean cosine, of few texts */
    LIKE_NONE = WEIGHT_ONE / 4 /* the cosine below which a text is like no other */
};

/* A cosine at which two are alike enough, however the products of whole numbers that say
 * so exactly are rounded. */
#define SURELY_ALIKE ((float)LIKE_NONE / WEIGHT_ONE + 0.03f)

static struct str_list texts_of(struct arena *arena, const struct rows *rows,
                                struct str_list statements)
{
    struct str_list texts = {arena_array(arena, struct str, rows->count), rows->count};
    for (size_t row = 0; row < rows->count; row++)
        texts.items[row] = statements.items[rows->first[row]];
    return texts;
}

static size_t neighbours_wanted(size_t rows)
{
    size_t quarter = rows / 4 > 1 ? rows / 4 : 1;
    return quarter < NEIGHBOURS ? quarter : NEIGHBOURS;
}

/* All the work, in steps: a text that is encoded is one, and so are PAIRS_A_STEP pairs of
 * texts that are compared; what else there is takes no time beside these. */
struct steps {
    encoder_progress *progress;
    void *with;
    size_t before, part, total; /* done before this part, those of it, and all */
};

static void show_part(void *with, size_t done, size_t total)
{
    const struct steps *steps = with;
    if (steps->progress && total)
        steps->progress(steps->with, steps->before + steps->part * done / total,
                        steps->total);
}

static void next_part(struct steps *steps, size_t part)
{
    steps->before += steps->part;
    steps->part = part;
}

static struct neighbours *find_near(struct arena *arena, const struct meaning *meaning,
                                    struct steps *steps)
{
    size_t rows = meaning->rows;
    next_part(steps, rows * rows / 2 / PAIRS_A_STEP);
    return near_find_told(arena, meaning->encoder, meaning->moved, rows,
                          neighbours_wanted(rows), show_part, steps);
}

struct meaning *meaning_of(struct arena *arena, struct encoder *encoder,
                           const struct rows *rows, struct str_list statements,
                           encoder_progress *progress, void *with)
{
    struct meaning *out = arena_alloc(arena, sizeof *out);
    size_t count = rows->count, numbers = count * WIDTH;
    *out = (struct meaning){.encoder = encoder,
                            .rows = count,
                            .statements = rows->statements,
                            .many = rows->many,
                            .plain = arena_array(arena, float, numbers),
                            .moved = arena_array(arena, float, numbers)};
    struct steps steps = {progress, with, 0, count,
                          count + (MOVES + 1) * (count * count / 2 / PAIRS_A_STEP)};
    struct arena *scratch = arena_new();
    encoder_run(encoder, texts_of(scratch, rows, statements), out->plain, show_part,
                &steps);
    arena_free(scratch);
    memcpy(out->moved, out->plain, numbers * sizeof *out->moved);
    if (count >= MEANING_FEW)
        near_centre(out->moved, out->many, count);
    for (int i = 0; count >= MEANING_FEW && i < MOVES; i++) {
        scratch = arena_new();
        near_smooth(out->moved, count, find_near(scratch, out, &steps));
        arena_free(scratch);
    }
    out->near = find_near(arena, out, &steps);
    return out;
}

/* Whether one of the neighbours that were found is plainly alike by the vectors as they
 * are, too: then no other needs to be looked at. */
static bool has_a_friend(const struct meaning *meaning, size_t row)
{
    const struct neighbours *near = meaning->near;
    const float *vector = meaning->plain + row * WIDTH, surely = SURELY_ALIKE;
    for (size_t i = 0; i < near->counts[row]; i++)
        if (vector_dot(vector, meaning->plain + (size_t)near->row[row * near->most + i] *
                                                    WIDTH) > surely)
            return true;
    return false;
}

struct loners {
    const uint32_t *rows; /* (count) */
    bool *alike;          /* (count): to any other */
};

static void find_alike(void *with, size_t row, size_t rows, size_t column, size_t columns,
                       const float *cosines, size_t stride)
{
    const struct loners *now = with;
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++)
            if ((int32_t)(cosines[r * stride + c] * (float)WEIGHT_ONE) >= LIKE_NONE &&
                column + c != now->rows[row + r])
                now->alike[row + r] = true;
}

/* What is like no other stands alone. */
static void set_apart(struct arena *arena, const struct meaning *meaning,
                      struct grouping *groups)
{
    uint32_t *rows = arena_array(arena, uint32_t, meaning->rows);
    size_t *sizes = arena_array(arena, size_t, groups->count), count = 0;
    for (size_t row = 0; row < meaning->rows; row++) {
        sizes[groups->of[row]]++;
        if (meaning->many[row] == 1 && !has_a_friend(meaning, row))
            rows[count++] = (uint32_t)row;
    }
    struct arena *scratch = arena_new();
    struct loners now = {rows, arena_array(scratch, bool, count)};
    float *vectors = arena_array(scratch, float, count *WIDTH);
    for (size_t i = 0; i < count; i++)
        memcpy(vectors + i * WIDTH, meaning->plain + (size_t)rows[i] * WIDTH,
               WIDTH * sizeof *vectors);
    if (count)
        products_each(
            products_of(scratch, meaning->encoder, meaning->plain, meaning->rows),
            vectors, count, find_alike, &now);
    for (size_t i = 0; i < count; i++) {
        if (now.alike[i] || sizes[groups->of[rows[i]]] == 1)
            continue;
        sizes[groups->of[rows[i]]]--;
        groups->of[rows[i]] = (uint32_t)groups->count++;
    }
    arena_free(scratch);
}

struct grouping meaning_by_itself(struct arena *arena, const struct meaning *meaning)
{
    if (meaning->rows < MEANING_FEW)
        return cut_by_likeness(arena,
                               meaning_tree(arena, meaning->encoder, MEANING_AVERAGE,
                                            meaning->plain, meaning->many, meaning->rows,
                                            meaning->near),
                               PLAINLY_ALIKE);
    struct graph graph = graph_of(arena, meaning->near, meaning->rows, GRAPH_CUBED);
    struct grouping groups = leiden(arena, &graph, RESOLUTION);
    centre_again(arena, meaning->encoder, meaning->moved, meaning->many, meaning->rows,
                 &groups);
    set_apart(arena, meaning, &groups);
    return groups;
}

struct grouping meaning_by_count(struct arena *arena, const struct meaning *meaning,
                                 size_t count)
{
    const struct tree *tree =
        meaning_tree(arena, meaning->encoder, MEANING_WARD, meaning->moved, meaning->many,
                     meaning->rows, meaning->near);
    struct grouping groups = cut_by_count(arena, tree, count);
    centre_again(arena, meaning->encoder, meaning->moved, meaning->many, meaning->rows,
                 &groups);
    return groups;
}

/* Of a row and the sum S of its group's `size` statements: the mean over the others is
 * (S·v - 1) / (size - 1), and the cosine to their centre (S·v - 1) / |S - v|. */
static struct fit fit_of(const float *vector, const float *sum, float size)
{
    float along = vector_dot(vector, sum) - 1;
    float square = vector_dot(sum, sum) - 2 * (along + 1) + 1;
    float length = square > 0 ? sqrtf(square) : 0;
    struct fit out = {0, 0};
    if (size < 2)
        return out;
    out.mean = (int32_t)(along / (size - 1) * (float)WEIGHT_ONE);
    out.centre = length > 0 ? (int32_t)(along / length * (float)WEIGHT_ONE) : 0;
    return out;
}

struct fit *meaning_fits(struct arena *arena, const struct meaning *meaning,
                         const struct grouping *groups)
{
    struct fit *fits = arena_array(arena, struct fit, meaning->rows);
    float *sums = arena_array(arena, float, groups->count *WIDTH);
    float *sizes = arena_array(arena, float, groups->count);
    for (size_t row = 0; row < meaning->rows; row++) {
        float many = (float)meaning->many[row];
        sizes[groups->of[row]] += many;
        vector_add(sums + (size_t)groups->of[row] * WIDTH, meaning->plain + row * WIDTH,
                   many);
    }
    for (size_t row = 0; row < meaning->rows; row++)
        fits[row] =
            fit_of(meaning->plain + row * WIDTH, sums + (size_t)groups->of[row] * WIDTH,
                   sizes[groups->of[row]]);
    return fits;
}
