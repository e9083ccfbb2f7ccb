/* SPDX-License-Identifier: MIT */
#include "app/cli_calendar.h"
#include "app/cli_voted.h"
#include "app/verbs.h"

#include "base/date.h"
#include "base/file.h"
#include "engine/args.h"
#include "engine/command_file.h"
#include "engine/numbered.h"
#include "engine/theme_label.h"
#include "store/parsed.h"

#include <stdio.h>

enum { MOST_IDS = 12 }; /* that are named one by one */

struct listing {
    const struct process *process;
    struct str only; /* STEP or STEP.COMMAND; empty: all */
    bool names;      /* nothing but STEP.COMMAND */
    struct json all;
};

/* What may stand where a field has fixed values, a line an argument. */
static void say_choices(struct cli *cli, const struct json *choices)
{
    for (size_t i = 0; i < json_count(choices); i++) {
        const struct json_member *one = &choices->object.members[i];
        buf_add_format(&cli->out, "      %.*s:", STR_ARGS(one->name));
        for (size_t n = 0; n < json_count(&one->value); n++)
            buf_add_format(&cli->out, "%s %.*s", n ? "," : "",
                           STR_ARGS(json_item(&one->value, n)->text));
        buf_add_byte(&cli->out, '\n');
    }
}

static void list_command(struct cli *cli, struct listing *listing, struct str step,
                         const struct json *command, struct json *list)
{
    struct json one = json_object();
    struct str name = str_format(cli->arena, "%.*s.%.*s", STR_ARGS(step),
                                 STR_ARGS(json_find_text(command, STR("name"))));
    struct str title = json_find_text(command, STR("title"));
    struct str usage = args_usage(cli->arena, command);
    struct json choices = args_choices(cli->arena, listing->process, command);
    if (listing->only.len && !str_equal(listing->only, name) &&
        !str_equal(listing->only, step))
        return;
    if (listing->names) {
        json_add(cli->arena, &listing->all, json_text(name));
        buf_add_format(&cli->out, "%.*s\n", STR_ARGS(name));
        return;
    }
    json_set(cli->arena, &one, STR("command"), json_text(name));
    json_set(cli->arena, &one, STR("title"), json_text(title));
    json_set(cli->arena, &one, STR("takes"), json_text(usage));
    json_set(cli->arena, &one, STR("choices"), choices);
    json_add(cli->arena, list, one);
    buf_add_format(&cli->out, "  %.*s %.*s\n      %.*s\n", STR_ARGS(name),
                   STR_ARGS(usage), STR_ARGS(title));
    say_choices(cli, &choices);
}

static void list_step(struct cli *cli, struct listing *listing, const struct json *step)
{
    const struct json *commands = json_find(step, STR("commands"));
    struct json one = json_object(), list = json_list();
    struct str name = json_find_text(step, STR("name"));
    struct str title = json_find_text(step, STR("title"));
    struct str rest = listing->only;
    if (listing->only.len && !str_equal(str_cut(&rest, '.'), name))
        return;
    if (!listing->names)
        buf_add_format(&cli->out, "%s%.*s\n", cli->out.len ? "\n" : "", STR_ARGS(title));
    for (size_t i = 0; i < json_count(commands) && commands->type == JSON_LIST; i++)
        list_command(cli, listing, name, json_item(commands, i), &list);
    if (listing->names)
        return;
    json_set(cli->arena, &one, STR("step"), json_text(name));
    json_set(cli->arena, &one, STR("title"), json_text(title));
    json_set(cli->arena, &one, STR("commands"), list);
    json_add(cli->arena, &listing->all, one);
}

/* A name that is nothing's is answered as `do` would. */
static bool must_be_known(const struct process *process, struct str only,
                          struct error *err)
{
    const struct json *step, *command;
    return !only.len || process_step(process, only) ||
           process_command(process, only, &step, &command, err);
}

