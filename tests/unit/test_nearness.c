/* SPDX-License-Identifier: MIT */
/* Nearness to a group's centre, and whether a text says nothing that another does not. */
#include "test.h"

#include "text/faithful.h"
#include "text/model.h"
#include "text/nearness.h"

static const char *const on_buses[] = {
    "The bus is late every day",
    "My bus never comes",
    "The bus was late again",
    "The driver of the bus is kind",
};
static const char *const round_them[] = {
    "I like art",
    "My friend sits with me",
    "The food is cold",
    "I want a job",
};

static struct str_list list_of(struct test *t, const char *const *texts, size_t count)
{
    struct str_list out = {arena_array(t->arena, struct str, count), count};
    for (size_t i = 0; i < count; i++)
        out.items[i] = str_of(texts[i]);
    return out;
}

static void check_nearness(struct test *t, struct encoder *encoder)
{
    static const char *const asked[] = {"The bus is late", "I like art",
                                        "The bus is late every day", "",
                                        "\xf0\x9f\x91\x8d"};
    uint32_t of[4], again[4], near[5], most;
    struct str_list group = list_of(t, on_buses, 4), others = list_of(t, round_them, 4);
    struct nearness *nearness = nearness_new(t->arena, encoder, group, others, of);
    nearness_of(nearness, t->arena, list_of(t, asked, 5), near, &most);
    CHECK(t, near[0] > 300 && near[0] <= 1000);
    CHECK(t, near[0] > near[1] + 200);
    CHECK(t, near[2] <= most && near[2] + 100 > most);
    CHECK(t, of[0] > of[3]);
    CHECK(t, near[3] < of[3] && near[4] < of[3]);
    (void)nearness_new(t->arena, encoder, group, others, again);
    for (size_t i = 0; i < 4; i++)
        CHECK(t, of[i] == again[i]);
}

static void by_words(struct test *t)
{
    check_nearness(t, NULL);
}

static void by_meaning(struct test *t)
{
    struct encoder *encoder;
    struct error err;
    if (!test_with_model(t))
        return;
    REQUIRE_OK(t,
               encoder_open(t->arena, (struct encoder_options){.mean = ENCODER_RARE},
                            &encoder, &err),
               err);
    check_nearness(t, encoder);
    encoder_close(encoder);
}

static void nothing_is_near_to_nothing(struct test *t)
{
    struct str_list none = {NULL, 0}, others = list_of(t, round_them, 4);
    uint32_t near[4] = {7, 7, 7, 7}, most = 7;
    struct nearness *nearness = nearness_new(t->arena, NULL, none, others, NULL);
    nearness_of(nearness, t->arena, others, near, &most);
    CHECK(t, most == 0);
    CHECK(t, near[0] == 7); /* left alone */
    nearness_of(nearness_new(t->arena, NULL, others, none, near), t->arena, none, NULL,
                &most);
    CHECK(t, near[0] <= 1000);
}

static void faithful_texts(struct test *t)
{
    static const struct {
        const char *text, *other;
        bool hope;
        enum faithful wanted;
    } cases[] = {
        {"I like my school", "He likes his school.", false, FAITHFUL},
        {"I like my school", "I like my school", false, FAITHFUL},
        {"I like it here", "My son likes it here", false, FAITHFUL},
        {"The staff listen to me", "The staff listen to my daughter", false, FAITHFUL},
        {"I don't know", "He doesn\xe2\x80\x99t know", false, FAITHFUL},
        {"I am not asked", "She isn't asked", false, FAITHFUL},
        {"I can't stay", "can't stay", false, FAITHFUL},
        {"It is loud", "The hall. It is loud", false, FAITHFUL},
        {"I want to live with nan", "live with nan", true, FAITHFUL},
        {"I can live with nan", "live with nan", true, FAITHFUL},
        {"I can live with nan", "live with nan", false, FAITHFUL_OTHER},
        {"I like school", "He likes his school", false, FAITHFUL},
        {"I love my school", "He likes his school", false, FAITHFUL_OTHER},
        {"I always like my school", "He likes his school", false, FAITHFUL_OTHER},
        {"school my like I", "I like my school", false, FAITHFUL_OTHER},
        {"I like art", "I like maths but not art", false, FAITHFUL_OTHER},
        {"I like art", "I like art and I do not like maths", false, FAITHFUL_DENIES},
        {"I do not like art", "I like art", false, FAITHFUL_DENIES},
        {"I don't like art", "I like art", false, FAITHFUL_DENIES},
        {"the door", "nobody opens the door", false, FAITHFUL_DENIES},
        {"", "I like art", false, FAITHFUL_EMPTY},
        {" \xf0\x9f\x91\x8d ", "I like art", false, FAITHFUL_EMPTY},
        {"I", "", false, FAITHFUL_OTHER},
    };
    struct stemmer *stemmer = stemmer_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        enum faithful got = faithful_to(t->arena, stemmer, str_of(cases[i].text),
                                        str_of(cases[i].other), cases[i].hope);
        if (got != cases[i].wanted)
            test_fail_str(t, __FILE__, __LINE__, str_of(cases[i].text),
                          str_of(cases[i].other));
    }
    stemmer_free(stemmer);
}

const struct test_case nearness_tests[] = {
    {"nearness by words", by_words},
    {"nearness by meaning", by_meaning},
    {"an empty group has no centre", nothing_is_near_to_nothing},
    {"a text that says no more than another", faithful_texts},
    {0},
};
