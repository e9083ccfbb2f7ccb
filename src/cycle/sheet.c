/* SPDX-License-Identifier: MIT */
#include "cycle/sheet_inside.h"

#include "base/file.h"
#include "base/unicode.h"

#include <assert.h>
#include <stdint.h>

enum {
    MOST_PEOPLE = 1000, /* in one row of participants */
    LONG_AGO = 20       /* years: no review of this cycle */
};

static struct str kind_name(enum sheet_kind kind)
{
    static const char *const names[] = {"reviews", "statements", "aspirations",
                                        "participants"};
    return str_of(names[kind]);
}

static void say_wordless(const struct sheet *sheet, struct notices *notices)
{
    if (sheet->kind == SHEET_REVIEWS && !sheet->columns.is_long &&
        sheet->columns.words_count == 0)
        notice_add(
            notices, false, sheet->file, sheet->columns.line,
            "no columns hold what was said (\"Working 1\", \"Not working 1\", "
            "\"Future 1\", or \"Heading\" and \"What was said\"); only the reviews "
            "themselves are taken");
}

static bool has_column(const struct sheet *sheet, enum field field)
{
    return sheet->columns.of[field] != SIZE_MAX;
}

/* Two people may have one name: it tells who somebody is with the date of birth only.
 * Said once, and not of every row. */
static bool can_tell_people_apart(const struct sheet *sheet, struct error *err)
{
    bool name = has_column(sheet, FIELD_FULL_NAME) ||
                (has_column(sheet, FIELD_FORENAME) && has_column(sheet, FIELD_SURNAME));
    bool born = has_column(sheet, FIELD_BIRTH_DATE);
    if (sheet->kind == SHEET_PARTICIPANTS || has_column(sheet, FIELD_REFERENCE) ||
        has_column(sheet, FIELD_UPN) || (name && born))
        return true;
    return error_set(err, ERROR_INPUT,
                     "%.*s:%zu: the rows say who they are about by %s alone, which two "
                     "people may share; add a column \"Person ID\" or \"UPN\", or "
                     "\"%s\" beside it, and use the file again",
                     STR_ARGS(sheet->file), sheet->columns.line,
                     name ? "name" : "surname",
                     born   ? "Forename"
                     : name ? "Date of birth"
                            : "Forename\" and \"Date of birth");
}

/* The rows are closed where it fails. */
static bool find_columns(struct sheet *sheet, struct arena *arena, const struct json *own,
                         struct notices *notices, struct error *err)
{
    if (mapping_load(arena, kind_name(sheet->kind), own, &sheet->mapping, err) &&
        columns_find(sheet->rows, arena, &sheet->mapping, sheet->file, notices,
                     &sheet->columns, err) &&
        can_tell_people_apart(sheet, err))
        return true;
    rows_close(sheet->rows);
    return false;
}

bool sheet_open_rows(struct arena *arena, enum sheet_kind kind, struct str name,
                     struct rows *rows, const struct json *own, struct notices *notices,
                     struct sheet **out, struct error *err)
{
    struct sheet *sheet = arena_alloc(arena, sizeof *sheet);
    sheet->kind = kind;
    sheet->file = file_name(name);
    sheet->today = date_today();
    sheet->rows = rows;
    if (!find_columns(sheet, arena, own, notices, err))
        return false;
    sheet->told.columns = arena_array(arena, bool, sheet->columns.count);
    sheet->told_before.columns = arena_array(arena, bool, sheet->columns.count);
    sheet->sentences = arena_array(arena, struct sentences, sheet->columns.count);
    sheet->arena = arena_new();
    sheet->start = arena_mark(sheet->arena);
    say_wordless(sheet, notices);
    *out = sheet;
    return true;
}

bool sheet_open(struct arena *arena, enum sheet_kind kind, struct str name,
                struct str bytes, const struct json *own, struct notices *notices,
                struct sheet **out, struct error *err)
{
    struct rows *rows;
    return rows_of_csv(arena, file_name(name), bytes, &rows, err) &&
           sheet_open_rows(arena, kind, name, rows, own, notices, out, err);
}

void sheet_close(struct sheet *sheet)
{
    if (!sheet)
        return;
    rows_close(sheet->rows);
    arena_free(sheet->arena);
}

struct sheet_left_out sheet_left_out(const struct sheet *sheet)
{
    return sheet->left_out;
}

bool sheet_has_school(const struct sheet *sheet)
{
    return sheet->columns.of[FIELD_SCHOOL] != SIZE_MAX ||
           sheet->columns.of[FIELD_SCHOOL_NUMBER] != SIZE_MAX;
}

