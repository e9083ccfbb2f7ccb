/* SPDX-License-Identifier: MIT */
#include "cycle/agreement.h"

#include <string.h>

/* What the tables say of the pairs between two groups. */
struct said {
    uint64_t together, both;
};

static size_t pile_of(const struct sortings *in, size_t card, size_t table)
{
    return in->pile_of[card * in->tables + table];
}

static struct said said_of(const struct sortings *in, size_t a, size_t b)
{
    struct said said = {0, 0};
    for (size_t t = 0; t < in->tables; t++) {
        size_t first = pile_of(in, a, t), second = pile_of(in, b, t);
        said.both += first && second;
        said.together += first && first == second;
    }
    return said;
}

static size_t tables_of(const struct sortings *in, size_t card)
{
    size_t count = 0;
    for (size_t t = 0; t < in->tables; t++)
        count += pile_of(in, card, t) > 0;
    return count;
}

static bool is_surer(struct said a, struct said b)
{
    uint64_t left = a.together * b.both, right = b.together * a.both;
    return left != right ? left > right : a.together > b.together;
}

/* The groups while they are being joined. Those that are gone have size 0. */
struct joining {
    size_t count;
    struct said *said; /* (count, count) */
    size_t *size, *best;
    size_t *into; /* (count): itself, or the group that it went into */
};

static struct said *between(struct joining *now, size_t a, size_t b)
{
    return &now->said[a * now->count + b];
}

/* The one to join `a` with, or itself where no majority is for any. */
static size_t best_of(struct joining *now, size_t a)
{
    struct said best = {0, 0};
    size_t found = a;
    for (size_t b = 0; b < now->count; b++) {
        struct said said = *between(now, a, b);
        if (b == a || !now->size[b] || said.together * 2 <= said.both)
            continue;
        if (found == a || is_surer(said, best)) {
            best = said;
            found = b;
        }
    }
    return found;
}

static void put_into(struct joining *now, size_t from, size_t to)
{
    for (size_t c = 0; c < now->count; c++) {
        if (c == to || c == from || !now->size[c])
            continue;
        between(now, to, c)->together += between(now, from, c)->together;
        between(now, to, c)->both += between(now, from, c)->both;
        *between(now, c, to) = *between(now, to, c);
    }
    now->size[to] += now->size[from];
    now->size[from] = 0;
    now->into[from] = to;
    for (size_t c = 0; c < now->count; c++) {
        size_t best = now->best[c];
        if (!now->size[c])
            continue;
        if (c == to || best == to || best == from)
            now->best[c] = best_of(now, c);
        else if (best != c && is_surer(*between(now, c, to), *between(now, c, best)))
            now->best[c] = to; /* as sure, of more cards */
    }
}

/* The surest of all, the earlier cards first; false when there is none. */
static bool find_surest(struct joining *now, size_t *one, size_t *other)
{
    bool any = false;
    for (size_t a = 0; a < now->count; a++) {
        size_t b = now->best[a];
        if (!now->size[a] || b == a)
            continue;
        if (!any || is_surer(*between(now, a, b), *between(now, *one, *other))) {
            *one = a;
            *other = b;
            any = true;
        }
    }
    return any;
}

static bool same_row(const struct sortings *in, size_t a, size_t b)
{
    return memcmp(&in->pile_of[a * in->tables], &in->pile_of[b * in->tables],
                  in->tables * sizeof in->pile_of[0]) == 0;
}

/* Groups of the cards that two tables or more sorted, those that no table treats
 * differently together; `group` is SIZE_MAX for the others. */
static size_t start_groups(const struct sortings *in, size_t *group, size_t *first)
{
    size_t count = 0;
    for (size_t c = 0; c < in->cards; c++) {
        group[c] = SIZE_MAX;
        if (tables_of(in, c) < 2)
            continue;
        size_t g = 0;
        while (g < count && !same_row(in, first[g], c))
            g++;
        if (g == count)
            first[count++] = c;
        group[c] = g;
    }
    return count;
}

static void join_shared(struct arena *arena, const struct sortings *in, size_t *group,
                        const size_t *first, size_t count)
{
    struct joining now = {count, arena_array(arena, struct said, count * count),
                          arena_array(arena, size_t, count),
                          arena_array(arena, size_t, count),
                          arena_array(arena, size_t, count)};
    size_t one = 0, other = 0;
    for (size_t c = 0; c < in->cards; c++)
        if (group[c] != SIZE_MAX)
            now.size[group[c]]++;
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++) {
            struct said said = said_of(in, first[a], first[b]);
            uint64_t pairs = (uint64_t)now.size[a] * now.size[b];
            *between(&now, a, b) =
                (struct said){said.together * pairs, said.both * pairs};
        }
    for (size_t a = 0; a < count; a++) {
        now.into[a] = a;
        now.best[a] = best_of(&now, a);
    }
    while (find_surest(&now, &one, &other))
        put_into(&now, one > other ? one : other, one > other ? other : one);
    for (size_t c = 0; c < in->cards; c++)
        while (group[c] != SIZE_MAX && now.into[group[c]] != group[c])
            group[c] = now.into[group[c]];
}

