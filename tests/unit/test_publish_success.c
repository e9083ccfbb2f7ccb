/* SPDX-License-Identifier: MIT */
/* What the report tells of success: side by side, and nobody known by being few. */
#include "published_show.h"

static const char room[] = "Role group,Number,Invited,Attended\nYoung person,6,Y,Y\n"
                           "Parent,6,Y,Y\nSchool,1,Y,Y\nHealth,1,Y,Y\nHousing,6,Y,Y\n";

#define TEN_DOTS "understand.vote cause=@bell perspective=family dots=10\n"

static const char said[] =
    "theme.new as=@hall section=not_working name=\"I cannot eat in the noise\"\n"
    "understand.cause as=@walls theme=@hall text=\"The hall has bare walls\"\n"
    "understand.root cause=@walls\n"
    "understand.cause as=@bell theme=@hall text=\"Everyone eats at one bell\"\n"
    "understand.root cause=@bell\n" TEN_DOTS TEN_DOTS TEN_DOTS TEN_DOTS TEN_DOTS
    "identify_success.success as=@young cause=@walls perspective=young_person text=\"I "
    "can "
    "hear my friend\"\n"
    "identify_success.success as=@family cause=@walls perspective=family text=\"She eats "
    "with the others\"\n"
    "identify_success.success as=@school cause=@walls perspective=school text=\"No one "
    "eats in the corridor\"\n"
    "identify_success.success as=@health cause=@walls perspective=health text=\"Fewer "
    "headaches\"\n"
    "identify_success.success cause=@bell perspective=young_person text=\"I have "
    "time\"\n";

static bool open_with_success(struct test *t, struct workplace *place, const char *people)
{
    return workplace_open_on(t, place, SHEET_PARTICIPANTS, "room.csv", people) &&
           run_lines(place, said);
}

/* Where the table of a cause begins. */
#define WALLS "The hall has bare walls\n\nWhere they"
#define BELL "Everyone eats at one bell\n\nWhere they"

static bool stands_before(struct str all, const char *first, const char *second)
{
    size_t one = str_find(all, str_of(first)), other = str_find(all, str_of(second));
    return one != SIZE_MAX && other != SIZE_MAX && one < other;
}

static void stands_side_by_side(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_success(t, &place, room), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Where they agree|Young person|Family|Others|"));
    /* Nobody can be known as the one from the school. */
    CHECK(t,
          shows(all, "Nothing was marked as the same|I can hear my friend|She eats with "
                     "the others|No one eats in the corridor; Fewer headaches|"));
    CHECK(t, stands_before(all, BELL, WALLS));
    workplace_close(&place);
}

static void shows_what_is_agreed(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_success(t, &place, room), place.err);
    REQUIRE_OK(t,
               workplace_do(&place, "identify_success.same success=\"She eats with the "
                                    "others\" with=\"I can hear my friend\""),
               place.err);
    REQUIRE_OK(t,
               workplace_do(&place, "identify_success.same success=\"Fewer headaches\" "
                                    "with=\"No one eats in the corridor\""),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "They agree: young person, family|I can hear my friend|"
                        "She eats with the others||"));
    /* That two of few agree would tell of them. */
    CHECK(t, shows(all, "They differ|||No one eats in the corridor; Fewer headaches|"));
    CHECK(t, workplace_refuses(&place,
                               "identify_success.same success=\"I have time\" "
                               "with=\"I can hear my friend\"",
                               "different causes"));
    REQUIRE_OK(t,
               workplace_do(&place, "identify_success.differ success=\"She eats with "
                                    "the others\""),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "same|I can hear my friend|She eats with the others|"));
    workplace_close(&place);
}

/* Nobody needs to mark what two say word for word. */
static void same_words_say_the_same(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_success(t, &place, room), place.err);
    REQUIRE_OK(t,
               workplace_do(&place, "identify_success.success cause=\"The hall has bare "
                                    "walls\" perspective=family text=\"i can hear  my "
                                    "friend\""),
               place.err);
    /* The same words for another cause are another statement. */
    REQUIRE_OK(t,
               workplace_do(&place, "identify_success.success cause=\"The hall has bare "
                                    "walls\" perspective=family text=\"I have time\""),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "They agree: young person, family|I can hear my friend|"
                        "i can hear  my friend||"));
    CHECK(t, shows(all, "They differ||She eats with the others; I have time|"));
    CHECK(t, shows(all, "same|I have time|"));
    workplace_close(&place);
}

/* Schools are five and hidden beside the one from health: with a column of their own,
 * both could be told. */
static void keeps_a_hidden_viewpoint_among_others(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t,
               open_with_success(t, &place,
                                 "Role group,Number,Invited,Attended\nYoung "
                                 "person,10,Y,Y\nParent,8,Y,Y\nSchool,5,Y,Y\nHealth,1,"
                                 "Y,Y\n"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Schools|hidden|hidden|") && shows(all, "Health|hidden|hidden|"));
    CHECK(t, shows(all, "Where they agree|Young person|Family|Others|"));
    CHECK(t, shows(all, "|No one eats in the corridor; Fewer headaches|"));
    workplace_close(&place);
}

/* Others are never few: families are hidden beside the one from health, and stand with
 * that one. */
static void keeps_nobody_alone_among_others(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t,
               open_with_success(t, &place,
                                 "Role group,Number,Invited,Attended\nYoung "
                                 "person,10,Y,Y\nParent,8,Y,Y\nHealth,1,Y,Y\n"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Where they agree|Young person|Others|"));
    CHECK(t, shows(all, "|She eats with the others; No one eats in the corridor; Fewer "
                        "headaches|"));
    workplace_close(&place);
}

/* Between two numbers that are shown, a place would say what a hidden one is. */
static void orders_by_what_is_told(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_success(t, &place, room), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, stands_before(all, BELL, WALLS));
    REQUIRE_OK(t,
               run_lines(&place, "understand.open_voting dots=1\n"
                                 "understand.vote cause=\"Everyone eats at one bell\" "
                                 "perspective=young_person dots=6\n"
                                 "understand.vote cause=\"The hall has bare walls\" "
                                 "perspective=family dots=4\n"
                                 "understand.close_voting\n"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "The hall has bare walls|hidden|"));
    CHECK(t, stands_before(all, WALLS, BELL));
    workplace_close(&place);
}

const struct test_case publish_success_tests[] = {
    {"causes stand in the order that votes are told in", orders_by_what_is_told},
    {"a viewpoint whose number is hidden is one of the others",
     keeps_a_hidden_viewpoint_among_others},
    {"others are never few", keeps_nobody_alone_among_others},
    {"success stands side by side", stands_side_by_side},
    {"what the room marked as the same stands in one row", shows_what_is_agreed},
    {"so does what two say word for word", same_words_say_the_same},
    {0},
};
