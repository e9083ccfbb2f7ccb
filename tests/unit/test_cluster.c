/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "text/cluster.h"
#include "text/words.h"

#include <string.h>

/* Made up for these tests: what young people may say in a section. */
static const char *const said[] = {
    "The bus is late nearly every morning",
    "My taxi driver is kind and always on time",
    "I want to learn to use the bus on my own",
    "Nobody told us that the bus route had changed",
    "The taxi takes an hour to get to school",
    "I would like to travel by train with a friend",
    "My maths teacher explains things slowly",
    "My teacher helps me when I am stuck in maths",
    "I like the teacher who lets me take a break",
    "The teaching assistant left and I miss her",
    "New staff do not know how I learn",
    "I wish my teacher understood autism",
    "I want a job in a kitchen",
    "I would like a Saturday job in a shop",
    "My job coach found me work experience",
    "Work experience in the garden centre was great",
    "I want paid work when I leave college",
    "Nobody talks to me about jobs",
    "I have made two new friends at college",
    "I would like more friends",
    "My friends come to my house at the weekend",
    "I do not see my friends in the holidays",
    "I sit on my own at lunch with no friends",
    "The corridor is too loud for me",
    "The quiet room helps when it is noisy",
    "Loud noise in the hall hurts my ears",
    "I need a quiet space at lunch",
    "Crowded corridors make me panic",
    "I waited a year for speech therapy",
    "Speech therapy stopped when I turned sixteen",
    "We are still waiting for occupational therapy",
    "The waiting list for therapy is too long",
    "I want to live in my own flat",
    "I want to learn to cook for myself",
    "Cooking lessons are the best part of the week",
    "I would like to manage my own money",
    "My EHCP was months late",
    "Nobody read my EHCP before the review",
    "My EHCP review was about my mum, not about me",
    "They listened to me at my review",
    "I love swimming club",
    "There is no youth club near us",
    "The drama club is fun and I belong there",
    "I want to play football with other people",
    "Purple dinosaurs",
    "Don't know",
};
enum { SAID = sizeof said / sizeof said[0] };

static struct str_list list_of(struct arena *arena, const char *const *texts,
                               size_t count)
{
    struct str_list list = {arena_array(arena, struct str, count), count};
    for (size_t i = 0; i < count; i++)
        list.items[i] = str_of(texts[i]);
    return list;
}

/* Runs and checks what must hold for any answer. */
static struct clusters grouped(struct test *t, struct str_list statements,
                               struct cluster_options options)
{
    struct clusters out = {0};
    struct error err;
    if (!cluster_statements(t->arena, statements, options, &out, &err)) {
        test_fail(t, __FILE__, __LINE__, err.text);
        return out;
    }
    size_t *sizes = arena_array(t->arena, size_t, out.count);
    for (size_t i = 0; i < statements.count; i++) {
        CHECK(t, out.of[i] < out.count);
        CHECK(t, out.closeness[i] <= 1000);
        sizes[out.of[i]]++;
    }
    for (size_t i = 0; i < out.count; i++) {
        const struct cluster_group *group = &out.groups[i];
        CHECK(t, group->size == sizes[i] && group->size > 0);
        CHECK(t, i == 0 || out.groups[i - 1].size >= group->size);
        CHECK(t, group->alone == (group->size == 1));
        CHECK(t, group->typical < statements.count && out.of[group->typical] == i);
        CHECK(t, group->keywords.count <= 5);
        for (size_t k = 0; k < group->keywords.count; k++)
            CHECK(t, group->keywords.items[k].len > 0 &&
                         !word_is_common(group->keywords.items[k]));
    }
    return out;
}

static size_t count_alone(const struct clusters *clusters)
{
    size_t alone = 0;
    for (size_t i = 0; i < clusters->count; i++)
        alone += clusters->groups[i].alone;
    return alone;
}

static const struct cluster_options itself = {.grain = 0};

