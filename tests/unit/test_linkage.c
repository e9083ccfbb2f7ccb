/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "text/cut.h"
#include "text/place.h"

#include <string.h>

static const char *const texts[] = {
    "the late bus",       "a late taxi",        "bus and taxi drivers", "maths teacher",
    "my maths lesson",    "a teacher of maths", "loud corridor",        "loud noisy hall",
    "quiet hall",         "job in a shop",      "a shop job",           "paid job",
    "speech therapy",     "waiting for speech", "late therapy",         "dragons",
    "therapy in the hall"};
enum { TEXTS = sizeof texts / sizeof texts[0] };

static const struct weights *weigh_these(struct test *t, const char *const *these,
                                         size_t count, bool centred)
{
    struct str_list list = {arena_array(t->arena, struct str, count), count};
    for (size_t i = 0; i < count; i++)
        list.items[i] = str_of(these[i]);
    struct stemmer *stemmer = stemmer_new();
    const struct rows *rows = rows_read(t->arena, stemmer, topics_read(t->arena), list);
    stemmer_free(stemmer);
    return weights_of(t->arena, rows, centred);
}

static const struct weights *weigh(struct test *t, bool centred)
{
    return weigh_these(t, texts, TEXTS, centred);
}

/* What the chain must find, the slow way: join the most alike, over and over. */
static void join_slowly(struct test *t, const struct weights *weights, int32_t *likeness)
{
    double alike[TEXTS][TEXTS] = {{0}};
    double size[TEXTS];
    int32_t shared[TEXTS], row[TEXTS];
    for (size_t i = 0; i < TEXTS; i++) {
        size[i] = weights->many[i];
        weights_compare(weights, i, shared, row);
        for (size_t j = 0; j < i; j++)
            alike[i][j] = alike[j][i] = row[j];
    }
    for (size_t done = 0; done + 1 < TEXTS; done++) {
        size_t a = 0, b = 0;
        for (size_t i = 0; i < TEXTS; i++)
            for (size_t j = 0; j < i; j++)
                if (size[i] > 0 && size[j] > 0 && (a == b || alike[i][j] > alike[a][b])) {
                    a = i;
                    b = j;
                }
        REQUIRE(t, a != b);
        likeness[done] = (int32_t)alike[a][b];
        for (size_t i = 0; i < TEXTS; i++)
            alike[a][i] = alike[i][a] =
                (size[a] * alike[a][i] + size[b] * alike[b][i]) / (size[a] + size[b]);
        size[a] += size[b];
        size[b] = 0;
    }
}

static void the_chain_joins_the_most_alike(struct test *t)
{
    int32_t slow[TEXTS];
    const struct weights *weights = weigh(t, true);
    REQUIRE(t, weights->rows == TEXTS);
    const struct tree *tree = linkage_build(t->arena, weights, NULL);
    join_slowly(t, weights, slow);
    for (size_t i = 0; i + 1 < TEXTS; i++) {
        int32_t off = tree->joins[i].likeness - slow[i];
        CHECK(t, off >= -4 && off <= 4); /* means are rounded to a 16,384th */
        CHECK(t, i == 0 || tree->joins[i].likeness <= tree->joins[i - 1].likeness);
        CHECK(t, tree->joins[i].left < tree->joins[i].right);
        CHECK(t, tree->joins[i].right < TEXTS + i);
    }
    CHECK(t, tree->size[2 * TEXTS - 2] == TEXTS);
}

static void rows_are_whole_and_alike_by_cosine(struct test *t)
{
    int32_t shared[TEXTS], alike[TEXTS];
    const struct weights *plain = weigh(t, false);
    for (size_t row = 0; row < TEXTS; row++) {
        int64_t length = 0;
        for (size_t i = plain->start[row]; i < plain->start[row + 1]; i++)
            length += (int64_t)plain->weight[i] * plain->weight[i];
        int64_t one = (int64_t)WEIGHT_ONE * WEIGHT_ONE;
        CHECK(t, length < one * 1001 / 1000 && length > one * 999 / 1000);
        weights_compare(plain, row, shared, alike);
        for (size_t j = 0; j < row; j++) {
            CHECK(t, alike[j] >= 0 && alike[j] < WEIGHT_ONE);
            CHECK(t, (alike[j] > 0) == (shared[j] >= WEIGHT_ONE));
        }
    }
}

/* Centred, what is not alike is less alike than not at all, and all cancels out. */
static void centred_rows_cancel_out(struct test *t)
{
    const struct weights *weights = weigh(t, true);
    struct grouping all = {1, arena_array(t->arena, uint32_t, TEXTS)};
    struct centres *centres = centres_of(t->arena, weights, &all);
    int64_t sum = 0;
    for (size_t row = 0; row < TEXTS; row++)
        sum += centres_fit(centres, row).mean;
    CHECK(t, sum / TEXTS > -WEIGHT_ONE / 8 && sum / TEXTS < 0);
}

