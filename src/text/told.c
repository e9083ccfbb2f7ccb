/* SPDX-License-Identifier: MIT */
#include "text/told.h"

#include "text/merges.h"

#include <stdlib.h>

static int32_t thousandths(int64_t likeness)
{
    int64_t half = likeness < 0 ? -WEIGHT_ONE / 2 : WEIGHT_ONE / 2;
    return (int32_t)((likeness * 1000 + half) / WEIGHT_ONE);
}

static uint32_t closeness(int64_t likeness)
{
    int32_t out = thousandths(likeness);
    return out < 0 ? 0 : out > 1000 ? 1000 : (uint32_t)out;
}

static struct str_list copy_list(struct arena *arena, struct str_list words)
{
    struct str_list out = {arena_array(arena, struct str, words.count), words.count};
    for (size_t i = 0; i < words.count; i++)
        out.items[i] = str_copy(arena, words.items[i]);
    return out;
}

static void tell_groups(struct arena *arena, const struct rows *rows,
                        const struct found *found, struct clusters *out)
{
    for (size_t g = 0; g < out->count; g++) {
        struct cluster_group *group = &out->groups[g];
        group->size = found->sizes[g];
        group->alone = group->size == 1;
        if (!found->labels)
            continue;
        group->typical = group->boundary = rows->first[found->labels[g].typical];
        group->keywords = copy_list(arena, found->labels[g].keywords);
    }
}

static void tell_statements(const struct rows *rows, const struct found *found,
                            struct clusters *out)
{
    for (size_t i = 0; i < rows->statements; i++) {
        uint32_t row = rows->of[i], next = found->margins[row].next;
        out->of[i] = found->groups.of[row];
        out->closeness[i] = closeness(found->fits[row].mean);
        out->next[i] = next == NOT_PLACED ? out->of[i] : next;
        out->margin[i] = thousandths(found->margins[row].more);
        out->unsure[i] = found->unsure[row];
        out->unsure_count += found->unsure[row];
    }
}

/* The lowest of the sure rows, by margin, and how tight the group is. */
static void measure_groups(struct arena *arena, const struct rows *rows,
                           const struct found *found, struct clusters *out)
{
    uint64_t *sum = arena_array(arena, uint64_t, out->count);
    uint32_t *least = arena_array(arena, uint32_t, out->count);
    bool *any = arena_array(arena, bool, out->count);
    for (uint32_t row = 0; row < rows->count; row++) {
        uint32_t g = found->groups.of[row];
        if (!found->unsure[row] &&
            (!any[g] || found->margins[row].more < found->margins[least[g]].more)) {
            least[g] = row;
            any[g] = true;
        }
        sum[g] += (uint64_t)rows->many[row] * closeness(found->fits[row].mean);
    }
    for (size_t g = 0; g < out->count; g++) {
        if (any[g])
            out->groups[g].boundary = rows->first[least[g]];
        if (found->sizes[g] > 1)
            out->groups[g].tight =
                (uint32_t)((sum[g] + found->sizes[g] / 2) / found->sizes[g]);
    }
}

struct doubt {
    int32_t more;
    uint32_t row;
    size_t statement;
};

static int compare_doubts(const void *a, const void *b)
{
    const struct doubt *left = a, *right = b;
    if (left->more != right->more)
        return left->more < right->more ? -1 : 1;
    if (left->row != right->row)
        return left->row < right->row ? -1 : 1;
    return (left->statement > right->statement) - (left->statement < right->statement);
}

static void sort_unsure(struct arena *arena, const struct rows *rows,
                        const struct found *found, struct clusters *out)
{
    struct arena *scratch = arena_new();
    struct doubt *doubts = arena_array(scratch, struct doubt, out->unsure_count);
    size_t count = 0;
    for (size_t i = 0; i < rows->statements; i++)
        if (out->unsure[i])
            doubts[count++] =
                (struct doubt){found->margins[rows->of[i]].more, rows->of[i], i};
    if (count)
        qsort(doubts, count, sizeof *doubts, compare_doubts);
    out->least_sure = arena_array(arena, size_t, count);
    for (size_t i = 0; i < count; i++)
        out->least_sure[i] = doubts[i].statement;
    arena_free(scratch);
}

static struct reason *tell_reasons(struct arena *arena, const struct rows *rows,
                                   const struct row_reason *found)
{
    struct reason *reasons = arena_array(arena, struct reason, rows->statements);
    struct reason *of_rows = arena_array(arena, struct reason, rows->count);
    for (size_t row = 0; row < rows->count; row++) {
        struct reason *out = &of_rows[row];
        out->shared = copy_list(arena, found[row].shared);
        out->near_count = found[row].near_count;
        for (size_t i = 0; i < out->near_count; i++) {
            struct likeness near = found[row].near[i];
            out->near[i] =
                (struct near_statement){rows->first[near.row], closeness(near.alike)};
        }
        /* Of the rows that say nearly the same, the statement that comes first. */
        size_t *first = &of_rows[found[row].twin].twin;
        if (found[row].twin == row || rows->first[row] < *first)
            *first = rows->first[row];
    }
    for (size_t i = 0; i < rows->statements; i++) {
        reasons[i] = of_rows[rows->of[i]];
        reasons[i].twin = of_rows[found[rows->of[i]].twin].twin;
    }
    return reasons;
}

struct clusters told_of(struct arena *arena, const struct rows *rows,
                        const struct found *found)
{
    size_t count = rows->statements;
    struct clusters out = {
        .count = found->groups.count,
        .groups = arena_array(arena, struct cluster_group, found->groups.count),
        .of = arena_array(arena, size_t, count),
        .closeness = arena_array(arena, uint32_t, count),
        .next = arena_array(arena, size_t, count),
        .margin = arena_array(arena, int32_t, count),
        .unsure = arena_array(arena, bool, count)};
    tell_groups(arena, rows, found, &out);
    tell_statements(rows, found, &out);
    measure_groups(arena, rows, found, &out);
    sort_unsure(arena, rows, found, &out);
    if (found->reasons)
        out.reasons = tell_reasons(arena, rows, found->reasons);
    if (found->tree)
        out.merges = merges_of(arena, rows, found->tree);
    return out;
}

struct str cluster_tightness(uint32_t tight, bool by_meaning)
{
    uint32_t very = by_meaning ? 450 : 250, alike = by_meaning ? 250 : 120;
    if (tight >= very)
        return STR("very_much_alike");
    return tight >= alike ? STR("alike") : STR("loosely_alike");
}
