/* SPDX-License-Identifier: MIT */
/* Two people who may be one: a person decides. */
#include "importing.h"

#include "engine/care.h"
#include "engine/doubt.h"
#include "engine/person_find.h"
#include "store/commit.h"
#include "store/vault.h"

#define WHO                                                                              \
    "Reference,UPN,Surname,Forename,Date of birth,School,Date of review,Working 1,"      \
    "Working 2\n"

static bool reviews(struct workplace *w, const char *name, const char *rows)
{
    struct str text = str_format(w->arena, "%s%s", WHO, rows);
    return workplace_import(w, SHEET_REVIEWS, name, str_c(w->arena, text));
}

static struct str newest_doubt(struct workplace *w)
{
    struct str_list all = workplace_list(w, "doubt");
    return all.count ? all.items[all.count - 1] : STR_NONE;
}

static bool decide(struct workplace *w, const char *how)
{
    struct str line =
        str_format(w->arena, "workplace.%s doubt=%.*s", how, STR_ARGS(newest_doubt(w)));
    return workplace_do(w, str_c(w->arena, line));
}

static bool take_back(struct workplace *w)
{
    return workplace_undo(w, w->result.number);
}

static size_t of_person(struct workplace *w, const char *kind, struct str person)
{
    struct str_list ids;
    if (!record_by(w->db, w->arena, w->cycle, str_of(kind), STR("person"), person, &ids,
                   &w->err))
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
    return ids.count;
}

/* What comes in second, after "R1,,Smith,Sam,1/2/2010,Oak,12/05/2025,Art,Tea". */
static const struct {
    const char *row, *reason; /* NULL: no doubt */
    size_t people;            /* new ones */
} seconds[] = {
    /* one name and birth date */
    {"R2,,Smith,Sam,1/2/2010,Elm,13/06/2025,Bus,\n", "same_name", 1},
    {",,Smith,Sam,1/2/2010,Elm,13/06/2025,Bus,\n", "same_name", 1},
    {"R2,,Smith,Sam,1/2/2010,,13/06/2025,Bus,\n", "same_name", 1},
    {"R2,,Smith,Sam,1/2/2010,OAK,13/06/2025,Bus,\n", NULL, 0},    /* the school agrees */
    {"R2,,Smith,Sam,1/2/2010,Elm,12/05/2025,Bus,ART\n", NULL, 0}, /* what was said */
    {",,Smith,Sam,1/2/2010,,13/06/2025,Bus,\n", NULL, 0}, /* nothing speaks against it */
    /* one reference */
    {"R1,,Osei,Ruth,3/4/2009,Elm,13/06/2025,Bus,\n", "same_reference", 1},
    {"R1,,Smith,Ruth,1/2/2010,Oak,13/06/2025,Bus,\n", "same_reference", 1}, /* a twin */
    {"R1,,Osei,,,Oak,13/06/2025,Bus,\n", "same_reference", 1},
    {"R1,,Osei,Sam,1/2/2010,Oak,13/06/2025,Bus,\n", NULL, 0}, /* a new surname */
    {"R1,,Smith,Ruth,1/2/2010,Oak,12/05/2025,Art,\n", NULL, 0},
    {"R1,,Smith,Samuel,2/1/2010,Oak,13/06/2025,Bus,\n", NULL, 0},
    {"R1,,,,,Elm,13/06/2025,Bus,\n", NULL, 0},
    /* nearly one name */
    {"R2,,Smyth,Sam,1/2/2010,Oak,13/06/2025,Bus,\n", "near_name", 1},
    {",,Sam,Smith,1/2/2010,Oak,13/06/2025,Bus,\n", "same_letters", 1},
    {"R2,,Sam,Smith,1/2/2010,Elm,13/06/2025,Bus,\n", "same_letters", 1},
    {"R2,,Smith,Samuel,1/2/2010,Oak,13/06/2025,Bus,\n", "near_name", 1},
    {"R2,,Smyth,Sam,1/2/2010,Elm,13/06/2025,Bus,\n", NULL, 1}, /* another school */
    {"R2,,Smyth,Sam,2/2/2010,Oak,13/06/2025,Bus,\n", NULL, 1}, /* another birthday */
    {"R2,,Osei,Sam,1/2/2010,Oak,13/06/2025,Bus,\n", NULL, 1},  /* another name */
};

