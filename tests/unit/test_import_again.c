/* SPDX-License-Identifier: MIT */
/* Files that come again: corrected, older, renamed, or of another's name. */
#include "importing.h"

#include "store/commit.h"

#include <string.h>

#define HEAD                                                                             \
    "Reference,School,Date of review,Working 1,Working 2,Not working 1,Future 1\n"
#define ART "R1,Holly Bank School,12/05/2025,I like art,I like maths,Bus,Job\n"
#define MUSIC "R2,Holly Bank School,13/05/2025,I like music,,,\n"
#define ROOM "Role group,Organisation,Attended,Table\n"

static void says_that_a_file_is_older(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv", HEAD ART MUSIC));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", HEAD ART MUSIC));
    CHECK(t, w.counts.before);
    workplace_check_notices(&w, "");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "corrected.csv",
                                HEAD "R1,Ash Lane College,12/05/2025,I like paint,"
                                     "I like maths,Bus,Job\n"));
    int64_t correction = newest(&w);
    /* People go on with it, which changes nothing of that. */
    REQUIRE(t, workplace_do(&w, "theme.new section=working name=\"My Paint\" "
                                "statements=a.csv:2:working1"));
    /* Something else in between corrects nothing of it. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "other.csv",
                                HEAD "R9,Ash Lane College,12/05/2025,I like tea,,,\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "other.csv",
                                HEAD "R9,Ash Lane College,12/05/2025,I like tee,,,\n"));
    int64_t last = newest(&w);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", HEAD ART MUSIC));
    CHECK(t, w.counts.before && w.counts.corrected == 0 && w.counts.rows == 2);
    CHECK(t, newest(&w) == last);
    workplace_check_notices(&w, "!0 this very file was imported on ");
    struct str got = workplace_notices(&w);
    struct str back = str_format(
        t->arena, "take the correction back: `waymark undo %lld`", (long long)correction);
    CHECK(t, str_find(got, STR("corrected since (2 of its reviews, statements or people) "
                               "by corrected.csv of ")) != SIZE_MAX);
    CHECK(t, str_find(got, back) != SIZE_MAX);
    CHECK(t, str_find(got, STR("other.csv")) == SIZE_MAX);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I like paint");
    /* And that goes back. */
    REQUIRE(t, workplace_undo(&w, correction + 1));
    REQUIRE(t, workplace_undo(&w, correction));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", HEAD ART MUSIC));
    CHECK(t, w.counts.before && w.notices.count == 0);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I like art");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Another export of the same day, saved as another program does: its rows say what stood
 * there before. */
static void keeps_what_is_newer(struct test *t)
{
    static const char head[] = "School,Reference,Date of review,Working 1,Working 2\n";
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv", HEAD ART MUSIC));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                HEAD "R1,Ash Lane College,12/05/2025,I like paint,"
                                     "I like maths,Bus,Job\n" MUSIC));
    CHECK(t, w.counts.corrected == 2);
    int64_t correction = newest(&w);
    struct str text = str_format(t->arena,
                                 "%sHolly Bank School,R1,12/05/2025,I like art,I like "
                                 "maths and chess\nHolly Bank School,R2,13/05/2025,I "
                                 "like music,\nHolly Bank School,R3,13/05/2025,Tea,\n",
                                 head);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "c.csv", str_c(t->arena, text)));
    /* What is new in it goes in. */
    CHECK(t, w.counts.corrected == 1 && w.counts.older == 1 && w.counts.people == 1);
    struct str got = workplace_notices(&w);
    CHECK(t, str_find(got, STR("!2 this row is older than what is there: it says what "
                               "stood there before b.csv of ")) != SIZE_MAX);
    CHECK(t, str_find(got, str_format(t->arena, "`waymark undo %lld`",
                                      (long long)correction)) != SIZE_MAX);
    CHECK(t, str_find(got, STR("stays (")) == SIZE_MAX);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I like paint");
    CHECK_STR(t, said(&w, "a.csv:2:working2", "text"), "I like maths and chess");
    CHECK_STR(t, workplace_field(&w, workplace_list(&w, "review").items[0], "school"),
              "Ash Lane College");
    /* Whoever insists takes the correction back, and imports the file again. */
    REQUIRE(t, workplace_undo(&w, newest(&w)));
    REQUIRE(t, workplace_undo(&w, correction));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "c.csv", str_c(t->arena, text)));
    CHECK(t, w.counts.older == 0);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I like art");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* People for the room, too; but one file that keeps its name goes on. */
