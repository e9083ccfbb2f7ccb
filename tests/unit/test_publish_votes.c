/* SPDX-License-Identifier: MIT */
/* What the report tells of causes and of rounds of voting. */
#include "published_show.h"

static const char reviews[] =
    "Pupil Ref,Surname,Forename,School,Review date,Not working 1\n"
    "T1,Quixby,Zoltan,Holly Bank School,04/11/2024,The lunch hall echoes badly\n";

#define ROOM "Role group,Number,Invited,Attended\n"
static const char room[] = ROOM "Young person,6,Y,Y\nParent,6,Y,Y\nSchool,8,Y,Y\n";
static const char large_room[] =
    ROOM "Young person,12,Y,Y\nParent,12,Y,Y\nSchool,12,Y,Y\n";

static const char causes[] =
    "theme.new as=@hall section=not_working name=\"I cannot eat in the noise\" "
    "statements=reviews.csv:2:not_working1\n"
    "understand.cause as=@walls theme=@hall text=\"The hall has bare walls\"\n"
    "understand.why as=@panels cause=@walls text=\"Nobody asked for panels\"\n"
    "understand.root cause=@panels\n"
    "understand.why as=@money cause=@walls text=\"Panels cost money\"\n"
    "understand.root cause=@money\n";

/* With people in the room who may vote for them. */
static bool open_with_causes(struct test *t, struct workplace *place, const char *people)
{
    return workplace_open_on(t, place, SHEET_REVIEWS, "reviews.csv", reviews) &&
           workplace_import(place, SHEET_PARTICIPANTS, "room.csv", people) &&
           run_lines(place, causes);
}

static bool vote(struct workplace *place, const char *rest)
{
    return workplace_do(place, workplace_line(place, "understand.%s", rest));
}

#define PANELS "cause=\"Nobody asked for panels\""
#define MONEY "cause=\"Panels cost money\""

/* The report, once the round is over. */
static bool close_and_publish(struct workplace *place, struct str *all)
{
    return vote(place, "close_voting") && publish_text(place, all);
}

static void hides_dots_until_the_end(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_causes(t, &place, room), place.err);
    REQUIRE_OK(t, vote(&place, "open_voting name=\"What first\""), place.err);
    REQUIRE_OK(t,
               vote(&place, "vote " PANELS " perspective=young_person dots=13 people=6"),
               place.err);
    REQUIRE_OK(t, vote(&place, "vote " PANELS " perspective=school dots=15"), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Voting is still open"));
    CHECK(t, !shows(all, "Dots") && !shows(all, "13|"));
    CHECK(t, workplace_refuses(
                 &place, "understand.vote " PANELS " perspective=young_person dots=8",
                 "there are 5 left"));
    REQUIRE_OK(t, close_and_publish(&place, &all), place.err);
    CHECK(t, !shows(all, "Voting is still open"));
    CHECK(t, shows(all, "What first: Dots by who gave them"));
    CHECK(t, shows(all, "Nobody asked for panels|13|15|28|"));
    CHECK(t, shows(all, "Panels cost money|0|0|0|"));
    CHECK(t, workplace_refuses(
                 &place, "understand.vote " PANELS " perspective=young_person dots=1",
                 "No round of voting is open"));
    workplace_close(&place);
}

/* Ten dots outside of a round may be one person's. */
static void keeps_rounds_apart(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_causes(t, &place, room), place.err);
    REQUIRE_OK(t, vote(&place, "vote " MONEY " perspective=family dots=10"), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, !shows(all, "Panels cost money|10|"));
    for (int i = 0; i < 4; i++)
        REQUIRE_OK(t, vote(&place, "vote " MONEY " perspective=family dots=10"),
                   place.err);
    REQUIRE_OK(t, vote(&place, "open_voting"), place.err);
    REQUIRE_OK(t, vote(&place, "vote " MONEY " perspective=family dots=13"), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Panels cost money|50|") && shows(all, "still open"));
    REQUIRE_OK(t, close_and_publish(&place, &all), place.err);
    CHECK(t, shows(all, "Panels cost money|50|"));
    CHECK(t, shows(all, "Panels cost money|13|"));
    workplace_close(&place);
}

