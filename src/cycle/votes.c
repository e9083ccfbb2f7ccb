/* SPDX-License-Identifier: MIT */
#include "cycle/votes.h"

enum { PLACES = 3 };

enum vote_way vote_way(struct str way)
{
    return str_equal(way, STR("ranking"))      ? VOTE_RANKING
           : str_equal(way, STR("two_by_two")) ? VOTE_TWO_BY_TWO
                                               : VOTE_DOTS;
}

struct str vote_kind(enum vote_way way)
{
    static const char *const kinds[] = {"vote", "ranking", "placing"};
    return str_of(kinds[way]);
}

struct str vote_square(size_t square)
{
    static const char *const words[VOTE_SQUARES] = {
        "high impact, low effort", "high impact, high effort", "low impact, low effort",
        "low impact, high effort"};
    return square < VOTE_SQUARES ? str_of(words[square]) : STR_NONE;
}

struct str vote_round_called(struct arena *arena, struct str name, size_t place)
{
    return name.len ? name : str_format(arena, "round %zu", place + 1);
}

static size_t square_of(const struct json *placing)
{
    return (str_equal(json_find_text(placing, STR("impact")), STR("high")) ? 0U : 2U) +
           (str_equal(json_find_text(placing, STR("effort")), STR("high")) ? 1U : 0U);
}

static int64_t points_of(const struct json *order, struct str cause, int64_t people)
{
    static const char *const places[PLACES] = {"first", "second", "third"};
    int64_t points = 0;
    for (int p = 0; p < PLACES; p++)
        if (str_equal(json_find_text(order, str_of(places[p])), cause))
            points += (PLACES - p) * people;
    return points;
}

static int64_t score_of(enum vote_way way, const struct json *vote, struct str cause)
{
    int64_t people = json_find_integer(vote, STR("people"), 1);
    if (way == VOTE_RANKING)
        return points_of(vote, cause, people);
    if (!str_equal(json_find_text(vote, STR("cause")), cause))
        return 0;
    return way == VOTE_DOTS ? json_find_integer(vote, STR("dots"), 0) : people;
}

void vote_add(struct vote_count *count, enum vote_way way, const struct json *vote,
              struct str ballot, struct str cause)
{
    if (!str_equal(json_find_text(vote, STR("ballot")), ballot))
        return;
    size_t square = way == VOTE_TWO_BY_TWO ? square_of(vote) : 0;
    int64_t score = score_of(way, vote, cause);
    count->all += score;
    count->squares[square]
                  [room_perspective_index(json_find_text(vote, STR("perspective")))] +=
        score;
}

void vote_add_first(struct vote_count *count, const struct json *order, struct str ballot,
                    struct str cause)
{
    if (!str_equal(json_find_text(order, STR("ballot")), ballot) ||
        !str_equal(json_find_text(order, STR("first")), cause))
        return;
    int64_t people = json_find_integer(order, STR("people"), 1);
    count->all += people;
    count
        ->squares[0][room_perspective_index(json_find_text(order, STR("perspective")))] +=
        people;
}

int64_t vote_given(const struct vote_count *count, size_t square, enum vote_group group,
                   struct room_apart apart)
{
    int64_t young = apart.young ? count->squares[square][0] : 0;
    int64_t families = apart.families ? count->squares[square][1] : 0;
    int64_t all = room_total(count->squares[square]);
    return group == VOTE_YOUNG      ? young
           : group == VOTE_FAMILIES ? families
           : group == VOTE_OTHERS   ? all - young - families
                                    : all;
}

struct str vote_most_said(const struct vote_count *count)
{
    size_t most = 0, as_many = 0;
    for (size_t q = 1; q < VOTE_SQUARES; q++)
        if (room_total(count->squares[q]) > room_total(count->squares[most]))
            most = q;
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        as_many += room_total(count->squares[q]) == room_total(count->squares[most]);
    return count->all == 0 ? STR_NONE
           : as_many > 1   ? STR("people differ")
                           : vote_square(most);
}
