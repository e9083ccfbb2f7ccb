/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#define HEAD "Pupil Ref,Review date,Working 1,Not working 1,Not working 2\n"

static bool last_year(struct workplace *place)
{
    return workplace_import(
               place, SHEET_REVIEWS, "reviews.csv",
               HEAD "T1,04/11/2024,The lunch club,The school bus is late,No signs here\n"
                    "T2,04/11/2024,,My bus comes late every day,Nobody signs\n") &&
           workplace_do(place, "theme.new section=not_working name=\"I am late by bus\" "
                               "statements=reviews.csv:2:not_working1,"
                               "reviews.csv:3:not_working1") &&
           workplace_do(place,
                        "theme.new section=not_working name=\"I need people who sign\" "
                        "statements=reviews.csv:2:not_working2,"
                        "reviews.csv:3:not_working2") &&
           workplace_do(place, "theme.new section=working name=\"I like lunch club\" "
                               "statements=reviews.csv:2:working1");
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
                        "statements=new.csv:2:not_working1,new.csv:3:not_working1") &&
           workplace_do(place,
                        "theme.new section=not_working name=\"I want a trampoline\" "
                        "statements=new.csv:2:not_working2") &&
           workplace_do(place, "theme.new section=working name=\"I am on time by bus\" "
                               "statements=new.csv:2:working1");
}

static struct str previous_of(struct workplace *place, const char *name)
{
    struct json theme = workplace_find(place, "theme", "name", name);
    return json_find_text(&theme, STR("previous"));
}

/* What is suggested for a theme of this year, the first of it. */
static struct str suggested(struct workplace *place, const char *name)
{
    struct json theme = workplace_find(place, "theme", "name", name);
    const struct json *maybe = json_find(&theme, STR("maybe_previous"));
    return maybe && json_count(maybe) ? json_item(maybe, 0)->text : STR_NONE;
}

/* With the themes of both years; gives the id of last year's one of this name, if any. */
static bool open_two_years(struct test *t, struct workplace *place, const char *name,
                           struct str *last)
{
    if (!workplace_open(t, place) || !last_year(place))
        return false;
    if (name)
        *last = workplace_id(place, "theme", "name", name);
    return this_year(place);
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
    place->result.number = result.number;
    *outcome = result.outcome;
    return true;
}

static void links_what_is_alike(struct test *t)
{
    struct workplace place;
    struct json outcome;
    struct str bus;
    REQUIRE(t, open_two_years(t, &place, "I am late by bus", &bus));
    REQUIRE(t, lineage(&place, &outcome));
    CHECK(t, str_equal(suggested(&place, "I wait for my bus"), bus));
    CHECK_STR(t, previous_of(&place, "I wait for my bus"), ""); /* people say that */
    CHECK_STR(t, suggested(&place, "I want a trampoline"), "");
    /* The bus of another section is another thing. */
    CHECK(t, !str_equal(suggested(&place, "I am on time by bus"), bus));
    CHECK(t, linked(&outcome) == 1);
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static void leaves_what_people_linked(struct test *t)
{
    struct workplace place;
    struct json outcome;
    struct str signs;
    REQUIRE(t, open_two_years(t, &place, "I need people who sign", &signs));
    struct str now = workplace_id(&place, "theme", "name", "I wait for my bus");
    struct str line = str_format(t->arena, "review.link_theme theme=%.*s previous=%.*s",
                                 STR_ARGS(now), STR_ARGS(signs));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, line)));
    REQUIRE(t, lineage(&place, &outcome));
    CHECK(t, linked(&outcome) == 0);
    CHECK(t, str_equal(previous_of(&place, "I wait for my bus"), signs));
    workplace_close(&place);
}

static bool unlink_bus(struct workplace *place)
{
    struct str now = workplace_id(place, "theme", "name", "I wait for my bus");
    struct str line =
        str_format(place->t->arena, "review.unlink_theme theme=%.*s", STR_ARGS(now));
    return workplace_do(place, str_c(place->t->arena, line));
}

