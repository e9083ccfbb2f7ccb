/* SPDX-License-Identifier: MIT */
/* list, show, log, undo, trace. */
#include "app/verbs.h"

#include "base/date.h"
#include "base/unicode.h"
#include "cycle/thread.h"
#include "cycle/value_words.h"
#include "engine/command.h"
#include "engine/history.h"
#include "engine/query.h"
#include "store/event.h"
#include "store/job.h"

#include <stdio.h>

static const char not_for_publication[] =
    "True numbers and words: not for publication.\n";

static bool read_where(struct cli *cli, struct json *where, struct error *err)
{
    *where = json_object();
    for (struct str one = cli_option(cli, "--where"); one.len;
         one = cli_option(cli, "--where")) {
        struct str value = one;
        struct str field = str_cut(&value, '=');
        if (!field.len || !value.len)
            return error_set(err, ERROR_USAGE, "--where takes FIELD=VALUE, not \"%.*s\"",
                             STR_ARGS(one));
        struct json list = json_list();
        struct str_list values = str_split(cli->arena, value, ',');
        for (size_t i = 0; i < values.count; i++)
            json_add(cli->arena, &list, json_text(values.items[i]));
        json_set(cli->arena, where, field, list);
    }
    return true;
}

/* Only what is indexed can be asked for; the rest of a record is shown by `show`. */
static bool check_where(struct cli *cli, const struct kind *kind,
                        const struct json *where, struct error *err)
{
    struct buf names = BUF_IN(cli->arena);
    for (size_t i = 0; i < kind->field_count; i++)
        if (kind->fields[i].indexed)
            buf_add_format(&names, "%s%.*s", names.len ? ", " : "",
                           STR_ARGS(kind->fields[i].name));
    for (size_t i = 0; i < json_count(where); i++) {
        struct str name = where->object.members[i].name;
        const struct kind_field *field = kind_field(kind, name);
        if (!field || !field->indexed)
            return error_set(
                err, ERROR_INPUT,
                "--where cannot ask a %.*s for \"%.*s\"; it can ask for: %.*s",
                STR_ARGS(kind->name), STR_ARGS(name), STR_ARGS(buf_str(&names)));
    }
    return true;
}

/* Where it came from, for a record that people name by that: file, line, heading. */
static struct str named_by(const struct kind *kind, const struct json *body,
                           struct str title)
{
    for (size_t i = 0; i < kind->field_count; i++) {
        struct str text = json_find_text(body, kind->fields[i].name);
        if (kind->fields[i].handle && text.len && !str_equal(text, title))
            return text;
    }
    return STR_NONE;
}

static bool add_to_list(struct cli *cli, const struct kind *kind, struct str id,
                        struct json *all, struct error *err)
{
    struct record record;
    struct json body;
    bool found;
    if (!record_find(cli->engine->store->db, cli->arena, id, &record, &found, err))
        return false;
    if (!found)
        return true;
    if (cli->json) {
        if (!record_as_json(cli->arena, &record, &body, err))
            return false;
        json_add(cli->arena, all, body);
        return true;
    }
    if (!json_parse(cli->arena, record.body, &body, err))
        return false;
    struct str title = record_title(cli->arena, kind, &body);
    struct str name = named_by(kind, &body, title);
    /* A line each, whatever was typed into a spreadsheet's cell. */
    title = str_replaced(cli->arena, title, '\n', ' ');
    buf_add_format(&cli->out, "%.*s  %.*s", STR_ARGS(id), STR_ARGS(title));
    if (name.len)
        buf_add_format(&cli->out, "  [%.*s]", STR_ARGS(name));
    buf_add_byte(&cli->out, '\n');
    return true;
}

