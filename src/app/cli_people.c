/* SPDX-License-Identifier: MIT */
/* people. */
#include "app/verbs.h"

#include "base/date.h"
#include "engine/doubt.h"

static const char *reason_words(struct str reason)
{
    static const char *const words[][2] = {
        {"same_name", "the same name and date of birth, and nothing else that agrees"},
        {"same_reference", "one reference, and two names"},
        {"same_upn", "one UPN, and something else that does not agree"},
        {"same_letters",
         "the same name but for accents, hyphens, apostrophes, spaces or its "
         "order, and the same date of birth"},
        {"near_name", "nearly the same name, the same date of birth and school"}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (str_equal(reason, str_of(words[i][0])))
            return words[i][1];
    return "";
}

static void say_word(struct cli *cli, const char *between, struct str text)
{
    if (text.len)
        buf_add_format(&cli->out, "%s%.*s", between, STR_ARGS(text));
}

static void say_list(struct cli *cli, const char *before, const struct json *list)
{
    for (size_t i = 0; i < json_count(list); i++)
        buf_add_format(&cli->out, "%s%.*s", i ? ", " : before,
                       STR_ARGS(date_words_of(cli->arena, json_item(list, i)->text)));
}

static void say_cycle(struct cli *cli, const struct json *cycle)
{
    int64_t reviews = json_find_integer(cycle, STR("reviews"), 0);
    int64_t said = json_find_integer(cycle, STR("statements"), 0);
    buf_add_format(&cli->out, "        %.*s",
                   STR_ARGS(json_find_text(cycle, STR("cycle"))));
    say_list(cli, ": ", json_find(cycle, STR("schools")));
    say_list(cli, ", year ", json_find(cycle, STR("year_groups")));
    buf_add_format(&cli->out, "; %lld %s", (long long)reviews,
                   one_or_many(reviews, "review", "reviews"));
    say_list(cli, " on ", json_find(cycle, STR("review_dates")));
    buf_add_format(&cli->out, ", %lld %s\n", (long long)said,
                   one_or_many(said, "statement", "statements"));
}

static void say_person(struct cli *cli, const char *which, const struct json *person)
{
    struct str born = json_find_text(person, STR("birth_date"));
    buf_add_format(&cli->out, "    %s: %.*s", which,
                   STR_ARGS(json_find_text(person, STR("person"))));
    say_word(cli, ", ", json_find_text(person, STR("forename")));
    say_word(cli, " ", json_find_text(person, STR("surname")));
    if (born.len)
        say_word(cli, ", born ", date_words_of(cli->arena, born));
    say_word(cli, ", reference ", json_find_text(person, STR("reference")));
    say_word(cli, ", UPN ", json_find_text(person, STR("upn")));
    buf_add_byte(&cli->out, '\n');
    const struct json *cycles = json_find(person, STR("cycles"));
    for (size_t i = 0; i < json_count(cycles); i++)
        say_cycle(cli, json_item(cycles, i));
}

static void say_doubt(struct cli *cli, const struct json *doubt)
{
    const struct json *people = json_find(doubt, STR("people"));
    struct str id = json_find_text(doubt, STR("id"));
    buf_add_format(&cli->out, "%.*s: %s", STR_ARGS(id),
                   reason_words(json_find_text(doubt, STR("reason"))));
    say_word(cli, "  [", json_find_text(doubt, STR("source")));
    buf_add_format(&cli->out, "%s\n",
                   json_find_text(doubt, STR("source")).len ? "]" : "");
    say_person(cli, "known already", json_item(people, 0));
    say_person(cli, "came in later", json_item(people, 1));
    buf_add_format(&cli->out,
                   "    One person:  waymark do workplace.same doubt=%.*s\n"
                   "    Two people:  waymark do workplace.different doubt=%.*s\n\n",
                   STR_ARGS(id), STR_ARGS(id));
}

int cli_people(struct cli *cli)
{
    struct error err;
    struct json all;
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open(cli, false, &err) || !doubt_look(cli->engine, cli->arena, &all, &err))
        return cli_fail(cli, &err);
    if (cli->json)
        return cli_print_json(cli, &all);
    for (size_t i = 0; i < json_count(&all); i++)
        say_doubt(cli, json_item(&all, i));
    if (json_count(&all))
        buf_add(&cli->out,
                STR("Names, opened for you: not for publication. The log says that you "
                    "have looked.\n"));
    else
        buf_add(&cli->out, STR("Nobody is in doubt: nothing to decide.\n"));
    return cli_print(cli);
}
