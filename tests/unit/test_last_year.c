/* SPDX-License-Identifier: MIT */
/* Last year's themes tried on this year's words, by the words alone. */
#include "workplace.h"

#define HEAD "Pupil Ref,Review date,Not working 1,Not working 2\n"

static bool two_years(struct test *t, struct workplace *place)
{
    return workplace_open_on(t, place, SHEET_REVIEWS, "old.csv",
                             HEAD
                             "T1,04/11/2024,The school bus is late,No job for me\n"
                             "T2,04/11/2024,My bus is late every day,I have no job\n"
                             "T3,04/11/2024,The late bus again,A job is not there\n") &&
           workplace_do(place, "theme.new section=not_working name=\"I am late by bus\" "
                               "statements=old.csv:2:not_working1,"
                               "old.csv:3:not_working1,old.csv:4:not_working1") &&
           workplace_do(place, "theme.new section=not_working name=\"I have no job\" "
                               "statements=old.csv:2:not_working2,"
                               "old.csv:3:not_working2,old.csv:4:not_working2") &&
           workplace_next(place, "2026") &&
           workplace_import(place, SHEET_REVIEWS, "new.csv",
                            HEAD "T1,04/11/2025,The bus was late again,Xylophones\n"
                                 "T2,04/11/2025,A late school bus,No job for T2\n");
}

/* Runs it, `pretend` or not, and keeps the outcome. */
static bool tried(struct workplace *place, bool pretend)
{
    struct json args = json_object();
    struct command_request request = {.cycle = place->cycle,
                                      .name = STR("theme.from_last_year"),
                                      .args = &args,
                                      .pretend = pretend};
    return command_run(place->engine, place->t->arena, &request, &place->result,
                       &place->err);
}

static size_t in_group(struct workplace *place, const char *label)
{
    struct str id = workplace_id(place, "theme", "label", label);
    struct json all = workplace_records(place, "statement");
    size_t count = 0;
    for (size_t i = 0; id.len && i < json_count(&all); i++)
        count += str_equal(json_find_text(json_item(&all, i), STR("theme")), id);
    return count;
}

static void trying_changes_nothing(struct test *t)
{
    struct workplace place;
    REQUIRE(t, two_years(t, &place));
    struct json before = workplace_records(&place, "statement");
    REQUIRE_OK(t, tried(&place, true), place.err);
    const struct json *themes = json_find(&place.result.outcome, STR("themes"));
    REQUIRE(t, themes && json_count(themes) == 2);
    CHECK(t, json_count(json_find(json_item(themes, 0), STR("statements"))) == 2);
    CHECK(t, json_count(json_find(json_item(themes, 1), STR("statements"))) == 1);
    CHECK(t, json_count(json_find(&place.result.outcome, STR("over"))) == 1);
    CHECK_STR(t, json_find_text(&place.result.outcome, STR("by")), "words");
    struct json after = workplace_records(&place, "statement");
    CHECK(t, json_equal(&before, &after) && workplace_count(&place, "theme") == 0);
    workplace_close(&place);
}

static void puts_them_there_as_drafts(struct test *t)
{
    struct workplace place;
    REQUIRE(t, two_years(t, &place));
    REQUIRE_OK(t, tried(&place, false), place.err);
    CHECK(t, workplace_count(&place, "theme") == 2);
    CHECK(t, in_group(&place, "I am late by bus") == 2);
    CHECK(t, in_group(&place, "I have no job") == 1);
    struct str bus = workplace_id(&place, "theme", "label", "I am late by bus");
    CHECK_STR(t, workplace_field(&place, bus, "drafted"), "yes");
    CHECK_STR(t, workplace_field(&place, bus, "name"), ""); /* people say that */
    CHECK_STR(t, workplace_field(&place, bus, "previous"), "");
    struct json before = workplace_records(&place, "theme");
    REQUIRE_OK(t, tried(&place, false), place.err);
    struct json after = workplace_records(&place, "theme");
    CHECK(t, json_equal(&before, &after));           /* again it doubles nothing */
    REQUIRE(t, workplace_do(&place, "theme.draft")); /* and is the computer's to drop */
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static void leaves_what_people_placed(struct test *t)
{
    struct workplace place;
    REQUIRE(t, two_years(t, &place));
    REQUIRE(t, workplace_do(&place, "theme.new section=not_working name=\"I wait\" "
                                    "statements=new.csv:2:not_working1"));
    REQUIRE(t, workplace_do(&place, "review.link_theme theme=\"I wait\" "
                                    "previous=\"I am late by bus\""));
    REQUIRE(t, workplace_do(&place, "theme.unsure statements=new.csv:3:not_working2"));
    struct str mine = workplace_id(&place, "theme", "name", "I wait");
    REQUIRE_OK(t, tried(&place, false), place.err);
    /* The other bus would go to a theme that people have: it is only named. */
    const struct json *themes = json_find(&place.result.outcome, STR("themes"));
    CHECK(t, str_equal(json_find_text(json_item(themes, 0), STR("already")), mine));
    CHECK(t, json_count(json_find(json_item(themes, 0), STR("statements"))) == 1);
    CHECK(t, workplace_count(&place, "theme") == 1);
    struct str unsure =
        workplace_by(&place, "statement", "source", "new.csv:3:not_working2");
    CHECK_STR(t, workplace_field(&place, unsure, "tray"), "unsure");
    struct str put =
        workplace_by(&place, "statement", "source", "new.csv:2:not_working1");
    CHECK(t, str_equal(workplace_field(&place, put, "theme"), mine));
    workplace_close(&place);
}

static void odd_years(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    CHECK(t, workplace_refuses(&place, "theme.from_last_year", "no cycle before it"));
    REQUIRE(t, workplace_next(&place, "2026"));
    REQUIRE_OK(t, tried(&place, false), place.err); /* nothing then, nothing now */
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "new.csv",
                                HEAD "T1,04/11/2025,The bus was late again,!!!\n"));
    REQUIRE_OK(t, tried(&place, false), place.err);
    CHECK(t, workplace_count(&place, "theme") == 0);
    CHECK(t, workplace_refuses(&place, "theme.from_last_year section=weather", ""));
    workplace_close(&place);
}

const struct test_case last_year_tests[] = {
    {"trying changes nothing", trying_changes_nothing},
    {"put there as drafts, once", puts_them_there_as_drafts},
    {"what people placed stays", leaves_what_people_placed},
    {"years without themes or words", odd_years},
    {0},
};
