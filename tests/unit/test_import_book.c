/* SPDX-License-Identifier: MIT */
#include "workplace.h"
#include "xlsx_make.h"

/* A row of texts in line, from cells cut at bars; numbers are numbers. */
static void add_row(struct test *t, struct buf *out, const char *cells)
{
    struct str_list list = str_split(t->arena, str_of(cells), '|');
    int64_t number;
    buf_add(out, STR("<row>"));
    for (size_t i = 0; i < list.count; i++) {
        bool is_number = str_to_integer(list.items[i], &number);
        buf_add_format(out,
                       is_number ? "<c><v>%.*s</v></c>"
                                 : "<c t=\"inlineStr\"><is><t>%.*s</t></is></c>",
                       STR_ARGS(list.items[i]));
    }
    buf_add(out, STR("</row>"));
}

static const char *rows_of(struct test *t, const char *first, const char *second)
{
    struct buf out = BUF_IN(t->arena);
    add_row(t, &out, first);
    if (second)
        add_row(t, &out, second);
    return str_c(t->arena, buf_str(&out));
}

static bool import_book(struct workplace *w, const struct xlsx_book *book)
{
    struct str bytes = xlsx_make(w->t, book);
    struct import_request request = {.kind = SHEET_REVIEWS,
                                     .cycle = w->cycle,
                                     .name = STR("reviews.xlsx"),
                                     .bytes = bytes};
    w->notices = (struct notices){.arena = w->arena};
    return import_run(w->engine, w->arena, &request, &w->notices, &w->counts, NULL, NULL,
                      &w->err);
}

#define HEAD "Pupil Ref|Review date|What is working 1"
#define HEAD_SCHOOL "Pupil Ref|School|Review date|What is working 1"

static void each_sheet_is_a_file(struct test *t)
{
    struct workplace w;
    struct xlsx_book book = {
        .sheets = {{"Holly Bank", NULL, rows_of(t, HEAD, "T1|45600|My friends"), NULL},
                   {"Sheet2", NULL, rows_of(t, HEAD, "T2|45601|The bus"), NULL},
                   {"All", NULL, rows_of(t, HEAD_SCHOOL, "T3|Elm Park|45602|Art"), NULL},
                   {"Old", "hidden", rows_of(t, HEAD, "T4|45603|Maths"), NULL}}};
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, import_book(&w, &book), w.err);
    CHECK(t, w.counts.rows == 3 && w.counts.reviews == 3 && w.counts.statements == 3);
    workplace_check_notices(&w, "?0 a sheet is hidden in the file and left out: \"Old\"\n"
                                "?0 this sheet has no column for the school; its name, "
                                "\"Holly Bank\", is taken as the school of every row\n");
    struct json said = workplace_find(&w, "statement", "text", "My friends");
    CHECK_STR(t, json_find_text(&said, STR("source")),
              "reviews.xlsx[Holly Bank]:2:working1");
    struct json review = workplace_find(&w, "review", "date", "2024-11-04");
    CHECK_STR(t, json_find_text(&review, STR("school")), "Holly Bank");
    review = workplace_find(&w, "review", "date", "2024-11-05");
    CHECK_STR(t, json_find_text(&review, STR("school")), "");
    review = workplace_find(&w, "review", "date", "2024-11-06");
    CHECK_STR(t, json_find_text(&review, STR("school")), "Elm Park");
    /* Once more, as it is; then with one sheet corrected. */
    REQUIRE_OK(t, import_book(&w, &book), w.err);
    CHECK(t, w.counts.before && workplace_count(&w, "statement") == 3);
    book.sheets[0].rows = rows_of(t, HEAD, "T1|45600|My friends at dinner");
    REQUIRE_OK(t, import_book(&w, &book), w.err);
    CHECK(t, !w.counts.before && w.counts.corrected == 1 && w.counts.same == 2);
    CHECK(t, workplace_count(&w, "statement") == 3);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void sheets_that_say_nothing_are_named(struct test *t)
{
    struct workplace w;
    struct xlsx_book book = {
        .sheets = {{"Notes", NULL, rows_of(t, "Ring the schools", "by Friday"), NULL},
                   {"Holly Bank", NULL, rows_of(t, HEAD, "T1|45600|My friends"), NULL},
                   {"Sheet3", NULL, "", NULL}}};
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, import_book(&w, &book), w.err);
    workplace_check_notices(&w, "?0 this sheet is left out: it has no column names\n");
    CHECK_STR(t, w.notices.items[0].file, "reviews.xlsx[Notes]");
    /* With one sheet of reviews, its name may be anything. */
    struct json review = workplace_find(&w, "review", "date", "2024-11-04");
    CHECK_STR(t, json_find_text(&review, STR("school")), "");
    workplace_close(&w);
}

