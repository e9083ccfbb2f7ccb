/* SPDX-License-Identifier: MIT */
#include "app/cli_voted.h"

#include "cycle/disclosure.h"
#include "cycle/vote_said.h"
#include "store/parsed.h"

#include <stdlib.h>

struct chosen {
    const struct parsed *cause;
    struct vote_count count;
    struct vote_said said; /* where the round is about impact and effort */
};

struct voted {
    struct cli *cli;
    struct str ballot;
    enum vote_way way;
    struct room_apart apart;
    struct parsed_list causes, votes; /* votes: of whichever way */
    struct chosen *chosen;            /* (causes.count) */
    size_t count;
};

static int by_score(const void *a, const void *b)
{
    const struct chosen *one = a, *other = b;
    if (one->count.all != other->count.all)
        return one->count.all > other->count.all ? -1 : 1;
    return str_compare(one->cause->record.id, other->cause->record.id);
}

static void count_all(struct voted *now)
{
    now->chosen = arena_array(now->cli->arena, struct chosen, now->causes.count);
    for (size_t c = 0; c < now->causes.count; c++) {
        struct chosen *one = &now->chosen[now->count];
        *one = (struct chosen){.cause = &now->causes.items[c]};
        for (size_t v = 0; v < now->votes.count; v++)
            vote_add(&one->count, now->way, &now->votes.items[v].body, now->ballot,
                     one->cause->record.id);
        now->count += one->count.all || json_find_bool(&one->cause->body, STR("root"));
    }
    if (now->count)
        qsort(now->chosen, now->count, sizeof *now->chosen, by_score);
}

/* As JSON names the groups, and as people do. */
static const char *const sides[][2] = {[VOTE_YOUNG] = {"young_people", "young people"},
                                       [VOTE_FAMILIES] = {"families", "families"},
                                       [VOTE_OTHERS] = {"others", "others"}};

static bool is_apart(const struct voted *now, int side)
{
    return side == VOTE_YOUNG      ? now->apart.young
           : side == VOTE_FAMILIES ? now->apart.families
                                   : now->apart.others;
}

/* Where most people put it; no numbers, for these are of people. */
static struct str most_said(const struct chosen *one)
{
    struct str words = vote_most_said(&one->count);
    return words.len ? words : STR("nobody placed it");
}

/* The same of each viewpoint, as far as the report tells it. */
static void say_most_apart(struct voted *now, const struct chosen *one)
{
    bool begun = false;
    for (int side = VOTE_YOUNG; side <= VOTE_OTHERS; side++) {
        struct str words = one->said.most[side];
        if (!is_apart(now, side) || !one->count.all)
            continue;
        buf_add_format(&now->cli->out, "%s%s: %.*s", begun ? "; " : "      ",
                       sides[side][1], STR_ARGS(words.len ? words : STR("not told")));
        begun = true;
    }
    if (begun)
        buf_add_byte(&now->cli->out, '\n');
}

static void say_score(struct voted *now, const struct chosen *one)
{
    struct buf *out = &now->cli->out;
    const struct vote_count *count = &one->count;
    const char *word = now->way == VOTE_DOTS ? one_or_many(count->all, "dot", "dots")
                                             : one_or_many(count->all, "point", "points");
    buf_add_format(
        out, "  %4lld %-6s  %.*s", (long long)count->all, word,
        STR_ARGS(cli_one_line(now->cli->arena, parsed_text(one->cause, "text"))));
    if (now->apart.others && count->all) {
        buf_add(out, STR("  ("));
        if (now->apart.young)
            buf_add_format(out, "young people %lld, ",
                           (long long)vote_given(count, 0, VOTE_YOUNG, now->apart));
        if (now->apart.families)
            buf_add_format(out, "families %lld, ",
                           (long long)vote_given(count, 0, VOTE_FAMILIES, now->apart));
        buf_add_format(out, "others %lld)",
                       (long long)vote_given(count, 0, VOTE_OTHERS, now->apart));
    }
    buf_add_byte(out, '\n');
}

static void say_all(struct voted *now)
{
    struct cli *cli = now->cli;
    bool placing = now->way == VOTE_TWO_BY_TWO;
    buf_add(&cli->out, STR("What people chose:\n"));
    for (size_t i = 0; i < now->count; i++) {
        const struct chosen *one = &now->chosen[i];
        if (!placing) {
            say_score(now, one);
            continue;
        }
        buf_add_format(
            &cli->out, "  %-26s%.*s\n", str_c(cli->arena, most_said(one)),
            STR_ARGS(cli_one_line(cli->arena, parsed_text(one->cause, "text"))));
        say_most_apart(now, one);
    }
    if (!placing && now->count > 1 && now->chosen[0].count.all &&
        now->chosen[0].count.all == now->chosen[1].count.all)
        buf_add(&cli->out, STR("The first have as many; for a round between them, open "
                               "another: understand.open_voting.\n"));
    if (!now->apart.others)
        buf_add(&cli->out,
                STR("Viewpoints are not told apart, for too few people of some "
                    "are noted as having come (prepare.room).\n"));
    buf_add(&cli->out, STR("Next: for each cause that you tackle, what success looks "
                           "like: waymark do identify_success.success cause=\"…\" "
                           "perspective=young_person text=\"…\"\n"));
}

