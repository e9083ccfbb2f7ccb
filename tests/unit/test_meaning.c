/* SPDX-License-Identifier: MIT */
/* Groups by meaning: neighbours, trees and communities beside what plain arithmetic
 * gives. Those that need products are skipped where there is no model (make model). */
#include "test.h"

#include "text/average.h"
#include "text/centre.h"
#include "text/cluster.h"
#include "text/leiden.h"
#include "text/meaning_tree.h"
#include "text/vector.h"
#include "text/weights.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS = 90, WIDTH = ENCODER_WIDTH };

static bool open_encoder(struct test *t, const char *kind, size_t threads,
                         struct encoder **out)
{
    struct error err;
    struct encoder_options options = {
        .kind = str_of(kind), .threads = threads, .mean = ENCODER_RARE};
    if (!test_with_model(t))
        return false;
    if (encoder_open(t->arena, options, out, &err))
        return true;
    test_fail(t, __FILE__, __LINE__, err.text);
    return false;
}

/* Three heaps of vectors, each round a direction of its own. */
static float *many_in_heaps(struct test *t, size_t rows)
{
    float *vectors = arena_array(t->arena, float, rows *WIDTH);
    uint32_t state = 7;
    for (size_t row = 0; row < rows; row++) {
        for (size_t i = 0; i < WIDTH; i++) {
            state = state * 1664525u + 1013904223u;
            float noise = (float)(state >> 8) / (float)(1u << 24) - 0.5f;
            vectors[row * WIDTH + i] = noise + (i % 3 == row % 3 ? 0.4f : 0);
        }
        vector_lengthen(vectors + row * WIDTH);
    }
    return vectors;
}

static float *heaps(struct test *t)
{
    return many_in_heaps(t, ROWS);
}

static uint32_t *ones(struct test *t)
{
    uint32_t *many = arena_array(t->arena, uint32_t, ROWS);
    for (size_t i = 0; i < ROWS; i++)
        many[i] = 1;
    return many;
}

static void finds_the_nearest(struct test *t)
{
    struct encoder *encoder;
    if (!open_encoder(t, "", 2, &encoder))
        return;
    const float *vectors = heaps(t);
    const struct neighbours *near = near_find(t->arena, encoder, vectors, ROWS, 5);
    for (size_t row = 0; row < ROWS; row++) {
        CHECK(t, near->counts[row] == 5);
        for (size_t i = 0; i < near->counts[row]; i++) {
            uint32_t other = near->row[row * 5 + i];
            float true_one = vector_dot(vectors + row * WIDTH, vectors + other * WIDTH);
            float told = (float)near->alike[row * 5 + i] / (float)WEIGHT_ONE;
            CHECK(t, other != row && fabsf(true_one - told) < 0.01f);
            CHECK(t, i == 0 || near->alike[row * 5 + i] <= near->alike[row * 5 + i - 1]);
        }
        /* Nobody who is left out is plainly nearer. */
        float least = (float)near->alike[row * 5 + 4] / (float)WEIGHT_ONE;
        size_t nearer = 0;
        for (size_t other = 0; other < ROWS; other++)
            nearer += other != row && vector_dot(vectors + row * WIDTH,
                                                 vectors + other * WIDTH) > least + 0.01f;
        CHECK(t, nearer <= 5);
    }
    encoder_close(encoder);
}

static void the_same_on_every_processor(struct test *t)
{
    static const char *const kinds[] = {"plain", "avx2", "vnni", "avx512", "neon"};
    struct encoder *encoder;
    struct neighbours *first = NULL;
    const float *vectors = heaps(t);
    if (!open_encoder(t, "plain", 1, &encoder))
        return;
    encoder_close(encoder);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++)
        for (size_t threads = 1; threads <= 2; threads++) {
            struct error err;
            struct encoder_options options = {.kind = str_of(kinds[k]),
                                              .threads = threads};
            if (!encoder_open(t->arena, options, &encoder, &err))
                continue; /* not this computer's */
            struct neighbours *near = near_find(t->arena, encoder, vectors, ROWS, 5);
            encoder_close(encoder);
            if (!first)
                first = near;
            CHECK(t, memcmp(first->row, near->row, sizeof *near->row * ROWS * 5) == 0);
            CHECK(t,
                  memcmp(first->alike, near->alike, sizeof *near->alike * ROWS * 5) == 0);
        }
}

