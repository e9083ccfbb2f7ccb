/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/file.h"

#define MAKE(t, place) REQUIRE_OK(t, workplace_make(t, &(place)), (place).err)
#define DO(t, place, line, outcome)                                                      \
    REQUIRE_OK(t, workplace_do(&(place), line, outcome), (place).err)

/* Three things that people say in many ways, one that nobody else says, one beyond
 * somebody's top two, and one about what works. */
static const char reviews[] =
    "Pupil Ref,Review date,Working 1,Not working 1,Not working 2,Not working 3\n"
    "T1,04/11/2024,Swimming,The bus is late every morning,The dinner hall is too loud,\n"
    "T2,04/11/2024,,The school bus comes late,Dinner hall noise hurts my ears,\n"
    "T3,04/11/2024,,My bus is always late,Too loud in the dinner hall,\n"
    "T4,04/11/2024,,Bus late again and nobody tells us,I need a quiet dinner hall,"
    "My bus driver shouts\n"
    "T5,04/11/2024,,Waiting for a late bus in the rain,Nobody signs with me,\n"
    "T6,04/11/2024,,Staff cannot sign,Nobody can sign at work experience,\n"
    "T7,04/11/2024,,We asked for sign lessons and nobody came,"
    "Speech therapy stopped in Year 9,\n";

#define START(t, place)                                                                  \
    MAKE(t, place);                                                                      \
    REQUIRE_OK(t, workplace_reviews(&(place), reviews), (place).err)

static struct json by_source(struct workplace *place, const char *cell)
{
    struct str source = str_format(place->t->arena, "reviews.csv:%s", cell);
    return workplace_find(place, "statement", "source", str_c(place->t->arena, source));
}

static struct str theme_of(struct workplace *place, const char *cell)
{
    struct json one = by_source(place, cell);
    return json_find_text(&one, STR("theme"));
}

static size_t members_of(struct workplace *place, struct str theme)
{
    struct json all = workplace_list(place, "statement");
    size_t count = 0;
    for (size_t i = 0; i < json_count(&all); i++)
        count += str_equal(json_find_text(json_item(&all, i), STR("theme")), theme);
    return count;
}

/* Each statement is in one place, and each theme that is named is there. */
static void check_nothing_dropped(struct test *t, struct workplace *place)
{
    struct json all = workplace_list(place, "statement");
    CHECK(t, json_count(&all) == 16);
    for (size_t i = 0; i < json_count(&all); i++) {
        struct str theme = json_find_text(json_item(&all, i), STR("theme"));
        struct str tray = json_find_text(json_item(&all, i), STR("tray"));
        CHECK(t, (theme.len > 0) != (tray.len > 0));
        CHECK(t, !theme.len ||
                     workplace_id(place, "theme", "id", str_c(t->arena, theme)).len > 0);
    }
    all = workplace_list(place, "theme");
    for (size_t i = 0; i < json_count(&all); i++)
        CHECK(t, members_of(place, json_find_text(json_item(&all, i), STR("id"))) > 0);
}

/* Which statements stand together, whatever their themes are called: for each the
 * place of the first that is in the same theme or tray. */
static struct str shape(struct workplace *place)
{
    struct json all = workplace_list(place, "statement");
    struct buf out = BUF_IN(place->t->arena);
    for (size_t i = 0; i < json_count(&all); i++) {
        struct str theme = json_find_text(json_item(&all, i), STR("theme")), other;
        size_t first = 0;
        for (other = json_find_text(json_item(&all, 0), STR("theme"));
             !str_equal(other, theme);
             other = json_find_text(json_item(&all, first), STR("theme")))
            first++;
        buf_add_format(&out, "%zu%.*s ", first,
                       STR_ARGS(json_find_text(json_item(&all, i), STR("tray"))));
    }
    return buf_str(&out);
}

static struct str labels(struct workplace *place)
{
    struct json all = workplace_list(place, "theme");
    struct buf out = BUF_IN(place->t->arena);
    for (size_t i = 0; i < json_count(&all); i++)
        buf_add_format(&out, "%.*s\n",
                       STR_ARGS(json_find_text(json_item(&all, i), STR("label"))));
    return buf_str(&out);
}

