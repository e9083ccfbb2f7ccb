/* SPDX-License-Identifier: MIT */
/* Who stands in a report: whose views are here, and who came. */
#include "cycle/coverage.h"
#include "published_show.h"
#include "report/html.h"

static void counts_people_and_not_their_reviews(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, open_with_reviews(t, &place, str_of(published_reviews)));
    CHECK(t, workplace_count(&place, "review") == 12);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Holly Bank School|6|5|11|") && shows(all, "All|6|5|11|"));
    CHECK(t, !shows(all, "Elm School"));
    CHECK(t, shows(all, "what is not working, 5;"));
    CHECK(t, shows(all, "Of the 11 young people whose reviews were due, the views of 6 "
                        "are here.|"));
    workplace_close(&place);
}

/* One more without a view in the sentence, beside a table that says 6 of 12. */
static void a_sentence_hides_what_would_differ_by_few(struct test *t)
{
    struct workplace place;
    struct str all;
    struct str text =
        str_format(t->arena, "%sT12,Holly Bank School,,,,,\n", published_reviews);
    REQUIRE(t, open_with_reviews(t, &place, text));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Holly Bank School|6|6|12|"));
    CHECK(t, shows(all, "the views of 6 are here.|"));
    workplace_close(&place);
}

/* Held reviews with words, held ones without, and some that are only due; of the last,
 * the first few have words in a plan, and so may people of whom no review is known. */
static bool import_counts(struct workplace *place, int words, int silent, int due,
                          int plans, int strangers)
{
    struct buf text = BUF_IN(place->arena), plan = BUF_IN(place->arena);
    int line = 0;
    buf_add(&text, STR("Pupil Ref,School,Review date,Working 1\n"));
    buf_add(&plan, STR("Pupil Ref,Section A\n"));
    for (int i = 0; i < words; i++)
        buf_add_format(&text, "T%d," IN_MAY "Art club is on Mondays %d\n", ++line, i);
    for (int i = 0; i < silent; i++)
        buf_add_format(&text, "T%d," IN_MAY "\n", ++line);
    for (int i = 0; i < due; i++) {
        buf_add_format(&text, "T%d,Holly Bank School,,\n", ++line);
        if (i < plans)
            buf_add_format(&plan, "T%d,I want to be a baker %d\n", line, i);
    }
    for (int i = 0; i < strangers; i++)
        buf_add_format(&plan, "T%d,I want to be a welder %d\n", 900 + i, i);
    /* One has two reviews: they are one person all the same. */
    if (words)
        buf_add(&text, STR("T1,Holly Bank School,04/11/2024,Art club was on Fridays\n"));
    return workplace_import(place, SHEET_REVIEWS, "reviews.csv",
                            str_c(place->arena, buf_str(&text))) &&
           (plans + strangers == 0 ||
            workplace_import(place, SHEET_ASPIRATIONS, "plans.csv",
                             str_c(place->arena, buf_str(&plan))));
}

/* With these, and its report. */
static bool report_counts(struct test *t, struct workplace *place, int words, int silent,
                          int due, int plans, struct str *all)
{
    return workplace_open(t, place) &&
           import_counts(place, words, silent, due, plans, 0) && publish_text(place, all);
}

/* What `waymark coverage` says of the same people. */
static struct coverage_people counted(struct workplace *place)
{
    struct coverage_people out = {.not_due = 0};
    struct scope everyone = {.everyone = true};
    if (!coverage_of_people(place->db, place->arena, place->cycle, &everyone, &out,
                            &place->err))
        test_fail(place->t, "coverage", 0, place->err.text);
    return out;
}

