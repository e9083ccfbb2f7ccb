/* SPDX-License-Identifier: MIT */
/* Rows of one file that speak of the same person, or seem to. */
#include "importing.h"

#define HEAD "Reference,UPN,Date of review,Working 1\n"
#define WHO                                                                              \
    "Reference,UPN,Surname,Forename,Date of birth,School,Date of review,Working 1\n"

/* TH 1 and TH1 are one person everywhere, or the second row's words would be taken
 * for the first one's, corrected. */
static void keeps_words_of_both_spellings(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
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
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
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
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 HEAD "R1,H801200001001,12/05/2025,I like art\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                HEAD "R1,,12/05/2025,I like art\n"
                                     ",H801200001001,12/06/2025,I like art\n"));
    CHECK(t, w.counts.reviews == 1 && workplace_count(&w, "review") == 2);
    workplace_check_notices(&w, "?3 this person has an earlier review in this cycle");
    workplace_close(&w);
}

static struct str rows_of(struct test *t, int count, const char *last)
{
    struct buf text = BUF_IN(t->arena);
    buf_add(&text, STR(HEAD));
    for (int i = 0; i < count; i++)
        buf_add_format(&text, "R%d,,12/05/2025,I like number %d\n", i, i);
    buf_add(&text, str_of(last));
    return buf_str(&text);
}

/* A file that was cut short itself, and finished, takes the place of the one before. */
static void closes_it_when_it_has_gone_on(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, cut_short(&w, "a.csv", rows_of(t, IMPORT_BATCH + 5, "")));
    struct str more = rows_of(t, IMPORT_BATCH + 5, "S1,,12/05/2025,I like tea\n");
    REQUIRE(t, cut_short(&w, "b.csv", more));
    CHECK(t, unfinished(&w) == 2);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv", str_c(t->arena, more)));
    CHECK(t, w.counts.statements == 6);
    CHECK(t, unfinished(&w) == 0);
    workplace_close(&w);
}

/* What rows said before the import was cut short, they have said. */
static void remembers_rows_of_earlier_batches(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 HEAD "R0,H801200001001,12/05/2025,I like number 0\n"));
    struct buf last = BUF_IN(t->arena);
    buf_add(&last, STR(",H801200001001,12/05/2025,I like maths\n"));
    for (int i = 0; i < 500; i++)
        buf_add_format(&last, "S%d,,12/05/2025,I like number %d\n", i, i);
    buf_add_byte(&last, '\0');
    struct str text = rows_of(t, IMPORT_BATCH, last.ptr);
    REQUIRE(t, cut_short(&w, "b.csv", text));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv", str_c(t->arena, text)));
    CHECK(t, w.counts.statements == 501 && w.counts.corrected == 0);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I like number 0");
    CHECK(t, workplace_noticed(&w, IMPORT_BATCH + 2, "the same review as line 2 "));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

#define TWO_OF_ONE_NAME                                                                  \
    "somebody else in this file has the same name and date of birth, and another "       \
    "reference"

