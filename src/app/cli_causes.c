/* SPDX-License-Identifier: MIT */
/* causes: why it is so, as a tree for each theme, and what people chose to tackle. */
#include "app/verbs.h"

#include "cycle/room.h"
#include "cycle/thread.h"
#include "store/parsed.h"

enum { DEEPEST = 24, PLACES = 3 };

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

/* What one vote, order or placing gives the cause; 0 where it is about another. */
static int64_t given(const struct parsed *one, struct str way, struct str cause)
{
    static const char *const places[PLACES] = {"first", "second", "third"};
    int64_t people = json_find_integer(&one->body, STR("people"), 1);
    for (int p = 0; str_equal(way, STR("ranking")) && p < PLACES; p++)
        if (str_equal(parsed_text(one, places[p]), cause))
            return (PLACES - p) * people;
    if (!str_equal(parsed_text(one, "cause"), cause))
        return 0;
    return str_equal(way, STR("dots")) ? json_find_integer(&one->body, STR("dots"), 0)
                                       : people;
}

/* "impact high, effort low", or empty where it is no placing. */
static struct str square_of(const struct causes *now, const struct parsed *one)
{
    struct str impact = parsed_text(one, "impact");
    if (!impact.len)
        return STR_NONE;
    return str_format(now->cli->arena, "impact %.*s, effort %.*s", STR_ARGS(impact),
                      STR_ARGS(parsed_text(one, "effort")));
}

/* One way of counting in one round; of two by two, in one square. */
struct counted {
    const struct parsed_list *list;
    struct str ballot, way, square;
};

/* What the cause got; with a viewpoint, from it alone. */
static int64_t score_of(const struct causes *now, const struct counted *how,
                        struct str cause, struct str perspective)
{
    int64_t all = 0;
    for (size_t i = 0; i < how->list->count; i++) {
        const struct parsed *one = &how->list->items[i];
        if (str_equal(parsed_text(one, "ballot"), how->ballot) &&
            (!perspective.len ||
             str_equal(parsed_text(one, "perspective"), perspective)) &&
            str_equal(square_of(now, one), how->square))
            all += given(one, how->way, cause);
    }
    return all;
}

/* "Forms have no box: 5 (young person 3, family 2)" */
static void say_score(const struct causes *now, const struct counted *how,
                      const struct parsed *cause, int64_t score)
{
    struct buf who = BUF_IN(now->cli->arena);
    for (size_t p = 0; p < ROOM_PERSPECTIVES; p++) {
        int64_t some = score_of(now, how, cause->record.id, room_perspective(p));
        if (some)
            buf_add_format(&who, "%s%.*s %lld", who.len ? ", " : "",
                           STR_ARGS(plain(now, room_perspective(p))), (long long)some);
    }
    buf_add_format(&now->cli->out, "  %.*s%s%.*s: %lld (%.*s)\n",
                   STR_ARGS(cli_one_line(now->cli->arena, parsed_text(cause, "text"))),
                   how->square.len ? ", " : "", STR_ARGS(how->square), (long long)score,
                   STR_ARGS(buf_str(&who)));
}

/* The one with most comes first. */
static void say_by_score(const struct causes *now, const struct counted *how)
{
    int64_t *scores = arena_array(now->cli->arena, int64_t, now->all.count);
    for (size_t i = 0; i < now->all.count; i++)
        scores[i] = score_of(now, how, now->all.items[i].record.id, STR_NONE);
    for (;;) {
        size_t best = 0;
        for (size_t i = 1; i < now->all.count; i++)
            if (scores[i] > scores[best])
                best = i;
        if (!now->all.count || !scores[best])
            return;
        say_score(now, how, &now->all.items[best], scores[best]);
        scores[best] = 0;
    }
}

static const struct parsed_list *list_of(const struct causes *now, struct str way)
{
    return str_equal(way, STR("ranking"))      ? &now->rankings
           : str_equal(way, STR("two_by_two")) ? &now->placings
                                               : &now->votes;
}

static void say_scores(const struct causes *now, struct str ballot, struct str way)
{
    static const char *const squares[] = {
        "impact high, effort low", "impact high, effort high", "impact low, effort low",
        "impact low, effort high"};
    bool placed = str_equal(way, STR("two_by_two"));
    struct counted how = {list_of(now, way), ballot, way, STR_NONE};
    for (size_t s = 0; s < (placed ? sizeof squares / sizeof squares[0] : 1); s++) {
        how.square = placed ? str_of(squares[s]) : STR_NONE;
        say_by_score(now, &how);
    }
}

/* A round that is open says nothing, so that nobody follows the others. */
static void say_rounds(const struct causes *now)
{
    bool loose = false;
    for (size_t i = 0; i < now->ballots.count; i++) {
        const struct parsed *ballot = &now->ballots.items[i];
        struct str way = parsed_text(ballot, "way"), name = parsed_text(ballot, "name");
        const char *title = str_equal(way, STR("ranking"))      ? "Points for the order"
                            : str_equal(way, STR("two_by_two")) ? "People, two by two"
                                                                : "Dots";
        bool open = str_equal(parsed_text(ballot, "state"), STR("open"));
        buf_add_format(
            &now->cli->out, "%s%s%.*s:%s\n", title, name.len ? ", " : "", STR_ARGS(name),
            open ? " voting is still open, and hidden until it is closed" : "");
        if (!open)
            say_scores(now, ballot->record.id, way);
        buf_add_byte(&now->cli->out, '\n');
    }
    for (size_t i = 0; i < now->votes.count; i++)
        loose = loose || !parsed_text(&now->votes.items[i], "ballot").len;
    if (!loose)
        return;
    buf_add(&now->cli->out, STR("Dots of no round:\n"));
    say_scores(now, STR_NONE, STR("dots"));
    buf_add_byte(&now->cli->out, '\n');
}

static int print_json(const struct causes *now)
{
    struct arena *arena = now->cli->arena;
    struct json all = json_list();
    for (size_t i = 0; i < now->all.count; i++) {
        struct json one = json_copy(arena, &now->all.items[i].body);
        json_set(arena, &one, STR("id"), json_text(now->all.items[i].record.id));
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
