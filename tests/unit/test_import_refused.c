/* SPDX-License-Identifier: MIT */
/* Rows that were refused: they are tried again, and never called imported. */
#include "importing.h"

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

const struct test_case import_refused_tests[] = {
    {"tries them again", tries_them_again},
    {"brings them back after an undo", brings_them_back_after_an_undo},
    {"leaves no command behind", leaves_no_command_behind},
    {"tries what was out of scope", tries_what_was_out_of_scope},
    {"tries a long file again", tries_a_long_file_again},
    {0},
};