/* Two of one name and birth date, each with a reference in the same file. */
static void keeps_two_of_one_name_apart(struct test *t)
{
    static const char oak[] = "TH1,,Smith,Sam,1/2/2010,Oak,12/05/2025,Art\n";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    struct str both =
        str_format(t->arena, WHO "%sTH2,,Smith,Sam,1/2/2010,Elm,13/06/2025,Tea\n", oak);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", str_c(t->arena, both)));
    workplace_check_notices(&w, "?3 " TWO_OF_ONE_NAME ": taken for two people");
    CHECK(t, w.counts.people == 2 && w.counts.statements == 2 && w.counts.doubts == 1);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "tray"), "");
    CHECK_STR(t, said(&w, "a.csv:3:working1", "tray"), "");
    /* Files that bring nobody in cannot wait for a decision. */
    REQUIRE(t, workplace_undo(&w, newest(&w)));
    both = str_format(t->arena, WHO "%s", oak);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", str_c(t->arena, both)));
    REQUIRE(t, workplace_import(&w, SHEET_STATEMENTS, "more.csv",
                                "Reference,Surname,Forename,Date of birth,Date of review,"
                                "Heading,Comment\n"
                                "TH2,Smith,Sam,1/2/2010,12/05/2025,Working,Bus\n"
                                "TH 1,Smith,Sam,1/2/2010,12/05/2025,Working,Cat\n"));
    workplace_check_notices(&w, "!2 row left out: " TWO_OF_ONE_NAME);
    CHECK(t, w.counts.statements == 1);
    /* With both UPNs nothing is in doubt, whichever row comes first. */
    REQUIRE(t, workplace_import(
                   &w, SHEET_REVIEWS, "a.csv",
                   WHO "TH2,X801200001002,Smith,Sam,1/2/2010,Elm,13/06/2025,Tea\n"
                       "TH1,H801200001001,Smith,Sam,1/2/2010,Oak,12/05/2025,Art\n"));
    CHECK(t, w.notices.refusals == 0 && w.counts.people == 1 && w.counts.doubts == 0);
    CHECK(t, workplace_count(&w, "person") == 2 && w.counts.statements == 1);
    CHECK_STR(t, said(&w, "a.csv#2:2:working1", "tray"), "");
    CHECK_STR(t, said(&w, "a.csv:2:working1", "tray"), "");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* One person with a UPN is one, whatever the references say; and a reference that the
 * file does not have any more has been corrected. */
static void takes_another_reference_for_a_correction(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(
                   t, &w, SHEET_REVIEWS, "a.csv",
                   WHO "TH1,H801200001001,Smith,Sam,1/2/2010,Oak,12/05/2025,Art\n"
                       "TH2,H801200001001,Smith,Sam,1/2/2010,Oak,12/05/2025,Tea\n"));
    CHECK(t, w.notices.refusals == 0 && w.counts.people == 1);
    CHECK(t, w.counts.statements == 2);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                WHO "TH3,,Smith,Sam,1/2/2010,Oak,12/05/2025,Art\n"));
    workplace_check_notices(&w,
                            "?2 this person was known with another reference until now"
                            ": both are kept. Check that they are one person\n"
                            "?2 a box is empty now, but what was said stays");
    CHECK(t, w.counts.people == 0 && w.counts.corrected == 1);
    workplace_close(&w);
}

/* Where nothing was said, a date a few weeks off is a correction; later it is another
 * review. */
static void knows_a_corrected_date_by_its_nearness(struct test *t)
{
    struct workplace w;
    REQUIRE(t,
            workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv", HEAD "R1,,12/05/2025,\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", HEAD "R1,,12/06/2025,\n"));
    CHECK(t, w.counts.reviews == 0 && w.counts.corrected == 1);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", HEAD "R1,,14/07/2025,\n"));
    CHECK(t, w.counts.reviews == 1 && w.counts.corrected == 0);
    workplace_close(&w);
}

static void keeps_apart_who_said_it(struct test *t)
{
    static const char head[] = "Reference,Date of review,Working 1,Said by\n";
    static const struct {
        const char *row;
        size_t added, corrected;
    } rows[] = {{"R1,12/05/2025,I like art,Young person\n", 1, 0},
                {"R1,12/05/2025,He is happy,Parent\n", 1, 0},
                {"R1,12/05/2025,He is very happy,Parent\n", 0, 1},
                {"R1,12/05/2025,I like music,Young person\n", 0, 1}};
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str text = str_format(t->arena, "%s%s", head, rows[i].row);
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", str_c(t->arena, text)));
        CHECK(t, w.counts.statements == rows[i].added);
        CHECK(t, w.counts.corrected == rows[i].corrected);
    }
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I like music");
    CHECK_STR(t, said(&w, "a.csv:2:working1", "speaker"), "young_person");
    CHECK_STR(t, said(&w, "a.csv#2:2:working1", "text"), "He is very happy");
    workplace_close(&w);
}

