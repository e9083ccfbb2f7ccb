/* SPDX-License-Identifier: MIT */
#include "cycle/sort_file.h"

#include "base/unicode.h"
#include "format/rows.h"

enum { MOST_NAME = 200, MOST_CARD = 1000000, MOST_LINES = 100000 };

static const char how[] = "write the pile, a colon and the numbers on its cards, such as "
                          "T3: 12 45 77";

struct reading_sort {
    struct arena *arena;
    struct str file;
    struct notices *notices;
    struct sort_lines *out;
    bool merge; /* rows of one pile are one */
};

static void refuse(struct reading_sort *now, size_t line, struct str text)
{
    now->out->refused++;
    notice_add(now->notices, true, now->file, line, "%.*s", STR_ARGS(text));
}

static bool is_alone(struct arena *arena, struct str pile)
{
    static const char *const words[] = {"alone", "on its own", "on their own"};
    struct str folded = unicode_fold(arena, pile);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal(folded, str_of(words[i])))
            return true;
    return false;
}

static void add_card(struct arena *arena, struct sort_line *line, struct sort_card card)
{
    line->cards =
        arena_one_more(arena, line->cards, sizeof *line->cards, line->count, &line->room);
    line->cards[line->count++] = card;
}

static bool is_between(char c)
{
    return c == ' ' || c == '\t' || c == ',' || c == ';' || c == '\r' || c == '\n';
}

/* "12, 45 #77"; `wrong` is the first word that is no number of a card. */
static bool read_numbers(struct arena *arena, struct str text, struct sort_line *line,
                         struct str *wrong)
{
    size_t i = 0;
    while (i < text.len) {
        size_t from = i;
        int64_t card;
        while (i < text.len && !is_between(text.ptr[i]))
            i++;
        if (i == from) {
            i++;
            continue;
        }
        struct str word = str_slice(text, from, i);
        if (word.len > 1 && word.ptr[0] == '#')
            word = str_slice(word, 1, word.len);
        if (!str_to_integer(word, &card) || card < 1 || card > MOST_CARD) {
            *wrong = word;
            return false;
        }
        add_card(arena, line, (struct sort_card){card, line->line});
    }
    return true;
}

static struct sort_line *line_to_fill(struct reading_sort *now,
                                      const struct sort_line *one)
{
    struct sort_lines *out = now->out;
    for (size_t i = 0; now->merge && i < out->count; i++)
        if (str_equal(unicode_fold(now->arena, out->items[i].pile),
                      unicode_fold(now->arena, one->pile)))
            return &out->items[i];
    out->items = arena_one_more(now->arena, out->items, sizeof *out->items, out->count,
                                &out->room);
    out->items[out->count] = *one;
    return &out->items[out->count++];
}

static void take(struct reading_sort *now, struct sort_line one, struct str numbers)
{
    struct str wrong = STR_NONE;
    struct sort_line read = {.line = one.line};
    if (!read_numbers(now->arena, numbers, &read, &wrong)) {
        refuse(now, one.line,
               str_format(now->arena, "\"%.*s\" is not the number of a card; %s",
                          STR_ARGS(unicode_cut(wrong, 40)), how));
        return;
    }
    if (read.count == 0) {
        refuse(now, one.line,
               str_format(now->arena,
                          "the pile \"%.*s\" has no cards; write the numbers that stand "
                          "on them behind it, or take the line out",
                          STR_ARGS(one.pile)));
        return;
    }
    if (unicode_length(one.pile) > MOST_NAME || unicode_length(one.name) > MOST_NAME) {
        refuse(now, one.line,
               str_format(now->arena, "what a pile is called may be %d characters long",
                          MOST_NAME));
        return;
    }
    one.alone = is_alone(now->arena, one.pile);
    struct sort_line *line = line_to_fill(now, &one);
    if (!line->name.len)
        line->name = one.name;
    for (size_t i = 0; i < read.count; i++)
        add_card(now->arena, line, read.cards[i]);
}

/* Where the first quotation mark stands, or SIZE_MAX; its length. */
static size_t find_quote(struct str text, size_t *length)
{
    static const char *const marks[] = {"\"", "\xe2\x80\x9c", "\xe2\x80\x9d"};
    size_t first = SIZE_MAX;
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
        size_t at = str_find(text, str_of(marks[i]));
        if (at < first) {
            first = at;
            *length = str_of(marks[i]).len;
        }
    }
    return first;
}

/* `T3 "I want a job"` */
static void read_head(struct str head, struct sort_line *out)
{
    size_t length = 0, at = find_quote(head, &length);
    out->pile = str_trim(head);
    if (at == SIZE_MAX)
        return;
    out->pile = str_trim(str_slice(head, 0, at));
    struct str rest = str_slice(head, at + length, head.len);
    at = find_quote(rest, &length);
    out->name = str_trim(str_slice(rest, 0, at == SIZE_MAX ? rest.len : at));
    if (!out->pile.len)
        out->pile = out->name;
}

static void read_line(struct reading_sort *now, size_t number, struct str text)
{
    struct sort_line one = {.file = now->file, .line = number};
    struct str rest = str_trim(text);
    size_t colon = SIZE_MAX;
    if (!rest.len || rest.ptr[0] == '#')
        return;
    for (size_t i = 0; i < rest.len; i++)
        if (rest.ptr[i] == ':')
            colon = i;
    if (colon != SIZE_MAX)
        read_head(str_slice(rest, 0, colon), &one);
    if (!one.pile.len) {
        refuse(now, number,
               str_format(now->arena, "this line is not understood; %s", how));
        return;
    }
    take(now, one, str_slice(rest, colon + 1, rest.len));
}