static void neighbours_are_the_most_alike(struct test *t)
{
    enum { MOST = 2 };
    int32_t shared[TEXTS], alike[TEXTS][TEXTS] = {{0}};
    const struct weights *weights = weigh(t, true);
    struct neighbours *near = neighbours_new(t->arena, TEXTS, MOST);
    (void)linkage_build(t->arena, weights, near);
    for (size_t i = 0; i < TEXTS; i++) {
        weights_compare(weights, i, shared, alike[i]);
        for (size_t j = 0; j < i; j++)
            alike[j][i] = alike[i][j] = shared[j] > 0 ? alike[i][j] : 0;
    }
    for (size_t i = 0; i < TEXTS; i++) {
        size_t better = 0;
        REQUIRE(t, near->counts[i] <= MOST);
        int32_t least = near->counts[i] == MOST ? near->alike[i * MOST + MOST - 1] : 0;
        for (size_t k = 0; k < near->counts[i]; k++)
            CHECK(t, near->alike[i * MOST + k] == alike[i][near->row[i * MOST + k]]);
        for (size_t j = 0; j < TEXTS; j++)
            better += j != i && alike[i][j] > least;
        CHECK(t, better <= near->counts[i]);
    }
}

static void a_cut_has_the_count_asked_for(struct test *t)
{
    const struct tree *tree = linkage_build(t->arena, weigh(t, true), NULL);
    for (size_t count = 1; count <= TEXTS; count++) {
        struct grouping groups = cut_by_count(t->arena, tree, count);
        bool seen[TEXTS] = {false};
        size_t found = 0;
        CHECK(t, groups.count == count);
        for (size_t i = 0; i < TEXTS; i++) {
            CHECK(t, groups.of[i] == NOT_PLACED || groups.of[i] < count);
            if (groups.of[i] != NOT_PLACED && !seen[groups.of[i]]) {
                seen[groups.of[i]] = true;
                found++;
            }
        }
        CHECK(t, found == count);
    }
    CHECK(t, cut_by_likeness(t->arena, tree, -WEIGHT_ONE).count == 1);
    CHECK(t, cut_by_likeness(t->arena, tree, WEIGHT_ONE + 1).count == TEXTS);
}

static void ties_go_to_the_lowest_row(struct test *t)
{
    static const char *const tied[] = {"dragon", "dragon xray", "dragon yoyo"};
    const struct tree *tree =
        linkage_build(t->arena, weigh_these(t, tied, 3, false), NULL);
    CHECK(t, tree->joins[0].left == 0 && tree->joins[0].right == 1);
    CHECK(t, tree->joins[1].left == 2 && tree->joins[1].right == 3);
}

/* Sorted by text, as rows are: two groups and one that is like neither. */
static const char *const placed[] = {"bus here late", "bus late", "bus late now",
                                     "job in a shop", "job shop", "shop job now",
                                     "violins"};
enum { PLACED = sizeof placed / sizeof placed[0] };

static void rows_go_where_they_fit(struct test *t)
{
    static const bool takes[] = {true, true, false};
    uint32_t of[PLACED] = {0, 0, NOT_PLACED, 1, 2, 1, NOT_PLACED};
    const struct weights *weights = weigh_these(t, placed, PLACED, true);
    struct grouping groups = {3, of};
    place_outsiders(t->arena, weights, &groups, takes, WEIGHT_ONE / 20);
    CHECK(t, of[2] == 0);          /* had no place */
    CHECK(t, of[4] == 1);          /* was in a group that takes none */
    CHECK(t, of[6] == NOT_PLACED); /* is like nothing */
    place_outsiders(t->arena, weights, &groups, takes, PLACE_ALL);
    CHECK(t, of[6] != NOT_PLACED);
}

static void rows_in_the_wrong_group_move(struct test *t)
{
    static const bool takes[] = {true, true, true};
    uint32_t of[PLACED] = {0, 0, 1, 1, 1, 1, 2};
    const struct weights *weights = weigh_these(t, placed, PLACED, true);
    struct grouping groups = {3, of};
    place_again(t->arena, weights, &groups, takes);
    CHECK(t, of[0] == 0 && of[1] == 0 && of[2] == 0);
    CHECK(t, of[3] == 1 && of[4] == 1 && of[5] == 1);
    CHECK(t, of[6] == 2); /* the last of its group stays */
}

static void what_fits_nowhere_stands_alone(struct test *t)
{
    uint32_t of[PLACED] = {0, 0, 0, 1, 1, 1, 1};
    struct grouping groups = {2, of};
    place_loners(t->arena, weigh_these(t, placed, PLACED, true), &groups,
                 WEIGHT_ONE / 50);
    CHECK(t, groups.count == 3 && of[6] == 2);
    CHECK(t, of[0] == 0 && of[1] == 0 && of[2] == 0);
    CHECK(t, of[3] == 1 && of[4] == 1 && of[5] == 1);
}

const struct test_case linkage_tests[] = {
    {"the chain joins the most alike", the_chain_joins_the_most_alike},
    {"rows are whole and alike by cosine", rows_are_whole_and_alike_by_cosine},
    {"centred rows cancel out", centred_rows_cancel_out},
    {"neighbours are the most alike", neighbours_are_the_most_alike},
    {"a cut has the count asked for", a_cut_has_the_count_asked_for},
    {"ties go to the lowest row", ties_go_to_the_lowest_row},
    {"rows go where they fit", rows_go_where_they_fit},
    {"rows in the wrong group move", rows_in_the_wrong_group_move},
    {"what fits nowhere stands alone", what_fits_nowhere_stands_alone},
    {0},
};
