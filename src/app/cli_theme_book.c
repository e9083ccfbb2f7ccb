/* SPDX-License-Identifier: MIT */
/* export themes and import themes: the groups as a workbook that people edit. */
#include "app/cli_theme_book.h"
#include "app/cli_written.h"

#include "app/cli_import.h"
#include "engine/card_number.h"
#include "engine/requests.h"
#include "engine/theme_import.h"
#include "engine/written.h"
#include "report/theme_book.h"

bool theme_book_bytes(struct cli *cli, struct process *process,
                      const enum section *section, struct str load_back, struct str *out,
                      struct theme_book_written *written, struct error *err)
{
    struct engine *engine = cli->engine;
    struct arena *arena = cli->arena;
    struct cards_request request = cards_of(engine, process);
    struct cards cards;
    struct groups groups;
    int64_t numbered;
    if (!cards_numbered(engine, arena, process, &cards, &numbered, err) ||
        !groups_load(arena, &request, &cards, &groups, err))
        return false;
    struct theme_book book = {.cards = &cards,
                              .groups = &groups,
                              .authority = store_authority(engine->store),
                              .folder = theme_import_folder(engine, arena),
                              .cycle_id = process->cycle.id,
                              .cycle = json_find_text(&process->cycle_body, STR("name")),
                              .load_back = load_back,
                              .one_section = section != NULL,
                              .section = section ? *section : SECTION_WORKING};
    return report_theme_book(arena, &book, out, written, err);
}

/* What somebody has edited is not written over; the very same file is no loss. */
static bool must_be_free(struct cli *cli, struct str path, struct str bytes,
                         struct error *err)
{
    struct str before;
    if (!file_exists(cli->arena, path) ||
        (file_read(cli->arena, path, bytes.len, &before, err) &&
         str_equal(before, bytes)))
        return true;
    return error_set(err, ERROR_CONFLICT,
                     "%.*s is there already, and may hold somebody's work: load it back "
                     "with `waymark import themes`, or give another name for the new one",
                     STR_ARGS(path));
}

static bool write_file(struct cli *cli, const struct written_file *file, bool *noted,
                       struct error *err)
{
    return must_be_free(cli, file->path, file->bytes, err) &&
           written_write(cli, file, noted, err);
}

static bool is_nothing(const struct theme_book_written *written)
{
    return !written->cards && !written->groups;
}

static int say_written(struct cli *cli, struct str path,
                       const struct theme_book_written *written)
{
    bool nothing = is_nothing(written);
    if (cli->json) {
        struct json out = json_object();
        json_set(cli->arena, &out, STR("file"), nothing ? json_null() : json_text(path));
        json_set(cli->arena, &out, STR("groups"), json_integer((int64_t)written->groups));
        json_set(cli->arena, &out, STR("cards"), json_integer((int64_t)written->cards));
        json_set(cli->arena, &out, STR("apart"), json_integer((int64_t)written->apart));
        json_set(cli->arena, &out, STR("flagged"),
                 json_integer((int64_t)written->flagged));
        return cli_print_json(cli, &out);
    }
    if (nothing) {
        buf_add(&cli->out, STR("There are no cards to sort yet: import what people said, "
                               "with `waymark import`.\n"));
        return cli_print(cli);
    }
    buf_add_format(&cli->out,
                   "Wrote %.*s: %zu %s in %zu %s, %zu in none.\n"
                   "It holds people's own words: keep it safe. When it is edited:\n"
                   "  waymark import themes %.*s\n",
                   STR_ARGS(path), written->cards,
                   one_or_many((int64_t)written->cards, "card", "cards"), written->groups,
                   one_or_many((int64_t)written->groups, "group", "groups"),
                   written->apart, STR_ARGS(cli_quoted(cli, path)));
    return cli_print(cli);
}

