/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "text/kin.h"

static const char *const said[] = {
    "The bus is late", "My bus is late again", "Late school bus", "I cannot find a job",
    "A paid job",      "The bus never comes",  "xyzzy",           ""};
static const size_t group[] = {0, 0, 1, 2, 2, SIZE_MAX, SIZE_MAX, 3};

static struct str_list texts(struct test *t)
{
    size_t count = sizeof said / sizeof said[0];
    struct str_list out = {arena_array(t->arena, struct str, count), count};
    for (size_t i = 0; i < count; i++)
        out.items[i] = str_of(said[i]);
    return out;
}

static void check_kin(struct test *t, struct encoder *encoder)
{
    struct kin *kin = kin_of(t->arena, encoder, texts(t), group, 5);
    CHECK(t, kin_groups(kin, 0, 1) > 300 && kin_groups(kin, 0, 1) <= 1000);
    CHECK(t, kin_groups(kin, 0, 1) == kin_groups(kin, 1, 0));
    CHECK(t, kin_groups(kin, 0, 2) < 300);
    CHECK(t, kin_groups(kin, 2, 2) == 1000);
    CHECK(t, kin_groups(kin, 0, 4) == 0); /* without a text */
    CHECK(t, kin_text(kin, 5, 0) > kin_text(kin, 5, 2));
    /* Left out of its own group: the cosine with the other, from either side. */
    CHECK(t, kin_text(kin, 0, 0) == kin_text(kin, 1, 0) && kin_text(kin, 0, 0) < 1000);
    CHECK(t, kin_text(kin, 2, 1) == 0); /* alone there */
    CHECK(t, kin_text(kin, 6, 0) < 500);
}

static void by_words(struct test *t)
{
    check_kin(t, NULL);
    struct str_list none = {NULL, 0};
    CHECK(t, kin_groups(kin_of(t->arena, NULL, none, NULL, 1), 0, 0) == 0);
}

static void by_meaning(struct test *t)
{
    struct encoder *encoder;
    struct error err;
    struct encoder_options options = {.mean = ENCODER_RARE};
    if (!test_with_model(t))
        return;
    REQUIRE_OK(t, encoder_open(t->arena, options, &encoder, &err), err);
    check_kin(t, encoder);
    encoder_close(encoder);
}

const struct test_case kin_tests[] = {
    {"groups and texts by words", by_words},
    {"groups and texts by meaning", by_meaning},
    {0},
};