static void keeps_newer_people_of_the_room(struct test *t)
{
    struct workplace w;
    REQUIRE(t,
            workplace_open_on(t, &w, SHEET_PARTICIPANTS, "a.csv",
                              ROOM "Family,,N,1\nSchool,Holly Bank,N,2\nHealth,,Y,3\n"));
    REQUIRE(t,
            workplace_import(&w, SHEET_PARTICIPANTS, "b.csv",
                             ROOM "Family,,Y,1\nSchool,Holly Bank,N,2\nHealth,,Y,3\n"));
    CHECK(t, w.counts.corrected == 1);
    REQUIRE(t,
            workplace_import(&w, SHEET_PARTICIPANTS, "c.csv",
                             ROOM "School,Holly Bank,N,2\nFamily,,N,1\nHealth,,Y,3\n"));
    CHECK(t, w.counts.corrected == 0 && w.counts.older == 1);
    CHECK_STR(t,
              workplace_field(&w, workplace_list(&w, "participant").items[0], "attended"),
              "yes");
    REQUIRE(t,
            workplace_import(&w, SHEET_PARTICIPANTS, "b.csv",
                             ROOM "School,Holly Bank,N,2\nFamily,,N,1\nHealth,,Y,3\n"));
    CHECK(t, w.counts.corrected == 1 && w.counts.older == 0);
    workplace_close(&w);
}

/* What people have reworded since is no correction by a file. */
static void says_nothing_of_what_people_did(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv", HEAD ART));
    REQUIRE(t,
            workplace_do(&w, "collect.reword statement=a.csv:2:working1 text=Painting"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv", HEAD MUSIC));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", HEAD ART));
    CHECK(t, w.counts.before);
    workplace_check_notices(&w, "");
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "Painting");
    workplace_close(&w);
}

/* Nor is what people put down about who is in the room. */
static void says_nothing_of_the_room(struct test *t)
{
    struct workplace w;
    REQUIRE(t,
            workplace_open_on(t, &w, SHEET_PARTICIPANTS, "a.csv", ROOM "Family,,N,1\n"));
    struct str line = str_format(t->arena, "prepare.room participant=%.*s attended=yes",
                                 STR_ARGS(workplace_list(&w, "participant").items[0]));
    REQUIRE(t, workplace_do(&w, str_c(t->arena, line)));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "b.csv", ROOM "Health,,N,1\n"));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "a.csv", ROOM "Family,,N,1\n"));
    CHECK(t, w.counts.before);
    workplace_check_notices(&w, "");
    workplace_close(&w);
}

static void finds_people_of_the_room_again(struct test *t)
{
    static const char first[] = ROOM "Family,,Y,1\nFamily,,N,2\nSchool,Holly Bank,,3\n"
                                     "School,Ash Lane,,4\nHealth,,Y,5\n";
    /* A line above; another name; one has come, one has another table. */
    static const char second[] = ROOM "Young person,,Y,9\nFamily,,Y,1\nFamily,,N,2\n"
                                      "School,HOLLY BANK,Y,3\nSchool,Ash Lane,,6\n"
                                      "Health,,Y,5\n";
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv", first));
    struct str_list ids = workplace_list(&w, "participant");
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "list.csv", second));
    CHECK(t, w.counts.participants == 1 && w.counts.corrected == 2);
    CHECK(t, w.counts.same == 3);
    workplace_check_notices(&w, "?0 taken for room.csv under a new name");
    CHECK(t, workplace_count(&w, "participant") == 6);
    REQUIRE(t, ids.count == 5);
    CHECK_STR(t, workplace_field(&w, ids.items[0], "table"), "1");
    CHECK_STR(t, workplace_field(&w, ids.items[1], "attended"), "no");
    CHECK_STR(t, workplace_field(&w, ids.items[2], "attended"), "yes");
    CHECK_STR(t, workplace_field(&w, ids.items[3], "table"), "6");
    CHECK_STR(t, workplace_field(&w, ids.items[4], "perspective"), "health");
    /* A corrected organisation is still that person; one left out is pointed out. */
    REQUIRE(t,
            workplace_import(&w, SHEET_PARTICIPANTS, "list.csv",
                             ROOM "Young person,,Y,9\nFamily,,Y,1\n"
                                  "School,Holly Bank School,Y,3\nSchool,Ash Lane,,6\n"));
    workplace_check_notices(
        &w, "?0 2 people were on this list before and are not in the file now "
            "(family; health), and still count");
    CHECK(t, w.counts.participants == 0 && w.counts.corrected == 1);
    CHECK(t, workplace_count(&w, "participant") == 6);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Two lists of one name, of other people. */
