/* SPDX-License-Identifier: MIT */
/* look: the flagged cards one after another, each answered with a letter. */
#include "app/cli_ask.h"
#include "app/queue.h"
#include "app/verbs.h"

#include "engine/command.h"

static const char reword_name[] = "collect.reword";

enum { MOST_PARTS = 99 };

/* What was answered, so that it can be gone back to. */
struct answer {
    size_t at;
    int64_t command; /* 0: skipped */
    size_t *counted;
};

struct looking {
    struct queue queue;
    size_t at; /* of queue.ids */
    struct answer *answers;
    size_t answered, room;
    size_t accepted, reworded, skipped, others;
    bool ended; /* there are no more lines */
};

enum outcome { OUTCOME_NEXT, OUTCOME_AGAIN, OUTCOME_STOP, OUTCOME_FAILED };

/* False at the end. A line that no card could hold counts as an empty one. */
static bool read_line(struct looking *now, struct arena *arena, const char *ask,
                      struct str *out)
{
    struct cli *cli = now->queue.cli;
    const char *wrong = NULL;
    buf_add(&cli->out, str_of(ask));
    now->ended = cli_print(cli) != EXIT_DONE || !ask_read(arena, out, &wrong);
    if (!now->ended && wrong)
        buf_add_format(&cli->out, "That line %s; nothing was changed.\n", wrong);
    return !now->ended;
}

static void note(struct looking *now, int64_t command, size_t *counted)
{
    now->answers = arena_one_more(now->queue.cli->arena, now->answers,
                                  sizeof *now->answers, now->answered, &now->room);
    now->answers[now->answered++] = (struct answer){now->at, command, counted};
    (*counted)++;
}

/* Saved at once, by the command that `do` runs, and only if the card is as it was
 * shown: two officers never write over each other. */
static enum outcome save(struct looking *now, struct arena *arena,
                         const struct queue_card *card, struct str text, bool *held)
{
    struct cli *cli = now->queue.cli;
    struct json args = json_object(), seen = json_object();
    struct command_result result;
    struct error err;
    bool same = str_equal(text, card->text);
    json_set(arena, &args, STR("statement"), json_text(card->id));
    json_set(arena, &args, STR("text"), json_text(text));
    json_set(arena, &seen, card->id, json_integer(card->version));
    struct command_request request = {.name = str_of(reword_name),
                                      .cycle = now->queue.process->cycle.id,
                                      .args = &args,
                                      .seen = &seen};
    if (command_run(cli->engine, arena, &request, &result, &err)) {
        *held = json_count(json_find(&result.outcome, STR("held_back"))) > 0;
        note(now, result.number, same ? &now->accepted : &now->reworded);
        return OUTCOME_NEXT;
    }
    if (err.kind == ERROR_SYSTEM) {
        (void)cli_fail(cli, &err);
        return OUTCOME_FAILED;
    }
    if (err.kind != ERROR_CONFLICT)
        buf_add_format(&cli->out, "%s\n", err.text);
    else if (!queue_say_both(&now->queue, arena, card, text, &err)) {
        (void)cli_fail(cli, &err);
        return OUTCOME_FAILED;
    }
    return OUTCOME_AGAIN;
}

static enum outcome accept(struct looking *now, struct arena *arena,
                           const struct queue_card *card)
{
    bool held;
    return save(now, arena, card, card->text, &held);
}

