/* SPDX-License-Identifier: MIT */
#include "cycle/concord.h"

#include <math.h>
#include <stdlib.h>

static size_t pile_of(const struct sortings *in, size_t card, size_t table)
{
    return in->pile_of[card * in->tables + table];
}

static struct concord share_of(struct concord out, int64_t part, int64_t whole)
{
    out.known = whole > 0;
    if (out.known)
        out.hundredths = (int)lround((double)part / (double)whole * 100);
    return out;
}

/* The piles that a card lies in, at one table and at the other. */
struct lies {
    size_t here, there;
};

static int by_both(const void *a, const void *b)
{
    const struct lies *one = a, *other = b;
    if (one->here != other->here)
        return one->here < other->here ? -1 : 1;
    return (one->there > other->there) - (one->there < other->there);
}

static int by_there(const void *a, const void *b)
{
    const struct lies *one = a, *other = b;
    return (one->there > other->there) - (one->there < other->there);
}

static int by_here(const void *a, const void *b)
{
    const struct lies *one = a, *other = b;
    return (one->here > other->here) - (one->here < other->here);
}

static int64_t pairs_of(size_t count)
{
    return (int64_t)count * ((int64_t)count - 1) / 2;
}

/* Of sorted ones: the pairs that lie together. */
static int64_t pairs_within(const struct lies *all, size_t count,
                            int (*order)(const void *, const void *))
{
    int64_t pairs = 0;
    for (size_t from = 0, to; from < count; from = to) {
        for (to = from; to < count && order(&all[from], &all[to]) == 0; to++)
            ;
        pairs += pairs_of(to - from);
    }
    return pairs;
}

struct concord concord_of_tables(struct arena *arena, const struct sortings *in,
                                 size_t one, size_t other)
{
    struct concord out = {.tables = 2};
    struct arena_mark mark = arena_mark(arena);
    struct lies *all = arena_array(arena, struct lies, in->cards);
    for (size_t c = 0; c < in->cards; c++)
        if (pile_of(in, c, one) && pile_of(in, c, other))
            all[out.cards++] = (struct lies){pile_of(in, c, one), pile_of(in, c, other)};
    if (out.cards >= CONCORD_FEWEST && out.cards <= CONCORD_MOST) {
        int64_t pairs = pairs_of(out.cards), both, here, there;
        qsort(all, out.cards, sizeof all[0], by_both);
        both = pairs_within(all, out.cards, by_both);
        here = pairs_within(all, out.cards, by_here);
        qsort(all, out.cards, sizeof all[0], by_there);
        there = pairs_within(all, out.cards, by_there);
        int64_t part = 2 * (pairs * both - here * there);
        int64_t whole = pairs * (here + there) - 2 * here * there;
        out = whole ? share_of(out, part, whole) : share_of(out, 1, 1);
    }
    arena_rewind(arena, mark);
    return out;
}

/* The pile of a table that has most of these cards, the one of the first card first; 0
 * where no pile has two of them. `sorted`: how many of them it sorted. */
static size_t main_pile(const struct sortings *in, const size_t *cards, size_t count,
                        size_t table, size_t *sorted)
{
    size_t best = 0, most = 1;
    *sorted = 0;
    for (size_t i = 0; i < count; i++) {
        size_t pile = pile_of(in, cards[i], table), same = 0;
        *sorted += pile > 0;
        if (!pile || pile == best)
            continue;
        for (size_t j = 0; j < count; j++)
            same += pile_of(in, cards[j], table) == pile;
        if (same > most) {
            most = same;
            best = pile;
        }
    }
    return best;
}

static size_t sorted_by_any(const struct sortings *in, const size_t *cards, size_t count)
{
    size_t sorted = 0;
    for (size_t i = 0; i < count; i++) {
        bool any = false;
        for (size_t t = 0; t < in->tables && !any; t++)
            any = pile_of(in, cards[i], t) > 0;
        sorted += any;
    }
    return sorted;
}

/* The tables that have their say about a group, and the pile of each that is most like
 * it. */
struct speaking {
    size_t *table, *pile, count;
};

static struct speaking who_speaks(struct arena *arena, const struct sortings *in,
                                  const size_t *cards, size_t count)
{
    struct speaking out = {arena_array(arena, size_t, in->tables),
                           arena_array(arena, size_t, in->tables), 0};
    size_t all = sorted_by_any(in, cards, count);
    for (size_t t = 0; t < in->tables && out.count < CONCORD_TABLES; t++) {
        size_t sorted, pile = main_pile(in, cards, count, t, &sorted);
        if (sorted < 2 || sorted * 3 < all) /* few do not speak for many */
            continue;
        out.table[out.count] = t;
        out.pile[out.count++] = pile;
    }
    return out;
}

/* How many have a card in the group; false where one of them did not sort it. */
static bool has_in(const struct sortings *in, const struct speaking *who, size_t card,
                   size_t *has)
{
    *has = 0;
    for (size_t i = 0; i < who->count; i++) {
        size_t pile = pile_of(in, card, who->table[i]);
        if (!pile)
            return false;
        *has += pile == who->pile[i];
    }
    return true;
}

/* Sums over the cards that all who speak have sorted. */
struct sums {
    int64_t cards, same; /* `same`: on which all say the same */
    int64_t in, squares; /* of how often a card is in; and of in² + out² */
    int64_t first_in;    /* of the first table alone */
};

static struct concord cohen(struct concord out, struct sums sums)
{
    int64_t first = sums.first_in, second = sums.in - first, n = sums.cards;
    int64_t chance = first * second + (n - first) * (n - second);
    return share_of(out, n * sums.same - chance, n * n - chance);
}

static struct concord fleiss(struct concord out, struct sums sums, int64_t tables)
{
    int64_t all = sums.cards * tables, not_in = all - sums.in;
    int64_t chance = sums.in * sums.in + not_in * not_in;
    return share_of(out, (sums.squares - all) * all - chance * (tables - 1),
                    (tables - 1) * (all * all - chance));
}

struct concord concord_of_group(struct arena *arena, const struct sortings *in,
                                const size_t *cards, size_t count, bool *differ)
{
    struct arena_mark mark = arena_mark(arena);
    struct speaking who = who_speaks(arena, in, cards, count);
    struct concord out = {.tables = who.count};
    struct sums sums = {0};
    size_t has;
    for (size_t c = 0; who.count > 1 && c < in->cards; c++) {
        if (!has_in(in, &who, c, &has))
            continue;
        int64_t is_in = (int64_t)has, not_in = (int64_t)(who.count - has);
        sums.cards++;
        sums.same += !is_in || !not_in;
        sums.in += is_in;
        sums.squares += is_in * is_in + not_in * not_in;
        sums.first_in += pile_of(in, c, who.table[0]) == who.pile[0];
        if (differ)
            differ[c] = is_in && not_in;
    }
    arena_rewind(arena, mark);
    out.cards = (size_t)sums.cards;
    if (out.cards < CONCORD_FEWEST || out.cards > CONCORD_MOST)
        return out;
    return who.count == 2 ? cohen(out, sums) : fleiss(out, sums, (int64_t)who.count);
}