static void keeps_two_lists_apart(struct test *t)
{
    static const char schools[] =
        ROOM "School,Holly Bank,,1\nSchool,Ash Lane,,2\nFamily,,,3\n";
    static const char colleges[] =
        ROOM "College,Mere Valley,,1\nCollege,Kingsmarsh,,2\nFamily,,,3\n";
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv", schools));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv", colleges));
    CHECK(t, w.counts.participants == 3 && w.counts.same == 0);
    workplace_check_notices(
        &w, "?0 a list of this name was imported before and has too little in");
    REQUIRE(t, workplace_import(
                   &w, SHEET_PARTICIPANTS, "room.csv",
                   ROOM "College,Mere Valley,Y,1\nCollege,Kingsmarsh,,2\nFamily,,,3\n"));
    CHECK(t, w.counts.participants == 0 && w.counts.corrected == 1);
    CHECK(t, workplace_count(&w, "participant") == 6);
    workplace_close(&w);
}

#define PLAN "Reference,Section A\n"

static void corrects_plans_in_place(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(
                   t, &w, SHEET_REVIEWS, "a.csv",
                   HEAD "R1,Holly Bank School,12/05/2025,I like art,,,\n" MUSIC));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv",
                                PLAN "R1,A flat\nR1,A horse\nR2,A boat\n"));
    struct str flat = workplace_by(&w, "statement", "source", "plans.csv:2:aspiration1");
    struct str horse = workplace_by(&w, "statement", "source", "plans.csv:3:aspiration1");
    REQUIRE(t, workplace_do(&w, "theme.new section=aspiration name=\"My Homes\" "
                                "statements=plans.csv:2:aspiration1"));
    /* A line above, and both corrected. */
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv",
                                PLAN "R2,A boat\nR1,A flat of my own\nR1,A horse\n"));
    CHECK(t, w.counts.statements == 0 && w.counts.corrected == 1 && w.counts.same == 2);
    workplace_check_notices(&w, "?3 corrected what was said (plans.csv:2:aspiration1)");
    CHECK_STR(t, workplace_field(&w, flat, "text"), "A flat of my own");
    CHECK(t, workplace_field(&w, flat, "theme").len > 0);
    CHECK_STR(t, workplace_field(&w, horse, "text"), "A horse");
    /* One left out. */
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv",
                                PLAN "R2,A boat\nR1,A flat of my own\n"));
    workplace_check_notices(&w, "?3 no longer in the file, but what was said stays "
                                "(plans.csv:3:aspiration1)");
    CHECK_STR(t, workplace_field(&w, horse, "text"), "A horse");
    /* What the review has come to say as well is the review's, too. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                HEAD "R2,Holly Bank School,13/05/2025,I like music,,,A "
                                     "boat\n"));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv",
                                PLAN "R2,A ship\nR1,A flat of my own\nR1,A horse\n"));
    CHECK(t, w.counts.statements == 1 && w.counts.corrected == 0);
    CHECK_STR(t, said(&w, "plans.csv:4:aspiration1", "text"), "A boat");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void keeps_what_an_empty_box_said(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv", HEAD ART MUSIC));
    REQUIRE(t,
            workplace_import(&w, SHEET_REVIEWS, "b.csv",
                             HEAD "R1,Holly Bank School,12/05/2025,I like art,,N/A,Job\n"
                                  "R2,Holly Bank School,13/05/2025,I like music,,,\n"));
    workplace_check_notices(
        &w, "?2 some boxes are empty now, but what was said stays "
            "(a.csv:2:working2, a.csv:2:not_working1); `waymark do "
            "collect.leave_out statement=a.csv:2:working2` takes it off the "
            "cards");
    CHECK_STR(t, said(&w, "a.csv:2:working2", "text"), "I like maths");
    CHECK_STR(t, said(&w, "a.csv:2:working2", "tray"), "");
    REQUIRE(t, workplace_do(&w, "collect.leave_out statement=a.csv:2:working2"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "c.csv",
                                HEAD "R1,Holly Bank School,12/05/2025,I like art,,Bus,"
                                     "Job\n"));
    workplace_check_notices(&w, "");
    /* A file that does not ask is not one that says less. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "d.csv",
                                "Reference,Date of review,Working 1\n"
                                "R1,12/05/2025,I like art\n"));
    workplace_check_notices(&w, "");
    workplace_close(&w);
}

static void keeps_lines_that_are_gone(struct test *t)
{
    static const char head[] = "Reference,Date of review,Heading,Comment\n";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    struct str text = str_format(t->arena,
                                 "%sR1,1/5/2025,Working,Art\nR1,1/5/2025,Working,Maths\n"
                                 "R1,1/5/2025,Not working,Bus\n",
                                 head);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", str_c(t->arena, text)));
    workplace_check_notices(&w, "");
    text = str_format(t->arena,
                      "%sR1,1/5/2025,Working,Music\nR1,1/5/2025,Working,Maths\n"
                      "R1,1/5/2025,Not working,Bus\n",
                      head);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", str_c(t->arena, text)));
    CHECK(t, w.counts.statements == 1);
    workplace_check_notices(
        &w, "no longer in the file, but what was said stays (a.csv:2:working1)\n"
            "1 statement, is called a.csv#2:LINE:");
    workplace_close(&w);
}

/* The second of two rows about one review is no correction of the first. */
static void keeps_two_rows_of_one_review(struct test *t)
{
    struct workplace w;
    REQUIRE(t,
            workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                              HEAD ART "R1,Holly Bank School,12/05/2025,Swimming,,,\n"));
    CHECK(t, w.counts.statements == 5 && w.counts.corrected == 0);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I like art");
    CHECK_STR(t, said(&w, "a.csv:3:working1", "tray"), "to_pick");
    workplace_close(&w);
}

