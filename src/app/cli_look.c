/* SPDX-License-Identifier: MIT */
/* list, show, trace. */
#include "app/cli_beside.h"
#include "app/cli_find.h"
#include "app/cli_where.h"
#include "app/verbs.h"

#include "base/date.h"
#include "base/unicode.h"
#include "cycle/carried.h"
#include "cycle/groups.h"
#include "cycle/manner.h"
#include "cycle/overdue.h"
#include "cycle/theme_count.h"
#include "cycle/thread.h"
#include "cycle/tray.h"
#include "cycle/value_words.h"
#include "engine/command.h"
#include "engine/history.h"
#include "engine/query.h"
#include "engine/requests.h"
#include "engine/shown.h"
#include "store/parsed.h"

#include <stdio.h>

static const char not_for_publication[] =
    "True numbers and words: not for publication.\n";

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

/* Where it is instead of on the table, or empty. */
static struct str tray_words(const struct json *body)
{
    static const char *const trays[][2] = {{"held_back", "held back"},
                                           {"to_pick", "waits to be picked"},
                                           {"spare", "kept as spare"},
                                           {"alone", "on its own"},
                                           {"unsure", "not sure yet"},
                                           {"withdrawn", "not used, by their wish"},
                                           {"not_drawn", "not drawn for the sample"}};
    struct str tray = json_find_text(body, STR("tray"));
    if (str_equal(tray, STR("spare")) &&
        str_equal(json_find_text(body, STR("same")), STR("yes")))
        return STR("counted with its like");
    for (size_t i = 0; i < sizeof trays / sizeof trays[0]; i++)
        if (str_equal(tray, str_of(trays[i][0])))
            return str_of(trays[i][1]);
    return tray;
}

/* How alike they are that the computer put together: of its own groups alone, for what
 * people have put in since it has not measured. */
static struct str tight_words(struct arena *arena, const struct cards *cards,
                              struct str theme, const struct json *body)
{
    bool own = json_find_bool(body, STR("drafted"));
    for (size_t i = 0; i < cards->count; i++) {
        const struct json *card = &cards->items[i].body;
        own = own && (json_find_bool(card, STR("drafted")) ||
                      !str_equal(json_find_text(card, STR("theme")), theme));
    }
    return own ? str_replaced(arena, json_find_text(body, STR("tight")), '_', ' ')
               : STR_NONE;
}

/* Of a draft that tables sorted: where none gave it a name, it goes by their piles
 * ("Table 1: A"). */
static bool is_named_by_tables(struct arena *arena, const struct json *body)
{
    const struct json *tables = json_find(body, STR("sorted_by"));
    struct str label = json_find_text(body, STR("label"));
    for (size_t i = 0; i < json_count(tables); i++)
        if (str_starts(label,
                       str_format(arena, "%.*s: ", STR_ARGS(json_item(tables, i)->text))))
            return false;
    return json_count(tables) > 0 && label.len > 0;
}

/* What people call a group is its name to them; what it lacks is what it means. */
static struct str agreed_words(struct arena *arena, const struct json *body)
{
    bool drafted = json_find_bool(body, STR("drafted"));
    if (json_find_text(body, STR("name")).len)
        return json_find_bool(body, STR("agreed")) ? STR("agreed")
                                                   : STR("not agreed yet");
    if (drafted)
        return is_named_by_tables(arena, body)
                   ? STR("named at the tables, not agreed yet")
                   : STR("no name yet");
    return json_find_text(body, STR("label")).len ? STR("what it means is not said yet")
                                                  : STR("no name yet");
}