/* Few of many, under another name, are a list of their own. */
static void takes_few_of_many_for_another_list(struct test *t)
{
    static const char few[] = "Role group,Organisation\nSchool,Oak\nSchool,Elm\n";
    static const char most[] =
        "Role group,Organisation\nSchool,Oak\nSchool,Elm\nSchool,Ash\n";
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv",
                                 "Role group,Organisation\nSchool,Oak\nSchool,Elm\n"
                                 "School,Ash\nHealth,\nFamily,\n"));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "few.csv", few));
    CHECK(t, w.counts.participants == 2 && w.counts.same == 0);
    workplace_check_notices(&w, "");
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "most.csv", most));
    CHECK(t, w.counts.participants == 0 && w.counts.same == 3);
    CHECK(t, workplace_noticed(&w, 0, "taken for room.csv under a new name"));
    workplace_close(&w);
}

/* Viewpoints are nobody's own: whoever was elsewhere, or sat elsewhere, is another. */
static void keeps_two_lists_of_one_viewpoint_apart(struct test *t)
{
    struct workplace w;
    struct buf day = BUF_IN(t->arena), evening = BUF_IN(t->arena);
    REQUIRE(t, workplace_open(t, &w));
    buf_add(&day, STR("Role group,Organisation,Attended,Table\n"));
    buf_add(&evening, buf_str(&day));
    for (int i = 0; i < 20; i++) {
        buf_add_format(&day, "Family,,%s,%d\n", i % 2 ? "Y" : "N", i % 4 + 1);
        buf_add_format(&evening, "Family,,%s,%d\n", i % 3 ? "Y" : "N", i % 4 + 5);
    }
    const char *first = str_c(t->arena, buf_str(&day));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "day.csv", first));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "evening.csv",
                                str_c(t->arena, buf_str(&evening))));
    CHECK(t, w.counts.participants == 20 && w.counts.corrected == 0);
    workplace_check_notices(&w,
                            "?0 taken for another list than day.csv, though 20 of its "
                            "people have the viewpoint and organisation of somebody");
    CHECK(t, workplace_count(&w, "participant") == 40);
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "day.csv", first));
    CHECK(t, w.counts.before);
    workplace_close(&w);
}

static void names_a_few_of_those_who_are_gone(struct test *t)
{
    struct workplace w;
    struct buf all = BUF_IN(t->arena);
    REQUIRE(t, workplace_open(t, &w));
    buf_add(&all, STR("Role group,Organisation\n"));
    for (int i = 0; i < 20; i++)
        buf_add_format(&all, "School,School number %d\n", i);
    struct str half = str_copy(t->arena, buf_str(&all));
    for (int i = 20; i < 35; i++)
        buf_add_format(&all, "School,School number %d\n", i);
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "a.csv",
                                str_c(t->arena, buf_str(&all))));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "a.csv", str_c(t->arena, half)));
    workplace_check_notices(
        &w, "?0 15 people were on this list before and are not in the file now (school, "
            "School number 20; school, School number 21; school, School number 22; "
            "school, School number 23; school, School number 24; and others), and still "
            "count.");
    workplace_close(&w);
}

const struct test_case import_rows_tests[] = {
    {"TH 1 and TH1 are one, and both are heard", keeps_words_of_both_spellings},
    {"what a row has confirmed stays", keeps_what_a_row_has_confirmed},
    {"a review that was met keeps its date", keeps_the_date_of_a_review_that_was_met},
    {"a row has said what it said before a cut", remembers_rows_of_earlier_batches},
    {"a file that went on closes the one before", closes_it_when_it_has_gone_on},
    {"two of one name are kept apart", keeps_two_of_one_name_apart},
    {"another reference alone is a correction", takes_another_reference_for_a_correction},
    {"a date without words is corrected by a near one",
     knows_a_corrected_date_by_its_nearness},
    {"a parent's words do not correct a young person's", keeps_apart_who_said_it},
    {"two lists of one viewpoint are kept apart", keeps_two_lists_of_one_viewpoint_apart},
    {"a few of those who are gone are named", names_a_few_of_those_who_are_gone},
    {"few of many are a list of their own", takes_few_of_many_for_another_list},
    {0},
};
