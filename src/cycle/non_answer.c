/* SPDX-License-Identifier: MIT */
#include "cycle/non_answer.h"

#include "base/unicode.h"

#include <string.h>

enum {
    LONGEST = 80, /* bytes: no non-answer is longer */
    MOST_WORDS = 16
};

/* A short text as bare lower-case words, without apostrophes: "N/A" is n a,
 * "Didn’t attend!" is didnt attend. */
struct plain {
    char text[LONGEST + 1];
    struct str words[MOST_WORDS];
    size_t count;
    size_t letters, digits;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Punctuation and spaces; symbols and pictures are not, for they can be an answer. */
static bool is_filling(uint32_t character)
{
    if (character < 0x80)
        return !is_letter((char)character) && !is_digit((char)character);
    return character <= 0xBF || (character >= 0x2000 && character <= 0x206F) ||
           character == 0xFEFF || character == 0xFFFD;
}

/* Takes one character: as a byte, ' ' for what stands between words, NUL for an
 * apostrophe. False for one that no non-answer holds. */
static bool take_plain(struct str *text, char *c)
{
    *c = text->ptr[0];
    if ((unsigned char)*c < 0x80) {
        *text = (struct str){text->ptr + 1, text->len - 1};
        if (*c == '\'')
            *c = '\0';
        else if (!is_letter(*c) && !is_digit(*c))
            *c = ' ';
        return true;
    }
    uint32_t character = unicode_next(text);
    *c = character == 0x2018 || character == 0x2019 ? '\0' : ' ';
    return is_filling(character);
}

static bool is_all_filling(struct str text)
{
    while (text.len)
        if (!is_filling(unicode_next(&text)))
            return false;
    return true;
}

static void cut_words(struct plain *plain, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        size_t from = i;
        while (i < len && plain->text[i] != ' ')
            i++;
        if (i > from && plain->count < MOST_WORDS)
            plain->words[plain->count++] = (struct str){plain->text + from, i - from};
    }
}

/* False where the text is too long, or holds what no non-answer does. */
static bool make_plain(struct str text, struct plain *plain)
{
    size_t len = 0;
    *plain = (struct plain){.count = 0};
    if (text.len > LONGEST)
        return false;
    while (text.len) {
        char c;
        if (!take_plain(&text, &c))
            return false;
        if (c == '\0')
            continue;
        if (c == ' ' && (len == 0 || plain->text[len - 1] == ' '))
            continue;
        plain->letters += is_letter(c);
        plain->digits += is_digit(c);
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        plain->text[len++] = c;
    }
    cut_words(plain, len);
    return plain->count < MOST_WORDS;
}

/* Whether `list`, words between single spaces, holds `word`. */
static bool holds(const char *list, struct str word)
{
    for (struct str rest = str_of(list); rest.len;)
        if (str_equal(str_cut(&rest, ' '), word))
            return true;
    return false;
}

/* How many words of `phrase` the text starts with, from word `at`: all, or 0. */
static size_t starts_with(const struct plain *plain, size_t at, const char *phrase)
{
    if (at >= plain->count)
        return 0;
    size_t count = 1;
    const char *text = plain->words[at].ptr; /* one space between words, then NUL */
    for (; *phrase && *phrase == *text; phrase++, text++)
        count += *phrase == ' ';
    if (*phrase || (*text && *text != ' '))
        return 0;
    return count;
}

static const char *const whole[] = {
    "n a",
    "na",
    "none",
    "nil",
    "null",
    "nan",
    "tbc",
    "tba",
    "tbd",
    "to be confirmed",
    "to be added",
    "to be completed",
    "to follow",
    "pending",
    "unknown",
    "nk",
    "n k",
    "ditto",
    "same",
    "no change",
    "no changes",
    "unchanged",
    "dna",
    "absent",
    "apologies",
    "declined",
    "refused",
    "not present",
    "was not present",
    "did not engage",
    "didnt engage",
    "blank",
    "left blank",
    "empty",
    "missing",
    "in report",
    "in the report",
    "in plan",
    "in the plan",
    "ref",
    "awaiting views",
    "awaiting form",
    "overleaf",
    "attached",
    "to be discussed",
    "value",
    "name",
};

static bool is_whole(const struct plain *plain)
{
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++) {
        size_t count = starts_with(plain, 0, whole[i]);
        if (count && count == plain->count)
            return true;
    }
    return false;
}

/* An opening, then only words of `key` and `filler`, at least one of them `key`. */
struct pattern {
    const char *openings[16];
    const char *key, *filler;
};