/* Of these ids, the records whose day has passed, and which do not go on elsewhere. */
static bool keep_overdue(struct cli *cli, struct str kind, struct str_list *ids,
                         struct error *err)
{
    struct parsed one;
    size_t kept = 0;
    bool found;
    for (size_t i = 0; i < ids->count; i++) {
        if (!parsed_find(cli->engine->store->db, cli->arena, ids->items[i], &one, &found,
                         err))
            return false;
        if (!found || !overdue_since(kind, &one.body).len)
            continue;
        struct carried carried;
        if (!carried_find(cli->engine->store->db, cli->arena, &one.record, &carried, err))
            return false;
        if (!carried.id.len)
            ids->items[kept++] = ids->items[i];
    }
    ids->count = kept;
    return true;
}

/* The cards that count, for themes alone: wherever one is shown, so is how many cards
 * and how many people are behind it. */
static bool load_cards(struct cli *cli, const struct process *process, struct str kind,
                       struct cards *out, struct error *err)
{
    struct cards_request request = cards_of(cli->engine, process);
    *out = (struct cards){NULL, 0, 0};
    return !str_equal(kind, STR("theme")) || !request.cycle.len ||
           cards_load(cli->arena, &request, out, err);
}

static bool load_groups(struct cli *cli, const struct process *process, struct str kind,
                        struct groups *out, struct error *err)
{
    struct cards_request request = cards_of(cli->engine, process);
    struct cards none = {NULL, 0, 0};
    *out = (struct groups){NULL, 0};
    return !str_equal(kind, STR("theme")) || !request.cycle.len ||
           groups_load(cli->arena, &request, &none, out, err);
}

/* {"cards": 12, "people": 9} */
static void set_counts(struct cli *cli, const struct cards *cards, struct str theme,
                       struct json *body)
{
    struct theme_count count = theme_count(cli->arena, cards, theme);
    struct json counts = json_object();
    json_set(cli->arena, &counts, STR("cards"), json_integer((int64_t)count.cards));
    json_set(cli->arena, &counts, STR("people"), json_integer((int64_t)count.people));
    json_set(cli->arena, body, STR("counts"), counts);
}

/* What `list` was asked for, and what has come of it. */
struct listing {
    struct cli *cli;
    struct str cycle_name, kind_name;
    struct json given; /* --where */
    bool overdue;
    struct str cycle; /* id; empty where there is none yet */
    struct process *process;
    const struct kind *kind;
    struct str_list ids;
    struct cards cards;   /* of themes */
    struct groups groups; /* of themes: as they are numbered now */
    struct json all;
    struct str hidden_by; /* what hides those that are left out */
};

/* That it is overdue, or goes on in the next cycle and is so no more. */
static bool add_overdue(struct cli *cli, const struct record *record,
                        const struct json *body, struct error *err)
{
    struct carried carried;
    struct str since = overdue_since(record->kind, body);
    if (!carried_find(cli->engine->store->db, cli->arena, record, &carried, err))
        return false;
    if (carried.id.len)
        buf_add_format(&cli->out, "  (goes on in %.*s)", STR_ARGS(carried.cycle_name));
    else if (since.len)
        buf_add_format(&cli->out, "  (overdue since %.*s)", STR_ARGS(since));
    return true;
}

static bool add_json(struct listing *now, const struct record *record, struct json *body,
                     struct error *err)
{
    struct cli *cli = now->cli;
    struct str untold;
    if (!record_as_json(cli->arena, record, body, err) ||
        !cli_untold(cli, record, body, &untold, err) ||
        !shown_body(cli->engine, now->kind, body, err))
        return false;
    if (str_equal(now->kind_name, STR("theme")))
        set_counts(cli, &now->cards, record->id, body);
    json_add(cli->arena, &now->all, *body);
    return true;
}

static void add_word(struct cli *cli, const char *before, struct str word,
                     const char *after)
{
    if (word.len)
        buf_add_format(&cli->out, "  %s%.*s%s", before, STR_ARGS(word), after);
}

