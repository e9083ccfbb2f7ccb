/* SPDX-License-Identifier: MIT */
/* causes: why it is so, as a tree for each theme, and what people chose to tackle. */
#include "app/verbs.h"

#include "cycle/thread.h"
#include "cycle/votes.h"
#include "store/parsed.h"

enum { DEEPEST = 24 };

struct causes {
    struct cli *cli;
    struct process *process;
    struct parsed_list themes, all, ballots, votes, rankings, placings;
};

static bool load(struct causes *now, struct error *err)
{
    struct {
        const char *kind;
        struct parsed_list *list;
    } const kinds[] = {{"theme", &now->themes},     {"cause", &now->all},
                       {"ballot", &now->ballots},   {"vote", &now->votes},
                       {"ranking", &now->rankings}, {"placing", &now->placings}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (!parsed_all(now->cli->engine->store->db, now->cli->arena,
                        now->process->cycle.id, str_of(kinds[i].kind), kinds[i].list,
                        err))
            return false;
    return true;
}

static struct str plain(const struct causes *now, struct str word)
{
    return str_replaced(now->cli->arena, word, '_', ' ');
}

/* The answers to the check questions; where a root cause has none, that. */
static void say_check(const struct causes *now, const struct parsed *cause, int indent)
{
    static const char *const questions[][2] = {
        {"changes_theme", "would change it: "},
        {"controlled_by", "who can put it right: "},
        {"evidence", "what shows it: "}};
    struct buf answers = BUF_IN(now->cli->arena);
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        struct str answer = parsed_text(cause, questions[i][0]);
        if (answer.len)
            buf_add_format(&answers, "%s%s%.*s", answers.len ? "; " : "", questions[i][1],
                           STR_ARGS(cli_one_line(now->cli->arena, answer)));
    }
    if (!answers.len && json_find_bool(&cause->body, STR("root")))
        buf_add(&answers, STR("not checked yet (`waymark do understand.check_cause`)"));
    if (answers.len)
        buf_add_format(&now->cli->out, "%*s- %.*s\n", indent, "",
                       STR_ARGS(buf_str(&answers)));
}

/* What lies behind `parent`; the first causes of the theme where it is empty. */
static void say_behind(const struct causes *now, struct str theme, struct str parent,
                       int depth)
{
    for (size_t i = 0; i < now->all.count && depth < DEEPEST; i++) {
        const struct parsed *cause = &now->all.items[i];
        if (!str_equal(parsed_text(cause, "theme"), theme) ||
            !str_equal(parsed_text(cause, "parent"), parent))
            continue;
        int indent = 2 + 2 * depth;
        struct str bone = depth ? STR_NONE : plain(now, parsed_text(cause, "bone"));
        buf_add_format(
            &now->cli->out, "%*s%.*s%s%.*s%s  [%.*s]\n", indent, "", STR_ARGS(bone),
            bone.len ? ": " : "",
            STR_ARGS(cli_one_line(now->cli->arena, parsed_text(cause, "text"))),
            json_find_bool(&cause->body, STR("root")) ? "  (root cause)" : "",
            STR_ARGS(cause->record.id));
        say_check(now, cause, indent + 2);
        say_behind(now, theme, cause->record.id, depth + 1);
    }
}

static void say_trees(const struct causes *now)
{
    const struct kind *kind = kind_find(now->process->kinds, STR("theme"));
    if (!now->all.count)
        buf_add(&now->cli->out, STR("Nobody has said why yet: `waymark do "
                                    "understand.cause theme=… text=…`.\n\n"));
    for (size_t i = 0; i < now->themes.count; i++) {
        const struct parsed *theme = &now->themes.items[i];
        bool has = false;
        for (size_t n = 0; n < now->all.count; n++)
            has = has ||
                  str_equal(parsed_text(&now->all.items[n], "theme"), theme->record.id);
        if (!has)
            continue;
        struct str title = record_title(now->cli->arena, kind, &theme->body);
        buf_add_format(&now->cli->out, "%.*s\n",
                       STR_ARGS(cli_one_line(now->cli->arena, title)));
        say_behind(now, theme->record.id, STR_NONE, 0);
        buf_add_byte(&now->cli->out, '\n');
    }
}

/* The votes of one round, counted for each cause. */
struct counted {
    enum vote_way way;
    struct vote_count *counts; /* (causes) */
};

