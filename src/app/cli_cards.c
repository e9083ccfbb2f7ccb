/* SPDX-License-Identifier: MIT */
/* cards: numbers them, and writes them out to print. */
#include "app/verbs.h"

#include "app/cli_written.h"
#include "base/file.h"
#include "cycle/cards.h"
#include "cycle/flag.h"
#include "engine/command.h"
#include "engine/written.h"
#include "report/cards.h"

struct carding {
    struct process *process;
    struct str cycle; /* its name */
    bool one_section;
    enum section section;
    struct cards cards;
    bool noted;       /* in the log */
    int64_t numbered; /* by this run */
    size_t flagged, in_trays;
    struct cards_written written;
    struct str path; /* empty: nothing to print */
};

static bool load(struct cli *cli, struct carding *now, struct error *err)
{
    struct cards_request request = {.db = cli->engine->store->db,
                                    .kinds = now->process->kinds,
                                    .cycle = now->process->cycle.id,
                                    .body = &now->process->cycle_body};
    return cards_load(cli->arena, &request, &now->cards, err);
}

/* Where all have numbers nothing is done, and nothing logged: the cards of a closed
 * cycle can be printed still. */
static bool number_them(struct cli *cli, struct carding *now, struct error *err)
{
    struct json args = json_object();
    struct command_result result;
    struct command_request request = {.name = STR("collect.number_cards"),
                                      .cycle = now->process->cycle.id,
                                      .args = &args};
    size_t without = 0;
    for (size_t i = 0; i < now->cards.count; i++)
        without += now->cards.items[i].number == 0;
    if (!without)
        return true;
    if (!command_run(cli->engine, cli->arena, &request, &result, err))
        return error_wrap(err, "numbering the cards");
    now->numbered = json_find_integer(&result.outcome, STR("numbered"), 0);
    return load(cli, now, err);
}

static bool is_wanted(const struct carding *now, const struct card *card)
{
    return !now->one_section || card->section == now->section;
}

static bool write_cards(struct cli *cli, struct carding *now, struct str folder,
                        int64_t seen, struct error *err)
{
    struct cards_sheets sheets = {.cards = &now->cards,
                                  .authority = store_authority(cli->engine->store),
                                  .cycle = now->cycle,
                                  .one_section = now->one_section,
                                  .section = now->section};
    struct str text;
    size_t printed = 0;
    if (!report_cards(cli->arena, &sheets, &text, &now->written, err))
        return false;
    for (int s = 0; s < SECTION_COUNT; s++)
        printed += now->written.cards[s];
    if (!printed)
        return true;
    struct str name =
        cli_file_name(cli, STR("cards"), now->cycle, now->process->cycle.id);
    if (now->one_section)
        name = str_format(cli->arena, "%.*s.%.*s", STR_ARGS(name),
                          STR_ARGS(section_name(now->section)));
    now->path = file_join(cli->arena, folder,
                          str_format(cli->arena, "%.*s.html", STR_ARGS(name)));
    /* They are people's words, as in the report. */
    if (!written_say_replaced(cli, now->process->cycle.id, "cards", err))
        return false;
    written_say_noted(cli, now->process->cycle.id, "cards", file_name(now->path), seen,
                      &now->noted);
    return file_make_folder(cli->arena, folder, 0700, err) &&
           file_write(cli->arena, now->path, text, file_mode(cli->arena, now->path, 0600),
                      err);
}

static void count_left_out(struct carding *now)
{
    for (size_t i = 0; i < now->cards.count; i++) {
        const struct card *card = &now->cards.items[i];
        if (!is_wanted(now, card))
            continue;
        now->in_trays += !card->on_table;
        now->flagged += card->on_table && card->flagged;
    }
}

/* What lists the cards that were left out. */
static struct str look_command(struct cli *cli, const struct carding *now)
{
    struct buf out = BUF_IN(cli->arena);
    struct str_list flags = flag_names(cli->arena);
    bool any = false;
    buf_add_format(&out, "waymark list statement --cycle %.*s --where tray=none --where ",
                   STR_ARGS(cli_quoted(cli, now->cycle)));
    for (size_t i = 0; i < flags.count; i++) {
        if (!flag_is_identifying(flags.items[i]))
            continue;
        buf_add_format(&out, "%s%.*s", any ? "," : "flags=", STR_ARGS(flags.items[i]));
        any = true;
    }
    if (now->one_section)
        buf_add_format(&out, " --where section=%.*s",
                       STR_ARGS(section_name(now->section)));
    return buf_str(&out);
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
        buf_add_format(&cli->out, "Numbered %lld %s.\n", (long long)now->numbered,
                       one_or_many(now->numbered, "card", "cards"));
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
        cli_say(
            "%zu %s not on the table (on %s own, or not sure yet), and not printed.\n",
            now->in_trays, now->in_trays == 1 ? "is" : "are",
            now->in_trays == 1 ? "its" : "their");
    if (!now->flagged)
        return;
    struct str look = look_command(cli, now);
    cli_say("%zu %s left out, because %s may show who somebody is. Look at each:\n"
            "  %.*s\n"
            "Reword it with `waymark do collect.reword`, or give the same words again "
            "where they may stand; then make the cards again.\n",
            now->flagged, now->flagged == 1 ? "card is" : "cards are",
            now->flagged == 1 ? "it" : "they", STR_ARGS(look));
}

int cli_cards(struct cli *cli)
{
    struct error err;
    struct carding now = {0};
    struct str cycle;
    int64_t seen;
    struct str section = cli_option(cli, "--section");
    struct str folder = cli_option(cli, "--output");
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    now.one_section = section.len > 0;
    if (section.len && !section_find(section, &now.section))
        return cli_usage(cli,
                         "--section is working, not_working or aspiration, not \"%.*s\"",
                         STR_ARGS(section));
    if (str_ends(folder, STR(".html")))
        return cli_usage(cli, "--output names the folder, not the file, which is called "
                              "after the cycle");
    if (!folder.len)
        folder = STR(".");
    if (!cli_open_cycle(cli, false, name, &cycle, &err) ||
        !engine_process(cli->engine, cycle, &now.process, &err))
        return cli_fail(cli, &err);
    now.cycle = json_find_text(&now.process->cycle_body, STR("name"));
    if (!written_seen(cli->engine, cli->arena, &seen, &err) || !load(cli, &now, &err) ||
        !number_them(cli, &now, &err) || !write_cards(cli, &now, folder, seen, &err))
        return cli_fail(cli, &err);
    count_left_out(&now);
    say_left_out(cli, &now);
    int code = cli->json ? print_json(cli, &now) : print_words(cli, &now);
    return code == EXIT_DONE && (now.flagged || (now.path.len && !now.noted))
               ? EXIT_PARTLY
               : code;
}
