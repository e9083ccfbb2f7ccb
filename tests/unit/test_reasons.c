/* SPDX-License-Identifier: MIT */
/* Why statements are where they are: by words everywhere, by meaning where there is a
 * model (make model). */
#include "test.h"

#include "text/cluster.h"
#include "text/margin.h"
#include "text/merges.h"
#include "text/weights.h"

#include <string.h>

static const char *const said[] = {
    "The bus is late every morning",
    "The bus is late every morning!",
    "My bus was late again on Monday",
    "The late bus makes me miss registration",
    "A late bus in the rain",
    "The bus driver was late",
    "I want a job with animals",
    "I would like a job with horses and animals",
    "A job in a shop with animals",
    "A paid job with animals on a farm",
    "My friends sit with me at lunch",
    "I sit with my friends at lunch",
    "Lunch with friends",
    "Friends help me at lunch",
    "The bus brings my friends to lunch",
    "Dragons",
};
enum { SAID = sizeof said / sizeof said[0] };

static struct str_list texts_of(struct test *t, const char *const *lines, size_t count)
{
    struct str_list out = {arena_array(t->arena, struct str, count), count};
    for (size_t i = 0; i < count; i++)
        out.items[i] = str_of(lines[i]);
    return out;
}

static struct clusters grouped(struct test *t, struct str_list texts,
                               struct cluster_options options)
{
    struct clusters out = {0};
    struct error err;
    options.explain = options.tree = true;
    if (!cluster_statements(t->arena, texts, options, &out, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    return out;
}

static void leaves_out_what_is_no_word(struct test *t)
{
    char *many = arena_array(t->arena, char, 3000);
    memset(many, 'x', 3000);
    struct str texts[] = {{many, 3000}, {many, 3000}, STR("xylophone"), {many, 2999}};
    struct clusters got =
        grouped(t, (struct str_list){texts, 4}, (struct cluster_options){.count = 1});
    CHECK(t, got.groups[0].keywords.count == 1);
    CHECK_STR(t, got.groups[0].keywords.items[0], "xylophone");
    CHECK(t, got.reasons[0].shared.count == 0 && got.reasons[1].twin == 0);
    CHECK(t, got.reasons[3].twin == 3);
}

static bool holds(struct str_list words, const char *word)
{
    for (size_t i = 0; i < words.count; i++)
        if (str_equal(words.items[i], str_of(word)))
            return true;
    return false;
}

static void says_what_is_shared_and_near(struct test *t)
{
    struct str_list texts = texts_of(t, said, SAID);
    struct clusters got = grouped(t, texts, (struct cluster_options){.count = 0});
    const struct reason *bus = &got.reasons[2];
    CHECK(t, got.of[0] == got.of[2] && got.of[6] == got.of[7]);
    CHECK(t, holds(bus->shared, "bus") && holds(bus->shared, "late"));
    CHECK(t, !holds(bus->shared, "Monday") && !holds(bus->shared, "My"));
    CHECK(t, bus->near_count == 2 && got.of[bus->near[0].statement] == got.of[2]);
    CHECK(t, bus->near[0].alike >= bus->near[1].alike && bus->near[0].alike <= 1000);
    CHECK(t, bus->near[0].statement != 2 && bus->near[1].statement != 2);
    CHECK(t, got.reasons[15].near_count == 0 && got.reasons[15].shared.count == 0);
    CHECK(t, got.groups[got.of[0]].tight > 0 && got.groups[got.of[15]].tight == 0);
    CHECK(t, got.of[got.groups[0].boundary] == 0 && got.of[got.groups[0].typical] == 0);
    CHECK(t, got.margin[0] > 0 && got.next[15] == got.of[15]);
}

static void finds_near_duplicates(struct test *t)
{
    static const char *const lines[] = {
        "The bus is late every morning",  "I have friends at lunch",
        "The bus is late every morning!", "THE BUS IS LATE EVERY MORNING",
        "I have no friends at lunch",     "Lunch with friends at last",
        "I want a job with animals",      "I want a job with animals",
    };
    static const size_t twin[] = {0, 1, 0, 0, 4, 5, 6, 6};
    struct str_list texts = texts_of(t, lines, 8);
    struct clusters got = grouped(t, texts, (struct cluster_options){.count = 0});
    for (size_t i = 0; i < 8; i++)
        CHECK(t, got.reasons[i].twin == twin[i]);
}

/* Each node is merged once; sizes add up; the same texts come first. */
static void check_merges(struct test *t, const struct clusters *got, size_t count)
{
    size_t *size = arena_array(t->arena, size_t, 2 * count);
    bool *used = arena_array(t->arena, bool, 2 * count);
    for (size_t i = 0; i < count; i++)
        size[i] = 1;
    for (size_t i = 0; i + 1 < count; i++) {
        const struct merge *merge = &got->merges[i];
        REQUIRE(t, merge->a < merge->b && merge->b < count + i);
        CHECK(t, !used[merge->a] && !used[merge->b]);
        used[merge->a] = used[merge->b] = true;
        size[count + i] = size[merge->a] + size[merge->b];
        CHECK(t, merge->size == size[count + i]);
        CHECK(t, i == 0 || merge->likeness <= merge[-1].likeness);
    }
    CHECK(t, count < 2 || got->merges[count - 2].size == count);
}

static void lists_the_merges(struct test *t)
{
    static const char *const same[] = {"bus", "lunch", "Bus", "bus", "bus lunch"};
    struct str_list texts = texts_of(t, said, SAID), few = texts_of(t, same, 5);
    struct clusters got = grouped(t, texts, (struct cluster_options){.count = 0});
    check_merges(t, &got, SAID);
    got = grouped(t, few, (struct cluster_options){.count = 2});
    check_merges(t, &got, 5);
    CHECK(t, got.merges[0].a == 0 && got.merges[0].b == 2);
    CHECK(t, got.merges[1].a == 3 && got.merges[1].b == 5);
    CHECK(t, got.merges[1].likeness == WEIGHT_ONE);
    few.count = 1;
    got = grouped(t, few, (struct cluster_options){.count = 0});
    check_merges(t, &got, 1);
}

/* Grain goes from one group to every text by itself, and says where the proposal is. */
static void grain_is_continuous(struct test *t)
{
    struct str_list texts = texts_of(t, said, SAID);
    size_t before = 0;
    for (int grain = 1; grain <= 100; grain++) {
        struct clusters got = grouped(t, texts, (struct cluster_options){.grain = grain});
        CHECK(t, got.count >= before);
        before = got.count;
        CHECK(t, grain > 1 || got.count == 1);
    }
    CHECK(t, before == SAID);
    struct clusters free = grouped(t, texts, (struct cluster_options){.count = 0});
    struct clusters there =
        grouped(t, texts, (struct cluster_options){.grain = free.grain});
    CHECK(t, there.count + 1 >= free.count && there.count <= free.count + 1);
}

/* Of rows whose margins are given: which are not sure. */
static void few_are_not_sure(struct test *t)
{
    enum { ROWS = 40, GROUPS = 4 };
    uint32_t many[ROWS], of[ROWS];
    struct margin margins[ROWS];
    struct grouping groups = {GROUPS, of};
    size_t count = 0;
    for (size_t row = 0; row < ROWS; row++) {
        many[row] = 1;
        of[row] = row < 2 ? 0 : (uint32_t)(1 + row % 3); /* the first has two rows */
        margins[row] = (struct margin){of[row] ? 0 : 1, WEIGHT_ONE / 10};
    }
    bool *unsure = margins_unsure(t->arena, many, ROWS, &groups, margins);
    for (size_t row = 0; row < ROWS; row++)
        CHECK(t, !unsure[row]);
    for (size_t row = 0; row < ROWS; row += 2)
        margins[row].more = (int32_t)row - 100;
    margins[2].next = NOT_PLACED;
    unsure = margins_unsure(t->arena, many, ROWS, &groups, margins);
    for (size_t row = 0; row < ROWS; row++)
        count += unsure[row];
    CHECK(t, count == ROWS / 8);
    CHECK(t, !unsure[0] && !unsure[1]); /* a group of two stays one */
    CHECK(t, !unsure[2] && unsure[4] && unsure[12] && !unsure[14] && !unsure[5]);
    many[4] = 20; /* said too often to be set aside */
    unsure = margins_unsure(t->arena, many, ROWS, &groups, margins);
    CHECK(t, !unsure[4] && unsure[6]);
}

/* What a person put wrong is nearer to the other group, and is told so. */
static void explains_groups_that_there_are(struct test *t)
{
    struct str_list texts = texts_of(t, said, SAID);
    size_t of[SAID];
    struct clusters got;
    struct error err;
    for (size_t i = 0; i < SAID; i++)
        of[i] = i < 6 ? 0 : i < 10 ? 1 : i < 15 ? 2 : 3;
    of[3] = 1;
    REQUIRE_OK(t,
               cluster_explain(t->arena, texts, of, 4, 3, (struct cluster_options){0},
                               &got, &err),
               err);
    CHECK(t, memcmp(got.of, of, sizeof of) == 0);
    CHECK(t, got.margin[3] < 0 && got.next[3] == 0 && got.margin[2] > 0);
    CHECK(t, got.groups[1].size == 5 && got.groups[0].tight > got.groups[1].tight);
    CHECK(t, got.reasons[3].shared.count == 0 && holds(got.reasons[2].shared, "bus"));
    /* The same text in two groups counts where the one is that is asked about. */
    struct str same[] = {texts.items[0], texts.items[0], texts.items[6]};
    size_t two[] = {0, 1, 1};
    REQUIRE_OK(t,
               cluster_explain(t->arena, (struct str_list){same, 3}, two, 2, 1,
                               (struct cluster_options){0}, &got, &err),
               err);
    CHECK(t, got.of[1] == 1 && got.groups[1].size == 3);
}

static void the_same_in_any_order(struct test *t)
{
    struct str_list texts = texts_of(t, said, SAID), turned = texts_of(t, said, SAID);
    for (size_t i = 0; i < SAID; i++)
        turned.items[i] = texts.items[SAID - 1 - i];
    struct clusters one = grouped(t, texts, (struct cluster_options){.count = 3});
    struct clusters other = grouped(t, turned, (struct cluster_options){.count = 3});
    CHECK(t, one.unsure_count == other.unsure_count);
    for (size_t i = 0; i < SAID; i++) {
        CHECK(t, one.margin[i] == other.margin[SAID - 1 - i]);
        CHECK(t, one.unsure[i] == other.unsure[SAID - 1 - i]);
    }
}

static struct str_list many_lines(struct test *t, size_t count)
{
    static const char *const begin[] = {"The bus ", "My taxi ", "Lunch ", "My job ",
                                        "My friend "};
    static const char *const end[] = {
        "was late", "is too loud",         "makes me glad", "is with animals",
        "helps me", "never comes on time", "is near home",  "needs more staff"};
    struct str_list out = {arena_array(t->arena, struct str, count), count};
    for (size_t i = 0; i < count; i++)
        out.items[i] = str_format(t->arena, "%s%s", begin[i % 5], end[i / 5 % 8]);
    return out;
}

static void tells_of_meaning_too(struct test *t)
{
    struct encoder *encoder;
    struct error err;
    struct str_list texts = many_lines(t, 40);
    if (!test_with_model(t))
        return;
    REQUIRE_OK(t,
               encoder_open(t->arena, (struct encoder_options){.mean = ENCODER_RARE},
                            &encoder, &err),
               err);
    struct clusters got = grouped(t, texts, (struct cluster_options){.encoder = encoder});
    check_merges(t, &got, 40);
    CHECK(t, got.unsure_count <= 5);
    for (size_t i = 0; i < got.unsure_count; i++) {
        CHECK(t, got.unsure[got.least_sure[i]]);
        CHECK(t, i == 0 ||
                     got.margin[got.least_sure[i]] >= got.margin[got.least_sure[i - 1]]);
        CHECK(t, got.next[got.least_sure[i]] != got.of[got.least_sure[i]]);
    }
    for (size_t i = 0; i < 40; i++)
        CHECK(t, got.reasons[i].near_count == 2 && got.margin[i] <= 2000);
    /* Every text said over and over, and nothing else: nobody is unsure. */
    struct str same[40];
    for (size_t i = 0; i < 40; i++)
        same[i] = texts.items[0];
    got = grouped(t, (struct str_list){same, 40},
                  (struct cluster_options){.encoder = encoder});
    CHECK(t, got.count == 1 && got.unsure_count == 0 && got.reasons[7].twin == 0);
    CHECK(t, got.groups[0].tight >= 990 && got.reasons[7].near_count == 0);
    encoder_close(encoder);
}

const struct test_case reasons_tests[] = {
    {"says what is shared and near", says_what_is_shared_and_near},
    {"finds near duplicates", finds_near_duplicates},
    {"leaves out what is no word", leaves_out_what_is_no_word},
    {"lists the merges", lists_the_merges},
    {"grain is continuous", grain_is_continuous},
    {"few are not sure", few_are_not_sure},
    {"explains groups that there are", explains_groups_that_there_are},
    {"the same in any order", the_same_in_any_order},
    {"tells of meaning, too", tells_of_meaning_too},
    {0},
};
