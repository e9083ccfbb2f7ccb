/* SPDX-License-Identifier: MIT */
#include "text/average.h"

#include "base/threads.h"
#include "text/encoder_kind.h"
#include "text/lanes.h"
#include "text/weights.h"

enum { WIDTH = ENCODER_WIDTH, NOBODY = -1, FIRST_ROWS = 64, FIRST_OTHERS = 256 };

struct joining {
    const struct encoder_kind *kind;
    float *means;     /* (rows, WIDTH): of the group that a row names */
    float *weight;    /* (rows) */
    uint32_t *active; /* (count): rows that name a group, in rising order */
    int64_t *nearest; /* (rows): NOBODY where it is to be looked for */
    float *alike;     /* (rows): to the nearest */
    float *products;  /* (rows): of the group at hand with each active one */
    size_t count;
};

/* Looks through `active` for what is nearest to a group; products of a pair are the same
 * from both sides. */
static void look_for(struct joining *now, uint32_t group)
{
    float *products = now->products;
    float most = -3.0e38f;
    now->kind->multiply_each(now->means, now->active, now->count,
                             now->means + (size_t)group * WIDTH, products);
    for (size_t i = 0; i < now->count; i++)
        if (products[i] > most && now->active[i] != group) {
            most = products[i];
            now->nearest[group] = now->active[i];
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
    if (end > now->count)
        end = now->count;
    for (size_t row = begin; row < end; row++)
        now->alike[row] = -3.0e38f;
    for (size_t from = 0; from < now->count; from += FIRST_OTHERS) {
        size_t left = now->count - from;
        size_t others = left < FIRST_OTHERS ? left : FIRST_OTHERS;
        for (size_t row = begin; row < end; row++) {
            now->kind->multiply_each(now->means, now->active + from, others,
                                     now->means + row * WIDTH, products);
            for (size_t i = 0; i < others; i++)
                if (products[i] > now->alike[row] && from + i != row) {
                    now->alike[row] = products[i];
                    now->nearest[row] = (int64_t)(from + i);
                }
        }
    }
}

static void forget(struct joining *now, uint32_t kept, uint32_t gone)
{
    size_t left = 0;
    now->nearest[kept] = NOBODY;
    for (size_t i = 0; i < now->count; i++) {
        uint32_t other = now->active[i];
        if (other == gone)
            continue;
        now->active[left++] = other;
        if (now->nearest[other] == kept || now->nearest[other] == gone)
            now->nearest[other] = NOBODY;
    }
    now->count = left;
}

static void merge(struct joining *now, uint32_t kept, uint32_t gone)
{
    float a = now->weight[kept], b = now->weight[gone], all = a + b;
    float *mean = now->means + (size_t)kept * WIDTH;
    const float *other = now->means + (size_t)gone * WIDTH;
    for (size_t d = 0; d < WIDTH; d += LANES)
        lanes_store(mean + d,
                    (lanes_load(mean + d) * a + lanes_load(other + d) * b) / all);
    now->weight[kept] = all;
    forget(now, kept, gone);
}

/* No rounding may have a parent more alike than its child. */
static void chain(struct arena *arena, struct joining *now, size_t rows,
                  struct join *joins)
{
    uint32_t *stack = arena_array(arena, uint32_t, rows + 1);
    float *most = arena_array(arena, float, rows); /* of a group's own joins: the least */
    size_t depth = 0, done = 0;
    for (size_t i = 0; i < rows; i++)
        most[i] = 1;
    while (now->count > 1) {
        if (depth == 0)
            stack[depth++] = now->active[0];
        uint32_t top = stack[depth - 1];
        if (now->nearest[top] == NOBODY)
            look_for(now, top);
        uint32_t next = (uint32_t)now->nearest[top];
        /* The one before it wins ties, so that the chain ends. */
        if (depth > 1 && now->alike[stack[depth - 2]] >= now->alike[top])
            next = stack[depth - 2];
        if (depth < 2 || next != stack[depth - 2]) {
            stack[depth++] = next;
            continue;
        }
        depth -= 2;
        uint32_t low = top < next ? top : next, high = top < next ? next : top;
        float alike = now->alike[next] < most[low] ? now->alike[next] : most[low];
        most[low] = alike < most[high] ? alike : most[high];
        joins[done++] =
            (struct join){low, high, (int32_t)(most[low] * (float)WEIGHT_ONE)};
        merge(now, low, high);
    }
}

struct tree *average_tree(struct arena *arena, const struct encoder *encoder,
                          const float *vectors, const uint32_t *many, size_t rows)
{
    struct tree *tree = tree_new(arena, rows);
    struct arena *scratch = arena_new();
    struct joining now = {.kind = encoder_kind(encoder),
                          .means = arena_array(scratch, float, rows *WIDTH),
                          .weight = arena_array(scratch, float, rows),
                          .active = arena_array(scratch, uint32_t, rows),
                          .nearest = arena_array(scratch, int64_t, rows),
                          .alike = arena_array(scratch, float, rows),
                          .products = arena_array(scratch, float, rows),
                          .count = rows};
    if (rows)
        memcpy(now.means, vectors, rows * WIDTH * sizeof *vectors);
    for (size_t row = 0; row < rows; row++) {
        now.weight[row] = (float)many[row];
        now.active[row] = (uint32_t)row;
        now.nearest[row] = NOBODY;
    }
    threads_each(encoder_threads(encoder), (rows + FIRST_ROWS - 1) / FIRST_ROWS,
                 look_first, &now);
    chain(scratch, &now, rows, tree->joins);
    arena_free(scratch);
    tree_finish(arena, tree, many);
    return tree;
}
