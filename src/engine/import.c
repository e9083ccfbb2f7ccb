/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/file.h"
#include "cycle/flag_title.h"
#include "cycle/scope.h"
#include "engine/scope_remark.h"

const char *import_kind_name(enum sheet_kind kind)
{
    static const char *const names[] = {"reviews", "statements", "aspirations",
                                        "participants"};
    return names[kind];
}

bool import_kind_find(struct str name, enum sheet_kind *kind)
{
    for (int i = 0; i <= SHEET_PARTICIPANTS; i++)
        if (str_equal(name, str_of(import_kind_name((enum sheet_kind)i)))) {
            *kind = (enum sheet_kind)i;
            return true;
        }
    return false;
}

/* Once, so that every pass reads the same rows. */
bool import_load_own(const struct import_request *request, struct engine *engine,
                     struct arena *arena, const struct json **out, struct error *err)
{
    struct str name =
        str_format(arena, "local/import/%s.json", import_kind_name(request->kind));
    struct str text, path = store_path(engine->store, name);
    struct json *value = arena_alloc(arena, sizeof *value);
    *out = NULL;
    if (!file_exists(arena, path))
        return true;
    if (!file_read(arena, path, FILE_SMALL, &text, err))
        return error_wrap(err, "%.*s", STR_ARGS(name));
    if (!json_parse_file(arena, name, text, value, err))
        return false;
    *out = value;
    return true;
}

static bool open_sheet(struct importing *all, struct notices *notices, struct error *err)
{
    const struct import_request *request = all->request;
    struct arena *arena = all->arena;
    return request->tab ? sheet_open_rows(arena, request->kind, request->name,
                                          rows_of_sheet(arena, request->tab->sheet),
                                          all->own, notices, &all->sheet, err)
                        : sheet_open(arena, request->kind, request->name, request->bytes,
                                     all->own, notices, &all->sheet, err);
}

/* A sheet that has the school in its name alone has it for every row. */
static bool read_row(struct importing *all, struct notices *notices,
                     struct sheet_row *row)
{
    if (!sheet_next(all->sheet, notices, row))
        return false;
    if (all->request->tab && all->request->tab->school.len)
        row->school = all->request->tab->school;
    return true;
}

/* One row of what the file says as a whole: names that texts are checked for, who
 * says what, who is in the room. False at the end. */
static bool learn_row(struct importing *all, struct notices *ignored)
{
    struct arena_mark mark = arena_mark(ignored->arena);
    struct sheet_participant participant;
    struct sheet_row row;
    bool more;
    if (all->request->kind == SHEET_PARTICIPANTS) {
        more = sheet_next_participant(all->sheet, ignored, &participant);
        if (more)
            room_add(all, &participant);
    } else {
        more = read_row(all, ignored, &row);
        if (more) {
            look_add(all, &row);
            schools_add(all, &row);
            facts_add(all, ignored->arena, &row);
        }
    }
    *ignored = (struct notices){.arena = ignored->arena};
    arena_rewind(ignored->arena, mark);
    return more;
}

/* Rows whose day is ahead are other ones when it has come. */
static void note_outside(struct importing *all)
{
    struct sheet_left_out left_out = sheet_left_out(all->sheet);
    all->outside = left_out.rows + left_out.ahead;
}

bool import_count_outside(struct importing *all, struct error *err)
{
    struct notices ignored = {.arena = arena_new()};
    struct sheet_participant participant;
    struct sheet_row row;
    bool fine = open_sheet(all, &ignored, err), more = fine;
    struct arena_mark mark = arena_mark(ignored.arena);
    while (more) {
        more = all->request->kind == SHEET_PARTICIPANTS
                   ? sheet_next_participant(all->sheet, &ignored, &participant)
                   : sheet_next(all->sheet, &ignored, &row);
        ignored = (struct notices){.arena = ignored.arena};
        arena_rewind(ignored.arena, mark);
    }
    if (fine) {
        note_outside(all);
        sheet_close(all->sheet);
    }
    arena_free(ignored.arena);
    return fine;
}

/* The file is read through once before anything is taken from it. */
static bool learn(struct importing *all, size_t *rows, struct error *err)
{
    struct notices ignored = {.arena = arena_new()};
    *rows = 0;
    bool fine =
        look_learn(all, err) && schools_learn(all, err) && open_sheet(all, &ignored, err);
    if (fine) {
        ignored = (struct notices){.arena = ignored.arena};
        while (learn_row(all, &ignored))
            *rows += 1;
        note_outside(all);
        fine = sheet_check_garbled(all->sheet, err);
        sheet_close(all->sheet);
        schools_choose(all);
    }
    arena_free(ignored.arena);
    return fine;
}

