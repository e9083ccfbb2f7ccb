/* SPDX-License-Identifier: MIT */
#include "engine/command.h"

#include "base/date.h"
#include "engine/args.h"
#include "engine/args_person.h"
#include "engine/history.h"
#include "engine/key.h"
#include "engine/known.h"

/* Each time that one is too late, another was done: so many tables may write at once. */
enum { MOST_TRIES = 12 };

static bool check_seen(struct engine *engine, struct arena *arena,
                       const struct json *seen, struct error *err)
{
    for (size_t i = 0; seen && seen->type == JSON_OBJECT && i < json_count(seen); i++) {
        const struct json_member *member = &seen->object.members[i];
        struct record now;
        bool found;
        if (member->value.type != JSON_INTEGER)
            return error_set(err, ERROR_INPUT, "%.*s: a version is a whole number",
                             STR_ARGS(member->name));
        if (!record_find(engine->store->db, arena, member->name, &now, &found, err))
            return false;
        if (!found)
            return error_set(
                err, ERROR_CONFLICT,
                "%.*s is not there any more: someone removed it after you saw "
                "it. Nothing was changed",
                STR_ARGS(member->name));
        if (now.version != member->value.integer)
            return history_conflict(engine, arena, &now, member->value.integer, err);
    }
    return true;
}

static struct json hook_path(struct arena *arena, struct str step, struct str command,
                             struct str which)
{
    struct json path = json_list();
    json_add(arena, &path, json_text(step));
    json_add(arena, &path, json_text(STR("commands")));
    json_add(arena, &path, json_text(command));
    json_add(arena, &path, json_text(which));
    return path;
}

/* A command without a reads hook is sent the records that its arguments name. */
static struct json reads_of_args(struct arena *arena, const struct process *process,
                                 const struct json *command, const struct json *args)
{
    struct json reads = json_object();
    const struct json *specs = json_find(command, STR("args"));
    for (size_t i = 0; specs && specs->type == JSON_LIST && i < json_count(specs); i++) {
        const struct json *spec = json_item(specs, i);
        struct str name = json_find_text(spec, STR("name"));
        const struct json *value = json_find(args, name);
        if (value && kind_find(process->kinds, json_find_text(spec, STR("type"))))
            json_set(arena, &reads, name, *value);
    }
    return reads;
}

/* What a command asks for before anything is done, and once more when nobody else can
 * write: in between, a cycle may be closed and a role taken away. */
struct rule {
    const struct json *roles; /* who besides the owner */
    bool anybody;             /* no role is asked for */
    bool in_open_cycle;
};

static bool may(struct engine *engine, const struct json *roles, struct str name,
                struct error *err)
{
    bool allowed;
    if (!engine_has_role(engine, roles, &allowed, err))
        return false;
    if (allowed)
        return true;
    return error_set(
        err, ERROR_REFUSED,
        "%.*s may not do %.*s; ask the owner of this Waymark folder, or act as "
        "someone who may with --as NAME",
        STR_ARGS(engine->actor), STR_ARGS(name));
}

struct json command_roles(struct arena *arena, const char *roles)
{
    struct str_list list = str_split(arena, str_of(roles), ' ');
    struct json names = json_list();
    for (size_t i = 0; i < list.count; i++)
        json_add(arena, &names, json_text(list.items[i]));
    return names;
}

/* The cycle as it is at this moment; with cycle '' it is open, and has no name. */
static bool find_state(struct engine *engine, struct arena *arena, struct str cycle,
                       bool *closed, struct str *name, struct error *err)
{
    struct record record;
    struct json body;
    bool found;
    *closed = false;
    *name = STR_NONE;
    if (!cycle.len)
        return true;
    if (!record_find(engine->store->db, arena, cycle, &record, &found, err) ||
        (found && !json_parse(arena, record.body, &body, err)))
        return false;
    if (!found)
        return error_set(err, ERROR_CONFLICT,
                         "this cycle is not there any more: somebody has taken back the "
                         "command that started it. Nothing was changed");
    *closed = str_equal(json_find_text(&body, STR("state")), STR("closed"));
    *name = json_find_text(&body, STR("name"));
    return true;
}

