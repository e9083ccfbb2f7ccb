/* SPDX-License-Identifier: MIT */
/* The parts about people: the question and whose reviews count, whose views we
 * have, and who was in the room. */
#include "cycle/publish_parts.h"

#include "base/date.h"
#include "cycle/room.h"

#include <math.h>
#include <stdlib.h>

/* The share that the method asks for, and how far from it is still that. */
static const double the_third = 1.0 / 3, nearly = 0.0001;

/* Names of schools are printed in any case; what else a scope asks for, an officer
 * or a script wrote. */
static struct str whose_reviews(struct publishing *now)
{
    const struct json *scope = json_find(now->request->body, STR("scope"));
    const struct json *called = json_find(now->request->body, STR("scope_names"));
    struct json names = json_object();
    for (size_t i = 0; i < json_count(called); i++) {
        struct str name = called->object.members[i].name;
        if (safe_or_none(now, now->request->cycle, name).len)
            json_set(now->arena, &names, name, json_bool(true));
    }
    for (size_t i = 0; i < json_count(scope); i++) {
        const struct json_member *member = &scope->object.members[i];
        for (size_t n = 0; n < json_count(&member->value); n++) {
            struct str value = json_item(&member->value, n)->text;
            if (!str_equal(member->name, STR("school")) &&
                !safe_or_none(now, now->request->cycle, value).len)
                return STR("We looked at the reviews of some young people; which ones is "
                           "left out here, because it may name somebody.");
        }
    }
    return str_format(now->arena, "We looked at the reviews of %.*s.",
                      STR_ARGS(scope_called(now->arena, scope, &names)));
}

bool part_question(struct publishing *now, const struct json *part, struct error *err)
{
    const struct json *body = now->request->body;
    struct str cycle = now->request->cycle;
    struct str question = safe_words(now, cycle, json_find_text(body, STR("question")));
    struct str venue = safe_or_none(now, cycle, json_find_text(body, STR("venue")));
    struct date date;
    (void)err;
    part_heading(now, part, "The question");
    if (question.len)
        published_paragraph(now->doc, question);
    published_paragraph(now->doc, whose_reviews(now));
    if (date_parse(json_find_text(body, STR("workshop_date")), &date))
        published_paragraph(
            now->doc, str_format(now->arena, "The workshop %s on %.*s%s%.*s.",
                                 date_compare(date, date_today()) > 0 ? "will be" : "was",
                                 STR_ARGS(date_words(now->arena, date)),
                                 venue.len ? ", at " : "", STR_ARGS(venue)));
    return true;
}

enum { COLUMNS = 2 };

/* Rows of coverage as a table that adds up: views here, views missing. */
static bool coverage_safe(struct publishing *now, const struct coverage_rows *rows,
                          struct disclosure_result *out, struct error *err)
{
    int64_t *cells = arena_array(now->arena, int64_t, rows->count * COLUMNS);
    for (size_t i = 0; i < rows->count; i++) {
        const struct coverage_row *row = &rows->items[i];
        cells[i * COLUMNS] = (int64_t)row->used;
        cells[i * COLUMNS + 1] = (int64_t)(row->due - row->used);
    }
    struct disclosure_counts in = {.shape = DISCLOSURE_TABLE,
                                   .rows = rows->count,
                                   .columns = COLUMNS,
                                   .cells = cells};
    return disclosure_apply(now->arena, now->request->rule, &in, out, err);
}

static void coverage_table(struct publishing *now, const struct coverage_rows *rows,
                           const struct disclosure_result *safe, const char *title,
                           const char *first)
{
    published_table(now->doc, str_of(title),
                    STR("Each number is a number of young people."), STR_NONE);
    published_column(now->doc, str_of(first), false);
    published_column(now->doc, STR("Their views are here"), true);
    published_column(now->doc, STR("Not here yet"), true);
    published_column(now->doc, STR("In all"), true);
    for (size_t i = 0; i < rows->count; i++) {
        published_row(now->doc);
        published_text(now->doc, rows->items[i].label);
        for (size_t c = 0; c < COLUMNS; c++)
            published_number(now->doc, safe->cells[i * COLUMNS + c]);
        published_number(now->doc, safe->row_totals[i]);
    }
    published_row_total(now->doc);
    published_text(now->doc, STR("All"));
    for (size_t c = 0; c < COLUMNS; c++)
        published_number(now->doc, safe->column_totals[c]);
    published_number(now->doc, safe->total);
}

/* A count that disclosure gave, in a sentence. */
static void add_count(struct buf *text, int64_t count)
{
    if (count == DISCLOSURE_HIDDEN)
        buf_add(text, STR("a number that is hidden"));
    else
        buf_add_format(text, "%lld", (long long)count);
}