static void check_refused(struct workplace *w, const struct xlsx_book *book,
                          const char *why)
{
    CHECK(w->t, !import_book(w, book));
    if (str_find(str_of(w->err.text), str_of(why)) == SIZE_MAX)
        test_fail_str(w->t, __FILE__, __LINE__, str_of(w->err.text), str_of(why));
    CHECK(w->t, workplace_count(w, "person") == 0);
}

static void books_without_reviews_are_refused(struct test *t)
{
    struct workplace w;
    struct xlsx_book notes = {
        .sheets = {{"Notes", NULL, rows_of(t, "Ring the schools", "by Friday"), NULL}}};
    struct xlsx_book empty = {.sheets = {{"Sheet1", NULL, "", NULL}}};
    struct xlsx_book hidden = {
        .sheets = {{"A", "hidden", rows_of(t, HEAD, "T1|45600|My friends"), NULL}}};
    REQUIRE(t, workplace_open(t, &w));
    check_refused(&w, &notes, "reviews.xlsx[Notes]: ");
    check_refused(&w, &empty, "reviews.xlsx: there is nothing in it that can be read");
    check_refused(&w, &hidden, "reviews.xlsx: every sheet of it is hidden");
    workplace_close(&w);
}

#define HEAD_NAME "Name|DOB|Review date|What is working 1"

/* A sheet for each young person: its name is no school's, and stands nowhere. */
static void sheets_named_after_people_are_no_schools(struct test *t)
{
    struct workplace w;
    struct xlsx_book book = {
        .sheets = {
            {"Grace Hall", NULL,
             rows_of(t, HEAD_NAME, "Hall, Grace|01/02/2009|45600|Clay"), NULL},
            {"Zack Mumblewick", NULL, rows_of(t, HEAD, "T2|45601|The bus"), NULL},
            {"Priya Quashie", "hidden", rows_of(t, HEAD, "T3|45601|The bus"), NULL},
            {"Ellie Thornbury", NULL, rows_of(t, "Ring the schools", "by Friday"), NULL},
            {"Holly Bank", NULL, rows_of(t, HEAD, "T4|45602|Art"), NULL}}};
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, import_book(&w, &book), w.err);
    workplace_check_notices(&w, "?0 this sheet is left out: it has no column names\n"
                                "?0 a sheet is hidden in the file and left out: \"sheet "
                                "3\"\n"
                                "?0 this sheet's name may be a young person's: it is "
                                "called by its number here, and not taken as the school\n"
                                "?0 this sheet's name may be a young person's: it is "
                                "called by its number here, and not taken as the school\n"
                                "?0 this sheet has no column for the school; its name, "
                                "\"Holly Bank\", is taken as the school of every row\n");
    CHECK_STR(t, w.notices.items[0].file, "reviews.xlsx[sheet 4]");
    struct json review = workplace_find(&w, "review", "date", "2024-11-04");
    CHECK_STR(t, json_find_text(&review, STR("school")), "");
    review = workplace_find(&w, "review", "date", "2024-11-05");
    CHECK_STR(t, json_find_text(&review, STR("school")), "");
    review = workplace_find(&w, "review", "date", "2024-11-06");
    CHECK_STR(t, json_find_text(&review, STR("school")), "Holly Bank");
    struct json said = workplace_find(&w, "statement", "text", "Clay");
    CHECK_STR(t, json_find_text(&said, STR("source")),
              "reviews.xlsx[sheet 1]:2:working1");
    said = workplace_find(&w, "statement", "text", "The bus");
    CHECK_STR(t, json_find_text(&said, STR("source")),
              "reviews.xlsx[sheet 2]:2:working1");
    for (size_t i = 0; i < w.notices.count; i++) {
        CHECK(t, str_find(w.notices.items[i].text, STR("Quashie")) == SIZE_MAX);
        CHECK(t, str_find(w.notices.items[i].text, STR("Thornbury")) == SIZE_MAX);
    }
    REQUIRE_OK(t, import_book(&w, &book), w.err);
    CHECK(t, w.counts.before);
    workplace_close(&w);
}

