/* SPDX-License-Identifier: MIT */
#include "text/rows.h"

#include "base/unicode.h"

#include <stdlib.h>

struct entry {
    struct str folded, text;
    uint32_t statement;
};

/* By the text as written too: of two that differ in capitals, the same one
 * speaks for both, whichever came first. */
static int compare_entries(const void *a, const void *b)
{
    const struct entry *left = a, *right = b;
    int order = str_compare(left->folded, right->folded);
    if (order == 0)
        order = str_compare(left->text, right->text);
    if (order == 0)
        order =
            (left->statement > right->statement) - (left->statement < right->statement);
    return order;
}

/* Gives every statement its row and returns the text that speaks for each row. */
static struct str *share_rows(struct arena *arena, struct rows *rows,
                              struct str_list statements)
{
    size_t count = statements.count;
    struct entry *entries = arena_array(arena, struct entry, count);
    struct str *texts = arena_array(arena, struct str, count);
    for (size_t i = 0; i < count; i++)
        entries[i] = (struct entry){unicode_fold(arena, statements.items[i]),
                                    statements.items[i], (uint32_t)i};
    qsort(entries, count, sizeof entries[0], compare_entries);
    for (size_t i = 0; i < count; i++) {
        uint32_t statement = entries[i].statement;
        if (i == 0 || !str_equal(entries[i].folded, entries[i - 1].folded)) {
            texts[rows->count] = entries[i].text;
            rows->first[rows->count++] = statement;
        }
        size_t row = rows->count - 1;
        rows->of[statement] = (uint32_t)row;
        rows->many[row]++;
        if (statement < rows->first[row])
            rows->first[row] = statement;
    }
    return texts;
}

struct stem_place {
    struct str stem;
    size_t token;
};

static int compare_stems(const void *a, const void *b)
{
    return str_compare(((const struct stem_place *)a)->stem,
                       ((const struct stem_place *)b)->stem);
}

/* Numbers the stems in the order of their text. */
static void number_stems(struct arena *arena, struct rows *rows,
                         struct stem_place *places, size_t count)
{
    qsort(places, count, sizeof places[0], compare_stems);
    rows->stems = arena_array(arena, struct str, count);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || !str_equal(places[i].stem, places[i - 1].stem))
            rows->stems[rows->stem_count++] = places[i].stem;
        rows->tokens[places[i].token].stem = (uint32_t)(rows->stem_count - 1);
    }
}

static void read_tokens(struct arena *arena, struct rows *rows, struct stemmer *stemmer,
                        const struct topics *topics, const struct str *texts)
{
    struct str_list *words = arena_array(arena, struct str_list, rows->count);
    for (size_t row = 0; row < rows->count; row++) {
        words[row] = words_of(arena, texts[row]);
        if (words[row].count > ROWS_MOST_WORDS)
            words[row].count = ROWS_MOST_WORDS;
        rows->start[row + 1] = rows->start[row] + words[row].count;
    }
    size_t count = rows->start[rows->count];
    struct stem_place *places = arena_array(arena, struct stem_place, count);
    rows->tokens = arena_array(arena, struct token, count);
    for (size_t row = 0; row < rows->count; row++) {
        for (size_t i = 0; i < words[row].count; i++) {
            size_t at = rows->start[row] + i;
            struct str word = words[row].items[i], folded = unicode_fold(arena, word);
            places[at] = (struct stem_place){word_stem(arena, stemmer, word), at};
            rows->tokens[at] = (struct token){word, 0, topics_of(topics, folded),
                                              word_is_common(folded), i == 0};
        }
    }
    number_stems(arena, rows, places, count);
}

struct rows *rows_read(struct arena *arena, struct stemmer *stemmer,
                       const struct topics *topics, struct str_list statements)
{
    struct rows *rows = arena_alloc(arena, sizeof *rows);
    rows->statements = statements.count;
    rows->of = arena_array(arena, uint32_t, statements.count);
    rows->first = arena_array(arena, uint32_t, statements.count);
    rows->many = arena_array(arena, uint32_t, statements.count);
    struct str *texts = share_rows(arena, rows, statements);
    rows->start = arena_array(arena, size_t, rows->count + 1);
    read_tokens(arena, rows, stemmer, topics, texts);
    return rows;
}
