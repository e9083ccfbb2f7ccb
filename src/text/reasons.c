/* SPDX-License-Identifier: MIT */
#include "text/reasons.h"

#include "base/unicode.h"
#include "text/fixed.h"

#include <stdlib.h>

enum {
    LONGEST = 64,                /* bytes of a word that is worth showing */
    LOOKED_AT = 10,              /* neighbours of each, nearly the same ones among them */
    TWINS = WEIGHT_ONE / 20 * 19 /* how alike those are */
};

struct neighbours *reasons_near_by_meaning(struct arena *arena,
                                           const struct meaning *meaning)
{
    return near_find(arena, meaning->encoder, meaning->plain, meaning->rows, LOOKED_AT);
}

struct neighbours *reasons_near_by_words(struct arena *arena,
                                         const struct weights *weights)
{
    struct neighbours *near = neighbours_new(arena, weights->rows, LOOKED_AT);
    struct arena *scratch = arena_new();
    int32_t *shared = arena_array(scratch, int32_t, weights->rows);
    int32_t *alike = arena_array(scratch, int32_t, weights->rows);
    for (size_t row = 0; row < weights->rows; row++) {
        weights_compare(weights, row, shared, alike);
        for (size_t other = 0; other < row; other++)
            if (shared[other] > 0 && alike[other] > 0) {
                neighbours_offer(near, row, other, alike[other]);
                neighbours_offer(near, other, row, alike[other]);
            }
    }
    arena_free(scratch);
    return near;
}

/* A stem that is said in a group, by how many rows of it. */
struct said_in {
    uint32_t group, stem, rows, last; /* last: the row that was counted last */
};

static int compare_said(const void *a, const void *b)
{
    const struct said_in *left = a, *right = b;
    if (left->group != right->group)
        return left->group < right->group ? -1 : 1;
    if (left->stem != right->stem)
        return left->stem < right->stem ? -1 : 1;
    return (left->last > right->last) - (left->last < right->last);
}

static bool tells(const struct token *token)
{
    return !token->common && token->written.len > 1 && token->written.len <= LONGEST;
}

struct said_list {
    struct said_in *items; /* by group and stem, one of each */
    size_t count;
    uint32_t *anywhere; /* (stems): rows that say it */
};

static struct said_list count_said(struct arena *arena, const struct rows *rows,
                                   const struct grouping *groups)
{
    struct said_list said = {arena_array(arena, struct said_in, rows->start[rows->count]),
                             0, arena_array(arena, uint32_t, rows->stem_count)};
    size_t all = 0;
    for (size_t row = 0; row < rows->count; row++)
        for (size_t i = rows->start[row]; i < rows->start[row + 1]; i++)
            if (tells(&rows->tokens[i]))
                said.items[all++] = (struct said_in){
                    groups->of[row], rows->tokens[i].stem, 1, (uint32_t)row};
    if (all)
        qsort(said.items, all, sizeof *said.items, compare_said);
    for (size_t i = 0; i < all; i++) {
        struct said_in one = said.items[i];
        struct said_in *before = said.count ? &said.items[said.count - 1] : NULL;
        bool same = before && before->group == one.group && before->stem == one.stem;
        if (same && before->last == one.last)
            continue;
        said.anywhere[one.stem]++;
        if (same) {
            before->rows++;
            before->last = one.last;
        } else {
            said.items[said.count++] = one;
        }
    }
    return said;
}

static uint32_t said_by(const struct said_list *said, uint32_t group, uint32_t stem)
{
    size_t from = 0, to = said->count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        const struct said_in *one = &said->items[middle];
        if (one->group < group || (one->group == group && one->stem < stem))
            from = middle + 1;
        else
            to = middle;
    }
    const struct said_in *one = &said->items[from];
    return from < said->count && one->group == group && one->stem == stem ? one->rows : 0;
}

struct scored {
    int64_t score;
    uint32_t stem;
    struct str word;
};

/* The best first, of equal ones that which comes first in the text. */
static void keep_word(struct scored best[REASONS_WORDS], size_t *count, struct scored one)
{
    size_t at = *count;
    for (size_t i = 0; i < *count; i++)
        if (best[i].stem == one.stem)
            return;
    while (at && best[at - 1].score < one.score)
        at--;
    if (at == REASONS_WORDS)
        return;
    if (*count < REASONS_WORDS)
        ++*count;
    for (size_t i = *count - 1; i > at; i--)
        best[i] = best[i - 1];
    best[at] = one;
}