/* People said that the theme is new: the computer does not know better. */
static void leaves_what_people_unlinked(struct test *t)
{
    struct workplace place;
    struct json outcome;
    REQUIRE(t, open_two_years(t, &place, NULL, NULL));
    REQUIRE(t, lineage(&place, &outcome));
    REQUIRE(t, unlink_bus(&place));
    REQUIRE(t, lineage(&place, &outcome));
    CHECK(t, linked(&outcome) == 0);
    CHECK_STR(t, previous_of(&place, "I wait for my bus"), "");
    /* What was suggested before is beside the point, and stands no more in the way. */
    REQUIRE(t, workplace_do(&place, "theme.name theme=\"I wait for my bus\" "
                                    "name=\"I am late by bus\""));
    REQUIRE(t, lineage(&place, &outcome));
    CHECK(t, linked(&outcome) == 0);
    CHECK_STR(t, previous_of(&place, "I am late by bus"), "");
    workplace_close(&place);
}

static bool agree_bus(struct workplace *place)
{
    return workplace_do(place, "review.agree_link themes=\"I wait for my bus\"");
}

/* What was taken back was never said. */
static void taking_back_is_not_unlinking(struct test *t)
{
    struct workplace place;
    struct json outcome;
    struct str bus;
    REQUIRE(t, open_two_years(t, &place, "I am late by bus", &bus));
    REQUIRE(t, lineage(&place, &outcome));
    REQUIRE(t, workplace_undo(&place, place.result.number));
    CHECK_STR(t, suggested(&place, "I wait for my bus"), "");
    REQUIRE(t, lineage(&place, &outcome));
    CHECK(t, linked(&outcome) == 1);
    /* The same of a person's link, and of their saying that it is new. */
    REQUIRE(t, unlink_bus(&place));
    REQUIRE(t, workplace_undo(&place, place.result.number));
    REQUIRE(t, lineage(&place, &outcome));
    CHECK(t, str_equal(suggested(&place, "I wait for my bus"), bus));
    REQUIRE(t, agree_bus(&place));
    CHECK(t, str_equal(previous_of(&place, "I wait for my bus"), bus));
    REQUIRE(t, workplace_undo(&place, place.result.number));
    CHECK_STR(t, previous_of(&place, "I wait for my bus"), "");
    REQUIRE(t, lineage(&place, &outcome));
    CHECK(t, str_equal(suggested(&place, "I wait for my bus"), bus));
    workplace_close(&place);
}

/* Yes, no, and another: whatever comes in later, a re-run leaves them. */
static void never_undoes_a_decision(struct test *t)
{
    struct workplace place;
    struct json outcome;
    struct str bus;
    REQUIRE(t, open_two_years(t, &place, "I am late by bus", &bus));
    CHECK(t, workplace_refuses(&place, "review.agree_link themes=\"I wait for my bus\"",
                               "Nothing is suggested"));
    REQUIRE(t, lineage(&place, &outcome));
    REQUIRE(t, agree_bus(&place));
    CHECK(t, workplace_refuses(&place, "review.agree_link themes=\"I wait for my bus\"",
                               "said already"));
    REQUIRE(t, workplace_do(&place, "review.unlink_theme theme=\"I want a trampoline\""));
    REQUIRE(t, workplace_do(&place, "theme.move statements=new.csv:2:not_working1,"
                                    "new.csv:3:not_working1 to=\"I want a trampoline\""));
    struct json before = workplace_records(&place, "theme");
    REQUIRE(t, lineage(&place, &outcome));
    REQUIRE(t, workplace_do(&place, "theme.draft"));
    REQUIRE(t, lineage(&place, &outcome));
    struct json after = workplace_records(&place, "theme");
    CHECK(t, linked(&outcome) == 0 && json_equal(&before, &after));
    CHECK(t, str_equal(previous_of(&place, "I wait for my bus"), bus));
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

/* A link of a group that the computer drafted makes it people's: no draft drops it. */
static void keeps_a_draft_that_people_linked(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, last_year(&place));
    REQUIRE(t, workplace_next(&place, "2026"));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "new.csv",
                                HEAD "T1,04/11/2025,,The bus was late again,\n"
                                     "T2,04/11/2025,,The late school bus,\n"));
    REQUIRE(t, workplace_do(&place, "theme.draft count=1"));
    struct str_list drafts = workplace_list(&place, "theme");
    REQUIRE(t, drafts.count == 1);
    struct str line =
        str_format(t->arena, "review.unlink_theme theme=%.*s", STR_ARGS(drafts.items[0]));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, line)));
    REQUIRE(t, workplace_do(&place, "theme.draft count=2"));
    CHECK_STR(t, workplace_field(&place, drafts.items[0], "new_this_time"), "yes");
    workplace_close(&place);
}

