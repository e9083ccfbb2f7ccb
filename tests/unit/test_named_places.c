/* SPDX-License-Identifier: MIT */
/* Every place that names somebody is listed before they are erased, and no report prints
 * afterwards what it held back before. */
#include "published_show.h"

#include "engine/care.h"
#include "engine/named.h"

static const char reviews[] =
    "Pupil Ref,Surname,Forename,School,Review date,Working 1,Not working 1\n"
    "T1,Quillfeather,Zebedee,Elm School,04/11/2024,I am Zebedee,The bus\n"
    "T2,Ames,Ada,Elm School,04/11/2024,I like tea,The bus is late\n"
    "T3,Ames,Bea,Elm School,04/11/2024,I like tea a lot,The bus is cold\n";

static const char room[] = "Role group,Number,Attended,Organisation,Note\n"
                           "Young person,6,Y,,\nParent,6,Y,Quillfeather family,Sits by "
                           "Zebedee\n";

static const char year[] =
    "prepare.ask question=\"What would help Zebedee Quillfeather?\"\n"
    "prepare.workshop date=2024-12-01 venue=\"Quillfeather Hall\" agenda=\"Zebedee "
    "speaks\"\n"
    "prepare.agenda time=09:30 what=\"Tea with Zebedee\"\n"
    "prepare.key_date name=\"Zebedee is back\" date=2090-01-06\n"
    "theme.new as=@bus section=not_working name=\"I am late by bus\" "
    "label=\"Zebedee's bus\" statements=r.csv:3:not_working1,r.csv:4:not_working1\n"
    "theme.agree theme=@bus\n"
    "review.could_not theme=@bus could_not=\"Waiting for Zebedee\"\n"
    "understand.cause as=@why theme=@bus text=\"Quillfeather Coaches are old\"\n"
    "understand.root cause=@why\n"
    "understand.check_cause cause=@why changes_theme=yes controlled_by=\"Zebedee's mum\" "
    "evidence=\"Zebedee told us\"\n"
    "identify_success.success as=@good cause=@why perspective=family text=\"Zebedee is "
    "on time\"\n"
    "plan.idea success=@good text=\"Ask Zebedee\"\n"
    "plan.action as=@new success=@good what=\"Buy a bus\" who=\"Zebedee\" "
    "organisation=\"Quillfeather family\" by=2025-12-01 kind=change\n"
    "plan.commit what=\"I ring Zebedee\" perspective=school role=\"Zebedee's mum\" "
    "organisation=\"Quillfeather\"\n"
    "implement.indicator as=@late action=@new wording=\"Late buses\" type=how_well "
    "unit=buses direction=down target=0 target_date=2027-01-01 source=\"Zebedee's "
    "diary\"\n"
    "implement.measure indicator=@late date=2025-02-01 value=2 note=\"Zebedee moved\"\n"
    "review.progress action=@new state=dropped note=\"Waiting for Zebedee\"\n"
    "review.how_far success=@good perspective=family how_far=less why=\"Zebedee says "
    "so\"\n"
    "implement.share channel=school_newsletter what=\"What we heard\" date=2025-01-07 "
    "audience=\"Zebedee's year\" told_by=\"Mrs Quillfeather\"\n"
    "collect.hold_back statement=r.csv:3:working1 reason=\"Zebedee was there\"\n";

static bool live_through(struct workplace *w)
{
    return workplace_import(w, SHEET_REVIEWS, "r.csv", reviews) &&
           workplace_import(w, SHEET_PARTICIPANTS, "room.csv", room) &&
           run_lines(w, year);
}

static struct str person_of(struct workplace *w)
{
    return workplace_field(w, workplace_by(w, "statement", "source", "r.csv:2:working1"),
                           "person");
}

static bool lists(const struct named_list *list, const char *kind, const char *field)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(kind_of_id(list->items[i].id), str_of(kind)) &&
            str_list_has(&list->items[i].fields, str_of(field)))
            return true;
    return false;
}

static void every_field_is_listed(struct test *t)
{
    static const char *const fields[][2] = {
        {"cycle", "question"},
        {"cycle", "venue"},
        {"cycle", "agenda"},
        {"cycle", "programme"},
        {"cycle", "key_dates"},
        {"participant", "note"},
        {"participant", "organisation"},
        {"theme", "label"},
        {"theme", "could_not"},
        {"cause", "text"},
        {"cause", "controlled_by"},
        {"cause", "evidence"},
        {"success", "text"},
        {"idea", "text"},
        {"action", "who"},
        {"action", "organisation"},
        {"action", "note"},
        {"commitment", "what"},
        {"commitment", "role"},
        {"commitment", "organisation"},
        {"indicator", "source"},
        {"measurement", "note"},
        {"progress", "why"},
        {"share", "audience"},
        {"share", "told_by"},
        {"statement", "flags"},
    };
    struct workplace w;
    struct named_list list;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, live_through(&w), w.err);
    REQUIRE_OK(t, named_by_others(w.engine, t->arena, person_of(&w), &list, &w.err),
               w.err);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++)
        if (!lists(&list, fields[i][0], fields[i][1]))
            test_fail(t, fields[i][0], 0, fields[i][1]);
    /* Where it came from, and what others are called, names nobody. */
    CHECK(t, !lists(&list, "review", "school") && !lists(&list, "statement", "source"));
    workplace_close(&w);
}

