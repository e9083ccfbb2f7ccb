/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/file.h"

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

static bool open_with_words(struct test *t, struct workplace *w)
{
    return workplace_open(t, w) &&
           workplace_import(w, SHEET_REVIEWS, "reviews.csv", reviews);
}

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
    struct json all = workplace_records(place, "statement");
    size_t count = 0;
    for (size_t i = 0; i < json_count(&all); i++)
        count += str_equal(json_find_text(json_item(&all, i), STR("theme")), theme);
    return count;
}

/* Each statement is in one place, and each theme that is named is there. */
static void check_nothing_dropped(struct test *t, struct workplace *place)
{
    struct json all = workplace_records(place, "statement");
    CHECK(t, json_count(&all) == 16);
    for (size_t i = 0; i < json_count(&all); i++) {
        struct str theme = json_find_text(json_item(&all, i), STR("theme"));
        struct str tray = json_find_text(json_item(&all, i), STR("tray"));
        CHECK(t, (theme.len > 0) != (tray.len > 0));
        CHECK(t, !theme.len ||
                     workplace_id(place, "theme", "id", str_c(t->arena, theme)).len > 0);
    }
    all = workplace_records(place, "theme");
    for (size_t i = 0; i < json_count(&all); i++)
        CHECK(t, members_of(place, json_find_text(json_item(&all, i), STR("id"))) > 0);
}

/* Which statements stand together, whatever their themes are called: for each the
 * place of the first that is in the same theme or tray. */
static struct str shape(struct workplace *place)
{
    struct json all = workplace_records(place, "statement");
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
    struct json all = workplace_records(place, "theme");
    struct buf out = BUF_IN(place->t->arena);
    for (size_t i = 0; i < json_count(&all); i++)
        buf_add_format(&out, "%.*s\n",
                       STR_ARGS(json_find_text(json_item(&all, i), STR("label"))));
    return buf_str(&out);
}

static void twice_is_the_same(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_with_words(t, &place));
    REQUIRE(t, workplace_do(&place, "theme.draft"));
    size_t themes = workplace_count(&place, "theme");
    struct str first = shape(&place), first_labels = labels(&place);
    CHECK(t, themes >= 2);
    struct json only = by_source(&place, "2:working1"); /* nobody says the like */
    CHECK_STR(t, json_find_text(&only, STR("tray")), "alone");
    check_nothing_dropped(t, &place);
    REQUIRE(t, workplace_do(&place, "theme.draft"));
    CHECK(t, workplace_count(&place, "theme") == themes);
    CHECK_STR(t, shape(&place), str_c(t->arena, first));
    CHECK_STR(t, labels(&place), str_c(t->arena, first_labels));
    check_nothing_dropped(t, &place);
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

/* Only what is beyond the top two was put where it is by the import. */
static void leaves_what_waits(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_with_words(t, &place));
    REQUIRE(t, workplace_do(&place, "theme.draft"));
    struct json spare = by_source(&place, "5:not_working3");
    CHECK_STR(t, json_find_text(&spare, STR("tray")), "to_pick");
    CHECK_STR(t, json_find_text(&spare, STR("theme")), "");
    workplace_close(&place);
}

static struct str drafted_theme(struct workplace *place, const char *cell)
{
    return workplace_do(place, "theme.draft section=not_working count=3")
               ? theme_of(place, cell)
               : STR_NONE;
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
        REQUIRE(t, workplace_do(place, drafts[i]));
        struct json after = workplace_find(place, "theme", "id", str_c(t->arena, theme));
        CHECK(t, json_equal(&before, &after));
        CHECK(t, members_of(place, theme) == members);
        check_nothing_dropped(t, place);
    }
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

