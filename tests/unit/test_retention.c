/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/file.h"
#include "engine/attachment.h"
#include "engine/care.h"
#include "engine/retention.h"
#include "store/blob.h"
#include "store/event.h"

#include <stdlib.h>

/* Words and names of the year 2025; each must be nowhere afterwards. */
static const char *const planted[] = {"quillfeather", "zanzibarian", "marzipanish",
                                      "flibbert",     "snorkelly",   "kerfuffled",
                                      "wobblestone",  "gobbledeg"};

static const char reviews[] =
    "Reference,Surname,Forename,Date of birth,School,Date of review,Working 1,"
    "Working 2,Not working 1\n"
    "R1,Quillfeather,Wilhelmina,04/03/2011,Holly Bank School,12/05/2025,"
    "I like zanzibarian dancing,I like marzipanish dancing,The flibbert bus is late\n"
    "R2,Smith,Sam,05/03/2011,Holly Bank School,13/05/2025,I like the garden,"
    "I like the dancing,The gobbledeg bus\n"
    "R3,Jones,Jo,06/03/2011,Holly Bank School,14/05/2025,I like the dancing,"
    "I like the garden,The bus is late\n";

static const char next_year[] = "Reference,Date of review,Working 1\n"
                                "R2,01/06/2025,I like the allotment\n";

static bool live_through(struct workplace *w)
{
    return workplace_import(w, SHEET_REVIEWS, "reviews.csv", reviews) &&
           workplace_do(w, "theme.draft count=2") &&
           workplace_do(w, "theme.new section=not_working name=\"I miss the bus\" "
                           "statements=reviews.csv:2:not_working1,"
                           "reviews.csv:3:not_working1,reviews.csv:4:not_working1") &&
           workplace_do(w, "collect.reword statement=reviews.csv:2:working2 "
                           "text=\"I like kerfuffled dancing\"") &&
           workplace_do(w, "collect.say section=working text=\"A snorkelly hall\" "
                           "speaker=family") &&
           workplace_do(w, "review.story perspective=family "
                           "text=\"The wobblestone path is mended\"") &&
           workplace_do(w, "collect.permit person=reviews.csv:2:working1 what=quote "
                           "given=no decided_by=family");
}

/* A year on, all of it closed but the year that follows. */
static bool two_years(struct workplace *w)
{
    return live_through(w) && workplace_do(w, "cycle.close") &&
           workplace_next(w, "2026") &&
           workplace_import(w, SHEET_REVIEWS, "next.csv", next_year);
}

static struct str lower(struct arena *arena, struct str s)
{
    char *out = arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        out[i] = ascii_lower(s.ptr[i]);
    return (struct str){out, s.len};
}

static bool holds(struct workplace *w, const char *name, const char *words)
{
    struct str bytes, path = store_path(w->engine->store, str_of(name));
    if (!file_exists(w->arena, path))
        return false;
    if (!file_read(w->arena, path, (size_t)1 << 30, &bytes, &w->err)) {
        test_fail(w->t, __FILE__, __LINE__, w->err.text);
        return true;
    }
    return str_find(lower(w->arena, bytes), str_of(words)) != SIZE_MAX;
}

static void on_day(const char *day)
{
    (void)setenv("WAYMARK_NOW", day, 1);
}

/* The two days that these tests are about; the clock is put back at the end. */
static void begin(struct str *before)
{
    const char *now = getenv("WAYMARK_NOW");
    *before = now ? str_of(now) : STR_NONE;
    on_day("2025-07-31T10:00:00Z");
}

static void end(struct test *t, struct str before)
{
    if (before.len)
        on_day(str_c(t->arena, before));
    else
        (void)unsetenv("WAYMARK_NOW");
}

static const struct retention_kind *kind_in(const struct retention *all, size_t cycle,
                                            const char *name)
{
    for (size_t i = 0; i < all->cycles[cycle].count; i++)
        if (str_equal(all->cycles[cycle].kinds[i].kind, str_of(name)))
            return &all->cycles[cycle].kinds[i];
    return NULL;
}

