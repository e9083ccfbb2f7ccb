/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "cycle/descent.h"

static const bool none[4];

/* "0<0 1<2p", a part marked, from a matrix of `now` rows. */
static struct str found(struct test *t, size_t now, size_t before, const int32_t *alike,
                        const bool *settled, const bool *taken)
{
    struct descent_input in = {alike, now, before, settled, taken, 250, 400, 500};
    struct descent out = descent_find(t->arena, &in);
    struct buf text = BUF_IN(t->arena);
    for (size_t i = 0; i < out.count; i++)
        buf_add_format(&text, "%s%zu<%zu%s:%.*s", i ? " " : "", out.items[i].now,
                       out.items[i].before, out.items[i].part ? "p" : "",
                       STR_ARGS(sureness_words(out.items[i].sure)));
    return buf_str(&text);
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
    {"what people settled is left", leaves_what_people_settled},
    {0},
};
