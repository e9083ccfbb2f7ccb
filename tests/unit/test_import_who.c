/* SPDX-License-Identifier: MIT */
/* Who people are, and who said what, when files correct it. */
#include "importing.h"

#include "store/commit.h"
#include "store/job.h"
#include "store/vault.h"

#define WHO "Reference,UPN,Surname,Forename,Date of birth,Date of review,Working 1\n"
#define AISHA "R1,,Khan,Aisha,1/2/2010,1/5/2025,"

/* Rows below WHO. */
static bool reviews(struct workplace *w, const char *name, const char *rows)
{
    struct str text = str_format(w->arena, "%s%s", WHO, rows);
    return workplace_import(w, SHEET_REVIEWS, name, str_c(w->arena, text));
}

/* The people whom a reference, or else a UPN, names. */
static size_t known_by(struct workplace *w, const char *reference, const char *upn)
{
    struct identity who = {.reference = str_of(reference), .upn = str_of(upn)};
    struct str_list people = {NULL, 0};
    if (!vault_find(w->engine->store, w->arena, &who, &people, &w->err))
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
    return people.count;
}

static bool erase(struct workplace *w)
{
    struct str line = str_format(w->arena, "workplace.erase person=%.*s",
                                 STR_ARGS(workplace_list(w, "person").items[0]));
    return workplace_do(w, str_c(w->arena, line));
}

static void learns_a_corrected_name(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", AISHA "Art\n"));
    REQUIRE(t, reviews(&w, "a.csv", "R1,,Khan,Ayesha,1/2/2010,1/5/2025,Art\n"));
    workplace_check_notices(
        &w, "?2 this person was known with another forename until now: both "
            "are kept. If it is somebody else, such as a twin, take this "
            "import back (`waymark undo 4`), correct the reference, and");
    CHECK(t, w.counts.corrected == 1 && w.counts.same == 0);
    /* Once, not at every import; and both names are looked for. */
    REQUIRE(t, reviews(&w, "b.csv",
                       "R1,,Khan,Ayesha,1/2/2010,1/5/2025,Art\n"
                       "R2,,Ashdown,Mo,3/4/2009,1/5/2025,I sit with Ayesha\n"
                       "R3,,Ashdown,Bo,3/4/2008,1/5/2025,I sit with Aisha\n"));
    workplace_check_notices(&w, "");
    CHECK(t, w.counts.corrected == 0 && w.counts.same == 1);
    CHECK_STR(t, said(&w, "b.csv:3:working1", "flags"), "[\"name\"]");
    CHECK_STR(t, said(&w, "b.csv:4:working1", "flags"), "[\"name\"]");
    /* Also by files in which nobody is named so. */
    REQUIRE(t, reviews(&w, "c.csv", "R2,,,,,2/5/2025,Ayesha and Aisha are my friends\n"));
    CHECK_STR(t, said(&w, "c.csv:2:working1", "flags"), "[\"name\"]");
    REQUIRE(t, reviews(&w, "d.csv", AISHA "Art\n\n"));
    workplace_check_notices(&w, "");
    CHECK(t, w.counts.same == 1);
    /* By name and birth date alone, the old or the new ones. */
    REQUIRE(t, reviews(&w, "e.csv",
                       ",,Khan,Ayesha,1/2/2010,1/5/2025,Art\n"
                       ",,Khan,Aisha,1/2/2010,1/5/2025,Art\n"));
    CHECK(t, w.counts.people == 0);
    CHECK(t, workplace_count(&w, "person") == 3);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void learns_one_part_at_a_time(struct test *t)
{
    static const char *const rows[] = {
        "R1,,Begum,Aisha,1/2/2010,", "R1,,Begum,Aisha,1/2/2011,",
        "R1,,Begum,Noor,1/2/2011,",  "R1,,Begum-Khan,Noor,1/2/2011,",
        "R1,,Begum,Noor,1/2/2010,",  "R1,,Begum,Noor,2/2/2012,"};
    static const char *const wanted[] = {"known with another surname until now",
                                         "known with another date of birth until",
                                         "known with another forename until now",
                                         "surname until now: both are kept",
                                         "",
                                         "known with another date of birth until"};
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", AISHA "Art\n"));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct str text = str_format(t->arena, "%s1/5/2025,Art\n", rows[i]);
        REQUIRE(t, reviews(&w, "b.csv", str_c(t->arena, text)));
        workplace_check_notices(&w, wanted[i]);
        CHECK(t, w.counts.corrected == (wanted[i][0] != '\0'));
    }
    /* A slip, or a name after a marriage, needs no warning. */
    CHECK(t, workplace_count(&w, "person") == 1);
    /* Two at once may be somebody else: a person decides. */
    REQUIRE(t, reviews(&w, "c.csv", "R1,,Osei,Ruth,2/2/2012,1/5/2025,Art\n"));
    workplace_check_notices(
        &w, "?2 its reference is that of somebody with another forename and "
            "surname: taken for two people until a person decides (`waymark "
            "people`)");
    CHECK(t, w.counts.people == 1 && w.counts.doubts == 1);
    CHECK(t, workplace_count(&w, "person") == 2 && workplace_count(&w, "doubt") == 1);
    struct str got = workplace_notices(&w);
    CHECK(t, str_find(got, STR("Ruth")) == SIZE_MAX &&
                 str_find(got, STR("2012")) == SIZE_MAX);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* However often: what is sealed does not outgrow its place. */
static void forgets_the_oldest_of_many(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    for (int i = 0; i < 30; i++) {
        struct str text =
            str_format(t->arena, "R1,,Khan,Aisha,1/2/%d,1/5/2025,Art\n", 1995 + i % 30);
        REQUIRE(t, reviews(&w, "a.csv", str_c(t->arena, text)));
        CHECK(t, w.counts.corrected == (i > 0) && w.notices.refusals == 0);
    }
    CHECK(t, workplace_count(&w, "person") == 1 && known_by(&w, "R1", "") == 1);
    workplace_close(&w);
}

/* A twin's row under the wrong reference is no correction. */
static void gives_nobody_a_twins_name(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv",
                       AISHA "Art\n"
                             "R2,,Khan,Noor,1/2/2010,1/5/2025,Bus\n"));
    REQUIRE(t, reviews(&w, "b.csv", "R1,,Khan,Noor,1/2/2010,1/5/2025,Taxi\n"));
    workplace_check_notices(
        &w, "!2 row left out: its reference is one person's and its name and "
            "date of birth another's. Correct whichever is wrong, and import "
            "the file again; if what was imported before is wrong, take that "
            "back first");
    CHECK(t, workplace_count(&w, "statement") == 2);
    workplace_close(&w);
}

