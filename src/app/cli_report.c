/* SPDX-License-Identifier: MIT */
#include "app/cli_written.h"
#include "app/left_out.h"
#include "app/verbs.h"

#include "base/date.h"
#include "base/file.h"
#include "cycle/publish.h"
#include "cycle/published_kept.h"
#include "engine/known.h"
#include "engine/requests.h"
#include "engine/retention.h"
#include "engine/written.h"
#include "report/html.h"
#include "report/json.h"

static bool write_report(struct cli *cli, const struct published *doc, struct str format,
                         struct str folder, struct written_file *file, bool *noted,
                         struct error *err)
{
    if (str_equal(format, STR("json")))
        file->bytes = report_json(cli->arena, doc);
    else if (!report_html(cli->arena, doc, &file->bytes, err))
        return false;
    db_rollback(cli->engine->store->db); /* of looking; nothing is read any more */
    return file_make_folder(cli->arena, folder, 0700, err) &&
           written_write(cli, file, noted, err);
}

static bool fill(struct cli *cli, struct process *process, struct published *doc,
                 struct error *err)
{
    const struct flag_known *known;
    struct retention_kept kept;
    if (!retention_kept(cli->engine->store->db, cli->arena, process->cycle.id, &kept,
                        err))
        return false;
    if (kept.there) {
        if (!published_again(cli->arena, kept.document, doc, err))
            return false;
        doc->authority = store_authority(cli->engine->store);
        doc->date = date_words(cli->arena, date_today());
        return true;
    }
    if (!known_of(cli->engine, &known, err))
        return false;
    struct publish_request request = publish_of(cli->engine, process, known);
    return publish_cycle(cli->arena, &request, doc, err);
}

static void say_doubted(struct cli *cli, const struct published *doc, struct str cycle)
{
    if (doc->doubted.count == 0)
        return;
    cli_say(cli,
            "Small numbers of these are hidden, for they may be of people. Where one "
            "counts no young people or families, say so, and make the report again.\n");
    for (size_t i = 0; i < doc->doubted.count; i++)
        cli_say(
            cli,
            "  waymark do implement.reword_indicator indicator=%.*s counts=things%.*s\n",
            STR_ARGS(doc->doubted.items[i]), STR_ARGS(left_out_cycle(cli, cycle)));
}

/* A folder called report.html is never what was meant. */
static int name_the_folder(struct cli *cli, struct str path, struct str format)
{
    struct str name = file_name(path);
    struct str folder = str_slice(path, 0, path.len - name.len);
    while (folder.len > 1 && str_ends(folder, STR("/")))
        folder.len--;
    return cli_usage(cli,
                     "--output names the folder, not the file, which is called after "
                     "the cycle: write `waymark report%s --output %.*s`",
                     str_equal(format, STR("json")) || str_ends(path, STR(".json"))
                         ? " --format json"
                         : "",
                     STR_ARGS(cli_quoted(cli, folder.len ? folder : STR("."))));
}

int cli_report(struct cli *cli)
{
    struct error err;
    struct str cycle;
    struct process *process;
    struct published doc;
    struct str format = cli_option(cli, "--format");
    struct str folder = cli_option(cli, "--output");
    struct str name = cli_option(cli, "--cycle");
    int64_t seen;
    bool noted;
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!format.len)
        format = STR("html");
    if (!folder.len)
        folder = STR(".");
    if (!str_equal(format, STR("html")) && !str_equal(format, STR("json")))
        return cli_usage(cli, "--format is html or json, not \"%.*s\"", STR_ARGS(format));
    if (str_ends(folder, STR(".html")) || str_ends(folder, STR(".json")))
        return name_the_folder(cli, folder, format);
    if (!cli_open(cli, false, &err) || !db_begin_look(cli->engine->store->db, &err) ||
        !cli_find_cycle(cli, name, &cycle, &err) ||
        !written_seen(cli->engine, cli->arena, &seen, &err) ||
        !engine_process(cli->engine, cycle, &process, &err) ||
        !fill(cli, process, &doc, &err))
        return cli_fail(cli, &err);
    struct str called = cli_file_name(cli, STR("report"),
                                      json_find_text(&process->cycle_body, STR("name")),
                                      process->cycle.id);
    struct str path = file_join(
        cli->arena, folder,
        str_format(cli->arena, "%.*s.%.*s", STR_ARGS(called), STR_ARGS(format)));
    struct written_file file = {
        .what = "report", .cycle = cycle, .path = path, .seen = seen};
    if (!write_report(cli, &doc, format, folder, &file, &noted, &err))
        return cli_fail(cli, &err);
    left_out_say(cli, &doc, "report", name);
    say_doubted(cli, &doc, name);
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("file"), json_text(path));
        json_set(cli->arena, &out, STR("left_out"), left_out_json(cli, &doc.left_out));
        json_set(cli->arena, &out, STR("doubted"), left_out_json(cli, &doc.doubted));
        return left_out_code(cli_print_json(cli, &out), &doc, noted);
    }
    buf_add_format(&cli->out, "Wrote %.*s\n", STR_ARGS(path));
    return left_out_code(cli_print(cli), &doc, noted);
}
