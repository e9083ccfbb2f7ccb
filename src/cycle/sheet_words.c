/* SPDX-License-Identifier: MIT */
#include "cycle/sheet_inside.h"

#include "base/unicode.h"
#include "cycle/cell_list.h"
#include "cycle/non_answer.h"
#include "cycle/paragraph.h"

/* The statements of the row that is being read. */
struct words {
    struct sheet *sheet;
    struct sheet_row *row;
    struct sheet_statement *items;
    size_t count, room;
    size_t last_rank[SECTION_COUNT];
    bool lost[SECTION_COUNT]; /* a box that held words, and does so no more */
    bool seen_told;           /* that somebody must have seen it */
};

/* What is told of a cell's words never repeats them. */
struct spoken {
    enum section section;
    size_t rank, number; /* number: the end of the source, working1 */
    struct str title, speaker, how, interpreted_by, whole;
};

static struct str make_source(struct sheet *sheet, enum section section, size_t number)
{
    struct buf out = BUF_IN(sheet->arena);
    buf_add(&out, sheet->source);
    buf_add_byte(&out, ':');
    buf_add(&out, section_name(section));
    if (number > 9)
        buf_add_format(&out, "%zu", number);
    else
        buf_add_byte(&out, (char)('0' + number));
    return buf_str(&out);
}

static bool check_length(struct sheet *sheet, const struct spoken *spoken,
                         struct str text)
{
    size_t length = text.len > 254 ? unicode_length(text) : 0;
    if (length > SHEET_MOST_TEXT) {
        sheet_refuse(sheet,
                     "the words under \"%.*s\" are left out: they are longer than %d "
                     "characters; put what matters most into one or two sentences, as "
                     "they were said",
                     STR_ARGS(spoken->title), SHEET_MOST_TEXT);
        return false;
    }
    char last = text.ptr[text.len - 1];
    if ((length == 255 || length == 1000) && last != '.' && last != '!' && last != '?')
        sheet_remark(sheet,
                     "the words under \"%.*s\" end after exactly %zu characters; another "
                     "program may have cut them off, check the review",
                     STR_ARGS(spoken->title), length);
    return true;
}

/* An observation is not the person's own words, whatever stands beside it. */
static struct str speaker_of(struct words *words, const struct spoken *spoken)
{
    if (!str_equal(spoken->how, STR("observation")) ||
        !str_equal(spoken->speaker, STR("young_person")))
        return spoken->speaker;
    if (!words->seen_told && words->sheet->told.observed++ < ROWS_TOLD)
        sheet_remark(words->sheet,
                     "an observation is not the young person's own words: write who saw "
                     "it under \"Said by\"; it is left empty");
    words->seen_told = true;
    return STR_NONE;
}

/* Of a plan, whose paragraph may hold what a parent hopes. */
static struct str speaker_in_plan(struct words *words, const struct spoken *spoken,
                                  struct str text)
{
    struct sheet *sheet = words->sheet;
    if (sheet->kind != SHEET_ASPIRATIONS || spoken->speaker.len ||
        !paragraph_is_of_family(sheet->arena, text))
        return speaker_of(words, spoken);
    if (sheet->told.of_family++ < ROWS_TOLD)
        sheet_remark(sheet,
                     "what a parent hopes stands under \"%.*s\": it is taken as the "
                     "family's, and not as the young person's own words",
                     STR_ARGS(spoken->title));
    return STR("family");
}

static void take_text(struct words *words, const struct spoken *spoken, struct str text)
{
    struct sheet *sheet = words->sheet;
    enum section section = spoken->section;
    if (is_non_answer(text, section)) {
        words->row->no_view[section]++;
        return;
    }
    if (!check_length(sheet, spoken, text))
        return;
    words->items = arena_one_more(sheet->arena, words->items, sizeof *words->items,
                                  words->count, &words->room);
    words->items[words->count++] = (struct sheet_statement){
        .section = section,
        .rank = spoken->rank,
        .text = text,
        .source = make_source(sheet, section, spoken->number),
        .speaker = speaker_in_plan(words, spoken, text),
        .how = spoken->how,
        .interpreted_by = spoken->interpreted_by,
        .whole = spoken->whole,
    };
}

