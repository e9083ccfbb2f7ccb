/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "base/file.h"
#include "engine/query.h"
#include "store/event.h"
#include "store/verify.h"

static bool run(struct workplace *place, struct str cycle, struct str name,
                const struct json *args, struct json *outcome)
{
    struct command_result result;
    struct command_request request = {.cycle = cycle, .name = name, .args = args};
    if (!command_run(place->engine, place->t->arena, &request, &result, &place->err))
        return false;
    place->number = result.number;
    if (outcome)
        *outcome = result.outcome;
    return true;
}

static bool make_owner(struct workplace *place)
{
    struct json args = json_object();
    json_set(place->t->arena, &args, STR("name"), json_text(STR("olive")));
    json_set(place->t->arena, &args, STR("roles"), json_text(STR("owner")));
    return run(place, STR(""), STR("workplace.member"), &args, NULL);
}

static bool make_cycle(struct workplace *place)
{
    struct json args = json_object();
    json_set(place->t->arena, &args, STR("name"), json_text(STR("2025")));
    json_set(place->t->arena, &args, STR("workflow"),
             json_text(STR("working_together_for_change")));
    return run(place, STR(""), STR("cycle.new"), &args, NULL) &&
           engine_cycle(place->engine, STR("2025"), &place->cycle, &place->err);
}

bool workplace_make(struct test *t, struct workplace *out)
{
    struct str recovery;
    *out = (struct workplace){.t = t, .notices = {.arena = t->arena}};
    out->folder = file_join(t->arena, str_of(t->folder), STR("work"));
    return store_make(t->arena, out->folder, STR("Testbury Council"), &recovery,
                      &out->err) &&
           engine_open(t->arena, out->folder, STR("olive"), false, &out->engine,
                       &out->err) &&
           make_owner(out) && make_cycle(out);
}

void workplace_close(struct workplace *place)
{
    if (place->engine)
        engine_close(place->engine);
    place->engine = NULL;
}

bool workplace_do(struct workplace *place, const char *line, struct json *outcome)
{
    struct str name, alias;
    struct json args;
    return command_line_parse(place->t->arena, str_of(line), &name, &args, &alias,
                              &place->err) &&
           run(place, place->cycle, name, &args, outcome);
}

bool workplace_undo(struct workplace *place, int64_t command)
{
    struct json args = json_object();
    json_set(place->t->arena, &args, STR("command"), json_integer(command));
    return run(place, STR(""), STR("workplace.undo"), &args, NULL);
}

bool workplace_import(struct workplace *place, enum sheet_kind kind, const char *name,
                      const char *text)
{
    struct import_request request = {
        .kind = kind, .cycle = place->cycle, .name = str_of(name), .bytes = str_of(text)};
    place->notices = (struct notices){.arena = place->t->arena};
    return import_run(place->engine, place->t->arena, &request, &place->notices,
                      &place->counts, NULL, NULL, &place->err);
}

bool workplace_reviews(struct workplace *place, const char *text)
{
    return workplace_import(place, SHEET_REVIEWS, "reviews.csv", text);
}

bool workplace_next(struct workplace *place, const char *name)
{
    struct json args = json_object();
    json_set(place->t->arena, &args, STR("from"), json_text(STR("2025")));
    json_set(place->t->arena, &args, STR("name"), json_text(str_of(name)));
    return run(place, STR(""), STR("cycle.next"), &args, NULL) &&
           engine_cycle(place->engine, str_of(name), &place->cycle, &place->err);
}

struct listing {
    struct workplace *place;
    struct json all;
};

static bool list_one(void *with, const struct record *record, struct error *err)
{
    struct listing *listing = with;
    struct arena *arena = listing->place->t->arena;
    struct record kept = *record;
    struct json one;
    kept.id = str_copy(arena, record->id);
    kept.kind = str_copy(arena, record->kind);
    kept.body = str_copy(arena, record->body);
    if (!record_as_json(arena, &kept, &one, err))
        return false;
    json_add(arena, &listing->all, one);
    return true;
}

struct json workplace_list(struct workplace *place, const char *kind)
{
    struct listing listing = {place, json_list()};
    struct db *db = place->engine->store->db;
    if (!record_each(db, place->cycle, str_of(kind), list_one, &listing, &place->err) ||
        !record_each(db, STR(""), str_of(kind), list_one, &listing, &place->err))
        test_fail(place->t, __FILE__, __LINE__, place->err.text);
    return listing.all;
}

size_t workplace_count(struct workplace *place, const char *kind)
{
    struct json all = workplace_list(place, kind);
    return json_count(&all);
}

struct json workplace_find(struct workplace *place, const char *kind, const char *field,
                           const char *value)
{
    struct json all = workplace_list(place, kind);
    for (size_t i = 0; i < json_count(&all); i++)
        if (str_equal(json_find_text(json_item(&all, i), str_of(field)), str_of(value)))
            return *json_item(&all, i);
    return json_null();
}

struct str workplace_id(struct workplace *place, const char *kind, const char *field,
                        const char *value)
{
    struct json one = workplace_find(place, kind, field, value);
    return json_find_text(&one, STR("id"));
}

bool workplace_noticed(const struct workplace *place, size_t line, const char *text)
{
    for (size_t i = 0; i < place->notices.count; i++)
        if (place->notices.items[i].line == line &&
            str_find(place->notices.items[i].text, str_of(text)) != SIZE_MAX)
            return true;
    return false;
}

bool workplace_verify(struct workplace *place)
{
    struct event_check chain;
    struct verify_counts counts;
    struct store *store = place->engine->store;
    return db_check(store->db, &place->err) &&
           event_verify(store->db, place->t->arena, store_path(store, STR("log.seal")),
                        &store->seal_key, &chain, &place->err) &&
           verify_records(store, &counts, &place->err);
}