static bool read_text(struct reading_sort *now, struct str text, struct error *err)
{
    if (!unicode_valid(text, NULL) || str_find_byte(text, '\0') != SIZE_MAX)
        return error_set(err, ERROR_INPUT,
                         "%.*s is not plain UTF-8 text; save it as UTF-8 and try again",
                         STR_ARGS(now->file));
    if (str_starts(text, STR("\xef\xbb\xbf")))
        text = str_slice(text, 3, text.len);
    struct str_list lines = str_split(now->arena, text, '\n');
    if (lines.count > MOST_LINES)
        return error_set(err, ERROR_LIMIT, "%.*s has more than %d lines",
                         STR_ARGS(now->file), MOST_LINES);
    for (size_t i = 0; i < lines.count; i++)
        read_line(now, i + 1, lines.items[i]);
    return true;
}

enum column { COLUMN_PILE, COLUMN_CARD, COLUMN_NAME, COLUMN_COUNT };

static bool find_columns(struct arena *arena, const struct csv_row *row,
                         size_t columns[COLUMN_COUNT])
{
    static const char *const names[COLUMN_COUNT][4] = {
        {"pile", "group", "heap", NULL},
        {"card", "cards", "card number", "card numbers"},
        {"name", "pile name", "i statement", NULL}};
    for (int c = 0; c < COLUMN_COUNT; c++) {
        columns[c] = SIZE_MAX;
        for (size_t i = 0; i < row->count; i++)
            for (size_t n = 0; n < 4 && names[c][n]; n++)
                if (columns[c] == SIZE_MAX &&
                    str_equal(csv_name(arena, row->cells[i]), str_of(names[c][n])))
                    columns[c] = i;
    }
    return columns[COLUMN_PILE] != SIZE_MAX && columns[COLUMN_CARD] != SIZE_MAX;
}

/* On one line, whatever was typed into it. */
static struct str cell(struct arena *arena, const struct csv_row *row, size_t column)
{
    return column < row->count
               ? str_replaced(arena, str_trim(row->cells[column]), '\n', ' ')
               : STR_NONE;
}

/* `named`: up to which cell columns have names. */
static void read_rows(struct reading_sort *now, struct rows *rows, const size_t *columns,
                      size_t named)
{
    struct csv_row row;
    size_t before = now->notices->refusals;
    while (rows_next(rows, now->notices, &row)) {
        struct sort_line one = {.file = now->file, .line = row.line};
        one.pile = cell(now->arena, &row, columns[COLUMN_PILE]);
        one.name = cell(now->arena, &row, columns[COLUMN_NAME]);
        now->out->refused += now->notices->refusals - before;
        if (csv_row_cells(&row) > named)
            refuse(now, row.line, STR(CSV_ROW_TOO_LONG));
        else if (!one.pile.len)
            refuse(now, row.line,
                   STR("this row names no pile; write what the table calls it, such as "
                       "T3, or alone"));
        else
            take(now, one, cell(now->arena, &row, columns[COLUMN_CARD]));
        before = now->notices->refusals;
    }
    now->out->refused += now->notices->refusals - before;
}

static bool no_columns(struct str file, struct error *err)
{
    return error_set(
        err, ERROR_INPUT,
        "%.*s: there are no columns called \"pile\" and \"card\" in its first "
        "row; name them so, and import it again",
        STR_ARGS(file));
}

/* False where the first row does not name the columns. */
static bool read_table(struct reading_sort *now, struct rows *rows)
{
    struct csv_row row;
    size_t columns[COLUMN_COUNT];
    bool found =
        rows_next(rows, now->notices, &row) && find_columns(now->arena, &row, columns);
    if (found)
        read_rows(now, rows, columns, csv_row_cells(&row));
    rows_close(rows);
    return found;
}

static bool read_sheets(struct reading_sort *now, struct xlsx *book, bool *found,
                        struct error *err)
{
    struct str name = now->file;
    for (size_t i = 0; i < xlsx_sheet_count(book); i++) {
        struct xlsx_sheet_about about = xlsx_sheet_about(book, i);
        struct xlsx_sheet *sheet;
        if (about.hidden)
            continue;
        now->file =
            str_format(now->arena, "%.*s[%.*s]", STR_ARGS(name), STR_ARGS(about.name));
        if (!xlsx_sheet_open(book, i, now->file, &sheet, err))
            return false;
        *found = read_table(now, rows_of_sheet(now->arena, sheet)) || *found;
        xlsx_sheet_close(sheet);
    }
    now->file = name;
    return true;
}

bool sort_file_read(struct arena *arena, struct str name, struct str bytes,
                    struct notices *notices, struct sort_lines *out, struct error *err)
{
    struct reading_sort now = {arena, name, notices, out, false};
    struct str ending = str_slice(name, name.len < 4 ? 0 : name.len - 4, name.len);
    struct rows *rows;
    struct xlsx *book;
    bool found = false;
    *out = (struct sort_lines){NULL, 0, 0, 0};
    if (xlsx_is(bytes)) {
        now.merge = true;
        if (!xlsx_open(name, bytes, &book, err))
            return false;
        bool fine = read_sheets(&now, book, &found, err);
        xlsx_close(book);
        return fine && (found || no_columns(name, err));
    }
    if (!str_equal_ascii_case(ending, STR(".csv")))
        return read_text(&now, bytes, err);
    now.merge = true;
    return rows_of_csv(arena, name, bytes, &rows, err) &&
           (read_table(&now, rows) || no_columns(name, err));
}
