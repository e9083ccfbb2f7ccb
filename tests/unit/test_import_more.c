/* SPDX-License-Identifier: MIT */
#include "importing.h"

#include "store/job.h"

#include <string.h>

#define HEAD                                                                             \
    "Reference,School,Date of review,Working 1,Working 2,Not working 1,Future 1\n"

/* Reviews, from rows below HEAD. */
static bool reviews(struct workplace *w, const char *name, const char *rows)
{
    struct str text = str_format(w->arena, "%s%s", HEAD, rows);
    return workplace_import(w, SHEET_REVIEWS, name, str_c(w->arena, text));
}

static struct str statement(struct workplace *w, const char *source)
{
    return workplace_by(w, "statement", "source", source);
}

/* The cards that count, by person: `person: section text | …`. */
static size_t on_cards(struct workplace *w)
{
    struct str_list ids = workplace_list(w, "statement");
    size_t count = 0;
    for (size_t i = 0; i < ids.count; i++)
        count += !str_equal(workplace_field(w, ids.items[i], "tray"), STR("spare"));
    return count;
}

static void knows_the_same_row_again(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv",
                       "R1,Holly Bank School,12/05/2025,I like art,I like maths,Bus,Job\n"
                       "R2,Holly Bank School,12/05/2025,I like art,,,\n"));
    CHECK(t, w.counts.rows == 2 && w.counts.people == 2 && w.counts.reviews == 2);
    CHECK(t, w.counts.statements == 5 && w.counts.same == 0 && !w.counts.before);
    /* Another file, another order, other spaces and capitals: the same. */
    REQUIRE(
        t, reviews(&w, "b.csv",
                   "r2,Holly Bank School,12 May 2025,  i like ART ,,,\n"
                   "R1,Holly Bank School,2025-05-12,I like maths,I  like art,BUS,job\n"));
    CHECK(t, w.counts.people == 0 && w.counts.reviews == 0 && w.counts.statements == 0);
    CHECK(t, w.counts.same == 2 && w.counts.corrected == 0);
    workplace_check_notices(&w, "");
    CHECK(t, workplace_count(&w, "statement") == 5);
    /* The very same file says so. */
    REQUIRE(
        t, reviews(&w, "c.csv",
                   "r2,Holly Bank School,12 May 2025,  i like ART ,,,\n"
                   "R1,Holly Bank School,2025-05-12,I like maths,I  like art,BUS,job\n"));
    CHECK(t, w.counts.before && w.counts.rows == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void corrects_cells(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t,
            reviews(&w, "a.csv",
                    "R1,Holly Bank School,12/05/2025,I like atr,I like maths,Bus,Job\n"));
    struct str id = statement(&w, "a.csv:2:working1");
    REQUIRE(t, workplace_do(&w, "theme.new section=working name=\"My Art\" "
                                "statements=a.csv:2:working1"));
    REQUIRE(t,
            reviews(&w, "a.csv",
                    "R1,Ash Lane College,12/05/2025,I like art,I like maths,Bus,Job\n"));
    CHECK(t, w.counts.statements == 0 && w.counts.corrected == 2);
    workplace_check_notices(
        &w, "?2 corrected the review: school: \"Holly Bank School\" → \"Ash Lane "
            "College\"\n?2 corrected what was said (a.csv:2:working1)");
    CHECK_STR(t, workplace_field(&w, id, "text"), "I like art");
    CHECK(t, workplace_field(&w, id, "theme").len > 0); /* where people put it */
    CHECK(t, workplace_count(&w, "statement") == 4);
    /* What changed places is not a correction. */
    REQUIRE(t,
            reviews(&w, "b.csv",
                    "R1,Ash Lane College,12/05/2025,I like maths,I like art,Bus,Job\n"));
    CHECK(t, w.counts.corrected == 0 && w.counts.statements == 0);
    /* Reworded since: the same by what it said first; corrected, it is pointed out. */
    REQUIRE(t, workplace_do(&w, "collect.reword statement=a.csv:2:not_working1 "
                                "text=\"The way to school\""));
    REQUIRE(t,
            reviews(&w, "c.csv",
                    "R1,Ash Lane College,12/05/2025,I like art,I like maths,bus,Job\n"));
    CHECK(t, w.counts.corrected == 0);
    CHECK_STR(t, said(&w, "a.csv:2:not_working1", "text"), "The way to school");
    REQUIRE(t,
            reviews(&w, "d.csv",
                    "R1,Ash Lane College,12/05/2025,I like art,I like maths,Taxi,Job\n"));
    workplace_check_notices(&w, "it had been reworded since: look at it again");
    CHECK_STR(t, said(&w, "a.csv:2:not_working1", "text"), "Taxi");
    CHECK_STR(t, said(&w, "a.csv:2:not_working1", "original"), "");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Why a card is held back is a person's, and outlasts a correction. */
static void keeps_peoples_flags(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(
        t, reviews(&w, "a.csv", "R1,Holly Bank School,12/05/2025,,,Somebody hits me,\n"));
    REQUIRE(t, workplace_do(&w, "collect.hold_back statement=a.csv:2:not_working1 "
                                "reason=\"told the lead\""));
    REQUIRE(
        t,
        reviews(&w, "b.csv",
                "R1,Holly Bank School,12/05/2025,,,Somebody hits me: 07700 900123,\n"));
    CHECK_STR(t, said(&w, "a.csv:2:not_working1", "tray"), "held_back");
    struct str flags = said(&w, "a.csv:2:not_working1", "flags");
    CHECK(t, str_find(flags, STR("told the lead")) != SIZE_MAX);
    CHECK(t, str_find(flags, STR("phone")) != SIZE_MAX);
    workplace_close(&w);
}

/* Words of harm corrected into other words of harm: one flag, still held back. */
static void holds_back_once(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", "R1,Holly Bank School,12/05/2025,,,He hits me,\n"));
    CHECK_STR(t, said(&w, "a.csv:2:not_working1", "tray"), "held_back");
    REQUIRE(t, reviews(&w, "b.csv", "R1,Holly Bank School,12/05/2025,,,She hits me,\n"));
    CHECK_STR(t, said(&w, "a.csv:2:not_working1", "flags"), "[\"safety\"]");
    CHECK_STR(t, said(&w, "a.csv:2:not_working1", "tray"), "held_back");
    workplace_close(&w);
}

static void counts_the_latest_review(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv",
                       "R1,Holly Bank School,12/01/2025,Old one,Old two,Old bus,Old job\n"
                       "R1,Holly Bank School,12/05/2025,New one,New two,New bus,New job\n"
                       "R2,Holly Bank School,12/05/2025,Other,,,\n"));
    CHECK(t, w.counts.people == 2 && w.counts.reviews == 3 && w.counts.statements == 9);
    CHECK(t, w.counts.spare == 4);
    workplace_check_notices(
        &w, "?3 this person has an earlier review in this cycle; the later one "
            "counts, and 4 statements of the earlier one are kept as spare");
    CHECK_STR(t, said(&w, "a.csv:2:working1", "tray"), "spare");
    CHECK_STR(t, said(&w, "a.csv:3:working1", "tray"), "");
    CHECK(t, on_cards(&w) == 5);
    /* An interim review that comes in late. */
    REQUIRE(t, reviews(&w, "b.csv",
                       "R1,Holly Bank School,12/03/2025,Between,,Between too,\n"));
    CHECK(t, w.counts.spare == 2);
    CHECK_STR(t, said(&w, "b.csv:2:working1", "tray"), "spare");
    CHECK(t, on_cards(&w) == 5);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* What a person has put into a group stays there; what the computer has, does not. */
