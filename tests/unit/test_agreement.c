/* SPDX-License-Identifier: MIT */
#include "sortings.h"

#include "cycle/agreement.h"

#include <string.h>

/* The groups as digits, "0012". */
static struct str joined(struct test *t, size_t tables, const char *rows)
{
    struct sortings in = sortings(t, tables, rows);
    struct joined out;
    struct error err;
    struct buf text = BUF_IN(t->arena);
    if (!agreement_join(t->arena, &in, &out, &err))
        return STR("refused");
    for (size_t c = 0; c < in.cards; c++)
        buf_add_integer(&text, (int64_t)out.of[c]);
    return buf_str(&text);
}

static void joins_by_most_of_the_tables(struct test *t)
{
    static const struct {
        const char *what;
        size_t tables;
        const char *rows, *groups;
    } cases[] = {
        {"one table: its piles", 1, "A A B C", "0012"},
        {"all agree, whatever they call them", 3, "AXP AXP BYQ BYQ", "0011"},
        {"two of three", 3, "AAA AAB BBB", "001"},
        {"one of three is not enough", 3, "AAA ABB CCC", "012"},
        {"two tables that differ: a half is not most", 2, "AA AB BB", "012"},
        {"different cards: each table's piles", 2, "A. A. .A .A .B", "00112"},
        {"a pile shared in part", 2, "A. AA .A", "000"},
        {"tables that saw other cards say nothing", 3, "AA. AA. .BA .BA BBA", "00111"},
        {"an outvoted table's own card goes where its pile went", 3,
         "A.. AAA AAA AAA BAA BAA BAA BAA", "00000000"},
        {"and stays by itself where its pile went everywhere", 3,
         "A.. AAA ABB ACC BAA CBB DCC", "0123123"},
        {"with those that were left over like it", 3, "A.. A.. AAA ABB ACC BAA CBB DCC",
         "00123123"},
        {"two of seven do not speak for the pile", 2, "A. A. A. A. A. AA AA .A .A",
         "000001111"},
        {"but a third of it does", 2, "A. A. A. A. AA AA .A .A", "00000000"},
        {"a chain does not hold where tables saw both ends apart", 3, "A.A AA. .BB",
         "001"},
        {"on their own: a pile each", 2, "AA BB CC", "012"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str groups = joined(t, cases[i].tables, cases[i].rows);
        if (!str_equal(groups, str_of(cases[i].groups)))
            test_fail(
                t, __FILE__, __LINE__,
                str_c(t->arena, str_format(t->arena, "%s: %.*s is not %s", cases[i].what,
                                           STR_ARGS(groups), cases[i].groups)));
    }
    CHECK_STR(t, joined(t, 2, ""), "");
}

static void refuses_too_many_kinds(struct test *t)
{
    size_t cards = AGREEMENT_MOST + 1;
    size_t *pile_of = arena_array(t->arena, size_t, cards * 2);
    struct joined out;
    struct error err;
    for (size_t c = 0; c < cards; c++)
        pile_of[2 * c] = pile_of[2 * c + 1] = c + 1;
    struct sortings in = {2, cards, pile_of};
    CHECK(t, !agreement_join(t->arena, &in, &out, &err));
    CHECK(t, err.kind == ERROR_LIMIT && strstr(err.text, "3001 cards"));
    in.cards = 1200; /* of another kind each, and quick all the same */
    CHECK(t, agreement_join(t->arena, &in, &out, &err) && out.count == 1200);
}

static void says_how_many_tables_agree(struct test *t)
{
    struct sortings in = sortings(t, 4, "AAA. AAA. AAB. AB.A .B.A");
    static const size_t first[] = {0, 1, 2}, all[] = {0, 1, 2, 3, 4}, one[] = {0};
    struct table_says says[4];
    struct agreement said = agreement_of(t->arena, &in, first, 3, says);
    CHECK(t, said.tables == 3 && said.whole == 2 && said.most == 2);
    CHECK(t, says[0].piles == 1 && says[1].piles == 1 && says[2].piles == 2);
    CHECK(t, says[0].most && !says[2].most && says[3].piles == 0);
    said = agreement_of(t->arena, &in, all, 5, NULL);
    /* Table 2 has 3 + 1 of 10 pairs together; table 4 saw two of them. */
    CHECK(t, said.tables == 4 && said.whole == 2 && said.most == 2);
    said = agreement_of(t->arena, &in, one, 1, NULL);
    CHECK(t, said.tables == 0);
    struct sortings most = sortings(t, 1, "A A A A A B");
    static const size_t six[] = {0, 1, 2, 3, 4, 5};
    said = agreement_of(t->arena, &most, six, 6, NULL);
    CHECK(t, said.whole == 0 && said.most == 1); /* 10 of 15 pairs */
}

static void finds_what_they_differ_about(struct test *t)
{
    /* The third card went with the first two, with the others, and nowhere. */
    struct sortings in = sortings(t, 3, "AAA AAA ABC BBB BBB A..");
    struct difference odd = agreement_differ(&in, 2), first = agreement_differ(&in, 0);
    CHECK(t, odd.apart == 8 && odd.pairs == 8);
    CHECK(t, first.apart == 2 && first.pairs == 5);
    CHECK(t, difference_is_larger(odd, first) && !difference_is_larger(first, odd));
    CHECK(t, difference_is_own(odd) && !difference_is_own(first));
    CHECK(t, agreement_differ(&in, 5).pairs == 0); /* one table alone sorted it */
    CHECK(t, !difference_is_larger(agreement_differ(&in, 5), first));
    CHECK(t, difference_is_larger(first, agreement_differ(&in, 5)));
}

const struct test_case agreement_tests[] = {
    {"cards go where most of the tables put them", joins_by_most_of_the_tables},
    {"more kinds of card than can be joined are refused", refuses_too_many_kinds},
    {"how many tables put cards together", says_how_many_tables_agree},
    {"which cards they differ about", finds_what_they_differ_about},
    {0},
};
