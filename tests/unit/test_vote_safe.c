/* SPDX-License-Identifier: MIT */
/* Small rounds, all of them: whoever reads what is told, and knows how many came, how
 * they voted and how numbers are hidden, cannot work out a small number. */
#include "test.h"

#include "cycle/vote_safe.h"

enum { CAUSES = 3, GROUPS = 2, MOST_ROUNDS = 4000 };

struct small_round {
    int64_t given[CAUSES][GROUPS]; /* by young people and by schools */
    struct vote_shown shown;
};

struct rounds {
    struct test *t;
    struct arena *arena;
    struct room room;
    int64_t each, most, threshold;
    bool all_vote; /* everybody gives all */
    size_t causes, count;
    struct small_round items[MOST_ROUNDS];
};

static void show(struct rounds *now, struct small_round *one)
{
    struct disclosure_rule rule = disclosure_for(now->threshold);
    struct vote_count counts[CAUSES] = {{0}};
    struct vote_given_out in = {counts, now->causes, now->each, now->most};
    struct room_told told;
    struct error err;
    for (size_t c = 0; c < now->causes; c++) {
        counts[c].squares[0][0] = one->given[c][0];
        counts[c].squares[0][2] = one->given[c][1];
        counts[c].all = one->given[c][0] + one->given[c][1];
    }
    REQUIRE_OK(now->t, room_tell(now->arena, rule, &now->room, &told, &err), err);
    REQUIRE_OK(now->t,
               vote_safe(now->arena, rule, &now->room, &told, &in, &one->shown, &err),
               err);
}

/* Every way to give dots to so many causes, for one group after the other. */
static void fill(struct rounds *now, struct small_round *one, size_t place, int64_t left)
{
    size_t group = place / now->causes, cause = place % now->causes;
    if (group == GROUPS) {
        if (now->count == MOST_ROUNDS)
            return;
        struct small_round *next = &now->items[now->count++];
        *next = *one;
        show(now, next);
        return;
    }
    int64_t people = now->room.attended[group ? 2 : 0];
    if (cause == 0)
        left = now->each * people;
    bool last = cause + 1 == now->causes;
    int64_t most = left < now->most * people ? left : now->most * people;
    for (int64_t dots = last && now->all_vote ? left : 0; dots <= most; dots++) {
        one->given[cause][group] = dots;
        fill(now, one, place + 1, left - dots);
    }
}

static bool same_cells(const struct rounds *now, const struct vote_shown *a,
                       const struct vote_shown *b)
{
    if (a->nothing != b->nothing || a->apart.others != b->apart.others ||
        a->apart.young != b->apart.young)
        return false;
    for (size_t c = 0; c < now->causes; c++)
        for (size_t g = 0; g < VOTE_GROUPS; g++)
            if (a->cells[c][g] != b->cells[c][g])
                return false;
    return true;
}

static int64_t number(const struct small_round *one, size_t cause, size_t group)
{
    return group < GROUPS ? one->given[cause][group]
                          : one->given[cause][0] + one->given[cause][1];
}

/* Whether each small number could be another one, going by what is told. */
static bool keeps_small(const struct rounds *now, const struct small_round *one)
{
    bool open[CAUSES][GROUPS + 1] = {{false}};
    for (size_t i = 0; i < now->count; i++) {
        const struct small_round *other = &now->items[i];
        if (!same_cells(now, &one->shown, &other->shown))
            continue;
        for (size_t c = 0; c < now->causes; c++)
            for (size_t g = 0; g <= GROUPS; g++)
                open[c][g] = open[c][g] || number(one, c, g) != number(other, c, g);
    }
    for (size_t c = 0; c < now->causes; c++)
        for (size_t g = 0; g <= GROUPS; g++) {
            int64_t small = number(one, c, g);
            if (small > 0 && small < now->threshold && !open[c][g])
                return false;
        }
    return true;
}

/* One room, and all its rounds. */
static void check_rounds(struct test *t, struct rounds *now, int64_t young,
                         int64_t schools)
{
    struct small_round none = {.given = {{0}}};
    now->t = t;
    now->arena = arena_new();
    now->room = (struct room){.attended = {young, 0, schools}};
    now->count = 0;
    fill(now, &none, 0, 0);
    CHECK(t, now->count > 0 && now->count < MOST_ROUNDS);
    for (size_t i = 0; i < now->count; i++)
        CHECK(t, keeps_small(now, &now->items[i]));
    arena_free(now->arena);
}