static void sets_drafted_cards_aside(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv",
                       "R1,Holly Bank School,12/01/2025,I like art,I like music,,\n"
                       "R2,Holly Bank School,12/01/2025,I like art,,,\n"));
    REQUIRE(t, workplace_do(&w, "theme.draft count=1"));
    REQUIRE(t, workplace_do(&w, "theme.new section=working name=\"My Music\" "
                                "statements=a.csv:2:working2"));
    REQUIRE(t, reviews(&w, "b.csv", "R1,Holly Bank School,12/05/2025,I like chess,,,\n"));
    CHECK_STR(t, said(&w, "a.csv:2:working1", "tray"), "spare");
    CHECK_STR(t, said(&w, "a.csv:2:working1", "theme"), "");
    CHECK(t, said(&w, "a.csv:2:working2", "theme").len > 0);
    CHECK_STR(t, said(&w, "b.csv:2:working1", "tray"), "");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* A group that people have named is theirs, whoever put the cards in. */
static void keeps_cards_of_agreed_groups(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv",
                       "R1,Holly Bank School,12/01/2025,I like art,,,\n"
                       "R2,Holly Bank School,12/01/2025,I like art,,,\n"));
    REQUIRE(t, workplace_do(&w, "theme.draft count=1"));
    struct str_list themes = workplace_list(&w, "theme");
    REQUIRE(t, themes.count == 1);
    struct str line = str_format(t->arena, "theme.agree theme=%.*s name=\"I like art\"",
                                 STR_ARGS(themes.items[0]));
    REQUIRE(t, workplace_do(&w, str_c(t->arena, line)));
    REQUIRE(t, reviews(&w, "b.csv", "R1,Holly Bank School,12/05/2025,I like chess,,,\n"));
    workplace_check_notices(&w, "people have placed 1 of its statements already");
    CHECK_STR(t, said(&w, "a.csv:2:working1", "theme"), "theme-000004.0001");
    workplace_close(&w);
}

