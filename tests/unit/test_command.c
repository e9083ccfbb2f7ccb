/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "engine/care.h"
#include "engine/command_file.h"

#include <string.h>

static const char reviews[] = "Reference,Date of review,Working 1,Not working 1\n"
                              "R1,12/05/2025,I like painting,The bus is late\n"
                              "R2,13/05/2025,I like the garden,The bus is cold\n";

static bool open_with_words(struct test *t, struct workplace *w)
{
    return workplace_open(t, w) &&
           workplace_import(w, SHEET_REVIEWS, "reviews.csv", reviews);
}

/* A line with a key, or a dry run, or what was seen. */
static bool run(struct workplace *w, const char *line, struct command_request request)
{
    struct str alias;
    struct json args;
    if (!command_line_parse(w->arena, str_of(line), &request.name, &args, &alias,
                            &w->err))
        return false;
    request.cycle = w->cycle;
    request.args = &args;
    return command_run(w->engine, w->arena, &request, &w->result, &w->err);
}

static void is_done_once_for_a_key(struct test *t)
{
    static const char line[] = "theme.new section=working name=\"My Fun\"";
    struct command_request request = {.key = STR("mine")};
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE_OK(t, run(&w, line, request), w.err);
    CHECK(t, !w.result.known);
    int64_t number = w.result.number;
    struct str first = json_write(t->arena, &w.result.outcome);
    REQUIRE_OK(t, run(&w, line, request), w.err);
    CHECK(t, w.result.known && w.result.number == number);
    CHECK(t, str_equal(json_write(t->arena, &w.result.outcome), first));
    CHECK(t, workplace_count(&w, "theme") == 1);
    /* Taken back, it is done again. */
    REQUIRE(t, workplace_do(
                   &w, str_c(t->arena, str_format(t->arena, "workplace.undo command=%lld",
                                                  (long long)number))));
    CHECK(t, workplace_count(&w, "theme") == 0);
    REQUIRE_OK(t, run(&w, line, request), w.err);
    CHECK(t, !w.result.known && w.result.number > number);
    CHECK(t, workplace_count(&w, "theme") == 1);
    REQUIRE_OK(t, run(&w, line, request), w.err);
    CHECK(t, w.result.known);
    CHECK(t, workplace_count(&w, "theme") == 1);
    request.key = STR("with a\nline break");
    CHECK(t, !run(&w, line, request));
    CHECK(t, w.err.kind == ERROR_INPUT);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static bool is_taken(struct workplace *w, const char *line,
                     struct command_request request)
{
    return !run(w, line, request) && w->err.kind == ERROR_CONFLICT &&
           strstr(w->err.text, "the key \"mine\" was used for another command") != NULL;
}

/* Whoever comes by a key that is taken is told so, and not that all is done. */
static void is_another_with_the_same_key(struct test *t)
{
    static const char line[] = "theme.new section=working name=\"My Fun\"";
    struct command_request request = {.key = STR("mine")};
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    struct str first = w.cycle;
    REQUIRE_OK(t, run(&w, line, request), w.err);
    struct str number =
        str_format(t->arena, "(command %lld, theme.new, ", (long long)w.result.number);
    CHECK(t, is_taken(&w, "theme.new section=working name=\"My Joy\"", request));
    CHECK(t, strstr(w.err.text, str_c(t->arena, number)) != NULL);
    CHECK(t, strstr(w.err.text, "give another key") != NULL);
    CHECK(t, is_taken(&w, "theme.draft", request));
    CHECK(t, is_taken(&w, "workplace.member name=Tess roles=table", request));
    request.pretend = true;
    CHECK(t, is_taken(&w, "theme.new section=working name=\"My Joy\"", request));
    request.pretend = false;
    REQUIRE_OK(t, run(&w, "theme.new name=\"My Fun\" section=working", request), w.err);
    CHECK(t, w.result.known); /* in whatever order */
    REQUIRE(t, workplace_new_cycle(&w, "2026"));
    CHECK(t, is_taken(&w, line, request));
    CHECK(t, workplace_count(&w, "theme") == 0);
    w.cycle = first;
    CHECK(t, workplace_count(&w, "theme") == 1 && workplace_count(&w, "member") == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Keys that imports and files make for themselves keep anybody else out. */
static void keeps_keys_back(struct test *t)
{
    static const char line[] = "theme.new section=working name=\"My Fun\"";
    static const char *const kept[] = {"import:reviews:0", "file:1:2",
                                       "import:", "file:", "with:5"};
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        struct command_request request = {.key = str_of(kept[i])};
        CHECK(t, !run(&w, line, request) && w.err.kind == ERROR_INPUT);
        CHECK(t, strstr(w.err.text, "give another key") != NULL);
        CHECK(t, !run(&w, "workplace.member name=Tess roles=table", request));
    }
    struct command_request mine = {.key = STR("mine, not file:1")};
    CHECK(t, workplace_count(&w, "theme") == 0);
    REQUIRE_OK(t, run(&w, line, mine), w.err);
    /* A key that says it all is still the key of one command. */
    mine.key_says_all = true;
    REQUIRE_OK(t, run(&w, "theme.new section=working name=\"My Joy\"", mine), w.err);
    CHECK(t, w.result.known);
    CHECK(t, !run(&w, "prepare.ask question=x", mine) && w.err.kind == ERROR_CONFLICT);
    workplace_close(&w);
}

/* The role is asked for first, and whether the cycle is open after. */
static void answers_again_only_who_may(struct test *t)
{
    static const char line[] = "prepare.ask question=What?";
    struct command_request request = {.key = STR("mine")};
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_do(&w, "workplace.member name=Tess roles=table"));
    REQUIRE_OK(t, run(&w, line, request), w.err);
    int64_t number = w.result.number;
    w.engine->actor = STR("Tess");
    CHECK(t, !run(&w, line, request));
    CHECK(t, strstr(w.err.text, "Tess may not do prepare.ask") != NULL);
    CHECK(t, !run(&w, "workplace.member name=Tess roles=owner", request));
    CHECK(t, strstr(w.err.text, "may not do workplace.member") != NULL);
    w.engine->actor = STR("Robin");
    REQUIRE(t, workplace_do(&w, "cycle.close"));
    REQUIRE_OK(t, run(&w, line, request), w.err);
    CHECK(t, w.result.known && w.result.number == number);
    workplace_close(&w);
}

/* What it was asked is gone with the person: nobody can tell, and nothing is done. */
static void cannot_tell_what_was_erased(struct test *t)
{
    static const char line[] = "theme.unsure statements=reviews.csv:2:working1";
    struct command_request request = {.key = STR("mine")};
    struct erased erased;
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE_OK(t, run(&w, line, request), w.err);
    REQUIRE_OK(t, care_erase(w.engine, t->arena, STR("R1"), false, &erased, &w.err),
               w.err);
    CHECK(t, !run(&w, line, request));
    CHECK(t, w.err.kind == ERROR_CONFLICT);
    CHECK(t, strstr(w.err.text, "erased since") != NULL);
    workplace_close(&w);
}

static void pretends(struct test *t)
{
    struct workplace w;
    struct command_request request = {.pretend = true};
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE_OK(t, run(&w, "theme.new section=working name=\"My Fun\"", request), w.err);
    CHECK(t, json_count(json_find(&w.result.outcome, STR("created"))) == 1);
    CHECK(t, workplace_count(&w, "theme") == 0);
    REQUIRE_OK(t, run(&w, "theme.draft", request), w.err);
    CHECK(t, workplace_count(&w, "theme") == 0);
    CHECK(t, !run(&w, "theme.new section=nothing name=\"My Fun\"", request));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void keeps_to_what_was_seen(struct test *t)
{
    struct workplace w;
    struct json seen = json_object();
    struct command_request request = {.seen = &seen};
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.new section=working name=\"I like fun\""));
    struct str id = workplace_by(&w, "theme", "name", "I like fun");
    json_set(t->arena, &seen, id, json_integer(1));
    REQUIRE(t, workplace_do(&w, "theme.name theme=\"I like fun\" name=\"I have fun\""));
    CHECK(t, !run(&w, "theme.name theme=\"I have fun\" name=\"I love fun\"", request));
    CHECK(t, w.err.kind == ERROR_CONFLICT);
    CHECK(t, strstr(w.err.text, "\"I like fun\" → \"I have fun\"") != NULL);
    CHECK(t, strstr(w.err.text, "by Robin") != NULL);
    json_set(t->arena, &seen, id, json_integer(2));
    REQUIRE_OK(t, run(&w, "theme.name theme=\"I have fun\" name=\"I love fun\"", request),
               w.err);
    /* Native commands look, too. */
    CHECK(t, !run(&w, "theme.draft", request));
    CHECK(t, w.err.kind == ERROR_CONFLICT);
    json_set(t->arena, &seen, id, json_text(STR("3")));
    CHECK(t, !run(&w, "theme.name theme=\"I love fun\" name=\"I do fun\"", request));
    CHECK(t, w.err.kind == ERROR_INPUT);
    json_unset(&seen, id);
    json_set(t->arena, &seen, STR("theme-999999.0001"), json_integer(1));
    CHECK(t, !run(&w, "theme.name theme=\"I love fun\" name=\"I do fun\"", request));
    CHECK(t, strstr(w.err.text, "is not there any more") != NULL);
    workplace_close(&w);
}

