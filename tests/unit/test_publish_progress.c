/* SPDX-License-Identifier: MIT */
/* How far people are, what nobody had planned, what could not be done, and what the
 * next cycle begins with. */
#include "published_show.h"

static const char room[] = "Role group,Number,Invited,Attended\nYoung person,6,Y,Y\n"
                           "Parent,6,Y,Y\nSchool,1,Y,Y\nHealth,1,Y,Y\nHousing,6,Y,Y\n";

static const char plan[] =
    "theme.new as=@hall section=not_working name=\"I cannot eat in the noise\"\n"
    "understand.cause as=@why theme=@hall text=\"The hall has bare walls\"\n"
    "understand.root cause=@why\n"
    "identify_success.success as=@good cause=@why perspective=young_person "
    "text=\"I eat with my friends\"\n"
    "identify_success.success as=@calm cause=@why perspective=family text=\"She is calm "
    "at home\"\n"
    "understand.cause as=@bell theme=@hall text=\"One bell for all\"\n"
    "identify_success.success cause=@bell perspective=family text=\"She has time\"\n"
    "plan.action as=@panels success=@good what=\"Put up panels\" who=\"Site team\" "
    "by=2025-12-01 kind=change\n"
    "plan.action as=@room success=@good what=\"Build a room\" who=\"Site team\" "
    "by=2025-12-01 kind=change\n"
    "plan.commit what=\"Ask the site team\" perspective=school role=\"Deputy head\" "
    "action=@panels\n"
    "plan.commit as=@kept what=\"Say thank you\" perspective=family\n"
    "implement.indicator action=@panels wording=\"Hours of quiet\" type=how_well "
    "unit=hours direction=up baseline=1 baseline_date=2024-01-01 target=4 "
    "target_date=2027-01-01\n"
    "implement.measure indicator=\"Hours of quiet\" date=2024-02-01 value=2\n"
    "review.progress action=@room state=dropped note=\"No money for walls\"\n"
    "review.promise commitment=@kept state=done note=\"Said on Friday\"\n"
    "review.how_far success=@good perspective=school how_far=less why=\"One hall\"\n"
    "review.how_far success=@good perspective=health how_far=much_less\n"
    "review.how_far success=@good perspective=family how_far=more\n"
    "review.how_far success=@good perspective=young_person how_far=more why=\"It is "
    "quiet on Mondays\"\n"
    "review.story text=\"We began to sing\" perspective=young_person may_publish=yes "
    "unexpected=yes\n"
    "review.story text=\"I eat inside\" perspective=young_person may_publish=yes\n"
    "review.story text=\"I cried\" perspective=young_person unexpected=yes\n"
    "review.could_not theme=@hall could_not=\"A second hall: there is no land\"\n";

static bool with_plan(struct workplace *place)
{
    return workplace_import(place, SHEET_PARTICIPANTS, "room.csv", room) &&
           run_lines(place, plan);
}

static bool planned_and_published(struct test *t, struct workplace *place,
                                  struct str *all)
{
    return workplace_open(t, place) && with_plan(place) && publish_text(place, all);
}

static void says_how_far_we_are(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, planned_and_published(t, &place, &all), place.err);
    /* The one from the school and the one from health stand together. Whose each story
     * is can be told, in whatever order they were written down. */
    CHECK(t, shows(all,
                   "I eat with my friends|0 of 2 actions done; 1 could not be|Hours of "
                   "quiet: better than at the start|Young person: more than "
                   "hoped\nFamily: more than hoped\nOthers: much less than hoped, less "
                   "than hoped|Young person: It is quiet on Mondays\nOthers: One hall|"));
    CHECK(t, shows(all, "She is calm at home|Nothing was agreed||Nobody has said yet||"));
    CHECK(t,
          shows(all, "Of 1 more success statement, for other causes, nobody has said"));
    workplace_close(&place);
}

/* What is done for one of those that say the same is done for all of them. */
static void those_that_say_the_same_share_it(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, with_plan(&place), place.err);
    REQUIRE_OK(t,
               workplace_do(&place,
                            "identify_success.same success=\"She is calm at home\" "
                            "with=\"I eat with my friends\"") &&
                   publish_text(&place, &all),
               place.err);
    CHECK(t, shows(all, "Young person: I eat with my friends\nFamily: She is calm at "
                        "home|0 of 2 actions done; 1 could not be|Hours of quiet: better "
                        "than at the start|Young person: more than hoped\nFamily: more "
                        "than hoped\nOthers: much "
                        "less than hoped, less than hoped|Young person: It is quiet on "
                        "Mondays\nOthers: One hall|"));
    CHECK(t, !shows(all, "Nothing was agreed||Nobody has said yet"));
    workplace_close(&place);
}

static void says_what_nobody_planned(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, planned_and_published(t, &place, &all), place.err);
    CHECK(t, shows(all, "What nobody had planned"));
    CHECK(t, shows(all, "Young person\n\nThe story|\nWe began to sing|"));
    CHECK(t, shows(all, "Young person|I eat inside|") && !shows(all, "cried"));
    workplace_close(&place);
}

static void says_what_could_not_be(struct test *t)
{
    struct workplace place;
    struct str all;
    REQUIRE_OK(t, planned_and_published(t, &place, &all), place.err);
    CHECK(t, shows(all, "|Build a room|We could not: No money for walls|"));
    CHECK(t, shows(all, "||We could not: A second hall: there is no land||"));
    CHECK(t, shows(all, "Say thank you|||") && shows(all, "|done|Said on Friday|"));
    CHECK(t, workplace_refuses(&place,
                               "review.progress action=\"Put up panels\" state=dropped",
                               "Say why it could not be done"));
    workplace_close(&place);
}

static void carries_promises_over(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, with_plan(&place), place.err);
    struct str before = workplace_id(&place, "commitment", "what", "Ask the site team");
    REQUIRE(t, workplace_next(&place, "2026"));
    CHECK(t, workplace_count(&place, "commitment") == 1);
    struct json promise =
        workplace_find(&place, "commitment", "what", "Ask the site team");
    CHECK_STR(t, json_find_text(&promise, STR("carried_from")), str_c(t->arena, before));
    CHECK_STR(t, json_find_text(&promise, STR("role")), "Deputy head");
    struct str action = workplace_id(&place, "action", "what", "Put up panels");
    CHECK_STR(t, json_find_text(&promise, STR("action")), str_c(t->arena, action));
    /* What was due then is due still. */
    struct json measured =
        workplace_find(&place, "indicator", "wording", "Hours of quiet");
    CHECK_STR(t, json_find_text(&measured, STR("due")), "2024-08-01");
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

const struct test_case publish_progress_tests[] = {
    {"the report says how far we are", says_how_far_we_are},
    {"success statements that say the same share what is done",
     those_that_say_the_same_share_it},
    {"the report says what nobody had planned", says_what_nobody_planned},
    {"the report says what could not be done", says_what_could_not_be},
    {"promises that are not kept go on into the next cycle", carries_promises_over},
    {0},
};
