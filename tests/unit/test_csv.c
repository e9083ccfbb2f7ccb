/* SPDX-License-Identifier: MIT */
#include "csv_show.h"

#include "base/file.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

struct shown_case {
    struct str bytes;
    const char *wanted;
};

#define BYTES(literal)                                                                   \
    {                                                                                    \
        (literal), sizeof(literal) - 1                                                   \
    }

static void check_shown(struct test *t, const struct shown_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        CHECK_STR(t, csv_show(t, cases[i].bytes), cases[i].wanted);
}

#define CHECK_SHOWN(t, cases) check_shown((t), (cases), sizeof(cases) / sizeof(cases)[0])

static void cells_are_cut(struct test *t)
{
    static const struct shown_case cases[] = {
        {BYTES("a,b,c\n1,2,3\n"), "1: a|b|c\n2: 1|2|3\n"},
        {BYTES("a,b\n1,2"), "1: a|b\n2: 1|2\n"}, /* no line break at the end */
        {BYTES("a,b\n1,"), "1: a|b\n2: 1|\n"},
        {BYTES("a,b\n1,\"x\""), "1: a|b\n2: 1|x\n"},
        {BYTES(" a , b \n"), "1:  a | b \n"}, /* not trimmed */
        {BYTES("a,,c\n,,3\n"), "1: a||c\n2: ||3\n"},
        {BYTES("\"a,b\",\"say \"\"yes\"\"\",\"\"\n"), "1: a,b|say \"yes\"|\n"},
        {BYTES("5\" pipe,the \"best\" one\n"), "1: 5\" pipe|the \"best\" one\n"},
        {BYTES("a, \"b\",c\n"), "1: a| \"b\"|c\n"}, /* a quote opens only at the start */
    };
    CHECK_SHOWN(t, cases);
}

static void lines_are_those_of_an_editor(struct test *t)
{
    static const struct shown_case cases[] = {
        {BYTES("\n\na,b\n\n \n,,\n1,2\n"), "3: a|b\n7: 1|2\n"},
        {BYTES("a,b\r\n\r\n1,2\r\n"), "1: a|b\n3: 1|2\n"},
        {BYTES("a,b\r1,2\r\r3,4\r"), "1: a|b\n2: 1|2\n4: 3|4\n"},
        {BYTES("a,b\r\n1,2\n3,4\r5,6"), "1: a|b\n2: 1|2\n3: 3|4\n4: 5|6\n"},
        {BYTES("a,\"one\ntwo\n\nfour\",b\nc,d,e\n"),
         "1-4: a|one\\ntwo\\n\\nfour|b\n5: c|d|e\n"},
        {BYTES("a,\"one\r\ntwo\"\r\nc,d\r\n"), "1-2: a|one\\r\\ntwo\n3: c|d\n"},
        {BYTES("a,\"one\rtwo\"\rc,d\r"), "1-2: a|one\\rtwo\n3: c|d\n"},
        {BYTES("\"x\ny\",\"z\nw\"\nlast,row\n"), "1-3: x\\ny|z\\nw\n4: last|row\n"},
        {BYTES("\"\n\",\" \"\na,b\n"), "3: a|b\n"}, /* blank over two lines */
        {BYTES("\xc2\xa0,\xc2\xa0\na,b\n"), "2: a|b\n"},
    };
    CHECK_SHOWN(t, cases);
}

static void an_empty_file_has_no_rows(struct test *t)
{
    static const struct shown_case cases[] = {
        {BYTES(""), ""},         {BYTES("\n\r\n\r"), ""}, {BYTES("\xef\xbb\xbf"), ""},
        {BYTES("\xff\xfe"), ""}, {BYTES("sep=;\n"), ""},  {BYTES(",,,\n,,,\n"), ""},
    };
    CHECK_SHOWN(t, cases);
}

