/* SPDX-License-Identifier: MIT */
/* The part about what people chose to tackle: each round of voting that is closed, and
 * votes of no round. Of a round that is open nothing is told. */
#include "cycle/publish_parts.h"

#include <stdlib.h>

enum { MOST_PLACES = 3, QUADRANTS = 4 };

static bool is_of(const struct json *body, struct str ballot, struct str perspective)
{
    return str_equal(json_find_text(body, STR("ballot")), ballot) &&
           (!perspective.len ||
            str_equal(json_find_text(body, STR("perspective")), perspective));
}

static int64_t dots_for(struct publishing *now, struct str ballot, struct str cause,
                        struct str perspective)
{
    int64_t dots = 0;
    for (size_t i = 0; i < now->votes.count; i++) {
        const struct json *body = &now->votes.items[i].body;
        if (str_equal(json_find_text(body, STR("cause")), cause) &&
            is_of(body, ballot, perspective))
            dots += json_find_integer(body, STR("dots"), 0);
    }
    return dots;
}

/* Three for a first place, two for a second, one for a third. */
static int64_t points_for(struct publishing *now, struct str ballot, struct str cause,
                          struct str perspective)
{
    static const char *const places[MOST_PLACES] = {"first", "second", "third"};
    int64_t points = 0;
    for (size_t i = 0; i < now->rankings.count; i++) {
        const struct json *body = &now->rankings.items[i].body;
        if (!is_of(body, ballot, perspective))
            continue;
        for (int p = 0; p < MOST_PLACES; p++)
            if (str_equal(json_find_text(body, str_of(places[p])), cause))
                points += (MOST_PLACES - p) * json_find_integer(body, STR("people"), 1);
    }
    return points;
}

/* One way of counting: what it gives a cause, and what readers are told. */
struct score {
    int64_t (*of)(struct publishing *now, struct str ballot, struct str cause,
                  struct str perspective);
    const char *word, *note;
    /* Said where causes that got nothing are left out: not all were up for it. NULL:
     * all stand there, since each could have got some. */
    const char *left_out;
};

static const struct score dots = {
    dots_for, "Dots",
    "The numbers are dots, not people: each person had several to give.", NULL};
static const struct score points = {points_for, "Points",
                                    "The numbers are points, not people: 3 for each "
                                    "person who put the cause first, 2 for "
                                    "second and 1 for third.",
                                    "The causes that nobody put in order are left out."};

struct voted {
    const struct entry *cause;
    int64_t score;
};

static int by_score(const void *a, const void *b)
{
    const struct voted *left = a, *right = b;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return str_compare(left->cause->id, right->cause->id);
}

static size_t roots_of(const struct publishing *now)
{
    size_t count = 0;
    for (size_t i = 0; i < now->causes.count; i++)
        count += json_find_bool(&now->causes.items[i].body, STR("root"));
    return count;
}

static size_t causes_with_votes(struct publishing *now, const struct score *score,
                                struct str ballot, struct voted **out)
{
    size_t count = 0;
    *out = arena_array(now->arena, struct voted, now->causes.count);
    for (size_t i = 0; i < now->causes.count; i++) {
        int64_t sum = score->of(now, ballot, now->causes.items[i].id, STR_NONE);
        bool is_up =
            !score->left_out && json_find_bool(&now->causes.items[i].body, STR("root"));
        if (sum || is_up)
            (*out)[count++] = (struct voted){&now->causes.items[i], sum};
    }
    if (count)
        qsort(*out, count, sizeof(struct voted), by_score);
    return count;
}

/* Three columns that a reader takes in. Where few of a viewpoint were in the room, their
 * dots stand under others. */
static struct room_apart columns_of_votes(const struct publishing *now)
{
    return room_told_apart(&now->room, now->request->rule.threshold);
}