/* #NAME? is what becomes of words that start with a dash or an equals sign. */
static bool check_broken(struct sheet *sheet, struct str title, size_t column)
{
    struct str raw = sheet_column_raw(sheet, column);
    if (sheet_is_lost(sheet, column)) {
        sheet_refuse(sheet,
                     "the words under \"%.*s\" are lost: the cell holds a formula that "
                     "was never worked out; open the workbook in your spreadsheet "
                     "program, save it, and import that",
                     STR_ARGS(title));
        return false;
    }
    if (!sheet_is_broken(raw) || str_equal(raw, STR("#N/A")))
        return true;
    sheet_refuse(
        sheet,
        "the words under \"%.*s\" are lost: the spreadsheet shows %.*s because it "
        "took them for a formula; type them again with an apostrophe in front",
        STR_ARGS(title), STR_ARGS(sheet_shown(raw)));
    return false;
}

/* A paragraph is kept as it was written, beside what was cut out of it. */
static bool check_whole(struct sheet *sheet, const struct spoken *spoken)
{
    if (unicode_length(spoken->whole) <= SHEET_MOST_WHOLE)
        return true;
    sheet_refuse(sheet,
                 "the words under \"%.*s\" are left out: they are longer than %d "
                 "characters; put in what the person hopes for",
                 STR_ARGS(spoken->title), SHEET_MOST_WHOLE);
    return false;
}

static void take_column(struct words *words, const struct words_column *column,
                        struct spoken spoken)
{
    struct sheet *sheet = words->sheet;
    const struct column *name = &sheet->columns.items[column->column];
    struct str raw = sheet_column_raw(sheet, column->column);
    size_t *last = &words->last_rank[column->section];
    size_t rank = column->rank > *last ? column->rank : *last + 1;
    spoken.title = name->title;
    spoken.section = column->section;
    if (name->speaker.len)
        spoken.speaker = name->speaker;
    if (!check_broken(sheet, spoken.title, column->column)) {
        words->lost[column->section] = true;
        return;
    }
    if (raw.len == 0)
        return;
    struct str_list texts = {&raw, 1};
    if (column->listed)
        texts = cell_list(sheet->arena, raw);
    if (sheet->kind == SHEET_ASPIRATIONS && texts.count == 1)
        texts = paragraph_list(sheet->arena, raw);
    if (sheet->kind == SHEET_ASPIRATIONS &&
        (texts.count > 1 || paragraph_holds_more(sheet->arena, raw)))
        spoken.whole = raw;
    if (!check_whole(sheet, &spoken))
        return;
    for (size_t i = 0; i < texts.count; i++) {
        spoken.rank = spoken.number = rank + i;
        take_text(words, &spoken, texts.items[i]);
    }
    *last = rank + texts.count - 1;
    if (texts.count > 1 && !spoken.whole.len)
        sheet_remark(sheet,
                     "the cell under \"%.*s\" holds %zu statements; they were taken one "
                     "by one, check them",
                     STR_ARGS(spoken.title), texts.count);
}

static void read_wide(struct words *words, struct spoken spoken)
{
    const struct columns *columns = &words->sheet->columns;
    bool asked[SECTION_COUNT] = {false};
    for (size_t i = 0; i < columns->words_count; i++) {
        asked[columns->words[i].section] = true;
        take_column(words, &columns->words[i], spoken);
    }
    bool held = words->row->held || words->sheet->kind == SHEET_ASPIRATIONS;
    for (size_t s = 0; s < SECTION_COUNT; s++) {
        asked[s] = asked[s] && !words->lost[s];
        if (held && asked[s] && words->last_rank[s] == 0)
            words->row->no_view[s] = 1;
        words->row->asked[s] = asked[s] && (held || words->row->no_view[s]);
    }
}

