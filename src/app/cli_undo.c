/* SPDX-License-Identifier: MIT */
/* undo. What one line did in two commands is taken back with one. */
#include "app/verbs.h"

#include "engine/command.h"
#include "engine/native.h"
#include "engine/undo_line.h"
#include "store/event.h"

/* One command of a line. */
struct undone {
    const struct command_row *row;
    struct command_result result;
    bool tried; /* or it goes with one that was, in a dry run */
    bool stays;
};

/* What one line did, newest first. */
struct undone_line {
    struct command_list list;
    struct undone *items; /* (list.count) */
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

static bool take_back(struct cli *cli, int64_t number, bool pretend,
                      struct command_result *out, struct error *err)
{
    struct json args = json_object();
    json_set(cli->arena, &args, STR("command"), json_integer(number));
    struct command_request request = {
        .name = STR("workplace.undo"), .args = &args, .pretend = pretend};
    return command_run(cli->engine, cli->arena, &request, out, err);
}

/* All, or none: those before the one that could not be taken back stand again. */
static void bring_back(struct cli *cli, const struct undone_line *line, size_t count)
{
    struct command_result back;
    struct error ignored;
    while (count-- > 0)
        if (line->items[count].tried && !line->items[count].stays && !line->pretend)
            (void)take_back(cli, line->items[count].result.number, false, &back,
                            &ignored);
}

/* The later ones first, for they stand on the others; what would become of those without
 * them cannot be tried. */
static bool take_back_all(struct cli *cli, struct undone_line *line, struct error *err)
{
    bool tried = false;
    for (size_t i = 0; i < line->list.count; i++) {
        struct undone *one = &line->items[i];
        one->row = &line->list.items[i];
        if (line->pretend && tried)
            continue;
        bool may_stay = line->list.count > 1 && undo_line_may_stay(one->row);
        one->tried = true;
        if (take_back(cli, one->row->number, line->pretend, &one->result, err)) {
            tried = !may_stay;
            continue;
        }
        one->stays = may_stay && err->kind == ERROR_CONFLICT;
        if (!one->stays) {
            bring_back(cli, line, i);
            return false;
        }
    }
    return true;
}

/* What somebody else did goes only by its number. */
static bool must_be_own(const struct cli *cli, const struct command_list *list,
                        struct error *err)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct command_row *row = &list->items[i];
        if (!str_equal(row->actor, cli->engine->actor))
            return error_set(err, ERROR_REFUSED,
                             "command %lld (%.*s), which goes with it, was done by %.*s; "
                             "name a number to take back all of it: waymark undo %lld",
                             (long long)row->number, STR_ARGS(row->name),
                             STR_ARGS(row->actor), (long long)list->items[0].number);
    }
    return true;
}

/* Neighbours that are told in one sentence: where they end. */
static size_t group_end(const struct undone_line *line, size_t from)
{
    const struct undone *first = &line->items[from];
    size_t end = from + 1;
    while (end < line->list.count && line->items[end].tried == first->tried &&
           line->items[end].stays == first->stays &&
           str_equal(line->items[end].row->name, first->row->name) &&
           str_equal(line->items[end].row->actor, first->row->actor))
        end++;
    return end;
}

/* "command 4", "commands 3 and 4", "commands 3 to 6", "commands 3, 5 and 6". */
static struct str group_numbers(struct cli *cli, const struct undone_line *line,
                                size_t from, size_t end)
{
    struct buf out = BUF_IN(cli->arena);
    int64_t newest = line->items[from].row->number;
    int64_t oldest = line->items[end - 1].row->number;
    size_t count = end - from;
    buf_add_format(&out, "%s %lld", count == 1 ? "command" : "commands",
                   (long long)oldest);
    if (count > 2 && newest - oldest == (int64_t)count - 1)
        buf_add_format(&out, " to %lld", (long long)newest);
    else
        for (size_t i = end - 1; i-- > from;)
            buf_add_format(&out, "%s %lld", i == from ? " and" : ",",
                           (long long)line->items[i].row->number);
    return buf_str(&out);
}