static void knows_both_references(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv",
                       "NB003,,Khan,Aisha,1/2/2010,1/5/2025,Art\n"
                       "NB004,H801200001001,Ashdown,Mo,3/4/2009,1/5/2025,Bus\n"));
    REQUIRE(t, reviews(&w, "a.csv",
                       "NB030,,Khan,Aisha,1/2/2010,1/5/2025,Art\n"
                       "NB040,H801200001001,,,,1/5/2025,Bus\n"));
    workplace_check_notices(
        &w, "?2 this person was known with another reference until now: both "
            "are kept. Check that they are one person\n"
            "?3 this person was known with another reference until now");
    CHECK(t, w.counts.corrected == 2 && w.counts.people == 0);
    CHECK(t, known_by(&w, "NB030", "") == 1 && known_by(&w, "NB003", "") == 1);
    CHECK(t, known_by(&w, "NB040", "") == 1 && known_by(&w, "NB004", "") == 1);
    /* With nothing but the new one, or the old one. */
    REQUIRE(t, reviews(&w, "b.csv", "NB030,,,,,1/5/2025,Art\nNB003,,,,,1/5/2025,Art\n"));
    CHECK(t, w.counts.people == 0 && w.counts.statements == 0);
    REQUIRE(t, workplace_import(&w, SHEET_ASPIRATIONS, "plans.csv",
                                "Reference,Section A\nNB040,A flat\nNB004,A dog\n"));
    CHECK(t, w.notices.refusals == 0 && w.counts.statements == 2);
    CHECK(t, workplace_count(&w, "person") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* With all else the same, a mistyped UPN can be put right. */
static void corrects_a_upn(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv",
                       "R1,H801200001001,Khan,Aisha,1/2/2010,1/5/2025,Art\n"
                       "R2,H801200001002,Ashdown,Mo,3/4/2009,1/5/2025,Bus\n"));
    REQUIRE(t, reviews(&w, "b.csv", "R1,X801200001001,,,,1/5/2025,Art\n"));
    CHECK(t, workplace_noticed(&w, 2,
                               "its reference is that of somebody with another UPN: "
                               "taken for two people until a person decides"));
    CHECK(t, w.counts.people == 1 && w.counts.doubts == 1);
    REQUIRE(t, workplace_undo(&w, newest(&w)));
    CHECK(t, workplace_count(&w, "doubt") == 0);
    REQUIRE(t,
            reviews(&w, "b.csv", "R1,X801200001001,Khan,Aisha,1/2/2010,1/5/2025,Art\n"));
    CHECK(t, workplace_noticed(&w, 2, "known with another UPN until now"));
    CHECK(t, w.notices.refusals == 0 && w.counts.corrected == 1);
    CHECK(t, known_by(&w, "", "X801200001001") == 1);
    CHECK(t, known_by(&w, "", "H801200001001") == 1);
    /* Not where it is another's. */
    REQUIRE(t,
            reviews(&w, "c.csv", "R1,H801200001002,Khan,Aisha,1/2/2010,1/5/2025,Art\n"));
    CHECK(t, workplace_noticed(&w, 2,
                               "its reference is one person's and its UPN another's"));
    workplace_close(&w);
}

