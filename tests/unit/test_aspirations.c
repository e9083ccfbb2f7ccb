/* SPDX-License-Identifier: MIT */
#include "importing.h"

#include "cycle/paragraph.h"
#include "cycle/same_wish.h"
#include "cycle/thread.h"
#include "engine/safeguarding.h"

static void cuts_where_a_wish_begins(struct test *t)
{
    static const struct {
        const char *paragraph, *pieces;
    } cases[] = {
        {"I want a flat.", "I want a flat."},
        {"", ""},
        {"I want a flat. I want a dog.", "I want a flat.|I want a dog."},
        {"I want a flat!  To sing in a band?", "I want a flat!|To sing in a band?"},
        {"A narrowboat. Small, moveable, quiet neighbours (ducks).",
         "A narrowboat. Small, moveable, quiet neighbours (ducks)."},
        {"I want to be left alone. Fencing, walling, anything like that. I'd love a dog.",
         "I want to be left alone. Fencing, walling, anything like that.|I'd love a "
         "dog."},
        {"I want to see Dr. Ames at St. Mary's, e.g. on Mondays. He hopes for 2.5 hours.",
         "I want to see Dr. Ames at St. Mary's, e.g. on Mondays.|He hopes for 2.5 "
         "hours."},
        {"I want a job. It would make me proud. But I want to stay here.",
         "I want a job. It would make me proud. But I want to stay here."},
        {"Zoltan lives with his gran. He hopes to swim. I'll teach him.",
         "Zoltan lives with his gran.|He hopes to swim.|I'll teach him."},
        {"“I want to cook.” I will be a chef.", "“I want to cook.” I will be a chef."},
        {"\"I want to cook.\" I will be a chef.",
         "\"I want to cook.\"|I will be a chef."},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct buf got = BUF_IN(t->arena);
        struct str_list list = paragraph_list(t->arena, str_of(cases[i].paragraph));
        for (size_t n = 0; n < list.count; n++)
            buf_add_format(&got, "%s%.*s", n ? "|" : "", STR_ARGS(list.items[n]));
        CHECK_STR(t, buf_str(&got), cases[i].pieces);
    }
}

static const char reviews[] = "Pupil Ref,Surname,Forename,DOB,Review date,Working 1\n"
                              "T1,Quixby,Zelda,01/02/2008,04/11/2024,Swimming\n"
                              "T2,Ames,Ada,01/02/2009,04/11/2024,Swimming\n";

#define PARAGRAPH "I want a cat. I want a flat of my own. To see the sea."

static bool import_plans(struct workplace *w, const char *name, const char *text)
{
    return workplace_import(w, SHEET_ASPIRATIONS, name, text);
}

