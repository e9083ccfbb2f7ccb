/* SPDX-License-Identifier: MIT */
#include "app/cli_voted.h"

#include "cycle/disclosure.h"
#include "cycle/votes.h"
#include "store/parsed.h"

#include <stdlib.h>

struct chosen {
    const struct parsed *cause;
    struct vote_count count;
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

/* Where most people put it; no numbers, for these are of people. */
static struct str most_said(const struct chosen *one)
{
    int64_t people[VOTE_SQUARES];
    bool shared;
    for (size_t q = 0; q < VOTE_SQUARES; q++)
        people[q] = room_total(one->count.squares[q]);
    size_t most = vote_most(people, &shared);
    return !one->count.all ? STR("nobody placed it")
           : shared        ? STR("people differ")
                           : vote_square(most);
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
        if (placing)
            buf_add_format(
                &cli->out, "  %-26s%.*s\n", str_c(cli->arena, most_said(one)),
                STR_ARGS(cli_one_line(cli->arena, parsed_text(one->cause, "text"))));
        else
            say_score(now, one);
    }
    if (!placing && now->count > 1 && now->chosen[0].count.all &&
        now->chosen[0].count.all == now->chosen[1].count.all)
        buf_add(&cli->out, STR("The first have as many; for a round between them, open "
                               "another: understand.open_voting.\n"));
    if (!placing && !now->apart.others)
        buf_add(&cli->out,
                STR("Viewpoints are not told apart, for too few people of some "
                    "are noted as having come (prepare.room).\n"));
    buf_add(&cli->out, STR("Next: for each cause that you tackle, what success looks "
                           "like: waymark do identify_success.success cause=\"…\" "
                           "perspective=young_person text=\"…\"\n"));
}

/* As far as it is said. */
static struct json chosen_as_json(const struct voted *now, const struct chosen *one)
{
    static const char *const sides[] = {[VOTE_YOUNG] = "young_people",
                                        [VOTE_FAMILIES] = "families",
                                        [VOTE_OTHERS] = "others"};
    struct arena *arena = now->cli->arena;
    bool shown[] = {now->apart.young, now->apart.families, now->apart.others};
    struct json out = json_object(), by = json_object();
    json_set(arena, &out, STR("cause"), json_text(one->cause->record.id));
    json_set(arena, &out, STR("text"), json_text(parsed_text(one->cause, "text")));
    if (now->way == VOTE_TWO_BY_TWO) {
        json_set(arena, &out, STR("most_said"), json_text(most_said(one)));
        return out;
    }
    for (int side = VOTE_YOUNG; side <= VOTE_OTHERS; side++)
        if (shown[side])
            json_set(arena, &by, str_of(sides[side]),
                     json_integer(
                         vote_given(&one->count, 0, (enum vote_group)side, now->apart)));
    json_set(arena, &out, now->way == VOTE_DOTS ? STR("dots") : STR("points"),
             json_integer(one->count.all));
    if (now->apart.others)
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
    struct room room;
    if (!room_of(db, cycle, &room, err) ||
        !parsed_all(db, cli->arena, cycle, STR("cause"), &now.causes, err) ||
        !parsed_all(db, cli->arena, cycle, vote_kind(now.way), &now.votes, err))
        return false;
    now.apart = room_told_apart(
        &room, disclosure_for(store_threshold(cli->engine->store)).threshold);
    count_all(&now);
    say_all(&now);
    json_add(cli->arena, rounds, round_as_json(&now));
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
            !say_round(cli, cycle, &ballot, &rounds, err))
            return false;
    }
    if (json_count(&rounds))
        json_set(cli->arena, out, STR("voted"), rounds);
    return true;
}