/* Whatever people have done with a group makes it theirs. */
static void keeps_what_people_did(struct test *t)
{
    static const char *const lines[] = {
        "theme.agree name=\"I am late because of the bus\" theme=",
        "theme.name name=\"I wait\" theme=",
        "theme.move statements=reviews.csv:8:not_working2 to=",
        "understand.cause text=\"One driver left\" theme=",
        "review.story perspective=family text=\"He waited an hour\" theme=",
        "panel.view view=yes theme=",
        "panel.remark text=True theme="};
    struct workplace w;
    struct test one = *t;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        struct error err;
        one.folder = str_c(t->arena, str_format(t->arena, "%s-%zu", t->folder, i));
        REQUIRE_OK(t, file_make_folder(t->arena, str_of(one.folder), 0700, &err), err);
        REQUIRE(t, workplace_open_with(&one, "noting", noting, &w));
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", reviews));
        struct str theme = drafted_theme(&w, "2:not_working1");
        REQUIRE(t, theme.len > 0);
        struct str line = str_format(t->arena, "%s%.*s", lines[i], STR_ARGS(theme));
        REQUIRE(t, workplace_do(&w, str_c(t->arena, line)));
        check_kept(&one, &w, theme);
        workplace_close(&w);
        t->failures += one.failures;
        one.failures = 0;
    }
}

static void keeps_trays(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_with_words(t, &place));
    REQUIRE(t, workplace_do(&place, "theme.draft"));
    REQUIRE(t,
            workplace_do(&place, "theme.unsure statements=reviews.csv:2:not_working1"));
    REQUIRE(t, workplace_do(&place, "theme.alone statements=reviews.csv:3:not_working1"));
    REQUIRE(t, workplace_do(
                   &place,
                   "collect.hold_back statement=reviews.csv:4:not_working1 reason=told"));
    REQUIRE(t, workplace_do(&place, "theme.draft section=not_working count=1"));
    struct json unsure = by_source(&place, "2:not_working1");
    struct json alone = by_source(&place, "3:not_working1");
    struct json held = by_source(&place, "4:not_working1");
    CHECK_STR(t, json_find_text(&unsure, STR("tray")), "unsure");
    CHECK_STR(t, json_find_text(&alone, STR("tray")), "alone");
    CHECK_STR(t, json_find_text(&held, STR("tray")), "held_back");
    check_nothing_dropped(t, &place);
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
    REQUIRE(t, open_with_words(t, &place));
    REQUIRE(t, draft_with(&place, "{\"section\":\"not_working\",\"count\":2}", &outcome));
    CHECK(t, json_count(json_find(&outcome, STR("themes"))) == 2);
    struct str first = shape(&place);
    REQUIRE(
        t, draft_with(&place, "{\"section\":\"not_working\",\"count\":\"2\"}", &outcome));
    CHECK_STR(t, shape(&place), str_c(t->arena, first));
    REQUIRE(t, draft_with(&place, "{\"grain\":100}", &outcome));
    first = shape(&place);
    REQUIRE(t, draft_with(&place, "{\"grain\":\"100\"}", &outcome));
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
    REQUIRE(t, open_with_words(t, &place));
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
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv",
                                "Pupil Ref,Review date,School,Not working 1\n"
                                "T1,04/11/2024,Holly Bank,The bus is late\n"
                                "T2,04/11/2024,Elm Grove,Late buses\n"));
    REQUIRE(t, workplace_import(&place, SHEET_ASPIRATIONS, "plans.csv",
                                "Pupil Ref,Aspiration 1\nT1,To be a cook\nT2,A flat\n"));
    REQUIRE(t,
            workplace_do(&place,
                         "collect.say section=aspiration speaker=family text=\"A job\""));
    REQUIRE(t, workplace_do(&place, "prepare.scope field=school values=\"Elm Grove\""));
    REQUIRE(t, workplace_do(&place, "theme.draft"));
    struct json out = workplace_find(&place, "statement", "text", "To be a cook");
    struct json in = workplace_find(&place, "statement", "text", "A flat");
    struct json room = workplace_find(&place, "statement", "text", "A job");
    CHECK(t, !json_find(&out, STR("drafted")));
    CHECK(t, json_find_bool(&in, STR("drafted")));
    CHECK(t, json_find_bool(&room, STR("drafted")));
    workplace_close(&place);
}

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

static bool open_with_groups(struct test *t, struct workplace *w)
{
    return workplace_open(t, w) &&
           workplace_import(w, SHEET_REVIEWS, "reviews.csv", sheet(t));
}