static void goes_when_its_time_is_over(struct test *t)
{
    struct workplace w;
    struct cared cared;
    struct str before;
    begin(&before);
    REQUIRE(t, workplace_open(t, &w) && two_years(&w));
    on_day("2027-07-30T10:00:00Z");
    REQUIRE_OK(t, care_retain(w.engine, t->arena, false, &cared, &w.err), w.err);
    CHECK(t, cared.before.due == 0 && cared.records == 0);
    CHECK(t, cared.before.count == 2);
    CHECK_STR(t, cared.before.cycles[0].closed, "2025-07-31");
    CHECK_STR(t, kind_in(&cared.before, 0, "statement")->until, "2027-07-31");
    CHECK_STR(t, kind_in(&cared.before, 0, "participant")->until, "2026-07-31");
    CHECK_STR(t, cared.before.cycles[1].closed, "");
    CHECK(t, !kind_in(&cared.before, 0, "theme"));
    on_day("2027-07-31T10:00:00Z");
    REQUIRE_OK(t, care_retain(w.engine, t->arena, true, &cared, &w.err), w.err);
    CHECK(t, cared.before.due == 15 && cared.before.people == 1);
    CHECK(t, cared.records == 0 && workplace_count(&w, "identity") == 3);
    CHECK(t, !file_exists(t->arena, store_path(w.engine->store, STR("erased.txt"))));
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++)
        if (i && !holds(&w, "waymark.db", planted[i]) &&
            !holds(&w, "waymark.db-wal", planted[i]))
            test_fail(t, planted[i], 0, "was never there: this proves nothing");
    REQUIRE_OK(t, care_retain(w.engine, t->arena, false, &cared, &w.err), w.err);
    CHECK(t, cared.records == 15 && cared.people == 1 && cared.events > 15);
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++)
        if (holds(&w, "waymark.db", planted[i]) ||
            holds(&w, "waymark.db-wal", planted[i]))
            test_fail(t, planted[i], 0, "is still there");
    CHECK_STR(t, workplace_verify(&w), "");
    /* Who is in the year that goes on stays known, be it by a no; what was said in it
     * stays. */
    CHECK(t, workplace_count(&w, "identity") == 2 && workplace_count(&w, "person") == 2);
    CHECK(t, workplace_count(&w, "statement") == 1 && workplace_count(&w, "review") == 1);
    REQUIRE_OK(t, care_retain(w.engine, t->arena, false, &cared, &w.err), w.err);
    CHECK(t, cared.before.due == 0);
    workplace_close(&w);
    end(t, before);
}

static void counts_stand(struct test *t)
{
    struct workplace w;
    struct cared cared;
    struct str before;
    struct retention_kept kept;
    begin(&before);
    REQUIRE(t, workplace_open(t, &w) && live_through(&w));
    REQUIRE(t, workplace_do(&w, "cycle.close"));
    int64_t closing = w.result.number;
    on_day("2027-08-01T10:00:00Z");
    REQUIRE_OK(t, care_retain(w.engine, t->arena, false, &cared, &w.err), w.err);
    struct str theme = workplace_id(&w, "theme", "name", "I miss the bus");
    CHECK_STR(t, workplace_field(&w, theme, "cards_then"), "3");
    CHECK_STR(t, workplace_field(&w, theme, "people_then"), "3");
    CHECK(t, workplace_count(&w, "statement") == 0);
    struct json themes = workplace_records(&w, "theme");
    for (size_t i = 0; i < json_count(&themes); i++)
        CHECK(t, !json_find(json_item(&themes, i), STR("label")) &&
                     !json_find(json_item(&themes, i), STR("keywords")));
    REQUIRE_OK(t, retention_kept(w.db, t->arena, w.cycle, &kept, &w.err), w.err);
    CHECK(t, kept.there && kept.statements == 10 && kept.people == 3);
    CHECK_STR(t, kept.date, "2027-08-01");
    /* Nothing brings it back. */
    CHECK(t, workplace_refuses(
                 &w,
                 str_c(t->arena, str_format(t->arena, "workplace.undo command=%lld",
                                            (long long)closing)),
                 "this cycle stays closed"));
    struct event_head head;
    struct command_list list;
    REQUIRE_OK(t, event_head_read(w.db, t->arena, &head, &w.err), w.err);
    REQUIRE_OK(t, command_list(w.db, t->arena, 0, 1, &list, &w.err), w.err);
    CHECK_STR(t, list.items[0].name, "workplace.retain");
    CHECK(t, workplace_refuses(
                 &w,
                 str_c(t->arena, str_format(t->arena, "workplace.undo command=%lld",
                                            (long long)list.items[0].number)),
                 "what was said is gone"));
    workplace_close(&w);
    end(t, before);
}

static bool settings(struct workplace *w, const char *kind, int64_t months)
{
    struct json kept = json_object();
    json_set(w->engine->arena, &kept, str_of(kind), json_integer(months));
    json_set(w->engine->arena, &w->engine->store->settings, STR("months_kept"), kept);
    return true;
}

