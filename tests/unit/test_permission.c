/* SPDX-License-Identifier: MIT */
#include "importing.h"
#include "published_show.h"

#include "engine/care.h"

#include <stdio.h>

#define HEAD "Pupil Ref,Surname,Forename,School,Review date,Not working 1,Not working 2\n"

static const char reviews[] =
    HEAD "T1,Quixby,Zoltan,Holly Bank School,04/11/2024,"
         "The bus home is always late one,Nobody asks me what I want\n"
         "T2,Ames,Ada,Holly Bank School,04/11/2024,The bus home is always late two,\n"
         "T3,Ames,Bea,Holly Bank School,04/11/2024,The bus home is always late three,\n"
         "T4,Ames,Cy,Holly Bank School,04/11/2024,The bus home is always late four,\n"
         "T5,Ames,Di,Holly Bank School,04/11/2024,The bus home is always late five,\n"
         "T6,Ames,Ed,Holly Bank School,04/11/2024,The bus home is always late six,\n"
         "T7,Ames,Flo,Holly Bank School,04/11/2024,Maths goes too quickly,\n"
         "T8,Ames,Gus,Holly Bank School,04/11/2024,Maths goes too quickly,\n"
         "T9,Ames,Hal,Holly Bank School,04/11/2024,Maths goes too quickly,\n"
         "T10,Ames,Ivy,Holly Bank School,04/11/2024,Maths goes too quickly,\n"
         "T11,Ames,Jem,Holly Bank School,04/11/2024,Maths goes too quickly,\n"
         "T12,Ames,Kit,Holly Bank School,04/11/2024,Maths goes too quickly,\n";

#define NO(what)                                                                         \
    "collect.permit person=r.csv:2 what=" what " given=no decided_by=family "            \
    "date=2025-11-01"

static bool open_with_theme(struct test *t, struct workplace *w)
{
    return workplace_open(t, w) && workplace_import(w, SHEET_REVIEWS, "r.csv", reviews) &&
           workplace_do(w, "theme.new section=not_working "
                           "name=\"I am late because of the bus\" "
                           "statements=r.csv:2:not_working1,r.csv:3:not_working1,"
                           "r.csv:4:not_working1,r.csv:5:not_working1,"
                           "r.csv:6:not_working1,r.csv:7:not_working1") &&
           workplace_do(w, "theme.agree theme=\"I am late because of the bus\"");
}

