/* SPDX-License-Identifier: MIT */
/* The part about what people chose to tackle: each round of voting that is closed, and
 * votes of no round. Of a round that is open nothing is told. */
#include "cycle/publish_parts.h"
#include "cycle/vote_safe.h"
#include "cycle/vote_said.h"
#include "store/event.h"

#include <stdlib.h>

/* A round that is closed; without an id: votes of no round. */
struct round {
    struct str id, name;       /* name: empty where it has none and is the only one */
    int64_t closed;            /* the number of the command that closed it; 0: none did */
    int64_t dots, most_on_one; /* of each person; 0: not known */
};

static const struct entries *votes_of(const struct publishing *now, enum vote_way way)
{
    return way == VOTE_RANKING      ? &now->rankings
           : way == VOTE_TWO_BY_TWO ? &now->placings
                                    : &now->votes;
}

static struct vote_count count_for(const struct publishing *now, enum vote_way way,
                                   struct str ballot, struct str cause)
{
    const struct entries *votes = votes_of(now, way);
    struct vote_count count = {0};
    for (size_t i = 0; i < votes->count; i++)
        vote_add(&count, way, &votes->items[i].body, ballot, cause);
    return count;
}

/* A root cause with what it got, as people are told of: dots, or first places. */
struct voted {
    const struct entry *cause;
    int64_t score; /* dots, or points */
    struct vote_count count;
    const int64_t *shown; /* (VOTE_GROUPS) */
};

static int by_cause(const struct voted *left, const struct voted *right)
{
    return str_compare(left->cause->id, right->cause->id);
}

/* Where a hidden number stands must not tell how large it is: before what nobody chose,
 * for it is not 0. */
static int64_t standing(const struct voted *voted)
{
    int64_t all = voted->shown[VOTE_ALL];
    return all == DISCLOSURE_HIDDEN ? 1 : all * 2;
}

static int by_shown(const void *a, const void *b)
{
    int64_t left = standing(a), right = standing(b);
    return left == right ? by_cause(a, b) : left > right ? -1 : 1;
}

static int by_score(const void *a, const void *b)
{
    const struct voted *left = a, *right = b;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return by_cause(left, right);
}

/* The number of the command that made a record: it is in the id. */
static int64_t made_by(struct str id)
{
    int64_t number = 0;
    size_t dot = str_find(id, STR(".")), dash = str_find(id, STR("-"));
    bool fine = dash != SIZE_MAX && dot != SIZE_MAX && dash < dot &&
                str_to_integer(str_slice(id, dash + 1, dot), &number);
    return fine ? number : 0;
}

/* A root cause that was there before the round ended. */
static bool is_up(const struct round *round, const struct entry *cause)
{
    return json_find_bool(&cause->body, STR("root")) &&
           (!round->closed || made_by(cause->id) < round->closed);
}

static size_t count_up(const struct publishing *now, const struct round *round)
{
    size_t count = 0;
    for (size_t i = 0; i < now->causes.count; i++)
        count += is_up(round, &now->causes.items[i]);
    return count;
}

/* Of an order: people by what they put first, for points tell exactly how many put it
 * second and third as well. */
static struct vote_count told_of(const struct publishing *now, enum vote_way way,
                                 struct str ballot, struct str cause)
{
    struct vote_count count = {0};
    if (way != VOTE_RANKING)
        return count_for(now, way, ballot, cause);
    for (size_t i = 0; i < now->rankings.count; i++)
        vote_add_first(&count, &now->rankings.items[i].body, ballot, cause);
    return count;
}

static bool any_votes(const struct publishing *now, enum vote_way way,
                      const struct round *round)
{
    const struct entries *votes = votes_of(now, way);
    for (size_t i = 0; i < votes->count; i++)
        if (str_equal(json_find_text(&votes->items[i].body, STR("ballot")), round->id))
            return true;
    return false;
}