/* The new words are shown, and looked through, before they are saved. */
static enum outcome reword(struct looking *now, struct arena *arena,
                           const struct queue_card *card)
{
    struct cli *cli = now->queue.cli;
    struct str text, yes;
    struct error err;
    bool found, held = false;
    if (!read_line(now, arena, "New words (an empty line leaves it as it is): ", &text))
        return OUTCOME_STOP;
    if (!text.len) {
        buf_add(&cli->out, STR("Left as it is.\n"));
        return OUTCOME_AGAIN;
    }
    buf_add(&cli->out, STR("The card will say:\n"));
    if (!queue_show_words(&now->queue, arena, text, NULL, &found, &err)) {
        (void)cli_fail(cli, &err);
        return OUTCOME_FAILED;
    }
    if (!read_line(now, arena,
                   found ? "These words are flagged, too. Save them? (y or n): "
                         : "Save it? (y or n): ",
                   &yes))
        return OUTCOME_STOP;
    if (!str_equal_ascii_case(yes, STR("y")) && !str_equal_ascii_case(yes, STR("yes"))) {
        buf_add(&cli->out, STR("Left as it is.\n"));
        return OUTCOME_AGAIN;
    }
    enum outcome outcome = save(now, arena, card, text, &held);
    if (outcome != OUTCOME_NEXT)
        return outcome;
    if (held)
        buf_add(&cli->out,
                STR("These words may tell of harm: the card is held back. Tell the "
                    "safeguarding lead now.\n"));
    else if (found)
        buf_add(&cli->out, STR("Saved. It is flagged again, so it stays here.\n"));
    return found && !held ? OUTCOME_AGAIN : OUTCOME_NEXT;
}

static enum outcome go_back(struct looking *now, struct arena *arena)
{
    struct cli *cli = now->queue.cli;
    struct json args = json_object();
    struct command_result result;
    struct error err;
    if (!now->answered) {
        buf_add(&cli->out, STR("There is nothing to go back to: this is the first card "
                               "that you are shown.\n"));
        return OUTCOME_AGAIN;
    }
    struct answer last = now->answers[now->answered - 1];
    json_set(arena, &args, STR("command"), json_integer(last.command));
    struct command_request request = {.name = STR("workplace.undo"), .args = &args};
    if (last.command && !command_run(cli->engine, arena, &request, &result, &err)) {
        buf_add_format(&cli->out, "%s\n", err.text);
        return OUTCOME_AGAIN;
    }
    now->answered--;
    (*last.counted)--;
    now->at = last.at;
    buf_add_format(&cli->out, "%s\n",
                   last.command ? "Your last answer was taken back." : "Back.");
    return OUTCOME_AGAIN;
}

static const char help[] =
    "  a   it names nobody: print it as it is\n"
    "  r   reword it: you are asked for the new words, and see them before they are "
    "saved\n"
    "  s   skip it: it stays flagged, and comes again when you run this again\n"
    "  b   go back, and take your last answer back\n"
    "  q   stop; what you have answered is saved already\n"
    "A card that may be about somebody's safety: stop, and hold it back with\n"
    "`waymark do collect.hold_back`.\n";

static enum outcome answer(struct looking *now, struct arena *arena,
                           const struct queue_card *card)
{
    struct buf *out = &now->queue.cli->out;
    struct str line;
    while (read_line(now, arena, "a, r, s, b, q (? = help): ", &line)) {
        char key = '?';
        if (line.len == 1)
            key = ascii_lower(line.ptr[0]);
        if (key == 'a')
            return accept(now, arena, card);
        if (key == 'r')
            return reword(now, arena, card);
        if (key == 'b')
            return go_back(now, arena);
        if (key == 'q')
            return OUTCOME_STOP;
        if (key == 's') {
            note(now, 0, &now->skipped);
            return OUTCOME_NEXT;
        }
        buf_add(out, str_of(help));
    }
    return OUTCOME_STOP;
}

/* One card, if nobody else has answered it meanwhile. */
static enum outcome look_at(struct looking *now, struct arena *arena)
{
    struct queue *queue = &now->queue;
    struct queue_card card;
    struct error err;
    bool there, found;
    if (!queue_read(queue, arena, queue->ids.items[now->at], &card, &there, &err)) {
        (void)cli_fail(queue->cli, &err);
        return OUTCOME_FAILED;
    }
    if (!there) {
        now->others++;
        return OUTCOME_NEXT;
    }
    buf_add_format(&queue->cli->out, "\n%zu of %zu  %.*s\n", now->at + 1,
                   queue->ids.count, STR_ARGS(queue_card_title(arena, &card)));
    if (!queue_show_words(queue, arena, card.text, json_find(&card.body, STR("flags")),
                          &found, &err)) {
        (void)cli_fail(queue->cli, &err);
        return OUTCOME_FAILED;
    }
    return answer(now, arena, &card);
}

