/* SPDX-License-Identifier: MIT */
#include "published_show.h"

#define HEAD "Pupil Ref,Surname,Forename,School,Review date,Not working 1,Not working 2\n"

/* Six people say one thing, one of them with a name in it; two of the six say a
 * second, and six others something else. */
static const char reviews[] =
    HEAD "T1,Quixby,Zoltan,Holly Bank School,04/11/2024,"
         "The bus home is always late one,The lunch hall echoes badly one\n"
         "T2,Ames,Ada,Holly Bank School,04/11/2024,"
         "The bus home is always late two,The lunch hall echoes badly two\n"
         "T3,Ames,Bea,Holly Bank School,04/11/2024,The bus home is always late three,\n"
         "T4,Ames,Cy,Holly Bank School,04/11/2024,The bus home is always late four,\n"
         "T5,Ames,Di,Holly Bank School,04/11/2024,The bus home is always late five,\n"
         "T6,Ames,Ed,Holly Bank School,04/11/2024,Zoltan is sick on the bus home,\n"
         "T7,Ames,Flo,Holly Bank School,04/11/2024,Maths goes too quickly,\n"
         "T8,Ames,Gus,Holly Bank School,04/11/2024,Maths goes too quickly,\n"
         "T9,Ames,Hal,Holly Bank School,04/11/2024,Maths goes too quickly,\n"
         "T10,Ames,Ivy,Holly Bank School,04/11/2024,Maths goes too quickly,\n"
         "T11,Ames,Jem,Holly Bank School,04/11/2024,Maths goes too quickly,\n"
         "T12,Ames,Kit,Holly Bank School,04/11/2024,Maths goes too quickly,\n";

#define BUS                                                                              \
    "theme.new section=not_working name=\"I am late because of the bus\" "               \
    "statements=reviews.csv:2:not_working1,reviews.csv:3:not_working1,"                  \
    "reviews.csv:4:not_working1,reviews.csv:5:not_working1,"                             \
    "reviews.csv:6:not_working1,reviews.csv:7:not_working1"
#define HALL                                                                             \
    "theme.new section=not_working name=\"I cannot eat in the noise\" "                  \
    "statements=reviews.csv:2:not_working2,reviews.csv:3:not_working2"

static bool two_themes(struct workplace *place)
{
    return workplace_import(place, SHEET_REVIEWS, "reviews.csv", reviews) &&
           workplace_do(place, BUS) && workplace_do(place, HALL) &&
           workplace_do(place, "theme.agree theme=\"I am late because of the bus\"") &&
           workplace_do(place, "theme.agree theme=\"I cannot eat in the noise\"");
}

static void quotes_what_may_be_quoted(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, two_themes(&place), place.err);
    CHECK(t, place.counts.flagged == 1);
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "The bus home is always late"));
    CHECK(t, shows(all, "I am late because of the bus|6|6|"));
    CHECK(t, !shows(all, "Zoltan") && !shows(all, "is sick"));
    CHECK(t, !shows(all, "Quixby") && !shows(all, "T1"));
    workplace_close(&place);
}

/* Six people may say one thing in the same words; three times the same is no quote more.
 */
static void quotes_the_same_words_once(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews),
               place.err);
    REQUIRE(t, workplace_do(&place,
                            "theme.new section=not_working name=\"I cannot keep up\" "
                            "statements=reviews.csv:8:not_working1,"
                            "reviews.csv:9:not_working1,reviews.csv:10:not_working1,"
                            "reviews.csv:11:not_working1,reviews.csv:12:not_working1,"
                            "reviews.csv:13:not_working1,reviews.csv:2:not_working1"));
    REQUIRE(t, workplace_do(&place, "theme.agree theme=\"I cannot keep up\""));
    REQUIRE(t, workplace_do(&place, "collect.reword statement=reviews.csv:9:not_working1 "
                                    "text=\"maths goes  too quickly\""));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    size_t first = str_find(all, STR("goes"));
    REQUIRE(t, first < all.len);
    CHECK(t, !shows(str_slice(all, first + 1, all.len), "goes"));
    CHECK(t, shows(all, "always late one"));
    workplace_close(&place);
}

