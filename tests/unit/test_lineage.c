/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#define MAKE(t, place) REQUIRE_OK(t, workplace_make(t, &(place)), (place).err)
#define DO(t, place, line, outcome)                                                      \
    REQUIRE_OK(t, workplace_do(&(place), line, outcome), (place).err)
#define HEAD "Pupil Ref,Review date,Working 1,Not working 1,Not working 2\n"

static bool last_year(struct workplace *place)
{
    return workplace_reviews(
               place,
               HEAD "T1,04/11/2024,The lunch club,The school bus is late,No signs here\n"
                    "T2,04/11/2024,,My bus comes late every day,Nobody signs\n") &&
           workplace_do(place,
                        "theme.new section=not_working name=\"I am late by bus\" "
                        "statements=reviews.csv:2:not_working1,"
                        "reviews.csv:3:not_working1",
                        NULL) &&
           workplace_do(place,
                        "theme.new section=not_working name=\"I need people who sign\" "
                        "statements=reviews.csv:2:not_working2,"
                        "reviews.csv:3:not_working2",
                        NULL) &&
           workplace_do(place,
                        "theme.new section=working name=\"I like lunch club\" "
                        "statements=reviews.csv:2:working1",
                        NULL);
}

static bool this_year(struct workplace *place)
{
    return workplace_next(place, "2026") &&
           workplace_import(
               place, SHEET_REVIEWS, "new.csv",
               HEAD "T1,04/11/2025,The bus is late no more,The bus was late again,"
                    "Trampoline\n"
                    "T2,04/11/2025,,We wait for the late school bus,\n") &&
           workplace_do(place,
                        "theme.new section=not_working name=\"I wait for my bus\" "
                        "statements=new.csv:2:not_working1,new.csv:3:not_working1",
                        NULL) &&
           workplace_do(place,
                        "theme.new section=not_working name=\"I want a trampoline\" "
                        "statements=new.csv:2:not_working2",
                        NULL) &&
           workplace_do(place,
                        "theme.new section=working name=\"I am on time by bus\" "
                        "statements=new.csv:2:working1",
                        NULL);
}

static struct str previous_of(struct workplace *place, const char *name)
{
    struct json theme = workplace_find(place, "theme", "name", name);
    return json_find_text(&theme, STR("previous"));
}

static int64_t linked(const struct json *outcome)
{
    return json_find_integer(outcome, STR("linked"), -1);
}

static bool lineage(struct workplace *place, struct json *outcome)
{
    struct json args = json_object();
    struct command_result result;
    struct command_request request = {
        .cycle = place->cycle, .name = STR("theme.lineage"), .args = &args};
    if (!command_run(place->engine, place->t->arena, &request, &result, &place->err))
        return false;
    place->number = result.number;
    *outcome = result.outcome;
    return true;
}

static void links_what_is_alike(struct test *t)
{
    struct workplace place;
    struct json outcome;
    MAKE(t, place);
    REQUIRE_OK(t, last_year(&place), place.err);
    struct str bus = workplace_id(&place, "theme", "name", "I am late by bus");
    REQUIRE_OK(t, this_year(&place), place.err);
    REQUIRE_OK(t, lineage(&place, &outcome), place.err);
    CHECK(t, str_equal(previous_of(&place, "I wait for my bus"), bus));
    CHECK_STR(t, previous_of(&place, "I want a trampoline"), "");
    /* The bus of another section is another thing. */
    CHECK(t, !str_equal(previous_of(&place, "I am on time by bus"), bus));
    CHECK(t, linked(&outcome) == 1);
    CHECK(t, workplace_verify(&place));
    workplace_close(&place);
}

static void leaves_what_people_linked(struct test *t)
{
    struct workplace place;
    struct json outcome;
    MAKE(t, place);
    REQUIRE_OK(t, last_year(&place), place.err);
    struct str signs = workplace_id(&place, "theme", "name", "I need people who sign");
    REQUIRE_OK(t, this_year(&place), place.err);
    struct str now = workplace_id(&place, "theme", "name", "I wait for my bus");
    struct str line = str_format(t->arena, "review.link_theme theme=%.*s previous=%.*s",
                                 STR_ARGS(now), STR_ARGS(signs));
    DO(t, place, str_c(t->arena, line), NULL);
    REQUIRE_OK(t, lineage(&place, &outcome), place.err);
    CHECK(t, linked(&outcome) == 0);
    CHECK(t, str_equal(previous_of(&place, "I wait for my bus"), signs));
    workplace_close(&place);
}

