/* SPDX-License-Identifier: MIT */
#include "things.h"

#include "store/bundle.h"
#include "store/job.h"
#include "store/verify.h"

#include <string.h>

static struct bundle two_scripts(struct things *things)
{
    struct bundle bundle = {.workflow = STR("workflows.one"), .count = 2};
    bundle.sources = arena_array(things->arena, struct bundle_source, 2);
    bundle.sources[0] = (struct bundle_source){STR("step"), STR("built in/lib/step.lua"),
                                               STR_NONE, STR("return {}")};
    bundle.sources[1] = (struct bundle_source){
        STR("workflows.one"), STR("local/workflows/one.lua"), STR_NONE, STR("return 1")};
    bundle.description = things_json(things, "{\"interface\":1,\"title\":\"One\"}");
    bundle_seal(things->arena, &bundle);
    return bundle;
}

static void keeps_bundles_by_hash(struct test *t)
{
    struct things things;
    struct bundle found;
    struct error err;
    REQUIRE(t, things_open(t, &things));
    struct bundle bundle = two_scripts(&things);
    REQUIRE_OK(t, bundle_keep(things.db, t->arena, &bundle, &err), err);
    REQUIRE_OK(t, bundle_keep(things.db, t->arena, &bundle, &err), err); /* again */
    REQUIRE_OK(t, bundle_find(things.db, t->arena, bundle.hash, &found, &err), err);
    REQUIRE_OK(t, bundle_describe(t->arena, &found, &err), err);
    CHECK(t, found.count == 2);
    CHECK_STR(t, found.workflow, "workflows.one");
    CHECK_STR(t, json_find_text(&found.description, STR("title")), "One");
    CHECK_STR(t, found.sources[1].chunk, "local/workflows/one.lua");
    CHECK(t, found.sources[1].text.len == 0);
    REQUIRE_OK(t, bundle_texts(things.db, t->arena, &found, &err), err);
    CHECK_STR(t, found.sources[1].text, "return 1");
    CHECK(t, !db_within(things.db));
    /* Inside of somebody's view, that goes on. */
    REQUIRE_OK(t, db_begin_look(things.db, &err), err);
    REQUIRE_OK(t, bundle_texts(things.db, t->arena, &found, &err), err);
    CHECK(t, db_within(things.db));
    db_rollback(things.db);
    CHECK(t, !bundle_find(things.db, t->arena, STR("0123456789abcdef"), &found, &err));
    CHECK(t, err.kind == ERROR_SYSTEM);
    CHECK(t, strstr(err.text, "0123456789ab") != NULL);
    things_close(&things);
}

/* The hash is of everything that decides. */
static void hash_covers_everything(struct test *t)
{
    struct things things;
    REQUIRE(t, things_open(t, &things));
    struct bundle first = two_scripts(&things), other = two_scripts(&things);
    CHECK(t, str_equal(first.hash, other.hash));
    other.sources[0].text = STR("return { }");
    bundle_seal(t->arena, &other);
    CHECK(t, !str_equal(first.hash, other.hash));
    other = two_scripts(&things);
    other.sources[0].module = STR("other");
    bundle_seal(t->arena, &other);
    CHECK(t, !str_equal(first.hash, other.hash));
    other = two_scripts(&things);
    other.workflow = STR("workflows.two");
    bundle_seal(t->arena, &other);
    CHECK(t, !str_equal(first.hash, other.hash));
    other = two_scripts(&things);
    other.description = things_json(&things, "{\"interface\":1,\"title\":\"Two\"}");
    bundle_seal(t->arena, &other);
    CHECK(t, !str_equal(first.hash, other.hash));
    things_close(&things);
}

static void notices_what_was_altered(struct test *t)
{
    static const char *const altered[] = {
        "UPDATE script_source SET text = 'return 2' WHERE text = 'return 1'",
        "UPDATE script_bundle SET description = '{\"interface\":1,\"title\":\"Ours\"}'",
        ("UPDATE script_bundle SET manifest = '{\"interface\":1,\"sources\":[],"
         "\"workflow\":\"workflows.one\"}'"),
    };
    for (size_t i = 0; i < sizeof altered / sizeof altered[0]; i++) {
        struct things things;
        struct test one = *t;
        struct bundle found;
        struct verify_counts counts;
        struct error err;
        one.folder = str_c(t->arena, str_format(t->arena, "%s/%zu", t->folder, i));
        REQUIRE(t, things_open(&one, &things));
        struct bundle bundle = two_scripts(&things);
        REQUIRE_OK(t, bundle_keep(things.db, t->arena, &bundle, &err), err);
        REQUIRE_OK(t, verify_records(things.store, &counts, &err), err);
        things_tamper(&things, altered[i], DB_WITHOUT);
        CHECK(t, !bundle_find(things.db, t->arena, bundle.hash, &found, &err) ||
                     !bundle_describe(t->arena, &found, &err) ||
                     !bundle_texts(things.db, t->arena, &found, &err) ||
                     !bundle_check_texts(&found, &err));
        CHECK(t, err.kind == ERROR_CONFLICT);
        CHECK(t, !verify_records(things.store, &counts, &err));
        CHECK(t, strstr(err.text, "altered") != NULL);
        things_close(&things);
        t->failures = one.failures > t->failures ? one.failures : t->failures;
    }
}

