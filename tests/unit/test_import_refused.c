/* SPDX-License-Identifier: MIT */
/* Rows that were refused: they are tried again, and never called imported. */
#include "importing.h"

#include "store/job.h"

#include <stdlib.h>

#define HEAD "Reference,School,Date of review,Working 1\n"
#define ONE HEAD "R1,Holly Bank School,12/05/2025,I like art\n"
#define TWO HEAD "R2,Holly Bank School,13/05/2025,I like music\n"
#define PLANS                                                                            \
    "Reference,Aspiration 1\n"                                                           \
    "R1,I want a job with animals\n"                                                     \
    "R2,I want to live with friends\n"
#define SAID                                                                             \
    "Reference,Date of review,Heading,What was said\n"                                   \
    "R2,13/05/2025,Not working,The bus is late\n"

static void tries_them_again(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "one.csv", ONE));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", PLANS));
    CHECK(t, w.counts.statements == 1 && w.counts.refused_rows == 1);
    int64_t before = newest(&w);
    /* As long as nothing has come in, they are refused again, and nothing is done. */
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", PLANS));
    CHECK(t, !w.counts.before && w.counts.refused_rows == 1 && w.counts.same == 1);
    CHECK(t, newest(&w) == before);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "two.csv", TWO));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", PLANS));
    CHECK(t, !w.counts.before && w.counts.statements == 1 && w.counts.refused_rows == 0);
    CHECK(t, workplace_count(&w, "statement") == 4);
    workplace_check_notices(&w, "");
    /* Now all of it is there. */
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", PLANS));
    CHECK(t, w.counts.before && w.counts.refused_rows == 0);
    CHECK(t, workplace_count(&w, "statement") == 4 && unfinished(&w) == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void brings_them_back_after_an_undo(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "one.csv", ONE));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", PLANS));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "two.csv", TWO));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", PLANS));
    REQUIRE(t, workplace_undo(&w, newest(&w)));
    CHECK(t, workplace_count(&w, "statement") == 3);
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", PLANS));
    CHECK(t, w.counts.statements == 1 && workplace_count(&w, "statement") == 4);
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", PLANS));
    CHECK(t, w.counts.before);
    workplace_close(&w);
}

/* Where every row was refused there is nothing to take back. */
static void leaves_no_command_behind(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "one.csv", ONE));
    int64_t before = newest(&w);
    REQUIRE(t, workplace_import(&w, SHEET_STATEMENTS, "said.csv", SAID));
    CHECK(t, w.counts.refused_rows == 1 && !w.counts.before);
    CHECK(t, newest(&w) == before && unfinished(&w) == 0);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "two.csv", TWO));
    REQUIRE(t, workplace_import(&w, SHEET_STATEMENTS, "said.csv", SAID));
    CHECK(t, w.counts.refused_rows == 0 && w.counts.statements == 1);
    CHECK(t, workplace_count(&w, "statement") == 3);
    workplace_close(&w);
}

/* What a plan says counts for those whose reviews the cycle looks at: these may come. */
static void tries_what_was_out_of_scope(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "one.csv", ONE));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "two.csv",
                                HEAD "R2,Ash Lane College,13/05/2025,I like music\n"));
    REQUIRE(t,
            workplace_do(&w, "prepare.scope field=school values=\"Holly Bank School\""));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", PLANS));
    CHECK(t, w.counts.out_of_scope == 1 && w.counts.statements == 1);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "two.csv", TWO));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", PLANS));
    CHECK(t, w.counts.out_of_scope == 0 && w.counts.statements == 1);
    workplace_close(&w);
}

/* A file of several batches, of which the first has rows that wait. */
static void tries_a_long_file_again(struct test *t)
{
    struct workplace w;
    struct buf reviews = BUF_IN(t->arena), plans = BUF_IN(t->arena);
    REQUIRE(t, workplace_open(t, &w));
    buf_add(&reviews, STR(HEAD));
    buf_add(&plans, STR("Reference,Aspiration 1\nR2,I want to live with friends\n"));
    for (int i = 0; i < IMPORT_BATCH + 5; i++) {
        buf_add_format(&reviews, "L%d,Holly Bank School,12/05/2025,\n", i);
        buf_add_format(&plans, "L%d,I want to be number %d\n", i, i);
    }
    const char *long_plans = str_c(t->arena, buf_str(&plans));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "long.csv",
                                str_c(t->arena, buf_str(&reviews))));
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", long_plans));
    CHECK(t, w.counts.statements == IMPORT_BATCH + 5 && w.counts.refused_rows == 1);
    int64_t before = newest(&w);
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", long_plans));
    CHECK(t, w.counts.same == IMPORT_BATCH + 5 && w.counts.refused_rows == 1);
    CHECK(t, newest(&w) == before && unfinished(&w) == 0);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "two.csv", TWO));
    before = newest(&w);
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", long_plans));
    CHECK(t, w.counts.statements == 1 && w.counts.refused_rows == 0);
    CHECK(t, newest(&w) > before && unfinished(&w) == 0);
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv", long_plans));
    CHECK(t, w.counts.before || w.counts.same == IMPORT_BATCH + 6);
    CHECK(t, unfinished(&w) == 0);
    workplace_close(&w);
}

