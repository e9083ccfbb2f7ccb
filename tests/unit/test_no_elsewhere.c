/* SPDX-License-Identifier: MIT */
/* A no that is said while the person is in other cycles already. */
#include "published_show.h"

#include "cycle/cards.h"

#define HEAD                                                                             \
    "Pupil Ref,School,Review date,Working 1,OK to share (Y/N),Permission to quote\n"

static struct str tray(struct workplace *w, const char *source)
{
    return workplace_field(w, workplace_by(w, "statement", "source", source), "tray");
}

static struct str noted(struct workplace *w, const char *what, const char *field)
{
    return workplace_field(w, workplace_id(w, "permission", "what", what), field);
}

/* T1 and T2 in 2025, asked about quoting, and in "other", not asked. The lines that
 * follow speak of 2025; `other` is the id of the other. */
static bool open_two(struct test *t, struct workplace *w, struct str *first,
                     struct str *other)
{
    if (!workplace_open(t, w) ||
        !workplace_import(w, SHEET_REVIEWS, "r.csv",
                          HEAD "T1,Holly Bank,04/11/2024,I like art,,Y\n"
                               "T2,Holly Bank,04/11/2024,I like tea,,Y\n"))
        return false;
    *first = w->cycle;
    if (!workplace_new_cycle(w, "other") ||
        !workplace_import(w, SHEET_REVIEWS, "s.csv",
                          HEAD "T1,Holly Bank,04/11/2025,I like clay,,\n"
                               "T2,Holly Bank,04/11/2025,I like cake,,\n"))
        return false;
    *other = w->cycle;
    w->cycle = *first;
    return true;
}