/* Of five, one held back leaves four: then nothing of the theme is shown. */
static void never_what_is_held_back_or_spare(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, two_themes(&place), place.err);
    REQUIRE(t,
            workplace_do(&place, "collect.hold_back statement=reviews.csv:2:not_working1 "
                                 "reason=\"told the lead\""));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "I am late because of the bus|5|5|"));
    CHECK(t, shows(all, "always late two") || shows(all, "always late three"));
    CHECK(t, !shows(all, "always late one") && !shows(all, "told the lead"));
    REQUIRE(t, workplace_do(&place,
                            "collect.leave_out statement=reviews.csv:3:not_working1"));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    all = all_text(t, &doc);
    CHECK(t, shows(all, "I am late because of the bus|hidden|hidden|"));
    CHECK(t, !shows(all, "always late"));
    workplace_close(&place);
}

static void hides_a_small_theme(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, two_themes(&place), place.err);
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "I cannot eat in the noise|hidden|hidden|"));
    CHECK(t, !shows(all, "echoes") && !shows(all, "2 people said"));
    workplace_close(&place);
}

/* All of them may have been said by one person, so they are hidden like one. */
static void hides_words_that_nobody_is_known_for(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, two_themes(&place), place.err);
    for (int i = 0; i < 7; i++) {
        struct str line = str_format(
            t->arena,
            "collect.say section=not_working text=\"Nobody mends the lift %d\" "
            "speaker=young_person",
            i);
        REQUIRE(t, workplace_do(&place, str_c(t->arena, line)));
    }
    REQUIRE(t,
            workplace_do(&place,
                         "theme.new section=not_working name=\"I wait for the lift\" "
                         "statements=room:1,room:2,room:3,room:4,room:5,room:6,room:7"));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t, !shows(all_text(t, &doc), "wait for the lift"));
    REQUIRE(t, workplace_do(&place, "theme.agree theme=\"I wait for the lift\""));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "I wait for the lift|hidden|hidden|"));
    CHECK(t, !shows(all, "mends the lift") && !shows(all, "\n0 people"));
    workplace_close(&place);
}

/* The words that a draft goes by come from what was said, but for flagged words. */
static void a_draft_names_nobody(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(
                   &place, SHEET_REVIEWS, "reviews.csv",
                   HEAD "T1,Quixby,Zoltan,S,04/11/2024,Zoltan shouts at dinner,\n"
                        "T2,Ames,Ada,S,04/11/2024,Zoltan shouts in dinner time,\n"
                        "T3,Ames,Bea,S,04/11/2024,Dinner with Zoltan who shouts,\n"
                        "T4,Ames,Cy,S,04/11/2024,He shouts at dinner so Zoltan,\n"
                        "T5,Ames,Di,S,04/11/2024,At dinner Zoltan shouts and I cry,\n"));
    REQUIRE(t, workplace_do(&place, "theme.draft section=not_working count=1"));
    struct json all_themes = workplace_records(&place, "theme");
    struct str label = json_find_text(json_item(&all_themes, 0), STR("label"));
    CHECK(t, !shows(label, "oltan")); /* not even to officers */
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, !shows(all, "oltan"));
    CHECK(t, shows(all, "1 group, made or suggested, stays out of the report"));
    workplace_close(&place);
}

static bool one_table(struct workplace *place, const char *kind, const char *column,
                      struct published *doc)
{
    struct json steps;
    struct str text = str_format(
        place->t->arena,
        "[{\"report\":[{\"part\":\"table\",\"kind\":\"%s\",\"columns\":[\"%s\"]}]}]",
        kind, column);
    return json_parse(place->t->arena, text, &steps, &place->err) &&
           publish_steps(place, &steps, doc);
}