static void is_listed_with_the_commands(struct test *t)
{
    struct workplace place;
    struct process *process;
    const struct json *step, *command;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, engine_process(place.engine, place.cycle, &process, &place.err),
               place.err);
    CHECK(t, process_command(process, STR("theme.lineage"), &step, &command, &place.err));
    workplace_close(&place);
}

static void twice_changes_nothing(struct test *t)
{
    struct workplace place;
    struct json outcome;
    REQUIRE(t, open_two_years(t, &place, NULL, NULL));
    REQUIRE(t, lineage(&place, &outcome));
    struct json before = workplace_records(&place, "theme");
    REQUIRE(t, lineage(&place, &outcome));
    struct json after = workplace_records(&place, "theme");
    CHECK(t, linked(&outcome) == 0 && json_equal(&before, &after));
    workplace_close(&place);
}

static void needs_a_cycle_before(struct test *t)
{
    struct workplace place;
    struct json outcome;
    REQUIRE(t, workplace_open(t, &place));
    CHECK(t, !lineage(&place, &outcome));
    CHECK(t, place.err.kind == ERROR_REFUSED);
    CHECK(t, str_find(str_of(place.err.text), STR("no cycle before it")) != SIZE_MAX);
    workplace_close(&place);
}

static void nothing_to_link(struct test *t)
{
    struct workplace place;
    struct json outcome;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_next(&place, "2026"));
    REQUIRE(t, lineage(&place, &outcome));
    CHECK(t, linked(&outcome) == 0);
    workplace_close(&place);
}

static const char first_year[] =
    "Reference,Date of review,Working 1,Not working 1\n"
    "A,1/5/2025,I like the art club,The school bus is always late\n"
    "B,1/5/2025,The art club is great,My bus is late every morning\n"
    "C,1/5/2025,Art club on Fridays,I cannot find a job\n"
    "D,1/5/2025,Painting in art club,Nobody helps me find a job\n";

static const char second_sheet[] =
    "Reference,Date of review,Working 1,Not working 1\n"
    "A,1/6/2025,The art club is still great,The bus is late again every morning\n"
    "B,1/6/2025,Art club and painting,The school bus is still late\n"
    "E,1/6/2025,Football on Sundays,The canteen is far too loud\n";

static bool themes_of_first(struct workplace *w)
{
    return workplace_import(w, SHEET_REVIEWS, "2025.csv", first_year) &&
           workplace_do(w,
                        "theme.new section=not_working name=\"I am late because of the "
                        "bus\" statements=2025.csv:2:not_working1,"
                        "2025.csv:3:not_working1") &&
           workplace_do(w,
                        "theme.new section=not_working name=\"I cannot find a job\" "
                        "statements=2025.csv:4:not_working1,2025.csv:5:not_working1") &&
           workplace_do(w, "theme.new section=working name=\"I like the art club\" "
                           "statements=2025.csv:2:working1,2025.csv:3:working1,"
                           "2025.csv:4:working1,2025.csv:5:working1");
}

static bool themes_of_second(struct workplace *w)
{
    return workplace_next(w, "2026") &&
           workplace_import(w, SHEET_REVIEWS, "2026.csv", second_sheet) &&
           workplace_do(w,
                        "theme.new section=not_working name=\"I wait for the bus\" "
                        "statements=2026.csv:2:not_working1,2026.csv:3:not_working1") &&
           workplace_do(w, "theme.new section=not_working name=\"I hear too much noise\" "
                           "statements=2026.csv:4:not_working1") &&
           workplace_do(w, "theme.new section=working name=\"I paint in the art club\" "
                           "statements=2026.csv:2:working1,2026.csv:3:working1");
}

/* The name of the theme that a theme of this year leads to. */
static struct str leads_to(struct workplace *w, const char *name)
{
    struct str id = suggested(w, name);
    return id.len ? workplace_field(w, id, "name") : STR_NONE;
}

