/* SPDX-License-Identifier: MIT */
/* status. */
#include "app/cli_status.h"

#include "app/cli_calendar.h"
#include "app/cli_retain.h"
#include "app/cli_room.h"
#include "app/cli_sample.h"
#include "app/cli_sorts.h"
#include "app/cli_written.h"
#include "app/verbs.h"

#include "cycle/coverage.h"
#include "cycle/top.h"
#include "engine/doubt.h"
#include "engine/gate.h"
#include "engine/safeguarding.h"
#include "engine/scope_left.h"
#include "engine/scope_remark.h"
#include "store/job.h"
#include "store/parsed.h"

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

/* What was the matter, without what to do about it. */
static struct str first_sentence(struct str text)
{
    size_t stop = str_find(text, STR(". "));
    return stop == SIZE_MAX ? text : str_slice(text, 0, stop + 1);
}

/* Of a cycle that is closed nothing can be done any more. */
static void say_step(struct cli *cli, size_t number, const struct json *step,
                     const struct gate_states *gates, bool closed)
{
    buf_add_format(&cli->out, "%2zu. %.*s: %s\n", number,
                   STR_ARGS(json_find_text(step, STR("title"))),
                   !gates->open ? "ready"
                   : closed     ? "left open"
                                : "before you move on");
    bool something = has_something(gates), said = false;
    for (size_t i = 0; i < gates->count; i++) {
        const struct gate_state *gate = &gates->items[i];
        if (gate->ready || (gate->nothing && (something || said)))
            continue;
        said = true;
        struct str nothing = STR("There is nothing to look at yet.");
        buf_add_format(&cli->out, "      - %.*s",
                       STR_ARGS(gate->nothing ? nothing
                                : closed      ? first_sentence(gate->why)
                                              : gate->why));
        if (gate->counted && gate->of)
            buf_add_format(&cli->out, " (%zu of %zu %s)", gate->have, gate->of,
                           gate->share ? "so far" : "done");
        buf_add_byte(&cli->out, '\n');
    }
}

