/* SPDX-License-Identifier: MIT */
#include "office.h"

static const char first_year[] =
    "Reference,Date of review,Working 1,Not working 1\n"
    "A,1/5/2025,I like the art club,The school bus is always late\n"
    "B,1/5/2025,The art club is great,My bus is late every morning\n"
    "C,1/5/2025,Art club on Fridays,I cannot find a job\n"
    "D,1/5/2025,Painting in art club,Nobody helps me find a job\n";

static const char second_year[] =
    "Reference,Date of review,Working 1,Not working 1\n"
    "A,1/5/2026,The art club is still great,The bus is late again every morning\n"
    "B,1/5/2026,Art club and painting,The school bus is still late\n"
    "E,1/5/2026,Football on Sundays,The canteen is far too loud\n";

static bool themes_of_first(struct office *w)
{
    return office_import(w, SHEET_REVIEWS, "2025.csv", first_year) &&
           office_do(w, "theme.new section=not_working name=\"I am late because of the "
                        "bus\" statements=2025.csv:2:not_working1,"
                        "2025.csv:3:not_working1") &&
           office_do(w, "theme.new section=not_working name=\"I cannot find a job\" "
                        "statements=2025.csv:4:not_working1,2025.csv:5:not_working1") &&
           office_do(w, "theme.new section=working name=\"I like the art club\" "
                        "statements=2025.csv:2:working1,2025.csv:3:working1,"
                        "2025.csv:4:working1,2025.csv:5:working1");
}

static bool next_year(struct office *w)
{
    w->cycle = STR_NONE;
    if (!office_do(w, "cycle.next from=2025 name=2026"))
        return false;
    w->cycle = json_find_text(&w->result.outcome, STR("cycle"));
    return office_import(w, SHEET_REVIEWS, "2026.csv", second_year) &&
           office_do(w, "theme.new section=not_working name=\"I wait for the bus\" "
                        "statements=2026.csv:2:not_working1,2026.csv:3:not_working1") &&
           office_do(w, "theme.new section=not_working name=\"I hear too much noise\" "
                        "statements=2026.csv:4:not_working1") &&
           office_do(w, "theme.new section=working name=\"I paint in the art club\" "
                        "statements=2026.csv:2:working1,2026.csv:3:working1");
}

/* The name of the theme that a theme of this year leads to. */
static struct str leads_to(struct office *w, const char *name)
{
    struct str id = office_field(w, office_by(w, "theme", "name", name), "previous");
    return id.len ? office_field(w, id, "name") : STR_NONE;
}

static void links_what_is_alike(struct test *t)
{
    struct office w;
    REQUIRE(t, office_open(t, &w) && themes_of_first(&w));
    CHECK(t, office_refuses(&w, "theme.lineage", "no cycle before it"));
    REQUIRE(t, next_year(&w));
    REQUIRE(t, office_do(&w, "theme.lineage"));
    CHECK(t, json_find_integer(&w.result.outcome, STR("linked"), 0) == 2);
    CHECK_STR(t, leads_to(&w, "I wait for the bus"), "I am late because of the bus");
    CHECK_STR(t, leads_to(&w, "I paint in the art club"), "I like the art club");
    CHECK_STR(t, leads_to(&w, "I hear too much noise"), "");
    REQUIRE(t, office_do(&w, "theme.lineage"));
    CHECK(t, json_find_integer(&w.result.outcome, STR("linked"), 0) == 0);
    CHECK_STR(t, office_verify(&w), "");
    office_close(&w);
}

static void leaves_what_people_linked(struct test *t)
{
    struct office w;
    REQUIRE(t, office_open(t, &w) && themes_of_first(&w) && next_year(&w));
    REQUIRE(t, office_do(&w, "review.link_theme theme=\"I wait for the bus\" "
                             "previous=\"I cannot find a job\""));
    REQUIRE(t, office_do(&w, "theme.lineage"));
    CHECK_STR(t, leads_to(&w, "I wait for the bus"), "I cannot find a job");
    CHECK_STR(t, office_verify(&w), "");
    office_close(&w);
}

/* Like is compared with like: no theme of another section. */
static void keeps_to_the_section(struct test *t)
{
    struct office w;
    REQUIRE(t, office_open(t, &w) && themes_of_first(&w) && next_year(&w));
    REQUIRE(t, office_do(&w, "theme.new section=working name=\"I like the late bus\" "
                             "statements=2026.csv:4:working1"));
    REQUIRE(t, office_do(&w, "theme.lineage"));
    struct str previous = office_field(
        &w, office_by(&w, "theme", "name", "I like the late bus"), "previous");
    if (previous.len)
        CHECK_STR(t, office_field(&w, previous, "section"), "working");
    office_close(&w);
}

const struct test_case lineage_more_tests[] = {
    {"themes are linked to what is like them", links_what_is_alike},
    {"what people linked stays", leaves_what_people_linked},
    {"only themes of one section are compared", keeps_to_the_section},
    {0},
};