/* Statements from a file of their own do not correct the review's boxes. */
static void keeps_boxes_of_other_files(struct test *t)
{
    static const char more[] = "Reference,Date of review,Heading,Rank,Comment\n"
                               "R1,12/05/2025,Working,1,My dog\n";
    static const char corrected[] = "Reference,Date of review,Heading,Rank,Comment\n"
                                    "R1,12/05/2025,Working,1,My cat\n";
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv", HEAD ART));
    REQUIRE(t, workplace_import(&w, SHEET_STATEMENTS, "more.csv", more));
    CHECK(t, w.counts.statements == 1 && w.counts.corrected == 0);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I like art");
    REQUIRE(t, workplace_import(&w, SHEET_STATEMENTS, "more.csv", corrected));
    workplace_check_notices(&w, "?2 corrected what was said (more.csv:2:working1)");
    CHECK_STR(t, said(&w, "more.csv:2:working1", "text"), "My cat");
    workplace_close(&w);
}

static void corrects_the_date_of_a_review(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv", HEAD ART MUSIC));
    struct str id = workplace_list(&w, "review").items[0];
    /* Another file, another line: all that was said is the same. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                HEAD MUSIC
                                "R1,Holly Bank School,12/06/2025,I like art,I like maths,"
                                "Bus,Job\n"));
    CHECK(t, w.counts.reviews == 0 && w.counts.statements == 0);
    workplace_check_notices(
        &w, "?3 corrected the date of the review from 2025-05-12 to 2025-06-12");
    CHECK_STR(t, workplace_field(&w, id, "date"), "2025-06-12");
    /* The same line of a file of the same name, one word corrected as well. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "R1,Holly Bank School,13/06/2025,I like art,"
                                     "I like maths,Taxi,Job\n"));
    CHECK(t, w.counts.reviews == 0 && w.counts.statements == 0);
    workplace_check_notices(
        &w, "?2 corrected the date of the review from 2025-06-12 to 2025-06-13\n"
            "?2 corrected what was said (a.csv:2:not_working1)\n"
            "?0 1 row of this file as it was before is not in it now (line 3)");
    CHECK(t, workplace_count(&w, "review") == 2);
    /* Next term's export, with the person on the same line: another review. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "R1,Holly Bank School,13/10/2025,I like art,Chess,"
                                     "Noise,A dog\n"));
    CHECK(t, w.counts.reviews == 1);
    /* Two rows, two reviews, whatever they say. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "c.csv",
                                HEAD MUSIC
                                "R2,Holly Bank School,14/10/2025,I like music,,,\n"));
    CHECK(t, w.counts.reviews == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void corrects_the_date_in_a_long_sheet(struct test *t)
{
    static const char head[] = "Reference,Date of review,Heading,Comment\n";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    for (int i = 0; i < 3; i++) {
        /* The third says one thing that the first says, and another: a new review. */
        struct str text =
            str_format(t->arena, "%sR1,%d/5/2025,Working,Art\nR1,%d/5/2025,Working,%s\n",
                       head, i + 1, i + 1, i < 2 ? "Maths" : "Chess");
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, i ? "b.csv" : "a.csv",
                                    str_c(t->arena, text)));
        CHECK(t, w.counts.reviews == (size_t)(i != 1));
    }
    CHECK(t, workplace_count(&w, "review") == 2);
    workplace_close(&w);
}

