/* SPDX-License-Identifier: MIT */
#include "undoing.h"

#include "engine/care.h"
#include "store/commit.h"

#include <string.h>

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
                                "R1,01/06/2025,I still like painting\n"));
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

/* The wrong file can still be taken back once one person in it has been erased: the
 * rest goes, comes back if that is taken back, and they do not. */
static void takes_back_the_rest(struct test *t)
{
    struct workplace w;
    struct erased erased;
    REQUIRE(t, open_with_words(t, &w));
    REQUIRE(t, workplace_do(&w, "theme.draft section=not_working grain=1"));
    int64_t drafted = w.result.number;
    REQUIRE_OK(t, care_erase(w.engine, t->arena, STR("R1"), false, &erased, &w.err),
               w.err);
    CHECK(t, workplace_count(&w, "statement") == 2);
    /* Its label had their words in it. Removed, it cannot come back, but it can go. */
    struct str theme = workplace_list(&w, "theme").items[0];
    CHECK(t, workplace_field(&w, theme, "label").len == 0);
    struct str line =
        str_format(t->arena, "theme.agree theme=%.*s name=\"I wait\"", STR_ARGS(theme));
    REQUIRE(t, workplace_do(&w, str_c(t->arena, line)));
    int64_t agreed = w.result.number;
    CHECK(t, workplace_refuses(&w, undo_line(&w, drafted), "cannot be taken back"));
    REQUIRE(t, workplace_do(&w, undo_line(&w, agreed)));
    REQUIRE(t, workplace_do(&w, undo_line(&w, drafted)));
    CHECK(t, workplace_count(&w, "theme") == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    REQUIRE(t, workplace_do(&w, undo_line(&w, 3)));
    CHECK(t, json_find_integer(&w.result.outcome, STR("erased"), 0) > 0);
    CHECK(t, json_find_integer(&w.result.outcome, STR("records"), 0) == 5);
    CHECK(t, workplace_count(&w, "statement") == 0 && workplace_count(&w, "person") == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    REQUIRE(t, workplace_do(&w, undo_line(&w, w.result.number)));
    CHECK(t, workplace_count(&w, "statement") == 2 && workplace_count(&w, "person") == 1);
    CHECK(t, !workplace_file_holds(&w, "waymark.db", "painting"));
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
    {"the rest of a file is taken back", takes_back_the_rest},
    {"the erased do not come back", cannot_bring_back_the_erased},
    {"closing and opening is taken back however often", opens_what_was_closed_again},
    {"what another, closed cycle holds stays", leaves_another_cycle_that_is_closed},
    {"what a closed cycle wrote elsewhere stays", stays_with_its_own_closed_cycle},
    {0},
};
