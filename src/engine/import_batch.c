/* SPDX-License-Identifier: MIT */
#include "engine/import_batch.h"

static bool next_row(struct importing *all, struct sheet_row *row)
{
    if (!import_read_row(all, all->notices, row))
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
    if (all->book.len)
        json_set(call->arena, call->outcome, STR("book"),
                 json_text(earlier_book(all, call->arena)));
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
    if (!call->nothing) {
        run->all->open = !finished || cards;
        run->all->last = run->all->request->pretend ? 0 : commit_number(call->commit);
    }
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

/* The command that it was; 0: it is to be done. */
static bool was_done(const struct importing *all, struct arena *arena, size_t number,
                     struct str *key, int64_t *as, struct error *err)
{
    struct command_done before;
    *key = str_format(arena, "%.*s:%zu", STR_ARGS(all->front), number);
    if (!command_known(all->engine->store->db, arena, *key, &before, err))
        return false;
    *as = before.known ? before.number : 0;
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
    int64_t done = 1;
    for (run->done = (rows + IMPORT_BATCH - 1) / IMPORT_BATCH; run->done && done;) {
        if (!was_done(all, all->arena, run->done - 1, &key, &done, err))
            return false;
        run->done -= done > 0;
    }
    return true;
}

static bool run_batch(struct importing *all, struct arena *arena, struct batch_run *run,
                      struct error *err)
{
    struct str key;
    int64_t number;
    if (!was_done(all, arena, run->number, &key, &number, err))
        return false;
    bool done = number > 0;
    if (done)
        all->last = number;
    else {
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

bool batches_run(struct importing *all, size_t rows, progress_function *progress,
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

bool batches_compare(const struct importing *all, size_t rows,
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
    bool fine = import_open_sheet(&again, &ignored, err);
    if (fine) {
        fine = do_batch(&again, arena, STR_NONE, &run, &known, err);
        sheet_close(again.sheet);
    }
    room_forget(&again);
    arena_free(arena);
    arena_free(ignored.arena);
    return fine;
}