static const char *many_rows(struct test *t, int count, const char *what)
{
    struct buf out = BUF_IN(t->arena);
    buf_add(&out, STR("Reference,Date of review,Working 1\n"));
    for (int i = 0; i < count; i++)
        buf_add_format(&out, "R%d,12/05/2025,%s number %d\n", i, what, i);
    return str_c(t->arena, buf_str(&out));
}

/* More batches and more rows than a message names. */
static void says_it_of_large_files(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    const char *old = many_rows(t, IMPORT_BATCH + 5, "I like");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", old));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                many_rows(t, IMPORT_BATCH + 5, "I love")));
    CHECK(t, w.counts.corrected == IMPORT_BATCH + 5);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", old));
    CHECK(t, w.counts.before && w.counts.corrected == 0);
    workplace_check_notices(&w, "!0 this very file was imported on ");
    struct str got = workplace_notices(&w);
    CHECK(t, str_find(got, STR("(200 and more of its reviews")) != SIZE_MAX);
    CHECK(t, str_find(got, STR("back: `waymark undo 6`, then `waymark undo 5`")) !=
                 SIZE_MAX);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "text"), "I love number 0");
    workplace_close(&w);
}

/* Also where there is one batch only. */
static bool as_if_cut_short(struct workplace *w, const char *name, const char *text)
{
    static const char reopen_sql[] =
        "UPDATE job SET state = 'working', done = 1000 WHERE title = $1";
    return workplace_import(w, SHEET_REVIEWS, name, text) &&
           workplace_undo(w, newest(w)) &&
           db_run(w->db, NULL, reopen_sql, DB_WITH(db_text(str_of(name))), NULL, &w->err);
}

static void closes_what_was_cut_short(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    const char *old = many_rows(t, IMPORT_BATCH + 5, "I like");
    REQUIRE(t, as_if_cut_short(&w, "a.csv", old));
    CHECK(t, unfinished(&w) == 1);
    /* Other people's file does not take its place. */
    REQUIRE(t,
            workplace_import(&w, SHEET_REVIEWS, "other.csv", HEAD "S1,,1/5/2025,A,,,\n"));
    CHECK(t, unfinished(&w) == 1);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                many_rows(t, IMPORT_BATCH + 5, "I love")));
    CHECK(t, w.counts.corrected == IMPORT_BATCH && w.counts.statements == 5);
    CHECK(t, unfinished(&w) == 0);
    /* The old one does not go on over the new one. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", old));
    CHECK(t, w.counts.before && w.counts.corrected == 0 && w.notices.refusals == 1);
    CHECK(t, str_find(workplace_notices(&w), STR("was cut short on")) != SIZE_MAX);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void closes_it_under_another_name(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, as_if_cut_short(&w, "a.csv", many_rows(t, IMPORT_BATCH + 5, "I like")));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                many_rows(t, IMPORT_BATCH + 6, "I like")));
    CHECK(t, w.counts.statements == 6);
    CHECK(t, unfinished(&w) == 0);
    /* What was taken back altogether is not unfinished either. */
    REQUIRE(t, as_if_cut_short(&w, "c.csv", HEAD MUSIC));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "d.csv", HEAD "S1,,1/5/2025,A,,,\n"));
    CHECK(t, unfinished(&w) == 0);
    workplace_close(&w);
}