/* Rounds without a name are told apart by number; what came up after the end of a round
 * was not up for it. */
static void numbers_rounds(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_causes(t, &place, room), place.err);
    REQUIRE_OK(t, vote(&place, "open_voting"), place.err);
    REQUIRE_OK(t, vote(&place, "vote " MONEY " perspective=family dots=13"), place.err);
    REQUIRE_OK(t, vote(&place, "close_voting"), place.err);
    REQUIRE_OK(t,
               run_lines(&place, "understand.cause as=@late theme=\"I cannot eat in the "
                                 "noise\" text=\"We thought of it late\"\n"
                                 "understand.root cause=@late\n"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, !shows(all, "Round 1"));
    CHECK(t, shows(all, "Nobody asked for panels|0|"));
    CHECK(t, !shows(all, "We thought of it late|0|"));
    REQUIRE_OK(t, vote(&place, "open_voting name=\"Once more\""), place.err);
    REQUIRE_OK(t, vote(&place, "vote " MONEY " perspective=family dots=13"), place.err);
    REQUIRE_OK(t, close_and_publish(&place, &all), place.err);
    CHECK(t, shows(all, "Round 1: Dots\n"));
    CHECK(t, shows(all, "Once more: Dots\n"));
    size_t later = str_find(all, STR("Once more: Dots"));
    size_t late = str_find(all, STR("We thought of it late|0|"));
    CHECK(t, late != SIZE_MAX && later != SIZE_MAX && late > later);
    workplace_close(&place);
}

#define RANK_PANELS " first=\"Nobody asked for panels\" second=\"Panels cost money\""
#define RANK_MONEY " first=\"Panels cost money\""

/* With two causes, 63 points of 36 people say that 13 put it first: people are told of,
 * and points are the order in which causes stand. */
static void tells_of_first_places(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_causes(t, &place, large_room), place.err);
    REQUIRE_OK(
        t,
        run_lines(&place,
                  "understand.open_voting way=ranking\n"
                  "understand.rank perspective=young_person people=7" RANK_PANELS "\n"
                  "understand.rank perspective=young_person people=5" RANK_MONEY "\n"
                  "understand.rank perspective=family people=6" RANK_PANELS "\n"
                  "understand.rank perspective=family people=6" RANK_MONEY "\n"
                  "understand.rank perspective=school people=12" RANK_MONEY "\n"),
        place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "still open") && !shows(all, "First places"));
    REQUIRE_OK(t, close_and_publish(&place, &all), place.err);
    CHECK(t, shows(all, "First places by who gave them\nThe numbers are people who put "
                        "the cause first. The causes stand in the order of their "
                        "points"));
    CHECK(t,
          shows(all, "Panels cost money|5|6|12|23|\nNobody asked for panels|7|6|0|13|"));
    workplace_close(&place);
}

/* Where one is hidden, the order of points might tell how large it is. */
static void tells_of_no_few_by_points(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_causes(t, &place, large_room), place.err);
    REQUIRE_OK(
        t,
        run_lines(&place,
                  "understand.open_voting way=ranking name=\"By two\"\n"
                  "understand.rank perspective=young_person people=2" RANK_PANELS "\n"
                  "understand.close_voting\n"
                  "understand.open_voting way=ranking name=\"By all\"\n"
                  "understand.rank perspective=young_person people=11" RANK_PANELS "\n"
                  "understand.rank perspective=young_person people=1" RANK_MONEY "\n"
                  "understand.rank perspective=family people=12" RANK_PANELS "\n"
                  "understand.rank perspective=school people=12" RANK_PANELS "\n"
                  "understand.close_voting\n"),
        place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "By two: What people chose is not told here"));
    CHECK(t, !shows(all, "By two: First places"));
    CHECK(t, shows(all, "By all: First places by who gave them"));
    /* The chart's title: bars of parts that are hidden would have the wrong length. */
    CHECK(t, shows(all, "By all: First places\n"));
    CHECK(t, shows(all, "Nobody asked for panels|hidden|") &&
                 shows(all, "Panels cost money|hidden|"));
    CHECK(t, !shows(all, "order of their points") && !shows(all, "|11|"));
    workplace_close(&place);
}

