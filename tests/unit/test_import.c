/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "store/event.h"
#include "store/vault.h"

#define HEAD                                                                             \
    "Pupil Ref,Surname,Forename,DOB,School,NC Year,Review date,"                         \
    "What is working 1,What is working 2,What is working 3,What is not working 1\n"
#define ZELDA "T1,Quixby,Zelda,01/02/2008,Holly Bank School,11,"
#define AUTUMN ZELDA "04/11/2024,"
#define SPRING ZELDA "04/03/2025,"
#define TOP "My friends at dinner time,Swimming on Fridays,,The bus is always late\n"

#define REVIEWS(t, place, text)                                                          \
    REQUIRE(t, workplace_import(&(place), SHEET_REVIEWS, "reviews.csv", text))

static struct json said(struct workplace *place, const char *text)
{
    return workplace_find(place, "statement", "text", text);
}

static int64_t no_view(struct workplace *place, const char *section)
{
    struct json all = workplace_records(place, "review");
    int64_t sum = 0;
    for (size_t i = 0; i < json_count(&all); i++)
        sum += json_find_integer(json_find(json_item(&all, i), STR("no_view")),
                                 str_of(section), 0);
    return sum;
}

static void adds_once(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place, HEAD AUTUMN TOP);
    CHECK(t, place.counts.people == 1 && place.counts.reviews == 1);
    CHECK(t, place.counts.statements == 3 && !place.counts.before);
    struct json one = said(&place, "The bus is always late");
    CHECK_STR(t, json_find_text(&one, STR("section")), "not_working");
    CHECK_STR(t, json_find_text(&one, STR("source")), "reviews.csv:2:not_working1");
    REVIEWS(t, place, HEAD AUTUMN TOP);
    CHECK(t, place.counts.before && place.counts.statements == 0);
    /* Another file with the same row in it, written a little differently. */
    REQUIRE(t,
            workplace_import(&place, SHEET_REVIEWS, "again.csv",
                             HEAD AUTUMN "MY FRIENDS at dinner time,Swimming on Fridays,,"
                                         "The bus is always late\n"));
    CHECK(t, !place.counts.before && place.counts.same == 1);
    CHECK(t, workplace_count(&place, "person") == 1);
    CHECK(t, workplace_count(&place, "review") == 1);
    CHECK(t, workplace_count(&place, "statement") == 3);
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

/* The same words in another section, or from another person, are others. */
static void keeps_apart(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place,
            HEAD AUTUMN "The bus,,,The bus\n"
                        "T2,Quixby,Zoltan,01/02/2008,Holly Bank School,11,"
                        "04/11/2024,The bus,,,\n");
    CHECK(t, place.counts.people == 2 && place.counts.statements == 3);
    workplace_close(&place);
}

static void corrects_a_cell(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place, HEAD AUTUMN TOP);
    struct json before = said(&place, "The bus is always late");
    REVIEWS(t, place,
            HEAD AUTUMN "My friends at dinner time,Swimming on Fridays,,"
                        "The taxi is always late\n");
    struct json after = said(&place, "The taxi is always late");
    CHECK(t, place.counts.corrected == 1 && place.counts.statements == 0);
    CHECK(t, workplace_noticed(&place, 2, "reviews.csv:2:not_working1"));
    CHECK(t, str_equal(json_find_text(&before, STR("id")),
                       json_find_text(&after, STR("id"))));
    CHECK(t, workplace_count(&place, "statement") == 3);
    CHECK(t, place.notices.refusals == 0);
    /* A corrected school is a correction of the review. */
    REVIEWS(t, place,
            HEAD "T1,Quixby,Zelda,01/02/2008,Fenwick Lodge,11,04/11/2024,"
                 "My friends at dinner time,Swimming on Fridays,,"
                 "The taxi is always late\n");
    CHECK(t, place.counts.corrected == 1 && place.counts.reviews == 0);
    CHECK(t, workplace_noticed(&place, 2, "Fenwick Lodge"));
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static void the_latest_review_counts(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place, HEAD AUTUMN TOP);
    REVIEWS(t, place, HEAD SPRING "My own locker,,,Nobody signs at lunch\n");
    CHECK(t, place.counts.people == 0 && place.counts.reviews == 1);
    CHECK(t, place.counts.statements == 2 && place.counts.spare == 3);
    CHECK(t, workplace_noticed(&place, 2, "earlier review"));
    struct json old = said(&place, "The bus is always late");
    struct json new = said(&place, "Nobody signs at lunch");
    CHECK_STR(t, json_find_text(&old, STR("tray")), "spare");
    CHECK_STR(t, json_find_text(&new, STR("tray")), "");
    /* An earlier one that comes late does not push the later one aside. */
    REVIEWS(t, place, HEAD ZELDA "01/09/2024,Drawing,,,\n");
    struct json late = said(&place, "Drawing");
    new = said(&place, "Nobody signs at lunch");
    CHECK_STR(t, json_find_text(&late, STR("tray")), "spare");
    CHECK_STR(t, json_find_text(&new, STR("tray")), "");
    workplace_close(&place);
}

