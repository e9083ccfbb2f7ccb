/* SPDX-License-Identifier: MIT */
/* theme, and cluster on plain lines. */
#include "app/verbs.h"

#include "app/cli_cluster.h"
#include "app/cli_sorts.h"
#include "cycle/manner.h"
#include "cycle/theme_count.h"
#include "engine/command.h"
#include "engine/requests.h"

#include <stdio.h>

int cli_cluster_verb(struct cli *cli)
{
    char **words = arena_array(cli->arena, char *, cli->count + 2);
    size_t count = 0;
    char verb[] = "cluster", json[] = "--json";
    words[count++] = verb;
    if (cli->json) /* first: what is wrong with the others is said as JSON, too */
        words[count++] = json;
    for (size_t i = 0; i < cli->count; i++)
        words[count++] = cli->words[i];
    return cli_cluster((int)count, words);
}

static bool body_of(struct cli *cli, struct str id, struct json *body, struct error *err)
{
    struct record record;
    bool found;
    if (!record_find(cli->engine->store->db, cli->arena, id, &record, &found, err))
        return false;
    *body = json_object();
    return !found || json_parse(cli->arena, record.body, body, err);
}

static bool load_cards(struct cli *cli, struct str cycle, struct cards *out,
                       struct error *err)
{
    struct process *process;
    if (!engine_process(cli->engine, cycle, &process, err))
        return false;
    struct cards_request request = cards_of(cli->engine, process);
    return cards_load(cli->arena, &request, out, err);
}

static bool say_themes(struct cli *cli, struct str cycle, const struct json *themes,
                       struct error *err)
{
    enum section section, last = SECTION_COUNT;
    struct cards cards;
    if (!load_cards(cli, cycle, &cards, err))
        return false;
    for (size_t i = 0; i < json_count(themes); i++) {
        const struct json *one = json_item(themes, i);
        struct json theme, typical;
        if (!body_of(cli, json_find_text(one, STR("id")), &theme, err) ||
            !body_of(cli, json_find_text(one, STR("typical")), &typical, err))
            return false;
        if (section_find(json_find_text(&theme, STR("section")), &section) &&
            section != last)
            buf_add_format(&cli->out, "\n%.*s\n", STR_ARGS(section_words(section)));
        last = section;
        struct str id = json_find_text(one, STR("id"));
        struct theme_count count = theme_count(cli->arena, &cards, id);
        struct str manner = manner_of(cli->arena, &typical);
        buf_add_format(&cli->out,
                       "  %.*s  [%.*s]\n        %.*s, one of them “%.*s”%s%.*s%s\n",
                       STR_ARGS(json_find_text(&theme, STR("label"))), STR_ARGS(id),
                       STR_ARGS(theme_count_words(cli->arena, count)),
                       STR_ARGS(json_find_text(&typical, STR("text"))),
                       manner.len ? "  (" : "", STR_ARGS(manner), manner.len ? ")" : "");
    }
    return true;
}

/* How many people beside how many cards, for programs too. */
static bool add_people(struct cli *cli, struct str cycle, struct json *outcome,
                       struct error *err)
{
    const struct json *themes = json_find(outcome, STR("themes"));
    struct json list = json_list();
    struct cards cards;
    if (!load_cards(cli, cycle, &cards, err))
        return false;
    for (size_t i = 0; i < json_count(themes); i++) {
        struct json one = json_copy(cli->arena, json_item(themes, i));
        struct theme_count count =
            theme_count(cli->arena, &cards, json_find_text(&one, STR("id")));
        json_set(cli->arena, &one, STR("people"), json_integer((int64_t)count.people));
        json_add(cli->arena, &list, one);
    }
    json_set(cli->arena, outcome, STR("themes"), list);
    return true;
}

