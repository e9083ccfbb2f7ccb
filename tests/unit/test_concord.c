/* SPDX-License-Identifier: MIT */
/* Figures by hand where the case is small; else those of scikit-learn 1.9.1
 * (adjusted_rand_score, cohen_kappa_score) and statsmodels 0.15.0 (fleiss_kappa). */
#include "sortings.h"

#include "cycle/concord.h"

static void compares_two_tables(struct test *t)
{
    static const struct {
        const char *rows;
        int hundredths;
        size_t cards;
    } cases[] = {
        /* 2 pairs together at both, 6 and 3 at each, of 15: (2 - 1.2) / (4.5 - 1.2) */
        {"AA AA AB BB BC BC", 24, 6},
        {"AA AB AA BB BA BB CA CB", -15, 8}, /* -0.1538 */
        {"AA AA AA AB BB BB BB BC CC CC", 39, 10},
        {"AA BA CB AB BC CC", -25, 6}, /* less than chance */
        {"AX AX AX AY BY BY BY BY CZ CX", 44, 10},
        {"AC AC BA BA CB CB", 100, 6}, /* the same piles, whatever they call them */
        {"AA AA AA AA AA AA", 100, 6}, /* one pile, the same */
        {"AA AB AC AD AE AF", 0, 6},   /* one pile, and each on its own */
        {"AA AA AB .A BB B. BC BC .C", 24, 6}, /* what one of them did not see */
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct sortings in = sortings(t, 2, cases[i].rows);
        struct concord got = concord_of_tables(t->arena, &in, 0, 1);
        struct concord back = concord_of_tables(t->arena, &in, 1, 0);
        if (!got.known || got.hundredths != cases[i].hundredths ||
            got.cards != cases[i].cards || back.hundredths != got.hundredths)
            test_fail(
                t, __FILE__, __LINE__,
                str_c(t->arena, str_format(t->arena, "%s: %d, by %zu cards",
                                           cases[i].rows, got.hundredths, got.cards)));
    }
}

static void says_nothing_of_too_few(struct test *t)
{
    struct sortings in = sortings(t, 3, "AA. AA. BB. BB. BB. ..A ..A ..A ..B A.C");
    static const size_t cards[] = {0, 1};
    struct concord five = concord_of_tables(t->arena, &in, 0, 1);
    struct concord none = concord_of_tables(t->arena, &in, 1, 2);
    struct concord group = concord_of_group(t->arena, &in, cards, 2, NULL);
    CHECK(t, !five.known && five.cards == 5);
    CHECK(t, !none.known && none.cards == 0);
    CHECK(t, !group.known && group.tables == 2 && group.cards == 5);
    struct sortings empty = {2, 0, NULL};
    CHECK(t, !concord_of_tables(t->arena, &empty, 0, 1).known);
    CHECK(t, concord_of_group(t->arena, &empty, NULL, 0, NULL).tables == 0);
}

static void compares_two_tables_about_a_group(struct test *t)
{
    static const size_t four[] = {0, 1, 2, 3}, two[] = {8, 9};
    bool differ[10] = {false};
    struct sortings in = sortings(t, 2, "AX AX AX AY BY BY BY BY CZ CX");
    struct concord got = concord_of_group(t->arena, &in, four, 4, differ);
    /* In at both 3, at one 1 and 1, out at both 5: (8/10 - 52/100) / (1 - 52/100) */
    CHECK(t, got.known && got.tables == 2 && got.cards == 10 && got.hundredths == 58);
    for (size_t c = 0; c < 10; c++)
        CHECK(t, differ[c] == (c == 3 || c == 9));
    /* The second has no pile with both: all are out there, which is no more than chance.
     */
    got = concord_of_group(t->arena, &in, two, 2, differ);
    CHECK(t, got.known && got.hundredths == 0);
    CHECK(t, differ[8] && differ[9] && !differ[3]);
    /* A group of all cards: nothing could differ. */
    struct sortings one = sortings(t, 2, "AA AA AA AA AA AA");
    static const size_t all[] = {0, 1, 2, 3, 4, 5};
    got = concord_of_group(t->arena, &one, all, 6, NULL);
    CHECK(t, !got.known && got.cards == 6);
}

static void compares_more_tables_about_a_group(struct test *t)
{
    static const size_t four[] = {0, 1, 2, 3};
    bool differ[12] = {false};
    struct sortings in =
        sortings(t, 3, "AXM AXM AXM AYM BYN BYN BYN BYM CZO CXO AX. .XM");
    struct concord got = concord_of_group(t->arena, &in, four, 4, differ);
    CHECK(t, got.known && got.tables == 3 && got.cards == 10);
    CHECK(t, got.hundredths == 59); /* 0.592760 */
    for (size_t c = 0; c < 12; c++)
        CHECK(t, differ[c] == (c == 3 || c == 7 || c == 9));
    /* A table that sorted one of them has no say. */
    struct sortings shy = sortings(t, 3, "AX. AX. AX. AYM BYN BYN BYN BYM CZO CXO");
    got = concord_of_group(t->arena, &shy, four, 4, NULL);
    CHECK(t, got.tables == 2 && got.cards == 10 && got.hundredths == 58);
}

static void is_quick_with_many(struct test *t)
{
    size_t cards = CONCORD_MOST + 1;
    size_t *pile_of = arena_array(t->arena, size_t, cards * 2);
    for (size_t c = 0; c < cards; c++) {
        pile_of[2 * c] = c < cards / 2 ? 1 : 2;
        pile_of[2 * c + 1] = c % 2 + 1;
    }
    struct sortings in = {2, CONCORD_MOST, pile_of};
    struct concord got = concord_of_tables(t->arena, &in, 0, 1);
    CHECK(t, got.known && got.hundredths == 0);
    in.cards = cards;
    CHECK(t, !concord_of_tables(t->arena, &in, 0, 1).known);
}

const struct test_case concord_tests[] = {
    {"two tables' piles, as Hubert and Arabie", compares_two_tables},
    {"few cards give no figure", says_nothing_of_too_few},
    {"a group at two tables, as Cohen", compares_two_tables_about_a_group},
    {"a group at more, as Fleiss", compares_more_tables_about_a_group},
    {"many cards", is_quick_with_many},
    {0},
};