static void a_plan_is_cut_and_looked_over(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    REQUIRE(t, import_plans(&w, "a.csv", "Pupil Ref,Section A\nT1," PARAGRAPH "\n"));
    CHECK(t, w.counts.statements == 3 && w.counts.split == 3 && w.counts.to_pick == 1);
    CHECK_STR(t, said(&w, "a.csv:2:aspiration2", "text"), "I want a flat of my own.");
    CHECK_STR(t, said(&w, "a.csv:2:aspiration2", "whole"), PARAGRAPH);
    CHECK_STR(t, said(&w, "a.csv:2:aspiration2", "split"), "yes");
    REQUIRE(t, workplace_do(&w, "collect.looked_over statements=a.csv:2:aspiration2"));
    CHECK_STR(t, said(&w, "a.csv:2:aspiration2", "split"), "");
    REQUIRE(t, workplace_do(&w, "collect.join statements=a.csv:2:aspiration1,"
                                "a.csv:2:aspiration3"));
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "text"),
              "I want a cat. To see the sea.");
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "split"), "");
    REQUIRE(t, workplace_do(&w, "collect.split statement=a.csv:2:aspiration2 "
                                "into=\"I want a flat\" into=\"of my own.\""));
    CHECK_STR(t, said(&w, "a.csv:2:aspiration2/2", "text"), "of my own.");
    CHECK_STR(t, said(&w, "a.csv:2:aspiration2/2", "whole"), PARAGRAPH);
    CHECK_STR(t, said(&w, "a.csv:2:aspiration2/2", "tray"), "to_pick");
    CHECK(t, workplace_refuses(&w,
                               "collect.split statement=a.csv:2:aspiration1 "
                               "into=\"I want a cat.\" into=\"A dog\"",
                               "in the words of the statement"));
    /* However it was cut since, the same paragraph says nothing new. */
    REQUIRE(t, import_plans(&w, "b.csv",
                            "Pupil Ref,Section A\nT1," PARAGRAPH "\nT2,A boat\n"));
    CHECK(t, w.counts.statements == 1 && w.counts.corrected == 0);
    workplace_check_notices(&w, "3 statements of hopes for the future");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void a_corrected_plan_is_cut_anew(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    REQUIRE(t, import_plans(&w, "a.csv", "Pupil Ref,Section A\nT1,A boat\n"));
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "whole"), "");
    REQUIRE(t, import_plans(&w, "b.csv",
                            "Pupil Ref,Section A\nT1,I want a boat. I want a crew.\n"));
    CHECK(t, w.counts.statements == 1 && w.counts.corrected == 1);
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "text"), "I want a boat.");
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "whole"),
              "I want a boat. I want a crew.");
    workplace_close(&w);
}

#define LIFT "The lift is broken again. I can't get upstairs."
#define CELLS "Pupil Ref,Review date,Not working 1,Not working 2\nT1,04/11/2024,The bus,"

/* What people have split stays split, whether the cell is as it was or not. */
static void what_people_split_stays_split(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", CELLS LIFT "\n"));
    REQUIRE(t, workplace_do(&w, "collect.split statement=r.csv:2:not_working2 "
                                "into=\"The lift is broken again.\" "
                                "into=\"I can't get upstairs.\""));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", CELLS LIFT "\n\n"));
    CHECK_STR(t, said(&w, "r.csv:2:not_working2", "text"), "The lift is broken again.");
    CHECK(t, w.counts.corrected == 0 && w.counts.statements == 0);
    workplace_check_notices(&w, "");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", CELLS LIFT " Ever.\n"));
    CHECK_STR(t, said(&w, "r.csv:2:not_working2", "text"), "The lift is broken again.");
    CHECK_STR(t, said(&w, "r.csv:2:not_working2/2", "text"), "I can't get upstairs.");
    CHECK_STR(t, said(&w, "r.csv:2:not_working2", "whole"), LIFT " Ever.");
    CHECK_STR(t, said(&w, "r.csv:2:not_working2/2", "split"), "yes");
    CHECK(t, w.counts.corrected == 2 && w.counts.statements == 0);
    workplace_check_notices(
        &w, "the cell that was split into these says something else now "
            "(r.csv:2:not_working2, r.csv:2:not_working2/2): they stay as they are\n");
    /* It is said once. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", CELLS LIFT " Ever.\n\n"));
    CHECK(t, w.counts.corrected == 0);
    workplace_check_notices(&w, "");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Nothing of the cell goes onto a card, and still nobody misses what it tells now. */
static void new_words_of_harm_in_a_split_cell_are_held_back(struct test *t)
{
    static const char *const parts[] = {"r.csv:2:not_working2", "r.csv:2:not_working2/2"};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct workplace w;
        REQUIRE(t, workplace_open(t, &w));
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", CELLS LIFT "\n"));
        REQUIRE(t, workplace_do(&w, "collect.split statement=r.csv:2:not_working2 "
                                    "into=\"The lift is broken again.\" "
                                    "into=\"I can't get upstairs.\""));
        /* The one that the lead has already, where there is one. */
        REQUIRE(t, i == 0 || (workplace_do(&w, "collect.hold_back reason=ask "
                                               "statement=r.csv:2:not_working2/2") &&
                              workplace_do(&w, "collect.keep_back "
                                               "statement=r.csv:2:not_working2/2")));
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                    CELLS LIFT " The driver hits me.\n"));
        CHECK(t, workplace_noticed(&w, 2, "somebody may be telling of harm"));
        CHECK_STR(t, said(&w, parts[i], "tray"), "held_back");
        CHECK_STR(t, said(&w, parts[i], "kept_back"), "");
        CHECK(t, !str_equal(said(&w, parts[!i], "tray"), STR("held_back")));
        CHECK_STR(t, said(&w, parts[0], "text"), "The lift is broken again.");
        struct safeguarding_request request = {.open = true};
        struct json all;
        REQUIRE_OK(t, safeguarding_list(w.engine, w.arena, &request, &all, &w.err),
                   w.err);
        CHECK(t,
              str_find(json_write(w.arena, &all), STR("The driver hits me")) != SIZE_MAX);
        CHECK_STR(t, workplace_verify(&w), "");
        workplace_close(&w);
    }
}