/* `linked` is -1 where there is no cycle before. */
static bool link_to_last_year(struct cli *cli, struct str cycle, int64_t *linked,
                              struct error *err)
{
    struct process *process;
    struct json args = json_object();
    struct command_result result;
    struct command_request request = {
        .name = STR("theme.lineage"), .cycle = cycle, .args = &args};
    *linked = -1;
    if (!engine_process(cli->engine, cycle, &process, err))
        return false;
    if (!json_find_text(&process->cycle_body, STR("previous")).len)
        return true;
    if (!command_run(cli->engine, cli->arena, &request, &result, err))
        return false;
    *linked = json_find_integer(&result.outcome, STR("linked"), 0);
    return true;
}

static int say_draft(struct cli *cli, struct str cycle, struct json *outcome,
                     int64_t linked)
{
    struct error err;
    const struct json *themes = json_find(outcome, STR("themes"));
    int64_t statements = json_find_integer(outcome, STR("statements"), 0);
    int64_t alone = json_find_integer(outcome, STR("alone"), 0);
    int64_t count = (int64_t)json_count(themes);
    if (cli->json) {
        if (linked >= 0)
            json_set(cli->arena, outcome, STR("linked"), json_integer(linked));
        if (!add_people(cli, cycle, outcome, &err))
            return cli_fail(cli, &err);
        return cli_print_json(cli, outcome);
    }
    if (!statements) {
        buf_add(&cli->out, STR("There is nothing to group yet: import what people said, "
                               "with `waymark import`. Groups that people have agreed "
                               "are left alone, and so are cards that tables have "
                               "sorted (`waymark do theme.join`).\n"));
        return cli_print(cli);
    }
    buf_add_format(
        &cli->out,
        "Suggested %lld %s for %lld %s; %lld %s on their own for now.\n"
        "A computer's suggestion, by the words alone: people agree, change or drop it.\n",
        (long long)count, one_or_many(count, "group", "groups"), (long long)statements,
        one_or_many(statements, "statement", "statements"), (long long)alone,
        one_or_many(alone, "stands", "stand"));
    if (!say_themes(cli, cycle, themes, &err))
        return cli_fail(cli, &err);
    buf_add_byte(&cli->out, '\n');
    if (linked >= 0)
        buf_add_format(&cli->out,
                       "%lld linked to the nearest theme of the cycle before.\n",
                       (long long)linked);
    if (count)
        buf_add(&cli->out, STR("Next: waymark do theme.agree theme=ID name=\"I …\"\n"));
    else
        buf_add(
            &cli->out,
            STR("Too few of them are alike in their words for a group. Sort them with "
                "people, which is the better way anyhow: lay the cards out (`waymark "
                "cards`), or make groups in Excel (`waymark export themes`) or with "
                "`waymark do theme.new`. `waymark theme --count 3` suggests so many "
                "all the same.\n"));
    return cli_print(cli);
}

int cli_theme(struct cli *cli)
{
    struct error err;
    struct str cycle;
    struct json args = json_object();
    struct command_result result;
    static const struct str names[] = {{"section", 7}, {"grain", 5}, {"count", 5}};
    static const char *const options[] = {"--section", "--grain", "--count"};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        struct str value = cli_option(cli, options[i]);
        if (value.len)
            json_set(cli->arena, &args, names[i], json_text(value));
    }
    struct str name = cli_option(cli, "--cycle");
    bool agreement = cli_flag(cli, "--agreement"), all = cli_flag(cli, "--all");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (agreement && (json_find(&args, names[1]) || json_find(&args, names[2])))
        return cli_usage(cli, "--agreement is about groups that there are: leave --grain "
                              "and --count out");
    if (all && !agreement)
        return cli_usage(cli, "--all goes with --agreement");
    if (agreement)
        return cli_agreement(cli, name, json_find_text(&args, names[0]), all);
    if (!cli_open_cycle(cli, false, name, &cycle, &err))
        return cli_fail(cli, &err);
    struct command_request request = {
        .name = STR("theme.draft"), .cycle = cycle, .args = &args};
    int64_t linked;
    if (!command_run(cli->engine, cli->arena, &request, &result, &err) ||
        !link_to_last_year(cli, cycle, &linked, &err))
        return cli_fail(cli, &err);
    return say_draft(cli, cycle, &result.outcome, linked);
}