static void refuses_to_list_people(struct test *t)
{
    static const char *const never[][2] = {
        {"statement", "text"}, {"person", "created"},          {"identity", "person"},
        {"review", "school"},  {"participant", "perspective"}, {"member", "name"},
        {"concern", "told"},   {"attachment", "description"},  {"nothing_such", "text"}};
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews));
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++) {
        CHECK(t, !one_table(&place, never[i][0], never[i][1], &doc));
        CHECK(t, place.err.kind == ERROR_SCRIPT);
        CHECK(t, str_find(str_of(place.err.text), str_of(never[i][0])) != SIZE_MAX);
    }
    CHECK(t, one_table(&place, "cause", "text", &doc));
    workplace_close(&place);
}

static const char named_lines[] =
    "theme.new as=@bus section=not_working name=\"My Zoltan is late because of the bus\" "
    "statements=reviews.csv:2:not_working1,reviews.csv:3:not_working1,"
    "reviews.csv:4:not_working1,reviews.csv:5:not_working1,"
    "reviews.csv:6:not_working1,reviews.csv:7:not_working1\n"
    "theme.agree theme=@bus name=\"I am late when Zoltan is on the bus\"\n"
    "understand.cause as=@why theme=@bus text=\"Zoltan misses it\"\n"
    "understand.root cause=@why\n"
    "understand.vote cause=@why perspective=young_person dots=3\n"
    "identify_success.success as=@good cause=@why perspective=family "
    "text=\"Zoltan is there at nine\"\n"
    "plan.idea success=@good text=\"Ring 07700 900123\" already=yes\n"
    "plan.idea success=@good text=\"Drive Zoltan\"\n"
    "plan.action as=@do success=@good what=\"Fetch Zoltan for Holly Bank School\" "
    "who=\"zq@example.org\" by=2025-12-01 kind=change\n"
    "plan.action success=@good what=\"Talk to the bus company\" "
    "who=\"Holly Bank School\" by=2025-12-01 kind=change\n"
    "implement.indicator action=@do wording=\"Days Zoltan is late\" "
    "type=better_off direction=down baseline=9 target=4 target_date=2026-01-01\n"
    "implement.share channel=meeting audience=\"Families in LS1 4AP\" "
    "what=\"That Zoltan travels\" date=2025-06-01\n"
    "review.story text=\"Zoltan cooks\" perspective=family may_publish=yes\n";

static struct str left_out_id(const struct published *doc, const char *kind)
{
    for (size_t i = 0; i < doc->left_out.count; i++)
        if (str_starts(doc->left_out.items[i], str_of(kind)))
            return doc->left_out.items[i];
    return STR_NONE;
}

/* The first command that the officer is told for the first record of a kind. */
static struct str reworded_by(const struct published *doc, const char *kind)
{
    for (size_t i = 0; i < doc->left_out.count; i++)
        if (str_starts(doc->left_out.items[i], str_of(kind))) {
            struct str all = doc->left_out_commands.items[i];
            return str_cut(&all, '\n');
        }
    return STR_NONE;
}

static void nothing_that_is_printed_names_anybody(struct test *t)
{
    static const char *const never[] = {"Zoltan", "900123", "example.org", "4AP"};
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE_OK(t, run_lines(&place, named_lines), place.err);
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (shows(all, never[i]))
            test_fail_str(t, __FILE__, __LINE__, all, str_of(never[i]));
    CHECK(t, shows(all, "(left out: it may name somebody)|6|6|"));
    CHECK(t, shows(all, "Talk to the bus company|Holly Bank School|"));
    CHECK(t, doc.left_out.count >= 7);
    static const char *const rewords[][3] = {
        {"theme", "theme.name theme=", " name=\"…\""},
        {"cause", "understand.reword cause=", " text=\"…\""},
        {"success", "identify_success.reword success=", " text=\"…\""},
        {"idea", "plan.reword_idea idea=", " text=\"…\""},
        {"action", "plan.reword_action action=", " what=\"…\""},
        {"indicator", "implement.reword_indicator indicator=", " wording=\"…\""},
        {"share", "implement.reword_share share=", " audience=\"…\""},
        {"story", "review.reword_story story=", " text=\"…\" may_publish=…"},
    };
    for (size_t i = 0; i < sizeof rewords / sizeof rewords[0]; i++)
        CHECK_STR(t, reworded_by(&doc, rewords[i][0]),
                  str_c(t->arena, str_format(t->arena, "%s%.*s%s", rewords[i][1],
                                             STR_ARGS(left_out_id(&doc, rewords[i][0])),
                                             rewords[i][2])));
    workplace_close(&place);
}

