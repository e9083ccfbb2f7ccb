/* SPDX-License-Identifier: MIT */
/* Columns, forms and rows; test_sheet_value.c has what single cells mean. */
#include "sheet_show.h"

#include "base/unicode.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void check_each(struct test *t, enum sheet_kind kind,
                       const struct sheet_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        sheet_check(t, kind, &cases[i], NULL);
}

static void wide_reviews_give_a_row_a_review(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"Person ID,Review date,Working 1,Working 2,Not working 1,Not working 2,Future 1,"
         "Future 2\n"
         "A1,12/05/2025,My friends,Art,The bus,N/A,A job,\n"
         "A2,13/05/2025,,,,,,\n",
         "2 ref=A1 on=2025-05-12 | working1=My friends | working2=Art | "
         "not_working1=The bus | aspiration1=A job no-not-working=1\n"
         "3 ref=A2 on=2025-05-13 no-working=1 no-not-working=1 no-future=1\n",
         ""},
        /* titles above the names, semicolons, quoted line breaks, other spellings */
        {"Thornmere;;;\nReviews 2025;;;\n\nPUPIL REF.;Date of review *;what\xe2\x80\x99s "
         "working well (1);What is not working 2\n"
         "\"A1\";1.5.25;\"My friends\nand art\";Lunch\n",
         "5 ref=A1 on=2025-05-01 | working1=My friends\nand art | not_working2=Lunch\n",
         ""},
    };
    check_each(t, SHEET_REVIEWS, cases, COUNT(cases));
}

static void every_name_of_the_brief_is_known(struct test *t)
{
    static const char *const persons[] = {"Person ID",  "Pupil ref", "Unique ID",
                                          "person_ref", "UPN",       "Child's name"};
    static const char *const dates[] = {"Review date",  "Date of review",
                                        "review_date*", "Review date (dd/mm/yyyy)",
                                        "Review due",   "Date"};
    static const char *const words[][2] = {
        {"Working", "working1"},
        {"What's working well 1", "working1"},
        {"Working (2)", "working2"},
        {"3. Working", "working3"},
        {"Working3", "working3"},
        {"What is not working 2", "not_working2"},
        {"What's not working so well", "not_working1"},
        {"Not working (please give two)", "not_working1"},
        {"Future", "aspiration1"},
        {"Aspiration 1", "aspiration1"},
        {"Hopes and dreams", "aspiration1"},
        {"My dreams", "aspiration1"},
        {"Things I like", "working1"},
        {"What is bad", "not_working1"},
        {"My worries", "not_working1"},
        {"Hopes & dreams 2", "aspiration2"},
    };
    for (size_t i = 0; i < COUNT(words); i++) {
        struct str text =
            str_format(t->arena, "%s,%s,%s\nH801200001001,1/5/25,Some words\n",
                       persons[i % COUNT(persons)], dates[i % COUNT(dates)], words[i][0]);
        struct sheet_shown shown = sheet_show(t, SHEET_REVIEWS, text, NULL);
        bool taken = strcmp(dates[i % COUNT(dates)], "Review due") != 0 &&
                     strcmp(persons[i % COUNT(persons)], "Child's name") != 0;
        struct str wanted = str_format(t->arena, "%s=Some words", words[i][1]);
        if ((str_find(shown.rows, wanted) != SIZE_MAX) != taken)
            test_fail_str(t, __FILE__, __LINE__, shown.rows, wanted);
    }
}

static void facts_have_many_names(struct test *t)
{
    static const char *const headers[] = {
        "Person ID,Review date,DOB,NC year,School,Primary need,Gender,In area,YP "
        "attended",
        "ID,Date of review,Date of birth,Year group,Setting,SEN need,Sex,In "
        "borough,Present",
        "Ref,Meeting date,D.O.B.,Yr,Establishment,Need,M/F,In/out of area,Attended",
    };
    for (size_t i = 0; i < COUNT(headers); i++) {
        struct str text = str_format(
            t->arena, "%s\nA1,12/05/2025,1/2/2010,Y9,Oak,ASD,F,Y,N\n", headers[i]);
        struct sheet_shown shown = sheet_show(t, SHEET_REVIEWS, text, NULL);
        CHECK_STR(t, shown.rows,
                  "2 ref=A1 born=2010-02-01 on=2025-05-12 school=Oak year=9 need=ASD "
                  "gender=F in=yes attended=no\n");
        CHECK(t, str_starts(shown.notices, STR("?1 no columns hold what was said")));
    }
}

