/* SPDX-License-Identifier: MIT */
/* A sample of the cards: every sort has one, the same again every time, counted by
 * what it leaves out. */
#include "cycle/cards.h"
#include "cycle/sample.h"
#include "published_show.h"
#include "scripts.h"

/* 40 of one school, 12 of another, 1 of a third; each says one thing that works. */
static bool import_many(struct workplace *place)
{
    static const struct {
        const char *school;
        int count;
    } schools[] = {{"Elm School", 40}, {"Oak Lane School", 12}, {"Ash School", 1}};
    struct buf text = BUF_IN(place->arena);
    int number = 0;
    buf_add(&text, STR("Pupil Ref,School,Year group,Review date,Working 1\n"));
    for (size_t i = 0; i < sizeof schools / sizeof schools[0]; i++)
        for (int n = 0; n < schools[i].count; n++, number++)
            buf_add_format(&text, "T%d,%s,%d,04/11/2024,The art room %c%c\n", number,
                           schools[i].school, 9 + number % 2, 'a' + number % 26,
                           'a' + number / 26);
    return workplace_import(place, SHEET_REVIEWS, "reviews.csv",
                            str_c(place->arena, buf_str(&text)));
}

static bool sample_now(struct workplace *place, struct sample *out)
{
    struct process *process;
    if (!engine_process(place->engine, place->cycle, &process, &place->err))
        return false;
    const struct json *how = json_find(&process->cycle_body, STR("sample"));
    struct sample_request request = {.db = place->engine->store->db,
                                     .kinds = process->kinds,
                                     .cycle = place->cycle,
                                     .body = &process->cycle_body,
                                     .by = how ? json_find(how, STR("by")) : NULL};
    return sample_load(place->arena, &request, out, &place->err);
}

static size_t cards_on_tables(struct workplace *place)
{
    struct process *process;
    struct cards cards;
    if (!engine_process(place->engine, place->cycle, &process, &place->err))
        return 0;
    struct cards_request request = {.db = place->engine->store->db,
                                    .kinds = process->kinds,
                                    .cycle = place->cycle,
                                    .body = &process->cycle_body};
    return cards_load(place->arena, &request, &cards, &place->err) ? cards.count : 0;
}

/* The sources of the cards that were not drawn, one after the other. */
static struct str left_out(struct workplace *place)
{
    struct buf out = BUF_IN(place->arena);
    struct json all = workplace_records(place, "statement");
    for (size_t i = 0; i < json_count(&all); i++)
        if (str_equal(json_find_text(json_item(&all, i), STR("tray")), STR("not_drawn")))
            buf_add_format(&out, "%.*s ",
                           STR_ARGS(json_find_text(json_item(&all, i), STR("source"))));
    return buf_str(&out);
}

static void every_sort_has_one(struct test *t)
{
    struct workplace place;
    struct sample sample;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, import_many(&place));
    REQUIRE(t, workplace_do(&place, "prepare.sample size=10"));
    CHECK(t, cards_on_tables(&place) == 10);
    REQUIRE_OK(t, sample_now(&place, &sample), place.err);
    REQUIRE(t, sample.count == 53 && sample.strata_count == 3);
    CHECK_STR(t, sample.strata[0].words, "what is working, Ash School");
    static const size_t drawn[] = {1, 7, 2};
    for (size_t i = 0; i < 3; i++)
        CHECK(t, sample.strata[i].count - sample.strata[i].left_out == drawn[i]);
    REQUIRE(t, workplace_do(&place, "theme.draft count=1"));
    CHECK(t, json_find_integer(&place.result.outcome, STR("statements"), 0) == 10);
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static void the_same_seed_draws_the_same(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, import_many(&place));
    REQUIRE(t,
            workplace_do(&place, "prepare.sample size=10 by=year_group,school seed=5"));
    struct str first = left_out(&place);
    int64_t number = place.result.number;
    CHECK(t, str_find(first, STR("reviews.csv:")) == 0);
    REQUIRE(t, workplace_undo(&place, number));
    CHECK_STR(t, left_out(&place), "");
    CHECK(t, cards_on_tables(&place) == 53);
    REQUIRE(t,
            workplace_do(&place, "prepare.sample size=10 by=year_group,school seed=6"));
    CHECK(t, !str_equal(left_out(&place), first));
    REQUIRE(t,
            workplace_do(&place, "prepare.sample size=10 by=year_group,school seed=5"));
    CHECK(t, str_equal(left_out(&place), first));
    REQUIRE(t, workplace_do(&place, "prepare.no_sample"));
    CHECK_STR(t, left_out(&place), "");
    CHECK(t, workplace_refuses(&place, "prepare.no_sample", "there is no sample"));
    /* Another folder, another day: the same cards. */
    struct str mended = str_copy(t->arena, first);
    REQUIRE(t, import_many(&place));
    REQUIRE(t,
            workplace_do(&place, "prepare.sample size=10 by=year_group,school seed=5"));
    CHECK(t, str_equal(left_out(&place), mended));
    workplace_close(&place);
}

