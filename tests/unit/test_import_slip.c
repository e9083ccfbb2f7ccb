/* SPDX-License-Identifier: MIT */
/* Slips of an officer's hand: a column renamed, a date in the future, a school spelt
 * in two ways. */
#include "workplace.h"

#include "base/file.h"
#include "store/commit.h"

#include <stdlib.h>

#define HEAD "Reference,Date of review,Working 1,Not working 1,Future 1\n"

static struct json the_review(struct workplace *w)
{
    struct str_list reviews = workplace_list(w, "review");
    CHECK(w->t, reviews.count == 1);
    return reviews.count == 1 ? workplace_record(w, reviews.items[0]) : json_null();
}

/* `not_working 1 aspiration 1`, the headings in order. */
static struct str gaps(struct workplace *w)
{
    struct json review = the_review(w);
    const struct json *no_view = json_find(&review, STR("no_view"));
    struct buf out = BUF_IN(w->arena);
    for (int s = 0; s < SECTION_COUNT; s++) {
        struct str name = section_name((enum section)s);
        int64_t count = json_find_integer(no_view, name, 0);
        if (count)
            buf_add_format(&out, "%s%.*s %lld", out.len ? " " : "", STR_ARGS(name),
                           (long long)count);
    }
    return buf_str(&out);
}

/* A heading that a file has no column for is not asked about there. */
static void keeps_gaps_of_columns_that_are_not_there(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 HEAD "R1,12/05/2025,I like art,N/A,\n"));
    CHECK_STR(t, gaps(&w), "not_working 1 aspiration 1");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                "Reference,Date of review,Working 1,Not working 1,My "
                                "dreams\nR1,12/05/2025,I like art,N/A,\n"));
    CHECK_STR(t, gaps(&w), "not_working 1 aspiration 1");
    CHECK(t, w.counts.corrected == 0 && w.counts.same == 1);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                "Reference,Date of review,Working 1\n"
                                "R1,12/05/2025,I like art\n"));
    CHECK_STR(t, gaps(&w), "not_working 1 aspiration 1");
    CHECK(t, w.counts.corrected == 0);
    /* A column that is there does correct. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "R1,12/05/2025,I like art,The bus,\n"));
    CHECK_STR(t, gaps(&w), "aspiration 1");
    CHECK(t, w.counts.corrected == 1);
    CHECK(t, workplace_noticed(&w, 2,
                               "corrected the review: no view recorded about: what is "
                               "not working, hopes for the future → hopes for the "
                               "future"));
    workplace_close(&w);
}

/* What was said stays, so that nothing is missing, whatever a later file leaves empty. */
static void notes_no_gap_where_words_stand(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 HEAD "R1,12/05/2025,I like art,The bus,\n"));
    CHECK_STR(t, gaps(&w), "aspiration 1");
    REQUIRE(t,
            workplace_import(&w, SHEET_REVIEWS, "b.csv", HEAD "R1,12/05/2025,,N/A,\n"));
    CHECK_STR(t, gaps(&w), "aspiration 1");
    CHECK(t, w.counts.corrected == 0);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "c.csv",
                                "Reference,Date of review,Heading,Comment\n"
                                "R1,12/05/2025,Working,N/A\n"
                                "R1,12/05/2025,Future,N/A\n"));
    CHECK_STR(t, gaps(&w), "aspiration 1");
    /* What another review or a plan says fills no gap of this one. */
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv",
                                "Reference,Section A\nR1,A flat\n"));
    REQUIRE(
        t, workplace_import(&w, SHEET_REVIEWS, "d.csv", HEAD "R1,12/09/2025,,Stairs,\n"));
    struct str_list reviews = workplace_list(&w, "review");
    REQUIRE(t, reviews.count == 2);
    struct json later = workplace_record(&w, reviews.items[1]);
    const struct json *no_view = json_find(&later, STR("no_view"));
    CHECK(t, json_find_integer(no_view, STR("working"), 0) == 1);
    CHECK(t, json_find_integer(no_view, STR("aspiration"), 0) == 1);
    workplace_close(&w);
}

/* Nor does a row that says only when the next one is due. */
static void keeps_gaps_where_only_a_due_date_is_given(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 HEAD "R1,12/05/2025,I like art,N/A,\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                "Reference,Review due,Date of review,Not working 1\n"
                                "R1,12/05/2026,,\n"));
    CHECK_STR(t, gaps(&w), "not_working 1 aspiration 1");
    workplace_close(&w);
}