static void long_reviews_give_a_row_a_statement(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"Person ID,Review date,Heading,Rank,What was said,Said by,How\n"
         "A1,12/05/2025,Working,1,My friends,Mum,signs\n"
         "A1,12/05/2025,what's not working so well,2,The bus,,\n"
         "A1,12/05/2025,Hopes,,A job,YP,AAC\n"
         "A1,12/05/2025,Future,1,n/a,,\n"
         "A1,12/05/2025,Not working 2,,Lunch,,\n"
         "A1,12/05/2025,Working (parent),,Art,,\n"
         "A1,12/05/2025,Health,,My legs,,\n"
         "A1,12/05/2025,,,My arms,,\n"
         "A1,12/05/2025,,,,,\n"
         "A1,12/05/2025,working,first,Maths,,\n",
         "2 ref=A1 on=2025-05-12 | working1=My friends by=family how=signs\n"
         "3 ref=A1 on=2025-05-12 | not_working2=The bus\n"
         "4 ref=A1 on=2025-05-12 | aspiration1(rank 0)=A job by=young_person how=aac\n"
         "5 ref=A1 on=2025-05-12 no-future=1\n"
         "6 ref=A1 on=2025-05-12 | not_working2=Lunch\n"
         "7 ref=A1 on=2025-05-12 | working1(rank 0)=Art by=family\n"
         "8 ref=A1 on=2025-05-12\n"
         "9 ref=A1 on=2025-05-12\n"
         "10 ref=A1 on=2025-05-12\n"
         "11 ref=A1 on=2025-05-12 | working1(rank 0)=Maths\n",
         "!8 the words are left out: what stands under \"Heading\" is none of working\n"
         "!9 the words are left out: \"\" under \"Heading\" is none of working\n"
         "?11 what stands under \"Rank\" is left empty\n"},
        {"UPN,Date,Section,Comment\nH801200001001,12/05/2025,Not working,The bus\n",
         "2 upn=H801200001001 on=2025-05-12 | not_working1(rank 0)=The bus\n", ""},
        {"ID,Date,Category,Statement\nA1,12/05/2025,Aspirations,A job\n",
         "2 ref=A1 on=2025-05-12 | aspiration1(rank 0)=A job\n", ""},
    };
    check_each(t, SHEET_REVIEWS, cases, COUNT(cases));
}

static void wide_wins_over_a_column_of_comments(struct test *t)
{
    static const struct sheet_case one = {
        "Person ID,Review date,Type,Comments,Working 1\nA1,12/05/2025,Annual,Rang "
        "mum,Art\n",
        "2 ref=A1 on=2025-05-12 | working1=Art\n",
        "?1 not used: \"Type\", \"Comments\"; if a column\n"};
    sheet_check(t, SHEET_REVIEWS, &one, NULL);
}