static void keeps_people_with_one_dot(struct test *t)
{
    static const int64_t rooms[][2] = {{6, 0}, {5, 5}, {6, 9}, {9, 6}};
    struct rounds *now = arena_alloc(t->arena, sizeof *now);
    now->each = now->most = 1;
    now->threshold = 5;
    for (size_t i = 0; i < 8; i++) {
        now->causes = 1 + i / 4;
        now->all_vote = false;
        check_rounds(t, now, rooms[i % 4][0], rooms[i % 4][1]);
        now->all_vote = true;
        check_rounds(t, now, rooms[i % 4][0], rooms[i % 4][1]);
    }
    now->threshold = 10;
    check_rounds(t, now, 12, 11);
}

/* At most one on each cause: they are people, and some may have more to give. */
static void keeps_people_with_one_on_each(struct test *t)
{
    static const int64_t rooms[][2] = {{6, 0}, {5, 5}, {9, 0}};
    struct rounds *now = arena_alloc(t->arena, sizeof *now);
    now->each = 2;
    now->most = 1;
    now->threshold = 5;
    for (size_t i = 0; i < 3; i++) {
        now->causes = rooms[i][1] ? 2 : 3;
        now->all_vote = false;
        check_rounds(t, now, rooms[i][0], rooms[i][1]);
        now->all_vote = true;
        check_rounds(t, now, rooms[i][0], rooms[i][1]);
    }
}

/* Fewer dots than so many people are of few. */
static void keeps_few_of_many_dots(struct test *t)
{
    struct rounds *now = arena_alloc(t->arena, sizeof *now);
    now->each = now->most = 3;
    now->threshold = 5;
    now->causes = 2;
    now->all_vote = true;
    check_rounds(t, now, 6, 5);
    check_rounds(t, now, 9, 7);
}

/* Two who gave five dots each are two, though no number is small; and that all nine
 * young people gave one cause all they had is told of each of them. */
static void tells_of_no_few_who_gave_much(struct test *t)
{
    struct rounds *now = arena_alloc(t->arena, sizeof *now);
    struct small_round two = {.given = {{5, 0}, {5, 0}}},
                       all = {.given = {{27, 10}, {0, 20}}},
                       but_one = {.given = {{26, 10}, {1, 20}}};
    *now = (struct rounds){.t = t,
                           .arena = t->arena,
                           .room = {.attended = {9, 0, 10}},
                           .each = 5,
                           .most = 5,
                           .threshold = 5,
                           .causes = 2};
    show(now, &two);
    CHECK(t, two.shown.nothing);
    now->each = now->most = 3;
    show(now, &all);
    show(now, &but_one);
    REQUIRE(t, all.shown.cells);
    CHECK(t, !all.shown.nothing && !all.shown.apart.others);
    CHECK(t, !but_one.shown.nothing && !but_one.shown.apart.others);
    CHECK(t, all.shown.cells[0][VOTE_ALL] == 37 && all.shown.cells[1][VOTE_ALL] == 20);
}

/* Outside of a round one slip gives up to ten dots: ten may be one person's, and fifty
 * are of five at least. */
static void takes_dots_of_no_round_for_few(struct test *t)
{
    struct rounds *now = arena_alloc(t->arena, sizeof *now);
    struct small_round ten = {.given = {{10, 0}}}, most = {.given = {{40, 0}}},
                       enough = {.given = {{41, 0}}}, both = {.given = {{41, 40}}};
    *now = (struct rounds){.t = t,
                           .arena = t->arena,
                           .room = {.attended = {9, 0, 10}},
                           .threshold = 5,
                           .causes = 1};
    show(now, &ten);
    show(now, &most);
    show(now, &enough);
    show(now, &both);
    CHECK(t, ten.shown.nothing && most.shown.nothing);
    CHECK(t, !enough.shown.nothing && enough.shown.cells[0][VOTE_ALL] == 41);
    CHECK(t, !both.shown.apart.others && both.shown.cells[0][VOTE_ALL] == 81);
}

const struct test_case vote_safe_tests[] = {
    {"where each has one dot, small numbers stay hidden", keeps_people_with_one_dot},
    {"where each has one for a cause", keeps_people_with_one_on_each},
    {"where each has several", keeps_few_of_many_dots},
    {"few who gave much are few", tells_of_no_few_who_gave_much},
    {"where nobody knows what each had", takes_dots_of_no_round_for_few},
    {0},
};