/* How far a group is: without a name nobody can have agreed it. */
static void add_theme_words(struct listing *now, const struct record *record,
                            const struct json *body)
{
    struct cli *cli = now->cli;
    add_word(cli, "(", agreed_words(cli->arena, body), ")");
    add_word(cli, "(", tight_words(cli->arena, &now->cards, record->id, body), ")");
    add_word(
        cli, "(",
        theme_count_words(cli->arena, theme_count(cli->arena, &now->cards, record->id)),
        ")");
    const struct group *group = groups_find(&now->groups, record->id);
    if (group)
        buf_add_format(&cli->out, "  (T%zu)", group->number);
}

/* A line each, whatever was typed into a spreadsheet's cell. */
static bool add_line(struct listing *now, const struct record *record, struct json *body,
                     struct error *err)
{
    struct cli *cli = now->cli;
    struct arena *arena = cli->arena;
    struct str untold;
    if (!cli_untold(cli, record, body, &untold, err) ||
        !shown_body(cli->engine, now->kind, body, err))
        return false;
    struct str title = record_title(arena, now->kind, body), beside;
    if (!cli_beside(cli, record, body, &beside, err))
        return false;
    buf_add_format(&cli->out, "%.*s  %.*s", STR_ARGS(record->id),
                   STR_ARGS(cli_one_line(arena, title)));
    add_word(cli, "(", cli_one_line(arena, beside), ")");
    if (str_equal(now->kind_name, STR("statement"))) {
        add_word(cli, "(", manner_of(arena, body), ")");
        add_word(cli, "(", cli_one_line(arena, json_find_text(body, STR("occasion"))),
                 ")");
    }
    add_word(cli, "(", tray_words(body), ")");
    add_word(cli, "(", untold, ")");
    if (str_equal(now->kind_name, STR("theme")))
        add_theme_words(now, record, body);
    add_word(cli, "[", named_by(now->kind, body, title), "]");
    if (!add_overdue(cli, record, body, err))
        return false;
    buf_add_byte(&cli->out, '\n');
    return true;
}

/* One that is hidden for now is left out. */
static bool add_to_list(struct listing *now, struct str id, struct error *err)
{
    struct cli *cli = now->cli;
    struct db *db = cli->engine->store->db;
    struct record record;
    struct json body;
    struct str by;
    bool found;
    if (!record_find(db, cli->arena, id, &record, &found, err))
        return false;
    if (!found)
        return true;
    if (!json_parse(cli->arena, record.body, &body, err) ||
        !record_hidden(db, cli->arena, now->kind, &body, &by, err))
        return false;
    if (by.len) {
        now->hidden_by = by;
        return true;
    }
    return cli->json ? add_json(now, &record, &body, err)
                     : add_line(now, &record, &body, err);
}

/* Kinds of the workplace can be listed before there is any cycle. */
static bool find_kind(struct listing *now, struct error *err)
{
    struct cli *cli = now->cli;
    if (!cli_open(cli, !where_may_look_up(now->kind_name, &now->given), err))
        return false;
    if (!engine_cycle(cli->engine, now->cycle_name, &now->cycle, err)) {
        if (now->cycle_name.len)
            return false;
        now->cycle = STR("");
    }
    if (!engine_process(cli->engine, now->cycle, &now->process, err) ||
        !process_kind(now->process, now->kind_name, &now->kind, err) ||
        (!now->kind->workplace && now->cycle.len &&
         !cli_find_cycle(cli, now->cycle_name, &now->cycle, err)))
        return false;
    if (str_equal(now->kind_name, STR("identity")))
        return error_set(err, ERROR_REFUSED, "identities stay sealed");
    return shown_kind(cli->engine, now->kind, err);
}

static bool find_records(struct listing *now, struct error *err)
{
    struct cli *cli = now->cli;
    struct json where, rest;
    struct condition_list conditions;
    return where_check(cli, now->process, now->kind, &now->given, &where, &rest, err) &&
           query_conditions(cli->arena, now->kind, &where, &conditions, err) &&
           record_where(cli->engine->store->db, cli->arena,
                        now->kind->workplace ? STR("") : now->cycle, now->kind_name,
                        conditions, &now->ids, err) &&
           where_keep(cli, &rest, &now->ids, err) &&
           (!now->overdue || keep_overdue(cli, now->kind_name, &now->ids, err)) &&
           load_cards(cli, now->process, now->kind_name, &now->cards, err) &&
           load_groups(cli, now->process, now->kind_name, &now->groups, err);
}