static void missing_columns_are_named_with_what_was_found(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"Person ID,Working 1,Shoe size\nA1,Art,7\n",
         "ERROR: file.csv:1: columns are missing: \"Review date\" or \"Review "
         "due\"; "
         "the columns found are: \"Person ID\", \"Working 1\"; not known: column C; "
         "rename the one that holds it, or say which it is with --map \"HEADING=FIELD\" "
         "(`waymark help "
         "columns`)\n",
         ""},
        {"Person ID,Working 1,Not working 1,School,Shoe size,Hat\nA1,Art,Maths,Oak,7,8\n",
         "ERROR: file.csv:1: columns are missing: \"Review date\" or \"Review due\"; "
         "the columns found are: \"Person ID\", \"Working 1\", \"Not working 1\", "
         "\"School\"; not known: \"Shoe size\", \"Hat\"; rename the one that holds it, "
         "or say "
         "which it is with --map \"HEADING=FIELD\" (`waymark help columns`)\n",
         ""},
        {"Review date,Working 1\n1/5/25,Art\n",
         "ERROR: file.csv:1: columns are missing: \"Person ID\", \"UPN\", "
         "\"Surname\" "
         "or \"Name\"; the columns found are: \"Review date\", \"Working 1\"; rename the "
         "one that holds it, or say which it is with --map \"HEADING=FIELD\" (`waymark "
         "help "
         "columns`)\n",
         ""},
        {"Shoe size,Hat\n7,8\n",
         "ERROR: file.csv: no row of column names in the first 20 rows; one row has to "
         "name "
         "\"Person ID\", \"UPN\", \"Surname\" or \"Name\"; \"Review date\" or \"Review "
         "due\"; put it above line 1, or, if that line is it, say what they are with "
         "--map \"HEADING=FIELD\" (`waymark help columns`)\n",
         ""},
        {"", "ERROR: file.csv: there is nothing in it that can be read\n", ""},
    };
    check_each(t, SHEET_REVIEWS, cases, COUNT(cases));
    static const struct sheet_case statements = {
        "Person ID,Review date,Comment\nA1,1/5/25,Art\n",
        "ERROR: file.csv:1: columns are missing: \"Heading\", \"Working 1\", \"Not "
        "working 1\" or \"Future 1\"; the columns found are: \"Person ID\", \"Review "
        "date\", \"Comment\"; rename the one that holds it, or say which it is with "
        "--map \"HEADING=FIELD\" (`waymark help columns`)\n",
        ""};
    sheet_check(t, SHEET_STATEMENTS, &statements, NULL);
    struct buf many = BUF_IN(t->arena);
    buf_add(&many, STR("Person ID"));
    for (int i = 1; i <= 20; i++)
        buf_add_format(&many, ",Working %d,Not working %d,Future %d", i, i, i);
    for (int i = 0; i < 50; i++)
        buf_add_format(&many, ",A column with a long and winding name and number %d", i);
    buf_add(&many, STR("\nA1,Art\n"));
    struct str wide = sheet_show(t, SHEET_REVIEWS, buf_str(&many), NULL).rows;
    CHECK(t,
          str_find(wide, STR(", …; rename the one that holds it, or say")) != SIZE_MAX);
    CHECK(t, str_ends(wide, STR("(`waymark help columns`)\n")));
    struct sheet_shown shown = sheet_show(t, SHEET_REVIEWS, STR("PK\x03\x04"), NULL);
    CHECK(t, str_starts(shown.rows, STR("ERROR: file.csv: ")));
}

/* A file without a row of names, or with one that is hardly known: what stands in its
 * first row may be a child's name, and is not shown. */
static void what_may_be_data_is_not_shown(struct test *t)
{
    static const char *const first_rows[] = {
        "A1,Ben Ashworth,12/05/2009,I like art,Maths",
        "A1,Ben Ashworth,School,Art,Maths",         /* one word that a name could be */
        "Hope,Ben Ashworth,College,Art,Maths",      /* two: a child is called Hope */
        "UPN,Ben Ashworth,College (Ben),Art,Maths", /* with a remark in brackets */
    };
    static const enum sheet_kind kinds[] = {SHEET_REVIEWS, SHEET_ASPIRATIONS,
                                            SHEET_STATEMENTS, SHEET_PARTICIPANTS};
    for (size_t i = 0; i < COUNT(first_rows); i++)
        for (size_t k = 0; k < COUNT(kinds); k++) {
            struct str text = str_format(t->arena, "%s\nA2,Cy,1,2,3\n", first_rows[i]);
            struct str said = sheet_show(t, kinds[k], text, NULL).rows;
            CHECK(t, str_starts(said, STR("ERROR: file.csv")));
            CHECK(t, str_find(said, STR("Ben")) == SIZE_MAX);
            CHECK(t, str_find(said, STR("Hope")) == SIZE_MAX);
            CHECK(t, str_find(said, STR("Maths")) == SIZE_MAX);
            CHECK(t, str_find(said, STR("--map")) != SIZE_MAX);
        }
    static const struct sheet_case people = {
        "Participant,Ben Ashworth,Art\nParent,Cy,Maths\n", "2 family x1 invited=yes\n",
        "?1 not used: columns B and C; if a column\n"};
    sheet_check(t, SHEET_PARTICIPANTS, &people, NULL);
    static const struct sheet_case far = {
        "Person ID,,,a,b,c,,,,,,,,,,,,,,,,,,,,,z,aa,Surname\nA1\n",
        "ERROR: file.csv:1: columns are missing: \"Review date\" or \"Review due\"; the "
        "columns found are: \"Person ID\", \"Surname\"; not known: columns D to F, AA "
        "and "
        "AB; rename the one that holds it, or say which it is with --map "
        "\"HEADING=FIELD\" "
        "(`waymark help columns`)\n",
        ""};
    sheet_check(t, SHEET_REVIEWS, &far, NULL);
    struct buf many = BUF_IN(t->arena);
    buf_add(&many, STR("Person ID,Working 1"));
    for (int i = 0; i < 900; i++)
        buf_add(&many, i % 2 ? STR(",What Ben said") : STR(","));
    struct str said = sheet_show(t, SHEET_REVIEWS, buf_str(&many), NULL).rows;
    CHECK(t,
          str_find(said, STR("AP, …; rename the one that holds it, or say")) != SIZE_MAX);
    CHECK(t, str_ends(said, STR("(`waymark help columns`)\n")));
}

