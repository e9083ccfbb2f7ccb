/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/file.h"
#include "engine/attachment.h"
#include "engine/care.h"
#include "engine/person_export.h"
#include "store/commit.h"

#include <stdio.h>

static const char reviews[] =
    "Reference,UPN,Surname,Forename,Date of birth,School,Date of review,Working 1,"
    "Working 2,Not working 1\n"
    "R1,H801200001001,Quillfeather,Wilhelmina,04/03/2011,Holly Bank School,12/05/2025,"
    "I like zanzibarian dancing with Zebedee,I like my garden,Dad hit me\n"
    "R2,,Blatherwick,Zebedee,05/03/2011,Holly Bank School,13/05/2025,"
    "I like marzipanish cake,I like the dancing,The bus is late\n";

static bool export(struct workplace *w, const char *who, struct str *out)
{
    struct json all;
    if (!person_export(w->engine, w->arena, str_of(who), STR(""), NULL, &all, &w->err))
        return false;
    *out = json_write(w->arena, &all);
    return true;
}

static bool has(struct str text, const char *words)
{
    return str_find(text, str_of(words)) != SIZE_MAX;
}

/* Who they are, their own words, past ones too; nobody else's name nor words. */
static void holds_all_of_one_and_none_of_others(struct test *t)
{
    static const char *const theirs[] = {
        "Wilhelmina",         "Quillfeather",        "2011-03-04",
        "H801200001001",      "Holly Bank",          "zanzibarian dancing with […]",
        "r.csv:2:working1",   "2025-05-12",          "My flowers",
        "Dad hit me",         "held_back",           "I love my plot",
        "I like the flowers", "a note of an officer"};
    static const char *const others[] = {"Zebedee", "Blatherwick", "marzipanish", "Robin",
                                         "told the lead"};
    struct workplace w;
    struct str all;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews) &&
                   workplace_do(&w, "collect.reword statement=r.csv:2:working2 "
                                    "text=\"I like the flowers\"") &&
                   workplace_do(&w, "collect.reword statement=r.csv:2:working2 "
                                    "text=\"My flowers\"") &&
                   workplace_do(&w, "collect.release statement=r.csv:2:not_working1") &&
                   workplace_do(&w, "collect.hold_back statement=r.csv:2:not_working1 "
                                    "reason=\"told the lead\"") &&
                   workplace_do(&w, "theme.new section=working name=\"I love my plot\" "
                                    "statements=r.csv:2:working2,r.csv:3:working2"));
    REQUIRE_OK(t, export(&w, "R1", &all), w.err);
    for (size_t i = 0; i < sizeof theirs / sizeof theirs[0]; i++)
        if (!has(all, theirs[i]))
            test_fail(t, theirs[i], 0, "is missing");
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (has(all, others[i]))
            test_fail(t, others[i], 0, "is somebody else's");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Who put it into its group, and what may still name somebody, as people left it. */
static void says_what_people_have_settled(struct test *t)
{
    struct workplace w;
    struct json all;
    struct str text;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                    "Reference,Review date,Working 1\n"
                                    "R1,12/05/2025,I like swimming with my helper Colin\n"
                                    "R2,12/05/2025,I like swimming\n"
                                    "R3,12/05/2025,I like swimming a lot\n"
                                    "R4,12/05/2025,I like swimming in the sea\n") &&
                   workplace_do(&w, "collect.reword statement=r.csv:2:working1 "
                                    "text=\"I like swimming with my helper\"") &&
                   workplace_do(&w, "theme.draft"));
    REQUIRE(t, export(&w, "R1", &text));
    CHECK(t, has(text, "\"drafted\":true"));
    REQUIRE(t, workplace_do(&w, "theme.agree theme=T1 name=\"I like to swim\""));
    REQUIRE_OK(t,
               person_export(w.engine, t->arena, STR("R1"), STR(""), NULL, &all, &w.err),
               w.err);
    text = json_write(t->arena, &all);
    CHECK(t, has(text, "helper Colin"));
    CHECK(t, !has(text, "drafted"));
    CHECK(t, json_find_integer(json_find(&all, STR("look_at")), STR("flagged"), 0) == 1);
    workplace_close(&w);
}

static bool newest(struct workplace *w, struct command_row *out)
{
    struct command_list list;
    if (!command_list(w->db, w->arena, 0, 1, &list, &w->err) || !list.count)
        return false;
    *out = list.items[0];
    return true;
}

