/* SPDX-License-Identifier: MIT */
#include "cycle/success_board.h"

#include "base/unicode.h"
#include "cycle/room.h"
#include "format/json.h"
#include "store/parsed.h"

#include <stdlib.h>

/* A success statement before it has its place. */
struct loose {
    struct success_said said;
    struct str cause, head; /* head: of those that say the same */
    struct str words;       /* folded: by these two are word for word alike */
    size_t viewpoints;      /* of its group */
};

struct loose_list {
    struct loose *items;
    size_t count;
};

static size_t place_of(struct str perspective)
{
    size_t p = 0;
    while (p < ROOM_PERSPECTIVES && !str_equal(room_perspective(p), perspective))
        p++;
    return p;
}

static bool load_said(struct db *db, struct arena *arena, struct str cycle,
                      struct loose_list *out, struct error *err)
{
    struct parsed_list list;
    if (!parsed_all(db, arena, cycle, STR("success"), &list, err))
        return false;
    *out = (struct loose_list){arena_array(arena, struct loose, list.count), list.count};
    for (size_t i = 0; i < list.count; i++) {
        const struct parsed *one = &list.items[i];
        struct str same = parsed_text(one, "same_as");
        out->items[i] =
            (struct loose){.said = {.id = one->record.id,
                                    .perspective = parsed_text(one, "perspective"),
                                    .text = parsed_text(one, "text")},
                           .cause = parsed_text(one, "cause"),
                           .head = same.len ? same : one->record.id};
        out->items[i].words = unicode_fold(arena, out->items[i].said.text);
    }
    return true;
}

/* What is word for word alike says the same, whether the room marked it or not. */
static void join_same_words(struct loose_list *all)
{
    for (size_t i = 0; i < all->count; i++)
        for (size_t n = 0; n < i; n++) {
            struct str head = all->items[n].head, other = all->items[i].head;
            if (!str_equal(all->items[i].cause, all->items[n].cause) ||
                !str_equal(all->items[i].words, all->items[n].words) ||
                str_equal(head, other))
                continue;
            for (size_t k = 0; k < all->count; k++)
                if (str_equal(all->items[k].head, other))
                    all->items[k].head = head;
        }
}

static bool any_of(const struct parsed_list *votes, struct str ballot)
{
    for (size_t v = 0; v < votes->count; v++)
        if (str_equal(parsed_text(&votes->items[v], "ballot"), ballot))
            return true;
    return false;
}

/* votes: by their way; two by two has none here. Dots of no round were given before there
 * was a first one. */
static void find_rounds(struct arena *arena, const struct parsed_list *ballots,
                        const struct parsed_list votes[], struct success_board *board)
{
    board->rounds = arena_array(arena, struct success_round, ballots->count + 1);
    if (any_of(&votes[VOTE_DOTS], STR_NONE))
        board->rounds[board->round_count++] =
            (struct success_round){STR_NONE, STR("outside of a round"), VOTE_DOTS};
    for (size_t i = 0; i < ballots->count; i++) {
        const struct parsed *ballot = &ballots->items[i];
        enum vote_way way = vote_way(parsed_text(ballot, "way"));
        if (way != VOTE_TWO_BY_TWO &&
            !str_equal(parsed_text(ballot, "state"), STR("open")) &&
            any_of(&votes[way], ballot->record.id))
            board->rounds[board->round_count++] = (struct success_round){
                ballot->record.id,
                vote_round_called(arena, parsed_text(ballot, "name"), i), way};
    }
}

static void count_scores(struct arena *arena, const struct parsed_list votes[],
                         struct success_board *board)
{
    for (size_t c = 0; c < board->count; c++) {
        struct success_cause *cause = &board->causes[c];
        cause->scores = arena_array(arena, int64_t, board->round_count);
        for (size_t r = 0; r < board->round_count; r++) {
            const struct success_round *round = &board->rounds[r];
            const struct parsed_list *given = &votes[round->way];
            struct vote_count count = {0};
            for (size_t v = 0; v < given->count; v++)
                vote_add(&count, round->way, &given->items[v].body, round->id, cause->id);
            cause->scores[r] = count.all;
        }
    }
}

static bool comes_first(const struct success_board *board,
                        const struct success_cause *left,
                        const struct success_cause *right)
{
    for (size_t r = board->round_count; r-- > 0;)
        if (left->scores[r] != right->scores[r])
            return left->scores[r] > right->scores[r];
    return str_compare(left->id, right->id) < 0;
}

