/* SPDX-License-Identifier: MIT */
/* What a report tells of statements: who said them and how, which are in no theme, and
 * what was left out. */
#include "cycle/coverage.h"
#include "published_show.h"

/* Others of whom the same is not true: all of a few people would be hidden. */
#define OTHERS                                                                           \
    "T21," IN_MAY ",,Maths goes too quickly,\n"                                          \
    "T22," IN_MAY ",,Maths goes too quickly,\n"                                          \
    "T23," IN_MAY ",,Maths goes too quickly,\n"                                          \
    "T24," IN_MAY ",,Maths goes too quickly,\n"                                          \
    "T25," IN_MAY ",,Maths goes too quickly,\n"

static const char bus[] =
    "theme.new as=@bus section=not_working name=\"I am late because of the bus\" "
    "statements=reviews.csv:3:not_working1,"
    "reviews.csv:4:not_working1,reviews.csv:5:not_working1,reviews.csv:6:not_working1,"
    "reviews.csv:7:not_working1,reviews.csv:8:not_working1\n"
    "theme.agree theme=@bus\n";

/* The first six of these are of one theme; the others come after them. */
static bool open_on_the_bus(struct test *t, struct workplace *place, struct str reviews)
{
    struct str text = str_format(t->arena, "%.*s" OTHERS, STR_ARGS(reviews));
    return open_with_reviews(t, place, text) && run_lines(place, bus);
}

static void says_who_said_it_and_how(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_on_the_bus(t, &place, str_of(published_reviews)), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "|Young person, in signs"));
    workplace_close(&place);
}

/* One who signs among many who speak: not told beside their words. */
static void a_rare_way_is_not_told(struct test *t)
{
    struct buf text = BUF_IN(t->arena);
    struct workplace place;
    struct str all;
    buf_add(&text, str_of(REVIEWS_HEAD));
    for (int i = 1; i <= 7; i++)
        buf_add_format(&text,
                       "T%d," IN_MAY "young person,%s,The bus home is always late %d,\n",
                       i, i <= 4 ? "BSL" : "", i);
    REQUIRE_OK(t, open_on_the_bus(t, &place, buf_str(&text)), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "|Young person\n") && !shows(all, "in signs"));
    workplace_close(&place);
}

static void nobody_is_taken_for_a_young_person(struct test *t)
{
    struct buf text = BUF_IN(t->arena);
    struct workplace place;
    struct str all;
    buf_add(&text, str_of(REVIEWS_HEAD));
    for (int i = 1; i <= 7; i++)
        buf_add_format(&text, "T%d," IN_MAY ",,The bus home is always late %d,\n", i, i);
    REQUIRE_OK(t, open_on_the_bus(t, &place, buf_str(&text)), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "|Who said it was not written down"));
    CHECK(t, !shows(all, "|Young person"));
    workplace_close(&place);
}

static const char views[] =
    "theme.new as=@bus section=not_working name=\"I am late because of the bus\" "
    "statements=reviews.csv:3:not_working1\n"
    "theme.agree theme=@bus\n"
    "understand.cause as=@why theme=@bus text=\"The bus is old\"\n"
    "understand.root cause=@why\n"
    "understand.open_voting dots=1\n"
    "understand.vote cause=@why perspective=young_person dots=10 people=10\n"
    "understand.vote cause=@why perspective=family dots=5 people=5\n"
    "understand.vote cause=@why perspective=health dots=2 people=2\n"
    "understand.vote cause=@why perspective=school dots=5 people=5\n"
    "understand.close_voting\n"
    "identify_success.success as=@good cause=@why perspective=health text=\"I see "
    "them\"\n"
    "identify_success.success cause=@why perspective=young_person text=\"I am early\"\n"
    "plan.idea success=@good text=\"A new bus\"\n"
    "plan.idea success=@good text=\"A taxi\" already=yes\n"
    "review.story text=\"I drive\" perspective=family may_publish=yes unexpected=yes\n";

