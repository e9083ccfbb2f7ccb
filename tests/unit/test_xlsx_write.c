/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "cycle/theme_sheet.h"
#include "format/xlsx.h"
#include "format/xlsx_write.h"

static const struct xlsx_column two[] = {
    {"Number", 8, XLSX_NUMBER, false},
    {"Words", 40, XLSX_TO_EDIT, true},
};

/* Rows as `line: cell|cell`, as format/xlsx reads them. */
static struct str read_back(struct test *t, struct str bytes, size_t index)
{
    struct xlsx *xlsx;
    struct xlsx_sheet *sheet;
    struct notices notices = {.arena = t->arena};
    struct csv_row row;
    struct buf out = BUF_IN(t->arena);
    struct error err;
    if (!xlsx_open(STR("w.xlsx"), bytes, &xlsx, &err))
        return str_copy(t->arena, str_of(err.text));
    if (!xlsx_sheet_open(xlsx, index, STR("w.xlsx[A]"), &sheet, &err)) {
        xlsx_close(xlsx);
        return str_copy(t->arena, str_of(err.text));
    }
    while (xlsx_sheet_next(sheet, &notices, &row)) {
        buf_add_format(&out, "%zu: ", row.line);
        for (size_t i = 0; i < row.count; i++)
            buf_add_format(&out, "%s%.*s", i ? "|" : "", STR_ARGS(row.cells[i]));
        buf_add_byte(&out, '\n');
    }
    CHECK(t, notices.count == 0);
    xlsx_sheet_close(sheet);
    xlsx_close(xlsx);
    return buf_str(&out);
}

static void add_words(struct xlsx_book *book, int64_t number, struct str words)
{
    xlsx_book_row(book);
    xlsx_book_number(book, number);
    xlsx_book_text(book, words);
}