static void asks_for_roles(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_do(&w, "workplace.member name=Tess roles=table"));
    REQUIRE(t, workplace_do(&w, "workplace.member name=Olu roles=officer,viewer"));
    REQUIRE(t, workplace_do(&w, "workplace.member name=Fay roles=facilitator"));
    w.engine->actor = STR("Tess");
    CHECK(t, workplace_do(&w, "theme.new section=working name=\"My Fun\""));
    CHECK(t,
          workplace_refuses(&w, "prepare.ask question=x", "Tess may not do prepare.ask"));
    CHECK(t, workplace_refuses(&w, "theme.draft", "Tess may not do theme.draft"));
    CHECK(t,
          workplace_refuses(&w, "workplace.member name=Tess roles=owner", "may not do"));
    CHECK(t, workplace_refuses(&w, "workplace.erase person=person-000003.0001",
                               "may not do"));
    CHECK(t, workplace_refuses(&w, "workplace.undo command=1", "may not do"));
    /* The step says that only facilitators may draft. */
    w.engine->actor = STR("Olu");
    CHECK(t, workplace_refuses(&w, "theme.draft", "Olu may not do theme.draft"));
    w.engine->actor = STR("Fay");
    CHECK(t, workplace_do(&w, "theme.draft"));
    CHECK(t, workplace_refuses(&w, "theme.draft grain=many", "write a whole number"));
    CHECK(t, workplace_refuses(&w, "theme.draft grian=3", "did you mean grain?"));
    w.engine->actor = STR("Nobody");
    CHECK(t,
          workplace_refuses(&w, "theme.new section=working name=\"My x\"", "may not do"));
    w.engine->actor = STR("");
    CHECK(t,
          workplace_refuses(&w, "theme.new section=working name=\"My x\"", "may not do"));
    workplace_close(&w);
}