/* Points to where the words are, and is not the words: "see report". */
static const struct pattern pointer = {
    {"see", "please see", "pls see", "refer to", "please refer to", "as per", "per",
     "as in", "as", "same as", "the same as", "as for", "much the same as", "taken from"},
    "above below before previous previously last report reports review reviews plan "
    "plans "
    "ehcp ehc form forms notes minutes document documents attached attachment appendix "
    "overleaf page profile advice paperwork sheet file discussed stated recorded section",
    "the a an in on of and or for from my his her their pupil student school college "
    "parent parents parental family annual pfa eh full written separate other earlier "
    "already this that one year years years time times term views comments details dated "
    "professional professionals submitted returned meeting s b c d e f g"};

/* Says that nothing was given: "no views recorded", "not known at this time". */
static const struct pattern nothing_given = {
    {"no", "not", "none", "nothing", "no further", "no other", "no additional",
     "view not", "views not", "comment not", "comments not", "information not",
     "response not"},
    "view views comment comments response responses reply answer answers information "
    "info "
    "data feedback contribution contributions input opinion opinions given recorded "
    "expressed shared offered provided supplied stated available known applicable "
    "discussed completed obtained sought collected received returned submitted noted "
    "captured attend attended attendance attending add report record",
    "to at in the this that time present moment currently review meeting was were is are "
    "has have been yet able for or and any by on about it yp young person child pupil "
    "student please here"};

/* Was not there, or did not want to: "YP did not attend the review". */
static const struct pattern not_there = {
    {"did not", "didnt", "could not", "unable to", "was unable to", "was not able to",
     "not able to", "would not", "did not want to", "did not wish to", "didnt want to",
     "does not wish to", "declined to", "refused to", "chose not to", "unwilling to"},
    "attend contribute comment respond participate answer reply views view say",
    "the this his her their a any anything in to at on review meeting annual pfa form "
    "question questions give share express complete provide make take part comments "
    "response time"};

static const char *const subjects[] = {
    "he",           "she",     "they",      "yp",      "the yp",      "the young person",
    "young person", "pupil",   "the pupil", "student", "the student", "child",
    "the child",    "learner", "i",
};

static bool matches_from(const struct plain *plain, size_t at,
                         const struct pattern *pattern)
{
    bool key = false;
    for (size_t i = at; i < plain->count; i++) {
        struct str word = plain->words[i];
        bool number = is_digit(word.ptr[0]);
        if (holds(pattern->key, word))
            key = true;
        else if (!number && !holds(pattern->filler, word))
            return false;
    }
    return key;
}

static bool matches(const struct plain *plain, size_t at, const struct pattern *pattern)
{
    size_t most = sizeof pattern->openings / sizeof pattern->openings[0];
    for (size_t i = 0; i < most && pattern->openings[i]; i++) {
        size_t count = starts_with(plain, at, pattern->openings[i]);
        if (count && matches_from(plain, at + count, pattern))
            return true;
    }
    return false;
}

static bool was_not_there(const struct plain *plain)
{
    if (matches(plain, 0, &not_there))
        return true;
    for (size_t i = 0; i < sizeof subjects / sizeof subjects[0]; i++) {
        size_t count = starts_with(plain, 0, subjects[i]);
        if (count && matches(plain, count, &not_there))
            return true;
    }
    return false;
}

/* "Nothing", "none at present", "not at the moment": only that and when. */
static bool is_only(const struct plain *plain, const char *first, size_t least)
{
    if (plain->count < least || !str_equal(plain->words[0], str_of(first)))
        return false;
    for (size_t i = 1; i < plain->count; i++)
        if (!holds("at the this moment present time all really right now currently yet",
                   plain->words[i]))
            return false;
    return true;
}

static bool is_not_now(const struct plain *plain)
{
    return is_only(plain, "none", 1) ||
           (is_only(plain, "not", 2) && holds("at yet", plain->words[1]));
}

/* "x", "XXX", "7", ")": a mark in the box. */
static bool is_mark(const struct plain *plain)
{
    bool crosses = true;
    for (size_t i = 0; i < plain->count; i++)
        for (size_t c = 0; c < plain->words[i].len; c++)
            crosses = crosses && plain->words[i].ptr[c] == 'x';
    return crosses || plain->letters + plain->digits <= 1;
}

bool is_non_answer(struct str text, enum section section)
{
    struct plain plain;
    text = str_trim(text);
    if (text.len > LONGEST)
        return is_all_filling(text);
    if (!make_plain(text, &plain))
        return false;
    /* "1) n/a": the number is the form's. */
    if (plain.count > 1 && plain.letters && plain.words[0].len == 1 &&
        plain.words[0].ptr[0] <= '9') {
        memmove(plain.words, plain.words + 1, (plain.count - 1) * sizeof plain.words[0]);
        plain.count--;
    }
    if (is_only(&plain, "nothing", 1))
        return section != SECTION_NOT_WORKING;
    return is_mark(&plain) || is_whole(&plain) || is_not_now(&plain) ||
           matches(&plain, 0, &pointer) || matches(&plain, 0, &nothing_given) ||
           was_not_there(&plain);
}
