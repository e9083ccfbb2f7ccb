/* SPDX-License-Identifier: MIT */
#include "app/quick.h"

#include "base/date.h"
#include "engine/care.h"
#include "engine/command.h"
#include "store/parsed.h"

#include <unistd.h>

enum { FIRST_MONTH = 9 }; /* of a school year */

struct str quick_path(const struct quick *now, const char *name)
{
    return file_join(now->cli->arena, now->folder, str_of(name));
}

static struct str without_slash(struct str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    return path;
}

/* Beside the file, and called as it is: council/reviews.xlsx is council/reviews. */
static struct str folder_of_file(struct arena *arena, struct str path)
{
    struct str name = file_name(path);
    size_t dot = name.len;
    for (size_t i = 1; i < name.len; i++)
        if (name.ptr[i] == '.')
            dot = i;
    if (dot == name.len)
        return str_format(arena, "%.*s-waymark", STR_ARGS(path));
    return str_slice(path, 0, path.len - (name.len - dot));
}

static bool not_ours(const struct quick *now, const char *why, struct error *err)
{
    return error_set(err, ERROR_CONFLICT,
                     "%.*s %s; name another place with --output FOLDER. Nothing was "
                     "changed",
                     STR_ARGS(now->folder), why);
}

/* The cycle that quick made; a folder without any is one that was cut short. */
static bool find_cycle(struct quick *now, struct error *err)
{
    struct parsed_list list;
    struct str kept = STR_NONE;
    if (!parsed_all(now->cli->engine->store->db, now->cli->arena, STR(""), STR("cycle"),
                    &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        if (json_find_bool(&list.items[i].body, STR("quick"))) {
            now->cycle = list.items[i].record.id;
            return true;
        }
        kept = parsed_text(&list.items[i], "name");
    }
    struct str folder = cli_quoted(now->cli, now->folder);
    return !kept.len ||
           error_set(err, ERROR_CONFLICT,
                     "%.*s is a Waymark folder with a cycle of its own (%.*s): go on in "
                     "it with `waymark --in %.*s import reviews FILE`, or name another "
                     "place with --output FOLDER. Nothing was changed",
                     STR_ARGS(now->folder), STR_ARGS(kept), STR_ARGS(folder));
}

/* One that was cut short while it was being made is made again; so early that it holds
 * nothing yet, it is no other than any empty folder. */
static bool is_begun(const struct quick *now)
{
    struct str_list files, others;
    struct error ignored;
    if (file_exists(now->cli->arena, quick_path(now, "waymark.db-making")))
        return true;
    return file_list_all(now->cli->arena, now->folder, &files, &others, &ignored) &&
           !files.count && !others.count;
}

bool quick_find_folder(struct quick *now, struct error *err)
{
    struct arena *arena = now->cli->arena;
    now->folder = now->output.len ? without_slash(now->output)
                                  : folder_of_file(arena, now->files[0].path);
    now->first = true;
    now->cli->paste.folder = cli_quoted(now->cli, now->folder);
    if (!file_exists(arena, now->folder) && !file_is_folder(arena, now->folder))
        return true;
    if (!file_is_folder(arena, now->folder))
        return not_ours(now, "is a file", err);
    now->cli->workplace = now->folder;
    if (!store_is_workplace(arena, now->folder))
        return is_begun(now) ||
               not_ours(now, "is there already, and was not made by `waymark quick`",
                        err);
    now->first = !file_exists(arena, quick_path(now, QUICK_START));
    return cli_open(now->cli, false, err) && find_cycle(now, err);
}

static bool keep_recovery(void *with, struct str recovery, struct error *err)
{
    struct quick *now = with;
    (void)err;
    now->recovery = str_copy(now->cli->arena, recovery);
    return true;
}

static bool make_folder(struct quick *now, struct error *err)
{
    struct cli *cli = now->cli;
    struct str name = file_name(file_place(cli->arena, now->folder));
    bool there = file_is_folder(cli->arena, now->folder);
    if (!name.len)
        name = STR("Waymark");
    if (!care_make(cli->arena, now->folder, name, cli->actor, keep_recovery, now, err))
        return now->output.len == 0 &&
               error_wrap(err, "beside the file (--output FOLDER names another place)");
    now->made = !there;
    cli->workplace = now->folder;
    return cli_open(cli, false, err);
}

/* The school year of the newest review, 2024-25; today's where no row has a date. */
static struct str name_of_cycle(const struct quick *now)
{
    struct str newest = STR_NONE;
    struct date date;
    for (size_t i = 0; i < now->count; i++)
        if (str_compare(now->files[i].choice.newest, newest) > 0)
            newest = now->files[i].choice.newest;
    if (!date_parse(newest, &date))
        date = date_today();
    int year = date.month >= FIRST_MONTH ? date.year : date.year - 1;
    return str_format(now->cli->arena, "%d-%02d", year, (year + 1) % 100);
}

static bool start_cycle(struct quick *now, struct error *err)
{
    struct cli *cli = now->cli;
    struct json args = json_object();
    struct command_result result;
    struct command_request request = {.name = STR("cycle.new"), .args = &args};
    json_set(cli->arena, &args, STR("name"), json_text(name_of_cycle(now)));
    json_set(cli->arena, &args, STR("quick"), json_bool(true));
    if (!command_run(cli->engine, cli->arena, &request, &result, err))
        return false;
    now->cycle = json_find_text(&result.outcome, STR("cycle"));
    return true;
}

bool quick_make(struct quick *now, struct error *err)
{
    if (!now->cli->engine && !make_folder(now, err))
        return false;
    if (now->first && !now->recovery.len)
        now->recovery =
            store_recovery_text(now->cli->arena, &now->cli->engine->store->key);
    return now->cycle.len || start_cycle(now, err);
}

void quick_take_back(struct quick *now)
{
    struct arena *arena = now->cli->arena;
    struct str_list files, others;
    struct error ignored;
    if (!now->made)
        return;
    engine_close(now->cli->engine);
    now->cli->engine = NULL;
    (void)file_remove(arena, quick_path(now, "local/import/reviews.json"), &ignored);
    (void)rmdir(str_c(arena, quick_path(now, "local/import")));
    if (!file_list_all(arena, now->folder, &files, &others, &ignored))
        return;
    for (size_t i = 0; i < files.count; i++)
        (void)file_remove(arena, file_join(arena, now->folder, files.items[i]), &ignored);
    (void)rmdir(str_c(arena, quick_path(now, "local")));
    (void)rmdir(str_c(arena, now->folder));
}
