/* SPDX-License-Identifier: MIT */
/* What the report tells of shares, of what is due, and of who was told. */
#include "published_show.h"

static const char plan[] =
    "theme.new as=@hall section=not_working name=\"I cannot eat in the noise\"\n"
    "understand.cause as=@why theme=@hall text=\"The hall has bare walls\"\n"
    "understand.root cause=@why\n"
    "identify_success.success as=@good cause=@why perspective=young_person "
    "text=\"I eat with my friends\"\n"
    "plan.action as=@do success=@good what=\"Put up panels\" who=\"Site team\" "
    "organisation=\"Holly Bank School\" by=2025-12-01 kind=change\n"
    "implement.indicator as=@eat action=@do wording=\"Who eats in the hall\" "
    "type=better_off direction=up target=60 target_date=2027-01-01 "
    "numerator=\"young people who eat there\" denominator=\"young people asked\" "
    "source=\"School survey\" baseline=10 baseline_date=2024-01-01 every_months=1\n"
    "implement.indicator as=@panels action=@do wording=\"Schools with panels\" "
    "type=how_much direction=up target=100 target_date=2027-01-01 "
    "numerator=\"schools with panels\" denominator=\"schools\"\n";

/* With that plan. */
static bool open_planned(struct test *t, struct workplace *place)
{
    return workplace_open(t, place) && run_lines(place, plan);
}

static bool measure(struct workplace *place, const char *which, const char *parts)
{
    struct str line = str_format(
        place->t->arena, "implement.measure indicator=\"%s\" date=%s", which, parts);
    return workplace_do(place, str_c(place->t->arena, line));
}

/* Of how much was done, with nine to aim at. */
static bool count_too(struct workplace *place, const char *wording, const char *parts)
{
    struct str line = str_format(
        place->t->arena,
        "implement.indicator action=\"Put up panels\" wording=\"%s\" type=how_much "
        "direction=up target=9 target_date=2027-01-01 %s",
        wording, parts);
    return workplace_do(place, str_c(place->t->arena, line));
}

static void hides_small_shares(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_planned(t, &place), place.err);
    REQUIRE(t, measure(&place, "Who eats in the hall",
                       "2024-02-01 numerator=20 denominator=40"));
    REQUIRE(t, measure(&place, "Schools with panels",
                       "2024-02-01 numerator=2 denominator=9"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Who eats in the hall|who is better off|10%|60%|1 January "
                        "2027|50% (20 of 40)|1 February 2024|better than at the start|"));
    CHECK(t, shows(all, "22.2%"));
    CHECK(t, shows(all, "22.2% (2 of 9)"));
    CHECK(t, shows(all, "Where no numbers stand beside a percentage at the start"));
    /* A start of few people is hidden like what is measured. */
    REQUIRE_OK(t,
               workplace_do(&place, "implement.aim indicator=\"Who eats in the hall\" "
                                    "baseline_numerator=3 baseline_denominator=40"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Who eats in the hall|who is better off|hidden|60%|"));
    CHECK(t, !shows(all, "7.5") && !shows(all, "|20 of 40|"));
    REQUIRE_OK(t,
               workplace_do(&place, "implement.aim indicator=\"Who eats in the hall\" "
                                    "baseline_numerator=6 baseline_denominator=60"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Who eats in the hall|who is better off|10% (6 of 60)|60%|"));
    CHECK(t, shows(all, "1 January 2024|10|6 of 60|"));
    /* 3 of 40 ate there; 38 of 40, so that two did not; 9 of 10. */
    static const char *const small[] = {"numerator=3 denominator=40",
                                        "numerator=38 denominator=40",
                                        "numerator=5 denominator=10"};
    static const char *const value[] = {"7.5", "95%", "|50%|"};
    for (size_t i = 0; i < sizeof small / sizeof small[0]; i++) {
        struct str parts = str_format(t->arena, "2024-0%zu-01 %s", i + 3, small[i]);
        REQUIRE(t, measure(&place, "Who eats in the hall", str_c(t->arena, parts)));
        REQUIRE_OK(t, publish_text(&place, &all), place.err);
        CHECK(t, shows(all, "Who eats in the hall|who is better off|10% (6 of 60)|60%|"
                            "1 January 2027|hidden|"));
        CHECK(t, !shows(all, value[i]));
        CHECK(t, !shows(all, "At the start|10")); /* the chart's table */
    }
    workplace_close(&place);
}

static void says_what_is_due(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_planned(t, &place), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Who eats in the hall|young people who eat there, out of young "
                        "people asked|School survey|every month|1 February "
                        "2024|yes|"));
    CHECK(t,
          shows(all, "Schools with panels|schools with panels, out of schools||every 6 "
                     "months|"));
    CHECK(t, workplace_refuses(&place,
                               "implement.measure indicator=\"Schools with panels\" "
                               "date=2024-02-01 numerator=0 denominator=0",
                               "denominator=0"));
    CHECK(t, workplace_refuses(&place,
                               "implement.measure indicator=\"Schools with panels\" "
                               "date=2024-02-01 value=20",
                               "give its two parts"));
    /* What is measured no more is never due. */
    REQUIRE_OK(t,
               workplace_do(&place, "implement.stop indicator=\"Who eats in the hall\""),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, !shows(all, "|yes|"));
    workplace_close(&place);
}

/* An action whose day has passed, and that is not done. */
static void says_which_action_is_overdue(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_planned(t, &place), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "|By when|") && shows(all, "|How it stands|"));
    CHECK(t, shows(all, "|1 December 2025 (overdue)|"));
    REQUIRE_OK(
        t, workplace_do(&place, "review.progress action=\"Put up panels\" state=done"),
        place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "|1 December 2025|"));
    workplace_close(&place);
}

