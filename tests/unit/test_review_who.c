/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "engine/review_who.h"

#include <stdio.h>

static const char reviews[] =
    "Pupil Ref,UPN,Surname,Forename,DOB,Review date,Working 1\n"
    "T1,H801200001001,de la Quixby,Zoltan,01/02/2008,04/11/2024,The bus\n"
    "T2,,Ames,Ada,03/04/2009,04/11/2024,Art\n"
    "T3,,Ames,Bea,03/04/2009,04/11/2024,Art\n";

static void finds_by_number_and_name(struct test *t)
{
    struct workplace w;
    struct who_list list;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    static const struct {
        const char *given, *born;
        size_t count;
        bool exact;
    } cases[] = {
        {"t1", "", 1, true},
        {"H801200001001", "", 1, true},
        {"T4", "", 0, false},
        {"Zoltan de la Quixby", "2008-02-01", 1, true},
        {"de la quixby zoltan", "2008-02-01", 1, true},
        {"de la Quixby, Zoltan", "2008-02-01", 1, true},
        {"Zoltan de la Quixby", "2008-02-02", 1, false},
        {"Zoltan Quixbee", "2008-02-01", 1, false},
        {"Cy Ames", "2009-04-03", 2, false},
        {"Cy Ames", "2001-04-03", 0, false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str given = str_of(cases[i].given), born = str_of(cases[i].born);
        bool fine = born.len ? who_by_name(w.engine, w.arena, given, born, &list, &w.err)
                             : who_by_number(w.engine, w.arena, given, &list, &w.err);
        REQUIRE_OK(t, fine, w.err);
        CHECK(t, list.count == cases[i].count);
        CHECK(t, list.exact == cases[i].exact);
    }
    workplace_close(&w);
}

static void somebody_new_comes_in_once(struct test *t)
{
    struct workplace w;
    struct who_list list;
    struct str person;
    struct identity who = {.reference = STR("T9"),
                           .forename = STR("Wanda"),
                           .surname = STR("Zyzzog"),
                           .birth_date = STR("2010-05-06")};
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    REQUIRE_OK(t, who_add(w.engine, w.arena, &who, &person, &w.err), w.err);
    REQUIRE_OK(t, who_by_number(w.engine, w.arena, STR("T9"), &list, &w.err), w.err);
    CHECK(t, list.count == 1 && str_equal(list.items[0].person, person));
    CHECK(t, !who_add(w.engine, w.arena, &who, &person, &w.err));
    CHECK(t, workplace_count(&w, "person") == 4);
    CHECK(t, !workplace_file_holds(&w, "waymark.db", "Zyzzog"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void a_recorded_review_is_not_doubled(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    REQUIRE(t, workplace_do(&w, "collect.review person=r.csv:2 date=2025-01-10"));
    struct str review = workplace_id(&w, "review", "date", "2025-01-10");
    char line[200];
    (void)snprintf(line, sizeof line,
                   "collect.say section=working text=\"I like swimming\" "
                   "speaker=young_person review=%.*s",
                   (int)review.len, review.ptr);
    REQUIRE(t, workplace_do(&w, line));
    struct str source = str_format(w.arena, "%.*s:working1", (int)review.len, review.ptr);
    CHECK(t, workplace_by(&w, "statement", "source", "r.csv:2:working1").len);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "later.csv",
                                "Pupil Ref,Review date,Working 1,Working 2\n"
                                "T1,10/01/2025,My dog,i like  SWIMMING\n"));
    CHECK(t, workplace_noticed(&w, 2, "was written down while it happened"));
    CHECK(t, w.counts.reviews == 0);
    CHECK(t, w.counts.statements == 1);
    /* The box's words correct nothing that was said in the room. */
    struct json said = workplace_find(&w, "statement", "text", "I like swimming");
    CHECK(t, str_equal(json_find_text(&said, STR("source")), source));
    CHECK(t, workplace_count(&w, "review") == 4);
    workplace_close(&w);
}

const struct test_case review_who_tests[] = {
    {"finds by number and name", finds_by_number_and_name},
    {"somebody new comes in once", somebody_new_comes_in_once},
    {"a recorded review is not doubled", a_recorded_review_is_not_doubled},
    {0},
};