/* Somebody must be left who can make others members. */
static void keeps_an_owner(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    CHECK(t, workplace_refuses(&w, "workplace.member name=Robin roles=viewer", "owner"));
    CHECK(t, workplace_refuses(&w, "workplace.member name=Robin", "roles="));
    CHECK(t, workplace_refuses(&w, "workplace.member roles=owner", "name="));
    CHECK(t, workplace_refuses(&w, "workplace.member name=A roles=king", "roles"));
    CHECK(t, workplace_do(&w, "workplace.member name=Ash roles=owner"));
    CHECK(t, workplace_do(&w, "workplace.member name=Robin roles=viewer"));
    CHECK(t, workplace_refuses(&w, "prepare.ask question=x", "Robin may not"));
    w.engine->actor = STR("Ash");
    CHECK(t, workplace_do(&w, "prepare.ask question=x"));
    CHECK(t, workplace_count(&w, "member") == 2);
    workplace_close(&w);
}

static void leaves_a_closed_cycle_alone(struct test *t)
{
    struct workplace w;
    struct import_request import = {.kind = SHEET_REVIEWS,
                                    .name = STR("more.csv"),
                                    .bytes = STR("Reference,Date of review,Working 1\n"
                                                 "R9,1/6/2025,I like tea\n")};
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.new section=working name=\"My Fun\""));
    int64_t before = w.result.number;
    REQUIRE(t, workplace_do(&w, "cycle.close"));
    int64_t closing = w.result.number;
    CHECK_STR(t, workplace_field(&w, w.cycle, "state"), "closed");
    CHECK(t, workplace_refuses(&w, "theme.new section=working name=\"My More\"",
                               "is closed"));
    CHECK(t, workplace_refuses(&w, "theme.draft", "is closed"));
    CHECK(t, workplace_refuses(&w, "theme.lineage", "is closed"));
    import.cycle = w.cycle;
    w.notices = (struct notices){.arena = t->arena};
    CHECK(t, !import_run(w.engine, t->arena, &import, &w.notices, &w.counts, NULL, NULL,
                         &w.err));
    CHECK(t, strstr(w.err.text, "is closed") != NULL);
    const char *undo = str_c(
        t->arena, str_format(t->arena, "workplace.undo command=%lld", (long long)before));
    CHECK(t, workplace_refuses(&w, undo, "is closed"));
    REQUIRE(t, workplace_do(
                   &w, str_c(t->arena, str_format(t->arena, "workplace.undo command=%lld",
                                                  (long long)closing))));
    CHECK_STR(t, workplace_field(&w, w.cycle, "state"), "open");
    CHECK(t, workplace_do(&w, undo));
    CHECK(t, workplace_do(&w, "theme.new section=working name=\"My More\""));
    workplace_close(&w);
}