static void says_who_was_told(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t,
               workplace_do(&place, "implement.share channel=assembly what=\"Panels are "
                                    "coming\" date=2024-02-01 audience=\"Years 9 to 11\" "
                                    "told=young_person,school told_by=\"Deputy head\""),
               place.err);
    REQUIRE_OK(t,
               workplace_do(&place, "implement.share channel=letter what=\"Thank you\" "
                                    "date=2024-01-15"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, str_find(all, STR("15 January 2024|letter")) <
                 str_find(all, STR("1 February 2024|assembly")));
    CHECK(t, shows(all, "1 February 2024|assembly|Years 9 to 11|young person, "
                        "school|Panels are coming|Deputy head|"));
    workplace_close(&place);
}

/* Nobody but its officers knows whether three navigators are people to be hidden. */
static void asks_what_it_counts(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE_OK(t, open_planned(t, &place), place.err);
    REQUIRE(t, count_too(&place, "Who helps", "baseline=3 unit=navigators"));
    REQUIRE(t, count_too(&place, "Who came", "baseline=4 unit=families counts=things"));
    struct str helps = workplace_id(&place, "indicator", "wording", "Who helps");
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t, shows(all_text(t, &doc), "Who helps|how much we did|hidden|9 navigators|"));
    CHECK(t, shows(all_text(t, &doc), "Who came|how much we did|hidden|9 families|"));
    CHECK(t, doc.doubted.count == 1 && str_equal(doc.doubted.items[0], helps));
    REQUIRE_OK(t,
               workplace_do(&place, "implement.reword_indicator indicator=\"Who helps\" "
                                    "counts=things"),
               place.err);
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t, shows(all_text(t, &doc), "Who helps|how much we did|3 navigators|9 nav"));
    CHECK(t, doc.doubted.count == 0);
    workplace_close(&place);
}