static void like_is_put_with_like(struct test *t)
{
    struct clusters found = grouped(t, list_of(t->arena, said, SAID), itself);
    REQUIRE(t, found.count > 0);
    CHECK(t, found.of[0] == found.of[1]); /* bus and taxi share no word */
    CHECK(t, found.of[0] == found.of[3] && found.of[0] == found.of[4]);
    CHECK(t, found.of[6] == found.of[7]);
    CHECK(t, found.of[12] == found.of[13]);
    CHECK(t, found.of[18] == found.of[21]);
    CHECK(t, found.of[28] == found.of[30] && found.of[28] == found.of[31]);
    CHECK(t, found.of[40] == found.of[42]);
    CHECK(t, found.of[0] != found.of[12] && found.of[0] != found.of[28]);
    CHECK(t, found.groups[found.of[44]].alone); /* purple dinosaurs */
    CHECK(t, found.groups[found.of[45]].alone); /* don't know */
}

static void the_cut_is_of_use(struct test *t)
{
    struct clusters found = grouped(t, list_of(t->arena, said, SAID), itself);
    size_t alone = count_alone(&found);
    CHECK(t, found.count - alone >= 5 && found.count - alone <= 15);
    CHECK(t, alone * 4 <= SAID);
}

static void groups_are_named_by_their_words(struct test *t)
{
    struct clusters found =
        grouped(t, list_of(t->arena, said, SAID), (struct cluster_options){.count = 8});
    REQUIRE(t, found.count == 8);
    struct str_list words = found.groups[found.of[28]].keywords;
    REQUIRE(t, words.count >= 2);
    CHECK_STR(t, words.items[0], "therapy");
    /* "EHCP" keeps its capitals; "Speech", which only begins a statement, does not. */
    bool capitals = false, speech = false;
    for (size_t i = 0; i < found.count; i++)
        for (size_t k = 0; k < found.groups[i].keywords.count; k++) {
            capitals |= str_equal(found.groups[i].keywords.items[k], STR("EHCP"));
            speech |= str_equal(found.groups[i].keywords.items[k], STR("speech"));
        }
    CHECK(t, capitals);
    CHECK(t, speech);
}

/* The number of somebody's telephone is no word that a group is about, nor is a part of
 * it; years and references are none either. */
static void numbers_are_no_words(struct test *t)
{
    static const char *const lines[] = {"The taxi is late, ring 01632 960 123",
                                        "My taxi was late: 01632 960 124",
                                        "A late taxi, call me on 01632960125 (QX20071)",
                                        "The taxi was late in 2025",
                                        "The late taxi of 2025, 01632 960126, QX20071",
                                        "The taxi is late"};
    enum { LINES = sizeof lines / sizeof lines[0] };
    struct clusters found =
        grouped(t, list_of(t->arena, lines, LINES), (struct cluster_options){.count = 1});
    REQUIRE(t, found.count == 1);
    struct str_list words = found.groups[0].keywords;
    REQUIRE(t, words.count >= 2);
    for (size_t k = 0; k < words.count; k++)
        for (size_t i = 0; i < words.items[k].len; i++)
            CHECK(t, words.items[k].ptr[i] < '0' || words.items[k].ptr[i] > '9');
}

/* Whether two answers put the same statements together; statement i of the one is
 * `at[i]` of the other. */
static bool same_partition(const struct clusters *a, const struct clusters *b,
                           const size_t *at, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if ((a->of[i] == a->of[j]) != (b->of[at[i]] == b->of[at[j]]))
                return false;
    return true;
}

static void order_does_not_matter(struct test *t)
{
    static const struct cluster_options options[] = {
        {.grain = 0},  {.count = 5},  {.count = 9}, {.count = 30},
        {.grain = 20}, {.grain = 50}, {.grain = 80}};
    struct str_list statements = list_of(t->arena, said, SAID), moved = statements;
    size_t *at = arena_array(t->arena, size_t, SAID);
    for (size_t o = 0; o < sizeof options / sizeof options[0]; o++) {
        struct clusters first = grouped(t, statements, options[o]);
        /* Steps that share no factor with 46 visit every place. */
        for (size_t step = 1; step < SAID; step += 12) {
            moved.items = arena_array(t->arena, struct str, SAID);
            for (size_t i = 0; i < SAID; i++) {
                at[i] = (i * (2 * step + 1) + step) % SAID;
                moved.items[at[i]] = statements.items[i];
            }
            struct clusters second = grouped(t, moved, options[o]);
            CHECK(t, second.count == first.count);
            CHECK(t, same_partition(&first, &second, at, SAID));
            for (size_t i = 0; i < SAID; i++) {
                CHECK(t, first.of[i] == second.of[at[i]]);
                CHECK(t, first.closeness[i] == second.closeness[at[i]]);
            }
        }
    }
}

