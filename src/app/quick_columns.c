/* SPDX-License-Identifier: MIT */
/* What the columns of the reviews are: known from before, here or in a folder beside,
 * said with --map, or asked once at a terminal. Kept when there is a folder to keep it
 * in. */
#include "app/cli_columns.h"
#include "app/quick.h"

#include "base/file.h"

static struct import_request as_reviews(const struct quick_file *file)
{
    return (struct import_request){
        .kind = SHEET_REVIEWS, .name = file->name, .bytes = file->mapped.bytes};
}

/* The column may stand in any of the files. */
static bool map_column(struct quick *now, struct str map, struct error *err)
{
    bool found = false;
    for (size_t i = 0; i < now->count; i++) {
        struct import_request request = as_reviews(&now->files[i]);
        struct surveyed_list file;
        struct error why;
        if (!column_names_survey(now->cli->arena, &request, &now->own, &file, err))
            return false;
        if (column_names_map(now->cli->arena, &file, map, &now->own, &why))
            found = true;
        else if (i == 0)
            *err = why;
    }
    now->own_changed = now->own_changed || found;
    return found;
}

/* Plans and lists of statements are not asked about as if they were reviews. */
static bool is_other(struct quick *now, const struct quick_file *file)
{
    struct notices unheard = {.arena = now->cli->arena};
    struct import_choice choice;
    struct error ignored;
    return import_choose(now->cli->engine, now->cli->arena, &now->own, file->name,
                         file->mapped.bytes, true, true, &unheard, &choice, &ignored) &&
           choice.kind != SHEET_REVIEWS;
}

/* Columns that hold something and are not known; false where a file cannot be read,
 * which is said elsewhere. */
static bool count_unknown(struct quick *now, const struct json *own, size_t *out)
{
    *out = 0;
    for (size_t f = 0; f < now->count; f++) {
        struct import_request request = as_reviews(&now->files[f]);
        struct surveyed_list file;
        struct error ignored;
        if (!column_names_survey(now->cli->arena, &request, own, &file, &ignored))
            return false;
        for (size_t i = 0; i < file.count; i++)
            for (size_t c = 0; c < file.items[i].survey.count; c++) {
                const struct survey_column *column = &file.items[i].survey.items[c];
                *out += column->state == SURVEY_UNKNOWN && column->filled;
            }
    }
    return true;
}

static bool read_own(struct quick *now, struct str folder, struct json *out)
{
    struct arena *arena = now->cli->arena;
    struct str text, path = file_join(arena, folder, STR("local/import/reviews.json"));
    struct error ignored;
    return store_is_workplace(arena, folder) && file_exists(arena, path) &&
           file_read(arena, path, FILE_SMALL, &text, &ignored) &&
           json_parse_file(arena, path, text, out, &ignored) && out->type == JSON_OBJECT;
}

/* A school's file of another name makes another folder, and its columns are called the
 * same: what was said once for a folder beside it is not asked again. Of those that help,
 * the one that knows most. */
static void look_beside(struct quick *now)
{
    struct arena *arena = now->cli->arena;
    struct str place = file_place(arena, now->files[0].path);
    struct str beside = now->output.len ? file_place(arena, now->output) : place;
    struct str parent = str_slice(beside, 0, beside.len - file_name(beside).len);
    struct str_list folders;
    struct error ignored;
    size_t least, unknown;
    if (!parent.len)
        parent = STR(".");
    if (!count_unknown(now, &now->own, &least) || !least ||
        !file_list_folders(arena, parent, &folders, &ignored))
        return;
    for (size_t i = 0; i < folders.count && least; i++) {
        struct json own;
        if (!read_own(now, file_join(arena, parent, folders.items[i]), &own) ||
            !count_unknown(now, &own, &unknown) || unknown >= least)
            continue;
        least = unknown;
        now->own = own;
        now->own_changed = true;
        now->columns_from = folders.items[i];
    }
}

bool quick_settle_columns(struct quick *now, struct error *err)
{
    struct cli *cli = now->cli;
    now->own = json_object();
    if (cli->engine &&
        !column_names_load(cli->engine, cli->arena, SHEET_REVIEWS, &now->own, err))
        return false;
    if (!json_count(&now->own))
        look_beside(now);
    for (size_t i = 0; i < now->maps.count; i++)
        if (!map_column(now, now->maps.items[i], err))
            return false;
    for (size_t i = 0; i < now->count && !now->maps.count && columns_may_ask(cli); i++) {
        struct import_request request = as_reviews(&now->files[i]);
        if (!is_other(now, &now->files[i]) &&
            !columns_ask(cli, &request, &now->own, &now->own_changed, err))
            return false;
    }
    return true;
}

bool quick_keep_columns(struct quick *now, struct error *err)
{
    return !now->own_changed || column_names_save(now->cli->engine, now->cli->arena,
                                                  SHEET_REVIEWS, &now->own, err);
}
