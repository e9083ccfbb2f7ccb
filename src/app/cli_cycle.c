/* SPDX-License-Identifier: MIT */
/* cycle, status, coverage. */
#include "app/cli_calendar.h"
#include "app/cli_find.h"
#include "app/cli_keep.h"
#include "app/cli_retain.h"
#include "app/cli_room.h"
#include "app/cli_sample.h"
#include "app/cli_sorts.h"
#include "app/cli_written.h"
#include "app/verbs.h"

#include "cycle/coverage.h"
#include "engine/command.h"
#include "engine/doubt.h"
#include "engine/gate.h"
#include "engine/safeguarding.h"
#include "store/job.h"

#include <stdio.h>

static void set_text(struct cli *cli, struct json *args, struct str name,
                     struct str value)
{
    if (value.len)
        json_set(cli->arena, args, name, json_text(value));
}

static bool set_scope(struct cli *cli, struct json *args, struct str text,
                      struct error *err)
{
    struct process *process;
    struct json scope;
    if (!text.len)
        return true;
    if (!engine_process(cli->engine, STR(""), &process, err) ||
        !scope_parse(cli->arena, kind_find(process->kinds, STR("review")), text, &scope,
                     err))
        return false;
    json_set(cli->arena, args, STR("scope"), scope);
    return true;
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

static int say_started(struct cli *cli, struct str name,
                       const struct command_result *result)
{
    if (cli->json)
        return cli_print_json(cli, &result->outcome);
    buf_add_format(&cli->out, "Started the cycle %.*s.\n", STR_ARGS(name));
    int64_t actions = json_find_integer(&result->outcome, STR("actions"), 0);
    int64_t indicators = json_find_integer(&result->outcome, STR("indicators"), 0);
    int64_t finished = json_find_integer(&result->outcome, STR("finished_actions"), 0);
    if (json_find(&result->outcome, STR("actions")))
        buf_add_format(&cli->out, "Carried over: %lld open %s, %lld live %s.\n",
                       (long long)actions, one_or_many(actions, "action", "actions"),
                       (long long)indicators,
                       one_or_many(indicators, "indicator", "indicators"));
    int64_t permissions = json_find_integer(&result->outcome, STR("permissions"), 0);
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
    int64_t promises = json_find_integer(&result->outcome, STR("commitments"), 0);
    if (promises)
        buf_add_format(&cli->out, "So did %lld %s not kept yet.\n", (long long)promises,
                       one_or_many(promises, "promise that is", "promises that are"));
    say_left_behind(cli, &result->outcome);
    if (json_find(&result->outcome, STR("actions")))
        buf_add_format(&cli->out,
                       "What came of the cycle before: waymark last --cycle %.*s\n",
                       STR_ARGS(cli_quoted(cli, name)));
    buf_add_format(&cli->out, "Next: waymark import reviews FILE --cycle %.*s\n",
                   STR_ARGS(cli_quoted(cli, name)));
    return cli_print(cli);
}

static int cycle_start(struct cli *cli, struct str command)
{
    struct error err;
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
    if (!cli_open(cli, false, &err) || !set_scope(cli, &args, scope, &err) ||
        !command_run(cli->engine, cli->arena, &request, &result, &err))
        return cli_fail(cli, &err);
    return say_started(cli, name, &result);
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
    buf_add_format(&cli->out,
                   "The cycle %.*s is closed: it can be read, and changed no more. "
                   "`waymark undo %lld` opens it again.\n",
                   STR_ARGS(json_find_text(&process->cycle_body, STR("name"))),
                   (long long)result.number);
    if (!cli_say_still_open(cli, process, &result.outcome, &err))
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
        return cycle_keep(cli, set_scope);
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

static struct json step_as_json(struct cli *cli, const struct json *step,
                                const struct gate_states *gates)
{
    struct json out = json_object(), list = json_list();
    json_set(cli->arena, &out, STR("step"), json_text(json_find_text(step, STR("name"))));
    json_set(cli->arena, &out, STR("title"),
             json_text(json_find_text(step, STR("title"))));
    json_set(cli->arena, &out, STR("ready"), json_bool(gates->open == 0));
    for (size_t i = 0; i < gates->count; i++) {
        const struct gate_state *gate = &gates->items[i];
        struct json one = json_object();
        json_set(cli->arena, &one, STR("gate"), json_text(gate->name));
        json_set(cli->arena, &one, STR("ready"), json_bool(gate->ready));
        if (!gate->ready)
            json_set(cli->arena, &one, STR("why"), json_text(gate->why));
        if (gate->nothing)
            json_set(cli->arena, &one, STR("nothing_yet"), json_bool(true));
        if (gate->counted) {
            json_set(cli->arena, &one, STR("have"), json_integer((int64_t)gate->have));
            json_set(cli->arena, &one, STR("of"), json_integer((int64_t)gate->of));
        }
        json_add(cli->arena, &list, one);
    }
    json_set(cli->arena, &out, STR("gates"), list);
    return out;
}

/* Whether a line of the step says more than that there is nothing yet. */
static bool has_something(const struct gate_states *gates)
{
    for (size_t i = 0; i < gates->count; i++)
        if (!gates->items[i].ready && !gates->items[i].nothing)
            return true;
    return false;
}

static void say_step(struct cli *cli, size_t number, const struct json *step,
                     const struct gate_states *gates)
{
    buf_add_format(&cli->out, "%2zu. %.*s: %s\n", number,
                   STR_ARGS(json_find_text(step, STR("title"))),
                   gates->open ? "before you move on" : "ready");
    bool something = has_something(gates), said = false;
    for (size_t i = 0; i < gates->count; i++) {
        const struct gate_state *gate = &gates->items[i];
        if (gate->ready || (gate->nothing && (something || said)))
            continue;
        said = true;
        struct str nothing = STR("There is nothing to look at yet.");
        buf_add_format(&cli->out, "      - %.*s",
                       STR_ARGS(gate->nothing ? nothing : gate->why));
        if (gate->counted && gate->of)
            buf_add_format(&cli->out, " (%zu of %zu so far)", gate->have, gate->of);
        buf_add_byte(&cli->out, '\n');
    }
}

/* Of the statements, those that neither a draft nor the report looks at. */
static void say_uncounted(struct cli *cli, const struct scope_counts *said)
{
    const struct {
        size_t count;
        const char *why;
    } others[] = {{said->all - said->in_scope, "out of scope"},
                  {said->spare, "beyond the top two"},
                  {said->held_back, "held back"},
                  {said->withdrawn, "not used, by their wish"},
                  {said->not_drawn, "not drawn for the sample"}};
    const char *between = "; the others: ";
    if (said->counted == said->all)
        return;
    buf_add_format(&cli->out, ", of which %zu count", said->counted);
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (!others[i].count)
            continue;
        buf_add_format(&cli->out, "%s%zu %s", between, others[i].count, others[i].why);
        between = ", ";
    }
}

static bool say_head(struct cli *cli, struct process *process, struct json *out,
                     struct error *err)
{
    struct db *db = cli->engine->store->db;
    const struct json *body = &process->cycle_body;
    const struct json *wanted = json_find(body, STR("scope"));
    struct scope scope;
    struct scope_counts said;
    size_t reviews;
    if (!scope_reviews(db, cli->arena, process->kinds, process->cycle.id, wanted, &scope,
                       err) ||
        !record_count(db, cli->arena, process->cycle.id, STR("review"), NO_CONDITIONS,
                      &reviews, err) ||
        !scope_count(db, cli->arena, process->cycle.id, &scope, &said, err))
        return false;
    size_t in_scope = scope.everyone ? reviews : scope.reviews.count;
    json_set(cli->arena, out, STR("cycle"), json_text(json_find_text(body, STR("name"))));
    json_set(cli->arena, out, STR("state"),
             json_text(json_find_text(body, STR("state"))));
    json_set(cli->arena, out, STR("bundle"), json_text(process->bundle.hash));
    json_set(cli->arena, out, STR("reviews"), json_integer((int64_t)reviews));
    json_set(cli->arena, out, STR("reviews_in_scope"), json_integer((int64_t)in_scope));
    json_set(cli->arena, out, STR("statements"), json_integer((int64_t)said.all));
    json_set(cli->arena, out, STR("statements_counted"),
             json_integer((int64_t)said.counted));
    buf_add_format(&cli->out, "Cycle %.*s (%.*s): %.*s, this year's version %.*s\n",
                   STR_ARGS(json_find_text(body, STR("name"))),
                   STR_ARGS(json_find_text(body, STR("state"))),
                   STR_ARGS(json_find_text(process->description, STR("title"))),
                   STR_ARGS(str_slice(process->bundle.hash, 0, 8)));
    if (json_find_text(body, STR("question")).len)
        buf_add_format(&cli->out, "Question: %.*s\n",
                       STR_ARGS(json_find_text(body, STR("question"))));
    buf_add_format(
        &cli->out, "Whose reviews: %.*s; %zu of the %zu imported. %zu statements",
        STR_ARGS(scope_called(cli->arena, wanted, json_find(body, STR("scope_names")))),
        in_scope, reviews, said.all);
    say_uncounted(cli, &said);
    buf_add(&cli->out, STR(".\n"));
    if (!cli_say_sample(cli, process, false, out, err) ||
        !cli_say_third(cli, process->cycle.id, out, err))
        return false;
    cli_say_key_dates(cli, body, out);
    if (!cli_say_day(cli, process, out, err))
        return false;
    bool closed = str_equal(json_find_text(body, STR("state")), STR("closed"));
    if ((closed || json_find_bool(body, STR("one_off"))) &&
        !cli_say_still_open(cli, process, out, err))
        return false;
    buf_add(&cli->out, STR("True numbers: not for publication.\n\n"));
    return true;
}

/* How many wait for the safeguarding lead, and nothing of what they say. */
static bool say_held_back(struct cli *cli, struct str cycle, struct json *out,
                          struct error *err)
{
    size_t count;
    if (!safeguarding_count(cli->engine->store->db, cycle, &count, err))
        return false;
    json_set(cli->arena, out, STR("for_safeguarding"), json_integer((int64_t)count));
    if (count)
        buf_add_format(&cli->out,
                       "\n%zu %s for the safeguarding lead (`waymark safeguarding`).\n",
                       count,
                       one_or_many((int64_t)count, "card that is held back waits",
                                   "cards that are held back wait"));
    return true;
}

static bool say_doubts(struct cli *cli, struct json *out, struct error *err)
{
    size_t open;
    if (!doubt_count(cli->engine->store->db, cli->arena, &open, err))
        return false;
    if (open)
        buf_add_format(
            &cli->out,
            "\n%zu %s one and the same: a person decides (`waymark people`).\n", open,
            one_or_many((int64_t)open, "pair of people may be",
                        "pairs of people may each be"));
    json_set(cli->arena, out, STR("doubts"), json_integer((int64_t)open));
    return true;
}

static bool say_unfinished(struct cli *cli, struct json *out, struct error *err)
{
    struct job_list jobs;
    struct json list = json_list();
    if (!job_unfinished(cli->engine->store->db, cli->arena, &jobs, err))
        return false;
    for (size_t i = 0; i < jobs.count; i++) {
        buf_add_format(
            &cli->out,
            "\nThe import of %.*s was cut short after %lld rows. Run it again: it "
            "goes on where it stopped and doubles nothing.\n",
            STR_ARGS(jobs.items[i].title), (long long)jobs.items[i].done);
        json_add(cli->arena, &list, json_text(jobs.items[i].title));
    }
    json_set(cli->arena, out, STR("unfinished_imports"), list);
    return true;
}

static bool say_steps(struct cli *cli, struct process *process, struct json *out,
                      struct error *err)
{
    struct json list = json_list();
    struct str next = STR_NONE;
    for (size_t i = 0; i < json_count(process->steps); i++) {
        const struct json *step = json_item(process->steps, i);
        struct gate_states gates;
        if (!gates_of_step(cli->engine, cli->arena, process, step, &gates, err))
            return false;
        say_step(cli, i + 1, step, &gates);
        json_add(cli->arena, &list, step_as_json(cli, step, &gates));
        if (gates.open && !next.len)
            next = json_find_text(step, STR("title"));
    }
    json_set(cli->arena, out, STR("steps"), list);
    if (!sorts_say_alone(cli, process, out, err))
        return false;
    if (next.len)
        buf_add_format(&cli->out,
                       "\nNext: %.*s. Steps guide, they never lock: you may work on any. "
                       "`waymark do --list` shows what can be done.\n",
                       STR_ARGS(next));
    else if (json_find_bool(&process->cycle_body, STR("one_off")))
        buf_add(&cli->out,
                STR("\nEvery step is ready. `waymark report` writes the report, and "
                    "`waymark cycle close` ends what was done once.\n"));
    else
        buf_add(&cli->out,
                STR("\nEvery step is ready. `waymark report` writes the report, and "
                    "`waymark cycle next` carries on into next year.\n"));
    return true;
}

int cli_status(struct cli *cli)
{
    struct error err;
    struct str cycle;
    struct process *process;
    struct json out = json_object();
    bool gone;
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open_cycle(cli, true, name, &cycle, &err) ||
        !engine_process(cli->engine, cycle, &process, &err) ||
        !retain_words(cli, process, &out, &gone, &err) ||
        (!gone &&
         (!say_head(cli, process, &out, &err) || !say_steps(cli, process, &out, &err))) ||
        !say_held_back(cli, cycle, &out, &err) || !say_doubts(cli, &out, &err) ||
        !written_status(cli, cycle, &out, &err) || !retain_status(cli, &out, &err) ||
        !say_unfinished(cli, &out, &err))
        return cli_fail(cli, &err);
    if (!cli->json)
        return cli_print(cli);
    return cli_print_json(cli, &out);
}

