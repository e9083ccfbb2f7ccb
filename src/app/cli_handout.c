/* SPDX-License-Identifier: MIT */
#include "app/cli_find.h"
#include "app/cli_written.h"
#include "app/left_out.h"
#include "app/verbs.h"

#include "base/date.h"
#include "base/file.h"
#include "cycle/publish.h"
#include "engine/known.h"
#include "engine/requests.h"
#include "engine/retention.h"
#include "engine/written.h"
#include "report/handout.h"

static bool fill(struct cli *cli, struct process *process, struct str theme,
                 struct published *doc, size_t *without, struct error *err)
{
    const struct flag_known *known;
    struct retention_kept kept;
    if (!retention_kept(cli->engine->store->db, cli->arena, process->cycle.id, &kept,
                        err))
        return false;
    if (kept.there)
        return error_set(err, ERROR_REFUSED,
                         "some of what was kept of this cycle is gone, and its report "
                         "stands as it was on %.*s, without anybody's words; no hand-out "
                         "is made of it any more. Nothing was written",
                         STR_ARGS(date_words_of(cli->arena, kept.date)));
    if (!known_of(cli->engine, &known, err))
        return false;
    struct publish_request request = publish_of(cli->engine, process, known);
    return publish_handout(cli->arena, &request, theme, doc, without, err);
}

static bool find_theme(struct cli *cli, struct str given, struct process *process,
                       struct str *id, struct error *err)
{
    struct record record;
    bool found;
    *id = STR_NONE;
    if (!given.len)
        return true;
    if (!find_record(cli, given, json_find_text(&process->cycle_body, STR("name")), id,
                     err) ||
        !record_find(cli->engine->store->db, cli->arena, *id, &record, &found, err))
        return false;
    if (found && str_equal(record.kind, STR("theme")) &&
        str_equal(record.cycle, process->cycle.id))
        return true;
    return error_set(
        err, ERROR_INPUT,
        "\"%.*s\" is no theme of this cycle; `waymark list theme` shows them",
        STR_ARGS(given));
}

static size_t sheets_of(const struct published *doc)
{
    size_t sheets = 0;
    for (size_t b = 0; b < doc->count; b++)
        sheets += doc->blocks[b].kind == PUBLISHED_HEADING && doc->blocks[b].level == 2;
    return sheets;
}

static void say_without(struct cli *cli, size_t without)
{
    if (without)
        cli_say(cli,
                "%zu %s no area yet, so that nothing can stand beside %s: `waymark do "
                "plan.areas theme=… areas=employment,health`.\n",
                without, without == 1 ? "theme has" : "themes have",
                without == 1 ? "it" : "them");
}

/* That of one theme is called after its id, since the log keeps the names of files. */
static bool write_page(struct cli *cli, const struct published *doc, struct str folder,
                       struct process *process, struct str theme, int64_t seen,
                       bool *noted, struct str *path, struct error *err)
{
    struct str text;
    struct str name = cli_file_name(cli, STR("handout"),
                                    json_find_text(&process->cycle_body, STR("name")),
                                    process->cycle.id);
    *path = file_join(cli->arena, folder,
                      str_format(cli->arena, "%.*s%s%.*s.html", STR_ARGS(name),
                                 theme.len ? "-" : "", STR_ARGS(theme)));
    if (!report_handout(cli->arena, doc, &text, err))
        return false;
    const struct written_file file = {"handout", process->cycle.id, *path, text,
                                      seen,      STR_NONE};
    db_rollback(cli->engine->store->db); /* of looking; nothing is read any more */
    return file_make_folder(cli->arena, folder, 0700, err) &&
           written_write(cli, &file, noted, err);
}

static int print_it(struct cli *cli, const struct published *doc, struct str path,
                    size_t without)
{
    struct json out = json_object();
    if (!cli->json) {
        buf_add_format(&cli->out, "Wrote %.*s: %zu %s\n", STR_ARGS(path), sheets_of(doc),
                       one_or_many((int64_t)sheets_of(doc), "theme", "themes"));
        return cli_print(cli);
    }
    json_set(cli->arena, &out, STR("file"), json_text(path));
    json_set(cli->arena, &out, STR("themes"), json_integer((int64_t)sheets_of(doc)));
    json_set(cli->arena, &out, STR("without_area"), json_integer((int64_t)without));
    json_set(cli->arena, &out, STR("left_out"), left_out_json(cli, &doc->left_out));
    return cli_print_json(cli, &out);
}

int cli_handout(struct cli *cli)
{
    struct error err;
    struct str theme, path;
    struct process *process;
    struct published doc;
    size_t without;
    int64_t seen;
    bool noted;
    struct str given = cli_option(cli, "--theme");
    struct str folder = cli_option(cli, "--output");
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (str_ends(folder, STR(".html")))
        return cli_usage(cli, "--output names the folder, not the file, which is called "
                              "after the cycle");
    if (!cli_open(cli, false, &err) ||
        !cli_open_process(cli, true, name, &process, &err) ||
        !written_seen(cli->engine, cli->arena, &seen, &err) ||
        !find_theme(cli, given, process, &theme, &err) ||
        !fill(cli, process, theme, &doc, &without, &err) ||
        !write_page(cli, &doc, folder.len ? folder : STR("."), process, theme, seen,
                    &noted, &path, &err))
        return cli_fail(cli, &err);
    say_without(cli, without);
    left_out_say(cli, &doc, "hand-out", name);
    return left_out_code(print_it(cli, &doc, path, without), &doc, noted);
}
