/* SPDX-License-Identifier: MIT */
#include "cycle/vote_said.h"

/* The last row is those who came and did not say. */
enum {
    ROWS = VOTE_SQUARES + 1,
    NOT_SAID = VOTE_SQUARES,
    COLUMNS = VOTE_ALL,
    MEETING = COLUMNS + ROWS, /* nodes: columns, rows, and where the rows meet */
    NODES,
    ALL_ROWS = (1 << ROWS) - 1
};

/* A number of people, and what readers know of it. */
struct known {
    int64_t people, least, most;
};

/* Who came is taken for known, so that each column has its sum and each cause can be
 * looked at by itself. A cell leads from its column to its row, and the row's sum on to
 * where they meet. As in disclosure.c a number can be other than it is just when one
 * person could go round through it, by what readers know. */
struct said {
    struct disclosure_rule rule;
    enum vote_group groups[COLUMNS];
    size_t columns;
    struct known cells[ROWS][COLUMNS], sums[ROWS];
    int64_t came[COLUMNS], all_came;
};

static void name_columns(struct said *now, const struct room *room,
                         const struct vote_count *count, struct room_apart apart)
{
    struct vote_count came = {0};
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++)
        came.squares[0][p] = room->attended[p];
    if (apart.young)
        now->groups[now->columns++] = VOTE_YOUNG;
    if (apart.families)
        now->groups[now->columns++] = VOTE_FAMILIES;
    now->groups[now->columns++] = apart.others ? VOTE_OTHERS : VOTE_ALL;
    for (size_t c = 0; c < now->columns; c++) {
        int64_t left = vote_given(&came, 0, now->groups[c], apart);
        for (size_t q = 0; q < VOTE_SQUARES; q++) {
            now->cells[q][c].people = vote_given(count, q, now->groups[c], apart);
            left -= now->cells[q][c].people;
        }
        now->cells[NOT_SAID][c].people = left > 0 ? left : 0;
        for (size_t r = 0; r < ROWS; r++) {
            now->sums[r].people += now->cells[r][c].people;
            now->came[c] += now->cells[r][c].people;
        }
        now->all_came += now->came[c];
    }
}

/* Where most are of four numbers. */
struct most {
    size_t square, as_many; /* as_many: squares with as many */
    int64_t people, next;   /* next: the most of the other squares */
};

static struct most most_of(const struct known *first, size_t step)
{
    struct most out = {.people = first[0].people};
    for (size_t q = 1; q < VOTE_SQUARES; q++)
        if (first[q * step].people > out.people)
            out = (struct most){.square = q, .people = first[q * step].people};
    for (size_t q = 0; q < VOTE_SQUARES; q++) {
        int64_t people = first[q * step].people;
        out.as_many += people == out.people;
        if (people < out.people && people > out.next)
            out.next = people;
    }
    return out;
}

/* Of no more than may be told of, an answer would be each one's. */
static bool can_answer(const struct said *now, int64_t came)
{
    return came > now->rule.threshold;
}

static void no_more(struct known *one, int64_t most)
{
    if (one->most > most)
        one->most = most;
}

static void no_fewer(struct known *one, int64_t least)
{
    if (one->least < least)
        one->least = least;
}

/* What the answer, or that there is none, says of the numbers that it stands for: it
 * stays the same where one of them is larger by one and another smaller. */
static void claim(const struct said *now, struct known *first, size_t step, int64_t came)
{
    int64_t few = now->rule.threshold - 1;
    struct most most = most_of(first, step);
    bool falls =
        most.as_many == 1 && most.people > few + 1 && most.people - most.next > 1;
    for (size_t q = 0; q < VOTE_SQUARES && can_answer(now, came); q++) {
        struct known *one = &first[q * step];
        if (most.people <= few) {
            no_more(one, few);
        } else if (one->people < most.people) {
            bool rises = most.people - one->people > (falls ? 2 : 1);
            no_more(one, one->people + rises);
        } else {
            no_fewer(one, one->people - falls);
            if (most.as_many > 1)
                no_more(one, one->people);
        }
    }
}

/* What readers know of a sum. Zeros are shown, all but a few; and whether one that is
 * hidden is small itself, or hidden for another, they may guess. */
static void tell_sum(const struct said *now, struct known *sum, int64_t shown)
{
    int64_t few = now->rule.threshold - 1;
    sum->least = 0;
    sum->most = now->all_came;
    if (shown != DISCLOSURE_HIDDEN)
        sum->least = sum->most = sum->people;
    else if (sum->people > few)
        sum->least = few + 1;
    else if (sum->people > 0) {
        sum->least = 1;
        sum->most = few;
    }
}

/* What readers know from the numbers, and from the answers. */
static void tell(struct said *now, const int64_t shown[ROWS])
{
    for (size_t r = 0; r < ROWS; r++) {
        tell_sum(now, &now->sums[r], shown[r]);
        for (size_t c = 0; c < now->columns; c++) {
            now->cells[r][c].least = 0;
            now->cells[r][c].most = now->came[c];
        }
    }
    for (size_t c = 0; c < now->columns && now->columns > 1; c++)
        claim(now, &now->cells[0][c], COLUMNS, now->came[c]);
    claim(now, now->sums, 1, now->all_came);
}