static void the_separator_is_found(struct test *t)
{
    static const struct {
        struct str bytes;
        char wanted;
    } cases[] = {
        {BYTES("id,text\n1,a;b;c\n2,d;e;f\n"), ','},
        {BYTES("id;text\n1;likes dogs, cats\n2;none\n"), ';'},
        {BYTES("id;cost\n1;2,50\n2;3,50\n"), ';'},
        {BYTES("id\ttext\n1\tlikes dogs, cats\n"), '\t'},
        {BYTES("\"a;b;c\",\"d;e\"\n\"f;g;h\",\"i;j\"\n"), ','},
        {BYTES("Reviews, autumn 2025\n\nid;text;date\n1;a;b\n2;c;d\n"), ';'},
        {BYTES("one column\nand no more\n"), ','},
        {BYTES("\"a\nb;c\nd;e\",f\ng,h\n"), ','},
        {BYTES("1,\"a;b;c\"\n2,\"d;e;f\"\n"), ','},
        {BYTES("1,\"a;b\nc;d;e\"\n"), ','},
        {BYTES("1;2\n\"open;3\n4;5\n"), ';'},
        {BYTES(""), ','},
        {BYTES("sep=;\na,b;c,d\n"), ';'},
        {BYTES("SEP=\t\r\na,b\tc,d\n"), '\t'},
        {BYTES("\xef\xbb\xbfsep=|\na,b|c,d\n"), '|'},
        {BYTES("s\0e\0p\0=\0;\0\n\0a\0,\0b\0;\0"), ';'},
        {BYTES("sep=a\n1,2\n"), ','},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct csv *csv;
        struct error err;
        REQUIRE_OK(t, csv_open(STR("a.csv"), cases[i].bytes, &csv, &err), err);
        if (csv_separator(csv) != cases[i].wanted)
            test_fail_str(t, __FILE__, __LINE__, cases[i].bytes,
                          str_format(t->arena, "%c", cases[i].wanted));
        csv_close(csv);
    }
}

static void a_named_separator_is_skipped(struct test *t)
{
    static const struct shown_case cases[] = {
        {BYTES("sep=;\r\na;b,c\r\n1;2\r\n"), "2: a|b,c\n3: 1|2\n"},
        {BYTES("sep=;;\na,b\nc,d\n"), "1: sep=;;\n2: a|b\n3: c|d\n"},
        {BYTES("sep=\",\na,b\n"), "1: sep=\"|\n2: a|b\n"},
    };
    CHECK_SHOWN(t, cases);
}