/* Nothing was said at a review that has not been held: the date is a slip. */
static void takes_a_future_date_for_a_due_one(struct test *t)
{
    struct workplace w;
    char *now = getenv("WAYMARK_NOW");
    struct str before = str_copy(t->arena, str_of(now ? now : ""));
    REQUIRE(t, workplace_open(t, &w));
    (void)setenv("WAYMARK_NOW", "2025-11-20T10:00:00Z", 1);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "R1,20/11/2025,I like art,The bus,A job\n"
                                     "R2,13/05/2027,,,\n"
                                     "R3,13/05/2027,I like maths,,\n"));
    CHECK(t, w.counts.reviews == 2 && w.counts.refused_rows == 1);
    CHECK(t, workplace_noticed(&w, 3,
                               "Date of review is in the future: the review counts "
                               "as due, and not as held"));
    CHECK(t, workplace_noticed(&w, 4,
                               "row left out: there are words, but Date of review "
                               "is in the future; write the day on which"));
    struct str due = workplace_id(&w, "review", "due", "2027-05-13");
    CHECK_STR(t, workplace_field(&w, due, "state"), "due");
    CHECK_STR(t, workplace_field(&w, due, "date"), "");
    /* Corrected, it is the same review. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                HEAD "R1,20/11/2025,I like art,The bus,A job\n"
                                     "R2,13/05/2025,I like tea,,\n"
                                     "R3,13/05/2025,I like maths,,\n"));
    CHECK(t, w.counts.reviews == 1 && workplace_count(&w, "review") == 3);
    CHECK_STR(t, workplace_field(&w, due, "state"), "held");
    CHECK_STR(t, workplace_field(&w, due, "date"), "2025-05-13");
    if (now)
        (void)setenv("WAYMARK_NOW", str_c(t->arena, before), 1);
    else
        (void)unsetenv("WAYMARK_NOW");
    workplace_close(&w);
}

/* What was written down in the review itself and typed once more from the school's sheet
 * differs by little: a full stop makes no second thing of it. */
static void knows_what_was_written_down_by_its_letters(struct test *t)
{
    struct workplace w;
    static const char *const said[] = {"section=working text=\"I swim on Mondays\"",
                                       "section=working text=Chess",
                                       "section=not_working text=\"The bus is late\"",
                                       "section=aspiration text=\"I want a dog\""};
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "due.csv",
                                 "Reference,Review due\nR1,02/06/2025\n"));
    REQUIRE(t, workplace_do(&w, "collect.review person=R1 date=2025-06-02"));
    struct str review = workplace_id(&w, "review", "date", "2025-06-02");
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++) {
        struct str line =
            str_format(t->arena, "collect.say review=%.*s speaker=young_person %s",
                       STR_ARGS(review), said[i]);
        REQUIRE(t, workplace_do(&w, str_c(t->arena, line)));
    }
    struct str bus = workplace_id(&w, "statement", "text", "The bus is late");
    struct str reword =
        str_format(t->arena, "collect.reword statement=%.*s text=Late", STR_ARGS(bus));
    REQUIRE(t, workplace_do(&w, str_c(t->arena, reword)));
    REQUIRE(t, workplace_import(
                   &w, SHEET_REVIEWS, "school.csv",
                   "Reference,Date of review,Working 1,Working 2,Not working 1,Future 1\n"
                   "R1,02/06/2025,I swim on Mondays.,Chess!,The bus is late.,A cat\n"));
    CHECK(t, w.counts.statements == 1 && w.counts.to_pick == 0);
    CHECK(t, workplace_count(&w, "statement") == 5);
    workplace_close(&w);
}

#define SCHOOL "Reference,Date of review,School,Working 1\n"

/* `Hillside School 3, Other 1`, and what the reviews of a school are counted by. */
static struct str schools(struct workplace *w)
{
    struct buf out = BUF_IN(w->arena);
    struct tally_list list;
    if (!record_tally(w->db, w->arena, w->cycle, STR("review"), STR("school"), &list,
                      &w->err))
        return STR("unreadable");
    for (size_t i = 0; i < list.count; i++)
        buf_add_format(&out, "%s%.*s %zu", i ? ", " : "", STR_ARGS(list.items[i].value),
                       list.items[i].count);
    return buf_str(&out);
}

