/* SPDX-License-Identifier: MIT */
#include "app/verbs.h"

#include "base/crypto.h"
#include "base/unicode.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char version[] = "0.1.0";

static int show_help(const struct verb *verbs, const char *name)
{
    for (const struct verb *verb = verbs; verb->name; verb++)
        if (name && strcmp(verb->name, name) == 0) {
            printf("waymark %s\n", verb->usage);
            return EXIT_DONE;
        }
    if (name && strcmp(name, "help") != 0) {
        cli_say("waymark: there is no verb \"%s\"; `waymark help` lists them\n", name);
        return EXIT_USAGE;
    }
    puts(
        "Waymark: from what young people say in their reviews to what changes for them.\n"
        "\n"
        "waymark [--in FOLDER] [--as NAME] [--json] VERB …\n");
    for (const struct verb *verb = verbs; verb->name; verb++)
        printf("  %-11s %s\n", verb->name, verb->summary);
    puts("\n"
         "`waymark help VERB` says more. FOLDER is your Waymark folder (or "
         "$WAYMARK_WORKPLACE,\n"
         "or the folder you are in). --json prints the same for programs.");
    return EXIT_DONE;
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
    if (!given.len)
        given = str_of(getenv("WAYMARK_WORKPLACE"));
    return given.len ? given : STR(".");
}

static bool words_are_text(int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (!unicode_valid(str_of(argv[i]), NULL)) {
            cli_say("waymark: word %d is not UTF-8 text; set your terminal to UTF-8\n",
                    i);
            return false;
        }
    return true;
}

static int run_verb(struct cli *cli, const struct verb *verbs, const char *name)
{
    for (const struct verb *verb = verbs; verb->name; verb++)
        if (strcmp(verb->name, name) == 0) {
            if (cli_flag(cli, "--help"))
                return show_help(verbs, name);
            cli->verb = verb->name;
            int code = verb->run(cli);
            engine_close(cli->engine);
            return code;
        }
    return show_help(verbs, name);
}

/* Options that come before the verb belong to the whole command line. */
static const char *take_verb(struct cli *cli)
{
    struct str verb = cli_word(cli);
    return verb.len ? str_c(cli->arena, verb) : NULL;
}

int cli_main(int argc, char **argv, const struct verb *verbs)
{
    struct cli cli = {
        .verb = "", .words = argv + 1, .count = argc > 0 ? (size_t)argc - 1 : 0};
    int code;
    crypto_start();
    if (!words_are_text(argc, argv))
        return EXIT_USAGE;
    cli.arena = arena_new();
    cli.out = BUF_IN(cli.arena);
    cli.workplace = workplace_folder(&cli);
    cli.actor = actor_name(&cli);
    cli.json = cli_flag(&cli, "--json");
    if (cli_flag(&cli, "--version")) {
        printf("waymark %s\n", version);
        code = EXIT_DONE;
    } else {
        const char *verb = take_verb(&cli);
        if (!verb) {
            (void)show_help(verbs, NULL);
            code = cli.count ? EXIT_USAGE : EXIT_DONE;
        } else if (strcmp(verb, "help") == 0) {
            code = show_help(verbs, take_verb(&cli));
        } else
            code = run_verb(&cli, verbs, verb);
    }
    arena_free(cli.arena);
    return code;
}

static const char completion[] =
    "_waymark() {\n"
    "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
    "    local verbs='init cycle import status coverage do list show log undo trace "
    "theme\n"
    "        cluster report backup restore verify erase completion help'\n"
    "    case $before in\n"
    "    waymark|help) COMPREPLY=($(compgen -W \"$verbs\" -- \"$word\")) ;;\n"
    "    --cycle) COMPREPLY=($(compgen -W \"$(waymark cycle list --names 2>/dev/null)\" "
    "-- "
    "\"$word\")) ;;\n"
    "    --section) COMPREPLY=($(compgen -W 'working not_working aspiration' -- "
    "\"$word\")) "
    ";;\n"
    "    --format) COMPREPLY=($(compgen -W 'html json' -- \"$word\")) ;;\n"
    "    cycle) COMPREPLY=($(compgen -W 'new list next close' -- \"$word\")) ;;\n"
    "    import) COMPREPLY=($(compgen -W 'reviews statements aspirations participants' "
    "-- "
    "\"$word\")) ;;\n"
    "    do) COMPREPLY=($(compgen -W \"$(waymark do --list --names 2>/dev/null)\" -- "
    "\"$word\")) ;;\n"
    "    list) COMPREPLY=($(compgen -W 'action cause cycle idea indicator measurement "
    "member\n"
    "        participant person review share statement story success theme vote' -- "
    "\"$word\")) ;;\n"
    "    *) COMPREPLY=($(compgen -W '--in --as --json --cycle --dry-run --help' -- "
    "\"$word\")\n"
    "        $(compgen -f -- \"$word\")) ;;\n"
    "    esac\n"
    "}\n"
    "complete -F _waymark waymark\n";

int cli_completion(struct cli *cli)
{
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    buf_add(&cli->out, STR(completion));
    return cli_print(cli);
}
