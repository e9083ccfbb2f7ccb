/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/file.h"
#include "cycle/coverage.h"
#include "engine/care.h"
#include "engine/person_find.h"
#include "engine/person_kept.h"
#include "store/commit.h"
#include "store/event.h"

#include <string.h>

/* Words of R1 alone; each must be nowhere afterwards. */
static const char *const planted[] = {"quillfeather", "wilhelmina",   "zanzibarian",
                                      "marzipanish",  "flibbert",     "gobbledeg",
                                      "wobblestone",  "safeguardish", "snorkelly",
                                      "kerfuffled",   "h801200001001"};

static const char reviews[] =
    "Reference,UPN,Surname,Forename,Date of birth,School,Date of review,Working 1,"
    "Working 2,Not working 1,Not working 2,Future 1\n"
    "R1,H801200001001,Quillfeather,Wilhelmina,04/03/2011,Holly Bank School,12/05/2025,"
    "I like zanzibarian dancing,I like marzipanish dancing,The flibbert bus is late,"
    "Somebody gobbledeg me,A wobblestone flat\n"
    "R2,,Smith,Sam,05/03/2011,Holly Bank School,13/05/2025,I like the garden,"
    "I like the dancing,The bus is late,The bus is cold,A job\n"
    "R3,,Jones,Jo,06/03/2011,Holly Bank School,14/05/2025,I like the dancing,"
    "I like the garden,The bus is late,It is cold,A job\n";

static const char corrected[] =
    "Reference,Surname,Forename,Date of birth,School,Date of review,Working 1,"
    "Working 2,Not working 1,Not working 2,Future 1\n"
    "R1,Quillfeather,Wilhelmina,04/03/2011,Holly Bank School,12/05/2025,"
    "I like snorkelly dancing,I like marzipanish dancing,The flibbert bus is late,"
    "Somebody gobbledeg me,A wobblestone flat\n";

/* A year's worth of what may happen to somebody's words. */
static bool live_through(struct workplace *w)
{
    return workplace_import(w, SHEET_REVIEWS, "reviews.csv", reviews) &&
           workplace_do(w, "theme.draft count=2") &&
           workplace_do(w, "theme.new section=not_working name=\"I miss the bus\" "
                           "statements=reviews.csv:2:not_working1,"
                           "reviews.csv:3:not_working1") &&
           workplace_do(w, "collect.hold_back statement=reviews.csv:2:not_working2 "
                           "reason=\"safeguardish, told the lead\"") &&
           workplace_do(w, "collect.reword statement=reviews.csv:2:aspiration1 "
                           "text=\"A kerfuffled flat\"") &&
           workplace_import(w, SHEET_REVIEWS, "corrected.csv", corrected) &&
           workplace_do(w, "theme.unsure statements=reviews.csv:2:working2") &&
           workplace_do(w, "workplace.undo command=8") && workplace_do(w, "theme.draft");
}

static bool erase(struct workplace *w, const char *who, struct erased *erased)
{
    return care_erase(w->engine, w->arena, str_of(who), false, erased, &w->err);
}

/* Looks for words in any case. */
static bool holds(struct workplace *w, struct str path, const char *words)
{
    struct str bytes;
    if (!file_exists(w->arena, path))
        return false;
    if (!file_read(w->arena, path, (size_t)1 << 30, &bytes, &w->err)) {
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
        return true;
    }
    char *small = arena_alloc(w->arena, bytes.len + 1);
    for (size_t i = 0; i < bytes.len; i++)
        small[i] =
            (char)(bytes.ptr[i] >= 'A' && bytes.ptr[i] <= 'Z' ? bytes.ptr[i] - 'A' + 'a'
                                                              : bytes.ptr[i]);
    return str_find((struct str){small, bytes.len}, str_of(words)) != SIZE_MAX;
}