/* One dot of each is a person; so is one on each cause. */
static void tells_of_no_few_with_one_dot(struct test *t)
{
    static const char *const rules[] = {"dots=1", "dots=3 most_on_one=1"};
    for (size_t i = 0; i < 2; i++) {
        struct workplace place;
        struct str all;
        REQUIRE_OK(t, open_with_causes(t, &place, large_room), place.err);
        REQUIRE_OK(t, vote(&place, workplace_line(&place, "open_voting %s", rules[i])),
                   place.err);
        REQUIRE_OK(t,
                   run_lines(&place,
                             "understand.vote " PANELS
                             " perspective=young_person dots=8\n"
                             "understand.vote " MONEY " perspective=young_person dots=2\n"
                             "understand.vote " PANELS " perspective=family dots=6\n"
                             "understand.vote " MONEY " perspective=family dots=6\n"
                             "understand.vote " PANELS " perspective=school dots=7\n"
                             "understand.vote " MONEY " perspective=school dots=5\n"
                             "understand.close_voting\n"),
                   place.err);
        REQUIRE_OK(t, publish_text(&place, &all), place.err);
        CHECK(t, shows(all, "The numbers are people: each"));
        CHECK(t, !shows(all, "Panels cost money|2|") && !shows(all, "dots, not people"));
        CHECK(t, shows(all, "hidden|"));
        workplace_close(&place);
    }
}

/* Where a few of the causes were up for it, the others are no rows without anything. */
static void leaves_out_what_was_not_up_for_it(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_causes(t, &place, room), place.err);
    REQUIRE_OK(t,
               run_lines(&place, "understand.open_voting way=ranking\n"
                                 "understand.rank perspective=young_person people=5 "
                                 "first=\"Nobody asked for panels\"\n"),
               place.err);
    REQUIRE_OK(t, close_and_publish(&place, &all), place.err);
    CHECK(t, shows(all, "Nobody asked for panels|5|"));
    CHECK(t, !shows(all, "Panels cost money|0|"));
    CHECK(t, shows(all, "The causes that nobody put in order are left out."));
    REQUIRE_OK(t,
               run_lines(&place,
                         "understand.open_voting way=two_by_two\n"
                         "understand.place " MONEY
                         " perspective=school impact=high effort=high people=8\n"
                         "understand.place " MONEY
                         " perspective=young_person impact=high effort=low people=6\n"),
               place.err);
    REQUIRE_OK(t, close_and_publish(&place, &all), place.err);
    CHECK(t, shows(all, "Panels cost money|6|8|0|0|14|"));
    CHECK(t, !shows(all, "Nobody asked for panels|0|") &&
                 !shows(all, "Nobody asked for panels||"));
    CHECK(t, shows(all, "The causes that nobody placed are left out."));
    workplace_close(&place);
}

/* Two families are few: their number, and what they said, is hidden, and so is that
 * there are none. What most of a viewpoint said is no number. */
