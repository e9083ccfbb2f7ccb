/* SPDX-License-Identifier: MIT */
/* log. */
#include "app/verbs.h"

#include "base/date.h"
#include "cycle/manner.h"
#include "cycle/thread.h"
#include "engine/attachment.h"
#include "engine/command.h"
#include "engine/doubt.h"
#include "engine/history.h"
#include "engine/person_export.h"
#include "engine/person_find.h"
#include "engine/safeguarding.h"
#include "engine/shown.h"
#include "engine/written.h"
#include "store/event.h"
#include "store/job.h"
#include "store/parsed.h"

enum { MOST_RECORDS = 20 }; /* of one command, on a screen */

static const char not_for_publication[] =
    "True numbers and words: not for publication.\n";

static int verify_log(struct cli *cli)
{
    struct error err;
    struct event_check check;
    struct store *store = cli->engine->store;
    if (!event_verify(store->db, cli->arena, store->seal, &store->seal_key, &check, &err))
        return cli_fail(cli, &err);
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("events"), json_integer(check.events));
        json_set(cli->arena, &out, STR("erased"), json_integer(check.erased));
        return cli_print_json(cli, &out);
    }
    buf_add_format(&cli->out,
                   "The log is whole: %lld events, each follows from the one "
                   "before.\n",
                   (long long)check.events);
    return cli_print(cli);
}

/* Of an import, the name of its file, which its job keeps. */
static struct str imported_by(struct cli *cli, const struct command_row *row)
{
    struct error ignored;
    struct job_list jobs;
    if (!str_starts(row->name, STR("import.")) ||
        !job_list_of(cli->engine->store->db, cli->arena, STR("import"), row->cycle, &jobs,
                     &ignored))
        return STR_NONE;
    for (size_t i = 0; i < jobs.count; i++)
        if (str_starts(row->key, jobs.items[i].id))
            return jobs.items[i].title;
    return STR_NONE;
}

/* Of a restore, the name of the backup. */
static struct str backup_of(struct cli *cli, const struct command_row *row)
{
    struct error ignored;
    struct json outcome;
    if (!str_equal(row->name, STR("workplace.restore")) ||
        !json_parse(cli->arena, row->outcome, &outcome, &ignored))
        return STR_NONE;
    return json_find_text(&outcome, STR("backup"));
}

/* Whose data was exported or looked at, or who was looked up, by pseudonym. */
static struct str exported_by(struct cli *cli, const struct command_row *row)
{
    struct error ignored;
    struct json outcome;
    if ((!str_equal(row->name, STR(PERSON_EXPORT_COMMAND)) &&
         !str_equal(row->name, STR(PERSON_FIND_COMMAND)) &&
         !str_equal(row->name, STR(ATTACHMENT_READ_COMMAND)) &&
         !str_equal(row->name, STR(SAFEGUARDING_COMMAND))) ||
        !json_parse(cli->arena, row->outcome, &outcome, &ignored))
        return STR_NONE;
    return json_find_text(&outcome, STR("person"));
}

/* The name of the file that was written: a report, cards. */
static struct str written_by(struct cli *cli, const struct command_row *row)
{
    struct error ignored;
    struct json outcome;
    if (!str_equal(row->name, STR(WRITTEN_COMMAND)) ||
        !json_parse(cli->arena, row->outcome, &outcome, &ignored))
        return STR_NONE;
    return json_find_text(&outcome, STR("file"));
}

/* Empty where it is not there any more, or the command was none of a cycle's. */
static struct str cycle_name(struct cli *cli, struct str cycle)
{
    struct error ignored;
    struct parsed one;
    bool found = false;
    if (!cycle.len ||
        !parsed_find(cli->engine->store->db, cli->arena, cycle, &one, &found, &ignored) ||
        !found)
        return STR_NONE;
    return parsed_text(&one, "name");
}

static struct json row_as_json(struct cli *cli, const struct command_row *row)
{
    struct str backup = backup_of(cli, row), file = imported_by(cli, row);
    struct json one = json_object();
    if (!file.len)
        file = written_by(cli, row);
    json_set(cli->arena, &one, STR("number"), json_integer(row->number));
    json_set(cli->arena, &one, STR("at"), json_text(moment_text(cli->arena, row->at)));
    json_set(cli->arena, &one, STR("actor"), json_text(row->actor));
    json_set(cli->arena, &one, STR("command"), json_text(row->name));
    json_set(cli->arena, &one, STR("cycle"), json_text(row->cycle));
    if (cycle_name(cli, row->cycle).len)
        json_set(cli->arena, &one, STR("cycle_name"),
                 json_text(cycle_name(cli, row->cycle)));
    if (backup.len)
        json_set(cli->arena, &one, STR("backup"), json_text(backup));
    if (file.len)
        json_set(cli->arena, &one, STR("file"), json_text(file));
    if (exported_by(cli, row).len)
        json_set(cli->arena, &one, STR("person"), json_text(exported_by(cli, row)));
    if (row->undone_by)
        json_set(cli->arena, &one, STR("undone_by"), json_integer(row->undone_by));
    if (row->undoes)
        json_set(cli->arena, &one, STR("undoes"), json_integer(row->undoes));
    return one;
}