static void names_are_looked_for_in_the_first_rows(struct test *t)
{
    for (int titles = 19; titles <= 20; titles++) {
        struct buf text = BUF_IN(t->arena);
        for (int i = 0; i < titles; i++)
            buf_add_format(&text, "Title %d\n", i);
        buf_add(&text, STR("Person ID,Review date,Working 1\nA1,1/5/25,Art\n"));
        struct str rows = sheet_show(t, SHEET_REVIEWS, buf_str(&text), NULL).rows;
        if (titles == 19)
            CHECK_STR(t, rows, "21 ref=A1 on=2025-05-01 | working1=Art\n");
        else
            CHECK(t, str_starts(rows, STR("ERROR: file.csv: no row of column names in "
                                          "the first 20 rows")));
    }
}

static void a_second_column_for_a_field_is_named_and_not_used(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"Person ID,Pupil ref,Review date,Working 1,Working "
         "(1)\nA1,B1,1/5/25,Art,Maths\n",
         "2 ref=A1 on=2025-05-01 | working1=Art\n",
         "!2 column 2 (\"Pupil ref\") is left out, in every row: it should hold the "
         "same as column 1 (\"Person ID\"), which is used, and does not\n"
         "!2 column 5 (\"Working (1)\") is left out, in every row: it should hold the "
         "same as column 4 (\"Working 1\"), which is used, and does not; put\n"},
        /* said once, where something is lost; not where nothing is */
        {"Person ID,Pupil ref,Review date,Working 1\nA1,a1,1/5/25,Art\nA2,,1/5/25,Art\n"
         ",A3,1/5/25,Art\nA4,B4,1/5/25,Art\n",
         "2 ref=A1 on=2025-05-01 | working1=Art\n3 ref=A2 on=2025-05-01 | working1=Art\n"
         "5 ref=A4 on=2025-05-01 | working1=Art\n",
         "!4 column 2 (\"Pupil ref\") is left out\n!4 row left out: it does not say "
         "who\n"},
        /* without numbers each is one more */
        {"Person ID,Review date,Working,Working\nA1,1/5/25,Art,Maths\n",
         "2 ref=A1 on=2025-05-01 | working1=Art | working2=Maths\n", ""},
        {"Person ID,Review date,Working,Working.1,Working.2\nA1,1/5/25,Art,Maths,PE\n",
         "2 ref=A1 on=2025-05-01 | working1=Art | working2=Maths | working3=PE\n", ""},
        {"Person ID,Review date,Working 2,Working\nA1,1/5/25,Art,Maths\n",
         "2 ref=A1 on=2025-05-01 | working1=Maths | working2=Art\n", ""},
    };
    check_each(t, SHEET_REVIEWS, cases, COUNT(cases));
}

static void unknown_columns_are_named_in_one_remark(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"Person ID,ULN,Review date,Ethnicity,Working 1,\nA1,1,1/5/25,WBRI,Art,\n",
         "2 ref=A1 on=2025-05-01 | working1=Art\n",
         "?1 not used: \"ULN\", \"Ethnicity\"; if a column among them is needed\n"},
        {"Person ID,Review date,Working 1,\nA1,1/5/25,Art,oh\nA2,1/5/25,PE,no\n",
         "2 ref=A1 on=2025-05-01 | working1=Art\n3 ref=A2 on=2025-05-01 | working1=PE\n",
         "?2 column D holds text but has no name, and is not used in any row\n"},
    };
    check_each(t, SHEET_REVIEWS, cases, COUNT(cases));
}

