/* SPDX-License-Identifier: MIT */
/* Lists that stand beside the plan: imported, corrected, refused; and hand-outs. */
#include "engine/import_offer.h"
#include "engine/known.h"
#include "engine/requests.h"
#include "importing.h"
#include "published_show.h"

static bool take(struct workplace *place, const char *kind, const char *text,
                 struct offer_counts *counts)
{
    struct offer_request request = {.kind = str_of(kind),
                                    .cycle = place->cycle,
                                    .name = STR("offer.csv"),
                                    .bytes = str_of(text)};
    place->notices = (struct notices){.arena = place->t->arena};
    return import_offer(place->engine, place->t->arena, &request, &place->notices, counts,
                        &place->err);
}

#define HEAD "Title,Area,Description,Website,Provider,Age range,Last seen by\n"
#define CLUB                                                                             \
    "Canal Club,Community; Health,Music on Fridays,www.club.example,YMCA,11-25,Jo\n"
#define JOBS "Job coach,Jobs,,https://jobs.example,Council,16 to 19,\n"

static void takes_a_list_once(struct test *t)
{
    struct workplace place;
    struct offer_counts counts;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, take(&place, "local_offer", "Our offer\n" HEAD CLUB JOBS, &counts),
               place.err);
    CHECK(t, counts.created == 2 && counts.refused == 0);
    workplace_check_notices(&place, "these columns are not used: \"Last seen by\"");
    struct json club = workplace_find(&place, "local_offer", "title", "Canal Club");
    CHECK_STR(t, json_find_text(&club, STR("web")), "https://www.club.example");
    CHECK_STR(t, json_find_text(&club, STR("run_by")), "YMCA");
    CHECK_STR(t, json_find_text(&club, STR("source")), "offer.csv:3");
    CHECK(t, json_has_text(json_find(&club, STR("areas")), STR("health")));
    struct json jobs = workplace_find(&place, "local_offer", "title", "Job coach");
    CHECK(t, json_has_text(json_find(&jobs, STR("areas")), STR("employment")));
    size_t commands = (size_t)workplace_count(&place, "local_offer");
    REQUIRE_OK(t, take(&place, "local_offer", "Our offer\n" HEAD CLUB JOBS, &counts),
               place.err);
    CHECK(t, counts.same == 2 && counts.created == 0 && counts.corrected == 0);
    CHECK(t, workplace_count(&place, "local_offer") == commands);
    /* The same rows of the other kind are other entries. */
    REQUIRE_OK(t, take(&place, "good_practice", HEAD CLUB, &counts), place.err);
    CHECK(t, counts.created == 1 && workplace_count(&place, "good_practice") == 1);
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static void takes_corrections(struct test *t)
{
    struct workplace place;
    struct offer_counts counts;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, take(&place, "local_offer", HEAD CLUB JOBS, &counts), place.err);
    /* Another name under the same link; another text; one that is gone. */
    REQUIRE_OK(t,
               take(&place, "local_offer",
                    HEAD "The Canal Club,Community,Music,www.club.example,YMCA,11-25,\n",
                    &counts),
               place.err);
    CHECK(t, counts.corrected == 1 && counts.created == 0 && counts.gone == 1);
    CHECK(t, workplace_noticed(&place, 0, "\"Job coach\"; take away"));
    CHECK(t, workplace_count(&place, "local_offer") == 2);
    CHECK(t,
          workplace_find(&place, "local_offer", "title", "Canal Club").type == JSON_NULL);
    REQUIRE_OK(t, workplace_do(&place, "plan.drop_offer entry=\"Job coach\""), place.err);
    CHECK(t, workplace_count(&place, "local_offer") == 1);
    workplace_close(&place);
}

static void takes_an_import_back(struct test *t)
{
    struct workplace place;
    struct offer_counts counts;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t, take(&place, "local_offer", HEAD CLUB JOBS, &counts), place.err);
    REQUIRE(t, workplace_undo(&place, newest(&place)));
    CHECK(t, workplace_count(&place, "local_offer") == 0);
    REQUIRE_OK(t, take(&place, "local_offer", HEAD CLUB JOBS, &counts), place.err);
    CHECK(t, counts.created == 2);
    workplace_close(&place);
}

