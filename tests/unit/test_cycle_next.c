/* SPDX-License-Identifier: MIT */
/* A cycle carried on by another workflow, which does not know all that the old one
 * does: what it knows goes along, and the rest is named. */
#include "workplace.h"

#define OPEN(t, w)                                                                       \
    if (!workplace_open_with(t, "town", town, &(w)))                                     \
        return;

static const char town[] =
    "local wtfc = require 'workflows.working_together_for_change'\n"
    "local step = require 'step'\n"
    "local money = step {\n"
    "    name = 'money', title = 'Money', purpose = 'What it costs.',\n"
    "    changes = { 'cycle' },\n"
    "    fields = {\n"
    "        action = { cost = { type = 'integer' }, about = { ['x-ref'] = 'theme' },\n"
    "            kind = { enum = { 'pilot' } }, state = { enum = { 'paused' } } },\n"
    "        indicator = { type = { enum = { 'feeling' } } },\n"
    "        review = { area = { enum = { 'north', 'south' } } },\n"
    "    },\n"
    "    commands = { north = step.command { title = 'Only the north', args = {},\n"
    "        run = function(now)\n"
    "            return { { change = now.cycle.id, scope = { area = { 'north' },\n"
    "                school = { 'Elm School' } } } }\n"
    "        end } },\n"
    "}\n"
    "return wtfc:extend { steps = { insert = { money, after = 'plan' } } }\n";

static bool next(struct workplace *w, const char *name, const char *workflow)
{
    struct json args = json_object();
    json_set(w->arena, &args, STR("from"), json_text(STR("2025")));
    json_set(w->arena, &args, STR("name"), json_text(str_of(name)));
    if (workflow)
        json_set(w->arena, &args, STR("workflow"), json_text(str_of(workflow)));
    struct command_request request = {.name = STR("cycle.next"), .args = &args};
    if (!command_run(w->engine, w->arena, &request, &w->result, &w->err)) {
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
        return false;
    }
    w->cycle = json_find_text(&w->result.outcome, STR("cycle"));
    return true;
}

/* How many records left this field behind; 0 when it is not named. */
static int64_t left(const struct workplace *w, const char *kind, const char *field)
{
    const struct json *list = json_find(&w->result.outcome, STR("left_behind"));
    for (size_t i = 0; i < json_count(list); i++)
        if (str_equal(json_find_text(json_item(list, i), STR("kind")), str_of(kind)) &&
            str_equal(json_find_text(json_item(list, i), STR("field")), str_of(field)))
            return json_find_integer(json_item(list, i), STR("records"), 0);
    return 0;
}

static void plan(struct workplace *w)
{
    static const char *const lines[] = {
        "collect.say section=not_working speaker=family text=\"The bus is late\"",
        "theme.new section=not_working name=\"I wait\" statements=room:1",
        "understand.cause theme=\"I wait\" text=\"One driver\"",
        "understand.root cause=\"One driver\"",
        "identify_success.success cause=\"One driver\" perspective=family text=\"On "
        "time\"",
        "plan.action success=\"On time\" what=\"Hire\" who=Fleet by=2026-01-01 "
        "kind=change",
        "plan.action success=\"On time\" what=\"Train\" who=Fleet by=2026-01-01 "
        "kind=pilot",
        "plan.action success=\"On time\" what=\"Ask\" who=Fleet by=2026-01-01 "
        "kind=change",
        "money.set_action action=Hire cost=300",
        "money.set_action action=Train cost=20",
        "review.progress action=Ask state=paused",
        "implement.indicator action=Hire wording=Late type=better_off direction=down "
        "target=4 target_date=2026-01-01",
        "implement.indicator action=Ask wording=Asked type=how_much direction=up "
        "target=4 "
        "target_date=2026-01-01",
        "implement.indicator action=Ask wording=Moods type=feeling direction=up target=4 "
        "target_date=2026-01-01"};
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        (void)workplace_do(w, lines[i]);
    struct str about = str_format(w->arena, "money.set_action action=Train about=%.*s",
                                  STR_ARGS(workplace_by(w, "theme", "name", "I wait")));
    (void)workplace_do(w, str_c(w->arena, about));
}

