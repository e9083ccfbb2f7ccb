/* SPDX-License-Identifier: MIT */
/* Small rounds of impact and effort, all of them: whoever reads what is told, and knows
 * how many came, cannot work out a small number. */
#include "test.h"

#include "cycle/vote_said.h"

#include <string.h>

enum { ROWS = VOTE_SQUARES + 1, GROUPS = 2, MOST_ROUNDS = 9000, PARTS = 31 * 3 };

struct small_round {
    int64_t people[ROWS][GROUPS]; /* young people and schools; last: did not say */
    struct vote_said said;
    bool of_all; /* something is told of them */
};

struct rounds {
    struct test *t;
    struct arena *arena;
    struct room room;
    int64_t threshold;
    size_t count, told; /* told: with something of all */
    struct small_round items[MOST_ROUNDS];
};

static int64_t came(const struct rounds *now, size_t group)
{
    return now->room.attended[group ? 2 : 0];
}

static int64_t sum(const struct small_round *one, size_t row)
{
    return one->people[row][0] + one->people[row][1];
}

static void say(struct rounds *now, struct small_round *one)
{
    struct disclosure_rule rule = disclosure_for(now->threshold);
    struct vote_count count = {0};
    struct room_told told;
    struct error err;
    for (size_t q = 0; q < VOTE_SQUARES; q++) {
        count.squares[q][0] = one->people[q][0];
        count.squares[q][2] = one->people[q][1];
        count.all += sum(one, q);
    }
    REQUIRE_OK(now->t, room_tell(now->arena, rule, &now->room, &told, &err), err);
    REQUIRE_OK(now->t,
               vote_said(now->arena, rule, &now->room, &told, &count, &one->said, &err),
               err);
    one->of_all = one->said.most[VOTE_ALL].len || one->said.all != DISCLOSURE_HIDDEN;
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        one->of_all = one->of_all || one->said.squares[q] != DISCLOSURE_HIDDEN;
}

/* Every way to place a cause, or not to, for one group after the other. */
static void fill(struct rounds *now, struct small_round *one, size_t place, int64_t left)
{
    size_t group = place / ROWS, row = place % ROWS;
    if (group == GROUPS) {
        if (sum(one, 0) + sum(one, 1) + sum(one, 2) + sum(one, 3) == 0 ||
            now->count == MOST_ROUNDS)
            return;
        now->items[now->count] = *one;
        say(now, &now->items[now->count++]);
        return;
    }
    if (row == 0)
        left = came(now, group);
    for (int64_t people = row == VOTE_SQUARES ? left : 0; people <= left; people++) {
        one->people[row][group] = people;
        fill(now, one, place + 1, left - people);
    }
}

/* The answer of all, as it would be told: of few there is none. */
static struct str answer_of_all(const struct rounds *now, const struct small_round *one)
{
    struct vote_count count = {0};
    int64_t most = 0;
    for (size_t q = 0; q < VOTE_SQUARES; q++) {
        count.squares[q][0] = sum(one, q);
        count.all += sum(one, q);
        most = sum(one, q) > most ? sum(one, q) : most;
    }
    return most >= now->threshold ? vote_most_said(&count) : STR_NONE;
}

/* Whether what is told of one could be told of the other: zeros are shown. */
static bool fits(const struct rounds *now, const struct small_round *one,
                 const struct small_round *other)
{
    const struct vote_said *told = &one->said;
    for (int group = VOTE_YOUNG; group < VOTE_ALL; group++)
        if (!str_equal(told->most[group], other->said.most[group]))
            return false;
    if (!one->of_all)
        return true;
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        if (told->squares[q] == DISCLOSURE_HIDDEN ? sum(one, q) > 0 && sum(other, q) == 0
                                                  : told->squares[q] != sum(other, q))
            return false;
    return str_equal(told->most[VOTE_ALL], answer_of_all(now, other)) &&
           (told->all == DISCLOSURE_HIDDEN ||
            sum(one, VOTE_SQUARES) == sum(other, VOTE_SQUARES));
}

/* Those of some groups, in some rows: the number of each part. */
static void parts_of(const struct small_round *one, int64_t out[PARTS])
{
    memset(out, 0, sizeof(int64_t) * PARTS);
    for (size_t part = 0; part < PARTS; part++)
        for (size_t row = 0; row < ROWS; row++)
            for (size_t group = 0; group < GROUPS; group++)
                if (((part / 3 + 1) >> row & 1) && ((part % 3 + 1) >> group & 1))
                    out[part] += one->people[row][group];
}

/* Whether each small number could be another one, going by what is told. */
static bool keeps_small(const struct rounds *now, const struct small_round *one)
{
    int64_t mine[PARTS], theirs[PARTS];
    bool pinned[PARTS];
    size_t left = 0;
    parts_of(one, mine);
    for (size_t p = 0; p < PARTS; p++) {
        pinned[p] = mine[p] > 0 && mine[p] < now->threshold;
        left += pinned[p];
    }
    for (size_t i = 0; i < now->count && left; i++) {
        if (!fits(now, one, &now->items[i]))
            continue;
        parts_of(&now->items[i], theirs);
        for (size_t p = 0; p < PARTS; p++)
            if (pinned[p] && mine[p] != theirs[p]) {
                pinned[p] = false;
                left--;
            }
    }
    return left == 0;
}