static struct str statement(struct workplace *w, int person)
{
    struct str source = str_format(w->arena, "reviews.csv:%d:not_working1", person + 2);
    return workplace_by(w, "statement", "source", str_c(w->arena, source));
}

static struct str theme_of_person(struct workplace *w, int person)
{
    return workplace_field(w, statement(w, person), "theme");
}

/* Every statement has a place, no place is of nothing, and no theme is empty but
 * those that people made. Gives how many statements have none yet. */
static size_t check_places(struct workplace *w)
{
    struct str_list ids = workplace_list(w, "statement");
    size_t unplaced = 0;
    for (size_t i = 0; i < ids.count; i++) {
        struct str theme = workplace_field(w, ids.items[i], "theme");
        struct str tray = workplace_field(w, ids.items[i], "tray");
        CHECK(w->t, !(theme.len && tray.len));
        if (theme.len && workplace_record(w, theme).type != JSON_OBJECT)
            test_fail_str(w->t, __FILE__, __LINE__, theme, STR("a theme that is there"));
        unplaced += !theme.len && !tray.len;
    }
    CHECK_STR(w->t, workplace_verify(w), "");
    return unplaced;
}

static void drops_nothing(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_groups(t, &w));
    size_t statements = workplace_count(&w, "statement");
    REQUIRE(t, workplace_do(&w, "theme.draft"));
    CHECK(t, check_places(&w) == 0);
    CHECK(t, workplace_count(&w, "theme") > 0);
    CHECK(t, json_find_integer(&w.result.outcome, STR("statements"), 0) ==
                 (int64_t)statements);
    for (int grain = 1; grain <= 100; grain += 33) {
        REQUIRE(t, workplace_do(
                       &w, str_c(t->arena,
                                 str_format(t->arena, "theme.draft grain=%d", grain))));
        CHECK(t, check_places(&w) == 0);
        CHECK(t, workplace_count(&w, "statement") == statements);
    }
    /* Themes are drafts, of one section, with nobody's name but the computer's. */
    struct str_list themes = workplace_list(&w, "theme");
    for (size_t i = 0; i < themes.count; i++) {
        CHECK_STR(t, workplace_field(&w, themes.items[i], "drafted"), "yes");
        CHECK_STR(t, workplace_field(&w, themes.items[i], "name"), "");
        CHECK_STR(t, workplace_field(&w, themes.items[i], "agreed"), "");
        CHECK(t, workplace_field(&w, themes.items[i], "label").len > 0);
    }
    workplace_close(&w);
}

static void leaves_what_people_did(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_groups(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.draft count=3"));
    struct str drafted = theme_of_person(&w, 0);
    REQUIRE(t, drafted.len);
    /* One agreed, one of people's own, one card put aside, one put into a draft. */
    REQUIRE(t, workplace_do(
                   &w, str_c(t->arena, str_format(t->arena,
                                                  "theme.agree theme=%.*s "
                                                  "name=\"I am late because of the bus\"",
                                                  STR_ARGS(drafted)))));
    REQUIRE(t, workplace_do(&w, "theme.new section=not_working name=\"My Work\" "
                                "statements=reviews.csv:6:not_working1"));
    struct str own = theme_of_person(&w, 4);
    REQUIRE(t, workplace_do(&w, "theme.unsure statements=reviews.csv:10:not_working1"));
    struct str_list before = workplace_list(&w, "statement");
    struct str *places = arena_array(t->arena, struct str, before.count);
    for (size_t i = 0; i < before.count; i++)
        places[i] = workplace_field(&w, before.items[i], "theme");
    for (int grain = 1; grain <= 100; grain += 49) {
        REQUIRE(t, workplace_do(
                       &w, str_c(t->arena,
                                 str_format(t->arena, "theme.draft grain=%d", grain))));
        CHECK(t, check_places(&w) == 0);
        CHECK(t, str_equal(theme_of_person(&w, 4), own));
        CHECK_STR(t, workplace_field(&w, statement(&w, 8), "tray"), "unsure");
        CHECK_STR(t, workplace_field(&w, drafted, "agreed"), "yes");
        for (size_t i = 0; i < before.count; i++)
            if (str_equal(places[i], drafted))
                CHECK(t,
                      str_equal(workplace_field(&w, before.items[i], "theme"), drafted));
    }
    workplace_close(&w);
}

static void keeps_to_what_counts(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_groups(t, &w));
    REQUIRE(t, workplace_do(&w, "collect.hold_back statement=reviews.csv:2:not_working1 "
                                "reason=\"told the lead\""));
    REQUIRE(t,
            workplace_do(&w, "collect.leave_out statement=reviews.csv:3:not_working1"));
    REQUIRE(t,
            workplace_do(&w, "prepare.scope field=school values=\"Holly Bank School\""));
    REQUIRE(t, workplace_do(&w, "theme.draft count=3"));
    CHECK_STR(t, workplace_field(&w, statement(&w, 0), "tray"), "held_back");
    CHECK_STR(t, workplace_field(&w, statement(&w, 1), "tray"), "spare");
    for (int i = 1; i < PEOPLE; i += 2) /* Ash Lane College */
        CHECK(t, theme_of_person(&w, i).len == 0);
    for (int i = 2; i < PEOPLE; i += 2)
        CHECK(t, theme_of_person(&w, i).len > 0 ||
                     workplace_field(&w, statement(&w, i), "tray").len > 0);
    workplace_close(&w);
}

