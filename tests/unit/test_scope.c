/* SPDX-License-Identifier: MIT */
/* Whose statements count: the draft, `status`, the gates and the report agree. */
#include "cycle/scope.h"
#include "engine/column_names.h"
#include "engine/command_file.h"
#include "engine/gate.h"
#include "published_show.h"
#include "scripts.h"

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

static bool everything_said(struct workplace *place)
{
    return workplace_import(place, SHEET_REVIEWS, "reviews.csv", reviews) &&
           workplace_import(place, SHEET_ASPIRATIONS, "plans.csv", plans) &&
           run_lines(place, day);
}

static bool count(struct workplace *place, struct scope_counts *out)
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

static bool gate_of(struct workplace *place, const char *step, const char *name,
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
    struct workplace place;
    struct scope_counts counts;
    struct json drafted;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, everything_said(&place), place.err);
    REQUIRE_OK(t, count(&place, &counts), place.err);
    CHECK(t, counts.all == 16 && counts.in_scope == 14);
    CHECK(t, counts.spare == 1 && counts.held_back == 1 && counts.counted == 12);
    REQUIRE(t, workplace_do(&place, "theme.draft count=1"));
    drafted = place.result.outcome;
    CHECK(t, json_find_integer(&drafted, STR("statements"), 0) == 12);
    struct str theme = workplace_id(&place, "theme", "section", "aspiration");
    struct str garage =
        str_format(t->arena, "theme.move statements=plans.csv:3:aspiration1 to=%.*s",
                   STR_ARGS(theme));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, garage)));
    struct str agree = str_format(
        t->arena, "theme.agree theme=%.*s name=\"I want a job\"", STR_ARGS(theme));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, agree)));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    /* 11 are here, so that 10 under this heading would tell of the one who is not. */
    if (!shows(all, "I want a job|hidden|hidden|"))
        test_fail_str(t, __FILE__, __LINE__, all, STR("I want a job|hidden|hidden|"));
    workplace_close(&place);
}

static void gates_ask_only_for_what_counts(struct test *t)
{
    struct workplace place;
    struct gate_state placed, named;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, everything_said(&place), place.err);
    REQUIRE(t, workplace_do(&place, "theme.draft"));
    REQUIRE_OK(t, gate_of(&place, "theme", "all_placed", &placed), place.err);
    CHECK(t, placed.ready && placed.of == 12 && placed.have == 12);
    REQUIRE(t, workplace_do(&place, "prepare.scope field=everyone"));
    REQUIRE_OK(t, gate_of(&place, "theme", "all_placed", &placed), place.err);
    CHECK(t, !placed.ready && placed.of == 14 && placed.have == 12);
    REQUIRE(t,
            workplace_do(&place, "prepare.scope field=school values=\"No Such School\""));
    REQUIRE_OK(t, gate_of(&place, "collect", "reviews_held", &named), place.err);
    CHECK(t, !named.ready && named.have == 0);
    workplace_close(&place);
}

static void counts_everyone_without_a_scope(struct test *t)
{
    struct workplace place;
    struct scope_counts counts;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, everything_said(&place), place.err);
    REQUIRE(t, workplace_do(&place, "prepare.scope field=everyone"));
    REQUIRE_OK(t, count(&place, &counts), place.err);
    CHECK(t, counts.all == 16 && counts.in_scope == 16 && counts.counted == 14);
    workplace_close(&place);
}

static bool is_said(struct workplace *place, bool *out)
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
    struct workplace place;
    bool said;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, is_said(&place, &said), place.err);
    CHECK(t, !said);
    REQUIRE(t,
            workplace_do(&place,
                         "collect.say section=working speaker=family text=\"Art club\""));
    for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
        REQUIRE(t, workplace_do(&place, moves[i].line));
        REQUIRE_OK(t, is_said(&place, &said), place.err);
        if (said != moves[i].said)
            test_fail(t, __FILE__, __LINE__, moves[i].line);
    }
    workplace_close(&place);
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
        {"{\"in_area\":[\"yes\",\"no\"]}",
         "young people of whom it is known whether they learn in the area"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct json scope;
        struct error err;
        REQUIRE_OK(t, json_parse(t->arena, str_of(cases[i][0]), &scope, &err), err);
        CHECK_STR(t, scope_words(t->arena, &scope), cases[i][1]);
    }
}

static struct str scope_now(struct workplace *place)
{
    struct json body = workplace_record(place, place->cycle);
    const struct json *scope = json_find(&body, STR("scope"));
    return scope ? json_write(place->arena, scope) : STR_NONE;
}