static bool next_row(struct importing *all, struct sheet_row *row)
{
    if (!read_row(all, all->notices, row))
        return false;
    row->school = schools_name(all, row->school);
    return true;
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
    *more = next_row(all, &row);
    return !*more || import_row(batch, &row, err);
}

struct batch_run {
    struct importing *all;
    size_t number; /* of the batch, from 0 */
    size_t done;   /* from this one on, all were done before */
    struct batch batch;
    struct job job;
    size_t most, taken; /* rows in one batch; so far */
    size_t corrected;   /* records before this batch */
    size_t waiting;     /* rows before this batch */
    size_t left_out;    /* the same, of those out of scope */
    bool more;
};

/* Rows that may be taken another time: what they need may come in. */
static size_t count_waiting(const struct importing *all)
{
    const struct import_counts *counts = all->counts;
    return counts->refused_rows + counts->older +
           (all->request->kind == SHEET_ASPIRATIONS ? counts->out_of_scope : 0);
}

static const struct kind *kind_of(const struct native_call *call, const char *name)
{
    return kind_find(call->process->kinds, str_of(name));
}

static void note_outcome(struct native_call *call, const struct batch_run *run)
{
    struct commit_counts counts = commit_counts(call->commit);
    const struct importing *all = run->all;
    struct {
        const char *name;
        size_t count;
    } said[] = {{"changed", counts.changed},
                {"corrected", all->counts->corrected - run->corrected},
                {"created", counts.created},
                {"outside", all->outside},
                {"waiting", count_waiting(all) - run->waiting}};
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        json_set(call->arena, call->outcome, str_of(said[i].name),
                 json_integer((int64_t)said[i].count));
    size_t left_out = all->counts->out_of_scope - run->left_out;
    if (left_out) {
        json_set(call->arena, call->outcome, STR("left_out"),
                 json_integer((int64_t)left_out));
        json_set(call->arena, call->outcome, STR("scope"), *all->scope);
    }
    if (all->copy > 1)
        json_set(call->arena, call->outcome, STR("copy"), json_integer(all->copy));
    room_note_agreed(run->all, call->arena, call->outcome);
}

/* Of reviews alone: those that a file brought say so. */
static bool note_covered(struct batch *batch, struct error *err)
{
    struct json covered;
    if (batch->all->request->kind != SHEET_REVIEWS)
        return true;
    if (!earlier_covered(batch, &covered, err))
        return false;
    if (json_count(&covered))
        json_set(batch->call->arena, batch->call->outcome, STR("covers"), covered);
    return true;
}

/* A batch that nothing came of, and that has to be tried again in any case, leaves no
 * command behind for `undo` to take first; unless it is one of several. */
static bool is_nothing(const struct native_call *call, const struct batch_run *run,
                       bool finished)
{
    const struct importing *all = run->all;
    struct commit_counts counts = commit_counts(call->commit);
    bool only = run->job.total <= IMPORT_BATCH && count_waiting(all) > run->waiting &&
                all->counts->out_of_scope == run->left_out &&
                !earlier_left_out(all, true);
    return counts.created + counts.changed + counts.removed == 0 &&
           !json_find(call->outcome, STR("agreed")) && (only || all->again) &&
           !(all->open && finished);
}

static bool batch_apply(struct native_call *call, struct error *err)
{
    struct batch_run *run = call->with;
    struct batch *batch = &run->batch;
    *batch = (struct batch){.all = run->all,
                            .call = call,
                            .arena = call->arena,
                            .person = kind_of(call, "person"),
                            .identity = kind_of(call, "identity"),
                            .doubt = kind_of(call, "doubt"),
                            .review = kind_of(call, "review"),
                            .statement = kind_of(call, "statement"),
                            .participant = kind_of(call, "participant"),
                            .permission = kind_of(call, "permission")};
    run->more = true;
    run->corrected = run->all->counts->corrected;
    run->waiting = count_waiting(run->all);
    run->left_out = run->all->counts->out_of_scope;
    while (run->more && run->taken < run->most) {
        struct arena_mark mark = arena_mark(call->arena);
        if (!take_row(batch, &run->more, err))
            return false;
        run->taken += run->more;
        arena_rewind(call->arena, mark);
    }
    run->job.done += (int64_t)run->taken;
    note_outcome(call, run);
    bool finished = run->job.done >= run->job.total, cards = false;
    if (finished && !run->all->corrected &&
        (!missing_say(batch, err) || !erased_say(batch, err) ||
         !scope_say_unmet(batch, err) || !note_covered(batch, err) ||
         !look_through(run->all, &cards, err)))
        return false;
    call->nothing = is_nothing(call, run, finished);
    if (!call->nothing)
        run->all->open = !finished || cards;
    return job_note(call->engine->store->db, &run->job, finished && !cards, err) &&
           (!finished || earlier_close(batch, err));
}