int cli_list(struct cli *cli)
{
    struct error err;
    struct str cycle, kind_name;
    struct json where, all = json_list();
    struct process *process;
    const struct kind *kind;
    struct condition_list conditions;
    struct str_list ids;
    if (!read_where(cli, &where, &err))
        return cli_fail(cli, &err);
    struct str name = cli_option(cli, "--cycle");
    kind_name = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!kind_name.len)
        return cli_usage(cli, "name a kind of record");
    if (!cli_open(cli, true, &err))
        return cli_fail(cli, &err);
    if (!engine_cycle(cli->engine, name, &cycle, &err)) {
        if (name.len)
            return cli_fail(cli, &err);
        cycle = STR("");
    }
    if (!engine_process(cli->engine, cycle, &process, &err) ||
        !process_kind(process, kind_name, &kind, &err))
        return cli_fail(cli, &err);
    if (str_equal(kind_name, STR("identity"))) {
        (void)error_set(&err, ERROR_REFUSED, "identities stay sealed");
        return cli_fail(cli, &err);
    }
    if (!check_where(cli, kind, &where, &err) ||
        !query_conditions(cli->arena, kind, &where, &conditions, &err) ||
        !record_where(cli->engine->store->db, cli->arena,
                      kind->workplace ? STR("") : cycle, kind_name, conditions, &ids,
                      &err))
        return cli_fail(cli, &err);
    for (size_t i = 0; i < ids.count; i++)
        if (!add_to_list(cli, kind, ids.items[i], &all, &err))
            return cli_fail(cli, &err);
    if (cli->json)
        return cli_print_json(cli, &all);
    buf_add_format(&cli->out, "%zu of kind %.*s. %s", ids.count, STR_ARGS(kind_name),
                   not_for_publication);
    return cli_print(cli);
}