/* In place of those that are left out, so that nobody takes them for not there. */
static void add_hidden(struct listing *now)
{
    struct arena *arena = now->cli->arena;
    struct json one = json_object();
    json_set(arena, &one, STR("kind"), json_text(now->kind_name));
    json_set(arena, &one, STR("hidden_while_open"), json_text(now->hidden_by));
    json_add(arena, &now->all, one);
}

static int print_list(struct listing *now)
{
    struct cli *cli = now->cli;
    if (cli->json && now->hidden_by.len)
        add_hidden(now);
    if (cli->json)
        return cli_print_json(cli, &now->all);
    if (now->hidden_by.len) /* how many would tell what this asked */
        buf_add_format(&cli->out,
                       "The %.*s that belong to %.*s are hidden while it is open.\n",
                       STR_ARGS(cli_kind_words(cli->arena, now->kind_name, 0)),
                       STR_ARGS(now->hidden_by));
    else
        buf_add_format(
            &cli->out, "%zu %.*s. ", now->ids.count,
            STR_ARGS(cli_kind_words(cli->arena, now->kind_name, now->ids.count)));
    buf_add(&cli->out, str_of(not_for_publication));
    return cli_print(cli);
}

int cli_list(struct cli *cli)
{
    struct error err;
    struct listing now = {.cli = cli, .all = json_list(), .hidden_by = STR_NONE};
    if (!where_read(cli, &now.given, &err))
        return cli_fail(cli, &err);
    now.cycle_name = cli_option(cli, "--cycle");
    now.overdue = cli_flag(cli, "--overdue");
    now.kind_name = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!now.kind_name.len)
        return cli_usage(cli, "name a kind of record");
    if (now.overdue && !overdue_knows(now.kind_name))
        return cli_usage(cli,
                         "actions, commitments and indicators can be --overdue, not "
                         "%.*s",
                         STR_ARGS(now.kind_name));
    if (!find_kind(&now, &err) || !find_records(&now, &err))
        return cli_fail(cli, &err);
    for (size_t i = 0; i < now.ids.count; i++)
        if (!add_to_list(&now, now.ids.items[i], &err))
            return cli_fail(cli, &err);
    return print_list(&now);
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

/* What it said before and after, as far as it is for the actor. */
static bool show_changes(struct cli *cli, const struct kind *kind,
                         const struct event *event, struct str *out, struct error *err)
{
    struct json before, after;
    bool hidden;
    *out = STR_NONE;
    if (event->erased || !event->has_before || !event->has_after)
        return true;
    if (!json_parse(cli->arena, event->before, &before, err) ||
        !json_parse(cli->arena, event->after, &after, err) ||
        (kind && (!shown_past(cli->engine, cli->arena, kind, event->record, &before,
                              &hidden, err) ||
                  !shown_past(cli->engine, cli->arena, kind, event->record, &after,
                              &hidden, err))))
        return false;
    *out = changes_text(cli->arena, &before, &after);
    return true;
}

static bool show_history(struct cli *cli, const struct kind *kind, struct str id,
                         struct error *err)
{
    struct history_list history;
    if (!history_of(cli->engine->store->db, cli->arena, id, &history, err))
        return false;
    buf_add(&cli->out, STR("\nWhat happened to it:\n"));
    for (size_t i = 0; i < history.count; i++) {
        const struct history *one = &history.items[i];
        struct str changes;
        if (!show_changes(cli, kind, &one->event, &changes, err))
            return false;
        buf_add_format(
            &cli->out, "  command %lld  %.*s  %.*s, by %.*s: %.*s%s%.*s\n",
            (long long)one->event.command, STR_ARGS(moment_text(cli->arena, one->at)),
            STR_ARGS(one->command_name), STR_ARGS(one->actor),
            STR_ARGS(one->event.action), changes.len ? ": " : "", STR_ARGS(changes));
    }
    return true;
}

