/* SPDX-License-Identifier: MIT */
/* What holds for any file: no line is lost, no encoding changes what is read, and
 * what a spreadsheet program saves is read as it was. Files are made from a fixed seed.
 */
#include "csv_show.h"

#include "base/unicode.h"

#include <string.h>

enum { FILES = 1500, MOST_PIECES = 120 };

static uint32_t roll(uint32_t *seed, uint32_t below)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed % below;
}

#define BYTES(literal)                                                                   \
    {                                                                                    \
        (literal), sizeof(literal) - 1                                                   \
    }

/* The first ten are ASCII, the first thirteen UTF-8. */
static const struct str pieces[] = {
    BYTES("\n"),           BYTES("\r\n"),   BYTES("\r"),       BYTES(","),
    BYTES("\""),           BYTES("a"),      BYTES("\"b c\","), BYTES(";"),
    BYTES("\t "),          BYTES("x\"y"),   BYTES("\xc3\xa9"), BYTES("\xe2\x80\x99"),
    BYTES("\0"),           BYTES("\xe9"),   BYTES("\x81"),     BYTES("\xff\xfe"),
    BYTES("\xef\xbb\xbf"), BYTES("sep=;\n")};

static struct str make_file(struct arena *arena, uint32_t *seed, uint32_t kinds)
{
    struct buf out = BUF_IN(arena);
    for (uint32_t left = roll(seed, MOST_PIECES); left; left--)
        buf_add(&out, pieces[roll(seed, kinds)]);
    return buf_str(&out);
}

/* Marks the lines, from 1, that have a letter on them: those that matter. */
static size_t find_lines_with_text(struct str bytes, bool *has_text)
{
    size_t line = 1;
    for (size_t i = 0; i < bytes.len; i++) {
        char byte = bytes.ptr[i];
        if (byte == '\n' ||
            (byte == '\r' && !(i + 1 < bytes.len && bytes.ptr[i + 1] == '\n')))
            line++;
        has_text[line] |= byte >= 'a' && byte <= 'z';
    }
    return line;
}

/* The next row or refusal takes the lines of `range`: they follow those before. */
static void take_lines(struct test *t, bool *has_text, struct line_range range,
                       size_t *reached)
{
    CHECK(t, range.first > *reached && range.last >= range.first);
    for (size_t line = range.first; line <= range.last; line++)
        has_text[line] = false;
    *reached = range.last;
}

static void check_no_line_is_lost(struct test *t, struct str bytes)
{
    bool has_text[MOST_PIECES * 8] = {false};
    struct csv *csv;
    struct csv_row row;
    struct error err;
    struct notices notices = {.arena = t->arena};
    if (!csv_open(STR("a.csv"), bytes, &csv, &err))
        return;
    bool wide = str_equal(csv_encoding(csv), STR("UTF-16"));
    size_t last = find_lines_with_text(bytes, has_text), seen = 0, reached = 0;
    has_text[1] &=
        !str_starts(bytes, STR("sep=")) && !str_starts(bytes, STR("\xef\xbb\xbfsep="));
    for (bool more = true; more && !wide;) {
        more = csv_next(csv, &notices, &row);
        for (; seen < notices.count; seen++)
            if (notices.items[seen].refusal)
                take_lines(t, has_text, csv_refused_lines(&notices.items[seen]),
                           &reached);
        if (more)
            take_lines(t, has_text, (struct line_range){row.line, row.last_line},
                       &reached);
        for (size_t i = 0; more && i < row.count; i++)
            CHECK(t, unicode_valid(row.cells[i], NULL));
    }
    csv_close(csv);
    for (size_t line = 1; line <= last && !wide; line++)
        if (has_text[line])
            test_fail_str(t, __FILE__, __LINE__, bytes, STR("every line taken"));
}

static void no_line_is_lost(struct test *t)
{
    static const uint32_t kinds[] = {10, 13, sizeof pieces / sizeof pieces[0]};
    uint32_t seed = 20250612;
    for (size_t i = 0; i < FILES && t->failures == 0; i++) {
        struct arena_mark mark = arena_mark(t->arena);
        check_no_line_is_lost(t, make_file(t->arena, &seed, kinds[i % 3]));
        arena_rewind(t->arena, mark);
    }
}

static void add_unit(struct buf *out, uint32_t unit, bool little)
{
    buf_add_byte(out, (char)(little ? unit & 0xFF : unit >> 8));
    buf_add_byte(out, (char)(little ? unit >> 8 : unit & 0xFF));
}

static struct str as_utf16(struct arena *arena, struct str utf8, bool little)
{
    struct buf out = BUF_IN(arena);
    add_unit(&out, 0xFEFF, little);
    while (utf8.len)
        add_unit(&out, unicode_next(&utf8), little); /* no piece is past U+FFFF */
    return buf_str(&out);
}

/* With one é in front that no UTF-8 has. */
static struct str as_windows_1252(struct arena *arena, struct str utf8)
{
    struct buf out = BUF_IN(arena);
    while (utf8.len) {
        uint32_t character = unicode_next(&utf8);
        buf_add_byte(&out, (char)(character == 0x2019 ? 0x92 : character));
    }
    return buf_str(&out);
}