static int list_commands(struct cli *cli, struct str cycle, struct str only, bool names)
{
    struct error err;
    struct process *process;
    struct listing listing = {.only = only, .names = names, .all = json_list()};
    if (!engine_process(cli->engine, cycle, &process, &err) ||
        !must_be_known(process, only, &err))
        return cli_fail(cli, &err);
    listing.process = process;
    for (size_t i = 0; i < json_count(process->steps); i++)
        list_step(cli, &listing, json_item(process->steps, i));
    return cli->json ? cli_print_json(cli, &listing.all) : cli_print(cli);
}

static void show_progress(void *with, size_t done, size_t total)
{
    progress_show(with, done, total);
}

static int say_file(struct cli *cli, struct str name,
                    const struct command_file_counts *counts,
                    const struct notices *notices)
{
    struct json out = json_object();
    if (cli->json) {
        json_set(cli->arena, &out, STR("done"), json_integer((int64_t)counts->done));
        json_set(cli->arena, &out, STR("done_before"),
                 json_integer((int64_t)counts->known));
        json_set(cli->arena, &out, STR("done_elsewhere"),
                 json_integer((int64_t)counts->elsewhere));
        json_set(cli->arena, &out, STR("taken_back"),
                 json_integer((int64_t)counts->taken_back));
        json_set(cli->arena, &out, STR("refused"),
                 json_integer((int64_t)counts->refused));
        json_set(cli->arena, &out, STR("notices"), cli_notices_json(cli, notices));
        return cli_print_json(cli, &out);
    }
    buf_add_format(&cli->out, "%.*s: %zu %s done", STR_ARGS(name), counts->done,
                   one_or_many((int64_t)counts->done, "command", "commands"));
    if (counts->known)
        buf_add_format(
            &cli->out, ", %zu had been done before (on %.*s)", counts->known,
            STR_ARGS(date_words(cli->arena, date_of_moment(counts->known_at))));
    if (counts->elsewhere)
        buf_add_format(&cli->out, ", %zu had been done from another file (named above)",
                       counts->elsewhere);
    if (counts->taken_back)
        buf_add_format(&cli->out, ", %zu had been taken back (named above)",
                       counts->taken_back);
    if (counts->refused)
        buf_add_format(&cli->out, ", %zu refused (named above)", counts->refused);
    buf_add(&cli->out, STR(".\n"));
    return cli_print(cli);
}

static int run_file(struct cli *cli, struct str cycle, struct str path, bool another)
{
    struct error err;
    struct command_file file = {file_name(path), file_place(cli->arena, path), STR_NONE,
                                another};
    struct notices notices = {.arena = cli->arena};
    struct command_file_counts counts;
    struct progress progress;
    if (!file_read(cli->arena, path, FILE_SMALL, &file.text, &err))
        return cli_fail(cli, &err);
    progress_start(&progress, "running commands");
    bool fine = command_file_run(cli->engine, cli->arena, cycle, &file, &notices, &counts,
                                 show_progress, &progress, &err);
    progress_end(&progress);
    if (!fine)
        return cli_fail(cli, &err);
    int code = cli->json ? EXIT_DONE : cli_notices(cli, &notices);
    int printed = say_file(cli, file.name, &counts, &notices);
    if (printed)
        return printed;
    return notices.refusals ? EXIT_PARTLY : code;
}