static const char plans[] = "Reference,Section A,Date\n"
                            "R1,i want a JOB,01/02/2025\n"
                            "R1,A flat of my own,01/02/2025\n";

/* The plan first, and then the review that says the same: it is the review's. */
static void counts_them_once_the_other_way_round(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", "R1,Holly Bank School,12/05/2025,Art,,,\n"));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", plans));
    CHECK(t, w.counts.statements == 2);
    REQUIRE(t,
            reviews(&w, "b.csv", "R1,Holly Bank School,12/05/2025,Art,,,I want a job\n"));
    CHECK(t, w.counts.statements == 0);
    CHECK(t, workplace_count(&w, "statement") == 3);
    CHECK(t, said(&w, "plans.csv:2:aspiration1", "review").len > 0);
    CHECK(t, said(&w, "plans.csv:3:aspiration1", "review").len == 0);
    CHECK(t, on_cards(&w) == 3);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static int64_t no_view(struct workplace *w, const char *section)
{
    struct str_list ids = workplace_list(w, "review");
    int64_t count = 0;
    for (size_t i = 0; i < ids.count; i++) {
        struct json body = workplace_record(w, ids.items[i]);
        count += json_find_integer(json_find(&body, STR("no_view")), str_of(section), 0);
    }
    return count;
}

static const char *many_rows(struct test *t, int count)
{
    struct buf out = BUF_IN(t->arena);
    buf_add(&out, STR("Reference,Date of review,Working 1\n"));
    for (int i = 0; i < count; i++)
        buf_add_format(&out, "R%d,12/05/2025,I like number %d\n", i, i);
    return str_c(t->arena, buf_str(&out));
}

