/* SPDX-License-Identifier: MIT */
/* The five scopes of the method, each from the import to coverage, cards and report. */
#include "cycle/cards.h"
#include "cycle/coverage.h"
#include "published_show.h"
#include "scripts.h"

/* The rule of an authority: whoever is in the last school years and was not at their
 * review. */
static const char town[] =
    "local wtfc = require 'workflows.working_together_for_change'\n"
    "local groups = require 'workflows.working_together_for_change.groups'\n"
    "return wtfc:extend { prepare = { commands = { scope = { run = groups.named {\n"
    "    not_heard = { title = 'not heard before leaving',\n"
    "        where = { year_group = { 12, 13 }, attended = false } },\n"
    "} } } } }\n";

struct pupils {
    const char *school, *year, *in_area, *attended;
    int count;
};

static const struct pupils all_pupils[] = {
    {"Holly Bank School", "9", "Y", "Y", 11},  {"Elm School", "12", "Y", "Y", 12},
    {"Elm School", "13", "Y", "N", 13},        {"Oak Lane School", "9", "Y", "Y", 14},
    {"Moor House School", "12", "N", "N", 15},
};

enum { EVERYONE = 11 + 12 + 13 + 14 + 15 };

/* Everybody says the same, so that a draft makes one group of it. */
static bool import_all(struct workplace *place)
{
    struct buf text = BUF_IN(place->arena);
    int number = 0;
    buf_add(&text, STR("Pupil Ref,School,Year group,In area,Attended,Review date,"
                       "Aspiration 1\n"));
    for (size_t i = 0; i < sizeof all_pupils / sizeof all_pupils[0]; i++)
        for (int n = 0; n < all_pupils[i].count; n++)
            buf_add_format(&text, "T%d,%s,%s,%s,%s,04/11/2024,To have a job\n", ++number,
                           all_pupils[i].school, all_pupils[i].year,
                           all_pupils[i].in_area, all_pupils[i].attended);
    return workplace_import(place, SHEET_REVIEWS, "reviews.csv",
                            str_c(place->arena, buf_str(&text)));
}

static const struct {
    const char *lines;
    size_t people;
    const char *words; /* of the report */
} scopes[] = {
    {"prepare.scope field=school values=\"Holly Bank School\"\n", 11,
     "We looked at the reviews of young people at Holly Bank School."},
    {"prepare.locality name=\"Thornmere East\" schools=\"Elm School,Oak Lane School\"\n"
     "prepare.scope field=locality values=\"Thornmere East\"\n",
     39,
     "We looked at the reviews of young people at Elm School or Oak Lane School "
     "(Thornmere East)."},
    {"prepare.scope field=everyone\n", EVERYONE,
     "We looked at the reviews of all young people."},
    {"prepare.scope field=in_area values=no\n", 15,
     "We looked at the reviews of young people who learn outside the area."},
    {"prepare.scope field=group values=not_heard\n", 28,
     "We looked at the reviews of young people in years 12 and 13, who did not take part "
     "in their review (not heard before leaving)."},
};

static bool coverage_and_cards(struct workplace *place, size_t *due, size_t *cards,
                               size_t *statements)
{
    struct process *process;
    struct scope scope;
    struct coverage_people people;
    struct cards found;
    if (!engine_process(place->engine, place->cycle, &process, &place->err))
        return false;
    const struct json *body = &process->cycle_body;
    struct cards_request request = {.db = place->engine->store->db,
                                    .kinds = process->kinds,
                                    .cycle = place->cycle,
                                    .body = body};
    if (!scope_reviews(request.db, place->arena, process->kinds, place->cycle,
                       json_find(body, STR("scope")), &scope, &place->err) ||
        !coverage_of_people(request.db, place->arena, place->cycle, &scope, &people,
                            &place->err) ||
        !cards_load(place->arena, &request, &found, &place->err))
        return false;
    *due = people.all.due;
    *statements = people.statements[SECTION_ASPIRATION];
    *cards = found.count;
    return true;
}

/* Again, too: a file of commands would know that it has been run. */
static bool choose(struct workplace *place, const char *lines)
{
    bool fine = true;
    for (struct str rest = str_of(lines); fine && rest.len;)
        fine = workplace_do(place, str_c(place->arena, str_cut(&rest, '\n')));
    return fine;
}

