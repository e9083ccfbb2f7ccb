/* SPDX-License-Identifier: MIT */
/* retain; and what status says of it. */
#include "app/cli_retain.h"

#include "base/date.h"
#include "engine/care.h"

static struct json kind_as_json(struct cli *cli, const struct retention_kind *kind)
{
    struct json one = json_object();
    json_set(cli->arena, &one, STR("kind"), json_text(kind->kind));
    json_set(cli->arena, &one, STR("records"), json_integer((int64_t)kind->records));
    json_set(cli->arena, &one, STR("months"), json_integer(kind->months));
    if (kind->until.len)
        json_set(cli->arena, &one, STR("goes_on"), json_text(kind->until));
    json_set(cli->arena, &one, STR("due"), json_bool(kind->due));
    return one;
}

static int cared_as_json(struct cli *cli, const struct cared *cared, bool done)
{
    struct json out = json_object(), cycles = json_list();
    for (size_t i = 0; i < cared->before.count; i++) {
        const struct retention_cycle *cycle = &cared->before.cycles[i];
        struct json one = json_object(), kinds = json_list();
        for (size_t k = 0; k < cycle->count; k++)
            json_add(cli->arena, &kinds, kind_as_json(cli, &cycle->kinds[k]));
        json_set(cli->arena, &one, STR("cycle"), json_text(cycle->name));
        json_set(cli->arena, &one, STR("open"), json_bool(!cycle->closed.len));
        if (cycle->closed.len)
            json_set(cli->arena, &one, STR("closed"), json_text(cycle->closed));
        json_set(cli->arena, &one, STR("kinds"), kinds);
        json_set(cli->arena, &one, STR("stays"), json_integer((int64_t)cycle->stays));
        json_add(cli->arena, &cycles, one);
    }
    json_set(cli->arena, &out, STR("cycles"), cycles);
    json_set(cli->arena, &out, STR("records"),
             json_integer((int64_t)(done ? cared->records : cared->before.due)));
    json_set(cli->arena, &out, STR("people"),
             json_integer((int64_t)(done ? cared->people : cared->before.people)));
    json_set(cli->arena, &out, STR("events"), json_integer((int64_t)cared->events));
    json_set(cli->arena, &out, STR("done"), json_bool(done));
    return cli_print_json(cli, &out);
}

static void say_kind(struct cli *cli, const struct retention_kind *kind)
{
    if (!kind->records)
        return;
    buf_add_format(&cli->out, "  %-12.*s %6zu  ", STR_ARGS(kind->kind), kind->records);
    if (!kind->until.len)
        buf_add_format(&cli->out, "stay: the cycle is open\n");
    else
        buf_add_format(&cli->out, "%s: kept for %lld %s, until %.*s\n",
                       kind->due ? "go" : "stay", (long long)kind->months,
                       one_or_many(kind->months, "month", "months"),
                       STR_ARGS(date_words_of(cli->arena, kind->until)));
}

static void say_cycle(struct cli *cli, const struct retention_cycle *cycle)
{
    if (cycle->closed.len)
        buf_add_format(&cli->out, "Cycle %.*s, closed on %.*s:\n", STR_ARGS(cycle->name),
                       STR_ARGS(date_words_of(cli->arena, cycle->closed)));
    else
        buf_add_format(&cli->out,
                       "Cycle %.*s, open: nothing of it goes before it is closed "
                       "(`waymark cycle close`):\n",
                       STR_ARGS(cycle->name));
    for (size_t i = 0; i < cycle->count; i++)
        say_kind(cli, &cycle->kinds[i]);
    buf_add_format(&cli->out, "  %-12s %6zu  stay: what the cycle came to\n", "all else",
                   cycle->stays);
}

/* Of whom nothing but who they are would be left; empty where there is nobody. */
static struct str say_who_goes(struct cli *cli, const struct cared *cared, bool done)
{
    const size_t people = done ? cared->people : cared->before.people;
    if (!people)
        return STR_NONE;
    if (done)
        return str_format(cli->arena, ", who %zu %s of whom nothing else was kept",
                          people,
                          one_or_many((int64_t)people, "person was", "people were"));
    return str_format(cli->arena, ", and who %zu %s of whom nothing else is kept", people,
                      one_or_many((int64_t)people, "person is", "people are"));
}

