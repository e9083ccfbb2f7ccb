/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/file.h"
#include "cycle/coverage.h"
#include "engine/care.h"
#include "store/vault.h"

#define MAKE(t, place) REQUIRE_OK(t, workplace_make(t, &(place)), (place).err)
#define DO(t, place, line, outcome)                                                      \
    REQUIRE_OK(t, workplace_do(&(place), line, outcome), (place).err)

#define HEAD "Pupil Ref,Surname,Forename,DOB,School,Review date,Working 1,Not working 1\n"

static const char reviews[] =
    HEAD "T1,Quixby,Zelda,01/02/2008,Holly Bank School,04/11/2024,"
         "Sings xylocantata,Hates the plumbago room\n"
         "T2,Ames,Ada,05/06/2009,Holly Bank School,04/11/2024,Swims on Fridays,The bus\n"
         "T3,Ames,Bea,07/08/2010,Fenwick Lodge,05/11/2024,n/a,The bus again\n";

/* What must be nowhere once T1 is erased: words, corrected and reworded ones, and
 * who it was. */
static const char *const planted[] = {"xylocantata", "plumbago", "marzipan",
                                      "quinquereme", "Quixby",   "Zelda",
                                      "2008-02-01"};
enum { PLANTED = sizeof planted / sizeof planted[0], SAID = 4 };

static bool bytes_of(struct test *t, struct str path, struct str *out, struct error *err)
{
    *out = STR_NONE;
    return !file_exists(t->arena, path) ||
           file_read(t->arena, path, FILE_SMALL, out, err);
}

static size_t planted_in(struct test *t, struct workplace *place, const char *name)
{
    struct str bytes;
    size_t found = 0;
    struct str path = file_join(t->arena, place->folder, str_of(name));
    if (!bytes_of(t, path, &bytes, &place->err))
        test_fail(t, __FILE__, __LINE__, place->err.text);
    for (size_t i = 0; i < PLANTED; i++)
        found += str_find(bytes, str_of(planted[i])) != SIZE_MAX;
    return found;
}

/* Said, corrected by another file, reworded, in a theme, held back and released,
 * and drafted: each leaves its trace. */
static bool live(struct workplace *place)
{
    return workplace_reviews(place, reviews) &&
           workplace_import(place, SHEET_REVIEWS, "again.csv",
                            HEAD "T1,Quixby,Zelda,01/02/2008,Holly Bank School,"
                                 "04/11/2024,Sings marzipan,Hates the plumbago room\n") &&
           workplace_do(place,
                        "collect.reword statement=reviews.csv:2:working1 "
                        "text=\"Sings quinquereme\"",
                        NULL) &&
           workplace_do(place,
                        "theme.new section=not_working name=\"I am late\" "
                        "statements=reviews.csv:2:not_working1,"
                        "reviews.csv:3:not_working1,reviews.csv:4:not_working1",
                        NULL) &&
           workplace_do(place,
                        "collect.hold_back statement=reviews.csv:2:not_working1 "
                        "reason=\"about plumbago\"",
                        NULL) &&
           workplace_do(place, "collect.release statement=reviews.csv:2:not_working1",
                        NULL) &&
           workplace_do(place, "theme.draft", NULL);
}

static struct str person_of(struct workplace *place, const char *reference)
{
    struct identity who = {.reference = str_of(reference)};
    struct str_list people;
    if (!vault_find(place->engine->store, place->t->arena, &who, &people, &place->err) ||
        people.count != 1)
        return STR_NONE;
    return people.items[0];
}

static void nothing_is_left(struct test *t)
{
    struct workplace place;
    struct erased erased;
    MAKE(t, place);
    REQUIRE_OK(t, live(&place), place.err);
    struct str person = person_of(&place, "T1");
    REQUIRE(t, person.len > 0);
    /* The test sees what is there: words in the database or its log, names sealed. */
    CHECK(t,
          planted_in(t, &place, "waymark.db") + planted_in(t, &place, "waymark.db-wal") >=
              SAID);
    REQUIRE_OK(t,
               care_erase(place.engine, t->arena, STR("T1"), false, &erased, &place.err),
               place.err);
    CHECK(t, str_equal(erased.person, person));
    CHECK(t, erased.records == 5); /* person, identity, review, two statements */
    CHECK(t, planted_in(t, &place, "waymark.db") == 0);
    CHECK(t, planted_in(t, &place, "waymark.db-wal") == 0);
    CHECK(t, planted_in(t, &place, "erased.txt") == 0);
    struct str backup = file_join(t->arena, place.folder, STR("later.backup"));
    REQUIRE_OK(t, care_backup(place.engine, backup, &place.err), place.err);
    CHECK(t, file_exists(t->arena, backup));
    CHECK(t, planted_in(t, &place, "later.backup") == 0);
    CHECK(t, person_of(&place, "T1").len == 0);
    CHECK(t, workplace_count(&place, "person") == 2);
    CHECK(t, workplace_count(&place, "statement") == 3);
    REQUIRE_OK(t, workplace_verify(&place), place.err);
    workplace_close(&place);
    CHECK(t, planted_in(t, &place, "waymark.db") == 0);
}