bool sheet_has_field(const struct sheet *sheet, struct str name)
{
    if (str_equal(name, STR("school")))
        return sheet_has_school(sheet);
    if (str_equal(name, STR("in_area")) &&
        sheet->columns.of[FIELD_OUT_OF_AREA] != SIZE_MAX)
        return true;
    for (size_t field = 0; field < FIELD_COUNT; field++)
        if (str_equal(name, field_name((enum field)field)))
            return sheet->columns.of[field] != SIZE_MAX;
    return false;
}

bool sheet_is_long(const struct sheet *sheet)
{
    return sheet->columns.is_long;
}

size_t sheet_words_columns(const struct sheet *sheet)
{
    return sheet->columns.is_long ? SECTION_COUNT : sheet->columns.words_count;
}

/* "Total", "Grand total: 45": the first text of a row that names nobody. */
static bool is_total(const struct sheet *sheet)
{
    static const char *const words[] = {"total",   "totals", "grand total", "subtotal",
                                        "average", "count",  "sub total",   "sum"};
    size_t first = 0, reference = sheet->columns.of[FIELD_REFERENCE];
    while (first < sheet->row.count && sheet_column(sheet, first).len == 0)
        first++;
    struct str text = sheet_column(sheet, first);
    if (first != reference && sheet_column(sheet, reference).len)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct str word = str_of(words[i]);
        bool ends = text.len <= word.len || text.ptr[word.len] == ' ' ||
                    text.ptr[word.len] == ':';
        if (ends && str_equal_ascii_case(str_slice(text, 0, word.len), word))
            return true;
    }
    return false;
}

/* What is called so, or stands in one of the rows of names. */
static bool is_title(const struct sheet *sheet, size_t column, struct str text)
{
    const struct headings *headings = &sheet->columns.headings;
    bool is =
        column < headings->count && str_equal_ascii_case(text, headings->titles[column]);
    for (size_t i = 0; i < 2 && column < headings->count && headings->rows[i]; i++)
        is = is || str_equal_ascii_case(text, headings->rows[i][column]);
    return is;
}

/* The row of names once more, as at the top of a second page. */
static bool is_header(const struct sheet *sheet)
{
    size_t same = 0;
    for (size_t i = 0; i < sheet->row.count; i++) {
        struct str text = sheet_column_raw(sheet, i);
        if (text.len == 0)
            continue;
        if (!is_title(sheet, i, text))
            return false;
        same++;
    }
    return same > 1;
}

/* Text in cells that no column name stands above. */
static void check_stray(struct sheet *sheet)
{
    size_t stray = 0, named = sheet->columns.count;
    for (size_t i = 0; i < sheet->row.count; i++) {
        bool nameless = i >= named || sheet->columns.items[i].title.len == 0;
        if (!nameless || sheet_column_raw(sheet, i).len == 0)
            continue;
        if (i >= named) {
            stray++;
        } else if (!sheet->told.columns[i]) {
            struct buf letters = BUF_IN(sheet->arena);
            column_add_letters(&letters, i);
            sheet->told.columns[i] = true;
            sheet_remark(sheet,
                         "column %.*s holds text but has no name, and is not used in any "
                         "row; give it one if it is needed",
                         STR_ARGS(buf_str(&letters)));
        }
    }
    if (stray)
        sheet_refuse(sheet,
                     "%zu %s beyond the last column %s left out; if words hold a comma, "
                     "put the cell in quotation marks",
                     stray, stray == 1 ? "cell that holds text" : "cells that hold text",
                     stray == 1 ? "is" : "are");
}

/* What a second column for the same thing says, and the first does not. */
static void check_doubled(struct sheet *sheet)
{
    for (size_t i = 0; i < sheet->columns.count; i++) {
        const struct column *column = &sheet->columns.items[i];
        if (!column->doubled || sheet->told.columns[i])
            continue;
        struct str text = sheet_column(sheet, i);
        struct str used = sheet_column(sheet, column->instead);
        if (text.len == 0 ||
            str_equal(unicode_fold(sheet->arena, text), unicode_fold(sheet->arena, used)))
            continue;
        sheet->told.columns[i] = true;
        sheet_refuse(
            sheet,
            "column %zu (\"%.*s\") is left out, in every row: it should hold the "
            "same as column %zu (\"%.*s\"), which is used, and does not; put all "
            "into one of them, or name one otherwise",
            i + 1, STR_ARGS(column->title), column->instead + 1,
            STR_ARGS(sheet->columns.items[column->instead].title));
    }
}

/* A row that ends before the named columns do: cut short, or saved by a program that
 * leaves out empty cells at the end. */
static void check_short(struct sheet *sheet)
{
    size_t named = sheet->columns.count;
    while (named && sheet->columns.items[named - 1].title.len == 0)
        named--;
    if (sheet->row.count < named && sheet->told.short_rows++ < ROWS_TOLD)
        sheet_remark(sheet,
                     "this row stops after %zu of %zu columns; the rest counts as empty. "
                     "Check that it was saved whole",
                     sheet->row.count, named);
}

