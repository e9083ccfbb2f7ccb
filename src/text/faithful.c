/* SPDX-License-Identifier: MIT */
#include "text/faithful.h"

#include "base/unicode.h"

static const char *const turned[] = {
    "i",      "i'm", "i've", "i'd",  "i'll",  "me",      "my", "mine",
    "myself", "am",  "not",  "have", "don't", "haven't", "do", "go",
};
static const char *const hoped[] = {"can", "want", "to"};
static const char *const replaced[] = {
    "he",      "she",  "he's",     "she's", "he'd",    "she'd",   "he'll",
    "she'll",  "him",  "her",      "his",   "hers",    "himself", "my",
    "herself", "son",  "is",       "has",   "doesn't", "hasn't",  "isn't",
    "does",    "goes", "daughter", "son's", "child",   "child's", "daughter's",
};
static const char *const denials[] = {
    "not",   "no",      "never",    "nobody", "nothing", "none",    "neither", "nor",
    "noone", "without", "cannot",   "cant",   "dont",    "doesnt",  "didnt",   "isnt",
    "wont",  "wasnt",   "arent",    "havent", "hasnt",   "couldnt", "wouldnt", "hardly",
    "hadnt", "werent",  "shouldnt", "aint",   "nowhere", "barely",  "unless",
};

static bool is_in(struct str word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (str_equal(word, str_of(list[i])))
            return true;
    return false;
}

struct sentence {
    struct str_list words, stems; /* folded, with straight apostrophes */
};

static struct str straightened(struct arena *arena, struct str word)
{
    struct buf buf = BUF_IN(arena);
    for (size_t at; (at = str_find(word, STR("\u2019"))) != SIZE_MAX;) {
        buf_add(&buf, str_slice(word, 0, at));
        buf_add_byte(&buf, '\'');
        word = str_slice(word, at + STR("\u2019").len, word.len);
    }
    buf_add(&buf, word);
    return buf_str(&buf);
}

static struct sentence read_sentence(struct arena *arena, struct stemmer *stemmer,
                                     struct str text)
{
    struct sentence out = {.words = words_of(arena, text)};
    size_t count = out.words.count;
    out.stems = (struct str_list){arena_array(arena, struct str, count), count};
    for (size_t i = 0; i < count; i++) {
        out.words.items[i] = straightened(arena, unicode_fold(arena, out.words.items[i]));
        out.stems.items[i] = word_stem(arena, stemmer, out.words.items[i]);
    }
    return out;
}

static size_t denials_in(struct str_list words)
{
    size_t count = 0;
    for (size_t i = 0; i < words.count; i++)
        count += str_ends(words.items[i], STR("n't")) ||
                 is_in(words.items[i], denials, sizeof denials / sizeof denials[0]);
    return count;
}

/* Whether it stands in the other from its word `at` on. */
static bool stands_at(const struct sentence *text, const struct sentence *other,
                      size_t at, bool hope)
{
    size_t i = 0;
    while (i < text->words.count) {
        struct str word = text->words.items[i];
        if (at < other->words.count &&
            str_equal(text->stems.items[i], other->stems.items[at]))
            i++, at++;
        else if (is_in(word, turned, sizeof turned / sizeof turned[0]) ||
                 (hope && is_in(word, hoped, sizeof hoped / sizeof hoped[0])))
            i++;
        else if (at < other->words.count && is_in(other->words.items[at], replaced,
                                                  sizeof replaced / sizeof replaced[0]))
            at++;
        else
            return false;
    }
    return true;
}

enum faithful faithful_to(struct arena *arena, struct stemmer *stemmer, struct str text,
                          struct str other, bool hope)
{
    struct sentence ours = read_sentence(arena, stemmer, text);
    struct sentence theirs = read_sentence(arena, stemmer, other);
    bool stands = false;
    if (ours.words.count == 0)
        return FAITHFUL_EMPTY;
    for (size_t at = 0; at < theirs.words.count && !stands; at++)
        stands = stands_at(&ours, &theirs, at, hope);
    if (!stands)
        return FAITHFUL_OTHER;
    return denials_in(ours.words) == denials_in(theirs.words) ? FAITHFUL
                                                              : FAITHFUL_DENIES;
}