static void refuses_what_is_wrong(struct test *t)
{
    struct workplace place;
    struct offer_counts counts;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE_OK(t,
               take(&place, "local_offer",
                    HEAD ",Health,,,,,\n"
                         "Swimming,Sport,,,,,\n"
                         "Walking,,,,,,\n"
                         "Canal Club,Community,,not a link,,,\n"
                         "canal club,Health,,,,,\n"
                         "Baking,\"Community, Health\",,,,,\n",
                    &counts),
               place.err);
    CHECK(t, counts.rows == 6 && counts.refused == 4 && counts.created == 2);
    CHECK(t, workplace_noticed(&place, 2, "what it is called"));
    CHECK(t, workplace_noticed(&place, 3, "the area \"Sport\" is not known"));
    CHECK(t, workplace_noticed(&place, 3, "independent living, community, health"));
    CHECK(t, workplace_noticed(&place, 4, "there is no area"));
    CHECK(t, workplace_noticed(&place, 5, "the link cannot be opened, and is left out"));
    CHECK(t, workplace_noticed(&place, 6, "stands on line 5 already"));
    CHECK(t, !take(&place, "local_offer", "Name,Colour\nA,B\n", &counts));
    CHECK(t, str_find(str_of(place.err.text), STR("no row of column names")) != SIZE_MAX);
    CHECK(t, !take(&place, "local_offer", "", &counts));
    workplace_close(&place);
}

static struct str repeated(struct arena *arena, const char *piece, size_t times)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < times; i++)
        buf_add(&out, str_of(piece));
    return buf_str(&out);
}

/* As long as the schema allows, in letters of two bytes each; and a link that is too long
 * only once it is whole. */
static void counts_letters(struct test *t)
{
    struct workplace place;
    struct offer_counts counts;
    REQUIRE(t, workplace_open(t, &place));
    struct str text = str_format(
        t->arena, HEAD "%.*s,Health,,,,,\n%.*s,Health,,,,,\nSwim,Health,,www.%.*s,,,\n",
        STR_ARGS(repeated(t->arena, "é", 300)), STR_ARGS(repeated(t->arena, "e", 301)),
        STR_ARGS(repeated(t->arena, "w", 490)));
    REQUIRE_OK(t, take(&place, "local_offer", str_c(t->arena, text), &counts), place.err);
    CHECK(t, counts.rows == 3 && counts.refused == 2 && counts.created == 1);
    CHECK(t, workplace_noticed(&place, 3, "\"title\" has more than 300 letters"));
    CHECK(t, workplace_noticed(&place, 4, "\"web\" has more than 500 letters"));
    workplace_close(&place);
}

static const char reviews[] =
    "Pupil Ref,Surname,Forename,School,Review date,Not working 1\n"
    "T1,Quixby,Zoltan,Holly Bank School,04/11/2024,The lunch hall echoes badly\n"
    "T2,Ryde,Ann,Holly Bank School,04/11/2024,The hall is too loud for me\n"
    "T3,Sole,Bea,Holly Bank School,04/11/2024,Lunch is very loud every day\n"
    "T4,Tarn,Cal,Holly Bank School,04/11/2024,I cannot eat when it is loud\n"
    "T5,Usher,Dee,Holly Bank School,04/11/2024,Loud lunch makes me go out\n"
    "T6,Vane,Eli,Holly Bank School,04/11/2024,It is loud at lunch\n"
    "T7,Wade,Fay,Holly Bank School,04/11/2024,The bus is late\n"
    "T8,Yarn,Gus,Holly Bank School,04/11/2024,The bus is full\n"
    "T9,Abel,Hal,Holly Bank School,04/11/2024,My taxi is late\n"
    "T10,Bolt,Ida,Holly Bank School,04/11/2024,No bus in the evening\n"
    "T11,Cope,Jan,Holly Bank School,04/11/2024,The bus stop is far away\n"
    "T12,Dunn,Kit,Holly Bank School,04/11/2024,I wait long for the bus\n";

