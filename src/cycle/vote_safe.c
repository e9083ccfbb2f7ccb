/* SPDX-License-Identifier: MIT */
#include "cycle/vote_safe.h"

enum { MOST_AT_A_TIME = 10 };

struct safe {
    struct arena *arena;
    struct disclosure_rule rule;
    const struct room *room;
    const struct vote_given_out *in;
    struct room_apart apart;
    enum vote_group columns[VOTE_GROUPS]; /* that are counted: not their sum */
    size_t column_count;
};

static int64_t fewer(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

/* The least that can have voted: as if each had given all they had, and outside of a
 * round as much as a slip takes at a time (`most_outside` of voting.lua). */
static void least_voters(const struct safe *now, int64_t people[ROOM_PERSPECTIVES])
{
    int64_t each = now->in->each ? now->in->each : MOST_AT_A_TIME;
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++) {
        int64_t given = 0;
        for (size_t c = 0; c < now->in->causes; c++)
            given += now->in->counts[c].squares[0][p];
        people[p] = (given + each - 1) / each;
    }
}

static void name_columns(struct safe *now)
{
    now->column_count = 0;
    if (now->apart.young)
        now->columns[now->column_count++] = VOTE_YOUNG;
    if (now->apart.families)
        now->columns[now->column_count++] = VOTE_FAMILIES;
    now->columns[now->column_count++] = now->apart.others ? VOTE_OTHERS : VOTE_ALL;
}

static int64_t came(const struct safe *now, enum vote_group group)
{
    struct vote_count count = {0};
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++)
        count.squares[0][p] = now->room->attended[p];
    return vote_given(&count, 0, group, now->apart);
}

static int64_t cell(const struct safe *now, size_t cause, enum vote_group group)
{
    return vote_given(&now->in->counts[cause], 0, group, now->apart);
}

/* Where each has one to give, the table itself hides it. */
static bool all_but_few(const struct safe *now, enum vote_group group)
{
    int64_t most = now->in->most_on_one * came(now, group);
    if (now->in->each <= 1)
        return false;
    for (size_t c = 0; c < now->in->causes; c++) {
        int64_t got = cell(now, c, group), left = most - got;
        if (got > 0 && left >= 0 && left < now->rule.threshold)
            return true;
    }
    return false;
}

static bool any_all_but_few(const struct safe *now)
{
    for (size_t i = 0; i < now->column_count; i++)
        if (all_but_few(now, now->columns[i]))
            return true;
    return all_but_few(now, VOTE_ALL);
}

static int64_t not_given(const struct safe *now, enum vote_group group)
{
    int64_t left = now->in->each * came(now, group);
    for (size_t c = 0; c < now->in->causes; c++)
        left -= cell(now, c, group);
    return left > 0 ? left : 0;
}

static bool hide(const struct safe *now, struct vote_shown *out, struct error *err)
{
    size_t rows = now->in->causes + 1, columns = now->column_count;
    int64_t *cells = arena_array(now->arena, int64_t, rows * columns);
    for (size_t i = 0; i < columns; i++) {
        for (size_t c = 0; c < now->in->causes; c++)
            cells[c * columns + i] = cell(now, c, now->columns[i]);
        cells[(rows - 1) * columns + i] = not_given(now, now->columns[i]);
    }
    struct disclosure_result safe;
    struct disclosure_counts in = {.shape =
                                       columns > 1 ? DISCLOSURE_TABLE : DISCLOSURE_PARTS,
                                   .rows = rows,
                                   .columns = columns,
                                   .cells = cells};
    if (!disclosure_apply(now->arena, now->rule, &in, &safe, err))
        return false;
    for (size_t c = 0; c < now->in->causes; c++) {
        for (size_t i = 0; i < columns; i++) {
            out->cells[c][now->columns[i]] = safe.cells[c * columns + i];
            out->hidden += safe.cells[c * columns + i] == DISCLOSURE_HIDDEN;
        }
        if (columns > 1) {
            out->cells[c][VOTE_ALL] = safe.row_totals[c];
            out->hidden += safe.row_totals[c] == DISCLOSURE_HIDDEN;
        }
    }
    return true;
}

bool vote_safe(struct arena *arena, struct disclosure_rule rule, const struct room *room,
               const struct room_told *told, const struct vote_given_out *in,
               struct vote_shown *out, struct error *err)
{
    struct safe now = {.arena = arena, .rule = rule, .room = room, .in = in};
    int64_t people[ROOM_PERSPECTIVES];
    *out = (struct vote_shown){
        .cells = arena_alloc_array(arena, sizeof *out->cells, in->causes)};
    least_voters(&now, people);
    int64_t voters = room_total(people);
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++)
        people[p] = fewer(people[p], room->attended[p]);
    now.apart = room_told_apart(told, people, rule.threshold);
    name_columns(&now);
    if (now.column_count > 1 && any_all_but_few(&now)) {
        now.apart = (struct room_apart){false, false, false};
        name_columns(&now);
    }
    out->apart = now.apart;
    out->nothing = (voters > 0 && voters < rule.threshold) || all_but_few(&now, VOTE_ALL);
    for (size_t c = 0; c < in->causes; c++)
        for (size_t g = 0; g < VOTE_GROUPS; g++)
            out->cells[c][g] = DISCLOSURE_HIDDEN;
    return out->nothing || hide(&now, out, err);
}
