/* SPDX-License-Identifier: MIT */
#include "store/commit.h"

#include "base/date.h"
#include "base/log.h"
#include "store/bundle.h"
#include "store/seal.h"

#include <string.h>

struct commit {
    struct store *store;
    struct arena *arena;
    struct commit_request request;
    int64_t number, at;
    size_t ordinal;
    struct event_head head;
    struct commit_counts counts;
    const struct kind *schema_kept; /* the kind whose schema was last made sure of */
};

static const char known_sql[] =
    "SELECT number, outcome, name FROM command WHERE key = $1";
static const char undoing_sql[] =
    "SELECT number FROM command WHERE undoes = $1 ORDER BY number";
static const char last_sql[] = "SELECT number FROM command ORDER BY number DESC LIMIT 1";
static const char put_sql[] = "INSERT INTO command (number, key, cycle, at, actor, name, "
                              "script_hash, undoes, outcome)"
                              " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
static const char list_sql[] =
    "SELECT c.number, c.at, c.undoes, "
    "(SELECT MAX(u.number) FROM command AS u WHERE u.undoes = c.number), c.key, c.cycle, "
    "c.actor, c.name, c.script_hash, c.outcome FROM command AS c "
    "WHERE c.number < $1 ORDER BY c.number DESC LIMIT $2";
static const char keyed_sql[] =
    "SELECT c.number, c.at, c.undoes, "
    "(SELECT MAX(u.number) FROM command AS u WHERE u.undoes = c.number), c.key, c.cycle, "
    "c.actor, c.name, c.script_hash, c.outcome FROM command AS c "
    "WHERE c.key >= $1 AND c.key < $2 ORDER BY c.number";
static const char named_sql[] =
    "SELECT c.number, c.at, c.undoes, "
    "(SELECT MAX(u.number) FROM command AS u WHERE u.undoes = c.number), c.key, c.cycle, "
    "c.actor, c.name, c.script_hash, c.outcome FROM command AS c "
    "WHERE c.name = $1 ORDER BY c.number";
static const char one_sql[] =
    "SELECT c.number, c.at, c.undoes, "
    "(SELECT MAX(u.number) FROM command AS u WHERE u.undoes = c.number), c.key, c.cycle, "
    "c.actor, c.name, c.script_hash, c.outcome FROM command AS c WHERE c.number = $1";

bool command_taken_back(struct db *db, struct arena *arena, int64_t number, int64_t *by,
                        struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, undoing_sql, DB_WITH(db_integer(number)), &rows, err))
        return error_wrap(err, "reading the log");
    *by = 0;
    for (size_t i = 0; i < rows.count && !*by; i++) {
        int64_t undone_by;
        if (!command_taken_back(db, arena, rows.cells[i].integer, &undone_by, err))
            return false;
        *by = undone_by ? 0 : rows.cells[i].integer;
    }
    return true;
}

/* The command that stands under a key. One that was taken back keeps its key, so
 * the one that does it again has the next in line, which is given in `turn`; no
 * key that people give holds the control character in it (engine/command.c). */
static bool find_by_key(struct db *db, struct arena *arena, struct str key,
                        struct command_done *out, struct str *turn, struct error *err)
{
    *turn = key;
    for (size_t again = 2;; again++) {
        struct db_rows rows;
        int64_t undone_by;
        *out = (struct command_done){0};
        if (!db_run(db, arena, known_sql, DB_WITH(db_text(*turn)), &rows, err))
            return false;
        if (rows.count == 0)
            return true;
        if (!command_taken_back(db, arena, rows.cells[0].integer, &undone_by, err))
            return false;
        *out = (struct command_done){!undone_by, rows.cells[0].integer,
                                     rows.cells[1].text, rows.cells[2].text};
        if (!undone_by)
            return true;
        *turn = str_format(arena, "%.*s%c%zu", STR_ARGS(key), KEY_TURN, again);
    }
}

bool command_known(struct db *db, struct arena *arena, struct str key,
                   struct command_done *out, struct error *err)
{
    struct str turn;
    return find_by_key(db, arena, key, out, &turn, err);
}

static bool next_number(struct db *db, struct arena *arena, int64_t *number,
                        struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, last_sql, DB_WITHOUT, &rows, err))
        return false;
    *number = rows.count ? rows.cells[0].integer + 1 : 1;
    return true;
}

bool commit_begin(struct store *store, struct arena *arena,
                  const struct commit_request *request, struct command_done *before,
                  struct commit **out, struct error *err)
{
    struct commit *commit = arena_alloc(arena, sizeof *commit);
    *commit = (struct commit){
        .store = store, .arena = arena, .request = *request, .at = moment_now()};
    *out = NULL;
    if (!db_begin(store->db, err))
        return false;
    if (!find_by_key(store->db, arena, request->key, before, &commit->request.key, err) ||
        !next_number(store->db, arena, &commit->number, err) ||
        !event_head_read(store->db, arena, &commit->head, err)) {
        db_rollback(store->db);
        return false;
    }
    if (before->known) {
        db_rollback(store->db);
        return true;
    }
    if (!request->reseal && !seal_check(store->db, arena, store->seal, &store->seal_key,
                                        &commit->head, err)) {
        db_rollback(store->db);
        return false;
    }
    *out = commit;
    return true;
}