#define ZEBEDEE "B1,,Trott,Zebedee,1/2/2010,1/5/2025,Chess\n"

static void looks_at_old_cards_again(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    struct str first = w.cycle;
    REQUIRE(t, reviews(&w, "a.csv",
                       "A1,,Khan,Aisha,1/2/2010,1/5/2025,I sit with zebedee\n"
                       "A2,,Osei,Ruth,1/2/2010,1/5/2025,Mrs Patel and Aisha\n"));
    CHECK_STR(t, said(&w, "a.csv:2:working1", "flags"), "");
    /* A person has looked at this one: it may stay as it is. */
    REQUIRE(t, workplace_do(&w, "collect.reword statement=a.csv:3:working1 "
                                "text=\"Mrs Patel and Aisha\""));
    CHECK_STR(t, said(&w, "a.csv:3:working1", "flags"), "");
    REQUIRE(t, workplace_new_cycle(&w, "other"));
    REQUIRE(t, reviews(&w, "b.csv",
                       ZEBEDEE "A1,,Khan,Aisha,1/2/2010,1/5/2025,I sit with Ruth\n"));
    CHECK(t, w.counts.flagged_before == 1 && w.counts.flagged == 1);
    w.cycle = first;
    CHECK_STR(t, said(&w, "a.csv:2:working1", "flags"), "[\"name\"]");
    CHECK_STR(t, said(&w, "a.csv:3:working1", "flags"), "");
    /* Once: what a person clears stays so, and nothing is written for nothing. */
    REQUIRE(t, workplace_do(&w, "collect.reword statement=a.csv:2:working1 "
                                "text=\"I sit with zebedee\""));
    size_t before = workplace_count(&w, "statement");
    REQUIRE(t, reviews(&w, "c.csv", ZEBEDEE));
    REQUIRE(t, reviews(&w, "c.csv", "B1,,Trott,Zebedee,1/2/2010,1/5/2025,Draughts\n"));
    CHECK(t, w.counts.flagged_before == 0);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "flags"), "");
    CHECK(t, workplace_count(&w, "statement") == before + 1);
    /* A corrected name and a new school are news, too. */
    REQUIRE(t, reviews(&w, "d.csv", "B1,,Trott,Draughts,1/2/2010,1/5/2025,Draughts\n"));
    CHECK(t, w.counts.flagged_before == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

#define SCHOOL "Reference,School,Date of review,Working 1\n"

static void looks_for_schools(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 SCHOOL "A1,,1/5/2025,I like Ash Lane College\n"));
    CHECK_STR(t, said(&w, "a.csv:2:working1", "flags"), "");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                SCHOOL "A2,Ash Lane College,1/5/2025,Art\n"));
    CHECK(t, w.counts.flagged_before == 1 && w.counts.flagged == 0);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "flags"), "[\"school\"]");
    /* The flag goes back as a command does, and the import without it. */
    REQUIRE(t, workplace_do(&w, "collect.reword statement=a.csv:2:working1 "
                                "text=\"I like college\""));
    struct command_list list;
    REQUIRE_OK(t, command_list(w.db, t->arena, 0, 3, &list, &w.err), w.err);
    CHECK_STR(t, list.items[1].name, "import.flags");
    CHECK_STR(t, list.items[2].name, "import.reviews");
    REQUIRE(t, workplace_undo(&w, list.items[2].number));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Who is refused, or out of scope, has not come in. */
