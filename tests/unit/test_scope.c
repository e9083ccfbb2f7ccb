/* SPDX-License-Identifier: MIT */
/* Whose statements count: the draft, `status`, the gates and the report agree. */
#include "cycle/scope.h"
#include "engine/gate.h"
#include "published_show.h"

#define HOLLY ",Holly Bank School,04/11/2024,"

static const char reviews[] =
    "Pupil Ref,School,Review date,Aspiration 1,Aspiration 2\n"
    "T1" HOLLY "To work in a garage one,\nT2" HOLLY "To work in a garage two,\n"
    "T3" HOLLY "To work in a garage three,\nT4" HOLLY "To work in a garage four,\n"
    "T5" HOLLY "To work in a garage five,To see the sea\n"
    "T6" HOLLY "To live near my nan,\nT7" HOLLY "Somebody hit me on the bus,\n"
    "T8,Elm School,04/11/2024,To own a shop,\n"
    "T11" HOLLY "To have a job one,\nT12" HOLLY "To have a job two,\n"
    "T13" HOLLY "To have a job three,\nT14" HOLLY "To have a job four,\n";

/* T6 has a review in scope, T8 only one out of scope. */
static const char plans[] = "Pupil Ref,Aspiration 1\n"
                            "T6,To work in a garage six\n"
                            "T8,To work in a garage eight\n";

static const char day[] =
    "collect.leave_out statement=reviews.csv:6:aspiration2\n"
    "collect.say section=aspiration speaker=family text=\"To work in a garage too\"\n"
    "prepare.scope field=school values=\"Holly Bank School\"\n";

static bool everything_said(struct office *place)
{
    return office_import(place, SHEET_REVIEWS, "reviews.csv", reviews) &&
           office_import(place, SHEET_ASPIRATIONS, "plans.csv", plans) &&
           run_lines(place, day);
}

static bool count(struct office *place, struct scope_counts *out)
{
    struct process *process;
    struct scope scope;
    struct db *db = place->engine->store->db;
    return engine_process(place->engine, place->cycle, &process, &place->err) &&
           scope_reviews(db, place->t->arena, process->kinds, place->cycle,
                         json_find(&process->cycle_body, STR("scope")), &scope,
                         &place->err) &&
           scope_count(db, place->t->arena, place->cycle, &scope, out, &place->err);
}

static bool gate_of(struct office *place, const char *step, const char *name,
                    struct gate_state *out)
{
    struct process *process;
    struct gate_states all;
    *out = (struct gate_state){.ready = false};
    if (!engine_process(place->engine, place->cycle, &process, &place->err) ||
        !gates_of_step(place->engine, place->t->arena, process,
                       process_step(process, str_of(step)), &all, &place->err))
        return false;
    for (size_t i = 0; i < all.count; i++)
        if (str_equal(all.items[i].name, str_of(name)))
            *out = all.items[i];
    return true;
}

/* 10 of reviews, 1 of a plan and 1 of the room; 1 of reviews is held back, 1 spare. */
static void draft_status_and_report_agree(struct test *t)
{
    struct office place;
    struct scope_counts counts;
    struct json drafted;
    struct published doc;
    REQUIRE(t, office_open(t, &place));
    REQUIRE_OK(t, everything_said(&place), place.err);
    REQUIRE_OK(t, count(&place, &counts), place.err);
    CHECK(t, counts.all == 16 && counts.in_scope == 14);
    CHECK(t, counts.spare == 1 && counts.held_back == 1 && counts.counted == 12);
    REQUIRE(t, office_do(&place, "theme.draft count=1"));
    drafted = place.result.outcome;
    CHECK(t, json_find_integer(&drafted, STR("statements"), 0) == 12);
    struct str theme = office_id(&place, "theme", "section", "aspiration");
    struct str garage =
        str_format(t->arena, "theme.move statements=plans.csv:3:aspiration1 to=%.*s",
                   STR_ARGS(theme));
    REQUIRE(t, office_do(&place, str_c(t->arena, garage)));
    struct str agree = str_format(
        t->arena, "theme.agree theme=%.*s name=\"I want a job\"", STR_ARGS(theme));
    REQUIRE(t, office_do(&place, str_c(t->arena, agree)));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    if (!shows(all, "I want a job|10|12|"))
        test_fail_str(t, __FILE__, __LINE__, all, STR("I want a job|10|12|"));
    office_close(&place);
}