static bool skip_row(struct batch *batch, struct batch_run *run, struct error *err)
{
    struct importing *all = batch->all;
    struct sheet_participant participant;
    struct sheet_row row;
    if (all->request->kind == SHEET_PARTICIPANTS) {
        run->more = sheet_next_participant(all->sheet, all->notices, &participant);
        all->room_next += run->more ? participant.number : 0;
        return true;
    }
    run->more = next_row(all, &row);
    if (run->more)
        look_pass_over(all, &row);
    bool nothing_follows = run->number >= run->done && !all->request->places;
    return !run->more || nothing_follows || import_pass_over(batch, &row, err);
}

/* A batch that was done before: its rows are passed over. */
static bool skip_batch(struct importing *all, struct arena *arena, struct batch_run *run,
                       struct error *err)
{
    struct batch batch = {.all = all, .arena = arena};
    run->more = true;
    while (run->more && run->taken < IMPORT_BATCH) {
        struct arena_mark mark = arena_mark(arena);
        if (!skip_row(&batch, run, err))
            return false;
        run->taken += run->more;
        arena_rewind(arena, mark);
    }
    run->job.done += (int64_t)run->taken;
    return true;
}

/* What stands after the last row that can be taken: rows that cannot. */
static void read_to_the_end(struct importing *all)
{
    struct sheet_participant participant;
    struct sheet_row row;
    if (all->request->kind == SHEET_PARTICIPANTS)
        (void)sheet_next_participant(all->sheet, all->notices, &participant);
    else
        (void)sheet_next(all->sheet, all->notices, &row);
}

/* Those that never came as far as a batch. */
static void count_left_out(struct importing *all)
{
    struct sheet_left_out left_out = sheet_left_out(all->sheet);
    struct import_counts *counts = all->counts;
    counts->rows += left_out.rows;
    counts->refused_rows += left_out.rows;
    counts->row_refusals += left_out.refusals;
    if (!counts->rows)
        notice_add(all->notices, false, all->request->name, 0,
                   "no rows to take under the column names; check that the right sheet "
                   "was saved");
}

/* Exit code 2: what people said may have stayed outside. */
static void note_unused(struct importing *all)
{
    struct sheet_unused unused = sheet_unused(all->sheet);
    all->counts->unused_columns = unused.count;
    all->counts->unused_names = unused.names;
    sheet_refuse_unused(all->sheet, all->notices);
}

static struct str command_name(struct arena *arena, enum sheet_kind kind)
{
    return str_format(arena, "import.%s", import_kind_name(kind));
}

/* Without a key, a batch is done as if never before. */
static bool do_batch(struct importing *all, struct arena *arena, struct str key,
                     struct batch_run *run, bool *known, struct error *err)
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
                                      .key = key,
                                      .key_says_all = true,
                                      .pretend = all->request->pretend};
    json_set(arena, &args, STR("file"), json_text(all->request->name));
    json_set(arena, &args, STR("batch"), json_integer((int64_t)run->number));
    /* A dry run leaves nothing for the next batch to go by: it is one batch. */
    run->most = all->request->pretend ? SIZE_MAX : IMPORT_BATCH;
    if (!command_run_native(all->engine, arena, &request, native, run, &result, err))
        return false;
    *known = result.known;
    return true;
}

static bool was_done(const struct importing *all, struct arena *arena, size_t number,
                     struct str *key, bool *done, struct error *err)
{
    struct command_done before;
    *key = str_format(arena, "%.*s:%zu", STR_ARGS(all->front), number);
    if (!command_known(all->engine->store->db, arena, *key, &before, err))
        return false;
    *done = before.known;
    if (!before.known || str_equal(before.name, command_name(arena, all->request->kind)))
        return true;
    return error_set(err, ERROR_CONFLICT,
                     "command %lld (%.*s) has the key of this import, so that this one "
                     "cannot be done; take that back with `waymark undo %lld`, and "
                     "import the file again. Nothing more was imported",
                     (long long)before.number, STR_ARGS(before.name),
                     (long long)before.number);
}