static void months_are_the_authority_s(struct test *t)
{
    struct workplace w;
    struct cared cared;
    struct str before;
    begin(&before);
    REQUIRE(t, workplace_open(t, &w) && live_through(&w));
    REQUIRE(t, workplace_do(&w, "cycle.close"));
    on_day("2026-01-31T10:00:00Z");
    REQUIRE(t, settings(&w, "story", 6));
    REQUIRE_OK(t, care_retain(w.engine, t->arena, false, &cared, &w.err), w.err);
    CHECK(t, cared.records == 1 && cared.people == 0);
    CHECK(t, workplace_count(&w, "story") == 0 && workplace_count(&w, "statement") == 10);
    CHECK(t, !holds(&w, "waymark.db", "wobblestone"));
    CHECK_STR(t, workplace_verify(&w), "");
    /* The rest when its own time is over; the report was kept once. */
    on_day("2027-08-01T10:00:00Z");
    REQUIRE_OK(t, care_retain(w.engine, t->arena, false, &cared, &w.err), w.err);
    CHECK(t, cared.records == 14 && workplace_count(&w, "kept_report") == 1);
    CHECK_STR(t, workplace_verify(&w), "");
    REQUIRE(t, settings(&w, "theme", 6));
    CHECK(t, !care_retain(w.engine, t->arena, true, &cared, &w.err));
    CHECK(t, str_find(str_of(w.err.text), STR("months_kept")) != SIZE_MAX);
    REQUIRE(t, settings(&w, "statment", 6));
    CHECK(t, !care_retain(w.engine, t->arena, true, &cared, &w.err));
    workplace_close(&w);
    end(t, before);
}

static void is_the_owner_s(struct test *t)
{
    struct workplace w;
    struct cared cared;
    struct str before;
    begin(&before);
    REQUIRE(t, workplace_open(t, &w) && two_years(&w));
    REQUIRE(t, workplace_do(&w, "workplace.member name=Olu roles=officer"));
    on_day("2027-08-01T10:00:00Z");
    w.engine->actor = STR("Olu");
    REQUIRE_OK(t, care_retain(w.engine, t->arena, true, &cared, &w.err), w.err);
    CHECK(t, !care_retain(w.engine, t->arena, false, &cared, &w.err));
    CHECK(t, w.err.kind == ERROR_REFUSED);
    CHECK(t, !file_exists(t->arena, store_path(w.engine->store, STR("erased.txt"))));
    struct retained retained = {.records = 0};
    w.engine->actor = STR("Robin");
    struct str kinds[] = {STR("statement")};
    CHECK(t, !retention_destroy(w.engine, t->arena, w.cycle, (struct str_list){kinds, 1},
                                false, &retained, &w.err));
    CHECK(t, str_find(str_of(w.err.text), STR("is open")) != SIZE_MAX);
    workplace_close(&w);
    end(t, before);
}

/* A backup made while the cycle was still open gives nothing back. */
static void a_restore_does_it_again(struct test *t)
{
    struct workplace w;
    struct cared cared;
    struct restored restored;
    struct str before;
    begin(&before);
    REQUIRE(t, workplace_open(t, &w) && live_through(&w));
    struct str backup = str_format(t->arena, "%s/open.backup", t->folder);
    REQUIRE_OK(t, care_backup(w.engine, backup, &(struct str_list){0}, &w.err), w.err);
    REQUIRE(t, workplace_do(&w, "cycle.close"));
    on_day("2027-08-01T10:00:00Z");
    REQUIRE_OK(t, care_retain(w.engine, t->arena, false, &cared, &w.err), w.err);
    for (int i = 0; i < 2; i++) {
        workplace_close(&w);
        REQUIRE_OK(t,
                   care_restore(t->arena, w.folder, backup, STR_NONE, STR("Robin"),
                                &restored, &w.err),
                   w.err);
        REQUIRE(t, workplace_reopen(&w));
        CHECK(t, restored.retained == (i ? 0 : 1));
        CHECK(t, workplace_count(&w, "statement") == 0);
        CHECK(t, workplace_count(&w, "identity") == 0);
        CHECK_STR(t, workplace_field(&w, w.cycle, "state"), "closed");
        CHECK_STR(t, workplace_verify(&w), "");
        for (size_t p = 0; p < sizeof planted / sizeof planted[0]; p++)
            if (holds(&w, "waymark.db", planted[p]))
                test_fail(t, planted[p], 0, "came back");
        /* What is gone from a backup too is not let go twice. */
        backup = str_format(t->arena, "%s/after.backup", t->folder);
        if (!i)
            REQUIRE_OK(t, care_backup(w.engine, backup, &(struct str_list){0}, &w.err),
                       w.err);
    }
    workplace_close(&w);
    end(t, before);
}

