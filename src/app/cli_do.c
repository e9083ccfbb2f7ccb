/* SPDX-License-Identifier: MIT */
#include "app/verbs.h"

#include "base/file.h"
#include "engine/args.h"
#include "engine/command_file.h"

#include <stdio.h>

static int list_commands(struct cli *cli, struct str cycle, bool names)
{
    struct error err;
    struct process *process;
    if (!engine_process(cli->engine, cycle, &process, &err))
        return cli_fail(&err);
    for (size_t s = 0; s < json_count(process->steps); s++) {
        const struct json *step = json_item(process->steps, s);
        const struct json *commands = json_find(step, STR("commands"));
        struct str step_name = json_find_text(step, STR("name"));
        if (!names)
            buf_add_format(&cli->out, "%s%.*s\n", s ? "\n" : "",
                           STR_ARGS(json_find_text(step, STR("title"))));
        for (size_t c = 0; c < json_count(commands) && commands->type == JSON_LIST; c++) {
            const struct json *command = json_item(commands, c);
            buf_add_format(&cli->out, "%s%.*s.%.*s", names ? "" : "  ",
                           STR_ARGS(step_name),
                           STR_ARGS(json_find_text(command, STR("name"))));
            if (!names)
                buf_add_format(&cli->out, " %.*s\n      %.*s",
                               STR_ARGS(args_usage(cli->arena, command)),
                               STR_ARGS(json_find_text(command, STR("title"))));
            buf_add_byte(&cli->out, '\n');
        }
    }
    return cli_print(cli);
}

static void show_progress(void *with, size_t done, size_t total)
{
    progress_show(with, done, total);
}

static int run_file(struct cli *cli, struct str cycle, struct str path, bool pretend)
{
    struct error err;
    struct str text;
    struct notices notices = {.arena = cli->arena};
    struct command_file_counts counts;
    struct progress progress;
    if (pretend)
        return cli_usage(cli,
                         "--dry-run is for one command: later lines of a file build on "
                         "what earlier ones really did");
    if (!file_read(cli->arena, path, FILE_SMALL, &text, &err))
        return cli_fail(&err);
    progress_start(&progress, "running commands");
    bool fine =
        command_file_run(cli->engine, cli->arena, cycle, file_name(path), text, pretend,
                         &notices, &counts, show_progress, &progress, &err);
    progress_end(&progress);
    if (!fine)
        return cli_fail(&err);
    int code = cli_notices(cli, &notices);
    buf_add_format(&cli->out, "%.*s: %zu commands done", STR_ARGS(file_name(path)),
                   counts.done);
    if (counts.known)
        buf_add_format(&cli->out, ", %zu had been done before", counts.known);
    if (notices.refusals)
        buf_add_format(&cli->out, ", %zu refused (named above)", notices.refusals);
    buf_add(&cli->out, STR(".\n"));
    int printed = cli_print(cli);
    return printed ? printed : code;
}

static bool read_args(struct cli *cli, struct str path, struct json *args,
                      struct error *err)
{
    struct str text;
    *args = json_object();
    if (path.len) {
        if (!file_read(cli->arena, path, FILE_SMALL, &text, err) ||
            !json_parse(cli->arena, text, args, err))
            return error_wrap(err, "%.*s", STR_ARGS(path));
        if (args->type != JSON_OBJECT)
            return error_set(err, ERROR_INPUT,
                             "%.*s: give one JSON object, {\"name\": value}",
                             STR_ARGS(path));
    }
    for (struct str word = cli_word(cli); word.len; word = cli_word(cli))
        if (!command_arg_add(cli->arena, word, args, err))
            return false;
    return true;
}

/* --seen ID=VERSION, as often as needed. */
static bool read_seen(struct cli *cli, struct json *seen, struct error *err)
{
    *seen = json_object();
    for (struct str one = cli_option(cli, "--seen"); one.len;
         one = cli_option(cli, "--seen")) {
        struct str rest = one;
        struct str id = str_cut(&rest, '=');
        int64_t version;
        if (!str_to_integer(rest, &version))
            return error_set(err, ERROR_USAGE, "--seen takes ID=VERSION, not \"%.*s\"",
                             STR_ARGS(one));
        json_set(cli->arena, seen, id, json_integer(version));
    }
    return true;
}

static void say_ids(struct cli *cli, const struct json *outcome, struct str name,
                    const char *said)
{
    const struct json *ids = json_find(outcome, name);
    for (size_t i = 0; ids && ids->type == JSON_LIST && i < json_count(ids); i++)
        buf_add_format(&cli->out, "%s %.*s\n", said, STR_ARGS(json_item(ids, i)->text));
}

static int say_result(struct cli *cli, struct str name, bool pretend,
                      const struct command_result *result)
{
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("command"), json_integer(result->number));
        json_set(cli->arena, &out, STR("done_before"), json_bool(result->known));
        json_set(cli->arena, &out, STR("outcome"), result->outcome);
        return cli_print_json(cli, &out);
    }
    if (pretend)
        buf_add_format(&cli->out, "%.*s would do this (nothing has been changed):\n",
                       STR_ARGS(name));
    else
        buf_add_format(&cli->out, "%.*s: command %lld%s\n", STR_ARGS(name),
                       (long long)result->number,
                       result->known ? ", done before: nothing was done again" : "");
    say_ids(cli, &result->outcome, STR("created"), "created");
    say_ids(cli, &result->outcome, STR("changed"), "changed");
    say_ids(cli, &result->outcome, STR("removed"), "removed");
    return cli_print(cli);
}

static int run_one(struct cli *cli, struct str cycle, struct str key, bool pretend,
                   struct str args_path)
{
    struct error err;
    struct json args, seen;
    struct command_result result;
    if (!read_seen(cli, &seen, &err))
        return cli_fail(&err);
    if (!cli_no_options(cli))
        return EXIT_USAGE;
    struct command_request request = {.cycle = cycle,
                                      .name = cli_word(cli),
                                      .key = key,
                                      .args = &args,
                                      .seen = &seen,
                                      .pretend = pretend};
    if (!request.name.len)
        return cli_usage(cli, "name a command, as STEP.COMMAND");
    if (!read_args(cli, args_path, &args, &err) ||
        !command_run(cli->engine, cli->arena, &request, &result, &err))
        return cli_fail(&err);
    return say_result(cli, request.name, pretend, &result);
}

/* Commands of the workplace need no cycle, and no hooks. */
static bool open_for(struct cli *cli, bool hooks, struct str *cycle, struct error *err)
{
    for (size_t i = 0; i < cli->count; i++)
        if (str_starts(str_of(cli->words[i]), STR("workplace.")))
            return cli_open(cli, false, err);
    return (!hooks || cli_open_for_hooks(cli, err)) &&
           cli_open_cycle(cli, false, cycle, err);
}

int cli_do(struct cli *cli)
{
    struct error err;
    struct str cycle = STR_NONE;
    bool pretend = cli_flag(cli, "--dry-run");
    struct str key = cli_option(cli, "--key");
    struct str file = cli_option(cli, "--file");
    struct str args_path = cli_option(cli, "--args");
    bool list = cli_flag(cli, "--list"), names = cli_flag(cli, "--names");
    if (!open_for(cli, !list, &cycle, &err))
        return cli_fail(&err);
    if (list)
        return cli_no_more(cli) ? list_commands(cli, cycle, names) : EXIT_USAGE;
    if (file.len)
        return cli_no_more(cli) ? run_file(cli, cycle, file, pretend) : EXIT_USAGE;
    return run_one(cli, cycle, key, pretend, args_path);
}
