/* SPDX-License-Identifier: MIT */
/* The part about what people chose to tackle: each round of voting that is closed, and
 * votes of no round. Of a round that is open nothing is told. */
#include "cycle/publish_parts.h"
#include "cycle/votes.h"
#include "store/event.h"

#include <stdlib.h>

/* A round that is closed; without an id: votes of no round. */
struct round {
    struct str id, name; /* name: empty where it has none and is the only one */
    int64_t closed;      /* the number of the command that closed it; 0: none did */
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

/* One way of counting: what readers are told. */
struct score {
    enum vote_way way;
    const char *word, *note;
    /* Said where causes that got nothing are left out: not all were up for it. NULL:
     * all stand there, since each could have got some. */
    const char *left_out;
};

static const struct score dots = {
    VOTE_DOTS, "Dots",
    "The numbers are dots, not people: each person had several to give.", NULL};
static const struct score points = {VOTE_RANKING, "Points",
                                    "The numbers are points, not people: 3 for each "
                                    "person who put the cause first, 2 for "
                                    "second and 1 for third.",
                                    "The causes that nobody put in order are left out."};

struct voted {
    const struct entry *cause;
    struct vote_count count;
};

static int by_score(const void *a, const void *b)
{
    const struct voted *left = a, *right = b;
    if (left->count.all != right->count.all)
        return left->count.all > right->count.all ? -1 : 1;
    return str_compare(left->cause->id, right->cause->id);
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

static size_t causes_with_votes(struct publishing *now, const struct score *score,
                                const struct round *round, struct voted **out)
{
    size_t count = 0;
    *out = arena_array(now->arena, struct voted, now->causes.count);
    for (size_t i = 0; i < now->causes.count; i++) {
        struct vote_count got =
            count_for(now, score->way, round->id, now->causes.items[i].id);
        if (got.all || (!score->left_out && is_up(round, &now->causes.items[i])))
            (*out)[count++] = (struct voted){&now->causes.items[i], got};
    }
    if (count)
        qsort(*out, count, sizeof(struct voted), by_score);
    return count;
}

/* Three columns that a reader takes in. Where few of a viewpoint were in the room, their
 * dots stand under others. */
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
            published_number(
                now->doc, vote_given(&voted->count, 0, (enum vote_group)group, columns));
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

static void scores(struct publishing *now, const struct round *round,
                   const struct score *score)
{
    struct voted *voted;
    size_t count = causes_with_votes(now, score, round, &voted);
    struct room_apart columns = columns_of_votes(now);
    size_t apart = (size_t)columns.young + columns.families + columns.others;
    if (count == 0) {
        published_paragraph(now->doc, STR("There has been no vote yet."));
        return;
    }
    struct str title = round_title(
        now, round,
        str_format(now->arena, "%s%s", score->word, apart ? " by who gave them" : ""));
    struct str note = str_of(score->note);
    if (score->left_out && count < count_up(now, round))
        note = str_format(now->arena, "%s %s", score->note, score->left_out);
    published_table(now->doc, title, note, STR_NONE);
    columns_named(now, columns, true);
    for (size_t i = 0; i < count; i++)
        votes_row(now, &voted[i], columns);
    published_chart(now->doc, apart ? PUBLISHED_STACKED : PUBLISHED_BARS, title);
    for (size_t c = 1; c <= (apart ? apart : 1); c++)
        published_chart_values(now->doc, c);
}

/* No number, so that it is told like dots: of a viewpoint that stands apart, also where
 * all of it say one thing; but not where few people said so. */
static struct str most_said(struct publishing *now, const struct vote_count *count,
                            enum vote_group group)
{
    struct str words;
    if (!vote_most_said(count, group, columns_of_votes(now), now->request->rule.threshold,
                        &words))
        return now->doc->hidden_words;
    return words.len ? capital(now, words) : STR_NONE;
}

static void most_said_row(struct publishing *now, struct str ballot,
                          const struct entry *cause)
{
    struct room_apart columns = columns_of_votes(now);
    bool shown[] = {columns.young, columns.families, columns.others, true};
    struct vote_count count = count_for(now, VOTE_TWO_BY_TWO, ballot, cause->id);
    published_row(now->doc);
    published_text(now->doc, safe_field(now, cause, "text"));
    published_cell_link(now->doc, cause->id);
    for (int group = VOTE_YOUNG; group <= VOTE_ALL; group++)
        if (shown[group])
            published_text(now->doc, most_said(now, &count, (enum vote_group)group));
}

static bool people_row(struct publishing *now, struct str ballot,
                       const struct entry *cause, struct error *err)
{
    int64_t people[VOTE_SQUARES];
    struct disclosure_result safe;
    struct vote_count count = count_for(now, VOTE_TWO_BY_TWO, ballot, cause->id);
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        people[q] = vote_given(&count, q, VOTE_ALL, columns_of_votes(now));
    struct disclosure_counts in = {
        .shape = DISCLOSURE_PARTS, .rows = VOTE_SQUARES, .columns = 1, .cells = people};
    if (!disclosure_apply(now->arena, now->request->rule, &in, &safe, err))
        return false;
    published_row(now->doc);
    published_text(now->doc, safe_field(now, cause, "text"));
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        published_number(now->doc, safe.cells[q]);
    published_number(now->doc, safe.total);
    return true;
}

/* A root cause that somebody placed in the round. */
static bool is_placed(const struct publishing *now, struct str ballot,
                      const struct entry *cause)
{
    return json_find_bool(&cause->body, STR("root")) &&
           count_for(now, VOTE_TWO_BY_TWO, ballot, cause->id).all > 0;
}

static struct str unplaced_note(const struct publishing *now, const struct round *round)
{
    size_t placed = 0;
    for (size_t i = 0; i < now->causes.count; i++)
        placed += is_placed(now, round->id, &now->causes.items[i]);
    return placed < count_up(now, round)
               ? STR("The causes that nobody placed are left out.")
               : STR_NONE;
}

static bool two_by_two(struct publishing *now, const struct round *round,
                       struct error *err)
{
    published_table(
        now->doc,
        round_title(now, round, STR("Impact and effort: what most people said")),
        unplaced_note(now, round), STR_NONE);
    columns_named(now, columns_of_votes(now), false);
    for (size_t i = 0; i < now->causes.count; i++)
        if (is_placed(now, round->id, &now->causes.items[i]))
            most_said_row(now, round->id, &now->causes.items[i]);
    published_table(now->doc,
                    round_title(now, round, STR("Impact and effort: how many said so")),
                    STR("Each number is a number of people."), STR_NONE);
    published_column(now->doc, STR("Cause"), false);
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        published_column(now->doc, capital(now, vote_square(q)), true);
    published_column(now->doc, STR("In all"), true);
    for (size_t i = 0; i < now->causes.count; i++)
        if (is_placed(now, round->id, &now->causes.items[i]) &&
            !people_row(now, round->id, &now->causes.items[i], err))
            return false;
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
    *out = (struct round){.id = ballot->id, .closed = last.command};
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
    if (way == VOTE_TWO_BY_TWO)
        return two_by_two(now, &round, err);
    scores(now, &round, way == VOTE_RANKING ? &points : &dots);
    return true;
}

static bool any_outside(const struct publishing *now)
{
    for (size_t i = 0; i < now->votes.count; i++)
        if (!json_find_text(&now->votes.items[i].body, STR("ballot")).len)
            return true;
    return false;
}

bool part_votes(struct publishing *now, const struct json *part, struct error *err)
{
    part_heading(now, part, "What people chose to tackle");
    if (now->ballots.count == 0 || any_outside(now))
        scores(now, &(struct round){0}, &dots);
    for (size_t i = 0; i < now->ballots.count; i++)
        if (!round_words(now, i, err))
            return false;
    return true;
}