static void looks_for_nobody_who_stayed_out(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_do(&w, "prepare.scope field=school values=\"Holly Bank\""));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                SCHOOL "A1,Holly Bank,1/5/2025,I sit with zebedee\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                "Reference,School,Forename,Date of review,Working 1\n"
                                "A2,Ash Lane,Zebedee,1/5/2025,Art\n"));
    CHECK(t, w.counts.out_of_scope == 1 && w.counts.flagged_before == 0);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "flags"), "");
    workplace_close(&w);
}

/* Cut short before the cards were looked at: the same file again does it. */
static void goes_on_looking(struct test *t)
{
    static const char reopen_sql[] =
        "UPDATE job SET state = 'working' WHERE title = 'b.csv'";
    static const char text[] =
        "Reference,Forename,Surname,School,Date of review,Working 1\n"
        "B1,Zebedee,Trott,Ash Lane College,1/5/2025,Chess\n";
    struct workplace w;
    struct job_list jobs;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv",
                       "A1,,Khan,Aisha,1/2/2010,1/5/2025,I sit with "
                       "zebedee\nA2,,,,,1/5/2025,Ash Lane College\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv", text));
    CHECK(t, w.counts.flagged_before == 2);
    REQUIRE(t, workplace_undo(&w, newest(&w)));
    CHECK_STR(t, said(&w, "a.csv:2:working1", "flags"), "");
    REQUIRE_OK(t, db_run(w.db, NULL, reopen_sql, DB_WITHOUT, NULL, &w.err), w.err);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv", text));
    CHECK(t,
          w.counts.flagged_before == 2 && !w.counts.before && w.counts.statements == 0);
    CHECK_STR(t, said(&w, "a.csv:2:working1", "flags"), "[\"name\"]");
    CHECK_STR(t, said(&w, "a.csv:3:working1", "flags"), "[\"school\"]");
    REQUIRE_OK(t, job_unfinished(w.db, t->arena, &jobs, &w.err), w.err);
    CHECK(t, jobs.count == 0);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv", text));
    CHECK(t, w.counts.before && w.counts.flagged_before == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

#define SAID "Reference,Date of review,Working 1,Said by,How it was said\n"

/* A wide sheet: who says it stands once a row. */
static void corrects_who_said_it_and_how(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 SAID "R1,1/5/2025,I like art,Young person,Words\n"
                                      "R2,1/5/2025,I like maths,,\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                SAID "R1,1/5/2025,I like art,Parent,Signs\n"
                                     "R2,1/5/2025,I like maths,Parent,\n"));
    CHECK(t, w.counts.corrected == 2 && w.counts.same == 0 && w.counts.statements == 0);
    workplace_check_notices(
        &w, "?2 corrected who said it: young person → family, how it was said: "
            "words → signs (a.csv:2:working1)\n"
            "?3 corrected who said it: nothing → family (a.csv:3:working1)");
    CHECK_STR(t, said(&w, "a.csv:2:working1", "speaker"), "family");
    CHECK_STR(t, said(&w, "a.csv:2:working1", "how"), "signs");
    CHECK_STR(t, said(&w, "a.csv:3:working1", "speaker"), "family");
    /* Together with the words; an empty cell changes nothing. */
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                SAID "R1,1/5/2025,I like paint,,AAC\n"
                                     "R2,1/5/2025,I like maths,,\n"));
    CHECK(t, w.counts.corrected == 1 && w.counts.same == 1);
    workplace_check_notices(&w,
                            "?2 corrected what was said, how it was said: signs → aac "
                            "(a.csv:2:working1)");
    CHECK_STR(t, said(&w, "a.csv:2:working1", "speaker"), "family");
    CHECK_STR(t, said(&w, "a.csv:2:working1", "how"), "aac");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* The same words by two people in one file are no correction. */
