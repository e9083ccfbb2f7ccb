/* SPDX-License-Identifier: MIT */
#include "importing.h"
#include "published_show.h"

#include "base/date.h"

#define HEAD                                                                             \
    "Pupil Ref,School,Review date,Working 1,OK to share (Y/N),Permission to quote\n"

static struct str noted(struct workplace *w, const char *what, const char *field)
{
    return workplace_field(w, workplace_id(w, "permission", "what", what), field);
}

static void a_column_is_noted(struct test *t)
{
    struct workplace w;
    static const char file[] = HEAD "T1,Holly Bank,04/11/2024,I like art,N,\n"
                                    "T2,Holly Bank,04/11/2024,I like tea,,declined\n"
                                    "T3,Holly Bank,04/11/2024,I like jam,,perhaps so\n";
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "r.csv", file));
    CHECK(t, workplace_count(&w, "permission") == 2);
    CHECK_STR(t, noted(&w, "workshop", "given"), "no");
    CHECK_STR(t, noted(&w, "workshop", "date"), "2024-11-04");
    CHECK(t, str_equal(noted(&w, "workshop", "person"),
                       said(&w, "r.csv:2:working1", "person")));
    CHECK_STR(t, noted(&w, "quote", "given"), "no");
    CHECK_STR(t, said(&w, "r.csv:2:working1", "tray"), "withdrawn");
    CHECK_STR(t, said(&w, "r.csv:3:working1", "tray"), "");
    CHECK(t, workplace_noticed(&w, 4, "counts as no answer yet: their words count"));
    /* Again, and taken back. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", file));
    CHECK(t, workplace_count(&w, "permission") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Whoever reads the file knows what becomes of the card. */
static void perhaps_is_no_answer_yet(struct test *t)
{
    struct workplace w;
    REQUIRE(t,
            workplace_open_on(t, &w, SHEET_REVIEWS, "r.csv",
                              "Pupil Ref,School,Review date,Working 1,OK to share (Y/N),"
                              "Photo consent\n"
                              "T1,Holly Bank,04/11/2024,I like art,perhaps,maybe\n"
                              "T2,Holly Bank,04/11/2024,I like tea,not asked,-\n"));
    workplace_check_notices(
        &w,
        "what stands under \"OK to share (Y/N)\" is neither yes nor no, and counts "
        "as no answer yet: what they said is on the cards until they say no. Ask "
        "them, and write yes or no\n"
        "what stands under \"Photo consent\" is neither yes nor no, and counts as no "
        "answer yet: no picture that is theirs is shown until they say yes. Ask them");
    CHECK(t, workplace_count(&w, "permission") == 0);
    CHECK_STR(t, said(&w, "r.csv:2:working1", "tray"), "");
    workplace_close(&w);
}