static bool totals_shown(const struct disclosure_result *safe)
{
    return safe->total != DISCLOSURE_HIDDEN &&
           safe->column_totals[0] != DISCLOSURE_HIDDEN &&
           safe->column_totals[1] != DISCLOSURE_HIDDEN;
}

/* Whose reviews were held, beside whose views are here: a plan may have the words of
 * somebody whose review was not, so neither follows from the other. */
static bool held_safe(struct publishing *now, const struct coverage_people *coverage,
                      struct disclosure_result *out, struct error *err)
{
    const struct coverage_row *all = &coverage->all;
    size_t both = all->used - coverage->plan_only;
    int64_t cells[] = {(int64_t)both, (int64_t)(all->held - both),
                       (int64_t)coverage->plan_only,
                       (int64_t)(all->due - all->held - coverage->plan_only)};
    struct disclosure_counts in = {
        .shape = DISCLOSURE_TABLE, .rows = 2, .columns = COLUMNS, .cells = cells};
    return disclosure_apply(now->arena, now->request->rule, &in, out, err);
}

/* The sums of `held_safe` stand beside those of the tables: whose views are here less
 * whose review was held are those with a plan alone, less those of whom no words are
 * here. Where these are told themselves, that says nothing new. */
static bool held_apart(const struct publishing *now, const struct disclosure_result *safe)
{
    for (size_t i = 0; i < 4; i++)
        if (safe->cells[i] == DISCLOSURE_HIDDEN)
            return disclosure_apart(now->request->rule, safe->row_totals[0],
                                    safe->column_totals[0]);
    return true;
}

/* Where those who make it are hidden, why there are not as many views as reviews; who
 * had no words and who had a plan alone are named together, for which of the two there
 * is would tell of few. */
static void add_difference(struct buf *text, const struct disclosure_result *safe)
{
    bool told =
        safe->cells[1] != DISCLOSURE_HIDDEN && safe->cells[2] != DISCLOSURE_HIDDEN;
    if (!told && safe->column_totals[0] != safe->row_totals[0])
        buf_add(text,
                STR(" Views can come from a plan as well as from a review, and a "
                    "review may have no words that count in this report, so the two "
                    "numbers differ."));
}

static void add_held(struct buf *text, const struct disclosure_result *safe)
{
    int64_t held = safe->row_totals[0], not_held = safe->row_totals[1];
    int64_t not_here = safe->cells[1], plan_only = safe->cells[2];
    if (held == DISCLOSURE_HIDDEN || not_held == DISCLOSURE_HIDDEN)
        return;
    if (not_held == 0)
        buf_add(text, STR(" All of them had had a review."));
    else if (held == 0)
        buf_add(text, STR(" None of them had had a review yet."));
    else
        buf_add_format(text, " Of the %lld, %lld had had a review and %lld had not yet.",
                       (long long)safe->total, (long long)held, (long long)not_held);
    add_difference(text, safe);
    if (plan_only > 0)
        buf_add_format(text, " The views of %lld without a review come from their plans.",
                       (long long)plan_only);
    if (not_here > 0)
        buf_add_format(text,
                       " Of %lld who had had one, no views are here: none were written "
                       "down, or none that count in this report.",
                       (long long)not_here);
}

/* The tables show the two sums of what is held: where these would be hidden in it, it
 * is not told of. */
static bool due_sentence(struct publishing *now, const struct coverage_people *coverage,
                         const struct disclosure_result *tables, struct error *err)
{
    struct buf text = BUF_IN(now->arena);
    struct disclosure_result safe;
    if (!totals_shown(tables))
        return true;
    if (!held_safe(now, coverage, &safe, err))
        return false;
    buf_add_format(&text,
                   "Of the %lld young people whose reviews were due, the views of %lld "
                   "are here.",
                   (long long)tables->total, (long long)tables->column_totals[0]);
    if (totals_shown(&safe) && held_apart(now, &safe))
        add_held(&text, &safe);
    published_paragraph(now->doc, buf_str(&text));
    return true;
}

/* Beside those in the tables. */
static bool not_due_sentence(struct publishing *now,
                             const struct coverage_people *coverage, struct error *err)
{
    int64_t cells[] = {(int64_t)coverage->all.used, (int64_t)coverage->not_due};
    struct disclosure_result safe;
    struct disclosure_counts in = {
        .shape = DISCLOSURE_PARTS, .rows = 2, .columns = 1, .cells = cells};
    if (coverage->not_due == 0)
        return true;
    if (!disclosure_apply(now->arena, now->request->rule, &in, &safe, err))
        return false;
    if (safe.cells[1] == DISCLOSURE_HIDDEN)
        published_paragraph(now->doc,
                            STR("Words of young people of whom no review is known are "
                                "here too; how many they are is hidden."));
    else
        published_paragraph(
            now->doc, str_format(now->arena,
                                 "Beside them, the words of %lld young people are here "
                                 "of whom no review is known.",
                                 (long long)safe.cells[1]));
    return true;
}