/* Of the statements, those that neither a draft nor the report looks at. */
void status_say_uncounted(struct cli *cli, const struct process *process,
                          const struct scope_counts *said)
{
    struct str spare =
        str_format(cli->arena, "kept as spare (beyond the %.*s, or of an earlier review)",
                   STR_ARGS(top_words(cli->arena, process->steps).called));
    const struct {
        size_t count;
        const char *why;
    } others[] = {{said->all - said->in_scope, "out of scope"},
                  {said->spare - said->waiting, str_c(cli->arena, spare)},
                  {said->waiting, "waiting to be picked from"},
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

static void say_title(struct cli *cli, struct process *process, struct json *out)
{
    const struct json *body = &process->cycle_body;
    json_set(cli->arena, out, STR("cycle"), json_text(json_find_text(body, STR("name"))));
    json_set(cli->arena, out, STR("state"),
             json_text(json_find_text(body, STR("state"))));
    json_set(cli->arena, out, STR("bundle"), json_text(process->bundle.hash));
    buf_add_format(&cli->out, "Cycle %.*s (%.*s): %.*s, this year's version %.*s\n",
                   STR_ARGS(json_find_text(body, STR("name"))),
                   STR_ARGS(json_find_text(body, STR("state"))),
                   STR_ARGS(json_find_text(process->description, STR("title"))),
                   STR_ARGS(str_slice(process->bundle.hash, 0, 8)));
    if (json_find_text(body, STR("question")).len)
        buf_add_format(&cli->out, "Question: %.*s\n",
                       STR_ARGS(json_find_text(body, STR("question"))));
}

/* A name that no review has leaves out all whom it was meant for. */
static void say_unmet(struct cli *cli, const struct scope_unmet_list *unmet,
                      struct json *out)
{
    struct str_list remarks;
    struct json list = json_list();
    for (size_t i = 0; i < unmet->count; i++) {
        struct json one = json_object();
        json_set(cli->arena, &one, STR("field"), json_text(unmet->items[i].field));
        json_set(cli->arena, &one, STR("value"), json_text(unmet->items[i].value));
        json_add(cli->arena, &list, one);
    }
    json_set(cli->arena, out, STR("scope_unmet"), list);
    scope_unmet_remarks(cli->arena, unmet, NULL, &remarks);
    for (size_t i = 0; i < remarks.count; i++)
        buf_add_format(&cli->out, "N%.*s%s\n",
                       STR_ARGS(str_slice(remarks.items[i], 1, remarks.items[i].len)),
                       str_ends(remarks.items[i], STR("?")) ? "" : ".");
}

/* What a scope from before left out of a file, and counts now. */
static void say_left(struct cli *cli, const struct scope_left_list *left,
                     struct json *out)
{
    struct json list = json_list();
    for (size_t i = 0; i < left->count; i++) {
        const struct scope_left *file = &left->items[i];
        struct json one = json_object();
        json_set(cli->arena, &one, STR("file"), json_text(file->file));
        json_set(cli->arena, &one, STR("kind"),
                 json_text(str_of(import_kind_name(file->kind))));
        json_set(cli->arena, &one, STR("rows"), json_integer((int64_t)file->rows));
        json_add(cli->arena, &list, one);
        buf_add_format(&cli->out, "%.*s.\n",
                       STR_ARGS(scope_left_words(cli->arena, file)));
    }
    json_set(cli->arena, out, STR("import_again"), list);
}

static bool say_not_there(struct cli *cli, const struct process *process,
                          struct json *out, struct error *err)
{
    struct db *db = cli->engine->store->db;
    const struct json *body = &process->cycle_body;
    const struct json *scope = json_find(body, STR("scope"));
    struct scope_unmet_list unmet;
    struct scope_left_list left;
    if (str_equal(json_find_text(body, STR("state")), STR("closed")))
        return true;
    if (!scope_unmet(db, cli->arena, process->cycle.id, scope, &unmet, err) ||
        !scope_left_find(db, cli->arena, process->cycle.id, scope, &left, err))
        return false;
    if (unmet.reviews || left.all_rows)
        say_unmet(cli, &unmet, out);
    say_left(cli, &left, out);
    return true;
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
    json_set(cli->arena, out, STR("reviews"), json_integer((int64_t)reviews));
    json_set(cli->arena, out, STR("reviews_in_scope"), json_integer((int64_t)in_scope));
    json_set(cli->arena, out, STR("statements"), json_integer((int64_t)said.all));
    json_set(cli->arena, out, STR("statements_counted"),
             json_integer((int64_t)said.counted));
    say_title(cli, process, out);
    buf_add_format(
        &cli->out, "Whose reviews: %.*s; ",
        STR_ARGS(scope_called(cli->arena, wanted, json_find(body, STR("scope_names")))));
    if (reviews)
        buf_add_format(&cli->out, "%zu of the %zu imported", in_scope, reviews);
    else
        buf_add(&cli->out, STR("none is imported yet"));
    buf_add_format(&cli->out, ". %zu %s", said.all,
                   one_or_many((int64_t)said.all, "statement", "statements"));
    status_say_uncounted(cli, process, &said);
    buf_add(&cli->out, STR(".\n"));
    if (!say_not_there(cli, process, out, err) ||
        !cli_say_sample(cli, process, false, out, err) ||
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

static bool say_waiting(struct cli *cli, struct str cycle, struct str before,
                        struct str after, size_t *count, struct error *err)
{
    if (!safeguarding_count(cli->engine->store->db, cycle, count, err))
        return false;
    if (*count)
        buf_add_format(&cli->out, "%.*s%zu %s for the safeguarding lead%.*s.\n",
                       STR_ARGS(before), *count,
                       one_or_many((int64_t)*count,
                                   "card or story that is held back waits",
                                   "cards or stories that are held back wait"),
                       STR_ARGS(after));
    return true;
}

bool status_say_waiting(struct cli *cli, struct str cycle, const char *before,
                        const char *after, struct json *out, struct error *err)
{
    size_t count;
    if (!say_waiting(cli, cycle, str_of(before), str_of(after), &count, err))
        return false;
    json_set(cli->arena, out, STR("for_safeguarding"), json_integer((int64_t)count));
    return true;
}

/* What waits in a year before is not seen in its own status any more. */
static bool say_waiting_elsewhere(struct cli *cli, struct str cycle, struct json *out,
                                  struct error *err)
{
    struct parsed_list cycles;
    struct json list = json_list();
    if (!parsed_all(cli->engine->store->db, cli->arena, STR(""), STR("cycle"), &cycles,
                    err))
        return false;
    for (size_t i = 0; i < cycles.count; i++) {
        struct str id = cycles.items[i].record.id;
        struct str name = parsed_text(&cycles.items[i], "name");
        struct str before =
            str_format(cli->arena, "\nIn the cycle %.*s, ", STR_ARGS(name));
        struct str after =
            str_format(cli->arena, " (`waymark safeguarding --cycle %.*s`)",
                       STR_ARGS(cli_quoted(cli, name)));
        struct json one = json_object();
        size_t count;
        if (str_equal(id, cycle))
            continue;
        if (!say_waiting(cli, id, before, after, &count, err))
            return false;
        json_set(cli->arena, &one, STR("cycle"), json_text(name));
        json_set(cli->arena, &one, STR("count"), json_integer((int64_t)count));
        if (count)
            json_add(cli->arena, &list, one);
    }
    json_set(cli->arena, out, STR("for_safeguarding_elsewhere"), list);
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
    bool closed =
        str_equal(json_find_text(&process->cycle_body, STR("state")), STR("closed"));
    for (size_t i = 0; i < json_count(process->steps); i++) {
        const struct json *step = json_item(process->steps, i);
        struct gate_states gates;
        if (!gates_of_step(cli->engine, cli->arena, process, step, &gates, err))
            return false;
        say_step(cli, i + 1, step, &gates, closed);
        json_add(cli->arena, &list, step_as_json(cli, step, &gates));
        if (gates.open && !next.len)
            next = json_find_text(step, STR("title"));
    }
    json_set(cli->arena, out, STR("steps"), list);
    if (!sorts_say_alone(cli, process, out, err))
        return false;
    if (closed)
        buf_add_format(
            &cli->out,
            "\nIt is closed: it can be read, and a yes or a no can still be "
            "noted (`waymark do collect.permit … --cycle %.*s`); nothing else "
            "of it can be changed.\n",
            STR_ARGS(cli_quoted(cli, json_find_text(&process->cycle_body, STR("name")))));
    else if (next.len)
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
    struct process *process;
    struct json out = json_object();
    bool gone;
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open_process(cli, true, name, &process, &err) ||
        !retain_words(cli, process, &out, &gone, &err) ||
        (!gone &&
         (!say_head(cli, process, &out, &err) || !say_steps(cli, process, &out, &err))) ||
        !status_say_waiting(cli, process->cycle.id, "\n", " (`waymark safeguarding`)",
                            &out, &err) ||
        !say_waiting_elsewhere(cli, process->cycle.id, &out, &err) ||
        !say_doubts(cli, &out, &err) ||
        !written_status(cli, process->cycle.id, &out, &err) ||
        !retain_status(cli, &out, &err) || !say_unfinished(cli, &out, &err))
        return cli_fail(cli, &err);
    if (!cli->json)
        return cli_print(cli);
    return cli_print_json(cli, &out);
}
