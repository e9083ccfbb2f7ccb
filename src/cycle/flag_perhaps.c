/* SPDX-License-Identifier: MIT */
/* What may be a name, and may be none: nothing around it tells. */
#include "cycle/flag_inside.h"

#include "base/asset.h"

#include <string.h>

/* Shorter words are too near to too many others: Orla, oral. */
enum { SHORTEST_SLIP = 5, SHORTEST_JOINED = 7, SHORTEST_PART = 3, LONGEST_WORD = 40 };

/* Where the word begins in which this byte stands. */
static size_t word_begin(struct str list, char between, size_t at)
{
    while (at > 0 && list.ptr[at - 1] != between)
        at--;
    return at;
}

/* The word that begins at `*at` beside the key; `*at` goes to where they differ. */
static int compare_at(struct str list, char between, size_t *at, struct str key)
{
    size_t k = 0;
    while (*at < list.len && list.ptr[*at] != between && k < key.len &&
           list.ptr[*at] == key.ptr[k]) {
        *at += 1;
        k++;
    }
    bool ends = *at == list.len || list.ptr[*at] == between;
    if (ends || k == key.len)
        return (k < key.len) - !ends;
    return (unsigned char)key.ptr[k] - (unsigned char)list.ptr[*at];
}

/* The list is never taken apart: each start of the program would pay for it. */
bool flag_is_listed(struct str list, char between, struct str key)
{
    size_t first = 0, end = list.len;
    while (first < end) {
        size_t from = word_begin(list, between, first + (end - first) / 2), at = from;
        int order = compare_at(list, between, &at, key);
        if (order == 0)
            return true;
        if (order < 0) {
            end = from;
        } else {
            while (at < list.len && list.ptr[at] != between)
                at++;
            first = at + 1;
        }
    }
    return false;
}

bool flag_is_in_dictionary(struct str key)
{
    return flag_is_listed(asset_words, '\n', key);
}

static bool is_ordinary_word(const struct flag_word *word)
{
    return flag_is_in_dictionary(word->key) ||
           (word->owner.len && flag_is_in_dictionary(word->owner));
}

bool flag_is_no_word(const struct flag_word *word)
{
    return !is_ordinary_word(word) && !flag_is_other_capital(word->key);
}

/* A letter is missing before this place, or the one there is not what was meant. */
static bool wants_letter(struct str key, size_t place)
{
    char near[LONGEST_WORD + 2];
    size_t rest = key.len - place;
    memcpy(near, key.ptr, place);
    for (int letter = 'a'; letter <= 'z'; letter++) {
        near[place] = (char)letter;
        memcpy(near + place + 1, key.ptr + place, rest);
        if (flag_is_in_dictionary((struct str){near, key.len + 1}))
            return true;
        if (rest)
            memcpy(near + place + 1, key.ptr + place + 1, rest - 1);
        if (rest && flag_is_in_dictionary((struct str){near, key.len}))
            return true;
    }
    return false;
}

/* The letter there is one too many, or has changed places with the next. */
static bool has_letter_amiss(struct str key, size_t place)
{
    char near[LONGEST_WORD + 2];
    size_t rest = key.len - place;
    if (!rest)
        return false;
    memcpy(near, key.ptr, key.len);
    memcpy(near + place, key.ptr + place + 1, rest - 1);
    if (flag_is_in_dictionary((struct str){near, key.len - 1}))
        return true;
    if (rest < 2)
        return false;
    memcpy(near, key.ptr, key.len);
    near[place] = key.ptr[place + 1];
    near[place + 1] = key.ptr[place];
    return flag_is_in_dictionary((struct str){near, key.len});
}

/* "Becuase" */
static bool is_slip(struct str key)
{
    if (key.len < SHORTEST_SLIP || key.len > LONGEST_WORD)
        return false;
    for (size_t place = 0; place <= key.len; place++)
        if (wants_letter(key, place) || has_letter_amiss(key, place))
            return true;
    return false;
}

/* "Scriptwriting" */
static bool is_joined_up(struct str key)
{
    for (size_t at = SHORTEST_PART;
         key.len >= SHORTEST_JOINED && at + SHORTEST_PART <= key.len; at++)
        if (flag_is_in_dictionary(str_slice(key, 0, at)) &&
            flag_is_in_dictionary(str_slice(key, at, key.len)))
            return true;
    return false;
}

static bool has_apostrophe(const struct flag_word *word)
{
    return word->end - word->start > word->key.len;
}

/* WhatsApp; not McKenzie or O'Neill. */
static bool has_capital_inside(struct str text, const struct flag_word *word)
{
    struct str written = str_slice(text, word->start, word->end);
    if (str_starts(word->key, STR("mc")) || has_apostrophe(word))
        return false;
    for (size_t i = 1; i < written.len; i++)
        if (written.ptr[i] >= 'A' && written.ptr[i] <= 'Z')
            return true;
    return false;
}

static bool is_after(const struct flag_words *words, size_t i, const char *const *before,
                     size_t count)
{
    return i > 0 && !words->items[i].first &&
           flag_is_among(words->items[i - 1].key, before, count);
}

/* Jamie, jackie, Bev's, megans. */
bool flag_is_by_first_name(struct str text, const struct flag_words *words, size_t i)
{
    static const char *const saint[] = {"st", "saint"};
    enum { SHORTEST_SMALL = 3 };
    const struct flag_word *word = &words->items[i];
    bool name = flag_is_first_name(word->key) ||
                (flag_is_first_name(word->owner) &&
                 (has_apostrophe(word) || !flag_is_in_dictionary(word->key)));
    if (!name || words->shouting || word->shouted)
        return false;
    if (!word->capital)
        return word->key.len >= SHORTEST_SMALL && !is_ordinary_word(word) &&
               !flag_is_ordinary(word->key);
    return !(word->first && flag_is_ordinary(word->key)) &&
           !is_after(words, i, saint, sizeof saint / sizeof saint[0]) &&
           (has_apostrophe(word) || !flag_is_of_thing(text, words, i));
}

/* Orla, Brannigan: a capital, and no word that anybody knows. */
bool flag_is_strange(struct str text, const struct flag_words *words, size_t i)
{
    static const char *const places[] = {"in", "into", "near", "around", "the",
                                         "a",  "an",   "st",   "saint"};
    const struct flag_word *word = &words->items[i];
    if (!flag_is_name_shaped(words, i) || flag_is_of_thing(text, words, i) ||
        flag_is_other_capital(word->key) || flag_is_other_capital(word->owner) ||
        has_capital_inside(text, word) || is_ordinary_word(word))
        return false;
    if (word->first)
        return !is_slip(word->key) && !is_joined_up(word->key);
    return !is_after(words, i, places, sizeof places / sizeof places[0]);
}
