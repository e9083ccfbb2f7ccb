/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

#include "store/event.h"

struct undoing {
    struct command_row row;
    struct event_list events;
    struct process *process; /* of the cycle whose records are being put back */
};

/* In a closed cycle, only the closing itself can be taken back. */
static bool may_open(const struct undoing *undoing, struct error *err)
{
    const struct json *cycle = &undoing->process->cycle_body;
    if (!str_equal(json_find_text(cycle, STR("state")), STR("closed")) ||
        str_equal(undoing->row.name, STR("cycle.close")))
        return true;
    return error_set(
        err, ERROR_REFUSED,
        "the cycle %.*s is closed; take back the command that closed it first",
        STR_ARGS(json_find_text(cycle, STR("name"))));
}

static bool must_stand(struct native_call *call, const struct command_row *row,
                       struct error *err)
{
    bool stands;
    if (!command_stands(call->engine->store->db, call->arena, row->number, &stands, err))
        return false;
    return stands ||
           error_set(err, ERROR_CONFLICT,
                     "command %lld has been taken back already, by command %lld",
                     (long long)row->number, (long long)row->undone_by);
}

bool undo_prepare(struct native_call *call, struct error *err)
{
    struct undoing *undoing = arena_alloc(call->arena, sizeof *undoing);
    struct db *db = call->engine->store->db;
    int64_t number = json_find_integer(call->args, STR("command"), 0);
    bool found;
    if (!number)
        (void)str_to_integer(json_find_text(call->args, STR("command")), &number);
    if (!command_find(db, call->arena, number, &undoing->row, &found, err))
        return false;
    if (!found)
        return error_set(err, ERROR_NOT_FOUND,
                         "there is no command %lld; `waymark log` shows them",
                         (long long)number);
    if (str_equal(undoing->row.name, STR("workplace.erase")))
        return error_set(err, ERROR_REFUSED,
                         "erasing a person cannot be taken back: what was said is gone");
    if (!must_stand(call, &undoing->row, err) ||
        !event_list_of(db, call->arena, number, &undoing->events, err) ||
        !process_load(db, call->arena, undoing->row.cycle, &undoing->process, err) ||
        !may_open(undoing, err))
        return false;
    call->with = undoing;
    call->commit_request->undoes = number;
    call->commit_request->cycle = undoing->row.cycle;
    return true;
}

/* Names the newest command that touched the record: one that can be taken back
 * before this one. */
static bool touched_later(struct native_call *call, struct str record, int64_t command,
                          struct error *err)
{
    struct db *db = call->engine->store->db;
    struct event_touch last;
    struct command_row row;
    bool found = false;
    if (!event_last_touch(db, call->arena, record, command, &last, err) ||
        !command_find(db, call->arena, last.command, &row, &found, err))
        return false;
    if (!found || last.command <= command)
        return error_set(err, ERROR_CONFLICT, "%.*s is not as command %lld left it",
                         STR_ARGS(record), (long long)command);
    return error_set(
        err, ERROR_CONFLICT,
        "command %lld cannot be taken back: %.*s was changed later by command "
        "%lld (%.*s, by %.*s); take that back first with `waymark undo %lld`",
        (long long)command, STR_ARGS(record), (long long)row.number, STR_ARGS(row.name),
        STR_ARGS(row.actor), (long long)row.number);
}

static bool undo_create(struct native_call *call, const struct kind *kind,
                        const struct record *now, struct error *err)
{
    struct undoing *undoing = call->with;
    struct str by;
    if (!record_pointed_to(call->engine->store->db, call->arena, undoing->process,
                           now->cycle.len ? now->cycle : undoing->row.cycle, now->id,
                           STR(""), &by, err) ||
        (!by.len && str_equal(now->kind, STR("cycle")) &&
         !record_any_in(call->engine->store->db, call->arena, now->id, &by, err)))
        return false;
    if (by.len)
        return error_set(err, ERROR_CONFLICT,
                         "%.*s cannot be taken back: %.*s belongs to it; take that back "
                         "first",
                         STR_ARGS(now->id), STR_ARGS(by));
    return commit_remove(call->commit, kind, now, err);
}

/* The kinds are those of the cycle that the record is in: cycle.next writes into
 * another cycle than its own. */