/* The one person of a viewpoint would be known by its dots and words. */
static void few_of_a_viewpoint_are_others(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, open_with_reviews(t, &place, str_of(published_reviews)));
    REQUIRE_OK(t, run_lines(&place, views), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "The bus is old|22|"));
    REQUIRE(t, workplace_import(&place, SHEET_PARTICIPANTS, "room.csv",
                                "Role group,Number,Invited,Attended\n"
                                "Young person,6,Y,Y\n"
                                "Parent,2,Y,Y\nSchool,4,Y,Y\nHealth,1,Y,Y\n"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "The bus is old|10|12|22|"));
    CHECK(t, shows(all, "same|I am early|I see them|"));
    CHECK(t, shows(all, "What is happening already") && shows(all, "A taxi|"));
    CHECK(t, shows(all, "What else could help") && shows(all, "A new bus|"));
    CHECK(t, shows(all, "What nobody had planned") &&
                 shows(all, "Others\n\nThe story|\nI drive|"));
    CHECK(t, !shows(all, "Family\n\nThe story|"));
    REQUIRE(t, workplace_import(&place, SHEET_PARTICIPANTS, "more.csv",
                                "Role group,Number,Invited,Attended\nParent,4,Y,Y\n"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Family\n\nThe story|\nI drive|"));
    workplace_close(&place);
}

static void says_what_is_not_sorted(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_on_the_bus(t, &place, str_of(published_reviews)), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "5 statements have not been sorted yet"));
    CHECK(t, !shows(all, "Every other statement"));
    REQUIRE_OK(t,
               run_lines(&place,
                         "theme.alone statements=reviews.csv:14:not_working1,"
                         "reviews.csv:15:not_working1,reviews.csv:16:not_working1,"
                         "reviews.csv:17:not_working1,reviews.csv:18:not_working1\n"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, !shows(all, "not been sorted"));
    CHECK(t, shows(all, "5 statements stand on their own") &&
                 shows(all, "Every other statement that counts here is in a theme"));
    CHECK(t, !shows(all, "left out"));
    workplace_close(&place);
}

#define ALONE "statements=reviews.csv:14:not_working1"

/* One alone is not told of by its number; with the person's yes it is by its words. */
static void shows_one_on_its_own_with_a_yes(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_on_the_bus(t, &place, str_of(published_reviews)), place.err);
    struct str words = workplace_field(
        &place,
        workplace_by(&place, "statement", "source", "reviews.csv:14:not_working1"),
        "text");
    REQUIRE(t, workplace_do(&place, "theme.alone " ALONE));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Some statements stand on their own, in no theme; how many"));
    CHECK(t, !shows(all, str_c(t->arena, words)));
    REQUIRE(t, workplace_do(&place, "collect.permit person=reviews.csv:14 what=quote "
                                    "given=yes decided_by=young_person"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, str_c(t->arena, words)));
    REQUIRE(t, workplace_do(&place, "collect.withdraw person=reviews.csv:14 what=quote "
                                    "decided_by=young_person"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, !shows(all, str_c(t->arena, words)));
    /* Not sure yet is not on its own. */
    REQUIRE(t, workplace_do(&place, "collect.permit person=reviews.csv:14 what=quote "
                                    "given=yes decided_by=young_person"));
    REQUIRE(t, workplace_do(&place, "theme.new section=not_working " ALONE));
    REQUIRE(t, workplace_do(&place, "theme.unsure " ALONE));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, !shows(all, str_c(t->arena, words)));
    workplace_close(&place);
}

/* Said in the room by nobody who is known: the yes is for the words. */
static void shows_one_of_the_room_with_a_yes(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t,
               run_lines(&place,
                         "collect.say as=@words section=not_working "
                         "speaker=young_person text=\"I am the only one who signs "
                         "here\"\ntheme.alone statements=@words\n"
                         "collect.say as=@wait section=not_working "
                         "speaker=family text=\"We wait for a year\"\n"
                         "theme.new section=not_working name=\"I wait\" "
                         "statements=@wait\n"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, !shows(all, "only one who signs"));
    struct str words = workplace_by(&place, "statement", "source", "room:1");
    CHECK(t, workplace_refuses(&place,
                               "collect.permit what=quote given=yes decided_by=family",
                               "which words: statement="));
    static const char *const decisions[] = {"permit given=yes", "withdraw",
                                            "permit given=yes", "permit given=no"};
    for (size_t i = 0; i < sizeof decisions / sizeof decisions[0]; i++) {
        struct str line = str_format(t->arena,
                                     "collect.%s what=quote decided_by=young_person "
                                     "statement=%.*s",
                                     decisions[i], STR_ARGS(words));
        REQUIRE_OK(t, workplace_do(&place, str_c(t->arena, line)), place.err);
        REQUIRE_OK(t, publish_text(&place, &all), place.err);
        CHECK(t, shows(all, "only one who signs") == (i % 2 == 0));
    }
    workplace_close(&place);
}

