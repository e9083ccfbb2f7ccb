/* SPDX-License-Identifier: MIT */
/* Rows that an earlier file of the same name had, and the later one does not. */
#include "importing.h"

#define NB "Reference,Date of review,Working 1,Not working 1\n"
#define NAMED "Reference,UPN,Surname,Forename,Date of birth,Date of review,Working 1\n"
#define TAKE_BACK                                                                        \
    "take this import back (each of its commands in `waymark log`, the newest first, "   \
    "with `waymark undo`), and import the file again with the earlier reference in "     \
    "that row; or with the UPN, or the name and date of birth, that the earlier file "   \
    "gave"
#define TAKE_ALL_BACK                                                                    \
    "take the imports of this file back, the newest first (`waymark log`, `waymark "     \
    "undo`)"

static bool says(struct workplace *w, const char *words)
{
    return str_find(workplace_notices(w), str_of(words)) != SIZE_MAX;
}

static bool reviews(struct workplace *w, const char *head, const char *rows)
{
    struct str text = str_format(w->arena, "%s%s", head, rows);
    return workplace_import(w, SHEET_REVIEWS, "nb.csv", str_c(w->arena, text));
}

#define REST                                                                             \
    "NB102,12/05/2025,Music,The noise\n"                                                 \
    "NB103,12/05/2025,Maths,\n"                                                          \
    "NB104,12/05/2025,Art,The bus\n"

/* References only: nothing but the words tells that it is one young person. */
static void says_who_may_be_there_twice(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, NB, "NB101,12/05/2025,Art,The bus\n" REST));
    REQUIRE(t, reviews(&w, NB,
                       "NB110,12/05/2025,art,the BUS\n" REST
                       "NB111,13/05/2025,Art,The bus\n"));
    workplace_check_notices(
        &w, "?2 this young person has no earlier review here, and said the "
            "same on the same day as the one on line 2 of this file as it was "
            "before, who is not in it now: probably one young person under two "
            "references, who counts twice. If so, " TAKE_BACK "\n"
            "?0 1 row of this file as it was before is not in it now (line 2), "
            "and what was said there stays and counts. If that is wrong: "
            "`waymark do collect.leave_out statement=nb.csv:2:working1` takes "
            "one\n"
            "?0 what was there keeps the name");
    CHECK(t, w.counts.people == 2);
    /* A guess is no ground for what cannot be taken back. */
    CHECK(t, !says(&w, "erase"));
    /* Once all of it is off the cards, nothing more is said. */
    REQUIRE(t, workplace_do(&w, "collect.leave_out statement=nb.csv:2:working1"));
    REQUIRE(t, workplace_do(&w, "collect.leave_out statement=nb.csv:2:not_working1"));
    REQUIRE(t, reviews(&w, NB,
                       "NB110,12/05/2025,art,the BUS\n" REST
                       "NB111,13/05/2025,Art,The bus\n\n"));
    workplace_check_notices(&w, "");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Both ways that the message names. */
static void makes_one_of_two_as_it_says(struct test *t)
{
    static const char *const mended[] = {
        "NB101,,,,,12/05/2025,art\n",
        "NB110,H801200001001,,,,12/05/2025,art\n",
        "NB110,,Khan,Aisha,1/2/2010,12/05/2025,art\n",
    };
    for (size_t i = 0; i < sizeof mended / sizeof mended[0]; i++) {
        struct workplace w;
        struct str with =
            str_format(t->arena, "%sNB102,,,,,12/05/2025,Music\n", mended[i]);
        REQUIRE(t, workplace_open(t, &w));
        REQUIRE(t, reviews(&w, NAMED,
                           "NB101,H801200001001,Khan,Aisha,1/2/2010,12/05/2025,Art\n"
                           "NB102,,,,,12/05/2025,Music\n"));
        REQUIRE(t, reviews(&w, NAMED,
                           "NB110,,,,,12/05/2025,art\nNB102,,,,,12/05/2025,Music\n"));
        CHECK(t, w.counts.people == 1 && workplace_count(&w, "person") == 3);
        REQUIRE(t, workplace_undo(&w, newest(&w)));
        REQUIRE(t, reviews(&w, NAMED, str_c(t->arena, with)));
        CHECK(t, w.counts.people == 0 && workplace_count(&w, "person") == 2);
        CHECK(t, w.notices.refusals == 0 && !says(&w, "not in it now"));
        CHECK_STR(t, workplace_verify(&w), "");
        workplace_close(&w);
    }
}