/* Nobody has named Sam Brown to the program, and schools are in what people do. */
static const char unknown_lines[] =
    "theme.new as=@bus section=not_working name=\"I am late for Holly Bank School\" "
    "statements=reviews.csv:2:not_working1,reviews.csv:3:not_working1,"
    "reviews.csv:4:not_working1,reviews.csv:5:not_working1,"
    "reviews.csv:6:not_working1,reviews.csv:7:not_working1\n"
    "theme.agree theme=@bus\n"
    "understand.cause as=@why theme=@bus text=\"Because of Kevin Okonkwo\"\n"
    "understand.cause theme=@bus text=\"The gate of Holly Bank School jams\"\n"
    "understand.root cause=@why\n"
    "identify_success.success as=@good cause=@why perspective=family "
    "text=\"My teacher is called Sandeep\"\n"
    "identify_success.success cause=@why perspective=family "
    "text=\"I walk from 14 Mill Lane\"\n"
    "plan.idea success=@good text=\"Ask my helper Colin\"\n"
    "plan.idea success=@good text=\"Walk with Holly Bank School\"\n"
    "plan.action success=@good what=\"Talk to Kettle Baxter about 9 Bus Lane\" "
    "who=\"Holly Bank School\" by=2025-12-01 kind=change\n"
    "review.story text=\"Sam Brown helped me\" perspective=family may_publish=yes\n"
    "review.story text=\"I did well in Holly Bank\" perspective=family may_publish=yes\n"
    "review.story text=\"I cook\" perspective=family may_publish=yes\n";

static void what_people_said_is_looked_through_like_a_card(struct test *t)
{
    static const char *const never[] = {"late for",  "Okonkwo",   "jams",
                                        "Sandeep",   "Mill Lane", "Colin",
                                        "Sam Brown", "did well",  "hold me down"};
    static const char *const still[] = {
        "Walk with Holly Bank School", "|Holly Bank School|",
        "Talk to Kettle Baxter about 9 Bus Lane", "I cook"};
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE_OK(t, run_lines(&place, unknown_lines), place.err);
    REQUIRE(t, workplace_do(&place, "review.story text=\"Staff hold me down\" "
                                    "perspective=family may_publish=yes"));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, !shows(all, "looking at it")); /* that, too, could put them in danger */
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (shows(all, never[i]))
            test_fail_str(t, __FILE__, __LINE__, all, str_of(never[i]));
    for (size_t i = 0; i < sizeof still / sizeof still[0]; i++)
        if (!shows(all, still[i]))
            test_fail_str(t, __FILE__, __LINE__, all, str_of(still[i]));
    CHECK(t, doc.left_out.count == 9);
    workplace_close(&place);
}

static const char named_steps[] =
    "[{\"name\":\"prepare\",\"report\":[{\"part\":\"question\"}]},{\"name\":\"extra\","
    "\"report\":["
    "{\"part\":\"text\",\"title\":\"Thanks to Zoltan\",\"intro\":\"Ring 07700 900123\","
    "\"text\":\"Ask Mrs Quixby\"},"
    "{\"part\":\"text\",\"title\":\"Thank you\",\"text\":\"At Holly Bank School\"},"
    "{\"part\":\"causes\",\"title\":\"Why Zoltan waits\",\"intro\":\"LS1 4AP\"}]}]";