static void takes_one_school_for_one(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 SCHOOL "R1,12/05/2025,Hillside School,Art\n"
                                        "R2,12/05/2025,hillside school,Tea\n"
                                        "R3,12/05/2025,Hillside  School,Maths\n"
                                        "R4,12/05/2025,Hill-side School.,Cake\n"
                                        "R5,12/05/2025,St Mary's School,Chess\n"));
    CHECK_STR(t, schools(&w), "Hillside School 4, St Mary's School 1");
    CHECK(t, w.notices.count == 1);
    CHECK(t, workplace_noticed(&w, 0,
                               "count as one: \"hillside school\", \"Hillside  "
                               "School\", \"Hill-side School.\" as \"Hillside "
                               "School\""));
    /* Another file: as the cycle has it. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                SCHOOL "R6,12/05/2025,HILLSIDE SCHOOL,Art\n"
                                       "R7,12/05/2025,HILLSIDE SCHOOL,Art\n"));
    CHECK_STR(t, schools(&w), "Hillside School 6, St Mary's School 1");
    CHECK(t, workplace_noticed(&w, 0, "\"HILLSIDE SCHOOL\" as \"Hillside School\""));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* How a school is written is corrected like all else, unless other files go on. */
static void lets_the_spelling_be_corrected(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 SCHOOL "R1,12/05/2025,hillside school,Art\n"
                                        "R2,12/05/2025,Hillside School,Tea\n"));
    CHECK_STR(t, schools(&w), "hillside school 2");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                SCHOOL "R1,12/05/2025,Hillside School,Art\n"
                                       "R2,12/05/2025,Hillside School,Tea\n"));
    CHECK_STR(t, schools(&w), "Hillside School 2");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                SCHOOL "R3,12/05/2025,Hillside School,Maths\n"));
    CHECK(t, w.notices.count == 0);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                SCHOOL "R1,12/05/2025,HILLSIDE SCHOOL,Art\n"
                                       "R2,12/05/2025,HILLSIDE SCHOOL,Tea\n"));
    CHECK_STR(t, schools(&w), "Hillside School 3");
    workplace_close(&w);
}

static void names_schools_that_look_alike(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 SCHOOL "R1,12/05/2025,Hillside School,Art\n"
                                        "R2,12/05/2025,Hillside Sch,Tea\n"
                                        "R3,12/05/2025,Hillside,Maths\n"
                                        "R4,12/05/2025,Hilslide School,Cake\n"
                                        "R5,12/05/2025,St Mary's School,Chess\n"
                                        "R6,12/05/2025,St Mark's School,Chess\n"));
    CHECK(t, w.notices.count == 3);
    CHECK(t, workplace_noticed(&w, 3,
                               "\"Hillside Sch\" looks like \"Hillside School\"; "
                               "if it is the same, write it the same way and "
                               "import again"));
    CHECK(t, workplace_noticed(&w, 4, "\"Hillside\" looks like"));
    CHECK(t, workplace_noticed(&w, 5, "\"Hilslide School\" looks like"));
    CHECK(t, workplace_count(&w, "review") == 6);
    /* Said once: two schools may be two. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                SCHOOL "R7,12/05/2025,Hillside Sch,Art\n"));
    CHECK(t, w.notices.count == 0);
    /* Corrected as the message says. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                SCHOOL "R1,12/05/2025,Hillside School,Art\n"
                                       "R2,12/05/2025,Hillside School,Tea\n"));
    CHECK(t, w.counts.corrected == 1);
    workplace_close(&w);
}

/* A cycle that looks at one school finds it in every spelling, and calls it as the
 * reviews do: what somebody typed in haste would stand in the report. */
static void finds_the_school_of_the_scope(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_do(&w, "prepare.scope field=school values=\"Hillside School\""));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                SCHOOL "R1,12/05/2025,HILLSIDE SCHOOL,Art\n"
                                       "R2,12/05/2025,Holly Bank,Tea\n"));
    CHECK_STR(t, schools(&w), "HILLSIDE SCHOOL 1");
    CHECK(t, w.counts.out_of_scope == 1);
    workplace_close(&w);
}

