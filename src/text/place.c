/* SPDX-License-Identifier: MIT */
#include "text/place.h"

#include "text/fixed.h"

#include <string.h>

struct centres {
    const struct weights *weights;
    const struct grouping *groups;
    /* The sum of the rows of each group, as (group, sum) pairs by term. */
    size_t *start;         /* (terms + 1) */
    uint32_t *group;       /* (start[terms]) */
    int64_t *sum;          /* (start[terms]) */
    int64_t *lift, *reach; /* (groups) */
    int64_t *length;       /* (groups): at least 1 */
    int64_t *size;         /* (groups): statements */
    int64_t *shared;       /* (groups): room for one row's products */
};

static void sum_terms(struct arena *arena, struct centres *centres, int64_t *square)
{
    const struct weights *weights = centres->weights;
    size_t count = centres->groups->count, at = 0;
    /* Where the current term's pair for a group stands, plus one. */
    size_t *pair = arena_array(arena, size_t, count);
    for (size_t term = 0; term < weights->terms; term++) {
        size_t first = at;
        for (size_t i = weights->posting_start[term];
             i < weights->posting_start[term + 1]; i++) {
            uint32_t row = weights->posting_row[i], group = centres->groups->of[row];
            if (group == NOT_PLACED)
                continue;
            if (pair[group] <= first) {
                centres->group[at] = group;
                pair[group] = ++at;
            }
            centres->sum[pair[group] - 1] +=
                (int64_t)weights->many[row] * weights->posting_weight[i];
        }
        for (size_t i = first; i < at; i++)
            square[centres->group[i]] += centres->sum[i] * centres->sum[i];
        centres->start[term + 1] = at;
    }
}

struct centres *centres_of(struct arena *arena, const struct weights *weights,
                           const struct grouping *groups)
{
    size_t most = weights->posting_start[weights->terms], count = groups->count;
    struct centres *centres = arena_alloc(arena, sizeof *centres);
    int64_t *square = arena_array(arena, int64_t, count);
    centres->weights = weights;
    centres->groups = groups;
    centres->start = arena_array(arena, size_t, weights->terms + 1);
    centres->group = arena_array(arena, uint32_t, most);
    centres->sum = arena_array(arena, int64_t, most);
    centres->lift = arena_array(arena, int64_t, count);
    centres->reach = arena_array(arena, int64_t, count);
    centres->length = arena_array(arena, int64_t, count);
    centres->size = arena_array(arena, int64_t, count);
    centres->shared = arena_array(arena, int64_t, count);
    for (size_t row = 0; row < weights->rows; row++) {
        uint32_t group = groups->of[row];
        if (group == NOT_PLACED)
            continue;
        centres->lift[group] += weights->many[row] * weights->lift[row];
        centres->reach[group] += weights->many[row] * weights->reach[row];
        centres->size[group] += weights->many[row];
    }
    sum_terms(arena, centres, square);
    for (size_t i = 0; i < count; i++) {
        int64_t left = square[i] - 2 * centres->lift[i] * centres->reach[i];
        int64_t length = left > 0 ? (int64_t)fixed_root((uint64_t)left) : 0;
        centres->length[i] = length > 0 ? length : 1;
    }
    return centres;
}

/* Products of a row with every group over shared terms. */
static void share(struct centres *centres, size_t row)
{
    const struct weights *weights = centres->weights;
    memset(centres->shared, 0, centres->groups->count * sizeof centres->shared[0]);
    for (size_t i = weights->start[row]; i < weights->start[row + 1]; i++) {
        uint32_t term = weights->term[i];
        for (size_t p = centres->start[term]; p < centres->start[term + 1]; p++)
            centres->shared[centres->group[p]] += weights->weight[i] * centres->sum[p];
    }
}

/* The product of a row with itself. */
static int64_t square_of(const struct weights *weights, size_t row)
{
    int64_t square = -2 * weights->lift[row] * weights->reach[row];
    for (size_t i = weights->start[row]; i < weights->start[row + 1]; i++)
        square += (int64_t)weights->weight[i] * weights->weight[i];
    return square;
}

/* The product of a row with the rest of a group; share() has been called. */
static int64_t product(const struct centres *centres, size_t row, size_t group)
{
    const struct weights *weights = centres->weights;
    int64_t whole = centres->shared[group] - weights->lift[row] * centres->reach[group] -
                    centres->lift[group] * weights->reach[row];
    return centres->groups->of[row] == group ? whole - square_of(weights, row) : whole;
}

