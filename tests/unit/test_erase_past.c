/* SPDX-License-Identifier: MIT */
/* What anything said before it was reworded, or removed, can be found and destroyed. */
#include "workplace.h"

#include "base/file.h"
#include "engine/care.h"
#include "engine/named.h"

static const char reviews[] =
    "Pupil Ref,Surname,Forename,School,Review date,Working 1,Not working 1\n"
    "T1,Quillfeather,Zebedee,Elm School,04/11/2024,I am Zebedee,The bus\n"
    "T2,Ames,Ada,Elm School,04/11/2024,I like tea,The bus is late\n";

static bool holds(struct workplace *w, const char *words)
{
    return workplace_file_holds(w, "waymark.db", words) ||
           (file_exists(w->arena, store_path(w->engine->store, STR("waymark.db-wal"))) &&
            workplace_file_holds(w, "waymark.db-wal", words));
}

static const struct named *named_at(struct workplace *w, struct str id)
{
    static struct named_list none;
    struct named_list *list = arena_alloc(w->arena, sizeof *list);
    struct str person = workplace_field(
        w, workplace_by(w, "statement", "source", "r.csv:2:working1"), "person");
    *list = none;
    if (!named_by_others(w->engine, w->arena, person, list, &w->err))
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].id, id))
            return &list->items[i];
    return NULL;
}

static bool forget(struct workplace *w, struct str id)
{
    size_t events;
    return care_erase_original(w->engine, w->arena, id, false, &events, &w->err);
}

static bool do_with(struct workplace *w, const char *before, struct str id,
                    const char *after)
{
    return workplace_do(w, str_c(w->arena, str_format(w->arena, "%s%.*s%s", before,
                                                      STR_ARGS(id), after)));
}

static bool make_cause(struct workplace *w, struct str *cause)
{
    bool fine = workplace_import(w, SHEET_REVIEWS, "r.csv", reviews) &&
                workplace_do(w, "theme.new section=not_working name=\"I am late\"") &&
                workplace_do(w, "understand.cause theme=\"I am late\" text=\"Zebedee has "
                                "no wobblestone\"");
    *cause = workplace_id(w, "cause", "text", "Zebedee has no wobblestone");
    return fine && do_with(w, "understand.check_cause cause=", *cause,
                           " evidence=\"marzipanish Zebedee\"");
}

static void a_cause_that_was_reworded(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct str cause;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, make_cause(&w, &cause), w.err);
    struct str backup = str_format(t->arena, "%s/one.backup", t->folder);
    REQUIRE_OK(t, care_backup(w.engine, backup, &(struct str_list){0}, &w.err), w.err);
    REQUIRE_OK(t,
               do_with(&w, "understand.reword cause=", cause, " text=\"No escort\"") &&
                   do_with(&w, "understand.check_cause cause=", cause,
                           " evidence=\"We were told\""),
               w.err);
    const struct named *one = named_at(&w, cause);
    CHECK(t, one && one->where == NAMED_BEFORE);
    CHECK(t, holds(&w, "wobblestone") && holds(&w, "marzipanish"));
    REQUIRE_OK(t, forget(&w, cause), w.err);
    CHECK(t, !holds(&w, "wobblestone") && !holds(&w, "marzipanish"));
    CHECK_STR(t, workplace_field(&w, cause, "text"), "No escort");
    CHECK_STR(t, workplace_field(&w, cause, "evidence"), "We were told");
    CHECK(t, !named_at(&w, cause));
    CHECK_STR(t, workplace_verify(&w), "");
    /* A second time there is nothing to destroy, and nothing goes. */
    CHECK(t, !forget(&w, cause) &&
                 str_find(str_of(w.err.text), STR("all along")) != SIZE_MAX);
    /* In a backup from before it says nothing else: it waits for other words. */
    workplace_close(&w);
    REQUIRE_OK(t,
               care_restore(t->arena, w.folder, backup, STR_NONE, STR("Robin"), &restored,
                            &w.err),
               w.err);
    REQUIRE(t, workplace_reopen(&w));
    CHECK(t, !holds(&w, "wobblestone") && !holds(&w, "marzipanish"));
    CHECK_STR(t, workplace_field(&w, cause, "text"),
              "(These words were erased: write them again.)");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void what_was_removed(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t,
               workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews) &&
                   workplace_do(&w,
                                "theme.new section=not_working name=\"I miss Zebedee's "
                                "wobblestone\""),
               w.err);
    struct str theme = workplace_id(&w, "theme", "name", "I miss Zebedee's wobblestone");
    const struct named *one = named_at(&w, theme);
    CHECK(t, one && one->where == NAMED_NOW);
    REQUIRE_OK(t, do_with(&w, "theme.remove theme=", theme, ""), w.err);
    one = named_at(&w, theme);
    CHECK(t, one && one->where == NAMED_BEFORE && holds(&w, "wobblestone"));
    REQUIRE_OK(t, forget(&w, theme), w.err);
    CHECK(t, !holds(&w, "wobblestone") && !named_at(&w, theme));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void the_question_of_a_cycle(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t,
               workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews) &&
                   workplace_do(&w, "prepare.ask question=\"Zebedee's wobblestone?\"") &&
                   workplace_do(&w, "prepare.workshop date=2024-12-01 venue=\"Hall\"") &&
                   workplace_do(&w, "prepare.ask question=\"What helps?\""),
               w.err);
    const struct named *one = named_at(&w, w.cycle);
    CHECK(t, one && one->where == NAMED_BEFORE);
    REQUIRE_OK(t, forget(&w, w.cycle), w.err);
    CHECK(t, !holds(&w, "wobblestone"));
    CHECK_STR(t, workplace_field(&w, w.cycle, "question"), "What helps?");
    CHECK_STR(t, workplace_field(&w, w.cycle, "venue"), "Hall");
    CHECK(t, workplace_do(&w, "theme.new section=working name=\"I like tea\""));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Its history stays, and an import still knows its words. */
static void what_always_said_the_same_is_left(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t,
               workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews) &&
                   workplace_do(&w, "theme.new section=not_working name=\"I am late\" "
                                    "statements=r.csv:3:not_working1"),
               w.err);
    struct str id = workplace_by(&w, "statement", "source", "r.csv:3:not_working1");
    CHECK(t, !forget(&w, id));
    CHECK(t, str_find(str_of(w.err.text), STR("all along")) != SIZE_MAX);
    struct str person = workplace_field(&w, id, "person");
    CHECK(t, !forget(&w, person)); /* that is another command */
    workplace_close(&w);
}

const struct test_case erase_past_tests[] = {
    {"a cause that was reworded", a_cause_that_was_reworded},
    {"what was removed", what_was_removed},
    {"the question of a cycle", the_question_of_a_cycle},
    {"what always said the same is left", what_always_said_the_same_is_left},
    {0},
};