static void what_cannot_be_drawn_is_said(struct test *t)
{
    static const char *const refused[][2] = {
        {"prepare.sample size=53", "no sample of 53 is needed"},
        {"prepare.sample size=2", "there are 3 sorts of card, and each should have one"},
        {"prepare.sample size=-4", "there are 3 sorts of card"},
        {"prepare.sample size=9 by=section,colour", "cannot be drawn by \"colour\""},
        {"prepare.sample size=9 by=person", "cannot be drawn by \"person\""},
    };
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, import_many(&place));
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        CHECK(t, workplace_refuses(&place, refused[i][0], refused[i][1]));
    REQUIRE(t, workplace_do(&place, "theme.alone statements=reviews.csv:2:working1"));
    CHECK(t, workplace_refuses(&place, "prepare.sample size=9",
                               "1 card is in groups or trays already"));
    workplace_close(&place);
}

static void a_card_not_drawn_can_be_picked(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, import_many(&place));
    REQUIRE(t, workplace_do(&place, "prepare.sample size=10"));
    struct str rest = left_out(&place), one = str_cut(&rest, ' ');
    struct str alone = str_format(t->arena, "theme.alone statements=%.*s", STR_ARGS(one));
    CHECK(t, workplace_refuses(&place, str_c(t->arena, alone),
                               "These were not drawn for the sample; pick them first"));
    struct str pick = str_format(t->arena, "collect.pick statement=%.*s", STR_ARGS(one));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, pick)));
    CHECK(t, cards_on_tables(&place) == 11);
    /* They change their mind, and change it back: it stays picked. */
    struct str decide = str_format(
        t->arena, "collect.permit person=%.*s what=workshop decided_by=family ",
        STR_ARGS(one));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, str_format(t->arena, "%.*sgiven=no",
                                                               STR_ARGS(decide)))));
    CHECK(t, cards_on_tables(&place) == 10);
    REQUIRE(t, workplace_do(&place, str_c(t->arena, str_format(t->arena, "%.*sgiven=yes",
                                                               STR_ARGS(decide)))));
    CHECK(t, cards_on_tables(&place) == 11);
    workplace_close(&place);
}

/* The same cards are on the tables as before, and the same ones are not. */
static void a_no_taken_back_keeps_the_draw(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, import_many(&place));
    REQUIRE(t, workplace_do(&place, "prepare.sample size=10"));
    struct str rest = left_out(&place), before = str_copy(t->arena, rest);
    struct str one = str_cut(&rest, ' ');
    struct str no = str_format(t->arena,
                               "collect.permit person=%.*s what=workshop given=no "
                               "decided_by=young_person",
                               STR_ARGS(one));
    struct str yes = str_format(t->arena,
                                "collect.permit person=%.*s what=workshop given=yes "
                                "decided_by=young_person",
                                STR_ARGS(one));
    struct str hold = str_format(
        t->arena, "collect.hold_back statement=%.*s reason=\"Ana asks\"", STR_ARGS(one));
    struct str release =
        str_format(t->arena, "collect.release statement=%.*s", STR_ARGS(one));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, no)));
    CHECK(t, !str_equal(left_out(&place), before));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, yes)));
    CHECK(t, str_equal(left_out(&place), before));
    CHECK(t, cards_on_tables(&place) == 10);
    REQUIRE(t, workplace_do(&place, str_c(t->arena, hold)));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, release)));
    CHECK(t, str_equal(left_out(&place), before));
    /* Nothing of it outlasts the sample. */
    REQUIRE(t, workplace_do(&place, str_c(t->arena, no)));
    REQUIRE(t, workplace_do(&place, "prepare.no_sample"));
    REQUIRE(t, workplace_do(&place, str_c(t->arena, yes)));
    CHECK_STR(t, left_out(&place), "");
    CHECK(t, cards_on_tables(&place) == 53);
    workplace_close(&place);
}

static void the_report_says_what_is_left_out(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, import_many(&place));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t, !shows(all_text(t, &doc), "a sample was drawn"));
    REQUIRE(t, workplace_do(&place, "prepare.sample size=20"));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK_HAS(t, all_text(t, &doc),
              "a sample was drawn by section and school. 33 statements, from 33 people, "
              "were not drawn and are not in this report.");
    /* So few that somebody could be recognised are not counted aloud. */
    REQUIRE(t, workplace_do(&place, "prepare.sample size=51 by=section"));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK_HAS(t, all_text(t, &doc), "Some statements were not drawn and are not in this");
    workplace_close(&place);
}

const struct test_case sample_tests[] = {
    {"every sort of card has one", every_sort_has_one},
    {"the same seed draws the same", the_same_seed_draws_the_same},
    {"what cannot be drawn is said", what_cannot_be_drawn_is_said},
    {"a card that was not drawn can be picked", a_card_not_drawn_can_be_picked},
    {"a no that is taken back keeps the draw", a_no_taken_back_keeps_the_draw},
    {"the report says what is left out", the_report_says_what_is_left_out},
    {0},
};
