/* SPDX-License-Identifier: MIT */
#include "published_show.h"

#include "engine/care.h"
#include "engine/gate.h"
#include "engine/written.h"

#define HEAD "Pupil Ref,School,Review date,Not working 1\n"

static const char reviews[] = HEAD "T1,Holly Bank,04/11/2024,The bus is late one\n"
                                   "T2,Holly Bank,04/11/2024,The bus is late two\n"
                                   "T3,Holly Bank,04/11/2024,The bus is late three\n"
                                   "T4,Holly Bank,04/11/2024,The bus is late four\n"
                                   "T5,Holly Bank,04/11/2024,The bus is late five\n"
                                   "T6,Holly Bank,04/11/2024,The bus is late six\n"
                                   "T7,Holly Bank,04/11/2024,Maths is too quick\n"
                                   "T8,Holly Bank,04/11/2024,Maths is too quick\n"
                                   "T9,Holly Bank,04/11/2024,Maths is too quick\n"
                                   "T10,Holly Bank,04/11/2024,Maths is too quick\n"
                                   "T11,Holly Bank,04/11/2024,Maths is too quick\n"
                                   "T12,Holly Bank,04/11/2024,Maths is too quick\n";

static bool write(struct workplace *w, const char *what, const char *file)
{
    int64_t seen;
    return written_seen(w->engine, w->arena, &seen, &w->err) &&
           written_note(w->engine, w->arena, what, STR_NONE, w->cycle, str_of(file), seen,
                        &w->err);
}

static struct written_list old(struct workplace *w)
{
    struct written_list out = {NULL, 0};
    if (!written_too_old(w->engine, w->arena, w->cycle, &out, &w->err))
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
    return out;
}

static void a_no_makes_it_too_old(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews) &&
                   workplace_do(&w, "collect.permit person=r.csv:2 what=quote given=no "
                                    "decided_by=family"));
    REQUIRE_OK(t, write(&w, "report", "report-2025.html"), w.err);
    REQUIRE_OK(t, write(&w, "cards", "cards-2025.html"), w.err);
    CHECK(t, old(&w).count == 0); /* what was so before is in it already */
    REQUIRE(t, workplace_do(&w, "collect.withdraw person=r.csv:3 what=quote "
                                "decided_by=family") &&
                   workplace_do(&w, "collect.withdraw person=r.csv:3 what=picture "
                                    "decided_by=family"));
    struct written_list list = old(&w);
    REQUIRE(t, list.count == 1);
    CHECK_STR(t, list.items[0].file, "report-2025.html");
    CHECK(t, list.items[0].refused == 1 && list.items[0].erased == 0);
    CHECK(t, list.items[0].changed_at >= list.items[0].at);
    REQUIRE(t, workplace_do(&w, "collect.withdraw person=r.csv:3 what=workshop "
                                "decided_by=family"));
    REQUIRE(t, old(&w).count == 2);
    CHECK(t, old(&w).items[0].refused == 2 && old(&w).items[1].refused == 1);
    /* Made again; and a no that was taken back is none. */
    REQUIRE_OK(t, write(&w, "report", "report-2025.html"), w.err);
    REQUIRE(t, old(&w).count == 1);
    CHECK_STR(t, old(&w).items[0].what, "cards");
    REQUIRE(t, workplace_do(&w, "collect.permit person=r.csv:3 what=workshop given=yes "
                                "decided_by=family"));
    CHECK(t, old(&w).count == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* The no of words said in the room is their own. */
static void a_no_for_words_of_the_room(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_do(&w, "collect.say section=working speaker=young_person "
                                    "text=\"I like it\"") &&
                   workplace_do(&w, "collect.say section=working speaker=young_person "
                                    "text=\"I paint\"") &&
                   workplace_do(&w, "collect.permit statement=room:2 what=quote given=no "
                                    "decided_by=young_person"));
    REQUIRE_OK(t, write(&w, "report", "report-2025.html"), w.err);
    REQUIRE_OK(t, write(&w, "cards", "cards-2025.html"), w.err);
    REQUIRE(t, workplace_do(&w, "theme.alone statements=room:2"));
    CHECK(t, old(&w).count == 0); /* that no is older than the report */
    REQUIRE(t, workplace_do(&w, "collect.permit statement=room:1 what=quote given=no "
                                "decided_by=young_person"));
    REQUIRE(t, old(&w).count == 1);
    CHECK_STR(t, old(&w).items[0].file, "report-2025.html");
    CHECK(t, old(&w).items[0].refused == 1);
    workplace_close(&w);
}