static void says_what_most_said(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_causes(t, &place, room), place.err);
    REQUIRE_OK(t,
               run_lines(&place,
                         "understand.open_voting way=two_by_two\n"
                         "understand.place " PANELS
                         " perspective=young_person impact=high effort=low people=6\n"
                         "understand.place " PANELS
                         " perspective=school impact=high effort=high people=6\n"
                         "understand.place " MONEY
                         " perspective=school impact=low effort=high people=8\n"
                         "understand.place " MONEY
                         " perspective=family impact=high effort=high people=2\n"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "still open") && !shows(all, "High impact"));
    REQUIRE_OK(t, close_and_publish(&place, &all), place.err);
    CHECK(t, shows(all, "Cause|Young people|Families|Others|All|"));
    CHECK(t, shows(all, "Nobody asked for panels|6|6|0|0|12|"));
    CHECK(t, shows(all, "Nobody asked for panels|High impact, low effort|hidden|High "
                        "impact, high effort|People differ|"));
    CHECK(t, shows(all, "Panels cost money|hidden|hidden|Low impact, high effort|Low "
                        "impact, high effort|"));
    CHECK(t, shows(all, "Panels cost money|0|hidden|0|hidden|10|"));
    /* A line of a file that was done once is not done again: these stand alone. */
    REQUIRE_OK(t, vote(&place, "open_voting way=two_by_two"), place.err);
    REQUIRE_OK(t,
               vote(&place, "place " PANELS " perspective=young_person impact=high "
                            "effort=low people=6"),
               place.err);
    REQUIRE_OK(t,
               vote(&place, "place " PANELS " perspective=school impact=low effort=low "
                            "people=5"),
               place.err);
    REQUIRE_OK(t, vote(&place, "close_voting"), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    /* With five in all, three of the eight schools said something else or nothing. */
    CHECK(t, shows(all, "Nobody asked for panels|High impact, low effort|hidden|Low "
                        "impact, low effort|hidden|"));
    CHECK(t, shows(all, "Nobody asked for panels|hidden|hidden|hidden|hidden|hidden|"));
    workplace_close(&place);
}

/* Five of one square are young people, and six of another families, where most of each
 * said so: the sixth young person put it elsewhere. */
static void tells_of_nobody_by_impact_and_effort(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t,
               workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews) &&
                   workplace_import(&place, SHEET_PARTICIPANTS, "room.csv",
                                    "Role group,Number,Invited,Attended\nYoung "
                                    "person,6,Y,Y\nParent,7,Y,Y\nSchool,6,Y,Y\n") &&
                   run_lines(&place, causes) &&
                   run_lines(&place,
                             "understand.open_voting way=two_by_two\n"
                             "understand.place " PANELS " perspective=young_person "
                             "people=5 impact=high effort=low\n"
                             "understand.place " PANELS " perspective=young_person "
                             "people=1 impact=low effort=high\n"
                             "understand.place " PANELS " perspective=family "
                             "people=6 impact=high effort=high\n"
                             "understand.place " PANELS " perspective=family "
                             "people=1 impact=low effort=high\n"
                             "understand.place " PANELS " perspective=school "
                             "people=6 impact=low effort=high\n"
                             "understand.place " MONEY " perspective=school "
                             "people=5 impact=low effort=high\n"
                             "understand.place " MONEY " perspective=family "
                             "people=7 impact=high effort=high\n"
                             "understand.place " MONEY " perspective=young_person "
                             "people=4 impact=high effort=high\n"
                             "understand.close_voting\n"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Nobody asked for panels|High impact, low effort|High impact, "
                        "high effort|Low impact, high effort|hidden|"));
    CHECK(t, shows(all, "Nobody asked for panels|hidden|hidden|hidden|hidden|hidden|"));
    CHECK(t, !shows(all, "|16|")); /* 19 came, and three did not say of money */
    workplace_close(&place);
}

/* A root cause is no vote, and a round that nobody used has no table. */
static void tells_where_nobody_voted(struct test *t)
{
    static const char *const ways[] = {"dots", "ranking", "two_by_two"};
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_causes(t, &place, room), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "There has been no vote yet."));
    CHECK(t, !shows(all, "Dots") && !shows(all, "Panels cost money|0|"));
    for (size_t i = 0; i < 3; i++) {
        struct str line =
            str_format(t->arena, "open_voting way=%s name=\"Way %zu\"", ways[i], i + 1);
        REQUIRE_OK(t, vote(&place, str_c(t->arena, line)), place.err);
        REQUIRE_OK(t, vote(&place, "close_voting"), place.err);
    }
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Way 1: Nobody voted in this round.") &&
                 shows(all, "Way 2: Nobody voted in this round.") &&
                 shows(all, "Way 3: Nobody voted in this round."));
    CHECK(t, !shows(all, "Dots") && !shows(all, "Impact and effort") &&
                 !shows(all, "There has been no vote"));
    workplace_close(&place);
}