static void what_is_not_known_is_named(struct test *t)
{
    struct workplace w;
    OPEN(t, w);
    plan(&w);
    if (next(&w, "2026", "working_together_for_change")) {
        CHECK(t, workplace_count(&w, "action") == 3);
        CHECK(t, left(&w, "action", "cost") == 2 && left(&w, "action", "kind") == 1);
        CHECK(t, left(&w, "action", "about") == 1 && left(&w, "action", "state") == 1);
        /* One that could not be told apart from another kind of measure stays. */
        CHECK(t, workplace_count(&w, "indicator") == 2);
        CHECK(t, left(&w, "indicator", "type") == 1);
        CHECK(t, json_find_integer(&w.result.outcome, STR("indicators"), 0) == 2);
        CHECK(t, json_count(json_find(&w.result.outcome, STR("stayed_behind"))) == 1);
        struct str hire = workplace_by(&w, "action", "what", "Hire");
        CHECK_STR(t, workplace_field(&w, hire, "cost"), "");
        CHECK_STR(t, workplace_field(&w, hire, "who"), "Fleet");
        CHECK_STR(t,
                  workplace_field(&w, workplace_by(&w, "action", "what", "Ask"), "state"),
                  "open");
        CHECK_STR(t, workplace_verify(&w), "");
    }
    workplace_close(&w);
}

static void the_same_workflow_leaves_nothing(struct test *t)
{
    struct workplace w;
    OPEN(t, w);
    plan(&w);
    if (next(&w, "2026", "town")) {
        CHECK(t, workplace_count(&w, "action") == 3 &&
                     workplace_count(&w, "indicator") == 3);
        CHECK_STR(t,
                  workplace_field(&w, workplace_by(&w, "action", "what", "Hire"), "cost"),
                  "300");
        /* But a theme of last year is no theme of this one. */
        CHECK(t, left(&w, "action", "about") == 1 && left(&w, "action", "cost") == 0);
    }
    workplace_close(&w);
}

/* What is agreed in the old cycle afterwards comes along when it is asked for, once. */
static void what_came_since_goes_along(struct test *t)
{
    struct workplace w;
    OPEN(t, w);
    struct str old = w.cycle;
    plan(&w);
    REQUIRE(t, next(&w, "2026", "town"));
    struct str new = w.cycle;
    w.cycle = old;
    REQUIRE(t, workplace_do(&w, "plan.action success=\"On time\" what=\"Repaint\" "
                                "who=Fleet by=2026-01-01 kind=change"));
    REQUIRE(t, workplace_do(&w, "implement.indicator action=Repaint wording=Paint "
                                "type=how_much direction=up target=4 "
                                "target_date=2026-01-01"));
    REQUIRE(t, workplace_do(&w, "plan.commit what=\"Bring brushes\" perspective=school "
                                "action=Hire"));
    for (int again = 0; again < 2; again++) {
        w.cycle = new;
        REQUIRE(t, next(&w, "2026", NULL));
        CHECK(t, str_equal(w.cycle, new));
        CHECK(t, json_find_bool(&w.result.outcome, STR("since")));
        CHECK(t, json_find_integer(&w.result.outcome, STR("actions"), -1) == !again);
        CHECK(t, json_find_integer(&w.result.outcome, STR("indicators"), -1) == !again);
        CHECK(t, json_find_integer(&w.result.outcome, STR("finished_actions"), -1) == 0);
        CHECK(t, workplace_count(&w, "action") == 4);
        CHECK(t, workplace_count(&w, "indicator") == 4);
        CHECK(t, workplace_count(&w, "commitment") == 1);
    }
    struct str promise = workplace_by(&w, "commitment", "what", "Bring brushes");
    struct str hire = workplace_by(&w, "action", "what", "Hire");
    CHECK(t, str_equal(workplace_field(&w, promise, "action"), hire));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* A scope that asks for what is not known would stop every count of the new cycle. */
static void a_scope_keeps_what_is_known(struct test *t)
{
    struct workplace w;
    OPEN(t, w);
    (void)workplace_do(&w, "money.north");
    if (next(&w, "2026", "working_together_for_change")) {
        struct json cycle = workplace_record(&w, w.cycle);
        const struct json *scope = json_find(&cycle, STR("scope"));
        CHECK(t, json_count(scope) == 1 && json_find(scope, STR("school")));
        CHECK(t, left(&w, "cycle", "scope.area") == 1);
        CHECK_STR(t, workplace_verify(&w), "");
    }
    workplace_close(&w);
}

const struct test_case cycle_next_tests[] = {
    {"what the new workflow does not know is named", what_is_not_known_is_named},
    {"the same workflow leaves nothing behind", the_same_workflow_leaves_nothing},
    {"what came since goes along", what_came_since_goes_along},
    {"a scope keeps what is known", a_scope_keeps_what_is_known},
    {0},
};
