/* SPDX-License-Identifier: MIT */
#include "engine/import_batch.h"

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

bool import_open_sheet(struct importing *all, struct notices *notices, struct error *err)
{
    const struct import_request *request = all->request;
    struct arena *arena = all->arena;
    return request->tab ? sheet_open_rows(arena, request->kind, request->name,
                                          rows_of_sheet(arena, request->tab->sheet),
                                          all->own, notices, &all->sheet, err)
                        : sheet_open(arena, request->kind, request->name, request->bytes,
                                     all->own, notices, &all->sheet, err);
}

bool import_read_row(struct importing *all, struct notices *notices,
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
        more = import_read_row(all, ignored, &row);
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
    bool fine = import_open_sheet(all, &ignored, err), more = fine;
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
    bool fine = look_learn(all, err) && schools_learn(all, err) &&
                import_open_sheet(all, &ignored, err);
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
        (!batches_compare(all, rows, &corrected, err) ||
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
    if (all->request->tab) {
        all->book = all->hash;
        all->hash = hash_text(arena, str_format(arena, "%.*s[%.*s]", STR_ARGS(all->hash),
                                                STR_ARGS(all->request->tab->name)));
    }
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
    if (!import_open_sheet(&all, notices, err))
        return false;
    bool fine = batches_run(&all, rows, progress, with, err);
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