/* One name written in two ways: the first is known, the second comes in. */
static const struct {
    const char *known, *given; /* surname, forename */
    bool doubt;
} spellings[] = {
    {"O'Brien,Zo\xc3\xab", "O'Brien,Zoe", true},
    {"O'Brien,Zoe", "OBrien,Zo\xc3\xab", true},
    {"\xc5\x9awi\xc4\x85tek,\xc5\x81ukasz", "Swiatek,Lukasz", true},
    {"Nguy\xe1\xbb\x85n,Th\xe1\xbb\x8b", "Nguyen,Thi", true},
    {"\xe1\xbb\x8cl\xc3\xa1,Ad\xc3\xa9y\xe1\xba\xb9m\xc3\xad", "Ola,Adeyemi", true},
    {"\xe1\xbb\x8cl\xc3\xa1,Ad\xc3\xa9y\xe1\xba\xb9m\xc3\xad", "Adeyemi,Ola", true},
    {"M\xc3\xbcller,J\xc3\xbcrgen", "Muller,Jurgen", true},
    {"Al-Sayed,Omar", "Alsayed,Omar", true},
    {"Al-Sayed,Omar", "Al Sayed,Omar", true},
    {"S\xc3\xb8rensen,Bo", "Sorensen,Bo", true},
    /* Nor does the ear tell them apart. */
    {"Jansen,Sofie", "Jansen,Sophie", true},
    {"O'Brien,S\xc3\xa9"
     "an",
     "OBrien,Shaun", true},
    {"Smith,Stephen", "Smith,Steven", true},
    {"Read,Ann", "Reid,Ann", true},
    {"Smith,Sean", "Smith,Simon", false}, /* twins */
    {"Smith,Lucy", "Smith,Alice", false},
    {"Smith,Maia", "Smith,Zoe", false},
    /* Short names of other letters are not near each other for their bytes. */
    {"\xd0\x9b\xd0\xb8,\xd0\xaf\xd0\xbd", "\xd0\x9b\xd1\x8f,\xd0\x98\xd0\xbd", false},
    /* Short forms are left alone: twins may well be Tom and Thomasina. */
    {"Smith,Tom", "Smith,Thomas", false},
};

static void sees_one_name_in_two_spellings(struct test *t)
{
    for (size_t i = 0; i < sizeof spellings / sizeof spellings[0]; i++) {
        struct workplace w;
        REQUIRE(t, workplace_open(t, &w));
        REQUIRE(t,
                reviews(&w, "x.csv",
                        str_c(t->arena,
                              str_format(t->arena, ",,%s,1/2/2010,Elm,12/05/2025,Art,\n",
                                         spellings[i].known))));
        REQUIRE(t,
                reviews(&w, "y.csv",
                        str_c(t->arena,
                              str_format(t->arena, ",,%s,1/2/2010,Elm,12/06/2025,Bus,\n",
                                         spellings[i].given))));
        if (w.counts.people != 1 || w.counts.doubts != spellings[i].doubt)
            test_fail_str(t, __FILE__, __LINE__, str_of(spellings[i].given),
                          workplace_notices(&w));
        workplace_close(&w);
    }
}

/* The same but for signs, on one birthday: a doubt wherever they learn, and by whatever
 * reference; in one list, too, unless a UPN each tells them apart. */