/* Once of a workbook, and not of each sheet. */
static void a_workbook_named_after_somebody_is_named_once(struct test *t)
{
    struct workplace w;
    struct xlsx_book book = {
        .sheets = {{"2024", NULL,
                    rows_of(t, HEAD_NAME, "Book, Reva|01/02/2009|45600|Clay"), NULL},
                   {"2025", NULL,
                    rows_of(t, HEAD_NAME, "Book, Reva|01/02/2009|45965|Art"), NULL}}};
    REQUIRE(t, workplace_open(t, &w));
    struct str bytes = xlsx_make(t, &book);
    struct import_request request = {.kind = SHEET_REVIEWS,
                                     .cycle = w.cycle,
                                     .name = STR("Reva Book [old].xlsx"),
                                     .bytes = bytes};
    w.notices = (struct notices){.arena = w.arena};
    REQUIRE_OK(t,
               import_run(w.engine, w.arena, &request, &w.notices, &w.counts, NULL, NULL,
                          &w.err),
               w.err);
    size_t named = 0;
    for (size_t i = 0; i < w.notices.count; i++)
        named += str_find(w.notices.items[i].text, STR("this file's name may be")) == 0 &&
                 str_equal(w.notices.items[i].file, request.name);
    CHECK(t, named == 1);
    workplace_close(&w);
}

/* Sources are cut at colons, and lists of them at commas. */
static void names_of_sheets_keep_sources_whole(struct test *t)
{
    struct workplace w;
    struct xlsx_book book = {
        .sheets = {{"a/b:c,d]", NULL, rows_of(t, HEAD, "T1|45600|My friends"), NULL}}};
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, import_book(&w, &book), w.err);
    struct json said = workplace_find(&w, "statement", "text", "My friends");
    CHECK_STR(t, json_find_text(&said, STR("source")),
              "reviews.xlsx[a_b_c_d_]:2:working1");
    workplace_close(&w);
}

/* Who was asked and said nothing; lost words are not that. */
static void check_voices(struct workplace *w, const char *no_view)
{
    struct json reviews = workplace_records(w, "review");
    REQUIRE(w->t, json_count(&reviews) == 1);
    const struct json *counts = json_find(json_item(&reviews, 0), STR("no_view"));
    CHECK_STR(w->t, counts ? json_write(w->t->arena, counts) : STR_NONE, no_view);
}

/* A dash that a spreadsheet took for a formula has cost what somebody said. */
static void lost_words_are_refused(struct test *t)
{
    struct workplace w;
    struct xlsx_book book = {
        .sheets = {
            {"A", NULL,
             "<row><c t=\"inlineStr\"><is><t>Pupil Ref</t></is></c><c t=\"str\"><v>"
             "Review date</v></c><c t=\"str\"><v>What is working 1</v></c></row>"
             "<row><c t=\"str\"><v>T1</v></c><c t=\"str\"><v>04/11/2024</v></c>"
             "<c t=\"e\"><f>-friends</f><v>#NAME?</v></c></row>",
             NULL}}};
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, import_book(&w, &book), w.err);
    workplace_check_notices(
        &w, "!2 the words under \"What is working 1\" are lost: the spreadsheet shows "
            "#NAME?\n"
            "?2 1 cell of this sheet, here first, shows an error (such as #N/A)\n");
    check_voices(&w, "");
    workplace_close(&w);
}

/* What another program left in the place of the words: no value at all, or an empty one.
 */
static void words_never_worked_out_are_refused(struct test *t)
{
    struct workplace w;
    struct xlsx_book book = {
        .sheets = {
            {"A", NULL,
             "<row><c t=\"inlineStr\"><is><t>Pupil Ref</t></is></c><c t=\"str\"><v>"
             "Review date</v></c><c t=\"str\"><v>What is working 1</v></c>"
             "<c t=\"str\"><v>What is not working 1</v></c></row>"
             "<row><c t=\"str\"><v>T1</v></c><c t=\"str\"><v>04/11/2024</v></c>"
             "<c><f>B9</f><v/></c><c t=\"str\"><f>B9</f><v></v></c></row>",
             NULL}}};
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, import_book(&w, &book), w.err);
    workplace_check_notices(
        &w, "!2 the words under \"What is working 1\" are lost: the cell holds a formula "
            "that was never worked out; open the workbook in your spreadsheet program, "
            "save it, and import that\n"
            "?2 1 cell of this sheet, here first, holds a formula that was never\n");
    check_voices(&w, "{\"not_working\":1}");
    workplace_close(&w);
}

const struct test_case import_book_tests[] = {
    {"each sheet of a workbook is a file", each_sheet_is_a_file},
    {"sheets that are not understood are named", sheets_that_say_nothing_are_named},
    {"a workbook without reviews is refused", books_without_reviews_are_refused},
    {"sheets named after people are no schools",
     sheets_named_after_people_are_no_schools},
    {"a workbook named after somebody is named once",
     a_workbook_named_after_somebody_is_named_once},
    {"names of sheets keep sources whole", names_of_sheets_keep_sources_whole},
    {"words that became an error are refused", lost_words_are_refused},
    {"words never worked out are refused", words_never_worked_out_are_refused},
    {0},
};