static void columns_can_say_who_speaks(struct test *t)
{
    static const struct sheet_case one = {
        "Person ID,Review date,Said by,Working - parent,Working 1,Working 2,"
        "School: not working 1\n"
        "A1,1/5/25,YP,Calm,Art,PE,Late\n",
        "2 ref=A1 on=2025-05-01 | working1=Art by=young_person | working2=PE "
        "by=young_person | working3=Calm by=family | not_working1=Late by=school\n",
        ""};
    sheet_check(t, SHEET_REVIEWS, &one, NULL);
}

static void rows_without_use_are_passed_over_and_ragged_rows_taken(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"Person ID,Review date,Working 1,Working 2\n"
         "A1,1/5/25,Art\n"
         "A2\n"
         ",,,\n"
         "A3,1/5/25,Art,PE,too,,many\n"
         "A4,1/5/25,Art,PE,,,\n"
         "Person ID,review date,Working 1,Working 2\n"
         "Total,,4,2\n"
         ",Grand total: 6,,\n"
         "Totally,1/5/25,Art,\n",
         "2 ref=A1 on=2025-05-01 | working1=Art\n"
         "3 ref=A2\n"
         "5 ref=A3 on=2025-05-01 | working1=Art | working2=PE\n"
         "6 ref=A4 on=2025-05-01 | working1=Art | working2=PE\n"
         "10 ref=Totally on=2025-05-01 | working1=Art\n",
         "?2 this row stops after 3 of 4 columns\n"
         "?3 this row stops after 1 of 4 columns\n"
         "?3 neither the day of the review nor the day on which it is due\n"
         "!5 2 cells that hold text beyond the last column are left out; if words\n"
         "?7 passed over: the column names once more\n"
         "?8 passed over: a row of totals\n"
         "?9 passed over: a row of totals\n"},
    };
    check_each(t, SHEET_REVIEWS, cases, COUNT(cases));
}

static void rows_that_cannot_be_taken_are_refused(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"Person ID,Review date,Working 1\n,1/5/25,Art\nA1,31/02/2025,Art\n"
         "A2,Spring 2025,Art\nA3,,Art\nA4,1/5/25,Art\n,w/c 12 May,Art\n",
         "6 ref=A4 on=2025-05-01 | working1=Art\n",
         "!2 row left out: it does not say who it is about; give the person's reference\n"
         "!3 row left out: Review date: \"31/02/2025\" is not a date in the calendar; "
         "~it\n"
         "!4 row left out: Review date: what stands there does not name one day; write\n"
         "!5 row left out: there are words but no date of the review; write the day\n"
         "!7 row left out: it does not say who\n"
         "!7 row left out: Review date: what stands there\n"},
        /* due, and not held */
        {"Person ID,Review date,Review due,Working "
         "1\nA1,,30/06/2025,\nA2,1/5/25,soon,Art\n",
         "2 ref=A1 due=2025-06-30\n3 ref=A2 on=2025-05-01 | working1=Art\n",
         "?3 Review due is left empty: what stands there does not name one day\n"},
        /* nothing has been said at a review to come */
        {"Person ID,Review date,Review due,Working 1\nA1,1/5/2026,,Art\nA2,1/5/2026,,\n"
         "A3,1/5/2026,1/6/2025,n/a\nA4,12/06/2025,,Art\n",
         "3 ref=A2 due=2026-05-01\n4 ref=A3 due=2025-06-01 no-working=1\n"
         "5 ref=A4 on=2025-06-12 | working1=Art\n",
         "!2 row left out: there are words, but Review date is in the future; ~held\n"
         "?3 Review date is in the future: the review counts as due, and not as held\n"
         "?4 Review date is in the future: the review counts as due\n"},
        {"Person ID,Review date,Working 1\nA1,1/5/2004,Art\nA2,1/7/2005,Art\n",
         "2 ref=A1 on=2004-05-01 | working1=Art\n3 ref=A2 on=2005-07-01 | working1=Art\n",
         "?2 Review date is more than 20 years ago; check it\n"},
    };
    check_each(t, SHEET_REVIEWS, cases, COUNT(cases));
}