/* Somebody without a view under one heading had a review. The rest of those have a view
 * there; and those of whom nothing at all is here have none under any heading. */
static bool no_view_apart(const struct publishing *now,
                          const struct coverage_people *coverage, size_t section)
{
    struct disclosure_rule rule = now->request->rule;
    int64_t no_view = (int64_t)coverage->no_view[section];
    int64_t silent =
        (int64_t)(coverage->all.held + coverage->plan_only - coverage->all.used);
    return disclosure_apart(rule, (int64_t)coverage->all.held, no_view) &&
           (silent < rule.threshold || disclosure_apart(rule, silent, no_view));
}

static bool no_view_sentence(struct publishing *now,
                             const struct coverage_people *coverage, struct error *err)
{
    int64_t cells[SECTION_COUNT];
    struct disclosure_result safe;
    struct buf text = BUF_IN(now->arena);
    bool any = false;
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        cells[i] = (int64_t)coverage->no_view[i];
        any = any || cells[i];
    }
    struct disclosure_counts in = {.shape = DISCLOSURE_SINGLES,
                                   .rows = SECTION_COUNT,
                                   .columns = 1,
                                   .cells = cells,
                                   .total = (int64_t)coverage->all.due};
    if (!disclosure_apply(now->arena, now->request->rule, &in, &safe, err))
        return false;
    if (!any && !safe.hidden)
        return true;
    buf_add(&text, STR("Young people who were asked, but have no view written down: "));
    for (int i = 0; i < SECTION_COUNT; i++) {
        buf_add_format(&text, "%s%.*s, ", i ? "; " : "",
                       STR_ARGS(section_words((enum section)i)));
        add_count(&text, no_view_apart(now, coverage, (size_t)i) ? safe.cells[i]
                                                                 : DISCLOSURE_HIDDEN);
    }
    buf_add_byte(&text, '.');
    published_paragraph(now->doc, buf_str(&text));
    return true;
}

/* Which totals of a table are hidden: two tables of the same people must agree on
 * it, or one gives away what the other hides. */
static bool totals_agree(const struct disclosure_result *a,
                         const struct disclosure_result *b)
{
    return a->total == b->total && a->column_totals[0] == b->column_totals[0] &&
           a->column_totals[1] == b->column_totals[1];
}

bool part_coverage(struct publishing *now, const struct json *part, struct error *err)
{
    const struct coverage_people *coverage = &now->coverage;
    struct disclosure_result schools, years;
    part_heading(now, part, "Whose views we have, and whose we do not have yet");
    if (coverage->all.due == 0) {
        published_paragraph(now->doc, STR("No reviews have been put down yet."));
        return true;
    }
    if (!coverage_safe(now, &coverage->schools, &schools, err) ||
        !coverage_safe(now, &coverage->years, &years, err))
        return false;
    bool agree = totals_agree(&schools, &years);
    if (agree && !due_sentence(now, coverage, &schools, err))
        return false;
    coverage_table(now, &coverage->schools, &schools, "Young people by school or college",
                   "School or college");
    if (agree)
        coverage_table(now, &coverage->years, &years, "Young people by year group",
                       "Year group");
    else
        published_paragraph(now->doc,
                            STR("There is no table by year group: some numbers in it "
                                "are so small that somebody could be recognised."));
    return not_due_sentence(now, coverage, err) && no_view_sentence(now, coverage, err) &&
           left_out_words(now, err);
}

bool is_told_apart(const struct publishing *now, struct str perspective)
{
    for (size_t i = 0; i < ROOM_PERSPECTIVES; i++)
        if (str_equal(room_perspective(i), perspective))
            return now->told.apart[i];
    return false;
}

/* Those in the room who bring a viewpoint: "Young people". */
static struct str people_with(struct arena *arena, struct str perspective)
{
    static const char *const many[][2] = {{"young_person", "Young people"},
                                          {"family", "Families"},
                                          {"school", "Schools"},
                                          {"post_16_provider", "Post-16 providers"},
                                          {"commissioner", "Commissioners"},
                                          {"employer", "Employers"},
                                          {"other", "Others"}};
    for (size_t i = 0; i < sizeof many / sizeof many[0]; i++)
        if (str_equal(perspective, str_of(many[i][0])))
            return str_of(many[i][1]);
    return plain_title(arena, perspective);
}

