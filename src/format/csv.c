/* SPDX-License-Identifier: MIT */
#include "format/csv.h"

#include "base/unicode.h"
#include "format/csv_record.h"
#include "format/csv_separator.h"
#include "format/garbled.h"

#include <csv.h>
#include <string.h>

enum { WORKBOOK_START = 512 }; /* bytes that tell text from what is none */

struct csv {
    struct arena *arena; /* holds everything here, itself included */
    struct str name;
    struct csv_text text;
    char separator;
    struct csv_place first, next;
    struct csv_parser parser;
    struct buf row, mended, what;
    size_t refused;  /* rows, since the first one */
    char *cell_text; /* (room): the row's cells, one after another */
    size_t cell_len, room;
    struct str *cells; /* (CSV_MOST_CELLS) */
    size_t count;
    size_t long_cell; /* from 1; 0 where none is too long */
    bool too_many;
};

static struct str separator_of(const struct csv *csv)
{
    return (struct str){&csv->separator, 1};
}

/* libcsv would trim cells; officers' spaces are theirs. */
static int no_space(unsigned char byte)
{
    (void)byte;
    return 0;
}

static void take_cell(void *bytes, size_t len, void *data)
{
    struct csv *csv = data;
    if (csv->count == CSV_MOST_CELLS) {
        csv->too_many |= len > 0;
        return;
    }
    struct str *cell = &csv->cells[csv->count++];
    *cell = STR_NONE;
    if (len > CSV_MOST_CELL && csv->long_cell == 0)
        csv->long_cell = csv->count;
    if (len == 0 || csv->long_cell)
        return;
    *cell = (struct str){csv->cell_text + csv->cell_len, len};
    memcpy(csv->cell_text + csv->cell_len, bytes, len);
    csv->cell_len += len;
}

static void make_parser(struct csv *csv)
{
    /* libcsv grows its cell by this much at a time. */
    enum { CELL_STEP = 4096 };
    (void)csv_init(&csv->parser, 0);
    csv_set_delim(&csv->parser, (unsigned char)csv->separator);
    csv_set_space_func(&csv->parser, no_space);
    csv_set_realloc_func(&csv->parser, memory_resize);
    csv_set_free_func(&csv->parser, memory_give_back);
    csv_set_blk_size(&csv->parser, CELL_STEP);
}

/* A spreadsheet by its name, with bytes in it that nobody types. Text under such a
 * name is read. */
static bool is_damaged_workbook(struct str name, struct str bytes)
{
    static const struct str ends[] = {{".xlsx", 5}, {".XLSX", 5}, {".xlsm", 5},
                                      {".xls", 4},  {".XLS", 4},  {".ods", 4}};
    bool called_so = false, wide = str_starts(bytes, STR("\xff\xfe"));
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        called_so = called_so || str_ends(name, ends[i]);
    for (size_t i = 0; called_so && !wide && i < bytes.len && i < WORKBOOK_START; i++)
        if ((unsigned char)bytes.ptr[i] < '\t')
            return true;
    return false;
}

static bool is_ascii(struct str s)
{
    for (size_t i = 0; i < s.len; i++)
        if ((unsigned char)s.ptr[i] & 0x80)
            return false;
    return true;
}

/* Letters that Windows-1252 has no place for, and an older Mac has. */
static bool is_mac_flaw(const struct csv_text *text, struct csv_flaw flaw)
{
    return text->encoding == CSV_WINDOWS_1252 && flaw.kind == CSV_FLAW_BYTE &&
           (flaw.byte == 0x8D || flaw.byte == 0x8F || flaw.byte == 0x90);
}