static struct json row_as_json(struct cli *cli, const struct coverage_row *row)
{
    struct json one = json_object();
    json_set(cli->arena, &one, STR("label"), json_text(row->label));
    json_set(cli->arena, &one, STR("due"), json_integer((int64_t)row->due));
    json_set(cli->arena, &one, STR("held"), json_integer((int64_t)row->held));
    json_set(cli->arena, &one, STR("used"), json_integer((int64_t)row->used));
    return one;
}

static void say_rows(struct cli *cli, const char *title, const struct coverage_rows *rows,
                     struct json *list)
{
    buf_add_format(&cli->out, "\n%-44s %6s %6s %6s %9s\n", title, "due", "held", "used",
                   "missing");
    for (size_t i = 0; i < rows->count; i++) {
        const struct coverage_row *row = &rows->items[i];
        buf_add_format(&cli->out, "%-44.*s %6zu %6zu %6zu %9zu\n", STR_ARGS(row->label),
                       row->due, row->held, row->used, row->due - row->used);
        json_add(cli->arena, list, row_as_json(cli, row));
    }
}

/* Reviews first, then the people whose reviews they are: a person may have two, and a
 * plan may have the words of somebody who had none yet. */
static void say_counts(struct cli *cli, const struct coverage *reviews,
                       const struct coverage_people *people)
{
    const struct coverage_row *all = &people->all;
    buf_add_format(
        &cli->out,
        "Reviews: %zu due, %zu held, %zu used (something that was said came from "
        "them).\n",
        reviews->all.due, reviews->all.held, reviews->all.used);
    buf_add_format(&cli->out,
                   "Young people: %zu with a review due; %zu have had one, %zu not yet. "
                   "The views of %zu count",
                   all->due, all->held, all->due - all->held, all->used);
    if (people->plan_only)
        buf_add_format(&cli->out, ", those of %zu from a plan alone", people->plan_only);
    buf_add(&cli->out, STR(".\n"));
    if (people->not_due)
        buf_add_format(&cli->out,
                       "The views of %zu more count, of whom there is no review.\n",
                       people->not_due);
    buf_add(&cli->out, STR("True numbers: not for publication.\n"));
}