/* What was said at FILE:LINE:HEADING, in this cycle or, with no name, in any. */
static bool said_at(struct cli *cli, struct str source, struct str cycle_name,
                    struct str *id, struct error *err)
{
    struct db *db = cli->engine->store->db;
    struct record_list cycles;
    struct str only = STR_NONE;
    size_t count = 0;
    if ((cycle_name.len && !engine_cycle(cli->engine, cycle_name, &only, err)) ||
        !record_list(db, cli->arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    for (size_t i = 0; i < cycles.count; i++) {
        struct str_list found;
        if (only.len && !str_equal(cycles.items[i].id, only))
            continue;
        if (!record_by(db, cli->arena, cycles.items[i].id, STR("statement"),
                       STR("source"), source, &found, err))
            return false;
        count += found.count;
        if (found.count)
            *id = found.items[0];
    }
    if (count == 1)
        return true;
    return error_set(err, count ? ERROR_INPUT : ERROR_NOT_FOUND,
                     count ? "more than one statement came from %.*s; add --cycle NAME, "
                             "or name one by its id (`waymark list statement`)"
                           : "there is no record %.*s, and nothing that was said came "
                             "from there; `waymark list KIND` shows what there is",
                     STR_ARGS(source));
}

/* A record by its id, or a statement by where it came from. */
static bool find_named(struct cli *cli, struct str given, struct str cycle_name,
                       struct str *id, struct error *err)
{
    *id = given;
    return is_record_id(given) || said_at(cli, given, cycle_name, id, err);
}

static bool kinds_of_record(struct cli *cli, struct str id, struct record *record,
                            struct process **process, struct error *err)
{
    bool found;
    if (!record_find(cli->engine->store->db, cli->arena, id, record, &found, err))
        return false;
    if (!found)
        return error_set(
            err, ERROR_NOT_FOUND,
            "there is no record %.*s; `waymark list KIND` shows what there is",
            STR_ARGS(id));
    if (str_equal(record->kind, STR("identity")))
        return error_set(err, ERROR_REFUSED, "identities stay sealed");
    return engine_process(cli->engine, record->cycle, process, err);
}

static bool show_history(struct cli *cli, struct str id, struct error *err)
{
    struct history_list history;
    if (!history_of(cli->engine->store->db, cli->arena, id, &history, err))
        return false;
    buf_add(&cli->out, STR("\nWhat happened to it:\n"));
    for (size_t i = 0; i < history.count; i++) {
        const struct history *one = &history.items[i];
        struct json before = json_object(), after = json_object();
        if (!one->event.erased &&
            ((one->event.has_before &&
              !json_parse(cli->arena, one->event.before, &before, err)) ||
             (one->event.has_after &&
              !json_parse(cli->arena, one->event.after, &after, err))))
            return false;
        struct str changes = one->event.has_before && one->event.has_after
                                 ? changes_text(cli->arena, &before, &after)
                                 : STR_NONE;
        buf_add_format(
            &cli->out, "  command %lld  %.*s  %.*s, by %.*s: %.*s%s%.*s\n",
            (long long)one->event.command, STR_ARGS(moment_text(cli->arena, one->at)),
            STR_ARGS(one->command_name), STR_ARGS(one->actor),
            STR_ARGS(one->event.action), changes.len ? ": " : "", STR_ARGS(changes));
    }
    return true;
}

int cli_show(struct cli *cli)
{
    struct error err;
    struct record record;
    struct process *process;
    struct json body;
    struct str cycle = cli_option(cli, "--cycle");
    struct str id, given = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!given.len)
        return cli_usage(cli, "name a record by its id");
    if (!cli_open(cli, true, &err) || !find_named(cli, given, cycle, &id, &err) ||
        !kinds_of_record(cli, id, &record, &process, &err) ||
        !record_as_json(cli->arena, &record, &body, &err))
        return cli_fail(cli, &err);
    if (cli->json)
        return cli_print_json(cli, &body);
    const struct kind *kind = kind_find(process->kinds, record.kind);
    buf_add_format(&cli->out, "%.*s (version %lld)\n", STR_ARGS(id),
                   (long long)record.version);
    for (size_t i = 0; i < json_count(&body); i++) {
        const struct json_member *member = &body.object.members[i];
        const struct kind_field *field = kind ? kind_field(kind, member->name) : NULL;
        if (!field)
            continue;
        struct str text = value_words(cli->arena, member->name, &member->value);
        buf_add_format(&cli->out, "  %.*s: %.*s\n", STR_ARGS(field_words(member->name)),
                       STR_ARGS(text));
    }
    if (!show_history(cli, id, &err))
        return cli_fail(cli, &err);
    return cli_print(cli);
}

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

static struct json row_as_json(struct cli *cli, const struct command_row *row)
{
    struct str backup = backup_of(cli, row), file = imported_by(cli, row);
    struct json one = json_object();
    json_set(cli->arena, &one, STR("number"), json_integer(row->number));
    json_set(cli->arena, &one, STR("at"), json_text(moment_text(cli->arena, row->at)));
    json_set(cli->arena, &one, STR("actor"), json_text(row->actor));
    json_set(cli->arena, &one, STR("command"), json_text(row->name));
    json_set(cli->arena, &one, STR("cycle"), json_text(row->cycle));
    if (backup.len)
        json_set(cli->arena, &one, STR("backup"), json_text(backup));
    if (file.len)
        json_set(cli->arena, &one, STR("file"), json_text(file));
    if (row->undone_by)
        json_set(cli->arena, &one, STR("undone_by"), json_integer(row->undone_by));
    if (row->undoes)
        json_set(cli->arena, &one, STR("undoes"), json_integer(row->undoes));
    return one;
}

static void say_command(struct cli *cli, const struct command_row *row)
{
    struct str backup = backup_of(cli, row), file = imported_by(cli, row);
    buf_add_format(&cli->out, "%6lld  %.*s  %-12.*s  %.*s", (long long)row->number,
                   STR_ARGS(moment_text(cli->arena, row->at)), STR_ARGS(row->actor),
                   STR_ARGS(row->name));
    if (backup.len || file.len)
        buf_add_format(&cli->out, " of %.*s", STR_ARGS(backup.len ? backup : file));
    if (row->undoes)
        buf_add_format(&cli->out, " of %lld", (long long)row->undoes);
    if (row->undone_by)
        buf_add_format(&cli->out, "  (taken back by %lld)", (long long)row->undone_by);
    buf_add_byte(&cli->out, '\n');
}

int cli_log(struct cli *cli)
{
    struct error err;
    struct command_list list;
    int64_t last = 20;
    bool verify = cli_flag(cli, "--verify");
    struct str given = cli_option(cli, "--last");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (given.len && (!str_to_integer(given, &last) || last < 1))
        return cli_usage(cli, "--last takes a whole number");
    if (!cli_open(cli, true, &err))
        return cli_fail(cli, &err);
    if (verify)
        return verify_log(cli);
    if (!command_list(cli->engine->store->db, cli->arena, 0, (size_t)last, &list, &err))
        return cli_fail(cli, &err);
    struct json all = json_list();
    for (size_t i = list.count; i > 0; i--) {
        const struct command_row *row = &list.items[i - 1];
        if (cli->json) {
            json_add(cli->arena, &all, row_as_json(cli, row));
            continue;
        }
        say_command(cli, row);
    }
    return cli->json ? cli_print_json(cli, &all) : cli_print(cli);
}

/* One's own newest command that is neither an undo nor taken back already: what
 * somebody else did is taken back only by its number. */
static bool newest_to_undo(struct cli *cli, int64_t *number, struct error *err)
{
    struct command_list list;
    if (!command_list(cli->engine->store->db, cli->arena, 0, 1000, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++)
        if (!list.items[i].undoes && !list.items[i].undone_by &&
            str_equal(list.items[i].actor, cli->engine->actor) &&
            !str_equal(list.items[i].name, STR("workplace.erase")) &&
            !str_equal(list.items[i].name, STR("workplace.restore")) &&
            !str_equal(list.items[i].name, STR("workplace.seal"))) {
            *number = list.items[i].number;
            return true;
        }
    return error_set(err, ERROR_NOT_FOUND,
                     "there is nothing of %.*s's to take back; what others did is taken "
                     "back by its number (`waymark log` shows them)",
                     STR_ARGS(cli->engine->actor));
}

int cli_undo(struct cli *cli)
{
    struct error err;
    struct json args = json_object();
    struct command_result result;
    struct command_row row;
    int64_t number = 0;
    bool found, pretend = cli_flag(cli, "--dry-run");
    struct str given = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (given.len && !str_to_integer(given, &number))
        return cli_usage(cli, "give the number of a command, as `waymark log` shows it");
    if (!cli_open(cli, false, &err) ||
        (!given.len && !newest_to_undo(cli, &number, &err)))
        return cli_fail(cli, &err);
    json_set(cli->arena, &args, STR("command"), json_integer(number));
    struct command_request request = {
        .name = STR("workplace.undo"), .args = &args, .pretend = pretend};
    if (!command_run(cli->engine, cli->arena, &request, &result, &err) ||
        !command_find(cli->engine->store->db, cli->arena, number, &row, &found, &err))
        return cli_fail(cli, &err);
    if (cli->json)
        return cli_print_json(cli, &result.outcome);
    int64_t records = json_find_integer(&result.outcome, STR("records"), 0);
    buf_add_format(&cli->out, "%s command %lld (%.*s, by %.*s): %lld %s as %s before.\n",
                   pretend ? "This would take back" : "Took back", (long long)number,
                   STR_ARGS(row.name), STR_ARGS(row.actor), (long long)records,
                   pretend ? one_or_many(records, "record would be", "records would be")
                           : one_or_many(records, "record is", "records are"),
                   one_or_many(records, "it was", "they were"));
    return cli_print(cli);
}

static void print_thread(struct cli *cli, const struct thread *thread)
{
    for (size_t i = 0; i < thread->count; i++) {
        const struct thread_node *node = &thread->nodes[i];
        buf_add_format(&cli->out, "%*s%.*s%s%.*s%s  [%.*s]", (int)(node->depth * 2), "",
                       STR_ARGS(node->record.kind), node->said ? " “" : ": ",
                       STR_ARGS(node->title), node->said ? "”" : "",
                       STR_ARGS(node->said ? node->source : node->record.id));
        buf_add_byte(&cli->out, '\n');
    }
    if (thread->cut)
        buf_add_format(&cli->out, "… and more than %d in all.\n", THREAD_MOST);
}

static struct json thread_as_json(struct cli *cli, const struct thread *thread)
{
    struct json list = json_list();
    for (size_t i = 0; i < thread->count; i++) {
        const struct thread_node *node = &thread->nodes[i];
        struct json one = json_object();
        json_set(cli->arena, &one, STR("depth"), json_integer((int64_t)node->depth));
        json_set(cli->arena, &one, STR("id"), json_text(node->record.id));
        json_set(cli->arena, &one, STR("kind"), json_text(node->record.kind));
        json_set(cli->arena, &one, STR("title"), json_text(node->title));
        if (node->source.len)
            json_set(cli->arena, &one, STR("source"), json_text(node->source));
        json_add(cli->arena, &list, one);
    }
    return list;
}

int cli_trace(struct cli *cli)
{
    struct error err;
    struct record record;
    struct process *process;
    struct thread back, on;
    struct str cycle = cli_option(cli, "--cycle");
    struct str id, given = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!given.len)
        return cli_usage(cli, "name a record by its id, such as one in the report");
    if (!cli_open(cli, true, &err) || !find_named(cli, given, cycle, &id, &err) ||
        !kinds_of_record(cli, id, &record, &process, &err) ||
        !thread_back(cli->engine->store->db, cli->arena, process->kinds, id, &back,
                     &err) ||
        !thread_on(cli->engine->store->db, cli->arena, process->kinds, id, &on, &err))
        return cli_fail(cli, &err);
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("comes_from"), thread_as_json(cli, &back));
        json_set(cli->arena, &out, STR("led_to"), thread_as_json(cli, &on));
        return cli_print_json(cli, &out);
    }
    buf_add(&cli->out, STR("Where it comes from:\n"));
    print_thread(cli, &back);
    if (on.count > 1) {
        buf_add(&cli->out, STR("\nWhat came of it:\n"));
        print_thread(cli, &on);
    }
    buf_add_format(&cli->out, "\n%s", not_for_publication);
    return cli_print(cli);
}