static void say_command(struct cli *cli, const struct command_row *row)
{
    struct str backup = backup_of(cli, row), file = imported_by(cli, row);
    struct str person = exported_by(cli, row);
    if (!file.len)
        file = written_by(cli, row);
    buf_add_format(&cli->out, "%6lld  %.*s  %-12.*s  %.*s", (long long)row->number,
                   STR_ARGS(moment_text(cli->arena, row->at)), STR_ARGS(row->actor),
                   STR_ARGS(row->name));
    if (backup.len || file.len)
        buf_add_format(&cli->out, " of %.*s", STR_ARGS(backup.len ? backup : file));
    if (person.len)
        buf_add_format(&cli->out, " of %.*s", STR_ARGS(person));
    if (row->undoes)
        buf_add_format(&cli->out, " of %lld", (long long)row->undoes);
    struct str cycle = cycle_name(cli, row->cycle);
    if (cycle.len)
        buf_add_format(&cli->out, " in %.*s", STR_ARGS(cycle));
    if (row->undone_by)
        buf_add_format(&cli->out, "  (taken back by %lld)", (long long)row->undone_by);
    buf_add_byte(&cli->out, '\n');
}

/* A record as people name it: with what it is called, if it is still there. Who people
 * are stays sealed. */
static struct str record_words(struct cli *cli, struct str id)
{
    struct error ignored;
    struct record record;
    struct process *process;
    struct json body;
    bool found;
    if (!record_find(cli->engine->store->db, cli->arena, id, &record, &found, &ignored) ||
        !found || str_equal(record.kind, STR("identity")) ||
        str_equal(record.kind, STR("person")) ||
        !engine_process(cli->engine, record.cycle, &process, &ignored) ||
        !json_parse(cli->arena, record.body, &body, &ignored))
        return id;
    const struct kind *kind = kind_find(process->kinds, record.kind);
    struct str by;
    if (!kind || !shown_kind(cli->engine, kind, &ignored) ||
        !record_hidden(cli->engine->store->db, cli->arena, kind, &body, &by, &ignored) ||
        by.len || !shown_body(cli->engine, kind, &body, &ignored))
        return id;
    struct str title = record_title(cli->arena, kind, &body);
    struct str manner = manner_of(cli->arena, &body);
    return str_format(cli->arena, "%.*s (%.*s%s%.*s)", STR_ARGS(id),
                      STR_ARGS(cli_one_line(cli->arena, title)), manner.len ? "; " : "",
                      STR_ARGS(manner));
}

static struct str value_words(struct cli *cli, const struct json *value)
{
    struct buf out = BUF_IN(cli->arena);
    if (value->type == JSON_TEXT)
        return is_record_id(value->text) ? record_words(cli, value->text) : value->text;
    if (value->type != JSON_LIST)
        return json_write(cli->arena, value);
    for (size_t i = 0; i < json_count(value); i++)
        buf_add_format(&out, "%s%.*s", i ? ", " : "",
                       STR_ARGS(value_words(cli, json_item(value, i))));
    return buf_str(&out);
}

/* Whether words in its arguments are not for the actor: a record that it made or changed
 * has words that are not. */
static bool has_hidden_words(struct cli *cli, const struct event_list *events, bool *out,
                             struct error *err)
{
    *out = false;
    for (size_t i = 0; i < events->count && !*out; i++) {
        const struct event *event = &events->items[i];
        struct process *process;
        struct error not_for;
        struct json body;
        if (!event->has_after || event->erased || !event->record.len)
            continue;
        if (!engine_process(cli->engine, event->cycle, &process, err))
            return false;
        const struct kind *kind = kind_find(process->kinds, kind_of_id(event->record));
        if (!kind)
            continue;
        *out = !shown_kind(cli->engine, kind, &not_for);
        if (!*out &&
            (!json_parse(cli->arena, event->after, &body, err) ||
             !shown_past(cli->engine, cli->arena, kind, event->record, &body, out, err)))
            return false;
    }
    return true;
}

