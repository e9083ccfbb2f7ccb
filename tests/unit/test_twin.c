/* SPDX-License-Identifier: MIT */
/* What came in again meanwhile does not come back beside itself. */
#include "undoing.h"

static bool all_there_once(struct workplace *w)
{
    return workplace_count(w, "statement") == 4 && workplace_count(w, "person") == 2;
}

/* What was taken back came in again by a file, which has to go first. */
static void check_not_there_twice(struct test *t, const char *name, const char *text,
                                  const char *why)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w)); /* 3 */
    int64_t undone = number_of(&w, "workplace.undo command=3");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, name, text)); /* 5 */
    CHECK(t, all_there_once(&w));
    CHECK(t, workplace_refuses(&w, undo_line(&w, undone), why));
    CHECK(t, all_there_once(&w));
    REQUIRE(t, workplace_do(&w, "workplace.undo command=5"));
    REQUIRE(t, workplace_do(&w, undo_line(&w, undone)));
    CHECK(t, all_there_once(&w));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Taken back, and done again: bringing the first back would make it all twice. */
static void is_not_there_twice(struct test *t)
{
    check_not_there_twice(t, "reviews.csv", undoing_reviews,
                          "command 3 was done again since, as command 5; take that back "
                          "first with `waymark undo 5`");
}

/* The same, by another file: the people and their words are there again. */
static void is_not_there_twice_by_another_file(struct test *t)
{
    check_not_there_twice(t, "better.csv",
                          "Reference,Date of review,Working 1,Not working 1\n"
                          "R1,12/05/2025,I like to paint,The bus is late\n"
                          "R2,13/05/2025,I like the garden,The bus is cold\n",
                          "came in again by command 5 (import.reviews, by Robin) and "
                          "would be there twice; take that back first with `waymark "
                          "undo 5`");
}

/* Where another cycle knows the people, only their reviews went; where a review was
 * there before, only the words. */
static void is_not_there_twice_in_parts(struct test *t)
{
    static const char more[] = "Reference,Date of review,Working 1,Working 2\n"
                               "R1,12/05/2025,I like painting,I like tea\n";
    static const char later[] = "Reference,Date of review,Working 1\n"
                                "R1,01/06/2025,I still like painting\n";
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "more.csv", more)); /* 4 */
    int64_t words = number_of(&w, "workplace.undo command=4");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "tea.csv",
                                "Reference,Date of review,Working 1,Working 2\n"
                                "R1,12/05/2025,I like painting, i  LIKE tea\n"));
    CHECK(t, workplace_count(&w, "statement") == 5);
    CHECK(t, workplace_refuses(&w, undo_line(&w, words), "would be there twice"));
    REQUIRE(t, workplace_new_cycle(&w, "2026"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "later.csv", later));
    int64_t review = number_of(&w, undo_line(&w, w.result.number + 1));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "later-2.csv",
                                "Reference,Date of review,Working 1\n"
                                "R1,01/06/2025,I love painting\n"));
    CHECK(t, workplace_count(&w, "review") == 1);
    CHECK(t, workplace_refuses(&w, undo_line(&w, review), "would be there twice"));
    CHECK(t, workplace_count(&w, "review") == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

#define NAMED "Reference,Surname,Forename,Date of birth,Date of review,Working 1\n"

/* Two people of one name and birthday are two people, before and after. */
static void puts_back_who_stood_beside(struct test *t)
{
    struct workplace w;
    REQUIRE(t,
            workplace_open_on(t, &w, SHEET_REVIEWS, "one.csv",
                              NAMED "R1,Lee,Jo,1/2/2010,1/5/2025,I like tea\n")); /* 3 */
    REQUIRE(t,
            workplace_import(&w, SHEET_REVIEWS, "two.csv",
                             NAMED "R2,Lee,Jo,1/2/2010,2/5/2025,I like milk\n")); /* 4 */
    size_t people = workplace_count(&w, "person");
    int64_t undone = number_of(&w, "workplace.undo command=4");
    REQUIRE(t, workplace_do(&w, undo_line(&w, undone)));
    CHECK(t, workplace_count(&w, "person") == people);
    CHECK(t, workplace_count(&w, "review") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

#define ROOM "Role group,Organisation,Attended,Table\n"

/* People for the room have no names: by where they stand in their list, and by what is
 * said of them. */
static void seats_nobody_twice(struct test *t)
{
    static const char list[] = ROOM "Family,,Y,1\nHealth,Clinic,Y,1\nSchool,Elm,N,2\n";
    static const char others[] = ROOM "Family,,Y,3\nSchool,ELM,Y,3\n";
    static const char corrected[] = ROOM "Housing,,Y,1\nEmployer,,Y,1\n";
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv", list)); /* 3 */
    int64_t undone = number_of(&w, "workplace.undo command=3");
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "late.csv", others)); /* 5 */
    CHECK(t, workplace_refuses(&w, undo_line(&w, undone),
                               "came in again by command 5 (import.participants, by "
                               "Robin) and would be there twice"));
    REQUIRE(t, workplace_do(&w, "workplace.undo command=5"));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv", corrected)); /* 7 */
    CHECK(t, workplace_refuses(&w, undo_line(&w, undone),
                               "take that back first with `waymark undo 7`"));
    CHECK(t, workplace_count(&w, "participant") == 2);
    int64_t gone = number_of(&w, "workplace.undo command=7");
    REQUIRE(t, workplace_do(&w, undo_line(&w, undone)));
    CHECK(t, workplace_count(&w, "participant") == 3);
    CHECK(t, workplace_refuses(&w, undo_line(&w, gone), "would be there twice"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Two families from nowhere in particular are two. */
static void seats_strangers_beside_them(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv",
                                 ROOM "Family,,N,1\nSchool,Elm,N,2\n")); /* 3 */
    int64_t undone = number_of(&w, "workplace.undo command=3");
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "else.csv",
                                ROOM "Family,,Y,3\nSchool,Ash,Y,3\n"));
    REQUIRE(t, workplace_do(&w, undo_line(&w, undone)));
    CHECK(t, workplace_count(&w, "participant") == 4);
    workplace_close(&w);
}

