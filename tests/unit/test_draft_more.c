/* SPDX-License-Identifier: MIT */
#include "office.h"

#include "base/file.h"

/* Twelve people, in three plain groups of what is not working. */
static const char *const said[] = {
    "The bus is late",          "The bus is always late",   "My bus is cold and late",
    "The bus driver is late",   "The work is too hard",     "My maths work is too hard",
    "The work sheets are hard", "Hard work every day",      "I have no friends here",
    "I want more friends",      "My friends live far away", "No friends at lunch"};

enum { PEOPLE = 12 };

static const char *sheet(struct test *t)
{
    struct buf out = BUF_IN(t->arena);
    buf_add(&out, STR("Reference,School,Date of review,Not working 1,Working 1\n"));
    for (int i = 0; i < PEOPLE; i++)
        buf_add_format(&out, "P%d,%s,1/5/2025,%s,%s\n", i,
                       i % 2 ? "Ash Lane College" : "Holly Bank School", said[i],
                       i % 2 ? "I like art lessons" : "Art lessons are the best");
    return str_c(t->arena, buf_str(&out));
}

static bool open_with_words(struct test *t, struct office *w)
{
    return office_open(t, w) && office_import(w, SHEET_REVIEWS, "reviews.csv", sheet(t));
}

static struct str statement(struct office *w, int person)
{
    struct str source = str_format(w->arena, "reviews.csv:%d:not_working1", person + 2);
    return office_by(w, "statement", "source", str_c(w->arena, source));
}

static struct str theme_of(struct office *w, int person)
{
    return office_field(w, statement(w, person), "theme");
}

/* Every statement has a place, no place is of nothing, and no theme is empty but
 * those that people made. Gives how many statements have none yet. */
static size_t check_places(struct office *w)
{
    struct str_list ids = office_list(w, "statement");
    size_t unplaced = 0;
    for (size_t i = 0; i < ids.count; i++) {
        struct str theme = office_field(w, ids.items[i], "theme");
        struct str tray = office_field(w, ids.items[i], "tray");
        CHECK(w->t, !(theme.len && tray.len));
        if (theme.len && office_record(w, theme).type != JSON_OBJECT)
            test_fail_str(w->t, __FILE__, __LINE__, theme, STR("a theme that is there"));
        unplaced += !theme.len && !tray.len;
    }
    CHECK_STR(w->t, office_verify(w), "");
    return unplaced;
}

static void drops_nothing(struct test *t)
{
    struct office w;
    REQUIRE(t, open_with_words(t, &w));
    size_t statements = office_count(&w, "statement");
    REQUIRE(t, office_do(&w, "theme.draft"));
    CHECK(t, check_places(&w) == 0);
    CHECK(t, office_count(&w, "theme") > 0);
    CHECK(t, json_find_integer(&w.result.outcome, STR("statements"), 0) ==
                 (int64_t)statements);
    for (int grain = 1; grain <= 100; grain += 33) {
        REQUIRE(
            t, office_do(&w, str_c(t->arena,
                                   str_format(t->arena, "theme.draft grain=%d", grain))));
        CHECK(t, check_places(&w) == 0);
        CHECK(t, office_count(&w, "statement") == statements);
    }
    /* Themes are drafts, of one section, with nobody's name but the computer's. */
    struct str_list themes = office_list(&w, "theme");
    for (size_t i = 0; i < themes.count; i++) {
        CHECK_STR(t, office_field(&w, themes.items[i], "drafted"), "yes");
        CHECK_STR(t, office_field(&w, themes.items[i], "name"), "");
        CHECK_STR(t, office_field(&w, themes.items[i], "agreed"), "");
        CHECK(t, office_field(&w, themes.items[i], "label").len > 0);
    }
    office_close(&w);
}