/* Shortens the ways to the two ends of a number that could be larger or smaller. */
static bool shorten(int *way, size_t from, size_t to, const struct known *one, int cost)
{
    bool shorter = false;
    if (one->people < one->most && way[from] + cost < way[to]) {
        way[to] = way[from] + cost;
        shorter = true;
    }
    if (one->people > one->least && way[to] - cost < way[from]) {
        way[from] = way[to] - cost;
        shorter = true;
    }
    return shorter;
}

/* Rows and columns, a bit for each. */
struct part {
    unsigned rows, columns;
};

static bool is_in(struct part part, size_t row, size_t column)
{
    return (part.rows & 1U << row) && (part.columns & 1U << column);
}

/* Whether somebody could go round so that the number of those in this part is larger,
 * with `cost` -1, or smaller, with 1: then some way round is shorter than nothing, and
 * ways can be shortened for ever. */
static bool could_be_other(const struct said *now, struct part part, int cost)
{
    int way[NODES] = {0};
    for (size_t i = 0; i <= NODES; i++) {
        bool shorter = false;
        for (size_t r = 0; r < ROWS; r++) {
            for (size_t c = 0; c < now->columns; c++)
                shorter = shorten(way, c, COLUMNS + r, &now->cells[r][c],
                                  is_in(part, r, c) ? cost : 0) ||
                          shorter;
            shorter = shorten(way, COLUMNS + r, MEETING, &now->sums[r], 0) || shorter;
        }
        if (!shorter)
            return false;
    }
    return true;
}

static int64_t people_in(const struct said *now, struct part part)
{
    int64_t people = 0;
    for (size_t r = 0; r < ROWS; r++)
        for (size_t c = 0; c < now->columns; c++)
            people += is_in(part, r, c) ? now->cells[r][c].people : 0;
    return people;
}

/* Whether a number tells of few people, or of each of a small group. */
static bool is_of_few(const struct said *now, struct part part)
{
    int64_t people = people_in(now, part);
    bool one_row = (part.rows & (part.rows - 1)) == 0;
    if (people == 0)
        return false;
    return people < now->rule.threshold ||
           (one_row && people < now->rule.small_group &&
            people == people_in(now, (struct part){ALL_ROWS, part.columns}));
}

/* Whether no such number can be worked out from what is told. */
static bool is_safe(const struct said *now)
{
    struct part part;
    for (part.rows = 1; part.rows <= ALL_ROWS; part.rows++)
        for (part.columns = 1; part.columns < 1U << now->columns; part.columns++)
            if (is_of_few(now, part) && !could_be_other(now, part, -1) &&
                !could_be_other(now, part, 1))
                return false;
    return true;
}

/* Where the few who said anything all said one thing, that tells of each of them. */
static bool all_say_one(const struct said *now)
{
    struct most most = most_of(now->sums, 1);
    return most.people < now->rule.small_group && most.as_many == 1 && most.next == 0;
}

/* (ROWS): the sums as they may be told by themselves. */
static bool hide_sums(struct arena *arena, const struct said *now, int64_t *shown,
                      bool *all_shown, struct error *err)
{
    int64_t people[ROWS];
    struct disclosure_result safe;
    struct disclosure_counts in = {
        .shape = DISCLOSURE_PARTS, .rows = ROWS, .columns = 1, .cells = people};
    for (size_t r = 0; r < ROWS; r++)
        people[r] = now->sums[r].people;
    if (!disclosure_apply(arena, now->rule, &in, &safe, err))
        return false;
    for (size_t r = 0; r < ROWS; r++)
        shown[r] = r < NOT_SAID && all_say_one(now) ? DISCLOSURE_HIDDEN : safe.cells[r];
    *all_shown = safe.total != DISCLOSURE_HIDDEN;
    return true;
}

static struct str answer_of(const struct said *now, const struct known *first,
                            size_t step, int64_t came)
{
    struct most most = most_of(first, step);
    if (!can_answer(now, came) || most.people < now->rule.threshold)
        return STR_NONE;
    return most.as_many > 1 ? STR("people differ") : vote_square(most.square);
}

bool vote_said(struct arena *arena, struct disclosure_rule rule, const struct room *room,
               const struct room_told *told, const struct vote_count *count,
               struct vote_said *out, struct error *err)
{
    struct said now = {.rule = rule};
    int64_t shown[ROWS];
    bool all_shown;
    *out = (struct vote_said){.all = DISCLOSURE_HIDDEN};
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        out->squares[q] = DISCLOSURE_HIDDEN;
    name_columns(&now, room, count,
                 room_told_apart(told, room->attended, rule.threshold));
    for (size_t c = 0; c < now.columns && now.columns > 1; c++)
        out->most[now.groups[c]] =
            answer_of(&now, &now.cells[0][c], COLUMNS, now.came[c]);
    if (!hide_sums(arena, &now, shown, &all_shown, err))
        return false;
    tell(&now, shown);
    if (!is_safe(&now))
        return true;
    out->most[VOTE_ALL] = answer_of(&now, now.sums, 1, now.all_came);
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        out->squares[q] = shown[q];
    if (all_shown && shown[NOT_SAID] != DISCLOSURE_HIDDEN)
        out->all = now.all_came - now.sums[NOT_SAID].people;
    return true;
}