struct fit centres_fit(struct centres *centres, size_t row)
{
    uint32_t group = centres->groups->of[row];
    if (group == NOT_PLACED || centres->size[group] < 2)
        return (struct fit){0, 0};
    share(centres, row);
    int64_t rest = product(centres, row, group);
    return (struct fit){(int32_t)(rest / centres->length[group]),
                        (int32_t)(rest / (centres->size[group] - 1) / WEIGHT_ONE)};
}

uint32_t centres_next(struct centres *centres, size_t row, const bool *asks,
                      int32_t *alike)
{
    uint32_t own = centres->groups->of[row], best = NOT_PLACED;
    share(centres, row);
    for (uint32_t group = 0; group < centres->groups->count; group++) {
        if (group == own || !asks[group] || centres->shared[group] <= 0)
            continue;
        int32_t one = (int32_t)(product(centres, row, group) / centres->length[group]);
        if (best == NOT_PLACED || one > *alike) {
            best = group;
            *alike = one;
        }
    }
    return best;
}

/* The taking group most like a row, or NOT_PLACED where none is at least so alike.
 * Of two equally alike, the one that the row is in, then the lower. */
static uint32_t most_alike(struct centres *centres, size_t row, const bool *takes,
                           int32_t least)
{
    uint32_t own = centres->groups->of[row], best = NOT_PLACED;
    int64_t most = 0;
    share(centres, row);
    for (uint32_t group = 0; group < centres->groups->count; group++) {
        if (!takes[group] || (centres->shared[group] <= 0 && least != PLACE_ALL))
            continue;
        int64_t alike = product(centres, row, group) / centres->length[group];
        if (alike < least)
            continue;
        if (best == NOT_PLACED || alike > most || (alike == most && group == own)) {
            best = group;
            most = alike;
        }
    }
    return best;
}

void place_outsiders(struct arena *arena, const struct weights *weights,
                     struct grouping *groups, const bool *takes, int32_t least)
{
    struct centres *centres = centres_of(arena, weights, groups);
    struct grouping after = {groups->count, arena_array(arena, uint32_t, weights->rows)};
    for (size_t row = 0; row < weights->rows; row++) {
        uint32_t own = groups->of[row];
        after.of[row] = own;
        if (own != NOT_PLACED && takes[own])
            continue;
        uint32_t best = most_alike(centres, row, takes, least);
        if (best != NOT_PLACED)
            after.of[row] = best;
    }
    memcpy(groups->of, after.of, weights->rows * sizeof groups->of[0]);
}

void place_again(struct arena *arena, const struct weights *weights,
                 struct grouping *groups, const bool *takes)
{
    struct centres *centres = centres_of(arena, weights, groups);
    uint32_t *after = arena_array(arena, uint32_t, weights->rows);
    size_t *left = arena_array(arena, size_t, groups->count);
    for (size_t row = 0; row < weights->rows; row++)
        if (groups->of[row] != NOT_PLACED)
            left[groups->of[row]]++;
    for (size_t row = 0; row < weights->rows; row++) {
        uint32_t own = groups->of[row];
        after[row] = own;
        if (own == NOT_PLACED || !takes[own] || left[own] == 1)
            continue;
        uint32_t best = most_alike(centres, row, takes, -WEIGHT_ONE);
        if (best == NOT_PLACED || best == own)
            continue;
        left[own]--;
        left[best]++;
        after[row] = best;
    }
    memcpy(groups->of, after, weights->rows * sizeof groups->of[0]);
}

/* Whether a row shares a term with another row of its group; share() has been
 * called. */
static bool shares(const struct centres *centres, size_t row)
{
    const struct weights *weights = centres->weights;
    int64_t own = 0;
    for (size_t i = weights->start[row]; i < weights->start[row + 1]; i++)
        own += (int64_t)weights->weight[i] * weights->weight[i];
    return centres->shared[centres->groups->of[row]] > own * weights->many[row];
}

void place_loners(struct arena *arena, const struct weights *weights,
                  struct grouping *groups, int32_t least)
{
    struct centres *centres = centres_of(arena, weights, groups);
    uint32_t *after = arena_array(arena, uint32_t, weights->rows);
    size_t *left = arena_array(arena, size_t, groups->count), count = groups->count;
    for (size_t row = 0; row < weights->rows; row++)
        left[groups->of[row]]++;
    for (size_t row = 0; row < weights->rows; row++) {
        uint32_t own = groups->of[row];
        after[row] = own;
        if (left[own] == 1)
            continue;
        bool fits = centres_fit(centres, row).centre >= least && shares(centres, row);
        if (fits)
            continue;
        left[own]--;
        after[row] = (uint32_t)count++;
    }
    memcpy(groups->of, after, weights->rows * sizeof after[0]);
    groups->count = count;
}
