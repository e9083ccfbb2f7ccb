/* SPDX-License-Identifier: MIT */
#include "app/verbs.h"

#include "base/file.h"
#include "cycle/publish.h"
#include "engine/known.h"
#include "report/html.h"
#include "report/json.h"

static bool write_report(struct cli *cli, const struct published *doc, struct str format,
                         struct str folder, struct str name, struct str *path,
                         struct error *err)
{
    struct str text;
    if (str_equal(format, STR("json")))
        text = report_json(cli->arena, doc);
    else if (!report_html(cli->arena, doc, &text, err))
        return false;
    *path =
        file_join(cli->arena, folder,
                  str_format(cli->arena, "%.*s.%.*s", STR_ARGS(name), STR_ARGS(format)));
    return file_make_folder(cli->arena, folder, 0755, err) &&
           file_write(cli->arena, *path, text, 0644, err);
}

/* A name for the file: the cycle's, with what a file name cannot hold left out. */
static struct str safe_name(struct cli *cli, struct str cycle)
{
    struct buf out = BUF_IN(cli->arena);
    buf_add(&out, STR("report-"));
    for (size_t i = 0; i < cycle.len; i++) {
        char c = cycle.ptr[i];
        bool fine = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c >= '0' && c <= '9') || c == '-' || c == '_';
        buf_add(&out, fine ? str_slice(cycle, i, i + 1) : STR("-"));
    }
    return buf_str(&out);
}

static bool fill(struct cli *cli, struct process *process, struct published *doc,
                 struct error *err)
{
    struct disclosure_rule rule = disclosure_default();
    const struct flag_known *known;
    rule.threshold = store_threshold(cli->engine->store);
    if (rule.fewest_for_percentage < rule.threshold)
        rule.fewest_for_percentage = rule.threshold;
    if (!known_of(cli->engine, &known, err))
        return false;
    struct publish_request request = {
        .db = cli->engine->store->db,
        .kinds = process->kinds,
        .cycle = process->cycle.id,
        .body = &process->cycle_body,
        .steps = process->steps,
        .process_title = json_find_text(process->description, STR("title")),
        .authority = store_authority(cli->engine->store),
        .rule = rule,
        .known = known};
    return publish_cycle(cli->arena, &request, doc, err);
}

/* For the officer who made the report, and not in it. */
static void say_left_out(const struct published *doc)
{
    if (doc->left_out.count == 0)
        return;
    cli_say("Left out of the report, because they may name somebody: look at these "
            "with `waymark show NUMBER`, reword them, and make the report again.\n");
    for (size_t i = 0; i < doc->left_out.count; i++)
        cli_say("  %.*s\n", STR_ARGS(doc->left_out.items[i]));
}

int cli_report(struct cli *cli)
{
    struct error err;
    struct str cycle, path;
    struct process *process;
    struct published doc;
    struct str format = cli_option(cli, "--format");
    struct str folder = cli_option(cli, "--output");
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!format.len)
        format = STR("html");
    if (!folder.len)
        folder = STR(".");
    if (!str_equal(format, STR("html")) && !str_equal(format, STR("json")))
        return cli_usage(cli, "--format is html or json, not \"%.*s\"", STR_ARGS(format));
    if (!cli_open_cycle(cli, true, name, &cycle, &err) ||
        !engine_process(cli->engine, cycle, &process, &err) ||
        !fill(cli, process, &doc, &err) ||
        !write_report(cli, &doc, format, folder,
                      safe_name(cli, json_find_text(&process->cycle_body, STR("name"))),
                      &path, &err))
        return cli_fail(&err);
    say_left_out(&doc);
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("file"), json_text(path));
        return cli_print_json(cli, &out);
    }
    buf_add_format(&cli->out, "Wrote %.*s\n", STR_ARGS(path));
    return cli_print(cli);
}