static bool erase(struct workplace *w, const char *who)
{
    struct erased erased;
    return care_erase(w->engine, w->arena, str_of(who), false, &erased, &w->err);
}

static void check_held_back(struct test *t, struct workplace *w, const char *when)
{
    struct str all;
    if (!publish_text(w, &all))
        test_fail(t, when, 0, w->err.text);
    else if (shows(all, "Zebedee") || shows(all, "Quillfeather"))
        test_fail(t, when, 0, str_c(t->arena, all));
    else if (!shows(all, "I am late by bus") || !shows(all, "Buy a bus"))
        test_fail(t, when, 0, "the report is empty: this proves nothing");
}

static void a_report_prints_no_more_afterwards(struct test *t)
{
    struct workplace w;
    struct restored restored;
    struct str all;
    REQUIRE(t, workplace_open(t, &w));
    struct str cycle = w.cycle;
    REQUIRE_OK(t, live_through(&w), w.err);
    check_held_back(t, &w, "before");
    struct str backup = str_format(t->arena, "%s/one.backup", t->folder);
    REQUIRE_OK(t, care_backup(w.engine, backup, &(struct str_list){0}, &w.err), w.err);
    REQUIRE_OK(t, erase(&w, "T1"), w.err);
    check_held_back(t, &w, "after");
    CHECK_STR(t, workplace_verify(&w), "");
    /* Other words may stand; the same again may not. */
    REQUIRE(t, workplace_do(&w, "understand.check_cause cause=\"Quillfeather Coaches are "
                                "old\" evidence=\"We were told\"") &&
                   workplace_do(&w, "plan.reword_action action=\"Buy a bus\" who=\"The "
                                    "council\""));
    REQUIRE(t, publish_text(&w, &all));
    CHECK(t, shows(all, "What shows it: We were told.") && shows(all, "The council"));
    REQUIRE(t, workplace_do(&w, "understand.check_cause cause=\"Quillfeather Coaches are "
                                "old\" evidence=\"ZEBEDEE told us\""));
    check_held_back(t, &w, "written again");
    /* What goes on into the next year is the same text. */
    REQUIRE(t, workplace_next(&w, "2026"));
    REQUIRE(t, publish_text(&w, &all));
    CHECK(t, !shows(all, "Zebedee") && !shows(all, "Quillfeather"));
    /* Nor does an older backup bring it back; nor one from before anybody knew them. */
    workplace_close(&w);
    REQUIRE_OK(t,
               care_restore(t->arena, w.folder, backup, STR_NONE, STR("Robin"), &restored,
                            &w.err),
               w.err);
    REQUIRE(t, workplace_reopen(&w));
    w.cycle = cycle;
    check_held_back(t, &w, "restored");
    workplace_close(&w);
}

static void nor_of_what_was_written_before_they_came(struct test *t)
{
    struct workplace w;
    struct restored restored;
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t,
               workplace_import(&w, SHEET_PARTICIPANTS, "room.csv", room) &&
                   workplace_do(&w, "prepare.ask question=\"What of Zebedee?\""),
               w.err);
    struct str backup = str_format(t->arena, "%s/one.backup", t->folder), all;
    REQUIRE_OK(t, care_backup(w.engine, backup, &(struct str_list){0}, &w.err), w.err);
    REQUIRE_OK(t,
               workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews) && erase(&w, "T1"),
               w.err);
    workplace_close(&w);
    REQUIRE_OK(t,
               care_restore(t->arena, w.folder, backup, STR_NONE, STR("Robin"), &restored,
                            &w.err),
               w.err);
    REQUIRE(t, workplace_reopen(&w) && publish_text(&w, &all));
    CHECK(t, !shows(all, "Zebedee") && shows(all, "may name somebody"));
    workplace_close(&w);
}

/* When their time is over, nobody knows the name either. */
static void nor_once_their_time_is_over(struct test *t)
{
    struct workplace w;
    struct retained retained = {.records = 0};
    struct str all, kinds[] = {STR("permission"), STR("review"), STR("statement")};
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, workplace_import(&w, SHEET_REVIEWS, "r.csv", reviews), w.err);
    struct str first = w.cycle;
    REQUIRE_OK(t,
               workplace_do(&w, "cycle.close") && workplace_new_cycle(&w, "2026") &&
                   workplace_do(&w, "prepare.ask question=\"What of Zebedee?\"") &&
                   publish_text(&w, &all),
               w.err);
    CHECK(t, !shows(all, "Zebedee"));
    REQUIRE_OK(t,
               retention_destroy(w.engine, t->arena, first, (struct str_list){kinds, 3},
                                 false, &retained, &w.err) &&
                   publish_text(&w, &all),
               w.err);
    CHECK(t, retained.people == 3 && !shows(all, "Zebedee"));
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
}

const struct test_case named_places_tests[] = {
    {"every field that names somebody is listed", every_field_is_listed},
    {"a report prints no more of a name than before", a_report_prints_no_more_afterwards},
    {"not of what was written before they came",
     nor_of_what_was_written_before_they_came},
    {"nor once their time is over", nor_once_their_time_is_over},
    {0},
};
