/* SPDX-License-Identifier: MIT */
#include "app/cli_import.h"

#include "engine/import_choose.h"
#include "engine/import_offer.h"

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
    import_count(cli, counts->refused, "refused, named above", "refused, named above");
    import_count(cli, counts->created, "new", "new");
    import_count(cli, counts->corrected, "corrected", "corrected");
    import_count(cli, counts->same, "there already", "there already");
    return cli_print(cli);
}

int cli_import_offer(struct cli *cli, struct str kind, bool pretend, struct str cycle)
{
    struct error err;
    struct import_file file = {0};
    struct notices notices = {.arena = cli->arena};
    struct offer_counts counts = {0};
    struct offer_request request = {.kind = kind, .pretend = pretend};
    int code = import_take(cli, cycle, false, &file);
    if (code)
        return code;
    request.cycle = file.cycle;
    request.name = file.name;
    request.bytes = file.mapped.bytes;
    bool fine = import_check_kind(cli->engine, cli->arena, kind, file.name,
                                  file.mapped.bytes, &err) &&
                import_offer(cli->engine, cli->arena, &request, &notices, &counts, &err);
    code = import_close(cli, &file, &notices, fine ? NULL : &err);
    if (code)
        return code;
    return import_code(cli->json ? print_json(cli, &counts, &notices)
                                 : print_words(cli, &request, &counts),
                       &notices);
}