/* What has been reported on stays as it was reported. */
static bool must_be_open(struct engine *engine, struct arena *arena, struct str cycle,
                         struct error *err)
{
    struct str name;
    bool closed;
    return find_state(engine, arena, cycle, &closed, &name, err) &&
           (!closed ||
            error_set(err, ERROR_REFUSED,
                      "the cycle %.*s is closed; nothing was changed (`waymark "
                      "undo` of the closing opens it again)",
                      STR_ARGS(name)));
}

static bool still_holds(struct engine *engine, struct arena *arena,
                        const struct command_request *request, const struct rule *rule,
                        struct error *err)
{
    return (rule->anybody || may(engine, rule->roles, request->name, err)) &&
           (!rule->in_open_cycle || must_be_open(engine, arena, request->cycle, err));
}

struct script_call {
    struct engine *engine;
    struct arena *arena;
    struct process *process;
    const struct json *step, *command;
    const struct rule *rule;
    struct str step_name, command_name;
    struct json args;
    struct worker *worker;
    int64_t seed;
};

/* `run` is the last of a command's hooks. */
static bool call_hook(struct script_call *call, struct str which, const struct json *args,
                      bool *none, struct json *out, struct error *err)
{
    struct json path = hook_path(call->arena, call->step_name, call->command_name, which);
    struct hook_call hook = {&path, args, call->seed, !str_equal(which, STR("run"))};
    return worker_call(call->worker, call->arena, &hook, none, out, err);
}

static bool read_for(struct script_call *call, struct reading *reading, struct error *err)
{
    struct json reads, args = json_list();
    bool none = true;
    if (json_find_bool(call->command, STR("reads"))) {
        json_add(call->arena, &args, call->args);
        if (!call_hook(call, STR("reads"), &args, &none, &reads, err))
            return false;
    }
    if (none)
        reads = reads_of_args(call->arena, call->process, call->command, &call->args);
    if (query_read(call->engine->store->db, call->arena, call->process, &reads, reading,
                   err))
        return true;
    return error_wrap(err, "%.*s.%.*s", STR_ARGS(call->step_name),
                      STR_ARGS(call->command_name));
}

/* Adds what every hook is given besides what it asked for, the cycle's own
 * record among them. */
static bool complete(struct script_call *call, struct reading *reading, struct error *err)
{
    struct arena *arena = call->arena;
    struct json cycle, reads = json_object();
    struct reading own;
    json_set(arena, &reads, STR("cycle"), json_text(call->process->cycle.id));
    if (!query_read(call->engine->store->db, arena, call->process, &reads, &own, err) ||
        !record_as_json(arena, &own.records[0], &cycle, err))
        return false;
    json_set(arena, &reading->data, STR("cycle"), cycle);
    if (json_find(call->step, STR("top")))
        json_set(arena, &reading->data, STR("top"), *json_find(call->step, STR("top")));
    json_set(arena, &reading->data, STR("actor"), json_text(call->engine->actor));
    json_set(arena, &reading->data, STR("today"),
             json_text(date_text(arena, date_today())));
    reading_note(arena, reading, &own.records[0]);
    return true;
}

static bool decide(struct script_call *call, struct reading *reading,
                   struct json *effects, struct error *err)
{
    struct json args = json_list();
    bool none;
    if (!read_for(call, reading, err) || !complete(call, reading, err)) {
        worker_end_command(call->worker);
        return false;
    }
    json_add(call->arena, &args, reading->data);
    json_add(call->arena, &args, call->args);
    if (!call_hook(call, STR("run"), &args, &none, effects, err))
        return false;
    if (none)
        return error_set(err, ERROR_SCRIPT, "the command %.*s.%.*s has no run hook",
                         STR_ARGS(call->step_name), STR_ARGS(call->command_name));
    return true;
}