static void sees_one_name_at_another_school(struct test *t)
{
    static const struct {
        const char *first, *second; /* reference, UPN, surname, forename */
        bool doubt;
    } cases[] = {
        {"R1,,O\xe2\x80\x99Neill,Si\xc3\xa2n", "R2,,O'Neill,Sian", true},
        {"R1,,O'Neill,Sian", ",,ONeill,Sian", true},
        {"R1,,Lee,Anne-Marie", "R2,,Marie Lee,Anne", true},
        {"R1,,Van Dyke,Pim", "R2,,Dyke,Pim Van", true},
        {"R1,,Al-Sayed,Omar", "R2,,Omar,Al Sayed", true},
        {"R1,H801200001001,Al-Sayed,Omar", "R2,X801200001001,Al Sayed,Omar", false},
        {"R1,,Al-Sayed,Omar", "R2,,Al-Said,Omar", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct workplace w;
        struct str one =
            str_format(t->arena, "%s,1/2/2010,Elm,12/05/2025,Art,\n", cases[i].first);
        struct str other =
            str_format(t->arena, "%s,1/2/2010,Oak,12/06/2025,Bus,\n", cases[i].second);
        REQUIRE(t, workplace_open(t, &w));
        REQUIRE(t, reviews(&w, "x.csv", str_c(t->arena, one)));
        REQUIRE(t, reviews(&w, "y.csv", str_c(t->arena, other)));
        if (w.counts.people != 1 || w.counts.doubts != cases[i].doubt)
            test_fail_str(t, __FILE__, __LINE__, str_of(cases[i].second),
                          workplace_notices(&w));
        if (cases[i].doubt)
            CHECK(t, workplace_noticed(&w, 2,
                                       "somebody with the same name but for accents, "
                                       "hyphens, apostrophes, spaces or its order, and "
                                       "the same date of birth, is known already"));
        workplace_close(&w);
        REQUIRE(t, workplace_open(t, &w));
        REQUIRE(t, reviews(&w, "z.csv",
                           str_c(t->arena, str_format(t->arena, "%.*s%.*s", STR_ARGS(one),
                                                      STR_ARGS(other)))));
        if (w.counts.people != 2 || w.counts.doubts != cases[i].doubt)
            test_fail_str(t, __FILE__, __LINE__, str_of(cases[i].second),
                          workplace_notices(&w));
        workplace_close(&w);
    }
}

static bool is_found(struct workplace *w, const char *name, struct person_found *found)
{
    return person_find(w->engine, w->arena, str_of(name), STR("1/2/2010"), found,
                       &w->err);
}

/* Whoever asks may write a name without its accents; nothing is done by that alone. */
static void names_who_may_be_meant(struct test *t)
{
    static const char *const near[] = {"Zoe O'Brien", "OBRIEN, Zoe", "zoe o brien"};
    struct workplace w;
    struct person_found found;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "x.csv",
                       ",,O'Brien,Zo\xc3\xab,1/2/2010,Elm,12/05/2025,Art,\n"
                       ",,Muller,Ann,1/2/2010,Elm,12/05/2025,Bus,\n"));
    struct str_list people = workplace_list(&w, "person");
    REQUIRE(t, people.count == 2);
    CHECK(t, is_found(&w, "Zo\xc3\xab O'Brien", &found));
    CHECK_STR(t, found.person, str_c(t->arena, people.items[0]));
    for (size_t i = 0; i < sizeof near / sizeof near[0]; i++) {
        CHECK(t, !is_found(&w, near[i], &found));
        CHECK(t, w.err.kind == ERROR_NOT_FOUND && !found.person.len);
        CHECK(t, found.perhaps.count == 1 &&
                     str_equal(found.perhaps.items[0], people.items[0]));
        CHECK(t, str_find(str_of(w.err.text), people.items[0]) != SIZE_MAX);
        CHECK(t, str_find(str_of(w.err.text), STR("accents")) != SIZE_MAX);
    }
    CHECK(t, !is_found(&w, "Zena Osei", &found) && !found.perhaps.count);
    /* Also where only the log knows them. */
    REQUIRE(t, workplace_undo(&w, newest(&w)));
    CHECK(t, !is_found(&w, "Zoe O'Brien", &found) && found.perhaps.count == 1);
    workplace_close(&w);
}