static bool room_table(struct publishing *now, const struct room *room, bool *both_shown,
                       struct error *err)
{
    struct disclosure_result invited, attended;
    if (!room_safe(now->arena, now->request->rule, room->invited, &invited, err) ||
        !room_safe(now->arena, now->request->rule, room->attended, &attended, err))
        return false;
    published_table(now->doc, STR("People in the room, by viewpoint"), STR_NONE,
                    STR_NONE);
    published_column(now->doc, STR("Who"), false);
    published_column(now->doc, STR("Invited"), true);
    published_column(now->doc, STR("Came"), true);
    for (size_t i = 0; i < ROOM_PERSPECTIVES; i++) {
        if (room->invited[i] + room->attended[i] == 0)
            continue;
        published_row(now->doc);
        published_text(now->doc, people_with(now->arena, room_perspective(i)));
        published_number(now->doc, invited.cells[i]);
        published_number(now->doc, attended.cells[i]);
    }
    published_row_total(now->doc);
    published_text(now->doc, STR("All"));
    published_number(now->doc, invited.total);
    published_number(now->doc, attended.total);
    *both_shown =
        attended.cells[0] != DISCLOSURE_HIDDEN && attended.cells[1] != DISCLOSURE_HIDDEN;
    return true;
}

/* Whether a gate is the one-third meter, whatever share it asks for. */
static bool is_meter(const struct json *gate)
{
    const struct json *where =
        json_find(json_find(gate, STR("where")), STR("perspective"));
    return str_equal(json_find_text(gate, STR("gate")), STR("share")) &&
           str_equal(json_find_text(gate, STR("kind")), STR("participant")) &&
           json_count(where) == 2 && json_has_text(where, STR("young_person")) &&
           json_has_text(where, STR("family"));
}

/* The share of young people and families that this process asks for, 0 to 1. */
static double share_asked_for(const struct publishing *now)
{
    for (size_t s = 0; s < json_count(now->request->steps); s++) {
        const struct json *ready =
            json_find(json_item(now->request->steps, s), STR("ready"));
        for (size_t i = 0; i < json_count(ready); i++) {
            struct str least = json_find_text(json_item(ready, i), STR("at_least"));
            if (least.len && is_meter(json_item(ready, i)))
                return strtod(str_c(now->arena, least), NULL);
        }
    }
    return the_third;
}

static struct str asked_words(struct publishing *now, double asked, bool enough)
{
    if (fabs(asked - the_third) < nearly)
        return str_format(now->arena, "The method asks for at least a third%s",
                          enough ? "." : ": next time we must invite more.");
    return str_format(now->arena,
                      "This process asks for at least %.3g%%; the method itself asks for "
                      "a third.%s",
                      asked * 100, enough ? "" : " Next time we must invite more.");
}

/* The one-third meter, of those who came. Where the table hides young people or
 * families, their share would give away what it hides. */
static bool third_sentence(struct publishing *now, const struct room *room,
                           bool both_shown, struct error *err)
{
    int64_t ours = room_young_and_family(room->attended);
    int64_t cells[2] = {ours, room_total(room->attended) - ours};
    struct disclosure_result safe;
    struct disclosure_counts in = {
        .shape = DISCLOSURE_PARTS, .rows = 2, .columns = 1, .cells = cells};
    if (!both_shown || cells[0] + cells[1] == 0)
        return true;
    if (!disclosure_apply(now->arena, now->request->rule, &in, &safe, err))
        return false;
    struct str share = disclosure_share(now->arena, now->request->rule, safe.cells[0],
                                        safe.total, "people who came");
    struct str extra =
        room->supporters_attended || room->interpreters_attended
            ? STR(" Supporters and interpreters came as well; they are not counted.")
            : STR_NONE;
    if (!share.len)
        return true;
    double asked = share_asked_for(now);
    bool enough = (double)safe.cells[0] >= (asked - nearly) * (double)safe.total;
    struct str ask = asked_words(now, asked, enough);
    published_paragraph(
        now->doc, str_format(now->arena, "Young people and families were %.*s. %.*s%.*s",
                             STR_ARGS(share), STR_ARGS(ask), STR_ARGS(extra)));
    return true;
}

bool part_room(struct publishing *now, const struct json *part, struct error *err)
{
    struct room room = now->room;
    bool both_shown;
    part_heading(now, part, "Who took part");
    if (room_total(room.invited) + room_total(room.attended) == 0) {
        published_paragraph(now->doc, STR("Nobody has been put down as invited yet."));
        return true;
    }
    return room_table(now, &room, &both_shown, err) &&
           third_sentence(now, &room, both_shown, err);
}