/* What came of them, added up. */
static struct json group_outcome(struct cli *cli, const struct undone_line *line,
                                 size_t from, size_t end)
{
    struct json out = json_copy(cli->arena, &line->items[from].result.outcome);
    for (size_t i = from + 1; i < end; i++) {
        const struct json *one = &line->items[i].result.outcome;
        for (size_t m = 0; m < json_count(one); m++) {
            const struct json_member *member = &one->object.members[m];
            struct json sum = member->value;
            if (sum.type == JSON_INTEGER)
                sum =
                    json_integer(sum.integer + json_find_integer(&out, member->name, 0));
            json_set(cli->arena, &out, member->name, sum);
        }
    }
    return out;
}

static void say_records(struct cli *cli, bool pretend, int64_t records)
{
    if (records)
        buf_add_format(&cli->out, ": %lld %s as %s before.\n", (long long)records,
                       pretend
                           ? one_or_many(records, "record would be", "records would be")
                           : one_or_many(records, "record is", "records are"),
                       one_or_many(records, "it was", "they were"));
    else
        buf_add(&cli->out, STR("; no record of this cycle changes by it.\n"));
}

static void say_undone(struct cli *cli, const struct undone_line *line, size_t from,
                       size_t end)
{
    const struct undone *newest = &line->items[from];
    struct json told = group_outcome(cli, line, from, end);
    const struct json *outcome = &told;
    bool pretend = line->pretend;
    buf_add_format(&cli->out, "%s %.*s (%.*s, by %.*s)",
                   pretend ? "This would take back" : "Took back",
                   STR_ARGS(group_numbers(cli, line, from, end)),
                   STR_ARGS(newest->row->name), STR_ARGS(newest->row->actor));
    say_records(cli, pretend, json_find_integer(outcome, STR("records"), 0));
    if (json_find_integer(outcome, STR("erased"), 0))
        buf_add(&cli->out, STR("What it said of people who have been erased is gone "
                               "already, and stays so.\n"));
    say_unnumbered(cli, outcome, pretend ? 0 : newest->result.number);
    int64_t withdrawn = json_find_integer(outcome, STR("withdrawn"), 0);
    if (withdrawn)
        buf_add_format(&cli->out, "%lld %s off: their people said no meanwhile.\n",
                       (long long)withdrawn,
                       one_or_many(withdrawn, pretend ? "card would come" : "card came",
                                   pretend ? "cards would come" : "cards came"));
    int64_t doubts = json_find_integer(outcome, STR("doubts"), 0);
    if (doubts)
        buf_add_format(&cli->out, "With it %s %lld open %s whether two people are one.\n",
                       pretend ? "would go" : one_or_many(doubts, "goes", "go"),
                       (long long)doubts, one_or_many(doubts, "question", "questions"));
    int64_t held = json_find_integer(outcome, STR("held_back"), 0);
    if (held)
        buf_add_format(
            &cli->out,
            "With it %s %lld %s that %s held back, and the safeguarding lead's "
            "list shows %s no more: what was said there is still the lead's to "
            "know. Tell them.\n",
            pretend ? "would go" : one_or_many(held, "goes", "go"), (long long)held,
            one_or_many(held, "card or story", "cards or stories"),
            one_or_many(held, "is", "are"), one_or_many(held, "it", "them"));
}

static void say_group(struct cli *cli, const struct undone_line *line, size_t from,
                      size_t end)
{
    const struct undone *newest = &line->items[from];
    struct str numbers = group_numbers(cli, line, from, end);
    if (newest->stays)
        buf_add_format(
            &cli->out, "C%.*s (%.*s) %s: something later builds on %s.\n",
            STR_ARGS(str_slice(numbers, 1, numbers.len)), STR_ARGS(newest->row->name),
            line->pretend ? "would stay"
                          : one_or_many((int64_t)(end - from), "stands", "stand"),
            one_or_many((int64_t)(end - from), "it", "them"));
    else if (newest->tried)
        say_undone(cli, line, from, end);
    else
        buf_add_format(&cli->out,
                       "This would take back %.*s (%.*s, by %.*s), which it was done "
                       "with, if nothing later builds on it.\n",
                       STR_ARGS(numbers), STR_ARGS(newest->row->name),
                       STR_ARGS(newest->row->actor));
}