/* Kept from the first machine that worked this out: every other must agree. */
static void the_answer_is_the_same_everywhere(struct test *t)
{
    struct clusters found = grouped(t, list_of(t->arena, said, SAID), itself);
    struct clusters again = grouped(t, list_of(t->arena, said, SAID), itself);
    struct buf text = BUF_IN(t->arena);
    for (size_t i = 0; i < SAID; i++)
        buf_add_format(&text, "%s%zu:%u", i ? " " : "", found.of[i], found.closeness[i]);
    CHECK(t, found.count == again.count);
    CHECK(t, memcmp(found.of, again.of, SAID * sizeof found.of[0]) == 0);
    CHECK(t, memcmp(found.closeness, again.closeness, SAID * sizeof found.closeness[0]) ==
                 0);
    CHECK_STR(t, buf_str(&text),
              "3:275 3:268 3:296 3:252 3:281 3:237 1:275 1:333 1:179 1:286 1:319 "
              "1:222 2:294 2:240 2:281 2:209 2:214 2:226 0:134 0:200 0:184 0:295 "
              "0:139 4:376 4:303 4:295 4:280 4:279 5:585 5:396 5:561 5:538 0:52 "
              "1:214 1:179 2:58 6:370 6:453 6:381 6:330 0:182 0:176 0:161 0:161 "
              "8:0 7:0");
}

static void the_same_words_weigh_as_many(struct test *t)
{
    static const char *const texts[] = {"The bus is late",  "the BUS  is late",
                                        "I like swimming",  "The bus is late",
                                        "I like  Swimming", "the bus is late"};
    struct clusters found = grouped(t, list_of(t->arena, texts, 6), itself);
    REQUIRE(t, found.count == 2);
    CHECK(t, found.groups[0].size == 4 && found.groups[1].size == 2);
    CHECK(t,
          found.of[0] == 0 && found.of[1] == 0 && found.of[3] == 0 && found.of[5] == 0);
    CHECK(t, found.closeness[0] == 1000 && found.closeness[2] == 1000);
    CHECK(t, found.groups[0].typical == 0 && found.groups[1].typical == 2);
}

static void two_thousand_of_the_same_are_one_group(struct test *t)
{
    static const char *const texts[] = {"Nothing is working for me", "\xf0\x9f\x91\x8d",
                                        "ok", ""};
    for (size_t i = 0; i < 4; i++) {
        struct str_list list = {arena_array(t->arena, struct str, 2000), 2000};
        for (size_t k = 0; k < 2000; k++)
            list.items[k] = str_of(texts[i]);
        struct clusters found = grouped(t, list, itself);
        REQUIRE(t, found.count == 1);
        CHECK(t, found.groups[0].size == 2000 && !found.groups[0].alone);
        CHECK(t, found.closeness[0] == 1000);
        CHECK(t, grouped(t, list, (struct cluster_options){.count = 7}).count == 1);
        CHECK(t, grouped(t, list, (struct cluster_options){.grain = 100}).count == 1);
    }
}

static void many_of_the_same_do_not_drown_the_rest(struct test *t)
{
    struct str_list list = {arena_array(t->arena, struct str, SAID + 2000), SAID + 2000};
    for (size_t i = 0; i < list.count; i++)
        list.items[i] = i < SAID ? str_of(said[i]) : STR("I like my school");
    struct clusters found = grouped(t, list, itself);
    REQUIRE(t, found.count > 4);
    CHECK(t, found.of[SAID] == 0);
    CHECK(t, found.of[0] != 0 && found.of[0] == found.of[3]);
}

static void few_statements_are_not_forced_together(struct test *t)
{
    static const char *const texts[] = {"My bus is late", "The bus was late again",
                                        "I love drawing dragons"};
    struct clusters none = grouped(t, list_of(t->arena, texts, 0), itself);
    CHECK(t, none.count == 0);
    struct clusters one = grouped(t, list_of(t->arena, texts, 1), itself);
    REQUIRE(t, one.count == 1);
    CHECK(t, one.groups[0].alone && one.closeness[0] == 0);
    struct clusters two = grouped(t, list_of(t->arena, texts, 2), itself);
    CHECK(t, two.count == 1);
    struct clusters three = grouped(t, list_of(t->arena, texts, 3), itself);
    REQUIRE(t, three.count == 2);
    CHECK(t, three.of[0] == three.of[1] && three.groups[three.of[2]].alone);
    struct clusters unlike = grouped(t, list_of(t->arena, texts + 1, 2), itself);
    CHECK(t, unlike.count == 2 && count_alone(&unlike) == 2);
}

