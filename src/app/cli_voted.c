/* SPDX-License-Identifier: MIT */
#include "app/cli_voted.h"

#include "cycle/disclosure.h"
#include "cycle/room.h"
#include "store/parsed.h"

#include <stdlib.h>

enum { PLACES = 3, QUADRANTS = 4 };
enum side { YOUNG, FAMILIES, OTHERS, SIDES };

struct chosen {
    const struct parsed *cause;
    int64_t sides[SIDES], all;
    int64_t quadrants[QUADRANTS]; /* how many people put it where */
};

struct voted {
    struct cli *cli;
    struct str ballot, way;
    struct room_apart apart;
    struct parsed_list causes, votes; /* votes: of whichever way */
    struct chosen *chosen;            /* (causes.count) */
    size_t count;
};

static enum side side_of(const struct voted *now, const struct parsed *vote)
{
    struct str who = parsed_text(vote, "perspective");
    if (now->apart.young && str_equal(who, room_perspective(0)))
        return YOUNG;
    return now->apart.families && str_equal(who, room_perspective(1)) ? FAMILIES : OTHERS;
}

/* Dots, or points: three for a first place, two for a second, one for a third. */
static int64_t score_of(const struct voted *now, const struct parsed *vote,
                        struct str cause)
{
    static const char *const places[PLACES] = {"first", "second", "third"};
    int64_t people = json_find_integer(&vote->body, STR("people"), 1), score = 0;
    if (str_equal(now->way, STR("dots")))
        return str_equal(parsed_text(vote, "cause"), cause)
                   ? json_find_integer(&vote->body, STR("dots"), 0)
                   : 0;
    for (int p = 0; p < PLACES; p++)
        if (str_equal(parsed_text(vote, places[p]), cause))
            score += (PLACES - p) * people;
    return score;
}

static size_t quadrant_of(const struct parsed *placing)
{
    return (str_equal(parsed_text(placing, "impact"), STR("high")) ? 0U : 2U) +
           (str_equal(parsed_text(placing, "effort"), STR("high")) ? 1U : 0U);
}

static void add_vote(struct voted *now, struct chosen *one, const struct parsed *vote)
{
    struct str cause = one->cause->record.id;
    bool placing = str_equal(now->way, STR("two_by_two"));
    int64_t people = json_find_integer(&vote->body, STR("people"), 1);
    if (!str_equal(parsed_text(vote, "ballot"), now->ballot))
        return;
    if (placing && str_equal(parsed_text(vote, "cause"), cause)) {
        one->quadrants[quadrant_of(vote)] += people;
        one->all += people;
    } else if (!placing) {
        int64_t score = score_of(now, vote, cause);
        one->sides[side_of(now, vote)] += score;
        one->all += score;
    }
}

static int by_score(const void *a, const void *b)
{
    const struct chosen *one = a, *other = b;
    if (one->all != other->all)
        return one->all > other->all ? -1 : 1;
    return str_compare(one->cause->record.id, other->cause->record.id);
}

static void count_all(struct voted *now)
{
    now->chosen = arena_array(now->cli->arena, struct chosen, now->causes.count);
    for (size_t c = 0; c < now->causes.count; c++) {
        struct chosen *one = &now->chosen[now->count];
        *one = (struct chosen){.cause = &now->causes.items[c]};
        for (size_t v = 0; v < now->votes.count; v++)
            add_vote(now, one, &now->votes.items[v]);
        now->count += one->all || json_find_bool(&one->cause->body, STR("root"));
    }
    if (now->count)
        qsort(now->chosen, now->count, sizeof *now->chosen, by_score);
}

/* Where most people put it; no numbers, for these are of people. */
static const char *most_said(const struct chosen *one)
{
    static const char *const words[QUADRANTS] = {
        "high impact, low effort", "high impact, high effort", "low impact, low effort",
        "low impact, high effort"};
    size_t most = 0, same = 0;
    for (size_t q = 1; q < QUADRANTS; q++)
        if (one->quadrants[q] > one->quadrants[most])
            most = q;
    for (size_t q = 0; q < QUADRANTS; q++)
        same += one->quadrants[q] == one->quadrants[most];
    return !one->all ? "nobody placed it" : same > 1 ? "people differ" : words[most];
}

static void say_score(struct voted *now, const struct chosen *one)
{
    struct buf *out = &now->cli->out;
    const char *word = str_equal(now->way, STR("dots"))
                           ? one_or_many(one->all, "dot", "dots")
                           : one_or_many(one->all, "point", "points");
    buf_add_format(
        out, "  %4lld %-6s  %.*s", (long long)one->all, word,
        STR_ARGS(cli_one_line(now->cli->arena, parsed_text(one->cause, "text"))));
    if (now->apart.others && one->all) {
        buf_add(out, STR("  ("));
        if (now->apart.young)
            buf_add_format(out, "young people %lld, ", (long long)one->sides[YOUNG]);
        if (now->apart.families)
            buf_add_format(out, "families %lld, ", (long long)one->sides[FAMILIES]);
        buf_add_format(out, "others %lld)", (long long)one->sides[OTHERS]);
    }
    buf_add_byte(out, '\n');
}

static void say_all(struct voted *now)
{
    struct cli *cli = now->cli;
    bool placing = str_equal(now->way, STR("two_by_two"));
    buf_add(&cli->out, STR("What people chose:\n"));
    for (size_t i = 0; i < now->count; i++) {
        const struct chosen *one = &now->chosen[i];
        if (placing)
            buf_add_format(
                &cli->out, "  %-26s%.*s\n", most_said(one),
                STR_ARGS(cli_one_line(cli->arena, parsed_text(one->cause, "text"))));
        else
            say_score(now, one);
    }
    if (!placing && now->count > 1 && now->chosen[0].all &&
        now->chosen[0].all == now->chosen[1].all)
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

static bool say_round(struct cli *cli, struct str cycle, const struct parsed *ballot,
                      struct error *err)
{
    struct voted now = {
        .cli = cli, .ballot = ballot->record.id, .way = parsed_text(ballot, "way")};
    struct db *db = cli->engine->store->db;
    struct str kind = str_equal(now.way, STR("ranking"))      ? STR("ranking")
                      : str_equal(now.way, STR("two_by_two")) ? STR("placing")
                                                              : STR("vote");
    struct room room;
    if (!room_of(db, cycle, &room, err) ||
        !parsed_all(db, cli->arena, cycle, STR("cause"), &now.causes, err) ||
        !parsed_all(db, cli->arena, cycle, kind, &now.votes, err))
        return false;
    now.apart = room_told_apart(
        &room, disclosure_for(store_threshold(cli->engine->store)).threshold);
    count_all(&now);
    say_all(&now);
    return true;
}

bool cli_say_voted(struct cli *cli, struct str cycle, const struct json *outcome,
                   struct error *err)
{
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
            !say_round(cli, cycle, &ballot, err))
            return false;
    }
    return true;
}
