/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/file.h"
#include "engine/known.h"
#include "store/job.h"

static const char *const kind_names[] = {"reviews", "statements", "aspirations",
                                         "participants"};

/* The authority's own column names: local/import/KIND.json. */
static bool load_own(struct importing *all, const struct json **own, struct error *err)
{
    struct str name =
        str_format(all->arena, "local/import/%s.json", kind_names[all->request->kind]);
    struct str text, path = store_path(all->engine->store, name);
    struct json *value = arena_alloc(all->arena, sizeof *value);
    *own = NULL;
    if (!file_exists(all->arena, path))
        return true;
    if (!file_read(all->arena, path, FILE_SMALL, &text, err) ||
        !json_parse(all->arena, text, value, err))
        return error_wrap(err, "%.*s", STR_ARGS(name));
    *own = value;
    return true;
}

static bool open_sheet(struct importing *all, struct notices *notices, struct error *err)
{
    const struct json *own;
    return load_own(all, &own, err) &&
           sheet_open(all->arena, all->request->kind, all->request->name,
                      all->request->bytes, own, notices, &all->sheet, err);
}

/* The names that texts are checked for: of everyone known, and of the
 * file itself, which is read through once for it. */
static bool learn_names(struct importing *all, size_t *rows, struct error *err)
{
    struct notices ignored = {.arena = arena_new()};
    struct sheet_row row;
    struct sheet_participant participant;
    *rows = 0;
    bool fine = known_learn(all->engine, all->arena, &all->known, err) &&
                open_sheet(all, &ignored, err);
    if (fine && all->request->kind == SHEET_PARTICIPANTS)
        while (sheet_next_participant(all->sheet, &ignored, &participant))
            (*rows)++;
    else if (fine)
        while (sheet_next_names(all->sheet, &ignored, &row)) {
            flag_know_person(all->known, row.who.forename, row.who.surname);
            if (row.school.len)
                flag_know_school(all->known, row.school);
            (*rows)++;
        }
    if (fine)
        sheet_close(all->sheet);
    arena_free(ignored.arena);
    return fine;
}

/* The rows of one batch, in or out of a commit. False at the end of the file. */
static bool take_row(struct batch *batch, bool *more, struct error *err)
{
    struct importing *all = batch->all;
    struct sheet_participant participant;
    struct sheet_row row;
    if (all->request->kind == SHEET_PARTICIPANTS) {
        *more = sheet_next_participant(all->sheet, all->notices, &participant);
        return !*more || import_participant(batch, &participant, err);
    }
    *more = sheet_next(all->sheet, all->notices, &row);
    return !*more || import_row(batch, &row, err);
}

struct batch_run {
    struct importing *all;
    struct batch batch;
    struct job job;
    size_t taken;
    bool more;
};

static const struct kind *kind_of(const struct native_call *call, const char *name)
{
    return kind_find(call->process->kinds, str_of(name));
}

static bool batch_apply(struct native_call *call, struct error *err)
{
    struct batch_run *run = call->with;
    struct batch *batch = &run->batch;
    struct db *db = call->engine->store->db;
    *batch = (struct batch){.all = run->all,
                            .call = call,
                            .arena = call->arena,
                            .person = kind_of(call, "person"),
                            .identity = kind_of(call, "identity"),
                            .review = kind_of(call, "review"),
                            .statement = kind_of(call, "statement"),
                            .participant = kind_of(call, "participant")};
    run->more = true;
    while (run->more && run->taken < IMPORT_BATCH) {
        if (!take_row(batch, &run->more, err))
            return false;
        run->taken += run->more;
    }
    run->job.done += (int64_t)run->taken;
    struct commit_counts counts = commit_counts(call->commit);
    json_set(call->arena, call->outcome, STR("created"),
             json_integer((int64_t)counts.created));
    json_set(call->arena, call->outcome, STR("changed"),
             json_integer((int64_t)counts.changed));
    return job_note(db, &run->job, run->taken < IMPORT_BATCH, err);
}