/* Two in the report, two beyond them, and words of harm: N people each. */
static struct str more_than_two(struct test *t, int beyond, int harm)
{
    struct buf text = BUF_IN(t->arena);
    buf_add(&text, STR("Pupil Ref,School,Review date,Working 1,Working 2,Working 3\n"));
    for (int i = 1; i <= 20; i++)
        buf_add_format(&text, "T%d," IN_MAY "Art club,%s,%s\n", i,
                       i <= harm         ? "Nobody hits me now"
                       : i > 20 - beyond ? "My friends"
                                         : "",
                       i > 20 - beyond ? "Swimming too" : "");
    return buf_str(&text);
}

#define SAFETY                                                                           \
    "Words that may be about somebody's safety are never printed: they are for the "     \
    "person who looks after safeguarding."

static void says_what_was_left_out(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, open_with_reviews(t, &place, more_than_two(t, 6, 5)));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "6 more statements, from 6 people, are not in this report: they "
                        "are beyond these, or from an earlier review."));
    CHECK(t, shows(all, SAFETY " There were 5 such statements, from 5 people.|\n"));
    workplace_close(&place);
}

/* That there are one to four is not told: it reads as if there were none. */
static void tells_nothing_of_few_held_back(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, open_with_reviews(t, &place, more_than_two(t, 3, 3)));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, workplace_count(&place, "statement") == 29);
    CHECK(t, shows(all, "Some more statements, beyond these or from an earlier review, "
                        "are not in this report; how many is hidden."));
    CHECK(t, shows(all, SAFETY "|\n"));
    workplace_close(&place);
}

static void tells_the_same_of_none_held_back(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, open_with_reviews(t, &place, more_than_two(t, 0, 0)));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, !shows(all, "not in this report"));
    /* And no sentence about nobody. */
    CHECK(t, shows(all, "reviews were due, the views of 20 are here. All of them had had "
                        "a review.|"));
    CHECK(t, !shows(all, "no view written down"));
    CHECK(t, shows(all, SAFETY "|\n"));
    workplace_close(&place);
}

/* Heading by heading: neither what is out of scope, nor spare, nor held back. */
static void only_what_counts_is_counted(struct test *t)
{
    struct workplace place;
    struct process *process;
    struct scope scope;
    struct scope_counts said;
    struct coverage_people people;
    struct str text =
        str_format(t->arena, "%sT30,Elm School,04/05/2025,Art club,Swimming,Bowls\n",
                   str_c(t->arena, more_than_two(t, 6, 5)));
    REQUIRE(t, open_with_reviews(t, &place, text));
    REQUIRE(t, workplace_do(&place,
                            "prepare.scope field=school values=\"Holly Bank School\""));
    REQUIRE(t, engine_process(place.engine, place.cycle, &process, &place.err));
    REQUIRE_OK(
        t,
        scope_reviews(place.db, t->arena, process->kinds, place.cycle,
                      json_find(&process->cycle_body, STR("scope")), &scope,
                      &place.err) &&
            scope_count(place.db, t->arena, place.cycle, &scope, &said, &place.err) &&
            coverage_of_people(place.db, t->arena, place.cycle, &scope, &people,
                               &place.err),
        place.err);
    CHECK(t, said.all == 40 && said.counted == 26);
    CHECK(t, people.statements[SECTION_WORKING] == said.counted);
    CHECK(t, people.all.due == 20 && people.all.used == 20);
    workplace_close(&place);
}

