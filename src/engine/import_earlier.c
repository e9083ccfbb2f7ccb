/* SPDX-License-Identifier: MIT */
#include "engine/import_parts.h"

#include "base/date.h"
#include "store/event.h"
#include "store/job.h"
#include "store/parsed.h"

#include <stdint.h>

enum { MOST_NAMED = 5 }; /* commands in one message */

/* The part of a front, import:KIND:HASH:CYCLE:SETTINGS, from 0. */
static struct str front_part(struct str front, int number)
{
    struct str part = STR_NONE;
    for (int i = 0; i <= number; i++)
        part = str_cut(&front, ':');
    return part;
}

/* reviews.csv#2:14:working1 → reviews.csv#2 */
static struct str source_label(struct str source)
{
    struct str last;
    return source_cut(source_cut(source, &last), &last);
}

static struct str make_label(struct arena *arena, struct str name, int64_t copy)
{
    return copy > 1 ? str_format(arena, "%.*s#%lld", STR_ARGS(name), (long long)copy)
                    : name;
}

/* The file of a command's key; SIZE_MAX where no job tells of it. */
static size_t file_of(const struct earlier *earlier, struct str key)
{
    struct str number, front = source_cut(key, &number);
    for (size_t i = 0; i < earlier->file_count; i++)
        if (str_equal(earlier->files[i].front, front))
            return i;
    return SIZE_MAX;
}

static bool load_files(struct importing *all, struct error *err)
{
    struct job_list jobs;
    struct earlier *earlier = &all->earlier;
    if (!job_list_of(all->engine->store->db, all->arena, STR("import"),
                     all->request->cycle, &jobs, err))
        return false;
    earlier->files = arena_array(all->arena, struct earlier_file, jobs.count);
    for (size_t i = 0; i < jobs.count; i++) {
        const struct job *job = &jobs.items[i];
        struct earlier_file file = {.front = job->id,
                                    .hash = front_part(job->id, 2),
                                    .title = job->title,
                                    .cut_short = job->replaced};
        if (import_kind_find(front_part(job->id, 1), &file.kind))
            earlier->files[earlier->file_count++] = file;
    }
    return true;
}

/* Imports of before these were kept may have rows that wait. */
static void read_waiting(const struct command_row *row, const struct json *outcome,
                         struct earlier_command *out)
{
    bool unsaid = str_starts(row->name, STR("import.")) &&
                  !str_equal(row->name, STR("import.participants"));
    int64_t outside = json_find_integer(outcome, STR("outside"), unsaid ? -1 : 0);
    out->waiting = json_find_integer(outcome, STR("waiting"), unsaid) > 0;
    out->outside = outside < 0 ? SIZE_MAX : (size_t)outside;
}

static bool load_commands(struct importing *all, struct error *err)
{
    struct command_list list;
    struct db *db = all->engine->store->db;
    struct earlier *earlier = &all->earlier;
    if (!command_keyed(db, all->arena, STR("import:"), STR("import;"), &list, err))
        return false;
    earlier->commands = arena_array(all->arena, struct earlier_command, list.count);
    for (size_t i = 0; i < list.count; i++) {
        const struct command_row *row = &list.items[i];
        size_t file = file_of(earlier, row->key);
        struct json outcome;
        if (file == SIZE_MAX || row->undone_by)
            continue;
        if (!json_parse(all->arena, row->outcome, &outcome, err))
            return false;
        earlier->files[file].label =
            make_label(all->arena, earlier->files[file].title,
                       json_find_integer(&outcome, STR("copy"), 1));
        struct earlier_command *one = &earlier->commands[earlier->command_count++];
        *one = (struct earlier_command){
            .file = file,
            .number = row->number,
            .at = row->at,
            .corrected = (size_t)json_find_integer(&outcome, STR("corrected"), 0),
            .left_out = (size_t)json_find_integer(&outcome, STR("left_out"), 0)};
        read_waiting(row, &outcome, one);
    }
    return true;
}

/* The first label that no other file has: what handles say is never said of two. */
static void choose_label(struct importing *all)
{
    const struct earlier *earlier = &all->earlier;
    for (all->copy = 1;; all->copy++) {
        bool free_label = true;
        all->label = make_label(all->arena, all->request->name, all->copy);
        for (size_t i = 0; i < earlier->file_count; i++)
            if (str_equal(earlier->files[i].label, all->label) &&
                !str_equal(earlier->files[i].hash, all->hash))
                free_label = false;
        if (free_label)
            return;
    }
}

