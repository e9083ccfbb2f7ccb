/* SPDX-License-Identifier: MIT */
#include "app/cli_sorts.h"

#include "app/cli_import.h"
#include "engine/import_sorts.h"

enum { MOST_BYTES = 16 * 1024 * 1024 };

static int say_json(struct cli *cli, const struct sorts_counts *counts,
                    const struct notices *notices)
{
    const struct {
        const char *name;
        size_t count;
    } numbers[] = {{"piles", counts->piles},       {"cards", counts->cards},
                   {"alone", counts->alone},       {"new", counts->created},
                   {"corrected", counts->changed}, {"removed", counts->removed},
                   {"same", counts->same},         {"kept", counts->kept},
                   {"refused", notices->refusals}};
    struct json out = json_object();
    json_set(cli->arena, &out, STR("table"), json_text(counts->table));
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        json_set(cli->arena, &out, str_of(numbers[i].name),
                 json_integer((int64_t)numbers[i].count));
    json_set(cli->arena, &out, STR("notices"), cli_notices_json(cli, notices));
    return cli_print_json(cli, &out);
}

static int say_counts(struct cli *cli, struct str name, bool pretend,
                      const struct sorts_counts *counts)
{
    buf_add_format(&cli->out, "%.*s: %zu %s of %.*s, with %zu %s%s\n", STR_ARGS(name),
                   counts->piles, one_or_many((int64_t)counts->piles, "pile", "piles"),
                   STR_ARGS(counts->table), counts->cards,
                   one_or_many((int64_t)counts->cards, "card", "cards"),
                   pretend ? " (a dry run: nothing has been changed)" : "");
    import_count(cli, counts->created, "new pile", "new piles");
    import_count(cli, counts->changed, "pile corrected", "piles corrected");
    import_count(cli, counts->same, "pile that was there already",
                 "piles that were there already");
    import_count(cli, counts->removed, "pile that the file no longer has: taken away",
                 "piles that the file no longer has: taken away");
    import_count(
        cli, counts->kept,
        "pile that the file no longer has: kept until every line is understood",
        "piles that the file no longer has: kept until every line is understood");
    import_count(cli, counts->alone, "card on its own", "cards on their own");
    if (!pretend && counts->piles)
        buf_add(&cli->out,
                STR("Next, when every table's sort is in: `waymark do theme.join`, and "
                    "`waymark theme --agreement`\n"));
    return cli_print(cli);
}

int cli_import_sorts(struct cli *cli, struct str cycle, struct str table, bool pretend)
{
    struct error err;
    struct notices notices = {.arena = cli->arena};
    struct sorts_counts counts;
    struct sorts_request request = {.table = table, .pretend = pretend};
    if (!cli_no_options(cli))
        return EXIT_USAGE;
    struct str path = cli_word(cli);
    if (!path.len)
        return cli_usage(cli, "name the file");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!table.len)
        return cli_usage(cli, "say which table sorted these: --table NAME");
    request.name = file_name(path);
    if (!cli_open_cycle(cli, false, cycle, &request.cycle, &err) ||
        !file_read(cli->arena, path, MOST_BYTES, &request.bytes, &err))
        return cli_fail(cli, &err);
    bool fine = import_sorts(cli->engine, cli->arena, &request, &notices, &counts, &err);
    if (!fine || !cli->json)
        (void)cli_notices(cli, &notices);
    if (!fine)
        return cli_fail(cli, &err);
    return import_code(cli->json ? say_json(cli, &counts, &notices)
                                 : say_counts(cli, request.name, pretend, &counts),
                       &notices);
}

bool sorts_say_alone(struct cli *cli, const struct process *process, struct json *out,
                     struct error *err)
{
    struct str_list ids;
    if (!record_by(cli->engine->store->db, cli->arena, process->cycle.id,
                   STR("statement"), STR("tray"), STR("alone"), &ids, err))
        return false;
    json_set(cli->arena, out, STR("on_their_own"), json_integer((int64_t)ids.count));
    if (ids.count)
        buf_add_format(
            &cli->out,
            "\nOn their own, in no group: %zu %s, each to be seen by itself "
            "(`waymark list statement --cycle %.*s --where tray=alone`).\n",
            ids.count, one_or_many((int64_t)ids.count, "statement", "statements"),
            STR_ARGS(cli_quoted(cli, json_find_text(&process->cycle_body, STR("name")))));
    return true;
}