/* What one line took back in several goes comes back one by one: the next is named. */
static bool say_other_undos(struct cli *cli, const struct undone *one, struct error *err)
{
    if (!str_equal(one->row->name, STR("workplace.undo")))
        return true;
    for (int step = -1; step <= 1; step += 2) {
        struct command_row row;
        bool found;
        int64_t number = one->row->number + step;
        if (!command_find(cli->engine->store->db, cli->arena, number, &row, &found, err))
            return false;
        if (found && !row.undone_by && str_equal(row.name, one->row->name) &&
            str_equal(row.actor, one->row->actor))
            buf_add_format(
                &cli->out,
                "Command %lld is an undo, too, done just %s this one. If what it "
                "took away is to come back as well: waymark undo %lld\n",
                (long long)number, step < 0 ? "before" : "after", (long long)number);
    }
    return true;
}

/* What goes along, and what does not where a command was named by its number. */
static bool say_line(struct cli *cli, const struct undone_line *line, struct error *err)
{
    struct command_row row;
    int64_t first, oldest = line->list.items[line->list.count - 1].number;
    bool found;
    for (size_t from = 0, end; from < line->list.count; from = end) {
        end = group_end(line, from);
        say_group(cli, line, from, end);
    }
    if (!say_other_undos(cli, &line->items[0], err) ||
        !undo_line_begin(cli->engine->store->db, cli->arena, oldest, &first, err) ||
        !command_find(cli->engine->store->db, cli->arena, first, &row, &found, err))
        return false;
    if (first != oldest)
        buf_add_format(&cli->out,
                       "Command %lld (%.*s), of the same line, stands: waymark undo "
                       "%lld\n",
                       (long long)first, STR_ARGS(row.name), (long long)first);
    return true;
}

static int say_as_json(struct cli *cli, const struct undone_line *line)
{
    size_t tried = line->pretend ? group_end(line, 0) : line->list.count;
    struct json numbers = json_list();
    struct json outcome = group_outcome(cli, line, 0, tried);
    for (size_t i = 0; i < line->list.count; i++)
        if (!line->items[i].stays)
            json_add(cli->arena, &numbers, json_integer(line->items[i].row->number));
    if (line->list.count > 1)
        json_set(cli->arena, &outcome, STR("commands"), numbers);
    return cli_print_json(cli, &outcome);
}

int cli_undo(struct cli *cli)
{
    struct error err;
    int64_t number = 0;
    struct undone_line line = {.pretend = cli_flag(cli, "--dry-run")};
    struct str given = cli_word(cli);
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (given.len && !str_to_integer(given, &number))
        return cli_usage(cli, "give the number of a command, as `waymark log` shows it");
    if (!cli_open(cli, false, &err))
        return cli_fail(cli, &err);
    struct db *db = cli->engine->store->db;
    if ((!given.len && (!newest_to_undo(cli, &number, &err) ||
                        !undo_line_begin(db, cli->arena, number, &number, &err))) ||
        !undo_line_all(db, cli->arena, number, &line.list, &err) ||
        (!given.len && !must_be_own(cli, &line.list, &err)))
        return cli_fail(cli, &err);
    line.items = arena_array(cli->arena, struct undone, line.list.count);
    if (!take_back_all(cli, &line, &err))
        return cli_fail(cli, &err);
    if (cli->json)
        return say_as_json(cli, &line);
    return say_line(cli, &line, &err) ? cli_print(cli) : cli_fail(cli, &err);
}
