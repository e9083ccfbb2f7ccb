/* SPDX-License-Identifier: MIT */
#include "text/cluster.h"

#include "text/fixed.h"
#include "text/label.h"
#include "text/meaning.h"
#include "text/meaning_tree.h"
#include "text/place.h"
#include "text/told.h"

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

/* 0: by itself. */
static size_t count_wanted(struct cluster_options options, size_t rows)
{
    size_t count = options.count;
    if (options.grain)
        count = count_for_grain(options.grain, rows);
    return count < rows ? count : rows;
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
    size_t count = count_wanted(options, rows->count);
    const struct weights *weights = weights_of(arena, rows, rows->count >= FEW);
    return count ? group_by_count(arena, rows, weights, count)
                 : group_by_itself(arena, rows, weights);
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

/* The grain whose number of groups is nearest, the lowest of them. */
static int grain_for_count(size_t count, size_t rows)
{
    size_t least = SIZE_MAX;
    int best = 1;
    for (int grain = 1; grain <= 100; grain++) {
        size_t other = count_for_grain(grain, rows);
        size_t off = other > count ? other - count : count - other;
        if (off < least) {
            least = off;
            best = grain;
        }
    }
    return best;
}

/* Groups are those of `found`, if it has any; else they are found and ranked. */
static void find_by_words(struct arena *arena, const struct rows *rows,
                          struct cluster_options options, struct found *found)
{
    struct fit *fits = arena_array(arena, struct fit, rows->count);
    if (!found->groups.count) {
        found->groups = group(arena, rows, options);
        found->sizes = rank_groups(arena, rows, &found->groups);
    }
    /* What people are shown is plain likeness, not likeness beyond the mean. */
    const struct weights *plain = weights_of(arena, rows, false);
    struct centres *centres = centres_of(arena, plain, &found->groups);
    for (size_t row = 0; row < rows->count; row++)
        fits[row] = centres_fit(centres, row);
    found->fits = fits;
    found->margins = margins_by_words(arena, plain, &found->groups);
    if (options.explain)
        found->reasons =
            reasons_of(arena, rows, &found->groups, reasons_near_by_words(arena, plain));
    if (options.tree)
        found->tree =
            linkage_build(arena, weights_of(arena, rows, rows->count >= FEW), NULL);
}

static void find_by_meaning(struct arena *arena, const struct rows *rows,
                            struct str_list statements, struct cluster_options options,
                            struct found *found)
{
    size_t count = count_wanted(options, rows->count);
    const struct meaning *meaning = meaning_of(arena, options.encoder, rows, statements,
                                               options.progress, options.with);
    if (!found->groups.count) {
        found->groups = count ? meaning_by_count(arena, meaning, count)
                              : meaning_by_itself(arena, meaning);
        found->sizes = rank_groups(arena, rows, &found->groups);
    }
    found->fits = meaning_fits(arena, meaning, &found->groups);
    found->margins = margins_by_meaning(arena, meaning, &found->groups);
    if (options.explain)
        found->reasons = reasons_of(arena, rows, &found->groups,
                                    reasons_near_by_meaning(arena, meaning));
    if (options.tree)
        found->tree = meaning_tree(arena, options.encoder, MEANING_WARD, meaning->moved,
                                   meaning->many, rows->count, meaning->near);
}

static void find(struct arena *arena, const struct rows *rows, struct str_list statements,
                 struct cluster_options options, struct found *found)
{
    if (options.encoder)
        find_by_meaning(arena, rows, statements, options, found);
    else
        find_by_words(arena, rows, options, found);
    found->unsure =
        margins_unsure(arena, rows->many, rows->count, &found->groups, found->margins);
}

/* A quote that nobody is sure of stands for no group. */
static const struct label *label(struct arena *arena, const struct rows *rows,
                                 const struct found *found)
{
    struct fit *fits = arena_array(arena, struct fit, rows->count);
    for (size_t row = 0; row < rows->count; row++) {
        fits[row] = found->fits[row];
        if (found->unsure[row])
            fits[row].centre = INT32_MIN;
    }
    return label_groups(arena, rows, &found->groups, fits);
}

/* Groups that there are; see cluster_explain. */
struct given {
    const size_t *of;
    size_t count, asked;
};

static struct found found_given(struct arena *arena, const struct rows *rows,
                                const struct given *given)
{
    size_t *sizes = arena_array(arena, size_t, given->count);
    uint32_t *of = arena_array(arena, uint32_t, rows->count);
    for (size_t row = 0; row < rows->count; row++)
        of[row] = (uint32_t)given->of[rows->first[row]];
    of[rows->of[given->asked]] = (uint32_t)given->of[given->asked];
    for (size_t row = 0; row < rows->count; row++)
        sizes[of[row]] += rows->many[row];
    return (struct found){.groups = {given->count, of}, .sizes = sizes};
}

/* `given`: NULL where groups are to be found. */
static bool cluster(struct arena *arena, struct str_list statements,
                    const struct given *given, struct cluster_options options,
                    struct clusters *out, struct error *err)
{
    if (!cluster_has_room(statements.count, options.encoder != NULL,
                          cluster_megabytes_most(), err))
        return false;
    *out = (struct clusters){.grain = 1};
    if (statements.count == 0)
        return true;
    struct arena *scratch = arena_new();
    struct stemmer *stemmer = stemmer_new();
    const struct rows *rows =
        rows_read(scratch, stemmer, topics_read(scratch), statements);
    struct found found = {.groups = {0, NULL}};
    if (given)
        found = found_given(scratch, rows, given);
    find(scratch, rows, statements, options, &found);
    if (!given)
        found.labels = label(scratch, rows, &found);
    *out = told_of(arena, rows, &found);
    if (!given)
        out->grain = grain_for_count(out->count, rows->count);
    stemmer_free(stemmer);
    arena_free(scratch);
    return true;
}

bool cluster_statements(struct arena *arena, struct str_list statements,
                        struct cluster_options options, struct clusters *out,
                        struct error *err)
{
    return cluster(arena, statements, NULL, options, out, err);
}

bool cluster_explain(struct arena *arena, struct str_list statements, const size_t *of,
                     size_t count, size_t asked, struct cluster_options options,
                     struct clusters *out, struct error *err)
{
    struct given given = {of, count, asked};
    options.explain = true;
    return cluster(arena, statements, &given, options, out, err);
}