static void asks_where_it_is_in_doubt(struct test *t)
{
    for (size_t i = 0; i < sizeof seconds / sizeof seconds[0]; i++) {
        struct workplace w;
        REQUIRE(t, workplace_open(t, &w));
        REQUIRE(t,
                reviews(&w, "a.csv", "R1,,Smith,Sam,1/2/2010,Oak,12/05/2025,Art,Tea\n"));
        REQUIRE(t, reviews(&w, "b.csv", seconds[i].row));
        size_t doubts = seconds[i].reason != NULL;
        if (w.counts.people != seconds[i].people || w.counts.doubts != doubts ||
            workplace_count(&w, "doubt") != doubts)
            test_fail_str(t, __FILE__, __LINE__, str_of(seconds[i].row),
                          workplace_notices(&w));
        if (doubts) {
            struct str id = newest_doubt(&w);
            CHECK_STR(t, workplace_field(&w, id, "reason"), seconds[i].reason);
            CHECK_STR(t, workplace_field(&w, id, "state"), "open");
            CHECK_STR(t, workplace_field(&w, id, "source"), "b.csv:2");
            CHECK(t, workplace_noticed(&w, 2, "taken for two people until a person"));
        }
        CHECK(t, w.notices.refusals == 0);
        /* The same rows once more ask nothing and double nothing. */
        size_t said = workplace_count(&w, "statement");
        REQUIRE(t,
                reviews(&w, "b.csv",
                        str_c(t->arena, str_format(t->arena, "%s\n", seconds[i].row))));
        CHECK(t, w.counts.people == 0 && w.counts.doubts == 0);
        CHECK(t, workplace_count(&w, "statement") == said);
        CHECK_STR(t, workplace_verify(&w), "");
        workplace_close(&w);
    }
}

static void asks_of_one_upn_with_two_birthdays(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv",
                       ",H801200001001,Smith,Sam,1/2/2010,Oak,12/05/2025,Art,\n"));
    REQUIRE(t, reviews(&w, "b.csv",
                       ",H801200001001,Smith,Sam,2/1/2010,Oak,13/06/2025,Bus,\n"));
    CHECK(t, w.counts.people == 1 && w.counts.doubts == 1);
    CHECK_STR(t, workplace_field(&w, newest_doubt(&w), "reason"), "same_upn");
    /* Two UPNs are two people, and nobody is asked. */
    REQUIRE(t, reviews(&w, "c.csv",
                       ",X801200001002,Smyth,Sam,1/2/2010,Oak,13/06/2025,Cat,\n"
                       ",Y801200001003,Smith,Sam,1/2/2010,Oak,13/06/2025,Dog,\n"));
    CHECK(t, w.counts.people == 2 && w.counts.doubts == 0);
    workplace_close(&w);
}

/* Nothing of a doubt names anybody. */
static void holds_no_names(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv",
                       "R1,,Quixby,Zelda,1/2/2010,Oak,12/05/2025,Art,\n"
                       "R2,,Quixby,Zelda,1/2/2010,Elm,12/05/2025,Bus,\n"));
    struct json all = workplace_records(&w, "doubt");
    struct str text = json_write(t->arena, &all);
    CHECK(t, json_count(&all) == 1);
    CHECK(t, str_find(text, STR("Quixby")) == SIZE_MAX &&
                 str_find(text, STR("2010")) == SIZE_MAX &&
                 str_find(text, STR("\"R2\"")) == SIZE_MAX);
    struct json seen;
    REQUIRE_OK(t, doubt_look(w.engine, t->arena, &seen, &w.err), w.err);
    text = json_write(t->arena, &seen);
    CHECK(t, json_count(&seen) == 1 && str_find(text, STR("Quixby")) != SIZE_MAX);
    CHECK(t, str_find(text, STR("Elm")) != SIZE_MAX);
    /* Whoever looked stands in the log; a viewer may not. */
    struct command_list list;
    REQUIRE_OK(t, command_list(w.db, t->arena, 0, 1, &list, &w.err), w.err);
    CHECK_STR(t, list.items[0].name, PEOPLE_COMMAND);
    CHECK(t, str_find(list.items[0].outcome, STR("Quixby")) == SIZE_MAX);
    REQUIRE(t, workplace_do(&w, "workplace.member name=Vi roles=facilitator"));
    w.engine->actor = STR("Vi");
    CHECK(t, !doubt_look(w.engine, t->arena, &seen, &w.err));
    CHECK(t, w.err.kind == ERROR_REFUSED);
    workplace_close(&w);
}

#define FIRST "R1,,Smith,Sam,1/2/2010,Oak,12/05/2025,Art,Tea\n"
#define SECOND "R2,,Smith,Sam,1/2/2010,Elm,13/06/2025,Bus,Cat\n"

