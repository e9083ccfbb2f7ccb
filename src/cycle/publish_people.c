/* SPDX-License-Identifier: MIT */
/* The parts about people: the question and whose reviews count, whose views we
 * have, and who was in the room. */
#include "cycle/publish_parts.h"

#include "base/date.h"
#include "cycle/coverage.h"
#include "cycle/room.h"

bool part_question(struct publishing *now, const struct json *part, struct error *err)
{
    const struct json *body = now->request->body;
    struct str question = json_find_text(body, STR("question"));
    struct str venue = json_find_text(body, STR("venue"));
    struct date date;
    (void)err;
    part_heading(now, part, "The question");
    if (question.len)
        published_paragraph(now->doc, question);
    published_paragraph(
        now->doc,
        str_format(now->arena, "Whose reviews we looked at: %.*s.",
                   STR_ARGS(scope_words(now->arena, json_find(body, STR("scope"))))));
    if (date_parse(json_find_text(body, STR("workshop_date")), &date))
        published_paragraph(now->doc,
                            str_format(now->arena, "The workshop was on %.*s%s%.*s.",
                                       STR_ARGS(date_words(now->arena, date)),
                                       venue.len ? ", at " : "", STR_ARGS(venue)));
    return true;
}

/* Rows of coverage as a table that adds up: views here, views missing. */
static bool coverage_table(struct publishing *now, const struct coverage_rows *rows,
                           const char *title, const char *first, struct error *err)
{
    enum { COLUMNS = 2 };
    struct disclosure_result safe;
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
    if (rows->count == 0)
        return true;
    if (!disclosure_apply(now->arena, now->request->rule, &in, &safe, err))
        return false;
    published_table(now->doc, str_of(title),
                    STR("Each number is a number of young people's reviews."), STR_NONE);
    published_column(now->doc, str_of(first), false);
    published_column(now->doc, STR("Their views are here"), true);
    published_column(now->doc, STR("Not here yet"), true);
    published_column(now->doc, STR("Due in all"), true);
    for (size_t i = 0; i < rows->count; i++) {
        published_row(now->doc);
        published_text(now->doc, rows->items[i].label);
        for (size_t c = 0; c < COLUMNS; c++)
            published_number(now->doc, safe.cells[i * COLUMNS + c]);
        published_number(now->doc, safe.row_totals[i]);
    }
    published_row_total(now->doc);
    published_text(now->doc, STR("All"));
    for (size_t c = 0; c < COLUMNS; c++)
        published_number(now->doc, safe.column_totals[c]);
    published_number(now->doc, safe.total);
    return true;
}

/* A count that disclosure gave, in a sentence. */
static void add_count(struct buf *text, int64_t count)
{
    if (count == DISCLOSURE_HIDDEN)
        buf_add(text, STR("a number that is hidden"));
    else
        buf_add_format(text, "%lld", (long long)count);
}

static bool due_sentence(struct publishing *now, const struct coverage_row *all,
                         struct error *err)
{
    int64_t cells[] = {(int64_t)all->held, (int64_t)(all->due - all->held)};
    struct disclosure_result safe;
    struct buf text = BUF_IN(now->arena);
    struct disclosure_counts in = {
        .shape = DISCLOSURE_PARTS, .rows = 2, .columns = 1, .cells = cells};
    if (!disclosure_apply(now->arena, now->request->rule, &in, &safe, err))
        return false;
    buf_add(&text, STR("Of the reviews that were due ("));
    add_count(&text, safe.total);
    buf_add(&text, STR("), these had been held when the views were collected: "));
    add_count(&text, safe.cells[0]);
    buf_add_byte(&text, '.');
    published_paragraph(now->doc, buf_str(&text));
    return true;
}

static bool no_view_sentence(struct publishing *now, const struct coverage *coverage,
                             struct error *err)
{
    int64_t cells[SECTION_COUNT];
    struct disclosure_result safe;
    struct buf text = BUF_IN(now->arena);
    for (size_t i = 0; i < SECTION_COUNT; i++)
        cells[i] = (int64_t)coverage->no_view[i];
    struct disclosure_counts in = {
        .shape = DISCLOSURE_PARTS, .rows = SECTION_COUNT, .columns = 1, .cells = cells};
    if (!disclosure_apply(now->arena, now->request->rule, &in, &safe, err))
        return false;
    buf_add(&text, STR("Where a review asked and no view was recorded: "));
    for (int i = 0; i < SECTION_COUNT; i++) {
        buf_add_format(&text, "%s%.*s, ", i ? "; " : "",
                       STR_ARGS(section_words((enum section)i)));
        if (safe.cells[i] == DISCLOSURE_HIDDEN)
            buf_add(&text, STR("a small number"));
        else
            buf_add_format(&text, "%lld", (long long)safe.cells[i]);
    }
    buf_add_byte(&text, '.');
    published_paragraph(now->doc, buf_str(&text));
    return true;
}

bool part_coverage(struct publishing *now, const struct json *part, struct error *err)
{
    struct coverage coverage;
    if (!coverage_of(now->request->db, now->arena, now->request->cycle, &now->scope,
                     &coverage, err))
        return false;
    part_heading(now, part, "Whose views we have, and whose we do not have yet");
    return due_sentence(now, &coverage.all, err) &&
           coverage_table(now, &coverage.schools, "Reviews by school or college",
                          "School or college", err) &&
           coverage_table(now, &coverage.years, "Reviews by year group", "Year group",
                          err) &&
           no_view_sentence(now, &coverage, err);
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
    published_column(now->doc, STR("Viewpoint"), false);
    published_column(now->doc, STR("Invited"), true);
    published_column(now->doc, STR("Came"), true);
    for (size_t i = 0; i < ROOM_PERSPECTIVES; i++) {
        if (room->invited[i] + room->attended[i] == 0)
            continue;
        published_row(now->doc);
        published_text(now->doc, plain_title(now->arena, room_perspective(i)));
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
    int64_t share = disclosure_percentage(now->request->rule, safe.cells[0], safe.total);
    struct str extra =
        room->supporters_attended
            ? STR(" Supporters and interpreters came as well; they are not counted.")
            : STR_NONE;
    if (share == DISCLOSURE_HIDDEN)
        return true;
    published_paragraph(
        now->doc,
        str_format(
            now->arena, "Young people and families were %lld%% of those who came. %s%.*s",
            (long long)share,
            share * 3 >= 100 ? "The method asks for at least a third."
                             : "The method asks for at least a third: next time we "
                               "must invite more.",
            STR_ARGS(extra)));
    return true;
}

bool part_room(struct publishing *now, const struct json *part, struct error *err)
{
    struct room room;
    bool both_shown;
    if (!room_of(now->request->db, now->request->cycle, &room, err))
        return false;
    part_heading(now, part, "Who took part");
    if (room_total(room.invited) + room_total(room.attended) == 0) {
        published_paragraph(now->doc, STR("Nobody has been put down as invited yet."));
        return true;
    }
    return room_table(now, &room, &both_shown, err) &&
           third_sentence(now, &room, both_shown, err);
}