static void nothing_alike_is_all_alone(struct test *t)
{
    static const char *const texts[] = {"dragons", "violins", "purple",  "geology",
                                        "cheese",  "lava",    "origami", "magnets",
                                        "poetry",  "robots"};
    struct clusters found = grouped(t, list_of(t->arena, texts, 10), itself);
    CHECK(t, found.count == 10 && count_alone(&found) == 10);
}

static void as_many_groups_as_asked_for(struct test *t)
{
    struct str_list statements = list_of(t->arena, said, SAID);
    for (size_t count = 1; count <= SAID; count++)
        CHECK(t, grouped(t, statements, (struct cluster_options){.count = count}).count ==
                     count);
    CHECK(t,
          grouped(t, statements, (struct cluster_options){.count = 1000}).count == SAID);
}

static void grain_runs_from_one_group_to_all_alone(struct test *t)
{
    struct str_list statements = list_of(t->arena, said, SAID);
    size_t before = 0;
    for (int grain = 1; grain <= 100; grain++) {
        struct clusters found =
            grouped(t, statements, (struct cluster_options){.grain = grain});
        CHECK(t, found.count >= before);
        before = found.count;
        if (grain == 1)
            CHECK(t, found.count == 1);
        if (grain == 50)
            CHECK(t, found.count > 4 && found.count < 12);
    }
    CHECK(t, before == SAID);
}

static void other_languages_are_grouped(struct test *t)
{
    static const char *const texts[] = {
        /* French: the bus; Russian: school; Chinese: school */
        "Le bus est en retard",
        "Mon bus arrive en retard",
        "\xd0\xaf \xd0\xbb\xd1\x8e\xd0\xb1\xd0\xbb\xd1\x8e "
        "\xd1\x88\xd0\xba\xd0\xbe\xd0\xbb\xd1\x83",
        "\xd0\x9c\xd0\xbe\xd1\x8e \xd1\x88\xd0\xba\xd0\xbe\xd0\xbb\xd1\x83 "
        "\xd0\xbb\xd1\x8e\xd0\xb1\xd0\xbb\xd1\x8e",
        "\xe6\x88\x91\xe5\x96\x9c\xe6\xac\xa2\xe5\xad\xa6\xe6\xa0\xa1",
        "\xe5\xad\xa6\xe6\xa0\xa1\xe5\xbe\x88\xe5\xa5\xbd",
    };
    struct clusters found = grouped(t, list_of(t->arena, texts, 6), itself);
    REQUIRE(t, found.count == 3);
    CHECK(t, found.of[0] == found.of[1]);
    CHECK(t, found.of[2] == found.of[3]);
    CHECK(t, found.of[4] == found.of[5]);
}

static void texts_without_words_have_a_place(struct test *t)
{
    static const char *const texts[] = {"\xf0\x9f\x91\x8d",
                                        "\xf0\x9f\x91\x8e",
                                        "...",
                                        "!!!",
                                        "\xf0\x9f\x98\x80",
                                        "\xe2\x9d\xa4\xef\xb8\x8f",
                                        "?",
                                        "-",
                                        "\xf0\x9f\x91\x8d",
                                        "",
                                        "+1",
                                        "The bus"};
    struct str_list list = list_of(t->arena, texts, 12);
    struct clusters found = grouped(t, list, itself);
    CHECK(t, found.count == 11);
    CHECK(t, found.of[0] == 0 && found.of[8] == 0);
    CHECK(t, grouped(t, list, (struct cluster_options){.count = 3}).count == 3);
    CHECK(t, grouped(t, list, (struct cluster_options){.grain = 1}).count == 1);
}

static void long_and_odd_text_is_taken(struct test *t)
{
    struct str_list list = list_of(t->arena, said, SAID);
    struct buf text = BUF_IN(t->arena);
    for (size_t i = 0; i < 20000; i++)
        buf_add_format(&text, "bus word%zu ", i % 5000);
    list.items[0] = buf_str(&text);
    list.items[1] = (struct str){"a\0b\0bus", 7};
    struct clusters found = grouped(t, list, itself);
    CHECK(t, found.count > 4);
    CHECK(t, grouped(t, list, (struct cluster_options){.count = 6}).count == 6);
}