/* The whole text, line by line; the first line that is garbled, or 0. */
static size_t count_garbled(const struct csv_text *text, struct arena *arena,
                            struct garbled *sum)
{
    struct buf words = BUF_IN(arena);
    struct csv_line line;
    size_t first = 0, number = 1;
    for (size_t at = text->begin; csv_text_line(text, at, &line);
         at = line.next, number++) {
        struct csv_flaw flaw = {.kind = CSV_FLAWLESS};
        bool narrow = text->encoding == CSV_UTF_8 || text->encoding == CSV_WINDOWS_1252;
        if (narrow && is_ascii(str_slice(text->bytes, line.from, line.to)))
            continue;
        words.len = 0;
        csv_text_add(text, line.from, line.to, &words, &flaw);
        if (!unicode_valid(buf_str(&words), NULL))
            continue;
        sum->ways[GARBLED_MAC] += first && is_mac_flaw(text, flaw);
        if (garbled_count(buf_str(&words), sum) && !first)
            first = number;
    }
    return first;
}

/* Words that went wrong all over are not taken: nobody could read the cards. */
static bool check_garbled(struct str name, const struct csv_text *text, struct error *err)
{
    struct arena *arena = arena_new();
    struct garbled sum = {.sound = 0};
    size_t line = count_garbled(text, arena, &sum);
    bool fine = garbled_check(name, line, &sum, err);
    arena_free(arena);
    return fine;
}

bool csv_open(struct str name, struct str bytes, struct csv **out, struct error *err)
{
    struct csv_text text;
    if (is_damaged_workbook(name, bytes))
        return error_set(err, ERROR_INPUT,
                         "%.*s: this is no workbook: it is damaged, or something else "
                         "under this name; open it in your spreadsheet program, save it "
                         "once more as .xlsx, and import that",
                         STR_ARGS(name));
    if (!csv_text_open(&text, bytes, err))
        return error_wrap(err, "%.*s", STR_ARGS(name));
    if (!check_garbled(name, &text, err)) {
        csv_text_close(&text);
        return false;
    }
    struct arena *arena = arena_new();
    struct csv *csv = arena_alloc(arena, sizeof *csv);
    csv->arena = arena;
    csv->name = str_copy(arena, name);
    csv->text = text;
    csv->row = csv->mended = csv->what = BUF_IN(arena);
    csv->cells = arena_array(arena, struct str, CSV_MOST_CELLS);
    csv->first = (struct csv_place){text.begin, 1};
    csv->separator = csv_separator_find(&csv->text, &csv->row, &csv->first);
    csv->next = csv->first;
    make_parser(csv);
    *out = csv;
    return true;
}

void csv_close(struct csv *csv)
{
    if (!csv)
        return;
    csv_free(&csv->parser);
    csv_text_close(&csv->text);
    arena_free(csv->arena);
}

void csv_rewind(struct csv *csv)
{
    csv->next = csv->first;
    csv->refused = 0;
}

struct str csv_encoding(const struct csv *csv)
{
    switch (csv->text.encoding) {
    case CSV_UTF_8:
        return STR("UTF-8");
    case CSV_WINDOWS_1252:
        return STR("Windows-1252");
    default:
        return STR("UTF-16");
    }
}

char csv_separator(const struct csv *csv)
{
    return csv->separator;
}

/* Starts the message of a refusal; what is wrong is added to it. */
static struct buf *explain(struct csv *csv)
{
    csv->what.len = 0;
    buf_add(&csv->what, STR("row left out: "));
    return &csv->what;
}

static void refuse(struct csv *csv, struct notices *notices, size_t line,
                   const struct csv_record *record)
{
    struct str what = buf_str(&csv->what);
    csv->refused++;
    if (record->first_line == record->last_line)
        notice_add(notices, true, csv->name, line, "%.*s", STR_ARGS(what));
    else
        notice_add(notices, true, csv->name, line, "%.*s (lines %zu to %zu)",
                   STR_ARGS(what), record->first_line, record->last_line);
}

static void explain_flaw(struct csv *csv, struct csv_flaw flaw)
{
    struct buf *what = explain(csv);
    buf_add_format(what, "character %zu of this line ", flaw.character);
    if (flaw.kind == CSV_FLAW_NUL)
        buf_add(what, STR("is a NUL, which no text has"));
    else if (csv->text.encoding == CSV_UTF_8 || csv->text.encoding == CSV_WINDOWS_1252)
        buf_add_format(what, "is the byte 0x%02X, which is no character in %s", flaw.byte,
                       csv_encoding(csv).ptr);
    else
        buf_add(what, STR("is half a character"));
    buf_add(what, STR("; type it again and save the file as \"CSV UTF-8\""));
}

