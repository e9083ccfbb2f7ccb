/* SPDX-License-Identifier: MIT */
#include "app/verbs.h"

#include "cycle/room.h"
#include "cycle/success_board.h"

static struct json said_json(struct cli *cli, const struct success_said *said)
{
    struct json out = json_object();
    json_set(cli->arena, &out, STR("id"), json_text(said->id));
    json_set(cli->arena, &out, STR("perspective"), json_text(said->perspective));
    json_set(cli->arena, &out, STR("text"), json_text(said->text));
    return out;
}

/* What a round gave: "dots" or "points". */
static struct str unit_of(const struct success_round *round)
{
    return round->way == VOTE_RANKING ? STR("points") : STR("dots");
}

static struct json rounds_json(struct cli *cli, const struct success_board *board,
                               const struct success_cause *cause)
{
    struct json rounds = json_list();
    for (size_t r = 0; r < board->round_count; r++) {
        const struct success_round *round = &board->rounds[r];
        struct json one = json_object();
        json_set(cli->arena, &one, STR("round"), json_text(round->called));
        json_set(cli->arena, &one, unit_of(round), json_integer(cause->scores[r]));
        json_add(cli->arena, &rounds, one);
    }
    return rounds;
}

/* What the last round gave it. */
static void set_score(struct cli *cli, const struct success_board *board,
                      const struct success_cause *cause, struct json *out)
{
    size_t last = board->round_count - 1;
    if (!board->round_count)
        json_set(cli->arena, out, STR("dots"), json_integer(0));
    else
        json_set(cli->arena, out, unit_of(&board->rounds[last]),
                 json_integer(cause->scores[last]));
}

/* Nobody differs from what one viewpoint alone has said. */
static bool one_viewpoint(const struct success_cause *cause)
{
    for (size_t i = 1; i < cause->count; i++)
        if (!str_equal(cause->said[i].perspective, cause->said[0].perspective))
            return false;
    return true;
}

static struct str heading(const struct success_cause *cause, bool agreed)
{
    return agreed                 ? STR("  They agree:\n")
           : one_viewpoint(cause) ? STR("  Said so far:\n")
                                  : STR("  They differ:\n");
}

static void say_groups(struct cli *cli, const struct success_cause *cause, bool agreed)
{
    bool begun = false;
    for (size_t i = 0; i < cause->count; i++) {
        const struct success_said *said = &cause->said[i];
        if ((success_viewpoints(cause, said->group) > 1) != agreed)
            continue;
        if (!begun)
            buf_add(&cli->out, heading(cause, agreed));
        else if (agreed && said->group != cause->said[i - 1].group)
            buf_add(&cli->out, STR("  They also agree:\n"));
        begun = true;
        struct str who = str_replaced(cli->arena, said->perspective, '_', ' ');
        buf_add_format(&cli->out, "    %-16.*s  %.*s  [%.*s]\n", STR_ARGS(who),
                       STR_ARGS(cli_one_line(cli->arena, said->text)),
                       STR_ARGS(said->id));
    }
}

/* Viewpoints that came, and have not said what success looks like for this cause. */
static struct str_list silent(struct arena *arena, const struct success_cause *cause,
                              const struct room *room)
{
    struct str_list out = {arena_array(arena, struct str, ROOM_PERSPECTIVES), 0};
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++) {
        bool spoke = room->attended[p] == 0;
        for (size_t i = 0; i < cause->count; i++)
            spoke = spoke || str_equal(cause->said[i].perspective, room_perspective(p));
        if (!spoke)
            out.items[out.count++] = room_perspective(p);
    }
    return out;
}

static void say_silent(struct cli *cli, const struct success_cause *cause,
                       const struct room *room)
{
    struct str_list names = silent(cli->arena, cause, room);
    for (size_t i = 0; i < names.count; i++)
        buf_add_format(&cli->out, "%s%.*s", i ? ", " : "  Not said yet by: ",
                       STR_ARGS(str_replaced(cli->arena, names.items[i], '_', ' ')));
    if (names.count)
        buf_add_byte(&cli->out, '\n');
}

/* What to do next: only what can be done. */
static void say_next(struct cli *cli, const struct success_board *board)
{
    bool silent = false, differ = false;
    for (size_t c = 0; c < board->count; c++) {
        silent = silent || board->causes[c].count == 0;
        differ =
            differ || (board->causes[c].groups > 1 && !one_viewpoint(&board->causes[c]));
    }
    if (silent || differ)
        buf_add(&cli->out, STR("\n"));
    if (silent)
        buf_add(&cli->out, STR("Write down what each says with `waymark do "
                               "identify_success.success cause=… perspective=… "
                               "text=…`.\n"));
    if (differ)
        buf_add(&cli->out, STR("Mark those that say the same with `waymark do "
                               "identify_success.same success=… with=…`.\n"));
    buf_add(&cli->out, STR("True words: not for publication.\n"));
}