static bool apply_effects(struct script_call *call, const struct command_request *request,
                          struct commit *commit, struct reading *reading,
                          const struct json *effects, struct command_result *out,
                          struct error *err)
{
    struct applied applied = {.created = {NULL, 0}};
    struct effect_source source = {call->engine, call->process, call->step, &call->args,
                                   false};
    struct str name;
    if (!find_state(call->engine, call->arena, request->cycle, &source.closed, &name,
                    err))
        return false;
    if (!effects_apply(&source, call->arena, reading, effects, commit, &applied, err))
        return err->kind == ERROR_SCRIPT
                   ? error_wrap(err, "%.*s.%.*s", STR_ARGS(call->step_name),
                                STR_ARGS(call->command_name))
                   : false;
    out->outcome = applied_outcome(call->arena, &applied);
    return commit_end(commit, &out->outcome, request->pretend, err);
}

/* Done before with this key, and the same: neither hooks nor checks run again. */
static bool remember(struct engine *engine, struct arena *arena,
                     const struct command_request *request,
                     const struct command_done *before, struct command_result *out,
                     struct error *err)
{
    out->known = true;
    out->number = before->number;
    return key_must_match(engine->store->db, arena, request, before->number, err) &&
           json_parse(arena, before->outcome, &out->outcome, err);
}

/* One try: `again` says that what was read had changed before the commit. */
static bool try_script(struct script_call *call, const struct command_request *request,
                       struct commit_request *commit_request, struct command_result *out,
                       bool *again, struct error *err)
{
    struct engine *engine = call->engine;
    struct reading reading;
    struct json effects;
    struct command_done before;
    struct commit *commit;
    bool same = true;
    *again = false;
    if (!decide(call, &reading, &effects, err) ||
        !commit_begin(engine->store, call->arena, commit_request, &before, &commit, err))
        return false;
    if (!commit)
        return remember(call->engine, call->arena, request, &before, out, err);
    out->number = commit_number(commit);
    bool fine = still_holds(engine, call->arena, request, call->rule, err) &&
                check_seen(engine, call->arena, request->seen, err) &&
                reading_unchanged(engine->store->db, call->arena, &reading, &same, err);
    if (fine && !same) {
        *again = true;
        fine =
            error_set(err, ERROR_CONFLICT,
                      "others are changing the same records at this moment; try again");
    }
    fine = fine && apply_effects(call, request, commit, &reading, &effects, out, err);
    if (!fine)
        commit_abandon(commit);
    return fine;
}

static bool run_script(struct script_call *call, const struct command_request *request,
                       struct commit_request *commit_request, struct command_result *out,
                       struct error *err)
{
    bool again = true, fine = false;
    if (!engine_worker(call->engine, call->process, &call->worker, err))
        return false;
    for (int tries = 0; again && tries < MOST_TRIES; tries++)
        fine = try_script(call, request, commit_request, out, &again, err);
    return fine;
}

static bool run_native(struct native_call *call, const struct native *native,
                       const struct rule *rule, const struct command_request *request,
                       struct command_result *out, struct error *err)
{
    struct command_done before;
    known_forget(call->engine);
    if (native->prepare && !native->prepare(call, err))
        return false;
    if (!commit_begin(call->engine->store, call->arena, call->commit_request, &before,
                      &call->commit, err))
        return false;
    if (!call->commit)
        return remember(call->engine, call->arena, request, &before, out, err);
    out->number = commit_number(call->commit);
    out->outcome = json_object();
    call->outcome = &out->outcome;
    if (still_holds(call->engine, call->arena, request, rule, err) &&
        check_seen(call->engine, call->arena, request->seen, err) &&
        native->apply(call, err) &&
        commit_end(call->commit, &out->outcome, request->pretend || call->nothing, err))
        return true;
    commit_abandon(call->commit);
    return false;
}

static bool done_before(struct engine *engine, struct arena *arena,
                        const struct command_request *request, struct command_result *out,
                        struct error *err)
{
    struct command_done before;
    if (!request->key.len)
        return true;
    if (!command_known(engine->store->db, arena, request->key, &before, err))
        return false;
    return !before.known || remember(engine, arena, request, &before, out, err);
}