/* The open round that hides for now what a command noted, or empty: what people chose is
 * seen when it is closed, by the log no sooner than by `list`. */
static bool hidden_for_now(struct cli *cli, const struct event_list *events,
                           struct str *by, struct error *err)
{
    *by = STR_NONE;
    for (size_t i = 0; i < events->count && !by->len; i++) {
        const struct event *event = &events->items[i];
        struct process *process;
        struct json body;
        if (event->erased || !event->record.len ||
            !(event->has_after || event->has_before))
            continue;
        if (!engine_process(cli->engine, event->cycle, &process, err))
            return false;
        const struct kind *kind = kind_find(process->kinds, kind_of_id(event->record));
        if (kind &&
            (!json_parse(cli->arena, event->has_after ? event->after : event->before,
                         &body, err) ||
             !record_hidden(cli->engine->store->db, cli->arena, kind, &body, by, err)))
            return false;
    }
    return true;
}

/* Ids and dates stay: what was done to which record can be seen by everybody. */
static struct json without_words(struct cli *cli, const struct json *args)
{
    struct json out = json_object();
    for (size_t i = 0; args->type == JSON_OBJECT && i < json_count(args); i++) {
        const struct json_member *one = &args->object.members[i];
        bool words = one->value.type == JSON_TEXT && !is_record_id(one->value.text);
        json_set(cli->arena, &out, one->name,
                 words ? json_text(STR(SHOWN_TO_OTHERS)) : one->value);
    }
    return out;
}

static bool say_given(struct cli *cli, int64_t number, const struct event_list *events,
                      struct json *out, struct error *err)
{
    bool hidden;
    struct str text, by;
    struct json said;
    if (!event_closing(cli->engine->store->db, cli->arena, number, &text, err) ||
        (text.len && !json_parse(cli->arena, text, &said, err)))
        return false;
    if (!text.len) {
        buf_add(&cli->out, STR("What it was given has been erased.\n"));
        return true;
    }
    const struct json *args = json_find(&said, STR("args"));
    struct json rest;
    if (!has_hidden_words(cli, events, &hidden, err) ||
        !hidden_for_now(cli, events, &by, err))
        return false;
    if (by.len) {
        json_set(cli->arena, out, STR("hidden_while_open"), json_text(by));
        buf_add_format(&cli->out,
                       "What it was given is hidden while %.*s is open; it can be seen "
                       "when that is closed.\n",
                       STR_ARGS(by));
        return true;
    }
    if (args && hidden) {
        rest = without_words(cli, args);
        args = &rest;
    }
    if (args)
        json_set(cli->arena, out, STR("args"), *args);
    for (size_t i = 0; args && args->type == JSON_OBJECT && i < json_count(args); i++) {
        const struct json_member *one = &args->object.members[i];
        buf_add_format(&cli->out, "  %.*s: %.*s\n", STR_ARGS(one->name),
                       STR_ARGS(value_words(cli, &one->value)));
    }
    return true;
}

static struct str action_words(struct str action)
{
    static const char *const actions[][2] = {{"create", "created"},
                                             {"change", "changed"},
                                             {"remove", "removed"},
                                             {"erase", "erased"}};
    for (size_t i = 0; i < sizeof actions / sizeof actions[0]; i++)
        if (str_equal(action, str_of(actions[i][0])))
            return str_of(actions[i][1]);
    return action;
}

static bool say_event(struct cli *cli, const struct event *event, struct json *list,
                      struct error *err)
{
    struct json before = json_object(), after = json_object(), one = json_object();
    bool sealed = str_equal(kind_of_id(event->record), STR("identity")), hidden;
    bool both = event->has_before && event->has_after && !event->erased && !sealed;
    struct process *process;
    struct error not_for;
    struct str by = STR_NONE;
    if (!engine_process(cli->engine, event->cycle, &process, err))
        return false;
    const struct kind *kind = kind_find(process->kinds, kind_of_id(event->record));
    both = both && (!kind || shown_kind(cli->engine, kind, &not_for));
    if (both && (!json_parse(cli->arena, event->before, &before, err) ||
                 !json_parse(cli->arena, event->after, &after, err)))
        return false;
    if (both && kind &&
        (!shown_past(cli->engine, cli->arena, kind, event->record, &before, &hidden,
                     err) ||
         !shown_past(cli->engine, cli->arena, kind, event->record, &after, &hidden, err)))
        return false;
    if (both && kind &&
        !record_hidden(cli->engine->store->db, cli->arena, kind, &after, &by, err))
        return false;
    both = both && !by.len;
    struct str changes = both ? changes_text(cli->arena, &before, &after) : STR_NONE;
    json_set(cli->arena, &one, STR("id"), json_text(event->record));
    json_set(cli->arena, &one, STR("action"), json_text(event->action));
    if (changes.len)
        json_set(cli->arena, &one, STR("changes"), json_text(changes));
    json_add(cli->arena, list, one);
    if (json_count(list) <= MOST_RECORDS)
        buf_add_format(&cli->out, "  %.*s %.*s%s%.*s\n",
                       STR_ARGS(action_words(event->action)),
                       STR_ARGS(record_words(cli, event->record)),
                       changes.len ? ": " : "", STR_ARGS(changes));
    return true;
}