static void statements_and_aspirations_have_forms_of_their_own(struct test *t)
{
    static const struct sheet_case statements[] = {
        {"Person ID,Review date,Heading,Text,Said in,Said by\n"
         "A1,1/5/25,Working,Art,,SENCO\n"
         "A1,,Future,A job,Section A,\n"
         "A1,,Future,A job,,\n"
         "A1,1/5/25,,,,\n"
         "A1,1/5/25,Elsewhere,Art,,\n",
         "2 ref=A1 on=2025-05-01 | working1(rank 0)=Art by=school\n"
         "3 ref=A1 said_in=plan | aspiration1(rank 0)=A job\n",
         "!4 row left out: it does not say when\n"
         "?5 passed over: no words\n"
         "!6 the words are left out: what stands under \"Heading\" is none\n"},
        {"Person ID,Review date,Working 1,Not working 1\nA1,1/5/25,Art,Bus\n",
         "2 ref=A1 on=2025-05-01 | working1=Art | not_working1=Bus\n", ""},
    };
    static const struct sheet_case aspirations[] = {
        {"Pupil ref,Section A,Plan date\nA1,I want a job with "
         "dogs,1/9/2024\nA2,tbc,\nA3,,\n",
         "2 ref=A1 on=2024-09-01 said_in=plan | aspiration1=I want a job with dogs\n"
         "3 ref=A2 said_in=plan no-future=1\n"
         "4 ref=A3 said_in=plan no-future=1\n",
         ""},
        {"Person ID,Aspiration 1,Aspiration 2\nA1,A job,A flat\n",
         "2 ref=A1 said_in=plan | aspiration1=A job | aspiration2=A flat\n", ""},
    };
    check_each(t, SHEET_STATEMENTS, statements, COUNT(statements));
    check_each(t, SHEET_ASPIRATIONS, aspirations, COUNT(aspirations));
}

static void participants_are_counted_by_role(struct test *t)
{
    static const struct sheet_case one = {
        "Role group,Number,Organisation,Invited,Coming,Attended,Table,Supporter,Notes\n"
        "Parent carers,3,Forum,Y,Yes,,1,,\n"
        "Young person,,,yes,declined,,,,Large print\n"
        "BSL interpreter,1,,,,Y,1,,\n"
        "Mum,1,,,,,,Yes,\n"
        "Job coach,,Acme,,,,,,\n"
        "Astronaut,1,,,,,,,\n"
        ",2,,,,,,,\n"
        "College,many,,,,,,,\n"
        "College,0,,,,,,,\n"
        "Total,9,,,,,,,\n",
        "2 family x3 from=Forum invited=yes coming=yes table=1\n"
        "3 young_person x1 invited=yes coming=no note=Large print\n"
        "4 other x1 interpreter attended=yes table=1\n"
        "5 family x1 supporter\n"
        "6 employer x1 from=Acme\n"
        "7 other x1\n",
        "?7 what stands under \"Role group\" is not understood and is taken as other\n"
        "!8 row left out: it does not say whom\n"
        "!9 row left out: what stands under \"Number\" is no number of people\n"
        "?10 passed over: nobody\n"
        "?11 passed over: a row of totals\n"};
    sheet_check(t, SHEET_PARTICIPANTS, &one, NULL);
    static const struct sheet_case two = {
        "Role,Interpreter,Invited\n"
        "Parent / social worker,,y\nMum and school nurse,,y\n"
        "Parent and grandparent,,y\nFamily,yes,y\nmum & dad,no,y\n",
        "4 family x1 invited=yes\n5 family x1 interpreter invited=yes\n"
        "6 family x1 invited=yes\n",
        "!2 row left out: it names two viewpoints (family and social care), and somebody "
        "is counted with one; ask them which they come for\n"
        "!3 row left out: it names two viewpoints (family and health)\n"
        "?4 what stands under \"Role\" was read as family\n"};
    sheet_check(t, SHEET_PARTICIPANTS, &two, NULL);
    /* Whoever supports counts apart: they must not swell the one third. */
    static const struct sheet_case supports = {
        "Viewpoint,Number,Coming\n"
        "Young person; supporter,3,yes\nYoung person and their interpreter,1,yes\n"
        "Helper / mum,1,yes\nParent (nurse),1,yes\nFamily (Jane),1,yes\n"
        "Young person and CAMHS and supporter,1,yes\n"
        "\"supporter, interpreter\",1,yes\n",
        "6 family x1 invited=yes coming=yes\n"
        "8 other x1 interpreter invited=yes coming=yes\n",
        "!2 row left out: it names a viewpoint (young person) and somebody who comes to "
        "support or interpret, who counts apart; ask them which they come for\n"
        "!3 row left out: it names a viewpoint (young person) and somebody who comes\n"
        "!4 row left out: it names a viewpoint (family) and somebody who comes\n"
        "!5 row left out: it names two viewpoints (family and health)\n"
        "?6 what stands under \"Viewpoint\" was read as family\n"
        "!7 row left out: it names two viewpoints (young person and health)\n"};
    sheet_check(t, SHEET_PARTICIPANTS, &supports, NULL);
    static const struct sheet_case least = {
        "Role\nFamily\nSchool\n", "2 family x1 invited=yes\n3 school x1 invited=yes\n",
        ""};
    sheet_check(t, SHEET_PARTICIPANTS, &least, NULL);
}