static void it_holds_at_once(struct test *t)
{
    struct workplace w;
    struct str first, other;
    REQUIRE(t, open_two(t, &w, &first, &other) &&
                   workplace_do(&w, "collect.withdraw person=r.csv:2:working1 "
                                    "what=workshop decided_by=family date=2025-11-06"));
    int64_t number = w.result.number;
    struct json remarks = *json_find(&w.result.outcome, STR("remarks"));
    REQUIRE(t, json_count(&remarks) == 1);
    struct str line = json_item(&remarks, 0)->text;
    CHECK(t, shows(line,
                   "is in the cycle other too: their no to the workshop is noted there"));
    CHECK(t, shows(line, "given=yes decided_by=… --cycle other"));
    CHECK_STR(t, tray(&w, "r.csv:2:working1"), "withdrawn");
    w.cycle = other;
    CHECK(t, workplace_count(&w, "permission") == 1);
    CHECK_STR(t, noted(&w, "workshop", "given"), "no");
    CHECK_STR(t, noted(&w, "workshop", "withdrawn"), "2025-11-06");
    CHECK_STR(t, noted(&w, "workshop", "decided_by"), "family");
    CHECK_STR(t, tray(&w, "s.csv:2:working1"), "withdrawn");
    CHECK_STR(t, tray(&w, "s.csv:3:working1"), "");
    w.cycle = first;
    REQUIRE(t, workplace_undo(&w, number));
    w.cycle = other;
    CHECK(t, workplace_count(&w, "permission") == 0);
    CHECK_STR(t, tray(&w, "s.csv:2:working1"), "");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* What was said on a later day stands; said again there, it stands as well. */
static void a_later_yes_stands(struct test *t)
{
    struct workplace w;
    struct str first, other;
    REQUIRE(t, open_two(t, &w, &first, &other));
    w.cycle = other;
    REQUIRE(t, workplace_do(&w, "collect.permit person=s.csv:2:working1 what=quote "
                                "given=yes decided_by=family date=2025-11-05") &&
                   workplace_do(&w, "collect.permit person=s.csv:3:working1 what=quote "
                                    "given=yes decided_by=family date=2025-11-05"));
    w.cycle = first;
    REQUIRE(t, workplace_do(&w, "collect.permit person=r.csv:2:working1 what=quote "
                                "given=no decided_by=family date=2025-11-04"));
    CHECK(t, !json_count(json_find(&w.result.outcome, STR("remarks"))));
    REQUIRE(t, workplace_do(&w, "collect.permit person=r.csv:3:working1 what=quote "
                                "given=no decided_by=school date=2025-11-06"));
    CHECK(t, json_count(json_find(&w.result.outcome, STR("remarks"))) == 1);
    w.cycle = other;
    CHECK(t, workplace_count(&w, "permission") == 2);
    struct str_list all = workplace_list(&w, "permission");
    CHECK_STR(t, workplace_field(&w, all.items[0], "given"), "yes");
    CHECK_STR(t, workplace_field(&w, all.items[1], "given"), "no");
    CHECK_STR(t, workplace_field(&w, all.items[1], "decided_by"), "school");
    REQUIRE(t, workplace_do(&w, "collect.permit person=s.csv:3:working1 what=quote "
                                "given=yes decided_by=family"));
    CHECK_STR(t, workplace_field(&w, all.items[1], "given"), "yes");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void a_file_says_it(struct test *t)
{
    struct workplace w;
    struct str first, other;
    static const char file[] = HEAD "T1,Holly Bank,05/11/2025,I like art,N,\n"
                                    "T2,Holly Bank,05/11/2025,I like tea,,N\n";
    REQUIRE(t, open_two(t, &w, &first, &other) &&
                   workplace_import(&w, SHEET_REVIEWS, "late.csv", file));
    CHECK(t, workplace_noticed(&w, 2,
                               "is in the cycle other too: their no to the workshop"));
    CHECK(t, workplace_noticed(&w, 3,
                               "is in the cycle other too: their no to being quoted"));
    w.cycle = other;
    CHECK(t, workplace_count(&w, "permission") == 2);
    CHECK_STR(t, tray(&w, "s.csv:2:working1"), "withdrawn");
    CHECK_STR(t, tray(&w, "s.csv:3:working1"), "");
    w.cycle = first;
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "late.csv", file));
    CHECK(t, w.notices.count == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

#define ROW(reference, word)                                                             \
    reference ",Holly Bank,04/11/2024,I like art of the " word " kind,,Y\n"

#define MATHS(reference) reference ",Holly Bank,04/11/2024,Maths goes well,,Y\n"
#define OTHERS MATHS("U1") MATHS("U2") MATHS("U3") MATHS("U4") MATHS("U5") MATHS("U6")

/* What a closed cycle counted stays; what is written of it anew quotes them no more. */
static void a_closed_cycle_keeps_its_cards(struct test *t)
{
    struct workplace w;
    struct published doc;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                    HEAD ROW("T1", "first") ROW("T2", "second")
                                        ROW("T3", "third") ROW("T4", "fourth") ROW(
                                            "T5", "fifth") ROW("T6", "sixth") OTHERS) &&
                   workplace_do(&w, "theme.new section=working name=\"I like what I do\" "
                                    "statements=r.csv:2:working1,r.csv:3:working1,"
                                    "r.csv:4:working1,r.csv:5:working1,r.csv:6:working1,"
                                    "r.csv:7:working1") &&
                   workplace_do(&w, "theme.agree theme=\"I like what I do\""));
    struct str first = w.cycle;
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    CHECK(t, shows(all_text(t, &doc), "I like art of the"));
    REQUIRE(t, workplace_do(&w, "cycle.close") && workplace_new_cycle(&w, "other") &&
                   workplace_import(&w, SHEET_REVIEWS, "s.csv",
                                    HEAD ROW("T1", "first") ROW("T2", "second")
                                        ROW("T3", "third") ROW("T4", "fourth")
                                            ROW("T5", "fifth") ROW("T6", "sixth")));
    for (int i = 2; i <= 7; i++) {
        struct str no = str_format(t->arena,
                                   "collect.withdraw person=s.csv:%d:working1 "
                                   "what=workshop decided_by=family date=2025-11-06",
                                   i);
        REQUIRE(t, workplace_do(&w, str_c(t->arena, no)));
    }
    w.cycle = first;
    CHECK_STR(t, noted(&w, "workshop", "given"), "no");
    CHECK_STR(t, tray(&w, "r.csv:2:working1"), "");
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    CHECK(t, shows(all_text(t, &doc), "I like what I do"));
    CHECK(t, !shows(all_text(t, &doc), "I like art of the"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Who thinks better of it later need not wait for somebody to open the cycle again. */
static void it_is_noted_in_a_closed_cycle(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                    HEAD "T1,Holly Bank,04/11/2024,I like art,,Y\n") &&
                   workplace_do(&w, "cycle.close") &&
                   workplace_do(&w, "collect.withdraw person=r.csv:2:working1 what=quote "
                                    "decided_by=family") &&
                   workplace_do(&w, "collect.permit person=r.csv:2:working1 "
                                    "what=workshop given=no decided_by=family"));
    CHECK_STR(t, noted(&w, "quote", "given"), "no");
    CHECK_STR(t, noted(&w, "workshop", "given"), "no");
    CHECK_STR(t, tray(&w, "r.csv:2:working1"), "");
    REQUIRE(t, workplace_undo(&w, w.result.number));
    CHECK_STR(t, noted(&w, "workshop", "given"), "");
    CHECK(t, workplace_refuses(&w, "collect.leave_out statement=r.csv:2:working1",
                               "is closed; nothing was changed"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static size_t on_cards(struct workplace *w)
{
    struct process *process;
    struct cards cards = {.count = 0};
    if (!process_load(w->db, w->arena, w->cycle, &process, &w->err))
        return 0;
    struct cards_request request = {w->db, process->kinds, w->cycle,
                                    &process->cycle_body};
    return cards_load(w->arena, &request, &cards, &w->err) ? cards.count : 0;
}

/* A no that came from an open cycle goes with its command; what stayed on the cards of
 * the closed one is printed no more, and comes off when it is open again. */
static void a_cycle_that_is_open_again_catches_up(struct test *t)
{
    struct workplace w;
    struct str first, other;
    REQUIRE(t, open_two(t, &w, &first, &other) && workplace_do(&w, "cycle.close"));
    int64_t closing = w.result.number;
    w.cycle = other;
    REQUIRE(t, workplace_do(&w, "collect.withdraw person=s.csv:2:working1 what=workshop "
                                "decided_by=family date=2025-11-06") &&
                   workplace_undo(&w, w.result.number));
    w.cycle = first;
    CHECK(t, on_cards(&w) == 2);
    CHECK_STR(t, noted(&w, "workshop", "given"), "");
    w.cycle = other;
    REQUIRE(t, workplace_do(&w, "collect.withdraw person=s.csv:2:working1 what=workshop "
                                "decided_by=family date=2025-11-06"));
    w.cycle = first;
    CHECK(t, on_cards(&w) == 1);
    CHECK_STR(t, tray(&w, "r.csv:2:working1"), "");
    REQUIRE(t, workplace_undo(&w, closing));
    CHECK(t, json_find_integer(&w.result.outcome, STR("withdrawn"), 0) == 1);
    CHECK_STR(t, tray(&w, "r.csv:2:working1"), "withdrawn");
    REQUIRE(t, workplace_undo(&w, w.result.number));
    CHECK_STR(t, tray(&w, "r.csv:2:working1"), "");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Puts any statement on its own, in a closed cycle as well. */
static const char script[] =
    "local wtfc = require 'workflows.working_together_for_change'\n"
    "local step = require 'step'\n"
    "return wtfc:extend { steps = { insert = { step {\n"
    "    name = 'sneak', title = 'Sneak', purpose = 'None.',\n"
    "    changes = { 'statement' }, commands = { go = step.command {\n"
    "        args = { statement = 'statement' }, when_closed = true,\n"
    "        run = function(now) return { { change = now.statement.id,\n"
    "            tray = 'alone' } } end } } }, after = 'theme' } } }\n";

static void no_script_writes_more_there(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_with(t, "ours", script, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                    HEAD "T1,Holly Bank,04/11/2024,I like art,,Y\n") &&
                   workplace_do(&w, "sneak.go statement=r.csv:2:working1") &&
                   workplace_do(&w, "cycle.close"));
    CHECK(t, workplace_refuses(&w, "sneak.go statement=r.csv:2:working1",
                               "can still be noted in it, and nothing else"));
    workplace_close(&w);
}

static void no_script_brings_words_back(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_with(t, "ours", script, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                    HEAD "T1,Holly Bank,04/11/2024,I like art,,Y\n") &&
                   workplace_do(&w, "collect.leave_out statement=r.csv:2:working1") &&
                   workplace_do(&w, "collect.permit person=r.csv:2:working1 "
                                    "what=workshop given=no decided_by=family"));
    CHECK_STR(t, tray(&w, "r.csv:2:working1"), "spare");
    CHECK(t, workplace_refuses(&w, "sneak.go statement=r.csv:2:working1",
                               "by the wish of the person who said it"));
    CHECK_STR(t, tray(&w, "r.csv:2:working1"), "spare");
    workplace_close(&w);
}

const struct test_case no_elsewhere_tests[] = {
    {"a no holds at once wherever the person is", it_holds_at_once},
    {"a yes of a later day stands", a_later_yes_stands},
    {"a no in a file holds elsewhere, too", a_file_says_it},
    {"a closed cycle keeps its cards, and quotes nobody who said no",
     a_closed_cycle_keeps_its_cards},
    {"a yes or no is noted in a closed cycle", it_is_noted_in_a_closed_cycle},
    {"a cycle that is open again catches up", a_cycle_that_is_open_again_catches_up},
    {"no script writes anything else in it", no_script_writes_more_there},
    {"no script brings back the words of who said no", no_script_brings_words_back},
    {NULL, NULL},
};