static int say_end(struct looking *now)
{
    struct cli *cli = now->queue.cli;
    struct error err;
    if (!queue_load(&now->queue, &err))
        return cli_fail(cli, &err);
    size_t left = now->queue.ids.count;
    buf_add_format(&cli->out, "\n%zu printed as %s, %zu reworded, %zu skipped.",
                   now->accepted,
                   one_or_many((int64_t)now->accepted, "it is", "they are"),
                   now->reworded, now->skipped);
    if (now->others)
        buf_add_format(&cli->out, " %zu had been answered meanwhile.", now->others);
    struct str part = queue_part_words(&now->queue);
    if (left)
        buf_add_format(&cli->out,
                       " %zu %s still flagged%.*s: run this again to go on with %s.\n",
                       left, one_or_many((int64_t)left, "card is", "cards are"),
                       STR_ARGS(part), one_or_many((int64_t)left, "it", "them"));
    else
        buf_add_format(&cli->out, " No card is flagged any more%.*s.\n", STR_ARGS(part));
    return cli_print(cli);
}

static int go_through(struct looking *now)
{
    struct cli *cli = now->queue.cli;
    enum outcome outcome = OUTCOME_NEXT;
    if (!now->queue.ids.count) {
        buf_add_format(&cli->out,
                       "No card is flagged%.*s. Read every card yourself before others "
                       "do: the program misses what it misses.\n",
                       STR_ARGS(queue_part_words(&now->queue)));
        return cli_print(cli);
    }
    while (now->at < now->queue.ids.count && outcome < OUTCOME_STOP) {
        struct arena *arena = arena_new();
        outcome = look_at(now, arena);
        now->at += outcome == OUTCOME_NEXT;
        arena_free(arena);
    }
    return outcome == OUTCOME_FAILED ? EXIT_FAILED : say_end(now);
}

/* Asked before anybody reads a card whom no answer would be taken of. */
static bool may_answer(struct looking *now, struct error *err)
{
    struct engine *engine = now->queue.cli->engine;
    const struct json *step, *command;
    bool may;
    if (!process_command(now->queue.process, str_of(reword_name), &step, &command, err) ||
        !engine_has_role(engine, json_find(command, STR("who")), &may, err))
        return false;
    return may || error_set(err, ERROR_REFUSED,
                            "%.*s may not do %s; ask the owner of this Waymark folder, "
                            "or act as someone who may with --as NAME",
                            STR_ARGS(engine->actor), reword_name);
}

/* "1/3" */
static bool read_part(struct queue *queue, struct str given)
{
    struct str parts = given;
    struct str part = str_cut(&parts, '/');
    return !given.len || (str_to_integer(part, &queue->part) &&
                          str_to_integer(parts, &queue->parts) && queue->part >= 1 &&
                          queue->part <= queue->parts && queue->parts <= MOST_PARTS);
}

int cli_queue(struct cli *cli)
{
    struct error err;
    struct looking now = {.queue = {.cli = cli}};
    struct str section = cli_option(cli, "--section");
    struct str name = cli_option(cli, "--cycle"), part = cli_option(cli, "--part");
    bool list = cli_flag(cli, "--list");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    now.queue.one_section = section.len > 0;
    if (!cli_section(cli, section, &now.queue.section))
        return EXIT_USAGE;
    if (!read_part(&now.queue, part))
        return cli_usage(cli,
                         "--part is the part that is yours and how many there are, as "
                         "1/3, not \"%.*s\"",
                         STR_ARGS(part));
    if (cli->json && !list)
        return cli_usage(cli, "--json goes with --list");
    bool only_looks = list && !now.queue.parts; /* parts may need numbers */
    if ((!list && !cli_open_for_hooks(cli, HOOKS_OF_MANY, &err)) ||
        !cli_open_process(cli, only_looks, name, &now.queue.process, &err) ||
        !may_answer(&now, &err) || !queue_load(&now.queue, &err))
        return cli_fail(cli, &err);
    return list ? queue_list(&now.queue) : go_through(&now);
}