static void check_scope(struct test *t, size_t index)
{
    struct workplace place;
    struct published doc;
    size_t due = 0, cards = 0, statements = 0;
    REQUIRE(t, workplace_open_with(t, "town", town, &place));
    REQUIRE(t, choose(&place, scopes[index].lines));
    REQUIRE(t, import_all(&place));
    CHECK(t, workplace_count(&place, "review") == scopes[index].people);
    /* What was imported for another scope stays, and counts no more. */
    REQUIRE(t, workplace_do(&place, "prepare.scope field=everyone"));
    REQUIRE(t, import_all(&place));
    CHECK(t, workplace_count(&place, "review") == EVERYONE);
    REQUIRE(t, choose(&place, scopes[index].lines));
    REQUIRE_OK(t, coverage_and_cards(&place, &due, &cards, &statements), place.err);
    CHECK(t, due == scopes[index].people && cards == scopes[index].people &&
                 statements == scopes[index].people);
    REQUIRE(t, workplace_do(&place, "theme.draft count=1"));
    struct str agree =
        str_format(t->arena, "theme.agree theme=%.*s name=\"I want a job\"",
                   STR_ARGS(workplace_id(&place, "theme", "section", "aspiration")));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, agree)));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK_HAS(t, all, scopes[index].words);
    struct str row = str_format(t->arena, "I want a job|%zu|%zu|", scopes[index].people,
                                scopes[index].people);
    CHECK_HAS(t, all, str_c(t->arena, row));
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static void one_school(struct test *t)
{
    check_scope(t, 0);
}

static void the_schools_of_a_locality(struct test *t)
{
    check_scope(t, 1);
}

static void all_in_the_authority(struct test *t)
{
    check_scope(t, 2);
}

static void educated_out_of_area(struct test *t)
{
    check_scope(t, 3);
}

static void a_group_by_a_rule_in_the_script(struct test *t)
{
    check_scope(t, 4);
}

static struct str cycle_field(struct workplace *place, const char *field)
{
    struct json body = workplace_record(place, place->cycle);
    const struct json *value = json_find(&body, str_of(field));
    return value ? json_write(place->arena, value) : STR_NONE;
}

static void a_locality_is_kept_right(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    CHECK(t, workplace_refuses(&place, "prepare.scope field=locality values=East",
                               "No locality has been put down yet"));
    REQUIRE(t, workplace_do(&place, "prepare.locality name=East schools=\"Elm,Oak\""));
    REQUIRE(t, workplace_do(&place, "prepare.locality name=West schools=\"Ash,Oak\""));
    CHECK(t, workplace_refuses(&place, "prepare.scope field=locality values=Eats",
                               "did you mean \"East\"?"));
    REQUIRE(t, workplace_do(&place, "prepare.scope field=locality values=East,West"));
    CHECK_STR(t, cycle_field(&place, "scope"), "{\"school\":[\"Elm\",\"Oak\",\"Ash\"]}");
    /* A school that moves in counts at once. */
    REQUIRE(t,
            workplace_do(&place, "prepare.locality name=East schools=\"Elm,Lime,Oak\""));
    CHECK_STR(t, cycle_field(&place, "scope"),
              "{\"school\":[\"Elm\",\"Lime\",\"Oak\",\"Ash\"]}");
    CHECK(t, workplace_refuses(&place, "prepare.locality name=East",
                               "are those that count; choose others first"));
    /* Schools named one by one are no locality, nor has the next year lost it. */
    REQUIRE(t, workplace_do(&place, "prepare.scope field=school values=Elm"));
    CHECK_STR(t, cycle_field(&place, "scope_names"), "");
    REQUIRE(t, workplace_do(&place, "prepare.scope field=locality values=West"));
    REQUIRE(t, workplace_next(&place, "2026"));
    CHECK_STR(t, cycle_field(&place, "scope_names"), "{\"West\":[\"school\"]}");
    REQUIRE(t, workplace_do(&place, "prepare.scope field=locality values=East"));
    CHECK_STR(t, cycle_field(&place, "scope"), "{\"school\":[\"Elm\",\"Lime\",\"Oak\"]}");
    REQUIRE(t, workplace_do(&place, "prepare.scope field=locality"));
    CHECK_STR(t, cycle_field(&place, "scope"), "{}");
    workplace_close(&place);
}

const struct test_case scope_five_tests[] = {
    {"one school", one_school},
    {"the schools of a locality", the_schools_of_a_locality},
    {"all in the authority", all_in_the_authority},
    {"educated out of area", educated_out_of_area},
    {"a group by a rule in the script", a_group_by_a_rule_in_the_script},
    {"a locality is kept right", a_locality_is_kept_right},
    {0},
};