/* One import is two commands, and one run knows nothing of the other. */
static void says_it_after_a_cut_too(struct test *t)
{
    struct workplace w;
    struct buf text = BUF_IN(t->arena);
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, NB, "NB101,12/05/2025,Art,The bus\n" REST));
    buf_add(&text, STR(NB "NB110,12/05/2025,Art,The bus\n" REST));
    for (int i = 0; i < IMPORT_BATCH; i++)
        buf_add_format(&text, "S%d,12/05/2025,I like number %d,\n", i, i);
    REQUIRE(t, cut_short(&w, "nb.csv", buf_str(&text)));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "nb.csv",
                                str_c(t->arena, buf_str(&text))));
    CHECK(t, w.counts.people == 4);
    CHECK(t, workplace_noticed(&w, 2, "probably one young person under two references"));
    CHECK(t, workplace_noticed(&w, 2, TAKE_BACK));
    CHECK(t, says(&w, "1 row of this file as it was before is not in it now (line 2)"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void says_which_rows_are_gone(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, NB,
                       "N1,12/05/2025,Card A,\nN2,12/05/2025,Card B,\n"
                       "N3,12/05/2025,Card C,\nN4,12/05/2025,Card D,\n"
                       "N5,12/05/2025,Card E,\nN6,12/05/2025,Card F,\n"
                       "N7,12/05/2025,Card G,\nN8,12/05/2025,Card H,\n"));
    REQUIRE(t, reviews(&w, NB, "N8,12/05/2025,Card H,\n"));
    workplace_check_notices(
        &w, "?0 7 rows of this file as it was before are not in it now (lines "
            "2, 3, 4, 5, 6 and 2 more), and what");
    /* Next term's export of the same people, and other people's file. */
    REQUIRE(t, reviews(&w, NB,
                       "N1,12/06/2025,Later A,\nN2,12/06/2025,Later B,\n"
                       "N3,12/06/2025,Later C,\nN4,12/06/2025,Later D,\n"
                       "N5,12/06/2025,Later E,\nN6,12/06/2025,Later F,\n"
                       "N7,12/06/2025,Later G,\nN8,12/05/2025,Card H,\n"));
    CHECK(t, !says(&w, "not in it now"));
    REQUIRE(t, reviews(&w, NB, "M1,12/06/2025,Later A,\n"));
    CHECK(t, !says(&w, "not in it now"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void says_it_of_plans_and_statements(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, NB, "N2,12/05/2025,Card B,\nN8,12/05/2025,Card H,\n"));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "p.csv",
                                "Reference,Section A\nN8,A flat\nN8,A cat\nN2,A dog\n"));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "p.csv",
                                "Reference,Section A\nN2,A dog\n"));
    workplace_check_notices(
        &w, "?0 1 person of this file as it was before is not in it now (line 2)");
    REQUIRE(t, workplace_import(
                   &w, SHEET_STATEMENTS, "s.csv",
                   "Reference,Date,Heading,Comment\n"
                   "N8,12/05/2025,Working,Chess\nN2,12/05/2025,Working,Swimming\n"));
    REQUIRE(t, workplace_import(&w, SHEET_STATEMENTS, "s.csv",
                                "Reference,Date,Heading,Comment\n"
                                "N2,12/05/2025,Working,Swimming\n"));
    workplace_check_notices(
        &w, "?0 1 review of this file as it was before is not in it now (line 2)");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

#define SCHOOLS "Reference,School,Date of review,Working 1\n"
#define ASH_AND_ELM                                                                      \
    "R2,Ash,12/05/2025,Card B\nR3,Elm,12/05/2025,Card C\n"                               \
    "R4,Elm,12/05/2025,Card D\n"

