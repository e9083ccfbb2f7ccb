/* SPDX-License-Identifier: MIT */
/* Groups that people made pull their like, and nothing that a person decided is undone.
 */
#include "workplace.h"

#include "engine/care.h"
#include "store/db.h"
#include "text/examples.h"

#include <string.h>

static const char *const buses[] = {"The bus is late every morning",
                                    "My taxi never comes on time",
                                    "I wait an hour for my lift home"};
static const char *const noise[] = {"The dinner hall is too loud", "Noise hurts my ears",
                                    "I need a quiet room"};

static void put(struct examples *to, size_t *of, const char *const *texts, size_t count,
                size_t group)
{
    for (size_t i = 0; i < count; i++) {
        of[to->statements.count] = group;
        to->statements.items[to->statements.count++] = str_of(texts[i]);
    }
}

static const size_t *draw(struct test *t, struct encoder *encoder,
                          const char *const *free_texts, size_t count)
{
    struct examples all = {
        .statements = {arena_array(t->arena, struct str, 6 + count), 0},
        .groups = 2,
        .encoder = encoder};
    size_t *of = arena_array(t->arena, size_t, 6 + count);
    put(&all, of, buses, 3, 0);
    put(&all, of, noise, 3, 1);
    put(&all, of, free_texts, count, EXAMPLES_FREE);
    all.of = of;
    return examples_draw(t->arena, &all);
}

static void pulls_by_meaning(struct test *t)
{
    static const char *const late[] = {"My bus was late again", "It is so noisy at lunch",
                                       "I love swimming",
                                       "the bus is late every morning"};
    struct encoder *encoder;
    struct error err;
    if (!test_with_model(t))
        return;
    REQUIRE_OK(t,
               encoder_open(t->arena, (struct encoder_options){.mean = ENCODER_RARE},
                            &encoder, &err),
               err);
    const size_t *to = draw(t, encoder, late, 4);
    for (size_t i = 0; i < 6; i++)
        CHECK(t, to[i] == i / 3);
    CHECK(t, to[6] == 0);
    CHECK(t, to[7] == 1);
    CHECK(t, to[8] == EXAMPLES_FREE);
    CHECK(t, to[9] == 0); /* an example's very words */
    encoder_close(encoder);
}

static void pulls_by_words(struct test *t)
{
    static const char *const late[] = {"The morning bus is late",
                                       "The dinner hall is loud", "I love swimming"};
    const size_t *to = draw(t, NULL, late, 3);
    CHECK(t, to[6] == 0);
    CHECK(t, to[7] == 1);
    CHECK(t, to[8] == EXAMPLES_FREE);
}

static void goes_without(struct test *t)
{
    struct examples none = {.groups = 0};
    CHECK(t, examples_draw(t->arena, &none) != NULL);
    size_t of[] = {0, 0};
    struct str texts[] = {STR("One"), STR("Two")};
    struct examples all = {.statements = {texts, 2}, .groups = 1, .of = of};
    const size_t *to = examples_draw(t->arena, &all);
    CHECK(t, to[0] == 0 && to[1] == 0);
}

/* Whole: a late import, where people have made groups. */
static const char reviews[] =
    "Pupil Ref,Review date,Not working 1,Not working 2\n"
    "T1,04/11/2024,The bus is late every morning,The dinner hall is too loud\n"
    "T2,04/11/2024,The school bus comes late,Dinner hall noise hurts my ears\n"
    "T3,04/11/2024,My bus is always late,Too loud in the dinner hall\n";
static const char later[] =
    "Pupil Ref,Review date,Not working 1,Not working 2\n"
    "T8,04/11/2024,The morning bus is late,Nobody signs with me\n"
    "T9,04/11/2024,The bus is always late,The dinner hall is loud\n";

static struct json said(struct workplace *place, const char *source)
{
    return workplace_find(place, "statement", "source", source);
}

static bool open_agreed(struct test *t, struct workplace *w)
{
    return workplace_open_on(t, w, SHEET_REVIEWS, "reviews.csv", reviews) &&
           workplace_do(
               w, "theme.new section=not_working name=\"I am late because of the bus\" "
                  "statements=reviews.csv:2:not_working1,reviews.csv:3:not_working1,"
                  "reviews.csv:4:not_working1") &&
           workplace_do(w, "theme.agree theme=\"I am late because of the bus\"") &&
           workplace_do(w, "theme.unsure statements=reviews.csv:3:not_working2") &&
           workplace_import(w, SHEET_REVIEWS, "later.csv", later);
}

