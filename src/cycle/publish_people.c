/* SPDX-License-Identifier: MIT */
/* The parts about people: the question and whose reviews count, whose views we
 * have, and who was in the room. */
#include "cycle/publish_parts.h"

#include "base/date.h"
#include "cycle/coverage.h"
#include "cycle/room.h"

#include <stdlib.h>

/* Names of schools are printed in any case; what else a scope asks for, an officer
 * or a script wrote. */
static struct str whose_reviews(struct publishing *now)
{
    const struct json *scope = json_find(now->request->body, STR("scope"));
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
                      STR_ARGS(scope_people_words(now->arena, scope)));
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
        published_paragraph(now->doc,
                            str_format(now->arena, "The workshop was on %.*s%s%.*s.",
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

/* Only where nothing is hidden in it: the tables show the sum of its last two. */
static bool due_sentence(struct publishing *now, const struct coverage_row *all,
                         struct error *err)
{
    int64_t cells[] = {(int64_t)all->used, (int64_t)(all->held - all->used),
                       (int64_t)(all->due - all->held)};
    struct disclosure_result safe;
    struct disclosure_counts in = {
        .shape = DISCLOSURE_PARTS, .rows = 3, .columns = 1, .cells = cells};
    if (!disclosure_apply(now->arena, now->request->rule, &in, &safe, err))
        return false;
    if (safe.hidden || safe.total == 0)
        return true;
    struct buf text = BUF_IN(now->arena);
    buf_add_format(&text,
                   "Of the %lld young people whose reviews were due, the views of %lld "
                   "are here.",
                   (long long)safe.total, (long long)safe.cells[0]);
    if (safe.cells[1])
        buf_add_format(&text,
                       " The reviews of %lld more had been held, but their views were "
                       "not written down.",
                       (long long)safe.cells[1]);
    if (safe.cells[2])
        buf_add_format(&text, " The reviews of %lld had not been held yet.",
                       (long long)safe.cells[2]);
    published_paragraph(now->doc, buf_str(&text));
    return true;
}

static bool no_view_sentence(struct publishing *now, const struct coverage *coverage,
                             struct error *err)
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
        add_count(&text, safe.cells[i]);
    }
    buf_add_byte(&text, '.');
    published_paragraph(now->doc, buf_str(&text));
    return true;
}

static int by_speaker(const void *a, const void *b)
{
    return str_compare(((const struct coverage_voice *)a)->person,
                       ((const struct coverage_voice *)b)->person);
}

/* Whose statements count in this report. */
static struct coverage_voices voices_of(struct publishing *now)
{
    struct coverage_voices out = {
        arena_array(now->arena, struct coverage_voice, now->statements.count), 0};
    size_t kept = 0;
    for (size_t i = 0; i < now->statements.count; i++) {
        const struct json *body = &now->statements.items[i].body;
        struct coverage_voice voice = {.person = json_find_text(body, STR("person"))};
        enum section section;
        if (!voice.person.len ||
            !section_find(json_find_text(body, STR("section")), &section))
            continue;
        voice.section[section] = true;
        out.items[out.count++] = voice;
    }
    if (out.count)
        qsort(out.items, out.count, sizeof(struct coverage_voice), by_speaker);
    for (size_t i = 0; i < out.count; i++)
        if (kept && str_equal(out.items[kept - 1].person, out.items[i].person))
            for (int s = 0; s < SECTION_COUNT; s++)
                out.items[kept - 1].section[s] |= out.items[i].section[s];
        else
            out.items[kept++] = out.items[i];
    out.count = kept;
    return out;
}

/* Which totals of a table are hidden: two tables of the same people must agree on
 * it, or one gives away what the other hides. */
static bool totals_agree(const struct disclosure_result *a,
                         const struct disclosure_result *b)
{
    return a->total == b->total && a->column_totals[0] == b->column_totals[0] &&
           a->column_totals[1] == b->column_totals[1];
}

static bool totals_shown(const struct disclosure_result *safe)
{
    return safe->total != DISCLOSURE_HIDDEN &&
           safe->column_totals[0] != DISCLOSURE_HIDDEN &&
           safe->column_totals[1] != DISCLOSURE_HIDDEN;
}

bool part_coverage(struct publishing *now, const struct json *part, struct error *err)
{
    struct coverage coverage;
    struct disclosure_result schools, years;
    struct coverage_voices voices = voices_of(now);
    if (!coverage_of_people(now->request->db, now->arena, now->request->cycle,
                            &now->scope, &voices, &coverage, err))
        return false;
    part_heading(now, part, "Whose views we have, and whose we do not have yet");
    if (coverage.all.due == 0) {
        published_paragraph(now->doc, STR("No reviews have been put down yet."));
        return true;
    }
    if (!coverage_safe(now, &coverage.schools, &schools, err) ||
        !coverage_safe(now, &coverage.years, &years, err))
        return false;
    bool agree = totals_agree(&schools, &years);
    if (agree && totals_shown(&schools) && !due_sentence(now, &coverage.all, err))
        return false;
    coverage_table(now, &coverage.schools, &schools, "Young people by school or college",
                   "School or college");
    if (agree)
        coverage_table(now, &coverage.years, &years, "Young people by year group",
                       "Year group");
    else
        published_paragraph(now->doc,
                            STR("There is no table by year group: some numbers in it "
                                "are so small that somebody could be recognised."));
    return no_view_sentence(now, &coverage, err) && left_out_words(now, err);
}

bool is_told_apart(const struct publishing *now, struct str perspective)
{
    for (size_t i = 0; i < ROOM_PERSPECTIVES; i++)
        if (str_equal(room_perspective(i), perspective))
            return now->room.attended[i] >= now->request->rule.threshold;
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
    struct disclosure_counts in = {.shape = DISCLOSURE_PARTS,
                                   .rows = ROOM_PERSPECTIVES,
                                   .columns = 1,
                                   .cells = room->invited};
    struct disclosure_result invited, attended;
    if (!disclosure_apply(now->arena, now->request->rule, &in, &invited, err))
        return false;
    in.cells = room->attended;
    if (!disclosure_apply(now->arena, now->request->rule, &in, &attended, err))
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
        room->supporters_attended
            ? STR(" Supporters and interpreters came as well; they are not counted.")
            : STR_NONE;
    if (!share.len)
        return true;
    published_paragraph(
        now->doc, str_format(now->arena, "Young people and families were %.*s. %s%.*s",
                             STR_ARGS(share),
                             safe.cells[0] * 3 >= safe.total
                                 ? "The method asks for at least a third."
                                 : "The method asks for at least a third: next time we "
                                   "must invite more.",
                             STR_ARGS(extra)));
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