static void a_plan_is_no_review(struct test *t)
{
    struct workplace place;
    struct str all;
    struct coverage held;
    struct scope everyone = {.everyone = true};
    REQUIRE_OK(t, report_counts(t, &place, 20, 6, 15, 7, &all), place.err);
    CHECK(t, shows(all, "Of the 41 young people whose reviews were due, the views of 27 "
                        "are here. Of the 41, 26 had had a review and 15 had not yet. "
                        "The views of 7 without a review come from their plans. Of 6 "
                        "who had had one, no views are here"));
    CHECK(t, shows(all, "Holly Bank School|27|14|41|"));
    struct coverage_people people = counted(&place);
    CHECK(t, people.all.due == 41 && people.all.held == 26 && people.all.used == 27);
    CHECK(t, people.plan_only == 7 && people.not_due == 0);
    REQUIRE_OK(t,
               coverage_of(place.db, t->arena, place.cycle, &everyone, &held, &place.err),
               place.err);
    CHECK(t, held.all.due == 42 && held.all.held == 27 && held.all.used == 21);
    workplace_close(&place);
}

/* 98 reviews and 107 views: that both a plan's words and words that are not here lie
 * between them is said, though neither number is. */
static void says_why_views_are_more_than_reviews(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, report_counts(t, &place, 30, 2, 25, 12, &all), place.err);
    CHECK(t, shows(all, "the views of 42 are here. Of the 57, 32 had had a review and 25 "
                        "had not yet. Views can come from a plan as well as from a "
                        "review, and a review may have no words that count in this "
                        "report, so the two numbers differ.|"));
    workplace_close(&place);
}

/* Three who have words in a plan only: neither they nor the rest can be worked out. */
static void few_with_a_plan_alone_are_hidden(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, report_counts(t, &place, 20, 6, 15, 3, &all), place.err);
    CHECK(t, shows(all, "Of the 41 young people whose reviews were due, the views of 23 "
                        "are here.|"));
    CHECK(t, !shows(all, "26") && !shows(all, "15 had"));
    CHECK(t, !shows(all, "from a plan"));
    CHECK(t, counted(&place).plan_only == 3);
    workplace_close(&place);
}

/* Whose review was held is told beside whose views are here unless they differ by few,
 * and then by nothing that is told as well. */
static void what_differs_by_few_is_not_told_beside_it(struct test *t)
{
    static const struct {
        int words, silent, due, plans;
        bool told;
    } cases[] = {{30, 0, 12, 0, true},  {30, 0, 13, 1, false}, {30, 1, 13, 2, false},
                 {30, 0, 14, 4, false}, {30, 4, 14, 0, false}, {30, 1, 13, 0, false},
                 {30, 0, 15, 5, true},  {30, 5, 15, 0, true},  {30, 1, 15, 6, true},
                 {30, 2, 15, 2, true},  {30, 6, 15, 7, true},  {30, 6, 15, 3, false},
                 {30, 5, 15, 1, false}, {30, 6, 15, 1, true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct workplace place;
        struct str all;
        REQUIRE_OK(t,
                   report_counts(t, &place, cases[i].words, cases[i].silent, cases[i].due,
                                 cases[i].plans, &all),
                   place.err);
        CHECK(t,
              shows(all, str_c(t->arena, str_format(t->arena, "the views of %d are here.",
                                                    cases[i].words + cases[i].plans))));
        if (shows(all, "had had a review") != cases[i].told)
            test_fail_str(t, __FILE__, __LINE__, all,
                          str_format(t->arena, "case %zu, had had a review", i));
        workplace_close(&place);
    }
}

/* Of 28 held reviews, 6 say nothing and 2 more nothing of what is working; then of 23,
 * all but 3. Some more are only due. */
static void no_view_leaves_no_few(struct test *t)
{
    struct workplace place;
    struct str all;
    struct buf text = BUF_IN(t->arena);
    buf_add(&text, STR("Pupil Ref,School,Review date,Working 1,Hopes 1\n"));
    for (int i = 0; i < 28; i++)
        buf_add_format(&text, "T%d," IN_MAY "%s,%s\n", i, i < 20 ? "Art club" : "",
                       i < 22 ? "A job with animals" : "");
    for (int i = 28; i < 38; i++)
        buf_add_format(&text, "T%d,Holly Bank School,,,\n", i);
    REQUIRE(t, open_with_reviews(t, &place, buf_str(&text)));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Of 6 who had had one, no views are here"));
    CHECK(t, shows(all, "what is working, a number that is hidden;"));
    CHECK(t, shows(all, "hopes for the future, 6."));
    workplace_close(&place);
    REQUIRE_OK(t, report_counts(t, &place, 3, 20, 15, 12, &all), place.err);
    CHECK(t, !shows(all, "what is working, 20;"));
    workplace_close(&place);
}

/* 17 of the 20 whose words count said more; 6 others said only what is held back. */
static void spare_words_leave_no_few(struct test *t)
{
    struct workplace place;
    struct str all;
    struct buf text = BUF_IN(t->arena);
    buf_add(&text, STR("Pupil Ref,School,Review date,Working 1,Working 2,Working 3\n"));
    for (int i = 0; i < 26; i++)
        buf_add_format(&text, "T%d," IN_MAY "%s,%s,%s\n", i,
                       i < 20 ? "Art club" : "Nobody hits me now",
                       i < 17 ? "My friends" : "", i < 17 ? "Swimming too" : "");
    REQUIRE(t, open_with_reviews(t, &place, buf_str(&text)));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "There were 6 such statements, from 6 people."));
    CHECK(t, shows(all, "Some more statements, beyond these or from an earlier review, "
                        "are not in this report; how many is hidden."));
    workplace_close(&place);
}