static void check_rounds(struct test *t, int64_t threshold, int64_t young,
                         int64_t schools, size_t at_least)
{
    struct rounds *now = arena_alloc(t->arena, sizeof *now);
    struct small_round none = {.people = {{0}}};
    size_t leaks = 0;
    *now = (struct rounds){.t = t,
                           .arena = arena_new(),
                           .threshold = threshold,
                           .room = {.attended = {young, 0, schools}}};
    fill(now, &none, 0, 0);
    CHECK(t, now->count > 0 && now->count < MOST_ROUNDS);
    for (size_t i = 0; i < now->count; i++) {
        leaks += !keeps_small(now, &now->items[i]);
        now->told += now->items[i].of_all;
    }
    CHECK(t, leaks == 0);
    CHECK(t, now->told >= at_least); /* hiding all would be no art */
    arena_free(now->arena);
}

static void keeps_small_numbers(struct test *t)
{
    check_rounds(t, 3, 4, 4, 500);
    check_rounds(t, 3, 5, 4, 1000);
    check_rounds(t, 5, 9, 0, 20);
}

static struct vote_said told_of(struct test *t, const int64_t came[3],
                                const int64_t people[VOTE_SQUARES][3])
{
    struct disclosure_rule rule = disclosure_for(5);
    struct room room = {.attended = {came[0], came[1], came[2]}};
    struct vote_count count = {0};
    struct room_told told;
    struct vote_said said = {.all = 0};
    struct error err;
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        for (size_t p = 0; p < 3; p++) {
            count.squares[q][p] = people[q][p];
            count.all += people[q][p];
        }
    CHECK(t, room_tell(t->arena, rule, &room, &told, &err));
    CHECK(t, vote_said(t->arena, rule, &room, &told, &count, &said, &err));
    return said;
}

/* At least five of six young people, and at least six of seven families: with 5, 6, 0
 * and 8, one young person and one family put it with the schools. */
static void hides_numbers_beside_answers(struct test *t)
{
    static const int64_t all[] = {6, 7, 6}, more[] = {6, 7, 9},
                         parts[VOTE_SQUARES][3] = {
                             {5, 0, 0}, {0, 6, 0}, {0, 0, 0}, {1, 1, 6}};
    struct vote_said said = told_of(t, all, parts);
    CHECK_STR(t, said.most[VOTE_YOUNG], "high impact, low effort");
    CHECK_STR(t, said.most[VOTE_FAMILIES], "high impact, high effort");
    CHECK_STR(t, said.most[VOTE_OTHERS], "low impact, high effort");
    CHECK(t, said.squares[0] == DISCLOSURE_HIDDEN && said.all == DISCLOSURE_HIDDEN);
    CHECK(t, !said.most[VOTE_ALL].len);
    said = told_of(t, more, parts); /* three schools did not say */
    CHECK(t, said.all == DISCLOSURE_HIDDEN);
}

/* Who did not say are who came less those who said. */
static void hides_who_did_not_say(struct test *t)
{
    static const int64_t came[] = {12, 12, 12},
                         few[VOTE_SQUARES][3] = {{8, 6, 3},
                                                 {3, 4, 3},
                                                 {0, 0, 5},
                                                 {0, 0, 0}},
                         enough[VOTE_SQUARES][3] = {
                             {8, 6, 3}, {0, 4, 3}, {0, 0, 5}, {0, 0, 0}};
    struct vote_said said = told_of(t, came, few);
    CHECK(t, said.all == DISCLOSURE_HIDDEN && said.squares[0] == 17);
    said = told_of(t, came, enough);
    CHECK(t, said.all == 29 && said.squares[0] == 17 && said.squares[1] == 7);
    CHECK_STR(t, said.most[VOTE_YOUNG], "high impact, low effort");
    CHECK_STR(t, said.most[VOTE_ALL], "high impact, low effort");
}

/* An answer of five, of whom each must have given it, tells of each; so does where the
 * few who said anything all put it. */
static void tells_of_no_small_group(struct test *t)
{
    static const int64_t five[] = {5, 0, 9}, came[] = {9, 0, 9},
                         all[VOTE_SQUARES][3] = {{5, 0, 9}, {0}, {0}, {0}},
                         one[VOTE_SQUARES][3] = {{6, 0, 0}, {0}, {0}, {0}};
    struct vote_said said = told_of(t, five, all);
    CHECK(t, !said.most[VOTE_YOUNG].len);
    CHECK_STR(t, said.most[VOTE_OTHERS], "high impact, low effort");
    said = told_of(t, came, one);
    CHECK(t, said.squares[0] == DISCLOSURE_HIDDEN);
    CHECK_STR(t, said.most[VOTE_YOUNG], "high impact, low effort");
}

const struct test_case vote_said_tests[] = {
    {"beside answers, small numbers stay hidden", keeps_small_numbers},
    {"numbers that answers would make tell of one are hidden",
     hides_numbers_beside_answers},
    {"those who came and did not say are people too", hides_who_did_not_say},
    {"and a small group's answer is nobody's own", tells_of_no_small_group},
    {0},
};
