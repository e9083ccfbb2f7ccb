/* SPDX-License-Identifier: MIT */
/* attach, attachment. */
#include "app/verbs.h"

#include "engine/about.h"
#include "engine/attachment.h"
#include "engine/person_find.h"

static void say_doubts(struct cli *cli, const struct json *out)
{
    const struct json *flags = json_find(out, STR("flags"));
    struct buf list = BUF_IN(cli->arena);
    for (size_t i = 0; i < json_count(flags); i++)
        buf_add_format(&list, "%s%.*s", i ? ", " : "",
                       STR_ARGS(json_item(flags, i)->text));
    if (json_find_bool(out, STR("name_cleaned")))
        cli_say(cli,
                "waymark: folders, and what no reader sees, were left out of the name: "
                "it is called \"%.*s\".\n",
                STR_ARGS(json_find_text(out, STR("name"))));
    if (list.len)
        cli_say(cli,
                "waymark: what it is called, or its description, may show who somebody "
                "is (%.*s), and is read by all who list what is attached. To say it "
                "otherwise, take it back with `waymark undo`, and attach it again in "
                "other words.\n",
                STR_ARGS(buf_str(&list)));
}

static int say_attached(struct cli *cli, const struct json *out)
{
    if (json_find_bool(out, STR("there"))) {
        buf_add_format(&cli->out,
                       "This very file is attached there already, as %.*s: nothing was "
                       "done.\n",
                       STR_ARGS(json_find_text(out, STR("id"))));
        return cli_print(cli);
    }
    struct str person = json_find_text(out, STR("person"));
    say_doubts(cli, out);
    buf_add_format(&cli->out, "Attached %.*s (%.*s, %lld bytes), sealed, as %.*s.\n",
                   STR_ARGS(json_find_text(out, STR("name"))),
                   STR_ARGS(json_find_text(out, STR("type"))),
                   (long long)json_find_integer(out, STR("size"), 0),
                   STR_ARGS(json_find_text(out, STR("id"))));
    if (person.len)
        buf_add_format(&cli->out,
                       "It is about %.*s: it can be shown once they, or somebody for "
                       "them, said yes to pictures.\n",
                       STR_ARGS(person));
    else
        buf_add(&cli->out,
                STR("Whom it is about was not said (--of PERSON): see that nobody who "
                    "said no is in it.\n"));
    buf_add(&cli->out, STR("The file itself is still where it was: remove it when you "
                           "need it no more.\n"));
    return cli_print(cli);
}

int cli_attach(struct cli *cli)
{
    struct error err;
    struct json out;
    struct process *process;
    struct person_found found = {.person = STR_NONE};
    struct str to = cli_option(cli, "--to"), of = cli_option(cli, "--of");
    struct str cycle = cli_option(cli, "--cycle");
    struct attachment_request request = {.name = cli_option(cli, "--name"),
                                         .description = cli_option(cli, "--description"),
                                         .path = cli_word(cli)};
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!request.path.len)
        return cli_usage(cli, "name the file to attach");
    if (!to.len)
        return cli_usage(cli, "say what it belongs to, with --to: the number of a card, "
                              "FILE:LINE of a review, FILE:LINE:HEADING of something "
                              "that was said, a theme's name, a person's reference, or "
                              "an id");
    if (!cli_open_cycle(cli, false, cycle, &request.cycle, &err) ||
        !engine_process(cli->engine, request.cycle, &process, &err) ||
        !about_named(cli->engine, cli->arena, process, to, &request.about, &err) ||
        (of.len && !person_find(cli->engine, cli->arena, of, STR(""), &found, &err)))
        return cli_fail(cli, &err);
    request.person = found.person;
    if (!attachment_add(cli->engine, cli->arena, &request, &out, &err))
        return cli_fail(cli, &err);
    if (cli->json)
        return cli_print_json(cli, &out);
    return say_attached(cli, &out);
}

int cli_attachment(struct cli *cli)
{
    struct error err;
    struct json out;
    bool not_to_show = cli_flag(cli, "--not-to-show");
    struct str path = cli_option(cli, "--output"), id = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!id.len)
        return cli_usage(cli, "name the attachment, by its id");
    if (!path.len)
        return cli_usage(cli, "name the file to write, with --output FILE");
    if (!cli_open(cli, false, &err) ||
        !attachment_read(cli->engine, cli->arena, id, path, !not_to_show, &out, &err))
        return cli_fail(cli, &err);
    if (cli->json)
        return cli_print_json(cli, &out);
    buf_add_format(&cli->out, "Wrote %.*s (%.*s, %lld bytes). %s\n", STR_ARGS(path),
                   STR_ARGS(json_find_text(&out, STR("type"))),
                   (long long)json_find_integer(&out, STR("size"), 0),
                   json_find_bool(&out, STR("may_show"))
                       ? "That you took it stands in the log."
                       : "It may be shown to nobody else. That you took it stands in the "
                         "log.");
    return cli_print(cli);
}