static void say_more(struct sheet *sheet, size_t *rows, const char *const of[2],
                     const char *why)
{
    size_t more = *rows > ROWS_TOLD ? *rows - ROWS_TOLD : 0;
    *rows = 0; /* the end may be read again */
    if (more)
        notice_add(sheet->notices, false, sheet->file, 0, "%zu more %s like this: %s",
                   more, of[more == 1 ? 0 : 1], why);
}

/* Counted as the file has them, before control characters are taken out. */
static void check_garbled(struct sheet *sheet)
{
    struct garbled here = {.sound = 0};
    bool any = false;
    for (size_t i = 0; i < sheet->row.count; i++)
        any = garbled_count(sheet->row.cells[i], &here) || any;
    garbled_add(&sheet->garbled, &here);
    if (!any)
        return;
    if (!sheet->garbled_line)
        sheet->garbled_line = sheet->row.line;
    if (sheet->told.garbled_rows++ < ROWS_TOLD)
        sheet_remark(sheet, "%.*s; put it right in the file, and import it again",
                     STR_ARGS(garbled_words(sheet->arena, &here)));
}

bool sheet_check_garbled(const struct sheet *sheet, struct error *err)
{
    return garbled_check(sheet->file, sheet->garbled_line, &sheet->garbled, err);
}

static void say_the_rest(struct sheet *sheet)
{
    static const char *const rows[] = {"row", "rows"}, *const hopes[] = {"hope", "hopes"};
    say_more(sheet, &sheet->told.garbled_rows, rows,
             "characters went wrong when the file was saved in another encoding");
    say_more(sheet, &sheet->told.short_rows, rows,
             "it stops before the last column. Check that the file was saved whole");
    say_more(
        sheet, &sheet->told.observed, rows,
        "an observation is not the young person's own words, and who said it is left "
        "empty");
    say_more(sheet, &sheet->told.of_family, hopes,
             "what a parent hopes is taken as the family's, and not as the young "
             "person's own words");
}

/* What is refused for a column stays said. */
static void copy_told(struct sheet_told *to, const struct sheet_told *from,
                      const struct columns *columns)
{
    bool *told = to->columns;
    for (size_t i = 0; i < columns->count; i++)
        told[i] = columns->items[i].doubled ? told[i] : from->columns[i];
    *to = *from;
    to->columns = told;
}

void sheet_unsay_row(struct sheet *sheet)
{
    copy_told(&sheet->told, &sheet->told_before, &sheet->columns);
}

static bool next_row(struct sheet *sheet, struct notices *notices)
{
    for (;;) {
        arena_rewind(sheet->arena, sheet->start);
        sheet->notices = notices;
        size_t before = notices->refusals;
        bool more = rows_next(sheet->rows, notices, &sheet->row);
        sheet->left_out.rows += notices->refusals - before;
        sheet->left_out.refusals += notices->refusals - before;
        if (!more) {
            say_the_rest(sheet);
            return false;
        }
        copy_told(&sheet->told_before, &sheet->told, &sheet->columns);
        check_garbled(sheet);
        sheet_drop_controls(sheet);
        if (is_total(sheet)) {
            sheet_remark(sheet, "passed over: a row of totals");
            continue;
        }
        if (is_header(sheet)) {
            sheet_remark(sheet, "passed over: the column names once more");
            continue;
        }
        check_stray(sheet);
        check_doubled(sheet);
        check_short(sheet);
        sheet_look_for_sentences(sheet);
        sheet->source =
            str_format(sheet->arena, "%.*s:%zu", STR_ARGS(sheet->file), sheet->row.line);
        return true;
    }
}

/* A row that was not taken, for a reason that is a refusal or not. */
static void note_left_out(struct sheet *sheet, size_t refusals_before)
{
    size_t refusals = sheet->notices->refusals - refusals_before;
    sheet->left_out.rows += refusals > 0;
    sheet->left_out.refusals += refusals;
}

/* False, with a refusal, where the row's own date is needed and not there. */
static bool read_dates(struct sheet *sheet, struct sheet_row *row)
{
    struct date date;
    if (!sheet_date(sheet, FIELD_DATE, true, &row->date, &date))
        return false;
    bool ahead = row->date.len > 0 && date_compare(date, sheet->today) > 0;
    sheet->is_ahead = ahead && sheet->kind == SHEET_REVIEWS;
    if (ahead && !sheet->is_ahead)
        sheet_remark(sheet, "%.*s is in the future; check it",
                     STR_ARGS(sheet_title(sheet, FIELD_DATE)));
    struct str planned = sheet->is_ahead ? row->date : STR_NONE;
    if (sheet->is_ahead)
        row->date = STR_NONE;
    row->held = row->date.len > 0;
    if (row->held && date.year < sheet->today.year - LONG_AGO)
        sheet_remark(sheet, "%.*s is more than %d years ago; check it",
                     STR_ARGS(sheet_title(sheet, FIELD_DATE)), LONG_AGO);
    if (sheet->kind == SHEET_STATEMENTS && !row->held &&
        str_equal(row->said_in, STR("review"))) {
        sheet_refuse(sheet, "row left out: it does not say when; write the day of the "
                            "review");
        return false;
    }
    (void)sheet_date(sheet, FIELD_DUE, false, &row->due, &date);
    if (!row->due.len)
        row->due = planned;
    return true;
}