static const struct parsed_list *votes_of(const struct causes *now, enum vote_way way)
{
    return way == VOTE_RANKING      ? &now->rankings
           : way == VOTE_TWO_BY_TWO ? &now->placings
                                    : &now->votes;
}

static struct counted count_round(const struct causes *now, struct str ballot,
                                  enum vote_way way)
{
    const struct parsed_list *votes = votes_of(now, way);
    struct counted out = {
        way, arena_array(now->cli->arena, struct vote_count, now->all.count)};
    for (size_t c = 0; c < now->all.count; c++) {
        out.counts[c] = (struct vote_count){0};
        for (size_t v = 0; v < votes->count; v++)
            vote_add(&out.counts[c], way, &votes->items[v].body, ballot,
                     now->all.items[c].record.id);
    }
    return out;
}

/* "Forms have no box: 5 (young person 3, family 2)" */
static void say_score(const struct causes *now, const struct counted *counted,
                      size_t cause, size_t square)
{
    const int64_t *by = counted->counts[cause].squares[square];
    struct str text = parsed_text(&now->all.items[cause], "text");
    struct str where = counted->way == VOTE_TWO_BY_TWO ? vote_square(square) : STR_NONE;
    struct buf who = BUF_IN(now->cli->arena);
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++)
        if (by[p])
            buf_add_format(&who, "%s%.*s %lld", who.len ? ", " : "",
                           STR_ARGS(plain(now, room_perspective(p))), (long long)by[p]);
    buf_add_format(&now->cli->out, "  %.*s%s%.*s: %lld (%.*s)\n",
                   STR_ARGS(cli_one_line(now->cli->arena, text)), where.len ? ", " : "",
                   STR_ARGS(where), (long long)room_total(by), STR_ARGS(buf_str(&who)));
}

/* The one with most comes first. */
static void say_by_score(const struct causes *now, const struct counted *counted,
                         size_t square)
{
    int64_t *scores = arena_array(now->cli->arena, int64_t, now->all.count);
    for (size_t i = 0; i < now->all.count; i++)
        scores[i] = room_total(counted->counts[i].squares[square]);
    for (;;) {
        size_t best = 0;
        for (size_t i = 1; i < now->all.count; i++)
            if (scores[i] > scores[best])
                best = i;
        if (!now->all.count || !scores[best])
            return;
        say_score(now, counted, best, square);
        scores[best] = 0;
    }
}

static void say_scores(const struct causes *now, struct str ballot, enum vote_way way)
{
    struct counted counted = count_round(now, ballot, way);
    for (size_t square = 0; square < VOTE_SQUARES; square++)
        say_by_score(now, &counted, square);
}

static bool any_votes(const struct causes *now, struct str ballot, enum vote_way way)
{
    const struct parsed_list *votes = votes_of(now, way);
    for (size_t i = 0; i < votes->count; i++)
        if (str_equal(parsed_text(&votes->items[i], "ballot"), ballot))
            return true;
    return false;
}

/* A round that is open says nothing, so that nobody follows the others. */
static void say_rounds(const struct causes *now)
{
    static const char *const titles[] = {[VOTE_DOTS] = "Dots",
                                         [VOTE_RANKING] = "Points for the order",
                                         [VOTE_TWO_BY_TWO] = "People, two by two"};
    for (size_t i = 0; i < now->ballots.count; i++) {
        const struct parsed *ballot = &now->ballots.items[i];
        enum vote_way way = vote_way(parsed_text(ballot, "way"));
        struct str name = parsed_text(ballot, "name");
        if (now->ballots.count > 1)
            name = vote_round_called(now->cli->arena, name, i);
        bool open = str_equal(parsed_text(ballot, "state"), STR("open"));
        bool voted = any_votes(now, ballot->record.id, way);
        buf_add_format(&now->cli->out, "%s%s%.*s:%s\n", titles[way], name.len ? ", " : "",
                       STR_ARGS(name),
                       open     ? " voting is still open, and hidden until it is closed"
                       : !voted ? " nobody voted"
                                : "");
        if (!open)
            say_scores(now, ballot->record.id, way);
        buf_add_byte(&now->cli->out, '\n');
    }
    if (!any_votes(now, STR_NONE, VOTE_DOTS))
        return;
    buf_add(&now->cli->out, STR("Dots of no round:\n"));
    say_scores(now, STR_NONE, VOTE_DOTS);
    buf_add_byte(&now->cli->out, '\n');
}