/* All that were up for dots stand there, since each could have got some. */
static size_t causes_with_votes(struct publishing *now, enum vote_way way,
                                const struct round *round, struct voted *out)
{
    size_t count = 0;
    for (size_t i = 0; i < now->causes.count; i++) {
        const struct entry *cause = &now->causes.items[i];
        int64_t score = count_for(now, way, round->id, cause->id).all;
        if (score || (way == VOTE_DOTS && is_up(round, cause)))
            out[count++] = (struct voted){cause, score,
                                          told_of(now, way, round->id, cause->id), NULL};
    }
    return count;
}

static bool make_safe(struct publishing *now, const struct round *round,
                      struct voted *voted, size_t count, struct vote_shown *out,
                      struct error *err)
{
    struct vote_count *counts = arena_array(now->arena, struct vote_count, count);
    struct vote_given_out in = {counts, count, round->dots, round->most_on_one};
    for (size_t i = 0; i < count; i++)
        counts[i] = voted[i].count;
    if (!vote_safe(now->arena, now->request->rule, &now->room, &now->told, &in, out, err))
        return false;
    for (size_t i = 0; i < count; i++)
        voted[i].shown = out->cells[i];
    return true;
}

/* Three columns that a reader takes in. Where few of a viewpoint were in the room, they
 * stand under others. */
static struct room_apart columns_of_votes(const struct publishing *now)
{
    return room_told_apart(&now->told, now->room.attended, now->request->rule.threshold);
}

static void votes_row(struct publishing *now, const struct voted *voted,
                      struct room_apart columns)
{
    bool shown[] = {columns.young, columns.families, columns.others, true};
    published_row(now->doc);
    published_text(now->doc, safe_field(now, voted->cause, "text"));
    published_cell_link(now->doc, voted->cause->id);
    for (int group = VOTE_YOUNG; group <= VOTE_ALL; group++)
        if (shown[group])
            published_number(now->doc, voted->shown[group]);
}

static void columns_named(struct publishing *now, struct room_apart columns, bool numbers)
{
    published_column(now->doc, STR("Cause"), false);
    if (columns.young)
        published_column(now->doc, STR("Young people"), numbers);
    if (columns.families)
        published_column(now->doc, STR("Families"), numbers);
    if (columns.others)
        published_column(now->doc, STR("Others"), numbers);
    published_column(now->doc, STR("All"), numbers);
}

/* With a capital, as a title, a cell or a column begins. */
static struct str capital(struct publishing *now, struct str words)
{
    if (!words.len || words.ptr[0] < 'a' || words.ptr[0] > 'z')
        return words;
    return str_format(now->arena, "%c%.*s", words.ptr[0] - 'a' + 'A',
                      STR_ARGS(str_slice(words, 1, words.len)));
}

/* What a table of a round is called: by its name and its sort. */
static struct str round_title(struct publishing *now, const struct round *round,
                              struct str sort)
{
    if (!round->name.len)
        return sort;
    return str_format(now->arena, "%.*s: %.*s", STR_ARGS(capital(now, round->name)),
                      STR_ARGS(sort));
}

static struct str dots_note(const struct round *round, const struct vote_shown *safe)
{
    if (round->dots == 1)
        return STR("The numbers are people: each had one dot to give.");
    if (round->most_on_one == 1)
        return STR("The numbers are people: each had several dots to give, one for a "
                   "cause.");
    if (safe->hidden)
        return STR("The numbers are dots, not people: each person had several to give. "
                   "Small numbers of dots are hidden too, for they are a few people's.");
    return STR("The numbers are dots, not people: each person had several to give.");
}

static struct str ranking_note(struct publishing *now, bool in_order, bool left_out)
{
    return str_format(now->arena, "The numbers are people who put the cause first.%s%s",
                      in_order ? " The causes stand in the order of their points: 3 for "
                                 "each person who put the cause first, 2 for second and "
                                 "1 for third."
                               : "",
                      left_out ? " The causes that nobody put in order are left out."
                               : "");
}