/* A workbook of themes holds cards; a hand-out is published, as the report is. */
static void other_files_are_judged_likewise(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    REQUIRE_OK(t, write(&w, "handout", "handout-2025.html"), w.err);
    REQUIRE_OK(t, write(&w, "themes", "themes-2025.xlsx"), w.err);
    REQUIRE(t, workplace_do(&w, "collect.withdraw person=r.csv:3 what=quote "
                                "decided_by=family"));
    REQUIRE(t, old(&w).count == 1);
    CHECK_STR(t, old(&w).items[0].file, "handout-2025.html");
    REQUIRE(t, workplace_do(&w, "collect.withdraw person=r.csv:3 what=workshop "
                                "decided_by=family"));
    REQUIRE(t, old(&w).count == 2);
    CHECK_STR(t, old(&w).items[1].file, "themes-2025.xlsx");
    CHECK(t, old(&w).items[0].refused == 2 && old(&w).items[1].refused == 1);
    /* Called otherwise, it is as old as it was; of what was never written is no word. */
    REQUIRE_OK(t,
               written_renamed(w.engine, t->arena, "themes", w.cycle,
                               STR("themes-2025.xlsx"), STR("loaded.xlsx"), &w.err),
               w.err);
    REQUIRE_OK(t, write(&w, "themes", "themes-2025.xlsx"), w.err);
    REQUIRE_OK(t,
               written_renamed(w.engine, t->arena, "themes", w.cycle, STR("no.xlsx"),
                               STR("neither.xlsx"), &w.err),
               w.err);
    REQUIRE(t, old(&w).count == 2);
    CHECK_STR(t, old(&w).items[1].file, "loaded.xlsx");
    workplace_close(&w);
}

static bool erase(struct workplace *w, const char *who)
{
    struct erased erased;
    return care_erase(w->engine, w->arena, str_of(who), false, &erased, &w->err);
}

static void an_erasure_makes_it_too_old(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    struct str first = w.cycle;
    REQUIRE_OK(t, write(&w, "report", "report-2025.html"), w.err);
    REQUIRE(t, workplace_new_cycle(&w, "2026") &&
                   workplace_import(&w, SHEET_REVIEWS, "s.csv",
                                    HEAD "N1,Holly Bank,04/11/2025,The lift is slow\n"));
    REQUIRE_OK(t, write(&w, "report", "report-2026.html"), w.err);
    REQUIRE_OK(t, erase(&w, "T1"), w.err);
    CHECK(t, old(&w).count == 0); /* they were never in 2026 */
    REQUIRE_OK(t, erase(&w, "N1"), w.err);
    REQUIRE(t, old(&w).count == 1);
    CHECK(t, old(&w).items[0].erased == 1);
    w.cycle = first;
    REQUIRE(t, old(&w).count == 1);
    CHECK_STR(t, old(&w).items[0].file, "report-2025.html");
    workplace_close(&w);
}

static size_t open_gates(struct workplace *w)
{
    struct process *process;
    size_t open = 0;
    if (!engine_process(w->engine, w->cycle, &process, &w->err))
        return SIZE_MAX;
    for (size_t i = 0; i < json_count(process->steps); i++) {
        struct gate_states gates;
        if (!gates_of_step(w->engine, w->arena, process, json_item(process->steps, i),
                           &gates, &w->err)) {
            test_fail(w->t, __FILE__, __LINE__, w->err.text);
            return SIZE_MAX;
        }
        open += gates.open;
    }
    return open;
}

