/* SPDX-License-Identifier: MIT */
/* cycle. */
#include "app/cli_calendar.h"
#include "app/cli_find.h"
#include "app/cli_keep.h"
#include "app/cli_scope.h"
#include "app/cli_status.h"
#include "app/verbs.h"

#include "engine/command.h"
#include "store/parsed.h"

static void set_text(struct cli *cli, struct json *args, struct str name,
                     struct str value)
{
    if (value.len)
        json_set(cli->arena, args, name, json_text(value));
}

/* What the new process does not know, and where it still stands. */
static void say_left_behind(struct cli *cli, const struct json *outcome)
{
    const struct json *fields = json_find(outcome, STR("left_behind"));
    const struct json *whole = json_find(outcome, STR("stayed_behind"));
    for (size_t i = 0; i < json_count(fields); i++) {
        const struct json *one = json_item(fields, i);
        struct str kind = json_find_text(one, STR("kind"));
        int64_t records = json_find_integer(one, STR("records"), 0);
        buf_add_format(&cli->out, "%s%.*s of %lld %.*s%s",
                       i ? ", "
                         : "Left behind, because the new process does not know it or "
                           "what it says: ",
                       STR_ARGS(json_find_text(one, STR("field"))), (long long)records,
                       STR_ARGS(kind), records == 1 ? "" : "s");
    }
    if (json_count(fields))
        buf_add(&cli->out, STR(". It still stands in the cycle before.\n"));
    for (size_t i = 0; i < json_count(whole); i++)
        buf_add_format(&cli->out, "%s%.*s", i ? ", " : "Not carried over at all: ",
                       STR_ARGS(json_item(whole, i)->text));
    if (json_count(whole))
        buf_add_byte(&cli->out, '\n');
}

/* What went along into the next year. */
static void say_carried(struct cli *cli, const struct json *outcome)
{
    int64_t actions = json_find_integer(outcome, STR("actions"), 0);
    int64_t indicators = json_find_integer(outcome, STR("indicators"), 0);
    int64_t finished = json_find_integer(outcome, STR("finished_actions"), 0);
    if (json_find(outcome, STR("actions")))
        buf_add_format(&cli->out, "Carried over: %lld open %s, %lld live %s.\n",
                       (long long)actions, one_or_many(actions, "action", "actions"),
                       (long long)indicators,
                       one_or_many(indicators, "indicator", "indicators"));
    int64_t permissions = json_find_integer(outcome, STR("permissions"), 0);
    if (permissions)
        buf_add_format(&cli->out,
                       "Carried over as %s: %lld %s (`waymark list permission`). Ask "
                       "again where you can.\n",
                       one_or_many(permissions, "it stands", "they stand"),
                       (long long)permissions,
                       one_or_many(permissions, "permission", "permissions"));
    if (finished)
        buf_add_format(&cli->out, "With them came %lld finished %s still measured.\n",
                       (long long)finished,
                       one_or_many(finished, "action that is", "actions that are"));
    int64_t promises = json_find_integer(outcome, STR("commitments"), 0);
    if (promises)
        buf_add_format(&cli->out, "So did %lld %s not kept yet.\n", (long long)promises,
                       one_or_many(promises, "promise that is", "promises that are"));
}

