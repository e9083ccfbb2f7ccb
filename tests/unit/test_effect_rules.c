/* SPDX-License-Identifier: MIT */
/* What scripts may do with records, and what Waymark does whatever they say. */
#include "importing.h"

static const char reviews[] =
    "Pupil Ref,Forename,Surname,Review date,School,Working 1,Not working 1\n"
    "T1,Keziah,Okonkwo,04/11/2024,Holly Bank School,Swimming,The bus is late\n"
    "T2,Tobias,Quill,04/11/2024,Holly Bank School,My keyworker,Too loud at lunch\n";

#define POOL "reviews.csv:2:working1"
#define BUS "reviews.csv:2:not_working1"

static bool open_with_words(struct test *t, struct workplace *w)
{
    return workplace_open_on(t, w, SHEET_REVIEWS, "reviews.csv", reviews);
}

static bool has_flag(struct workplace *place, const char *source, const char *flag)
{
    struct json one = workplace_find(place, "statement", "source", source);
    const struct json *flags = json_find(&one, STR("flags"));
    for (size_t i = 0; flags && i < json_count(flags); i++)
        if (str_equal(json_item(flags, i)->text, str_of(flag)))
            return true;
    return false;
}

static const char *say_line(struct workplace *place, const char *text)
{
    return workplace_line(place, "collect.say section=working speaker=family text=\"%s\"",
                          text);
}

static bool say(struct workplace *place, const char *text)
{
    return workplace_do(place, say_line(place, text));
}

static bool reword(struct workplace *place, const char *card, const char *text)
{
    return workplace_do(
        place,
        workplace_line(place, "collect.reword statement=%s text=\"%s\"", card, text));
}

static void flags_what_is_said_in_the_room(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_with_words(t, &place));
    REQUIRE(t, say(&place, "Keziah likes the pool"));
    CHECK(t, has_flag(&place, "room:1", "name"));
    REQUIRE(t, say(&place, "Holly Bank is calm"));
    CHECK(t, has_flag(&place, "room:2", "school"));
    REQUIRE(t, say(&place, "The pool"));
    CHECK(t, !has_flag(&place, "room:3", "name"));
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static void knows_who_is_imported_later(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_with_words(t, &place));
    REQUIRE(t, say(&place, "zebedee helps"));
    CHECK(t, !has_flag(&place, "room:1", "name"));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv",
                                "Pupil Ref,Forename,Surname,Review date,Working 1\n"
                                "T3,Zebedee,Marsh,04/11/2024,Art\n"));
    REQUIRE(t, say(&place, "Zebedee sings"));
    CHECK(t, has_flag(&place, "room:2", "name"));
    workplace_close(&place);
}

static void words_of_harm_are_held_back(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open_on(t, &place, SHEET_REVIEWS, "reviews.csv",
                                 "Pupil Ref,Review date,Not working 1,Not working 2\n"
                                 "T1,04/11/2024,I don't eat at school,\"He HITS me, "
                                 "sometimes\"\n"
                                 "T2,04/11/2024,The noise hurts my ears,\n"));
    struct json one = workplace_find(&place, "statement", "tray", "held_back");
    CHECK(t, has_flag(&place, "reviews.csv:2:not_working1", "safety"));
    CHECK(t, has_flag(&place, "reviews.csv:2:not_working2", "safety"));
    CHECK(t, !has_flag(&place, "reviews.csv:3:not_working1", "safety"));
    CHECK_STR(t, json_find_text(&one, STR("tray")), "held_back");
    CHECK(t, workplace_noticed(&place, 2, "tell the safeguarding lead"));
    REQUIRE(t,
            workplace_do(&place, "collect.say section=not_working speaker=young_person "
                                 "text=\"I want to die\""));
    CHECK(t, has_flag(&place, "room:1", "safety"));
    CHECK(t, workplace_refuses(&place, "theme.alone statements=room:1", "held back"));
    REQUIRE(t, workplace_do(&place, "collect.release statement=room:1"));
    CHECK(t, !has_flag(&place, "room:1", "safety"));
    REQUIRE(t, workplace_do(&place, "theme.alone statements=room:1"));
    workplace_close(&place);
}

/* Reworded to words of harm, a card goes the way of an imported one: out of its group,
 * held back and flagged, until somebody who may has looked. */