static bool read_args(struct cli *cli, struct str path, struct json *args,
                      struct error *err)
{
    struct str text;
    *args = json_object();
    if (path.len) {
        if (!file_read(cli->arena, path, FILE_SMALL, &text, err))
            return error_wrap(err, "%.*s", STR_ARGS(path));
        if (!json_parse_file(cli->arena, path, text, args, err))
            return false;
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

/* Where there are many, one line a kind, and what shows them. */
static void say_many(struct cli *cli, const struct json *ids, const char *said)
{
    size_t count = json_count(ids);
    for (size_t from = 0, to; from < count; from = to) {
        struct str first = json_item(ids, from)->text, kind = kind_of_id(first);
        for (to = from; to < count; to++)
            if (!str_equal(kind_of_id(json_item(ids, to)->text), kind))
                break;
        if (to - from == 1)
            buf_add_format(&cli->out, "%s %.*s\n", said, STR_ARGS(first));
        else
            buf_add_format(
                &cli->out, "%s %zu %.*s (`waymark list %.*s` shows what there is)\n",
                said, to - from, STR_ARGS(cli_kind_words(cli->arena, kind, to - from)),
                STR_ARGS(kind));
    }
}

static void say_ids(struct cli *cli, const struct json *outcome, struct str name,
                    const char *said)
{
    const struct json *ids = json_find(outcome, name);
    bool list = ids && ids->type == JSON_LIST;
    if (list && json_count(ids) > MOST_IDS) {
        say_many(cli, ids, said);
        return;
    }
    for (size_t i = 0; list && i < json_count(ids); i++)
        buf_add_format(&cli->out, "%s %.*s\n", said, STR_ARGS(json_item(ids, i)->text));
}

static void say_held_back(struct cli *cli, const struct json *outcome)
{
    if (json_count(json_find(outcome, STR("held_back"))) == 0)
        return;
    say_ids(cli, outcome, STR("held_back"), "held back");
    buf_add(&cli->out, STR("Somebody may be telling of harm. Tell the safeguarding lead "
                           "now; `waymark safeguarding` shows it to them.\n"));
}

/* A draft: "3 groups of 12 cards, to agree or change; 2 cards stand on their own". */
static void say_draft(struct cli *cli, const struct json *outcome)
{
    const struct json *themes = json_find(outcome, STR("themes"));
    int64_t cards = json_find_integer(outcome, STR("statements"), 0);
    int64_t alone = json_find_integer(outcome, STR("alone"), 0);
    int64_t undecided = json_find_integer(outcome, STR("undecided"), 0);
    int64_t kept = json_find_integer(outcome, STR("kept"), 0);
    int64_t unsorted = json_find_integer(outcome, STR("unsorted"), 0);
    if (!themes)
        return;
    buf_add_format(
        &cli->out, "%zu %s for %lld %s, to agree or change; %lld %s", json_count(themes),
        one_or_many((int64_t)json_count(themes), "group", "groups"), (long long)cards,
        one_or_many(cards, "card", "cards"), (long long)alone,
        one_or_many(alone, "stands on its own", "stand on their own"));
    if (undecided)
        buf_add_format(&cli->out,
                       "; %lld %s in no group, since the tables do not agree "
                       "(`waymark theme --agreement`)",
                       (long long)undecided, one_or_many(undecided, "is", "are"));
    buf_add(&cli->out, STR(".\n"));
    if (kept)
        buf_add_format(
            &cli->out,
            "%lld more %s that the tables sorted %s in the groups that people "
            "have named, agreed or filled by hand: what tables did moves no "
            "card out of these. `waymark do theme.remove theme=…` takes such a "
            "group apart, to be joined anew.\n",
            (long long)kept, one_or_many(kept, "card", "cards"),
            one_or_many(kept, "stays", "stay"));
    if (unsorted)
        buf_add_format(&cli->out,
                       "%lld more %s in no group: `waymark theme` suggests where %s.\n",
                       (long long)unsorted,
                       one_or_many(unsorted, "card, which no table has sorted, is",
                                   "cards, which no table has sorted, are"),
                       one_or_many(unsorted, "it goes", "they go"));
}

/* How many cards a sample has, which are too many to be named. */
static void say_sample(struct cli *cli, const struct json *outcome)
{
    const struct json *sample = json_find(outcome, STR("sample"));
    int64_t back = json_find_integer(outcome, STR("put_back"), 0);
    if (sample)
        buf_add_format(&cli->out, "drew %lld cards, left out %lld\n",
                       (long long)json_find_integer(sample, STR("drawn"), 0),
                       (long long)json_find_integer(sample, STR("left_out"), 0));
    if (back)
        buf_add_format(&cli->out, "put back %lld %s\n", (long long)back,
                       one_or_many(back, "card", "cards"));
}

/* Numbers for cards: as many as a year has, so that they are counted. */
static void say_numbered_cards(struct cli *cli, const struct json *outcome)
{
    int64_t numbered = json_find_integer(outcome, STR("numbered"), 0);
    if (numbered)
        buf_add_format(&cli->out, "numbered %lld %s\n", (long long)numbered,
                       one_or_many(numbered, "card", "cards"));
}

/* Whose reviews count was chosen: a slip may have emptied the cycle. */
static void say_scope(struct cli *cli, const struct command_result *result, bool pretend)
{
    const struct json *scope = json_find(&result->outcome, STR("scope"));
    int64_t all = json_find_integer(scope, STR("of"), 0);
    if (!scope)
        return;
    buf_add_format(&cli->out, "%lld of %lld %s %s now",
                   (long long)json_find_integer(scope, STR("reviews"), 0), (long long)all,
                   one_or_many(all, "review", "reviews"), all == 1 ? "counts" : "count");
    if (!pretend && !result->known)
        buf_add_format(&cli->out, " (`waymark undo %lld` takes this back)",
                       (long long)result->number);
    buf_add_byte(&cli->out, '\n');
}

/* Who sits where, and which table has which theme. */
static bool say_places(struct cli *cli, const struct command_request *request,
                       const struct json *outcome, struct error *err)
{
    if (str_equal(request->name, STR("prepare.deal")))
        return cli_say_dealt(cli, json_find(outcome, STR("changed")), err);
    return cli_say_seats(cli, request->cycle, json_find(outcome, STR("created")), err);
}

static int say_result(struct cli *cli, const struct command_request *request,
                      const struct command_result *result)
{
    struct error err;
    struct str name = request->name;
    bool pretend = request->pretend;
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("command"), json_integer(result->number));
        json_set(cli->arena, &out, STR("done_before"), json_bool(result->known));
        json_set(cli->arena, &out, STR("outcome"), result->outcome);
        if (!pretend && !cli_say_voted(cli, request->cycle, &result->outcome, &out, &err))
            return cli_fail(cli, &err);
        return cli_print_json(cli, &out);
    }
    if (pretend)
        buf_add_format(&cli->out, "%.*s would do this (nothing has been changed):\n",
                       STR_ARGS(name));
    else
        buf_add_format(&cli->out, "%.*s: command %lld%s\n", STR_ARGS(name),
                       (long long)result->number,
                       result->known ? ", done before: nothing was done again" : "");
    size_t said = cli->out.len;
    say_ids(cli, &result->outcome, STR("created"), "created");
    say_ids(cli, &result->outcome, STR("changed"), "changed");
    say_ids(cli, &result->outcome, STR("removed"), "removed");
    if (!pretend && (!say_places(cli, request, &result->outcome, &err) ||
                     !cli_say_voted(cli, request->cycle, &result->outcome, NULL, &err)))
        return cli_fail(cli, &err);
    say_draft(cli, &result->outcome);
    say_held_back(cli, &result->outcome);
    say_sample(cli, &result->outcome);
    say_numbered_cards(cli, &result->outcome);
    say_scope(cli, result, pretend);
    cli_say_remarks(cli, &result->outcome);
    if (cli->out.len == said && !result->known)
        buf_add(&cli->out, STR("nothing, since all is so already\n"));
    return cli_print(cli);
}