static void tells_what_may_be_the_same(struct test *t)
{
    static const struct {
        const char *one, *other;
        bool maybe;
    } cases[] = {
        {"I want to work with animals", "Working with animals.", true},
        {"A flat of my own", "I would like to live in a flat", true},
        {"I want to be a chef", "To become a chef in a hotel", true},
        {"I want to be a chef", "I want to be a vet", false},
        {"A job in a garage", "A job in a shop near my mum and dad", false},
        {"I want to", "I want to", false},
        {"", "A flat", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CHECK(t, same_wish_maybe(t->arena, str_of(cases[i].one),
                                 str_of(cases[i].other)) == cases[i].maybe);
        CHECK(t, same_wish_maybe(t->arena, str_of(cases[i].other),
                                 str_of(cases[i].one)) == cases[i].maybe);
    }
}

static struct str also(struct workplace *w, const char *source)
{
    struct process *process;
    struct thread thread;
    struct str id = workplace_by(w, "statement", "source", source);
    if (!engine_process(w->engine, w->cycle, &process, &w->err) ||
        !thread_back(w->db, w->arena, process->kinds, id, &thread, &w->err))
        return STR_NONE;
    return thread.nodes[0].also;
}

#define HOPES                                                                            \
    "Pupil Ref,Surname,Forename,DOB,Review date,Future 1\n"                              \
    "T1,Quixby,Zelda,01/02/2008,04/11/2024,I want to work with animals\n"                \
    "T2,Ames,Ada,01/02/2009,04/11/2024,A boat\n"

static void plan_and_review_count_once(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", HOPES));
    REQUIRE(t, import_plans(&w, "a.csv",
                            "Pupil Ref,Section A\nT1,Working with animals\nT2,a BOAT\n"));
    CHECK(t,
          w.counts.statements == 1 && w.counts.maybe_same == 1 && w.counts.linked == 1);
    /* The very same words are one statement, which knows both places. */
    CHECK_STR(t, also(&w, "r.csv:3:aspiration1"), "[a.csv:3:aspiration1]");
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "same"), "maybe");
    CHECK_STR(t, also(&w, "a.csv:2:aspiration1"),
              "perhaps “I want to work with animals” [r.csv:2:aspiration1]");
    CHECK_STR(t, also(&w, "r.csv:2:aspiration1"), "");
    REQUIRE(t, workplace_do(&w, "collect.same statement=a.csv:2:aspiration1"));
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "tray"), "spare");
    CHECK_STR(t, also(&w, "r.csv:2:aspiration1"),
              "“Working with animals” [a.csv:2:aspiration1]");
    CHECK(t, workplace_refuses(&w, "collect.pick statement=a.csv:2:aspiration1",
                               "counted with what says the same"));
    REQUIRE(t, workplace_do(&w, "collect.not_same statement=a.csv:2:aspiration1"));
    CHECK_STR(t, also(&w, "r.csv:2:aspiration1"), "");
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "tray"), "");
    /* Decided once: the same file in another name asks nothing again. */
    REQUIRE(t, import_plans(&w, "b.csv",
                            "Pupil Ref,Section A,Date\n"
                            "T1,Working with animals,\nT2,a BOAT,\n"));
    CHECK(t, w.counts.statements == 0 && w.counts.maybe_same == 0);
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "same"), "no");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Whichever of the two words a person picked: the hope is on the cards once, before and
 * after, and taking it back picks the same words again. */