static void encodings_are_found(struct test *t)
{
    static const struct {
        struct str bytes;
        const char *encoding, *shown;
    } cases[] = {
        {BYTES("caf,a\n"), "UTF-8", "1: caf|a\n"},
        {BYTES("caf\xc3\xa9,a\n"), "UTF-8", "1: caf\xc3\xa9|a\n"},
        {BYTES("\xef\xbb\xbf"
               "a,b\n"),
         "UTF-8", "1: a|b\n"},
        {BYTES("caf\xe9,\x93hi\x94 \x96 \xa3\x35\n"), "Windows-1252",
         "1: caf\xc3\xa9|\xe2\x80\x9chi\xe2\x80\x9d \xe2\x80\x93 \xc2\xa3\x35\n"},
        {BYTES("\xff\xfe"
               "a\0\xe9\0,\0b\0\n\0"),
         "UTF-16", "1: a\xc3\xa9|b\n"},
        {BYTES("\xfe\xff\0a\0\xe9\0,\0b\0\r\0\n"), "UTF-16", "1: a\xc3\xa9|b\n"},
        {BYTES("a\0,\0b\0\n\0c\0,\0d\0\n\0"), "UTF-16", "1: a|b\n2: c|d\n"},
        {BYTES("\0a\0,\0b\0\n\0c\0,\0d\0\n"), "UTF-16", "1: a|b\n2: c|d\n"},
        /* the same without a mark, and not all of it ASCII */
        {BYTES("\x13\x20 \0a\0,\0b\0\n\0c\0,\0d\0\n\0"), "UTF-16",
         "1: \xe2\x80\x93 a|b\n2: c|d\n"},
        {BYTES("\x20\x13\0 \0a\0,\0b\0\n\0c\0,\0d\0\n"), "UTF-16",
         "1: \xe2\x80\x93 a|b\n2: c|d\n"},
        {BYTES("\0\xe9\0t\0\xe9\0,\0b\0\n"), "UTF-16", "1: \xc3\xa9t\xc3\xa9|b\n"},
        /* a few that are no text are not */
        {BYTES("a,b\0\nc,d\ne,f\n"), "UTF-8", "!1 nul\n2: c|d\n3: e|f\n"},
        /* U+1F600, and U+0A0D, whose bytes are line breaks elsewhere */
        {BYTES("\xff\xfe\x3d\xd8\x00\xde,\0\x0d\x0a"), "UTF-16",
         "1: \xf0\x9f\x98\x80|\xe0\xa8\x8d\n"},
        /* one byte that is not UTF-8 costs its row, not everyone's accents */
        {BYTES("\xc3\xa9,\xc3\xa8\na,caf\xe9\nb,c\n"), "UTF-8",
         "1: \xc3\xa9|\xc3\xa8\n!2 byte\n3: b|c\n"},
        {BYTES("\xef\xbb\xbf"
               "a,caf\xe9\nb,c\n"),
         "UTF-8", "!1 byte\n2: b|c\n"},
        {BYTES("\xe9,\xc3\xa8\n"), "Windows-1252", "1: \xc3\xa9|\xc3\x83\xc2\xa8\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct csv *csv;
        struct error err;
        REQUIRE_OK(t, csv_open(STR("a.csv"), cases[i].bytes, &csv, &err), err);
        CHECK_STR(t, csv_encoding(csv), cases[i].encoding);
        csv_close(csv);
        CHECK_STR(t, csv_show(t, cases[i].bytes), cases[i].shown);
    }
}

static void bytes_that_are_no_character_cost_their_row(struct test *t)
{
    static const struct shown_case cases[] = {
        {BYTES("\xe9,a\nb,\x81\nc,\x8d\nd,\x8f\ne,\x90\nf,\x9d\ng,\x80\n"),
         "1: \xc3\xa9|a\n!2 byte\n!3 byte\n!4 byte\n!5 byte\n!6 byte\n"
         "7: g|\xe2\x82\xac\n"},
        {BYTES("\xe9,a\nb,\"x\ny\x81\nz\"\nc,d\n"),
         "1: \xc3\xa9|a\n!2-4@3 byte\n5: c|d\n"},
        {BYTES("a,b\nc,d\0e\nf,g\n"), "1: a|b\n!2 nul\n3: f|g\n"},
        {BYTES("\xe9,b\nc,d\0e\nf,g\n"), "1: \xc3\xa9|b\n!2 nul\n3: f|g\n"},
        {BYTES("\xff\xfe"
               "a\0,\0\0\0\n\0b\0\n\0"),
         "!1 nul\n2: b\n"},
        {BYTES("\xff\xfe"
               "a\0\n\0\x3d\xd8\n\0b\0"),
         "1: a\n!2 half\n3: b\n"},
        {BYTES("\xff\xfe"
               "a\0\n\0b\0c"),
         "1: a\n!2 half\n"},
    };
    CHECK_SHOWN(t, cases);
}

static void what_is_no_text_is_not_opened(struct test *t)
{
    static const struct {
        struct str bytes;
        const char *holds;
    } cases[] = {
        {BYTES("PK\x03\x04rest"), "open it and save it as \"CSV UTF-8\""},
        {BYTES("\xd0\xcf\x11\xe0rest"), "old Excel workbook"},
        {BYTES("%PDF-1.7"), "PDF"},
        {BYTES("<html><table>"), "a web page, such as some systems write and call .xls"},
        {BYTES("<?xml version=\"1.0\"?>"), "a web page"},
        {BYTES("\xff\xfe\0\0a\0\0\0"), "UTF-32"},
        {BYTES("\0\0\xfe\xff\0\0\0a"), "UTF-32"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct csv *csv = NULL;
        struct error err;
        CHECK(t, !csv_open(STR("reviews.csv"), cases[i].bytes, &csv, &err));
        CHECK(t, csv == NULL && err.kind == ERROR_INPUT);
        CHECK(t, str_starts(str_of(err.text), STR("reviews.csv: this is ")));
        CHECK(t, strstr(err.text, cases[i].holds) != NULL);
    }
}

static void a_damaged_workbook_is_told_from_text(struct test *t)
{
    static const struct {
        struct str name, bytes;
        bool opens;
    } cases[] = {
        {BYTES("reviews.xlsx"), BYTES("\0\0\0\0\0\0\0\0"), false},
        {BYTES("REVIEWS.XLSX"), BYTES("\x89q\x02\x17zz\n"), false},
        {BYTES("reviews.xls"), BYTES("a,b\n1,\x01"), false},
        {BYTES("reviews.xls"), BYTES("a,b\n1,2\n"), true},
        {BYTES("reviews.xls"),
         BYTES("\xff\xfe"
               "a\0\t\0b\0\n\0"),
         true},
        {BYTES("reviews.csv"), BYTES("a,b\n1,\x01"), true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct csv *csv = NULL;
        struct error err = {0};
        CHECK(t, csv_open(cases[i].name, cases[i].bytes, &csv, &err) == cases[i].opens);
        CHECK(t,
              cases[i].opens || strstr(err.text, ": this is no workbook: it is "
                                                 "damaged, or something else") != NULL);
        csv_close(csv);
    }
}

static void an_unclosed_quote_costs_its_row(struct test *t)
{
    static const struct shown_case cases[] = {
        /* to the end of the file */
        {BYTES("a,b\n1,\"open\n2,x\n3,y\n"), "1: a|b\n!2 unclosed\n3: 2|x\n4: 3|y\n"},
        {BYTES("a,b\n1,\"open"), "1: a|b\n!2 unclosed\n"},
        {BYTES("a,b\n1,\""), "1: a|b\n!2 unclosed\n"},
        /* up to the next quoted cell, which is whole */
        {BYTES("a,b\n1,\"open\n2,\"x, y\"\n3,z\n"),
         "1: a|b\n!2 unclosed\n3: 2|x, y\n4: 3|z\n"},
        {BYTES("a,b\n1,\"open\n\"2\",x\n"), "1: a|b\n!2 unclosed\n3: 2|x\n"},
        {BYTES("a,b\n1,\"open\n2,\"\"\n3,\"x\"\n"),
         "1: a|b\n!2 unclosed\n3: 2|\n4: 3|x\n"},
        {BYTES("a,b\n1,\"open\n2,\"multi\nline\"\n3,x\n"),
         "1: a|b\n!2 unclosed\n3-4: 2|multi\\nline\n5: 3|x\n"},
        /* two in a row, then one that opens below its row's first line */
        {BYTES("1,\"a\n2,\"b\n3,c\n"), "!1 unclosed\n!2 unclosed\n3: 3|c\n"},
        {BYTES("1,\"a\nb\",\"open\n2,x\n"), "!1-2@2 unclosed\n3: 2|x\n"},
        {BYTES("a,b\r1,\"open\r2,x\r"), "1: a|b\n!2 unclosed\n3: 2|x\n"},
        {BYTES("\xff\xfe"
               "1\0,\0\"\0a\0\n\0"
               "2\0,\0b\0\n\0"),
         "!1 unclosed\n2: 2|b\n"},
        /* a closing quote with spaces after it closes all the same */
        {BYTES("1,\"a\nb\"  ,c\n"), "1-2: 1|a\\nb  |c\n"},
    };
    CHECK_SHOWN(t, cases);
}

static void text_after_a_closing_quote_is_kept(struct test *t)
{
    static const struct shown_case cases[] = {
        {BYTES("\"abc\"def,x\n2,y\n"), "?1\n1: abcdef|x\n2: 2|y\n"},
        {BYTES("\"abc\" ,x\n"), "1: abc |x\n"},
        {BYTES("\"a\"b\"c\",\"x \"\"y\"\"\" z,w\n"), "?1\n1: ab\"c\"|x \"y\" z|w\n"},
        {BYTES("\"he said \"yes\"\",x\n"), "?1\n1: he said yes\"\"|x\n"},
        {BYTES("1,\"a\"b\n"), "?1\n1: 1|ab\n"},
        {BYTES("\"a\nb\",\"c\"d\n2,e\n"), "?1\n1-2: a\\nb|cd\n3: 2|e\n"},
    };
    CHECK_SHOWN(t, cases);
}

static void repeat(struct buf *out, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++)
        buf_add(out, str_of(text));
}

/* `before`, `text` as often as said, `after`; what is shown but for long cells. */
static void check_size(struct test *t, const char *before, const char *text, size_t times,
                       const char *after, const char *wanted)
{
    struct buf out = BUF_IN(t->arena);
    repeat(&out, before, 1);
    repeat(&out, text, times);
    repeat(&out, after, 1);
    struct str shown = csv_show(t, buf_str(&out));
    size_t from = shown.len > 200 ? shown.len - strlen(wanted) : 0;
    CHECK_STR(t, str_slice(shown, from, shown.len), wanted);
}

static void sizes_are_capped(struct test *t)
{
    static const char *const last = "\n9,z\n";
    check_size(t, "1,", "x", CSV_MOST_CELL, last, "\n2: 9|z\n");
    check_size(t, "1,", "x", CSV_MOST_CELL + 1, last, "!1 long cell\n2: 9|z\n");
    check_size(t, "1,\"", "x", CSV_MOST_CELL, "\"\n9,z\n", "\n2: 9|z\n");
    check_size(t, "1,\"", "x", CSV_MOST_CELL + 1, "\"\n9,z\n", "!1 long cell\n2: 9|z\n");
    check_size(t, "1,\"", "\n", CSV_MOST_CELL_LINES, "y\"\n9,z\n", "|z\n");
    check_size(t, "1,\"", "\n", CSV_MOST_CELL_LINES + 1, "y\"\n9,z\n",
               "!1 unclosed\n202: y\"\n203: 9|z\n");
    check_size(t, "1,\"", "\n", 5000, "\n9,z\n", "!1 unclosed\n5002: 9|z\n");
    check_size(t, "1,\"a\n", "x", CSV_MOST_CELL - 2, "\"\n9,z\n", "\n3: 9|z\n");
    check_size(t, "1,\"a\n", "x", CSV_MOST_CELL, "\"\n9,z\n",
               "!1 unclosed\n!2 long cell\n3: 9|z\n");
    check_size(t, "1,\"", "0123456789\n", 100, "y\"\n9,z\n",
               "0123456789\\ny\n102: 9|z\n");
    check_size(t, "1,\"", "\xc3\xa9,\xc3\xa9", CSV_MOST_CELL / 5, "\n\"\n9,z\n",
               "\n3: 9|z\n");
    check_size(t, "1", ",1", CSV_MOST_CELLS - 1, last, "\n2: 9|z\n");
    check_size(t, "1", ",1", CSV_MOST_CELLS, last, "!1 many cells\n2: 9|z\n");
    /* as Excel writes a sheet with a format far to the right */
    check_size(t, "1", ",", 16383, last, "\n2: 9|z\n");
    check_size(t, "", "\"xxxxx\",\"y\"\n", 20000, "last,z\n", "\n20001: last|z\n");
}

static void long_lines_are_passed_over(struct test *t)
{
    static const char *const last = "\n9,z\n";
    check_size(t, "a,b\n", "0123456789,", 6000000, last, "1: a|b\n!2 long row\n3: 9|z\n");
    check_size(t, "a,b\n", "\"5\",", 600000, last, "1: a|b\n!2 long row\n3: 9|z\n");
    check_size(t, "a,b\n1,\"o\n", "0123456789,", 600000, last,
               "1: a|b\n!2 unclosed\n!3 long row\n4: 9|z\n");
    check_size(t, "a,b\n1,\"o\n", "0123456789", 10000, last,
               "1: a|b\n!2 unclosed\n!3 long cell\n4: 9|z\n");
}

static void a_file_of_refusals_is_given_up(struct test *t)
{
    struct buf out = BUF_IN(t->arena);
    repeat(&out, "\"open\n", CSV_MOST_REFUSED);
    buf_add(&out, STR("a,b\n\n\"c\nd\n"));
    struct str shown = csv_show(t, buf_str(&out));
    CHECK(t, str_ends(shown, STR("!10000 unclosed\n!10001-10004 the rest\n")));
    struct str fewer = str_slice(buf_str(&out), 6, out.len);
    CHECK(t, str_ends(csv_show(t, fewer), STR("!9999 unclosed\n10000: a|b\n"
                                              "!10002 unclosed\n!10003 the rest\n")));
}

static void refusals_say_what_to_do(struct test *t)
{
    static const struct {
        struct str bytes;
        const char *wanted;
    } cases[] = {
        {BYTES("a,b\n1,\"x\ny\",\"open\n"),
         "r.csv:3: row left out: a quotation mark opens a cell on this line and is not "
         "closed within 200 lines and 65536 bytes, or not before the next quoted cell; "
         "close it or take it out (lines 2 to 3)"},
        {BYTES("a,b\n1,caf\xe9 \x81\n"),
         "r.csv:2: row left out: character 8 of this line is the byte 0x81, which is no "
         "character in Windows-1252; type it again and save the file as \"CSV UTF-8\""},
        {BYTES("a,b\n1,\0\n"),
         "r.csv:2: row left out: character 3 of this line is a NUL, which no text has; "
         "type it again and save the file as \"CSV UTF-8\""},
        {BYTES("\"a\"b\n"), "r.csv:1: text stands after a closing quotation mark and was "
                            "kept in its cell; check the cell"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct csv *csv;
        struct csv_row row;
        struct error err;
        struct notices notices = {.arena = t->arena};
        REQUIRE_OK(t, csv_open(STR("r.csv"), cases[i].bytes, &csv, &err), err);
        size_t rows = 0;
        while (csv_next(csv, &notices, &row))
            rows++;
        csv_close(csv);
        CHECK(t, rows == 1);
        REQUIRE(t, notices.count == 1);
        CHECK_STR(t, notice_text(t->arena, &notices.items[0]), cases[i].wanted);
    }
}

static void reading_starts_again(struct test *t)
{
    struct csv *csv;
    struct csv_row row;
    struct error err;
    struct notices notices = {.arena = t->arena};
    REQUIRE_OK(t, csv_open(STR("a.csv"), STR("sep=;\na;b\nc;d\n"), &csv, &err), err);
    for (int round = 0; round < 2; round++) {
        REQUIRE(t, csv_next(csv, &notices, &row));
        CHECK(t, row.line == 2 && row.count == 2);
        CHECK_STR(t, row.cells[0], "a");
        CHECK(t, csv_next(csv, &notices, &row));
        for (int after = 0; after < 2; after++)
            CHECK(t, !csv_next(csv, &notices, &row));
        csv_rewind(csv);
    }
    csv_close(csv);
}

static void column_names_are_compared_folded(struct test *t)
{
    static const char *const cases[][2] = {
        {"Review Date", "review date"},
        {"  Review_date * ", "review date"},
        {"REVIEW-DATE:", "review date"},
        {"Review\r\ndate?", "review date"},
        {"What\xe2\x80\x99s working?", "what s working"},
        {"UPN", "upn"},
        {"(Year 9+)", "year 9"},
        {"Caf\xc3\x89", "caf\xc3\xa9"},
        {"***", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK_STR(t, csv_name(t->arena, str_of(cases[i][0])), cases[i][1]);
}

/* The rows of the published csv-spectrum cases; the folder has no JSON reader's
 * help here, so what its JSON says is written out. */
static void published_cases_are_read(struct test *t)
{
    static const char *const cases[][2] = {
        {"comma_in_quotes",
         "1: first|last|address|city|zip\n2: John|Doe|120 any st.|Anytown, WW|08123\n"},
        {"empty", "1: a|b|c\n2: 1||\n3: 2|3|4\n"},
        {"empty_crlf", "1: a|b|c\n2: 1||\n3: 2|3|4\n"},
        {"escaped_quotes", "1: a|b\n2: 1|ha \"ha\" ha\n3: 3|4\n"},
        {"json",
         "1: key|val\n2: 1|{\"type\": \"Point\", \"coordinates\": [102.0, 0.5]}\n"},
        {"location_coordinates",
         "1: Contact Phone Number|Location Coordinates|Cities|Counties\n"
         "2: 2095257564|37\xef\xbf\xbd"
         "36'37.8\"N 121\xef\xbf\xbd"
         "2'17.9\"W|Modesto|Stanislaus\n"},
        {"newlines", "1: a|b|c\n2: 1|2|3\n3-4: Once upon \\na time|5|6\n5: 7|8|9\n"},
        {"newlines_crlf",
         "1: a|b|c\n2: 1|2|3\n3-4: Once upon \\r\\na time|5|6\n5: 7|8|9\n"},
        {"quotes_and_newlines", "1: a|b\n2-4: 1|ha \\n\"ha\" \\nha\n5: 3|4\n"},
        {"simple", "1: a|b|c\n2: 1|2|3\n"},
        {"simple_crlf", "1: a|b|c\n2: 1|2|3\n"},
        {"utf8", "1: a|b|c\n2: 1|2|3\n3: 4|5|\xca\xa4\n"},
    };
    const char *suites = getenv("WAYMARK_SUITES");
    struct str folder =
        str_format(t->arena, "%s/csv-spectrum/csvs", suites ? suites : "./build/suites");
    struct error err;
    if (!file_is_folder(t->arena, folder)) {
        test_skip(t, "csv-spectrum is not there; run tests/suites/fetch.sh");
        return;
    }
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str bytes, name = str_format(t->arena, "%s.csv", cases[i][0]);
        REQUIRE_OK(t,
                   file_read(t->arena, file_join(t->arena, folder, name), FILE_SMALL,
                             &bytes, &err),
                   err);
        CHECK_STR(t, csv_show(t, bytes), cases[i][1]);
    }
}

const struct test_case csv_tests[] = {
    {"cells are cut", cells_are_cut},
    {"lines are those of an editor", lines_are_those_of_an_editor},
    {"an empty file has no rows", an_empty_file_has_no_rows},
    {"the separator is found", the_separator_is_found},
    {"a named separator is skipped", a_named_separator_is_skipped},
    {"encodings are found", encodings_are_found},
    {"bytes that are no character cost their row",
     bytes_that_are_no_character_cost_their_row},
    {"what is no text is not opened", what_is_no_text_is_not_opened},
    {"a damaged workbook is told from text", a_damaged_workbook_is_told_from_text},
    {"an unclosed quote costs its row", an_unclosed_quote_costs_its_row},
    {"text after a closing quote is kept", text_after_a_closing_quote_is_kept},
    {"sizes are capped", sizes_are_capped},
    {"long lines are passed over", long_lines_are_passed_over},
    {"a file of refusals is given up", a_file_of_refusals_is_given_up},
    {"refusals say what to do", refusals_say_what_to_do},
    {"reading starts again", reading_starts_again},
    {"column names are compared folded", column_names_are_compared_folded},
    {"published cases are read", published_cases_are_read},
    {0},
};
