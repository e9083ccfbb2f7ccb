/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

#include "store/event.h"

struct undoing {
    struct command_row row;
    struct event_list events;
    struct process *process; /* of the cycle whose records are being put back */
};

static const char later_sql[] =
    "SELECT c.number, c.name, c.actor FROM event AS e JOIN command AS c ON "
    "c.number = e.command WHERE e.record = $1 AND e.command > $2 ORDER BY e.seq LIMIT 1";

static const char in_cycle_sql[] =
    "SELECT id FROM record WHERE cycle = $1 ORDER BY kind, id LIMIT 1";

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
    if (!event_list_of(db, call->arena, number, &undoing->events, err) ||
        !process_load(db, call->arena, undoing->row.cycle, &undoing->process, err) ||
        !may_open(undoing, err))
        return false;
    call->with = undoing;
    call->commit_request->undoes = number;
    call->commit_request->cycle = undoing->row.cycle;
    return true;
}

/* Names the later command that touched the record. */
static bool touched_later(struct native_call *call, struct str record, int64_t command,
                          struct error *err)
{
    struct db_rows rows;
    if (!db_run(call->engine->store->db, call->arena, later_sql,
                DB_WITH(db_text(record), db_integer(command)), &rows, err))
        return false;
    if (rows.count == 0)
        return error_set(err, ERROR_CONFLICT, "%.*s is not as command %lld left it",
                         STR_ARGS(record), (long long)command);
    return error_set(
        err, ERROR_CONFLICT,
        "command %lld cannot be taken back: %.*s was changed later by command "
        "%lld (%.*s, by %.*s); take that back first with `waymark undo %lld`",
        (long long)command, STR_ARGS(record), (long long)rows.cells[0].integer,
        STR_ARGS(rows.cells[1].text), STR_ARGS(rows.cells[2].text),
        (long long)rows.cells[0].integer);
}

/* A cycle can go only when nothing is left in it. */
static bool anything_in(struct native_call *call, struct str cycle, struct str *by,
                        struct error *err)
{
    struct db_rows rows;
    if (!db_run(call->engine->store->db, call->arena, in_cycle_sql,
                DB_WITH(db_text(cycle)), &rows, err))
        return false;
    if (rows.count)
        *by = rows.cells[0].text;
    return true;
}

static bool undo_create(struct native_call *call, const struct kind *kind,
                        const struct record *now, struct error *err)
{
    struct undoing *undoing = call->with;
    struct str by;
    if (!record_pointed_to(call->engine->store->db, call->arena, undoing->process,
                           now->cycle.len ? now->cycle : undoing->row.cycle, now->id, &by,
                           err) ||
        (!by.len && str_equal(now->kind, STR("cycle")) &&
         !anything_in(call, now->id, &by, err)))
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
                     struct str cycle, const struct kind **out, struct error *err)
{
    struct undoing *undoing = call->with;
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

static bool undo_event(struct native_call *call, const struct event *event,
                       struct error *err)
{
    struct undoing *undoing = call->with;
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
        !kind_for(call, event, found && now.cycle.len ? now.cycle : undoing->row.cycle,
                  &kind, err))
        return false;
    if (str_equal(event->action, STR("remove"))) {
        struct record back = {.id = event->record,
                              .cycle = kind->workplace ? STR("") : undoing->row.cycle,
                              .kind = kind->name,
                              .schema_hash = kind->schema_hash,
                              .version = event->version + 1,
                              .body = event->before};
        if (found)
            return touched_later(call, event->record, event->command, err);
        return commit_put_back(call->commit, kind, &back, err);
    }
    if (!found || now.version != event->version)
        return touched_later(call, event->record, event->command, err);
    if (str_equal(event->action, STR("create")))
        return undo_create(call, kind, &now, err);
    return json_parse(call->arena, event->before, &body, err) &&
           commit_change(call->commit, kind, &now, &body, err);
}

bool undo_apply(struct native_call *call, struct error *err)
{
    struct undoing *undoing = call->with;
    for (size_t i = undoing->events.count; i > 0; i--) {
        const struct event *event = &undoing->events.items[i - 1];
        if (!str_equal(event->action, STR("command")) && !undo_event(call, event, err))
            return false;
    }
    struct commit_counts counts = commit_counts(call->commit);
    json_set(call->arena, call->outcome, STR("records"),
             json_integer((int64_t)(counts.created + counts.changed + counts.removed)));
    return true;
}