static void a_dry_run_leaves_all(struct test *t)
{
    struct workplace place;
    struct erased erased;
    MAKE(t, place);
    REQUIRE_OK(t, live(&place), place.err);
    REQUIRE_OK(t,
               care_erase(place.engine, t->arena, STR("T1"), true, &erased, &place.err),
               place.err);
    CHECK(t, erased.records == 5 && erased.events > 5);
    CHECK(t, person_of(&place, "T1").len > 0);
    CHECK(t, workplace_count(&place, "statement") == 5);
    CHECK(t, !file_exists(t->arena, store_path(place.engine->store, STR("erased.txt"))));
    CHECK(t, workplace_verify(&place));
    workplace_close(&place);
}

/* Neither the erasure nor what the person's rows came by can be taken back. */
static void undo_is_refused(struct test *t)
{
    struct workplace place;
    struct erased erased;
    struct command_list list;
    MAKE(t, place);
    REQUIRE_OK(t, live(&place), place.err);
    REQUIRE_OK(t,
               care_erase(place.engine, t->arena, STR("T1"), false, &erased, &place.err),
               place.err);
    REQUIRE_OK(t,
               command_list(place.engine->store->db, t->arena, 0, 100, &list, &place.err),
               place.err);
    CHECK_STR(t, list.items[0].name, "workplace.erase");
    CHECK(t, !workplace_undo(&place, list.items[0].number));
    CHECK(t, place.err.kind == ERROR_REFUSED);
    CHECK(t, str_find(str_of(place.err.text), STR("cannot be taken back")) != SIZE_MAX);
    for (size_t i = 1; i < list.count; i++)
        if (str_equal(list.items[i].name, STR("collect.reword"))) {
            CHECK(t, !workplace_undo(&place, list.items[i].number));
            CHECK(t, place.err.kind == ERROR_REFUSED);
        }
    CHECK(t, workplace_verify(&place));
    workplace_close(&place);
}

static bool coverage_now(struct workplace *place, struct coverage *out)
{
    struct scope everyone = {.everyone = true};
    return coverage_of(place->engine->store->db, place->t->arena, place->cycle, &everyone,
                       out, &place->err);
}

static void others_stay_as_they_are(struct test *t)
{
    struct workplace place;
    struct erased erased;
    struct coverage before, after;
    MAKE(t, place);
    REQUIRE_OK(t, live(&place), place.err);
    struct json ada = workplace_find(&place, "statement", "text", "The bus");
    struct json theme = workplace_find(&place, "theme", "name", "I am late");
    REQUIRE_OK(t, coverage_now(&place, &before), place.err);
    REQUIRE_OK(t,
               care_erase(place.engine, t->arena, STR("T1"), false, &erased, &place.err),
               place.err);
    REQUIRE_OK(t, coverage_now(&place, &after), place.err);
    struct json ada_after = workplace_find(&place, "statement", "text", "The bus");
    struct json theme_after = workplace_find(&place, "theme", "name", "I am late");
    CHECK(t, json_equal(&ada, &ada_after) && json_equal(&theme, &theme_after));
    CHECK(t, before.all.held == 3 && after.all.held == 2);
    CHECK(t, after.statements[SECTION_NOT_WORKING] == 2);
    CHECK(t, before.no_view[SECTION_WORKING] == 1 && after.no_view[SECTION_WORKING] == 1);
    CHECK(t, after.schools.count == 2 && after.schools.items[0].held == 1);
    workplace_close(&place);
}

static struct str label_with(struct workplace *place, const char *word)
{
    struct json all = workplace_list(place, "theme");
    for (size_t i = 0; i < json_count(&all); i++) {
        struct str label = json_find_text(json_item(&all, i), STR("label"));
        if (str_find(label, str_of(word)) != SIZE_MAX)
            return json_find_text(json_item(&all, i), STR("id"));
    }
    return STR_NONE;
}

/* The computer's label of a group is made of what several said in it: it goes, from
 * the groups of now and of earlier drafts, and what people made of them stays. */