/* What stands in the cycle itself, and what a local script adds to the report. */
static void no_free_text_names_anybody(struct test *t)
{
    static const char *const never[] = {"Zoltan", "Quixby", "900123", "4AP"};
    struct workplace place;
    struct published doc;
    struct json steps;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE(t, workplace_do(&place, "prepare.ask question=\"What would help Zoltan?\""));
    REQUIRE(t,
            workplace_do(&place,
                         "prepare.workshop date=2025-06-12 venue=\"Mrs Quixby's barn\""));
    REQUIRE_OK(t, json_parse(t->arena, str_of(named_steps), &steps, &place.err),
               place.err);
    REQUIRE_OK(t, publish_steps(&place, &steps, &doc), place.err);
    struct str all = all_text(t, &doc);
    for (size_t i = 0; i < sizeof never / sizeof never[0]; i++)
        if (shows(all, never[i]))
            test_fail_str(t, __FILE__, __LINE__, all, str_of(never[i]));
    CHECK(t, shows(all, "At Holly Bank School") && shows(all, "Thank you"));
    CHECK_STR(t, doc.subtitle, "2025"); /* the cycle's name, in place of its question */
    CHECK_STR(t, doc.cycle, "");
    CHECK(t, shows(all, "The workshop was on 12 June 2025."));
    /* Each is said to the officer: the cycle, and two parts of the step. */
    CHECK(t, doc.left_out.count == 3);
    CHECK(t, str_equal(doc.left_out.items[0], place.cycle));
    CHECK_STR(t, doc.left_out.items[1], "part 1 of the report of step extra");
    CHECK_STR(t, doc.left_out.items[2], "part 3 of the report of step extra");
    workplace_close(&place);
}

static bool grouped_table(struct workplace *place, const char *kind, const char *column,
                          const char *group, struct published *doc)
{
    struct json steps;
    struct str text = str_format(place->t->arena,
                                 "[{\"report\":[{\"part\":\"table\",\"kind\":\"%s\","
                                 "\"columns\":[\"%s\"],\"group\":\"%s\"}]}]",
                                 kind, column, group);
    return json_parse(place->t->arena, text, &steps, &place->err) &&
           publish_steps(place, &steps, doc);
}

/* No table's title and no column gives words that want a yes, or a draft's. */
static void no_way_round_a_yes(struct test *t)
{
    static const char picked[] =
        "[{\"report\":[{\"part\":\"table\",\"kind\":\"theme\",\"columns\":[\"name\"],"
        "\"where\":{\"keywords\":\"zoltan\"}}]}]";
    struct workplace place;
    struct published doc;
    struct json steps;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_do(
                   &place,
                   "review.story text=\"I travel alone now\" perspective=young_person"));
    CHECK(t, !grouped_table(&place, "story", "perspective", "text", &doc));
    CHECK(t, place.err.kind == ERROR_SCRIPT);
    CHECK(t, !grouped_table(&place, "theme", "section", "label", &doc));
    REQUIRE_OK(t, grouped_table(&place, "story", "text", "perspective", &doc), place.err);
    CHECK(t, shows(all_text(t, &doc), "Others\n"));
    CHECK(t, !shows(all_text(t, &doc), "alone"));
    CHECK(t, !one_table(&place, "theme", "label", &doc));
    CHECK(t, !one_table(&place, "theme", "keywords", &doc));
    CHECK(t, !one_table(&place, "theme", "note", &doc));
    CHECK(t, one_table(&place, "theme", "name", &doc));
    REQUIRE_OK(t, json_parse(t->arena, str_of(picked), &steps, &place.err), place.err);
    CHECK(t, !publish_steps(&place, &steps, &doc));
    CHECK(t, place.err.kind == ERROR_SCRIPT && shows(str_of(place.err.text), "keywords"));
    workplace_close(&place);
}

