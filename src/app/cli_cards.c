/* SPDX-License-Identifier: MIT */
/* cards: numbers them, and writes them out to print. */
#include "app/verbs.h"

#include "app/carding.h"
#include "cycle/flag.h"

/* What shows the cards that were left out, one after another. */
static struct str look_command(struct cli *cli, const struct carding *now)
{
    struct str section = now->one_section ? section_name(now->section) : STR_NONE;
    return str_format(cli->arena, "waymark look --cycle %.*s%s%.*s",
                      STR_ARGS(cli_quoted(cli, now->cycle)),
                      section.len ? " --section " : "", STR_ARGS(section));
}

static struct str file_of(struct cli *cli, const struct carding *now)
{
    struct str name =
        cli_file_name(cli, STR("cards"), now->cycle, now->process->cycle.id);
    if (now->one_section)
        name = str_format(cli->arena, "%.*s.%.*s", STR_ARGS(name),
                          STR_ARGS(section_name(now->section)));
    return str_format(cli->arena, "%.*s.html", STR_ARGS(name));
}

static int print_json(struct cli *cli, const struct carding *now)
{
    struct json out = json_object(), cards = json_object(), pages = json_object();
    for (int s = 0; s < SECTION_COUNT; s++) {
        struct str name = section_name((enum section)s);
        if (now->one_section && now->section != (enum section)s)
            continue;
        json_set(cli->arena, &cards, name, json_integer((int64_t)now->written.cards[s]));
        json_set(cli->arena, &pages, name, json_integer((int64_t)now->written.pages[s]));
    }
    json_set(cli->arena, &out, STR("file"),
             now->path.len ? json_text(now->path) : json_null());
    json_set(cli->arena, &out, STR("cards"), cards);
    json_set(cli->arena, &out, STR("pages"), pages);
    json_set(cli->arena, &out, STR("numbered"), json_integer(now->numbered));
    json_set(cli->arena, &out, STR("flagged"), json_integer((int64_t)now->flagged));
    json_set(cli->arena, &out, STR("in_trays"), json_integer((int64_t)now->in_trays));
    return cli_print_json(cli, &out);
}

static int print_words(struct cli *cli, const struct carding *now)
{
    if (now->numbered)
        buf_add_format(&cli->out, "Numbered %lld %s%s.\n", (long long)now->numbered,
                       one_or_many(now->numbered, "card", "cards"),
                       now->flagged ? ", those that are left out too" : "");
    for (int s = 0; s < SECTION_COUNT; s++) {
        int64_t cards = (int64_t)now->written.cards[s];
        int64_t pages = (int64_t)now->written.pages[s];
        if (cards)
            buf_add_format(&cli->out, "  %4lld %s on %lld %s  %.*s\n", (long long)cards,
                           one_or_many(cards, "card", "cards"), (long long)pages,
                           one_or_many(pages, "page", "pages"),
                           STR_ARGS(section_words((enum section)s)));
    }
    if (now->path.len)
        buf_add_format(&cli->out, "Wrote %.*s\n", STR_ARGS(now->path));
    else
        buf_add(&cli->out, STR("There are no cards to print.\n"));
    return cli_print(cli);
}

static void say_left_out(struct cli *cli, const struct carding *now)
{
    if (now->in_trays)
        cli_say(cli, "%zu %s not on the table (not sure yet), and not printed.\n",
                now->in_trays, now->in_trays == 1 ? "is" : "are");
    if (!now->flagged)
        return;
    struct str look = look_command(cli, now);
    cli_say(cli,
            "%zu %s left out, because %s may show who somebody is. Look at each:\n"
            "  %.*s\n"
            "Reword it there, or say that it may stand as it is; then make the cards "
            "again.\n",
            now->flagged, now->flagged == 1 ? "card is" : "cards are",
            now->flagged == 1 ? "it" : "they", STR_ARGS(look));
}

int cli_cards(struct cli *cli)
{
    struct error err;
    struct carding now = {0};
    struct str section = cli_option(cli, "--section");
    struct str folder = cli_option(cli, "--output");
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    now.one_section = section.len > 0;
    if (!cli_section(cli, section, &now.section))
        return EXIT_USAGE;
    if (str_ends(folder, STR(".html")))
        return cli_usage(cli, "--output names the folder, not the file, which is called "
                              "after the cycle");
    if (!folder.len)
        folder = STR(".");
    if (!cli_open_process(cli, false, name, &now.process, &err))
        return cli_fail(cli, &err);
    now.cycle = json_find_text(&now.process->cycle_body, STR("name"));
    if (!carding_number(cli, &now, &err) ||
        !carding_write(cli, &now, folder, file_of(cli, &now), false, &err))
        return cli_fail(cli, &err);
    say_left_out(cli, &now);
    int code = cli->json ? print_json(cli, &now) : print_words(cli, &now);
    return code == EXIT_DONE && (now.flagged || (now.path.len && !now.noted))
               ? EXIT_PARTLY
               : code;
}