static void keeps_two_apart_for_good(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", FIRST));
    REQUIRE(t, reviews(&w, "b.csv", SECOND));
    REQUIRE(t, decide(&w, "different"));
    size_t open;
    REQUIRE_OK(t, doubt_count(w.db, t->arena, &open, &w.err), w.err);
    CHECK(t, open == 0 && workplace_count(&w, "person") == 2);
    /* Not at the next import, nor in the next year. */
    REQUIRE(t, reviews(&w, "c.csv", FIRST SECOND));
    CHECK(t, w.counts.people == 0 && w.counts.doubts == 0 && w.counts.same == 2);
    /* Without their numbers, the school says who is who. */
    REQUIRE(t, reviews(&w, "c.csv",
                       ",,Smith,Sam,1/2/2010,Elm,13/06/2025,Bus,Cat\n"
                       ",,Smith,Sam,1/2/2010,Oak,12/05/2025,Art,Tea\n"));
    CHECK(t, w.counts.people == 0 && w.counts.doubts == 0 && w.counts.same == 2);
    REQUIRE(t, workplace_new_cycle(&w, "2026"));
    REQUIRE(t, reviews(&w, "d.csv", FIRST SECOND));
    CHECK(t, w.counts.people == 0 && w.counts.doubts == 0);
    /* Decided is decided. */
    struct str again =
        str_format(t->arena, "workplace.same doubt=%.*s", STR_ARGS(newest_doubt(&w)));
    CHECK(t,
          workplace_refuses(&w, str_c(t->arena, again), "has been decided: different"));
    CHECK(t, workplace_refuses(&w, "workplace.same doubt=doubt-000099.0001",
                               "there is no doubt doubt-000099.0001"));
    CHECK(t, workplace_refuses(&w, "workplace.same", "say which doubt"));
    workplace_close(&w);
}

/* A no that one of the two said in another cycle is the one person's, everywhere. */
static void a_no_goes_with_them(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w) && reviews(&w, "a.csv", FIRST));
    struct str first = w.cycle;
    REQUIRE(t, workplace_new_cycle(&w, "other") && reviews(&w, "b.csv", SECOND));
    struct str_list people = workplace_list(&w, "person");
    struct str line = str_format(t->arena,
                                 "collect.withdraw person=%.*s what=workshop "
                                 "decided_by=young_person",
                                 STR_ARGS(people.items[1]));
    REQUIRE(t, workplace_do(&w, str_c(t->arena, line)) && decide(&w, "same"));
    CHECK(t,
          str_find(json_write(t->arena, &w.result.outcome),
                   STR("their no to the workshop is noted there as well")) != SIZE_MAX);
    int64_t number = w.result.number;
    w.cycle = first;
    CHECK(t, of_person(&w, "permission", people.items[0]) == 1);
    CHECK_STR(t,
              workplace_field(&w,
                              workplace_by(&w, "statement", "source", "a.csv:2:working1"),
                              "tray"),
              "withdrawn");
    REQUIRE(t, workplace_undo(&w, number));
    CHECK(t, workplace_count(&w, "permission") == 0);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void makes_two_one(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", FIRST));
    REQUIRE(t, reviews(&w, "b.csv", SECOND));
    struct str_list people = workplace_list(&w, "person");
    struct str kept = people.items[0], gone = people.items[1];
    struct str line = str_format(t->arena,
                                 "collect.permit person=%.*s what=quote given=yes "
                                 "decided_by=young_person",
                                 STR_ARGS(gone));
    REQUIRE(t, workplace_do(&w, str_c(t->arena, line)));
    REQUIRE(t, decide(&w, "same"));
    CHECK(t, workplace_count(&w, "person") == 1 && workplace_count(&w, "identity") == 1);
    CHECK(t, of_person(&w, "review", kept) == 2 && of_person(&w, "review", gone) == 0);
    CHECK(t, of_person(&w, "statement", kept) == 4);
    CHECK(t, of_person(&w, "permission", kept) == 1);
    /* The later review counts, as if both had come in together. */
    CHECK_STR(t,
              workplace_field(&w,
                              workplace_by(&w, "statement", "source", "a.csv:2:working1"),
                              "tray"),
              "spare");
    CHECK_STR(t,
              workplace_field(&w,
                              workplace_by(&w, "statement", "source", "b.csv:2:working1"),
                              "tray"),
              "");
    CHECK_STR(t, workplace_verify(&w), "");
    /* Known by all that either was known by; nothing doubles, and nobody asks. */
    int64_t merge = w.result.number;
    REQUIRE(t, reviews(&w, "c.csv", FIRST SECOND));
    CHECK(t, w.counts.people == 0 && w.counts.doubts == 0 && w.counts.same == 2);
    CHECK(t, w.counts.statements == 0 && w.notices.refusals == 0);
    REQUIRE(t, newest(&w) != merge && workplace_undo(&w, newest(&w)));
    /* And back. */
    REQUIRE(t, workplace_undo(&w, merge));
    CHECK(t, workplace_count(&w, "person") == 2 && workplace_count(&w, "identity") == 2);
    CHECK(t, of_person(&w, "review", kept) == 1 && of_person(&w, "statement", gone) == 2);
    CHECK_STR(t, workplace_field(&w, newest_doubt(&w), "state"), "open");
    CHECK_STR(t, workplace_verify(&w), "");
    REQUIRE(t, decide(&w, "same"));
    CHECK(t, workplace_count(&w, "person") == 1);
    workplace_close(&w);
}