static void the_third_waits(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place, HEAD AUTUMN "Maths club,Swimming,Guitar,The bus\n");
    struct json second = said(&place, "Swimming"), third = said(&place, "Guitar");
    CHECK(t, place.counts.to_pick == 1 && place.counts.statements == 4);
    CHECK_STR(t, json_find_text(&second, STR("tray")), "");
    CHECK_STR(t, json_find_text(&third, STR("tray")), "to_pick");
    workplace_close(&place);
}

static void a_plan_repeats(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place,
            "Pupil Ref,Surname,Forename,DOB,Review date,What is working 1,Future 1\n"
            "T1,Quixby,Zelda,01/02/2008,04/11/2024,Swimming,A job with animals\n");
    REQUIRE(t, workplace_import(&place, SHEET_ASPIRATIONS, "plans.csv",
                                "Pupil Ref,Section A\n"
                                "T1,a job with ANIMALS\n"
                                "T9,A flat of my own\n"
                                "T1,N/A\n"));
    CHECK(t, place.counts.statements == 0 && place.notices.refusals == 1);
    CHECK(t, place.counts.linked == 1 && place.counts.same == 0);
    CHECK(t, workplace_noticed(&place, 3, "nobody with this reference"));
    REQUIRE(t, workplace_import(&place, SHEET_ASPIRATIONS, "plans2.csv",
                                "Pupil Ref,Section A\nT1,A flat of my own\n"));
    struct json one = said(&place, "A flat of my own");
    CHECK(t, place.counts.statements == 1);
    CHECK_STR(t, json_find_text(&one, STR("review")), "");
    CHECK_STR(t, json_find_text(&one, STR("said_in")), "plan");
    workplace_close(&place);
}

static void a_later_review_counts_after_sorting(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place,
            "Pupil Ref,Review date,Working 1,Working 2\nT1,04/11/2024,Art,Music\n");
    REQUIRE(t, workplace_do(&place, "theme.new section=working name=\"My Arts\""));
    REQUIRE(t, workplace_do(&place,
                            "theme.move to=\"My Arts\" statements=reviews.csv:2:working1,"
                            "reviews.csv:2:working2"));
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "later.csv",
                                "Pupil Ref,Review date,Working 1,Working 2,Working 3\n"
                                "T1,04/03/2025,Swimming,Cooking,Maths\n"));
    struct json first = workplace_find(&place, "statement", "text", "Swimming");
    struct json second = workplace_find(&place, "statement", "text", "Cooking");
    struct json third = workplace_find(&place, "statement", "text", "Maths");
    CHECK_STR(t, json_find_text(&first, STR("tray")), "");
    CHECK_STR(t, json_find_text(&second, STR("tray")), "");
    CHECK_STR(t, json_find_text(&third, STR("tray")), "to_pick");
    CHECK(t, workplace_noticed(&place, 2, "placed 2 of its statements already"));
    workplace_close(&place);
}