/* A group that nobody has agreed has no name to be known by in a chart. */
static void what_nobody_has_agreed_is_not_drawn(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, open_with_reviews(t, &place, more_than_two(t, 6, 5)));
    REQUIRE(t, workplace_do(&place, "theme.draft section=working count=2"));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, !shows(all, "not agreed yet"));
    CHECK(t, shows(all, "No themes have been agreed here yet. 2 groups, made or "
                        "suggested, stay out of the report until people agree."));
    CHECK(t, shows(all, "statements are sorted into groups that nobody has agreed yet"));
    CHECK(t, !shows(all, "not been sorted"));
    workplace_close(&place);
}

/* That there are no themes is not that nothing was said. */
static void says_what_is_not_sorted_without_a_theme(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, open_with_reviews(t, &place, more_than_two(t, 6, 5)));
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "No themes have been made here yet."));
    CHECK(t, shows(all, "statements have not been sorted yet."));
    CHECK(t, !shows(all, "is in a theme"));
    workplace_close(&place);
}

/* All that was said stands on its own: nothing else is in a theme, for there is none. */
static void says_no_theme_holds_the_others(struct test *t)
{
    struct buf text = BUF_IN(t->arena), alone = BUF_IN(t->arena);
    struct workplace place;
    struct str all;
    buf_add(&text, str_of(REVIEWS_HEAD));
    buf_add(&alone, STR("theme.alone statements="));
    for (int i = 1; i <= 7; i++) {
        buf_add_format(&text, "T%d," IN_MAY ",,The bus home is late %d,\n", i, i);
        buf_add_format(&alone, "%sreviews.csv:%d:not_working1", i > 1 ? "," : "", i + 1);
    }
    REQUIRE_OK(t, open_with_reviews(t, &place, buf_str(&text)), place.err);
    REQUIRE_OK(t, workplace_do(&place, str_c(t->arena, buf_str(&alone))), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "stand on their own, in no theme"));
    CHECK(t, !shows(all, "is in a theme"));
    workplace_close(&place);
}

/* So many who say that the bus is late, so many others that maths is quick, so many who
 * say nothing there, or nothing at all, and so many whose review was not held. */
struct said_by {
    int late, quick, silent, mute, not_held;
};

static bool with_silent(struct workplace *place, struct said_by n)
{
    struct buf rows = BUF_IN(place->t->arena), lines = BUF_IN(place->t->arena);
    int said = n.late + n.quick, spoke = said + n.silent, held = spoke + n.mute;
    buf_add(&rows,
            STR("Pupil Ref,School,Review due,Review date,Working 1,Not working 1\n"));
    for (int i = 0; i < held + n.not_held; i++)
        buf_add_format(&rows, "T%d,Holly Bank School,04/11/2024,%s,%s,%s\n", i,
                       i < held ? "04/11/2024" : "", i < spoke ? "Swimming is fun" : "",
                       i < n.late ? "The bus is late"
                       : i < said ? "Maths goes too quickly"
                                  : "");
    for (int i = 0; i < said; i++)
        buf_add_format(
            &lines, "%sreviews.csv:%d:not_working1",
            i == 0        ? "theme.new section=not_working name=\"I wait\" statements="
            : i == n.late ? "\ntheme.new section=not_working name=\"I rush\" statements="
                          : ",",
            i + 2);
    buf_add(&lines, STR("\ntheme.agree theme=\"I wait\"\n"));
    if (n.quick)
        buf_add(&lines, STR("theme.agree theme=\"I rush\"\n"));
    return workplace_import(place, SHEET_REVIEWS, "reviews.csv",
                            str_c(place->t->arena, buf_str(&rows))) &&
           run_lines(place, str_c(place->t->arena, buf_str(&lines)));
}

/* The report says of how many there are views, and how many have none under a heading:
 * where its themes have everybody who has one, few can be worked out from all three. */