/* Reviews of one day are one review, and the same words one card. */
static void makes_one_of_two_reviews_of_a_day(struct test *t)
{
    static const char mistyped[] = ",,Smyth,Sam,1/2/2010,Oak,12/05/2025,art,Bus\n";
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", FIRST));
    REQUIRE(t, reviews(&w, "b.csv", mistyped));
    REQUIRE(t, decide(&w, "same"));
    CHECK(t, workplace_count(&w, "review") == 1 && workplace_count(&w, "statement") == 4);
    CHECK_STR(t,
              workplace_field(&w,
                              workplace_by(&w, "statement", "source", "b.csv:2:working1"),
                              "tray"),
              "spare");
    REQUIRE(t, reviews(&w, "b.csv",
                       ",,Smyth,Sam,1/2/2010,Oak,12/05/2025,art,Bus\n"
                       "R1,,Smith,Sam,1/2/2010,Oak,12/05/2025,Art,Tea\n"));
    CHECK(t, w.counts.people == 0 && w.counts.statements == 0 && w.counts.reviews == 0);
    CHECK(t, workplace_count(&w, "statement") == 4);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* What neither review counted does not count now, and what is too many waits for people
 * to pick. */
static void counts_as_one_list(struct test *t)
{
    static const char *const trays[][2] = {{"a.csv:2:working1", ""},
                                           {"b.csv:2:working1", ""},
                                           {"b.csv:2:working2", "to_pick"},
                                           {"b.csv:2:working3", "to_pick"}};
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", "R1,,Smith,Sam,1/2/2010,Oak,12/05/2025,Art,\n"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                "Surname,Forename,Date of birth,School,Date of review,"
                                "Working 1,Working 2,Working 3\n"
                                "Smyth,Sam,1/2/2010,Oak,12/05/2025,Bus,Cat,Dog\n"));
    CHECK(t, w.counts.to_pick == 1);
    REQUIRE(t, decide(&w, "same"));
    for (size_t i = 0; i < sizeof trays / sizeof trays[0]; i++)
        CHECK_STR(t,
                  workplace_field(
                      &w, workplace_by(&w, "statement", "source", trays[i][0]), "tray"),
                  trays[i][1]);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* A no of either stands. */