static struct json by_viewpoint(const struct causes *now,
                                const int64_t by[ROOM_PERSPECTIVES])
{
    struct json out = json_object();
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++)
        if (by[p])
            json_set(now->cli->arena, &out, room_perspective(p), json_integer(by[p]));
    return out;
}

/* Where people placed a cause: {where, people, by}. */
static struct json placed_json(const struct causes *now, const struct vote_count *count)
{
    struct arena *arena = now->cli->arena;
    struct json all = json_list();
    for (size_t square = 0; square < VOTE_SQUARES; square++) {
        int64_t people = room_total(count->squares[square]);
        struct json one = json_object();
        if (!people)
            continue;
        json_set(arena, &one, STR("where"), json_text(vote_square(square)));
        json_set(arena, &one, STR("people"), json_integer(people));
        json_set(arena, &one, STR("by"), by_viewpoint(now, count->squares[square]));
        json_add(arena, &all, one);
    }
    return all;
}

/* What one cause got in one round. */
static struct json got_json(const struct causes *now, const struct counted *counted,
                            struct str called, size_t cause)
{
    static const char *const ways[] = {[VOTE_DOTS] = "dots",
                                       [VOTE_RANKING] = "ranking",
                                       [VOTE_TWO_BY_TWO] = "two_by_two"};
    struct arena *arena = now->cli->arena;
    struct json one = json_object();
    json_set(arena, &one, STR("round"), json_text(called));
    json_set(arena, &one, STR("way"), json_text(str_of(ways[counted->way])));
    json_set(arena, &one, STR("state"),
             json_text(counted->counts ? STR("closed") : STR("open")));
    if (!counted->counts)
        return one;
    const struct vote_count *count = &counted->counts[cause];
    if (counted->way == VOTE_TWO_BY_TWO) {
        json_set(arena, &one, STR("placed"), placed_json(now, count));
        return one;
    }
    json_set(arena, &one, counted->way == VOTE_DOTS ? STR("dots") : STR("points"),
             json_integer(count->all));
    json_set(arena, &one, STR("by"), by_viewpoint(now, count->squares[0]));
    return one;
}

/* Adds a round to what each cause got; without counts one that is open. */
static void add_round(const struct causes *now, const struct counted *counted,
                      struct str called, struct json *rounds)
{
    for (size_t c = 0; c < now->all.count; c++)
        json_add(now->cli->arena, &rounds[c], got_json(now, counted, called, c));
}

/* (causes): round by round, in the order that the text has them. */
static struct json *rounds_json(const struct causes *now)
{
    struct arena *arena = now->cli->arena;
    struct json *rounds = arena_array(arena, struct json, now->all.count);
    for (size_t c = 0; c < now->all.count; c++)
        rounds[c] = json_list();
    for (size_t i = 0; i < now->ballots.count; i++) {
        const struct parsed *ballot = &now->ballots.items[i];
        bool open = str_equal(parsed_text(ballot, "state"), STR("open"));
        struct counted counted = {vote_way(parsed_text(ballot, "way")), NULL};
        if (!open)
            counted = count_round(now, ballot->record.id, counted.way);
        add_round(now, &counted, vote_round_called(arena, parsed_text(ballot, "name"), i),
                  rounds);
    }
    if (any_votes(now, STR_NONE, VOTE_DOTS)) {
        struct counted counted = count_round(now, STR_NONE, VOTE_DOTS);
        add_round(now, &counted, STR("outside of a round"), rounds);
    }
    return rounds;
}

static int print_json(const struct causes *now)
{
    struct arena *arena = now->cli->arena;
    struct json all = json_list(), *rounds = rounds_json(now);
    for (size_t i = 0; i < now->all.count; i++) {
        struct json one = json_copy(arena, &now->all.items[i].body);
        json_set(arena, &one, STR("id"), json_text(now->all.items[i].record.id));
        json_set(arena, &one, STR("rounds"), rounds[i]);
        json_add(arena, &all, one);
    }
    return cli_print_json(now->cli, &all);
}

int cli_causes(struct cli *cli)
{
    struct error err;
    struct causes now = {.cli = cli};
    struct str name = cli_option(cli, "--cycle");
    if (!cli_no_more(cli))
        return EXIT_USAGE;
    if (!cli_open_process(cli, true, name, &now.process, &err) || !load(&now, &err))
        return cli_fail(cli, &err);
    if (cli->json)
        return print_json(&now);
    say_trees(&now);
    say_rounds(&now);
    buf_add(&cli->out, STR("True numbers and words: not for publication.\n"));
    return cli_print(cli);
}