static void shows_what_people_know_of_a_cause(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_causes(t, &place, room), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, !shows(all, "What people know of it"));
    REQUIRE_OK(t,
               vote(&place, "check_cause " PANELS " changes_theme=partly "
                            "controlled_by=\"The head\" evidence=\"Zoltan counted\""),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "What people know of it"));
    CHECK(t,
          shows(all, "Nobody asked for panels|Yes|Putting it right would change part of "
                     "this. Who can put it right: The head. What shows it: "));
    CHECK(t, !shows(all, "Zoltan"));
    workplace_close(&place);
}

/* The bones of a fishbone. */
static void tells_the_bone_of_a_cause(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t,
               run_lines(&place,
                         "theme.new as=@hall section=not_working name=\"I eat alone\"\n"
                         "understand.cause as=@far theme=@hall text=\"It is far away\" "
                         "bone=places_and_transport\n"
                         "understand.why cause=@far text=\"The bus is late\"\n"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Places and transport: It is far away|"));
    CHECK(t, shows(all, "\n↳ The bus is late|"));
    workplace_close(&place);
}

/* A root cause that nothing builds on was marked, and not chosen. */
static void tells_what_was_chosen(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_causes(t, &place, room), place.err);
    REQUIRE_OK(t,
               workplace_do(&place, "identify_success.success " PANELS
                                    " perspective=family text=\"We eat together\""),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "Because…|Root cause|"));
    CHECK(t, shows(all, "The hall has bare walls||"));
    CHECK(t, shows(all, "↳ Nobody asked for panels|Yes, chosen to tackle|"));
    CHECK(t, shows(all, "↳ Panels cost money|Yes|"));
    workplace_close(&place);
}

static void moves_a_branch(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, open_with_causes(t, &place, room), place.err);
    CHECK(t, workplace_refuses(&place,
                               "understand.move_cause cause=\"The hall has bare walls\" "
                               "under=\"Panels cost money\"",
                               "lies behind"));
    REQUIRE_OK(t, vote(&place, "move_cause " PANELS " under=\"Panels cost money\""),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "↳ ↳ Nobody asked for panels"));
    REQUIRE_OK(t, vote(&place, "move_cause " PANELS), place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, !shows(all, "↳ Nobody asked for panels"));
    REQUIRE_OK(t,
               run_lines(&place,
                         "theme.new as=@two section=not_working "
                         "name=\"I eat alone\"\n"
                         "understand.cause as=@far theme=@two text=\"Far away\"\n"
                         "understand.move_cause cause=\"The hall has bare walls\" "
                         "under=@far\n"),
               place.err);
    REQUIRE_OK(t, publish_text(&place, &all), place.err);
    CHECK(t, shows(all, "↳ ↳ Panels cost money"));
    workplace_close(&place);
}

const struct test_case publish_votes_tests[] = {
    {"dots are hidden until voting is closed", hides_dots_until_the_end},
    {"each round has a table of its own", keeps_rounds_apart},
    {"rounds without a name have numbers, and what was up for them", numbers_rounds},
    {"of an order, first places are told", tells_of_first_places},
    {"and no few people by their points", tells_of_no_few_by_points},
    {"nor where a dot is a person", tells_of_no_few_with_one_dot},
    {"what was not up for a round is left out", leaves_out_what_was_not_up_for_it},
    {"impact and effort: what most said", says_what_most_said},
    {"and no number that would tell of one", tells_of_nobody_by_impact_and_effort},
    {"where nobody voted, that is said", tells_where_nobody_voted},
    {"the tree shows answers to the check questions", shows_what_people_know_of_a_cause},
    {"a cause stands with its bone", tells_the_bone_of_a_cause},
    {"a root cause is chosen by what builds on it", tells_what_was_chosen},
    {"a branch of causes moves as one", moves_a_branch},
    {0},
};
