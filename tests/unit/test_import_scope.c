/* SPDX-License-Identifier: MIT */
/* Rows that are left out, for they are outside of the cycle's scope: what is said of
 * them. */
#include "workplace.h"

#define HEAD "Reference,School,Year,Review date,OK to share,Working\n"

/* A cycle of this scope, and reviews in it as a.csv. */
static bool open_with_scope(struct test *t, struct workplace *w, const char *scope,
                            const char *reviews)
{
    return workplace_open(t, w) && workplace_do(w, scope) &&
           workplace_import(w, SHEET_REVIEWS, "a.csv", reviews);
}

/* Nothing of a row that was left out is on a card. */
static void says_nothing_of_what_is_left_out(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_scope(t, &w, "prepare.scope field=school values=Ash",
                               HEAD "T1,Ash,9,04/11/2024,maybe,Music\n"
                                    "T2,Elm,9,04/11/2024,maybe,Chess\n"
                                    "T3,Elm,9,31/02/2024,Y,Art\n"));
    CHECK(t, w.counts.out_of_scope == 1);
    workplace_check_notices(&w,
                            "?2 what stands under \"OK to share\" is neither yes nor\n"
                            "!4 row left out: Review date");
    workplace_close(&w);
}

static void says_what_is_not_known(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_scope(t, &w, "prepare.scope field=year_group values=9",
                               HEAD "T1,Ash,9,04/11/2024,Y,Music\n"
                                    "T2,Elm,10,04/11/2024,Y,Chess\n"
                                    "T3,Elm,Yr 47,04/11/2024,Y,Art\n"
                                    "T4,Elm,,04/11/2024,Y,Tea\n"));
    CHECK(t, w.counts.out_of_scope == 3);
    workplace_check_notices(&w, "?4 what stands under \"Year\" is no year group\n"
                                "?4 2 of the rows left out may belong to this cycle's "
                                "scope, and say nothing for \"School year; reception is "
                                "0\" (this is the first)");
    workplace_close(&w);
}

/* Where the file does not say it at all, that is said once, not row by row. */
static void says_that_no_column_says_it(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_scope(t, &w, "prepare.scope field=in_area values=no",
                               HEAD "T1,Ash,9,04/11/2024,maybe,Music\n"
                                    "T2,Elm,10,04/11/2024,Y,Chess\n"));
    CHECK(t, w.counts.out_of_scope == 2);
    workplace_check_notices(
        &w, "?0 this cycle chooses reviews by \"Learns inside the "
            "authority's area\", and no column of this file is known to say it: 2 rows");
    CHECK(t, workplace_noticed(&w, 0, "--map \"HEADING=in_area\""));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                "Reference,School,Out of area,Review date,Working\n"
                                "T1,Ash,Y,04/11/2024,Music\n"));
    CHECK(t, w.counts.out_of_scope == 0);
    workplace_check_notices(&w, "");
    workplace_close(&w);
}

/* A row that something else keeps out would be left out in any case. */
static void blames_nothing_else(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_do(&w, "prepare.scope field=school values=Ash"));
    REQUIRE(t, workplace_do(&w, "prepare.scope field=in_area values=no"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                "Reference,School,In area,Review date,Working\n"
                                "T1,Elm,,04/11/2024,Music\nT2,Ash,,04/11/2024,Art\n"));
    CHECK(t, w.counts.out_of_scope == 2);
    workplace_check_notices(&w, "?3 1 of the rows left out may belong to this cycle's "
                                "scope, and says nothing for \"Learns inside the "
                                "authority's area\"; write it");
    workplace_close(&w);
}

/* What is said once of a file is said of the first row that is taken. */
static void says_once_of_a_row_that_is_taken(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_scope(t, &w, "prepare.scope field=school values=Ash",
                               "Reference,School,Year,Review date,OK to share,Working,\n"
                               "T1,Elm,9,04/11/2024,Y,Mu\xe2\x80\x8bsic,x\n"
                               "T2,Elm,9\n"
                               "T3,Elm,9\n"
                               "T4,Elm,9\n"
                               "T5,Ash,9,04/11/2024,Y,Che\xe2\x80\x8bss,x\n"
                               "T6,Ash,9,04/11/2024,Y,Te\xe2\x80\x8b"
                               "a,x\n"
                               "T7,Ash,9,04/11/2024,Y\n"));
    workplace_check_notices(&w, "?6 cells of this row hold control characters\n"
                                "?6 column G holds text but has no name\n"
                                "?8 this row stops after 5 of 6 columns");
    workplace_close(&w);
}