static void leaves_what_people_did(struct test *t)
{
    struct office w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, office_do(&w, "theme.draft count=3"));
    struct str drafted = theme_of(&w, 0);
    REQUIRE(t, drafted.len);
    /* One agreed, one of people's own, one card put aside, one put into a draft. */
    REQUIRE(t, office_do(
                   &w, str_c(t->arena, str_format(t->arena,
                                                  "theme.agree theme=%.*s "
                                                  "name=\"I am late because of the bus\"",
                                                  STR_ARGS(drafted)))));
    REQUIRE(t, office_do(&w, "theme.new section=not_working name=Work "
                             "statements=reviews.csv:6:not_working1"));
    struct str own = theme_of(&w, 4);
    REQUIRE(t, office_do(&w, "theme.unsure statements=reviews.csv:10:not_working1"));
    struct str_list before = office_list(&w, "statement");
    struct str *places = arena_array(t->arena, struct str, before.count);
    for (size_t i = 0; i < before.count; i++)
        places[i] = office_field(&w, before.items[i], "theme");
    for (int grain = 1; grain <= 100; grain += 49) {
        REQUIRE(
            t, office_do(&w, str_c(t->arena,
                                   str_format(t->arena, "theme.draft grain=%d", grain))));
        CHECK(t, check_places(&w) == 0);
        CHECK(t, str_equal(theme_of(&w, 4), own));
        CHECK_STR(t, office_field(&w, statement(&w, 8), "tray"), "unsure");
        CHECK_STR(t, office_field(&w, drafted, "agreed"), "yes");
        for (size_t i = 0; i < before.count; i++)
            if (str_equal(places[i], drafted))
                CHECK(t, str_equal(office_field(&w, before.items[i], "theme"), drafted));
    }
    office_close(&w);
}

/* A card that a person put into a group makes the group theirs. */
static void leaves_a_group_that_somebody_added_to(struct test *t)
{
    struct office w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, office_do(&w, "theme.draft count=3"));
    struct str bus = theme_of(&w, 0);
    REQUIRE(t, bus.len && theme_of(&w, 4).len);
    REQUIRE(t, office_do(
                   &w, str_c(t->arena, str_format(t->arena,
                                                  "theme.move to=%.*s "
                                                  "statements=reviews.csv:6:not_working1",
                                                  STR_ARGS(bus)))));
    REQUIRE(t, office_do(&w, "theme.draft grain=100"));
    CHECK(t, str_equal(theme_of(&w, 4), bus));
    CHECK(t, str_equal(theme_of(&w, 0), bus));
    CHECK(t, check_places(&w) == 0);
    office_close(&w);
}

static const char noting[] =
    "local wtfc = require 'workflows.working_together_for_change'\n"
    "local step = require 'step'\n"
    "return wtfc:extend { steps = { insert = { step {\n"
    "    name = 'panel', title = 'Panel', purpose = 'The panel reads.', who = { 'table' "
    "},\n"
    "    records = { 'remark' },\n"
    "    kinds = { remark = { title = 'Remark', fields = { theme = { ['x-ref'] = 'theme' "
    "},\n"
    "        text = {} } } },\n"
    "    fields = { theme = { panel_view = { enum = { 'yes', 'no' } } } },\n"
    "    commands = {\n"
    "        view = step.command { title = 'x',\n"
    "            args = { { 'theme', 'theme' }, { 'view', 'theme.panel_view' } },\n"
    "            run = function(now, args)\n"
    "                return { { change = now.theme.id, panel_view = args.view } } end "
    "},\n"
    "        remark = step.command { title = 'x',\n"
    "            args = { { 'theme', 'theme' }, { 'text', 'text' } },\n"
    "            run = function(now, args)\n"
    "                return { { create = 'remark', theme = args.theme,\n"
    "                    text = args.text } } end },\n"
    "    },\n"
    "}, after = 'theme' } } }\n";

/* Whatever people have said about a group keeps it: a view, a remark, a story, a
 * cause. */
static void leaves_groups_people_spoke_of(struct test *t)
{
    static const char *const lines[] = {
        "panel.view view=yes", "panel.remark text=True",
        "review.story text=\"It is better now\" perspective=family",
        "understand.cause text=Traffic"};
    struct office w;
    struct test one = *t;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        one.folder = str_c(t->arena, str_format(t->arena, "%s-%zu", t->folder, i));
        struct error err;
        REQUIRE_OK(t, file_make_folder(t->arena, str_of(one.folder), 0700, &err), err);
        REQUIRE(t, office_open_with(&one, "noting", noting, &w));
        REQUIRE(t, office_import(&w, SHEET_REVIEWS, "reviews.csv", sheet(t)));
        REQUIRE(t, office_do(&w, "theme.draft count=3"));
        struct str bus = theme_of(&w, 0);
        struct str line = str_format(t->arena, "%s theme=%.*s", lines[i], STR_ARGS(bus));
        REQUIRE(t, office_do(&w, str_c(t->arena, line)));
        REQUIRE(t, office_do(&w, "theme.draft grain=100"));
        CHECK(t, office_record(&w, bus).type == JSON_OBJECT);
        CHECK(t, str_equal(theme_of(&w, 0), bus));
        CHECK(t, check_places(&w) == 0);
        office_close(&w);
        t->failures += one.failures;
        one.failures = 0;
    }
}