/* What is not looked at is there all the same; and what was said in it counts no more. */
static void misses_nothing_out_of_scope(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, SCHOOLS, "R1,Ash,12/05/2025,Card A\n" ASH_AND_ELM));
    REQUIRE(t, workplace_do(&w, "prepare.scope field=school values=Ash"));
    REQUIRE(t, reviews(&w, SCHOOLS, "R1,Ash,12/05/2025,Word A\n" ASH_AND_ELM));
    CHECK(t, w.counts.corrected == 1 && w.counts.out_of_scope == 2);
    CHECK(t, !says(&w, "not in it now"));
    /* Neither is a row whose school is another now; what is gone and counts is named. */
    REQUIRE(t,
            reviews(&w, SCHOOLS, "R1,Elm,12/05/2025,Word A\nR3,Elm,12/05/2025,Card C\n"));
    CHECK(t, says(&w, "1 row of this file as it was before is not in it now (line 3)"));
    REQUIRE(t, reviews(&w, SCHOOLS, "R1,Ash,12/05/2025,Word A\n"));
    CHECK(t, says(&w, "1 row of this file as it was before is not in it now (line 3)"));
    workplace_close(&w);
}

/* Nor statements and plans of those who are not looked at. */
static void misses_no_words_out_of_scope(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, SCHOOLS, "R1,Ash,12/05/2025,Card A\n" ASH_AND_ELM));
    for (int i = 0; i < 2; i++) {
        if (i)
            REQUIRE(t, workplace_do(&w, "prepare.scope field=school values=Ash"));
        REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "p.csv",
                                    i ? "Reference,Section A\nR1,A flat\n"
                                      : "Reference,Section A\nR1,A flat\nR3,A dog\n"));
        CHECK(t, !says(&w, "not in it now"));
        REQUIRE(t, workplace_import(&w, SHEET_STATEMENTS, "s.csv",
                                    i ? "Reference,Date,Heading,Comment\n"
                                        "R1,12/05/2025,Working,Chess\n"
                                      : "Reference,Date,Heading,Comment\n"
                                        "R1,12/05/2025,Working,Chess\n"
                                        "R3,12/05/2025,Working,Swimming\n"));
        CHECK(t, !says(&w, "not in it now"));
    }
    workplace_close(&w);
}

/* What was left out is in the file; whose it was may not be known. */
static void misses_nothing_that_was_left_out(struct test *t)
{
    static const char others[] = "R2,,Osei,Ruth,3/4/2009,12/05/2025,Maths\n"
                                 "R3,,Dunn,Joe,4/5/2009,12/05/2025,Music\n";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    struct str first =
        str_format(t->arena, "R1,,Khan,Aisha,1/2/2010,12/05/2025,Art\n%s", others);
    REQUIRE(t, reviews(&w, NAMED, str_c(t->arena, first)));
    struct str second =
        str_format(t->arena, "R1,,Ashdown,Mo,5/6/2008,12/05/2025,Art\n%s", others);
    REQUIRE(t, reviews(&w, NAMED, str_c(t->arena, second)));
    workplace_check_notices(
        &w, "?2 its reference is that of somebody with another forename, "
            "surname and date of birth: taken for two people until a person "
            "decides\n"
            "?0 what was there keeps the name");
    /* A row that does not say which review it is. */
    REQUIRE(t, reviews(&w, NAMED,
                       "R1,,Khan,Aisha,1/2/2010,12/05/2025,Art\n"
                       "R2,,Osei,Ruth,3/4/2009,some day,Maths\n"));
    CHECK(t, w.notices.refusals == 1);
    CHECK(t, says(&w, "2 rows of this file as it was before are not in it now (lines 3 "
                      "and 4), and what was said there stays and counts. Rows that were "
                      "left out may be among them. If"));
    workplace_close(&w);
}