static void no_to_the_workshop_is_respected(struct test *t)
{
    struct workplace w;
    struct published doc;
    REQUIRE(t, open_with_theme(t, &w));
    struct str theme = said(&w, "r.csv:2:not_working1", "theme");
    REQUIRE(t, workplace_do(&w, NO("workshop")));
    int64_t number = w.result.number;
    CHECK_STR(t, said(&w, "r.csv:2:not_working1", "tray"), "withdrawn");
    CHECK_STR(t, said(&w, "r.csv:2:not_working1", "theme"), "");
    CHECK_STR(t, said(&w, "r.csv:2:not_working2", "tray"), "withdrawn");
    CHECK_STR(t, said(&w, "r.csv:3:not_working1", "tray"), "");
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    CHECK(t, shows(all_text(t, &doc), "I am late because of the bus|5|5|"));
    CHECK(t, !shows(all_text(t, &doc), "late one"));
    CHECK(t, workplace_refuses(&w,
                               "theme.move statements=r.csv:2:not_working1 "
                               "to=\"I am late because of the bus\"",
                               "by the person's own wish"));
    /* A draft leaves them where they are, and what comes in later joins them. */
    REQUIRE(t, workplace_do(&w, "theme.draft"));
    CHECK_STR(t, said(&w, "r.csv:2:not_working2", "tray"), "withdrawn");
    REQUIRE(t, workplace_undo(&w, w.result.number));
    REQUIRE(t, workplace_undo(&w, number));
    CHECK(t, str_equal(said(&w, "r.csv:2:not_working1", "theme"), theme));
    CHECK_STR(t, said(&w, "r.csv:2:not_working2", "tray"), "");
    CHECK(t, workplace_count(&w, "permission") == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void what_comes_later_is_off_the_cards_too(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_theme(t, &w) && workplace_do(&w, NO("workshop")) &&
                   workplace_import(&w, SHEET_REVIEWS, "more.csv",
                                    "Pupil Ref,Surname,Forename,School,Review date,"
                                    "Working 1,Working 2,Working 3\n"
                                    "T1,Quixby,Zoltan,Holly Bank School,04/11/2024,"
                                    "I like art,I like maths,I like tea\n"));
    CHECK_STR(t, said(&w, "more.csv:2:working1", "tray"), "withdrawn");
    CHECK_STR(t, said(&w, "more.csv:2:working3", "tray"), "withdrawn");
    CHECK(t, workplace_refuses(&w,
                               "collect.pick_top review=r.csv:2:not_working2 "
                               "section=working statements=more.csv:2:working3",
                               "by their own wish"));
    /* Words of harm stay for somebody to look at; released, they are not used. */
    REQUIRE(t, workplace_do(&w, "collect.hold_back statement=more.csv:2:working1 "
                                "reason=\"told the lead\"") &&
                   workplace_do(&w, "collect.release statement=more.csv:2:working1"));
    CHECK_STR(t, said(&w, "more.csv:2:working1", "tray"), "withdrawn");
    REQUIRE(t, workplace_do(&w, "collect.permit person=r.csv:2:not_working2 "
                                "what=workshop given=yes decided_by=young_person"));
    CHECK(t, workplace_count(&w, "permission") == 1);
    CHECK_STR(t, said(&w, "more.csv:2:working1", "tray"), "");
    CHECK_STR(t, said(&w, "more.csv:2:working2", "tray"), "");
    CHECK_STR(t, said(&w, "more.csv:2:working3", "tray"), "to_pick");
    workplace_close(&w);
}

static void no_to_quotes_counts_and_is_not_quoted(struct test *t)
{
    struct workplace w;
    struct published doc;
    REQUIRE(t, open_with_theme(t, &w));
    for (int i = 2; i <= 7; i++) {
        char line[120];
        (void)snprintf(line, sizeof line,
                       "collect.withdraw person=r.csv:%d what=quote "
                       "decided_by=young_person date=2025-11-02",
                       i);
        REQUIRE_OK(t, publish(&w, &doc), w.err);
        CHECK(t, shows(all_text(t, &doc), "always late"));
        REQUIRE(t, workplace_do(&w, line));
    }
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    CHECK(t, shows(all_text(t, &doc), "I am late because of the bus|6|6|"));
    CHECK(t, !shows(all_text(t, &doc), "always late"));
    struct json one = workplace_find(&w, "permission", "what", "quote");
    CHECK(t, !json_find_bool(&one, STR("given")));
    CHECK_STR(t, json_find_text(&one, STR("withdrawn")), "2025-11-02");
    REQUIRE(t, workplace_do(&w, "collect.permit person=r.csv:2 what=quote given=yes "
                                "decided_by=young_person"));
    CHECK(t, workplace_count(&w, "permission") == 6);
    one = workplace_find(&w, "permission", "what", "quote");
    CHECK_STR(t, json_find_text(&one, STR("withdrawn")), "");
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    CHECK(t, shows(all_text(t, &doc), "always late one"));
    workplace_close(&w);
}

static void the_report_says_how_many_when_they_are_enough(struct test *t)
{
    struct workplace w;
    struct published doc;
    REQUIRE(t, open_with_theme(t, &w));
    for (int i = 8; i <= 13; i++) {
        char line[120];
        (void)snprintf(line, sizeof line,
                       "collect.permit person=r.csv:%d:not_working1 what=workshop "
                       "given=no decided_by=young_person",
                       i);
        REQUIRE(t, workplace_do(&w, line));
        REQUIRE_OK(t, publish(&w, &doc), w.err);
        CHECK(t, shows(all_text(t, &doc), "by their wish") == (i >= 12));
    }
    CHECK(t, shows(all_text(t, &doc),
                   "6 statements, from 6 people, are not used, by their wish."));
    workplace_close(&w);
}

/* By whatever command: what is kept as spare is theirs, too. */
static void nothing_brings_their_words_back(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                    HEAD
                                    "T1,Ames,Ada,Holly Bank,04/11/2024,Buses,Maths\n") &&
                   workplace_do(&w, "collect.leave_out statement=r.csv:2:not_working2") &&
                   workplace_do(&w, NO("workshop")));
    CHECK_STR(t, said(&w, "r.csv:2:not_working2", "tray"), "spare");
    CHECK(t, workplace_refuses(&w, "collect.pick statement=r.csv:2:not_working2",
                               "by the person's own wish"));
    CHECK(t, workplace_refuses(&w,
                               "collect.pick_top review=r.csv:2 section=not_working "
                               "statements=r.csv:2:not_working2",
                               "by their own wish"));
    CHECK_STR(t, said(&w, "r.csv:2:not_working2", "tray"), "spare");
    REQUIRE(t, workplace_do(&w, "collect.permit person=r.csv:2 what=workshop given=yes "
                                "decided_by=family") &&
                   workplace_do(&w, "collect.pick_top review=r.csv:2 section=not_working "
                                    "statements=r.csv:2:not_working2"));
    CHECK_STR(t, said(&w, "r.csv:2:not_working2", "tray"), "");
    workplace_close(&w);
}

/* A story has its own yes; a no to being in it at all is wider. */
static void no_to_the_workshop_is_no_to_stories(struct test *t)
{
    struct workplace w;
    struct published doc;
    REQUIRE(t, open_with_theme(t, &w));
    REQUIRE(t, workplace_do(&w, "review.story text=\"I travel alone now\" "
                                "perspective=young_person person=r.csv:2 "
                                "may_publish=yes"));
    REQUIRE(t, workplace_do(&w, "review.story text=\"I cook at home\" "
                                "perspective=young_person person=r.csv:3 "
                                "may_publish=yes"));
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    CHECK(t, shows(all_text(t, &doc), "I travel alone now"));
    REQUIRE(t, workplace_do(&w, NO("workshop")));
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    struct str all = all_text(t, &doc);
    CHECK(t, !shows(all, "I travel alone now") && shows(all, "I cook at home"));
    workplace_close(&w);
}

static void goes_with_the_person(struct test *t)
{
    struct workplace w;
    struct erased erased;
    REQUIRE(t, open_with_theme(t, &w) && workplace_do(&w, NO("picture")));
    CHECK_STR(t, said(&w, "r.csv:2:not_working2", "tray"), "");
    REQUIRE_OK(t, care_erase(w.engine, w.arena, STR("T1"), false, &erased, &w.err),
               w.err);
    CHECK(t, workplace_count(&w, "permission") == 0);
    CHECK(t, workplace_refuses(&w, NO("quote"), "nothing that somebody said"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case permission_tests[] = {
    {"no to the workshop takes everything off the cards",
     no_to_the_workshop_is_respected},
    {"and what comes in later", what_comes_later_is_off_the_cards_too},
    {"no to quotes still counts", no_to_quotes_counts_and_is_not_quoted},
    {"the report says how many, when they are enough",
     the_report_says_how_many_when_they_are_enough},
    {"nothing brings their words back but a yes", nothing_brings_their_words_back},
    {"no to the workshop is no to stories as well", no_to_the_workshop_is_no_to_stories},
    {"a permission is erased with its person", goes_with_the_person},
    {0},
};
