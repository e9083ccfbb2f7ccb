/* SPDX-License-Identifier: MIT */
/* theme, and cluster on plain lines. */
#include "app/verbs.h"

#include "app/cli_cluster.h"
#include "app/cli_lineage.h"
#include "app/cli_names.h"
#include "app/cli_sorts.h"
#include "app/cli_why.h"
#include "app/draft_words.h"
#include "cycle/manner.h"
#include "cycle/theme_count.h"
#include "engine/command.h"
#include "engine/key.h"
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

/* Another of the group stands for one that may show who somebody is. */
static void stand_in(const struct cards *cards, struct str theme, struct json *typical)
{
    if (!card_is_flagged(typical))
        return;
    for (size_t i = 0; i < cards->count; i++) {
        const struct card *card = &cards->items[i];
        if (card->flagged || !str_equal(json_find_text(&card->body, STR("theme")), theme))
            continue;
        *typical = card->body;
        return;
    }
}

static bool say_theme(struct cli *cli, const struct cards *cards, const struct json *one,
                      const struct json *theme, struct error *err)
{
    struct json typical;
    struct str id = json_find_text(one, STR("id"));
    struct theme_count count = theme_count(cli->arena, cards, id);
    struct str tight =
        str_replaced(cli->arena, json_find_text(theme, STR("tight")), '_', ' ');
    if (!body_of(cli, json_find_text(one, STR("typical")), &typical, err))
        return false;
    stand_in(cards, id, &typical);
    struct str manner = manner_of(cli->arena, &typical);
    struct str said = draft_card(cli->arena, &typical);
    buf_add_format(&cli->out,
                   "  %.*s  [%.*s]\n        %.*s%s%.*s, one of them %.*s%s%.*s%s\n",
                   STR_ARGS(json_find_text(theme, STR("label"))), STR_ARGS(id),
                   STR_ARGS(theme_count_words(cli->arena, count)), tight.len ? ", " : "",
                   STR_ARGS(tight), STR_ARGS(said), manner.len ? "  (" : "",
                   STR_ARGS(manner), manner.len ? ")" : "");
    return true;
}

/* The groups of a section, and what stands between them. */
static bool say_section(struct cli *cli, const struct cards *cards,
                        const struct json *outcome, enum section section,
                        struct error *err)
{
    const struct json *themes = json_find(outcome, STR("themes"));
    bool any = false;
    for (size_t i = 0; i < json_count(themes); i++) {
        const struct json *one = json_item(themes, i);
        struct json theme;
        enum section its;
        if (!body_of(cli, json_find_text(one, STR("id")), &theme, err))
            return false;
        if (!section_find(json_find_text(&theme, STR("section")), &its) || its != section)
            continue;
        if (!any)
            buf_add_format(&cli->out, "\n%.*s\n", STR_ARGS(section_words(section)));
        any = true;
        if (!say_theme(cli, cards, one, &theme, err))
            return false;
    }
    return draft_say_unsure(cli, outcome, section_name(section), err);
}

