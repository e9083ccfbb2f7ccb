/* SPDX-License-Identifier: MIT */
/* undo. What one line did in two commands is taken back with one. */
#include "app/verbs.h"

#include "engine/command.h"
#include "engine/key.h"
#include "engine/native.h"
#include "store/event.h"

struct undone {
    struct command_row row; /* what was taken back */
    struct command_result result;
    bool pretend;
};

/* Whoever means to take it back must not take back something older unawares. */
static bool is_erasure(const struct command_row *row, struct error *err)
{
    return error_set(err, ERROR_REFUSED,
                     "the newest command is an erasure (command %lld), which cannot be "
                     "taken back; name a number to take back something older (see "
                     "`waymark log`)",
                     (long long)row->number);
}

/* One's own newest command that is neither an undo nor taken back already: what
 * somebody else did is taken back only by its number. */
static bool newest_to_undo(struct cli *cli, int64_t *number, struct error *err)
{
    struct command_list list;
    if (!command_list(cli->engine->store->db, cli->arena, 0, 1000, &list, err))
        return false;
    for (size_t i = 0; i < list.count; i++) {
        const struct command_row *row = &list.items[i];
        if (row->undoes || row->undone_by || !str_equal(row->actor, cli->engine->actor) ||
            native_only_notes(row->name))
            continue;
        *number = row->number;
        return !event_destroyer(row->name) || is_erasure(row, err);
    }
    return error_set(err, ERROR_NOT_FOUND,
                     "there is nothing of %.*s's to take back; what others did is taken "
                     "back by its number (`waymark log` shows them)",
                     STR_ARGS(cli->engine->actor));
}

/* `undone`: the number of the undo, which can be taken back; 0: nothing was done. */
static void say_unnumbered(struct cli *cli, const struct json *outcome, int64_t undone)
{
    const struct json *files = json_find(outcome, STR("written_with_them"));
    int64_t count = json_find_integer(outcome, STR("unnumbered"), 0);
    if (!count)
        return;
    buf_add_format(&cli->out,
                   "Cards that were printed with %s %s out of date: each gets a new "
                   "number when cards are next printed.",
                   one_or_many(count, "this number", "these numbers"),
                   undone ? "are" : "would be");
    for (size_t i = 0; i < json_count(files); i++)
        buf_add_format(&cli->out, "%s%.*s", i ? ", " : " Written with them: ",
                       STR_ARGS(json_item(files, i)->text));
    buf_add(&cli->out, json_count(files) ? STR(".") : STR_NONE);
    if (undone)
        buf_add_format(&cli->out, " To have %s back: waymark undo %lld",
                       one_or_many(count, "it", "them"), (long long)undone);
    buf_add_byte(&cli->out, '\n');
}

/* The command of the same line that came after it and stands; 0: there is none. */
static bool find_with(struct cli *cli, int64_t number, int64_t *with, struct error *err)
{
    struct command_done done;
    if (!command_known(cli->engine->store->db, cli->arena, key_with(cli->arena, number),
                       &done, err))
        return false;
    *with = done.known ? done.number : 0;
    return true;
}

/* The one of the same line that came before it and stands; 0: there is none. */
static bool find_first(struct cli *cli, int64_t number, int64_t *first, struct error *err)
{
    struct command_row row;
    bool found;
    *first = 0;
    if (!command_find(cli->engine->store->db, cli->arena, number, &row, &found, err))
        return false;
    int64_t before = found ? key_with_which(row.key) : 0;
    if (!before)
        return true;
    if (!command_find(cli->engine->store->db, cli->arena, before, &row, &found, err))
        return false;
    *first = found && !row.undone_by ? before : 0;
    return true;
}

static bool take_back(struct cli *cli, int64_t number, struct undone *out,
                      struct error *err)
{
    struct json args = json_object();
    bool found;
    json_set(cli->arena, &args, STR("command"), json_integer(number));
    struct command_request request = {
        .name = STR("workplace.undo"), .args = &args, .pretend = out->pretend};
    return command_run(cli->engine, cli->arena, &request, &out->result, err) &&
           command_find(cli->engine->store->db, cli->arena, number, &out->row, &found,
                        err);
}

/* The later one first, for it stands on the other. Both, or none; what would become of
 * the first without the later one cannot be tried. */
static bool take_back_both(struct cli *cli, int64_t number, int64_t with,
                           struct undone *one, struct undone *later, struct error *err)
{
    struct undone back = {.pretend = false};
    struct error ignored;
    bool found;
    if (!take_back(cli, with, later, err))
        return false;
    if (later->pretend)
        return command_find(cli->engine->store->db, cli->arena, number, &one->row, &found,
                            err);
    if (take_back(cli, number, one, err))
        return true;
    (void)take_back(cli, later->result.number, &back, &ignored);
    return false;
}