static bool room_of_people(struct workplace *place, int young, int family, int school,
                           int health)
{
    struct str text =
        str_format(place->t->arena,
                   "Role group,Number,Invited,Attended\nYoung person,%d,Y,Y\n"
                   "Parent,%d,Y,Y\nSchool,%d,Y,Y\nHealth,%d,Y,Y\n",
                   young, family, school, health);
    return workplace_import(place, SHEET_PARTICIPANTS, "room.csv",
                            str_c(place->t->arena, text));
}

/* Nobody was in the room, so no viewpoint is told apart: not as a column, not as a
 * heading of tables, not by what is picked out, and not by the dots. */
static void no_way_round_a_viewpoint(struct test *t)
{
    static const char picked[] =
        "[{\"report\":[{\"part\":\"table\",\"kind\":\"success\",\"columns\":[\"text\"],"
        "\"where\":{\"perspective\":\"young_person\"}}]}]";
    struct workplace place;
    struct published doc;
    struct json steps;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_do(&place, "theme.new section=working name=\"I travel\""));
    REQUIRE(t,
            workplace_do(&place, "understand.cause theme=\"I travel\" text=\"No bus\""));
    REQUIRE(t, workplace_do(&place, "identify_success.success cause=\"No bus\" "
                                    "perspective=young_person text=\"I go alone\""));
    REQUIRE_OK(t, grouped_table(&place, "success", "text", "perspective", &doc),
               place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "I go alone") && shows(all, "Others"));
    CHECK(t, !shows(all, "Young person"));
    REQUIRE_OK(t, json_parse(t->arena, str_of(picked), &steps, &place.err), place.err);
    CHECK(t, !publish_steps(&place, &steps, &doc));
    CHECK(t, place.err.kind == ERROR_SCRIPT);
    CHECK(t, !one_table(&place, "vote", "perspective", &doc));
    REQUIRE_OK(t, room_of_people(&place, 6, 7, 5, 5), place.err);
    REQUIRE_OK(t, grouped_table(&place, "success", "text", "perspective", &doc),
               place.err);
    CHECK(t, shows(all_text(t, &doc), "Young person"));
    workplace_close(&place);
}

static void a_story_needs_its_yes(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_do(
                   &place,
                   "review.story text=\"I travel alone now\" perspective=young_person"));
    REQUIRE(
        t,
        workplace_do(
            &place,
            "review.story text=\"She cooks for us\" perspective=family may_publish=yes"));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "She cooks for us") && !shows(all, "I travel alone now"));
    /* Nor does a step that forgets to ask for it get the words. */
    REQUIRE_OK(t, one_table(&place, "story", "text", &doc), place.err);
    all = all_text(t, &doc);
    CHECK(t, shows(all, "She cooks for us") && !shows(all, "I travel alone now"));
    workplace_close(&place);
}

static void hides_few_in_the_room(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, room_of_people(&place, 3, 7, 5, 5), place.err);
    CHECK(t, workplace_count(&place, "participant") == 20);
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "Young people|hidden|hidden|"));
    CHECK(t, shows(all, "Families|7|7|"));
    /* 10 of 20, less the 7, would be the 3. */
    CHECK(t, !shows(all, "50%"));
    workplace_close(&place);
}

static void says_the_third_where_nobody_is_few(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, room_of_people(&place, 6, 6, 6, 6), place.err);
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "Young people|6|6|") &&
                 shows(all, "families were 12 of the 24 people who came (50%)"));
    workplace_close(&place);
}

/* Fewer than 20: in people, and not as a percentage. */
static void says_no_percentage_of_few(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, room_of_people(&place, 5, 0, 7, 7), place.err);
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, shows(all, "were 5 of the 19 people who came. The method asks") &&
                 shows(all, "invite more"));
    CHECK(t, !shows(all, "%"));
    workplace_close(&place);
}

static size_t anchors_named(const struct published *doc, struct str link)
{
    size_t count = 0;
    for (size_t b = 0; b < doc->count; b++) {
        const struct published_block *block = &doc->blocks[b];
        count += str_equal(block->anchor, link);
        for (size_t r = 0; block->table && r < block->table->row_count; r++)
            count += str_equal(block->table->rows[r].anchor, link);
    }
    return count;
}