static struct json people_as_json(struct cli *cli, const struct coverage_people *people)
{
    const struct {
        const char *name;
        size_t count;
    } counts[] = {{"due", people->all.due},
                  {"held", people->all.held},
                  {"used", people->all.used},
                  {"plan_only", people->plan_only},
                  {"not_due", people->not_due}};
    struct json out = json_object();
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        json_set(cli->arena, &out, str_of(counts[i].name),
                 json_integer((int64_t)counts[i].count));
    return out;
}

static void say_out_of_scope(struct cli *cli, const struct scope_counts *said,
                             const struct json *wanted, struct json *out)
{
    size_t outside = said->all - said->in_scope;
    const struct {
        const char *name;
        size_t count;
    } counts[] = {{"out_of_scope", outside},
                  {"beyond_the_top_two", said->spare},
                  {"held_back", said->held_back},
                  {"withdrawn", said->withdrawn},
                  {"not_drawn", said->not_drawn}};
    struct json others = json_object();
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++)
        json_set(cli->arena, &others, str_of(counts[i].name),
                 json_integer((int64_t)counts[i].count));
    json_set(cli->arena, out, STR("statements_not_counted"), others);
    if (outside)
        buf_add_format(&cli->out,
                       "%zu %s out of scope, because this cycle looks only at the "
                       "reviews of %.*s.\n",
                       outside,
                       one_or_many((int64_t)outside, "statement is", "statements are"),
                       STR_ARGS(scope_words(cli->arena, wanted)));
}