static void say_undone(struct cli *cli, const struct undone *undone)
{
    const struct json *outcome = &undone->result.outcome;
    int64_t records = json_find_integer(outcome, STR("records"), 0);
    buf_add_format(&cli->out, "%s command %lld (%.*s, by %.*s)",
                   undone->pretend ? "This would take back" : "Took back",
                   (long long)undone->row.number, STR_ARGS(undone->row.name),
                   STR_ARGS(undone->row.actor));
    if (records)
        buf_add_format(&cli->out, ": %lld %s as %s before.\n", (long long)records,
                       undone->pretend
                           ? one_or_many(records, "record would be", "records would be")
                           : one_or_many(records, "record is", "records are"),
                       one_or_many(records, "it was", "they were"));
    else
        buf_add(&cli->out, STR("; no record of this cycle changes by it.\n"));
    if (json_find_integer(outcome, STR("erased"), 0))
        buf_add(&cli->out, STR("What it said of people who have been erased is gone "
                               "already, and stays so.\n"));
    say_unnumbered(cli, outcome, undone->pretend ? 0 : undone->result.number);
    int64_t withdrawn = json_find_integer(outcome, STR("withdrawn"), 0);
    if (withdrawn)
        buf_add_format(&cli->out, "%lld %s off: their people said no meanwhile.\n",
                       (long long)withdrawn,
                       one_or_many(withdrawn,
                                   undone->pretend ? "card would come" : "card came",
                                   undone->pretend ? "cards would come" : "cards came"));
    int64_t doubts = json_find_integer(outcome, STR("doubts"), 0);
    if (doubts)
        buf_add_format(&cli->out, "With it %s %lld open %s whether two people are one.\n",
                       undone->pretend ? "would go" : one_or_many(doubts, "goes", "go"),
                       (long long)doubts, one_or_many(doubts, "question", "questions"));
    int64_t held = json_find_integer(outcome, STR("held_back"), 0);
    if (held)
        buf_add_format(
            &cli->out,
            "With it %s %lld %s that %s held back, and the safeguarding lead's "
            "list shows %s no more: what was said there is still the lead's to "
            "know. Tell them.\n",
            undone->pretend ? "would go" : one_or_many(held, "goes", "go"),
            (long long)held, one_or_many(held, "card or story", "cards or stories"),
            one_or_many(held, "is", "are"), one_or_many(held, "it", "them"));
}

/* What goes along, and what does not where a command was named by its number. */
static bool say_line(struct cli *cli, int64_t number, int64_t with,
                     const struct undone *one, const struct undone *later,
                     struct error *err)
{
    int64_t first;
    struct command_row row;
    bool found;
    if (with)
        say_undone(cli, later);
    if (with && one->pretend)
        buf_add_format(&cli->out,
                       "This would take back command %lld (%.*s, by %.*s), which it was "
                       "done with.\n",
                       (long long)number, STR_ARGS(one->row.name),
                       STR_ARGS(one->row.actor));
    else
        say_undone(cli, one);
    if (!find_first(cli, number, &first, err) ||
        (first &&
         !command_find(cli->engine->store->db, cli->arena, first, &row, &found, err)))
        return false;
    if (first)
        buf_add_format(&cli->out,
                       "Command %lld (%.*s), of the same line, stands: waymark undo "
                       "%lld\n",
                       (long long)first, STR_ARGS(row.name), (long long)first);
    return true;
}

static int say_as_json(struct cli *cli, int64_t with, const struct undone *one,
                       const struct undone *later)
{
    const struct undone *told = with && one->pretend ? later : one;
    struct json outcome = json_copy(cli->arena, &told->result.outcome);
    if (with)
        json_set(cli->arena, &outcome, STR("with"), json_integer(with));
    return cli_print_json(cli, &outcome);
}

int cli_undo(struct cli *cli)
{
    struct error err;
    int64_t number = 0, with = 0, first = 0;
    bool pretend = cli_flag(cli, "--dry-run");
    struct undone one = {.pretend = pretend}, later = {.pretend = pretend};
    struct str given = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (given.len && !str_to_integer(given, &number))
        return cli_usage(cli, "give the number of a command, as `waymark log` shows it");
    if (!cli_open(cli, false, &err) ||
        (!given.len &&
         (!newest_to_undo(cli, &number, &err) || !find_first(cli, number, &first, &err))))
        return cli_fail(cli, &err);
    number = first ? first : number;
    if (!find_with(cli, number, &with, &err) ||
        !(with ? take_back_both(cli, number, with, &one, &later, &err)
               : take_back(cli, number, &one, &err)))
        return cli_fail(cli, &err);
    if (cli->json)
        return say_as_json(cli, with, &one, &later);
    return say_line(cli, number, with, &one, &later, &err) ? cli_print(cli)
                                                           : cli_fail(cli, &err);
}
