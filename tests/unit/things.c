/* SPDX-License-Identifier: MIT */
#include "things.h"

#include "store/verify.h"

static const char thing_schema[] =
    "{\"type\":\"object\",\"additionalProperties\":false,\"required\":[\"name\"],"
    "\"properties\":{"
    "\"done\":{\"type\":\"boolean\",\"x-index\":true},"
    "\"name\":{\"type\":\"string\",\"maxLength\":1000,\"x-handle\":true},"
    "\"note\":{\"type\":\"string\"},"
    "\"owner\":{\"type\":\"string\",\"x-ref\":\"thing\"},"
    "\"size\":{\"type\":\"integer\",\"x-index\":true},"
    "\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\"},\"x-index\":true}}}";

static bool failed(struct test *t, const struct error *err)
{
    test_fail(t, __FILE__, __LINE__, err->text);
    return false;
}

struct json things_json(struct things *things, const char *text)
{
    struct json value = json_null();
    struct error err;
    if (!json_parse(things->arena, str_of(text), &value, &err))
        (void)failed(things->t, &err);
    return value;
}

static bool keep_recovery(void *with, struct str recovery, struct error *err)
{
    (void)err;
    *(struct str *)with = recovery;
    return true;
}

bool things_make(struct test *t, struct str *recovery, struct error *err)
{
    struct store_maker maker = {.show = keep_recovery, .with = recovery};
    return store_make(t->arena, str_of(t->folder), STR("Thornmere"), &maker, err);
}

bool things_open(struct test *t, struct things *out)
{
    struct error err;
    *out = (struct things){.t = t, .arena = t->arena};
    struct json *source = arena_alloc(t->arena, sizeof *source);
    *source = things_json(out, thing_schema);
    if (!kind_compile(t->arena, STR("thing"), source, &out->kind, &err) ||
        !things_make(t, &out->recovery, &err) ||
        !store_open(t->arena, str_of(t->folder), false, &out->store, &err))
        return failed(t, &err);
    out->db = out->store->db;
    return true;
}

void things_close(struct things *things)
{
    store_close(things->store);
}

bool things_begin(struct things *things, const char *key)
{
    struct commit_request request = {.key = str_of(key),
                                     .cycle = THINGS_CYCLE,
                                     .actor = STR("Robin"),
                                     .name = STR("thing.test")};
    struct command_done before;
    struct error err;
    if (commit_begin(things->store, things->arena, &request, &before, &things->commit,
                     &err))
        return true;
    return failed(things->t, &err);
}

bool things_end(struct things *things)
{
    struct json outcome = json_object();
    struct error err;
    struct commit_counts counts = commit_counts(things->commit);
    json_set(things->arena, &outcome, STR("created"),
             json_integer((int64_t)counts.created));
    if (commit_end(things->commit, &outcome, false, &err))
        return true;
    commit_abandon(things->commit);
    return failed(things->t, &err);
}

struct str things_put(struct things *things, const char *body)
{
    struct json value = things_json(things, body);
    struct str id = STR_NONE;
    struct error err;
    if (!commit_create(things->commit, &things->kind, THINGS_CYCLE, &value, &id, &err))
        (void)failed(things->t, &err);
    return id;
}

static bool find(struct things *things, struct str id, struct record *record,
                 struct error *err)
{
    bool found;
    if (!record_find(things->db, things->arena, id, record, &found, err))
        return false;
    return found || error_set(err, ERROR_NOT_FOUND, "no %.*s", STR_ARGS(id));
}

bool things_change(struct things *things, struct str id, const char *body,
                   struct error *err)
{
    struct json value = things_json(things, body);
    struct record record;
    return find(things, id, &record, err) &&
           commit_change(things->commit, &things->kind, &record, &value, err);
}

bool things_remove(struct things *things, struct str id, struct error *err)
{
    struct record record;
    return find(things, id, &record, err) &&
           commit_remove(things->commit, &things->kind, &record, err);
}

struct str things_one(struct things *things, const char *key, const char *body)
{
    if (!things_begin(things, key))
        return STR_NONE;
    struct str id = things_put(things, body);
    return things_end(things) ? id : STR_NONE;
}

struct str things_body(struct things *things, struct str id)
{
    struct record record;
    struct error err;
    return find(things, id, &record, &err) ? record.body : STR_NONE;
}

size_t things_count(struct things *things, struct condition_list where)
{
    size_t count = 0;
    struct error err;
    if (!record_count(things->db, things->arena, THINGS_CYCLE, STR("thing"), where,
                      &count, &err))
        (void)failed(things->t, &err);
    return count;
}

void things_tamper(struct things *things, const char *sql, struct db_values values)
{
    struct error err;
    if (!db_run(things->db, NULL, sql, values, NULL, &err))
        (void)failed(things->t, &err);
    else
        CHECK(things->t, db_changes(things->db) > 0); /* else it proves nothing */
}

struct str things_verify_log(struct things *things)
{
    struct event_check check;
    struct error err;
    if (event_verify(things->db, things->arena,
                     store_path(things->store, STR("log.seal")), &things->store->seal_key,
                     &check, &err))
        return STR_NONE;
    CHECK(things->t, err.kind == ERROR_CONFLICT);
    return str_format(things->arena, "%s", err.text);
}

struct str things_verify_records(struct things *things)
{
    struct verify_counts counts;
    struct error err;
    if (verify_records(things->store, &counts, &err))
        return STR_NONE;
    CHECK(things->t, err.kind == ERROR_CONFLICT);
    return str_format(things->arena, "%s", err.text);
}