static bool kind_for(struct native_call *call, const struct event *event,
                     const struct kind **out, struct error *err)
{
    struct undoing *undoing = call->with;
    struct str cycle = event->cycle.len ? event->cycle : undoing->row.cycle;
    if (!str_equal(cycle, undoing->process->cycle.id) &&
        !process_load(call->engine->store->db, call->arena, cycle, &undoing->process,
                      err))
        return false;
    *out = kind_find(undoing->process->kinds, kind_of_id(event->record));
    if (*out)
        return true;
    return error_set(err, ERROR_SYSTEM, "%.*s is of a kind that is not known any more",
                     STR_ARGS(event->record));
}

/* Under its own id, and with a version that the record has never had. */
static bool undo_remove(struct native_call *call, const struct kind *kind,
                        const struct event *event, struct error *err)
{
    struct event_touch last;
    if (!event_last_touch(call->engine->store->db, call->arena, event->record,
                          event->command, &last, err))
        return false;
    struct record back = {.id = event->record,
                          .cycle = event->cycle,
                          .kind = kind->name,
                          .schema_hash = kind->schema_hash,
                          .version = last.version + 1,
                          .body = event->before};
    return commit_put_back(call->commit, kind, &back, err);
}

static bool undo_event(struct native_call *call, const struct event *event,
                       struct error *err)
{
    struct record now;
    struct json body;
    bool found;
    const struct kind *kind;
    if (event->erased)
        return error_set(
            err, ERROR_REFUSED,
            "command %lld cannot be taken back: it concerns a person who has "
            "been erased",
            (long long)event->command);
    if (!record_find(call->engine->store->db, call->arena, event->record, &now, &found,
                     err) ||
        !kind_for(call, event, &kind, err))
        return false;
    if (str_equal(event->action, STR("remove")))
        return found ? touched_later(call, event->record, event->command, err)
                     : undo_remove(call, kind, event, err);
    /* What was changed later and changed back is as this command left it; so is what
     * this command itself changed several times, last event first. */
    if (!found || !str_equal(now.body, event->after))
        return touched_later(call, event->record, event->command, err);
    if (str_equal(event->action, STR("create")))
        return undo_create(call, kind, &now, err);
    return json_parse(call->arena, event->before, &body, err) &&
           commit_change(call->commit, kind, &now, &body, err);
}

static bool must_be_there(struct native_call *call, struct str record,
                          const struct json *target, struct error *err)
{
    struct record other;
    bool found;
    if (target->type != JSON_TEXT)
        return true;
    if (!record_find(call->engine->store->db, call->arena, target->text, &other, &found,
                     err))
        return false;
    return found ||
           error_set(err, ERROR_CONFLICT,
                     "this cannot be taken back: %.*s belonged to %.*s, which is "
                     "not there any more; bring that back first",
                     STR_ARGS(record), STR_ARGS(target->text));
}

/* What is as it was before must lead to what is still there. */
static bool leads_somewhere(struct native_call *call, const struct event *event,
                            struct error *err)
{
    const struct kind *kind;
    struct record now;
    struct json body;
    bool found;
    if (!record_find(call->engine->store->db, call->arena, event->record, &now, &found,
                     err) ||
        !kind_for(call, event, &kind, err))
        return false;
    if (!found)
        return true;
    if (!json_parse(call->arena, now.body, &body, err))
        return false;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct json *value =
            kind->fields[i].ref_kind.len ? json_find(&body, kind->fields[i].name) : NULL;
        bool many = value && value->type == JSON_LIST;
        size_t count = many ? json_count(value) : value != NULL;
        for (size_t n = 0; n < count; n++)
            if (!must_be_there(call, event->record, many ? json_item(value, n) : value,
                               err))
                return false;
    }
    return true;
}

bool undo_apply(struct native_call *call, struct error *err)
{
    struct undoing *undoing = call->with;
    for (size_t i = undoing->events.count; i > 0; i--) {
        const struct event *event = &undoing->events.items[i - 1];
        if (!str_equal(event->action, STR("command")) && !undo_event(call, event, err))
            return false;
    }
    for (size_t i = 0; i < undoing->events.count; i++)
        if (undoing->events.items[i].has_before &&
            !leads_somewhere(call, &undoing->events.items[i], err))
            return false;
    struct commit_counts counts = commit_counts(call->commit);
    json_set(call->arena, call->outcome, STR("records"),
             json_integer((int64_t)(counts.created + counts.changed + counts.removed)));
    return true;
}
