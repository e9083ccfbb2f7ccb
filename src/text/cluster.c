/* SPDX-License-Identifier: MIT */
#include "text/cluster.h"

#include "text/fixed.h"
#include "text/label.h"
#include "text/place.h"

#include <stdlib.h>

enum {
    FEW = 8,        /* below this many texts, only plain likeness is trusted */
    NEIGHBOURS = 5, /* in the graph by which the cut is chosen */
    /* Mean cosine from which a few texts count as alike; cosine to the centre of a
     * group from which a lone text may join it, and below which it must leave. */
    FEW_ALIKE = WEIGHT_ONE / 5,
    JOINS_CENTRE = WEIGHT_ONE / 20,
    LEAVES_CENTRE = WEIGHT_ONE / 50
};

/* Groups of fewer statements than this are taken apart where their rows fit a
 * larger group. */
static size_t least_group(size_t statements)
{
    return statements / 200 > 3 ? statements / 200 : 3;
}

/* Which groups have at least `least` statements. */
static bool *large_groups(struct arena *arena, const struct rows *rows,
                          const struct grouping *groups, size_t least)
{
    size_t *size = arena_array(arena, size_t, groups->count);
    bool *large = arena_array(arena, bool, groups->count);
    for (size_t row = 0; row < rows->count; row++)
        if (groups->of[row] != NOT_PLACED)
            size[groups->of[row]] += rows->many[row];
    for (size_t i = 0; i < groups->count; i++)
        large[i] = size[i] >= least;
    return large;
}

/* grain 1 is one group and 100 every text by itself; each step between multiplies
 * the number of groups by the same factor. */
static size_t count_for_grain(int grain, size_t rows)
{
    if (grain <= 1 || rows <= 1)
        return 1;
    if (grain >= 100)
        return rows;
    uint64_t count = fixed_power2(fixed_log2(rows) * (grain - 1) / 99);
    return count < rows ? (size_t)count : rows;
}

static struct grouping group_by_count(struct arena *arena, const struct rows *rows,
                                      const struct weights *weights, size_t count)
{
    const struct tree *tree = linkage_build(arena, weights, NULL);
    struct grouping groups = cut_by_count(arena, tree, count);
    bool *all = large_groups(arena, rows, &groups, 0);
    bool left_out = false;
    for (size_t row = 0; row < rows->count; row++)
        left_out |= groups.of[row] == NOT_PLACED;
    if (left_out) {
        place_outsiders(arena, weights, &groups, all, PLACE_ALL);
        place_again(arena, weights, &groups, all);
    }
    return groups;
}

static struct grouping group_by_itself(struct arena *arena, const struct rows *rows,
                                       const struct weights *weights)
{
    if (rows->count < FEW)
        return cut_by_likeness(arena, linkage_build(arena, weights, NULL), FEW_ALIKE);
    struct neighbours *near = neighbours_new(arena, rows->count, NEIGHBOURS);
    const struct tree *tree = linkage_build(arena, weights, near);
    struct grouping groups = cut_by_itself(arena, tree, near);
    bool *large = large_groups(arena, rows, &groups, least_group(rows->statements));
    place_outsiders(arena, weights, &groups, large, JOINS_CENTRE);
    place_again(arena, weights, &groups, large);
    place_loners(arena, weights, &groups, LEAVES_CENTRE);
    return groups;
}

static struct grouping group(struct arena *arena, const struct rows *rows,
                             struct cluster_options options)
{
    bool itself = options.count == 0 && options.grain == 0;
    const struct weights *weights = weights_of(arena, rows, rows->count >= FEW);
    if (itself)
        return group_by_itself(arena, rows, weights);
    size_t count =
        options.count ? options.count : count_for_grain(options.grain, rows->count);
    return group_by_count(arena, rows, weights,
                          count < rows->count ? count : rows->count);
}