static int say_cared(struct cli *cli, const struct cared *cared, bool done)
{
    const struct retention *before = &cared->before;
    const struct str who_goes = say_who_goes(cli, cared, done);
    if (cli->json)
        return cared_as_json(cli, cared, done);
    for (size_t i = 0; !done && i < before->count; i++)
        say_cycle(cli, &before->cycles[i]);
    if (!before->due)
        buf_add(&cli->out, STR("Nothing has had its time.\n"));
    else if (!done)
        buf_add_format(&cli->out,
                       "This would destroy %zu %s for good, in the records and in the "
                       "log%.*s. Reports "
                       "made afterwards show the same numbers, without their words. "
                       "Nothing has been "
                       "done yet: add --yes to do it.\n",
                       before->due,
                       one_or_many((int64_t)before->due, "record", "records"),
                       STR_ARGS(who_goes));
    else
        buf_add_format(
            &cli->out,
            "Gone for good: %zu %s%.*s, and what %zu %s said of them. Reports made from "
            "now on show the same numbers, without their words. Backups made before now, "
            "and reports written before now, still hold them: those are yours to take "
            "away; when a backup is restored here, they go again.\n",
            cared->records, one_or_many((int64_t)cared->records, "record", "records"),
            STR_ARGS(who_goes), cared->events,
            one_or_many((int64_t)cared->events, "event", "events"));
    for (size_t i = 0; before->due && i < cared->copies.count; i++)
        buf_add_format(&cli->out,
                       "The older copy %.*s in the folder still holds them: remove it "
                       "when you are sure that you do not need it.\n",
                       STR_ARGS(cared->copies.items[i]));
    return cli_print(cli);
}

int cli_retain(struct cli *cli)
{
    struct error err;
    struct cared cared;
    bool yes = cli_flag(cli, "--yes"), dry_run = cli_flag(cli, "--dry-run");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (yes && dry_run)
        return cli_usage(cli,
                         "say --dry-run to see what would go, or --yes to let it go");
    if (!cli_open(cli, !yes, &err) ||
        !care_retain(cli->engine, cli->arena, !yes, &cared, &err))
        return cli_fail(cli, &err);
    return say_cared(cli, &cared, yes);
}

bool retain_status(struct cli *cli, struct json *out, struct error *err)
{
    struct retention all;
    if (!retention_glance(cli->engine, cli->arena, &all, err))
        return false;
    json_set(cli->arena, out, STR("had_its_time"), json_integer((int64_t)all.due));
    if (all.due)
        buf_add_format(&cli->out,
                       "\n%zu %s been kept for as long as your authority says: see "
                       "`waymark retain --dry-run`.\n",
                       all.due,
                       one_or_many((int64_t)all.due, "record has", "records have"));
    return true;
}

bool retain_words(struct cli *cli, struct process *process, struct json *out, bool *gone,
                  struct error *err)
{
    struct retention_kept kept;
    const struct json *body = &process->cycle_body;
    if (!retention_kept(cli->engine->store->db, cli->arena, process->cycle.id, &kept,
                        err))
        return false;
    *gone = kept.there;
    if (!kept.there)
        return true;
    json_set(cli->arena, out, STR("cycle"), json_text(json_find_text(body, STR("name"))));
    json_set(cli->arena, out, STR("state"),
             json_text(json_find_text(body, STR("state"))));
    json_set(cli->arena, out, STR("report_kept_since"), json_text(kept.date));
    if (!kept.words)
        json_set(cli->arena, out, STR("words_gone_since"), json_text(kept.date));
    json_set(cli->arena, out, STR("statements_counted"), json_integer(kept.statements));
    json_set(cli->arena, out, STR("people"), json_integer(kept.people));
    buf_add_format(
        &cli->out,
        "Cycle %.*s (%.*s): %s, and its report stands as it was on %.*s, without "
        "anybody's words. %s%lld %s of %lld %s%s; `waymark report` has its numbers as "
        "they "
        "were published, and `waymark list theme` how much was in each theme.\n",
        STR_ARGS(json_find_text(body, STR("name"))),
        STR_ARGS(json_find_text(body, STR("state"))),
        kept.words ? "some of what was kept of it is gone"
                   : "what people said is no longer kept",
        STR_ARGS(date_words_of(cli->arena, kept.date)),
        kept.words ? "What people said is still here (" : "It was ",
        (long long)kept.statements,
        one_or_many(kept.statements, "statement that counted", "statements that counted"),
        (long long)kept.people, one_or_many(kept.people, "person", "people"),
        kept.words ? ")" : "");
    return true;
}
