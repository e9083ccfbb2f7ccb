/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "text/fixed.h"
#include "text/topics.h"
#include "text/words.h"

static struct str joined(struct arena *arena, struct str_list list)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < list.count; i++) {
        if (i)
            buf_add_byte(&out, '|');
        buf_add(&out, list.items[i]);
    }
    return buf_str(&out);
}

static void text_is_cut_into_words(struct test *t)
{
    static const struct {
        const char *text, *words;
    } cases[] = {
        {"", ""},
        {" ... ", ""},
        {"I don't like the bus.", "I|don't|like|the|bus"},
        {"I don\xe2\x80\x99t", "I|don\xe2\x80\x99t"},
        {"'quoted' parents' rock'n'roll", "quoted|parents|rock'n'roll"},
        {"well-being, key_stage 4b", "well|being|key|stage|4b"},
        {"caf\xc3\xa9 e\xcc\x81t\xc3\xa9", "caf\xc3\xa9|e\xcc\x81t\xc3\xa9"},
        {"\xd0\xbc\xd0\xb8\xd1\x80 ok", "\xd0\xbc\xd0\xb8\xd1\x80|ok"},
        /* "school" in Chinese, and then Japanese */
        {"\xe5\xad\xa6\xe6\xa0\xa1\xe3\x81\xaf x",
         "\xe5\xad\xa6|\xe6\xa0\xa1|\xe3\x81\xaf|x"},
        /* thumbs up; heart with the mark that makes it colourful */
        {"\xf0\x9f\x91\x8d \xe2\x9d\xa4\xef\xb8\x8f", ""},
        {"yes\xf0\x9f\x91\x8dno", "yes|no"},
        {"a'", "a"},
        {"a''b", "a|b"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK_STR(t, joined(t->arena, words_of(t->arena, str_of(cases[i].text))),
                  cases[i].words);
}

static void words_have_stems(struct test *t)
{
    static const struct {
        const char *word, *stem;
    } cases[] = {
        {"travelling", "travel"},
        {"Travelled", "travel"},
        {"friends", "friend"},
        {"TEACHER'S", "teacher"},
        {"teacher\xe2\x80\x99s", "teacher"},
        {"\xd0\x9c\xd0\x98\xd0\xa0", "\xd0\xbc\xd0\xb8\xd1\x80"},
        {"4", "4"},
    };
    struct stemmer *stemmer = stemmer_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK_STR(t, word_stem(t->arena, stemmer, str_of(cases[i].word)), cases[i].stem);
    stemmer_free(stemmer);
}

static void some_words_carry_no_topic(struct test *t)
{
    static const char *const common[] = {
        "a",         "able",   "and",      "anyone", "because", "don't", "dont",
        "everybody", "for",    "good",     "i",      "i'm",     "im",    "it's",
        "like",      "myself", "need",     "no",     "not",     "ok",    "ourselves",
        "s",         "the",    "they've",  "to",     "want",    "what",  "whose",
        "would",     "yours",  "yourself", "n",      "u",       "wont",  "aint"};
    static const char *const topical[] = {"",    "bus",  "friend", "ill", "quiet",
                                          "job", "help", "zebra",  "aa"};
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
        if (!word_is_common(str_of(common[i])))
            test_fail(t, __FILE__, __LINE__, common[i]);
    for (size_t i = 0; i < sizeof topical / sizeof topical[0]; i++)
        if (word_is_common(str_of(topical[i])))
            test_fail(t, __FILE__, __LINE__, topical[i]);
}

static void words_for_one_thing_share_a_topic(struct test *t)
{
    const struct topics *topics = topics_read(t->arena);
    uint64_t bus = topics_of(topics, STR("bus")), mum = topics_of(topics, STR("mum"));
    CHECK(t, bus != 0 && mum != 0);
    CHECK(t, (bus & topics_of(topics, STR("taxi"))) != 0);
    CHECK(t, (bus & mum) == 0);
    CHECK(t, (mum & topics_of(topics, STR("sister's"))) != 0);
    CHECK(t, topics_of(topics, STR("zebra")) == 0);
    CHECK(t, topics_of(topics, STR("")) == 0);
    /* One word may be about two things. */
    CHECK(t, (topics_of(topics, STR("meeting")) & topics_of(topics, STR("plan"))) != 0);
    CHECK(t, (topics_of(topics, STR("meeting")) & topics_of(topics, STR("friend"))) != 0);
}

static void roots_and_logarithms_are_whole_numbers(struct test *t)
{
    CHECK(t, fixed_log2(1) == 0);
    CHECK(t, fixed_log2(2) == FIXED_ONE);
    CHECK(t, fixed_log2(3) == 103872);  /* 1.58496 */
    CHECK(t, fixed_log2(10) == 217705); /* 3.32193 */
    CHECK(t, fixed_log2(UINT64_MAX) == (int64_t)64 * FIXED_ONE - 1);
    CHECK(t, fixed_power2(0) == 1);
    CHECK(t, fixed_power2((int64_t)10 * FIXED_ONE) == 1024);
    CHECK(t, fixed_power2(fixed_log2(20000)) == 20000);
    CHECK(t, fixed_root(0) == 0 && fixed_root(1) == 1);
    CHECK(t, fixed_root(15) == 3 && fixed_root(16) == 4);
    CHECK(t, fixed_root(UINT64_MAX) == UINT32_MAX);
}

const struct test_case words_tests[] = {
    {"text is cut into words", text_is_cut_into_words},
    {"words have stems", words_have_stems},
    {"some words carry no topic", some_words_carry_no_topic},
    {"words for one thing share a topic", words_for_one_thing_share_a_topic},
    {"roots and logarithms are whole numbers", roots_and_logarithms_are_whole_numbers},
    {0},
};
