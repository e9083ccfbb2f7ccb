/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

#include "base/shell.h"
#include "base/unicode.h"
#include "cycle/scope.h"
#include "engine/carry.h"
#include "engine/package.h"
#include "engine/scope_remark.h"
#include "store/parsed.h"

/* Between prepare and apply. */
struct starting {
    struct bundle bundle;
    struct str workflow;
    struct record from; /* of cycle.next; id '' otherwise */
    struct str after;   /* the cycle that follows it already under this name, or '' */
};

/* 2025/26 is a name, and no path: files are named after it, and it stands in lines to
 * paste. */
static bool is_plain(struct str name)
{
    struct str parts = name;
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] < ' ')
            return false;
    while (parts.len) {
        struct str part = str_cut(&parts, '/');
        if (!part.len || part.ptr[0] == '.')
            return false;
    }
    return name.ptr[name.len - 1] != '/' && name.ptr[0] != '-' &&
           str_equal(str_trim(name), name) && unicode_find_unseen(name, 0) == SIZE_MAX;
}

bool cycle_name_check(struct native_call *call, struct str name, struct error *err)
{
    struct str_list found;
    if (!name.len || name.len > 100)
        return error_set(err, ERROR_INPUT, "give the cycle a name, such as 2025");
    if (!is_plain(name))
        return error_set(err, ERROR_INPUT,
                         "a cycle cannot be called that: a name such as 2025, 2025/26 or "
                         "Autumn 2025 begins with a letter or a number, and so does what "
                         "follows a stroke; it has no line breaks, and no spaces around "
                         "it. Nothing was changed");
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

bool cycle_scope_remarks(struct native_call *call, struct str cycle, struct error *err)
{
    const struct json *scope = json_find(call->args, STR("scope"));
    struct str_list remarks = {NULL, 0};
    struct json list = json_list();
    if (!json_count(scope) || scope->type != JSON_OBJECT)
        return true;
    if (!scope_remarks(call->engine, call->arena, cycle, NULL, scope, &remarks, err))
        return false;
    for (size_t i = 0; i < remarks.count; i++)
        json_add(call->arena, &list, json_text(remarks.items[i]));
    if (remarks.count)
        json_set(call->arena, call->outcome, STR("remarks"), list);
    return true;
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
    if (!cycle_name_check(call, json_find_text(call->args, STR("name")), err) ||
        !build(call, starting, err))
        return false;
    call->with = starting;
    call->commit_request->script_hash = starting->bundle.hash;
    return true;
}

static void set_if_given(struct native_call *call, struct json *body, struct str name)
{
    const struct json *value = json_find(call->args, name);
    if (value && value->type != JSON_NULL)
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
    return cycle_scope_remarks(call, *id, err);
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
    set_if_given(call, &body, STR("quick"));
    return create_cycle(call, call->with, &body, &id, err);
}

/* Whether the cycle of this name goes on from that one, and nothing is asked of it but
 * what came since. */
static bool find_after(struct native_call *call, struct starting *starting,
                       struct error *err)
{
    static const char *const asked[] = {"workflow", "question", "scope", "another"};
    struct parsed_list named;
    for (size_t i = 0; i < sizeof asked / sizeof asked[0]; i++)
        if (json_find(call->args, str_of(asked[i])))
            return true;
    if (!parsed_by(call->engine->store->db, call->arena, STR(""), STR("cycle"),
                   STR("name"), json_find_text(call->args, STR("name")), &named, err))
        return false;
    if (!named.count)
        return true;
    if (!str_equal(parsed_text(&named.items[0], "previous"), starting->from.id))
        return true;
    starting->after = named.items[0].record.id;
    call->commit_request->script_hash = parsed_text(&named.items[0], "bundle");
    return true;
}

bool cycle_next_prepare(struct native_call *call, struct error *err)
{
    struct starting *starting = arena_alloc(call->arena, sizeof *starting);
    struct str from;
    struct json body;
    bool found;
    *starting = (struct starting){0};
    if (!engine_cycle(call->engine, json_find_text(call->args, STR("from")), &from,
                      err) ||
        !record_find(call->engine->store->db, call->arena, from, &starting->from, &found,
                     err) ||
        !json_parse(call->arena, starting->from.body, &body, err))
        return false;
    call->with = starting;
    if (!find_after(call, starting, err))
        return false;
    if (starting->after.len)
        return true;
    if (json_find_bool(&body, STR("one_off")))
        return error_set(
            err, ERROR_REFUSED,
            "the cycle %.*s is done once, and no other follows it; should "
            "one follow after all, say so first: `waymark do prepare.one_off "
            "yes=no --cycle %.*s` (if it is closed, take that back before: "
            "`waymark log` shows the command)",
            STR_ARGS(json_find_text(&body, STR("name"))),
            STR_ARGS(shell_word(call->arena, json_find_text(&body, STR("name")))));
    starting->workflow = json_find_text(call->args, STR("workflow"));
    if (!starting->workflow.len)
        starting->workflow = json_find_text(&body, STR("workflow"));
    return start(call, starting, err);
}

/* A scope that asks for what the new workflow's reviews do not have would stop
 * everything that goes by it. */
static bool keep_known_scope(struct native_call *call, struct error *err)
{
    const struct kind *review = kind_find(call->process->kinds, STR("review"));
    struct json body = json_copy(call->arena, &call->process->cycle_body);
    const struct json *old = json_find(&body, STR("scope"));
    struct json scope = old ? json_copy(call->arena, old) : json_object();
    const struct json *own;
    bool changed = false;
    if (!scope_own(call->engine, call->arena, &scope, &own, err))
        return false;
    for (size_t i = json_count(&scope); i-- > 0;) {
        struct json one = json_object(), read;
        struct json_member member = scope.object.members[i];
        struct error ignored;
        json_set(call->arena, &one, member.name, member.value);
        if (scope_read(call->arena, review, own, &one, &read, &ignored)) {
            changed = changed || !json_equal(&one, &read);
            json_set(call->arena, &scope, member.name, *json_find(&read, member.name));
            continue;
        }
        changed = true;
        carry_note_left(call, STR("cycle"),
                        str_format(call->arena, "scope.%.*s", STR_ARGS(member.name)));
        json_unset(&scope, member.name);
        json_unset(&body, STR("scope_names"));
    }
    if (!old || !changed)
        return true;
    json_set(call->arena, &body, STR("scope"), scope);
    return commit_change(call->commit, kind_find(call->process->kinds, STR("cycle")),
                         &call->process->cycle, &body, err);
}

/* Two cycles after one would carry the same actions twice, and count them twice. */
static bool no_other_follows(struct native_call *call, const struct record *from,
                             const struct json *from_body, struct error *err)
{
    struct db *db = call->engine->store->db;
    struct parsed_list after;
    if (json_find_bool(call->args, STR("another")))
        return true;
    if (!parsed_by(db, call->arena, STR(""), STR("cycle"), STR("previous"), from->id,
                   &after, err))
        return false;
    if (after.count == 0)
        return true;
    struct str name = parsed_text(&after.items[0], "name");
    return error_set(err, ERROR_REFUSED,
                     "the cycle \"%.*s\" follows \"%.*s\" already, and has its open "
                     "actions and live indicators; another one would carry the same "
                     "along again. Go on from \"%.*s\"; say `cycle next` with its name "
                     "to carry over what came since; or say --another if you want "
                     "both. Nothing was changed",
                     STR_ARGS(name), STR_ARGS(json_find_text(from_body, STR("name"))),
                     STR_ARGS(name));
}

static bool carried_any(const struct json *outcome)
{
    static const char *const counts[] = {"actions", "indicators", "finished_actions",
                                         "commitments", "permissions"};
    bool any = false;
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        any = any || json_find_integer(outcome, str_of(counts[i]), 0) > 0;
    return any;
}

/* What was agreed in the old cycle since the new one began. */
static bool carry_since(struct native_call *call, const struct starting *starting,
                        struct error *err)
{
    struct process *next;
    if (!process_load(call->engine->store->db, call->arena, starting->after, &next, err))
        return false;
    if (str_equal(json_find_text(&next->cycle_body, STR("state")), STR("closed")))
        return error_set(err, ERROR_REFUSED,
                         "the cycle %.*s is closed; nothing was changed (`waymark undo` "
                         "of the closing opens it again)",
                         STR_ARGS(json_find_text(&next->cycle_body, STR("name"))));
    call->process = next;
    json_set(call->arena, call->outcome, STR("cycle"), json_text(starting->after));
    json_set(call->arena, call->outcome, STR("since"), json_bool(true));
    if (!carry_over(call, &starting->from, starting->after, err))
        return false;
    call->nothing = !carried_any(call->outcome);
    if (call->nothing)
        json_set(call->arena, call->outcome, STR("nothing"), json_bool(true));
    return true;
}

bool cycle_next_apply(struct native_call *call, struct error *err)
{
    struct starting *starting = call->with;
    struct json old, body = json_object();
    struct process *next;
    struct str id;
    if (starting->after.len)
        return carry_since(call, starting, err);
    if (!json_parse(call->arena, starting->from.body, &old, err) ||
        !no_other_follows(call, &starting->from, &old, err))
        return false;
    json_set(call->arena, &body, STR("previous"), json_text(starting->from.id));
    json_set(call->arena, &body, STR("question"),
             json_text(json_find_text(&old, STR("question"))));
    if (!json_find_text(&old, STR("question")).len)
        json_unset(&body, STR("question"));
    const struct json *scope = json_find(&old, STR("scope"));
    const struct json *localities = json_find(&old, STR("localities"));
    const struct json *names = json_find(&old, STR("scope_names"));
    /* Another choice, or one that is to come: what the old one was called goes, too. */
    if (json_find(call->args, STR("scope")))
        scope = names = NULL;
    if (scope)
        json_set(call->arena, &body, STR("scope"), *scope);
    if (localities)
        json_set(call->arena, &body, STR("localities"), *localities);
    if (names)
        json_set(call->arena, &body, STR("scope_names"), *names);
    if (!create_cycle(call, starting, &body, &id, err) ||
        !process_load(call->engine->store->db, call->arena, id, &next, err))
        return false;
    call->process = next;
    return keep_known_scope(call, err) && carry_over(call, &starting->from, id, err);
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