/* Commands of the workplace need no cycle, and no hooks. */
static bool open_for(struct cli *cli, struct str command, struct str name,
                     struct str *cycle, struct error *err)
{
    *cycle = STR_NONE;
    if (str_starts(command, STR("workplace.")))
        return cli_open(cli, false, err);
    return cli_open_for_hooks(cli, HOOKS_OF_ONE_COMMAND, err) &&
           cli_open_cycle(cli, false, name, cycle, err);
}

/* Groups may be numbered otherwise than in the file that somebody reads from. */
static bool say_numbered(struct cli *cli, struct str cycle, const struct json *args,
                         struct str *number, struct error *err)
{
    struct db *db = cli->engine->store->db;
    *number = STR_NONE;
    for (size_t i = 0; cycle.len && i < json_count(args); i++) {
        const struct json *value = &args->object.members[i].value;
        struct parsed theme;
        struct str id, taken;
        bool found = false;
        if (value->type != JSON_TEXT)
            continue;
        if (!theme_numbered(db, cli->arena, cycle, value->text, &id, err) ||
            (id.len &&
             (!theme_labelled(db, cli->arena, cycle, value->text, &taken, err) ||
              !parsed_find(db, cli->arena, id, &theme, &found, err))))
            return false;
        if (!found || taken.len)
            continue;
        struct str label = parsed_text(&theme, "label");
        struct str called = label.len ? label : parsed_text(&theme, "name");
        cli_say(cli, "waymark: %.*s is %s%.*s%s%.*s now\n",
                STR_ARGS(str_trim(value->text)), called.len ? "\"" : "", STR_ARGS(called),
                called.len ? "\", " : "", STR_ARGS(id));
        *number = str_trim(value->text);
    }
    return true;
}