struct ranked {
    size_t size;
    uint32_t group, row; /* its number so far, and its lowest row */
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *left = a, *right = b;
    if (left->size != right->size)
        return left->size > right->size ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

/* Numbers the groups that are not empty afresh, the largest first, and returns
 * their sizes. */
static size_t *rank_groups(struct arena *arena, const struct rows *rows,
                           struct grouping *groups)
{
    struct ranked *ranks = arena_array(arena, struct ranked, groups->count);
    uint32_t *number = arena_array(arena, uint32_t, groups->count);
    size_t *sizes = arena_array(arena, size_t, groups->count), count = 0;
    for (size_t i = 0; i < groups->count; i++)
        ranks[i].group = (uint32_t)i;
    for (size_t row = rows->count; row-- > 0;) {
        ranks[groups->of[row]].size += rows->many[row];
        ranks[groups->of[row]].row = (uint32_t)row;
    }
    qsort(ranks, groups->count, sizeof ranks[0], compare_ranked);
    for (; count < groups->count && ranks[count].size; count++) {
        number[ranks[count].group] = (uint32_t)count;
        sizes[count] = ranks[count].size;
    }
    for (size_t row = 0; row < rows->count; row++)
        groups->of[row] = number[groups->of[row]];
    groups->count = count;
    return sizes;
}

/* Copies what was found out of the scratch arena. */
static struct clusters report(struct arena *arena, const struct rows *rows,
                              const struct grouping *groups, const size_t *sizes,
                              const struct label *labels, const struct fit *fits)
{
    struct clusters out = {groups->count,
                           arena_array(arena, struct cluster_group, groups->count),
                           arena_array(arena, size_t, rows->statements),
                           arena_array(arena, uint32_t, rows->statements)};
    for (size_t i = 0; i < groups->count; i++) {
        struct str_list words = labels[i].keywords;
        struct str *copies = arena_array(arena, struct str, words.count);
        for (size_t k = 0; k < words.count; k++)
            copies[k] = str_copy(arena, words.items[k]);
        out.groups[i] = (struct cluster_group){sizes[i],
                                               rows->first[labels[i].typical],
                                               {copies, words.count},
                                               sizes[i] == 1};
    }
    for (size_t i = 0; i < rows->statements; i++) {
        int64_t mean = fits[rows->of[i]].mean;
        int64_t thousandths = (mean * 1000 + WEIGHT_ONE / 2) / WEIGHT_ONE;
        out.of[i] = groups->of[rows->of[i]];
        out.closeness[i] = (uint32_t)(thousandths > 1000 ? 1000 : thousandths);
    }
    return out;
}

bool cluster_statements(struct arena *arena, struct str_list statements,
                        struct cluster_options options, struct clusters *out,
                        struct error *err)
{
    if (statements.count > CLUSTER_MOST)
        return error_set(err, ERROR_LIMIT,
                         "there are %zu statements, and at most %d can be grouped at "
                         "once; group one section or one school at a time",
                         statements.count, CLUSTER_MOST);
    if (statements.count == 0) {
        *out = (struct clusters){0};
        return true;
    }
    struct arena *scratch = arena_new();
    struct stemmer *stemmer = stemmer_new();
    const struct topics *topics = topics_read(scratch);
    const struct rows *rows = rows_read(scratch, stemmer, topics, statements);
    struct grouping groups = group(scratch, rows, options);
    size_t *sizes = rank_groups(scratch, rows, &groups);
    /* What people are shown is plain likeness, not likeness beyond the mean. */
    const struct weights *plain = weights_of(scratch, rows, false);
    struct centres *centres = centres_of(scratch, plain, &groups);
    struct fit *fits = arena_array(scratch, struct fit, rows->count);
    for (size_t row = 0; row < rows->count; row++)
        fits[row] = centres_fit(centres, row);
    const struct label *labels = label_groups(scratch, rows, &groups, fits);
    *out = report(arena, rows, &groups, sizes, labels, fits);
    stemmer_free(stemmer);
    arena_free(scratch);
    return true;
}
