/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/file.h"
#include "engine/care.h"
#include "engine/named.h"

#define HEAD "Pupil Ref,Surname,Forename,School,Review date,Working 1,Working 2\n"

static const char reviews[] =
    HEAD "T1,Quillfeather,Zebedee,Holly Bank,04/11/2024,I am Zebedee,\n"
         "T2,Ames,Ada,Holly Bank,04/11/2024,Zebedee helps me with wobblestone,\n"
         "T3,Ames,Bea,Holly Bank,04/11/2024,Zebedee plays marzipanish games,I like tea\n";

static bool live_through(struct workplace *w)
{
    return workplace_import(w, SHEET_REVIEWS, "r.csv", reviews) &&
           workplace_do(w, "collect.reword statement=r.csv:4:working1 "
                           "text=\"My friend plays games\"") &&
           workplace_do(w, "collect.say section=working text=\"Zebedee was snorkelly\" "
                           "speaker=family");
}

static struct named_list named(struct workplace *w, const char *source)
{
    struct named_list out = {NULL, 0, 0};
    struct str person =
        workplace_field(w, workplace_by(w, "statement", "source", source), "person");
    if (!named_by_others(w->engine, w->arena, person, &out, &w->err))
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
    return out;
}

static const struct named *at(const struct named_list *list, const char *place)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].place, str_of(place)))
            return &list->items[i];
    return NULL;
}

static void places_are_listed(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w) && live_through(&w));
    struct named_list list = named(&w, "r.csv:2:working1");
    CHECK(t, list.count == 3);
    REQUIRE(t, at(&list, "r.csv:3:working1") && at(&list, "r.csv:4:working1"));
    CHECK(t, at(&list, "r.csv:3:working1")->where == NAMED_NOW);
    CHECK(t, at(&list, "r.csv:4:working1")->where == NAMED_BEFORE);
    CHECK(t, at(&list, "room:1") != NULL);
    CHECK(t, !at(&list, "r.csv:2:working1")); /* their own */
    CHECK(t, named(&w, "r.csv:3:working1").count == 0);
    workplace_close(&w);
}

static bool holds(struct workplace *w, const char *words)
{
    return workplace_file_holds(w, "waymark.db", words) ||
           (file_exists(w->arena, store_path(w->engine->store, STR("waymark.db-wal"))) &&
            workplace_file_holds(w, "waymark.db-wal", words));
}