static void keeps_who_said_it_first(struct test *t)
{
    static const char head[] = "Reference,Date of review,Heading,Rank,Comment,Said by\n";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    for (int i = 0; i < 2; i++) {
        struct str text = str_format(t->arena,
                                     "%sR1,1/5/2025,Working,1,Art,Young person\n"
                                     "R1,1/5/2025,Working,2,Art,Parent\n%s",
                                     head, i ? "\n" : "");
        REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv", str_c(t->arena, text)));
        CHECK(t, w.counts.corrected == 0);
        workplace_check_notices(&w, "");
    }
    CHECK_STR(t, said(&w, "a.csv:2:working1", "speaker"), "young_person");
    workplace_close(&w);
}

/* What was seen is somebody's reading of it. */
static void gives_nobody_words_that_were_seen(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                 SAID "R1,1/5/2025,Likes art,Young person,Words\n"
                                      "R2,1/5/2025,Likes maths,Young person,Observed\n"));
    workplace_check_notices(
        &w, "?3 an observation is not the young person's own words: write who "
            "saw it under \"Said by\"");
    CHECK_STR(t, said(&w, "a.csv:3:working1", "speaker"), "");
    CHECK_STR(t, said(&w, "a.csv:3:working1", "how"), "observation");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                SAID "R1,1/5/2025,Likes art,Young person,Observed\n"
                                     "R2,1/5/2025,Likes maths,School,Observed\n"));
    workplace_check_notices(
        &w, "?2 an observation is not the young person's own words\n"
            "?2 corrected who said it: young person → nothing, how it was said: "
            "words → observation (a.csv:2:working1)\n"
            "?3 corrected who said it: nothing → school (a.csv:3:working1)");
    CHECK_STR(t, said(&w, "a.csv:2:working1", "speaker"), "");
    CHECK_STR(t, said(&w, "a.csv:3:working1", "speaker"), "school");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                SAID "R1,1/5/2025,Likes art,Young person,Words\n"
                                     "R2,1/5/2025,Likes maths,Young person,Words\n"));
    CHECK(t, w.counts.corrected == 2);
    CHECK_STR(t, said(&w, "a.csv:3:working1", "speaker"), "young_person");
    workplace_close(&w);
}

/* Each of the first few by its line, and then how many more. */
static void counts_what_it_does_not_name(struct test *t)
{
    for (int rows = 4; rows <= 7; rows++) {
        struct workplace w;
        struct buf text = BUF_IN(t->arena);
        buf_add(&text, STR("Reference,Date of review,Said by,How it was said,Working 1,"
                           "Future 1\n"));
        for (int i = 0; i < rows; i++)
            buf_add_format(&text, "R%d,1/5/2025,Young person,Observed,Art %d\n", i, i);
        REQUIRE(t, workplace_open_on(t, &w, SHEET_REVIEWS, "a.csv",
                                     str_c(t->arena, buf_str(&text))));
        struct str got = workplace_notices(&w);
        for (int i = 0; i < rows && i < 5; i++) {
            CHECK(t, workplace_noticed(&w, (size_t)i + 2, "an observation is not"));
            CHECK(t, workplace_noticed(&w, (size_t)i + 2, "this row stops after 5 of"));
        }
        CHECK(t, w.notices.count == (size_t)(rows <= 5 ? rows * 2 : 12));
        CHECK(t, str_find(got, STR("more rows like this are not named")) == SIZE_MAX);
        if (rows == 6)
            CHECK(t, workplace_noticed(&w, 0, "1 more row like this: an observation"));
        if (rows == 7) {
            CHECK(t, workplace_noticed(&w, 0, "2 more rows like this: an observation"));
            CHECK(t, workplace_noticed(&w, 0, "2 more rows like this: it stops before"));
        }
        workplace_close(&w);
    }
}