static void offer_each(void *with, size_t row, size_t rows, size_t column, size_t columns,
                       const float *cosines, size_t stride)
{
    for (size_t r = 0; r < rows; r++)
        for (size_t c = 0; c < columns; c++) {
            int32_t alike = (int32_t)(cosines[r * stride + c] * (float)WEIGHT_ONE);
            if (alike > 0 && row + r != column + c)
                neighbours_offer(with, row + r, column + c, alike);
        }
}

/* Each pair is worked out once, block by block, by whichever thread is free; every row
 * compared with every other, in order, finds the same. */
static void pairs_in_blocks_find_the_same(struct test *t)
{
    enum { MANY = 2500, MOST = 7 };
    struct encoder *encoder;
    if (!open_encoder(t, "", 2, &encoder))
        return;
    float *vectors = many_in_heaps(t, MANY);
    for (size_t row = 0; row < MANY; row += 5) /* ties, near and far */
        memcpy(vectors + (row * 7 + 3) % MANY * WIDTH, vectors + row * WIDTH,
               WIDTH * sizeof *vectors);
    struct neighbours *slow = neighbours_new(t->arena, MANY, MOST);
    products_each(products_of(t->arena, encoder, vectors, MANY), vectors, MANY,
                  offer_each, slow);
    const struct neighbours *near = near_find(t->arena, encoder, vectors, MANY, MOST);
    CHECK(t, memcmp(slow->counts, near->counts, sizeof *near->counts * MANY) == 0);
    CHECK(t, memcmp(slow->row, near->row, sizeof *near->row * MANY * MOST) == 0);
    CHECK(t, memcmp(slow->alike, near->alike, sizeof *near->alike * MANY * MOST) == 0);
    encoder_close(encoder);
}

/* The mean cosine between the two halves of each join, worked out pair by pair. */
static void joins_are_exact(struct test *t, const struct tree *tree, const float *vectors,
                            double within)
{
    for (size_t j = 0; j + 1 < ROWS; j++) {
        const struct join *join = &tree->joins[j];
        double sum = 0;
        for (size_t a = 0; a < tree->leaves[join->left]; a++)
            for (size_t b = 0; b < tree->leaves[join->right]; b++)
                sum += (double)vector_dot(
                    vectors + tree->order[tree->from[join->left] + a] * WIDTH,
                    vectors + tree->order[tree->from[join->right] + b] * WIDTH);
        sum /= (double)tree->leaves[join->left] * tree->leaves[join->right];
        CHECK(t, fabs(sum - join->likeness / (double)WEIGHT_ONE) < within);
        CHECK(t, j == 0 || join->likeness <= tree->joins[j - 1].likeness);
    }
}

static void average_linkage_is_exact(struct test *t)
{
    struct encoder *encoder;
    if (!open_encoder(t, "", 1, &encoder))
        return;
    const float *vectors = heaps(t);
    const struct neighbours *near = near_find(t->arena, encoder, vectors, ROWS, 5);
    const struct tree *tree =
        meaning_tree(t->arena, encoder, MEANING_AVERAGE, vectors, ones(t), ROWS, near);
    joins_are_exact(t, tree, vectors, 0.005);
    encoder_close(encoder);
}