static void too_many_are_refused_with_a_reason(struct test *t)
{
    struct str_list list = {arena_array(t->arena, struct str, CLUSTER_WORDS_MOST + 1),
                            CLUSTER_WORDS_MOST + 1};
    struct clusters out = {.count = 7};
    struct error err;
    for (size_t i = 0; i < list.count; i++)
        list.items[i] = STR("bus");
    CHECK(t, !cluster_statements(t->arena, list, itself, &out, &err));
    CHECK(t, err.kind == ERROR_LIMIT);
    CHECK(t, strstr(err.text, "20001 statements") != NULL);
    CHECK(t, strstr(err.text, "by words alone") != NULL);
    CHECK(t, out.count == 7); /* left alone */
}

static void what_has_no_room_is_refused_in_advance(struct test *t)
{
    struct error err;
    uint64_t need = cluster_megabytes(100000, true);
    CHECK(t, cluster_has_room(CLUSTER_MOST, true, CLUSTER_MEMORY_MOST, &err));
    CHECK(t, cluster_has_room(CLUSTER_WORDS_MOST, false, CLUSTER_MEMORY_MOST, &err));
    CHECK(t, cluster_has_room(0, true, 300, &err));
    CHECK(t, !cluster_has_room(CLUSTER_MOST + 1, true, CLUSTER_MEMORY_MOST, &err));
    CHECK(t, strstr(err.text, "at most 250000") != NULL);
    CHECK(t, cluster_has_room(100000, true, need, &err));
    CHECK(t, !cluster_has_room(100000, true, need - 1, &err));
    CHECK(t, err.kind == ERROR_LIMIT);
    CHECK_STR(t, str_of(err.text),
              str_c(t->arena,
                    str_format(t->arena,
                               "to group 100000 statements would need about %llu MB of "
                               "memory, and %llu MB may be used; group one section or "
                               "one school at a time",
                               (unsigned long long)need, (unsigned long long)need - 1)));
    CHECK(t, cluster_megabytes_most() > 0);
    CHECK(t, cluster_megabytes_most() <= CLUSTER_MEMORY_MOST);
}

/* What shares no word is told from what does, even inside a likely group. */
static void the_unlike_are_left_on_their_own(struct test *t)
{
    static const char *const odd[] = {"n/a", "xylophones", "\xf0\x9f\x91\x8d",
                                      "see above"};
    struct str_list list = {arena_array(t->arena, struct str, SAID + 4), SAID + 4};
    for (size_t i = 0; i < list.count; i++)
        list.items[i] = str_of(i < SAID ? said[i] : odd[i - SAID]);
    struct clusters found = grouped(t, list, itself);
    for (size_t i = SAID; i < list.count; i++)
        CHECK(t, found.groups[found.of[i]].alone);
}

const struct test_case cluster_tests[] = {
    {"like is put with like", like_is_put_with_like},
    {"the cut is of use", the_cut_is_of_use},
    {"groups are named by their words", groups_are_named_by_their_words},
    {"a group is not named by numbers", numbers_are_no_words},
    {"order does not matter", order_does_not_matter},
    {"the answer is the same everywhere", the_answer_is_the_same_everywhere},
    {"the same words weigh as many", the_same_words_weigh_as_many},
    {"two thousand of the same are one group", two_thousand_of_the_same_are_one_group},
    {"many of the same do not drown the rest", many_of_the_same_do_not_drown_the_rest},
    {"few statements are not forced together", few_statements_are_not_forced_together},
    {"the unlike are left on their own", the_unlike_are_left_on_their_own},
    {"nothing alike is all alone", nothing_alike_is_all_alone},
    {"as many groups as asked for", as_many_groups_as_asked_for},
    {"grain runs from one group to all alone", grain_runs_from_one_group_to_all_alone},
    {"other languages are grouped", other_languages_are_grouped},
    {"texts without words have a place", texts_without_words_have_a_place},
    {"long and odd text is taken", long_and_odd_text_is_taken},
    {"too many are refused with a reason", too_many_are_refused_with_a_reason},
    {"what has no room is refused in advance", what_has_no_room_is_refused_in_advance},
    {0},
};