/* "(55 dots)", or, of several rounds, "(round 2: 55 points; round 1: 3 dots)" */
static void say_scores(struct cli *cli, const struct success_board *board,
                       const struct success_cause *cause)
{
    struct buf all = BUF_IN(cli->arena);
    for (size_t r = board->round_count; r-- > 0;) {
        const struct success_round *round = &board->rounds[r];
        struct str called = cli_one_line(cli->arena, round->called);
        bool points = round->way == VOTE_RANKING;
        if (!cause->scores[r])
            continue;
        buf_add(&all, all.len ? STR("; ") : STR_NONE);
        if (board->round_count > 1)
            buf_add_format(&all, "%.*s: ", STR_ARGS(called));
        buf_add_format(&all, "%lld %s", (long long)cause->scores[r],
                       one_or_many(cause->scores[r], points ? "point" : "dot",
                                   points ? "points" : "dots"));
    }
    if (all.len)
        buf_add_format(&cli->out, "  (%.*s)", STR_ARGS(buf_str(&all)));
}

static struct json group_json(struct cli *cli, const struct success_cause *cause,
                              size_t group)
{
    struct json out = json_object(), said = json_list();
    size_t viewpoints = success_viewpoints(cause, group);
    for (size_t i = 0; i < cause->count; i++)
        if (cause->said[i].group == group)
            json_add(cli->arena, &said, said_json(cli, &cause->said[i]));
    json_set(cli->arena, &out, STR("viewpoints"), json_integer((int64_t)viewpoints));
    json_set(cli->arena, &out, STR("agreed"), json_bool(viewpoints > 1));
    json_set(cli->arena, &out, STR("said"), said);
    return out;
}

static int print_json(struct cli *cli, const struct success_board *board,
                      const struct room *room)
{
    struct json all = json_list();
    for (size_t c = 0; c < board->count; c++) {
        const struct success_cause *cause = &board->causes[c];
        struct json one = json_object(), groups = json_list(), not_said = json_list();
        struct str_list names = silent(cli->arena, cause, room);
        for (size_t g = 0; g < cause->groups; g++)
            json_add(cli->arena, &groups, group_json(cli, cause, g));
        for (size_t i = 0; i < names.count; i++)
            json_add(cli->arena, &not_said, json_text(names.items[i]));
        json_set(cli->arena, &one, STR("cause"), json_text(cause->id));
        json_set(cli->arena, &one, STR("text"), json_text(cause->text));
        set_score(cli, board, cause, &one);
        json_set(cli->arena, &one, STR("rounds"), rounds_json(cli, board, cause));
        json_set(cli->arena, &one, STR("same"), groups);
        json_set(cli->arena, &one, STR("not_said"), not_said);
        json_add(cli->arena, &all, one);
    }
    return cli_print_json(cli, &all);
}

static int print_words(struct cli *cli, const struct success_board *board,
                       const struct room *room)
{
    if (board->count == 0)
        buf_add(&cli->out, STR("No cause is marked as one to tackle yet (`waymark do "
                               "understand.root`), and nobody has said what success "
                               "looks like.\n"));
    for (size_t c = 0; c < board->count; c++) {
        const struct success_cause *cause = &board->causes[c];
        buf_add_format(&cli->out, "%s%.*s", c ? "\n" : "",
                       STR_ARGS(cli_one_line(cli->arena, cause->text)));
        say_scores(cli, board, cause);
        buf_add_format(&cli->out, "  [%.*s]\n", STR_ARGS(cause->id));
        say_groups(cli, cause, true);
        say_groups(cli, cause, false);
        say_silent(cli, cause, room);
    }
    say_next(cli, board);
    return cli_print(cli);
}

int cli_success(struct cli *cli)
{
    struct error err;
    struct str cycle, name = cli_option(cli, "--cycle");
    struct success_board board;
    struct room room;
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open_cycle(cli, true, name, &cycle, &err) ||
        !success_board_load(cli->engine->store->db, cli->arena, cycle, &board, &err) ||
        !room_of(cli->engine->store->db, cycle, &room, &err))
        return cli_fail(cli, &err);
    return cli->json ? print_json(cli, &board, &room) : print_words(cli, &board, &room);
}
