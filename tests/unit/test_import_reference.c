/* SPDX-License-Identifier: MIT */
/* Whom a reference or a UPN names, when a later file says something else. */
#include "importing.h"

#define WHO "Reference,UPN,Surname,Forename,Date of birth,Date of review,Working 1\n"

/* A wrong reference must not give one person's words to another: what may be a third
 * person's waits for a decision, what is two people's is left out. */
static void gives_nobody_anothers_words(struct test *t)
{
    struct workplace w;
    REQUIRE(t,
            workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                              WHO "R1,,Quixby,Zelda,1/2/2010,1/5/2025,Art\n"
                                  "R2,H801200001001,Ashdown,Mo,3/4/2009,1/5/2025,Bus\n"));
    /* R1 with Mo's name, another UPN, Mo's UPN, a brother's name; R1 with all else. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                WHO "R1,,Ashdown,Mo,3/4/2009,1/5/2025,Wrong one\n"
                                    "R2,X801200001002,Ashdown,Mo,,1/5/2025,Wrong\n"
                                    "R1,H801200001001,Quixby,Zelda,1/2/2010,1/5/2025,No\n"
                                    "R1,,Quixby,Mo,3/4/2009,1/5/2025,A brother's\n"
                                    "R1,,Osei,Ruth,3/4/2009,1/5/2025,A friend's\n"));
    workplace_check_notices(
        &w, "!2 row left out: its reference is one person's and its name and date "
            "of birth another's\n"
            "?3 its reference is that of somebody with another UPN: taken for two\n"
            "!4 row left out: its reference is one person's and its UPN another's\n"
            "?5 its reference is that of somebody with another forename and date of "
            "birth: taken for two\n"
            "?6 its reference is that of somebody with another forename, surname and "
            "date of birth: taken for two");
    struct str got = workplace_notices(&w);
    CHECK(t, str_find(got, STR("Quixby")) == SIZE_MAX);
    CHECK(t, str_find(got, STR("Ashdown")) == SIZE_MAX);
    CHECK(t, w.counts.statements == 3 && w.counts.reviews == 3 && w.counts.people == 3);
    CHECK(t, w.counts.doubts == 4 && workplace_count(&w, "statement") == 5);
    REQUIRE(t, workplace_undo(&w, newest(&w)));
    /* Files that bring nobody in cannot wait. */
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv",
                                "Reference,Surname,Date of birth,Section A\n"
                                "R1,Ashdown,3/4/2009,A flat\n"));
    workplace_check_notices(
        &w, "!2 row left out: its reference is that of somebody with another");
    REQUIRE(t,
            workplace_import(&w, SHEET_STATEMENTS, "more.csv",
                             "Reference,Surname,Date of birth,Date of review,Heading,"
                             "Comment\nR1,Ashdown,3/4/2009,1/5/2025,Working,A flat\n"));
    workplace_check_notices(
        &w, "!2 row left out: its reference is that of somebody with another");
    CHECK(t, workplace_count(&w, "statement") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* A reference that is only a number so far does not take another's name. */
static void keeps_a_name_to_one_person(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 WHO "R1,,,,,1/5/2025,Art\n"
                                     "R2,,Ashdown,Mo,3/4/2009,1/5/2025,Bus\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                WHO "R1,,Ashdown,Mo,3/4/2009,1/5/2025,Taxi\n"));
    workplace_check_notices(
        &w,
        "!2 row left out: its reference is one person's and its name and date of birth "
        "another's");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "c.csv",
                                WHO "R1,,Quixby,Zelda,1/2/2010,1/5/2025,Art\n"));
    workplace_check_notices(&w, "");
    workplace_close(&w);
}

static void doubts_what_may_be_a_slip(struct test *t)
{
    static const struct {
        const char *row, *notice;
    } rows[] = {
        {"R1,,Smith,Sam,1/2/2010,", ""},
        {"R1,,SMITH,sam,1/2/2010,", ""},
        {"R1,,Smith-Jones,Sam,1/2/2010,", "another surname until now: both are kept"},
        {"R1,,Smiht,Samuel,1/2/2010,", "another forename and surname until now"},
        {"R1,,O'Hara,Sam,1/2/2010,", "another surname"}, /* one thing differs */
        {"R1,,Smith,Sam,2/1/2010,", "another date of birth"},
        {"R1,,Smith,Alex,1/2/2010,", "such as a twin"},
        {"R1,,Smyth,Sam,3/1/2010,", "another surname and date of birth until now"},
        {"R1,,Smyth,Sam,3/1/2010,", ""}, /* known by now */
    };
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 WHO "R1,,Smith,Sam,1/2/2010,1/5/2025,Art\n"));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str text =
            str_format(t->arena, "%s%s1/5/2025,Art\n%s", WHO, rows[i].row,
                       i == 0 || i == 8 ? "\n" : ""); /* another file than before */
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv", str_c(t->arena, text)));
        workplace_check_notices(&w, rows[i].notice);
        CHECK(t, w.counts.same == !rows[i].notice[0] && w.notices.refusals == 0);
        CHECK(t, str_find(workplace_notices(&w), STR("a twin")) == SIZE_MAX || i > 3);
    }
    CHECK(t, workplace_count(&w, "person") == 1);
    workplace_close(&w);
}

/* A temporary UPN gives way to a lasting one; it is said. */
static void takes_a_lasting_upn(struct test *t)
{
    struct workplace w;
    REQUIRE(t,
            workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                              WHO "R1,H80120000100A,Smith,Sam,1/2/2010,1/5/2025,Art\n"));
    REQUIRE(t,
            workplace_import(&w, SHEET_REVIEWS, "b.csv",
                             WHO "R1,H801200001001,Smith,Sam,1/2/2010,1/5/2025,Art\n"));
    CHECK(t, w.notices.refusals == 0 && w.counts.corrected == 1);
    workplace_check_notices(
        &w, "?2 this person was known with another UPN until now: both are kept. "
            "Check that they are one person");
    workplace_close(&w);
}

const struct test_case import_reference_tests[] = {
    {"a wrong reference gives nobody another's words", gives_nobody_anothers_words},
    {"a reference does not take another's name", keeps_a_name_to_one_person},
    {"what may be a slip is a remark", doubts_what_may_be_a_slip},
    {"a lasting UPN follows a temporary one", takes_a_lasting_upn},
    {0},
};