static struct str remarks_of(struct workplace *place)
{
    const struct json *remarks = json_find(&place->result.outcome, STR("remarks"));
    return remarks ? json_write(place->arena, remarks) : STR_NONE;
}

static void reads_values_as_an_import_does(struct test *t)
{
    static const char *const refused[][2] = {
        {"field=year_group values=99", "\"99\" is no year group; write 9, Y9"},
        {"field=year_group values=12,twelve", "\"twelve\" is no year group"},
        {"field=year_group values=unknown", "is no year group"},
        {"field=in_area values=maybe", "in_area is yes or no, not \"maybe\""},
        {"field=attended values=1", "attended is yes or no"},
    };
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_do(&place, "prepare.scope field=year_group values=Y12"));
    CHECK_STR(t, scope_now(&place), "{\"year_group\":[\"12\"]}");
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct str line = str_format(t->arena, "prepare.scope %s", refused[i][0]);
        CHECK(t, workplace_refuses(&place, str_c(t->arena, line), refused[i][1]));
    }
    CHECK_STR(t, scope_now(&place), "{\"year_group\":[\"12\"]}");
    REQUIRE(
        t, workplace_do(
               &place, "prepare.scope field=year_group values=\"Year 13,R,nursery,13\""));
    CHECK_STR(t, scope_now(&place), "{\"year_group\":[\"13\",\"0\",\"-1\"]}");
    REQUIRE(t, workplace_do(&place, "prepare.scope field=in_area values=NO"));
    CHECK_STR(t, scope_now(&place),
              "{\"in_area\":[\"false\"],\"year_group\":[\"13\",\"0\",\"-1\"]}");
    /* There is nothing yet that it could be compared with. */
    CHECK_STR(t, remarks_of(&place), "");
    workplace_close(&place);
}

/* What is read fits what a review may hold: else one cell would stop a whole file. */
static void the_last_year_group_can_be_kept(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv",
                                "Pupil Ref,Year group,Review date\n"
                                "T1,Year 20,04/11/2024\nT2,Y21,04/11/2024\n"));
    CHECK(t, workplace_count(&place, "review") == 2);
    CHECK(t,
          workplace_noticed(&place, 3, "\"Y21\" under \"Year group\" is no year group"));
    CHECK(t, workplace_id(&place, "review", "state", "held").len > 0);
    workplace_close(&place);
}

static void says_what_no_review_has(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE(t, workplace_do(&place, "prepare.scope field=school values=\"Elm School\""));
    CHECK_STR(t, remarks_of(&place), "");
    REQUIRE(t, workplace_do(&place, "prepare.scope field=school values=\"holly bank\""));
    CHECK_STR(t, remarks_of(&place),
              "[\"no review imported so far is of young people at holly bank; did you "
              "mean \\\"Holly Bank School\\\"?\"]");
    REQUIRE(t, workplace_do(
                   &place, "prepare.scope field=school values=\"Elm School,Mill Lane\""));
    CHECK_STR(t, remarks_of(&place),
              "[\"no review imported so far is of young people at Mill Lane; there are: "
              "Elm School, Holly Bank School\"]");
    /* Once said, and not again with what has nothing to do with it. */
    REQUIRE(t, workplace_do(&place, "prepare.scope field=in_area values=no"));
    CHECK_STR(t, remarks_of(&place),
              "[\"no review imported so far is of young people who learn outside the "
              "area\"]");
    REQUIRE(t, workplace_do(&place, "prepare.scope field=school values=ol"));
    CHECK_STR(
        t, remarks_of(&place),
        "[\"no review imported so far is of young people at ol; there are: Elm School, "
        "Holly Bank School\"]");
    /* In a file, beside its line. */
    struct command_file_counts counts;
    struct command_file file = {STR("day.txt"), STR("day.txt"),
                                STR("prepare.scope field=year_group values=Y9\n"), false};
    place.notices = (struct notices){.arena = t->arena};
    REQUIRE_OK(t,
               command_file_run(place.engine, t->arena, place.cycle, &file,
                                &place.notices, &counts, NULL, NULL, &place.err),
               place.err);
    CHECK(t, workplace_noticed(&place, 1,
                               "no review imported so far is of young people in year "
                               "9"));
    CHECK(t, place.notices.refusals == 0);
    workplace_close(&place);
}

