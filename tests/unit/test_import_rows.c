/* SPDX-License-Identifier: MIT */
/* Rows of one file that speak of the same person, or seem to. */
#include "workplace.h"

#include "store/commit.h"
#include "store/job.h"

#define HEAD "Reference,UPN,Date of review,Working 1\n"
#define WHO                                                                              \
    "Reference,UPN,Surname,Forename,Date of birth,School,Date of review,Working 1\n"

static struct str said(struct workplace *w, const char *source, const char *field)
{
    return workplace_field(w, workplace_by(w, "statement", "source", source), field);
}

/* Each line of `wanted` is part of a notice, and there are no others. */
static void check_notices(struct workplace *w, const char *wanted)
{
    struct str got = workplace_notices(w), rest = str_of(wanted);
    size_t lines = 0;
    for (; rest.len; lines++) {
        struct str line = str_cut(&rest, '\n');
        if (str_find(got, line) == SIZE_MAX)
            test_fail_str(w->t, __FILE__, __LINE__, got, line);
    }
    if (w->notices.count != lines)
        test_fail_str(w->t, __FILE__, __LINE__, got, str_of(wanted));
}

/* TH 1 and TH1 are one person everywhere, or the second row's words would be taken
 * for the first one's, corrected. */
static void keeps_words_of_both_spellings(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "TH 1,,12/05/2025,I like art\n"
                                     "TH1,,12/05/2025,I like maths\n"));
    CHECK(t, w.counts.people == 1 && w.counts.reviews == 1);
    CHECK(t, w.counts.statements == 2 && w.counts.corrected == 0);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I like art");
    CHECK_STR(t, said(&w, "a.csv:3:working1", "text"), "I like maths");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* The file that comes after it does not lose them either: what one row has confirmed
 * is not corrected by the next, which names the person otherwise. */
static void keeps_what_a_row_has_confirmed(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "R1,H801200001001,12/05/2025,I like art\n"));
    /* By reference here, by UPN there. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                HEAD "R1,,12/05/2025,I like art\n"
                                     ",H801200001001,12/05/2025,I like maths\n"));
    CHECK(t, w.counts.statements == 1 && w.counts.corrected == 0);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I like art");
    /* Also what a row has added or corrected. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "c.csv",
                                HEAD "R1,,12/05/2025,I like drama\n"
                                     ",H801200001001,12/05/2025,I like dance\n"
                                     "R1,,12/06/2025,I like tea\n"
                                     ",H801200001001,12/06/2025,I like milk\n"));
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I like drama");
    CHECK_STR(t, said(&w, "b.csv:3:working1", "text"), "I like dance");
    CHECK_STR(t, said(&w, "c.csv:4:working1", "text"), "I like tea");
    CHECK_STR(t, said(&w, "c.csv:5:working1", "text"), "I like milk");
    CHECK(t, workplace_count(&w, "statement") == 4);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Two reviews that say the same, each named in another way, stay two. */
static void keeps_the_date_of_a_review_that_was_met(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "R1,H801200001001,12/05/2025,I like art\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                HEAD "R1,,12/05/2025,I like art\n"
                                     ",H801200001001,12/06/2025,I like art\n"));
    CHECK(t, w.counts.reviews == 1 && workplace_count(&w, "review") == 2);
    check_notices(&w, "?3 this person has an earlier review in this cycle");
    workplace_close(&w);
}

const struct test_case import_rows_tests[] = {
    {"TH 1 and TH1 are one, and both are heard", keeps_words_of_both_spellings},
    {"what a row has confirmed stays", keeps_what_a_row_has_confirmed},
    {"a review that was met keeps its date", keeps_the_date_of_a_review_that_was_met},
    {0},
};
