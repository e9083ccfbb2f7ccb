/* SPDX-License-Identifier: MIT */
#include "text/label.h"

#include "base/unicode.h"
#include "text/fixed.h"

#include <stdlib.h>

enum {
    TYPICAL_WORDS = 11,
    CENTRAL_PART = 5,
    LONGEST = 64,   /* bytes of a word that is worth showing */
    MOST_DIGITS = 3 /* more may be somebody's number, which is no word */
};

/* A word that says something, and where it stands. */
struct mention {
    uint32_t group, stem, row;
    uint32_t token;
};

struct mentions {
    struct mention *items;
    size_t count;
};

static int compare_mentions(const void *a, const void *b)
{
    const struct mention *left = a, *right = b;
    if (left->group != right->group)
        return left->group < right->group ? -1 : 1;
    if (left->stem != right->stem)
        return left->stem < right->stem ? -1 : 1;
    return (left->token > right->token) - (left->token < right->token);
}

/* How many digits there are, and whether there is nothing else. */
static size_t count_digits(struct str word, bool *only)
{
    size_t digits = 0;
    *only = true;
    while (word.len) {
        bool is_digit = unicode_kind(unicode_next(&word)) == UNICODE_DIGIT;
        digits += is_digit;
        *only = *only && is_digit;
    }
    return digits;
}

static bool is_digits(struct str word)
{
    bool only;
    return count_digits(word, &only) > 0 && only;
}

/* Whether the token is a long number, or a part of one: 01632 960 123. */
static bool is_number(const struct rows *rows, size_t row, size_t at)
{
    bool only;
    size_t digits = count_digits(rows->tokens[at].written, &only);
    if (!digits || !only)
        return digits > MOST_DIGITS;
    for (size_t i = at; i > rows->start[row] && is_digits(rows->tokens[i - 1].written);
         i--)
        digits += count_digits(rows->tokens[i - 1].written, &only);
    for (size_t i = at + 1;
         i < rows->start[row + 1] && is_digits(rows->tokens[i].written); i++)
        digits += count_digits(rows->tokens[i].written, &only);
    return digits > MOST_DIGITS;
}

static struct mentions list_mentions(struct arena *arena, const struct rows *rows,
                                     const struct grouping *groups)
{
    struct mentions all = {arena_array(arena, struct mention, rows->start[rows->count]),
                           0};
    for (size_t row = 0; row < rows->count; row++) {
        for (size_t i = rows->start[row]; i < rows->start[row + 1]; i++) {
            const struct token *token = &rows->tokens[i];
            if (!token->common && token->written.len > 1 &&
                token->written.len <= LONGEST && !is_number(rows, row, i))
                all.items[all.count++] = (struct mention){groups->of[row], token->stem,
                                                          (uint32_t)row, (uint32_t)i};
        }
    }
    if (all.count)
        qsort(all.items, all.count, sizeof all.items[0], compare_mentions);
    return all;
}

/* A stem that is said in a group: mentions `from` to `to`. */
struct keyword {
    size_t from, to;
    uint32_t group, stem;
    uint64_t statements;
    int64_t score;
};

struct keyword_list {
    struct keyword *items; /* by group */
    size_t count;
};

static struct keyword_list count_keywords(struct arena *arena, const struct rows *rows,
                                          const struct mentions *all)
{
    struct keyword_list words = {arena_array(arena, struct keyword, all->count), 0};
    for (size_t i = 0; i < all->count; i++) {
        const struct mention *here = &all->items[i], *before = i ? here - 1 : NULL;
        bool new = !before || before->group != here->group || before->stem != here->stem;
        if (new)
            words.items[words.count++] =
                (struct keyword){i, i, here->group, here->stem, 0, 0};
        struct keyword *word = &words.items[words.count - 1];
        word->to = i + 1;
        if (new || before->row != here->row)
            word->statements += rows->many[here->row];
    }
    return words;
}

/* said in the group * log(1 + mean words a group / said anywhere) */
static void score_keywords(struct arena *arena, struct keyword_list words,
                           size_t stem_count, size_t group_count)
{
    uint64_t *anywhere = arena_array(arena, uint64_t, stem_count);
    uint64_t total = 0;
    for (size_t i = 0; i < words.count; i++) {
        anywhere[words.items[i].stem] += words.items[i].statements;
        total += words.items[i].statements;
    }
    uint64_t mean = group_count ? total / group_count + 1 : 1;
    for (size_t i = 0; i < words.count; i++) {
        uint64_t said = anywhere[words.items[i].stem];
        words.items[i].score = (int64_t)words.items[i].statements *
                               (fixed_log2(mean + said) - fixed_log2(said));
    }
}

