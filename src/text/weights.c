/* SPDX-License-Identifier: MIT */
#include "text/weights.h"

#include "text/fixed.h"
#include "text/topics.h"

#include <stdlib.h>
#include <string.h>

/* In hundredths of a single word. A topic counts the more, the fewer statements
 * there are to learn likeness from: TOPIC_WORTH at 100 statements, half at 400. */
enum { WORD_WORTH = 100, PAIR_WORTH = 50, TOPIC_WORTH = 200, TOPIC_WORTH_AT = 100 };

/* A row near the mean has next to no direction of its own; without a floor, what
 * little there is would be blown up (and overflow the sums). */
enum { LEAST_LENGTH = WEIGHT_ONE / 2 };

/* One occurrence of a term in a row. A word's key is its stem, in the upper half;
 * a pair's has the second stem, plus one, in the lower; a topic's has the top bit, a
 * row's own the one below it. */
struct occurrence {
    uint64_t key;
    uint32_t row;
};

#define TOPIC_KEY ((uint64_t)1 << 63)
#define SELF_KEY ((uint64_t)1 << 62)

struct occurrences {
    struct occurrence *items;
    size_t count;
};

static int compare_occurrences(const void *a, const void *b)
{
    const struct occurrence *left = a, *right = b;
    if (left->key != right->key)
        return left->key < right->key ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

static void add(struct occurrences *all, uint64_t key, size_t row)
{
    all->items[all->count++] = (struct occurrence){key, (uint32_t)row};
}

static bool add_words(struct occurrences *all, const struct rows *rows, size_t row,
                      bool common)
{
    size_t before = all->count;
    for (size_t i = rows->start[row]; i < rows->start[row + 1]; i++)
        if (rows->tokens[i].common == common)
            add(all, (uint64_t)rows->tokens[i].stem << 32, row);
    return all->count > before;
}

/* Words that carry a topic; or, where there are none ("Yes"), all words; or, where
 * there are none of those either, only that the row is itself. Then pairs, common
 * words and all, for what people like and want is said in those. */
static void add_row(struct occurrences *all, const struct rows *rows, size_t row)
{
    uint64_t spoken_of = 0;
    if (!add_words(all, rows, row, false) && !add_words(all, rows, row, true))
        add(all, SELF_KEY | (uint64_t)row << 32, row);
    for (size_t i = rows->start[row]; i < rows->start[row + 1]; i++) {
        const struct token *token = &rows->tokens[i];
        if (!token->common)
            spoken_of |= token->topics;
        if (i > rows->start[row])
            add(all, (uint64_t)token[-1].stem << 32 | (token->stem + (uint64_t)1), row);
    }
    for (uint64_t i = 0; i < TOPICS_MOST; i++)
        if (spoken_of >> i & 1)
            add(all, TOPIC_KEY | i, row);
}

/* Every occurrence, sorted by key and row. */
static struct occurrences list_occurrences(struct arena *arena, const struct rows *rows)
{
    uint64_t any = 0;
    size_t tokens = rows->start[rows->count], a_row = 1;
    for (size_t i = 0; i < tokens; i++)
        any |= rows->tokens[i].topics;
    for (; any; any &= any - 1)
        a_row++;
    struct occurrences all = {
        arena_array(arena, struct occurrence, 2 * tokens + a_row * rows->count), 0};
    for (size_t row = 0; row < rows->count; row++)
        add_row(&all, rows, row);
    qsort(all.items, all.count, sizeof all.items[0], compare_occurrences);
    return all;
}

static int64_t worth_of(uint64_t key, size_t statements)
{
    if (key & TOPIC_KEY) {
        /* worth * square root of (TOPIC_WORTH_AT / statements), in hundredths */
        uint64_t root = fixed_root((uint64_t)statements * 10000 / TOPIC_WORTH_AT);
        int64_t worth = (int64_t)((uint64_t)TOPIC_WORTH * 100 / (root ? root : 1));
        return worth < TOPIC_WORTH ? worth : TOPIC_WORTH;
    }
    return (uint32_t)key ? PAIR_WORTH : WORD_WORTH;
}

/* (1 + ln often) * (1 + ln((1 + statements) / (1 + having))) * worth, times FIXED_ONE */
static int64_t raw_weight(size_t often, size_t statements, size_t having, int64_t worth)
{
    const int64_t ln2 = 45426, ln2_inverse = 94548; /* times FIXED_ONE */
    int64_t frequency = FIXED_ONE + (fixed_log2(often) * ln2 >> FIXED_BITS);
    int64_t rarity = fixed_log2(statements + 1) - fixed_log2(having + 1) + ln2_inverse;
    int64_t weight = (frequency * rarity >> FIXED_BITS) * ln2 >> FIXED_BITS;
    return weight * worth / 100;
}

/* Fills the postings of the term whose occurrences run from `from` to `to`. */
static size_t post_term(struct weights *weights, const struct occurrences *all,
                        size_t from, size_t statements, size_t at)
{
    size_t to = from, having = 0, first = at;
    uint64_t key = all->items[from].key;
    for (; to < all->count && all->items[to].key == key; to++) {
        uint32_t row = all->items[to].row;
        if (at == first || weights->posting_row[at - 1] != row) {
            weights->posting_row[at++] = row;
            having += weights->many[row];
        }
        weights->posting_weight[at - 1]++;
    }
    int64_t worth = worth_of(key, statements);
    for (size_t i = first; i < at; i++)
        weights->posting_weight[i] = (int32_t)raw_weight(
            (size_t)weights->posting_weight[i], statements, having, worth);
    weights->posting_start[++weights->terms] = at;
    return to;
}

static void post_terms(struct arena *arena, struct weights *weights,
                       const struct occurrences *all, size_t statements)
{
    weights->posting_start = arena_array(arena, size_t, all->count + 1);
    weights->posting_row = arena_array(arena, uint32_t, all->count);
    weights->posting_weight = arena_array(arena, int32_t, all->count);
    for (size_t i = 0; i < all->count;)
        i = post_term(weights, all, i, statements,
                      weights->posting_start[weights->terms]);
}

/* Every row to length 1. */
static void make_unit(struct arena *arena, struct weights *weights)
{
    size_t count = weights->posting_start[weights->terms];
    uint64_t *length = arena_array(arena, uint64_t, weights->rows);
    for (size_t i = 0; i < count; i++) {
        uint64_t weight = (uint64_t)weights->posting_weight[i];
        length[weights->posting_row[i]] += weight * weight;
    }
    for (size_t i = 0; i < weights->rows; i++)
        length[i] = fixed_root(length[i]) ? fixed_root(length[i]) : 1;
    for (size_t i = 0; i < count; i++)
        weights->posting_weight[i] =
            (int32_t)((int64_t)weights->posting_weight[i] * WEIGHT_ONE /
                      (int64_t)length[weights->posting_row[i]]);
}

/* Takes the mean away from every row and makes it length 1 again. */
static void centre(struct arena *arena, struct weights *weights, size_t statements)
{
    int64_t *to_mean = arena_array(arena, int64_t, weights->rows); /* row times mean */
    int64_t *square = arena_array(arena, int64_t, weights->rows);
    int64_t *length = arena_array(arena, int64_t, weights->rows);
    int64_t mean_square = 0;
    for (size_t term = 0; term < weights->terms; term++) {
        int64_t sum = 0;
        size_t from = weights->posting_start[term], to = weights->posting_start[term + 1];
        for (size_t i = from; i < to; i++)
            sum += (int64_t)weights->many[weights->posting_row[i]] *
                   weights->posting_weight[i];
        for (size_t i = from; i < to; i++) {
            int64_t weight = weights->posting_weight[i];
            to_mean[weights->posting_row[i]] += weight * sum;
            square[weights->posting_row[i]] += weight * weight;
        }
    }
    for (size_t row = 0; row < weights->rows; row++) {
        to_mean[row] /= (int64_t)statements;
        mean_square += to_mean[row] * weights->many[row];
    }
    mean_square /= (int64_t)statements;
    for (size_t row = 0; row < weights->rows; row++) {
        int64_t left = square[row] - 2 * to_mean[row] + mean_square;
        length[row] = (int64_t)fixed_root(left > 0 ? (uint64_t)left : 0);
        if (length[row] < LEAST_LENGTH)
            length[row] = LEAST_LENGTH;
        weights->reach[row] = (int64_t)WEIGHT_ONE * WEIGHT_ONE / length[row];
        weights->lift[row] = (to_mean[row] - mean_square / 2) / length[row];
    }
    for (size_t i = 0; i < weights->posting_start[weights->terms]; i++)
        weights->posting_weight[i] =
            (int32_t)((int64_t)weights->posting_weight[i] * WEIGHT_ONE /
                      length[weights->posting_row[i]]);
}

/* The same weights by row. */
static void turn(struct arena *arena, struct weights *weights)
{
    size_t count = weights->posting_start[weights->terms];
    size_t *next = arena_array(arena, size_t, weights->rows + 1);
    weights->term = arena_array(arena, uint32_t, count);
    weights->weight = arena_array(arena, int32_t, count);
    for (size_t i = 0; i < count; i++)
        weights->start[weights->posting_row[i] + 1]++;
    for (size_t row = 0; row < weights->rows; row++) {
        weights->start[row + 1] += weights->start[row];
        next[row] = weights->start[row];
    }
    for (size_t term = 0; term < weights->terms; term++) {
        for (size_t i = weights->posting_start[term];
             i < weights->posting_start[term + 1]; i++) {
            size_t at = next[weights->posting_row[i]]++;
            weights->term[at] = (uint32_t)term;
            weights->weight[at] = weights->posting_weight[i];
        }
    }
}

struct weights *weights_of(struct arena *arena, const struct rows *rows, bool centred)
{
    struct weights *weights = arena_alloc(arena, sizeof *weights);
    struct occurrences all = list_occurrences(arena, rows);
    weights->rows = rows->count;
    weights->many = rows->many;
    weights->start = arena_array(arena, size_t, rows->count + 1);
    weights->lift = arena_array(arena, int64_t, rows->count);
    weights->reach = arena_array(arena, int64_t, rows->count);
    post_terms(arena, weights, &all, rows->statements);
    make_unit(arena, weights);
    if (centred)
        centre(arena, weights, rows->statements);
    turn(arena, weights);
    return weights;
}

void weights_compare(const struct weights *weights, size_t row, int32_t *shared,
                     int32_t *alike)
{
    memset(shared, 0, row * sizeof shared[0]);
    for (size_t i = weights->start[row]; i < weights->start[row + 1]; i++) {
        size_t at = weights->posting_start[weights->term[i]];
        for (; weights->posting_row[at] < row; at++)
            shared[weights->posting_row[at]] +=
                weights->weight[i] * weights->posting_weight[at];
    }
    int64_t lift = weights->lift[row], reach = weights->reach[row];
    for (size_t j = 0; j < row; j++) {
        int64_t product = shared[j] - lift * weights->reach[j] - weights->lift[j] * reach;
        int64_t likeness = product / WEIGHT_ONE;
        if (likeness > WEIGHT_ONE)
            likeness = WEIGHT_ONE;
        if (likeness < -WEIGHT_ONE)
            likeness = -WEIGHT_ONE;
        alike[j] = (int32_t)likeness;
    }
}