static int say_started(struct cli *cli, struct str name,
                       const struct command_result *result)
{
    if (cli->json)
        return cli_print_json(cli, &result->outcome);
    bool since = json_find_bool(&result->outcome, STR("since"));
    if (json_find_bool(&result->outcome, STR("nothing")))
        buf_add_format(&cli->out,
                       "The cycle %.*s is there already, and has all that goes on: "
                       "nothing was changed.\n",
                       STR_ARGS(name));
    else if (since)
        buf_add_format(&cli->out,
                       "The cycle %.*s is there already; what came since goes along "
                       "(`waymark undo %lld` takes it back).\n",
                       STR_ARGS(name), (long long)result->number);
    else
        buf_add_format(&cli->out, "Started the cycle %.*s.\n", STR_ARGS(name));
    say_carried(cli, &result->outcome);
    say_left_behind(cli, &result->outcome);
    if (json_find(&result->outcome, STR("actions")))
        buf_add_format(&cli->out,
                       "What came of the cycle before: waymark last --cycle %.*s\n",
                       STR_ARGS(cli_quoted(cli, name)));
    const struct json *lists = json_find(&result->outcome, STR("lists_to_import"));
    if (!since && lists)
        buf_add_format(&cli->out,
                       "The local offer and good practice are each cycle's own: import "
                       "the lists again, as they stand then (waymark import %.*s FILE "
                       "--cycle %.*s).\n",
                       STR_ARGS(json_item(lists, 0)->text),
                       STR_ARGS(cli_quoted(cli, name)));
    if (!since)
        buf_add_format(&cli->out, "Next: waymark import reviews FILE --cycle %.*s\n",
                       STR_ARGS(cli_quoted(cli, name)));
    return cli_print(cli);
}

static int cycle_start(struct cli *cli, struct str command)
{
    struct error err;
    struct scope_asked asked;
    struct json args = json_object();
    struct command_result result;
    struct str workflow = cli_option(cli, "--workflow");
    struct str question = cli_option(cli, "--question");
    struct str scope = cli_option(cli, "--scope");
    bool another = cli_flag(cli, "--another");
    if (!cli_no_options(cli))
        return EXIT_USAGE;
    bool next = str_equal(command, STR("cycle.next"));
    struct str from = next ? cli_word(cli) : STR_NONE;
    struct str name = cli_word(cli);
    if (!name.len)
        return cli_usage(cli,
                         next ? "write `cycle next FROM NAME`" : "name the new cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    set_text(cli, &args, STR("name"), name);
    set_text(cli, &args, STR("from"), from);
    set_text(cli, &args, STR("workflow"), workflow);
    set_text(cli, &args, STR("question"), question);
    if (another)
        json_set(cli->arena, &args, STR("another"), json_bool(true));
    struct command_request request = {.name = command, .args = &args};
    if (!cli_open(cli, false, &err) || !scope_asked_read(cli, scope, next, &asked, &err))
        return cli_fail(cli, &err);
    scope_asked_set(cli, &asked, &args);
    if (!command_run(cli->engine, cli->arena, &request, &result, &err))
        return cli_fail(cli, &err);
    if (!cli->json)
        cli_say_remarks(cli, &result.outcome);
    int chosen =
        scope_asked_choose(cli, json_find_text(&result.outcome, STR("cycle")), &asked);
    int code = say_started(cli, name, &result);
    return code == EXIT_DONE ? chosen : code;
}

static int cycle_list(struct cli *cli)
{
    struct error err;
    struct record_list list;
    struct json all = json_list();
    bool names = cli_flag(cli, "--names");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open(cli, true, &err) || !record_list(cli->engine->store->db, cli->arena,
                                                   STR(""), STR("cycle"), &list, &err))
        return cli_fail(cli, &err);
    for (size_t i = 0; i < list.count; i++) {
        struct json body;
        if (!json_parse(cli->arena, list.items[i].body, &body, &err))
            return cli_fail(cli, &err);
        json_set(cli->arena, &body, STR("id"), json_text(list.items[i].id));
        json_add(cli->arena, &all, body);
        if (names)
            buf_add_format(&cli->out, "%.*s\n",
                           STR_ARGS(json_find_text(&body, STR("name"))));
        else
            buf_add_format(&cli->out, "%.*s  %.*s  %.*s  %.*s\n",
                           STR_ARGS(json_find_text(&body, STR("name"))),
                           STR_ARGS(json_find_text(&body, STR("state"))),
                           STR_ARGS(json_find_text(&body, STR("workflow"))),
                           STR_ARGS(json_find_text(&body, STR("question"))));
    }
    if (!list.count && !names)
        buf_add(&cli->out, STR("There is no cycle yet. Start one with `waymark cycle new "
                               "NAME`.\n"));
    return cli->json ? cli_print_json(cli, &all) : cli_print(cli);
}