static int compare_keywords(const void *a, const void *b)
{
    const struct keyword *left = a, *right = b;
    if (left->group != right->group)
        return left->group < right->group ? -1 : 1;
    if (left->score != right->score)
        return left->score > right->score ? -1 : 1;
    return (left->stem > right->stem) - (left->stem < right->stem);
}

/* How a word is shown: as written, but without the capital that it has only
 * because its statement begins with it. */
static struct str shown(struct arena *arena, const struct token *token)
{
    struct str rest = token->written;
    if (!token->opens || !unicode_is_upper(unicode_next(&rest)))
        return token->written;
    while (rest.len)
        if (unicode_is_upper(unicode_next(&rest)))
            return token->written;
    return unicode_fold(arena, token->written);
}

/* The form written most often; of two, the shorter, then the first by byte. */
static struct str usual_form(struct arena *arena, const struct rows *rows,
                             const struct mentions *all, const struct keyword *word)
{
    size_t count = word->to - word->from, most = 0;
    struct str *forms = arena_array(arena, struct str, count);
    struct str usual = STR_NONE;
    for (size_t i = 0; i < count; i++)
        forms[i] = shown(arena, &rows->tokens[all->items[word->from + i].token]);
    qsort(forms, count, sizeof forms[0], str_compare_items);
    for (size_t from = 0, to = 0; from < count; from = to) {
        while (to < count && str_equal(forms[from], forms[to]))
            to++;
        if (to - from > most || (to - from == most && forms[from].len < usual.len)) {
            most = to - from;
            usual = forms[from];
        }
    }
    return usual;
}

/* Fills the keywords of every group. A word of one statement is shown only while
 * there are fewer than three. */
static void add_keywords(struct arena *arena, const struct rows *rows,
                         const struct grouping *groups, struct label *labels)
{
    struct mentions all = list_mentions(arena, rows, groups);
    struct keyword_list words = count_keywords(arena, rows, &all);
    score_keywords(arena, words, rows->stem_count, groups->count);
    if (words.count)
        qsort(words.items, words.count, sizeof words.items[0], compare_keywords);
    for (size_t i = 0; i < groups->count; i++)
        labels[i].keywords.items = arena_array(arena, struct str, LABEL_KEYWORDS);
    for (size_t i = 0; i < words.count; i++) {
        struct str_list *keywords = &labels[words.items[i].group].keywords;
        if (keywords->count == LABEL_KEYWORDS ||
            (keywords->count >= 3 && words.items[i].statements < 2))
            continue;
        keywords->items[keywords->count++] =
            usual_form(arena, rows, &all, &words.items[i]);
    }
}

/* Sorted so that the rows of a group stand together, the most central first. */
struct member {
    uint32_t group, row;
    int32_t centre;
};

static int compare_members(const void *a, const void *b)
{
    const struct member *left = a, *right = b;
    if (left->group != right->group)
        return left->group < right->group ? -1 : 1;
    if (left->centre != right->centre)
        return left->centre > right->centre ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

static size_t off_length(const struct rows *rows, size_t row)
{
    size_t words = rows->start[row + 1] - rows->start[row];
    return words > TYPICAL_WORDS ? words - TYPICAL_WORDS : TYPICAL_WORDS - words;
}

static void choose_typical(struct arena *arena, const struct rows *rows,
                           const struct grouping *groups, const struct fit *fits,
                           struct label *labels)
{
    struct member *members = arena_array(arena, struct member, rows->count);
    for (size_t row = 0; row < rows->count; row++)
        members[row] = (struct member){groups->of[row], (uint32_t)row, fits[row].centre};
    if (rows->count)
        qsort(members, rows->count, sizeof members[0], compare_members);
    for (size_t from = 0, to = 0; from < rows->count; from = to) {
        while (to < rows->count && members[to].group == members[from].group)
            to++;
        size_t central = (to - from + CENTRAL_PART - 1) / CENTRAL_PART;
        uint32_t best = members[from].row;
        for (size_t i = from + 1; i < from + central; i++)
            if (off_length(rows, members[i].row) < off_length(rows, best))
                best = members[i].row;
        labels[members[from].group].typical = best;
    }
}

struct label *label_groups(struct arena *arena, const struct rows *rows,
                           const struct grouping *groups, const struct fit *fits)
{
    struct label *labels = arena_array(arena, struct label, groups->count);
    add_keywords(arena, rows, groups, labels);
    choose_typical(arena, rows, groups, fits, labels);
    return labels;
}