static bool is_unfinished(const struct job_list *unfinished, struct str front)
{
    for (size_t i = 0; unfinished && i < unfinished->count; i++)
        if (str_equal(unfinished->items[i].id, front))
            return true;
    return false;
}

/* Whether a run with this front left rows outside, and is none of those unfinished; or
 * the sheet takes more now than it did then, which moves every batch. */
static bool has_waiting(const struct importing *all, const struct job_list *unfinished,
                        struct str front)
{
    const struct earlier *earlier = &all->earlier;
    bool goes_on = is_unfinished(unfinished, front);
    for (size_t i = 0; i < earlier->command_count; i++) {
        const struct earlier_command *one = &earlier->commands[i];
        if (((one->waiting && !goes_on) || one->outside > all->outside) &&
            str_equal(earlier->files[one->file].front, front))
            return true;
    }
    return false;
}

bool earlier_left_rows(const struct importing *all)
{
    return has_waiting(all, NULL, all->front);
}

/* Whether it came before with rows that the sheet itself left outside. */
static bool had_outside(const struct importing *all)
{
    const struct earlier *earlier = &all->earlier;
    for (size_t i = 0; i < earlier->command_count; i++)
        if (earlier->commands[i].outside &&
            str_starts(earlier->files[earlier->commands[i].file].front, all->front))
            return true;
    return false;
}

/* Rows that were refused may be taken now: the file is gone through as a whole once
 * more, under keys of its own; what is there adds nothing. */
static bool choose_front(struct importing *all, struct error *err)
{
    struct job_list unfinished;
    struct str first = all->front;
    if (!job_unfinished(all->engine->store->db, all->arena, &unfinished, err) ||
        (had_outside(all) && !import_count_outside(all, err)))
        return false;
    for (int64_t turn = 2; has_waiting(all, &unfinished, all->front); turn++) {
        all->again = true;
        all->front =
            str_format(all->arena, "%.*s.%lld", STR_ARGS(first), (long long)turn);
    }
    for (size_t i = 0; i < unfinished.count; i++)
        all->open = all->open || str_equal(unfinished.items[i].id, all->front);
    return true;
}

bool earlier_learn(struct importing *all, struct error *err)
{
    if (!load_files(all, err) || !load_commands(all, err) || !choose_front(all, err))
        return error_wrap(err, "reading what was imported before");
    choose_label(all);
    return true;
}

/* The scope is among the settings of a front; behind them may stand which turn it is:
 * import:…:SETTINGS.2 */
static struct str settings_of(struct str front)
{
    struct str settings = front_part(front, 4);
    return str_cut(&settings, '.');
}

struct str earlier_book(const struct importing *all, struct arena *arena)
{
    struct str turn = front_part(all->front, 4);
    (void)str_cut(&turn, '.');
    return turn.len ? str_format(arena, "%.*s.%.*s", STR_ARGS(all->book), STR_ARGS(turn))
                    : all->book;
}

bool earlier_left_out(const struct importing *all, bool of_this_name)
{
    const struct earlier *earlier = &all->earlier;
    for (size_t i = 0; i < earlier->command_count; i++) {
        const struct earlier_file *file = &earlier->files[earlier->commands[i].file];
        if (earlier->commands[i].left_out && file->kind == all->request->kind &&
            !str_equal(settings_of(file->front), settings_of(all->front)) &&
            (str_equal(file->hash, all->hash) ||
             (of_this_name && str_equal(file->title, all->request->name))))
            return true;
    }
    return false;
}

static bool same_bytes(const struct importing *all, const struct earlier_file *file)
{
    return file->kind == all->request->kind && str_equal(file->hash, all->hash);
}

const struct earlier_command *earlier_same(const struct importing *all)
{
    const struct earlier *earlier = &all->earlier;
    const struct earlier_command *same = NULL;
    bool later = false;
    for (size_t i = 0; i < earlier->command_count; i++) {
        const struct earlier_file *file = &earlier->files[earlier->commands[i].file];
        if (same_bytes(all, file)) {
            same = &earlier->commands[i];
            later = false;
        } else if (file->kind == all->request->kind)
            later = true;
    }
    return later ? same : NULL;
}

static struct str day_of(struct arena *arena, int64_t at)
{
    return date_words_of(arena, str_slice(moment_text(arena, at), 0, 10));
}

static bool is_same_title(const struct importing *all, const struct earlier_command *one)
{
    return str_equal(all->earlier.files[one->file].title, all->request->name);
}

