/* SPDX-License-Identifier: MIT */
#include "app/verbs.h"

#include "base/file.h"
#include "engine/import_offer.h"

enum { MOST_BYTES = 64 * 1024 * 1024 };

static void add_line(struct cli *cli, size_t count, const char *words)
{
    if (count)
        buf_add_format(&cli->out, "  %6zu %s\n", count, words);
}

static int print_json(struct cli *cli, const struct offer_counts *counts,
                      const struct notices *notices)
{
    const struct {
        const char *name;
        size_t count;
    } said[] = {{"rows", counts->rows},        {"refused_rows", counts->refused},
                {"new", counts->created},      {"corrected", counts->corrected},
                {"same", counts->same},        {"not_in_file", counts->gone},
                {"refused", notices->refusals}};
    struct json out = json_object();
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        json_set(cli->arena, &out, str_of(said[i].name),
                 json_integer((int64_t)said[i].count));
    json_set(cli->arena, &out, STR("notices"), cli_notices_json(cli, notices));
    return cli_print_json(cli, &out);
}

static int print_words(struct cli *cli, const struct offer_request *request,
                       const struct offer_counts *counts)
{
    buf_add_format(&cli->out, "%.*s: %zu %s%s\n", STR_ARGS(request->name), counts->rows,
                   one_or_many((int64_t)counts->rows, "row", "rows"),
                   request->pretend ? " (a dry run: nothing has been changed)" : "");
    add_line(cli, counts->refused, "refused, named above");
    add_line(cli, counts->created, "new");
    add_line(cli, counts->corrected, "corrected");
    add_line(cli, counts->same, "there already");
    return cli_print(cli);
}

int cli_import_offer(struct cli *cli, struct str kind, bool pretend, struct str cycle)
{
    struct error err;
    struct mapped_file file;
    struct notices notices = {.arena = cli->arena};
    struct offer_counts counts;
    struct offer_request request = {.kind = kind, .pretend = pretend};
    struct str path = cli_word(cli);
    if (!path.len)
        return cli_usage(cli, "name the file");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open(cli, false, &err) ||
        !engine_cycle(cli->engine, cycle, &request.cycle, &err) ||
        !file_take(cli->arena, path, cli->engine->store->folder, MOST_BYTES, &file, &err))
        return cli_fail(cli, &err);
    request.name = file_name(path);
    request.bytes = file.bytes;
    bool fine = import_offer(cli->engine, cli->arena, &request, &notices, &counts, &err);
    file_unmap(&file);
    int code = cli->json && fine ? EXIT_DONE : cli_notices(cli, &notices);
    if (!fine)
        return cli_fail(cli, &err);
    int printed = cli->json ? print_json(cli, &counts, &notices)
                            : print_words(cli, &request, &counts);
    return printed ? printed : cli->json && notices.refusals ? EXIT_PARTLY : code;
}
