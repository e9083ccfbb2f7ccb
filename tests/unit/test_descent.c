/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "cycle/descent.h"

static const bool none[4];
static const int32_t nothing_shared[4];

/* "0<0 1<2p", a part marked, from a matrix of `now` rows; `of_now` and `of_before` as for
 * descent_find. */
static struct str found_by(struct test *t, size_t now, size_t before,
                           const int32_t *alike, const int32_t *of_now,
                           const int32_t *of_before, const bool *settled,
                           const bool *taken)
{
    struct descent_input in = {alike,   of_now, of_before, now, before,
                               settled, taken,  250,       400, 500};
    struct descent out = descent_find(t->arena, &in);
    struct buf text = BUF_IN(t->arena);
    for (size_t i = 0; i < out.count; i++)
        buf_add_format(&text, "%s%zu<%zu%s:%.*s", i ? " " : "", out.items[i].now,
                       out.items[i].before, out.items[i].part ? "p" : "",
                       STR_ARGS(sureness_words(out.items[i].sure)));
    return buf_str(&text);
}

static struct str found(struct test *t, size_t now, size_t before, const int32_t *alike,
                        const bool *settled, const bool *taken)
{
    return found_by(t, now, before, alike, nothing_shared, nothing_shared, settled,
                    taken);
}

static void links_each_with_its_own(struct test *t)
{
    static const int32_t alike[] = {600, 100, 100, 300};
    CHECK_STR(t, found(t, 2, 2, alike, none, none), "0<0:clearly 1<1:probably");
    /* Both are most like the first; together they are more alike so. */
    static const int32_t both[] = {600, 550, 580, 100};
    CHECK_STR(t, found(t, 2, 2, both, none, none), "0<1:probably 1<0:probably");
    static const int32_t little[] = {249, 100, -50, 0};
    CHECK_STR(t, found(t, 2, 2, little, none, none), "");
    static const int32_t near[] = {300, 290, 100, 100};
    CHECK_STR(t, found(t, 2, 2, near, none, none), "0<0:perhaps");
    CHECK_STR(t, found(t, 0, 2, NULL, none, none), "");
    CHECK_STR(t, found(t, 2, 0, NULL, none, none), "");
}

static void finds_what_split_and_joined(struct test *t)
{
    static const int32_t split[] = {600, 450, 399};
    CHECK_STR(t, found(t, 3, 1, split, none, none), "0<0:clearly 1<0p:perhaps");
    CHECK_STR(t, found(t, 1, 3, split, none, none), "0<0:clearly 0<1p:perhaps");
}

/* A small group out of a large one is little like it, and in the same words. */
static void same_words_make_a_part(struct test *t)
{
    static const int32_t alike[] = {600, 150, 200};
    static const int32_t all[] = {0, 1000, 500}, some[] = {0, 740, 490};
    CHECK_STR(t, found_by(t, 3, 1, alike, all, nothing_shared, none, none),
              "0<0:clearly 1<0p:probably 2<0p:perhaps");
    CHECK_STR(t, found_by(t, 3, 1, alike, some, nothing_shared, none, none),
              "0<0:clearly 1<0p:perhaps");
    CHECK_STR(t, found_by(t, 1, 3, alike, nothing_shared, all, none, none),
              "0<0:clearly 0<1p:probably 0<2p:perhaps");
    /* Of two, the one in which more of it was said. */
    static const int32_t two[] = {600, 100, 100, 600, 450, 100};
    static const int32_t most[] = {0, 0, 0, 0, 100, 900};
    CHECK_STR(t, found_by(t, 3, 2, two, most, most, none, none),
              "0<0:clearly 1<1:clearly 2<1p:probably");
}

static void leaves_what_people_settled(struct test *t)
{
    static const int32_t alike[] = {600, 100, 450, 300};
    static const bool first[] = {true, false};
    /* Theme 0 went to last year's 0: theme 1 may be a part of that, or have its own. */
    CHECK_STR(t, found(t, 2, 2, alike, first, first), "1<1:perhaps");
    static const int32_t part[] = {600, 100, 450, 200};
    CHECK_STR(t, found(t, 2, 2, part, first, first), "1<0p:perhaps");
    /* It was said to be new: nothing leads to it, and last year's 0 is free. */
    CHECK_STR(t, found(t, 2, 2, part, first, none), "1<0:probably");
    static const bool all[] = {true, true};
    CHECK_STR(t, found(t, 2, 2, alike, all, none), "");
}

const struct test_case descent_tests[] = {
    {"each with one of its own", links_each_with_its_own},
    {"what split and what became one", finds_what_split_and_joined},
    {"the same words make a part", same_words_make_a_part},
    {"what people settled is left", leaves_what_people_settled},
    {0},
};