static bool handout(struct workplace *place, const char *theme, struct str *all,
                    size_t *without)
{
    struct process *process;
    struct published doc;
    struct flag_known *known;
    if (!engine_process(place->engine, place->cycle, &process, &place->err) ||
        !known_learn(place->engine, place->t->arena, &known, &place->err))
        return false;
    struct publish_request request = publish_of(place->engine, process, known);
    if (!publish_handout(place->t->arena, &request, str_of(theme), &doc, without,
                         &place->err))
        return false;
    *all = all_text(place->t, &doc);
    return true;
}

/* What these said is a theme that people have agreed. */
static bool open_with_theme(struct test *t, struct workplace *place,
                            const char *statements)
{
    return workplace_open_on(t, place, SHEET_REVIEWS, "r.csv", reviews) &&
           run_lines(place, workplace_line(place,
                                           "theme.new as=@hall section=not_working "
                                           "name=\"I cannot eat in the noise\" "
                                           "statements=%s\ntheme.agree theme=@hall\n",
                                           statements));
}

#define THREE "r.csv:2:not_working1,r.csv:3:not_working1,r.csv:4:not_working1"
#define SIX THREE ",r.csv:5:not_working1,r.csv:6:not_working1,r.csv:7:not_working1"

static void hands_out_what_fits(struct test *t)
{
    struct workplace place;
    struct offer_counts counts;
    struct str all;
    size_t without;
    REQUIRE_OK(t, open_with_theme(t, &place, SIX), place.err);
    REQUIRE_OK(t, take(&place, "local_offer", HEAD CLUB JOBS, &counts), place.err);
    REQUIRE_OK(t,
               take(&place, "good_practice",
                    HEAD "Quiet hall,Health,Ask Zoltan Quixby or ring 01234 "
                         "567890,,,,\n"
                         "Panels,Health,Ring 01234 567890,,,,\n",
                    &counts),
               place.err);
    REQUIRE_OK(t, handout(&place, "", &all, &without), place.err);
    CHECK(t, without == 1 && !shows(all, "Canal Club"));
    REQUIRE_OK(t,
               workplace_do(&place, "plan.areas theme=\"I cannot eat in the noise\" "
                                    "areas=health,independent_living"),
               place.err);
    REQUIRE_OK(t, handout(&place, "", &all, &without), place.err);
    CHECK(t, without == 0);
    CHECK(t, shows(all, "I cannot eat in the noise") && shows(all, "6 people said this"));
    CHECK(t,
          shows(all, "What there is here already about health and independent living"));
    CHECK(t, shows(all, "Canal Club") && shows(all, "Who runs it: YMCA"));
    CHECK(t, shows(all, "https://www.club.example") && !shows(all, "Job coach"));
    /* A public list may hold a number to ring, and no pupil's name. */
    CHECK(t, shows(all, "Ring 01234 567890") && !shows(all, "Zoltan"));
    workplace_close(&place);
}

/* Three people are hidden in the report, and so are their words here. */
static void hands_out_no_small_numbers(struct test *t)
{
    struct workplace place;
    struct str all;
    size_t without;
    REQUIRE_OK(t, open_with_theme(t, &place, THREE), place.err);
    REQUIRE_OK(t,
               workplace_do(&place, "plan.areas theme=\"I cannot eat in the noise\" "
                                    "areas=health"),
               place.err);
    REQUIRE_OK(t, handout(&place, "", &all, &without), place.err);
    CHECK(t, shows(all, "number of people who said this is hidden"));
    CHECK(t, !shows(all, "echoes") && !shows(all, "loud"));
    workplace_close(&place);
}

const struct test_case import_offer_tests[] = {
    {"a list is taken once", takes_a_list_once},
    {"a list is corrected", takes_corrections},
    {"an import of a list is taken back", takes_an_import_back},
    {"bad rows of a list are refused", refuses_what_is_wrong},
    {"the length of an entry is counted in letters", counts_letters},
    {"a hand-out shows what fits the theme", hands_out_what_fits},
    {"a hand-out hides small numbers", hands_out_no_small_numbers},
    {0},
};