static void goes_in_batches(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    int64_t before = newest(&w);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", many_rows(t, IMPORT_BATCH)));
    CHECK(t, w.counts.rows == IMPORT_BATCH && w.counts.statements == IMPORT_BATCH);
    CHECK(t, newest(&w) == before + 1); /* no empty one after it */
    REQUIRE(t,
            workplace_import(&w, SHEET_REVIEWS, "b.csv", many_rows(t, IMPORT_BATCH + 1)));
    CHECK(t, w.counts.same == IMPORT_BATCH && w.counts.statements == 1);
    CHECK(t, newest(&w) == before + 3);
    CHECK(t, unfinished(&w) == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void goes_on_where_it_stopped(struct test *t)
{
    struct workplace w;
    struct job_list jobs;
    struct buf text = BUF_IN(t->arena);
    REQUIRE(t, workplace_open(t, &w));
    /* A long sheet; one review's lines stand on both sides of the boundary. */
    buf_add(&text, STR("Reference,Date of review,Heading,Comment\n"));
    for (int i = 0; i < IMPORT_BATCH - 1; i++)
        buf_add_format(&text, "R%d,12/05/2025,What is working,I like number %d\n", i, i);
    buf_add(&text, STR("X,12/05/2025,What is working,N/A\n"
                       "X,12/05/2025,What is working,N/A\n"
                       "X,12/05/2025,What is working,Art\n"));
    for (int i = 0; i < 500; i++)
        buf_add_format(&text, "S%d,12/05/2025,What is working,I like number %d\n", i, i);
    REQUIRE(t, cut_short(&w, "a.csv", buf_str(&text)));
    CHECK(t, strstr(w.err.text, "the disk is full") != NULL);
    CHECK(t, workplace_count(&w, "statement") == IMPORT_BATCH - 1);
    REQUIRE_OK(t, job_unfinished(w.db, t->arena, &jobs, &w.err), w.err);
    REQUIRE(t, jobs.count == 1);
    CHECK(t, jobs.items[0].done == IMPORT_BATCH && jobs.items[0].total == 1502);
    CHECK_STR(t, workplace_verify(&w), "");
    const char *whole = str_c(t->arena, buf_str(&text));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", whole));
    CHECK(t, w.counts.rows == 1502 && w.counts.statements == 501);
    CHECK(t, no_view(&w, "working") == 2);
    CHECK(t, unfinished(&w) == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void pretends_as_a_whole(struct test *t)
{
    struct workplace w;
    struct buf text = BUF_IN(t->arena);
    struct import_request request = {
        .kind = SHEET_REVIEWS, .name = STR("a.csv"), .pretend = true};
    REQUIRE(t, workplace_open(t, &w));
    buf_add(&text, STR("Reference,Date of review,Heading,Comment\n"));
    for (int i = 0; i < IMPORT_BATCH + 20; i++)
        buf_add_format(&text, "R%d,12/05/2025,What is working,I like %s\n",
                       i % (IMPORT_BATCH - 10), i < IMPORT_BATCH - 10 ? "art" : "music");
    request.cycle = w.cycle;
    request.bytes = buf_str(&text);
    w.notices = (struct notices){.arena = t->arena};
    REQUIRE_OK(t,
               import_run(w.engine, t->arena, &request, &w.notices, &w.counts, NULL, NULL,
                          &w.err),
               w.err);
    struct import_counts tried = w.counts;
    CHECK(t, workplace_count(&w, "person") == 0 && workplace_count(&w, "statement") == 0);
    request.pretend = false;
    REQUIRE_OK(t,
               import_run(w.engine, t->arena, &request, &w.notices, &w.counts, NULL, NULL,
                          &w.err),
               w.err);
    CHECK(t, tried.rows == w.counts.rows);
    CHECK(t, tried.people == w.counts.people && tried.people == IMPORT_BATCH - 10);
    CHECK(t, tried.reviews == w.counts.reviews);
    CHECK(t, tried.statements == w.counts.statements);
    CHECK(t, tried.same == w.counts.same);
    workplace_close(&w);
}

static void corrects_participants(struct test *t)
{
    static const char head[] = "Role group,Number,Attended,Table\n";
    struct workplace w;
    REQUIRE(t, workplace_open_on(
                   t, &w, SHEET_PARTICIPANTS, "room.csv",
                   str_c(t->arena,
                         str_format(t->arena, "%sFamily,3,Y,1\nSchool,1,N,2\n", head))));
    CHECK(t, w.counts.participants == 4);
    REQUIRE(t, workplace_import(
                   &w, SHEET_PARTICIPANTS, "room.csv",
                   str_c(t->arena,
                         str_format(t->arena, "%sFamily,3,Y,4\nSchool,2,N,2\n", head))));
    CHECK(t, w.counts.participants == 1 && w.counts.corrected == 3 && w.counts.same == 1);
    CHECK(t, workplace_count(&w, "participant") == 5);
    CHECK_STR(t,
              workplace_field(&w,
                              workplace_by(&w, "participant", "source", "room.csv#2:2.1"),
                              "table"),
              "4");
    /* Fewer than before: those that are too many are pointed out, not taken away. */
    REQUIRE(t, workplace_import(
                   &w, SHEET_PARTICIPANTS, "room.csv",
                   str_c(t->arena,
                         str_format(t->arena, "%sFamily,1,Y,4\nSchool,2,N,2\n", head))));
    CHECK(t, workplace_count(&w, "participant") == 5);
    workplace_check_notices(
        &w, "?0 2 people were on this list before and are not in the file now "
            "(family; family)");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void leaves_doubt_to_people(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    /* Two of one name and birthday: their pupil numbers tell them apart. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                "Reference,UPN,Forename,Surname,Date of birth,"
                                "Date of review,Working 1\n"
                                "R1,H801200001001,Sam,Smith,1/2/2010,1/5/2025,Art\n"
                                "R2,X801200001002,Sam,Smith,1/2/2010,1/5/2025,Maths\n"));
    workplace_check_notices(&w, "");
    CHECK(t, w.counts.people == 2);
    REQUIRE(t,
            workplace_import(&w, SHEET_REVIEWS, "b.csv",
                             "Forename,Surname,Date of birth,Date of review,Working 1\n"
                             "Sam,Smith,1/2/2010,2/5/2025,Music\n"));
    workplace_check_notices(&w, "!2 2 people fit this row");
    CHECK(t, w.counts.reviews == 0 && workplace_count(&w, "person") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void learns_more_of_a_person(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 "Reference,Forename,Surname,Date of birth,"
                                 "Date of review,Working 1\n"
                                 "R1,Sam,Smith,1/2/2010,1/5/2025,Art\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                "Reference,UPN,Date of review,Working 1\n"
                                "R1,H801200001001,3/5/2025,Music\n"));
    CHECK(t, w.counts.people == 0);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "c.csv",
                                "UPN,Date of review,Working 1\n"
                                "H801200001001,3/5/2025,Music\n"));
    CHECK(t, w.counts.people == 0 && w.counts.same == 1);
    /* Known under another number: taken for the same, and pointed out. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "d.csv",
                                "Reference,Forename,Surname,Date of birth,"
                                "Date of review,Working 1\n"
                                "C77,Sam,Smith,1/2/2010,3/5/2025,Music\n"));
    CHECK(t, w.counts.people == 0);
    workplace_check_notices(&w, "?2 this person was known with another reference");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void keeps_to_the_scope(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t,
            workplace_do(&w, "prepare.scope field=school values=\"Holly Bank School\""));
    REQUIRE(t, reviews(&w, "a.csv",
                       "R1,Holly Bank School,12/05/2025,Art,,,\n"
                       "R2,Ash Lane College,12/05/2025,Maths,,,\n"
                       "R3,,12/05/2025,Music,,,\n"));
    CHECK(t, w.counts.reviews == 1 && w.counts.out_of_scope == 2);
    CHECK(t, workplace_count(&w, "person") == 1);
    /* Somebody whom another cycle knows, but this one does not look at. */
    struct str first = w.cycle;
    REQUIRE(t, workplace_new_cycle(&w, "other"));
    REQUIRE(t, reviews(&w, "b.csv", "R2,Ash Lane College,12/05/2025,Maths,,,\n"));
    w.cycle = first;
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv",
                                "Reference,Section A\nR1,A job\nR2,A flat\n"));
    CHECK(t, w.counts.statements == 1 && w.counts.out_of_scope == 1);
    /* A wider scope takes the same file again. */
    REQUIRE(t, workplace_do(&w, "prepare.scope field=everyone"));
    REQUIRE(t, reviews(&w, "a.csv",
                       "R1,Holly Bank School,12/05/2025,Art,,,\n"
                       "R2,Ash Lane College,12/05/2025,Maths,,,\n"
                       "R3,,12/05/2025,Music,,,\n"));
    CHECK(t, w.counts.reviews == 2 && w.counts.same == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void turns_due_into_held(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 "Reference,Review due,Date of review,Working 1\n"
                                 "R1,01/06/2025,,\n"
                                 "R2,01/06/2025,,\n"));
    CHECK(t, w.counts.reviews == 2 && w.counts.statements == 0);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                "Reference,Review due,Date of review,Working 1\n"
                                "R1,01/06/2025,12/05/2025,Art\n"
                                "R2,01/06/2025,,\n"));
    CHECK(t,
          w.counts.reviews == 0 && w.counts.corrected == 1 && w.counts.statements == 1);
    CHECK(t, w.counts.same == 1);
    CHECK(t, workplace_count(&w, "review") == 2);
    struct str_list ids = workplace_list(&w, "review");
    REQUIRE(t, ids.count == 2);
    CHECK_STR(t, workplace_field(&w, ids.items[0], "state"), "held");
    CHECK_STR(t, workplace_field(&w, ids.items[0], "due"), "2025-06-01");
    CHECK_STR(t, workplace_field(&w, ids.items[1], "state"), "due");
    workplace_close(&w);
}

static void reads_empty_files(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    int64_t before = newest(&w);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                "Reference,Date of review,Working 1\n"));
    CHECK(t, w.counts.rows == 0);
    CHECK(t, newest(&w) == before);
    workplace_close(&w);
}