static struct str_list shared_words(struct arena *arena, const struct rows *rows,
                                    const struct said_list *said, uint32_t group,
                                    size_t row)
{
    struct scored best[REASONS_WORDS];
    size_t count = 0;
    for (size_t i = rows->start[row]; i < rows->start[row + 1]; i++) {
        const struct token *token = &rows->tokens[i];
        uint32_t others = tells(token) ? said_by(said, group, token->stem) : 0;
        if (others < 2)
            continue;
        int64_t rare =
            fixed_log2(rows->count + 1) - fixed_log2(said->anywhere[token->stem]);
        keep_word(best, &count,
                  (struct scored){others * (rare + 1), token->stem, token->written});
    }
    struct str_list words = {arena_array(arena, struct str, count), count};
    for (size_t i = 0; i < count; i++)
        words.items[i] = best[i].word;
    return words;
}

static bool denies(struct arena *arena, const struct rows *rows, size_t row)
{
    static const char *const words[] = {
        "no",     "not",     "never", "nobody", "none", "nothing", "nowhere", "nor",
        "cannot", "without", "cant",  "dont",   "wont", "isnt",    "didnt"};
    bool odd = false;
    for (size_t i = rows->start[row]; i < rows->start[row + 1]; i++) {
        struct str word = unicode_fold(arena, rows->tokens[i].written);
        bool one = str_ends(word, STR("n't")) || str_ends(word, STR("n’t"));
        for (size_t w = 0; w < sizeof words / sizeof words[0] && !one; w++)
            one = str_equal(word, str_of(words[w]));
        odd ^= one;
    }
    return odd;
}

/* Without any word that it knows, all is one to a model. */
static bool share_a_word(const struct rows *rows, size_t row, size_t other)
{
    for (size_t i = rows->start[row]; i < rows->start[row + 1]; i++)
        for (size_t n = rows->start[other]; n < rows->start[other + 1]; n++)
            if (rows->tokens[i].stem == rows->tokens[n].stem)
                return true;
    return false;
}

static uint32_t lowest(uint32_t *below, uint32_t row)
{
    while (below[row] != row)
        row = below[row] = below[below[row]];
    return row;
}

static void join_twins(const struct rows *rows, const struct neighbours *near,
                       uint32_t *twin)
{
    struct arena *scratch = arena_new();
    bool *denying = arena_array(scratch, bool, rows->count);
    for (size_t row = 0; row < rows->count; row++) {
        struct arena_mark mark = arena_mark(scratch);
        denying[row] = denies(scratch, rows, row);
        arena_rewind(scratch, mark);
        twin[row] = (uint32_t)row;
    }
    for (size_t row = 0; row < rows->count; row++)
        for (size_t i = 0; i < near->counts[row]; i++) {
            uint32_t other = near->row[row * near->most + i];
            if (near->alike[row * near->most + i] < TWINS ||
                denying[row] != denying[other] || !share_a_word(rows, row, other))
                continue;
            uint32_t a = lowest(twin, (uint32_t)row), b = lowest(twin, other);
            twin[a > b ? a : b] = a > b ? b : a;
        }
    for (size_t row = 0; row < rows->count; row++)
        twin[row] = lowest(twin, (uint32_t)row);
    arena_free(scratch);
}

struct row_reason *reasons_of(struct arena *arena, const struct rows *rows,
                              const struct grouping *groups,
                              const struct neighbours *near)
{
    struct row_reason *reasons = arena_array(arena, struct row_reason, rows->count);
    struct arena *scratch = arena_new();
    uint32_t *twin = arena_array(scratch, uint32_t, rows->count);
    struct said_list said = count_said(scratch, rows, groups);
    join_twins(rows, near, twin);
    for (size_t row = 0; row < rows->count; row++) {
        struct row_reason *reason = &reasons[row];
        reason->twin = twin[row];
        reason->shared = shared_words(arena, rows, &said, groups->of[row], row);
        for (size_t i = 0; i < near->counts[row] && i < REASONS_NEAR; i++)
            reason->near[reason->near_count++] = (struct likeness){
                near->row[row * near->most + i], near->alike[row * near->most + i]};
    }
    arena_free(scratch);
    return reasons;
}