static int run_one(struct cli *cli, struct str cycle_name, struct str key, bool pretend,
                   struct str args_path)
{
    struct error err;
    struct json args, seen;
    struct str number;
    struct command_result result;
    if (!read_seen(cli, &seen, &err))
        return cli_fail(cli, &err);
    if (!cli_no_options(cli))
        return EXIT_USAGE;
    struct command_request request = {.name = cli_word(cli),
                                      .key = key,
                                      .args = &args,
                                      .seen = &seen,
                                      .pretend = pretend};
    if (!request.name.len)
        return cli_usage(cli, "name a command, as STEP.COMMAND");
    if (!read_args(cli, args_path, &args, &err) ||
        !open_for(cli, request.name, cycle_name, &request.cycle, &err) ||
        !say_numbered(cli, request.cycle, &args, &number, &err) ||
        !command_run(cli->engine, cli->arena, &request, &result, &err))
        return cli_fail(cli, &err);
    if (number.len && !pretend && !result.known)
        cli_say(cli,
                "waymark: groups are numbered anew as they are made and joined: if the "
                "%.*s of an older workbook was meant, and that was another group, "
                "`waymark undo %lld` takes this back\n",
                STR_ARGS(number), (long long)result.number);
    return say_result(cli, &request, &result);
}

int cli_do(struct cli *cli)
{
    struct error err;
    struct str cycle, name = cli_option(cli, "--cycle");
    bool pretend = cli_flag(cli, "--dry-run");
    struct str key = cli_option(cli, "--key");
    struct str file = cli_option(cli, "--file");
    struct str args_path = cli_option(cli, "--args");
    bool another = cli_flag(cli, "--another-file");
    bool list = cli_flag(cli, "--list"), names = cli_flag(cli, "--names");
    if (another && !file.len)
        return cli_usage(cli, "--another-file goes with --file FILE");
    if (!list && !file.len)
        return run_one(cli, name, key, pretend, args_path);
    struct str only = list ? cli_word(cli) : STR_NONE;
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (file.len && pretend)
        return cli_usage(cli,
                         "--dry-run is for one command: later lines of a file build on "
                         "what earlier ones really did");
    if ((!list && !cli_open_for_hooks(cli, HOOKS_OF_MANY, &err)) ||
        !cli_open_cycle(cli, list, name, &cycle, &err))
        return cli_fail(cli, &err);
    return list ? list_commands(cli, cycle, only, names)
                : run_file(cli, cycle, file, another);
}
