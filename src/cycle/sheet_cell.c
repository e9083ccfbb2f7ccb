/* SPDX-License-Identifier: MIT */
#include "cycle/sheet_inside.h"

#include "base/unicode.h"
#include "format/uk_date.h"

#include <stdint.h>
#include <string.h>

enum {
    SHOWN = 40, /* characters of a cell that a message repeats */
    VALUES_SHOWN = 13
};

/* The no-break spaces, and marks without width that copying brings along. */
static const struct str unseen[] = {
    {"\xc2\xa0", 2}, {"\xe2\x80\x8b", 3}, {"\xef\xbb\xbf", 3}, {"\xe2\x80\xaf", 3}};

static struct str trim_unseen(struct str text)
{
    for (size_t i = 0; i < sizeof unseen / sizeof unseen[0]; i++) {
        if (str_starts(text, unseen[i]))
            text = str_slice(text, unseen[i].len, text.len);
        if (str_ends(text, unseen[i]))
            text.len -= unseen[i].len;
    }
    return text;
}

static struct str trim(struct str text)
{
    for (size_t before = SIZE_MAX; text.len < before;) {
        before = text.len;
        text = str_trim(text);
        if (text.len &&
            ((unsigned char)text.ptr[0] | (unsigned char)text.ptr[text.len - 1]) >= 0x80)
            text = trim_unseen(text);
    }
    return text;
}

struct str sheet_column_raw(const struct sheet *sheet, size_t column)
{
    if (column >= sheet->row.count)
        return STR_NONE;
    struct str text = trim(sheet->row.cells[column]);
    bool guarded = text.len > 1 && text.ptr[0] == '\'' &&
                   str_find_byte(STR("=+-@\t\r"), text.ptr[1]) != SIZE_MAX;
    return guarded ? str_slice(text, 1, text.len) : text;
}

bool sheet_is_broken(struct str raw)
{
    if (raw.len < 4 || raw.ptr[0] != '#')
        return false;
    for (size_t i = 1; i + 1 < raw.len; i++)
        if (!((raw.ptr[i] >= 'A' && raw.ptr[i] <= 'Z') ||
              str_find_byte(STR("/0_"), raw.ptr[i]) != SIZE_MAX))
            return false;
    char last = raw.ptr[raw.len - 1];
    return last == '!' || last == '?' || str_equal(raw, STR("#N/A"));
}

bool sheet_is_lost(const struct sheet *sheet, size_t column)
{
    return sheet->row.lost && column < sheet->row.count && sheet->row.lost[column];
}

struct str sheet_column(const struct sheet *sheet, size_t column)
{
    struct str raw = sheet_column_raw(sheet, column);
    return sheet_is_broken(raw) ? STR_NONE : raw;
}

struct str sheet_cell(const struct sheet *sheet, enum field field)
{
    return sheet_column(sheet, sheet->columns.of[field]);
}

struct str sheet_title(const struct sheet *sheet, enum field field)
{
    return sheet->columns.items[sheet->columns.of[field]].title;
}

struct str sheet_shown(struct str text)
{
    struct str line = str_cut(&text, '\n');
    return unicode_cut(line, SHOWN);
}

__attribute__((format(printf, 3, 0))) static void tell(struct sheet *sheet, bool refusal,
                                                       const char *format, va_list list)
{
    struct buf text = BUF_IN(sheet->arena);
    buf_add_format_list(&text, format, list);
    notice_add(sheet->notices, refusal, sheet->file, sheet->row.line, "%.*s",
               STR_ARGS(buf_str(&text)));
}

void sheet_remark(struct sheet *sheet, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    tell(sheet, false, format, list);
    va_end(list);
}

void sheet_refuse(struct sheet *sheet, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    tell(sheet, true, format, list);
    va_end(list);
}

/* Line breaks of word processors (VT, FF), of old files (CR) and of mainframes (NEL). */
static bool breaks_line(uint32_t character)
{
    return character == 0x0b || character == 0x0c || character == '\r' ||
           character == 0x85;
}

static struct str without_controls(struct arena *arena, struct str text, size_t at)
{
    struct buf out = BUF_IN(arena);
    size_t done = 0;
    for (; at != SIZE_MAX; at = unicode_find_unseen(text, done)) {
        struct str rest = str_slice(text, at, text.len);
        buf_add(&out, str_slice(text, done, at));
        if (breaks_line(unicode_next(&rest)))
            buf_add_byte(&out, '\n');
        done = text.len - rest.len;
    }
    buf_add(&out, str_slice(text, done, text.len));
    return buf_str(&out);
}