static void keeps_a_no(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", FIRST));
    REQUIRE(t, reviews(&w, "b.csv", SECOND));
    struct str_list people = workplace_list(&w, "person");
    for (size_t i = 0; i < 2; i++) {
        struct str line = str_format(t->arena,
                                     "collect.permit person=%.*s what=workshop given=%s "
                                     "decided_by=young_person",
                                     STR_ARGS(people.items[i]), i ? "no" : "yes");
        REQUIRE(t, workplace_do(&w, str_c(t->arena, line)));
    }
    REQUIRE(t, decide(&w, "same"));
    CHECK(t, workplace_count(&w, "permission") == 1);
    struct str no = workplace_list(&w, "permission").items[0];
    CHECK_STR(t, workplace_field(&w, no, "given"), "no");
    CHECK_STR(t,
              workplace_field(&w,
                              workplace_by(&w, "statement", "source", "a.csv:2:working1"),
                              "tray"),
              "withdrawn");
    REQUIRE(t, take_back(&w));
    CHECK(t, workplace_count(&w, "permission") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Also in a year that is closed, and back again. */
static void reaches_closed_years(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", FIRST));
    REQUIRE(t, reviews(&w, "b.csv", SECOND));
    struct str first = w.cycle;
    REQUIRE(t, workplace_do(&w, "cycle.close"));
    REQUIRE(t, workplace_new_cycle(&w, "2026"));
    REQUIRE(t, decide(&w, "same"));
    int64_t merge = w.result.number;
    w.cycle = first;
    CHECK(t, of_person(&w, "review", workplace_list(&w, "person").items[0]) == 2);
    /* What it counted stays as it was counted. */
    CHECK_STR(t,
              workplace_field(&w,
                              workplace_by(&w, "statement", "source", "a.csv:2:working1"),
                              "tray"),
              "");
    REQUIRE(t, workplace_undo(&w, merge));
    CHECK(t, workplace_count(&w, "person") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Whoever has become one is erased as one, by either name. */
static void erases_both_as_one(struct test *t)
{
    struct workplace w;
    struct erased erased;
    struct person_found found;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", FIRST));
    REQUIRE(t,
            reviews(&w, "b.csv", "R1,,Quixby,Zelda,3/4/2009,Elm,13/06/2025,Zither,\n"));
    struct str_list people = workplace_list(&w, "person");
    struct str kept = people.items[0], gone = people.items[1];
    REQUIRE(t, decide(&w, "same"));
    REQUIRE_OK(t, person_find(w.engine, t->arena, gone, STR(""), &found, &w.err), w.err);
    CHECK_STR(t, found.person, str_c(t->arena, kept));
    REQUIRE_OK(t,
               person_find(w.engine, t->arena, STR("Zelda Quixby"), STR("3/4/2009"),
                           &found, &w.err),
               w.err);
    CHECK_STR(t, found.person, str_c(t->arena, kept));
    CHECK(t, found.also.count == 0);
    REQUIRE_OK(t, care_erase(w.engine, t->arena, found.person, false, &erased, &w.err),
               w.err);
    CHECK(t, workplace_count(&w, "statement") == 0 && workplace_count(&w, "doubt") == 0);
    CHECK(t, !workplace_file_holds(&w, "waymark.db", "Zither"));
    CHECK(t, workplace_file_holds(&w, "erased.txt", str_c(t->arena, gone)));
    CHECK(t, workplace_file_holds(&w, "erased.txt", str_c(t->arena, kept)));
    CHECK(t, !person_find(w.engine, t->arena, STR("Zelda Quixby"), STR("3/4/2009"),
                          &found, &w.err));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* A third who is like both is asked about twice; one answer leaves the other. */
static void asks_of_each(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, reviews(&w, "a.csv", FIRST));
    REQUIRE(t, reviews(&w, "b.csv", SECOND));
    REQUIRE(t, reviews(&w, "c.csv", "R3,,Smith,Sam,1/2/2010,Ash,14/07/2025,Dog,\n"));
    CHECK(t, w.counts.doubts == 2 && workplace_count(&w, "doubt") == 3);
    REQUIRE(t, decide(&w, "same")); /* the third and the second */
    size_t open;
    REQUIRE_OK(t, doubt_count(w.db, t->arena, &open, &w.err), w.err);
    CHECK(t, open == 1 && workplace_count(&w, "person") == 2);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Two files, a person each, who may be one; the commands of the files. */
static bool import_two(struct workplace *w, int64_t *first, int64_t *second)
{
    struct command_list last;
    if (!reviews(w, "a.csv", "R1,,Smith,Sam,1/2/2010,Oak,12/05/2025,Art,Tea\n") ||
        !reviews(w, "b.csv", "R2,,Smith,Sam,1/2/2010,Elm,13/06/2025,Bus,\n") ||
        !command_list(w->db, w->arena, 0, 2, &last, &w->err) || last.count != 2)
        return false;
    *second = last.items[0].number;
    *first = last.items[1].number;
    return true;
}

static bool refuses_undo(struct workplace *w, int64_t number, const char *why)
{
    struct str line =
        str_format(w->arena, "workplace.undo command=%lld", (long long)number);
    return workplace_refuses(w, str_c(w->arena, line), why);
}

static void goes_with_the_import(struct test *t)
{
    struct workplace w;
    int64_t first, second;
    REQUIRE(t, workplace_open(t, &w) && import_two(&w, &first, &second));
    REQUIRE(t, workplace_undo(&w, first));
    int64_t back = w.result.number;
    CHECK(t, json_find_integer(&w.result.outcome, STR("doubts"), 0) == 1);
    CHECK(t, workplace_count(&w, "doubt") == 0 && workplace_count(&w, "person") == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    /* Taken back itself, it asks again. */
    REQUIRE(t, workplace_undo(&w, back));
    CHECK(t, workplace_count(&w, "person") == 2 && workplace_count(&w, "doubt") == 1);
    CHECK_STR(t, workplace_field(&w, newest_doubt(&w), "state"), "open");
    /* The other file can go after it; come in again, they ask again. */
    REQUIRE(t, workplace_undo(&w, first));
    back = w.result.number;
    REQUIRE(t, workplace_undo(&w, second));
    int64_t other = w.result.number;
    CHECK(t, workplace_count(&w, "person") == 0 && workplace_count(&w, "review") == 0);
    CHECK(t, refuses_undo(&w, back, "bring that back first"));
    REQUIRE(t, workplace_undo(&w, other));
    REQUIRE(t, reviews(&w, "a.csv", "R1,,Smith,Sam,1/2/2010,Oak,12/05/2025,Art,Tea\n"));
    CHECK(t, workplace_count(&w, "person") == 2 && workplace_count(&w, "doubt") == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

static void stays_once_decided(struct test *t)
{
    static const char *const ways[] = {"different", "same"};
    for (size_t i = 0; i < 2; i++) {
        struct workplace w;
        int64_t first, second;
        REQUIRE(t, workplace_open(t, &w) && import_two(&w, &first, &second));
        REQUIRE(t, decide(&w, ways[i]));
        int64_t decided = w.result.number;
        const char *undo = str_c(
            t->arena, str_format(t->arena, "`waymark undo %lld`", (long long)decided));
        CHECK(t, refuses_undo(&w, first, undo));
        CHECK(t, refuses_undo(&w, first, i ? "workplace.same" : "decided: different"));
        CHECK(t, refuses_undo(&w, second, undo));
        REQUIRE(t, workplace_undo(&w, decided) && workplace_undo(&w, first));
        CHECK(t, workplace_count(&w, "doubt") == 0 && workplace_count(&w, "person") == 1);
        CHECK_STR(t, workplace_verify(&w), "");
        workplace_close(&w);
    }
}

const struct test_case doubt_tests[] = {
    {"one name in two spellings is asked about", sees_one_name_in_two_spellings},
    {"also where nothing else agrees", sees_one_name_at_another_school},
    {"whoever may be meant is named", names_who_may_be_meant},
    {"what is in doubt is asked, and the rest is not", asks_where_it_is_in_doubt},
    {"one UPN with two birthdays is in doubt", asks_of_one_upn_with_two_birthdays},
    {"a doubt names nobody, and who looks is noted", holds_no_names},
    {"two who are different stay so", keeps_two_apart_for_good},
    {"two who are the same become one, and two again", makes_two_one},
    {"what one of the two said no to goes with them", a_no_goes_with_them},
    {"what both said counts as one list", counts_as_one_list},
    {"two reviews of a day become one", makes_one_of_two_reviews_of_a_day},
    {"of two permissions the no stands", keeps_a_no},
    {"closed years, too", reaches_closed_years},
    {"both are erased as one", erases_both_as_one},
    {"each pair is asked about", asks_of_each},
    {"an open one goes with either import", goes_with_the_import},
    {"one that is decided is named", stays_once_decided},
    {0},
};
