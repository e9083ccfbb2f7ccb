/* SPDX-License-Identifier: MIT */
#include "engine/scope_left.h"

#include "base/shell.h"
#include "cycle/scope.h"
#include "cycle/source.h"
#include "store/commit.h"
#include "store/job.h"

/* One file under one scope, in one batch or more; only what stands. */
struct run {
    struct str front, hash, title;
    enum sheet_kind kind;
    int64_t first; /* command */
    size_t left, created;
    struct json scope;
    struct json covers; /* hashes of files that it has all reviews of */
};

struct runs {
    struct arena *arena;
    const struct json *scope; /* as it is now */
    struct job_list jobs;
    struct run *items;
    size_t count, room;
};

/* import:KIND:HASH:CYCLE:SETTINGS */
static struct run run_of_job(const struct job *job)
{
    struct str rest = job->id;
    struct run run = {.front = job->id, .title = job->title, .covers = json_list()};
    (void)str_cut(&rest, ':');
    if (import_kind_find(str_cut(&rest, ':'), &run.kind))
        run.hash = str_cut(&rest, ':');
    return run;
}

/* NULL where it is another cycle's. */
static struct run *run_of_key(struct runs *all, struct str key)
{
    struct str number, front = source_cut(key, &number);
    for (size_t i = 0; i < all->count; i++)
        if (str_equal(all->items[i].front, front))
            return &all->items[i];
    for (size_t i = 0; i < all->jobs.count; i++) {
        struct run run = run_of_job(&all->jobs.items[i]);
        if (!str_equal(run.front, front) || !run.hash.len)
            continue;
        all->items = arena_one_more(all->arena, all->items, sizeof *all->items,
                                    all->count, &all->room);
        all->items[all->count] = run;
        return &all->items[all->count++];
    }
    return NULL;
}

static bool add_command(struct runs *all, const struct command_row *row,
                        struct error *err)
{
    struct json outcome;
    struct run *run = row->undone_by ? NULL : run_of_key(all, row->key);
    if (!run)
        return true;
    if (!json_parse(all->arena, row->outcome, &outcome, err))
        return false;
    const struct json *scope = json_find(&outcome, STR("scope"));
    const struct json *covers = json_find(&outcome, STR("covers"));
    run->first = run->first ? run->first : row->number;
    run->left += (size_t)json_find_integer(&outcome, STR("left_out"), 0);
    run->created += (size_t)json_find_integer(&outcome, STR("created"), 0);
    if (scope)
        run->scope = *scope;
    for (size_t i = 0; i < json_count(covers); i++)
        json_add(all->arena, &run->covers, *json_item(covers, i));
    return true;
}

static bool load(struct db *db, struct runs *all, struct str cycle, struct error *err)
{
    struct command_list list;
    if (!job_list_of(db, all->arena, STR("import"), cycle, &all->jobs, err) ||
        !command_keyed(db, all->arena, STR("import:"), STR("import;"), &list, err))
        return error_wrap(err, "reading what was imported");
    for (size_t i = 0; i < list.count; i++)
        if (!add_command(all, &list.items[i], err))
            return error_wrap(err, "reading what was imported");
    return true;
}

/* All of it that counts now came in. */
static bool is_whole(const struct runs *all, const struct run *run)
{
    return !run->left || scope_is_within(all->arena, all->scope, &run->scope);
}

static bool is_same_file(const struct run *a, const struct run *b)
{
    return a->kind == b->kind && str_equal(a->hash, b->hash);
}

static const struct run *first_of(const struct runs *all, const struct run *file)
{
    const struct run *first = file;
    for (size_t i = 0; i < all->count; i++)
        if (is_same_file(&all->items[i], file) && all->items[i].first < first->first)
            first = &all->items[i];
    return first;
}

static size_t brought(const struct runs *all, const struct run *file)
{
    size_t created = 0;
    for (size_t i = 0; i < all->count; i++)
        if (is_same_file(&all->items[i], file))
            created += all->items[i].created;
    return created;
}

/* By the reviews that both have; of a file without any, by its name, where the other one
 * came in as a whole and is no newer state of another file. */
static bool takes_place(const struct runs *all, const struct run *other,
                        const struct run *file)
{
    if (other->kind != file->kind || str_equal(other->hash, file->hash) ||
        first_of(all, other)->first < first_of(all, file)->first)
        return false;
    if (json_has_text(&other->covers, file->hash))
        return true;
    bool unknown = file->kind != SHEET_REVIEWS || !brought(all, file);
    return unknown && str_equal(other->title, file->title) &&
           !json_count(&other->covers) && is_whole(all, first_of(all, other));
}

static bool is_done_with(const struct runs *all, const struct run *file)
{
    for (size_t i = 0; i < all->count; i++) {
        const struct run *one = &all->items[i];
        if (is_same_file(one, file) ? is_whole(all, one) : takes_place(all, one, file))
            return true;
    }
    return false;
}

/* reviews.xlsx[Holly Bank] → reviews.xlsx */
static struct str file_of(struct str title)
{
    struct str rest = title;
    return str_ends(title, STR("]")) ? str_cut(&rest, '[') : title;
}

static void add(const struct run *run, struct scope_left_list *out)
{
    struct str file = file_of(run->title);
    for (size_t i = 0; i < out->count; i++)
        if (out->items[i].kind == run->kind && str_equal(out->items[i].file, file)) {
            out->items[i].rows += run->left;
            return;
        }
    out->items[out->count++] =
        (struct scope_left){.file = file, .kind = run->kind, .rows = run->left};
}

/* One of a file's runs stands for it: the newest. */
static bool is_newest(const struct runs *all, size_t index)
{
    for (size_t i = index + 1; i < all->count; i++)
        if (is_same_file(&all->items[i], &all->items[index]))
            return false;
    return true;
}

bool scope_left_find(struct db *db, struct arena *arena, struct str cycle,
                     const struct json *scope, struct scope_left_list *out,
                     struct error *err)
{
    static const struct json everyone = {.type = JSON_OBJECT};
    struct runs all = {.arena = arena, .scope = scope ? scope : &everyone};
    if (!load(db, &all, cycle, err))
        return false;
    *out =
        (struct scope_left_list){arena_array(arena, struct scope_left, all.count), 0, 0};
    for (int reviews = 1; reviews >= 0; reviews--)
        for (size_t i = 0; i < all.count; i++) {
            const struct run *run = &all.items[i];
            if ((run->kind == SHEET_REVIEWS) != reviews || !is_newest(&all, i))
                continue;
            out->all_rows += run->left;
            if (run->left && !is_done_with(&all, run))
                add(run, out);
        }
    return true;
}

struct str scope_left_words(struct arena *arena, const struct scope_left *one)
{
    bool single = one->rows == 1;
    return str_format(arena,
                      "%zu %s of %.*s %s left out by whose reviews counted when it was "
                      "imported, and %s "
                      "not there: import it again, so that those who count now come in "
                      "(`waymark import "
                      "%s %.*s`)",
                      one->rows, single ? "row" : "rows", STR_ARGS(one->file),
                      single ? "was" : "were", single ? "is" : "are",
                      import_kind_name(one->kind),
                      STR_ARGS(shell_word(arena, one->file)));
}