/* Another day, until the test is over; the one before is given back. */
static struct str on_day(struct test *t, const char *moment)
{
    const char *now = getenv("WAYMARK_NOW");
    struct str before = str_copy(t->arena, str_of(now ? now : ""));
    if (moment[0])
        (void)setenv("WAYMARK_NOW", moment, 1);
    else
        (void)unsetenv("WAYMARK_NOW");
    return before;
}

#define NOVEMBER "2025-11-20T10:00:00Z"
#define DECEMBER "2025-12-20T10:00:00Z"
#define TERM                                                                             \
    HEAD "R1,Holly Bank School,12/05/2025,I like art\n"                                  \
         "R2,Holly Bank School,01/12/2025,I like music\n"                                \
         "R3,Holly Bank School,02/12/2025,\n"                                            \
         "R4,Holly Bank School,31/02/2025,I like maths\n"

/* Whose day was ahead, and has come since: the very same file brings them in. */
static void tries_them_once_their_day_has_come(struct test *t)
{
    struct workplace w;
    struct str before = on_day(t, NOVEMBER);
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "term.csv", TERM));
    CHECK(t, w.counts.statements == 1 && w.counts.reviews == 2);
    CHECK(t, w.counts.refused_rows == 2);
    struct str planned = workplace_id(&w, "review", "due", "2025-12-02");
    CHECK_STR(t, workplace_field(&w, planned, "state"), "due");
    int64_t newest_before = newest(&w);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "term.csv", TERM));
    CHECK(t, w.counts.before && w.counts.refused_rows == 2);
    CHECK(t, newest(&w) == newest_before);
    (void)on_day(t, DECEMBER);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "again.csv", TERM));
    CHECK(t, !w.counts.before && w.counts.refused_rows == 1);
    CHECK(t, w.counts.statements == 1 && w.counts.reviews == 1 && w.counts.same == 1);
    CHECK(t, workplace_count(&w, "review") == 3 && workplace_count(&w, "statement") == 2);
    CHECK_STR(t, workplace_field(&w, planned, "state"), "held");
    CHECK_STR(t, workplace_field(&w, planned, "date"), "2025-12-02");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "term.csv", TERM));
    CHECK(t, w.counts.before && w.counts.refused_rows == 1);
    CHECK(t, workplace_count(&w, "review") == 3 && unfinished(&w) == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
    (void)on_day(t, str_c(t->arena, before));
}

/* The day comes while an import is cut short: no row of the part that was done is left
 * behind. */
static void tries_them_after_a_cut(struct test *t)
{
    struct workplace w;
    struct buf reviews = BUF_IN(t->arena);
    struct job_list jobs;
    struct str before = on_day(t, NOVEMBER);
    REQUIRE(t, workplace_open(t, &w));
    buf_add(&reviews, STR(HEAD "R1,Holly Bank School,01/12/2025,I like music\n"));
    for (int i = 0; i < IMPORT_BATCH + 5; i++)
        buf_add_format(&reviews, "L%d,Holly Bank School,12/05/2025,\n", i);
    const char *text = str_c(t->arena, buf_str(&reviews));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "long.csv", text));
    REQUIRE(t, workplace_undo(&w, newest(&w))); /* the second part of it */
    CHECK(t, workplace_count(&w, "review") == IMPORT_BATCH);
    REQUIRE(t, job_list_of(w.db, t->arena, STR("import"), w.cycle, &jobs, &w.err) &&
                   jobs.count == 1 && job_note(w.db, &jobs.items[0], false, &w.err));
    CHECK(t, unfinished(&w) == 1);
    (void)on_day(t, DECEMBER);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "long.csv", text));
    CHECK(t, workplace_count(&w, "review") == IMPORT_BATCH + 6);
    CHECK(t, workplace_count(&w, "statement") == 1 && unfinished(&w) == 0);
    workplace_close(&w);
    (void)on_day(t, str_c(t->arena, before));
}

const struct test_case import_refused_tests[] = {
    {"tries them again", tries_them_again},
    {"brings them back after an undo", brings_them_back_after_an_undo},
    {"leaves no command behind", leaves_no_command_behind},
    {"tries what was out of scope", tries_what_was_out_of_scope},
    {"tries a long file again", tries_a_long_file_again},
    {"tries them once their day has come", tries_them_once_their_day_has_come},
    {"tries them after a cut", tries_them_after_a_cut},
    {0},
};