/* A need is meant in capitals or not, by a file as by those who choose. */
static void means_a_need_however_it_is_spelt(struct test *t)
{
    static const char head[] = "Pupil Ref,Primary need,Review date,Working 1\n";
    struct workplace place;
    struct scope_counts said;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "a.csv",
                                str_c(t->arena, str_format(t->arena,
                                                           "%sT1,SEMH,04/11/2024,Art\n"
                                                           "T2,ASD,04/11/2024,Tea\n",
                                                           head))));
    REQUIRE(t, workplace_do(&place, "prepare.scope field=need values=\"semh \""));
    CHECK_STR(t, remarks_of(&place), "");
    REQUIRE(t, count(&place, &said));
    CHECK(t, said.counted == 1);
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "b.csv",
                                str_c(t->arena, str_format(t->arena,
                                                           "%sT3,SEMH,04/11/2024,Chess\n"
                                                           "T4,HI,04/11/2024,Pool\n",
                                                           head))));
    CHECK(t, place.counts.out_of_scope == 1);
    REQUIRE(t, count(&place, &said));
    CHECK(t, said.counted == 2);
    workplace_close(&place);
}

/* As the authority's own words. */
static bool save_own(struct workplace *place, const char *text)
{
    struct json own;
    return json_parse(place->arena, str_of(text), &own, &place->err) &&
           column_names_save(place->engine, place->arena, SHEET_REVIEWS, &own,
                             &place->err);
}

/* What an import takes for one need is one in a scope, too: by its table, and by what the
 * authority has added to it. */
static void reads_a_need_as_an_import_does(struct test *t)
{
    static const char file[] = "Pupil Ref,Primary need,Review date,Working 1\n"
                               "T1,ASC,04/11/2024,Art\nT2,Autism,04/11/2024,Tea\n"
                               "T3,SEMH,04/11/2024,Chess\n"
                               "T4,Speech and language,04/11/2024,Pool\n"
                               "T5,attention deficit,04/11/2024,Judo\n";
    static const struct {
        const char *values, *scope;
        size_t count;
    } cases[] = {
        {"ASC,SEMH", "{\"need\":[\"ASD\",\"SEMH\"]}", 3},
        {"Autism,ASC", "{\"need\":[\"ASD\"]}", 2},
        {"\"Speech and language\"", "{\"need\":[\"SLCN\"]}", 1},
        {"\"speech, language and communication needs,SEMH\"",
         "{\"need\":[\"SLCN\",\"SEMH\"]}", 2},
        {"\"deaf, blind\"", "{\"need\":[\"HI\",\"VI\"]}", 0},
        {"\"Attention deficit\"", "{\"need\":[\"ADHD\"]}", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct workplace place;
        struct scope_counts said;
        REQUIRE(t, workplace_open(t, &place));
        REQUIRE(t, save_own(&place, "{\"values\":{\"need\":{\"ADHD\":["
                                    "\"attention deficit\"]}}}"));
        struct str line =
            str_format(t->arena, "prepare.scope field=need values=%s", cases[i].values);
        REQUIRE(t, workplace_do(&place, str_c(t->arena, line)));
        CHECK_STR(t, scope_now(&place), cases[i].scope);
        CHECK_STR(t, remarks_of(&place), "");
        REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "r.csv", file));
        REQUIRE(t, count(&place, &said));
        CHECK(t, said.counted == cases[i].count && said.all == cases[i].count);
        workplace_close(&place);
    }
}

/* So is one that the rule of a script names, and one that was kept as it was typed. */
static void reads_a_need_of_a_script(struct test *t)
{
    static const char town[] =
        "local wtfc = require 'workflows.working_together_for_change'\n"
        "local groups = require 'workflows.working_together_for_change.groups'\n"
        "return wtfc:extend { prepare = { commands = { scope = { run = groups.named {\n"
        "    autistic = { title = 'autistic', where = { need = 'autism' } },\n"
        "} } } } }\n";
    struct workplace place;
    REQUIRE(t, workplace_open_with(t, "town", town, &place));
    REQUIRE(t, workplace_do(&place, "prepare.scope field=group values=autistic"));
    CHECK_STR(t, scope_now(&place), "{\"need\":[\"ASD\"]}");
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "r.csv",
                                "Pupil Ref,Primary need,Review date\n"
                                "T1,ASC,04/11/2024\nT2,SEMH,04/11/2024\n"));
    CHECK(t, place.counts.out_of_scope == 1 && place.counts.reviews == 1);
    /* Written down live, in the words of whoever did. */
    REQUIRE(t, workplace_do(&place, "collect.review person=T1 date=05/11/2024 "
                                    "need=Autistic attended=yes"));
    REQUIRE(t, workplace_do(&place, "prepare.scope field=need values=ASC"));
    CHECK_STR(t, remarks_of(&place), "");
    const struct json *scope = json_find(&place.result.outcome, STR("scope"));
    CHECK(t, json_find_integer(scope, STR("reviews"), 0) == 2);
    workplace_close(&place);
}

