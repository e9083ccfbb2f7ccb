/* SPDX-License-Identifier: MIT */
#include "engine/engine.h"

#include "engine/package.h"

#include <string.h>

static struct engine *new_engine(struct arena *arena, struct str actor)
{
    struct engine *engine = arena_alloc(arena, sizeof *engine);
    engine->arena = arena;
    engine->actor = str_copy(arena, actor);
    return engine;
}

bool engine_open(struct arena *arena, struct str folder, struct str actor, bool look,
                 struct engine **out, struct error *err)
{
    struct engine *engine = new_engine(arena, actor);
    if (!store_open(arena, folder, look, &engine->store, err))
        return false;
    *out = engine;
    return true;
}

bool engine_open_for_hooks(struct arena *arena, struct str folder, struct str actor,
                           enum engine_hooks hooks, struct engine **out,
                           struct error *err)
{
    struct engine *engine = new_engine(arena, actor);
    struct error no_worker; /* engine_worker tries again, and says so */
    if (!worker_begin(arena, &engine->worker, &no_worker))
        engine->worker = NULL;
    if (hooks == HOOKS_OF_ONE_COMMAND)
        worker_expect_one(engine->worker);
    if (!store_open(arena, folder, false, &engine->store, err)) {
        worker_stop(engine->worker);
        return false;
    }
    *out = engine;
    return true;
}

void engine_close(struct engine *engine)
{
    if (!engine)
        return;
    worker_dismiss(engine->worker);
    store_close(engine->store);
    worker_stop(engine->worker);
}

/* The same pin: only the cycle's own record may have changed. */
static bool refresh(struct engine *engine, bool *same, struct error *err)
{
    struct process *process = engine->process;
    struct record cycle;
    struct json body;
    bool found = false;
    *same = true;
    if (!process->cycle.id.len)
        return true;
    if (!record_find(engine->store->db, engine->arena, process->cycle.id, &cycle, &found,
                     err))
        return false;
    if (found && cycle.version == process->cycle.version)
        return true;
    *same = found && json_parse(engine->arena, cycle.body, &body, err) &&
            str_equal(json_find_text(&body, STR("bundle")), process->bundle.hash);
    if (*same) {
        process->cycle = cycle;
        process->cycle_body = body;
    }
    return true;
}

static void stop_worker(struct engine *engine)
{
    worker_stop(engine->worker);
    engine->worker = NULL;
    engine->worker_bundle = STR_NONE;
    engine->worker_loading = NULL;
}

/* The worker reads the scripts by itself until wait_for_worker. */
static bool send_to_worker(struct engine *engine, const struct bundle *pinned,
                           struct error *err)
{
    struct bundle *bundle = arena_alloc(engine->arena, sizeof *bundle);
    *bundle = *pinned;
    if (!bundle_texts(engine->store->db, engine->arena, bundle, err) ||
        (!engine->worker && !worker_begin(engine->arena, &engine->worker, err)))
        return false;
    engine->worker_bundle = str_copy(engine->arena, bundle->hash);
    engine->worker_loading = bundle;
    return worker_send(engine->worker, engine->arena,
                       package_sources(engine->arena, bundle), bundle->count,
                       bundle->workflow, false, err);
}

/* The scripts are compared with their hashes while the worker reads them. */
static bool wait_for_worker(struct engine *engine, struct error *err)
{
    const struct bundle *bundle = engine->worker_loading;
    engine->worker_loading = NULL;
    return !bundle || (bundle_check_texts(bundle, err) &&
                       worker_wait(engine->worker, engine->arena, NULL, err));
}

/* Where a worker has been started, its scripts go to it before their description is
 * read, which takes as long as the worker takes to load them. */
static bool load_process(struct engine *engine, struct str cycle, struct error *err)
{
    struct process *process;
    struct error later; /* engine_worker tries again, and says it */
    if (!process_find(engine->store->db, engine->arena, cycle, &process, err))
        return false;
    if (engine->worker && !engine->worker_bundle.len && process->bundle.count &&
        !send_to_worker(engine, &process->bundle, &later))
        stop_worker(engine);
    if (!process_describe(engine->arena, process, err))
        return false;
    engine->process = process;
    return true;
}

bool engine_process(struct engine *engine, struct str cycle, struct process **out,
                    struct error *err)
{
    bool same = false;
    if (engine->process && str_equal(engine->process->cycle.id, cycle) &&
        !refresh(engine, &same, err))
        return false;
    if (!same && !load_process(engine, str_copy(engine->arena, cycle), err))
        return false;
    *out = engine->process;
    return true;
}