static void counts_no_view_once(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place, HEAD AUTUMN "n/a,Swimming,,n/a\n");
    CHECK(t, no_view(&place, "working") == 1 && no_view(&place, "not_working") == 1);
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "again.csv",
                                HEAD AUTUMN "N/A,Swimming,,n/a\n"));
    CHECK(t, no_view(&place, "working") == 1 && no_view(&place, "not_working") == 1);
    CHECK(t, place.counts.same == 1);
    /* Corrected: there is a view now. */
    REVIEWS(t, place, HEAD AUTUMN "n/a,Swimming,,The bus\n");
    CHECK(t, no_view(&place, "not_working") == 0);
    workplace_close(&place);
}

#define LONG_HEAD "Pupil Ref,Surname,Forename,DOB,Review date,Heading,Rank,Comment\n"
#define LONG_ROW "T1,Quixby,Zelda,01/02/2008,04/11/2024,"

static void counts_no_view_once_long(struct test *t)
{
    static const char text[] = LONG_HEAD LONG_ROW
        "Working,1,n/a\n" LONG_ROW "Working,2,n/a\n" LONG_ROW "Not working,1,The bus\n";
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place, text);
    CHECK(t, place.counts.reviews == 1 && place.counts.statements == 1);
    CHECK(t, no_view(&place, "working") == 2);
    REQUIRE(t, workplace_import(&place, SHEET_REVIEWS, "again.csv", text));
    CHECK(t, place.counts.before || place.counts.same == 3);
    CHECK(t, no_view(&place, "working") == 2);
    REVIEWS(t, place,
            LONG_HEAD LONG_ROW "Working,1,n/a\n" LONG_ROW "Working,2,n/a\n" LONG_ROW
                               "Not working,1,The bus\n" LONG_ROW "Not working,2,n/a\n");
    CHECK(t, no_view(&place, "working") == 2 && no_view(&place, "not_working") == 1);
    workplace_close(&place);
}