static void what_stood_before_goes(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct erased erased;
    size_t events;
    REQUIRE(t, workplace_open(t, &w) && live_through(&w));
    struct str backup = str_format(t->arena, "%s/one.backup", t->folder);
    REQUIRE_OK(t, care_backup(w.engine, backup, &(struct str_list){0}, &w.err), w.err);
    struct str id = workplace_by(&w, "statement", "source", "r.csv:4:working1");
    REQUIRE_OK(t, care_erase_original(w.engine, t->arena, id, true, &events, &w.err),
               w.err);
    CHECK(t, events >= 3 && holds(&w, "marzipanish"));
    CHECK(t, !file_exists(t->arena, store_path(w.engine->store, STR("erased.txt"))));
    REQUIRE_OK(t, care_erase_original(w.engine, t->arena, id, false, &events, &w.err),
               w.err);
    CHECK(t, !holds(&w, "marzipanish"));
    CHECK(t, holds(&w, "wobblestone") && holds(&w, "snorkelly"));
    CHECK_STR(t, workplace_field(&w, id, "text"), "My friend plays games");
    CHECK_STR(t, workplace_field(&w, id, "original"), "");
    struct named_list list = named(&w, "r.csv:2:working1");
    CHECK(t, list.count == 2 && !at(&list, "r.csv:4:working1"));
    CHECK_STR(t, workplace_verify(&w), "");
    CHECK(t, !care_erase_original(w.engine, t->arena, w.cycle, false, &events, &w.err));
    /* Said in the room: its words stood in the command, too. */
    struct str said = workplace_by(&w, "statement", "source", "room:1");
    REQUIRE(t, workplace_do(&w, "collect.reword statement=room:1 text=\"It was good\""));
    REQUIRE_OK(t, care_erase_original(w.engine, t->arena, said, false, &events, &w.err),
               w.err);
    CHECK(t, !holds(&w, "snorkelly"));
    CHECK_STR(t, workplace_verify(&w), "");
    /* An older backup does not bring it back. */
    workplace_close(&w);
    REQUIRE_OK(t,
               care_restore(t->arena, w.folder, backup, STR_NONE, STR("Robin"), &restored,
                            &w.err),
               w.err);
    REQUIRE(t, workplace_reopen(&w));
    CHECK(t, !workplace_file_holds(&w, "waymark.db", "marzipanish"));
    CHECK(t, workplace_file_holds(&w, "waymark.db", "wobblestone"));
    CHECK_STR(t, workplace_field(&w, id, "text"), "My friend plays games");
    /* Nor one from before the rewording: the card waits to be reworded again. */
    CHECK(t, !workplace_file_holds(&w, "waymark.db", "snorkelly"));
    CHECK_STR(t, workplace_field(&w, said, "text"),
              "(These words were erased: reword this card again.)");
    /* Whose words they were may be erased afterwards: the log still tells of both. */
    REQUIRE_OK(t, care_erase(w.engine, t->arena, STR("T3"), false, &erased, &w.err),
               w.err);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* What was cut out of one paragraph holds all of it. */
static void the_paragraph_goes_too(struct test *t)
{
    struct workplace w;
    size_t events;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(
                       &w, SHEET_REVIEWS, "r.csv",
                       "Reference,Date of review,Working 1\nT1,12/05/2025,Tea\n") &&
                   workplace_import(&w, SHEET_ASPIRATIONS, "p.csv",
                                    "Reference,Section A\nT1,I want to live with "
                                    "marzipanish friends. I want a flat by the sea.\n"));
    struct str id = workplace_by(&w, "statement", "source", "p.csv:2:aspiration1");
    struct str other = workplace_by(&w, "statement", "source", "p.csv:2:aspiration2");
    CHECK(t,
          str_find(workplace_field(&w, other, "whole"), STR("marzipanish")) != SIZE_MAX);
    struct str line = str_format(
        t->arena, "collect.reword statement=%.*s text=\"With friends\"", STR_ARGS(id));
    REQUIRE(t, workplace_do(&w, str_c(t->arena, line)));
    CHECK(t, holds(&w, "marzipanish"));
    REQUIRE_OK(t, care_erase_original(w.engine, t->arena, id, false, &events, &w.err),
               w.err);
    CHECK(t, !holds(&w, "marzipanish"));
    CHECK_STR(t, workplace_field(&w, id, "text"), "With friends");
    CHECK_STR(t, workplace_field(&w, other, "text"), "I want a flat by the sea.");
    CHECK_STR(t, workplace_field(&w, other, "whole"), "");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Another cell of the row is corrected, or another line is added: the spreadsheet still
 * has the words, and they do not come in with it. */
static void erased_words_do_not_come_back(struct test *t)
{
    static const struct {
        const char *title, *first, *then;
        const char *not_taken;
    } cases[] = {
        {"wide",
         "Reference,Year group,Date of review,Working 1,Working 2\n"
         "T1,9,12/05/2025,A marzipanish friend,Tea\n",
         "Reference,Year group,Date of review,Working 1,Working 2\n"
         "T1,10,12/05/2025,A marzipanish friend,Tea\n",
         "r.csv:2:working1"},
        {"changed about",
         "Reference,Year group,Date of review,Working 1,Working 2\n"
         "T1,9,12/05/2025,A marzipanish friend,Tea\n",
         "Reference,Year group,Date of review,Working 1,Working 2\n"
         "T1,9,12/05/2025,Tea,A marzipanish friend\n",
         "working2"},
        {"the day too",
         "Reference,Date of review,Working 1,Working 2\n"
         "T1,12/05/2025,A marzipanish friend,Tea\n",
         "Reference,Date of review,Working 1,Working 2\n"
         "T1,13/05/2025,A marzipanish friend,Tea\n",
         "r.csv:2:working1"},
        {"long",
         "Reference,Date of review,Section,Statement\n"
         "T1,12/05/2025,Working,A marzipanish friend\n",
         "Reference,Date of review,Section,Statement\n"
         "T1,12/05/2025,Working,Cocoa\nT1,12/05/2025,Working,A marzipanish friend.\n",
         "working"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct workplace w;
        size_t events;
        REQUIRE(t, workplace_open(t, &w) &&
                       workplace_import(&w, SHEET_REVIEWS, "r.csv", cases[i].first));
        struct json first =
            workplace_find(&w, "statement", "text", "A marzipanish friend");
        struct str id = json_find_text(&first, STR("id"));
        struct str line = str_format(
            t->arena, "collect.reword statement=%.*s text=\"A friend\"", STR_ARGS(id));
        REQUIRE(t, id.len && workplace_do(&w, str_c(t->arena, line)));
        REQUIRE_OK(t, care_erase_original(w.engine, t->arena, id, false, &events, &w.err),
                   w.err);
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", cases[i].then));
        if (holds(&w, "marzipanish"))
            test_fail(t, __FILE__, __LINE__, cases[i].title);
        CHECK_STR(t, workplace_field(&w, id, "text"), "A friend");
        CHECK(t, str_find(workplace_notices(&w), str_of(cases[i].not_taken)) != SIZE_MAX);
        CHECK(t, str_find(workplace_notices(&w), STR("was erased")) != SIZE_MAX);
        CHECK(t, str_find(workplace_notices(&w), STR("empty now")) == SIZE_MAX);
        CHECK_STR(t, workplace_verify(&w), "");
        workplace_close(&w);
    }
}

const struct test_case named_tests[] = {
    {"what was erased does not come back with a corrected file",
     erased_words_do_not_come_back},
    {"where others name a person is listed", places_are_listed},
    {"what stood before a rewording goes for good", what_stood_before_goes},
    {"and the paragraph that others were cut out of", the_paragraph_goes_too},
    {0},
};