int64_t commit_number(const struct commit *commit)
{
    return commit->number;
}

struct commit_counts commit_counts(const struct commit *commit)
{
    return commit->counts;
}

static bool append(struct commit *commit, struct str action, const struct record *record,
                   const struct str *before, const struct str *after, struct error *err)
{
    struct event event = {.command = commit->number,
                          .version = record->version,
                          .action = action,
                          .record = record->id,
                          .cycle = record->cycle,
                          .has_before = before != NULL,
                          .has_after = after != NULL};
    if (before)
        event.before = *before;
    if (after)
        event.after = *after;
    return event_append(commit->store->db, commit->arena, &commit->head, &event, STR_NONE,
                        err);
}

/* The schema's text is kept by its hash, so that an old record can always be read
 * by the schema that it was written under. */
static bool keep_schema(struct commit *commit, const struct kind *kind, struct error *err)
{
    if (commit->schema_kept == kind)
        return true;
    commit->schema_kept = kind;
    return source_keep(commit->store->db, kind->schema_hash, kind->schema_text, err);
}

static bool check_body(const struct kind *kind, const struct json *body,
                       struct error *err)
{
    if (schema_check(kind->schema, body, err))
        return true;
    return error_wrap(err, "%.*s", STR_ARGS(kind->name));
}

/* What the index holds of a record as it was: by the schema that it was written
 * under, which may have marked other fields. */
static bool refs_before(struct commit *commit, const struct kind *kind,
                        const struct record *old, struct ref_list *out, struct error *err)
{
    struct arena *arena = commit->arena;
    struct json *source = arena_alloc(arena, sizeof *source);
    struct json body;
    struct kind former;
    struct str text;
    if (!json_parse(arena, old->body, &body, err))
        return false;
    if (str_equal(old->schema_hash, kind->schema_hash)) {
        *out = kind_refs(arena, kind, &body);
        return true;
    }
    if (!source_find(commit->store->db, arena, old->schema_hash, &text, err) ||
        !json_parse(arena, text, source, err) ||
        !kind_compile(arena, kind->name, source, &former, err))
        return error_wrap(err, "the schema of %.*s", STR_ARGS(old->id));
    *out = kind_refs(arena, &former, &body);
    return true;
}

bool commit_create(struct commit *commit, const struct kind *kind, struct str cycle,
                   const struct json *body, struct str *id, struct error *err)
{
    struct arena *arena = commit->arena;
    if (!check_body(kind, body, err) || !keep_schema(commit, kind, err))
        return false;
    struct record record = {
        .id = str_format(arena, "%.*s-%06lld.%04zu", STR_ARGS(kind->name),
                         (long long)commit->number, ++commit->ordinal),
        .cycle = kind->workplace ? STR("") : cycle,
        .kind = kind->name,
        .schema_hash = kind->schema_hash,
        .version = 1,
        .body = json_write(arena, body)};
    if (!record_put(commit->store->db, &record, kind_refs(arena, kind, body), err) ||
        !append(commit, STR("create"), &record, NULL, &record.body, err))
        return false;
    commit->counts.created++;
    *id = record.id;
    return true;
}

bool commit_change(struct commit *commit, const struct kind *kind,
                   const struct record *old, const struct json *body, struct error *err)
{
    struct arena *arena = commit->arena;
    struct ref_list before;
    struct record record = *old;
    record.body = json_write(arena, body);
    if (str_equal(record.body, old->body))
        return true;
    if (!check_body(kind, body, err) || !keep_schema(commit, kind, err) ||
        !refs_before(commit, kind, old, &before, err))
        return false;
    record.version = old->version + 1;
    record.schema_hash = kind->schema_hash;
    if (!record_set(commit->store->db, &record, before, kind_refs(arena, kind, body),
                    err) ||
        !append(commit, STR("change"), &record, &old->body, &record.body, err))
        return false;
    commit->counts.changed++;
    return true;
}

static bool take_away(struct commit *commit, const struct kind *kind,
                      const struct record *old, const struct str *before,
                      struct error *err)
{
    struct ref_list refs;
    struct record record = *old;
    if (!refs_before(commit, kind, old, &refs, err) ||
        !record_drop(commit->store->db, old, refs, err))
        return false;
    record.version = old->version + 1;
    if (!append(commit, STR("remove"), &record, before, NULL, err))
        return false;
    commit->counts.removed++;
    return true;
}

bool commit_remove(struct commit *commit, const struct kind *kind,
                   const struct record *old, struct error *err)
{
    return take_away(commit, kind, old, &old->body, err);
}

bool commit_erase(struct commit *commit, const struct kind *kind,
                  const struct record *old, struct error *err)
{
    return take_away(commit, kind, old, NULL, err);
}