static void twice_is_the_same(struct test *t)
{
    struct workplace place;
    START(t, place);
    DO(t, place, "theme.draft", NULL);
    size_t themes = workplace_count(&place, "theme");
    struct str first = shape(&place), first_labels = labels(&place);
    CHECK(t, themes >= 2);
    check_nothing_dropped(t, &place);
    DO(t, place, "theme.draft", NULL);
    CHECK(t, workplace_count(&place, "theme") == themes);
    CHECK_STR(t, shape(&place), str_c(t->arena, first));
    CHECK_STR(t, labels(&place), str_c(t->arena, first_labels));
    check_nothing_dropped(t, &place);
    CHECK(t, workplace_verify(&place));
    workplace_close(&place);
}

/* Only what is beyond the top two was put where it is by the import. */
static void leaves_what_is_spare(struct test *t)
{
    struct workplace place;
    START(t, place);
    DO(t, place, "theme.draft", NULL);
    struct json spare = by_source(&place, "5:not_working3");
    CHECK_STR(t, json_find_text(&spare, STR("tray")), "spare");
    CHECK_STR(t, json_find_text(&spare, STR("theme")), "");
    workplace_close(&place);
}

static struct str drafted_theme(struct workplace *place, const char *cell)
{
    return workplace_do(place, "theme.draft section=not_working count=3", NULL)
               ? theme_of(place, cell)
               : STR_NONE;
}

/* The command about a theme: `name theme=ID rest`. */
static bool do_with(struct workplace *place, const char *name, struct str id,
                    const char *rest)
{
    struct str line = str_format(place->t->arena, "%s%.*s %s", name, STR_ARGS(id), rest);
    return workplace_do(place, str_c(place->t->arena, line), NULL);
}

/* After what a person did, the next drafts leave the theme and all in it alone. */
static void check_kept(struct test *t, struct workplace *place, struct str theme)
{
    struct json before = workplace_find(place, "theme", "id", str_c(t->arena, theme));
    size_t members = members_of(place, theme);
    static const char *const drafts[] = {
        "theme.draft", "theme.draft section=not_working count=1", "theme.draft grain=100",
        "theme.draft section=not_working grain=1"};
    CHECK(t, members > 0);
    for (size_t i = 0; i < sizeof drafts / sizeof drafts[0]; i++) {
        DO(t, *place, drafts[i], NULL);
        struct json after = workplace_find(place, "theme", "id", str_c(t->arena, theme));
        CHECK(t, json_equal(&before, &after));
        CHECK(t, members_of(place, theme) == members);
        check_nothing_dropped(t, place);
    }
}

static void keeps_what_is_agreed(struct test *t)
{
    struct workplace place;
    START(t, place);
    struct str theme = drafted_theme(&place, "2:not_working1");
    REQUIRE(t, theme.len > 0);
    REQUIRE_OK(t,
               do_with(&place, "theme.agree theme=", theme,
                       "name=\"I am late because of the bus\""),
               place.err);
    check_kept(t, &place, theme);
    workplace_close(&place);
}

static void keeps_what_is_named(struct test *t)
{
    struct workplace place;
    START(t, place);
    struct str theme = drafted_theme(&place, "2:not_working1");
    REQUIRE(t, theme.len > 0);
    REQUIRE_OK(t, do_with(&place, "theme.name theme=", theme, "name=\"I wait\""),
               place.err);
    check_kept(t, &place, theme);
    workplace_close(&place);
}

static void keeps_what_somebody_put_in(struct test *t)
{
    struct workplace place;
    START(t, place);
    struct str theme = drafted_theme(&place, "2:not_working1");
    REQUIRE(t, theme.len > 0);
    REQUIRE_OK(
        t,
        do_with(&place, "theme.move to=", theme, "statements=reviews.csv:8:not_working2"),
        place.err);
    CHECK(t, str_equal(theme_of(&place, "8:not_working2"), theme));
    check_kept(t, &place, theme);
    workplace_close(&place);
}

static void keeps_what_has_a_cause(struct test *t)
{
    struct workplace place;
    START(t, place);
    struct str theme = drafted_theme(&place, "2:not_working1");
    REQUIRE(t, theme.len > 0);
    REQUIRE_OK(
        t, do_with(&place, "understand.cause theme=", theme, "text=\"One driver left\""),
        place.err);
    check_kept(t, &place, theme);
    workplace_close(&place);
}

