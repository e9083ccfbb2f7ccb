/* SPDX-License-Identifier: MIT */
/* A file of another year: its reviews are others than this year's. */
#include "workplace.h"

#define HEAD "Reference,School,Year,Review due,Date of review,Working 1,Future 1\n"

static struct str field_of(struct workplace *w, const char *due, const char *field)
{
    return workplace_field(w, workplace_id(w, "review", "due", due), field);
}

/* R1's is due and not held; R2's was held. */
static bool this_year(struct workplace *w)
{
    return workplace_import(w, SHEET_REVIEWS, "now.csv",
                            HEAD
                            "R1,Oak School,11,21/11/2024,,,\n"
                            "R2,Oak School,10,01/07/2025,03/07/2025,I like art,A job\n");
}

static void leaves_this_year_alone(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, this_year(&w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "before.csv",
                                HEAD "R1,Oak School,10,10/11/2023,09/11/2023,Tea,\n"
                                     "R2,Oak School,9,02/07/2024,,,\n"));
    CHECK(t, w.counts.corrected == 0 && w.counts.reviews == 2);
    CHECK_STR(t, field_of(&w, "2024-11-21", "state"), "due");
    CHECK_STR(t, field_of(&w, "2024-11-21", "year_group"), "11");
    CHECK_STR(t, field_of(&w, "2025-07-01", "date"), "2025-07-03");
    workplace_check_notices(&w,
                            "?2 this review is most of a year or more away from those "
                            "that are there of the same person, and so is 1 more of "
                            "this file");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* The same words, two years running, are no correction of the date. */
static void says_the_same_each_year(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, this_year(&w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "before.csv",
                                HEAD "R2,Oak School,9,,04/07/2024,I like art,A job\n"));
    CHECK(t, w.counts.corrected == 0 && w.counts.reviews == 1);
    CHECK_STR(t, field_of(&w, "2025-07-01", "date"), "2025-07-03");
    workplace_close(&w);
}

/* A year that was typed wrong is, in the same line of the same file. */
static void takes_a_year_typed_wrong(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, this_year(&w));
    REQUIRE(t, workplace_import(
                   &w, SHEET_REVIEWS, "now.csv",
                   HEAD "R1,Oak School,11,21/11/2024,,,\n"
                        "R2,Oak School,10,01/07/2025,03/07/2024,I like art,A job\n"));
    CHECK(t, w.counts.corrected == 1 && w.counts.reviews == 0);
    CHECK_STR(t, field_of(&w, "2025-07-01", "date"), "2024-07-03");
    workplace_close(&w);
}

/* Held early or late, it still is the one that was due. */
static void knows_what_was_due(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "due.csv",
                                 HEAD "R1,Oak School,11,21/11/2024,,,\n"
                                      "R2,Oak School,11,21/11/2024,,,\n"
                                      "R3,Oak School,11,21/11/2024,,,\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "held.csv",
                                HEAD "R1,Oak School,11,,01/07/2024,Art,\n"
                                     "R2,Oak School,11,,30/09/2025,Tea,\n"
                                     "R3,Oak School,11,20/02/2025,20/02/2025,Dance,\n"));
    CHECK(t, w.counts.reviews == 0 && w.counts.corrected == 3);
    CHECK_STR(t, workplace_notices(&w).len ? STR("") : STR("no notices"), "");
    workplace_close(&w);
}

const struct test_case import_year_tests[] = {
    {"leaves this year's alone", leaves_this_year_alone},
    {"says the same each year", says_the_same_each_year},
    {"takes a year typed wrong", takes_a_year_typed_wrong},
    {"knows what was due", knows_what_was_due},
    {0},
};