static void a_dry_run_adds_nothing(struct test *t)
{
    struct workplace place;
    struct import_counts counts;
    struct notices notices = {.arena = t->arena};
    REQUIRE(t, workplace_open(t, &place));
    struct import_request request = {.kind = SHEET_REVIEWS,
                                     .cycle = place.cycle,
                                     .name = STR("reviews.csv"),
                                     .bytes = STR(HEAD AUTUMN TOP),
                                     .pretend = true};
    for (int i = 0; i < 2; i++) {
        REQUIRE_OK(t,
                   import_run(place.engine, t->arena, &request, &notices, &counts, NULL,
                              NULL, &place.err),
                   place.err);
        CHECK(t, counts.statements == 3 && counts.people == 1 && !counts.before);
        CHECK(t, workplace_count(&place, "statement") == 0);
        CHECK(t, workplace_count(&place, "identity") == 0);
    }
    REVIEWS(t, place, HEAD AUTUMN TOP);
    CHECK(t, place.counts.statements == 3 && !place.counts.before);
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static void again_after_undo(struct test *t)
{
    struct workplace place;
    struct command_list list;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place, HEAD AUTUMN TOP);
    REQUIRE_OK(t,
               command_list(place.engine->store->db, t->arena, 0, 1, &list, &place.err),
               place.err);
    CHECK_STR(t, list.items[0].name, "import.reviews");
    REQUIRE(t, workplace_undo(&place, list.items[0].number));
    CHECK(t, workplace_count(&place, "statement") == 0);
    CHECK(t, workplace_count(&place, "identity") == 0);
    REVIEWS(t, place, HEAD AUTUMN TOP);
    CHECK(t, !place.counts.before && place.counts.statements == 3);
    CHECK(t, workplace_count(&place, "statement") == 3);
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

/* 1,001 rows whose last two are of one review: of the first batch and of the
 * second. */
static const char *many_rows(struct test *t)
{
    struct buf text = BUF_IN(t->arena);
    buf_add(&text, STR("Ref,Review date,Heading,Rank,Comment\n"));
    for (int i = 1; i < IMPORT_BATCH; i++)
        buf_add_format(&text, "T%d,04/11/2024,Working,1,Thing number %d\n", i, i);
    buf_add(&text, STR("LAST,04/11/2024,Not working,1,n/a\n"
                       "LAST,04/11/2024,Not working,2,n/a\n"));
    return str_c(t->arena, buf_str(&text));
}

static void goes_on_where_it_stopped(struct test *t)
{
    struct workplace place;
    struct command_list list;
    REQUIRE(t, workplace_open(t, &place));
    const char *text = many_rows(t);
    REVIEWS(t, place, text);
    CHECK(t, place.counts.rows == IMPORT_BATCH + 1);
    CHECK(t, place.counts.statements == IMPORT_BATCH - 1);
    CHECK(t, no_view(&place, "not_working") == 2);
    REQUIRE_OK(t,
               command_list(place.engine->store->db, t->arena, 0, 2, &list, &place.err),
               place.err);
    CHECK_STR(t, list.items[0].name, "import.reviews");
    CHECK_STR(t, list.items[1].name, "import.reviews");
    /* As if it had been cut short between the two. */
    REQUIRE(t, workplace_undo(&place, list.items[0].number));
    CHECK(t, no_view(&place, "not_working") == 1);
    REVIEWS(t, place, text);
    CHECK(t, !place.counts.before && place.counts.statements == 0);
    CHECK(t, workplace_count(&place, "person") == IMPORT_BATCH);
    CHECK(t, workplace_count(&place, "review") == IMPORT_BATCH);
    CHECK(t, workplace_count(&place, "statement") == IMPORT_BATCH - 1);
    CHECK(t, no_view(&place, "not_working") == 2);
    CHECK_STR(t, workplace_verify(&place), "");
    workplace_close(&place);
}

static void corrects_participants_by_place(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open_on(t, &place, SHEET_PARTICIPANTS, "room.csv",
                                 "Role group,Invited,Attended\n"
                                 "Young person,Y,\nParent,Y,\n"));
    CHECK(t, place.counts.participants == 2);
    REQUIRE(t, workplace_import(&place, SHEET_PARTICIPANTS, "room.csv",
                                "Role group,Invited,Attended\n"
                                "Young person,Y,Y\nParent,Y,\nSchool,Y,\n"));
    CHECK(t, place.counts.participants == 1 && place.counts.corrected == 1 &&
                 place.counts.same == 1);
    CHECK(t, workplace_count(&place, "participant") == 3);
    struct json young =
        workplace_find(&place, "participant", "perspective", "young_person");
    CHECK(t, json_find_bool(&young, STR("attended")));
    workplace_close(&place);
}

static void refuses_the_unknown(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place, HEAD AUTUMN TOP);
    REQUIRE(t, workplace_import(&place, SHEET_STATEMENTS, "more.csv",
                                "Pupil Ref,Review date,Heading,Comment\n"
                                "T1,04/11/2024,Not working,No signs in the hall\n"
                                "T7,04/11/2024,Not working,Somebody else\n"
                                "T1,05/11/2024,Not working,On another day\n"));
    CHECK(t, place.counts.statements == 1 && place.notices.refusals == 2);
    CHECK(t, workplace_noticed(&place, 3, "nobody with this reference"));
    CHECK(t, workplace_noticed(&place, 4, "no review on that day"));
    CHECK(t, workplace_count(&place, "statement") == 4);
    workplace_close(&place);
}

static void leaves_out_of_scope_out(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REQUIRE(t, workplace_do(&place, "prepare.scope field=year_group values=11"));
    REVIEWS(t, place,
            HEAD AUTUMN TOP "T2,Quixby,Zoltan,01/02/2010,Holly Bank School,9,04/11/2024,"
                            "Chess,,,\n");
    CHECK(t, place.counts.out_of_scope == 1 && place.counts.reviews == 1);
    CHECK(t, workplace_count(&place, "person") == 1);
    CHECK(t, said(&place, "Chess").type == JSON_NULL);
    workplace_close(&place);
}