static void keeps_what_has_a_story(struct test *t)
{
    struct workplace place;
    START(t, place);
    struct str theme = drafted_theme(&place, "2:not_working1");
    REQUIRE(t, theme.len > 0);
    REQUIRE_OK(t,
               do_with(&place, "review.story theme=", theme,
                       "perspective=family text=\"He waited an hour\""),
               place.err);
    check_kept(t, &place, theme);
    workplace_close(&place);
}

static const char own_workflow[] =
    "local wtfc = require 'workflows.working_together_for_change'\n"
    "local step = require 'step'\n"
    "local check = step {\n"
    "    name = 'sense_check', title = 'Sense check',\n"
    "    purpose = 'Young people read every group.',\n"
    "    fields = { theme = { panel_view = { enum = { 'yes', 'no' } } } },\n"
    "    commands = { view = step.sets('theme', { title = 'Say what you think',\n"
    "        args = { { 'theme', 'theme', title = 'Which group' },\n"
    "            { 'panel_view', 'theme.panel_view', title = 'What you think' } } }) },\n"
    "}\n"
    "return wtfc:extend { title = 'Our way',\n"
    "    steps = { insert = { check, after = 'theme' } } }\n";

static bool own_cycle(struct workplace *place)
{
    struct arena *arena = place->t->arena;
    struct str folder = file_join(arena, place->folder, STR("local/workflows"));
    return file_make_folder(arena, file_join(arena, place->folder, STR("local")), 0700,
                            &place->err) &&
           file_make_folder(arena, folder, 0700, &place->err) &&
           file_write(arena, file_join(arena, folder, STR("our_way.lua")),
                      str_of(own_workflow), 0600, &place->err) &&
           workplace_do(place, "cycle.new name=own workflow=our_way", NULL) &&
           engine_cycle(place->engine, STR("own"), &place->cycle, &place->err);
}

/* What a step of one's own has noted of a draft is a person's work too. */
static void keeps_what_a_local_step_noted(struct test *t)
{
    struct workplace place;
    MAKE(t, place);
    REQUIRE_OK(t, own_cycle(&place), place.err);
    REQUIRE_OK(t, workplace_reviews(&place, reviews), place.err);
    struct str theme = drafted_theme(&place, "2:not_working1");
    REQUIRE(t, theme.len > 0);
    REQUIRE_OK(t, do_with(&place, "sense_check.view theme=", theme, "panel_view=no"),
               place.err);
    check_kept(t, &place, theme);
    workplace_close(&place);
}

static void keeps_trays(struct test *t)
{
    struct workplace place;
    START(t, place);
    DO(t, place, "theme.draft", NULL);
    DO(t, place, "theme.unsure statements=reviews.csv:2:not_working1", NULL);
    DO(t, place, "theme.alone statements=reviews.csv:3:not_working1", NULL);
    DO(t, place, "collect.hold_back statement=reviews.csv:4:not_working1 reason=told",
       NULL);
    DO(t, place, "theme.draft section=not_working count=1", NULL);
    struct json unsure = by_source(&place, "2:not_working1");
    struct json alone = by_source(&place, "3:not_working1");
    struct json held = by_source(&place, "4:not_working1");
    CHECK_STR(t, json_find_text(&unsure, STR("tray")), "unsure");
    CHECK_STR(t, json_find_text(&alone, STR("tray")), "alone");
    CHECK_STR(t, json_find_text(&held, STR("tray")), "held_back");
    check_nothing_dropped(t, &place);
    workplace_close(&place);
}

static void drafts_one_section(struct test *t)
{
    struct workplace place;
    START(t, place);
    DO(t, place, "theme.draft section=not_working count=2", NULL);
    struct json working = by_source(&place, "2:working1");
    CHECK_STR(t, json_find_text(&working, STR("tray")), "");
    CHECK_STR(t, json_find_text(&working, STR("theme")), "");
    DO(t, place, "theme.draft section=working", NULL);
    working = by_source(&place, "2:working1");
    CHECK_STR(t, json_find_text(&working, STR("tray")), "alone");
    CHECK(t, theme_of(&place, "2:not_working1").len > 0);
    workplace_close(&place);
}

static bool draft_with(struct workplace *place, const char *args_text,
                       struct json *outcome)
{
    struct json args;
    struct command_result result;
    struct command_request request = {
        .cycle = place->cycle, .name = STR("theme.draft"), .args = &args};
    if (!json_parse(place->t->arena, str_of(args_text), &args, &place->err) ||
        !command_run(place->engine, place->t->arena, &request, &result, &place->err))
        return false;
    *outcome = result.outcome;
    return true;
}