/* Whoever is out of scope by now is in no group that has gone. */
static void follows_a_narrower_scope(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_groups(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.draft count=3"));
    REQUIRE(t,
            workplace_do(&w, "prepare.scope field=school values=\"Holly Bank School\""));
    REQUIRE(t, workplace_do(&w, "theme.draft count=2"));
    (void)check_places(&w);
    REQUIRE(t, workplace_do(&w, "prepare.scope field=everyone"));
    REQUIRE(t, workplace_do(&w, "theme.draft count=3"));
    CHECK(t, check_places(&w) == 0);
    workplace_close(&w);
}

static void drafts_a_section_alone(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_groups(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.draft section=working"));
    CHECK(t, theme_of_person(&w, 0).len == 0);
    CHECK(t, check_places(&w) == PEOPLE);
    REQUIRE(t, workplace_do(&w, "theme.draft section=not_working count=3"));
    struct str bus = theme_of_person(&w, 0);
    REQUIRE(t, workplace_do(&w, "theme.draft section=working grain=90"));
    CHECK(t, str_equal(theme_of_person(&w, 0), bus));
    CHECK(t, check_places(&w) == 0);
    workplace_close(&w);
}

static void reads_its_settings(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.draft")); /* of nothing */
    CHECK(t, workplace_count(&w, "theme") == 0);
    CHECK(t, workplace_refuses(&w, "theme.draft grain=0", "1 to 100"));
    CHECK(t, workplace_refuses(&w, "theme.draft grain=101", "1 to 100"));
    CHECK(t, workplace_refuses(&w, "theme.draft count=0", "count takes a whole number"));
    CHECK(t, workplace_refuses(&w, "theme.draft grain=5 count=5", "not both"));
    CHECK(t, workplace_refuses(&w, "theme.draft section=all", "section"));
    workplace_close(&w);
}

/* Words on a card that nobody has looked at are no name for a group. */
static void names_no_group_by_a_flagged_word(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv",
                                "Reference,Date of review,Working 1\n"
                                "A,1/5/2025,Mrs Patelova helps me with reading\n"
                                "B,1/5/2025,Mrs Patelova helps with my reading\n"
                                "C,1/5/2025,I like reading with Mrs Patelova\n"));
    CHECK(t, w.counts.flagged == 3);
    REQUIRE(t, workplace_do(&w, "theme.draft count=1"));
    struct str_list themes = workplace_list(&w, "theme");
    for (size_t i = 0; i < themes.count; i++) {
        struct json body = workplace_record(&w, themes.items[i]);
        struct str text = json_write(t->arena, &body);
        CHECK(t, str_find(text, STR("atelova")) == SIZE_MAX);
    }
    workplace_close(&w);
}