/* What its officers say of a unit that is mostly none is no less true. */
static void hides_what_is_said_to_be_people(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_planned(t, &place), place.err);
    REQUIRE(t, count_too(&place, "Who was seen", "baseline=3 unit=visits counts=people"));
    REQUIRE(t, count_too(&place, "Spent", "baseline=3 unit=£ counts=people"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Who was seen|how much we did|hidden|9 visits|"));
    CHECK(t, shows(all, "Spent|how much we did|£3|£9|"));
    workplace_close(&place);
}

/* Three fewer are three people. */
static void hides_few_below_nothing(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_planned(t, &place), place.err);
    REQUIRE_OK(
        t,
        run_lines(&place,
                  "implement.indicator action=\"Put up panels\" wording=\"More who "
                  "eat here\" type=better_off direction=down target=-9 "
                  "target_date=2027-01-01 baseline=0 baseline_date=2024-01-01 "
                  "unit=\"young people\"\n"
                  "implement.measure indicator=\"More who eat here\" "
                  "date=2024-02-01 value=-3\n"),
        place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "|-9 young people|1 January 2027|hidden|1 February 2024|"));
    CHECK(t, !shows(all, "-3"));
    workplace_close(&place);
}

static const char any_unit[] =
    "local step = require 'step'\n"
    "return require('workflows.working_together_for_change'):extend {\n"
    "    title = 'Ours',\n"
    "    steps = { insert = { step {\n"
    "        name = 'units', title = 'Units', purpose = 'Say units.', changes = { "
    "'indicator' },\n"
    "        commands = { say = step.sets('indicator', { title = 'Say a unit', args = {\n"
    "            { 'indicator', 'indicator', title = 'Which' },\n"
    "            { 'unit', 'indicator.unit', title = 'The unit' } } }) },\n"
    "    }, after = 'implement' } },\n"
    "}\n";

/* Eight per cent of forty are three, whoever says what the unit is. */
static void hides_a_percentage_of_people_alone(struct test *t)
{
    static const char *const units[] = {"% of the 40 leavers", "per cent of the leavers",
                                        "percent", "percentage of leavers"};
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open_with(t, "ours", any_unit, &place));
    REQUIRE_OK(t, run_lines(&place, plan), place.err);
    REQUIRE(t, count_too(&place, "Who left", "baseline=8 unit=leavers"));
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        struct str line = str_format(
            t->arena, "units.say indicator=\"Who left\" unit=\"%s\"", units[i]);
        REQUIRE_OK(t, workplace_do(&place, str_c(t->arena, line)), place.err);
        REQUIRE_OK(t, publish_text(&place, &all), place.err);
        CHECK(t, shows(all, "Who left|how much we did|hidden|"));
        CHECK(t, !shows(all, "8%") && !shows(all, "8 per"));
    }
    workplace_close(&place);
}

static void says_what_was_stopped(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_planned(t, &place), place.err);
    REQUIRE(t, measure(&place, "Who eats in the hall",
                       "2024-02-01 numerator=20 denominator=40"));
    REQUIRE_OK(t,
               run_lines(&place, "implement.stop indicator=\"Who eats in the hall\"\n"
                                 "implement.stop indicator=\"Schools with panels\"\n"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "1 February 2024|better than at the start; no longer "
                        "measured|"));
    CHECK(t, shows(all, "Schools with panels: stopped before it was measured"));
    CHECK(t, !shows(all, "not measured yet"));
    workplace_close(&place);
}

/* What was measured before the start is drawn before it, and tells nothing of the
 * change. */
static void draws_in_order_of_time(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_planned(t, &place), place.err);
    REQUIRE(t, measure(&place, "Who eats in the hall",
                       "2023-01-01 numerator=30 denominator=40"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "75% (30 of 40)|1 January 2023|not measured since the start|"));
    CHECK(t, shows(all, "Who eats in the hall: not measured since the start"));
    REQUIRE(t, measure(&place, "Who eats in the hall",
                       "2024-02-01 numerator=20 denominator=40"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "1 January 2023|75|30 of 40|\n1 January 2024|10|\n"
                        "1 February 2024|50|20 of 40|"));
    workplace_close(&place);
}