static struct commit_request begin_request(struct engine *engine, struct arena *arena,
                                           const struct command_request *request,
                                           const struct json *args)
{
    return (struct commit_request){.key = request->key.len ? request->key
                                                           : key_random(arena),
                                   .cycle = request->cycle,
                                   .actor = engine->actor,
                                   .name = request->name,
                                   .args = args,
                                   .asked = key_asked(arena, request),
                                   .from = request->from};
}

bool command_run_native(struct engine *engine, struct arena *arena,
                        const struct command_request *request,
                        const struct native *native, void *with,
                        struct command_result *out, struct error *err)
{
    struct commit_request commit_request =
        begin_request(engine, arena, request, request->args);
    struct native_call call = {.engine = engine,
                               .arena = arena,
                               .args = request->args,
                               .commit_request = &commit_request,
                               .with = with};
    struct json roles = command_roles(arena, native->roles);
    struct rule rule = {&roles, request->replay, native->in_cycle};
    *out = (struct command_result){0};
    if (!key_check(request, err) ||
        (!rule.anybody && !may(engine, rule.roles, request->name, err)) ||
        !done_before(engine, arena, request, out, err))
        return false;
    if (out->known)
        return true;
    if (!engine_process(engine, request->cycle, &call.process, err) ||
        (rule.in_open_cycle && !must_be_open(engine, arena, request->cycle, err)))
        return false;
    return run_native(&call, native, &rule, request, out, err);
}

/* The same command gets the same random numbers, on every try and every machine. */
static int64_t seed_of(struct str key)
{
    return (int64_t)(fingerprint_of(key) >> 12);
}

static bool run_step_command(struct script_call *call,
                             const struct command_request *request,
                             struct command_result *out, struct error *err)
{
    struct engine *engine = call->engine;
    struct str native = json_find_text(call->command, STR("native"));
    struct commit_request commit_request =
        begin_request(engine, call->arena, request, &call->args);
    commit_request.script_hash = call->process->bundle.hash;
    call->seed = seed_of(commit_request.key);
    if (!native.len)
        return run_script(call, request, &commit_request, out, err);
    const struct native *found = native_find(native);
    if (!found || !found->of_step)
        return error_set(err, ERROR_SCRIPT, "there is no native command %.*s",
                         STR_ARGS(native));
    struct native_call native_call = {.engine = engine,
                                      .arena = call->arena,
                                      .process = call->process,
                                      .args = &call->args,
                                      .commit_request = &commit_request};
    return run_native(&native_call, found, call->rule, request, out, err);
}

bool command_run(struct engine *engine, struct arena *arena,
                 const struct command_request *request, struct command_result *out,
                 struct error *err)
{
    const struct native *native = native_find(request->name);
    struct rule rule = {.in_open_cycle = true};
    struct script_call call = {.engine = engine, .arena = arena, .rule = &rule};
    struct command_request asked = *request;
    struct json args;
    *out = (struct command_result){0};
    if (native && !native->of_step)
        return command_run_native(engine, arena, request, native, NULL, out, err);
    if (!key_check(request, err) ||
        !engine_process(engine, request->cycle, &call.process, err) ||
        !process_command(call.process, request->name, &call.step, &call.command, err))
        return false;
    rule.roles = json_find(call.command, STR("who"));
    rule.in_open_cycle = !json_find_bool(call.command, STR("when_closed")) ||
                         json_find_text(call.command, STR("native")).len;
    if (!may(engine, rule.roles, request->name, err))
        return false;
    /* Pseudonyms alone are kept of what was asked. */
    if (!args_people(engine, arena, call.process, call.command, request->args, &args,
                     err))
        return error_wrap(err, "%.*s", STR_ARGS(request->name));
    asked.args = &args;
    if (!done_before(engine, arena, &asked, out, err))
        return false;
    if (out->known)
        return true;
    if (rule.in_open_cycle && !must_be_open(engine, arena, request->cycle, err))
        return false;
    call.step_name = json_find_text(call.step, STR("name"));
    call.command_name = json_find_text(call.command, STR("name"));
    if (!args_resolve(engine->store->db, arena, call.process, call.command, &args,
                      &call.args, err))
        return error_wrap(err, "%.*s", STR_ARGS(request->name));
    return run_step_command(&call, &asked, out, err);
}
