/* SPDX-License-Identifier: MIT */
/* Slips of an officer's hand: a column renamed, a date in the future, a school spelt
 * in two ways. */
#include "workplace.h"

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
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
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
    workplace_close(&w);
}

/* Nor does a row that says only when the next one is due. */
static void keeps_gaps_where_only_a_due_date_is_given(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
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

const struct test_case import_slip_tests[] = {
    {"a column that is not in the file corrects no gap",
     keeps_gaps_of_columns_that_are_not_there},
    {"a row with no more than a due date corrects no gap",
     keeps_gaps_where_only_a_due_date_is_given},
    {"a review with a date in the future is due, and holds no words",
     takes_a_future_date_for_a_due_one},
    {0},
};