/* Two programs at once: what one was shown, the other has changed. */
static void sees_what_others_do(struct test *t)
{
    struct workplace one, two;
    REQUIRE(t, open_with_words(t, &one));
    two = one;
    two.engine = NULL;
    REQUIRE(t, workplace_reopen(&two));
    REQUIRE(t, workplace_do(&one, "theme.new section=working name=\"My Fun\""));
    REQUIRE(t, workplace_do(&two, "theme.name theme=\"My Fun\" name=\"I have fun\""));
    CHECK(t,
          workplace_refuses(&one, "theme.remove theme=\"My Fun\"", "called \"My Fun\""));
    REQUIRE(t, workplace_do(&one, "prepare.ask question=\"What is fun?\""));
    REQUIRE(t, workplace_do(&two, "prepare.workshop date=1/9/2025 venue=Hall"));
    CHECK_STR(t, workplace_field(&one, one.cycle, "question"), "What is fun?");
    CHECK_STR(t, workplace_field(&one, one.cycle, "venue"), "Hall");
    CHECK_STR(t, workplace_verify(&one), "");
    workplace_close(&two);
    workplace_close(&one);
}

static const char odd_script[] =
    "local wtfc = require 'workflows.working_together_for_change'\n"
    "local step = require 'step'\n"
    "return wtfc:extend { steps = { insert = { step {\n"
    "    name = 'odd', title = 'Odd', purpose = 'Odd.', who = { 'owner' },\n"
    "    commands = {\n"
    "        breaks = step.command { title = 'x', run = function() error('oh no') end "
    "},\n"
    "        loops = step.command { title = 'x', run = function() while true do end end "
    "},\n"
    "        nothing = step.command { title = 'x', run = function() return {} end },\n"
    "        text = step.command { title = 'x', run = function() return 'x' end },\n"
    "        random = step.command { title = 'x', run = function()\n"
    "            return { { refuse = tostring(math.random(1000000000)) } } end },\n"
    "        peeks = step.command { title = 'x',\n"
    "            reads = function() return { x = { kind = 'identity' } } end,\n"
    "            run = function() return {} end },\n"
    "        takes = step.command { title = 'x', who = { 'table' },\n"
    "            args = { { 'name', 'text' }, { 'roles', 'text' } },\n"
    "            native = 'workplace.member' },\n"
    "    },\n"
    "}, after = 'theme' } } }\n";

static void withstands_odd_scripts(struct test *t)
{
    struct workplace w;
    struct command_request request = {.key = STR("same")};
    REQUIRE(t, workplace_open_with(t, "odd", odd_script, &w));
    CHECK(t, workplace_refuses(&w, "odd.breaks", "local/workflows/odd.lua:6"));
    CHECK(t, strstr(w.err.text, "oh no") != NULL);
    CHECK(t, workplace_refuses(&w, "odd.loops", "local/workflows/odd.lua:7"));
    CHECK(t, workplace_do(&w, "odd.nothing")); /* the worker is back */
    CHECK(t, workplace_refuses(&w, "odd.text", "a list of effects"));
    CHECK(t, workplace_refuses(&w, "odd.peeks", "cannot read who people are"));
    /* A step cannot hand out what is the owner's. */
    CHECK(t, workplace_refuses(&w, "odd.takes name=Tess roles=owner",
                               "there is no native command workplace.member"));
    /* The same key has the same chance, whenever it is tried. */
    CHECK(t, !run(&w, "odd.random", request));
    struct str first = str_format(t->arena, "%s", w.err.text);
    CHECK(t, !run(&w, "odd.random", request));
    CHECK_STR(t, str_of(w.err.text), str_c(t->arena, first));
    CHECK(t, workplace_count(&w, "theme") == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case command_tests[] = {
    {"a key is done once, and again once undone", is_done_once_for_a_key},
    {"another command with the same key is refused", is_another_with_the_same_key},
    {"keys of imports and files are kept back", keeps_keys_back},
    {"only who may is answered again", answers_again_only_who_may},
    {"an erased command's key answers nobody", cannot_tell_what_was_erased},
    {"a dry run leaves nothing", pretends},
    {"what has changed since it was seen is a conflict", keeps_to_what_was_seen},
    {"roles are asked for, as the step says", asks_for_roles},
    {"there is always an owner", keeps_an_owner},
    {"a closed cycle is left alone", leaves_a_closed_cycle_alone},
    {"two programs see each other's work", sees_what_others_do},
    {"scripts that break, loop or peek do no harm", withstands_odd_scripts},
    {0},
};