static void hides_what_leaves_few_without_a_view(struct test *t)
{
    static const struct {
        struct said_by people;
        const char *shown;
    } cases[] = {{{10, 0, 2, 0, 0}, "I wait|hidden|hidden|\n"},
                 {{10, 0, 5, 0, 0}, "I wait|10|10|\n"},
                 {{12, 0, 0, 0, 0}, "I wait|12|12|\n"},
                 {{10, 8, 2, 0, 0}, "I wait|10|10|\nI rush|hidden|hidden|\n"},
                 {{10, 8, 5, 0, 0}, "I wait|10|10|\nI rush|8|8|\n"},
                 {{10, 0, 6, 2, 0}, "I wait|hidden|hidden|\n"},
                 {{10, 8, 6, 0, 2}, "I wait|10|10|\nI rush|hidden|hidden|\n"},
                 {{10, 0, 6, 6, 6}, "I wait|10|10|\n"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct workplace place;
        struct published doc;
        REQUIRE(t, workplace_open(t, &place));
        REQUIRE_OK(t, with_silent(&place, cases[i].people), place.err);
        REQUIRE_OK(t, publish(&place, &doc), place.err);
        CHECK(t, shows(all_text(t, &doc), cases[i].shown));
        workplace_close(&place);
    }
}

/* Of two things that each may have said: statements less people are those who said two,
 * in a theme and beyond what counts. */
static void hides_how_few_said_two_things(struct test *t)
{
    static const char *const shown[] = {"I am late|12|12|\n", "I am late|12|hidden|\n",
                                        "I am late|12|17|\n"};
    static const char *const said[] = {"12 people said this.", "12 people said this.",
                                       "12 people said this, in 17 statements."};
    static const char *const more[] = {
        "12 more statements, from 12 people, are not in this report",
        "14 more statements are not in this report",
        "17 more statements, from 12 people, are not in this report"};
    static const int twice[] = {0, 2, 5};
    for (size_t i = 0; i < 3; i++) {
        struct buf rows = BUF_IN(t->arena), cards = BUF_IN(t->arena);
        struct workplace place;
        struct str all;
        buf_add(&rows, STR("Pupil Ref,School,Review date,Not working 1,Not working 2,"
                           "Working 1,Working 2,Working 3,Working 4\n"));
        for (int n = 0; n < 12; n++) {
            bool two = n < twice[i];
            buf_add_format(&rows, "T%d," IN_MAY "The bus is late,%s,Art,Drama,Games,%s\n",
                           n, two ? "My bus never comes" : "", two ? "Music" : "");
            buf_add_format(&cards, "%sreviews.csv:%d:not_working1", n ? "," : "", n + 2);
            if (two)
                buf_add_format(&cards, ",reviews.csv:%d:not_working2", n + 2);
        }
        REQUIRE_OK(t, open_with_reviews(t, &place, buf_str(&rows)), place.err);
        struct str lines =
            str_format(t->arena,
                       "theme.new section=not_working name=\"I am late\" "
                       "statements=%.*s\ntheme.agree theme=\"I am late\"\n",
                       STR_ARGS(buf_str(&cards)));
        REQUIRE_OK(t, run_lines(&place, str_c(t->arena, lines)), place.err);
        REQUIRE_OK(t, publish_text(&place, &all), place.err);
        CHECK(t, shows(all, shown[i]));
        CHECK(t, shows(all, said[i]));
        CHECK(t, shows(all, more[i]));
        workplace_close(&place);
    }
}

const struct test_case publish_said_tests[] = {
    {"who said it, and how", says_who_said_it_and_how},
    {"a rare way of saying it is not told", a_rare_way_is_not_told},
    {"nobody is taken for a young person", nobody_is_taken_for_a_young_person},
    {"few of a viewpoint stand under others", few_of_a_viewpoint_are_others},
    {"what is not sorted is said", says_what_is_not_sorted},
    {"one on its own is shown with the person's yes", shows_one_on_its_own_with_a_yes},
    {"one of the room on its own is told of with a yes",
     shows_one_of_the_room_with_a_yes},
    {"what was left out is said", says_what_was_left_out},
    {"nothing is told of few held back", tells_nothing_of_few_held_back},
    {"the same is told of none held back", tells_the_same_of_none_held_back},
    {"only what counts is counted", only_what_counts_is_counted},
    {"what nobody has agreed is not drawn", what_nobody_has_agreed_is_not_drawn},
    {"what is not sorted is said without a theme",
     says_what_is_not_sorted_without_a_theme},
    {"what stands on its own has no others in a theme", says_no_theme_holds_the_others},
    {"a theme that leaves few without a view is hidden",
     hides_what_leaves_few_without_a_view},
    {"few who said two things are not counted", hides_how_few_said_two_things},
    {0},
};