static void takes_numbers_either_way(struct test *t)
{
    struct workplace place;
    struct json outcome;
    START(t, place);
    REQUIRE_OK(t,
               draft_with(&place, "{\"section\":\"not_working\",\"count\":2}", &outcome),
               place.err);
    CHECK(t, json_count(json_find(&outcome, STR("themes"))) == 2);
    struct str first = shape(&place);
    REQUIRE_OK(
        t, draft_with(&place, "{\"section\":\"not_working\",\"count\":\"2\"}", &outcome),
        place.err);
    CHECK_STR(t, shape(&place), str_c(t->arena, first));
    REQUIRE_OK(t, draft_with(&place, "{\"grain\":100}", &outcome), place.err);
    first = shape(&place);
    REQUIRE_OK(t, draft_with(&place, "{\"grain\":\"100\"}", &outcome), place.err);
    CHECK_STR(t, shape(&place), str_c(t->arena, first));
    workplace_close(&place);
}

static void refuses_wrong_numbers(struct test *t)
{
    static const struct {
        const char *args, *says;
    } wrong[] = {
        {"{\"grain\":5,\"count\":3}", "not both"},
        {"{\"grain\":\"5\",\"count\":\"3\"}", "not both"},
        {"{\"grain\":0}", "grain"},
        {"{\"grain\":101}", "grain"},
        {"{\"grain\":\"many\"}", "grain"},
        {"{\"count\":-1}", "count"},
        {"{\"count\":\"1.5\"}", "count"},
        {"{\"section\":\"nowhere\"}", "section"},
    };
    struct workplace place;
    struct json outcome;
    START(t, place);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK(t, !draft_with(&place, wrong[i].args, &outcome));
        CHECK(t, str_find(str_of(place.err.text), str_of(wrong[i].says)) != SIZE_MAX);
    }
    CHECK(t, workplace_count(&place, "theme") == 0);
    workplace_close(&place);
}

static void plans_follow_the_scope(struct test *t)
{
    struct workplace place;
    MAKE(t, place);
    REQUIRE_OK(t,
               workplace_reviews(&place, "Pupil Ref,Review date,School,Not working 1\n"
                                         "T1,04/11/2024,Holly Bank,The bus is late\n"
                                         "T2,04/11/2024,Elm Grove,Late buses\n"),
               place.err);
    REQUIRE_OK(t,
               workplace_import(&place, SHEET_ASPIRATIONS, "plans.csv",
                                "Pupil Ref,Aspiration 1\nT1,To be a cook\nT2,A flat\n"),
               place.err);
    DO(t, place, "collect.say section=aspiration speaker=family text=\"A job\"", NULL);
    DO(t, place, "prepare.scope field=school values=\"Elm Grove\"", NULL);
    DO(t, place, "theme.draft", NULL);
    struct json out = workplace_find(&place, "statement", "text", "To be a cook");
    struct json in = workplace_find(&place, "statement", "text", "A flat");
    struct json room = workplace_find(&place, "statement", "text", "A job");
    CHECK(t, !json_find(&out, STR("drafted")));
    CHECK(t, json_find_bool(&in, STR("drafted")));
    CHECK(t, json_find_bool(&room, STR("drafted")));
    workplace_close(&place);
}

const struct test_case draft_tests[] = {
    {"drafting twice gives the same", twice_is_the_same},
    {"what is spare stays spare", leaves_what_is_spare},
    {"what people agreed is left alone", keeps_what_is_agreed},
    {"what people named is left alone", keeps_what_is_named},
    {"what people put something into is left alone", keeps_what_somebody_put_in},
    {"what has a cause is left alone", keeps_what_has_a_cause},
    {"what a story is about is left alone", keeps_what_has_a_story},
    {"what a local step noted is left alone", keeps_what_a_local_step_noted},
    {"what people put in a tray stays there", keeps_trays},
    {"one section at a time", drafts_one_section},
    {"what a plan says follows the person's reviews", plans_follow_the_scope},
    {"numbers as text or as numbers", takes_numbers_either_way},
    {"wrong numbers are refused", refuses_wrong_numbers},
    {0},
};