static void what_was_picked_goes_on_counting(struct test *t)
{
    static const char *const lines[] = {
        "collect.same statement=a.csv:2:aspiration1",
        "collect.same statement=a.csv:2:aspiration1 as=r.csv:2:aspiration1",
    };
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                "Pupil Ref,Review date,Future 1,Future 2\n"
                                "T1,04/11/2024,I want to work with animals,A boat\n"));
    REQUIRE(t,
            import_plans(&w, "a.csv", "Pupil Ref,Section A\nT1,Working with animals\n"));
    REQUIRE(t, workplace_do(&w, "collect.pick_top review=r.csv:2 section=aspiration "
                                "statements=a.csv:2:aspiration1,r.csv:2:aspiration2"));
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "tray"), "");
        CHECK_STR(t, said(&w, "r.csv:2:aspiration1", "tray"), "spare");
        REQUIRE(t, workplace_do(&w, lines[i]));
        CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "tray"), "spare");
        CHECK_STR(t, said(&w, "r.csv:2:aspiration1", "tray"), "");
        REQUIRE(t, workplace_undo(&w, w.result.number));
        CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "same"), "maybe");
    }
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "tray"), "");
    CHECK_STR(t, said(&w, "r.csv:2:aspiration1", "tray"), "spare");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* A review's hope and the plan's, which people count once, in the review's words. */
static bool open_with_one_hope(struct test *t, struct workplace *w)
{
    return workplace_open(t, w) &&
           workplace_import(w, SHEET_REVIEWS, "r.csv",
                            "Pupil Ref,Review date,Future 1\n"
                            "T1,04/11/2024,I want to work with animals\n") &&
           import_plans(w, "a.csv", "Pupil Ref,Section A\nT1,Working with animals\n") &&
           workplace_do(w, "collect.same statement=a.csv:2:aspiration1");
}

/* What the plan says still stands, when a later review makes spare what it counted with.
 */
static void a_plan_outlasts_the_review_it_counted_with(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_one_hope(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "later.csv",
                                "Pupil Ref,Review date,Future 1\n"
                                "T1,04/03/2025,A boat\n"));
    CHECK_STR(t, said(&w, "r.csv:2:aspiration1", "tray"), "spare");
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "tray"), "");
    CHECK_STR(t, said(&w, "later.csv:2:aspiration1", "tray"), "");
    /* It is still counted once. */
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "same"), "");
    CHECK_STR(t, said(&w, "r.csv:2:aspiration1", "same"), "yes");
    CHECK(t, workplace_refuses(&w, "collect.pick statement=r.csv:2:aspiration1",
                               "counted with what says the same"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Nor is it lost when two people who turn out to be one bring a later review together. */
static void a_plan_outlasts_two_who_are_one(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(
        t, workplace_import(&w, SHEET_REVIEWS, "r.csv",
                            "Pupil Ref,Surname,Forename,DOB,School,Review date,Future 1\n"
                            "T1,Ames,Ada,01/02/2009,Oak,04/11/2024,I want to work with "
                            "animals\n"));
    REQUIRE(t,
            import_plans(&w, "a.csv", "Pupil Ref,Section A\nT1,Working with animals\n"));
    REQUIRE(t, workplace_do(&w, "collect.same statement=a.csv:2:aspiration1"));
    REQUIRE(
        t, workplace_import(&w, SHEET_REVIEWS, "later.csv",
                            "Pupil Ref,Surname,Forename,DOB,School,Review date,Future 1\n"
                            "T2,Ames,Ada,01/02/2009,Elm,04/03/2025,A boat\n"));
    struct str_list doubts = workplace_list(&w, "doubt");
    REQUIRE(t, doubts.count == 1);
    struct str line =
        str_format(t->arena, "workplace.same doubt=%.*s", STR_ARGS(doubts.items[0]));
    REQUIRE(t, workplace_do(&w, str_c(t->arena, line)));
    CHECK_STR(t, said(&w, "r.csv:2:aspiration1", "tray"), "spare");
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "tray"), "");
    CHECK_STR(t, said(&w, "later.csv:2:aspiration1", "tray"), "");
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "same"), "");
    CHECK_STR(t, said(&w, "r.csv:2:aspiration1", "same"), "yes");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Two that count once are two again where a file corrects either to something else, until
 * people decide; not where a letter is put right. */