/* "Not working", "Future 2", "Working - parent" */
static bool read_heading(struct sheet *sheet, struct spoken *spoken)
{
    struct str cell = sheet_cell(sheet, FIELD_HEADING), value;
    if (mapping_value(&sheet->mapping, TYPE_SECTION, mapping_key(sheet->arena, cell),
                      &value))
        return section_find(value, &spoken->section);
    struct column as_column = column_match(sheet->arena, &sheet->mapping, cell);
    if (as_column.field == FIELD_NONE || !field_is_numbered(as_column.field))
        return false;
    spoken->section = (enum section)(as_column.field - FIELD_WORKING);
    spoken->rank = as_column.number;
    if (spoken->speaker.len == 0)
        spoken->speaker = as_column.speaker;
    return true;
}

static void read_rank(struct sheet *sheet, struct spoken *spoken)
{
    struct str cell = sheet_cell(sheet, FIELD_RANK);
    int64_t rank;
    if (cell.len == 0)
        return;
    if (str_to_integer(cell, &rank) && rank > 0 && rank < 1000)
        spoken->rank = (size_t)rank;
    else
        sheet_remark(sheet, "%.*s is left empty; write 1, 2, …",
                     STR_ARGS(sheet_cell_shown(sheet, FIELD_RANK, cell)));
}

static void read_long(struct words *words, struct spoken spoken)
{
    struct sheet *sheet = words->sheet;
    struct str heading = sheet_cell(sheet, FIELD_HEADING);
    size_t column = sheet->columns.of[FIELD_TEXT];
    struct str raw = sheet_column_raw(sheet, column);
    spoken.title = sheet_title(sheet, FIELD_TEXT);
    if (heading.len == 0 && raw.len == 0 && !sheet_is_lost(sheet, column)) {
        if (sheet->kind == SHEET_STATEMENTS)
            sheet_remark(sheet, "passed over: no words");
        return;
    }
    if (!read_heading(sheet, &spoken)) {
        sheet_refuse(sheet,
                     "the words are left out: %.*s is none of working, not working and "
                     "future; correct it, or add what it means to local/import/%.*s.json",
                     STR_ARGS(sheet_cell_shown(sheet, FIELD_HEADING, heading)),
                     STR_ARGS(sheet->mapping.title));
        return;
    }
    read_rank(sheet, &spoken);
    spoken.number = spoken.rank ? spoken.rank : 1;
    if (check_broken(sheet, spoken.title, column))
        take_text(words, &spoken, raw);
}

/* What was said was said on a day: without one, or before it, the date is wrong. */
static bool check_not_held(struct sheet *sheet, const struct sheet_row *row)
{
    if (row->count && sheet->is_ahead)
        sheet_refuse(sheet,
                     "row left out: there are words, but %.*s is in the future; write "
                     "the day on which the review was held",
                     STR_ARGS(sheet_title(sheet, FIELD_DATE)));
    else if (row->count)
        sheet_refuse(sheet, "row left out: there are words but no date of the review; "
                            "write the day on which it was held");
    else if (sheet->is_ahead)
        sheet_remark(sheet,
                     "%.*s is in the future: the review counts as due, and not as held. "
                     "If it has been held, correct the date",
                     STR_ARGS(sheet_title(sheet, FIELD_DATE)));
    else if (!row->due.len)
        sheet_remark(sheet,
                     "neither the day of the review nor the day on which it is due "
                     "is there: it counts as still to be held; write either");
    return row->count == 0;
}

bool sheet_read_words(struct sheet *sheet, struct sheet_row *row)
{
    struct words words = {.sheet = sheet, .row = row};
    struct spoken spoken = {
        .speaker = sheet_choice(sheet, FIELD_SPEAKER),
        .how = sheet_choice(sheet, FIELD_HOW),
        .interpreted_by = sheet_choice_unread(sheet, FIELD_INTERPRETED_BY, STR("other"))};
    if (sheet->columns.is_long)
        read_long(&words, spoken);
    else
        read_wide(&words, spoken);
    row->statements = words.items;
    row->count = words.count;
    if (sheet->kind == SHEET_REVIEWS && !row->held && !check_not_held(sheet, row))
        return false;
    size_t silent = row->no_view[0] + row->no_view[1] + row->no_view[2];
    return sheet->kind == SHEET_REVIEWS || row->count || silent;
}