static void a_no_comes_later(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "r.csv",
                                 HEAD "T1,Holly Bank,04/11/2024,I like art,Y,Y\n") &&
                   workplace_do(&w, "theme.new section=working name=\"I like it\" "
                                    "statements=r.csv:2:working1"));
    CHECK_STR(t, noted(&w, "workshop", "given"), "yes");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                HEAD "T1,Holly Bank,04/11/2024,I like art,No,Y\n"));
    CHECK_STR(t, noted(&w, "workshop", "given"), "no");
    CHECK(t, workplace_count(&w, "permission") == 2);
    CHECK_STR(t, said(&w, "r.csv:2:working1", "tray"), "withdrawn");
    CHECK_STR(t, said(&w, "r.csv:2:working1", "theme"), "");
    CHECK(t, workplace_noticed(&w, 2, "the no is noted in its place"));
    /* Not on the day of the review, which was when they said yes. */
    CHECK(t, w.counts.permissions == 1);
    CHECK(t, str_equal(noted(&w, "workshop", "date"), date_text(w.arena, date_today())));
    CHECK(t, str_equal(noted(&w, "workshop", "withdrawn"),
                       date_text(w.arena, date_today())));
    /* A file never overturns a no. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "late.csv",
                                HEAD "T1,Holly Bank,04/11/2024,I like art,Yes,Y\n"));
    CHECK_STR(t, noted(&w, "workshop", "given"), "no");
    CHECK(t, workplace_noticed(&w, 2, "a no is noted, and stands"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void the_next_cycle_has_them(struct test *t)
{
    struct workplace w;
    REQUIRE(t,
            workplace_open_on(t, &w, SHEET_REVIEWS, "r.csv",
                              HEAD "T1,Holly Bank,04/11/2024,I like art,Y,N\n"
                                   "T2,Holly Bank,04/11/2024,I like tea,,\n") &&
                workplace_do(&w, "collect.withdraw person=r.csv:2:working1 what=workshop "
                                 "decided_by=family date=2025-03-01") &&
                workplace_next(&w, "2026"));
    CHECK(t, json_find_integer(&w.result.outcome, STR("permissions"), 0) == 2);
    CHECK(t, !json_find(&w.result.outcome, STR("left_behind")));
    CHECK(t, workplace_count(&w, "permission") == 2);
    CHECK_STR(t, noted(&w, "workshop", "given"), "no");
    CHECK_STR(t, noted(&w, "workshop", "withdrawn"), "2025-03-01");
    CHECK_STR(t, noted(&w, "workshop", "decided_by"), "family");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "s.csv",
                                "Pupil Ref,School,Review date,Working 1\n"
                                "T1,Holly Bank,04/11/2025,I like clay\n"
                                "T2,Holly Bank,04/11/2025,I like cake\n"));
    CHECK_STR(t, said(&w, "s.csv:2:working1", "tray"), "withdrawn");
    CHECK_STR(t, said(&w, "s.csv:3:working1", "tray"), "");
    workplace_close(&w);
}

/* Who has left is not carried on and on. */
static void who_has_left_is_not_carried_on(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "r.csv",
                                 HEAD "T1,Holly Bank,04/11/2024,I like art,Y,N\n") &&
                   workplace_next(&w, "2026"));
    CHECK(t, workplace_count(&w, "permission") == 2);
    REQUIRE(t, workplace_do(&w, "cycle.next from=2026 name=2027"));
    CHECK(t, json_find_integer(&w.result.outcome, STR("permissions"), -1) == 0);
    workplace_close(&w);
}

#define PLAIN "Pupil Ref,School,Review date,Working 1\n"

/* A cycle that follows none: a no is there as soon as the person is. */
static void a_no_reaches_every_cycle(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "r.csv",
                                 HEAD "T1,Holly Bank,04/11/2024,I like art,N,\n"
                                      "T2,Holly Bank,04/11/2024,I like tea,,Y\n"
                                      "T3,Holly Bank,04/11/2024,I like jam,Y,N\n") &&
                   workplace_do(&w, "collect.withdraw person=r.csv:2:working1 "
                                    "what=picture decided_by=family date=2025-02-03") &&
                   workplace_new_cycle(&w, "other") &&
                   workplace_import(&w, SHEET_REVIEWS, "s.csv",
                                    PLAIN "T1,Holly Bank,04/11/2025,I like clay\n"
                                          "T2,Holly Bank,04/11/2025,I like cake\n"));
    CHECK(t, workplace_count(&w, "permission") == 2);
    CHECK_STR(t, said(&w, "s.csv:2:working1", "tray"), "withdrawn");
    CHECK_STR(t, said(&w, "s.csv:3:working1", "tray"), "");
    CHECK_STR(t, noted(&w, "workshop", "given"), "no");
    CHECK_STR(t, noted(&w, "workshop", "date"), "2024-11-04");
    CHECK_STR(t, noted(&w, "picture", "withdrawn"), "2025-02-03");
    CHECK_STR(t, noted(&w, "picture", "decided_by"), "family");
    CHECK(t,
          workplace_noticed(&w, 2,
                            "in the cycle 2025 this person said no to the workshop, on 4 "
                            "November 2024"));
    CHECK(t, workplace_noticed(&w, 2, "what=picture given=yes decided_by=…"));
    REQUIRE(t, workplace_undo(&w, w.result.number + 1)); /* the import */
    CHECK(t, workplace_count(&w, "permission") == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* The file's yes overturns no no; its own no is the newer one; a yes since then holds
 * wherever it was said. */
static void the_newest_answer_counts(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "r.csv",
                                 HEAD "T1,Holly Bank,04/11/2024,I like art,N,N\n") &&
                   workplace_new_cycle(&w, "other") &&
                   workplace_import(&w, SHEET_REVIEWS, "s.csv",
                                    HEAD "T1,Holly Bank,04/11/2025,I like clay,Y,N\n"));
    CHECK_STR(t, noted(&w, "workshop", "given"), "no");
    CHECK_STR(t, noted(&w, "workshop", "date"), "2024-11-04");
    CHECK_STR(t, noted(&w, "quote", "date"), "2025-11-04");
    CHECK_STR(t, said(&w, "s.csv:2:working1", "tray"), "withdrawn");
    CHECK(t, workplace_noticed(&w, 2, "and stands, though the file says yes"));
    CHECK(t, w.notices.count == 1);
    REQUIRE(t, workplace_do(&w, "collect.permit person=s.csv:2:working1 what=workshop "
                                "given=yes decided_by=family date=2025-11-05") &&
                   workplace_new_cycle(&w, "third") &&
                   workplace_import(&w, SHEET_REVIEWS, "u.csv",
                                    PLAIN "T1,Holly Bank,06/11/2025,I like cake\n"));
    CHECK(t, workplace_count(&w, "permission") == 1);
    CHECK_STR(t, noted(&w, "quote", "date"), "2025-11-04");
    CHECK_STR(t, said(&w, "u.csv:2:working1", "tray"), "");
    workplace_close(&w);
}

