/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "engine/care.h"
#include "engine/named.h"
#include "engine/person_export.h"

static const char reviews[] =
    "Reference,Surname,Forename,Date of birth,School,Review date,Working 1\n"
    "R1,Quillfeather,Wilhelmina,04/03/2011,Holly Bank School,12/05/2025,I like my "
    "garden\n"
    "R2,van der Blatherwick,Zebedee,05/03/2011,Holly Bank School,12/05/2025,I like "
    "cake\n";

/* The names stand in capitals inside the line, as people write them. */
static struct str flags_of(struct workplace *w, const char *text)
{
    if (!workplace_do(w, str_c(w->arena, str_format(w->arena,
                                                    "collect.say section=working "
                                                    "speaker=young_person text=\"%s\"",
                                                    text))))
        return STR("not said");
    const struct json *made = json_find(&w->result.outcome, STR("created"));
    struct json record = workplace_record(w, json_item(made, 0)->text);
    const struct json *flags = json_find(&record, STR("flags"));
    struct buf out = BUF_IN(w->arena);
    for (size_t i = 0; i < json_count(flags); i++)
        buf_add_format(&out, "%s%.*s", i ? " " : "", STR_ARGS(json_item(flags, i)->text));
    return buf_str(&out);
}

/* How many hashes are kept; none, while they are still to be learned. */
static int64_t kept(struct workplace *w)
{
    struct db_rows rows;
    if (!db_run(w->db, w->arena, "SELECT COUNT(*) FROM known_name", DB_WITHOUT, &rows,
                &w->err))
        return -1;
    return rows.cells[0].integer;
}

static void finds_names_by_their_hashes(struct test *t)
{
    struct workplace w;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    CHECK(t, kept(&w) == 0);
    CHECK_STR(t, flags_of(&w, "it was quillfeather again"), "name");
    CHECK(t, kept(&w) == 5); /* four names, and that they are all there */
    CHECK_STR(t, flags_of(&w, "zebedee's den is good, and so is the garden"), "name");
    CHECK_STR(t, flags_of(&w, "we go to holly bank school"), "school");
    CHECK_STR(t, flags_of(&w, "the van der thing is fun"), "");
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

/* Another program adds somebody, corrects and erases while this one stands open. */
static void learns_again_when_people_change(struct test *t)
{
    struct workplace w;
    struct erased erased;
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    CHECK_STR(t, flags_of(&w, "pumpernickel is my friend"), "");
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "s.csv",
                                "Reference,Surname,Forename,Date of birth,School,"
                                "Review date,Working 1\nR3,Pumpernickel,Ada,"
                                "06/03/2011,Holly Bank School,13/05/2025,I like it\n"));
    CHECK(t, kept(&w) == 0);
    CHECK_STR(t, flags_of(&w, "pumpernickel is my friend"), "name");
    REQUIRE_OK(t, care_erase(w.engine, w.arena, STR("R3"), false, &erased, &w.err),
               w.err);
    CHECK(t, kept(&w) == 0);
    CHECK_STR(t, flags_of(&w, "pumpernickel was my friend"), "");
    CHECK_STR(t, flags_of(&w, "wilhelmina is my friend"), "name");
    workplace_close(&w);
}

static void a_dry_run_keeps_none(struct test *t)
{
    struct workplace w;
    struct json args = json_object();
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews));
    json_set(w.arena, &args, STR("section"), json_text(STR("working")));
    json_set(w.arena, &args, STR("speaker"), json_text(STR("young_person")));
    json_set(w.arena, &args, STR("text"), json_text(STR("I like wilhelmina")));
    struct command_request request = {
        .cycle = w.cycle, .name = STR("collect.say"), .args = &args, .pretend = true};
    REQUIRE_OK(t, command_run(w.engine, w.arena, &request, &w.result, &w.err), w.err);
    CHECK(t, kept(&w) == 0);
    CHECK_STR(t, flags_of(&w, "I like wilhelmina"), "name");
    CHECK(t, kept(&w) == 5);
    workplace_close(&w);
}

static bool is_numbered(struct workplace *w, const char *source)
{
    struct json card = workplace_find(w, "statement", "source", source);
    return json_has_text(json_find(&card, STR("flags")), STR("number"));
}

/* Another's reference tells who they are: in a file, in an earlier one, in the room, in
 * what somebody is given of theirs, and in the list of who names whom. */
static void knows_the_numbers_of_others(struct test *t)
{
    struct workplace w;
    struct json all;
    struct named_list named = {NULL, 0, 0};
    REQUIRE(t, workplace_open(t, &w) &&
                   workplace_import(&w, SHEET_REVIEWS, "a.csv",
                                    "Reference,Review date,Working 1,Working 2\n"
                                    "TH10024,12/05/2025,I sit by TH10023,My pal 10025\n"
                                    "TH10023,12/05/2025,I like tea,\n"));
    CHECK(t, is_numbered(&w, "a.csv:2:working1"));
    CHECK(t, !is_numbered(&w, "a.csv:2:working2"));
    REQUIRE(t, workplace_import(&w, SHEET_REVIEWS, "b.csv",
                                "Reference,Review date,Working 1\n"
                                "10025,12/05/2025,I like tea\n"));
    CHECK(t, is_numbered(&w, "a.csv:2:working2"));
    CHECK_STR(t, flags_of(&w, "th-10023's den is good"), "number");
    CHECK_STR(t, flags_of(&w, "th-10029's den is good"), "");
    REQUIRE_OK(
        t, person_export(w.engine, t->arena, STR("TH10024"), STR(""), NULL, &all, &w.err),
        w.err);
    struct str given = json_write(t->arena, &all);
    CHECK(t, str_find(given, STR("I sit by […]")) != SIZE_MAX);
    CHECK(t, str_find(given, STR("TH10023")) == SIZE_MAX);
    CHECK(t, str_find(given, STR("TH10024")) != SIZE_MAX);
    struct str other = workplace_by(&w, "statement", "source", "a.csv:3:working1");
    REQUIRE_OK(t,
               named_by_others(w.engine, t->arena, workplace_field(&w, other, "person"),
                               &named, &w.err),
               w.err);
    CHECK(t,
          named.count == 2 && str_equal(named.items[0].place, STR("a.csv:2:working1")));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case known_tests[] = {
    {"knows the numbers of others", knows_the_numbers_of_others},
    {"finds names by their hashes", finds_names_by_their_hashes},
    {"learns again when people change", learns_again_when_people_change},
    {"a dry run keeps none", a_dry_run_keeps_none},
    {0},
};