static void no_label_keeps_the_words(struct test *t)
{
    struct workplace place;
    struct erased erased;
    MAKE(t, place);
    REQUIRE_OK(t, workplace_reviews(&place, reviews), place.err);
    DO(t, place, "theme.draft section=not_working grain=1", NULL);
    DO(t, place, "theme.draft section=not_working count=1", NULL);
    CHECK(t, label_with(&place, "plumbago").len == 0); /* one person's word alone */
    struct str theme = label_with(&place, "bus");
    REQUIRE(t, theme.len > 0);
    struct str line = str_format(
        t->arena, "theme.agree theme=%.*s name=\"I am late by bus\"", STR_ARGS(theme));
    DO(t, place, str_c(t->arena, line), NULL);
    REQUIRE_OK(t,
               care_erase(place.engine, t->arena, STR("T1"), false, &erased, &place.err),
               place.err);
    CHECK(t, planted_in(t, &place, "waymark.db") == 0);
    CHECK(t, planted_in(t, &place, "waymark.db-wal") == 0);
    struct json after = workplace_find(&place, "theme", "name", "I am late by bus");
    CHECK(t, str_equal(json_find_text(&after, STR("id")), theme));
    CHECK(t, json_find_bool(&after, STR("agreed")));
    CHECK(t, !json_find(&after, STR("label")) && !json_find(&after, STR("keywords")));
    struct json bus = workplace_find(&place, "statement", "text", "The bus");
    CHECK(t, str_equal(json_find_text(&bus, STR("theme")), theme));
    REQUIRE_OK(t, workplace_verify(&place), place.err);
    DO(t, place, "theme.draft", NULL);
    REQUIRE_OK(t, workplace_verify(&place), place.err);
    workplace_close(&place);
}

/* The same person's review can come in again later: as somebody new. */
static void may_come_again(struct test *t)
{
    struct workplace place;
    struct erased erased;
    MAKE(t, place);
    REQUIRE_OK(t, live(&place), place.err);
    struct str person = person_of(&place, "T1");
    REQUIRE_OK(t, care_erase(place.engine, t->arena, person, false, &erased, &place.err),
               place.err);
    CHECK(t, !care_erase(place.engine, t->arena, person, false, &erased, &place.err));
    CHECK(t, place.err.kind == ERROR_NOT_FOUND);
    CHECK(t, !care_erase(place.engine, t->arena, STR("T1"), false, &erased, &place.err));
    REQUIRE_OK(t,
               workplace_import(&place, SHEET_REVIEWS, "new.csv",
                                HEAD "T1,Quixby,Zelda,01/02/2008,Holly Bank School,"
                                     "04/11/2025,Dances,\n"),
               place.err);
    CHECK(t, place.counts.people == 1);
    CHECK(t, !str_equal(person_of(&place, "T1"), person));
    CHECK(t, workplace_verify(&place));
    workplace_close(&place);
}

/* A backup from before still has the words; restoring it erases again. */
static void a_restore_erases_again(struct test *t)
{
    struct workplace place;
    struct erased erased;
    struct restored restored;
    MAKE(t, place);
    REQUIRE_OK(t, live(&place), place.err);
    struct str backup = file_join(t->arena, str_of(t->folder), STR("before.backup"));
    REQUIRE_OK(t, care_backup(place.engine, backup, &place.err), place.err);
    REQUIRE_OK(t,
               care_erase(place.engine, t->arena, STR("T1"), false, &erased, &place.err),
               place.err);
    workplace_close(&place);
    REQUIRE_OK(t,
               care_restore(t->arena, place.folder, backup, STR(""), STR("olive"),
                            &restored, &place.err),
               place.err);
    CHECK(t, restored.erased == 1);
    CHECK(t, planted_in(t, &place, "waymark.db") == 0);
    CHECK(t, planted_in(t, &place, "waymark.db-wal") == 0);
    REQUIRE_OK(t,
               engine_open(t->arena, place.folder, STR("olive"), false, &place.engine,
                           &place.err),
               place.err);
    CHECK(t, person_of(&place, "T1").len == 0 && person_of(&place, "T2").len > 0);
    CHECK(t, workplace_verify(&place));
    workplace_close(&place);
}

const struct test_case erase_tests[] = {
    {"nothing of a person is left", nothing_is_left},
    {"a dry run leaves everything", a_dry_run_leaves_all},
    {"undo is refused", undo_is_refused},
    {"others stay as they are", others_stay_as_they_are},
    {"no label keeps the words", no_label_keeps_the_words},
    {"whoever was erased may come again", may_come_again},
    {"restoring an older backup erases again", a_restore_erases_again},
    {0},
};