/* Refuses to show what is hidden for now. */
static bool may_show(struct cli *cli, const struct process *process,
                     const struct record *record, struct error *err)
{
    const struct kind *kind = kind_find(process->kinds, record->kind);
    struct json body;
    struct str by = STR_NONE;
    if (kind &&
        (!shown_kind(cli->engine, kind, err) ||
         !json_parse(cli->arena, record->body, &body, err) ||
         !record_hidden(cli->engine->store->db, cli->arena, kind, &body, &by, err)))
        return false;
    return !by.len || error_set(err, ERROR_REFUSED,
                                "%.*s is hidden while %.*s is open; it can be seen when "
                                "that is closed",
                                STR_ARGS(record->id), STR_ARGS(by));
}

int cli_show(struct cli *cli)
{
    struct error err;
    struct record record;
    struct process *process;
    struct cards cards;
    struct json body;
    struct str cycle = cli_option(cli, "--cycle"), untold;
    struct str id, given = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!given.len)
        return cli_usage(cli, "name a record by its id, its name, or FILE:LINE:HEADING");
    if (!cli_open(cli, true, &err) || !find_record(cli, given, cycle, &id, &err) ||
        !kinds_of_record(cli, id, &record, &process, &err) ||
        !may_show(cli, process, &record, &err) ||
        !record_as_json(cli->arena, &record, &body, &err) ||
        !cli_untold(cli, &record, &body, &untold, &err) ||
        !load_cards(cli, process, record.kind, &cards, &err))
        return cli_fail(cli, &err);
    const struct kind *kind = kind_find(process->kinds, record.kind);
    if (kind && !shown_body(cli->engine, kind, &body, &err))
        return cli_fail(cli, &err);
    bool is_theme = str_equal(record.kind, STR("theme"));
    if (is_theme && cli->json)
        set_counts(cli, &cards, id, &body);
    if (cli->json)
        return cli_print_json(cli, &body);
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
    if (is_theme)
        buf_add_format(
            &cli->out, "  holds: %.*s\n",
            STR_ARGS(theme_count_words(cli->arena, theme_count(cli->arena, &cards, id))));
    if (untold.len)
        buf_add_format(&cli->out, "  %.*s\n", STR_ARGS(untold));
    if (!show_history(cli, kind, id, &err))
        return cli_fail(cli, &err);
    return cli_print(cli);
}

/* What is held back is on no thread but its own. */
static bool shown_thread(struct cli *cli, const struct process *process,
                         struct thread *thread, struct error *err)
{
    for (size_t i = 0; i < thread->count; i++) {
        struct thread_node *node = &thread->nodes[i];
        const struct kind *kind = kind_find(process->kinds, node->record.kind);
        struct json body;
        if (!kind)
            continue;
        if (!shown_kind(cli->engine, kind, err) ||
            !json_parse(cli->arena, node->record.body, &body, err) ||
            !shown_body(cli->engine, kind, &body, err))
            return false;
        struct str occasion = json_find_text(&body, STR("occasion"));
        if (node->said || tray_is_held_back(&body))
            node->title = json_find_text(&body, STR("text"));
        if (str_equal(kind->name, STR("attachment")))
            node->title = record_title(cli->arena, kind, &body);
        if (node->said && occasion.len)
            node->manner = str_format(cli->arena, "%.*s%s%.*s", STR_ARGS(node->manner),
                                      node->manner.len ? "; " : "", STR_ARGS(occasion));
        if (node->whole.len)
            node->whole = json_find_text(&body, STR("whole"));
    }
    return true;
}