static size_t only_table(const struct sortings *in, size_t card)
{
    size_t t = 0;
    while (!pile_of(in, card, t))
        t++;
    return t;
}

/* The group of more than half of the shared cards of a pile, if they are a third of the
 * pile, too: few do not speak for many. Or SIZE_MAX. */
static size_t where_most_went(const struct sortings *in, const size_t *group,
                              size_t table, size_t pile)
{
    size_t all = 0, shared = 0, leading = SIZE_MAX, votes = 0, count = 0;
    for (size_t c = 0; c < in->cards; c++) {
        if (pile_of(in, c, table) != pile)
            continue;
        all++;
        if (tables_of(in, c) < 2)
            continue;
        shared++;
        if (!votes)
            leading = group[c];
        votes = group[c] == leading ? votes + 1 : votes - 1;
    }
    for (size_t c = 0; c < in->cards; c++)
        count +=
            pile_of(in, c, table) == pile && tables_of(in, c) >= 2 && group[c] == leading;
    return count * 2 > shared && count * 3 >= all ? leading : SIZE_MAX;
}

static size_t mate_before(const struct sortings *in, const size_t *group, size_t card,
                          size_t table)
{
    for (size_t c = 0; c < card; c++)
        if (tables_of(in, c) == 1 && group[c] != SIZE_MAX &&
            pile_of(in, c, table) == pile_of(in, card, table))
            return c;
    return card;
}

static void follow_piles(const struct sortings *in, size_t *group, size_t count)
{
    for (size_t c = 0; c < in->cards; c++) {
        if (tables_of(in, c) != 1)
            continue;
        size_t table = only_table(in, c), mate = mate_before(in, group, c, table);
        if (mate != c) {
            group[c] = group[mate];
            continue;
        }
        size_t went = where_most_went(in, group, table, pile_of(in, c, table));
        group[c] = went != SIZE_MAX ? went : count++;
    }
}

bool agreement_join(struct arena *arena, const struct sortings *in, struct joined *out,
                    struct error *err)
{
    size_t *group = arena_array(arena, size_t, in->cards);
    size_t *first = arena_array(arena, size_t, in->cards);
    size_t *number = arena_array(arena, size_t, in->cards * 2);
    size_t count = start_groups(in, group, first);
    if (count > AGREEMENT_MOST)
        return error_set(
            err, ERROR_LIMIT,
            "%zu cards of one section were sorted in as many different ways; at "
            "most %d can be joined. Sort a sample of them, or fewer of them "
            "at more than one table",
            count, AGREEMENT_MOST);
    join_shared(arena, in, group, first, count);
    follow_piles(in, group, count);
    *out = (struct joined){.of = group};
    for (size_t c = 0; c < in->cards; c++) {
        if (group[c] == SIZE_MAX) /* no table sorted it */
            group[c] = in->cards + c;
        if (!number[group[c]])
            number[group[c]] = ++out->count;
        group[c] = number[group[c]] - 1;
    }
    return true;
}

struct agreement agreement_of(struct arena *arena, const struct sortings *in,
                              const size_t *cards, size_t count, struct table_says *says)
{
    struct agreement out = {0, 0, 0};
    struct arena_mark mark = arena_mark(arena);
    size_t *seen = arena_array(arena, size_t, count);
    for (size_t t = 0; t < in->tables; t++) {
        size_t sorted = 0, piles = 0;
        uint64_t together = 0;
        for (size_t i = 0; i < count; i++)
            if (pile_of(in, cards[i], t))
                seen[sorted++] = pile_of(in, cards[i], t);
        for (size_t i = 0; i < sorted; i++) {
            size_t before = 0;
            for (size_t j = 0; j < i; j++)
                before += seen[j] == seen[i];
            together += before;
            piles += before == 0;
        }
        bool most = together * 4 > (uint64_t)sorted * (sorted - (sorted > 0));
        if (says)
            says[t] = (struct table_says){sorted < 2 ? 0 : piles, most};
        if (sorted < 2)
            continue;
        out.tables++;
        out.whole += piles == 1;
        out.most += most;
    }
    arena_rewind(arena, mark);
    return out;
}

struct difference agreement_differ(const struct sortings *in, size_t card)
{
    struct difference out = {0, 0};
    for (size_t other = 0; other < in->cards; other++) {
        struct said said = said_of(in, card, other);
        if (other == card || said.both < 2)
            continue;
        uint64_t split = said.together * (said.both - said.together);
        out.apart += split;
        out.pairs += split + said.together * (said.together - 1) / 2;
    }
    return out;
}

bool difference_is_own(struct difference by)
{
    return by.apart * 2 > by.pairs;
}

bool difference_is_larger(struct difference a, struct difference b)
{
    if (!a.pairs || !b.pairs)
        return a.pairs && a.apart && !b.pairs;
    return a.apart * b.pairs > b.apart * a.pairs;
}