/* As far as it is said. */
static struct json by_viewpoint(const struct voted *now, const struct chosen *one)
{
    struct arena *arena = now->cli->arena;
    struct json by = json_object();
    for (int side = VOTE_YOUNG; side <= VOTE_OTHERS; side++) {
        enum vote_group group = (enum vote_group)side;
        struct str name = str_of(sides[side][0]);
        if (!is_apart(now, side))
            continue;
        if (now->way != VOTE_TWO_BY_TWO)
            json_set(arena, &by, name,
                     json_integer(vote_given(&one->count, 0, group, now->apart)));
        else if (one->count.all && one->said.most[side].len)
            json_set(arena, &by, name, json_text(one->said.most[side]));
    }
    return by;
}

static struct json chosen_as_json(const struct voted *now, const struct chosen *one)
{
    struct arena *arena = now->cli->arena;
    struct json out = json_object(), by = by_viewpoint(now, one);
    json_set(arena, &out, STR("cause"), json_text(one->cause->record.id));
    json_set(arena, &out, STR("text"), json_text(parsed_text(one->cause, "text")));
    if (now->way == VOTE_TWO_BY_TWO)
        json_set(arena, &out, STR("most_said"), json_text(most_said(one)));
    else
        json_set(arena, &out, now->way == VOTE_DOTS ? STR("dots") : STR("points"),
                 json_integer(one->count.all));
    if (json_count(&by))
        json_set(arena, &out, STR("by"), by);
    return out;
}

static struct json round_as_json(const struct voted *now)
{
    struct arena *arena = now->cli->arena;
    struct json out = json_object(), causes = json_list();
    for (size_t i = 0; i < now->count; i++)
        json_add(arena, &causes, chosen_as_json(now, &now->chosen[i]));
    json_set(arena, &out, STR("ballot"), json_text(now->ballot));
    json_set(arena, &out, STR("causes"), causes);
    return out;
}

static bool say_round(struct cli *cli, struct str cycle, const struct parsed *ballot,
                      struct json *rounds, struct error *err)
{
    struct voted now = {.cli = cli,
                        .ballot = ballot->record.id,
                        .way = vote_way(parsed_text(ballot, "way"))};
    struct db *db = cli->engine->store->db;
    struct disclosure_rule rule = disclosure_for(store_threshold(cli->engine->store));
    struct room room;
    struct room_told told;
    if (!room_of(db, cycle, &room, err) ||
        !room_tell(cli->arena, rule, &room, &told, err) ||
        !parsed_all(db, cli->arena, cycle, STR("cause"), &now.causes, err) ||
        !parsed_all(db, cli->arena, cycle, vote_kind(now.way), &now.votes, err))
        return false;
    now.apart = room_told_apart(&told, room.attended, rule.threshold);
    count_all(&now);
    for (size_t i = 0; i < now.count && now.way == VOTE_TWO_BY_TWO; i++)
        if (!vote_said(cli->arena, rule, &room, &told, &now.chosen[i].count,
                       &now.chosen[i].said, err))
            return false;
    if (rounds)
        json_add(cli->arena, rounds, round_as_json(&now));
    else
        say_all(&now);
    return true;
}

bool cli_say_voted(struct cli *cli, struct str cycle, const struct json *outcome,
                   struct json *out, struct error *err)
{
    struct json rounds = json_list();
    const struct json *ids = json_find(outcome, STR("changed"));
    for (size_t i = 0; ids && ids->type == JSON_LIST && i < json_count(ids); i++) {
        struct str id = json_item(ids, i)->text;
        struct parsed ballot;
        bool found;
        if (!str_equal(kind_of_id(id), STR("ballot")))
            continue;
        if (!parsed_find(cli->engine->store->db, cli->arena, id, &ballot, &found, err))
            return false;
        if (found && str_equal(parsed_text(&ballot, "state"), STR("closed")) &&
            !say_round(cli, cycle, &ballot, out ? &rounds : NULL, err))
            return false;
    }
    if (json_count(&rounds))
        json_set(cli->arena, out, STR("voted"), rounds);
    return true;
}
