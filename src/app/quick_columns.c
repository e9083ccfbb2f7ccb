/* SPDX-License-Identifier: MIT */
/* What the columns of the reviews are: known from before, said with --map, or asked once
 * at a terminal. Kept when there is a folder to keep it in. */
#include "app/cli_columns.h"
#include "app/quick.h"

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

bool quick_settle_columns(struct quick *now, struct error *err)
{
    struct cli *cli = now->cli;
    now->own = json_object();
    if (cli->engine &&
        !column_names_load(cli->engine, cli->arena, SHEET_REVIEWS, &now->own, err))
        return false;
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