static const struct {
    enum field field;
    const char *what;
} permissions[PERMISSION_COUNT] = {{FIELD_MAY_USE, "workshop"},
                                   {FIELD_MAY_QUOTE, "quote"},
                                   {FIELD_MAY_TELL, "story"},
                                   {FIELD_MAY_PICTURE, "picture"},
                                   {FIELD_MAY_CONTACT, "contact"}};

struct str permission_what(size_t which)
{
    return str_of(permissions[which].what);
}

static void read_facts(struct sheet *sheet, struct sheet_row *row)
{
    row->school = sheet_cell(sheet, FIELD_SCHOOL);
    if (row->school.len == 0)
        row->school = sheet_cell(sheet, FIELD_SCHOOL_NUMBER);
    row->year_group = sheet_year_group(sheet);
    row->need = sheet_choice(sheet, FIELD_NEED);
    row->gender = sheet_choice(sheet, FIELD_GENDER);
    row->in_area = sheet_in_area(sheet);
    row->attended = sheet_answer(sheet, FIELD_ATTENDED);
    for (size_t i = 0; i < PERMISSION_COUNT; i++)
        row->permissions[i] = sheet_answer(sheet, permissions[i].field);
}

static bool read_row(struct sheet *sheet, struct sheet_row *row)
{
    *row = (struct sheet_row){.line = sheet->row.line, .source = sheet->source};
    row->said_in = sheet_choice(sheet, FIELD_SAID_IN);
    if (row->said_in.len == 0)
        row->said_in = sheet->kind == SHEET_ASPIRATIONS ? STR("plan") : STR("review");
    bool person = sheet_read_person(sheet, &row->who);
    if (!read_dates(sheet, row) || !person)
        return false;
    read_facts(sheet, row);
    return sheet_check_born(sheet, row) && sheet_read_words(sheet, row);
}

bool sheet_next(struct sheet *sheet, struct notices *notices, struct sheet_row *out)
{
    assert(sheet->kind != SHEET_PARTICIPANTS);
    while (next_row(sheet, notices)) {
        size_t before = notices->refusals;
        if (read_row(sheet, out)) {
            sheet->left_out.ahead += sheet->is_ahead;
            return true;
        }
        note_left_out(sheet, before);
    }
    return false;
}

static bool read_number(struct sheet *sheet, size_t *number)
{
    struct str cell = sheet_cell(sheet, FIELD_NUMBER);
    int64_t people = 1;
    if (cell.len &&
        (!str_to_integer(cell, &people) || people < 0 || people > MOST_PEOPLE)) {
        sheet_refuse(
            sheet,
            "row left out: %.*s is no number of people; write a whole number up to %d",
            STR_ARGS(sheet_cell_shown(sheet, FIELD_NUMBER, cell)), MOST_PEOPLE);
        return false;
    }
    if (people == 0)
        sheet_remark(sheet, "passed over: nobody");
    *number = (size_t)people;
    return people > 0;
}

bool sheet_next_participant(struct sheet *sheet, struct notices *notices,
                            struct sheet_participant *out)
{
    assert(sheet->kind == SHEET_PARTICIPANTS);
    while (next_row(sheet, notices)) {
        size_t before = notices->refusals;
        *out = (struct sheet_participant){.line = sheet->row.line};
        if (!sheet_read_role(sheet, out) || !read_number(sheet, &out->number)) {
            note_left_out(sheet, before);
            continue;
        }
        out->organisation = sheet_cell(sheet, FIELD_ORGANISATION);
        /* A list that does not ask is a list of whom to invite. */
        out->invited = sheet->columns.of[FIELD_INVITED] < sheet->columns.count
                           ? sheet_answer(sheet, FIELD_INVITED)
                           : ANSWER_YES;
        out->coming = sheet_answer(sheet, FIELD_COMING);
        out->attended = sheet_answer(sheet, FIELD_PRESENT);
        out->table = sheet_cell(sheet, FIELD_TABLE);
        out->note = sheet_cell(sheet, FIELD_NOTE);
        return true;
    }
    return false;
}
