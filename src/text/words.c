/* SPDX-License-Identifier: MIT */
#include "text/words.h"

#include "base/unicode.h"

#include <libstemmer.h>
#include <stdlib.h>
#include <string.h>

/* Sorted by byte. What people like and dislike, want and need is what they say
 * about a topic, not the topic: such words are here too. */
static const char *const common_words[] = {
    "a",         "able",       "about",      "after",   "again",    "against",
    "ain't",     "aint",       "all",        "almost",  "along",    "already",
    "also",      "although",   "always",     "am",      "among",    "an",
    "and",       "another",    "any",        "anybody", "anyone",   "anything",
    "are",       "aren't",     "arent",      "around",  "as",       "at",
    "away",      "back",       "be",         "because", "become",   "been",
    "before",    "being",      "below",      "between", "both",     "but",
    "by",        "can",        "can't",      "cannot",  "cant",     "come",
    "comes",     "coming",     "cos",        "could",   "couldn't", "couldnt",
    "coz",       "did",        "didn't",     "didnt",   "do",       "does",
    "doesn't",   "doesnt",     "doing",      "don't",   "done",     "dont",
    "down",      "during",     "each",       "eg",      "either",   "else",
    "enough",    "especially", "etc",        "even",    "ever",     "every",
    "everybody", "everyone",   "everything", "few",     "for",      "from",
    "further",   "gave",       "get",        "gets",    "getting",  "give",
    "given",     "gives",      "giving",     "go",      "goes",     "going",
    "gone",      "gonna",      "good",       "got",     "gotta",    "great",
    "had",       "hadn't",     "hadnt",      "has",     "hasn't",   "hasnt",
    "have",      "haven't",    "havent",     "having",  "he",       "he'd",
    "he'll",     "he's",       "her",        "here",    "hers",     "herself",
    "him",       "himself",    "his",        "how",     "however",  "i",
    "i'd",       "i'll",       "i'm",        "i've",    "id",       "ie",
    "if",        "im",         "in",         "into",    "is",       "isn't",
    "isnt",      "it",         "it's",       "its",     "itself",   "ive",
    "just",      "knew",       "know",       "knows",   "less",     "let",
    "let's",     "lets",       "like",       "liked",   "likes",    "little",
    "lot",       "lots",       "made",       "make",    "makes",    "making",
    "many",      "may",        "maybe",      "me",      "might",    "mine",
    "more",      "most",       "much",       "must",    "my",       "myself",
    "n",         "need",       "needed",     "needs",   "never",    "nice",
    "no",        "nobody",     "none",       "nope",    "nor",      "not",
    "nothing",   "now",        "of",         "off",     "often",    "ok",
    "okay",      "on",         "once",       "one",     "only",     "onto",
    "or",        "other",      "others",     "our",     "ours",     "ourselves",
    "out",       "over",       "own",        "people",  "perhaps",  "person",
    "please",    "pls",        "plz",        "put",     "quite",    "r",
    "rather",    "really",     "s",          "said",    "same",     "saw",
    "say",       "saying",     "says",       "see",     "seen",     "shall",
    "she",       "she'd",      "she'll",     "she's",   "should",   "shouldn't",
    "shouldnt",  "since",      "so",         "some",    "somebody", "someone",
    "something", "sometimes",  "still",      "such",    "t",        "take",
    "taken",     "takes",      "taking",     "than",    "that",     "that's",
    "thats",     "the",        "their",      "theirs",  "them",     "themselves",
    "then",      "there",      "there's",    "theres",  "these",    "they",
    "they'd",    "they'll",    "they're",    "they've", "thing",    "things",
    "think",     "thinks",     "this",       "those",   "though",   "thought",
    "through",   "to",         "too",        "took",    "towards",  "u",
    "under",     "unless",     "until",      "up",      "upon",     "ur",
    "us",        "use",        "used",       "using",   "usually",  "very",
    "wanna",     "want",       "wanted",     "wants",   "was",      "wasn't",
    "wasnt",     "way",        "we",         "we'd",    "we'll",    "we're",
    "we've",     "well",       "went",       "were",    "weren't",  "werent",
    "what",      "what's",     "whatever",   "when",    "where",    "whether",
    "which",     "while",      "who",        "who's",   "whole",    "whom",
    "whose",     "why",        "will",       "wish",    "with",     "within",
    "without",   "won't",      "wont",       "would",   "wouldn't", "wouldnt",
    "yeah",      "yep",        "yes",        "yet",     "you",      "you'd",
    "you'll",    "you're",     "you've",     "your",    "yours",    "yourself",
};