static bool any_all_hidden(const struct voted *voted, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (voted[i].shown[VOTE_ALL] == DISCLOSURE_HIDDEN)
            return true;
    return false;
}

/* Bars of parts that are hidden would have the wrong length. */
static void scores_chart(struct publishing *now, struct str of_all, struct str by_who,
                         size_t apart, size_t hidden)
{
    bool parts = apart && !hidden;
    published_chart(now->doc, parts ? PUBLISHED_STACKED : PUBLISHED_BARS,
                    parts ? by_who : of_all);
    for (size_t c = parts ? 1 : apart + 1; c <= (parts ? apart : apart + 1); c++)
        published_chart_values(now->doc, c);
}

static void scores_table(struct publishing *now, enum vote_way way,
                         const struct round *round, struct voted *voted, size_t count,
                         const struct vote_shown *safe)
{
    size_t apart = (size_t)safe->apart.young + safe->apart.families + safe->apart.others;
    bool in_order = way == VOTE_RANKING && !any_all_hidden(voted, count);
    size_t room = 0;
    qsort(voted, count, sizeof *voted, in_order ? by_score : by_shown);
    const char *word = way == VOTE_RANKING ? "First places" : "Dots";
    struct str title = round_title(
        now, round,
        str_format(now->arena, "%s%s", word, apart ? " by who gave them" : ""));
    struct str note = way == VOTE_RANKING
                          ? ranking_note(now, in_order, count < count_up(now, round))
                          : dots_note(round, safe);
    published_table(now->doc, title, note, STR_NONE);
    columns_named(now, safe->apart, true);
    for (size_t i = 0; i < count; i++) {
        votes_row(now, &voted[i], safe->apart);
        str_list_add(now->arena, &now->chosen, &room, voted[i].cause->id);
    }
    scores_chart(now, round_title(now, round, str_of(word)), title, apart, safe->hidden);
}

static void round_sentence(struct publishing *now, const struct round *round,
                           const char *words)
{
    published_paragraph(
        now->doc,
        str_format(now->arena, "%.*s%s%s",
                   STR_ARGS(round->name.len ? capital(now, round->name) : STR_NONE),
                   round->name.len ? ": " : "", words));
}

static bool scores(struct publishing *now, const struct round *round, enum vote_way way,
                   struct error *err)
{
    struct voted *voted = arena_array(now->arena, struct voted, now->causes.count);
    size_t count = causes_with_votes(now, way, round, voted);
    struct vote_shown safe;
    if (!make_safe(now, round, voted, count, &safe, err))
        return false;
    now->chosen = (struct str_list){.count = 0};
    if (!safe.nothing)
        scores_table(now, way, round, voted, count, &safe);
    else
        round_sentence(now, round,
                       "What people chose is not told here, for it would tell of a few "
                       "of them.");
    return true;
}

/* A root cause that somebody placed, with what may be told of it. */
struct placed {
    const struct entry *cause;
    struct vote_said said;
};

/* (causes of the cycle): those that were placed in the round. */
static bool placed_in(struct publishing *now, const struct round *round,
                      struct placed *out, size_t *placed, struct error *err)
{
    *placed = 0;
    for (size_t i = 0; i < now->causes.count; i++) {
        const struct entry *cause = &now->causes.items[i];
        struct vote_count count = count_for(now, VOTE_TWO_BY_TWO, round->id, cause->id);
        if (!json_find_bool(&cause->body, STR("root")) || !count.all)
            continue;
        out[*placed].cause = cause;
        if (!vote_said(now->arena, now->request->rule, &now->room, &now->told, &count,
                       &out[(*placed)++].said, err))
            return false;
    }
    return true;
}

static void most_said_row(struct publishing *now, const struct placed *placed)
{
    struct room_apart columns = columns_of_votes(now);
    bool shown[] = {columns.young, columns.families, columns.others, true};
    published_row(now->doc);
    published_text(now->doc, safe_field(now, placed->cause, "text"));
    published_cell_link(now->doc, placed->cause->id);
    for (int group = VOTE_YOUNG; group <= VOTE_ALL; group++)
        if (shown[group])
            published_text(now->doc, placed->said.most[group].len
                                         ? capital(now, placed->said.most[group])
                                         : now->doc->hidden_words);
}

