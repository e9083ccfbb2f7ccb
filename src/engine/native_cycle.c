/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

#include "engine/package.h"

/* Between prepare and apply. */
struct starting {
    struct bundle bundle;
    struct str workflow;
    struct record from; /* of cycle.next; id '' otherwise */
};

static bool name_is_free(struct native_call *call, struct str name, struct error *err)
{
    struct str_list found;
    if (!name.len || name.len > 100)
        return error_set(err, ERROR_INPUT, "give the cycle a name, such as 2025");
    if (!record_by(call->engine->store->db, call->arena, STR(""), STR("cycle"),
                   STR("name"), name, &found, err))
        return false;
    if (found.count == 0)
        return true;
    return error_set(err, ERROR_CONFLICT,
                     "there is a cycle called \"%.*s\" already; give the new one another "
                     "name. Nothing was changed",
                     STR_ARGS(name));
}

static bool build(struct native_call *call, struct starting *starting, struct error *err)
{
    struct worker *worker = NULL;
    bool fine = package_build(call->engine->store, call->arena, starting->workflow,
                              &starting->bundle, &worker, err);
    worker_stop(worker);
    if (fine || err->kind != ERROR_SCRIPT)
        return fine;
    struct error why = *err;
    return error_set(err, why.kind, "%s; nothing was changed", why.text);
}

static bool start(struct native_call *call, struct starting *starting, struct error *err)
{
    if (!name_is_free(call, json_find_text(call->args, STR("name")), err) ||
        !build(call, starting, err))
        return false;
    call->with = starting;
    call->commit_request->script_hash = starting->bundle.hash;
    return true;
}

static void set_if_given(struct native_call *call, struct json *body, struct str name)
{
    const struct json *value = json_find(call->args, name);
    if (value)
        json_set(call->arena, body, name, *value);
}

static bool create_cycle(struct native_call *call, struct starting *starting,
                         struct json *body, struct str *id, struct error *err)
{
    struct arena *arena = call->arena;
    const struct kind *kind = kind_find(call->process->kinds, STR("cycle"));
    json_set(arena, body, STR("name"),
             json_text(json_find_text(call->args, STR("name"))));
    json_set(arena, body, STR("workflow"), json_text(starting->workflow));
    json_set(arena, body, STR("bundle"), json_text(starting->bundle.hash));
    json_set(arena, body, STR("state"), json_text(STR("open")));
    set_if_given(call, body, STR("question"));
    set_if_given(call, body, STR("scope"));
    if (!bundle_keep(call->engine->store->db, arena, &starting->bundle, err) ||
        !commit_create(call->commit, kind, STR(""), body, id, err))
        return false;
    json_set(arena, call->outcome, STR("cycle"), json_text(*id));
    return true;
}

bool cycle_new_prepare(struct native_call *call, struct error *err)
{
    struct starting *starting = arena_alloc(call->arena, sizeof *starting);
    starting->workflow = json_find_text(call->args, STR("workflow"));
    if (!starting->workflow.len)
        starting->workflow = store_workflow(call->engine->store);
    return start(call, starting, err);
}

bool cycle_new_apply(struct native_call *call, struct error *err)
{
    struct json body = json_object();
    struct str id;
    return create_cycle(call, call->with, &body, &id, err);
}

bool cycle_next_prepare(struct native_call *call, struct error *err)
{
    struct starting *starting = arena_alloc(call->arena, sizeof *starting);
    struct str from;
    struct json body;
    bool found;
    if (!engine_cycle(call->engine, json_find_text(call->args, STR("from")), &from,
                      err) ||
        !record_find(call->engine->store->db, call->arena, from, &starting->from, &found,
                     err) ||
        !json_parse(call->arena, starting->from.body, &body, err))
        return false;
    starting->workflow = json_find_text(call->args, STR("workflow"));
    if (!starting->workflow.len)
        starting->workflow = json_find_text(&body, STR("workflow"));
    return start(call, starting, err);
}

/* A copy of a record of last year in the new cycle, without what ties it to last
 * year's other records; `carried_from` leads back to it. */
static bool carry(struct native_call *call, struct str kind_name,
                  const struct record *old, struct str cycle, const struct str *drop,
                  size_t drops, const struct json *more, struct str *id,
                  struct error *err)
{
    struct json body;
    const struct kind *kind;
    if (!process_kind(call->process, kind_name, &kind, err) ||
        !json_parse(call->arena, old->body, &body, err))
        return false;
    for (size_t i = 0; i < drops; i++)
        json_unset(&body, drop[i]);
    json_set(call->arena, &body, STR("carried_from"), json_text(old->id));
    for (size_t i = 0; i < json_count(more); i++)
        json_set(call->arena, &body, more->object.members[i].name,
                 more->object.members[i].value);
    return commit_create(call->commit, kind, cycle, &body, id, err);
}

struct carried {
    struct str from, to;
};