static void an_authority_may_add_its_own_words(struct test *t)
{
    static const char own[] =
        "{\"fields\":{\"reference\":{\"names\":[\"Child code\"]},"
        "\"not_working\":{\"names\":[\"Positives\"]}},"
        "\"values\":{\"perspective\":{\"school\":[\"Form lead\",\"Mum\"],"
        "\"youth_justice\":[\"YOT\"]}}}";
    static const struct sheet_case one = {
        "Child code,Review date,Positives 1,Said by\nA1,1/5/25,Art,Form lead\n"
        "A2,1/5/25,Art,Mum\nA3,1/5/25,Art,YOT\n",
        "2 ref=A1 on=2025-05-01 | not_working1=Art by=school\n"
        "3 ref=A2 on=2025-05-01 | not_working1=Art by=school\n"
        "4 ref=A3 on=2025-05-01 | not_working1=Art by=youth_justice\n",
        ""};
    sheet_check(t, SHEET_REVIEWS, &one, own);
    static const struct {
        const char *own, *says;
    } wrong[] = {
        {"{\"fields\":{\"shoe\":{\"names\":[\"Shoe\"]}}}",
         "a sheet of reviews has no field \"shoe\"; its fields are reference, upn"},
        {"{\"fields\":{\"table\":{\"names\":[\"Table\"]}}}", "has no field \"table\""},
        {"{\"fields\":{\"date\":{\"names\":\"Held\"}}}",
         "field \"date\": a list of words is missing"},
        {"{\"fields\":{\"date\":{\"names\":[\" \"]}}}", "word 1 is no text or empty"},
        {"{\"fields\":{\"date\":{\"type\":\"text\",\"names\":[\"Held\"]}}}",
         "its type is date"},
        {"{\"fields\":{\"date\":{\"numbered\":true,\"names\":[\"Held\"]}}}",
         "leave \"numbered\" out"},
        {"{\"fields\":[1]}", "{…} should stand here, and list does"},
        {"[]", "{…} should stand here"},
        {"{\"needed\":[]}", "\"needed\" cannot stand here"},
        {"{\"values\":{\"shoe\":{}}}", "there is no list of values \"shoe\""},
        {"{\"values\":{\"section\":{\"health\":[\"h\"]}}}",
         "\"health\" is none of its values"},
        {"{\"values\":{\"how\":{\"words\":1}}}", "value \"words\": a list of words"},
        {"{\"values\":{\"how\":[]}}", "values of \"how\": {…} should stand here"},
    };
    for (size_t i = 0; i < COUNT(wrong); i++) {
        struct sheet_shown shown =
            sheet_show(t, SHEET_REVIEWS, str_of(one.text), wrong[i].own);
        if (!str_starts(shown.rows, STR("ERROR: ")) ||
            str_find(shown.rows, str_of(wrong[i].says)) == SIZE_MAX)
            test_fail_str(t, __FILE__, __LINE__, shown.rows, str_of(wrong[i].says));
    }
}