static struct str bytes_of(struct test *t, struct xlsx_book *book)
{
    struct str bytes = STR_NONE;
    struct error err;
    if (!xlsx_book_bytes(book, &bytes, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    return bytes;
}

static void writes_what_is_read_back(struct test *t)
{
    struct xlsx_book *book = xlsx_book_new(t->arena);
    xlsx_book_sheet(book, "One & two", false);
    xlsx_book_columns(book, two, 2);
    add_words(book, 12, STR("I miss \"things\" <b> & more"));
    add_words(book, -3, STR("=1+1"));
    add_words(book, 0, STR("+44 012"));
    add_words(book, 1, STR("007"));
    add_words(book, 2, STR("two\r\nlines\rand\x01 a bell"));
    add_words(book, 3, STR("_x0041_ and _x0g41_"));
    add_words(book, 4, STR_NONE);
    add_words(book, 5, STR("  caf\xC3\xA9 \xF0\x9F\x9A\x8C\xEF\xBF\xBE "));
    CHECK_STR(t, read_back(t, bytes_of(t, book), 0),
              "1: Number|Words\n"
              "2: 12|I miss \"things\" <b> & more\n"
              "3: -3|=1+1\n"
              "4: 0|+44 012\n"
              "5: 1|007\n"
              "6: 2|two\nlines and  a bell\n"
              "7: 3|_x0041_ and _x0g41_\n"
              "8: 4|\n"
              "9: 5|  caf\xC3\xA9 \xF0\x9F\x9A\x8C  \n");
}

static void writes_sheets_in_order(struct test *t)
{
    struct xlsx *xlsx;
    struct error err;
    struct xlsx_book *book = xlsx_book_new(t->arena);
    struct xlsx_choices choices = {.column = 1,
                                   .first_row = 2,
                                   .last_row = 2,
                                   .list_sheet = "It's",
                                   .list_column = 0,
                                   .list_rows = 1};
    xlsx_book_sheet(book, "Cards", false);
    xlsx_book_columns(book, two, 2);
    add_words(book, 1, STR("one"));
    xlsx_book_choices(book, &choices);
    xlsx_book_sheet(book, "It's", true);
    xlsx_book_row(book);
    xlsx_book_styled(book, STR("a choice"), XLSX_TITLE);
    struct str bytes = bytes_of(t, book);
    REQUIRE_OK(t, xlsx_open(STR("w.xlsx"), bytes, &xlsx, &err), err);
    CHECK(t, xlsx_sheet_count(xlsx) == 2);
    CHECK_STR(t, xlsx_sheet_about(xlsx, 0).name, "Cards");
    CHECK(t, !xlsx_sheet_about(xlsx, 0).hidden);
    CHECK_STR(t, xlsx_sheet_about(xlsx, 1).name, "It's");
    CHECK(t, xlsx_sheet_about(xlsx, 1).hidden);
    xlsx_close(xlsx);
    CHECK_STR(t, read_back(t, bytes, 1), "1: a choice\n");
    CHECK(t, str_equal(bytes, bytes_of(t, book))); /* no time in it */
}

static void cuts_what_no_cell_holds(struct test *t)
{
    struct xlsx_book *book = xlsx_book_new(t->arena);
    struct buf words = BUF_IN(t->arena);
    for (size_t i = 0; i < 40000; i++)
        buf_add_byte(&words, 'a');
    xlsx_book_sheet(book, "Long", false);
    xlsx_book_columns(book, two, 2);
    add_words(book, 1, buf_str(&words));
    struct str rows = read_back(t, bytes_of(t, book), 0);
    CHECK(t, rows.len > 7000 && rows.len < 33000);
}

static void knows_the_number_of_a_group(struct test *t)
{
    static const struct {
        const char *text;
        size_t number;
    } cases[] = {
        {"T3", 3},
        {"t3", 3},
        {"T3 Buses and taxis", 3},
        {"3", 3},
        {"T3: Buses", 3},
        {"T", 0},
        {"", 0},
        {"Taxis", 0},
        {"T-shirts", 0},
        {"-", 0},
        {"3 buses", 0},
        {"T0", 0},
        {"T12, Friends", 12},
        {"T3b", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        if (theme_sheet_label(str_of(cases[i].text)) != cases[i].number)
            test_fail(t, __FILE__, __LINE__, cases[i].text);
}

/* What a sheet comes to: its lines, its groups, and what is said of it. */
static struct str show_sheet(struct test *t, const char *text)
{
    struct theme_sheet sheet;
    struct notices notices = {.arena = t->arena};
    struct buf out = BUF_IN(t->arena);
    struct error err;
    if (!theme_sheet_read(t->arena, STR("t.csv"), str_of(text), &notices, &sheet, &err))
        return str_copy(t->arena, str_of(err.text));
    for (size_t i = 0; i < sheet.card_count; i++)
        buf_add_format(&out, "%zu:%lld=%.*s%s ", sheet.cards[i].line,
                       (long long)sheet.cards[i].number, STR_ARGS(sheet.cards[i].group),
                       sheet.cards[i].kept.known ? "*" : "");
    for (size_t i = 0; i < sheet.group_count; i++)
        buf_add_format(&out, "%zu:%.*s/%.*s/%.*s%s ", sheet.groups[i].line,
                       STR_ARGS(sheet.groups[i].label), STR_ARGS(sheet.groups[i].name),
                       STR_ARGS(sheet.groups[i].meaning),
                       sheet.groups[i].kept.known ? "*" : "");
    for (size_t i = 0; i < notices.count; i++)
        buf_add_format(&out, "%c%zu ", notices.items[i].refusal ? '!' : '?',
                       notices.items[i].line);
    return buf_str(&out);
}

static void reads_what_people_saved(struct test *t)
{
    static const struct {
        const char *text, *wanted;
    } cases[] = {
        {"Card,Group\n12,T3\n", "2:12=T3 "},
        {"Sorted on Friday\n\nGROUP;Card no.\nT3 Buses;12\n;\n", "4:12=T3 Buses "},
        {"Theme,Card number,More\n Our  own\tname ,7,x\n", "2:7=Our own name "},
        {"Card,Group,Leave this column\n1,T1,c-1 T1 theme-1 3 20\n2,T1,c-1 T1\n",
         "2:1=T1* 3:2=T1 "},
        {"Card,Group\ntwelve,T3\n,T3\n0,T1\n-4,T1\n,\n", "!2 !3 !4 !5 "},
        {"Group,Name,What it means said as I,About\nT1,Buses,I wait,\n,,,\n",
         "2:T1/Buses/I wait !0 "},
        {"Card,Group\n1,\xC2\xA0\xE2\x80\x83\n", "2:1= "},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        CHECK_STR(t, show_sheet(t, cases[i].text), cases[i].wanted);
    CHECK(t, str_starts(show_sheet(t, ""), STR("t.csv is empty: ")));
    CHECK(t, str_starts(show_sheet(t, " \r\n\n"), STR("t.csv is empty: ")));
    CHECK(t, str_starts(show_sheet(t, "Number,Words\n1,a\n"),
                        STR("t.csv: there is no sheet of cards in it")));
    CHECK(t, str_starts(show_sheet(t, "Group,Name\nTable 1,Robin\n"),
                        STR("t.csv: there is no sheet of cards in it")));
}

const struct test_case xlsx_write_tests[] = {
    {"writes what is read back", writes_what_is_read_back},
    {"writes sheets in order", writes_sheets_in_order},
    {"cuts what no cell holds", cuts_what_no_cell_holds},
    {"knows the number of a group", knows_the_number_of_a_group},
    {"reads what people saved", reads_what_people_saved},
    {NULL, NULL},
};
