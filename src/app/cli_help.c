/* SPDX-License-Identifier: MIT */
#include "app/verbs.h"

#include "base/asset.h"
#include "base/crash.h"
#include "base/crypto.h"
#include "base/file.h"
#include "base/unicode.h"
#include "engine/process.h"

#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char version[] = "0.1.0";

static bool is_verb(const struct verb *verbs, const char *name)
{
    for (; verbs->name; verbs++)
        if (strcmp(verbs->name, name) == 0)
            return true;
    return false;
}

/* `--cycle 2025 status`: the option, whose value was taken for the verb. */
static int option_first(struct cli *cli, const struct verb *verbs, const char *value)
{
    const char *option = cli->words[0], *verb = "VERB";
    for (size_t i = cli->count; i > 1; i--)
        if (is_verb(verbs, cli->words[i - 1]))
            verb = cli->words[i - 1];
    return cli_usage(cli, "%s goes after the verb: `waymark %s %s %.*s`", option, verb,
                     option, STR_ARGS(cli_quoted(cli, str_of(value))));
}

/* Which verb may have been meant. */
static int unknown_verb(struct cli *cli, const struct verb *verbs, const char *name)
{
    if (strchr(name, '.'))
        return cli_usage(cli, "there is no verb \"%s\"; did you mean `waymark do %s …`?",
                         name, name);
    enum { MOST_VERBS = 64 };
    struct str names[MOST_VERBS];
    struct str_list list = {names, 0};
    for (const struct verb *verb = verbs; verb->name && list.count < MOST_VERBS; verb++)
        names[list.count++] = str_of(verb->name);
    struct str near = nearest_name(list, str_of(name));
    return cli_usage(cli, "there is no verb \"%s\"%s%.*s%s", name,
                     near.len ? " (did you mean " : "", STR_ARGS(near),
                     near.len ? "?)" : "");
}

static struct json verb_as_json(struct cli *cli, const struct verb *verb)
{
    struct json out = json_object();
    json_set(cli->arena, &out, STR("verb"), json_text(str_of(verb->name)));
    json_set(cli->arena, &out, STR("summary"), json_text(str_of(verb->summary)));
    json_set(cli->arena, &out, STR("usage"), json_text(str_of(verb->usage)));
    return out;
}

static int show_verb(struct cli *cli, const struct verb *verbs, const char *name)
{
    for (const struct verb *verb = verbs; verb->name; verb++)
        if (strcmp(verb->name, name) == 0) {
            struct json out = verb_as_json(cli, verb);
            if (cli->json)
                return cli_print_json(cli, &out);
            buf_add_format(&cli->out, "waymark %s\n", verb->usage);
            return cli_print(cli);
        }
    return unknown_verb(cli, verbs, name);
}

static int show_help(struct cli *cli, const struct verb *verbs)
{
    struct json all = json_list();
    for (const struct verb *verb = verbs; cli->json && verb->name; verb++)
        json_add(cli->arena, &all, verb_as_json(cli, verb));
    if (cli->json)
        return cli_print_json(cli, &all);
    buf_add(&cli->out, STR("Waymark: from what young people say in their reviews to what "
                           "changes for them.\n\n"
                           "waymark [--in FOLDER] [--as NAME] [--json] VERB …\n\n"));
    for (const struct verb *verb = verbs; verb->name; verb++)
        buf_add_format(&cli->out, "  %-13s %s\n", verb->name, verb->summary);
    buf_add(&cli->out,
            STR("\n`waymark help VERB` says more. FOLDER is your Waymark folder "
                "(or $WAYMARK_WORKPLACE,\n"
                "or the folder you are in). --json prints the same for "
                "programs.\n"));
    return cli_print(cli);
}

/* --as, or the name of the system's user. */
static struct str actor_name(struct cli *cli)
{
    struct str given = cli_option(cli, "--as");
    if (given.len)
        return given;
    const struct passwd *user = getpwuid(getuid());
    return user ? str_copy(cli->arena, str_of(user->pw_name)) : STR("owner");
}