static void is_noted_and_stays(struct test *t)
{
    struct workplace w;
    struct command_row row;
    struct erased erased;
    struct str all;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    REQUIRE_OK(t, export(&w, "R1", &all), w.err);
    REQUIRE(t, newest(&w, &row));
    CHECK_STR(t, row.name, PERSON_EXPORT_COMMAND);
    CHECK_STR(t, row.actor, "Robin");
    CHECK(t, has(row.outcome, "person-"));
    CHECK(t, !has(row.outcome, "Quillfeather"));
    char line[60];
    (void)snprintf(line, sizeof line, "workplace.undo command=%d", (int)row.number);
    CHECK(t, workplace_refuses(&w, line, "cannot be taken back"));
    REQUIRE_OK(t, export(&w, "R1", &all), w.err);
    CHECK(t, has(all, "Everything held was written out"));
    REQUIRE_OK(t, care_erase(w.engine, w.arena, STR("R1"), false, &erased, &w.err),
               w.err);
    CHECK(t, !export(&w, "R1", &all));
    CHECK(t, !export(&w, str_c(t->arena, erased.person), &all));
    CHECK(t, w.err.kind == ERROR_NOT_FOUND);
    CHECK(t, !export(&w, "person-999999.0001", &all));
    CHECK(t, w.err.kind == ERROR_NOT_FOUND);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void is_for_owners_and_officers(struct test *t)
{
    struct workplace w;
    struct command_row before, after;
    struct str all;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews) &&
                   workplace_do(&w, "workplace.member name=fay roles=facilitator") &&
                   workplace_do(&w, "workplace.member name=ola roles=officer"));
    REQUIRE(t, newest(&w, &before));
    w.engine->actor = STR("fay");
    CHECK(t, !export(&w, "R1", &all));
    CHECK(t, w.err.kind == ERROR_REFUSED);
    REQUIRE(t, newest(&w, &after));
    CHECK(t, before.number == after.number);
    w.engine->actor = STR("ola");
    REQUIRE_OK(t, export(&w, "R1", &all), w.err);
    workplace_close(&w);
}

static bool take_back_newest(struct workplace *w)
{
    struct command_row row;
    return newest(w, &row) && workplace_undo(w, row.number);
}

static bool attach(struct workplace *w, const char *about, struct json *out)
{
    static const char png[] = "\x89PNG\r\n\x1a\n....IHDR";
    struct str path = file_join(w->arena, w->folder, STR("shed.png"));
    struct attachment_request request = {
        .cycle = w->cycle,
        .path = path,
        .about = workplace_by(w, "statement", "source", about),
        .description = STR("My shed, by Zebedee")};
    return file_write(w->arena, path, (struct str){png, sizeof png}, 0600, &w->err) &&
           attachment_add(w->engine, w->arena, &request, out, &w->err);
}

/* What an import that was taken back brought is in the log still: who they are, all that
 * is theirs, and nobody else's name. */
static void tells_of_what_is_in_the_log_alone(struct test *t)
{
    static const char *const theirs[] = {
        "I like my garden",   "Quillfeather",    "Wilhelmina", "H801200001001",
        "2011-03-04",         "Holly Bank",      "2025-05-12", "with […]",
        "\"what\":\"quote\"", "My shed, by […]", "who_in_log"};
    struct workplace w;
    struct json attached, all;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    REQUIRE_OK(t,
               workplace_do(&w, "collect.permit person=r.csv:2 what=quote given=yes "
                                "decided_by=family") &&
                   take_back_newest(&w) && attach(&w, "r.csv:2:working2", &attached) &&
                   take_back_newest(&w) && workplace_do(&w, "workplace.undo command=3"),
               w.err);
    REQUIRE_OK(t,
               person_export(w.engine, t->arena, STR("R1"), STR(""), NULL, &all, &w.err),
               w.err);
    struct str text = json_write(t->arena, &all);
    for (size_t i = 0; i < sizeof theirs / sizeof theirs[0]; i++)
        if (!has(text, theirs[i]))
            test_fail(t, theirs[i], 0, str_c(t->arena, text));
    CHECK(t, !has(text, "marzipanish") && !has(text, "Zebedee") &&
                 !has(text, "Blatherwick"));
    const struct json *files = json_find(&all, STR("attachments"));
    REQUIRE(t, json_count(files) == 1);
    CHECK(t, str_equal(json_find_text(json_item(files, 0), STR("id")),
                       json_find_text(&attached, STR("id"))));
    workplace_close(&w);
}

