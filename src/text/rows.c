/* SPDX-License-Identifier: MIT */
#include "text/rows.h"

#include "base/table.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

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

/* What is known of a word in one of the forms in which it is written; most are written
 * often. */
struct form {
    struct str stem;
    uint64_t topics;
    bool common;
    uint32_t number; /* in the order in which forms were met, then: of its stem */
};

struct forms {
    struct form *items; /* (room) */
    size_t count, room;
    struct table known; /* number of each, by how it is written */
};

struct reading {
    struct arena *arena, *scratch;
    struct stemmer *stemmer;
    const struct topics *topics;
    struct forms forms;
};

static uint32_t form_of(struct reading *reading, struct str word)
{
    struct forms *forms = &reading->forms;
    bool is_new;
    uint64_t *number = table_add(&forms->known, table_key(word), &is_new);
    if (!is_new)
        return (uint32_t)*number;
    *number = forms->count;
    if (forms->count == forms->room) {
        forms->room = forms->room ? 2 * forms->room : 1024;
        struct form *more = arena_array(forms->known.arena, struct form, forms->room);
        if (forms->count)
            memcpy(more, forms->items, forms->count * sizeof *more);
        forms->items = more;
    }
    struct arena_mark mark = arena_mark(reading->scratch);
    struct str folded = unicode_fold(reading->scratch, word);
    forms->items[forms->count] =
        (struct form){word_stem(reading->arena, reading->stemmer, word),
                      topics_of(reading->topics, folded), word_is_common(folded),
                      (uint32_t)forms->count};
    arena_rewind(reading->scratch, mark);
    return (uint32_t)forms->count++;
}

static int compare_stems(const void *a, const void *b)
{
    return str_compare(((const struct form *)a)->stem, ((const struct form *)b)->stem);
}

/* Numbers the stems in the order of their text, and tells every token its own. */
static void number_stems(struct reading *reading, struct rows *rows)
{
    struct forms *forms = &reading->forms;
    uint32_t *stem_of = arena_array(forms->known.arena, uint32_t, forms->count);
    if (forms->count)
        qsort(forms->items, forms->count, sizeof forms->items[0], compare_stems);
    rows->stems = arena_array(reading->arena, struct str, forms->count);
    for (size_t i = 0; i < forms->count; i++) {
        const struct form *form = &forms->items[i];
        if (i == 0 || !str_equal(form->stem, form[-1].stem))
            rows->stems[rows->stem_count++] = form->stem;
        stem_of[form->number] = (uint32_t)(rows->stem_count - 1);
    }
    for (size_t i = 0; i < rows->start[rows->count]; i++)
        rows->tokens[i].stem = stem_of[rows->tokens[i].stem];
}

/* Gives each text's words to `tokens` from where its row starts, if it is there; how many
 * words those are. */
static size_t read_row(struct reading *reading, struct str text, struct token *tokens)
{
    struct arena_mark mark = arena_mark(reading->scratch);
    struct str_list words = words_of(reading->scratch, text);
    size_t count = words.count < ROWS_MOST_WORDS ? words.count : ROWS_MOST_WORDS;
    for (size_t i = 0; tokens && i < count; i++) {
        uint32_t number = form_of(reading, words.items[i]);
        const struct form *form = &reading->forms.items[number];
        tokens[i] =
            (struct token){words.items[i], number, form->topics, form->common, i == 0};
    }
    arena_rewind(reading->scratch, mark);
    return count;
}

static void read_tokens(struct reading *reading, struct rows *rows,
                        const struct str *texts)
{
    for (size_t row = 0; row < rows->count; row++)
        rows->start[row + 1] = rows->start[row] + read_row(reading, texts[row], NULL);
    rows->tokens = arena_array(reading->arena, struct token, rows->start[rows->count]);
    for (size_t row = 0; row < rows->count; row++)
        (void)read_row(reading, texts[row], rows->tokens + rows->start[row]);
    number_stems(reading, rows);
}

struct rows *rows_read(struct arena *arena, struct stemmer *stemmer,
                       const struct topics *topics, struct str_list statements)
{
    struct rows *rows = arena_alloc(arena, sizeof *rows);
    rows->statements = statements.count;
    rows->of = arena_array(arena, uint32_t, statements.count);
    rows->first = arena_array(arena, uint32_t, statements.count);
    rows->many = arena_array(arena, uint32_t, statements.count);
    struct arena *texts_arena = arena_new(), *words_arena = arena_new();
    struct reading reading = {.arena = arena,
                              .scratch = words_arena,
                              .stemmer = stemmer,
                              .topics = topics,
                              .forms.known.arena = texts_arena};
    const struct str *texts = share_rows(texts_arena, rows, statements);
    rows->start = arena_array(arena, size_t, rows->count + 1);
    read_tokens(&reading, rows, texts);
    arena_free(words_arena);
    arena_free(texts_arena);
    return rows;
}