static void gates_ask_only_for_what_counts(struct test *t)
{
    struct office place;
    struct gate_state placed, named;
    REQUIRE(t, office_open(t, &place));
    REQUIRE_OK(t, everything_said(&place), place.err);
    REQUIRE(t, office_do(&place, "theme.draft"));
    REQUIRE_OK(t, gate_of(&place, "theme", "all_placed", &placed), place.err);
    CHECK(t, placed.ready && placed.of == 14 && placed.have == 14);
    REQUIRE(t, office_do(&place, "prepare.scope field=everyone"));
    REQUIRE_OK(t, gate_of(&place, "theme", "all_placed", &placed), place.err);
    CHECK(t, !placed.ready && placed.of == 16 && placed.have == 14);
    REQUIRE(t, office_do(&place, "prepare.scope field=school values=\"No Such School\""));
    REQUIRE_OK(t, gate_of(&place, "collect", "reviews_held", &named), place.err);
    CHECK(t, !named.ready && named.have == 0);
    office_close(&place);
}

static void counts_everyone_without_a_scope(struct test *t)
{
    struct office place;
    struct scope_counts counts;
    REQUIRE(t, office_open(t, &place));
    REQUIRE_OK(t, everything_said(&place), place.err);
    REQUIRE(t, office_do(&place, "prepare.scope field=everyone"));
    REQUIRE_OK(t, count(&place, &counts), place.err);
    CHECK(t, counts.all == 16 && counts.in_scope == 16 && counts.counted == 14);
    office_close(&place);
}

static bool is_said(struct office *place, bool *out)
{
    struct gate_state said;
    bool fine = gate_of(place, "collect", "something_said", &said);
    *out = said.ready;
    return fine;
}

/* A card on its own is as much said as one in a group; one held back is on no table. */
static void something_is_said_wherever_the_card_lies(struct test *t)
{
    static const struct {
        const char *line;
        bool said;
    } moves[] = {
        {"theme.alone statements=room:1", true},
        {"theme.unsure statements=room:1", true},
        {"theme.new section=working name=\"I like art\" statements=room:1", true},
        {"collect.leave_out statement=room:1", false},
        {"collect.pick statement=room:1", true},
        {"collect.hold_back statement=room:1 reason=\"told the lead\"", false}};
    struct office place;
    bool said;
    REQUIRE(t, office_open(t, &place));
    REQUIRE_OK(t, is_said(&place, &said), place.err);
    CHECK(t, !said);
    REQUIRE(t, office_do(&place,
                         "collect.say section=working speaker=family text=\"Art club\""));
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        REQUIRE(t, office_do(&place, moves[i].line));
        REQUIRE_OK(t, is_said(&place, &said), place.err);
        if (said != moves[i].said)
            test_fail(t, __FILE__, __LINE__, moves[i].line);
    }
    office_close(&place);
}

static void people_are_said_plainly(struct test *t)
{
    static const char *const cases[][2] = {
        {"{}", "all young people"},
        {"{\"year_group\":[\"9\"]}", "young people in year 9"},
        {"{\"year_group\":[\"12\",\"9\",\"10\",\"11\",\"9\"]}",
         "young people in years 9 to 12"},
        {"{\"year_group\":[\"9\",\"11\"]}", "young people in years 9 and 11"},
        {"{\"year_group\":[\"9\",\"10\",\"11\",\"13\"]}",
         "young people in years 9 to 11 and 13"},
        {"{\"year_group\":[\"0\",\"1\"]}", "young people in reception and year 1"},
        {"{\"school\":[\"Elm\",\"Oak\",\"Ash\"]}", "young people at Elm, Oak or Ash"},
        {"{\"in_area\":[\"no\"],\"year_group\":[\"9\"]}",
         "young people in year 9, who learn outside the area"},
        {"{\"attended\":[\"yes\"]}", "young people who took part in their review"},
        {"{\"need\":[\"ASD\",\"HI\"]}", "young people whose main need is ASD or HI"},
        {"{\"bus_pass\":[\"true\"]}", "young people whose bus pass is yes"},
        {"{\"in_area\":[\"yes\",\"no\"]}", "all young people"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct json scope;
        struct error err;
        REQUIRE_OK(t, json_parse(t->arena, str_of(cases[i][0]), &scope, &err), err);
        CHECK_STR(t, scope_people_words(t->arena, &scope), cases[i][1]);
    }
}

const struct test_case scope_tests[] = {
    {"the draft, status and the report count the same", draft_status_and_report_agree},
    {"gates ask only for what counts", gates_ask_only_for_what_counts},
    {"something is said wherever the card lies",
     something_is_said_wherever_the_card_lies},
    {"people are said plainly", people_are_said_plainly},
    {"without a scope everyone counts", counts_everyone_without_a_scope},
    {0},
};
