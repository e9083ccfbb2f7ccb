/* SPDX-License-Identifier: MIT */
/* export themes and import themes: the groups as a workbook that people edit. */
#include "app/cli_theme_book.h"

#include "base/file.h"
#include "engine/card_number.h"
#include "report/theme_book.h"

bool theme_book_bytes(struct engine *engine, struct arena *arena, struct process *process,
                      const enum section *section, struct str *out,
                      struct theme_book_written *written, struct error *err)
{
    struct cards_request request = cards_of(engine, process);
    struct cards cards;
    struct groups groups;
    int64_t numbered;
    if (!cards_numbered(engine, arena, process, &cards, &numbered, err) ||
        !groups_load(arena, &request, &cards, &groups, err))
        return false;
    struct theme_book book = {.cards = &cards,
                              .groups = &groups,
                              .authority = store_authority(engine->store),
                              .cycle_id = process->cycle.id,
                              .cycle = json_find_text(&process->cycle_body, STR("name")),
                              .one_section = section != NULL,
                              .section = section ? *section : SECTION_WORKING};
    return report_theme_book(arena, &book, out, written, err);
}

/* What somebody has edited is not written over; the very same file is no loss. */
static bool write_file(struct cli *cli, struct str path, struct str bytes,
                       struct error *err)
{
    struct str before;
    if (!file_exists(cli->arena, path))
        return file_write(cli->arena, path, bytes, 0600, err);
    if (file_read(cli->arena, path, bytes.len, &before, err) && str_equal(before, bytes))
        return true;
    return error_set(err, ERROR_CONFLICT,
                     "%.*s is there already, and may hold somebody's work: load it back "
                     "with `waymark import themes`, or give another name for the new one",
                     STR_ARGS(path));
}

static int say_written(struct cli *cli, struct str path,
                       const struct theme_book_written *written)
{
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("file"), json_text(path));
        json_set(cli->arena, &out, STR("groups"), json_integer((int64_t)written->groups));
        json_set(cli->arena, &out, STR("cards"), json_integer((int64_t)written->cards));
        json_set(cli->arena, &out, STR("apart"), json_integer((int64_t)written->apart));
        return cli_print_json(cli, &out);
    }
    buf_add_format(&cli->out,
                   "Wrote %.*s: %zu %s in %zu %s, %zu in none.\n"
                   "It holds people's own words: keep it safe. When it is edited:\n"
                   "  waymark import themes %.*s\n",
                   STR_ARGS(path), written->cards,
                   one_or_many((int64_t)written->cards, "card", "cards"), written->groups,
                   one_or_many((int64_t)written->groups, "group", "groups"),
                   written->apart, STR_ARGS(cli_quoted(cli, path)));
    return cli_print(cli);
}

int cli_export_themes(struct cli *cli, struct str cycle_name, struct str section_given)
{
    struct error err;
    struct str cycle, bytes;
    struct process *process;
    struct theme_book_written written;
    enum section section;
    struct str path = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (section_given.len && !section_find(section_given, &section))
        return cli_usage(cli,
                         "--section is working, not_working or aspiration, not \"%.*s\"",
                         STR_ARGS(section_given));
    if (path.len && !str_ends(path, STR(".xlsx")))
        return cli_usage(cli, "the file is an Excel workbook: its name ends in .xlsx");
    if (!cli_open_cycle(cli, false, cycle_name, &cycle, &err) ||
        !engine_process(cli->engine, cycle, &process, &err))
        return cli_fail(cli, &err);
    if (!path.len)
        path = str_format(
            cli->arena, "%.*s.xlsx",
            STR_ARGS(cli_file_name(cli, STR("themes"),
                                   json_find_text(&process->cycle_body, STR("name")),
                                   process->cycle.id)));
    if (!theme_book_bytes(cli->engine, cli->arena, process,
                          section_given.len ? &section : NULL, &bytes, &written, &err) ||
        !write_file(cli, path, bytes, &err))
        return cli_fail(cli, &err);
    return say_written(cli, path, &written);
}