/* An indicator that began at 20 of 40, or so many, and stands where it stands. */
static bool with_share(struct workplace *place, const char *name, int target,
                       const char *start, const char *latest)
{
    struct arena *arena = place->t->arena;
    struct str line = str_format(
        arena,
        "implement.indicator action=\"Put up panels\" wording=\"%s\" type=better_off "
        "direction=%s target=%d target_date=2027-01-01 numerator=\"young people who eat "
        "there\" denominator=\"young people asked\" baseline_date=2024-01-01 %s",
        name, target < 50 ? "down" : "up", target, start);
    return workplace_do(place, str_c(arena, line)) &&
           measure(place, name, str_c(arena, str_format(arena, "2024-02-01 %s", latest)));
}

/* Whatever it is that is hidden, all rows read the same behind it. */
static void tells_nothing_of_a_hidden_value(struct test *t)
{
    static const int targets[] = {3, 5, 97, 100};
    static const int parts[][2] = {{1, 40},  {2, 40}, {4, 40}, {36, 40},
                                   {39, 40}, {5, 10}, {7, 7},  {10, 10}};
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, run_lines(&place, plan), place.err);
    for (size_t a = 0; a < 4; a++)
        for (size_t i = 0; i < 8; i++)
            REQUIRE(
                t,
                with_share(
                    &place, str_c(t->arena, str_format(t->arena, "Row %zu-%zu.", a, i)),
                    targets[a], "baseline_numerator=20 baseline_denominator=40",
                    str_c(t->arena, str_format(t->arena, "numerator=%d denominator=%d",
                                               parts[i][0], parts[i][1]))));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    for (size_t a = 0; a < 4; a++)
        for (size_t i = 0; i < 8; i++) {
            struct str row = str_format(
                t->arena,
                "Row %zu-%zu.|who is better off|50%% (20 of 40)|%d%%|1 January 2027|"
                "hidden|1 February 2024|not told: the number is hidden|",
                a, i, targets[a]);
            CHECK(t, shows(all, str_c(t->arena, row)));
            row = str_format(t->arena, "Row %zu-%zu.: not told: the number is hidden", a,
                             i);
            CHECK(t, shows(all, str_c(t->arena, row)));
        }
    workplace_close(&place);
}

/* What is shown is not set beside what is not; the target is nobody's number. */
static void tells_nothing_of_a_hidden_start(struct test *t)
{
    static const char few[] = "baseline_numerator=2 baseline_denominator=10";
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, run_lines(&place, plan), place.err);
    REQUIRE(t, with_share(&place, "Row more.", 60, few, "numerator=20 denominator=40"));
    REQUIRE(t, with_share(&place, "Row same.", 60, few, "numerator=8 denominator=40"));
    REQUIRE(t, with_share(&place, "Row less.", 60, few, "numerator=5 denominator=40"));
    REQUIRE(t, with_share(&place, "Row done.", 60, few, "numerator=30 denominator=40"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "50% (20 of 40)|1 February 2024|not reached yet|"));
    CHECK(t, shows(all, "20% (8 of 40)|1 February 2024|not reached yet|"));
    CHECK(t, shows(all, "12.5% (5 of 40)|1 February 2024|not reached yet|"));
    CHECK(t, shows(all, "75% (30 of 40)|1 February 2024|target reached|"));
    CHECK(t, !shows(all, "at the start|\n") && !shows(all, ": better than"));
    workplace_close(&place);
}

const struct test_case publish_measures_tests[] = {
    {"how it stands tells nothing of what is hidden", tells_nothing_of_a_hidden_value},
    {"nor of a start that is hidden", tells_nothing_of_a_hidden_start},
    {"measurements stand in order of time", draws_in_order_of_time},
    {"what may count people is asked about", asks_what_it_counts},
    {"what is said to be people is hidden", hides_what_is_said_to_be_people},
    {"few people are few below nothing, too", hides_few_below_nothing},
    {"a percentage of people without its numbers is hidden",
     hides_a_percentage_of_people_alone},
    {"what was stopped is said to be", says_what_was_stopped},
    {"shares of few people are hidden", hides_small_shares},
    {"what is due and overdue is said", says_what_is_due},
    {"an action that is overdue says so", says_which_action_is_overdue},
    {"the register says who was told", says_who_was_told},
    {0},
};