/* They had a review in the cycle before, so that they are known. */
static bool with_strangers(struct workplace *place, int strangers)
{
    struct buf text = BUF_IN(place->arena);
    buf_add(&text, STR("Pupil Ref,School,Review date,Working 1\n"));
    for (int i = 0; i < strangers; i++)
        buf_add_format(&text, "T%d,Holly Bank School,04/05/2024,\n", 900 + i);
    return workplace_import(place, SHEET_REVIEWS, "before.csv",
                            str_c(place->arena, buf_str(&text))) &&
           workplace_new_cycle(place, "2026") &&
           import_counts(place, 20, 6, 15, 7, strangers);
}

static void people_without_a_review_are_told_of(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, with_strangers(&place, 5));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Of the 41 young people whose reviews were due, the views of 27 "
                        "are here."));
    CHECK(t, shows(all, "Beside them, the words of 5 young people are here of whom no "
                        "review is known."));
    CHECK(t, counted(&place).not_due == 5);
    workplace_close(&place);
}

static void how_few_without_a_review_is_hidden(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, with_strangers(&place, 2));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "of whom no review is known are here too; how many "
                        "they are is hidden."));
    workplace_close(&place);
}

static void exactly_a_third_is_a_third(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_PARTICIPANTS, "room.csv",
                                "Role group,Number,Invited,Attended\n"
                                "Young person,6,Y,Y\nParent,5,Y,Y\nSchool,22,Y,Y\n"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "were 11 of the 33 people who came (33%). The method asks for "
                        "at least a third.") &&
                 !shows(all, "invite more"));
    workplace_close(&place);
}

/* What a local process asks for is said, and what the method does where they differ. */
static void check_share(struct test *t, const char *people, const char *sentence)
{
    static const char script[] =
        "local wtfc = require \"workflows.working_together_for_change\"\n"
        "return wtfc:extend { title = \"Ours\", prepare = { ready = {\n"
        "young_people_and_families = { at_least = 0.40 } } } }\n";
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open_with(t, "ours", script, &place));
    REQUIRE(t, workplace_import(&place, SHEET_PARTICIPANTS, "room.csv", people));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    if (!shows(all, sentence))
        test_fail_str(t, __FILE__, __LINE__, all, str_of(sentence));
    workplace_close(&place);
}

static void says_the_share_that_the_process_asks_for(struct test *t)
{
    check_share(t,
                "Role group,Number,Invited,Attended\n"
                "Young person,6,Y,Y\nParent,6,Y,Y\nSchool,18,Y,Y\n",
                "were 12 of the 30 people who came (40%). This process asks for at least "
                "40%; the method itself asks for a third.|");
}