/* Themes, cards, report and gates say what is true once somebody is erased. */
static void a_person_goes_while_it_runs(struct test *t)
{
    struct workplace w;
    struct published doc;
    REQUIRE(
        t,
        workplace_open(t, &w) && workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews) &&
            workplace_do(
                &w, "theme.new section=not_working name=\"I am late because of the bus\" "
                    "statements=r.csv:2:not_working1,"
                    "r.csv:3:not_working1,r.csv:4:not_working1,"
                    "r.csv:5:not_working1,r.csv:6:not_working1,"
                    "r.csv:7:not_working1") &&
            workplace_do(&w, "theme.agree theme=\"I am late because of the bus\"") &&
            workplace_do(&w, "collect.number_cards"));
    struct str theme = workplace_id(&w, "theme", "name", "I am late because of the bus");
    struct str card = workplace_field(
        &w, workplace_by(&w, "statement", "source", "r.csv:2:not_working1"), "card");
    size_t gates = open_gates(&w);
    CHECK(t, card.len > 0);
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    CHECK(t, shows(all_text(t, &doc), "I am late because of the bus|6|6|"));
    REQUIRE_OK(t, erase(&w, "T1"), w.err);
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    CHECK(t, shows(all_text(t, &doc), "I am late because of the bus|5|5|"));
    CHECK(t, !shows(all_text(t, &doc), "late one"));
    CHECK(t, str_equal(workplace_id(&w, "theme", "name", "I am late because of the bus"),
                       theme));
    CHECK(t, open_gates(&w) == gates);
    CHECK(t, workplace_refuses(&w,
                               "theme.move statements=r.csv:2:not_working1 "
                               "to=\"I am late because of the bus\"",
                               "r.csv:2:not_working1"));
    /* The number on the card that was printed is nobody else's. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "s.csv",
                                HEAD "N1,Holly Bank,04/11/2025,The lift is slow\n") &&
                   workplace_do(&w, "collect.number_cards"));
    CHECK_STR(
        t,
        workplace_field(
            &w, workplace_by(&w, "statement", "source", "s.csv:2:not_working1"), "card"),
        "13");
    CHECK(t, !workplace_id(&w, "statement", "card", str_c(t->arena, card)).len);
    /* One less, and so few are hidden. */
    REQUIRE_OK(t, erase(&w, "T2"), w.err);
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    CHECK(t, !shows(all_text(t, &doc), "I am late because of the bus|4|4|"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Nothing is kept by which the program would know them: it says whose row it may be. */
static void a_correction_brings_somebody_back(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                HEAD "T1,Holly Bank,04/11/2024,The bus is late one\n"
                                     "N1,Holly Bank,04/11/2024,The lift is slow\n"));
    CHECK(t, !workplace_noticed(&w, 3, "erased")); /* nobody was */
    REQUIRE_OK(t, erase(&w, "T2"), w.err);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    CHECK(t, w.counts.people == 0 && !workplace_noticed(&w, 3, "erased")); /* as it was */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                HEAD "T1,Holly Bank,04/11/2024,The bus was late\n"
                                     "T2,Holly Bank,04/11/2024,The bus is late two\n"));
    CHECK(t, w.counts.people == 1);
    CHECK(t, workplace_noticed(&w, 3,
                               "somebody whom this file had before has been erased "
                               "since, and a young person is in it for the first time "
                               "(line 3). If that is somebody erased, erase them once "
                               "more"));
    /* It is said once, and of a file that has nobody of it never. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                HEAD "T1,Holly Bank,04/11/2024,The bus comes late\n"
                                     "T2,Holly Bank,04/11/2024,The bus is late two\n"));
    CHECK(t, w.counts.people == 0 && !workplace_noticed(&w, 3, "erased"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "other.csv",
                                HEAD "M1,Holly Bank,04/11/2024,The hall is loud\n"));
    CHECK(t, w.counts.people == 1 && !workplace_noticed(&w, 2, "erased"));
    /* Under another name, by the rows that it shares. */
    REQUIRE_OK(t, erase(&w, "T2"), w.err);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "copy.csv",
                                HEAD "T3,Holly Bank,04/11/2024,The bus is late three\n"
                                     "T2,Holly Bank,04/11/2024,The bus is late two\n"
                                     "T13,Holly Bank,04/11/2024,It is cold\n"));
    CHECK(t, workplace_noticed(&w, 3,
                               "young people are in it for the first time "
                               "(lines 3, 4)"));
    REQUIRE_OK(t, erase(&w, "T2"), w.err);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case written_tests[] = {
    {"a no since makes a report too old", a_no_makes_it_too_old},
    {"a no for words of the room since does", a_no_for_words_of_the_room},
    {"hand-outs and workbooks of themes likewise", other_files_are_judged_likewise},
    {"an erasure since does", an_erasure_makes_it_too_old},
    {"a person is erased while the cycle runs", a_person_goes_while_it_runs},
    {"who was erased and is in a correction is said", a_correction_brings_somebody_back},
    {0},
};