static bool say_themes(struct cli *cli, struct str cycle, const struct json *outcome,
                       struct error *err)
{
    struct cards cards;
    if (!load_cards(cli, cycle, &cards, err))
        return false;
    for (int section = 0; section < SECTION_COUNT; section++)
        if (!say_section(cli, &cards, outcome, (enum section)section, err))
            return false;
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

/* `linked` is -1 where there is no cycle before. It goes with the draft when that is
 * taken back. */
static bool link_to_last_year(struct cli *cli, struct str cycle, int64_t draft,
                              int64_t *linked, struct error *err)
{
    struct process *process;
    struct json args = json_object();
    struct command_result result;
    struct command_request request = {.name = STR("theme.lineage"),
                                      .key = key_with(cli->arena, draft),
                                      .key_says_all = true,
                                      .cycle = cycle,
                                      .args = &args};
    *linked = -1;
    if (!engine_process(cli->engine, cycle, &process, err))
        return false;
    if (!json_find_text(&process->cycle_body, STR("previous")).len)
        return true;
    if (!command_run(cli->engine, cli->arena, &request, &result, err))
        return err->kind == ERROR_LIMIT; /* the groups stand, linked or not */
    *linked = json_find_integer(&result.outcome, STR("linked"), 0);
    return true;
}

static int draft_as_json(struct cli *cli, struct str cycle, struct json *outcome,
                         int64_t linked)
{
    struct error err;
    if (linked >= 0)
        json_set(cli->arena, outcome, STR("linked"), json_integer(linked));
    return add_people(cli, cycle, outcome, &err) ? cli_print_json(cli, outcome)
                                                 : cli_fail(cli, &err);
}

/* Whether there is a draft to tell of. */
static bool say_drawn(struct cli *cli, const struct json *outcome)
{
    int64_t statements = json_find_integer(outcome, STR("statements"), 0);
    int64_t alone = json_find_integer(outcome, STR("alone"), 0);
    int64_t added = json_find_integer(outcome, STR("added"), 0);
    int64_t unsure = (int64_t)json_count(json_find(outcome, STR("unsure")));
    int64_t count = (int64_t)json_count(json_find(outcome, STR("themes")));
    if (added)
        buf_add_format(&cli->out,
                       "%lld %s to groups that people made, being like what is in them. "
                       "Look at each: waymark list statement --where added=true\n",
                       (long long)added,
                       one_or_many(added, "card was added", "cards were added"));
    if (!statements && !added)
        buf_add(&cli->out, STR("There is nothing to group yet: import what people said, "
                               "with `waymark import`. Groups that people have agreed "
                               "are left alone, and so are cards that tables have "
                               "sorted (`waymark do theme.join`).\n"));
    if (!statements)
        return false;
    buf_add_format(
        &cli->out,
        "Suggested %lld %s for %lld of %lld %s; %lld %s on their own for now%.*s.\n"
        "A computer's suggestion, %.*s: people agree, change or drop it.\n",
        (long long)count, one_or_many(count, "group", "groups"),
        (long long)(statements - alone - unsure), (long long)statements,
        one_or_many(statements, "statement", "statements"), (long long)alone,
        one_or_many(alone, "stands", "stand"),
        STR_ARGS(draft_unsure(cli->arena, outcome)),
        STR_ARGS(draft_method(cli->arena, outcome)));
    return true;
}

static int say_draft(struct cli *cli, struct str cycle, struct json *outcome,
                     int64_t linked)
{
    struct error err;
    if (cli->json)
        return draft_as_json(cli, cycle, outcome, linked);
    if (!say_drawn(cli, outcome))
        return cli_print(cli);
    if (!say_themes(cli, cycle, outcome, &err))
        return cli_fail(cli, &err);
    buf_add_byte(&cli->out, '\n');
    if (linked >= 0)
        buf_add_format(&cli->out,
                       "%lld %s on from a theme of the cycle before, as it seems: see "
                       "`waymark theme --lineage`.\n",
                       (long long)linked, one_or_many(linked, "goes", "go"));
    if (json_count(json_find(outcome, STR("themes"))))
        buf_add(&cli->out, STR("Next: waymark do theme.agree theme=ID name=\"I …\"\n"
                               "What each could be called: waymark theme --names\n"));
    else
        buf_add(&cli->out,
                STR("Too few of them are alike for a group. Sort them with "
                    "people, which is the better way anyhow: lay the cards out (`waymark "
                    "cards`), or make groups in Excel (`waymark export themes`) or with "
                    "`waymark do theme.new`. `waymark theme --count 3` suggests so many "
                    "all the same.\n"));
    return cli_print(cli);
}

static int names_verb(struct cli *cli, struct str cycle, const struct json *args)
{
    struct names_request request = {.cycle = cycle,
                                    .section = json_find_text(args, STR("section"))};
    request.take = cli_option(cli, "--take");
    request.theme = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (json_find(args, STR("grain")) || json_find(args, STR("count")))
        return cli_usage(cli, "--names is about groups that there are: leave --grain and "
                              "--count out");
    return cli_names(cli, request);
}

/* What else than a draft was asked for: one of these. */
struct theme_asked {
    bool agreement, all, lineage, last_year, draft;
    struct str why;
};

static struct theme_asked read_asked(struct cli *cli)
{
    struct theme_asked asked = {0};
    asked.agreement = cli_flag(cli, "--agreement");
    asked.all = cli_flag(cli, "--all");
    asked.lineage = cli_flag(cli, "--lineage");
    asked.last_year = cli_flag(cli, "--from-last-year");
    asked.draft = cli_flag(cli, "--draft");
    asked.why = cli_option(cli, "--why");
    return asked;
}

/* What does not go together, or NULL. */
static const char *wrong_together(const struct theme_asked *asked, bool section, bool cut)
{
    bool why = asked->why.len > 0;
    if (asked->agreement + asked->lineage + asked->last_year + why > 1)
        return "give one of --agreement, --lineage, --from-last-year and --why";
    if (asked->draft && !asked->last_year)
        return "--draft goes with --from-last-year";
    if (asked->all && !asked->agreement)
        return "--all goes with --agreement";
    if (cut && (asked->lineage || asked->last_year))
        return "last year's themes are as many as they are: leave --grain and --count "
               "out";
    if (cut && asked->agreement)
        return "--agreement is about groups that there are: leave --grain and --count "
               "out";
    if (section && asked->lineage)
        return "--lineage is about all sections: leave --section out";
    if (why && (section || cut))
        return "--why is about one card: name it, and leave the rest out";
    return NULL;
}

static int draft_verb(struct cli *cli, struct str name, const struct json *args)
{
    struct error err;
    struct str cycle;
    struct command_result result;
    int64_t linked;
    if (!cli_open_cycle(cli, false, name, &cycle, &err))
        return cli_fail(cli, &err);
    struct command_request request = {
        .name = STR("theme.draft"), .cycle = cycle, .args = args};
    if (!command_run(cli->engine, cli->arena, &request, &result, &err) ||
        !link_to_last_year(cli, cycle, result.number, &linked, &err))
        return cli_fail(cli, &err);
    return say_draft(cli, cycle, &result.outcome, linked);
}

int cli_theme(struct cli *cli)
{
    struct json args = json_object();
    static const struct str names[] = {{"section", 7}, {"grain", 5}, {"count", 5}};
    static const char *const options[] = {"--section", "--grain", "--count"};
    for (size_t i = 0; i < sizeof options / sizeof options[0]; i++) {
        struct str value = cli_option(cli, options[i]);
        if (value.len)
            json_set(cli->arena, &args, names[i], json_text(value));
    }
    struct str name = cli_option(cli, "--cycle");
    struct str section = json_find_text(&args, names[0]);
    struct theme_asked asked = read_asked(cli);
    if (cli_flag(cli, "--names"))
        return names_verb(cli, name, &args);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    const char *wrong =
        wrong_together(&asked, section.len > 0,
                       json_find(&args, names[1]) || json_find(&args, names[2]));
    if (wrong)
        return cli_usage(cli, "%s", wrong);
    if (asked.lineage)
        return cli_lineage(cli, name);
    if (asked.last_year)
        return cli_from_last_year(cli, name, section, asked.draft);
    if (asked.why.len)
        return cli_why(cli, name, asked.why);
    if (asked.agreement)
        return cli_agreement(cli, name, section, asked.all);
    return draft_verb(cli, name, &args);
}