/* A name that no review has would leave a whole school out in silence. */
static void names_what_no_review_has(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_do(&w, "prepare.scope field=school values=\"Ash,Hill and Dale,"
                                "Mill\""));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "T1,Ash,9,04/11/2024,Y,Music\n"
                                     "T2,Hill & Dale School,9,04/11/2024,Y,Chess\n"
                                     "T3,Elm,9,04/11/2024,Y,Tea\n"));
    CHECK(t, w.counts.out_of_scope == 2);
    workplace_check_notices(
        &w, "?0 no review imported so far is of young people at Hill and Dale; of the "
            "rows left out, some are of \"Hill & Dale School\": if that is meant, choose "
            "it (`waymark do prepare.scope`), and import the file again\n"
            "?0 no review imported so far is of young people at Mill; the rows left out "
            "are of: Hill & Dale School, Elm");
    workplace_close(&w);
}

static void says_how_to_write_a_comma(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_do(&w, "prepare.scope field=school values=Rushmere"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "T2,\"Rushmere, The\",9,04/11/2024,Y,Chess\n"));
    workplace_check_notices(
        &w,
        "?0 no review imported so far is of young people at Rushmere; of the rows left "
        "out, some are of \"Rushmere, The\": if that is meant, choose it (`waymark do "
        "prepare.scope`; it holds a comma, so write it as \"'Rushmere, The'\"), and "
        "import the file again");
    REQUIRE(t, workplace_do(&w, "prepare.scope field=school values=Mill"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "T2,\"Rushmere, The\",9,04/11/2024,Y,Chess\n"
                                     "T3,Elm,9,04/11/2024,Y,Chess\n"));
    workplace_check_notices(&w,
                            "?0 no review imported so far is of young people at Mill; "
                            "the rows left out are of: 'Rushmere, The', Elm");
    workplace_close(&w);
}

static void names_what_no_review_has_of_other_files(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_do(&w, "prepare.scope field=school values=Ash,Elm,Oak"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "T1,Ash,9,04/11/2024,Y,Music\n"));
    workplace_check_notices(&w,
                            "?0 no review imported so far is of young people at Elm or "
                            "Oak; there are: Ash");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                HEAD "T2,Elm,10,04/11/2024,Y,Tea\n"
                                     "T3,Mill,12,04/11/2024,Y,Chess\n"));
    workplace_check_notices(&w, "?0 no review imported so far is of young people at Oak; "
                                "the rows left out are of: Mill");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "c.csv",
                                HEAD "T4,OAK,11,04/11/2024,Y,Pool\n"));
    workplace_check_notices(&w, "");
    workplace_close(&w);
}

/* Years cannot be written otherwise: what is said of them is that none fits. */
static void names_years_where_none_fits(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_do(&w, "prepare.scope field=year_group values=9,10"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "T1,Ash,12,04/11/2024,Y,Music\n"));
    workplace_check_notices(&w,
                            "?0 no review imported so far is of young people in years "
                            "9 and 10; the rows left out are of: 12");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                HEAD "T2,Ash,10,04/11/2024,Y,Tea\n"));
    workplace_check_notices(&w, "");
    workplace_close(&w);
}

const struct test_case import_scope_tests[] = {
    {"what no review has is named", names_what_no_review_has},
    {"and how to write one with a comma", says_how_to_write_a_comma},
    {"by what all files have brought", names_what_no_review_has_of_other_files},
    {"years are named where none fits", names_years_where_none_fits},
    {"nothing is said of the words of a row left out", says_nothing_of_what_is_left_out},
    {"but that nobody knows whether it belongs", says_what_is_not_known},
    {"or that no column says so", says_that_no_column_says_it},
    {"what is said once is said of a row that is taken",
     says_once_of_a_row_that_is_taken},
    {"what else keeps it out is no reason", blames_nothing_else},
    {0},
};
