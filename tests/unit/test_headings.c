/* SPDX-License-Identifier: MIT */
/* Names of columns that stand in two rows, as where cells are merged; and columns that
 * have none. */
#include "sheet_show.h"

#include "cycle/survey.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void check_each(struct test *t, const struct sheet_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sheet_check(t, SHEET_REVIEWS, &cases[i], NULL);
}

static void two_rows_are_read_as_one(struct test *t)
{
    static const struct sheet_case cases[] = {
        /* merged over columns, as a CSV has it */
        {"Pupil ref,Name,,DOB,Review date,What is working,,What is not working,\n"
         ",Surname,Forename,,,1,2,1,2\n"
         "M1,Ax,Bee,04/03/2009,12/05/2025,Art,Tea,Bus,Hall\n",
         "3 ref=M1 forename=Bee surname=Ax born=2009-03-04 on=2025-05-12 | working1=Art "
         "| "
         "working2=Tea | not_working1=Bus | not_working2=Hall\n",
         ""},
        /* merged over rows besides, as a workbook has it; pages that begin anew */
        {"Pupil ref,School,Review date,What is working,,Hopes for the future,\n"
         "Pupil ref,School,Review date,First,Second,1st,2nd\n"
         "M1,Elm,12/05/2025,Art,Tea,A job,A flat\n"
         "Pupil ref,School,Review date,What is working,,Hopes for the future,\n"
         "Pupil ref,School,Review date,First,Second,1st,2nd\n"
         "M2,Elm,12/05/2025,Art,,,\n"
         ",,,First,Second,1st,2nd\n",
         "3 ref=M1 on=2025-05-12 school=Elm | working1=Art | working2=Tea | "
         "aspiration1=A job | aspiration2=A flat\n"
         "6 ref=M2 on=2025-05-12 school=Elm | working1=Art no-future=1\n",
         "?4 passed over: the column names once more\n"
         "?5 passed over: the column names once more\n"
         "?7 passed over: the column names once more\n"},
        /* the fuller row is the second */
        {"All of them\n"
         "Young person,,Review,,What is working,,Hopes\n"
         "Pupil ref,UPN,Date,Due,1,2,1\n"
         "M1,,12/05/2025,,Art,Tea,A job\n",
         "4 ref=M1 on=2025-05-12 | working1=Art | working2=Tea | aspiration1=A job\n",
         ""},
        {"School,,Pupil,Review date,Working,\n"
         "Name,Phone,Ref,,Parent,Young person\n"
         "Elm,0123,M1,12/05/2025,Art,Tea\n",
         "3 ref=M1 on=2025-05-12 school=Elm | working1=Tea by=young_person | "
         "working2=Art by=family\n",
         "?1 not used: \"School Phone\"\n"},
        /* a title is no heading */
        {"Reviews,,Summer term\nPupil ref,Review date,Working 1\nM1,12/05/2025,Art\n",
         "3 ref=M1 on=2025-05-12 | working1=Art\n", ""},
    };
    check_each(t, cases, COUNT(cases));
}

/* What is below the names is a row of its own where that is not clear. */
static void other_rows_stay_rows(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"Pupil ref,Review date,Working 1,\nM1,12/05/2025,Art,Tea\n",
         "2 ref=M1 on=2025-05-12 | working1=Art\n",
         "?2 column D holds text but has no\n"},
        {"Pupil ref,Review date,Working 1,\n,,Art,Tea\n", "",
         "?2 column D holds text but has no\n"
         "!2 row left out: it does not say who it is about\n"},
        {"Name,,DOB,Review date,Working 1,\nAx,Bee,,,Art,Tea\n", "",
         "?2 column B holds text but has no\n?2 column F holds text but has no\n"
         "!2 row left out: it does not say who it is about\n"},
    };
    check_each(t, cases, COUNT(cases));
}

