/* SPDX-License-Identifier: MIT */
/* cycle keep: what quick made becomes a cycle like any other. */
#include "app/cli_keep.h"
#include "app/cli_scope.h"

#include "engine/command.h"

static int say_kept(struct cli *cli, const struct command_result *result,
                    bool authority_given)
{
    struct error err;
    struct process *process;
    if (cli->json)
        return cli_print_json(cli, &result->outcome);
    if (!engine_process(cli->engine, json_find_text(&result->outcome, STR("cycle")),
                        &process, &err))
        return cli_fail(cli, &err);
    buf_add_format(&cli->out,
                   "The cycle %.*s of %.*s is one like any other now; everything in it "
                   "stays.\n",
                   STR_ARGS(json_find_text(&process->cycle_body, STR("name"))),
                   STR_ARGS(store_authority(cli->engine->store)));
    if (!authority_given)
        buf_add(&cli->out, STR("The name of your authority stands in settings.json in "
                               "the folder; reports show it.\n"));
    if (!json_find_text(&process->cycle_body, STR("question")).len)
        buf_add(&cli->out,
                STR("It has no question yet: waymark do prepare.ask question=\"…\"\n"));
    buf_add_format(
        &cli->out, "Take it back with `waymark undo %lld`%s.\nNext: waymark status\n",
        (long long)result->number, authority_given ? "; the authority's name stays" : "");
    return cli_print(cli);
}

/* The name is in the settings, and no part of the command: it goes back if that fails. */
static bool keep(struct cli *cli, const struct command_request *request,
                 struct str authority, struct command_result *result, struct error *err)
{
    struct store *store = cli->engine->store;
    struct error ignored;
    struct str before = store_authority(store);
    if (authority.len && !store_set_authority(store, authority, err))
        return false;
    if (command_run(cli->engine, cli->arena, request, result, err))
        return true;
    if (authority.len)
        (void)store_set_authority(store, before, &ignored);
    return false;
}

int cycle_keep(struct cli *cli)
{
    struct error err;
    struct str cycle;
    struct scope_asked asked;
    struct json args = json_object();
    struct command_result result;
    static const char *const options[] = {"--question", "--authority"};
    struct str given[] = {cli_option(cli, options[0]), cli_option(cli, options[1])};
    struct str scope = cli_option(cli, "--scope");
    struct str from = cli_option(cli, "--cycle");
    if (!cli_no_options(cli))
        return EXIT_USAGE;
    struct str name = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open_cycle(cli, false, from, &cycle, &err) ||
        !scope_asked_read(cli, scope, true, &asked, &err))
        return cli_fail(cli, &err);
    scope_asked_set(cli, &asked, &args);
    if (name.len)
        json_set(cli->arena, &args, STR("name"), json_text(name));
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++)
        if (given[i].len)
            json_set(cli->arena, &args, str_of(options[i] + 2), json_text(given[i]));
    struct command_request request = {
        .name = STR("cycle.keep"), .cycle = cycle, .args = &args};
    if (!keep(cli, &request, given[1], &result, &err))
        return cli_fail(cli, &err);
    if (!cli->json)
        cli_say_remarks(cli, &result.outcome);
    int chosen = scope_asked_choose(cli, cycle, &asked);
    int code = say_kept(cli, &result, given[1].len > 0);
    return code == EXIT_DONE ? chosen : code;
}