#define TWICE "Reference,Surname,Forename,Date of birth,School,Date of review,Working 1\n"

/* Somebody who came in twice, with a picture and a note of concern. */
static bool with_all_else(struct workplace *w)
{
    struct json added;
    struct attachment_request request = {.cycle = w->cycle};
    request.path = file_join(w->arena, w->folder, STR("given.png"));
    if (!workplace_import(w, SHEET_REVIEWS, "a.csv",
                          TWICE "R1,Quillfeather,Wilhelmina,04/03/2011,Holly Bank School,"
                                "12/05/2025,Dad gobbledeg hit me\n") ||
        !workplace_import(w, SHEET_REVIEWS, "b.csv",
                          TWICE "R2,Quillfeather,Wilhelmina,04/03/2011,Elm School,"
                                "13/06/2025,I like zanzibarian dancing\n"))
        return false;
    struct str_list doubts = workplace_list(w, "doubt");
    struct str same = str_format(w->arena, "workplace.same doubt=%.*s",
                                 STR_ARGS(doubts.count ? doubts.items[0] : STR_NONE));
    request.about = workplace_id(w, "statement", "source", "b.csv:2:working1");
    return workplace_do(w, str_c(w->arena, same)) &&
           file_write(w->arena, request.path, STR("\x89PNG\r\n\x1a\n zanzibarian"), 0600,
                      &w->err) &&
           attachment_add(w->engine, w->arena, &request, &added, &w->err) &&
           workplace_do(w, "collect.note_concern statement=a.csv:2:working1 "
                           "told=\"Social care\" note=\"Told of snorkelly harm\"") &&
           workplace_do(w, "cycle.close");
}

static bool has_no_name(void *with, const struct event *event, struct error *err)
{
    struct test *t = with;
    (void)err;
    if (str_equal(kind_of_id(event->record), STR("identity")))
        CHECK(t, !event->before.len && !event->after.len);
    return true;
}

static void takes_all_else_along(struct test *t)
{
    struct workplace w;
    struct cared cared;
    struct str before;
    struct str_list files;
    begin(&before);
    REQUIRE(t, workplace_open(t, &w));
    REQUIRE_OK(t, with_all_else(&w), w.err);
    REQUIRE_OK(t, blob_list(w.engine->store, w.arena, &files, &w.err), w.err);
    CHECK(t, files.count == 1 && workplace_count(&w, "doubt") == 1);
    CHECK(t, holds(&w, "waymark.db", "snorkelly") ||
                 holds(&w, "waymark.db-wal", "snorkelly"));
    on_day("2027-07-31T10:00:00Z");
    REQUIRE_OK(t, care_retain(w.engine, t->arena, true, &cared, &w.err), w.err);
    REQUIRE_OK(t, blob_list(w.engine->store, w.arena, &files, &w.err), w.err);
    CHECK(t, files.count == 1); /* a dry run destroys nothing */
    REQUIRE_OK(t, care_retain(w.engine, t->arena, false, &cared, &w.err), w.err);
    CHECK(t, cared.people == 1);
    REQUIRE_OK(t, blob_list(w.engine->store, w.arena, &files, &w.err), w.err);
    CHECK(t, files.count == 0);
    CHECK(t, workplace_count(&w, "attachment") == 0 && workplace_count(&w, "doubt") == 0);
    CHECK(t, workplace_count(&w, "concern") == 0 && workplace_count(&w, "identity") == 0);
    for (size_t i = 0; i < sizeof planted / sizeof planted[0]; i++)
        if (holds(&w, "waymark.db", planted[i]) ||
            holds(&w, "waymark.db-wal", planted[i]))
            test_fail(t, planted[i], 0, "is still there");
    /* Of whoever was made one with another, the log has no sealed name either. */
    REQUIRE_OK(t, event_each(w.db, has_no_name, t, &w.err), w.err);
    CHECK_STR(t, workplace_verify(&w), "");
    workplace_close(&w);
    end(t, before);
}

const struct test_case retention_tests[] = {
    {"what has had its time goes, and nothing before", goes_when_its_time_is_over},
    {"counts stand, and nothing brings the words back", counts_stand},
    {"the months are the authority's own", months_are_the_authority_s},
    {"only the owner lets go, and never of an open cycle", is_the_owner_s},
    {"restoring an older backup does it again", a_restore_does_it_again},
    {"pictures, concerns and whoever became one go too", takes_all_else_along},
    {0},
};