static void a_correction_may_part_them(struct test *t)
{
    static const struct {
        const char *review, *plan;
        bool apart;
    } cases[] = {
        {"I want to work with some animals", NULL, false},
        {NULL, "Working with the animals", false},
        {"A red motorbike", NULL, true},
        {NULL, "A red motorbike", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct workplace w;
        struct str file = str_format(
            t->arena,
            cases[i].review ? "Pupil Ref,Review date,Future 1\nT1,04/11/2024,%s\n"
                            : "Pupil Ref,Section A\nT1,%s\n",
            cases[i].review ? cases[i].review : cases[i].plan);
        REQUIRE(t, open_with_one_hope(t, &w));
        if (cases[i].review)
            REQUIRE(t,
                    workplace_import(&w, SHEET_REVIEWS, "r.csv", str_c(t->arena, file)));
        else
            REQUIRE(t, import_plans(&w, "a.csv", str_c(t->arena, file)));
        CHECK(t, workplace_count(&w, "statement") == 2);
        CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "same"),
                  cases[i].apart ? "maybe" : "yes");
        CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "tray"),
                  cases[i].apart ? "" : "spare");
        CHECK_STR(t, said(&w, "r.csv:2:aspiration1", "tray"), "");
        workplace_close(&w);
    }
}

/* A full stop makes no other hope of it, whichever comes first and how often. */
static void same_words_need_no_full_stop(struct test *t)
{
    static const char review[] = "Pupil Ref,Review date,Future 1\n"
                                 "T1,04/11/2024,I want to live with my friend\n";
    static const char plan[] = "Pupil Ref,Section A\nT1,I want to live with my friend.\n";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "due.csv",
                                "Pupil Ref,Review due\nT1,04/11/2099\n"));
    for (int i = 0; i < 2; i++) {
        REQUIRE(t, import_plans(&w, "a.csv", plan));
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", review));
        CHECK(t, w.counts.maybe_same == 0 && w.counts.linked == (size_t)!i);
    }
    CHECK(t, workplace_count(&w, "statement") == 1);
    CHECK_STR(t, also(&w, "a.csv:2:aspiration1"), "[r.csv:2:aspiration1]");
    workplace_close(&w);
    REQUIRE(t, workplace_open(t, &w));
    for (int i = 0; i < 2; i++) {
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, i ? "r2.csv" : "r.csv", review));
        REQUIRE(t, import_plans(&w, "a.csv", plan));
    }
    CHECK(t, workplace_count(&w, "statement") == 1);
    CHECK_STR(t, also(&w, "r.csv:2:aspiration1"), "[a.csv:2:aspiration1]");
    workplace_close(&w);
}

/* One sentence may hold more than one hope: a person looks it over. */
static void several_in_a_sentence_are_looked_over(struct test *t)
{
    static const struct {
        const char *said, *split;
    } cases[] = {
        {"Zelda wants to drive, wants a job and wants to see friends more.", "yes"},
        {"I would like to work with animals, and I hope to drive one day.", "yes"},
        {"I want to drive and have a job.", ""},
        {"I want a job because it would be fun.", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct workplace w;
        struct str text =
            str_format(t->arena, "Pupil Ref,Section A\nT1,\"%s\"\n", cases[i].said);
        REQUIRE(t, workplace_open(t, &w));
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
        REQUIRE(t, import_plans(&w, "a.csv", str_c(t->arena, text)));
        CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "split"), cases[i].split);
        CHECK(t, w.counts.split == (cases[i].split[0] != 0));
        workplace_close(&w);
    }
}