/* What was said, heading by heading: what counts, and what of all does not. */
static void say_statements(struct cli *cli, const struct coverage *reviews,
                           const struct coverage_people *people,
                           const struct scope_counts *said, const struct json *wanted,
                           struct json *out)
{
    struct json no_view = json_object(), statements = json_object();
    buf_add_format(&cli->out, "\n%zu statements", said->all);
    say_uncounted(cli, said);
    buf_add(&cli->out, STR(".\n"));
    say_out_of_scope(cli, said, wanted, out);
    for (int s = 0; s < SECTION_COUNT; s++) {
        struct str name = section_name((enum section)s);
        buf_add_format(&cli->out,
                       "%zu of those that count are about %.*s; no view recorded %zu "
                       "times.\n",
                       people->statements[s], STR_ARGS(section_words((enum section)s)),
                       reviews->no_view[s]);
        json_set(cli->arena, &no_view, name, json_integer((int64_t)reviews->no_view[s]));
        json_set(cli->arena, &statements, name,
                 json_integer((int64_t)people->statements[s]));
    }
    json_set(cli->arena, out, STR("no_view"), no_view);
    json_set(cli->arena, out, STR("statements"), json_integer((int64_t)said->all));
    json_set(cli->arena, out, STR("statements_counted"), statements);
}