static void one_spare_is_one(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "one.csv",
                                 "Reference,Date of review,Working 1\n"
                                 "A1,12/05/2025,Art\nA1,13/06/2025,Drama\n"));
    CHECK(t, workplace_noticed(&w, 3, "1 statement of the earlier one is kept as spare"));
    workplace_close(&w);
}

/* By their own number the authority's other files name them. */
static void own_numbers_are_flagged(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "own.csv",
                                 "Reference,Date of review,Working 1,Working 2\n"
                                 "QY1,12/05/2025,My reference is qy1.,QY12 is a bus\n"
                                 "12,13/05/2025,I have 12 friends,Art\n"));
    CHECK_STR(t, said(&w, "own.csv:2:working1", "flags"), "[\"number\"]");
    CHECK_STR(t, said(&w, "own.csv:3:working1", "flags"), "");
    /* Nor are they got onto a card by hand: over other words, or in a live review. */
    struct str review = workplace_id(&w, "review", "date", "2025-05-12");
    REQUIRE(t, workplace_do(&w, "collect.reword statement=own.csv:2:working2 "
                                "text=\"It is Qy1 again\""));
    CHECK_STR(t, said(&w, "own.csv:2:working2", "flags"), "[\"number\"]");
    REQUIRE(t, workplace_do(
                   &w, str_c(w.arena,
                             str_format(w.arena,
                                        "collect.say section=not_working speaker=family "
                                        "text=\"QY1 is all they say\" review=%.*s",
                                        STR_ARGS(review)))));
    struct json card = workplace_find(&w, "statement", "text", "QY1 is all they say");
    CHECK_STR(t, json_write(w.arena, json_find(&card, STR("flags"))), "[\"number\"]");
    /* Whoever has looked at it lets it stand. */
    REQUIRE(t, workplace_do(&w, "collect.reword statement=own.csv:2:working2 "
                                "text=\"It is Qy1 again\""));
    CHECK_STR(t, said(&w, "own.csv:2:working2", "flags"), "");
    workplace_close(&w);
}

const struct test_case import_more_tests[] = {
    {"a row that is there already adds nothing", knows_the_same_row_again},
    {"corrected cells are changes", corrects_cells},
    {"a correction keeps people's flags", keeps_peoples_flags},
    {"words of harm are held back once", holds_back_once},
    {"the latest of several reviews counts", counts_the_latest_review},
    {"cards that only the computer placed are set aside", sets_drafted_cards_aside},
    {"cards of a group that people have agreed stay", keeps_cards_of_agreed_groups},
    {"also when the plan comes first", counts_them_once_the_other_way_round},
    {"a thousand rows are a command", goes_in_batches},
    {"an import cut short goes on where it stopped", goes_on_where_it_stopped},
    {"a dry run counts as the real one does", pretends_as_a_whole},
    {"participants are corrected by their line", corrects_participants},
    {"a row that fits two people is left to people", leaves_doubt_to_people},
    {"what a row knows more of a person is kept", learns_more_of_a_person},
    {"what is out of scope stays out", keeps_to_the_scope},
    {"a review that was due is held later", turns_due_into_held},
    {"an empty file is no command", reads_empty_files},
    {"one spare statement is one", one_spare_is_one},
    {"own numbers are flagged", own_numbers_are_flagged},
    {0},
};