void sheet_drop_controls(struct sheet *sheet)
{
    struct csv_row *row = &sheet->row;
    const struct str *cells = row->cells;
    struct str *clean = NULL;
    for (size_t i = 0; i < row->count; i++) {
        size_t at = unicode_find_unseen(cells[i], 0);
        if (at == SIZE_MAX)
            continue;
        if (!clean) {
            clean = arena_array(sheet->arena, struct str, row->count);
            memcpy(clean, cells, row->count * sizeof *clean);
            row->cells = clean;
        }
        clean[i] = without_controls(sheet->arena, cells[i], at);
    }
    if (clean && !sheet->told.controls)
        sheet_remark(sheet, "cells of this row hold control characters, which nobody "
                            "sees; they were taken out. Other rows like this are not "
                            "named");
    sheet->told.controls = sheet->told.controls || clean;
}

static bool has_word(struct str text)
{
    size_t letters = 0;
    while (text.len && letters < 2)
        letters = unicode_kind(unicode_next(&text)) == UNICODE_LETTER ? letters + 1 : 0;
    return letters == 2;
}

struct str sheet_cell_shown(const struct sheet *sheet, enum field field, struct str text)
{
    struct str title = sheet_title(sheet, field);
    if (has_word(text))
        return str_format(sheet->arena, "what stands under \"%.*s\"", STR_ARGS(title));
    return str_format(sheet->arena, "\"%.*s\" under \"%.*s\"",
                      STR_ARGS(sheet_shown(text)), STR_ARGS(title));
}

static void say_unknown_value(struct sheet *sheet, enum field field, struct str text,
                              struct str otherwise)
{
    const struct value_list *list = &sheet->mapping.lists[field_type(field)];
    struct buf known = BUF_IN(sheet->arena);
    for (size_t i = 0; i < list->count && i <= VALUES_SHOWN; i++) {
        struct str value = i < VALUES_SHOWN ? list->values[i] : STR("…");
        buf_add_format(&known, "%s%.*s", i ? ", " : "", STR_ARGS(value));
    }
    sheet_remark(sheet, "%.*s is not understood and is %s%.*s; write one of: %.*s",
                 STR_ARGS(sheet_cell_shown(sheet, field, text)),
                 otherwise.len ? "taken as " : "left empty", STR_ARGS(otherwise),
                 STR_ARGS(buf_str(&known)));
}

/* What "perhaps" comes to. */
static const char *until_asked(enum field field)
{
    switch (field) {
    case FIELD_MAY_USE:
        return "what they said is on the cards until they say no";
    case FIELD_MAY_QUOTE:
        return "their words count, and may be quoted until they say no";
    case FIELD_MAY_TELL:
        return "a story that is theirs may be told until they say no";
    case FIELD_MAY_PICTURE:
        return "no picture that is theirs is shown until they say yes";
    default:
        return "do not get in touch until they say yes";
    }
}

static void say_undecided(struct sheet *sheet, enum field field, struct str text)
{
    sheet_remark(sheet,
                 "%.*s is neither yes nor no, and counts as no answer yet: %s. Ask them, "
                 "and write yes or no",
                 STR_ARGS(sheet_cell_shown(sheet, field, text)), until_asked(field));
}

/* "ASD/SLCN", "Mum (Jane)": what stands before the first of these. */
static struct str first_part(struct str text)
{
    size_t end = 0;
    while (end < text.len &&
           str_find_byte(STR("/,;+&(|:\n"), text.ptr[end]) == SIZE_MAX &&
           !str_starts(str_slice(text, end, text.len), STR(" - ")) &&
           !str_starts(str_slice(text, end, text.len), STR(" and ")))
        end++;
    return str_slice(text, 0, end);
}

static bool find_value(struct sheet *sheet, enum field_type list, struct str text,
                       struct str *value)
{
    return mapping_value(&sheet->mapping, list, mapping_key(sheet->arena, text), value);
}

