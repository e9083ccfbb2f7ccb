/* SPDX-License-Identifier: MIT */
/* safeguarding: the cards that are held back, for who looks after that. */
#include "app/cli_find.h"
#include "app/verbs.h"

#include "base/date.h"
#include "cycle/section.h"
#include "engine/safeguarding.h"

static void say_flags(struct cli *cli, const struct json *flags)
{
    for (size_t i = 0; i < json_count(flags); i++)
        buf_add_format(&cli->out, "%s%.*s", i ? ", " : "  why: ",
                       STR_ARGS(cli_one_line(cli->arena, json_item(flags, i)->text)));
    if (json_count(flags))
        buf_add_byte(&cli->out, '\n');
}

static bool is_story(const struct json *card)
{
    return str_equal(kind_of_id(json_find_text(card, STR("id"))), STR("story"));
}

static void say_who(struct cli *cli, const struct json *card)
{
    static const char *const parts[] = {"forename", "surname", "birth_date", "reference",
                                        "upn"};
    const struct json *who = json_find(card, STR("who"));
    struct str person = json_find_text(card, STR("person"));
    if (!person.len) {
        buf_add(&cli->out, is_story(card)
                               ? STR("  a story: whose it is, is not known\n")
                               : STR("  said in the room: who said it is not known\n"));
        return;
    }
    buf_add_format(&cli->out, "  about %.*s", STR_ARGS(person));
    for (size_t i = 0; who && i < sizeof parts / sizeof parts[0]; i++) {
        struct str part = json_find_text(who, str_of(parts[i]));
        if (part.len)
            buf_add_format(&cli->out, "  %.*s", STR_ARGS(part));
    }
    buf_add_byte(&cli->out, '\n');
}

static void say_concerns(struct cli *cli, const struct json *card)
{
    const struct json *concerns = json_find(card, STR("concerns"));
    for (size_t i = 0; i < json_count(concerns); i++) {
        const struct json *one = json_item(concerns, i);
        struct str note = json_find_text(one, STR("note"));
        buf_add_format(
            &cli->out, "  told on %.*s: %.*s%s%.*s\n",
            STR_ARGS(json_find_text(one, STR("date"))),
            STR_ARGS(cli_one_line(cli->arena, json_find_text(one, STR("told")))),
            note.len ? ": " : "", STR_ARGS(cli_one_line(cli->arena, note)));
    }
}

static void say_card(struct cli *cli, const struct json *card)
{
    struct str source = json_find_text(card, STR("source"));
    struct str original = json_find_text(card, STR("original"));
    struct str whole = json_find_text(card, STR("whole"));
    struct str manner = json_find_text(card, STR("manner"));
    const struct json *held = json_find(card, STR("held"));
    enum section section = SECTION_WORKING;
    bool card_of = section_find(json_find_text(card, STR("section")), &section);
    buf_add_format(&cli->out, "%.*s  (%.*s, %.*s)\n  “%.*s”%s%.*s%s\n",
                   STR_ARGS(source.len ? source : json_find_text(card, STR("id"))),
                   STR_ARGS(json_find_text(card, STR("cycle"))),
                   STR_ARGS(card_of ? section_words(section) : STR("a story")),
                   STR_ARGS(cli_one_line(cli->arena, json_find_text(card, STR("text")))),
                   manner.len ? "  (" : "", STR_ARGS(manner), manner.len ? ")" : "");
    if (original.len)
        buf_add_format(&cli->out, "  at first: “%.*s”\n",
                       STR_ARGS(cli_one_line(cli->arena, original)));
    if (whole.len)
        buf_add_format(&cli->out, "  cut out of: “%.*s”\n",
                       STR_ARGS(cli_one_line(cli->arena, whole)));
    say_who(cli, card);
    say_flags(cli, json_find(card, STR("flags")));
    if (held)
        buf_add_format(&cli->out, "  held back since %.*s, by %.*s (%.*s)\n",
                       STR_ARGS(json_find_text(held, STR("at"))),
                       STR_ARGS(json_find_text(held, STR("by"))),
                       STR_ARGS(json_find_text(held, STR("command"))));
    say_concerns(cli, card);
    buf_add_format(&cli->out, "  %s\n\n",
                   json_find_bool(card, STR("kept_back")) ? "settled: it stays off"
                                                          : "waiting for you");
}

static int say_all(struct cli *cli, const struct json *all)
{
    const struct json *cards = json_find(all, STR("cards"));
    int64_t count = (int64_t)json_count(cards), stories = 0;
    if (cli->json)
        return cli_print_json(cli, all);
    for (size_t i = 0; i < json_count(cards); i++) {
        say_card(cli, json_item(cards, i));
        stories += is_story(json_item(cards, i));
    }
    count -= stories;
    if (count || !stories)
        buf_add_format(&cli->out, "%lld %s", (long long)count,
                       one_or_many(count, "card", "cards"));
    if (stories)
        buf_add_format(&cli->out, "%s%lld %s", count ? " and " : "", (long long)stories,
                       one_or_many(stories, "story", "stories"));
    buf_add_format(&cli->out,
                   " %s held back, of which %lld %s for you. That you have read this "
                   "stands in the log.\n",
                   one_or_many(count + stories, "is", "are"),
                   (long long)json_find_integer(all, STR("open"), 0),
                   one_or_many(json_find_integer(all, STR("open"), 0), "waits", "wait"));
    if (count || stories)
        buf_add(&cli->out,
                STR("Who said one: `waymark safeguarding CARD`. Then "
                    "`waymark do collect.note_concern`,\n`collect.keep_back` or "
                    "`collect.release` with statement=CARD.\n"));
    if (stories)
        buf_add(&cli->out, STR("For a story: with story=STORY.\n"));
    return cli_print(cli);
}

int cli_safeguarding(struct cli *cli)
{
    struct error err;
    struct json all;
    struct safeguarding_request request = {.open = cli_flag(cli, "--open")};
    struct str name = cli_option(cli, "--cycle"), card = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open(cli, false, &err) ||
        (name.len && !cli_find_cycle(cli, name, &request.cycle, &err)) ||
        (card.len && !find_record(cli, card, name, &request.card, &err)) ||
        !safeguarding_list(cli->engine, cli->arena, &request, &all, &err))
        return cli_fail(cli, &err);
    return say_all(cli, &all);
}
