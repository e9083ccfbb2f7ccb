/* SPDX-License-Identifier: MIT */
/* coverage. */
#include "app/cli_retain.h"
#include "app/cli_room.h"
#include "app/cli_sample.h"
#include "app/cli_status.h"
#include "app/verbs.h"

#include "cycle/coverage.h"

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
        "them, whether it counts or not).\n",
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
static void say_statements(struct cli *cli, const struct process *process,
                           const struct coverage *reviews,
                           const struct coverage_people *people,
                           const struct scope_counts *said, const struct json *wanted,
                           struct json *out)
{
    struct json no_view = json_object(), statements = json_object();
    buf_add_format(&cli->out, "\n%zu %s", said->all,
                   one_or_many((int64_t)said->all, "statement", "statements"));
    status_say_uncounted(cli, process, said);
    buf_add(&cli->out, STR(".\n"));
    say_out_of_scope(cli, said, wanted, out);
    for (int s = 0; s < SECTION_COUNT; s++) {
        struct str name = section_name((enum section)s);
        buf_add_format(&cli->out,
                       "%zu of those that count are about %.*s; no view recorded %zu "
                       "%s.\n",
                       people->statements[s], STR_ARGS(section_words((enum section)s)),
                       reviews->no_view[s],
                       one_or_many((int64_t)reviews->no_view[s], "time", "times"));
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
    struct process *process;
    struct coverage reviews;
    struct coverage_people people;
    struct scope_counts said;
    struct json out = json_object(), schools = json_list(), years = json_list();
    bool gone;
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open_process(cli, true, name, &process, &err) ||
        !retain_words(cli, process, &out, &gone, &err))
        return cli_fail(cli, &err);
    if (gone)
        return cli->json ? cli_print_json(cli, &out) : cli_print(cli);
    if (!count_all(cli, process, &reviews, &people, &said, &err))
        return cli_fail(cli, &err);
    say_counts(cli, &reviews, &people);
    say_rows(cli, "School or college", &reviews.schools, &schools);
    say_rows(cli, "Year group", &reviews.years, &years);
    if (!cli_say_room(cli, process->cycle.id, &out, &err))
        return cli_fail(cli, &err);
    say_statements(cli, process, &reviews, &people, &said,
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