/* A batch that was done before: its rows are passed over. */
static bool skip_batch(struct importing *all, struct arena *arena, struct batch_run *run,
                       struct error *err)
{
    struct batch batch = {.all = all, .arena = arena};
    struct sheet_participant participant;
    struct sheet_row row;
    run->more = true;
    while (run->more && run->taken < IMPORT_BATCH) {
        bool people = all->request->kind == SHEET_PARTICIPANTS;
        run->more = people
                        ? sheet_next_participant(all->sheet, all->notices, &participant)
                        : sheet_next(all->sheet, all->notices, &row);
        if (run->more && !people && !import_pass_over(&batch, &row, err))
            return false;
        run->taken += run->more;
    }
    run->job.done += (int64_t)run->taken;
    return true;
}

static bool run_batch(struct importing *all, struct arena *arena, struct str front,
                      size_t number, struct batch_run *run, struct error *err)
{
    static const struct native natives[] = {
        {"import.reviews", "officer facilitator", NULL, batch_apply, true, false},
        {"import.statements", "officer facilitator", NULL, batch_apply, true, false},
        {"import.aspirations", "officer facilitator", NULL, batch_apply, true, false},
        {"import.participants", "officer facilitator", NULL, batch_apply, true, false},
    };
    const struct native *native = &natives[all->request->kind];
    struct json args = json_object();
    struct command_result result;
    struct command_request request = {.cycle = all->request->cycle,
                                      .name = str_of(native->name),
                                      .args = &args,
                                      .pretend = all->request->pretend};
    struct command_done before;
    request.key = str_format(arena, "%.*s:%zu", STR_ARGS(front), number);
    if (!command_known(all->engine->store->db, arena, request.key, &before, err))
        return false;
    if (before.known)
        return skip_batch(all, arena, run, err);
    all->counts->before = false;
    json_set(arena, &args, STR("file"), json_text(all->request->name));
    json_set(arena, &args, STR("batch"), json_integer((int64_t)number));
    if (!command_run_native(all->engine, arena, &request, native, run, &result, err))
        return false;
    return true;
}

static bool run_batches(struct importing *all, struct str front, size_t rows,
                        progress_function *progress, void *with, struct error *err)
{
    struct batch_run run = {.all = all, .more = true};
    run.job = (struct job){.id = front,
                           .kind = STR("import"),
                           .cycle = all->request->cycle,
                           .title = all->request->name,
                           .total = (int64_t)rows};
    for (size_t number = 0; run.more; number++) {
        struct arena *arena = arena_new();
        run.taken = 0;
        bool fine = run_batch(all, arena, front, number, &run, err);
        arena_free(arena);
        if (!fine)
            return false;
        all->counts->rows += run.taken;
        if (progress)
            progress(with, all->counts->rows, rows);
    }
    return true;
}

bool import_run(struct engine *engine, struct arena *arena,
                const struct import_request *request, struct notices *notices,
                struct import_counts *out, progress_function *progress, void *with,
                struct error *err)
{
    struct importing all = {.engine = engine,
                            .request = request,
                            .notices = notices,
                            .counts = out,
                            .arena = arena};
    struct process *process;
    size_t rows;
    *out = (struct import_counts){.before = true};
    if (!engine_process(engine, request->cycle, &process, err))
        return false;
    struct json nothing = json_object();
    const struct json *scope = json_find(&process->cycle_body, STR("scope"));
    all.scope = scope ? scope : &nothing;
    struct str hash = hash_text(arena, request->bytes);
    /* What decides which rows there are: the file, the cycle, its scope, and the
     * authority's own column names. */
    struct json settings = json_list();
    const struct json *own;
    if (!load_own(&all, &own, err))
        return false;
    json_add(arena, &settings, *all.scope);
    if (own)
        json_add(arena, &settings, *own);
    struct str asked = json_write(arena, &settings);
    struct str front = str_format(
        arena, "import:%s:%.*s:%.*s:%.*s", kind_names[request->kind], STR_ARGS(hash),
        STR_ARGS(request->cycle), STR_ARGS(str_slice(hash_text(arena, asked), 0, 16)));
    if (!learn_names(&all, &rows, err) || !open_sheet(&all, notices, err))
        return false; /* names the file itself */
    bool fine = run_batches(&all, front, rows, progress, with, err);
    sheet_close(all.sheet);
    return fine || error_wrap(err, "importing %.*s", STR_ARGS(request->name));
}