static bool is_listed(const struct corrected_list *list, struct str id)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->ids[i], id))
            return true;
    return false;
}

/* Whether a command changed one of the records. What people did to it since, such as
 * sorting a card, is beside the point. */
static bool touches(struct importing *all, int64_t command,
                    const struct corrected_list *list, bool *out, struct error *err)
{
    struct arena *arena = arena_new();
    struct event_list events;
    bool fine = event_list_of(all->engine->store->db, arena, command, &events, err);
    *out = false;
    for (size_t i = 0; fine && i < events.count && !*out; i++)
        *out = is_listed(list, events.items[i].record);
    arena_free(arena);
    return fine;
}

/* All batches of a file that corrected something go back together. */
static void blame_file(const struct earlier *earlier, size_t file, int64_t after,
                       bool *blamed)
{
    for (size_t c = 0; c < earlier->command_count; c++)
        if (earlier->commands[c].file == file && earlier->commands[c].number > after &&
            earlier->commands[c].corrected)
            blamed[c] = true;
}

static bool made_any(const struct corrected_list *list, int64_t command)
{
    for (size_t i = 0; i < list->count; i++)
        if (command_of_id(list->ids[i]) == command)
            return true;
    return false;
}

/* Which commands since then corrected any of the records. Where only the rest of the file
 * is to come in, rows from before a correction are told from others one by one; but a
 * record that a newer file has made has no word of what was before. */
static bool find_correcting(struct importing *all, const struct earlier_command *same,
                            const struct corrected_list *corrected, bool *blamed,
                            bool *any, struct error *err)
{
    const struct earlier *earlier = &all->earlier;
    *any = false;
    for (size_t c = 0; c < earlier->command_count; c++) {
        const struct earlier_command *command = &earlier->commands[c];
        bool touched;
        if (blamed[c] || command->number <= same->number ||
            earlier->files[command->file].kind != all->request->kind)
            continue;
        if (all->only_rest) {
            blamed[c] = made_any(corrected, command->number);
            *any = *any || blamed[c];
            continue;
        }
        if (!command->corrected)
            continue;
        if (!touches(all, command->number, corrected, &touched, err))
            return false;
        if (touched)
            blame_file(earlier, command->file, same->number, blamed);
        *any = *any || touched;
    }
    return true;
}

/* "reviews.csv of 5 November 2025", and the commands, the newest first. */
static void name_files(struct importing *all, const bool *blamed, struct buf *files,
                       struct buf *undo)
{
    const struct earlier *earlier = &all->earlier;
    size_t last_file = SIZE_MAX, named = 0;
    for (size_t c = earlier->command_count; c-- > 0;) {
        const struct earlier_command *command = &earlier->commands[c];
        if (!blamed[c])
            continue;
        if (command->file != last_file)
            buf_add_format(files, "%s%.*s of %.*s", files->len ? " and " : "",
                           STR_ARGS(earlier->files[command->file].title),
                           STR_ARGS(day_of(all->arena, command->at)));
        last_file = command->file;
        if (named < MOST_NAMED)
            buf_add_format(undo, "%s`waymark undo %lld`", named ? ", then " : "",
                           (long long)command->number);
        else if (named == MOST_NAMED)
            buf_add(undo, STR(" and so on (`waymark log`)"));
        named++;
    }
}

bool earlier_took_its_place(struct importing *all, const struct earlier_command *same)
{
    const struct earlier *earlier = &all->earlier;
    bool *later = arena_array(all->arena, bool, earlier->command_count), any = false;
    struct buf files = BUF_IN(all->arena), undo = BUF_IN(all->arena);
    for (size_t c = 0; c < earlier->command_count; c++) {
        later[c] = earlier->commands[c].number > same->number &&
                   is_same_title(all, &earlier->commands[c]) &&
                   earlier->files[earlier->commands[c].file].kind == all->request->kind;
        any = any || later[c];
    }
    if (!any || !earlier->files[same->file].cut_short)
        return false;
    name_files(all, later, &files, &undo);
    notice_add(all->notices, true, all->request->name, 0,
               "its import was cut short on %.*s, and %.*s was imported in its place. "
               "Nothing was changed. If this file is the right one after all, take the "
               "other back first (%.*s) and import this one again",
               STR_ARGS(day_of(all->arena, same->at)), STR_ARGS(buf_str(&files)),
               STR_ARGS(buf_str(&undo)));
    return true;
}