static void links_each_section(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w) && themes_of_first(&w));
    CHECK(t, workplace_refuses(&w, "theme.lineage", "no cycle before it"));
    REQUIRE(t, themes_of_second(&w));
    REQUIRE(t, workplace_do(&w, "theme.lineage"));
    CHECK(t, json_find_integer(&w.result.outcome, STR("linked"), 0) == 2);
    CHECK_STR(t, leads_to(&w, "I wait for the bus"), "I am late because of the bus");
    CHECK_STR(t, leads_to(&w, "I paint in the art club"), "I like the art club");
    CHECK_STR(t, leads_to(&w, "I hear too much noise"), "");
    REQUIRE(t, workplace_do(&w, "theme.lineage"));
    CHECK(t, json_find_integer(&w.result.outcome, STR("linked"), 0) == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* A statement a line, of a person each. */
static struct str said_by_many(struct arena *arena, const char *first)
{
    static const char *const things[] = {
        "swimming", "animals",  "drama",     "guitars",   "computers", "football",
        "baking",   "painting", "gardening", "trains",    "dancing",   "cycling",
        "puzzles",  "chess",    "pottery",   "libraries", "mountains", "festivals",
        "robots",   "museums",  "horses"};
    struct buf out = BUF_IN(arena);
    buf_add_format(&out, "Reference,Date of review,Working 1\nA,1/5/2025,%s\n", first);
    for (size_t i = 0; i < sizeof things / sizeof things[0]; i++)
        buf_add_format(&out, "B%zu,1/5/2025,Everything about %s\n", i, things[i]);
    return buf_str(&out);
}

/* Lines `from` to 23 of a file, as an argument. */
static struct str lines_from(struct arena *arena, const char *file, size_t from)
{
    struct buf out = BUF_IN(arena);
    for (size_t line = from; line <= 23; line++)
        buf_add_format(&out, "%s%s:%zu:working1", line > from ? "," : "", file, line);
    return buf_str(&out);
}

static bool make_theme(struct workplace *w, const char *name, struct str statements)
{
    struct str line =
        str_format(w->arena, "theme.new section=working name=\"%s\" statements=%.*s",
                   name, STR_ARGS(statements));
    return workplace_do(w, str_c(w->arena, line));
}

/* A small group out of a large one of last year: its words were all said there. */
static void same_words_are_a_part(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "2025.csv",
                                str_c(t->arena, said_by_many(t->arena, "Pizza"))));
    REQUIRE(t, make_theme(&w, "I like it here", lines_from(t->arena, "2025.csv", 2)));
    REQUIRE(t, workplace_next(&w, "2026"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "2026.csv",
                                str_c(t->arena, said_by_many(t->arena, "PIZZA!"))));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "more.csv",
                                "Reference,Date of review,Working 1\n"
                                "Z,1/5/2026,A trampoline\n"));
    REQUIRE(t, make_theme(&w, "I enjoy my days", lines_from(t->arena, "2026.csv", 3)));
    REQUIRE(t, make_theme(&w, "I eat well", STR("2026.csv:2:working1")));
    REQUIRE(t, make_theme(&w, "I jump", STR("more.csv:2:working1")));
    REQUIRE(t, workplace_do(&w, "theme.lineage"));
    CHECK_STR(t, leads_to(&w, "I enjoy my days"), "I like it here");
    CHECK_STR(t, leads_to(&w, "I eat well"), "I like it here");
    CHECK_STR(t, leads_to(&w, "I jump"), "");
    struct json part = workplace_find(&w, "theme", "name", "I eat well");
    const struct json *sure = json_find(&part, STR("maybe_sure"));
    REQUIRE(t, json_count(sure) == 1);
    CHECK_STR(t, json_item(sure, 0)->text, "probably");
    workplace_close(&w);
}

const struct test_case lineage_tests[] = {
    {"a theme is linked to the nearest of the same section", links_what_is_alike},
    {"themes of every section are linked, once", links_each_section},
    {"a small group of last year's words is a part", same_words_are_a_part},
    {"what people linked stays", leaves_what_people_linked},
    {"what people unlinked stays", leaves_what_people_unlinked},
    {"a re-run leaves what people said, yes or no", never_undoes_a_decision},
    {"a draft that people linked stays", keeps_a_draft_that_people_linked},
    {"what was taken back may be linked again", taking_back_is_not_unlinking},
    {"it is listed with the commands", is_listed_with_the_commands},
    {"doing it twice changes nothing", twice_changes_nothing},
    {"without a cycle before it is refused", needs_a_cycle_before},
    {"without themes nothing is linked", nothing_to_link},
    {0},
};