/* What a parent hopes is not printed as the young person's hope. */
static void a_parent_in_section_a_is_the_family(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    REQUIRE(t, import_plans(&w, "a.csv",
                            "Pupil Ref,Section A\n"
                            "T1,I want a cat. Mum hopes he will be safe & happy.\n"
                            "T2,My mum hopes I will swim. Her parents want a flat.\n"));
    CHECK_STR(t, said(&w, "a.csv:2:aspiration1", "speaker"), "");
    CHECK_STR(t, said(&w, "a.csv:2:aspiration2", "speaker"), "family");
    CHECK_STR(t, said(&w, "a.csv:3:aspiration1", "speaker"), "");
    CHECK_STR(t, said(&w, "a.csv:3:aspiration2", "speaker"), "family");
    CHECK(t, workplace_noticed(&w, 2, "is taken as the family's"));
    /* Told of five, and of the others how many they are. */
    REQUIRE(t, import_plans(&w, "b.csv",
                            "Pupil Ref,Section A\n"
                            "T1,Mum hopes I swim.\nT2,Mum hopes I run.\n"
                            "T3,Mum hopes I sing.\nT4,Mum hopes I cook.\n"
                            "T5,Mum hopes I read.\nT6,Mum hopes I ride.\n"
                            "T7,Mum hopes I draw.\n"));
    CHECK(t, workplace_noticed(&w, 0, "2 more hopes like this"));
    workplace_close(&w);
}

static void the_review_may_come_after(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "due.csv",
                                "Pupil Ref,Review due\nT1,04/11/2099\n"));
    REQUIRE(t, import_plans(&w, "a.csv",
                            "Pupil Ref,Section A\nT1,I want a boat. I want a dog.\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                "Pupil Ref,Review date,Future 1,Future 2\n"
                                "T1,04/11/2024,I want a boat.,To have dogs\n"));
    CHECK(t, w.counts.statements == 1 && w.counts.maybe_same == 1);
    CHECK_STR(t, also(&w, "a.csv:2:aspiration1"), "[r.csv:2:aspiration1]");
    CHECK(t, said(&w, "a.csv:2:aspiration1", "review").len > 0);
    CHECK_STR(t, said(&w, "r.csv:2:aspiration2", "same"), "maybe");
    workplace_close(&w);
}

const struct test_case aspirations_tests[] = {
    {"what people split stays split", what_people_split_stays_split},
    {"but not where it tells of harm", new_words_of_harm_in_a_split_cell_are_held_back},
    {"the same words need no full stop", same_words_need_no_full_stop},
    {"several hopes in a sentence are looked over",
     several_in_a_sentence_are_looked_over},
    {"a parent in section A is the family", a_parent_in_section_a_is_the_family},
    {"plan and review that may say the same", tells_what_may_be_the_same},
    {"plan and review count once", plan_and_review_count_once},
    {"what was picked goes on counting", what_was_picked_goes_on_counting},
    {"a plan outlasts the review that it counted with",
     a_plan_outlasts_the_review_it_counted_with},
    {"a plan outlasts two who turn out to be one", a_plan_outlasts_two_who_are_one},
    {"a correction may part what counts once", a_correction_may_part_them},
    {"the review may come after the plan", the_review_may_come_after},
    {"a paragraph is cut where a wish begins", cuts_where_a_wish_begins},
    {"section A is cut, looked over, joined and split", a_plan_is_cut_and_looked_over},
    {"a corrected section A is cut anew", a_corrected_plan_is_cut_anew},
    {0},
};
