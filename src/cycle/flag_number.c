/* SPDX-License-Identifier: MIT */
#include "cycle/flag_inside.h"

#include "base/unicode.h"

static bool is_word_byte(struct str text, size_t i)
{
    return i < text.len && ((text.ptr[i] >= 'a' && text.ptr[i] <= 'z') ||
                            (text.ptr[i] >= '0' && text.ptr[i] <= '9') ||
                            (unsigned char)text.ptr[i] >= 0x80);
}

/* "12" could be any. */
bool flag_says_number(struct arena *arena, struct str said, struct str number)
{
    enum { LEAST_DIGITS = 4 };
    struct str wanted = unicode_fold(arena, number), text;
    bool letters = false;
    for (size_t i = 0; i < wanted.len; i++)
        letters = letters || (is_word_byte(wanted, i) && wanted.ptr[i] > '9');
    if (wanted.len < (letters ? 2 : LEAST_DIGITS))
        return false;
    text = unicode_fold(arena, said);
    for (size_t from = 0, found; from < text.len; from = found + 1) {
        found = str_find(str_slice(text, from, text.len), wanted);
        if (found == SIZE_MAX)
            return false;
        found += from;
        if ((found == 0 || !is_word_byte(text, found - 1)) &&
            !is_word_byte(text, found + wanted.len))
            return true;
    }
    return false;
}

enum { MOST_PARTS = 4, LEAST_KNOWN = 4, LEAST_KNOWN_DIGITS = 5 };

/* Of somebody else's, what is so short could be a year, a class or a bus. */
static bool tells_whose(struct str key)
{
    size_t digits = 0;
    for (size_t i = 1; i < key.len; i++)
        digits += key.ptr[i] >= '0' && key.ptr[i] <= '9';
    return digits == key.len - 1 ? digits >= LEAST_KNOWN_DIGITS
                                 : digits && key.len > LEAST_KNOWN;
}

struct str flag_number_key(struct arena *arena, struct str number)
{
    struct flag_words words = flag_words_of(arena, number);
    struct buf key = BUF_IN(arena);
    buf_add_byte(&key, '#');
    for (size_t i = 0; i < words.count; i++)
        buf_add(&key, words.items[i].key);
    return words.count <= MOST_PARTS && tells_whose(buf_str(&key)) ? buf_str(&key)
                                                                   : STR_NONE;
}

/* TH-10023, TH 10023, TH/10023. */
static bool is_one_number(struct str text, const struct flag_word *word)
{
    return word[1].start == word->end + 1 &&
           str_find_byte(STR("-/ ._"), text.ptr[word->end]) != SIZE_MAX;
}

static void add_key(struct arena *arena, struct str_list *keys, size_t *room,
                    struct str front, struct str last)
{
    struct str key = str_format(arena, "%.*s%.*s", STR_ARGS(front), STR_ARGS(last));
    if (last.len && tells_whose(key))
        str_list_add(arena, keys, room, key);
}

struct str_list flag_number_keys(struct arena *arena, struct str text,
                                 const struct flag_words *words)
{
    struct str_list keys = {NULL, 0};
    size_t room = 0, at = 0;
    while (at < text.len && (text.ptr[at] < '0' || text.ptr[at] > '9'))
        at++;
    for (size_t i = 0; i < words->count && at < text.len; i++) {
        struct str front = STR("#");
        for (size_t n = i; n < words->count && n < i + MOST_PARTS; n++) {
            if (n > i && !is_one_number(text, &words->items[n - 1]))
                break;
            add_key(arena, &keys, &room, front, words->items[n].key);
            add_key(arena, &keys, &room, front, words->items[n].owner);
            front = str_format(arena, "%.*s%.*s", STR_ARGS(front),
                               STR_ARGS(words->items[n].key));
        }
    }
    return keys;
}