static struct str workplace_folder(struct cli *cli)
{
    struct str given = cli_option(cli, "--in");
    cli->folder_named = given.len > 0;
    if (!given.len)
        given = str_of(getenv("WAYMARK_WORKPLACE"));
    return given.len ? given : STR(".");
}

/* A folder that --in named has to be named again; that of the environment need not. */
static struct str folder_to_paste(struct cli *cli)
{
    struct str place = file_place(cli->arena, cli->workplace);
    if (str_equal(cli->workplace, str_of(getenv("WAYMARK_WORKPLACE"))) ||
        str_equal(place, file_place(cli->arena, STR("."))))
        return STR_NONE;
    return cli_quoted(cli, cli->workplace);
}

/* The number of the first word that is no text, from 1; 0: all are. */
static int find_no_text(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!unicode_valid(str_of(argv[i]), NULL))
            return i;
    return 0;
}

static int run_verb(struct cli *cli, const struct verb *verbs, const char *name)
{
    for (const struct verb *verb = verbs; verb->name; verb++)
        if (strcmp(verb->name, name) == 0) {
            if (cli_flag(cli, "--help"))
                return show_verb(cli, verbs, name);
            cli->verb = verb->name;
            int code = verb->run(cli);
            engine_close(cli->engine);
            return code;
        }
    return unknown_verb(cli, verbs, name);
}

/* Options that come before the verb belong to the whole command line. */
static const char *take_verb(struct cli *cli)
{
    struct str verb = cli_word(cli);
    return verb.len ? str_c(cli->arena, verb) : NULL;
}

static int run_line(struct cli *cli, const struct verb *verbs)
{
    if (cli_flag(cli, "--version")) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("version"), json_text(str_of(version)));
        if (cli->json)
            return cli_print_json(cli, &out);
        buf_add_format(&cli->out, "waymark %s\n", version);
        return cli_print(cli);
    }
    const char *first = cli->count ? cli->words[0] : "";
    const char *verb = take_verb(cli);
    bool after_option = strncmp(first, "--", 2) == 0 && strcmp(first, "--") != 0 &&
                        strcmp(first, "--help") != 0;
    if (verb && after_option && !is_verb(verbs, verb))
        return option_first(cli, verbs, verb);
    if (verb && strcmp(verb, "help") != 0)
        return run_verb(cli, verbs, verb);
    (void)cli_flag(cli, "--help");
    const char *about = verb ? take_verb(cli) : NULL;
    if (!cli_no_options(cli))
        return EXIT_USAGE;
    return about && strcmp(about, "help") != 0 ? show_verb(cli, verbs, about)
                                               : show_help(cli, verbs);
}

int cli_main(int argc, char **argv, const struct verb *verbs)
{
    struct cli cli = {
        .verb = "", .words = argv + 1, .count = argc > 0 ? (size_t)argc - 1 : 0};
    struct error err;
    int no_text = find_no_text(argc, argv);
    (void)crash_leaves_nothing();
    crypto_start();
    cli.arena = arena_new();
    cli.out = BUF_IN(cli.arena);
    cli.workplace = workplace_folder(&cli);
    cli.actor = actor_name(&cli);
    cli.json = cli_flag(&cli, "--json");
    cli.called = str_of(argc > 0 ? argv[0] : NULL);
    cli.paste.program = paste_program(cli.arena, cli.called);
    cli.paste.folder = folder_to_paste(&cli);
    int code = EXIT_USAGE;
    if (no_text) {
        (void)error_set(&err, ERROR_USAGE,
                        "word %d is not UTF-8 text; set your terminal to UTF-8", no_text);
        code = cli_fail(&cli, &err);
    } else {
        code = run_line(&cli, verbs);
    }
    arena_free(cli.arena);
    return code;
}

int cli_completion(struct cli *cli)
{
    struct error err;
    struct str script;
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!asset_find(cli->arena, STR("assets/completion.bash"), &script, &err))
        return cli_fail(cli, &err);
    struct json out = json_object();
    json_set(cli->arena, &out, STR("script"), json_text(script));
    if (cli->json)
        return cli_print_json(cli, &out);
    buf_add(&cli->out, script);
    return cli_print(cli);
}