/* Nothing was said there, and nothing counts. */
static void leaves_out_what_was_only_due(struct test *t)
{
    static const char head[] = "Reference,Date due,Date of review,Working 1\n";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, head,
                       "R1,,12/05/2025,Art\nR2,12/05/2025,,\nR3,12/05/2025,,\n"
                       "R4,,12/05/2025,\nR5,,12/05/2025,Maths\n"));
    REQUIRE(t, reviews(&w, head, "R1,,12/05/2025,Art\n"));
    workplace_check_notices(
        &w, "?0 2 rows of this file as it was before are not in it now (lines "
            "5 and 6), and what was said there stays and counts. If");
    REQUIRE(t, workplace_do(&w, "collect.leave_out statement=nb.csv:6:working1"));
    REQUIRE(t, reviews(&w, head, "R1,,12/05/2025,Art\n\n"));
    workplace_check_notices(
        &w, "?0 1 row of this file as it was before is not in it now (line 5), "
            "and the review stays and counts. If that is wrong: " TAKE_ALL_BACK);
    workplace_close(&w);
}

/* Off the cards already, and no message leads to its release. */
static void says_apart_what_is_held_back(struct test *t)
{
    static const char harm[] = "R1,12/05/2025,Art,My uncle hits me\n";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    struct str first = str_format(t->arena,
                                  "%sR2,12/05/2025,My uncle hits me,Noise\n"
                                  "R3,12/05/2025,Maths,\n",
                                  harm);
    REQUIRE(t, reviews(&w, NB, str_c(t->arena, first)));
    CHECK(t, says(&w, "nb.csv:2:not_working1"));
    REQUIRE(t, reviews(&w, NB, "R3,12/05/2025,Maths,\n"));
    workplace_check_notices(
        &w, "?0 2 rows of this file as it was before are not in it now (lines 2 and "
            "3), and what was said there stays and counts. If that is wrong: "
            "`waymark do collect.leave_out statement=nb.csv:2:working1` takes\n"
            "?0 2 statements of rows that are not in this file any more (lines 2 "
            "and 3) are held back, and stay so: nothing need be done for the file");
    REQUIRE(t, workplace_do(&w, "collect.leave_out statement=nb.csv:2:working1"));
    REQUIRE(t, workplace_do(&w, "collect.leave_out statement=nb.csv:3:not_working1"));
    REQUIRE(t, reviews(&w, NB, "R3,12/05/2025,Maths,\n\n"));
    workplace_check_notices(&w,
                            "?0 2 statements of rows that are not in this file any more");
    CHECK(t, !says(&w, "release") && !says(&w, "leave_out"));
    workplace_close(&w);
}

/* Saved under another name in between, as people do. */
static void names_rows_of_the_file_it_repeats(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, NB, "NB101,12/05/2025,Art,The bus\n" REST));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "other.csv",
                                NB "NB201,13/05/2025,Tea,\nNB102,12/05/2025,Music,"
                                   "The noise\n"));
    CHECK(t, !says(&w, "not in it now"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "nb-final.csv", NB REST));
    CHECK(t, says(&w, "1 row of nb.csv, which this file repeats for the rest, is not in "
                      "it now (line 2), and what was said there stays and counts."));
    CHECK(t, says(&w, "take the imports of nb.csv back"));
    CHECK(t, !says(&w, "other.csv"));
    workplace_close(&w);
}

const struct test_case import_missing_tests[] = {
    {"who may be there twice is said", says_who_may_be_there_twice},
    {"and how to make one of the two", makes_one_of_two_as_it_says},
    {"after a cut, too", says_it_after_a_cut_too},
    {"rows that are gone are named", says_which_rows_are_gone},
    {"of plans and statements, too", says_it_of_plans_and_statements},
    {"rows out of scope are not gone", misses_nothing_out_of_scope},
    {"nor are words out of scope", misses_no_words_out_of_scope},
    {"nor are rows that were left out", misses_nothing_that_was_left_out},
    {"what was only due is not named", leaves_out_what_was_only_due},
    {"what is held back is said apart", says_apart_what_is_held_back},
    {"rows of a file that it repeats are named", names_rows_of_the_file_it_repeats},
    {0},
};