/* Whatever else the row holds. */
static void a_heading_is_nobody(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"Pupil ref,DOB,Review date,Working 1\n"
         "Pupil Ref.,dd/mm/yyyy,,one thing that is good\n"
         "M1,,12/05/2025,Art\n",
         "3 ref=M1 on=2025-05-12 | working1=Art\n",
         "!2 row left out: it repeats the heading \"Pupil ref\" where it should say "
         "who\n"},
        {"Surname,Forename,DOB,Review date,Working 1\n"
         "Surname,First name,04/03/2009,12/05/2025,Art\n",
         "",
         "!2 row left out: it repeats the heading \"Surname\" where it should say who\n"},
    };
    check_each(t, cases, COUNT(cases));
}

static struct str refusals(struct test *t, const char *text)
{
    struct notices notices = {.arena = t->arena};
    struct buf out = BUF_IN(t->arena);
    struct sheet *sheet;
    struct sheet_row row;
    struct error err;
    if (!sheet_open(t->arena, SHEET_REVIEWS, STR("file.csv"), str_of(text), NULL,
                    &notices, &sheet, &err))
        return str_copy(t->arena, str_of(err.text));
    while (sheet_next(sheet, &notices, &row))
        continue;
    sheet_refuse_unused(sheet, &notices);
    for (size_t i = 0; i < notices.count; i++)
        if (notices.items[i].refusal)
            buf_add_format(&out, "%zu %.*s\n", notices.items[i].line,
                           STR_ARGS(notices.items[i].text));
    sheet_close(sheet);
    return buf_str(&out);
}

static void sentences_without_a_heading_are_refused(struct test *t)
{
    CHECK_STR(t,
              refusals(t, "Pupil ref,Review date,Working 1,\n"
                          "Z1,12/05/2025,I like art,She said the driver shouts\n"),
              "1 column D has no heading and holds a sentence (in 1 row), and it did not "
              "go in; if it was said at the review, write what it is above it, such as "
              "\"Working 2\"; if not, call it \"Notes\", with --map \"Notes=ignore\" "
              "(`waymark help columns`); then import the file again\n");
    /* the same note again and again, and words that are no sentence */
    CHECK_STR(t,
              refusals(t, "Pupil ref,Review date,Working 1,,\n"
                          "Z1,12/05/2025,I like art,sent to the school,x\n"
                          "Z2,12/05/2025,I like art,sent to the school,y\n"),
              "");
    struct str got = refusals(t, "Pupil ref,Review date,What is working,,Name,\n"
                                 ",,At home,At school,Surname,Forename\n"
                                 "Z1,12/05/2025,I like art,Tea is what I like,A,B\n");
    CHECK(t, str_find(got, STR("\"What is working At school\" (column D) holds a "
                               "sentence")) != SIZE_MAX);
}

static void a_survey_lists_columns_without_a_heading(struct test *t)
{
    struct survey got;
    struct rows *rows;
    struct error err;
    REQUIRE(t, rows_of_csv(t->arena, STR("a.csv"),
                           STR("Pupil ref,Review date,Working,,,\n,,1,2,,\n"
                               "R1,1/5/2025,Art,Tea,The bus is late,\n"),
                           &rows, &err));
    REQUIRE(t, survey_rows(t->arena, STR("reviews"), rows, NULL, &got, &err));
    rows_close(rows);
    REQUIRE(t, got.count == 5);
    CHECK(t, got.line == 1 && got.rows == 1);
    CHECK_STR(t, got.items[3].title, "Working 2");
    CHECK(t, got.items[3].state == SURVEY_KNOWN);
    CHECK(t, got.items[4].state == SURVEY_NAMELESS && got.items[4].place == 4);
    CHECK(t, got.items[4].filled == 1 && got.items[4].sentences == 1);
    CHECK(t, !survey_asks(&got, &got.items[4]));
}

const struct test_case headings_tests[] = {
    {"two rows are read as one", two_rows_are_read_as_one},
    {"other rows stay rows", other_rows_stay_rows},
    {"a heading is nobody", a_heading_is_nobody},
    {"sentences without a heading are refused", sentences_without_a_heading_are_refused},
    {"a survey lists columns without a heading",
     a_survey_lists_columns_without_a_heading},
    {0},
};