static bool unlink_bus(struct workplace *place)
{
    struct str now = workplace_id(place, "theme", "name", "I wait for my bus");
    struct str line =
        str_format(place->t->arena, "review.unlink_theme theme=%.*s", STR_ARGS(now));
    return workplace_do(place, str_c(place->t->arena, line), NULL);
}

/* People said that the theme is new: the computer does not know better. */
static void leaves_what_people_unlinked(struct test *t)
{
    struct workplace place;
    struct json outcome;
    MAKE(t, place);
    REQUIRE_OK(t, last_year(&place), place.err);
    REQUIRE_OK(t, this_year(&place), place.err);
    REQUIRE_OK(t, lineage(&place, &outcome), place.err);
    REQUIRE_OK(t, unlink_bus(&place), place.err);
    REQUIRE_OK(t, lineage(&place, &outcome), place.err);
    CHECK(t, linked(&outcome) == 0);
    CHECK_STR(t, previous_of(&place, "I wait for my bus"), "");
    workplace_close(&place);
}

/* What was taken back was never said. */
static void taking_back_is_not_unlinking(struct test *t)
{
    struct workplace place;
    struct json outcome;
    MAKE(t, place);
    REQUIRE_OK(t, last_year(&place), place.err);
    struct str bus = workplace_id(&place, "theme", "name", "I am late by bus");
    REQUIRE_OK(t, this_year(&place), place.err);
    REQUIRE_OK(t, lineage(&place, &outcome), place.err);
    REQUIRE_OK(t, workplace_undo(&place, place.number), place.err);
    CHECK_STR(t, previous_of(&place, "I wait for my bus"), "");
    REQUIRE_OK(t, lineage(&place, &outcome), place.err);
    CHECK(t, linked(&outcome) == 1);
    /* The same of an unlinking, and of the link that was there before it. */
    REQUIRE_OK(t, unlink_bus(&place), place.err);
    REQUIRE_OK(t, workplace_undo(&place, place.number), place.err);
    CHECK(t, str_equal(previous_of(&place, "I wait for my bus"), bus));
    REQUIRE_OK(t, workplace_undo(&place, place.number - 2), place.err);
    REQUIRE_OK(t, lineage(&place, &outcome), place.err);
    CHECK(t, linked(&outcome) == 1);
    workplace_close(&place);
}

static void is_listed_with_the_commands(struct test *t)
{
    struct workplace place;
    struct process *process;
    const struct json *step, *command;
    MAKE(t, place);
    REQUIRE_OK(t, engine_process(place.engine, place.cycle, &process, &place.err),
               place.err);
    CHECK(t, process_command(process, STR("theme.lineage"), &step, &command, &place.err));
    workplace_close(&place);
}

static void twice_changes_nothing(struct test *t)
{
    struct workplace place;
    struct json outcome;
    MAKE(t, place);
    REQUIRE_OK(t, last_year(&place), place.err);
    REQUIRE_OK(t, this_year(&place), place.err);
    REQUIRE_OK(t, lineage(&place, &outcome), place.err);
    struct json before = workplace_list(&place, "theme");
    REQUIRE_OK(t, lineage(&place, &outcome), place.err);
    struct json after = workplace_list(&place, "theme");
    CHECK(t, linked(&outcome) == 0 && json_equal(&before, &after));
    workplace_close(&place);
}

static void needs_a_cycle_before(struct test *t)
{
    struct workplace place;
    struct json outcome;
    MAKE(t, place);
    CHECK(t, !lineage(&place, &outcome));
    CHECK(t, place.err.kind == ERROR_REFUSED);
    CHECK(t, str_find(str_of(place.err.text), STR("no cycle before it")) != SIZE_MAX);
    workplace_close(&place);
}

static void nothing_to_link(struct test *t)
{
    struct workplace place;
    struct json outcome;
    MAKE(t, place);
    REQUIRE_OK(t, workplace_next(&place, "2026"), place.err);
    REQUIRE_OK(t, lineage(&place, &outcome), place.err);
    CHECK(t, linked(&outcome) == 0);
    workplace_close(&place);
}

const struct test_case lineage_tests[] = {
    {"a theme is linked to the nearest of the same section", links_what_is_alike},
    {"what people linked stays", leaves_what_people_linked},
    {"what people unlinked stays", leaves_what_people_unlinked},
    {"what was taken back may be linked again", taking_back_is_not_unlinking},
    {"it is listed with the commands", is_listed_with_the_commands},
    {"doing it twice changes nothing", twice_changes_nothing},
    {"without a cycle before it is refused", needs_a_cycle_before},
    {"without themes nothing is linked", nothing_to_link},
    {0},
};
