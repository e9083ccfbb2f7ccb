/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "engine/care.h"
#include "store/commit.h"

#include <string.h>

static const char reviews[] = "Reference,Date of review,Working 1,Not working 1\n"
                              "R1,12/05/2025,I like painting,The bus is late\n"
                              "R2,13/05/2025,I like the garden,The bus is cold\n";

static bool open_with_words(struct test *t, struct workplace *w)
{
    return workplace_open(t, w) &&
           workplace_import(w, SHEET_REVIEWS, "reviews.csv", reviews);
}

static const char *undo_line(struct workplace *w, int64_t number)
{
    return str_c(w->arena,
                 str_format(w->arena, "workplace.undo command=%lld", (long long)number));
}

/* Does a line and gives its number. */
static int64_t number_of(struct workplace *w, const char *line)
{
    return workplace_do(w, line) ? w->result.number : 0;
}

static struct str theme_of(struct workplace *w, const char *source)
{
    return workplace_field(w, workplace_by(w, "statement", "source", source), "theme");
}

static void takes_back_a_whole_command(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.unsure statements=reviews.csv:2:not_working1"));
    int64_t number =
        number_of(&w, "theme.new section=not_working name=\"My bus\" "
                      "statements=reviews.csv:2:not_working1,reviews.csv:3:not_working1");
    CHECK(t, theme_of(&w, "reviews.csv:2:not_working1").len > 0);
    REQUIRE(t, workplace_do(&w, undo_line(&w, number)));
    CHECK(t, workplace_count(&w, "theme") == 0);
    CHECK(t, theme_of(&w, "reviews.csv:2:not_working1").len == 0);
    CHECK(t, theme_of(&w, "reviews.csv:3:not_working1").len == 0);
    CHECK_STR(t,
              workplace_field(
                  &w,
                  workplace_by(&w, "statement", "source", "reviews.csv:2:not_working1"),
                  "tray"),
              "unsure");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void is_refused_when_touched_later(struct test *t)
{
    struct workplace w;
    struct buf why = BUF_IN(t->arena);
    REQUIRE(t, open_with_words(t, &w));
    int64_t first = number_of(&w, "theme.new section=working name=\"I like fun\"");
    int64_t second = number_of(&w, "theme.name theme=\"I like fun\" name=\"I have fun\"");
    buf_add_format(&why, "was changed later by command %lld (theme.name, by Robin)",
                   (long long)second);
    CHECK(t, workplace_refuses(&w, undo_line(&w, first), str_c(t->arena, buf_str(&why))));
    CHECK(t, w.err.kind == ERROR_CONFLICT);
    /* As it says: taking that back first lets this one go, too. */
    REQUIRE(t, workplace_do(&w, undo_line(&w, second)));
    REQUIRE(t, workplace_do(&w, undo_line(&w, first)));
    CHECK(t, workplace_count(&w, "theme") == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Of several later commands it names one that can be taken back now. */
static void names_the_newest(struct test *t)
{
    struct workplace w;
    struct buf why = BUF_IN(t->arena);
    REQUIRE(t, open_with_words(t, &w));
    int64_t first = number_of(&w, "theme.new section=working name=\"I like fun\"");
    int64_t second = number_of(&w, "theme.name theme=\"I like fun\" name=\"I have fun\"");
    REQUIRE(t, workplace_do(&w, undo_line(&w, second)));
    int64_t third = number_of(&w, "theme.name theme=\"I like fun\" name=\"I do fun\"");
    buf_add_format(&why, "`waymark undo %lld`", (long long)third);
    CHECK(t, workplace_refuses(&w, undo_line(&w, first), str_c(t->arena, buf_str(&why))));
    REQUIRE(t, workplace_do(&w, undo_line(&w, third)));
    REQUIRE(t, workplace_do(&w, undo_line(&w, first)));
    CHECK(t, workplace_count(&w, "theme") == 0);
    workplace_close(&w);
}

static void is_refused_for_what_belongs_to_it(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    int64_t first = number_of(&w, "theme.new section=not_working name=\"My Bus\"");
    REQUIRE(t, workplace_do(
                   &w, "theme.move statements=reviews.csv:2:not_working1 to=\"My Bus\""));
    CHECK(t, workplace_refuses(&w, undo_line(&w, first),
                               "belongs to it; take that back first"));
    CHECK(t, workplace_count(&w, "theme") == 1);
    workplace_close(&w);
}

static void is_taken_back_itself(struct test *t)
{
    struct workplace w;
    struct str id;
    REQUIRE(t, open_with_words(t, &w));
    int64_t first = number_of(&w, "theme.new section=not_working name=\"My Bus\" "
                                  "statements=reviews.csv:2:not_working1");
    id = workplace_by(&w, "theme", "name", "My Bus");
    int64_t back = number_of(&w, undo_line(&w, first));
    CHECK(t, workplace_refuses(&w, undo_line(&w, first),
                               "has been taken back already, by command"));
    int64_t again = number_of(&w, undo_line(&w, back));
    CHECK(t, str_equal(workplace_by(&w, "theme", "name", "My Bus"), id));
    CHECK(t, str_equal(theme_of(&w, "reviews.csv:2:not_working1"), id));
    CHECK(t, workplace_refuses(&w, undo_line(&w, back), "taken back already"));
    /* And so on, with versions that only ever grow. */
    REQUIRE(t, workplace_do(&w, undo_line(&w, again)));
    CHECK(t, workplace_count(&w, "theme") == 0);
    REQUIRE(t, workplace_do(&w, undo_line(&w, w.result.number)));
    CHECK(t, str_equal(workplace_by(&w, "theme", "name", "My Bus"), id));
    CHECK_STR(t, workplace_field(&w, id, "version"), "5");
    REQUIRE(t, workplace_do(&w, undo_line(&w, first)));
    CHECK(t, workplace_count(&w, "theme") == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void puts_back_what_was_removed(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.new section=not_working name=\"My Bus\" "
                                "statements=reviews.csv:2:not_working1"));
    struct str id = workplace_by(&w, "theme", "name", "My Bus");
    int64_t removal = number_of(&w, "theme.remove theme=\"My Bus\"");
    CHECK(t, workplace_count(&w, "theme") == 0);
    REQUIRE(t, workplace_do(&w, undo_line(&w, removal)));
    CHECK(t, str_equal(workplace_by(&w, "theme", "name", "My Bus"), id));
    CHECK(t, str_equal(theme_of(&w, "reviews.csv:2:not_working1"), id));
    REQUIRE(t,
            workplace_do(&w, "theme.name theme=\"My Bus\" name=\"I wait for the bus\""));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* What it belonged to has gone since. */
static void leads_nowhere(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.new section=not_working name=\"My Bus\" "
                                "statements=reviews.csv:2:not_working1"));
    int64_t unplaced =
        number_of(&w, "theme.unsure statements=reviews.csv:2:not_working1");
    int64_t removal = number_of(&w, "theme.remove theme=\"My Bus\"");
    CHECK(t, workplace_refuses(&w, undo_line(&w, unplaced), "is not there any more"));
    CHECK(t, theme_of(&w, "reviews.csv:2:not_working1").len == 0);
    REQUIRE(t, workplace_do(&w, undo_line(&w, removal)));
    REQUIRE(t, workplace_do(&w, undo_line(&w, unplaced)));
    CHECK(t, theme_of(&w, "reviews.csv:2:not_working1").len > 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void takes_back_a_draft(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.draft count=1"));
    size_t before = workplace_count(&w, "theme");
    struct str theme = theme_of(&w, "reviews.csv:2:not_working1");
    int64_t second = number_of(&w, "theme.draft grain=100");
    REQUIRE(t, workplace_do(&w, undo_line(&w, second)));
    CHECK(t, workplace_count(&w, "theme") == before);
    CHECK(t, str_equal(theme_of(&w, "reviews.csv:2:not_working1"), theme));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void takes_back_cycles(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    struct str first = w.cycle;
    CHECK(t, workplace_refuses(&w, undo_line(&w, 2), "belongs to it")); /* cycle.new */
    REQUIRE(t, workplace_new_cycle(&w, "empty"));
    int64_t started = w.result.number;
    w.cycle = first;
    REQUIRE(t, workplace_do(&w, undo_line(&w, started)));
    CHECK(t, workplace_count(&w, "cycle") == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static bool plan_an_action(struct workplace *w)
{
    return workplace_do(w, "theme.new section=not_working name=\"I wait for the bus\" "
                           "statements=reviews.csv:2:not_working1") &&
           workplace_do(w, "understand.cause theme=\"I wait for the bus\" text=Late") &&
           workplace_do(w, "identify_success.success cause=Late perspective=family "
                           "text=\"Buses on time\"") &&
           workplace_do(w, "plan.action success=\"Buses on time\" what=\"Ask the firm\" "
                           "who=Ann by=1/9/2025 kind=change") &&
           workplace_do(w, "implement.indicator action=\"Ask the firm\" wording=\"Late "
                           "buses\" type=how_much direction=down target=1 "
                           "target_date=1/9/2026");
}

static void takes_back_the_next_cycle(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w) && plan_an_action(&w));
    struct str first = w.cycle;
    w.cycle = STR_NONE;
    REQUIRE(t, workplace_do(&w, "cycle.next from=2025 name=2026"));
    int64_t started = w.result.number;
    struct str next = json_find_text(&w.result.outcome, STR("cycle"));
    w.cycle = next;
    CHECK(t, workplace_count(&w, "action") == 1);
    CHECK(t, workplace_count(&w, "indicator") == 1);
    /* What the new cycle carries on leads back: the old action cannot go. */
    w.cycle = first;
    struct str_list actions = workplace_list(&w, "action");
    REQUIRE(t, actions.count == 1);
    REQUIRE(t, workplace_do(&w, undo_line(&w, started)));
    CHECK(t, workplace_count(&w, "cycle") == 1);
    CHECK(t, workplace_record(&w, next).type == JSON_NULL);
    w.cycle = next;
    CHECK(t, workplace_count(&w, "action") == 0);
    w.cycle = first;
    int64_t undone = w.result.number;
    REQUIRE(t, workplace_do(&w, undo_line(&w, undone)));
    w.cycle = next;
    CHECK(t, workplace_count(&w, "action") == 1);
    REQUIRE(t, workplace_do(&w, "prepare.ask question=x"));
    CHECK(t, workplace_refuses(&w, undo_line(&w, started), "was changed later"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* People whom another cycle has come to know stay. */
static void leaves_people_others_know(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    int64_t import = 3;
    struct str first = w.cycle;
    REQUIRE(t, workplace_new_cycle(&w, "2026"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "next.csv",
                                "Reference,Date of review,Working 1\n"
                                "R1,12/05/2026,I still like painting\n"));
    CHECK(t, w.counts.people == 0);
    w.cycle = first;
    CHECK(t, workplace_refuses(&w, undo_line(&w, import), "belongs to it"));
    CHECK(t, workplace_count(&w, "statement") == 4);
    REQUIRE(t, workplace_do(&w, undo_line(&w, 5)));
    REQUIRE(t, workplace_do(&w, undo_line(&w, import)));
    CHECK(t, workplace_count(&w, "statement") == 0);
    CHECK(t, workplace_count(&w, "person") == 0);
    CHECK(t, workplace_count(&w, "identity") == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void cannot_bring_back_the_erased(struct test *t)
{
    struct workplace w;
    struct erased erased;
    REQUIRE(t, open_with_words(t, &w));
    int64_t moved = number_of(&w, "theme.unsure statements=reviews.csv:2:not_working1");
    REQUIRE_OK(t, care_erase(w.engine, t->arena, STR("R1"), false, &erased, &w.err),
               w.err);
    CHECK(t, workplace_refuses(&w, undo_line(&w, moved), "has been erased"));
    CHECK(t, workplace_refuses(&w, undo_line(&w, 3), "has been erased")); /* the import */
    CHECK(t, workplace_refuses(&w, undo_line(&w, moved + 1), "cannot be taken back"));
    CHECK(t, workplace_refuses(&w, undo_line(&w, 77), "there is no command 77"));
    CHECK(t, workplace_refuses(&w, "workplace.undo command=x", "there is no command"));
    CHECK(t, workplace_refuses(&w, "workplace.undo", "there is no command"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* However often a cycle was closed and opened, the last word can be taken back. */
static void opens_what_was_closed_again(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w));
    int64_t asked = number_of(&w, "prepare.ask question=What?");
    int64_t closed = number_of(&w, "cycle.close");
    CHECK(t, workplace_refuses(&w, undo_line(&w, asked), "is closed"));
    int64_t opened = number_of(&w, undo_line(&w, closed));
    int64_t again = number_of(&w, undo_line(&w, opened));
    CHECK_STR(t, workplace_field(&w, w.cycle, "state"), "closed");
    CHECK(t, workplace_refuses(&w, "prepare.ask question=x", "is closed"));
    REQUIRE(t, workplace_do(&w, undo_line(&w, again)));
    CHECK_STR(t, workplace_field(&w, w.cycle, "state"), "open");
    REQUIRE(t, workplace_do(&w, undo_line(&w, asked)));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* A record of one cycle, made by a command of another. */
static int64_t write_across(struct workplace *w, struct str from, struct str into)
{
    struct commit_request request = {
        .key = STR("across"), .cycle = from, .actor = STR("Robin"), .name = STR("x.y")};
    struct command_done before;
    struct commit *commit;
    struct process *process;
    struct json body, outcome = json_object();
    struct str id;
    if (!json_parse(w->arena, STR("{\"name\":\"Fun\",\"section\":\"working\"}"), &body,
                    &w->err) ||
        !engine_process(w->engine, into, &process, &w->err) ||
        !commit_begin(w->engine->store, w->arena, &request, &before, &commit, &w->err) ||
        !commit_create(commit, kind_find(process->kinds, STR("theme")), into, &body, &id,
                       &w->err) ||
        !commit_end(commit, &outcome, false, &w->err)) {
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
        return 0;
    }
    return commit_number(commit);
}

static void leaves_another_cycle_that_is_closed(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    struct str first = w.cycle;
    REQUIRE(t, workplace_new_cycle(&w, "2026"));
    int64_t number = write_across(&w, w.cycle, first);
    w.cycle = first;
    int64_t closed = number_of(&w, "cycle.close");
    CHECK(t, workplace_refuses(&w, undo_line(&w, number), "the cycle 2025 is closed"));
    CHECK(t, workplace_count(&w, "theme") == 1);
    REQUIRE(t, workplace_do(&w, undo_line(&w, closed)));
    REQUIRE(t, workplace_do(&w, undo_line(&w, number)));
    CHECK(t, workplace_count(&w, "theme") == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Taken back, and done again: bringing the first back would make it all twice. */
static void is_not_there_twice(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w)); /* 3 */
    int64_t undone = number_of(&w, "workplace.undo command=3");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", reviews));
    CHECK(t, workplace_count(&w, "statement") == 4 && workplace_count(&w, "person") == 2);
    CHECK(t, workplace_refuses(&w, undo_line(&w, undone),
                               "command 3 was done again since, as command 5; take that "
                               "back first with `waymark undo 5`"));
    CHECK(t, workplace_count(&w, "statement") == 4 && workplace_count(&w, "person") == 2);
    REQUIRE(t, workplace_do(&w, "workplace.undo command=5"));
    REQUIRE(t, workplace_do(&w, undo_line(&w, undone)));
    CHECK(t, workplace_count(&w, "statement") == 4 && workplace_count(&w, "person") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* The same, by another file: the people and their words are there again. */
static void is_not_there_twice_by_another_file(struct test *t)
{
    static const char corrected[] = "Reference,Date of review,Working 1,Not working 1\n"
                                    "R1,12/05/2025,I like to paint,The bus is late\n"
                                    "R2,13/05/2025,I like the garden,The bus is cold\n";
    struct workplace w;
    REQUIRE(t, open_with_words(t, &w)); /* 3 */
    int64_t undone = number_of(&w, "workplace.undo command=3");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "better.csv", corrected)); /* 5 */
    CHECK(t,
          workplace_refuses(&w, undo_line(&w, undone),
                            "came in again by command 5 (import.reviews, by Robin) and "
                            "would be there twice; take that back first with `waymark "
                            "undo 5`"));
    CHECK(t, workplace_count(&w, "statement") == 4 && workplace_count(&w, "person") == 2);
    REQUIRE(t, workplace_do(&w, "workplace.undo command=5"));
    REQUIRE(t, workplace_do(&w, undo_line(&w, undone)));
    CHECK(t, workplace_count(&w, "statement") == 4 && workplace_count(&w, "person") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Where another cycle knows the people, only their reviews went; where a review was
 * there before, only the words. */
static void is_not_there_twice_in_parts(struct test *t)
{
    static const char more[] = "Reference,Date of review,Working 1,Working 2\n"
                               "R1,12/05/2025,I like painting,I like tea\n";
    static const char later[] = "Reference,Date of review,Working 1\n"
                                "R1,12/05/2026,I still like painting\n";
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
                                "R1,12/05/2026,I love painting\n"));
    CHECK(t, workplace_count(&w, "review") == 1);
    CHECK(t, workplace_refuses(&w, undo_line(&w, review), "would be there twice"));
    CHECK(t, workplace_count(&w, "review") == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Two people of one name and birthday are two people, before and after. */
static void puts_back_who_stood_beside(struct test *t)
{
    static const char head[] = "Reference,Surname,Forename,Date of birth,Date of review,"
                               "Working 1\n";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t,
            workplace_import(&w, SHEET_REVIEWS, "one.csv",
                             str_c(t->arena, str_format(t->arena,
                                                        "%sR1,Lee,Jo,1/2/2010,1/5/2025,"
                                                        "I like tea\n",
                                                        head)))); /* 3 */
    REQUIRE(t,
            workplace_import(&w, SHEET_REVIEWS, "two.csv",
                             str_c(t->arena, str_format(t->arena,
                                                        "%sR2,Lee,Jo,1/2/2010,2/5/2025,"
                                                        "I like milk\n",
                                                        head)))); /* 4 */
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
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv", list)); /* 3 */
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
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv",
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
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "room.csv",
                                ROOM "Family,,N,1\nSchool,Elm,N,2\n")); /* 3 */
    REQUIRE(t, workplace_import(&w, SHEET_PARTICIPANTS, "more.csv",
                                ROOM "Family,,N,4\nHealth,,N,4\nHousing,,N,4\n"));
    CHECK(t, workplace_count(&w, "participant") == 5);
    int64_t undone = number_of(&w, "workplace.undo command=3");
    struct str family = workplace_by(&w, "participant", "perspective", "family");
    struct str came = str_format(t->arena, "prepare.room participant=%.*s attended=yes",
                                 STR_ARGS(family));
    REQUIRE(t, workplace_do(&w, str_c(t->arena, came)));
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
    struct str line =
        str_format(t->arena, "implement.measure date=2025-05-01 value=18 indicator=%.*s",
                   STR_ARGS(workplace_list(&w, "indicator").items[0]));
    const char *measure = str_c(t->arena, line);
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

/* What a command of a closed cycle wrote elsewhere is part of what was reported on. */
static void stays_with_its_own_closed_cycle(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    struct str first = w.cycle;
    REQUIRE(t, workplace_new_cycle(&w, "2026"));
    struct str second = w.cycle;
    int64_t number = write_across(&w, first, second);
    w.cycle = first;
    int64_t closed = number_of(&w, "cycle.close");
    CHECK(t, workplace_refuses(&w, undo_line(&w, number), "the cycle 2025 is closed"));
    REQUIRE(t, workplace_do(&w, undo_line(&w, closed)));
    REQUIRE(t, workplace_do(&w, undo_line(&w, number)));
    w.cycle = second;
    CHECK(t, workplace_count(&w, "theme") == 0);
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

const struct test_case undo_tests[] = {
    {"a whole command is taken back", takes_back_a_whole_command},
    {"what was touched later must go first, and then can", is_refused_when_touched_later},
    {"the command to take back first is the newest", names_the_newest},
    {"what others belong to stays", is_refused_for_what_belongs_to_it},
    {"taking back is taken back", is_taken_back_itself},
    {"what was removed comes back", puts_back_what_was_removed},
    {"nothing is put back that would lead nowhere", leads_nowhere},
    {"a draft is taken back", takes_back_a_draft},
    {"a cycle goes only when it is empty", takes_back_cycles},
    {"the next cycle goes with what it carried over", takes_back_the_next_cycle},
    {"people whom another cycle knows stay", leaves_people_others_know},
    {"the erased do not come back", cannot_bring_back_the_erased},
    {"closing and opening is taken back however often", opens_what_was_closed_again},
    {"what another, closed cycle holds stays", leaves_another_cycle_that_is_closed},
    {"what was done again since is not brought back", is_not_there_twice},
    {"nor what another file brought in since", is_not_there_twice_by_another_file},
    {"nor a review or words alone", is_not_there_twice_in_parts},
    {"who stood beside another comes back", puts_back_who_stood_beside},
    {"people for the room do not come back twice", seats_nobody_twice},
    {"strangers stand beside them", seats_strangers_beside_them},
    {"they come back beside others", seats_them_beside_others},
    {"no day is measured twice", measures_no_day_twice},
    {"nothing is carried on twice", carries_nothing_on_twice},
    {"what a closed cycle wrote elsewhere stays", stays_with_its_own_closed_cycle},
    {"a name that was given again is not given twice", gives_no_name_twice},
    {0},
};