bool engine_worker(struct engine *engine, const struct process *process,
                   struct worker **out, struct error *err)
{
    bool loaded = engine->worker_bundle.len > 0;
    bool other = loaded && !str_equal(engine->worker_bundle, process->bundle.hash);
    if (engine->worker && (other || !worker_alive(engine->worker)))
        stop_worker(engine);
    if ((!engine->worker_bundle.len && !send_to_worker(engine, &process->bundle, err)) ||
        !wait_for_worker(engine, err)) {
        stop_worker(engine);
        return false;
    }
    *out = engine->worker;
    return true;
}

static bool newest_open(struct engine *engine, struct record_list cycles, struct str *id,
                        struct error *err)
{
    *id = STR_NONE;
    for (size_t i = 0; i < cycles.count; i++) {
        struct json body;
        if (!json_parse(engine->arena, cycles.items[i].body, &body, err))
            return false;
        if (!str_equal(json_find_text(&body, STR("state")), STR("closed")))
            *id = cycles.items[i].id;
    }
    if (id->len)
        return true;
    if (cycles.count) {
        *id = cycles.items[cycles.count - 1].id;
        return true;
    }
    return error_set(err, ERROR_NOT_FOUND,
                     "there is no cycle yet; start one with `waymark cycle new NAME "
                     "--question \"…\"`");
}

bool engine_other_cycles(struct engine *engine, struct str id, struct str *names,
                         struct error *err)
{
    struct record_list cycles;
    struct buf out = BUF_IN(engine->arena);
    if (!record_list(engine->store->db, engine->arena, STR(""), STR("cycle"), &cycles,
                     err))
        return false;
    for (size_t i = 0; i < cycles.count; i++) {
        struct json body;
        if (!json_parse(engine->arena, cycles.items[i].body, &body, err))
            return false;
        if (!str_equal(cycles.items[i].id, id) &&
            !str_equal(json_find_text(&body, STR("state")), STR("closed")))
            buf_add_format(&out, "%s%.*s", out.len ? ", " : "",
                           STR_ARGS(json_find_text(&body, STR("name"))));
    }
    *names = buf_str(&out);
    return true;
}

bool engine_cycle(struct engine *engine, struct str name, struct str *id,
                  struct error *err)
{
    struct arena *arena = engine->arena;
    struct str_list found;
    struct record_list cycles;
    if (name.len) {
        if (!record_by(engine->store->db, arena, STR(""), STR("cycle"), STR("name"), name,
                       &found, err))
            return false;
        if (found.count) {
            *id = found.items[0];
            return true;
        }
    }
    if (!record_list(engine->store->db, arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    if (!name.len)
        return newest_open(engine, cycles, id, err);
    struct buf names = BUF_IN(arena);
    for (size_t i = 0; i < cycles.count; i++) {
        struct json body;
        if (!json_parse(arena, cycles.items[i].body, &body, err))
            return false;
        buf_add_format(&names, "%s%.*s", i ? ", " : "",
                       STR_ARGS(json_find_text(&body, STR("name"))));
    }
    return error_set(err, ERROR_NOT_FOUND, "there is no cycle \"%.*s\"%s%.*s",
                     STR_ARGS(name), cycles.count ? "; there are: " : "",
                     STR_ARGS(buf_str(&names)));
}

/* Whoever makes the workplace may make its first member. */
static bool first_of_all(struct engine *engine, bool *out, struct error *err)
{
    size_t members;
    if (!record_count(engine->store->db, engine->arena, STR(""), STR("member"),
                      NO_CONDITIONS, &members, err))
        return false;
    *out = members == 0;
    return true;
}

bool engine_has_role(struct engine *engine, const struct json *roles, bool *out,
                     struct error *err)
{
    struct str_list found;
    struct record record;
    struct json body;
    bool there;
    *out = false;
    if (!record_by(engine->store->db, engine->arena, STR(""), STR("member"), STR("name"),
                   engine->actor, &found, err))
        return false;
    if (found.count == 0)
        return first_of_all(engine, out, err);
    if (!record_find(engine->store->db, engine->arena, found.items[0], &record, &there,
                     err) ||
        !json_parse(engine->arena, record.body, &body, err))
        return false;
    const struct json *held = json_find(&body, STR("roles"));
    for (size_t i = 0; i < json_count(held); i++) {
        struct str role = json_item(held, i)->text;
        if (str_equal(role, STR("owner")))
            *out = true;
        for (size_t n = 0; roles && roles->type == JSON_LIST && n < json_count(roles);
             n++)
            if (str_equal(role, json_item(roles, n)->text))
                *out = true;
    }
    return true;
}