/* Whoever was there already, or was invited by hand, is somebody else. */
static void seats_them_beside_others(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_PARTICIPANTS, "room.csv",
                                 ROOM "Family,,N,1\nSchool,Elm,N,2\n")); /* 3 */
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "more.csv",
                                ROOM "Family,,N,4\nHealth,,N,4\nHousing,,N,4\n"));
    CHECK(t, workplace_count(&w, "participant") == 5);
    int64_t undone = number_of(&w, "workplace.undo command=3");
    struct str family = workplace_by(&w, "participant", "perspective", "family");
    REQUIRE(t, workplace_do(
                   &w, workplace_line(&w, "prepare.room participant=%.*s attended=yes",
                                      STR_ARGS(family))));
    REQUIRE(t, workplace_do(&w, "prepare.invite perspective=school organisation=Elm"));
    REQUIRE(t, workplace_do(&w, undo_line(&w, undone)));
    CHECK(t, workplace_count(&w, "participant") == 6);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* What commands refuse to do twice is not there twice after an undo either. */
static void measures_no_day_twice(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w) && plan_an_action(&w));
    const char *measure =
        workplace_line(&w, "implement.measure date=2025-06-01 value=18 indicator=%.*s",
                       STR_ARGS(workplace_list(&w, "indicator").items[0]));
    int64_t first = number_of(&w, measure);
    CHECK(t, workplace_refuses(&w, measure, "It was measured on that day already: 18"));
    int64_t undone = number_of(&w, undo_line(&w, first));
    REQUIRE(t, workplace_do(&w, measure));
    CHECK(t, workplace_refuses(&w, undo_line(&w, undone), "would be there twice"));
    CHECK(t, workplace_count(&w, "measurement") == 1);
    workplace_close(&w);
}

/* 2028 as well as the one that follows 2025 already; its id. */
static struct str go_on_besides(struct workplace *w)
{
    struct json args;
    struct command_request request = {.name = STR("cycle.next"), .args = &args};
    struct str asked = STR("{\"another\":true,\"from\":\"2025\",\"name\":\"2028\"}");
    if (json_parse(w->arena, asked, &args, &w->err) &&
        command_run(w->engine, w->arena, &request, &w->result, &w->err))
        return json_find_text(&w->result.outcome, STR("cycle"));
    test_fail(w->t, __FILE__, __LINE__, w->err.text);
    return STR_NONE;
}

static void carries_nothing_on_twice(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w) && plan_an_action(&w));
    struct str first = w.cycle;
    w.cycle = STR_NONE;
    int64_t started = number_of(&w, "cycle.next from=2025 name=2026");
    CHECK(t, workplace_refuses(&w, "cycle.next from=2025 name=2027",
                               "the cycle \"2026\" follows \"2025\" already"));
    w.cycle = first;
    int64_t undone = number_of(&w, undo_line(&w, started));
    w.cycle = STR_NONE;
    int64_t other = number_of(&w, "cycle.next from=2025 name=2027");
    CHECK(t, workplace_refuses(&w, undo_line(&w, undone), "would be there twice"));
    CHECK(t, workplace_count(&w, "cycle") == 2);
    /* Two that were there together may be there together again. */
    REQUIRE(t, workplace_do(&w, undo_line(&w, other)));
    int64_t back = number_of(&w, undo_line(&w, undone));
    struct str third = go_on_besides(&w);
    int64_t gone = number_of(&w, undo_line(&w, back));
    w.cycle = third;
    CHECK(t, workplace_count(&w, "action") == 1);
    REQUIRE(t, workplace_do(&w, "prepare.ask question=Why?"));
    REQUIRE(t, workplace_do(&w, undo_line(&w, gone)));
    CHECK(t, workplace_count(&w, "cycle") == 3);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Cycles and members go by their names. */
static void gives_no_name_twice(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    struct str first = w.cycle;
    REQUIRE(t, workplace_new_cycle(&w, "2026"));
    w.cycle = first;
    int64_t gone = number_of(&w, undo_line(&w, w.result.number));
    REQUIRE(t, workplace_new_cycle(&w, "2026"));
    CHECK(t, workplace_refuses(&w, undo_line(&w, gone),
                               "there is another cycle called \"2026\" by now"));
    int64_t let_in = number_of(&w, "workplace.member name=Tess roles=table");
    int64_t let_out = number_of(&w, undo_line(&w, let_in));
    REQUIRE(t, workplace_do(&w, "workplace.member name=Tess roles=viewer"));
    CHECK(t, workplace_refuses(&w, undo_line(&w, let_out),
                               "there is another member called \"Tess\" by now"));
    CHECK(t, workplace_count(&w, "member") == 2 && workplace_count(&w, "cycle") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case twin_tests[] = {
    {"what was done again since is not brought back", is_not_there_twice},
    {"nor what another file brought in since", is_not_there_twice_by_another_file},
    {"nor a review or words alone", is_not_there_twice_in_parts},
    {"who stood beside another comes back", puts_back_who_stood_beside},
    {"people for the room do not come back twice", seats_nobody_twice},
    {"strangers stand beside them", seats_strangers_beside_them},
    {"they come back beside others", seats_them_beside_others},
    {"no day is measured twice", measures_no_day_twice},
    {"nothing is carried on twice", carries_nothing_on_twice},
    {"a name that was given again is not given twice", gives_no_name_twice},
    {0},
};