static void new_words_of_harm_are_held_back(struct test *t)
{
    struct workplace place;
    struct json outcome;
    REQUIRE(t, open_with_words(t, &place));
    struct str bus = workplace_id(&place, "statement", "source", BUS);
    REQUIRE(
        t, workplace_do(&place,
                        "theme.new section=not_working name=\"I wait\" statements=" BUS));
    REQUIRE(t, reword(&place, BUS, "Somebody hits me there"));
    outcome = place.result.outcome;
    const struct json *held = json_find(&outcome, STR("held_back"));
    CHECK(t, json_count(held) == 1 && str_equal(json_item(held, 0)->text, bus));
    CHECK_STR(t, said(&place, BUS, "tray"), "held_back");
    CHECK(t, has_flag(&place, BUS, "safety"));
    struct json card = workplace_find(&place, "statement", "source", BUS);
    CHECK(t, !json_find(&card, STR("theme")));
    CHECK(t, workplace_refuses(&place, "theme.alone statements=" BUS, "held back"));
    /* Other words do not let it go by themselves; a person does. */
    REQUIRE(t, reword(&place, BUS, "The bus is late"));
    outcome = place.result.outcome;
    CHECK(t, !json_find(&outcome, STR("held_back")));
    CHECK_STR(t, said(&place, BUS, "tray"), "held_back");
    REQUIRE(t, workplace_do(&place, "collect.release statement=" BUS));
    CHECK_STR(t, said(&place, BUS, "tray"), "");
    REQUIRE(t, workplace_do(&place, "theme.alone statements=" BUS));
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static void words_of_harm_may_be_accepted(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_with_words(t, &place));
    REQUIRE(t, reword(&place, BUS, "Somebody hits me there"));
    /* Looked at, and the words may stand. */
    REQUIRE(t, workplace_do(&place, "collect.release statement=" BUS));
    CHECK_STR(t, said(&place, BUS, "tray"), "");
    CHECK(t, !has_flag(&place, BUS, "safety"));
    REQUIRE(t, workplace_do(&place, "theme.alone statements=" BUS));
    CHECK_STR(t, said(&place, BUS, "tray"), "alone");
    workplace_close(&place);
}

static void flags_new_words(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_with_words(t, &place));
    struct str id = workplace_id(&place, "statement", "text", "Swimming");
    const char *called = str_c(t->arena, id);
    REQUIRE(t, reword(&place, called, "Swimming with Tobias, 07700 900123"));
    struct json one = workplace_find(&place, "statement", "id", called);
    const struct json *flags = json_find(&one, STR("flags"));
    REQUIRE(t, flags && json_count(flags) == 2);
    CHECK_STR(t, json_item(flags, 0)->text, "name");
    CHECK_STR(t, json_item(flags, 1)->text, "phone");
    /* Fewer words: only what is still in them. */
    REQUIRE(t, reword(&place, called, "Swimming with Tobias"));
    one = workplace_find(&place, "statement", "id", called);
    flags = json_find(&one, STR("flags"));
    CHECK(t, flags && json_count(flags) == 1);
    /* The same words: looked at, and they may stand. */
    REQUIRE(t, reword(&place, called, "Swimming with Tobias"));
    one = workplace_find(&place, "statement", "id", called);
    CHECK(t, !json_find(&one, STR("flags")));
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static const char own_workflow[] =
    "local wtfc = require 'workflows.working_together_for_change'\n"
    "local step = require 'step'\n"
    "local card = { { 'statement', 'statement' } }\n"
    "local function does(args, run)\n"
    "    return step.command { args = args, run = run }\n"
    "end\n"
    "return wtfc:extend { title = 'Own', steps = { insert = { step {\n"
    "    name = 'own', title = 'Own', purpose = 'Own.', changes = %s,\n"
    "    fields = { theme = { view = { enum = { 'yes', 'no' } } } },\n"
    "    commands = {\n"
    "        clear = does(card, function(now)\n"
    "            return { { unlink = now.statement.id, field = 'flags' } } end),\n"
    "        flag = does(card, function(now)\n"
    "            return { { flag = now.statement.id, reason = 'ours' } } end),\n"
    "        tray = does(card, function(now)\n"
    "            return { { change = now.statement.id, tray = 'alone' } } end),\n"
    "        free = does(card, function(now)\n"
    "            return { { unlink = now.statement.id, field = 'tray' } } end),\n"
    "        words = does(card, function(now)\n"
    "            return { { unlink = now.statement.id, field = 'flags' },\n"
    "                { change = now.statement.id, text = 'Mrs Patel', flags = {} },\n"
    "                { unlink = now.statement.id, field = 'flags' } } end),\n"
    "        publish = does({ { 'story', 'story' } }, function(now)\n"
    "            return { { change = now.story.id, may_publish = true } } end),\n"
    "        consent = does({ { 'story', 'story' },\n"
    "            { 'may_publish', 'story.may_publish' } }, function(now)\n"
    "            return { { change = now.story.id, may_publish = true } } end),\n"
    "        view = does({ { 'theme', 'theme' } }, function(now)\n"
    "            return { { change = now.theme.id, view = 'yes' } } end),\n"
    "    },\n"
    "}, after = 'collect' } } }\n";