static void keeps_to_what_counts(struct test *t)
{
    struct office w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, office_do(&w, "collect.hold_back statement=reviews.csv:2:not_working1 "
                             "reason=\"told the lead\""));
    REQUIRE(t, office_do(&w, "collect.leave_out statement=reviews.csv:3:not_working1"));
    REQUIRE(t, office_do(&w, "prepare.scope field=school values=\"Holly Bank School\""));
    REQUIRE(t, office_do(&w, "theme.draft count=3"));
    CHECK_STR(t, office_field(&w, statement(&w, 0), "tray"), "held_back");
    CHECK_STR(t, office_field(&w, statement(&w, 1), "tray"), "spare");
    for (int i = 1; i < PEOPLE; i += 2) /* Ash Lane College */
        CHECK(t, theme_of(&w, i).len == 0);
    for (int i = 2; i < PEOPLE; i += 2)
        CHECK(t, theme_of(&w, i).len > 0 ||
                     office_field(&w, statement(&w, i), "tray").len > 0);
    office_close(&w);
}

/* Whoever is out of scope by now is in no group that has gone. */
static void follows_a_narrower_scope(struct test *t)
{
    struct office w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, office_do(&w, "theme.draft count=3"));
    REQUIRE(t, office_do(&w, "prepare.scope field=school values=\"Holly Bank School\""));
    REQUIRE(t, office_do(&w, "theme.draft count=2"));
    (void)check_places(&w);
    REQUIRE(t, office_do(&w, "prepare.scope field=everyone"));
    REQUIRE(t, office_do(&w, "theme.draft count=3"));
    CHECK(t, check_places(&w) == 0);
    office_close(&w);
}

static void drafts_one_section(struct test *t)
{
    struct office w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, office_do(&w, "theme.draft section=working"));
    CHECK(t, theme_of(&w, 0).len == 0);
    CHECK(t, check_places(&w) == PEOPLE);
    REQUIRE(t, office_do(&w, "theme.draft section=not_working count=3"));
    struct str bus = theme_of(&w, 0);
    REQUIRE(t, office_do(&w, "theme.draft section=working grain=90"));
    CHECK(t, str_equal(theme_of(&w, 0), bus));
    CHECK(t, check_places(&w) == 0);
    office_close(&w);
}

static void reads_its_settings(struct test *t)
{
    struct office w;
    REQUIRE(t, office_open(t, &w));
    REQUIRE(t, office_do(&w, "theme.draft")); /* of nothing */
    CHECK(t, office_count(&w, "theme") == 0);
    CHECK(t, office_refuses(&w, "theme.draft grain=0", "1 to 100"));
    CHECK(t, office_refuses(&w, "theme.draft grain=101", "1 to 100"));
    CHECK(t, office_refuses(&w, "theme.draft count=0", "count takes a whole number"));
    CHECK(t, office_refuses(&w, "theme.draft grain=5 count=5", "not both"));
    CHECK(t, office_refuses(&w, "theme.draft section=all", "section"));
    office_close(&w);
}

/* Words on a card that nobody has looked at are no name for a group. */
static void names_no_group_by_a_flagged_word(struct test *t)
{
    struct office w;
    REQUIRE(t, office_open(t, &w));
    REQUIRE(t, office_import(&w, SHEET_REVIEWS, "reviews.csv",
                             "Reference,Date of review,Working 1\n"
                             "A,1/5/2025,Mrs Patelova helps me with reading\n"
                             "B,1/5/2025,Mrs Patelova helps with my reading\n"
                             "C,1/5/2025,I like reading with Mrs Patelova\n"));
    CHECK(t, w.counts.flagged == 3);
    REQUIRE(t, office_do(&w, "theme.draft count=1"));
    struct str_list themes = office_list(&w, "theme");
    for (size_t i = 0; i < themes.count; i++) {
        struct json body = office_record(&w, themes.items[i]);
        struct str text = json_write(t->arena, &body);
        CHECK(t, str_find(text, STR("atelova")) == SIZE_MAX);
    }
    office_close(&w);
}

const struct test_case draft_more_tests[] = {
    {"every statement has a place after a draft", drops_nothing},
    {"what people decided is never touched", leaves_what_people_did},
    {"a group that somebody added to stays", leaves_a_group_that_somebody_added_to},
    {"a group that somebody spoke of stays", leaves_groups_people_spoke_of},
    {"held back, spare and out of scope stay out", keeps_to_what_counts},
    {"a narrower scope leaves nothing in a group that is gone", follows_a_narrower_scope},
    {"one section can be drafted alone", drafts_one_section},
    {"settings are read, and nothing makes nothing", reads_its_settings},
    {"no group is named by a flagged word", names_no_group_by_a_flagged_word},
    {0},
};