static void print_thread(struct cli *cli, const struct thread *thread)
{
    for (size_t i = 0; i < thread->count; i++) {
        const struct thread_node *node = &thread->nodes[i];
        buf_add_format(&cli->out, "%*s%.*s%s%.*s%s  [%.*s]", (int)(node->depth * 2), "",
                       STR_ARGS(node->record.kind), node->said ? " “" : ": ",
                       STR_ARGS(node->title), node->said ? "”" : "",
                       STR_ARGS(node->said ? node->source : node->record.id));
        if (node->manner.len)
            buf_add_format(&cli->out, "  (%.*s)", STR_ARGS(node->manner));
        buf_add_byte(&cli->out, '\n');
        if (node->also.len)
            buf_add_format(&cli->out, "%*salso said: %.*s\n", (int)(node->depth * 2 + 2),
                           "", STR_ARGS(node->also));
        if (node->whole.len)
            buf_add_format(&cli->out, "%*scut out of “%.*s”\n",
                           (int)(node->depth * 2 + 2), "", STR_ARGS(node->whole));
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
        if (node->manner.len)
            json_set(cli->arena, &one, STR("manner"), json_text(node->manner));
        if (node->also.len)
            json_set(cli->arena, &one, STR("also"), json_text(node->also));
        if (node->whole.len)
            json_set(cli->arena, &one, STR("whole"), json_text(node->whole));
        json_add(cli->arena, &list, one);
    }
    return list;
}

/* A measure that is carried over has numbers in two cycles: each names the other. */
static bool say_elsewhere(struct cli *cli, const struct record *record, struct json *out,
                          struct error *err)
{
    struct carried carried;
    struct json body;
    if (!json_parse(cli->arena, record->body, &body, err) ||
        !carried_find(cli->engine->store->db, cli->arena, record, &carried, err))
        return false;
    struct str from = json_find_text(&body, STR("carried_from"));
    if (from.len) {
        json_set(cli->arena, out, STR("goes_on_from"), json_text(from));
        buf_add_format(&cli->out,
                       "\nIt goes on from the cycle before; what was measured then: "
                       "waymark trace %.*s\n",
                       STR_ARGS(from));
    }
    if (carried.id.len) {
        json_set(cli->arena, out, STR("goes_on_as"), json_text(carried.id));
        buf_add_format(&cli->out,
                       "\nIt goes on in %.*s; what is measured there: waymark trace "
                       "%.*s\n",
                       STR_ARGS(carried.cycle_name), STR_ARGS(carried.id));
    }
    return true;
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
        return cli_usage(
            cli, "name a record by its id, such as one in the report, or by its name");
    if (!cli_open(cli, true, &err) || !find_record(cli, given, cycle, &id, &err) ||
        !kinds_of_record(cli, id, &record, &process, &err) ||
        !may_show(cli, process, &record, &err) ||
        !thread_back(cli->engine->store->db, cli->arena, process->kinds, id, &back,
                     &err) ||
        !thread_on(cli->engine->store->db, cli->arena, process->kinds, id, &on, &err) ||
        !shown_thread(cli, process, &back, &err) ||
        !shown_thread(cli, process, &on, &err))
        return cli_fail(cli, &err);
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("comes_from"), thread_as_json(cli, &back));
        json_set(cli->arena, &out, STR("led_to"), thread_as_json(cli, &on));
        return say_elsewhere(cli, &record, &out, &err) ? cli_print_json(cli, &out)
                                                       : cli_fail(cli, &err);
    }
    buf_add(&cli->out, STR("Where it comes from:\n"));
    print_thread(cli, &back);
    if (on.count > 1) {
        buf_add(&cli->out, STR("\nWhat came of it:\n"));
        print_thread(cli, &on);
    }
    struct json elsewhere = json_object();
    if (!say_elsewhere(cli, &record, &elsewhere, &err))
        return cli_fail(cli, &err);
    buf_add_format(&cli->out, "\n%s", not_for_publication);
    return cli_print(cli);
}