/* In a cycle of a workflow whose own step `changes` what is named. */
static bool open_own(struct test *t, const char *changes, struct workplace *w)
{
    struct buf text = BUF_IN(t->arena);
    size_t at = str_find(str_of(own_workflow), STR("%s"));
    buf_add(&text, str_slice(str_of(own_workflow), 0, at));
    buf_add(&text, str_of(changes));
    buf_add(&text, str_slice(str_of(own_workflow), at + 2, sizeof own_workflow - 1));
    return workplace_open_with(t, "own", str_c(t->arena, buf_str(&text)), w) &&
           workplace_import(w, SHEET_REVIEWS, "reviews.csv", reviews);
}

static void a_step_changes_what_it_says(struct test *t)
{
    static const char *const commands[] = {"flag", "tray", "free", "words"};
    struct workplace place;
    REQUIRE(t, open_own(t, "{}", &place));
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        const char *line =
            workplace_line(&place, "own.%s statement=%s", commands[i], POOL);
        CHECK(t, workplace_refuses(&place, line, "changes"));
    }
    REQUIRE(t, workplace_do(&place, "theme.new section=working name=\"My Pool\""));
    REQUIRE(t, workplace_do(&place, "own.view theme=\"My Pool\""));
    workplace_close(&place);
}

static void scripts_cannot_take_off_a_name(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_own(t, "{ 'statement' }", &place));
    REQUIRE(t, workplace_do(&place, "own.flag statement=" POOL));
    REQUIRE(t, workplace_do(&place, "own.clear statement=" POOL));
    REQUIRE(t, workplace_do(&place, "own.words statement=" POOL));
    CHECK(t, has_flag(&place, POOL, "name"));
    CHECK(t, workplace_refuses(&place, "own.clear statement=" POOL, "name"));
    workplace_close(&place);
}

static void only_its_step_releases_a_card(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_own(t, "{ 'statement' }", &place));
    REQUIRE(t, workplace_do(&place,
                            "collect.hold_back statement=" POOL " reason=\"lead told\""));
    CHECK(t, workplace_refuses(&place, "own.tray statement=" POOL, "held back"));
    CHECK(t, workplace_refuses(&place, "own.free statement=" POOL, "held back"));
    REQUIRE(t, workplace_do(&place, "collect.release statement=" POOL));
    REQUIRE(t, workplace_do(&place, "own.tray statement=" POOL));
    workplace_close(&place);
}

static void a_script_cannot_use_what_was_withdrawn(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_own(t, "{ 'statement' }", &place));
    REQUIRE(t, workplace_do(&place, "collect.permit person=reviews.csv:2 what=workshop "
                                    "given=no decided_by=family"));
    CHECK(t, workplace_refuses(&place, "own.tray statement=" POOL,
                               "by the wish of the person"));
    CHECK(t, workplace_refuses(&place, "own.free statement=" POOL,
                               "by the wish of the person"));
    workplace_close(&place);
}

static void consent_is_what_the_person_said(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_own(t, "{ 'story' }", &place));
    REQUIRE(t,
            workplace_do(&place, "review.story text=\"It helped\" perspective=family"));
    struct json made = workplace_find(&place, "story", "text", "It helped");
    const char *id = str_c(t->arena, json_find_text(&made, STR("id")));
    const char *own = workplace_line(&place, "own.publish story=%s", id);
    const char *no = workplace_line(&place, "own.consent story=%s may_publish=no", id);
    const char *yes = workplace_line(&place, "own.consent story=%s may_publish=yes", id);
    CHECK(t, workplace_refuses(&place, own, "may_publish"));
    CHECK(t, workplace_refuses(&place, no, "may_publish"));
    REQUIRE(t, workplace_do(&place, yes));
    workplace_close(&place);
}

static const char *made(struct test *t, const struct json *outcome)
{
    const struct json *created = json_find(outcome, STR("created"));
    return created ? str_c(t->arena, json_item(created, 0)->text) : "";
}

static void people_may_think_again(struct test *t)
{
    struct workplace place;
    struct json outcome;
    REQUIRE(t, open_with_words(t, &place));
    REQUIRE(t, workplace_do(
                   &place,
                   "review.story text=\"It helped\" perspective=family may_publish=yes"));
    outcome = place.result.outcome;
    const char *story = made(t, &outcome);
    REQUIRE(t, workplace_do(&place,
                            workplace_line(&place,
                                           "review.story_consent story=%s may_publish=no",
                                           story)));
    struct json one = workplace_find(&place, "story", "id", story);
    CHECK(t, !json_find_bool(&one, STR("may_publish")));
    REQUIRE(t, workplace_do(&place, "theme.new section=not_working name=\"My Buses\""));
    REQUIRE(t, workplace_do(
                   &place, "understand.cause theme=\"My Buses\" text=\"Too few buses\""));
    CHECK(t, workplace_refuses(&place, "understand.unroot cause=\"Too few buses\"",
                               "not marked"));
    REQUIRE(t, workplace_do(&place, "understand.root cause=\"Too few buses\""));
    REQUIRE(t, workplace_do(&place, "understand.unroot cause=\"Too few buses\""));
    REQUIRE(
        t, workplace_do(&place,
                        "understand.reword cause=\"Too few buses\" text=\"No drivers\""));
    one = workplace_find(&place, "cause", "text", "No drivers");
    CHECK(t, one.type == JSON_OBJECT && !json_find_bool(&one, STR("root")));
    workplace_close(&place);
}