bool earlier_is_corrected(struct importing *all, const struct earlier_command *same,
                          const struct corrected_list *corrected, bool *out,
                          struct error *err)
{
    bool *blamed = arena_array(all->arena, bool, all->earlier.command_count);
    struct buf files = BUF_IN(all->arena), undo = BUF_IN(all->arena);
    if (!find_correcting(all, same, corrected, blamed, out, err))
        return false;
    if (!*out)
        return true;
    name_files(all, blamed, &files, &undo);
    notice_add(all->notices, true, all->request->name, 0,
               "this very file was imported on %.*s, and has been corrected since (%zu%s "
               "of its reviews, statements or people) by %.*s. Nothing was changed. To "
               "go back to what this file says, take the correction back: %.*s",
               STR_ARGS(day_of(all->arena, same->at)), corrected->count,
               corrected->more ? " and more" : "", STR_ARGS(buf_str(&files)),
               STR_ARGS(buf_str(&undo)));
    return true;
}

/* Whether this file has met every review that the other one brought in. */
static bool has_met_all(struct batch *batch, struct str label, bool *out,
                        struct error *err)
{
    struct importing *all = batch->all;
    struct parsed_list list;
    size_t seen = 0;
    *out = false;
    if (!parsed_all(all->engine->store->db, batch->arena, all->request->cycle,
                    STR("review"), &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        struct str line, source = parsed_text(&list.items[i], "source");
        if (!str_equal(source_cut(source, &line), label))
            continue;
        if (!met_before(all, list.items[i].record.id))
            return true;
        seen++;
    }
    *out = seen > 0;
    return true;
}

bool earlier_covered(struct batch *batch, struct json *out, struct error *err)
{
    const struct importing *all = batch->all;
    const struct earlier *earlier = &all->earlier;
    *out = json_list();
    for (size_t i = 0; i < earlier->command_count; i++) {
        const struct earlier_file *file = &earlier->files[earlier->commands[i].file];
        bool met;
        if (!earlier->commands[i].left_out || file->kind != all->request->kind ||
            str_equal(file->hash, all->hash) || json_has_text(out, file->hash))
            continue;
        if (!has_met_all(batch, file->label, &met, err))
            return false;
        if (met)
            json_add(all->arena, out, json_text(file->hash));
    }
    return true;
}

bool earlier_close(struct batch *batch, struct error *err)
{
    struct importing *all = batch->all;
    struct db *db = all->engine->store->db;
    struct job_list jobs;
    if (!job_unfinished(db, batch->arena, &jobs, err))
        return false;
    for (size_t i = 0; i < jobs.count; i++) {
        const struct job *job = &jobs.items[i];
        size_t file =
            file_of(&all->earlier, str_format(batch->arena, "%.*s:", STR_ARGS(job->id)));
        if (file == SIZE_MAX || str_equal(job->id, all->front) ||
            all->earlier.files[file].kind != all->request->kind)
            continue;
        struct str label = all->earlier.files[file].label;
        bool replaced = !label.len || str_equal(job->title, all->request->name);
        if ((!replaced && !has_met_all(batch, label, &replaced, err)) ||
            (replaced && !job_replace(db, job->id, err)))
            return false;
    }
    return true;
}

bool earlier_of_this_name(const struct importing *all)
{
    const struct earlier *earlier = &all->earlier;
    if (all->request->kind == SHEET_PARTICIPANTS)
        return false;
    for (size_t i = 0; i < earlier->file_count; i++) {
        const struct earlier_file *file = &earlier->files[i];
        if (file->kind == all->request->kind && file->label.len &&
            str_equal(file->title, all->request->name) &&
            !str_equal(file->hash, all->hash))
            return true;
    }
    return false;
}

bool is_of_this_kind(const struct importing *all, struct str source)
{
    struct str label = source_label(source), last;
    bool known = false;
    if (str_equal(label, all->label))
        return true;
    if (is_record_id(source_cut(source, &last)))
        return false; /* written down in the review itself */
    for (size_t i = 0; i < all->earlier.file_count; i++) {
        const struct earlier_file *file = &all->earlier.files[i];
        if (!str_equal(file->label, label))
            continue;
        if (file->kind == all->request->kind)
            return true;
        known = true;
    }
    return !known;
}

struct str import_source(struct batch *batch, struct str source)
{
    const struct importing *all = batch->all;
    if (all->copy == 1)
        return source;
    return str_format(batch->arena, "%.*s%.*s", STR_ARGS(all->label),
                      STR_ARGS(str_slice(source, all->request->name.len, source.len)));
}