struct search {
    const char *const *words;
    size_t count, found;
};

static bool search_identity(void *with, const struct record *record, struct error *err)
{
    struct search *search = with;
    (void)err;
    for (size_t i = 0; i < search->count; i++)
        search->found += str_find(record->body, str_of(search->words[i])) != SIZE_MAX;
    return true;
}

/* What was known before is sealed as what is known now, and goes with it. */
static void seals_and_erases_all_of_it(struct test *t)
{
    static const char *const names[] = {"Ysolde", "Yseult", "NB003", "NB030"};
    struct search search = {names, 4, 0};
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", "NB003,,Khan,Ysolde,1/2/2010,1/5/2025,Art\n"));
    REQUIRE(t, reviews(&w, "a.csv", "NB003,,Khan,Yseult,1/2/2010,1/5/2025,Art\n"));
    REQUIRE(t, reviews(&w, "a.csv", "NB030,,Khan,Yseult,1/2/2010,1/5/2025,Art\n"));
    REQUIRE_OK(
        t, record_each(w.db, STR(""), STR("identity"), search_identity, &search, &w.err),
        w.err);
    CHECK(t, search.found == 0 && workplace_count(&w, "identity") == 1);
    REQUIRE(t, erase(&w));
    CHECK(t, known_by(&w, "NB003", "") == 0 && known_by(&w, "NB030", "") == 0);
    CHECK(t, workplace_count(&w, "identity") == 0);
    REQUIRE(t,
            reviews(&w, "b.csv", "R2,,Ashdown,Mo,3/4/2009,1/5/2025,I sit with ysolde\n"));
    CHECK_STR(t, said(&w, "b.csv:2:working1", "flags"), "");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* By the rows of the file, or by whom we know: its name stays in the log. */
static void says_that_a_file_is_named_after_somebody(struct test *t)
{
    static const char named[] = "?0 this file's name may be a young person's";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "Aisha Khan.csv", AISHA "Art\n"));
    workplace_check_notices(&w, str_c(t->arena, str_format(t->arena, "%s\n", named)));
    REQUIRE(t, reviews(&w, "Aisha Khan.csv", AISHA "Art\n"));
    workplace_check_notices(&w, "");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "review khan 2025.csv",
                                "Reference,Date of review,Working 1\nR1,1/5/2025,Art\n"));
    workplace_check_notices(&w, str_c(t->arena, str_format(t->arena, "%s\n", named)));
    REQUIRE(t, reviews(&w, "reviews may.csv", "R2,,Ashdown,Mo,3/4/2009,1/5/2025,Tea\n"));
    workplace_check_notices(&w, "");
    workplace_close(&w);
}

const struct test_case import_who_tests[] = {
    {"a corrected name is learned, and said once", learns_a_corrected_name},
    {"one part at a time", learns_one_part_at_a_time},
    {"of many corrections the oldest are forgotten", forgets_the_oldest_of_many},
    {"a twin's name is no correction", gives_nobody_a_twins_name},
    {"a corrected reference stands beside the old one", knows_both_references},
    {"a mistyped UPN is put right", corrects_a_upn},
    {"cards from before are looked at again", looks_at_old_cards_again},
    {"for new schools, too", looks_for_schools},
    {"but not for who stayed out", looks_for_nobody_who_stayed_out},
    {"what was cut short goes on looking", goes_on_looking},
    {"who said it and how are corrected", corrects_who_said_it_and_how},
    {"the same words by two people are no correction", keeps_who_said_it_first},
    {"an observation is not the person's own words", gives_nobody_words_that_were_seen},
    {"what is not named is counted", counts_what_it_does_not_name},
    {"what was known before is sealed and erased", seals_and_erases_all_of_it},
    {"a file named after somebody is named", says_that_a_file_is_named_after_somebody},
    {0},
};