static void votes_row(struct publishing *now, const struct score *score,
                      struct str ballot, const struct voted *voted,
                      struct room_apart columns)
{
    struct str cause = voted->cause->id;
    int64_t young =
        columns.young ? score->of(now, ballot, cause, room_perspective(0)) : 0;
    int64_t families =
        columns.families ? score->of(now, ballot, cause, room_perspective(1)) : 0;
    published_row(now->doc);
    published_text(now->doc, safe_field(now, voted->cause, "text"));
    published_cell_link(now->doc, cause);
    if (columns.young)
        published_number(now->doc, young);
    if (columns.families)
        published_number(now->doc, families);
    if (columns.others)
        published_number(now->doc, voted->score - young - families);
    published_number(now->doc, voted->score);
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

/* What a table of a round is called; a round of no name, and no round, by its sort. */
static struct str round_title(struct publishing *now, const struct entry *ballot,
                              struct str sort)
{
    if (!ballot || !json_find_text(&ballot->body, STR("name")).len)
        return sort;
    return str_format(now->arena, "%.*s: %.*s", STR_ARGS(safe_field(now, ballot, "name")),
                      STR_ARGS(sort));
}

/* `ballot` is NULL for votes of no round. */
static void scores(struct publishing *now, const struct entry *ballot,
                   const struct score *score)
{
    struct str id = ballot ? ballot->id : STR_NONE;
    struct voted *voted;
    size_t count = causes_with_votes(now, score, id, &voted);
    struct room_apart columns = columns_of_votes(now);
    size_t apart = (size_t)columns.young + columns.families + columns.others;
    if (count == 0) {
        published_paragraph(now->doc, STR("There has been no vote yet."));
        return;
    }
    struct str title = round_title(
        now, ballot,
        str_format(now->arena, "%s%s", score->word, apart ? " by who gave them" : ""));
    struct str note = str_of(score->note);
    if (score->left_out && count < roots_of(now))
        note = str_format(now->arena, "%s %s", score->note, score->left_out);
    published_table(now->doc, title, note, STR_NONE);
    columns_named(now, columns, true);
    for (size_t i = 0; i < count; i++)
        votes_row(now, score, id, &voted[i], columns);
    published_chart(now->doc, apart ? PUBLISHED_STACKED : PUBLISHED_BARS, title);
    for (size_t c = 1; c <= (apart ? apart : 1); c++)
        published_chart_values(now->doc, c);
}

/* Who is counted together, as in the columns. */
enum group { YOUNG, FAMILIES, OTHERS, ALL };

static bool is_in(const struct json *body, enum group group, struct room_apart columns)
{
    struct str who = json_find_text(body, STR("perspective"));
    bool young = columns.young && str_equal(who, room_perspective(0));
    bool family = columns.families && str_equal(who, room_perspective(1));
    return group == ALL || (group == YOUNG && young) || (group == FAMILIES && family) ||
           (group == OTHERS && !young && !family);
}

static const char *const quadrants[QUADRANTS] = {
    "High impact, low effort", "High impact, high effort", "Low impact, low effort",
    "Low impact, high effort"};

static int quadrant_of(const struct json *body)
{
    return (str_equal(json_find_text(body, STR("impact")), STR("high")) ? 0 : 2) +
           (str_equal(json_find_text(body, STR("effort")), STR("high")) ? 1 : 0);
}

/* How many people of a group put a cause where, and what of it may be told. */
struct placed {
    int64_t people[QUADRANTS], total;
    struct disclosure_result safe;
};

static bool placed_by(struct publishing *now, struct str ballot, struct str cause,
                      enum group group, struct placed *out, struct error *err)
{
    struct room_apart columns = columns_of_votes(now);
    *out = (struct placed){0};
    for (size_t i = 0; i < now->placings.count; i++) {
        const struct json *body = &now->placings.items[i].body;
        int64_t people = json_find_integer(body, STR("people"), 1);
        if (!is_of(body, ballot, STR_NONE) || !is_in(body, group, columns) ||
            !str_equal(json_find_text(body, STR("cause")), cause))
            continue;
        out->people[quadrant_of(body)] += people;
        out->total += people;
    }
    struct disclosure_counts in = {
        .shape = DISCLOSURE_PARTS, .rows = QUADRANTS, .columns = 1, .cells = out->people};
    return disclosure_apply(now->arena, now->request->rule, &in, &out->safe, err);
}

/* What most of them said; hidden where their number is. */
static struct str most_said(const struct publishing *now, const struct placed *placed)
{
    int most = 0;
    bool shared = false;
    for (int q = 1; q < QUADRANTS; q++) {
        shared = placed->people[q] == placed->people[most] ||
                 (shared && placed->people[q] < placed->people[most]);
        if (placed->people[q] > placed->people[most])
            most = q;
    }
    if (placed->total == 0)
        return STR_NONE;
    if (placed->safe.cells[most] == DISCLOSURE_HIDDEN)
        return now->doc->hidden_words;
    return shared ? STR("People differ") : str_of(quadrants[most]);
}

static bool most_said_row(struct publishing *now, struct str ballot,
                          const struct entry *cause, struct error *err)
{
    struct room_apart columns = columns_of_votes(now);
    bool shown[] = {columns.young, columns.families, columns.others, true};
    published_row(now->doc);
    published_text(now->doc, safe_field(now, cause, "text"));
    published_cell_link(now->doc, cause->id);
    for (int group = YOUNG; group <= ALL; group++) {
        struct placed placed;
        if (!shown[group])
            continue;
        if (!placed_by(now, ballot, cause->id, (enum group)group, &placed, err))
            return false;
        published_text(now->doc, most_said(now, &placed));
    }
    return true;
}

static bool people_row(struct publishing *now, struct str ballot,
                       const struct entry *cause, struct error *err)
{
    struct placed placed;
    if (!placed_by(now, ballot, cause->id, ALL, &placed, err))
        return false;
    published_row(now->doc);
    published_text(now->doc, safe_field(now, cause, "text"));
    for (int q = 0; q < QUADRANTS; q++)
        published_number(now->doc, placed.safe.cells[q]);
    published_number(now->doc, placed.safe.total);
    return true;
}

/* A root cause that somebody placed in the round. */
static bool is_placed(const struct publishing *now, struct str ballot,
                      const struct entry *cause)
{
    if (!json_find_bool(&cause->body, STR("root")))
        return false;
    for (size_t i = 0; i < now->placings.count; i++) {
        const struct json *body = &now->placings.items[i].body;
        if (is_of(body, ballot, STR_NONE) &&
            str_equal(json_find_text(body, STR("cause")), cause->id))
            return true;
    }
    return false;
}

static struct str unplaced_note(const struct publishing *now, struct str ballot)
{
    size_t placed = 0;
    for (size_t i = 0; i < now->causes.count; i++)
        placed += is_placed(now, ballot, &now->causes.items[i]);
    return placed < roots_of(now) ? STR("The causes that nobody placed are left out.")
                                  : STR_NONE;
}

static bool two_by_two(struct publishing *now, const struct entry *ballot,
                       struct error *err)
{
    published_table(
        now->doc,
        round_title(now, ballot, STR("Impact and effort: what most people said")),
        unplaced_note(now, ballot->id), STR_NONE);
    columns_named(now, columns_of_votes(now), false);
    for (size_t i = 0; i < now->causes.count; i++)
        if (is_placed(now, ballot->id, &now->causes.items[i]) &&
            !most_said_row(now, ballot->id, &now->causes.items[i], err))
            return false;
    published_table(now->doc,
                    round_title(now, ballot, STR("Impact and effort: how many said so")),
                    STR("Each number is a number of people."), STR_NONE);
    published_column(now->doc, STR("Cause"), false);
    for (int q = 0; q < QUADRANTS; q++)
        published_column(now->doc, str_of(quadrants[q]), true);
    published_column(now->doc, STR("In all"), true);
    for (size_t i = 0; i < now->causes.count; i++)
        if (is_placed(now, ballot->id, &now->causes.items[i]) &&
            !people_row(now, ballot->id, &now->causes.items[i], err))
            return false;
    return true;
}

static bool round_words(struct publishing *now, const struct entry *ballot,
                        struct error *err)
{
    struct str way = json_find_text(&ballot->body, STR("way"));
    if (str_equal(json_find_text(&ballot->body, STR("state")), STR("open"))) {
        published_paragraph(now->doc,
                            STR("Voting is still open. What people chose is shown here "
                                "when it is closed."));
        return true;
    }
    if (str_equal(way, STR("two_by_two")))
        return two_by_two(now, ballot, err);
    scores(now, ballot, str_equal(way, STR("ranking")) ? &points : &dots);
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
        scores(now, NULL, &dots);
    for (size_t i = 0; i < now->ballots.count; i++)
        if (!round_words(now, &now->ballots.items[i], err))
            return false;
    return true;
}