static void nothing_is_left(struct test *t)
{
    struct workplace w;
    struct erased erased;
    REQUIRE(t, workplace_open(t, &w) && live_through(&w));
    struct str database = store_path(w.engine->store, STR("waymark.db"));
    struct str log = store_path(w.engine->store, STR("waymark.db-wal"));
    struct str backup = str_format(t->arena, "%s/after.backup", t->folder);
    for (size_t i = 2; i + 1 < sizeof planted / sizeof planted[0]; i++)
        if (!holds(&w, database, planted[i]) && !holds(&w, log, planted[i]))
            test_fail(t, planted[i], 0, "was never there: this proves nothing");
    REQUIRE_OK(t, erase(&w, "R1", &erased), w.err);
    CHECK(t, erased.records == 8 && erased.events > 10);
    REQUIRE_OK(t, care_backup(w.engine, backup, &(struct str_list){0}, &w.err), w.err);
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++)
        if (holds(&w, database, planted[i]) || holds(&w, log, planted[i]) ||
            holds(&w, backup, planted[i]))
            test_fail(t, planted[i], 0, "is still there");
    CHECK_STR(t, workplace_verify(&w), "");
    CHECK(t, workplace_count(&w, "person") == 2);
    CHECK(t, workplace_count(&w, "identity") == 2);
    CHECK(t, workplace_count(&w, "review") == 2);
    CHECK(t, workplace_count(&w, "statement") == 10);
    /* Others and what was agreed are as they were. */
    CHECK(t, workplace_by(&w, "theme", "name", "I miss the bus").len > 0);
    CHECK(t,
          workplace_field(
              &w, workplace_by(&w, "statement", "source", "reviews.csv:3:not_working1"),
              "theme")
                  .len > 0);
    CHECK(t, workplace_do(&w, "theme.draft"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
    CHECK(t, !holds(&w, database, "snorkelly"));
}

/* Large bodies over many pages, moved about by changes: none may leave a copy. */
static void nothing_is_left_between_pages(struct test *t)
{
    struct workplace w;
    struct erased erased;
    struct buf text = BUF_IN(t->arena);
    REQUIRE(t, workplace_open(t, &w));
    buf_add(&text, STR("Reference,Date of review,Working 1,Working 2,Not working 1\n"));
    for (int i = 0; i < 150; i++) {
        buf_add_format(&text, "P%d,1/5/2025", i);
        for (int n = 0; n < 3; n++) {
            buf_add_format(&text, ",row %d box %d", i, n);
            for (int c = 0; c < (i * 7 + n * 13) % 40; c++)
                buf_add(&text, i == 75 ? STR(" zanzibarian") : STR(" ordinary"));
        }
        buf_add_byte(&text, '\n');
    }
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "many.csv",
                                str_c(t->arena, buf_str(&text))));
    for (int i = 60; i < 90; i++)
        REQUIRE(t, workplace_do(
                       &w, str_c(t->arena,
                                 str_format(t->arena,
                                            "collect.reword "
                                            "statement=many.csv:%d:working1 "
                                            "text=\"%s again, in other words\"",
                                            i + 2, i == 75 ? "zanzibarian" : "said"))));
    REQUIRE_OK(t, erase(&w, "P75", &erased), w.err);
    CHECK(t, !holds(&w, store_path(w.engine->store, STR("waymark.db")), "zanzibarian"));
    CHECK(t,
          !holds(&w, store_path(w.engine->store, STR("waymark.db-wal")), "zanzibarian"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static struct str make(struct workplace *w, struct commit *commit, const char *kind,
                       struct str person)
{
    struct process *process;
    struct json body = json_object();
    struct str id = STR_NONE;
    if (person.len) {
        json_set(w->arena, &body, STR("person"), json_text(person));
        json_set(w->arena, &body, STR("state"), json_text(STR("due")));
    }
    if (!engine_process(w->engine, w->cycle, &process, &w->err) ||
        !commit_create(commit, kind_find(process->kinds, str_of(kind)), w->cycle, &body,
                       &id, &w->err))
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
    return id;
}

/* The id person-000003.1000 is the beginning of person-000003.10001. */
static void erases_nobody_else(struct test *t)
{
    struct workplace w;
    struct commit_request request = {.key = STR("many"), .actor = STR("Robin")};
    struct command_done before;
    struct commit *commit;
    struct json outcome = json_object();
    struct erased erased;
    struct str one = STR_NONE, other = STR_NONE;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(
        t, commit_begin(w.engine->store, t->arena, &request, &before, &commit, &w.err),
        w.err);
    for (int i = 1; i <= 10001; i++) {
        struct str id = make(&w, commit, "person", STR_NONE);
        if (i == 1000)
            one = id;
        other = id;
    }
    struct str mine = make(&w, commit, "review", one);
    struct str theirs = make(&w, commit, "review", other);
    REQUIRE_OK(t, commit_end(commit, &outcome, false, &w.err), w.err);
    REQUIRE(t, str_starts(other, one) && other.len > one.len);
    REQUIRE_OK(t, erase(&w, str_c(t->arena, one), &erased), w.err);
    CHECK(t, erased.records == 2);
    CHECK(t, workplace_record(&w, mine).type == JSON_NULL);
    CHECK(t, workplace_record(&w, theirs).type == JSON_OBJECT);
    CHECK(t, workplace_record(&w, other).type == JSON_OBJECT);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void is_asked_for_properly(struct test *t)
{
    struct workplace w;
    struct erased erased;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", reviews));
    struct str note = store_path(w.engine->store, STR("erased.txt"));
    CHECK(t, !erase(&w, "R99", &erased));
    CHECK(t, w.err.kind == ERROR_NOT_FOUND);
    CHECK(t, !erase(&w, "person-999999.0001", &erased));
    CHECK(t, !erase(&w, str_c(t->arena, w.cycle), &erased)); /* no person */
    REQUIRE(t, workplace_do(&w, "workplace.member name=Tess roles=table"));
    w.engine->actor = STR("Tess");
    CHECK(t, !erase(&w, "R1", &erased));
    CHECK(t, w.err.kind == ERROR_REFUSED);
    CHECK(t, !file_exists(t->arena, note)); /* what is not done is not noted */
    w.engine->actor = STR("Robin");
    REQUIRE_OK(t, care_erase(w.engine, t->arena, STR("R1"), true, &erased, &w.err),
               w.err);
    CHECK(t, erased.records > 0 && erased.events > 0);
    CHECK(t, workplace_count(&w, "person") == 3);
    CHECK(t, !file_exists(t->arena, note));
    REQUIRE_OK(t, erase(&w, "r1", &erased), w.err);
    CHECK(t, file_exists(t->arena, note));
    CHECK(t, !workplace_file_holds(&w, "erased.txt", "R1"));
    CHECK(t, workplace_file_holds(&w, "erased.txt", str_c(t->arena, erased.person)));
    CHECK(t, !erase(&w, "R1", &erased));
    CHECK(t, !erase(&w, str_c(t->arena, erased.person), &erased));
    workplace_close(&w);
}

static void reaches_every_cycle(struct test *t)
{
    struct workplace w;
    struct erased erased;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE(t, workplace_new_cycle(&w, "2026"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "next.csv",
                                "Reference,Date of review,Working 1\n"
                                "R1,01/06/2025,Still snorkelly\n"
                                "R2,01/06/2025,Still gardening\n"));
    REQUIRE_OK(t, erase(&w, "R1", &erased), w.err);
    CHECK(t, workplace_count(&w, "statement") == 1);
    CHECK(t, workplace_count(&w, "review") == 1);
    CHECK(t, workplace_count(&w, "person") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    /* Imported again, they are somebody new. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "again.csv",
                                "Reference,Date of review,Working 1\n"
                                "R1,02/06/2025,Back again\n"));
    CHECK(t, w.counts.people == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void names_older_copies(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct erased erased;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", reviews));
    struct str backup = str_format(t->arena, "%s/one.backup", t->folder);
    REQUIRE_OK(t, care_backup(w.engine, backup, &(struct str_list){0}, &w.err), w.err);
    workplace_close(&w);
    REQUIRE_OK(t,
               care_restore(t->arena, w.folder, backup, STR_NONE, STR("Robin"), &restored,
                            &w.err),
               w.err);
    REQUIRE(t, workplace_reopen(&w));
    REQUIRE_OK(t, erase(&w, "R1", &erased), w.err);
    REQUIRE(t, erased.copies.count == 1);
    CHECK(t, str_ends(restored.kept, erased.copies.items[0]));
    workplace_close(&w);
}

static bool back_up(struct workplace *w, const char *name)
{
    return care_backup(w->engine, str_format(w->arena, "%s/%s", w->t->folder, name),
                       &(struct str_list){0}, &w->err);
}

/* Puts a backup in place and opens the folder again. */
static bool restore(struct workplace *w, const char *name, struct restored *out)
{
    struct str path = str_format(w->arena, "%s/%s", w->t->folder, name);
    workplace_close(w);
    if (!care_restore(w->arena, w->folder, path, STR_NONE, STR("Robin"), out, &w->err))
        test_fail(w->t, name, 0, w->err.text);
    return workplace_reopen(w);
}

static const char newcomer[] = "Reference,Date of review,Working 1\n"
                               "N1,12/06/2025,I like quoits\n";

/* The newest commands are gone after a restore, and their numbers are given out
 * again: whoever has the id of somebody erased is somebody else. */
static void spares_whoever_has_the_id_now(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct erased erased, other;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE_OK(t, back_up(&w, "one.backup"), w.err);
    REQUIRE(t, workplace_do(
                   &w, "prepare.ask question=What?")); /* 4, as the restore will be */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "newcomer.csv", newcomer));
    REQUIRE_OK(t, erase(&w, "N1", &erased), w.err);
    REQUIRE(t, restore(&w, "one.backup", &restored));
    CHECK(t, restored.erased == 0);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "other.csv",
                                "Reference,Date of review,Working 1\n"
                                "O1,12/06/2025,I like otters\n"));
    REQUIRE_OK(t, care_erase(w.engine, t->arena, STR("O1"), true, &other, &w.err), w.err);
    REQUIRE(t, str_equal(other.person, erased.person)); /* else this proves nothing */
    REQUIRE_OK(t, back_up(&w, "two.backup"), w.err);
    REQUIRE(t, restore(&w, "two.backup", &restored));
    CHECK(t, restored.erased == 0);
    CHECK(t, workplace_record(&w, other.person).type == JSON_OBJECT);
    CHECK(t, workplace_by(&w, "statement", "source", "other.csv:2:working1").len > 0);
    /* Erased themselves, they are erased again. */
    REQUIRE_OK(t, erase(&w, "O1", &other), w.err);
    REQUIRE(t, restore(&w, "two.backup", &restored));
    CHECK(t, restored.erased == 1);
    CHECK(t, workplace_count(&w, "person") == 3);
    CHECK(t, !workplace_file_holds(&w, "waymark.db", "otters"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* An import that was taken back stays in the log with all that was said, and could be
 * brought back from there. */
static void reaches_what_was_taken_back(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct erased erased;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "newcomer.csv", newcomer)); /* 3 */
    struct str person = workplace_list(&w, "person").items[0];
    REQUIRE(t, workplace_do(&w, "workplace.undo command=3")); /* 4 */
    REQUIRE_OK(t, back_up(&w, "taken-back.backup"), w.err);
    REQUIRE_OK(t, erase(&w, str_c(t->arena, person), &erased), w.err);
    CHECK(t, erased.records == 0 && erased.events > 0);
    CHECK(t, workplace_refuses(&w, "workplace.undo command=4", "has been erased"));
    CHECK(t, !workplace_file_holds(&w, "waymark.db", "quoits"));
    CHECK_STR(t, workplace_verify(&w), "");
    CHECK(t, !erase(&w, str_c(t->arena, person), &erased));
    CHECK(t, w.err.kind == ERROR_NOT_FOUND);
    REQUIRE(t, restore(&w, "taken-back.backup", &restored));
    CHECK(t, restored.erased == 1);
    CHECK(t, workplace_refuses(&w, "workplace.undo command=4", "has been erased"));
    CHECK(t, !workplace_file_holds(&w, "waymark.db", "quoits"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

#define HEAD "Pupil Ref,Surname,Forename,DOB,School,Review date,Working 1,Not working 1\n"

static const char three_people[] =
    HEAD "T1,Quixby,Zelda,01/02/2008,Holly Bank School,04/11/2024,"
         "Sings xylocantata,Hates the plumbago room\n"
         "T2,Ames,Ada,05/06/2009,Holly Bank School,04/11/2024,Swims on Fridays,The bus\n"
         "T3,Ames,Bea,07/08/2010,Fenwick Lodge,05/11/2024,n/a,The bus again\n";

/* Said, corrected by another file, reworded, in a theme, held back and released,
 * and drafted: each leaves its trace. */
static bool live_a_little(struct workplace *place)
{
    return workplace_import(place, SHEET_REVIEWS, "reviews.csv", three_people) &&
           workplace_import(place, SHEET_REVIEWS, "again.csv",
                            HEAD "T1,Quixby,Zelda,01/02/2008,Holly Bank School,"
                                 "04/11/2024,Sings marzipan,Hates the plumbago room\n") &&
           workplace_do(place, "collect.reword statement=reviews.csv:2:working1 "
                               "text=\"Sings quinquereme\"") &&
           workplace_do(place, "theme.new section=not_working name=\"I am late\" "
                               "statements=reviews.csv:2:not_working1,"
                               "reviews.csv:3:not_working1,reviews.csv:4:not_working1") &&
           workplace_do(place, "collect.hold_back statement=reviews.csv:2:not_working1 "
                               "reason=\"about plumbago\"") &&
           workplace_do(place, "collect.release statement=reviews.csv:2:not_working1") &&
           workplace_do(place, "theme.draft");
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
    struct coverage_people people;
    struct scope everyone = {.everyone = true};
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, live_a_little(&place));
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
    REQUIRE_OK(t,
               coverage_of_people(place.db, t->arena, place.cycle, &everyone, &people,
                                  &place.err),
               place.err);
    CHECK(t, people.statements[SECTION_NOT_WORKING] == 2 && people.all.used == 2);
    CHECK(t, before.no_view[SECTION_WORKING] == 1 && after.no_view[SECTION_WORKING] == 1);
    CHECK(t, after.schools.count == 2 && after.schools.items[0].held == 1);
    workplace_close(&place);
}

static struct str label_with(struct workplace *place, const char *word)
{
    struct json all = workplace_records(place, "theme");
    for (size_t i = 0; i < json_count(&all); i++) {
        struct str label = json_find_text(json_item(&all, i), STR("label"));
        if (str_find(label, str_of(word)) != SIZE_MAX)
            return json_find_text(json_item(&all, i), STR("id"));
    }
    return STR_NONE;
}

/* Whether the database holds words of T1. */
static bool holds_words(struct workplace *w)
{
    static const char *const words[] = {"xylocantata", "plumbago", "marzipan",
                                        "quinquereme"};
    bool any = false;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        any = any || workplace_file_holds(w, "waymark.db", words[i]) ||
              workplace_file_holds(w, "waymark.db-wal", words[i]);
    return any;
}

/* The computer's label of a group is made of what several said in it: it goes, from
 * the groups of now and of earlier drafts, and what people made of them stays. */
static void no_label_keeps_the_words(struct test *t)
{
    struct workplace place;
    struct erased erased;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", three_people));
    REQUIRE(t, workplace_do(&place, "theme.draft section=not_working grain=1"));
    REQUIRE(t, workplace_do(&place, "theme.draft section=not_working count=1"));
    CHECK(t, label_with(&place, "plumbago").len == 0); /* one person's word alone */
    struct str theme = label_with(&place, "bus");
    REQUIRE(t, theme.len > 0);
    struct str line = str_format(
        t->arena, "theme.agree theme=%.*s name=\"I am late by bus\"", STR_ARGS(theme));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, line)));
    REQUIRE_OK(t,
               care_erase(place.engine, t->arena, STR("T1"), false, &erased, &place.err),
               place.err);
    CHECK(t, !holds_words(&place));
    struct json after = workplace_find(&place, "theme", "name", "I am late by bus");
    CHECK(t, str_equal(json_find_text(&after, STR("id")), theme));
    CHECK(t, json_find_bool(&after, STR("agreed")));
    CHECK(t, !json_find(&after, STR("label")) && !json_find(&after, STR("keywords")));
    struct json bus = workplace_find(&place, "statement", "text", "The bus");
    CHECK(t, str_equal(json_find_text(&bus, STR("theme")), theme));
    CHECK_STR(t, workplace_verify(&place), "");
    REQUIRE(t, workplace_do(&place, "theme.draft"));
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

/* A backup from before still has the words; restoring it erases again. */
static void a_restore_erases_again(struct test *t)
{
    struct workplace place;
    struct erased erased;
    struct restored restored;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, live_a_little(&place));
    REQUIRE_OK(t, back_up(&place, "before.backup"), place.err);
    REQUIRE_OK(t,
               care_erase(place.engine, t->arena, STR("T1"), false, &erased, &place.err),
               place.err);
    REQUIRE(t, restore(&place, "before.backup", &restored));
    CHECK(t, restored.erased == 1);
    CHECK(t, !holds_words(&place));
    CHECK(t, workplace_count(&place, "person") == 2);
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static bool finds(struct workplace *w, const char *given, const char *born,
                  struct str *person)
{
    struct person_found found = {.person = STR_NONE};
    bool fine =
        person_find(w->engine, w->arena, str_of(given), str_of(born), &found, &w->err);
    *person = found.person;
    return fine;
}

/* An officer must not answer that nothing is held, because they gave the wrong thing. */
static void is_found_by_what_is_known(struct test *t)
{
    static const char *const ways[][2] = {
        {"R1", ""},
        {"h801200001001", ""},
        {"Wilhelmina Quillfeather", "04/03/2011"},
        {"Quillfeather, Wilhelmina", "4 March 2011"},
        {"quillfeather wilhelmina", "2011-03-04"},
        {"reviews.csv:2:working1", ""},
    };
    struct workplace w;
    struct str wanted, person;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", reviews));
    struct str said = workplace_by(&w, "statement", "source", "reviews.csv:2:working1");
    wanted = workplace_field(&w, said, "person");
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        CHECK(t, finds(&w, ways[i][0], ways[i][1], &person));
        CHECK_STR(t, person, str_c(t->arena, wanted));
    }
    CHECK(t, finds(&w, str_c(t->arena, said), "", &person));
    CHECK_STR(t, person, str_c(t->arena, wanted));
    CHECK(t, !finds(&w, "Wilhelmina Quillfeather", "05/03/2011", &person));
    CHECK(t, w.err.kind == ERROR_NOT_FOUND);
    CHECK(t, strstr(w.err.text, "--born DATE") != NULL);
    CHECK(t, !finds(&w, "Wilhelmina Quillfeather", "never", &person));
    CHECK(t, !finds(&w, "reviews.csv:99:working1", "", &person));
    /* Taken back and brought in again: both are known, and both are named. */
    struct person_found found;
    REQUIRE(t, workplace_do(&w, "workplace.undo command=3"));
    CHECK(t, finds(&w, "R1", "", &person));
    CHECK_STR(t, person, str_c(t->arena, wanted));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "again.csv", reviews));
    REQUIRE_OK(t, person_find(w.engine, t->arena, STR("R1"), STR(""), &found, &w.err),
               w.err);
    CHECK(t, !str_equal(found.person, wanted));
    REQUIRE(t, found.also.count == 1);
    CHECK_STR(t, found.also.items[0], str_c(t->arena, wanted));
    workplace_close(&w);
}