#define DREAMS "Reference,Date of review,Working 1,Dreams & wishes\n"
#define FOUR                                                                             \
    "R1,12/05/2025,Art,I want to be a vet\nR2,12/05/2025,Tea,To live in a flat\n"        \
    "R3,12/05/2025,Art,Get a paid job\nR4,12/05/2025,Tea,Drive a car one day\n"

/* What people said and nobody would miss, for the column's name is not known. */
static void refuses_a_column_of_sentences(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv", DREAMS FOUR));
    CHECK(t, w.counts.statements == 4 && w.counts.refused_rows == 0);
    CHECK(t, w.notices.count == 2 && w.notices.refusals == 1);
    CHECK(t, w.counts.unused_columns == 1);
    CHECK_STR(t, w.counts.unused_names, "\"Dreams & wishes\"");
    CHECK(t, workplace_noticed(
                 &w, 1,
                 "\"Dreams & wishes\" (column D) holds sentences (in 4 rows), and "
                 "none of them went in; if they were said"));
    /* Names, places and other notes are no sentences, nor is one note again and again. */
    REQUIRE(t,
            workplace_import(&w, SHEET_REVIEWS, "b.csv",
                             "Reference,Date of review,Working 1,Worker,Road,Post\n"
                             "R5,12/05/2025,Art,Jane Mary Smith,12 High Street,Head of "
                             "Year\n"
                             "R6,12/05/2025,Art,Amy Sue Patel,14 High Street,Head of "
                             "Year\n"
                             "R7,12/05/2025,Art,Lee Roy Brown,16 Low Road,Head of "
                             "Year\n"));
    CHECK(t, w.notices.refusals == 0 && w.counts.unused_columns == 3);
    workplace_close(&w);
}

/* However few they are: a file of one row is not taken by halves either. */
static void refuses_a_column_of_one_sentence(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 DREAMS "R1,12/05/2025,Art,I want to be a vet\n"
                                        "R2,12/05/2025,Tea,\n"));
    CHECK(t, w.notices.refusals == 1);
    CHECK(t, workplace_noticed(
                 &w, 1,
                 "\"Dreams & wishes\" (column D) holds a sentence (in 1 row), and it "
                 "did not go in; if it was said at the review, do"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                DREAMS "R3,12/05/2025,Art,I want to be a vet\n"
                                       "R4,12/05/2025,Tea,To live in a flat\n"));
    CHECK(t, w.notices.refusals == 1);
    CHECK(t, workplace_noticed(&w, 1, "holds sentences (in 2 rows)"));
    workplace_close(&w);
}

/* An office that has looked at it says so once. */
static void takes_word_that_a_column_is_not_needed(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    struct str folder = str_format(t->arena, "%.*s/local/import", STR_ARGS(w.folder));
    struct str local = str_format(t->arena, "%.*s/local", STR_ARGS(w.folder));
    (void)file_make_folder(t->arena, local, 0700, &w.err);
    (void)file_make_folder(t->arena, folder, 0700, &w.err);
    REQUIRE(t, file_write(t->arena,
                          str_format(t->arena, "%.*s/reviews.json", STR_ARGS(folder)),
                          STR("{\"not_used\": [\"DREAMS & wishes\"]}"), 0600, &w.err));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", DREAMS FOUR));
    CHECK(t, w.notices.count == 0 && w.counts.unused_columns == 0);
    workplace_close(&w);
}

const struct test_case import_slip_tests[] = {
    {"a column that is not in the file corrects no gap",
     keeps_gaps_of_columns_that_are_not_there},
    {"a row with no more than a due date corrects no gap",
     keeps_gaps_where_only_a_due_date_is_given},
    {"no gap is noted where words stand", notes_no_gap_where_words_stand},
    {"knows what was written down by its letters",
     knows_what_was_written_down_by_its_letters},
    {"a review with a date in the future is due, and holds no words",
     takes_a_future_date_for_a_due_one},
    {"spellings of one school are one school", takes_one_school_for_one},
    {"a corrected file corrects how a school is written", lets_the_spelling_be_corrected},
    {"schools that look alike are named", names_schools_that_look_alike},
    {"a school in the scope is found however it is written",
     finds_the_school_of_the_scope},
    {"a column of sentences that is not known is a refusal",
     refuses_a_column_of_sentences},
    {"so is one with a sentence or two", refuses_a_column_of_one_sentence},
    {"a column may be said not to be needed", takes_word_that_a_column_is_not_needed},
    {0},
};