/* Written down while it happens, or told as a story. */
static void a_no_reaches_a_review_and_a_story(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "r.csv",
                                 HEAD "T1,Holly Bank,04/11/2024,I like art,N,N\n"));
    struct str person = said(&w, "r.csv:2:working1", "person");
    struct str begin =
        str_format(w.arena,
                   "collect.review person=%.*s date=2025-03-03 school=\"Holly "
                   "Bank\" attended=yes",
                   STR_ARGS(person));
    struct str story = str_format(w.arena,
                                  "review.story text=\"It is wide\" perspective=family "
                                  "may_publish=yes person=%.*s",
                                  STR_ARGS(person));
    REQUIRE(t,
            workplace_new_cycle(&w, "other") && workplace_do(&w, str_c(w.arena, begin)));
    CHECK(t, workplace_count(&w, "permission") == 2);
    struct json remarks = *json_find(&w.result.outcome, STR("remarks"));
    CHECK(t, json_count(&remarks) == 2);
    struct str line = str_format(w.arena,
                                 "collect.say review=%.*s section=working "
                                 "speaker=young_person text=\"I like clay\"",
                                 STR_ARGS(workplace_list(&w, "review").items[0]));
    REQUIRE(t, workplace_do(&w, str_c(w.arena, line)));
    CHECK_STR(t, workplace_field(&w, workplace_list(&w, "statement").items[0], "tray"),
              "withdrawn");
    REQUIRE(t,
            workplace_new_cycle(&w, "third") && workplace_do(&w, str_c(w.arena, story)));
    CHECK(t, workplace_count(&w, "permission") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void a_story_goes_by_its_person(struct test *t)
{
    struct workplace w;
    struct published doc;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "r.csv",
                                 HEAD "T1,Holly Bank,04/11/2024,I like art,,\n") &&
                   workplace_do(&w, "review.story text=\"My new path is wide\" "
                                    "perspective=family may_publish=yes "
                                    "person=r.csv:2:working1") &&
                   workplace_do(&w, "review.story text=\"The lift works now\" "
                                    "perspective=school may_publish=yes"));
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    CHECK(t, shows(all_text(t, &doc), "My new path is wide"));
    REQUIRE(t, workplace_do(&w, "collect.withdraw person=r.csv:2:working1 what=story "
                                "decided_by=family"));
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    CHECK(t, !shows(all_text(t, &doc), "My new path is wide"));
    CHECK(t, shows(all_text(t, &doc), "The lift works now"));
    workplace_close(&w);
}

const struct test_case import_permission_tests[] = {
    {"a column of permissions is noted", a_column_is_noted},
    {"perhaps is no answer yet", perhaps_is_no_answer_yet},
    {"a no in a later file takes the words off", a_no_comes_later},
    {"the next cycle has them as they stand", the_next_cycle_has_them},
    {"who has left is not carried on", who_has_left_is_not_carried_on},
    {"a no reaches a cycle that follows none", a_no_reaches_every_cycle},
    {"the newest answer of all cycles counts", the_newest_answer_counts},
    {"a no reaches a review and a story", a_no_reaches_a_review_and_a_story},
    {"a story goes by its person's permission", a_story_goes_by_its_person},
    {0},
};