/* What is open goes on in another cycle, or stays: whoever closes is told which. */
static bool say_where_it_goes(struct cli *cli, const struct process *process,
                              const struct json *outcome, struct error *err)
{
    struct str name = json_find_text(&process->cycle_body, STR("name"));
    struct str_list after;
    struct parsed next;
    bool found = false;
    if (json_find_bool(outcome, STR("one_off")) ||
        json_find_integer(outcome, STR("open_actions"), 0) +
                json_find_integer(outcome, STR("live_indicators"), 0) ==
            0)
        return true;
    if (!record_by(cli->engine->store->db, cli->arena, STR(""), STR("cycle"),
                   STR("previous"), process->cycle.id, &after, err) ||
        (after.count && !parsed_find(cli->engine->store->db, cli->arena, after.items[0],
                                     &next, &found, err)))
        return false;
    if (found) {
        struct str to = json_find_text(&next.body, STR("name"));
        buf_add_format(&cli->out,
                       "Next: waymark last --cycle %.*s (what of it is not in %.*s yet; "
                       "`waymark cycle next %.*s %.*s` carries it over)\n",
                       STR_ARGS(cli_quoted(cli, to)), STR_ARGS(to),
                       STR_ARGS(cli_quoted(cli, name)), STR_ARGS(cli_quoted(cli, to)));
    } else
        buf_add_format(&cli->out,
                       "Next: waymark cycle next %.*s NAME (begins the one that goes on "
                       "from it, with what is open)\n",
                       STR_ARGS(cli_quoted(cli, name)));
    return true;
}

static int cycle_close(struct cli *cli)
{
    struct error err;
    struct process *process;
    struct str cycle;
    struct json args = json_object();
    struct command_result result;
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open_cycle(cli, false, name, &cycle, &err) ||
        (!name.len && !only_one_open(cli, &err)))
        return cli_fail(cli, &err);
    struct command_request request = {
        .name = STR("cycle.close"), .cycle = cycle, .args = &args};
    if (!command_run(cli->engine, cli->arena, &request, &result, &err) ||
        !engine_process(cli->engine, cycle, &process, &err))
        return cli_fail(cli, &err);
    struct str closed = json_find_text(&process->cycle_body, STR("name"));
    buf_add_format(
        &cli->out,
        "The cycle %.*s is closed: it can be read, and a yes or a no can still "
        "be noted (`waymark do collect.permit … --cycle %.*s`); nothing else "
        "of it can be changed. `waymark undo %lld` opens it again.\n",
        STR_ARGS(closed), STR_ARGS(cli_quoted(cli, closed)), (long long)result.number);
    if (!status_say_waiting(cli, cycle, "",
                            ", and what is done about that cannot be noted in a closed "
                            "cycle; open it again until it is done",
                            &result.outcome, &err) ||
        !cli_say_still_open(cli, process, &result.outcome, &err) ||
        !say_where_it_goes(cli, process, &result.outcome, &err))
        return cli_fail(cli, &err);
    return cli->json ? cli_print_json(cli, &result.outcome) : cli_print(cli);
}

int cli_cycle(struct cli *cli)
{
    struct str what = cli_word(cli);
    if (str_equal(what, STR("new")))
        return cycle_start(cli, STR("cycle.new"));
    if (str_equal(what, STR("next")))
        return cycle_start(cli, STR("cycle.next"));
    if (str_equal(what, STR("keep")))
        return cycle_keep(cli);
    if (str_equal(what, STR("list")))
        return cycle_list(cli);
    if (str_equal(what, STR("close")))
        return cycle_close(cli);
    if (str_equal(what, STR("delete")) || str_equal(what, STR("remove")))
        return cli_usage(cli, "a cycle is not deleted: `waymark undo NUMBER` takes back "
                              "the command that started it (`waymark log` shows it), as "
                              "long as there is nothing in it; `waymark cycle close` "
                              "ends one");
    return cli_usage(cli, "say new, list, next, keep or close");
}