bool commit_put_back(struct commit *commit, const struct kind *kind,
                     const struct record *record, struct error *err)
{
    struct json body;
    if (!json_parse(commit->arena, record->body, &body, err) ||
        !keep_schema(commit, kind, err) ||
        !record_put(commit->store->db, record, kind_refs(commit->arena, kind, &body),
                    err) ||
        !append(commit, STR("create"), record, NULL, &record->body, err))
        return false;
    commit->counts.created++;
    return true;
}

static bool close_command(struct commit *commit, const struct json *outcome,
                          struct error *err)
{
    struct arena *arena = commit->arena;
    const struct commit_request *request = &commit->request;
    struct json said = json_object();
    json_set(arena, &said, STR("args"), request->args ? *request->args : json_object());
    if (request->asked.len)
        json_set(arena, &said, STR("asked"), json_text(request->asked));
    if (request->from.len)
        json_set(arena, &said, STR("from"), json_text(request->from));
    json_set(arena, &said, STR("outcome"), *outcome);
    struct event event = {.command = commit->number,
                          .action = STR("command"),
                          .record = STR_NONE,
                          .has_after = true,
                          .after = json_write(arena, &said)};
    struct str covered = command_covered(
        arena, commit->number, request->key, request->cycle, commit->at, request->actor,
        request->name, request->script_hash, request->undoes);
    if (!event_append(commit->store->db, commit->arena, &commit->head, &event, covered,
                      err))
        return false;
    if (!db_run(commit->store->db, arena, put_sql,
                DB_WITH(db_integer(commit->number), db_text(request->key),
                        db_text(request->cycle), db_integer(commit->at),
                        db_text(request->actor), db_text(request->name),
                        db_text(request->script_hash), db_integer(request->undoes),
                        db_text(json_write(arena, outcome))),
                NULL, err))
        return error_wrap(err, "saving the command");
    return true;
}

static bool save_seal(struct commit *commit, struct error *err)
{
    struct store *store = commit->store;
    if (commit->request.reseal)
        return seal_begin(commit->arena, store->seal, &store->seal_key, &commit->head,
                          err);
    return seal_advance(store->db, commit->arena, store->seal, &store->seal_key,
                        &commit->head, err);
}

bool commit_end(struct commit *commit, const struct json *outcome, bool pretend,
                struct error *err)
{
    struct store *store = commit->store;
    struct error seal;
    if (!close_command(commit, outcome, err))
        return false;
    if (pretend) {
        db_rollback(store->db);
        return true;
    }
    if (!db_commit(store->db, err))
        return error_wrap(err, "saving the command");
    /* The change is safe by now; a seal that lags behind is caught up next time. */
    if (!save_seal(commit, &seal))
        log_line(LOG_ERROR, "store", "the seal could not be written: %s", seal.text);
    return true;
}

void commit_abandon(struct commit *commit)
{
    if (commit)
        db_rollback(commit->store->db);
}

static bool read_command(struct db *db, struct arena *arena, const struct db_value *cells,
                         struct command_row *out, struct error *err)
{
    *out = (struct command_row){.number = cells[0].integer,
                                .at = cells[1].integer,
                                .undoes = cells[2].integer,
                                .undone_by = cells[3].integer,
                                .key = cells[4].text,
                                .cycle = cells[5].text,
                                .actor = cells[6].text,
                                .name = cells[7].text,
                                .script_hash = cells[8].text,
                                .outcome = cells[9].text};
    return !out->undone_by ||
           command_taken_back(db, arena, out->number, &out->undone_by, err);
}

static bool read_commands(struct db *db, struct arena *arena, const struct db_rows *rows,
                          struct command_list *out, struct error *err)
{
    *out = (struct command_list){arena_array(arena, struct command_row, rows->count),
                                 rows->count};
    for (size_t i = 0; i < rows->count; i++)
        if (!read_command(db, arena, rows->cells + i * rows->width, &out->items[i], err))
            return false;
    return true;
}

bool command_list(struct db *db, struct arena *arena, int64_t below, size_t most,
                  struct command_list *out, struct error *err)
{
    struct db_rows rows;
    if (!db_run(
            db, arena, list_sql,
            DB_WITH(db_integer(below > 0 ? below : INT64_MAX), db_integer((int64_t)most)),
            &rows, err))
        return error_wrap(err, "reading the log");
    return read_commands(db, arena, &rows, out, err);
}

bool command_keyed(struct db *db, struct arena *arena, struct str from, struct str to,
                   struct command_list *out, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, keyed_sql, DB_WITH(db_text(from), db_text(to)), &rows, err))
        return error_wrap(err, "reading the log");
    return read_commands(db, arena, &rows, out, err);
}

bool command_named(struct db *db, struct arena *arena, struct str name,
                   struct command_list *out, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, named_sql, DB_WITH(db_text(name)), &rows, err))
        return error_wrap(err, "reading the log");
    return read_commands(db, arena, &rows, out, err);
}

bool command_find(struct db *db, struct arena *arena, int64_t number,
                  struct command_row *out, bool *found, struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, one_sql, DB_WITH(db_integer(number)), &rows, err))
        return error_wrap(err, "reading the log");
    *found = rows.count > 0;
    return !*found || read_command(db, arena, rows.cells, out, err);
}
