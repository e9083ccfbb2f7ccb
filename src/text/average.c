/* SPDX-License-Identifier: MIT */
#include "text/average.h"

#include "base/threads.h"
#include "text/chain.h"
#include "text/encoder_kind.h"
#include "text/lanes.h"
#include "text/weights.h"

enum { WIDTH = ENCODER_WIDTH, NOBODY = -1, FIRST_ROWS = 64, FIRST_OTHERS = 256 };

struct joining {
    struct chain groups;
    const struct encoder_kind *kind;
    float *means;       /* (rows, WIDTH): of the group that a row names */
    float *weight;      /* (rows) */
    int64_t *nearest;   /* (rows): NOBODY where it is to be looked for */
    float *alike;       /* (rows): to the nearest */
    float *products;    /* (rows): of the group at hand with each active one */
    float *most;        /* (rows): of a group's own joins, the least alike */
    struct join *joins; /* (done) */
    size_t done;
};

/* Looks through `active` for what is nearest to a group; products of a pair are the same
 * from both sides. */
static void look_for(struct joining *now, uint32_t group)
{
    float *products = now->products;
    float most = -3.0e38f;
    now->kind->multiply_each(now->means, now->groups.active, now->groups.count,
                             now->means + (size_t)group * WIDTH, products);
    for (size_t i = 0; i < now->groups.count; i++)
        if (products[i] > most && now->groups.active[i] != group) {
            most = products[i];
            now->nearest[group] = now->groups.active[i];
        }
    now->alike[group] = most;
}

/* The nearest of all rows, a few of them beside a few others at a time, which stay in the
 * cache. */
static void look_first(void *with, size_t thread, size_t piece)
{
    const struct joining *now = with;
    size_t begin = piece * FIRST_ROWS, end = begin + FIRST_ROWS;
    float products[FIRST_OTHERS];
    (void)thread;
    if (end > now->groups.count)
        end = now->groups.count;
    for (size_t row = begin; row < end; row++)
        now->alike[row] = -3.0e38f;
    for (size_t from = 0; from < now->groups.count; from += FIRST_OTHERS) {
        size_t left = now->groups.count - from;
        size_t others = left < FIRST_OTHERS ? left : FIRST_OTHERS;
        for (size_t row = begin; row < end; row++) {
            now->kind->multiply_each(now->means, now->groups.active + from, others,
                                     now->means + row * WIDTH, products);
            for (size_t i = 0; i < others; i++)
                if (products[i] > now->alike[row] && from + i != row) {
                    now->alike[row] = products[i];
                    now->nearest[row] = (int64_t)(from + i);
                }
        }
    }
}

static uint32_t nearest(void *with, uint32_t group, uint32_t back)
{
    struct joining *now = with;
    if (now->nearest[group] == NOBODY)
        look_for(now, group);
    if (back != group && now->alike[back] >= now->alike[group])
        return back;
    return (uint32_t)now->nearest[group];
}

/* The mean of both, which the lower row names. */
static void merge(struct joining *now, uint32_t low, uint32_t high)
{
    float a = now->weight[low], b = now->weight[high], all = a + b;
    float *mean = now->means + (size_t)low * WIDTH;
    const float *other = now->means + (size_t)high * WIDTH;
    for (size_t d = 0; d < WIDTH; d += LANES)
        lanes_store(mean + d,
                    (lanes_load(mean + d) * a + lanes_load(other + d) * b) / all);
    now->weight[low] = all;
}

/* No rounding may have a parent more alike than its child. */
static uint32_t join(void *with, uint32_t low, uint32_t high)
{
    struct joining *now = with;
    float alike = now->alike[low] < now->most[low] ? now->alike[low] : now->most[low];
    now->most[low] = alike < now->most[high] ? alike : now->most[high];
    now->joins[now->done++] =
        (struct join){low, high, (int32_t)(now->most[low] * (float)WEIGHT_ONE)};
    merge(now, low, high);
    now->nearest[low] = NOBODY;
    for (size_t i = 0; i < now->groups.count; i++) {
        int64_t *one = &now->nearest[now->groups.active[i]];
        if (*one == low || *one == high)
            *one = NOBODY;
    }
    return low;
}

struct tree *average_tree(struct arena *arena, const struct encoder *encoder,
                          const float *vectors, const uint32_t *many, size_t rows)
{
    struct tree *tree = tree_new(arena, rows);
    struct arena *scratch = arena_new();
    struct joining now = {.kind = encoder_kind(encoder),
                          .means = arena_array(scratch, float, rows *WIDTH),
                          .weight = arena_array(scratch, float, rows),
                          .nearest = arena_array(scratch, int64_t, rows),
                          .alike = arena_array(scratch, float, rows),
                          .products = arena_array(scratch, float, rows),
                          .most = arena_array(scratch, float, rows),
                          .groups = chain_new(scratch, rows),
                          .joins = tree->joins};
    if (rows)
        memcpy(now.means, vectors, rows * WIDTH * sizeof *vectors);
    for (size_t row = 0; row < rows; row++) {
        now.weight[row] = (float)many[row];
        now.most[row] = 1;
        now.nearest[row] = NOBODY;
    }
    threads_each(encoder_threads(encoder), (rows + FIRST_ROWS - 1) / FIRST_ROWS,
                 look_first, &now);
    chain_run(scratch, &now.groups, nearest, join, &now);
    arena_free(scratch);
    tree_finish(arena, tree, many);
    return tree;
}