/* What the chain must find, the slow way: the two groups that are most alike. */
static void join_slowly(const float *vectors, float *likeness)
{
    static double alike[ROWS][ROWS];
    double size[ROWS];
    for (size_t i = 0; i < ROWS; i++) {
        size[i] = 1;
        for (size_t j = 0; j < ROWS; j++)
            alike[i][j] = (double)vector_dot(vectors + i * WIDTH, vectors + j * WIDTH);
    }
    for (size_t done = 0; done + 1 < ROWS; done++) {
        size_t a = 0, b = 0;
        for (size_t i = 0; i < ROWS; i++)
            for (size_t j = 0; j < i; j++)
                if (size[i] > 0 && size[j] > 0 && (a == b || alike[i][j] > alike[a][b])) {
                    a = i;
                    b = j;
                }
        likeness[done] = (float)alike[a][b];
        for (size_t i = 0; i < ROWS; i++)
            alike[a][i] = alike[i][a] =
                (size[a] * alike[a][i] + size[b] * alike[b][i]) / (size[a] + size[b]);
        size[a] += size[b];
        size[b] = 0;
    }
}

static void average_linkage_needs_no_matrix(struct test *t)
{
    static const char *const kinds[] = {"plain", "avx2", "vnni", "avx512", "neon"};
    struct encoder *encoder;
    struct tree *first = NULL;
    float slow[ROWS];
    float *vectors = heaps(t);
    for (size_t row = 10; row < 20; row++) /* the same, and none at all */
        memcpy(vectors + (row + 50) * WIDTH, vectors + row * WIDTH,
               WIDTH * sizeof *vectors);
    memset(vectors + (size_t)80 * WIDTH, 0, WIDTH * sizeof *vectors);
    if (!open_encoder(t, "plain", 1, &encoder))
        return;
    encoder_close(encoder);
    join_slowly(vectors, slow);
    for (size_t k = 0; k < sizeof kinds / sizeof kinds[0]; k++) {
        struct error err;
        struct encoder_options options = {.kind = str_of(kinds[k]), .threads = 1};
        if (!encoder_open(t->arena, options, &encoder, &err))
            continue; /* not this computer's */
        struct tree *tree = average_tree(t->arena, encoder, vectors, ones(t), ROWS);
        joins_are_exact(t, tree, vectors, 0.0002);
        for (size_t j = 0; j + 1 < ROWS; j++)
            CHECK(t,
                  fabsf(slow[j] - (float)tree->joins[j].likeness / WEIGHT_ONE) < 0.0002f);
        if (!first)
            first = tree;
        CHECK(t,
              memcmp(first->joins, tree->joins, sizeof *tree->joins * (ROWS - 1)) == 0);
        CHECK(t, average_tree(t->arena, encoder, vectors, ones(t), 1)->rows == 1);
        CHECK(t, average_tree(t->arena, encoder, vectors, ones(t), 0)->rows == 0);
        encoder_close(encoder);
    }
}

static bool apart_by_thirds(const struct grouping *groups)
{
    for (size_t row = 0; row < ROWS; row++)
        if (groups->of[row] != groups->of[row % 3])
            return false;
    return groups->count == 3 && groups->of[0] != groups->of[1] &&
           groups->of[1] != groups->of[2] && groups->of[0] != groups->of[2];
}

static void finds_three_heaps(struct test *t)
{
    struct encoder *encoder;
    if (!open_encoder(t, "", 2, &encoder))
        return;
    float *vectors = heaps(t);
    uint32_t *many = ones(t);
    near_centre(vectors, many, ROWS);
    const struct neighbours *near = near_find(t->arena, encoder, vectors, ROWS, 10);
    const struct tree *tree =
        meaning_tree(t->arena, encoder, MEANING_WARD, vectors, many, ROWS, near);
    struct grouping by_count = cut_by_count(t->arena, tree, 3);
    CHECK(t, apart_by_thirds(&by_count));
    struct graph graph = graph_of(t->arena, near, ROWS, GRAPH_CUBED);
    struct grouping by_itself = leiden(t->arena, &graph, 100);
    CHECK(t, apart_by_thirds(&by_itself));
    /* One that is put wrong goes back, and a group's last row stays where it is. */
    by_itself.of[5] = by_itself.of[0];
    by_itself.of[7] = (uint32_t)by_itself.count++;
    centre_again(t->arena, encoder, vectors, many, ROWS, &by_itself);
    CHECK(t, by_itself.of[5] == by_itself.of[2] && by_itself.count == 4);
    encoder_close(encoder);
}