static struct str choice(struct sheet *sheet, enum field field, struct str otherwise,
                         struct str unread)
{
    struct str text = sheet_cell(sheet, field), value, part = first_part(text);
    enum field_type list = field_type(field);
    if (text.len == 0)
        return otherwise;
    if (!find_value(sheet, list, text, &value)) {
        if (part.len == text.len || !find_value(sheet, list, part, &value)) {
            if (list == TYPE_PERMISSION)
                say_undecided(sheet, field, text);
            else
                say_unknown_value(sheet, field, text, unread);
            return unread;
        }
        sheet_remark(sheet, "%.*s was read as %.*s",
                     STR_ARGS(sheet_cell_shown(sheet, field, text)), STR_ARGS(value));
    }
    return str_equal(value, STR("unknown")) ? otherwise : value;
}

struct str sheet_choice_or(struct sheet *sheet, enum field field, struct str otherwise)
{
    return choice(sheet, field, otherwise, otherwise);
}

struct str sheet_choice_unread(struct sheet *sheet, enum field field, struct str unread)
{
    return choice(sheet, field, STR_NONE, unread);
}

struct str sheet_choice(struct sheet *sheet, enum field field)
{
    return choice(sheet, field, STR_NONE, STR_NONE);
}

enum answer sheet_answer(struct sheet *sheet, enum field field)
{
    struct str value = sheet_choice(sheet, field);
    if (str_equal(value, STR("yes")))
        return ANSWER_YES;
    return str_equal(value, STR("no")) ? ANSWER_NO : ANSWER_UNKNOWN;
}

/* Under "Out of area", yes means out; "out" means out under either name. */
enum answer sheet_in_area(struct sheet *sheet)
{
    struct str out = sheet_cell(sheet, FIELD_OUT_OF_AREA), value;
    enum answer in = sheet_answer(sheet, FIELD_IN_AREA);
    if (in != ANSWER_UNKNOWN || out.len == 0)
        return in;
    if (!find_value(sheet, TYPE_YES_NO, out, &value) &&
        find_value(sheet, TYPE_IN_AREA, out, &value))
        return str_equal(value, STR("yes")) ? ANSWER_YES : ANSWER_NO;
    switch (sheet_answer(sheet, FIELD_OUT_OF_AREA)) {
    case ANSWER_YES:
        return ANSWER_NO;
    case ANSWER_NO:
        return ANSWER_YES;
    default:
        return ANSWER_UNKNOWN;
    }
}

bool sheet_date(struct sheet *sheet, enum field field, bool needed, struct str *text,
                struct date *date)
{
    struct str cell = sheet_cell(sheet, field);
    struct error err;
    *text = STR_NONE;
    if (needed && sheet_is_lost(sheet, sheet->columns.of[field])) {
        sheet_refuse(sheet,
                     "row left out: %.*s: the cell holds a formula that was never worked "
                     "out; open the workbook in your spreadsheet program, save it, and "
                     "import that",
                     STR_ARGS(sheet_title(sheet, field)));
        return false;
    }
    if (cell.len == 0)
        return true;
    if (uk_date_parse(cell, date, &err)) {
        *text = date_text(sheet->arena, *date);
        return true;
    }
    if (has_word(cell))
        (void)error_set(&err, ERROR_INPUT,
                        "what stands there does not name one day; write a day such as "
                        "12/05/2025");
    if (field == FIELD_BIRTH_DATE) /* nobody's is repeated */
        sheet_remark(sheet,
                     "%.*s is left empty: it is no day that can be read; write one such "
                     "as 12/05/2010",
                     STR_ARGS(sheet_title(sheet, field)));
    else if (needed)
        sheet_refuse(sheet, "row left out: %.*s: %s", STR_ARGS(sheet_title(sheet, field)),
                     err.text);
    else
        sheet_remark(sheet, "%.*s is left empty: %s", STR_ARGS(sheet_title(sheet, field)),
                     err.text);
    return false;
}

int sheet_year_group(struct sheet *sheet)
{
    struct str cell = sheet_cell(sheet, FIELD_YEAR_GROUP);
    int year;
    if (year_group_read(sheet->arena, cell, &year))
        return year;
    sheet_remark(sheet, "%.*s is no year group and is left empty; write 9, R or 14",
                 STR_ARGS(sheet_cell_shown(sheet, FIELD_YEAR_GROUP, cell)));
    return YEAR_GROUP_UNKNOWN;
}