static void encodings_read_the_same(struct test *t)
{
    uint32_t seed = 42;
    for (size_t i = 0; i < FILES && t->failures == 0; i++) {
        struct arena_mark mark = arena_mark(t->arena);
        struct buf made = BUF_IN(t->arena);
        buf_add(&made, STR("\xc3\xa9\n"));
        buf_add(&made, make_file(t->arena, &seed, 13));
        struct str utf8 = buf_str(&made);
        const char *wanted = str_c(t->arena, csv_show(t, utf8));
        CHECK_STR(t, csv_show(t, as_utf16(t->arena, utf8, true)), wanted);
        CHECK_STR(t, csv_show(t, as_utf16(t->arena, utf8, false)), wanted);
        CHECK_STR(t, csv_show(t, as_windows_1252(t->arena, utf8)), wanted);
        arena_rewind(t->arena, mark);
    }
}

/* A cell as people write them: it starts with a letter. */
static struct str make_cell(struct arena *arena, uint32_t *seed)
{
    static const struct str words[] = {
        BYTES("dogs"), BYTES(", "),   BYTES("\n"),          BYTES("\"yes\""),
        BYTES(" "),    BYTES("\r\n"), BYTES("caf\xc3\xa9"), BYTES("it\xe2\x80\x99s"),
        BYTES("; ")};
    struct buf out = BUF_IN(arena);
    buf_add_format(&out, "c%u", roll(seed, 100));
    for (uint32_t left = roll(seed, 6); left; left--)
        buf_add(&out, words[roll(seed, sizeof words / sizeof words[0])]);
    return buf_str(&out);
}

enum { ROWS = 12, CELLS = 4 };

static void make_rows(struct arena *arena, uint32_t *seed, struct str (*rows)[CELLS])
{
    for (size_t r = 0; r < ROWS; r++)
        for (size_t c = 0; c < CELLS; c++)
            rows[r][c] = make_cell(arena, seed);
}

static void check_row(struct test *t, struct csv *csv, struct notices *notices,
                      const struct str *wanted)
{
    struct csv_row row;
    REQUIRE(t, csv_next(csv, notices, &row));
    REQUIRE(t, row.count == CELLS);
    for (size_t c = 0; c < CELLS; c++)
        CHECK(t, str_equal(row.cells[c], wanted[c]));
}

/* As a spreadsheet program saves it. */
static void write_row(struct buf *out, const struct str *cells)
{
    for (size_t c = 0; c < CELLS; c++) {
        struct str rest = cells[c];
        buf_add(out, c ? STR(",\"") : STR("\""));
        while (str_find_byte(rest, '"') != SIZE_MAX) {
            buf_add(out, str_cut(&rest, '"'));
            buf_add(out, STR("\"\""));
        }
        buf_add(out, rest);
        buf_add_byte(out, '"');
    }
    buf_add(out, STR("\r\n"));
}

/* Writes the rows with `spoilt` before the one at `at`, and reads them back. */
static void check_rows_around(struct test *t, struct str (*rows)[CELLS],
                              struct str spoilt, size_t at)
{
    struct csv *csv;
    struct csv_row row;
    struct error err;
    struct notices notices = {.arena = t->arena};
    struct buf out = BUF_IN(t->arena);
    for (size_t r = 0; r < ROWS; r++) {
        if (r == at)
            buf_add(&out, spoilt);
        write_row(&out, rows[r]);
    }
    REQUIRE_OK(t, csv_open(STR("a.csv"), buf_str(&out), &csv, &err), err);
    for (size_t r = 0; r < ROWS; r++)
        check_row(t, csv, &notices, rows[r]);
    CHECK(t, !csv_next(csv, &notices, &row));
    CHECK(t, notices.count == (spoilt.len > 0));
    if (t->failures)
        test_fail_str(t, __FILE__, __LINE__, buf_str(&out), STR("all rows but one"));
    csv_close(csv);
}

static void what_is_written_is_read_back(struct test *t)
{
    uint32_t seed = 7;
    struct str rows[ROWS][CELLS];
    for (size_t i = 0; i < FILES / 5 && t->failures == 0; i++) {
        make_rows(t->arena, &seed, rows);
        check_rows_around(t, rows, STR_NONE, 0);
    }
}

static void a_spoilt_row_costs_no_other(struct test *t)
{
    static const struct str spoilt[] = {
        BYTES("bad,\"open,x,y\r\n"), BYTES("\"bad,open,x,y\r\n"),
        BYTES("bad,open,x,\"\r\n"), BYTES("bad,\"a\r\nb\",\"open,x\r\n"),
        BYTES("bad,\0,x,y\r\n")};
    uint32_t seed = 99;
    struct str rows[ROWS][CELLS];
    for (size_t i = 0; i < FILES / 5 && t->failures == 0; i++) {
        make_rows(t->arena, &seed, rows);
        check_rows_around(t, rows, spoilt[i % 5], 1 + roll(&seed, ROWS - 1));
    }
}

const struct test_case csv_property_tests[] = {
    {"no line is lost", no_line_is_lost},
    {"encodings read the same", encodings_read_the_same},
    {"what is written is read back", what_is_written_is_read_back},
    {"a spoilt row costs no other", a_spoilt_row_costs_no_other},
    {0},
};