/* To be pasted when it is edited, by somebody who may have moved it meanwhile. */
static struct str load_back(struct cli *cli, struct process *process, struct str path)
{
    struct paste paste = cli_paste_anywhere(cli, cli->workplace);
    paste.cycle = cli_quoted(cli, json_find_text(&process->cycle_body, STR("name")));
    return paste_line(cli->arena, &paste,
                      str_format(cli->arena, "import themes %.*s",
                                 STR_ARGS(cli_quoted(cli, cli_file_place(cli, path)))));
}

int cli_export_themes(struct cli *cli, struct str cycle_name, struct str section_given)
{
    struct error err;
    struct str bytes;
    struct process *process;
    struct theme_book_written written;
    enum section section;
    int64_t seen;
    bool noted = true;
    struct str path = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_section(cli, section_given, &section))
        return EXIT_USAGE;
    if (path.len && !str_ends(path, STR(".xlsx")))
        return cli_usage(cli, "the file is an Excel workbook: its name ends in .xlsx");
    if (!cli_open_process(cli, false, cycle_name, &process, &err) ||
        !written_seen(cli->engine, cli->arena, &seen, &err))
        return cli_fail(cli, &err);
    if (!path.len)
        path = str_format(
            cli->arena, "%.*s.xlsx",
            STR_ARGS(cli_file_name(cli, STR("themes"),
                                   json_find_text(&process->cycle_body, STR("name")),
                                   process->cycle.id)));
    if (!theme_book_bytes(cli, process, section_given.len ? &section : NULL,
                          load_back(cli, process, path), &bytes, &written, &err))
        return cli_fail(cli, &err);
    const struct written_file file = {"themes", process->cycle.id, path, bytes,
                                      seen,     STR_NONE};
    if (!is_nothing(&written) && !write_file(cli, &file, &noted, &err))
        return cli_fail(cli, &err);
    if (written.flagged)
        cli_say(cli,
                "%zu %s left out, because %s may show who somebody is; `waymark cards` "
                "says how to look at %s\n",
                written.flagged,
                one_or_many((int64_t)written.flagged, "card is", "cards are"),
                written.flagged == 1 ? "it" : "they",
                written.flagged == 1 ? "it" : "them");
    int code = say_written(cli, path, &written);
    return code == EXIT_DONE && (written.flagged || !noted) ? EXIT_PARTLY : code;
}

static struct str numbers_of(struct cli *cli, const struct theme_change *change)
{
    struct buf out = BUF_IN(cli->arena);
    for (size_t i = 0; i < change->card_count; i++)
        buf_add_format(&out, "%s%lld", i ? ", " : "", (long long)change->cards[i]);
    return buf_str(&out);
}

static void say_change(struct cli *cli, const struct theme_change *change)
{
    struct buf *out = &cli->out;
    switch (change->kind) {
    case THEME_MADE:
        buf_add_format(
            out, "  new group: %.*s%s\n", STR_ARGS(change->to),
            change->may_be_slip
                ? ", with 1 card; if that was a slip, write the group that was "
                  "meant beside the card, and load the file again"
                : "");
        break;
    case THEME_MERGED:
        buf_add_format(out, "  put together: %.*s went into %.*s", STR_ARGS(change->from),
                       STR_ARGS(change->to));
        if (change->not_kept.len)
            buf_add_format(out,
                           "; \"%.*s\", which was agreed, is not kept: where it still "
                           "holds, write it as what %.*s means",
                           STR_ARGS(change->not_kept), STR_ARGS(change->to));
        buf_add(out, STR("\n"));
        break;
    case THEME_MOVED:
        buf_add_format(out, "  %s %.*s: from %.*s to %.*s\n",
                       one_or_many((int64_t)change->card_count, "card", "cards"),
                       STR_ARGS(numbers_of(cli, change)), STR_ARGS(change->from),
                       STR_ARGS(change->to));
        break;
    case THEME_LABELLED:
        buf_add_format(out, "  %.*s is called \"%.*s\" now\n", STR_ARGS(change->from),
                       STR_ARGS(change->to));
        break;
    case THEME_AGREED:
        buf_add_format(out, "  %.*s is agreed: \"%.*s\"\n", STR_ARGS(change->from),
                       STR_ARGS(change->to));
        break;
    case THEME_NAMED:
        buf_add_format(out, "  %.*s means \"%.*s\" now%s\n", STR_ARGS(change->from),
                       STR_ARGS(change->to),
                       change->agreed_no_more ? ", and is not agreed any more: read it "
                                                "together, and agree it again"
                                              : "");
        break;
    }
}