static void refuses_a_newer_interface(struct test *t)
{
    static const char put_sql[] =
        "INSERT INTO script_bundle (hash, manifest, description) VALUES ($1, $2, '{}')";
    struct things things;
    struct bundle found;
    struct error err;
    REQUIRE(t, things_open(t, &things));
    struct str manifest = str_format(
        t->arena,
        "{\"description\":\"%.*s\",\"interface\":2,\"sources\":[],\"workflow\":\"w\"}",
        STR_ARGS(hash_text(t->arena, STR("{}"))));
    struct str hash = hash_text(t->arena, manifest);
    things_tamper(&things, put_sql, DB_WITH(db_text(hash), db_text(manifest)));
    CHECK(t, !bundle_find(things.db, t->arena, hash, &found, &err));
    CHECK(t, err.kind == ERROR_REFUSED);
    CHECK(t, strstr(err.text, "newer Waymark") != NULL);
    things_close(&things);
}

static struct job begun_import(void)
{
    return (struct job){.id = STR("one"),
                        .kind = STR("import"),
                        .cycle = THINGS_CYCLE,
                        .title = STR("reviews.csv"),
                        .done = 1000,
                        .total = 2500};
}

static void notes_jobs(struct test *t)
{
    struct things things;
    struct job_list jobs;
    struct error err;
    struct job job = begun_import();
    REQUIRE(t, things_open(t, &things));
    REQUIRE_OK(t, job_unfinished(things.db, t->arena, &jobs, &err), err);
    CHECK(t, jobs.count == 0);
    REQUIRE_OK(t, job_note(things.db, &job, false, &err), err);
    job.done = 2000;
    REQUIRE_OK(t, job_note(things.db, &job, false, &err), err);
    REQUIRE_OK(t, job_unfinished(things.db, t->arena, &jobs, &err), err);
    REQUIRE(t, jobs.count == 1);
    CHECK_STR(t, jobs.items[0].title, "reviews.csv");
    CHECK(t, jobs.items[0].done == 2000 && jobs.items[0].total == 2500);
    job.done = 2500;
    REQUIRE_OK(t, job_note(things.db, &job, true, &err), err);
    REQUIRE_OK(t, job_unfinished(things.db, t->arena, &jobs, &err), err);
    CHECK(t, jobs.count == 0);
    things_close(&things);
}

static void replaces_jobs(struct test *t)
{
    struct things things;
    struct job_list jobs;
    struct error err;
    struct job job = begun_import();
    REQUIRE(t, things_open(t, &things));
    REQUIRE_OK(t, job_note(things.db, &job, false, &err), err);
    job.id = STR("two");
    job.cycle = STR("cycle-000009.0001");
    REQUIRE_OK(t, job_note(things.db, &job, true, &err), err);
    REQUIRE_OK(t, job_replace(things.db, STR("one"), &err), err);
    REQUIRE_OK(t, job_unfinished(things.db, t->arena, &jobs, &err), err);
    CHECK(t, jobs.count == 0);
    REQUIRE_OK(t,
               job_list_of(things.db, t->arena, STR("import"), THINGS_CYCLE, &jobs, &err),
               err);
    REQUIRE(t, jobs.count == 1);
    CHECK_STR(t, jobs.items[0].id, "one");
    CHECK(t, jobs.items[0].replaced && jobs.items[0].done == 1000);
    /* Gone on with after all. */
    job.id = STR("one");
    job.cycle = THINGS_CYCLE;
    REQUIRE_OK(t, job_note(things.db, &job, false, &err), err);
    REQUIRE_OK(t, job_unfinished(things.db, t->arena, &jobs, &err), err);
    CHECK(t, jobs.count == 1 && !jobs.items[0].replaced);
    things_close(&things);
}

const struct test_case bundle_job_tests[] = {
    {"bundles are kept by their hash", keeps_bundles_by_hash},
    {"the hash covers scripts, names and description", hash_covers_everything},
    {"an altered script, manifest or description is noticed", notices_what_was_altered},
    {"scripts for a newer Waymark are refused", refuses_a_newer_interface},
    {"jobs are noted until they are finished", notes_jobs},
    {"what was cut short can be closed, and gone on with", replaces_jobs},
    {0},
};