static void people_row(struct publishing *now, const struct placed *placed)
{
    published_row(now->doc);
    published_text(now->doc, safe_field(now, placed->cause, "text"));
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        published_number(now->doc, placed->said.squares[q]);
    published_number(now->doc, placed->said.all);
}

static bool two_by_two(struct publishing *now, const struct round *round,
                       struct error *err)
{
    struct placed *placed = arena_array(now->arena, struct placed, now->causes.count);
    size_t count;
    if (!placed_in(now, round, placed, &count, err))
        return false;
    if (count == 0) {
        round_sentence(now, round, "What people placed is no root cause any more.");
        return true;
    }
    published_table(
        now->doc,
        round_title(now, round, STR("Impact and effort: what most people said")),
        count < count_up(now, round) ? STR("The causes that nobody placed are left out.")
                                     : STR_NONE,
        STR_NONE);
    columns_named(now, columns_of_votes(now), false);
    for (size_t i = 0; i < count; i++)
        most_said_row(now, &placed[i]);
    published_table(now->doc,
                    round_title(now, round, STR("Impact and effort: how many said so")),
                    STR("Each number is a number of people."), STR_NONE);
    published_column(now->doc, STR("Cause"), false);
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        published_column(now->doc, capital(now, vote_square(q)), true);
    published_column(now->doc, STR("In all"), true);
    for (size_t i = 0; i < count; i++)
        people_row(now, &placed[i]);
    return true;
}

/* One of several rounds has a number where nobody gave it a name. */
static bool find_round(struct publishing *now, size_t place, struct round *out,
                       struct error *err)
{
    const struct entry *ballot = &now->ballots.items[place];
    struct event_touch last;
    if (!event_last_touch(now->request->db, now->arena, ballot->id, 0, &last, err))
        return false;
    bool order = str_equal(json_find_text(&ballot->body, STR("way")), STR("ranking"));
    *out = (struct round){
        .id = ballot->id,
        .closed = last.command,
        .dots = order ? 1 : json_find_integer(&ballot->body, STR("dots"), 0),
        .most_on_one =
            order ? 1 : json_find_integer(&ballot->body, STR("most_on_one"), 0)};
    if (json_find_text(&ballot->body, STR("name")).len)
        out->name = safe_field(now, ballot, "name");
    else if (now->ballots.count > 1)
        out->name = vote_round_called(now->arena, STR_NONE, place);
    return true;
}

static bool round_words(struct publishing *now, size_t place, struct error *err)
{
    const struct json *ballot = &now->ballots.items[place].body;
    enum vote_way way = vote_way(json_find_text(ballot, STR("way")));
    struct round round;
    if (str_equal(json_find_text(ballot, STR("state")), STR("open"))) {
        published_paragraph(now->doc,
                            STR("Voting is still open. What people chose is shown here "
                                "when it is closed."));
        return true;
    }
    if (!find_round(now, place, &round, err))
        return false;
    if (!any_votes(now, way, &round)) {
        round_sentence(now, &round, "Nobody voted in this round.");
        return true;
    }
    if (way == VOTE_TWO_BY_TWO)
        return two_by_two(now, &round, err);
    return scores(now, &round, way, err);
}

bool part_votes(struct publishing *now, const struct json *part, struct error *err)
{
    const struct round outside = {.closed = 0};
    part_heading(now, part, "What people chose to tackle");
    if (any_votes(now, VOTE_DOTS, &outside)) {
        if (!scores(now, &outside, VOTE_DOTS, err))
            return false;
    } else if (now->ballots.count == 0) {
        published_paragraph(now->doc, STR("There has been no vote yet."));
    }
    for (size_t i = 0; i < now->ballots.count; i++)
        if (!round_words(now, i, err))
            return false;
    return true;
}