/* Text that is nearly a spreadsheet: pieces of one in any order. */
static struct str any_text(struct test *t, unsigned *seed)
{
    static const char *const pieces[] = {"Person ID",
                                         "Review date",
                                         "Working",
                                         "Working 1",
                                         "Not working 2",
                                         "Future",
                                         "Heading",
                                         "Text",
                                         "Rank",
                                         "Role",
                                         "Section A",
                                         "Number",
                                         ",",
                                         ",",
                                         ",",
                                         ",",
                                         "\n",
                                         "\n",
                                         "\"",
                                         "\r\n",
                                         "A1",
                                         "1/5/25",
                                         "31/2/25",
                                         "Total",
                                         "n/a",
                                         "1) a 2) b",
                                         "#NAME?",
                                         "\xe2\x80\xa2 a",
                                         "H801200001001",
                                         "\xff",
                                         "'=",
                                         "; ",
                                         "Mum",
                                         "Year 9",
                                         "1.2E+9",
                                         " ",
                                         "DOB",
                                         "Surname",
                                         "School",
                                         "Said by",
                                         "Total: 4",
                                         "\xc2\xa0"};
    struct buf out = BUF_IN(t->arena);
    buf_add(&out, *seed % 2 ? STR("Person ID,Review date,Working 1,Future,Working\n")
                            : STR("ID,Date,Heading,Text,Role,Section A,Number\n"));
    for (size_t i = 0; i < 60; i++) {
        *seed = *seed * 1664525u + 1013904223u;
        buf_add(&out, str_of(pieces[(*seed >> 16) % COUNT(pieces)]));
    }
    return buf_str(&out);
}

static void any_text_is_survived(struct test *t)
{
    unsigned seed = 7;
    for (int i = 0; i < 120; i++) {
        struct arena_mark mark = arena_mark(t->arena);
        struct str text = any_text(t, &seed);
        for (int kind = SHEET_REVIEWS; kind <= SHEET_PARTICIPANTS; kind++)
            CHECK(t, unicode_valid(sheet_show(t, (enum sheet_kind)kind, text, NULL).rows,
                                   NULL));
        arena_rewind(t->arena, mark);
    }
}

/* What a terminal would obey; a word processor's line break parts words. */
static void control_characters_are_taken_out(struct test *t)
{
    static const struct sheet_case cases[] = {
        {"Person ID,Review date,Working 1,Working 2\n"
         "A1,12/05/2025,\x1b]0;ha\x07"
         "Art,\"a\r\nb\tc\"\n"
         "A2,13/05/2025,My \xc2\x9b"
         "cat,one\x0btwo\x7f\n",
         "2 ref=A1 on=2025-05-12 | working1=]0;haArt | working2=a\r\nb\tc\n"
         "4 ref=A2 on=2025-05-13 | working1=My cat | working2=one\ntwo\n",
         "?2 cells of this row hold control characters"},
        /* What nobody sees within a word hides it from the look for names. */
        {"Person ID,Review date,Working 1,Working 2\n"
         "A1,12/05/2025,Wil\xe2\x80\x8bhel\xe2\x80\x8dmina\xe2\x80\xae,So\xc2\xad"
         "fa\xef\xbb\xbf\n"
         "A2,13/05/2025,\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8e\xa8,caf\xc3\xa9\n",
         "2 ref=A1 on=2025-05-12 | working1=Wilhelmina | working2=Sofa\n"
         "3 ref=A2 on=2025-05-13 | working1=\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x8e\xa8 "
         "| "
         "working2=caf\xc3\xa9\n",
         "?2 cells of this row hold control characters"},
    };
    check_each(t, SHEET_REVIEWS, cases, COUNT(cases));
}

const struct test_case sheet_tests[] = {
    {"wide reviews give a row a review", wide_reviews_give_a_row_a_review},
    {"every name that officers use is known", every_name_of_the_brief_is_known},
    {"facts have many names", facts_have_many_names},
    {"long reviews give a row a statement", long_reviews_give_a_row_a_statement},
    {"wide wins over a column of comments", wide_wins_over_a_column_of_comments},
    {"missing columns are named with what was found",
     missing_columns_are_named_with_what_was_found},
    {"what may be data is not shown", what_may_be_data_is_not_shown},
    {"names are looked for in the first rows", names_are_looked_for_in_the_first_rows},
    {"a second column for a field is named and not used",
     a_second_column_for_a_field_is_named_and_not_used},
    {"unknown columns are named in one remark", unknown_columns_are_named_in_one_remark},
    {"columns can say who speaks", columns_can_say_who_speaks},
    {"rows without use are passed over and ragged rows taken",
     rows_without_use_are_passed_over_and_ragged_rows_taken},
    {"rows that cannot be taken are refused", rows_that_cannot_be_taken_are_refused},
    {"statements and aspirations have forms of their own",
     statements_and_aspirations_have_forms_of_their_own},
    {"participants are counted by role", participants_are_counted_by_role},
    {"control characters are taken out", control_characters_are_taken_out},
    {"any text is survived", any_text_is_survived},
    {"an authority may add its own words", an_authority_may_add_its_own_words},
    {0},
};