static bool list_where(struct native_call *call, struct str cycle, struct str kind,
                       struct str field, struct str value, struct record_list *out,
                       struct error *err)
{
    struct db *db = call->engine->store->db;
    struct str_list ids;
    if (!record_by(db, call->arena, cycle, kind, field, value, &ids, err))
        return false;
    *out = (struct record_list){arena_array(call->arena, struct record, ids.count), 0};
    for (size_t i = 0; i < ids.count; i++) {
        bool found;
        if (!record_find(db, call->arena, ids.items[i], &out->items[out->count], &found,
                         err))
            return false;
        out->count += found;
    }
    return true;
}

/* The copy of `action` in the new cycle, made now if it is not there yet. */
static bool carry_action(struct native_call *call, const struct record *action,
                         struct str cycle, struct carried *done, size_t *count,
                         struct str *id, struct error *err)
{
    static const struct str drop[] = {{"success", 7}, {"idea", 4}};
    struct json nothing = json_object();
    for (size_t i = 0; i < *count; i++)
        if (str_equal(done[i].from, action->id)) {
            *id = done[i].to;
            return true;
        }
    if (!carry(call, STR("action"), action, cycle, drop, 2, &nothing, id, err))
        return false;
    done[(*count)++] = (struct carried){action->id, *id};
    return true;
}

static bool carry_indicators(struct native_call *call, const struct record_list *live,
                             struct str cycle, struct carried *done, size_t *count,
                             struct error *err)
{
    struct db *db = call->engine->store->db;
    for (size_t i = 0; i < live->count; i++) {
        struct json body, more = json_object();
        struct record action;
        struct str id, action_id;
        bool found;
        if (!json_parse(call->arena, live->items[i].body, &body, err) ||
            !record_find(db, call->arena, json_find_text(&body, STR("action")), &action,
                         &found, err))
            return false;
        if (!found)
            continue;
        if (!carry_action(call, &action, cycle, done, count, &action_id, err))
            return false;
        json_set(call->arena, &more, STR("action"), json_text(action_id));
        if (!carry(call, STR("indicator"), &live->items[i], cycle, NULL, 0, &more, &id,
                   err))
            return false;
    }
    return true;
}

/* Open actions and live indicators; an indicator brings its action along even if
 * that is done, so that the thread behind its number stays whole. */
static bool carry_over(struct native_call *call, const struct record *from,
                       struct str cycle, struct error *err)
{
    struct record_list open, live;
    struct str id;
    size_t count = 0;
    if (!list_where(call, from->id, STR("action"), STR("state"), STR("open"), &open,
                    err) ||
        !list_where(call, from->id, STR("indicator"), STR("live"), STR("true"), &live,
                    err))
        return false;
    struct carried *done =
        arena_array(call->arena, struct carried, open.count + live.count);
    for (size_t i = 0; i < open.count; i++)
        if (!carry_action(call, &open.items[i], cycle, done, &count, &id, err))
            return false;
    json_set(call->arena, call->outcome, STR("actions"), json_integer((int64_t)count));
    if (!carry_indicators(call, &live, cycle, done, &count, err))
        return false;
    json_set(call->arena, call->outcome, STR("indicators"),
             json_integer((int64_t)live.count));
    json_set(call->arena, call->outcome, STR("finished_actions"),
             json_integer((int64_t)(count - open.count)));
    return true;
}

bool cycle_next_apply(struct native_call *call, struct error *err)
{
    struct starting *starting = call->with;
    struct json old, body = json_object();
    struct process *next;
    struct str id;
    if (!json_parse(call->arena, starting->from.body, &old, err))
        return false;
    json_set(call->arena, &body, STR("previous"), json_text(starting->from.id));
    json_set(call->arena, &body, STR("question"),
             json_text(json_find_text(&old, STR("question"))));
    if (!json_find_text(&old, STR("question")).len)
        json_unset(&body, STR("question"));
    const struct json *scope = json_find(&old, STR("scope"));
    if (scope)
        json_set(call->arena, &body, STR("scope"), *scope);
    if (!create_cycle(call, starting, &body, &id, err) ||
        !process_load(call->engine->store->db, call->arena, id, &next, err))
        return false;
    call->process = next;
    return carry_over(call, &starting->from, id, err);
}

bool cycle_close_apply(struct native_call *call, struct error *err)
{
    struct json body = json_copy(call->arena, &call->process->cycle_body);
    const struct kind *kind = kind_find(call->process->kinds, STR("cycle"));
    if (!call->process->cycle.id.len)
        return error_set(err, ERROR_INPUT, "name the cycle to close");
    json_set(call->arena, &body, STR("state"), json_text(STR("closed")));
    json_set(call->arena, call->outcome, STR("cycle"),
             json_text(call->process->cycle.id));
    return commit_change(call->commit, kind, &call->process->cycle, &body, err);
}
