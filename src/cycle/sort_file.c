/* SPDX-License-Identifier: MIT */
#include "cycle/sort_file.h"

#include "base/unicode.h"
#include "format/rows.h"

enum {
    MOST_NAME = 200,
    MOST_CARD = 1000000,
    MOST_LINES = 100000,
    MOST_RUN = 100, /* cards in a row; more is a slip of the pen */
    MOST_SHOWN = 5
};

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

static bool read_number(struct str word, int64_t *card)
{
    word = str_trim(word);
    if (word.len > 1 && word.ptr[0] == '#')
        word = str_slice(word, 1, word.len);
    return str_to_integer(word, card) && *card >= 1 && *card <= MOST_CARD;
}

/* "10-12": where the dash stands, and how long it is; 0: there is none here. */
static size_t dash_at(struct str text, size_t at)
{
    static const struct str long_dash = {"\xe2\x80\x93", 3};
    if (text.ptr[at] == '-')
        return 1;
    return str_starts(str_slice(text, at, text.len), long_dash) ? long_dash.len : 0;
}

static bool read_run(struct str word, int64_t *first, int64_t *last)
{
    size_t at = 0, length = 0;
    while (at < word.len && !(length = dash_at(word, at)))
        at++;
    return length && read_number(str_slice(word, 0, at), first) &&
           read_number(str_slice(word, at + length, word.len), last) && *first < *last &&
           *last - *first < MOST_RUN;
}

/* The next word; "10 - 12" is one. */
static struct str next_word(struct str *rest)
{
    size_t from = 0, end;
    while (from < rest->len && is_between(rest->ptr[from]))
        from++;
    for (end = from; end < rest->len && !is_between(rest->ptr[end]);)
        end++;
    size_t dash = end;
    while (dash < rest->len && is_between(rest->ptr[dash]))
        dash++;
    size_t length = dash < rest->len ? dash_at(*rest, dash) : 0;
    if (length && dash + length < rest->len && is_between(rest->ptr[dash + length])) {
        for (end = dash + length; end < rest->len && is_between(rest->ptr[end]);)
            end++;
        while (end < rest->len && !is_between(rest->ptr[end]))
            end++;
    }
    struct str word = str_slice(*rest, from, end);
    *rest = str_slice(*rest, end, rest->len);
    return word;
}

static void say_run(struct reading_sort *now, size_t line, int64_t first, int64_t last)
{
    int64_t count = last - first + 1;
    notice_add(now->notices, false, now->file, line,
               "read as the %lld cards from %lld to %lld", (long long)count,
               (long long)first, (long long)last);
}

/* "12, 45 #77", "10-12"; `wrong` are the words that are neither. */
static void read_numbers(struct reading_sort *now, struct str text,
                         struct sort_line *line, struct buf *wrong)
{
    while (text.len) {
        struct str word = next_word(&text);
        int64_t card, last;
        if (!word.len)
            continue;
        if (read_number(word, &card)) {
            add_card(now->arena, line, (struct sort_card){card, line->line});
            continue;
        }
        if (read_run(word, &card, &last)) {
            say_run(now, line->line, card, last);
            for (; card <= last; card++)
                add_card(now->arena, line, (struct sort_card){card, line->line});
            continue;
        }
        if (line->lost++ < MOST_SHOWN)
            buf_add_format(wrong, "%s\"%.*s\"", wrong->len ? ", " : "",
                           STR_ARGS(unicode_cut(word, 40)));
    }
}

/* What is no number costs itself alone. */
static void say_wrong(struct reading_sort *now, const struct sort_line *line,
                      struct str pile, struct str wrong)
{
    bool one = line->lost == 1;
    struct str taken =
        line->count ? str_format(now->arena,
                                 ", and %s left out; the other cards of %.*s are taken",
                                 one ? "is" : "are", STR_ARGS(pile))
                    : STR_NONE;
    refuse(
        now, line->line,
        str_format(now->arena,
                   "%.*s%s %s%.*s. Write the numbers such as T3: 12 45 77, or 12-14 for "
                   "several in a row",
                   STR_ARGS(wrong), line->lost > MOST_SHOWN ? ", and more," : "",
                   one ? "is not the number of a card" : "are not the numbers of cards",
                   STR_ARGS(taken)));
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
    struct buf wrong = BUF_IN(now->arena);
    struct sort_line read = {.line = one.line};
    read_numbers(now, numbers, &read, &wrong);
    if (read.lost)
        say_wrong(now, &read, one.pile, buf_str(&wrong));
    if (read.lost && !read.count)
        return;
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
    line->lost += read.lost;
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
