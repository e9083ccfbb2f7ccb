/* SPDX-License-Identifier: MIT */
#include "undoing.h"

#include "engine/care.h"
#include "engine/person_export.h"
#include "engine/safeguarding.h"
#include "engine/shown.h"

#define HARM "r.csv:2:not_working1"

static const char reviews[] =
    "Reference,Surname,Forename,Date of birth,School,Date of review,Working 1,"
    "Not working 1\n"
    "R1,Quillfeather,Wilhelmina,04/03/2011,Holly Bank School,12/05/2025,"
    "The garden,Dad hits me\n"
    "R2,Blatherwick,Zebedee,05/03/2011,Holly Bank School,13/05/2025,"
    "The dancing,The bus is late\n";

static bool open_with_harm(struct test *t, struct workplace *w)
{
    return workplace_open(t, w) && workplace_import(w, SHEET_REVIEWS, "r.csv", reviews) &&
           workplace_do(w, "workplace.member name=Lena roles=safeguarding_lead") &&
           workplace_do(w, "workplace.member name=Fay roles=facilitator,officer") &&
           workplace_do(w, "workplace.member name=Vera roles=viewer");
}

static void acts(struct workplace *w, const char *name)
{
    w->engine->actor = str_of(name);
}

static struct str listed(struct workplace *w, const char *card, bool open)
{
    struct safeguarding_request request = {.card = str_of(card), .open = open};
    struct json all;
    if (!safeguarding_list(w->engine, w->arena, &request, &all, &w->err))
        return STR_NONE;
    return json_write(w->arena, &all);
}

static bool has(struct str text, const char *words)
{
    return str_find(text, str_of(words)) != SIZE_MAX;
}

static size_t waiting(struct workplace *w)
{
    size_t count = 999;
    (void)safeguarding_count(w->db, w->cycle, &count, &w->err);
    return count;
}

static void lists_and_notes_who_read(struct test *t)
{
    struct workplace w;
    struct command_list log;
    REQUIRE(t, open_with_harm(t, &w));
    struct str card = workplace_id(&w, "statement", "source", HARM);
    acts(&w, "Lena");
    struct str all = listed(&w, "", false);
    CHECK(t, has(all, "Dad hits me") && has(all, "\"open\":1") && has(all, "\"held\":{"));
    CHECK(t, has(all, "import.reviews") && !has(all, "Wilhelmina"));
    struct str one = listed(&w, str_c(w.arena, card), false);
    CHECK(t, has(one, "Wilhelmina") && has(one, "2011-03-04"));
    REQUIRE(t, command_list(w.db, w.arena, 0, 2, &log, &w.err) && log.count == 2);
    CHECK_STR(t, log.items[0].name, SAFEGUARDING_COMMAND);
    CHECK_STR(t, log.items[0].actor, "Lena");
    CHECK(t, has(log.items[0].outcome, "person-") && !has(log.items[0].outcome, "Dad"));
    CHECK_STR(t, log.items[1].name, SAFEGUARDING_COMMAND);
    /* Nobody takes back that it was read, and one that is not held back is none. */
    acts(&w, "Robin");
    CHECK(t, workplace_refuses(&w, "workplace.undo command=8", "cannot be taken back"));
    CHECK_STR(t, listed(&w, "statement-000003.9999", false), "");
    CHECK(t, w.err.kind == ERROR_NOT_FOUND);
    static const char *const others[] = {"Fay", "Vera", "Nobody"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        acts(&w, others[i]);
        CHECK_STR(t, listed(&w, "", false), "");
        CHECK(t, w.err.kind == ERROR_REFUSED);
    }
    workplace_close(&w);
}