struct stemmer {
    struct sb_stemmer *inside;
};

struct stemmer *stemmer_new(void)
{
    /* NULL means UTF-8; English is always there, so this fails only for memory. */
    struct stemmer *stemmer = memory_take(sizeof *stemmer);
    stemmer->inside = sb_stemmer_new("english", NULL);
    if (!stemmer->inside)
        abort();
    return stemmer;
}

void stemmer_free(struct stemmer *stemmer)
{
    if (!stemmer)
        return;
    sb_stemmer_delete(stemmer->inside);
    memory_give_back(stemmer);
}

struct str word_stem(struct arena *arena, struct stemmer *stemmer, struct str word)
{
    struct str folded = unicode_fold(arena, word);
    if (folded.len > INT32_MAX / 2)
        return folded;
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer->inside, (const sb_symbol *)folded.ptr, (int)folded.len);
    if (!stem)
        abort();
    size_t len = (size_t)sb_stemmer_length(stemmer->inside);
    return str_copy(arena, (struct str){(const char *)stem, len});
}

static int compare_common(const void *key, const void *item)
{
    return str_compare(*(const struct str *)key, str_of(*(const char *const *)item));
}

bool word_is_common(struct str folded)
{
    return bsearch(&folded, common_words, sizeof common_words / sizeof common_words[0],
                   sizeof common_words[0], compare_common) != NULL;
}

static bool is_apostrophe(uint32_t character)
{
    return character == '\'' || character == 0x2018 || character == 0x2019;
}

/* Chinese and Japanese characters, which stand without spaces. */
static bool stands_alone(uint32_t character)
{
    return (character >= 0x3040 && character <= 0x30FF) ||
           (character >= 0x3400 && character <= 0x4DBF) ||
           (character >= 0x4E00 && character <= 0x9FFF) ||
           (character >= 0xF900 && character <= 0xFAFF) ||
           (character >= 0x20000 && character <= 0x3FFFF);
}

/* Marks that choose how the symbol before them looks; by their category they
 * would count as letters, and an emoji would become a word. */
static bool chooses_look(uint32_t character)
{
    return (character >= 0xFE00 && character <= 0xFE0F) ||
           (character >= 0xE0100 && character <= 0xE01EF);
}

static bool is_word_part(uint32_t character)
{
    if (character < 0x80)
        return (character >= 'a' && character <= 'z') ||
               (character >= 'A' && character <= 'Z') ||
               (character >= '0' && character <= '9');
    if (chooses_look(character))
        return false;
    enum unicode_kind kind = unicode_kind(character);
    return kind == UNICODE_LETTER || kind == UNICODE_DIGIT;
}

/* Moves `rest` past one word, which it begins with. */
static void skip_word(struct str *rest)
{
    if (stands_alone(unicode_next(rest)))
        return;
    while (rest->len) {
        struct str after = *rest;
        uint32_t character = unicode_next(&after);
        if (is_apostrophe(character) && after.len) {
            struct str beyond = after;
            character = unicode_next(&beyond);
            after = beyond;
        }
        if (!is_word_part(character) || stands_alone(character))
            return;
        *rest = after;
    }
}

/* The next word at or after the start of `rest`, which moves past it. */
static bool next_word(struct str *rest, struct str *word)
{
    while (rest->len) {
        struct str from = *rest;
        if (is_word_part(unicode_next(rest))) {
            *rest = from;
            skip_word(rest);
            *word = (struct str){from.ptr, from.len - rest->len};
            return true;
        }
    }
    return false;
}

struct str_list words_of(struct arena *arena, struct str text)
{
    struct str_list words = {NULL, 0};
    struct str rest = text, word;
    while (next_word(&rest, &word))
        words.count++;
    words.items = arena_array(arena, struct str, words.count);
    rest = text;
    for (size_t i = 0; next_word(&rest, &word); i++)
        words.items[i] = word;
    return words;
}