/* Nothing comes after those at the end that were done: nothing need be remembered of
 * them. */
static bool find_done(const struct importing *all, struct batch_run *run, size_t rows,
                      struct error *err)
{
    struct str key;
    bool done = true;
    for (run->done = (rows + IMPORT_BATCH - 1) / IMPORT_BATCH; run->done && done;) {
        if (!was_done(all, all->arena, run->done - 1, &key, &done, err))
            return false;
        run->done -= done;
    }
    return true;
}

static bool run_batch(struct importing *all, struct arena *arena, struct batch_run *run,
                      struct error *err)
{
    struct str key;
    bool done;
    if (!was_done(all, arena, run->number, &key, &done, err))
        return false;
    if (!done) {
        all->counts->before = false;
        if (!do_batch(all, arena, key, run, &done, err))
            return false;
    }
    return !done || skip_batch(all, arena, run, err);
}

static struct batch_run begin_run(struct importing *all, size_t rows)
{
    return (struct batch_run){.all = all,
                              .more = true,
                              .job = {.id = all->front,
                                      .kind = STR("import"),
                                      .cycle = all->request->cycle,
                                      .title = all->request->name,
                                      .total = (int64_t)rows}};
}

static bool run_batches(struct importing *all, size_t rows, progress_function *progress,
                        void *with, struct error *err)
{
    struct batch_run run = begin_run(all, rows);
    if (!find_done(all, &run, rows, err))
        return false;
    for (; all->counts->rows < rows && run.more; run.number++) {
        struct arena *arena = arena_new();
        run.taken = 0;
        bool fine = run_batch(all, arena, &run, err);
        arena_free(arena);
        if (!fine)
            return false;
        all->counts->rows += run.taken;
        if (progress)
            progress(with, all->counts->rows, rows);
    }
    read_to_the_end(all);
    count_left_out(all);
    if (earlier_left_rows(all))
        all->counts->before = false;
    note_unused(all);
    return look_flag(all, &run.job, err);
}

/* Which records the file would correct: a dry run that nobody hears of. */
static bool compare(const struct importing *all, size_t rows,
                    struct corrected_list *corrected, struct error *err)
{
    struct import_request request = *all->request;
    struct import_counts counts = {0};
    struct notices ignored = {.arena = arena_new()};
    struct importing again = *all;
    struct batch_run run = begin_run(&again, rows);
    struct arena *arena = arena_new(); /* given back row by row; the notices are not */
    bool known;
    request.pretend = true;
    request.places = NULL;
    again.request = &request;
    again.counts = &counts;
    again.notices = &ignored;
    again.corrected = corrected;
    again.namesakes = NULL; /* whoever comes in is gone again after it */
    bool fine = open_sheet(&again, &ignored, err);
    if (fine) {
        fine = do_batch(&again, arena, STR_NONE, &run, &known, err);
        sheet_close(again.sheet);
    }
    room_forget(&again);
    arena_free(arena);
    arena_free(ignored.arena);
    return fine;
}

/* An older file after its correction: to take it as a correction back would undo the
 * newer one unasked, and to say that nothing is new would be wrong. */
static bool check_older(struct importing *all, size_t rows, bool *older,
                        struct error *err)
{
    struct corrected_list corrected = {.count = 0};
    const struct earlier_command *same = earlier_same(all);
    all->only_rest = same && earlier_left_out(all, false);
    *older = same && earlier_took_its_place(all, same);
    if (same && !*older &&
        (!compare(all, rows, &corrected, err) ||
         !earlier_is_corrected(all, same, &corrected, older, err)))
        return false;
    if (*older)
        all->counts->rows = rows;
    return true;
}

/* What decides which rows there are: the file, the cycle, its scope, and the
 * authority's own column names. */
static bool make_front(struct importing *all, struct error *err)
{
    struct arena *arena = all->arena;
    struct json settings = json_list();
    if (!import_load_own(all->request, all->engine, arena, &all->own, err))
        return false;
    json_add(arena, &settings, *all->scope);
    if (all->own)
        json_add(arena, &settings, *all->own);
    struct str asked = hash_text(arena, json_write(arena, &settings));
    all->hash = hash_text(arena, all->request->bytes);
    if (all->request->tab)
        all->hash = hash_text(arena, str_format(arena, "%.*s[%.*s]", STR_ARGS(all->hash),
                                                STR_ARGS(all->request->tab->name)));
    all->front =
        str_format(arena, "import:%s:%.*s:%.*s:%.*s",
                   import_kind_name(all->request->kind), STR_ARGS(all->hash),
                   STR_ARGS(all->request->cycle), STR_ARGS(str_slice(asked, 0, 16)));
    return true;
}