static bool count_all(struct cli *cli, struct process *process, struct coverage *reviews,
                      struct coverage_people *people, struct scope_counts *said,
                      struct error *err)
{
    struct db *db = cli->engine->store->db;
    struct str cycle = process->cycle.id;
    struct scope scope;
    return scope_reviews(db, cli->arena, process->kinds, cycle,
                         json_find(&process->cycle_body, STR("scope")), &scope, err) &&
           coverage_of(db, cli->arena, cycle, &scope, reviews, err) &&
           coverage_of_people(db, cli->arena, cycle, &scope, people, err) &&
           scope_count(db, cli->arena, cycle, &scope, said, err);
}

int cli_coverage(struct cli *cli)
{
    struct error err;
    struct str cycle;
    struct process *process;
    struct coverage reviews;
    struct coverage_people people;
    struct scope_counts said;
    struct json out = json_object(), schools = json_list(), years = json_list();
    bool gone;
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open_cycle(cli, true, name, &cycle, &err) ||
        !engine_process(cli->engine, cycle, &process, &err) ||
        !retain_words(cli, process, &out, &gone, &err))
        return cli_fail(cli, &err);
    if (gone)
        return cli->json ? cli_print_json(cli, &out) : cli_print(cli);
    if (!count_all(cli, process, &reviews, &people, &said, &err))
        return cli_fail(cli, &err);
    say_counts(cli, &reviews, &people);
    say_rows(cli, "School or college", &reviews.schools, &schools);
    say_rows(cli, "Year group", &reviews.years, &years);
    if (!cli_say_room(cli, cycle, &out, &err))
        return cli_fail(cli, &err);
    say_statements(cli, &reviews, &people, &said,
                   json_find(&process->cycle_body, STR("scope")), &out);
    if (!cli_say_sample(cli, process, true, &out, &err))
        return cli_fail(cli, &err);
    if (!cli->json)
        return cli_print(cli);
    json_set(cli->arena, &out, STR("all"), row_as_json(cli, &reviews.all));
    json_set(cli->arena, &out, STR("people"), people_as_json(cli, &people));
    json_set(cli->arena, &out, STR("schools"), schools);
    json_set(cli->arena, &out, STR("year_groups"), years);
    return cli_print_json(cli, &out);
}