static int say_changes(struct cli *cli, struct str name, bool pretend,
                       const struct theme_import *done)
{
    buf_add_format(&cli->out, "%.*s: %zu %s, %zu %s%s\n", STR_ARGS(name), done->cards,
                   one_or_many((int64_t)done->cards, "card", "cards"), done->groups,
                   one_or_many((int64_t)done->groups, "group", "groups"),
                   pretend ? " (a dry run: nothing has been changed)" : "");
    for (size_t i = 0; i < done->count; i++)
        say_change(cli, &done->changes[i]);
    if (!done->count)
        buf_add(&cli->out, STR("  nothing changes\n"));
    return cli_print(cli);
}

static int say_changes_json(struct cli *cli, const struct theme_import *done,
                            const struct notices *notices)
{
    static const char *const kinds[] = {
        [THEME_MADE] = "made",   [THEME_MERGED] = "merged",
        [THEME_MOVED] = "moved", [THEME_LABELLED] = "labelled",
        [THEME_NAMED] = "named", [THEME_AGREED] = "agreed",
    };
    struct json out = json_object(), changes = json_list();
    for (size_t i = 0; i < done->count; i++) {
        const struct theme_change *change = &done->changes[i];
        struct json one = json_object(), cards = json_list();
        for (size_t n = 0; n < change->card_count; n++)
            json_add(cli->arena, &cards, json_integer(change->cards[n]));
        json_set(cli->arena, &one, STR("change"), json_text(str_of(kinds[change->kind])));
        if (change->from.len)
            json_set(cli->arena, &one, STR("from"), json_text(change->from));
        json_set(cli->arena, &one, STR("to"), json_text(change->to));
        if (change->card_count)
            json_set(cli->arena, &one, STR("cards"), cards);
        if (change->not_kept.len)
            json_set(cli->arena, &one, STR("not_kept"), json_text(change->not_kept));
        if (change->agreed_no_more)
            json_set(cli->arena, &one, STR("agreed"), json_bool(false));
        json_add(cli->arena, &changes, one);
    }
    json_set(cli->arena, &out, STR("cards"), json_integer((int64_t)done->cards));
    json_set(cli->arena, &out, STR("groups"), json_integer((int64_t)done->groups));
    json_set(cli->arena, &out, STR("changes"), changes);
    json_set(cli->arena, &out, STR("refused"), json_integer((int64_t)notices->refusals));
    json_set(cli->arena, &out, STR("notices"), cli_notices_json(cli, notices));
    return cli_print_json(cli, &out);
}

int cli_import_themes(struct cli *cli, struct str cycle, bool pretend)
{
    struct error err;
    struct import_file file = {0};
    struct notices notices = {.arena = cli->arena};
    struct theme_import done;
    struct theme_import_request request = {.pretend = pretend};
    int code = import_take(cli, cycle, true, &file);
    if (code)
        return code;
    request.cycle = file.cycle;
    request.name = file.name;
    request.place = file.place;
    request.bytes = file.mapped.bytes;
    bool fine =
        theme_import_run(cli->engine, cli->arena, &request, &notices, &done, &err);
    code = import_close(cli, &file, &notices, fine ? NULL : &err);
    if (code)
        return code;
    return import_code(cli->json ? say_changes_json(cli, &done, &notices)
                                 : say_changes(cli, request.name, pretend, &done),
                       &notices);
}