static void is_settled_by_the_lead(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_harm(t, &w));
    CHECK(t, waiting(&w) == 1);
    acts(&w, "Fay");
    CHECK(t, workplace_refuses(&w, "collect.release statement=" HARM, "may not do"));
    CHECK(t, workplace_refuses(&w, "collect.keep_back statement=" HARM, "may not do"));
    acts(&w, "Lena");
    REQUIRE(t, workplace_do(&w, "collect.note_concern statement=" HARM
                                " told=\"Social care\" note=\"Rang them\""));
    REQUIRE(t, workplace_do(&w, "collect.keep_back statement=" HARM));
    CHECK(t, waiting(&w) == 0);
    CHECK(t, has(listed(&w, "", false), "Rang them"));
    CHECK(t, !has(listed(&w, "", true), "Dad hits me"));
    /* Who may not read it does not reword it. New words that tell of harm nobody has
     * looked at yet. */
    acts(&w, "Fay");
    CHECK(t, workplace_refuses(&w, "collect.reword statement=" HARM " text=Hello",
                               "is held back"));
    acts(&w, "Robin");
    REQUIRE(t, workplace_do(&w, "collect.reword statement=" HARM
                                " text=\"Somebody hits me\""));
    CHECK(t, waiting(&w) == 1);
    acts(&w, "Lena");
    REQUIRE(t, workplace_do(&w, "collect.release statement=" HARM));
    CHECK(t, waiting(&w) == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* What list, show and log show of a card. */
static void shows_words_to_few(struct test *t)
{
    struct workplace w;
    struct process *process;
    bool hidden;
    REQUIRE(t, open_with_harm(t, &w));
    REQUIRE(t, workplace_do(&w, "collect.reword statement=r.csv:3:working1 text=Dance"));
    REQUIRE_OK(t, engine_process(w.engine, w.cycle, &process, &w.err), w.err);
    const struct kind *kind = kind_find(process->kinds, STR("statement"));
    static const struct {
        const char *actor;
        bool original;
    } cases[] = {{"Robin", true}, {"Fay", true}, {"Lena", false}, {"Vera", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct json body = workplace_find(&w, "statement", "source", "r.csv:3:working1");
        struct json past = workplace_find(&w, "statement", "source", "r.csv:3:working1");
        struct str id = json_find_text(&body, STR("id"));
        acts(&w, cases[i].actor);
        REQUIRE_OK(t, shown_body(w.engine, kind, &body, &w.err), w.err);
        CHECK_STR(t, json_find_text(&body, STR("text")), "Dance");
        CHECK_STR(t, json_find_text(&body, STR("original")),
                  cases[i].original ? "The dancing" : "");
        REQUIRE_OK(t, shown_past(w.engine, w.arena, kind, id, &past, &hidden, &w.err),
                   w.err);
        CHECK(t, hidden == !cases[i].original);
        CHECK_STR(t, json_find_text(&past, STR("text")),
                  cases[i].original ? "Dance" : SHOWN_TO_OTHERS);
        /* Those of one that is held back, to nobody. */
        body = workplace_find(&w, "statement", "source", HARM);
        REQUIRE_OK(t, shown_body(w.engine, kind, &body, &w.err), w.err);
        CHECK_STR(t, json_find_text(&body, STR("text")), SHOWN_HELD_BACK);
        CHECK(t, shown_kind(w.engine, kind, &w.err));
        bool may =
            shown_kind(w.engine, kind_find(process->kinds, STR("concern")), &w.err);
        CHECK(t, may == (i == 0 || i == 2));
    }
    workplace_close(&w);
}

/* What is handed to a family tells nothing of what is held back, unless the lead, or an
 * owner, has decided so. */
static void is_written_out_by_the_lead(struct test *t)
{
    static const struct {
        const char *actor;
        bool words;
    } cases[] = {{"Fay", false}, {"Lena", true}, {"Robin", true}};
    struct workplace w;
    REQUIRE(t, open_with_harm(t, &w));
    acts(&w, "Robin");
    REQUIRE(t, workplace_do(&w, "collect.reword statement=" HARM " text=\"He does it\""));
    REQUIRE(t, workplace_do(&w, "collect.hold_back statement=" HARM " reason=zanzibar"));
    REQUIRE(t, workplace_do(&w, "review.story person=R1 perspective=young_person "
                                "text=\"They hold me down\""));
    acts(&w, "Lena");
    REQUIRE(t, workplace_do(&w, "collect.note_concern statement=" HARM " told=Police"));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct json all;
        acts(&w, cases[i].actor);
        REQUIRE_OK(
            t, person_export(w.engine, w.arena, STR("R1"), STR(""), NULL, &all, &w.err),
            w.err);
        const struct json *look = json_find(&all, STR("look_at"));
        struct str text = json_write(w.arena, &all);
        CHECK(t, has(text, "The garden") && !has(text, "Police"));
        CHECK(t, has(text, "Dad hits me") == cases[i].words);
        CHECK(t, has(text, "He does it") == cases[i].words);
        CHECK(t, has(text, "They hold me down") == cases[i].words);
        CHECK(t, has(text, "\"tray\":\"held_back\"") == cases[i].words);
        CHECK(t, has(text, "safety") == cases[i].words);
        CHECK(t, has(text, "Hold back a card") == cases[i].words);
        CHECK(t, json_find_integer(look, STR("held_back"), 0) == 2);
        CHECK(t, (json_find(look, STR("notes")) != NULL) == cases[i].words);
    }
    acts(&w, "Vera");
    struct json none;
    CHECK(t, !person_export(w.engine, w.arena, STR("R1"), STR(""), NULL, &none, &w.err));
    workplace_close(&w);
}

/* What was held back by hand, and has no word of harm: neither the whole that it was
 * split off from, nor what the card said before, tells of it. */
static void is_told_by_no_other_card(struct test *t)
{
    static const char *const rewordings[] = {
        "", "collect.reword statement=r.csv:2:working1/2 text=Something"};
    for (size_t i = 0; i < sizeof rewordings / sizeof rewordings[0]; i++) {
        struct workplace w;
        struct process *process;
        struct json all;
        bool hidden;
        REQUIRE(t, open_with_harm(t, &w));
        REQUIRE(t, workplace_do(&w, "collect.reword statement=r.csv:2:working1 "
                                    "text=\"The garden, my uncle's secret\""));
        REQUIRE(t, workplace_do(&w, "collect.split statement=r.csv:2:working1 "
                                    "into=\"The garden\" "
                                    "into=\"my uncle's secret\""));
        REQUIRE(t, workplace_do(&w, "collect.hold_back statement=r.csv:2:working1/2 "
                                    "reason=ask"));
        REQUIRE(t, !rewordings[i][0] || workplace_do(&w, rewordings[i]));
        acts(&w, "Fay");
        REQUIRE_OK(
            t, person_export(w.engine, w.arena, STR("R1"), STR(""), NULL, &all, &w.err),
            w.err);
        struct str text = json_write(w.arena, &all);
        CHECK(t, has(text, "The garden") && !has(text, "secret"));
        REQUIRE_OK(t, engine_process(w.engine, w.cycle, &process, &w.err), w.err);
        const struct kind *kind = kind_find(process->kinds, STR("statement"));
        struct json body = workplace_find(&w, "statement", "source", "r.csv:2:working1");
        struct json past = workplace_find(&w, "statement", "source", "r.csv:2:working1");
        struct str id = json_find_text(&body, STR("id"));
        json_set(w.arena, &past, STR("text"), json_text(STR("My uncle's  secret")));
        REQUIRE_OK(t, shown_body(w.engine, kind, &body, &w.err), w.err);
        CHECK_STR(t, json_find_text(&body, STR("whole")), SHOWN_HELD_BACK);
        CHECK_STR(t, json_find_text(&body, STR("text")), "The garden");
        REQUIRE_OK(t, shown_past(w.engine, w.arena, kind, id, &past, &hidden, &w.err),
                   w.err);
        CHECK_STR(t, json_find_text(&past, STR("text")), SHOWN_HELD_BACK);
        acts(&w, "Lena");
        REQUIRE_OK(
            t, person_export(w.engine, w.arena, STR("R1"), STR(""), NULL, &all, &w.err),
            w.err);
        CHECK(t, has(json_write(w.arena, &all), "secret"));
        workplace_close(&w);
    }
}

static void goes_with_the_person(struct test *t)
{
    struct workplace w;
    struct json all;
    struct erased erased;
    REQUIRE(t, open_with_harm(t, &w));
    REQUIRE(t, workplace_do(&w, "collect.note_concern statement=" HARM
                                " told=\"Social care\" note=\"Rang zanzibar\""));
    /* The words of the lead are not in what a parent is handed; that something is
     * left out is said to the officer. */
    REQUIRE_OK(t,
               person_export(w.engine, w.arena, STR("R1"), STR(""), NULL, &all, &w.err),
               w.err);
    struct str text = json_write(w.arena, &all);
    CHECK(t, has(text, "Dad hits me") && !has(text, "zanzibar"));
    CHECK(t, !has(text, "Social care") && !has(text, "Note who was told"));
    CHECK(t,
          json_find_integer(json_find(&all, STR("look_at")), STR("held_back"), 0) == 1);
    CHECK(t, json_find_integer(json_find(&all, STR("look_at")), STR("notes"), 0) == 1);
    REQUIRE_OK(t, care_erase(w.engine, w.arena, STR("R1"), false, &erased, &w.err),
               w.err);
    CHECK(t, workplace_list(&w, "concern").count == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Taking back is no way around the lead: neither what they did, nor what held a card
 * back, is taken back by others. */
static void is_not_got_around(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_harm(t, &w));
    acts(&w, "Fay");
    int64_t told = number_of(&w, "collect.hold_back statement=r.csv:3:working1 "
                                 "reason=\"ask the lead\"");
    CHECK(t, workplace_refuses(&w, undo_line(&w, told),
                               "let 1 card or story go free that is"));
    acts(&w, "Lena");
    int64_t noted = number_of(&w, "collect.note_concern statement=" HARM
                                  " told=\"Social care\" note=\"Rang them\"");
    int64_t kept = number_of(&w, "collect.keep_back statement=" HARM);
    REQUIRE(t, told && noted && kept);
    acts(&w, "Fay");
    CHECK(t, workplace_refuses(&w, undo_line(&w, kept), "(safeguarding lead): ask"));
    CHECK(t, workplace_refuses(&w, undo_line(&w, noted), "(safeguarding lead): ask"));
    CHECK(t, workplace_count(&w, "concern") == 1);
    /* They take their own back; that, too, is not for others to turn round. */
    acts(&w, "Lena");
    REQUIRE(t, workplace_do(&w, undo_line(&w, kept)));
    int64_t back = w.result.number;
    REQUIRE(t, workplace_do(&w, undo_line(&w, noted)));
    CHECK(t, workplace_refuses(
                 &w, "workplace.undo command=3",
                 "is taken back by those who may do it (facilitator, officer)"));
    CHECK(t, workplace_do(&w, undo_line(&w, told)));
    int64_t released = number_of(&w, "collect.release statement=" HARM);
    int64_t again = number_of(&w, undo_line(&w, released));
    REQUIRE(t, released && again);
    acts(&w, "Fay");
    CHECK(t, workplace_refuses(&w, undo_line(&w, back), "(safeguarding lead): ask"));
    CHECK(t, workplace_refuses(&w, undo_line(&w, again), "(safeguarding lead): ask"));
    acts(&w, "Robin");
    CHECK(t, workplace_do(&w, undo_line(&w, back)));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* What an import held back goes with the import, and that is said; but a card that a
 * later one held back does not go free with it. */
static void is_not_got_around_by_imports(struct test *t)
{
    struct workplace w;
    REQUIRE(t, open_with_harm(t, &w));
    acts(&w, "Fay");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                "Reference,Date of review,Working 1,Not working 1\n"
                                "R2,13/05/2025,Dad hits me,The bus is late\n"));
    struct command_list log;
    REQUIRE(t, command_list(w.db, w.arena, 0, 1, &log, &w.err) && log.count == 1);
    CHECK(t, waiting(&w) == 2);
    CHECK(t, workplace_refuses(&w, undo_line(&w, log.items[0].number),
                               "the safeguarding lead takes it back, or an owner"));
    CHECK(t, waiting(&w) == 2);
    acts(&w, "Robin");
    REQUIRE(t, workplace_do(&w, undo_line(&w, log.items[0].number)));
    CHECK(t, waiting(&w) == 1);
    acts(&w, "Fay");
    REQUIRE(t, workplace_do(&w, "workplace.undo command=3"));
    CHECK(t, json_find_integer(&w.result.outcome, STR("held_back"), 0) == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* What a command was given says nothing of any card. */
static void tells_words_from_a_tray(struct test *t)
{
    static const char script[] =
        "local wtfc = require 'workflows.working_together_for_change'\n"
        "local step = require 'step'\n"
        "return wtfc:extend { title = 'Ours', collect = { commands = {\n"
        "    shelve = step.command { title = 'x', args = { { 'tray', 'text' } },\n"
        "        run = function() return {} end },\n"
        "} } }\n";
    struct workplace w;
    REQUIRE(t, workplace_open_with(t, "ours", script, &w));
    int64_t shelved = number_of(&w, "collect.shelve tray=held_back");
    REQUIRE(t, shelved && workplace_do(&w, undo_line(&w, shelved)));
    CHECK(t, json_find_integer(&w.result.outcome, STR("held_back"), 0) == 0);
    workplace_close(&w);
}

/* The box says something else now; what it said is still the lead's to know. */
static void keeps_what_was_corrected(struct test *t)
{
    static const char *const words[] = {"I like pasta", "I like rice", "I like rice",
                                        "Dad hits me"};
    struct workplace w;
    REQUIRE(t, open_with_harm(t, &w));
    struct str card = workplace_id(&w, "statement", "source", HARM);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct str file = str_format(w.arena,
                                     "Reference,Date of review,Working 1,Not working 1\n"
                                     "R1,12/05/2025,The garden,%s\n",
                                     words[i]);
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", str_c(w.arena, file)));
        if (i < 2)
            CHECK(t, workplace_noticed(&w, 2,
                                       "(" HARM "); the card is held back and stays so "
                                       "until the safeguarding lead releases it"));
        CHECK_STR(t, workplace_field(&w, card, "tray"), "held_back");
        CHECK_STR(t, workplace_field(&w, card, "original"), "Dad hits me");
        CHECK_STR(t, workplace_field(&w, card, "text"), i ? "I like rice" : words[i]);
    }
    acts(&w, "Lena");
    struct str all = listed(&w, "", true);
    CHECK(t, has(all, "\"original\":\"Dad hits me\"") && has(all, "I like rice"));
    REQUIRE(t, workplace_do(&w, "collect.release statement=" HARM));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case safeguarding_tests[] = {
    {"the lead reads what is held back, and the log says so", lists_and_notes_who_read},
    {"the lead settles it", is_settled_by_the_lead},
    {"words are shown to few", shows_words_to_few},
    {"the lead writes out what is held back", is_written_out_by_the_lead},
    {"no other card tells of it", is_told_by_no_other_card},
    {"notes go with the person", goes_with_the_person},
    {"a correction takes nothing from the lead", keeps_what_was_corrected},
    {"taking back is no way around the lead", is_not_got_around},
    {"nor is taking an import back", is_not_got_around_by_imports},
    {"what a command was given holds nothing back", tells_words_from_a_tray},
    {0},
};