/* Of an import, it may be that rows were refused. */
static void say_nothing(struct cli *cli, const struct command_row *row)
{
    struct error ignored;
    struct json outcome;
    int64_t waiting = 0;
    if (json_parse(cli->arena, row->outcome, &outcome, &ignored))
        waiting = json_find_integer(&outcome, STR("waiting"), 0);
    if (waiting)
        buf_add_format(&cli->out,
                       "  nothing: %lld %s not taken; import the file again once what "
                       "%s there\n",
                       (long long)waiting, one_or_many(waiting, "row was", "rows were"),
                       one_or_many(waiting, "it needs is", "they need is"));
    else
        buf_add(&cli->out, STR("  nothing: all was so already\n"));
}

/* What one command was given, and what it did. */
static int show_command(struct cli *cli, int64_t number)
{
    struct error err;
    struct command_row row;
    struct event_list events;
    struct json out, list = json_list();
    bool found;
    struct db *db = cli->engine->store->db;
    if (!command_find(db, cli->arena, number, &row, &found, &err))
        return cli_fail(cli, &err);
    if (!found) {
        (void)error_set(&err, ERROR_NOT_FOUND,
                        "there is no command %lld; `waymark log --last all` shows them",
                        (long long)number);
        return cli_fail(cli, &err);
    }
    out = row_as_json(cli, &row);
    say_command(cli, &row);
    if (!event_list_of(db, cli->arena, number, &events, &err) ||
        !say_given(cli, number, &events, &out, &err))
        return cli_fail(cli, &err);
    buf_add(&cli->out, STR("What it did:\n"));
    for (size_t i = 0; i < events.count; i++)
        if (events.items[i].record.len && !say_event(cli, &events.items[i], &list, &err))
            return cli_fail(cli, &err);
    if (json_count(&list) > MOST_RECORDS)
        buf_add_format(&cli->out, "  … and %zu more (--json has them all)\n",
                       json_count(&list) - MOST_RECORDS);
    if (!json_count(&list))
        say_nothing(cli, &row);
    buf_add_format(&cli->out, "%s", not_for_publication);
    json_set(cli->arena, &out, STR("records"), list);
    return cli->json ? cli_print_json(cli, &out) : cli_print(cli);
}

/* Numbers have no gaps: what is before the oldest that is shown is so many. */
static int list_commands(struct cli *cli, size_t last, bool say_earlier)
{
    struct error err;
    struct command_list list;
    struct json all = json_list();
    if (!command_list(cli->engine->store->db, cli->arena, 0, last, &list, &err))
        return cli_fail(cli, &err);
    int64_t earlier = list.count ? list.items[list.count - 1].number - 1 : 0;
    if (earlier && say_earlier)
        buf_add_format(&cli->out, "%lld earlier: --last N or --last all\n",
                       (long long)earlier);
    for (size_t i = list.count; i > 0; i--) {
        const struct command_row *row = &list.items[i - 1];
        if (cli->json)
            json_add(cli->arena, &all, row_as_json(cli, row));
        else
            say_command(cli, row);
    }
    return cli->json ? cli_print_json(cli, &all) : cli_print(cli);
}

int cli_log(struct cli *cli)
{
    struct error err;
    int64_t last = 20, number = 0;
    bool verify = cli_flag(cli, "--verify");
    struct str asked_last = cli_option(cli, "--last"), given = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (str_equal(asked_last, STR("all")))
        last = INT32_MAX;
    else if (asked_last.len && (!str_to_integer(asked_last, &last) || last < 1))
        return cli_usage(cli, "--last takes a whole number, or all");
    if (given.len && !str_to_integer(given, &number))
        return cli_usage(cli, "give the number of a command, not \"%.*s\"",
                         STR_ARGS(given));
    if (!cli_open(cli, true, &err))
        return cli_fail(cli, &err);
    if (verify)
        return verify_log(cli);
    return given.len ? show_command(cli, number)
                     : list_commands(cli, (size_t)last, !asked_last.len);
}