/* What stood in a review before it was corrected is held, too. */
static void tells_of_what_was_corrected(struct test *t)
{
    struct workplace w;
    struct str all;
    REQUIRE(t,
            workplace_open(t, &w) &&
                workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                 "Reference,School,Year group,Date of review,Working 1\n"
                                 "R1,Elm School,8,12/05/2025,I like tea\n") &&
                workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                 "Reference,School,Year group,Date of review,Working 1\n"
                                 "R1,Ash School,8,12/05/2025,I like tea\n"));
    REQUIRE_OK(t, export(&w, "R1", &all), w.err);
    CHECK(t, has(all, "Ash School") && has(all, "Elm School"));
    workplace_close(&w);
}

/* A picture of what is held back is for the lead, in the log as well. */
static void what_is_held_back_stays_so_in_the_log(struct test *t)
{
    struct workplace w;
    struct json attached, all;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews) &&
                   workplace_do(&w, "workplace.member name=ola roles=officer"));
    REQUIRE_OK(t,
               attach(&w, "r.csv:2:not_working1", &attached) && take_back_newest(&w) &&
                   workplace_do(&w, "workplace.undo command=3"),
               w.err);
    w.engine->actor = STR("ola");
    REQUIRE_OK(t,
               person_export(w.engine, t->arena, STR("R1"), STR(""), NULL, &all, &w.err),
               w.err);
    struct str text = json_write(t->arena, &all);
    CHECK(t, !has(text, "My shed") && !has(text, "Dad hit me"));
    CHECK(t, json_count(json_find(&all, STR("attachments"))) == 0);
    CHECK(t,
          json_find_integer(json_find(&all, STR("look_at")), STR("held_back"), 0) == 1);
    w.engine->actor = STR("Robin");
    REQUIRE_OK(t,
               person_export(w.engine, t->arena, STR("R1"), STR(""), NULL, &all, &w.err),
               w.err);
    text = json_write(t->arena, &all);
    CHECK(t, has(text, "My shed") && has(text, "Dad hit me"));
    workplace_close(&w);
}

/* So is what a story of theirs said first, one that was taken back, and what was said of
 * a picture; not what a story said while it was held back, to whoever may not know. */
static void tells_what_a_story_said_first(struct test *t)
{
    struct workplace w;
    struct command_row row;
    struct str all;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews) &&
                   workplace_do(&w, "workplace.member name=ola roles=officer") &&
                   workplace_do(&w, "review.story person=R1 perspective=young_person "
                                    "text=\"The zqvictor taxi\""));
    struct str story = workplace_id(&w, "story", "perspective", "young_person");
    char line[200];
    (void)snprintf(line, sizeof line,
                   "review.reword_story story=%s text=\"My taxi\" may_publish=yes",
                   str_c(t->arena, story));
    REQUIRE(t, workplace_do(&w, line) &&
                   workplace_do(&w, "review.story person=R1 perspective=family "
                                    "text=\"The quagga bus\"") &&
                   newest(&w, &row) && workplace_undo(&w, row.number) &&
                   workplace_do(&w, "review.story person=R2 perspective=family "
                                    "text=\"A marzipanish one\"") &&
                   workplace_do(&w, "review.story person=R1 perspective=school "
                                    "text=\"They hold me down\""));
    struct str held = workplace_id(&w, "story", "perspective", "school");
    (void)snprintf(line, sizeof line,
                   "review.reword_story story=%s text=\"It is calm\" may_publish=yes",
                   str_c(t->arena, held));
    REQUIRE(t, workplace_do(&w, line));
    w.engine->actor = STR("ola");
    REQUIRE_OK(t, export(&w, "R1", &all), w.err);
    CHECK(t,
          has(all, "\"earlier_words\":[\"The quagga bus\",\"The zqvictor taxi\"]") ||
              has(all, "\"earlier_words\":[\"The zqvictor taxi\",\"The quagga bus\"]"));
    CHECK(t, has(all, "My taxi") && !has(all, "marzipanish"));
    CHECK(t, !has(all, "hold me down") && !has(all, "It is calm"));
    workplace_close(&w);
}

const struct test_case person_export_tests[] = {
    {"says what people have settled", says_what_people_have_settled},
    {"all of one person, and nothing of others", holds_all_of_one_and_none_of_others},
    {"it is noted, is not taken back, and goes with the person", is_noted_and_stays},
    {"for owners and officers", is_for_owners_and_officers},
    {"what is in the log alone is told", tells_of_what_is_in_the_log_alone},
    {"what a story said first is told", tells_what_a_story_said_first},
    {"so is what was corrected", tells_of_what_was_corrected},
    {"what is held back stays so in the log", what_is_held_back_stays_so_in_the_log},
    {0},
};