static void refuse_record(struct csv *csv, struct notices *notices,
                          const struct csv_record *record)
{
    switch (record->fault) {
    case CSV_UNCLOSED:
        buf_add_format(explain(csv),
                       "a quotation mark opens a cell on this line and is not closed "
                       "within %d lines and %d bytes, or not before the next quoted "
                       "cell; close it or take it out",
                       CSV_MOST_CELL_LINES, CSV_MOST_CELL);
        break;
    case CSV_TOO_LONG:
        buf_add_format(explain(csv),
                       "it is longer than %d bytes; check that the file has line ends, "
                       "and split the row",
                       CSV_MOST_ROW);
        break;
    default:
        explain_flaw(csv, record->flaw);
        break;
    }
    refuse(csv, notices, record->fault_line, record);
}

/* A file of which so much cannot be read is refused from here on, so that notices
 * do not fill the memory. */
static void refuse_rest(struct csv *csv, struct notices *notices)
{
    struct csv_line line;
    struct csv_record rest = {.first_line = csv->next.line};
    for (; csv_text_line(&csv->text, csv->next.offset, &line); csv->next.line++)
        csv->next.offset = line.next;
    rest.last_line = csv->next.line - 1;
    if (rest.last_line < rest.first_line)
        return;
    csv->what.len = 0;
    buf_add_format(&csv->what,
                   "everything from this line on left out: %d rows above it could not be "
                   "read; check that this is the right file and save it as \"CSV UTF-8\"",
                   CSV_MOST_REFUSED);
    refuse(csv, notices, rest.first_line, &rest);
}

/* Cuts the record's text into csv->cells. False where a cap is passed. */
static bool cut_cells(struct csv *csv, struct notices *notices,
                      const struct csv_record *record)
{
    struct str text = record->text;
    bool remark = false;
    if (record->stray)
        text = csv_record_mend(text, separator_of(csv), &csv->mended, &remark);
    if (text.len > csv->room) {
        csv->room = text.len * 2;
        csv->cell_text = arena_alloc(csv->arena, csv->room);
    }
    csv->cell_len = csv->count = csv->long_cell = 0;
    csv->too_many = false;
    (void)csv_parse(&csv->parser, text.ptr, text.len, take_cell, NULL, csv);
    (void)csv_fini(&csv->parser, take_cell, NULL, csv);
    if (csv->too_many)
        buf_add_format(explain(csv), "it has more than %d cells; check its commas",
                       CSV_MOST_CELLS);
    else if (csv->long_cell)
        buf_add_format(explain(csv), "cell %zu is longer than %d bytes; shorten it",
                       csv->long_cell, CSV_MOST_CELL);
    if (csv->too_many || csv->long_cell) {
        refuse(csv, notices, record->first_line, record);
        return false;
    }
    if (remark)
        notice_add(notices, false, csv->name, record->first_line,
                   "text stands after a closing quotation mark and was kept in its "
                   "cell; check the cell");
    return true;
}

static bool is_blank(const struct csv *csv)
{
    for (size_t i = 0; i < csv->count; i++)
        for (struct str rest = csv->cells[i]; rest.len;)
            if (unicode_kind(unicode_next(&rest)) != UNICODE_SPACE)
                return false;
    return true;
}

bool csv_next(struct csv *csv, struct notices *notices, struct csv_row *out)
{
    struct csv_record record;
    struct str separator = separator_of(csv);
    while (csv_record_take(&csv->text, separator, &csv->row, &csv->next, &record)) {
        if (record.fault != CSV_FINE)
            refuse_record(csv, notices, &record);
        else if (cut_cells(csv, notices, &record) && !is_blank(csv)) {
            *out = (struct csv_row){record.first_line, record.last_line, csv->cells,
                                    csv->count, NULL};
            return true;
        }
        if (csv->refused == CSV_MOST_REFUSED)
            refuse_rest(csv, notices);
    }
    return false;
}