/* Each link leads to one place; gives how many there are. */
static size_t check_links(struct test *t, const struct published *doc)
{
    size_t links = 0;
    for (size_t b = 0; b < doc->count; b++) {
        const struct published_table *table = doc->blocks[b].table;
        for (size_t r = 0; table && r < table->row_count; r++) {
            const struct published_row *row = &table->rows[r];
            for (size_t c = 0; c < row->count; c++) {
                struct str link = row->cells[c].link;
                links += link.len > 0;
                if (link.len && anchors_named(doc, link) != 1)
                    test_fail_str(t, __FILE__, __LINE__, link, STR("one anchor"));
            }
        }
    }
    return links;
}

static const char thread_lines[] =
    "theme.new as=@hall section=not_working name=\"I cannot eat in the noise\" "
    "statements=reviews.csv:2:not_working2\n"
    "understand.cause as=@why theme=@hall text=\"The hall has bare walls\"\n"
    "understand.why as=@deep cause=@why text=\"Nobody asked for panels\"\n"
    "understand.root cause=@deep\n"
    "understand.vote cause=@deep perspective=young_person dots=3\n"
    "identify_success.success as=@good cause=@deep perspective=young_person "
    "text=\"I eat with my friends\"\n"
    "plan.action as=@do success=@good what=\"Put up panels\" who=\"Site team\" "
    "by=2025-12-01 kind=change\n"
    "implement.indicator action=@do wording=\"Young people who eat in the hall\" "
    "type=better_off direction=up target=40 target_date=2026-01-01\n";

static void every_link_leads_somewhere(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "reviews.csv", reviews));
    REQUIRE_OK(t, run_lines(&place, thread_lines), place.err);
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t, check_links(t, &doc) >= 6);
    /* The theme's only words are held back: it is not told of any more, but the
     * action that came of it is. */
    REQUIRE(t,
            workplace_do(&place, "collect.hold_back statement=reviews.csv:2:not_working2 "
                                 "reason=\"told the lead\""));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    CHECK(t, check_links(t, &doc) >= 4);
    workplace_close(&place);
}

static void lists_only_what_is_in_scope(struct test *t)
{
    struct workplace place;
    struct published doc;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, two_themes(&place), place.err);
    REQUIRE(t, workplace_do(&place,
                            "prepare.scope field=school values=\"Elsewhere School\""));
    REQUIRE_OK(t, publish(&place, &doc), place.err);
    struct str all = all_text(t, &doc);
    CHECK(t, !shows(all, "always late") && !shows(all, "|6|6|"));
    workplace_close(&place);
}

const struct test_case publish_tests[] = {
    {"words are quoted, but never a flagged statement", quotes_what_may_be_quoted},
    {"never what is held back or spare", never_what_is_held_back_or_spare},
    {"a theme of few people shows neither count nor words", hides_a_small_theme},
    {"words that nobody is known for are one person's at most",
     hides_words_that_nobody_is_known_for},
    {"a draft's label names nobody", a_draft_names_nobody},
    {"kinds about single people are never listed", refuses_to_list_people},
    {"nothing that is printed names anybody", nothing_that_is_printed_names_anybody},
    {"what people said is looked through like a card",
     what_people_said_is_looked_through_like_a_card},
    {"no free text that is printed names anybody", no_free_text_names_anybody},
    {"no table goes round a yes", no_way_round_a_yes},
    {"no way round a viewpoint of few", no_way_round_a_viewpoint},
    {"the same words are quoted once", quotes_the_same_words_once},
    {"a story is published with its yes only", a_story_needs_its_yes},
    {"few people in the room are hidden", hides_few_in_the_room},
    {"a share of the room is said where nobody is few",
     says_the_third_where_nobody_is_few},
    {"no percentage is said of few", says_no_percentage_of_few},
    {"every link leads to one anchor", every_link_leads_somewhere},
    {"only what is in scope is told of", lists_only_what_is_in_scope},
    {0},
};
