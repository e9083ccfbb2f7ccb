/* SPDX-License-Identifier: MIT */
#include "cycle/descent.h"

#include "text/assign.h"

#include <stdlib.h>

/* Thousandths. */
enum {
    NEAR = 100,         /* another that is so little behind may be meant */
    LEAST_SHARED = 500, /* of what was said in a part: so much in the same words */
    MOST_SHARED = 750   /* … that it is probably one */
};

struct str sureness_words(enum sureness sure)
{
    return sure == SURE_CLEARLY    ? STR("clearly")
           : sure == SURE_PROBABLY ? STR("probably")
                                   : STR("perhaps");
}

static int32_t alike(const struct descent_input *in, size_t now, size_t before)
{
    return in->alike[now * in->before + before];
}

/* How far the next that either could be linked with is behind. */
static int32_t lead(const struct descent_input *in, size_t now, size_t before)
{
    int32_t next = 0;
    for (size_t b = 0; b < in->before; b++)
        if (b != before && alike(in, now, b) > next)
            next = alike(in, now, b);
    for (size_t n = 0; n < in->now; n++)
        if (n != now && !in->settled[n] && alike(in, n, before) > next)
            next = alike(in, n, before);
    return alike(in, now, before) - next;
}

static enum sureness sureness_of(const struct descent_input *in, size_t now,
                                 size_t before)
{
    bool clear = alike(in, now, before) >= in->clear;
    bool leads = lead(in, now, before) >= NEAR;
    return clear && leads ? SURE_CLEARLY : clear || leads ? SURE_PROBABLY : SURE_PERHAPS;
}

static void add_link(struct descent *out, const struct descent_input *in, size_t now,
                     size_t before)
{
    out->items[out->count++] = (struct descent_link){now, before, alike(in, now, before),
                                                     false, sureness_of(in, now, before)};
}

/* How much the one is a part of the other; 0 where it is too little to be said.
 * `shared`: of_now or of_before. */
static int32_t part_of(const struct descent_input *in, const int32_t *shared, size_t now,
                       size_t before)
{
    int32_t like = alike(in, now, before), same = shared[now * in->before + before];
    if (like < in->least_part && same < LEAST_SHARED)
        return 0;
    return same >= LEAST_SHARED && same > like ? same : like;
}

static void add_part(struct descent *out, const struct descent_input *in,
                     const int32_t *shared, size_t now, size_t before)
{
    bool clear = alike(in, now, before) >= in->clear ||
                 shared[now * in->before + before] >= MOST_SHARED;
    out->items[out->count++] =
        (struct descent_link){now, before, part_of(in, shared, now, before), true,
                              clear ? SURE_PROBABLY : SURE_PERHAPS};
}

/* Above what is least, so that a pair too little alike is worth nothing. */
static size_t *one_to_one(struct arena *arena, const struct descent_input *in)
{
    int32_t *worth = arena_array(arena, int32_t, in->now * in->before);
    for (size_t n = 0; n < in->now; n++)
        for (size_t b = 0; b < in->before; b++)
            if (!in->settled[n] && !in->taken[b] && alike(in, n, b) >= in->least)
                worth[n * in->before + b] = alike(in, n, b) - in->least + 1;
    return assign_best(arena, worth, in->now, in->before);
}

/* The nearest of last time, or `before` where none is near enough to be split. */
static size_t split_from(const struct descent_input *in, size_t now)
{
    size_t best = in->before;
    for (size_t b = 0; b < in->before; b++)
        if (part_of(in, in->of_now, now, b) >
            (best == in->before ? 0 : part_of(in, in->of_now, now, best)))
            best = b;
    return best;
}

/* The nearest of this time that may still be said to go on from something. */
static size_t went_into(const struct descent_input *in, size_t before)
{
    size_t best = in->now;
    for (size_t n = 0; n < in->now; n++)
        if (!in->settled[n] &&
            part_of(in, in->of_before, n, before) >
                (best == in->now ? 0 : part_of(in, in->of_before, best, before)))
            best = n;
    return best;
}

static int by_now(const void *a, const void *b)
{
    const struct descent_link *one = a, *other = b;
    if (one->now != other->now)
        return one->now < other->now ? -1 : 1;
    if (one->part != other->part)
        return one->part ? 1 : -1;
    return one->before < other->before ? -1 : 1;
}

struct descent descent_find(struct arena *arena, const struct descent_input *in)
{
    struct descent out = {arena_array(arena, struct descent_link, in->now + in->before),
                          0};
    size_t *with = one_to_one(arena, in);
    bool *gone = arena_array(arena, bool, in->before);
    for (size_t b = 0; b < in->before; b++)
        gone[b] = !in->taken[b];
    for (size_t n = 0; n < in->now; n++) {
        size_t split =
            with[n] == SIZE_MAX && !in->settled[n] ? split_from(in, n) : in->before;
        if (with[n] != SIZE_MAX) {
            gone[with[n]] = false;
            add_link(&out, in, n, with[n]);
        } else if (split < in->before) {
            gone[split] = false;
            add_part(&out, in, in->of_now, n, split);
        }
    }
    for (size_t b = 0; b < in->before; b++) {
        size_t into = gone[b] ? went_into(in, b) : in->now;
        if (into < in->now)
            add_part(&out, in, in->of_before, into, b);
    }
    if (out.count)
        qsort(out.items, out.count, sizeof out.items[0], by_now);
    return out;
}