/* Two rings of six, tied by one edge: `most` neighbours of each. */
static struct neighbours *two_rings(struct test *t)
{
    struct neighbours *near = neighbours_new(t->arena, 12, 3);
    for (size_t row = 0; row < 12; row++) {
        size_t ring = row / 6 * 6;
        neighbours_offer(near, row, ring + (row + 1) % 6, WEIGHT_ONE);
        neighbours_offer(near, row, ring + (row + 5) % 6, WEIGHT_ONE);
    }
    neighbours_offer(near, 0, 6, WEIGHT_ONE / 2);
    return near;
}

static void leiden_takes_rings_apart(struct test *t)
{
    struct graph graph = graph_of(t->arena, two_rings(t), 12, GRAPH_CUBED);
    struct grouping groups = leiden(t->arena, &graph, 100);
    for (size_t row = 0; row < 12; row++)
        for (size_t other = 0; other < row; other++)
            CHECK(t, row / 6 == other / 6 || groups.of[row] != groups.of[other]);
    CHECK(t, leiden(t->arena, &graph, 1).count == 1);
    CHECK(t, leiden(t->arena, &graph, 100000).count == 12);
    struct graph none =
        graph_of(t->arena, neighbours_new(t->arena, 3, 2), 3, GRAPH_CUBED);
    CHECK(t, leiden(t->arena, &none, 100).count == 3);
    struct graph empty =
        graph_of(t->arena, neighbours_new(t->arena, 0, 2), 0, GRAPH_ONCE);
    CHECK(t, leiden(t->arena, &empty, 100).count == 0);
}

static struct clusters grouped(struct test *t, struct encoder *encoder,
                               struct str_list texts, size_t count)
{
    struct clusters out = {0};
    struct error err;
    struct cluster_options options = {.count = count, .encoder = encoder};
    if (!cluster_statements(t->arena, texts, options, &out, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    return out;
}

/* What words alone cannot tell; and what is too much, too little, or no text. */
static void groups_by_meaning(struct test *t)
{
    struct encoder *encoder;
    struct str said[] = {STR("The bus never comes on time"),
                         STR("My taxi was late again"),
                         STR("I want to work in a garage"),
                         STR("I would like a job mending cars"),
                         STR("😀"),
                         STR("...!?"),
                         STR("")};
    if (!open_encoder(t, "", 1, &encoder))
        return;
    struct clusters groups = grouped(t, encoder, (struct str_list){said, 7}, 0);
    CHECK(t, groups.of[2] == groups.of[3] && groups.of[0] != groups.of[2]);
    CHECK(t, groups.of[4] != groups.of[0]);
    CHECK(t, grouped(t, encoder, (struct str_list){said, 0}, 0).count == 0);
    CHECK(t, grouped(t, encoder, (struct str_list){said, 1}, 0).count == 1);
    CHECK(t, grouped(t, encoder, (struct str_list){said, 2}, 2).count == 2);
    CHECK(t, grouped(t, encoder, (struct str_list){said, 4}, 2).count == 2);
    struct str same[64];
    for (size_t i = 0; i < 64; i++)
        same[i] = said[0];
    groups = grouped(t, encoder, (struct str_list){same, 64}, 0);
    CHECK(t, groups.count == 1 && groups.groups[0].size == 64);
    encoder_close(encoder);
}

const struct test_case meaning_tests[] = {
    {"finds the nearest", finds_the_nearest},
    {"the same on every processor", the_same_on_every_processor},
    {"pairs in blocks find the same", pairs_in_blocks_find_the_same},
    {"average linkage is exact", average_linkage_is_exact},
    {"average linkage needs no matrix", average_linkage_needs_no_matrix},
    {"finds three heaps", finds_three_heaps},
    {"Leiden takes rings apart", leiden_takes_rings_apart},
    {"groups by meaning", groups_by_meaning},
    {0},
};
