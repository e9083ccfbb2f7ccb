/* SPDX-License-Identifier: MIT */
#include "importing.h"
#include "published_show.h"

#include "cycle/cards.h"
#include "cycle/manner.h"

static void says_how_words_came_to_be(struct test *t)
{
    static const struct {
        const char *body, *words;
    } cases[] = {
        {"{}", ""},
        {"{\"speaker\":\"young_person\",\"how\":\"words\"}", ""},
        {"{\"how\":\"signs\",\"speaker\":\"young_person\"}", ""},
        {"{\"how\":\"signs\",\"interpreted_by\":\"interpreter\"}",
         "interpreted by an interpreter"},
        {"{\"how\":\"aac\",\"interpreted_by\":\"family\"}", "interpreted by family"},
        {"{\"how\":\"aac\",\"interpreted_by\":\"other\"}",
         "interpreted by somebody else"},
        {"{\"how\":\"observation\",\"speaker\":\"school\"}", "seen by school"},
        {"{\"how\":\"observation\",\"speaker\":\"social_care\"}", "seen by social care"},
        {"{\"how\":\"observation\",\"speaker\":\"young_person\"}",
         "seen by somebody else"},
        {"{\"how\":\"observation\"}", "seen by somebody else"},
        {"{\"how\":\"observation\",\"speaker\":\"family\",\"interpreted_by\":\"school\"}",
         "seen by family"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct json body;
        struct error err;
        REQUIRE_OK(t, json_parse(t->arena, str_of(cases[i].body), &body, &err), err);
        struct card card = {.body = body};
        CHECK_STR(t, manner_of(t->arena, &body), cases[i].words);
        CHECK_STR(t, card_remark(t->arena, &card), cases[i].words);
    }
}

#define HEAD "Pupil Ref,Review date,How said,Interpreted by,Said by,Working 1\n"

static void an_import_says_who_interpreted(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r.csv",
                                HEAD "T1,04/11/2024,BSL,BSL interpreter,YP,Art\n"
                                     "T2,04/11/2024,Makaton,Mum,YP,Art\n"
                                     "T3,04/11/2024,Makaton,Zelda Quixby,YP,Art\n"
                                     "T4,04/11/2024,observed,,Teacher,Art\n"
                                     "T5,04/11/2024,Makaton,Not needed,YP,Art\n"
                                     "T6,04/11/2024,Makaton,n/a,YP,Art\n"));
    CHECK_STR(t, said(&w, "r.csv:2:working1", "interpreted_by"), "interpreter");
    CHECK_STR(t, said(&w, "r.csv:3:working1", "interpreted_by"), "family");
    /* A name is no role: it is left out, and not repeated; somebody it was. */
    CHECK_STR(t, said(&w, "r.csv:4:working1", "interpreted_by"), "other");
    CHECK(t, workplace_noticed(&w, 4,
                               "what stands under \"Interpreted by\" is not "
                               "understood and is taken as other"));
    CHECK_STR(t, said(&w, "r.csv:6:working1", "interpreted_by"), "");
    CHECK_STR(t, said(&w, "r.csv:7:working1", "interpreted_by"), "");
    CHECK(t, str_find(workplace_notices(&w), STR("Quixby")) == SIZE_MAX);
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "r2.csv",
                                HEAD "T2,04/11/2024,Makaton,School,YP,Art\n"));
    CHECK(t, workplace_noticed(&w, 2, "who interpreted: family → school"));
    CHECK_STR(t, said(&w, "r.csv:3:working1", "interpreted_by"), "school");
    workplace_close(&w);
}

/* In the report a role may show who it was: only that there was somebody is said. */
static void the_report_says_that_it_was_interpreted(struct test *t)
{
    struct workplace w;
    struct published doc;
    struct buf text = BUF_IN(t->arena);
    REQUIRE(t, workplace_open(t, &w));
    buf_add(&text, STR(HEAD));
    for (int i = 1; i <= 30; i++)
        buf_add_format(&text, "T%d,04/11/2024,%s\n", i,
                       i <= 8 ? "signs,Interpreter,YP,My lessons are fun"
                              : "words,,YP,The bus is on time");
    REQUIRE(
        t, workplace_import(&w, SHEET_REVIEWS, "r.csv", str_c(t->arena, buf_str(&text))));
    REQUIRE(t, workplace_do(&w, "theme.new section=working name=\"I like lessons\" "
                                "statements=r.csv:2:working1,r.csv:3:working1,"
                                "r.csv:4:working1,r.csv:5:working1,r.csv:6:working1,"
                                "r.csv:7:working1,r.csv:8:working1,r.csv:9:working1") &&
                   workplace_do(&w, "theme.agree theme=\"I like lessons\""));
    REQUIRE_OK(t, publish(&w, &doc), w.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "My lessons are fun"));
    CHECK(t, shows(all, "put into words by somebody else"));
    CHECK(t, !shows(all, "nterpreter"));
    workplace_close(&w);
}

const struct test_case manner_tests[] = {
    {"how words came to be", says_how_words_came_to_be},
    {"an import says who interpreted", an_import_says_who_interpreted},
    {"the report says that it was interpreted", the_report_says_that_it_was_interpreted},
    {0},
};