static void late_cards_find_their_place(struct test *t)
{
    struct workplace place;
    REQUIRE(t, open_agreed(t, &place));
    struct json example = said(&place, "reviews.csv:2:not_working1");
    REQUIRE(t, workplace_do(&place, "theme.draft"));
    struct json bus = said(&place, "later.csv:2:not_working1");
    struct json signs = said(&place, "later.csv:2:not_working2");
    CHECK_STR(t, json_find_text(&bus, STR("theme")),
              str_c(t->arena, json_find_text(&example, STR("theme"))));
    CHECK(t, json_find_bool(&bus, STR("added")));
    CHECK(t, !json_find(&signs, STR("added")));

    /* Once more: nothing moves. */
    struct json first = workplace_records(&place, "statement");
    REQUIRE(t, workplace_do(&place, "theme.draft"));
    struct json second = workplace_records(&place, "statement");
    CHECK(t, json_equal(&first, &second));

    /* People look: they are theirs from then on. */
    REQUIRE(t,
            workplace_do(&place, "theme.agree theme=\"I am late because of the bus\""));
    bus = said(&place, "later.csv:2:not_working1");
    CHECK(t, !json_find(&bus, STR("added")) && !json_find(&bus, STR("drafted")));
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static void nothing_that_people_did_is_undone(struct test *t)
{
    static const char *const again[] = {"theme.draft",
                                        "theme.draft section=not_working count=1",
                                        "theme.draft grain=100", "theme.draft grain=1"};
    static const char *const theirs[] = {
        "reviews.csv:2:not_working1", "reviews.csv:3:not_working1",
        "reviews.csv:4:not_working1", "reviews.csv:3:not_working2",
        "later.csv:3:not_working1"};
    struct json before[5];
    struct workplace place;
    REQUIRE(t, open_agreed(t, &place));
    REQUIRE(t, workplace_do(&place, "theme.draft"));
    /* Taken out again: it is like nothing so much as that group, and stays out. */
    REQUIRE(t, workplace_do(&place, "theme.alone statements=later.csv:3:not_working1"));
    for (size_t i = 0; i < 5; i++)
        before[i] = said(&place, theirs[i]);
    for (size_t i = 0; i < 4; i++) {
        REQUIRE(t, workplace_do(&place, again[i]));
        for (size_t k = 0; k < 5; k++) {
            struct json after = said(&place, theirs[k]);
            CHECK(t, json_equal(&before[k], &after));
        }
    }
    workplace_close(&place);
}

static void the_same_with_the_model(struct test *t)
{
    if (!test_with_model(t))
        return;
    late_cards_find_their_place(t);
}

static void nothing_undone_with_the_model(struct test *t)
{
    if (!test_with_model(t))
        return;
    nothing_that_people_did_is_undone(t);
}

static int64_t kept(struct workplace *place)
{
    struct db_rows rows = {0};
    struct error err;
    if (!db_run(place->engine->store->db, place->t->arena, "SELECT count(*) FROM vector",
                DB_WITHOUT, &rows, &err))
        return -1;
    return rows.cells[0].integer;
}

/* Kept or worked out again, the groups are the same; and with the words the numbers go.
 */
static void what_was_encoded_is_kept(struct test *t)
{
    struct workplace place;
    struct erased erased;
    if (!test_with_model(t))
        return;
    REQUIRE(t, open_agreed(t, &place));
    CHECK(t, kept(&place) == 0);
    REQUIRE(t, workplace_do(&place, "theme.draft grain=60"));
    struct json first = workplace_records(&place, "statement");
    CHECK(t, kept(&place) >= 8);
    REQUIRE(t, workplace_do(&place, "theme.draft grain=60"));
    struct json second = workplace_records(&place, "statement");
    CHECK(t, json_equal(&first, &second));
    REQUIRE_OK(t,
               care_erase(place.engine, t->arena, STR("T8"), false, &erased, &place.err),
               place.err);
    CHECK(t, kept(&place) == 0);
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

const struct test_case examples_tests[] = {
    {"a group's examples pull what means alike", pulls_by_meaning},
    {"and by words where there is no model", pulls_by_words},
    {"no group, and nothing free", goes_without},
    {"what comes late goes to groups that people made", late_cards_find_their_place},
    {"no decision of a person's is undone", nothing_that_people_did_is_undone},
    {"what comes late, by meaning", the_same_with_the_model},
    {"no decision is undone, by meaning", nothing_undone_with_the_model},
    {"what was encoded is kept, and goes with the words", what_was_encoded_is_kept},
    {NULL, NULL}};