static void what_says_nothing_makes_no_card(struct test *t)
{
    static const char *const nothing[] = {"N/A", "-", "tbc", "See report"};
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    for (size_t i = 0; i < sizeof nothing / sizeof nothing[0]; i++)
        CHECK(t, workplace_refuses(&w, say_line(&w, nothing[i]), "it makes no card"));
    /* In doubt it is an answer. */
    REQUIRE(t, workplace_do(&w, "collect.say section=not_working speaker=family "
                                "text=Nothing"));
    REQUIRE(t, say(&w, "I don't know"));
    CHECK(t, workplace_refuses(&w, "collect.reword statement=room:2 text=\"n/a\"",
                               "it makes no card"));
    CHECK(t, workplace_count(&w, "statement") == 2);
    workplace_close(&w);
}

static void themes_have_names_of_their_own(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.new section=working name=\"I have friends\""));
    struct str first = workplace_id(&w, "theme", "name", "I have friends");
    const char *id = str_c(t->arena, first);
    CHECK(t,
          workplace_refuses(&w, "theme.new section=aspiration name=\"I HAVE  friends\"",
                            "a group called \"I have friends\" already (theme-"));
    CHECK(t,
          workplace_refuses(&w, "theme.new section=working name=\"I have friends\"", id));
    CHECK(t, workplace_count(&w, "theme") == 1);
    /* Without a name, and under the other's. */
    REQUIRE(t, workplace_do(&w, "theme.new section=working"));
    const char *other =
        str_c(t->arena, w.result.outcome.object.members[0].value.list.items[0].text);
    CHECK(t, workplace_refuses(
                 &w,
                 workplace_line(&w, "theme.name theme=%s name=\"I have friends\"", other),
                 "theme.merge"));
    REQUIRE(
        t, workplace_do(&w, workplace_line(
                                &w, "theme.name theme=%s name=\"I have mates\"", other)));
    /* Its own name in other letters is its own. */
    REQUIRE(t,
            workplace_do(&w, "theme.name theme=\"I have mates\" name=\"I have MATES\""));
    workplace_close(&w);
}

/* to=T2 would mean the one that is called so, and not the second. */
static void no_group_is_called_by_a_number(struct test *t)
{
    static const char why[] = "is how a group is found by its number";
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.new section=working label=Friends"));
    CHECK(t, workplace_refuses(&w, "theme.new section=working label=T2", why));
    CHECK(t, workplace_refuses(&w, "theme.label theme=T1 label=\" t12 \"", why));
    /* Nor by one without its letter: a line of the workbook that says 2 means T2. */
    CHECK(t, workplace_refuses(&w, "theme.new section=working label=2", why));
    CHECK(t, workplace_refuses(&w, "theme.label theme=T1 label=\" 12 \"", why));
    CHECK(t, workplace_count(&w, "theme") == 1);
    CHECK(t, workplace_do(&w, "theme.label theme=T1 label=\"T2 and T3\""));
    CHECK(t, workplace_do(&w, "theme.label theme=T1 label=\"16 or older\""));
    CHECK(t, workplace_do(&w, "theme.label theme=T1 label=Tea"));
    workplace_close(&w);
}

const struct test_case effect_rule_tests[] = {
    {"what says nothing makes no card", what_says_nothing_makes_no_card},
    {"no two themes have one name", themes_have_names_of_their_own},
    {"no group is called by a number", no_group_is_called_by_a_number},
    {"what is said in the room is flagged", flags_what_is_said_in_the_room},
    {"names are learnt again after an import", knows_who_is_imported_later},
    {"words of harm are held back", words_of_harm_are_held_back},
    {"new words of harm are held back too", new_words_of_harm_are_held_back},
    {"words of harm may be accepted", words_of_harm_may_be_accepted},
    {"new words are flagged, the same words are not", flags_new_words},
    {"a step changes only what it says", a_step_changes_what_it_says},
    {"a script cannot take off a name's flag", scripts_cannot_take_off_a_name},
    {"only its own step releases a card", only_its_step_releases_a_card},
    {"a script cannot use what was withdrawn", a_script_cannot_use_what_was_withdrawn},
    {"people may think again", people_may_think_again},
    {"consent is what the person said", consent_is_what_the_person_said},
    {0},
};
