/* SPDX-License-Identifier: MIT */
/* What a report says of what is measured, and of the cycles before. */
#include "published_show.h"

static const char reviews[] =
    "Pupil Ref,School,Review date,Not working 1,Not working 2\n"
    "T1,Holly Bank School,04/05/2025,The hall is loud,The bus is late\n";

static const char first_year[] =
    "theme.new as=@hall section=not_working name=\"I cannot eat in the noise\" "
    "statements=reviews.csv:2:not_working1\n"
    "theme.agree theme=@hall\n"
    "theme.new as=@bus section=not_working name=\"I wait for the bus\" "
    "statements=reviews.csv:2:not_working2\n"
    "theme.agree theme=@bus\n"
    "understand.cause as=@why theme=@hall text=\"The hall has bare walls\"\n"
    "understand.root cause=@why\n"
    "understand.vote cause=@why perspective=young_person dots=3\n"
    "identify_success.success as=@good cause=@why perspective=young_person "
    "text=\"I eat with my friends\"\n"
    "plan.action as=@do success=@good what=\"Put up panels\" who=\"Site team\" "
    "by=2025-12-01 kind=change\n"
    "implement.indicator as=@eat action=@do wording=\"Who eats in the hall\" "
    "type=better_off direction=up baseline=2.0 target=40 target_date=2026-01-01\n"
    "implement.measure indicator=@eat date=2025-09-01 value=22\n"
    "implement.indicator action=@do wording=\"Panels that hang\" type=how_much "
    "unit=\"Days\" direction=up baseline=3 target=4 target_date=2026-01-01\n"
    "implement.indicator action=@do wording=\"Families who came\" type=how_much "
    "unit=Families direction=down baseline=9 target=4 target_date=2026-01-01\n"
    "implement.indicator action=@do wording=\"Lunches in the hall\" type=how_much "
    "unit=\"%\" counts=things direction=up baseline=3 target=60 target_date=2026-01-01\n";

static void hides_small_measures_of_people(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE_OK(t, run_lines(&place, first_year), place.err);
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "Who eats in the hall|who is better off|hidden|40|"));
    CHECK(t, shows(all, "Panels that hang|how much we did|3 Days|4 Days|"));
    CHECK(t, shows(all, "Families who came|how much we did|9 Families|hidden|"));
    CHECK(t, shows(all, "Lunches in the hall|how much we did|3%|60%|"));
    CHECK(t, !shows(all, "At the start|2.0"));
    workplace_close(&place);
}

static void goes_on_from_the_year_before(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE_OK(t, run_lines(&place, first_year), place.err);
    struct str hall = workplace_id(&place, "theme", "name", "I cannot eat in the noise");
    REQUIRE(t, workplace_next(&place, "2026"));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE(t, workplace_do(&place,
                            "theme.new section=not_working name=\"I eat in a loud hall\" "
                            "statements=reviews.csv:2:not_working1"));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t, !shows(all_text(t, &doc), "not a theme this time")); /* none is agreed yet */
    REQUIRE(t, workplace_do(&place, "theme.agree theme=\"I eat in a loud hall\""));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "I cannot eat in the noise|Put up panels|No news yet|"));
    CHECK(t,
          shows(all, "Put up panels|Site team||1 December 2025 (overdue)|change|||I eat "
                     "with my friends|"));
    CHECK(t, shows(all, "I cannot eat in the noise|The hall has bare walls|"
                        "I eat with my friends|Put up panels|Who eats in the hall|"));
    CHECK(t, shows(all, "|40|1 January 2026|22|1 September 2025|"));
    CHECK(t, shows(all, "I eat in a loud hall||new this time|"));
    CHECK(t, shows(all, "|I wait for the bus|not a theme this time|"));
    struct str link = str_format(
        t->arena, "review.link_theme theme=\"I eat in a loud hall\" previous=%.*s",
        STR_ARGS(hall));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, link)));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t, shows(all_text(t, &doc),
                   "I eat in a loud hall|I cannot eat in the noise|still said|"));
    workplace_close(&place);
}

static const char themes_of_two_years[] =
    "theme.new section=not_working name=\"I eat in a loud hall\" "
    "statements=reviews.csv:2:not_working1\n"
    "theme.agree theme=\"I eat in a loud hall\"\n"
    "theme.new section=not_working name=\"I wait for buses\" "
    "statements=reviews.csv:2:not_working2\n"
    "theme.agree theme=\"I wait for buses\"\n";

/* One that has split, two that have become one, and what only the computer says. */
static void says_what_became_of_themes(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE_OK(t, run_lines(&place, first_year), place.err);
    REQUIRE(t, workplace_next(&place, "2026"));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE_OK(t, run_lines(&place, themes_of_two_years), place.err);
    REQUIRE(t, workplace_do(&place, "theme.lineage"));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t, shows(all_text(t, &doc), "I wait for buses|I wait for the bus|perhaps still "
                                      "said; people have not looked at this yet|"));
    CHECK(t, !shows(all_text(t, &doc), "|I wait for the bus|not a theme this time|"));
    REQUIRE(t, workplace_do(&place, "review.agree_link themes=\"I wait for buses\""));
    REQUIRE(t, workplace_do(&place, "review.link_theme theme=\"I eat in a loud hall\" "
                                    "previous=\"I wait for the bus\""));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t,
          shows(all_text(t, &doc), "I wait for buses|I wait for the bus|still said, as "
                                   "2 themes now|"));
    REQUIRE(t,
            workplace_do(&place, "review.unlink_theme theme=\"I eat in a loud hall\""));
    REQUIRE(t, workplace_do(&place, "review.link_theme theme=\"I wait for buses\" "
                                    "previous=\"I wait for the bus\" "
                                    "also=\"I cannot eat in the noise\""));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t, shows(all_text(t, &doc),
                   "I wait for buses|I cannot eat in the noise; I wait for the bus|still "
                   "said; 2 themes of last time are one now|"));
    CHECK(t, shows(all_text(t, &doc), "I eat in a loud hall||new this time|"));
    workplace_close(&place);
}

const struct test_case publish_before_tests[] = {
    {"small measures of people are hidden", hides_small_measures_of_people},
    {"a second year goes on from the first", goes_on_from_the_year_before},
    {"themes that split, joined, or are only suggested", says_what_became_of_themes},
    {0},
};
