/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "cycle/disclosure.h"
#include "cycle/votes.h"

static const struct {
    const char *way, *vote;
    int64_t square, score; /* of the cause "a", in the round "one" */
} given[] = {
    {"dots", "\"cause\":\"a\",\"dots\":5,\"people\":3", 0, 5},
    {"dots", "\"cause\":\"b\",\"dots\":5", 0, 0},
    {"ranking", "\"first\":\"a\",\"second\":\"b\",\"people\":4", 0, 12},
    {"ranking", "\"first\":\"b\",\"second\":\"a\"", 0, 2},
    {"ranking", "\"first\":\"b\",\"second\":\"c\",\"third\":\"a\",\"people\":2", 0, 2},
    {"ranking", "\"first\":\"b\"", 0, 0},
    {"two_by_two", "\"cause\":\"a\",\"impact\":\"high\",\"effort\":\"low\"", 0, 1},
    {"two_by_two", "\"cause\":\"a\",\"impact\":\"high\",\"effort\":\"high\"", 1, 1},
    {"two_by_two",
     "\"cause\":\"a\",\"impact\":\"low\",\"effort\":\"low\",\"people\":"
     "7",
     2, 7},
    {"two_by_two", "\"cause\":\"a\",\"impact\":\"low\",\"effort\":\"high\"", 3, 1},
    {"two_by_two", "\"cause\":\"b\",\"impact\":\"low\",\"effort\":\"high\"", 3, 0},
};

/* A vote from a viewpoint in the round "one", or in none. */
static void add(struct test *t, struct vote_count *count, const char *way,
                const char *vote, const char *from, bool in_round)
{
    struct error err;
    struct json body;
    struct str text = str_format(t->arena, "{%s,\"perspective\":\"%s\"%s}", vote, from,
                                 in_round ? ",\"ballot\":\"one\"" : "");
    REQUIRE_OK(t, json_parse(t->arena, text, &body, &err), err);
    vote_add(count, vote_way(str_of(way)), &body, STR("one"), STR("a"));
}

static void counts_each_way(struct test *t)
{
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        struct vote_count count = {0};
        add(t, &count, given[i].way, given[i].vote, "family", true);
        add(t, &count, given[i].way, given[i].vote, "family", false);
        if (count.all != given[i].score ||
            count.squares[given[i].square][1] != given[i].score)
            test_fail_str(t, __FILE__, __LINE__, str_of(given[i].vote),
                          str_of(given[i].way));
    }
}

static void puts_groups_together(struct test *t)
{
    static const char *const from[] = {"young_person", "family", "school", "other",
                                       "somebody new"};
    struct room_apart all = {true, true, true}, young = {true, false, true};
    struct vote_count count = {0};
    for (size_t i = 0; i < sizeof from / sizeof from[0]; i++)
        add(t, &count, "dots", "\"cause\":\"a\",\"dots\":2", from[i], true);
    CHECK(t, count.all == 10 && count.squares[0][ROOM_PERSPECTIVES - 1] == 4);
    CHECK(t, vote_given(&count, 0, VOTE_YOUNG, all) == 2);
    CHECK(t, vote_given(&count, 0, VOTE_FAMILIES, all) == 2);
    CHECK(t, vote_given(&count, 0, VOTE_OTHERS, all) == 6);
    CHECK(t, vote_given(&count, 0, VOTE_FAMILIES, young) == 0);
    CHECK(t, vote_given(&count, 0, VOTE_OTHERS, young) == 8);
    CHECK(t, vote_given(&count, 0, VOTE_ALL, young) == 10);
    CHECK(t, vote_given(&count, 1, VOTE_ALL, young) == 0);
}

static void finds_where_most_are(struct test *t)
{
    static const struct {
        int64_t people[VOTE_SQUARES];
        const char *most;
    } cases[] = {{{0, 0, 0, 0}, ""},
                 {{1, 3, 2, 0}, "high impact, high effort"},
                 {{3, 1, 1, 1}, "high impact, low effort"},
                 {{1, 3, 0, 3}, "people differ"},
                 {{2, 0, 0, 0}, "high impact, low effort"},
                 {{2, 2, 3, 0}, "low impact, low effort"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct vote_count count = {0};
        for (size_t q = 0; q < VOTE_SQUARES; q++) {
            count.squares[q][q] = cases[i].people[q];
            count.all += cases[i].people[q];
        }
        CHECK_STR(t, vote_most_said(&count), cases[i].most);
    }
    CHECK_STR(t, vote_square(0), "high impact, low effort");
    CHECK_STR(t, vote_square(3), "low impact, high effort");
    CHECK_STR(t, vote_kind(vote_way(STR("two_by_two"))), "placing");
}

/* One room: nobody stands apart whose number is hidden, and all others are nobody or no
 * few. */
static bool tells_no_few(struct arena *arena, int64_t threshold, const struct room *room)
{
    struct disclosure_rule rule = disclosure_for(threshold);
    struct disclosure_result safe;
    struct room_told told;
    struct error err;
    if (!room_safe(arena, rule, room->attended, &safe, &err) ||
        !room_tell(arena, rule, room, &told, &err))
        return false;
    struct room_apart apart = room_told_apart(&told, room->attended, threshold);
    int64_t others = 0, told_count = 0;
    for (size_t i = 0; i < ROOM_PERSPECTIVES; i++) {
        told_count += told.apart[i];
        others += told.apart[i] ? 0 : room->attended[i];
        if (told.apart[i] && safe.cells[i] != room->attended[i])
            return false;
    }
    int64_t votes = room_total(room->attended) - (apart.young ? room->attended[0] : 0) -
                    (apart.families ? room->attended[1] : 0);
    return (!told_count || !others || others >= threshold) &&
           (!apart.young || told.apart[0]) && (!apart.families || told.apart[1]) &&
           apart.others == (apart.young || apart.families) &&
           (!apart.others || votes >= threshold);
}

static void tells_of_no_few_in_any_room(struct test *t)
{
    static const int64_t people[] = {0, 1, 4, 5, 6, 9, 10, 23};
    struct arena *arena = arena_new();
    for (size_t i = 0; i < 8 * 8 * 8 * 8; i++) {
        struct room room = {.attended = {people[i / 512], people[i / 64 % 8],
                                         people[i / 8 % 8], 0, people[i % 8]}};
        CHECK(t, tells_no_few(arena, 5, &room) && tells_no_few(arena, 10, &room));
    }
    arena_free(arena);
}

const struct test_case votes_tests[] = {
    {"no viewpoint of few can be told, in any room", tells_of_no_few_in_any_room},
    {"each way of voting is counted", counts_each_way},
    {"viewpoints are put together in groups", puts_groups_together},
    {"where most put it is found", finds_where_most_are},
    {0},
};
