/* SPDX-License-Identifier: MIT */
/* quick: from a spreadsheet to a folder, in one go. */
#include "app/cli_columns.h"
#include "app/quick.h"
#include "app/verbs.h"

enum { MOST_IN_MEMORY = 64 * 1024 * 1024 }; /* of a file */

static bool take_files(struct quick *now, struct error *err)
{
    struct arena *arena = now->cli->arena;
    for (size_t i = 0; i < now->count; i++) {
        struct quick_file *file = &now->files[i];
        struct str place = file_place(arena, file->path);
        struct str name = file_name(place);
        struct str folder = str_slice(place, 0, place.len - name.len);
        file->name = file_name(file->path);
        if (!file_take(arena, file->path, folder.len ? folder : STR("."), MOST_IN_MEMORY,
                       &file->mapped, err))
            return false;
    }
    return true;
}

/* Statements and plans belong to people whose reviews came before. */
static bool is_before(const struct quick_file *a, const struct quick_file *b)
{
    return (a->choice.kind == SHEET_REVIEWS) > (b->choice.kind == SHEET_REVIEWS);
}

static void reviews_first(struct quick *now)
{
    for (size_t i = 1; i < now->count; i++)
        for (size_t n = i; n > 0 && is_before(&now->files[n], &now->files[n - 1]); n--) {
            struct quick_file file = now->files[n];
            now->files[n] = now->files[n - 1];
            now->files[n - 1] = file;
        }
}

/* "reviews.csv:1: columns are missing" in its parts. */
static void note_wrong(struct notices *wrong, const struct quick_file *file,
                       const struct error *why)
{
    struct str text = str_of(why->text), rest = text;
    int64_t line = 0;
    if (str_equal(str_cut(&rest, ':'), file->name)) {
        struct str after = rest;
        if (str_to_integer(str_cut(&after, ':'), &line))
            rest = after;
        text = str_trim(rest);
    }
    notice_add(wrong, true, file->name, (size_t)line, "%.*s", STR_ARGS(text));
}

/* All that are wrong are told at once, and nothing else. */
static bool refuse_files(struct quick *now, struct notices wrong, struct error *err)
{
    struct buf names = BUF_IN(now->cli->arena);
    const char *them = wrong.count == 1 ? "it" : "them";
    for (size_t i = 0; i < wrong.count; i++)
        buf_add_format(&names, "%s%.*s", i ? ", " : "", STR_ARGS(wrong.items[i].file));
    now->notices = wrong;
    return error_set(err, ERROR_INPUT,
                     "%zu of the %zu files cannot be taken (%.*s): leave %s out, or "
                     "correct %s. Nothing was %s",
                     wrong.count, now->count, STR_ARGS(buf_str(&names)), them, them,
                     now->cli->engine ? "changed" : "made");
}

/* What each of them is; `rows` that can be taken in all. */
static bool choose_each(struct quick *now, bool reviews_known, size_t *rows,
                        struct error *err)
{
    struct cli *cli = now->cli;
    struct notices wrong = {.arena = cli->arena};
    now->notices = (struct notices){.arena = cli->arena};
    for (size_t i = 0; i < now->count; i++) {
        struct quick_file *file = &now->files[i];
        if (!import_choose(cli->engine, cli->arena, &now->own, file->name,
                           file->mapped.bytes, reviews_known,
                           cli->engine || now->count > 1, &now->notices, &file->choice,
                           err)) {
            if (now->count == 1 || err->kind != ERROR_INPUT)
                return false;
            note_wrong(&wrong, file, err);
        }
        *rows += file->choice.rows;
    }
    return !wrong.count || refuse_files(now, wrong, err);
}

static bool choose(struct quick *now, struct error *err)
{
    size_t rows = 0;
    bool known = now->cycle.len > 0 && !now->first;
    /* Once to see whether any holds reviews, and once to go by it. */
    if (!choose_each(now, true, &rows, err))
        return false;
    for (size_t i = 0; i < now->count; i++)
        known = known || now->files[i].choice.kind == SHEET_REVIEWS;
    if (!choose_each(now, known, &rows, err))
        return false;
    if (!rows)
        return error_set(err, ERROR_INPUT,
                         "%.*s: there is no row in it that can be taken%s. Nothing was "
                         "%s",
                         STR_ARGS(now->files[0].name),
                         now->notices.refusals ? ", as said above" : "",
                         now->cli->engine ? "changed" : "made");
    reviews_first(now);
    return true;
}

static void show_progress(void *with, size_t done, size_t total)
{
    progress_show(with, done, total);
}

static bool import_files(struct quick *now, struct error *err)
{
    struct cli *cli = now->cli;
    size_t taken = 0;
    now->notices = (struct notices){.arena = cli->arena};
    for (size_t i = 0; i < now->count; i++) {
        struct quick_file *file = &now->files[i];
        struct import_request request = {.kind = file->choice.kind,
                                         .cycle = now->cycle,
                                         .name = file->name,
                                         .bytes = file->mapped.bytes,
                                         .places = &now->places};
        struct progress progress;
        progress_start(&progress, "importing rows");
        bool fine = import_run(cli->engine, cli->arena, &request, &now->notices,
                               &file->counts, show_progress, &progress, err);
        progress_end(&progress);
        if (!fine)
            return false;
        taken += file->counts.reviews + file->counts.statements;
    }
    return taken || !now->made ||
           error_set(err, ERROR_INPUT,
                     "%.*s: nothing in it could be taken, as said above. Nothing was "
                     "made",
                     STR_ARGS(now->files[0].name));
}

static bool do_it(struct quick *now, struct error *err)
{
    return take_files(now, err) && quick_find_folder(now, err) &&
           quick_settle_columns(now, err) && choose(now, err) && quick_make(now, err) &&
           quick_keep_columns(now, err) && import_files(now, err) &&
           quick_write(now, err);
}

int cli_quick(struct cli *cli)
{
    struct error err;
    struct quick now = {.cli = cli,
                        .notices = {.arena = cli->arena},
                        .places = {.arena = cli->arena, .of = {.arena = cli->arena}}};
    now.output = cli_option(cli, "--output");
    now.maps = columns_maps(cli);
    if (!cli_no_options(cli))
        return EXIT_USAGE;
    if (cli->folder_named)
        return cli_usage(cli,
                         "name the folder that is to be made with --output %.*s, not "
                         "with --in",
                         STR_ARGS(cli_quoted(cli, cli->workplace)));
    now.files = arena_array(cli->arena, struct quick_file, cli->count);
    for (struct str path; (path = cli_word(cli)).len;)
        now.files[now.count++].path = path;
    if (!now.count)
        return cli_usage(cli, "name the spreadsheet: `waymark quick FILE.xlsx`");
    if (do_it(&now, &err))
        return quick_say(&now);
    quick_take_back(&now);
    if (!cli->json)
        (void)cli_notices(cli, &now.notices);
    return cli_fail(cli, &err);
}