static void says_the_share_that_was_missed(struct test *t)
{
    check_share(t,
                "Role group,Number,Invited,Attended\n"
                "Young person,6,Y,Y\nParent,5,Y,Y\nSchool,19,Y,Y\n",
                "were 11 of the 30 people who came (37%). This process asks for at least "
                "40%; the method itself asks for a third. Next time we must invite "
                "more.|");
}

static void a_planned_workshop_was_not_held(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_do(&place, "prepare.workshop date=2024-11-19"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "The workshop was on 19 November 2024."));
    REQUIRE(t, workplace_do(&place, "prepare.workshop date=2099-11-19"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "The workshop will be on 19 November 2099."));
    workplace_close(&place);
}

/* Beside the question, which asks the same every year. */
static void says_of_which_year_it_is(struct test *t)
{
    struct workplace place;
    struct published doc;
    struct str page;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_do(&place, "prepare.ask question=\"What would help?\""));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK_STR(t, doc.subtitle, "What would help?");
    CHECK_STR(t, doc.cycle, "2025");
    REQUIRE_OK(t, report_html(t->arena, &doc, &page, &place.err), place.err);
    CHECK(t, shows(page, "<p class=\"date\">2025: as it was on "));
    workplace_close(&place);
}

/* Of two whose numbers are hidden, nobody learns which is larger. */
static void hidden_themes_stand_in_no_order(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t,
            workplace_import(&place, SHEET_REVIEWS, "few.csv",
                             "Pupil Ref,Surname,Forename,School,Review date,Not working "
                             "1\nT1,Quixby,Zoltan,Holly Bank School,04/11/2024,The lunch "
                             "hall echoes\nT2,Mirkwell,Odessa,Holly Bank School,"
                             "04/11/2024,The bus home is late\nT3,Vantry,Isolde,Holly "
                             "Bank School,04/11/2024,The bus home is always late\n"));
    REQUIRE_OK(t,
               run_lines(&place,
                         "theme.new as=@hall section=not_working name=\"I eat alone\" "
                         "statements=few.csv:2:not_working1\n"
                         "theme.agree theme=@hall\n"
                         "theme.new as=@bus section=not_working name=\"I am late\" "
                         "statements=few.csv:3:not_working1,few.csv:4:not_working1\n"
                         "theme.agree theme=@bus\n"),
               place.err);
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t, shows(all_text(t, &doc),
                   "I eat alone|hidden|hidden|\nI am late|hidden|hidden|"));
    workplace_close(&place);
}

const struct test_case publish_people_tests[] = {
    {"hidden themes stand in no order of size", hidden_themes_stand_in_no_order},
    {"views are counted by people, not by reviews", counts_people_and_not_their_reviews},
    {"no sentence beside a table differs by few",
     a_sentence_hides_what_would_differ_by_few},
    {"words in a plan are not a review that was held", a_plan_is_no_review},
    {"why views are more than reviews is said", says_why_views_are_more_than_reviews},
    {"few with words in a plan alone are hidden", few_with_a_plan_alone_are_hidden},
    {"what differs by few is not told beside it",
     what_differs_by_few_is_not_told_beside_it},
    {"no view leaves no few", no_view_leaves_no_few},
    {"spare words leave no few", spare_words_leave_no_few},
    {"people without a review are told of", people_without_a_review_are_told_of},
    {"how few are without a review is hidden", how_few_without_a_review_is_hidden},
    {"exactly a third is a third", exactly_a_third_is_a_third},
    {"the share that the process asks for is said",
     says_the_share_that_the_process_asks_for},
    {"the share that was missed is said", says_the_share_that_was_missed},
    {"a planned workshop was not held", a_planned_workshop_was_not_held},
    {"the first page says of which year it is", says_of_which_year_it_is},
    {0},
};