/* "Bus" is in "business" and is no word of it: it is one person's alone. */
static void labels_groups_by_whole_words(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "bus.csv",
                                "Reference,Date of review,Not working 1\n"
                                "R1,12/05/2025,Cold on the bus\n"
                                "R2,12/05/2025,Cold in business lessons\n"));
    REQUIRE(t, workplace_do(&place, "theme.draft section=not_working count=1"));
    CHECK_STR(t, labels(&place), "cold\n");
    workplace_close(&place);
}

static const char one_each[] =
    "Pupil Ref,Review date,Working 1,Not working 1,Not working 2\n"
    "T1,04/11/2024,The bus driver is kind,The bus is late,The bus is so late\n"
    "T2,04/11/2024,A kind bus driver,Dinner is loud,Loud dinner every day\n"
    "T3,04/11/2024,My kind bus driver,Nobody can sign,Nobody here can sign\n";

/* How often the group of a card is called the same as another one. */
static size_t label_twice(struct workplace *place)
{
    struct json all = workplace_records(place, "theme");
    size_t twice = 0;
    for (size_t a = 0; a < json_count(&all); a++)
        for (size_t b = 0; b < a; b++)
            twice += str_equal(json_find_text(json_item(&all, a), STR("label")),
                               json_find_text(json_item(&all, b), STR("label")));
    return twice;
}

/* A group that no two people share a word of has a name of its own all the same; and a
 * group that stays as it was keeps what it is known by. */
static void groups_are_told_apart_and_stay(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", one_each));
    REQUIRE(t, workplace_do(&w, "theme.draft section=not_working count=3"));
    CHECK(t, workplace_count(&w, "theme") == 3 && label_twice(&w) == 0);
    struct str bus = theme_of(&w, "2:not_working1"),
               loud = theme_of(&w, "3:not_working1"),
               sign = theme_of(&w, "4:not_working1");
    REQUIRE(t, bus.len && loud.len && sign.len);
    CHECK_STR(t, workplace_field(&w, loud, "label"), "no common words");
    CHECK_STR(t, workplace_field(&w, sign, "label"), "no common words (2)");
    CHECK_STR(t, workplace_field(&w, bus, "label"), "no common words (3)");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "more.csv",
                                "Pupil Ref,Review date,Not working 1\n"
                                "T4,04/11/2024,Nobody at work can sign\n"));
    REQUIRE(t, workplace_do(&w, "theme.draft section=not_working count=3"));
    CHECK(t, str_equal(theme_of(&w, "2:not_working1"), bus));
    CHECK(t, str_equal(theme_of(&w, "3:not_working1"), loud));
    CHECK(t, str_equal(theme_of(&w, "4:not_working1"), sign));
    CHECK_STR(t, workplace_field(&w, bus, "label"), "no common words (3)");
    CHECK_STR(t, workplace_field(&w, sign, "label"), "sign");
    CHECK(t, members_of(&w, sign) == 3 && workplace_count(&w, "theme") == 3);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case draft_tests[] = {
    {"drafting twice gives the same", twice_is_the_same},
    {"what waits to be picked waits", leaves_what_waits},
    {"what people did something with is left alone", keeps_what_people_did},
    {"what people put in a tray stays there", keeps_trays},
    {"what a plan says follows the person's reviews", plans_follow_the_scope},
    {"numbers as text or as numbers", takes_numbers_either_way},
    {"wrong numbers are refused", refuses_wrong_numbers},
    {"every statement has a place after a draft", drops_nothing},
    {"what people decided is never touched", leaves_what_people_did},
    {"held back, spare and out of scope stay out", keeps_to_what_counts},
    {"a narrower scope leaves nothing in a group that is gone", follows_a_narrower_scope},
    {"one section can be drafted alone", drafts_a_section_alone},
    {"settings are read, and nothing makes nothing", reads_its_settings},
    {"no group is named by a flagged word", names_no_group_by_a_flagged_word},
    {"a group goes by whole words", labels_groups_by_whole_words},
    {"groups are told apart, and keep their numbers", groups_are_told_apart_and_stay},
    {0},
};