static void flags_a_name_of_the_file(struct test *t)
{
    struct workplace place;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place,
            HEAD AUTUMN "Zoltan helps me with maths,Swimming,,\n"
                        "T2,Quixby,Zoltan,01/02/2008,Holly Bank School,11,04/11/2024,"
                        "Chess,,,\n");
    struct json flagged = said(&place, "Zoltan helps me with maths");
    struct json plain = said(&place, "Swimming");
    CHECK(t, place.counts.flagged == 1);
    CHECK(t, json_count(json_find(&flagged, STR("flags"))) > 0);
    CHECK(t, !json_find(&plain, STR("flags")));
    /* The vault knows the name later as well. */
    REVIEWS(t, place,
            HEAD "T3,Ashdown,Mo,01/02/2008,Holly Bank School,11,04/11/2024,"
                 "I sit with Zelda,,,\n");
    CHECK(t, place.counts.flagged == 1);
    workplace_close(&place);
}

struct sought {
    struct test *t;
    size_t found, bodies;
};

static const char *const identifying[] = {"Quixby", "Zelda", "2008-02-01", "\"T1\""};

static void look(struct sought *sought, struct str text)
{
    sought->bodies++;
    for (size_t i = 0; i < sizeof identifying / sizeof identifying[0]; i++)
        sought->found += str_find(text, str_of(identifying[i])) != SIZE_MAX;
}

static bool look_in_record(void *with, const struct record *record, struct error *err)
{
    (void)err;
    look(with, record->body);
    return true;
}

static bool look_in_event(void *with, const struct event *event, struct error *err)
{
    (void)err;
    if (event->has_before)
        look(with, event->before);
    if (event->has_after)
        look(with, event->after);
    return true;
}

static void seals_who_it_is(struct test *t)
{
    struct workplace place;
    struct sought sought = {.t = t};
    struct identity who;
    REQUIRE(t, workplace_open(t, &place));
    REVIEWS(t, place, HEAD AUTUMN TOP);
    struct store *store = place.engine->store;
    REQUIRE_OK(t, record_each_of_all(store->db, look_in_record, &sought, &place.err),
               place.err);
    REQUIRE_OK(t, event_each(store->db, look_in_event, &sought, &place.err), place.err);
    CHECK(t, sought.bodies > 12 && sought.found == 0);
    struct json all = workplace_records(&place, "identity");
    REQUIRE(t, json_count(&all) == 1);
    REQUIRE_OK(t,
               vault_open_identity(store, t->arena, json_item(&all, 0), &who, &place.err),
               place.err);
    CHECK_STR(t, who.forename, "Zelda");
    CHECK_STR(t, who.surname, "Quixby");
    CHECK_STR(t, who.birth_date, "2008-02-01");
    CHECK_STR(t, who.reference, "T1");
    workplace_close(&place);
}

const struct test_case import_tests[] = {
    {"the same row adds nothing the second time", adds_once},
    {"the same words elsewhere are others", keeps_apart},
    {"a corrected cell changes that statement and is named", corrects_a_cell},
    {"the latest review of a cycle counts", the_latest_review_counts},
    {"the third of a section waits to be picked", the_third_waits},
    {"words that a plan repeats are not added", a_plan_repeats},
    {"boxes without a view are counted once", counts_no_view_once},
    {"the same in a long sheet", counts_no_view_once_long},
    {"a dry run adds nothing", a_dry_run_adds_nothing},
    {"the same file comes in again after undo", again_after_undo},
    {"a later review counts after sorting has begun",
     a_later_review_counts_after_sorting},
    {"an import that was cut short goes on", goes_on_where_it_stopped},
    {"participants are corrected by their place", corrects_participants_by_place},
    {"who is unknown is refused with the line", refuses_the_unknown},
    {"rows out of scope are left out and counted", leaves_out_of_scope_out},
    {"a name of the file is flagged", flags_a_name_of_the_file},
    {"nobody is named outside of the sealed box", seals_who_it_is},
    {0},
};