/* Handles: of the first file and of the second of its name, never of both. */
static void calls_each_by_one_name(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv", HEAD ART MUSIC));
    struct str art = workplace_by(&w, "statement", "source", "a.csv:2:working1");
    /* A line above. */
    REQUIRE(t, workplace_import(
                   &w, SHEET_REVIEWS, "a.csv",
                   HEAD "R3,Holly Bank School,14/05/2025,I like tea,,,\n" ART MUSIC));
    workplace_check_notices(
        &w, "?0 what was there keeps the name that it has; what this file says "
            "for the first time, 1 statement, is called a.csv#2:LINE:");
    CHECK(t, str_equal(workplace_by(&w, "statement", "source", "a.csv:2:working1"), art));
    CHECK_STR(t, said(&w, "a.csv#2:2:working1", "text"), "I like tea");
    REQUIRE(t, workplace_do(&w, "theme.new section=working name=\"My Tea\" "
                                "statements=a.csv#2:2:working1,a.csv:2:working1"));
    /* From another folder, other people, same lines. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "S1,Ash Lane College,12/05/2025,I like rain,,,\n"
                                     "S2,Ash Lane College,13/05/2025,I like snow,,,\n"));
    CHECK(t, w.counts.people == 2 && w.counts.corrected == 0);
    CHECK_STR(t, said(&w, "a.csv#3:3:working1", "text"), "I like snow");
    /* Also where another kind of file has the name. */
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "a.csv", PLAN "R2,A boat\n"));
    CHECK_STR(t, said(&w, "a.csv#4:2:aspiration1", "text"), "A boat");
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "text"), "Job");
    /* A name is free again once its file has been taken back. */
    REQUIRE(t, workplace_undo(&w, newest(&w)));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "a.csv", PLAN "R2,A ship\n"));
    CHECK_STR(t, said(&w, "a.csv#4:2:aspiration1", "text"), "A ship");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* A key says which batch of which file was done; whoever else has it says nothing. */
static void goes_by_its_own_keys(struct test *t)
{
    static const char ask[] = "{\"question\":\"Why?\"}";
    struct workplace w;
    struct command_list list;
    struct json args;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "reviews.csv", HEAD ART MUSIC));
    REQUIRE(t, command_list(w.db, w.arena, 0, 1, &list, &w.err) && list.count == 1);
    REQUIRE(t, workplace_undo(&w, list.items[0].number));
    REQUIRE(t, json_parse(w.arena, STR(ask), &args, &w.err));
    struct command_request other = {.cycle = w.cycle,
                                    .name = STR("prepare.ask"),
                                    .args = &args,
                                    .key = list.items[0].key,
                                    .key_says_all = true};
    REQUIRE(t, command_run(w.engine, w.arena, &other, &w.result, &w.err));
    struct import_request request = {.kind = SHEET_REVIEWS,
                                     .cycle = w.cycle,
                                     .name = STR("reviews.csv"),
                                     .bytes = STR(HEAD ART MUSIC)};
    REQUIRE(t, !import_run(w.engine, w.arena, &request, &w.notices, &w.counts, NULL, NULL,
                           &w.err));
    CHECK(t, w.err.kind == ERROR_CONFLICT);
    CHECK(t, strstr(w.err.text, "importing reviews.csv: command 5 (prepare.ask) has the "
                                "key of this import") != NULL);
    CHECK(t, strstr(w.err.text, "`waymark undo 5`") != NULL);
    CHECK(t, workplace_count(&w, "statement") == 0);
    REQUIRE(t, workplace_undo(&w, w.result.number));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", HEAD ART MUSIC));
    CHECK(t, workplace_count(&w, "statement") == 5);
    workplace_close(&w);
}

const struct test_case import_again_tests[] = {
    {"an older file says that it has been corrected", says_that_a_file_is_older},
    {"also of large ones", says_it_of_large_files},
    {"what people reworded is no correction", says_nothing_of_what_people_did},
    {"nor what they put down about the room", says_nothing_of_the_room},
    {"people for the room are found again", finds_people_of_the_room_again},
    {"two lists of one name stay two", keeps_two_lists_apart},
    {"a plan is corrected in place", corrects_plans_in_place},
    {"a row from before a correction keeps what is newer", keeps_what_is_newer},
    {"so does one of the room", keeps_newer_people_of_the_room},
    {"what an empty box said stays, and is said", keeps_what_an_empty_box_said},
    {"so does a line that is gone", keeps_lines_that_are_gone},
    {"two rows of one review are both kept", keeps_two_rows_of_one_review},
    {"a file of statements does not correct a review", keeps_boxes_of_other_files},
    {"another date is a correction of the date", corrects_the_date_of_a_review},
    {"also in a sheet of a statement a row", corrects_the_date_in_a_long_sheet},
    {"what was cut short is closed by the file after it", closes_what_was_cut_short},
    {"also under another name", closes_it_under_another_name},
    {"a handle names one statement", calls_each_by_one_name},
    {"another command's key is not this import's", goes_by_its_own_keys},
    {0},
};