/* What is new in a second file of one name cannot be called as the first one's. A file
 * that has something of the first one is the same file, corrected. */
static void say_label(const struct importing *all)
{
    const struct import_counts *counts = all->counts;
    bool corrected = counts->same || counts->corrected;
    if (all->copy == 1 || !counts->statements || all->request->pretend)
        return;
    if (corrected)
        notice_add(all->notices, false, all->request->name, 0,
                   "what was there keeps the name that it has; what this file says for "
                   "the first time, %zu %s, is called %.*s:LINE:…",
                   counts->statements,
                   counts->statements == 1 ? "statement" : "statements",
                   STR_ARGS(all->label));
    else
        notice_add(all->notices, false, all->request->name, 0,
                   "another file of this name was imported into this cycle before; the "
                   "statements of this one are called %.*s:LINE:…",
                   STR_ARGS(all->label));
}

/* reviews.xlsx, of which this may be one sheet. */
static struct str file_of(const struct import_request *request)
{
    size_t end = request->name.len;
    while (request->tab && end && request->name.ptr[end - 1] != '[')
        end--;
    return str_slice(request->name, 0, request->tab && end ? end - 1 : end);
}

static struct str without_ending(struct str file)
{
    size_t end = file.len;
    while (end && file.ptr[end - 1] != '.')
        end--;
    return end > 1 ? str_slice(file, 0, end - 1) : file;
}

/* The name of a file is kept where no name of a person may be; and what stands in the log
 * cannot be taken out of it. */
static void say_named_after_person(const struct importing *all)
{
    static const char why[] =
        "this file's name may be a young person's; it stands beside what was said and in "
        "the log, and stays in the log when they are erased. Rename the file before you "
        "import it; if it is in already, take the import back (`waymark log`, `waymark "
        "undo`), rename the file, and import it again";
    struct str file = file_of(all->request);
    for (size_t i = 0; i < all->notices->count; i++)
        if (str_equal(all->notices->items[i].text, str_of(why)) &&
            str_equal(all->notices->items[i].file, file))
            return;
    if (flag_title_is_known(all->known, all->arena, without_ending(file)))
        notice_add(all->notices, false, file, 0, "%s", why);
}

/* As reviews have it: another version kept what people had typed. */
static bool read_scope(struct importing *all, const struct process *process,
                       struct error *err)
{
    const struct kind *review = kind_find(process->kinds, STR("review"));
    const struct json *kept = json_find(&process->cycle_body, STR("scope")), *own;
    struct json *read = arena_alloc(all->arena, sizeof *read);
    struct error ignored;
    *read = json_object();
    all->scope = read;
    if (!kept)
        return true;
    if (!scope_own(all->engine, all->arena, kept, &own, err))
        return false;
    if (!scope_read(all->arena, review, own, kept, read, &ignored))
        all->scope = kept;
    return true;
}

bool import_one(struct engine *engine, struct arena *arena,
                const struct import_request *request, struct notices *notices,
                struct import_counts *out, progress_function *progress, void *with,
                struct error *err)
{
    struct importing all = {.engine = engine,
                            .request = request,
                            .notices = notices,
                            .counts = out,
                            .arena = arena,
                            .facts = {.arena = arena},
                            .taken = {.arena = arena},
                            .met = {.places = {.arena = arena}}};
    struct process *process;
    size_t rows;
    bool older;
    *out = (struct import_counts){.before = true};
    if (!engine_process(engine, request->cycle, &process, err))
        return false;
    all.top = top_rule(process->steps);
    if (!read_scope(&all, process, err) || !make_front(&all, err))
        return false; /* names the file itself */
    if (!earlier_learn(&all, err))
        return error_wrap(err, "importing %.*s", STR_ARGS(request->name));
    if (!learn(&all, &rows, err))
        return false;
    if (!check_older(&all, rows, &older, err))
        return error_wrap(err, "importing %.*s", STR_ARGS(request->name));
    out->refused = older;
    if (older)
        return true;
    if (!open_sheet(&all, notices, err))
        return false;
    bool fine = run_batches(&all, rows, progress, with, err);
    if (!out->before) {
        schools_say(&all);
        year_say(&all);
        scope_say(&all);
        say_named_after_person(&all);
    }
    sheet_close(all.sheet);
    say_label(&all);
    return fine || error_wrap(err, "importing %.*s", STR_ARGS(request->name));
}
