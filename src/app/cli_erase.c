/* SPDX-License-Identifier: MIT */
/* erase. */
#include "app/verbs.h"

#include "base/date.h"
#include "engine/care.h"
#include "engine/person_find.h"
#include "engine/person_kept.h"

struct erasing {
    struct person_found found;
    struct person_years kept; /* as it was before */
    struct erased erased;
};

static void say_list(struct cli *cli, const char *before, struct str_list list)
{
    for (size_t i = 0; i < list.count; i++)
        buf_add_format(&cli->out, "%s%.*s", i ? ", " : before, STR_ARGS(list.items[i]));
}

/* To check against, before they are gone for good. */
static void say_kept(struct cli *cli, const struct erasing *erasing)
{
    const struct person_years *kept = &erasing->kept;
    struct str person = erasing->found.person;
    if (!kept->count)
        buf_add_format(&cli->out,
                       "%.*s: no review and no statement; what is left of them stands "
                       "in the log.\n",
                       STR_ARGS(person));
    for (size_t i = 0; i < kept->count; i++) {
        const struct person_year *year = &kept->items[i];
        struct str_list dates = {arena_array(cli->arena, struct str, year->dates.count),
                                 0};
        for (; dates.count < year->dates.count; dates.count++) {
            struct date day;
            struct str text = year->dates.items[dates.count];
            dates.items[dates.count] =
                date_parse(text, &day) ? date_words(cli->arena, day) : text;
        }
        buf_add_format(&cli->out, "%.*s, cycle %.*s", STR_ARGS(person),
                       STR_ARGS(year->cycle));
        say_list(cli, ": ", year->schools);
        say_list(cli, year->schools.count ? ", year " : ": year ", year->years);
        buf_add_format(&cli->out, "; %zu %s", year->reviews,
                       one_or_many((int64_t)year->reviews, "review", "reviews"));
        say_list(cli, " (", dates);
        buf_add_format(&cli->out, "%s, %zu %s\n", dates.count ? ")" : "",
                       year->statements,
                       one_or_many((int64_t)year->statements, "statement", "statements"));
    }
}

static struct json list_as_json(struct cli *cli, struct str_list list)
{
    struct json out = json_list();
    for (size_t i = 0; i < list.count; i++)
        json_add(cli->arena, &out, json_text(list.items[i]));
    return out;
}

static struct json kept_as_json(struct cli *cli, const struct person_years *kept)
{
    struct json all = json_list();
    for (size_t i = 0; i < kept->count; i++) {
        const struct person_year *year = &kept->items[i];
        struct json one = json_object();
        json_set(cli->arena, &one, STR("cycle"), json_text(year->cycle));
        json_set(cli->arena, &one, STR("schools"), list_as_json(cli, year->schools));
        json_set(cli->arena, &one, STR("year_groups"), list_as_json(cli, year->years));
        json_set(cli->arena, &one, STR("review_dates"), list_as_json(cli, year->dates));
        json_set(cli->arena, &one, STR("reviews"), json_integer((int64_t)year->reviews));
        json_set(cli->arena, &one, STR("statements"),
                 json_integer((int64_t)year->statements));
        json_add(cli->arena, &all, one);
    }
    return all;
}

static int erased_as_json(struct cli *cli, const struct erasing *erasing, bool done)
{
    const struct erased *erased = &erasing->erased;
    struct json out = json_object();
    json_set(cli->arena, &out, STR("person"), json_text(erased->person));
    json_set(cli->arena, &out, STR("kept"), kept_as_json(cli, &erasing->kept));
    json_set(cli->arena, &out, STR("records"), json_integer((int64_t)erased->records));
    json_set(cli->arena, &out, STR("events"), json_integer((int64_t)erased->events));
    json_set(cli->arena, &out, STR("done"), json_bool(done));
    json_set(cli->arena, &out, STR("older_copies"), list_as_json(cli, erased->copies));
    json_set(cli->arena, &out, STR("also_in_the_log"),
             list_as_json(cli, erasing->found.also));
    return cli_print_json(cli, &out);
}

static int say_erased(struct cli *cli, const struct erasing *erasing, bool done)
{
    const struct erased *erased = &erasing->erased;
    const char *records = one_or_many((int64_t)erased->records, "record", "records");
    const char *events = one_or_many((int64_t)erased->events, "event", "events");
    if (cli->json)
        return erased_as_json(cli, erasing, done);
    if (!done)
        say_kept(cli, erasing);
    if (done)
        buf_add_format(
            &cli->out,
            "Erased: %zu %s, and what %zu %s said of them. Backups made before "
            "now, and the before-restore files in the folder, still hold "
            "them: when one is restored here, the erasure is done again. Reports that "
            "were written before now may hold their words: those are yours to take "
            "away.\n",
            erased->records, records, erased->events, events);
    else
        buf_add_format(&cli->out,
                       "This would erase %zu %s, and what %zu %s said of them, for good. "
                       "Nothing has been done yet: add --yes to do it.\n",
                       erased->records, records, erased->events, events);
    for (size_t i = 0; i < erased->copies.count; i++)
        buf_add_format(
            &cli->out,
            "The older copy %.*s in the folder still holds them: remove it when "
            "you are sure that you do not need it.\n",
            STR_ARGS(erased->copies.items[i]));
    for (size_t i = 0; i < erasing->found.also.count; i++)
        buf_add_format(&cli->out,
                       "The log still holds what came of the same person by an import "
                       "that was taken back: `waymark erase %.*s` erases that, too.\n",
                       STR_ARGS(erasing->found.also.items[i]));
    return cli_print(cli);
}

int cli_erase(struct cli *cli)
{
    struct error err;
    struct erasing erasing;
    bool yes = cli_flag(cli, "--yes");
    struct str born = cli_option(cli, "--born");
    struct str given = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!given.len)
        return cli_usage(cli,
                         "name the person: by your authority's reference, by UPN, as "
                         "\"FORENAME SURNAME\" with --born DATE, by id, or by "
                         "FILE:LINE:HEADING of something that they said");
    if (!cli_open(cli, false, &err) ||
        !person_find(cli->engine, cli->arena, given, born, &erasing.found, &err) ||
        !person_kept(cli->engine, cli->arena, erasing.found.person, &erasing.kept,
                     &err) ||
        !care_erase(cli->engine, cli->arena, erasing.found.person, !yes, &erasing.erased,
                    &err))
        return cli_fail(cli, &err);
    return say_erased(cli, &erasing, yes);
}