/* What is shown to check against says who is meant, and no words. */
static void says_what_is_kept(struct test *t)
{
    struct workplace w;
    struct person_years kept;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "reviews.csv", reviews));
    struct str said = workplace_by(&w, "statement", "source", "reviews.csv:2:working1");
    struct str person = workplace_field(&w, said, "person");
    REQUIRE_OK(t, person_kept(w.engine, t->arena, person, &kept, &w.err), w.err);
    REQUIRE(t, kept.count == 1);
    CHECK_STR(t, kept.items[0].cycle, "2025");
    REQUIRE(t, kept.items[0].schools.count == 1 && kept.items[0].dates.count == 1);
    CHECK_STR(t, kept.items[0].schools.items[0], "Holly Bank School");
    CHECK_STR(t, kept.items[0].dates.items[0], "2025-05-12");
    CHECK(t, kept.items[0].reviews == 1 && kept.items[0].statements == 5);
    REQUIRE_OK(t, person_kept(w.engine, t->arena, STR("person-1.1"), &kept, &w.err),
               w.err);
    CHECK(t, kept.count == 0);
    workplace_close(&w);
}

const struct test_case erase_tests[] = {
    {"a person is found by what is known of them", is_found_by_what_is_known},
    {"what is kept is said, to check against", says_what_is_kept},
    {"nothing that somebody said or was is left", nothing_is_left},
    {"not between the pages either", nothing_is_left_between_pages},
    {"nobody else is erased for a longer id", erases_nobody_else},
    {"only who may erase erases, and only people", is_asked_for_properly},
    {"every cycle is reached", reaches_every_cycle},
    {"older copies in the folder are named", names_older_copies},
    {"whoever has the id of somebody erased is spared", spares_whoever_has_the_id_now},
    {"what was taken back is reached", reaches_what_was_taken_back},
    {"others stay as they are", others_stay_as_they_are},
    {"no label keeps the words", no_label_keeps_the_words},
    {"restoring an older backup erases again", a_restore_erases_again},
    {0},
};