/* They are few, and what is compared hangs on the rounds of the board. */
static void sort_causes(struct success_board *board)
{
    for (size_t i = 1; i < board->count; i++)
        for (size_t n = i;
             n && comes_first(board, &board->causes[n], &board->causes[n - 1]); n--) {
            struct success_cause other = board->causes[n];
            board->causes[n] = board->causes[n - 1];
            board->causes[n - 1] = other;
        }
}

/* Those that most viewpoints agree on come first. */
static int by_agreement(const void *a, const void *b)
{
    const struct loose *left = a, *right = b;
    if (left->viewpoints != right->viewpoints)
        return left->viewpoints > right->viewpoints ? -1 : 1;
    int order = str_compare(left->head, right->head);
    if (order)
        return order;
    size_t first = place_of(left->said.perspective),
           second = place_of(right->said.perspective);
    if (first != second)
        return first < second ? -1 : 1;
    return str_compare(left->said.id, right->said.id);
}

static void count_viewpoints(struct loose_list *all)
{
    for (size_t i = 0; i < all->count; i++) {
        bool there[ROOM_PERSPECTIVES + 1] = {false};
        for (size_t n = 0; n < all->count; n++)
            if (str_equal(all->items[n].head, all->items[i].head))
                there[place_of(all->items[n].said.perspective)] = true;
        for (size_t p = 0; p <= ROOM_PERSPECTIVES; p++)
            all->items[i].viewpoints += there[p];
    }
}

static void give_to(struct success_cause *cause, struct arena *arena,
                    const struct loose_list *sorted)
{
    const struct loose *before = NULL;
    cause->said = arena_array(arena, struct success_said, sorted->count);
    for (size_t i = 0; i < sorted->count; i++) {
        const struct loose *one = &sorted->items[i];
        if (!str_equal(one->cause, cause->id))
            continue;
        if (!before || !str_equal(before->head, one->head))
            cause->groups++;
        before = one;
        cause->said[cause->count] = one->said;
        cause->said[cause->count++].group = cause->groups - 1;
    }
}

static bool load_causes(struct db *db, struct arena *arena, struct str cycle,
                        const struct loose_list *sorted, struct success_board *out,
                        struct error *err)
{
    struct parsed_list causes;
    if (!parsed_all(db, arena, cycle, STR("cause"), &causes, err))
        return false;
    out->causes = arena_array(arena, struct success_cause, causes.count);
    for (size_t i = 0; i < causes.count; i++) {
        const struct parsed *one = &causes.items[i];
        struct success_cause *cause = &out->causes[out->count];
        *cause = (struct success_cause){.id = one->record.id,
                                        .text = parsed_text(one, "text")};
        give_to(cause, arena, sorted);
        out->count += cause->count > 0 || json_find_bool(&one->body, STR("root"));
    }
    return true;
}

bool success_board_load(struct db *db, struct arena *arena, struct str cycle,
                        struct success_board *out, struct error *err)
{
    struct loose_list all;
    struct parsed_list ballots, votes[VOTE_TWO_BY_TWO];
    *out = (struct success_board){.count = 0};
    if (!load_said(db, arena, cycle, &all, err) ||
        !parsed_all(db, arena, cycle, STR("ballot"), &ballots, err) ||
        !parsed_all(db, arena, cycle, vote_kind(VOTE_DOTS), &votes[VOTE_DOTS], err) ||
        !parsed_all(db, arena, cycle, vote_kind(VOTE_RANKING), &votes[VOTE_RANKING], err))
        return false;
    join_same_words(&all);
    count_viewpoints(&all);
    if (all.count)
        qsort(all.items, all.count, sizeof(struct loose), by_agreement);
    if (!load_causes(db, arena, cycle, &all, out, err))
        return false;
    find_rounds(arena, &ballots, votes, out);
    count_scores(arena, votes, out);
    sort_causes(out);
    return true;
}

size_t success_viewpoints(const struct success_cause *cause, size_t group)
{
    size_t count = 0;
    struct str last = STR_NONE;
    for (size_t i = 0; i < cause->count; i++)
        if (cause->said[i].group == group &&
            !str_equal(cause->said[i].perspective, last)) {
            last = cause->said[i].perspective;
            count++;
        }
    return count;
}