/* A name may hold a comma: where it is known it is one, and in quotes of its own. */
static void takes_a_name_with_a_comma(struct test *t)
{
    static const struct {
        const char *values, *scope;
    } cases[] = {
        {"\"'Mill, The'\"", "{\"school\":[\"Mill, The\"]}"},
        {"\"'Mill, The', Oak,'St Mary's, Elm'\"",
         "{\"school\":[\"Mill, The\",\"Oak\",\"St Mary's, Elm\"]}"},
        {"\"\\\"Mill, The\\\",Oak\"", "{\"school\":[\"Mill, The\",\"Oak\"]}"},
        {"\"Oak,rushmere,the\"", "{\"school\":[\"Oak\",\"Rushmere, The\"]}"},
        {"\"Rushmere, The, Oak\"", "{\"school\":[\"Rushmere, The\",\"Oak\"]}"},
        {"\"Mill, The\"", "{\"school\":[\"Mill\",\"The\"]}"},
        {"'Mill,Oak", "{\"school\":[\"'Mill\",\"Oak\"]}"},
        {"\"Mill, The\" values=Oak", "{\"school\":[\"Mill, The\",\"Oak\"]}"},
        {"\"'Mill, The'\" values=Oak", "{\"school\":[\"Mill, The\",\"Oak\"]}"},
    };
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "r.csv",
                                "Pupil Ref,School,Review date\n"
                                "T1,\"Rushmere, The\",04/11/2024\n"));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct str line =
            str_format(t->arena, "prepare.scope field=school values=%s", cases[i].values);
        REQUIRE(t, workplace_do(&place, str_c(t->arena, line)));
        CHECK_STR(t, scope_now(&place), cases[i].scope);
    }
    /* What the remark says works as it stands. */
    REQUIRE(t, workplace_do(&place, "prepare.scope field=school values=rushmere"));
    CHECK_HAS(t, remarks_of(&place), "did you mean \\\"Rushmere, The\\\"?");
    REQUIRE(t,
            workplace_do(&place, "prepare.scope field=school values=\"Rushmere, The\""));
    CHECK_STR(t, remarks_of(&place), "");
    REQUIRE(t,
            workplace_do(&place,
                         "prepare.locality name=\"North, East\" schools=\"Oak,Rushmere, "
                         "The\""));
    CHECK(t, workplace_refuses(&place, "prepare.scope field=locality values=North",
                               "did you mean \"North, East\"?"));
    REQUIRE(t,
            workplace_do(&place, "prepare.scope field=locality values=\"North, East\""));
    CHECK_STR(t, scope_now(&place), "{\"school\":[\"Oak\",\"Rushmere, The\"]}");
    workplace_close(&place);
}

/* What is no need to an import can come from no file: it is said at once. */
static void says_of_what_is_no_need(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_do(&place, "prepare.scope field=need values=Autsim"));
    CHECK_STR(t, remarks_of(&place),
              "[\"an import knows no kind of need called \\\"Autsim\\\"; did you mean "
              "autism?\"]");
    REQUIRE(t, workplace_do(&place, "prepare.scope field=need values=ADHD"));
    CHECK_HAS(t, remarks_of(&place),
              "an import knows no kind of need called \\\"ADHD\\\"; it knows ASD, DS, ");
    CHECK_HAS(t, remarks_of(&place), "local/import/reviews.json");
    workplace_close(&place);
}

const struct test_case scope_tests[] = {
    {"a need is read as an import reads it", reads_a_need_as_an_import_does},
    {"so is that of a script's rule", reads_a_need_of_a_script},
    {"what is no need is said", says_of_what_is_no_need},
    {"a name may hold a comma", takes_a_name_with_a_comma},
    {"a need is meant however it is spelt", means_a_need_however_it_is_spelt},
    {"values are read as an import reads them", reads_values_as_an_import_does},
    {"the last year group can be kept", the_last_year_group_can_be_kept},
    {"what no review has is said", says_what_no_review_has},
    {"the draft, status and the report count the same", draft_status_and_report_agree},
    {"gates ask only for what counts", gates_ask_only_for_what_counts},
    {"something is said wherever the card lies",
     something_is_said_wherever_the_card_lies},
    {"people are said plainly", people_are_said_plainly},
    {"without a scope everyone counts", counts_everyone_without_a_scope},
    {0},
};
