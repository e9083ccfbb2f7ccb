/* SPDX-License-Identifier: MIT */
#include "cycle/flag_inside.h"

#include "base/unicode.h"

static bool is_apostrophe(uint32_t character)
{
    return character == '\'' || character == 0x2019 || character == 0x2018;
}

static bool is_word_character(uint32_t character)
{
    if (character < 0x80) {
        char c = (char)character;
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
    enum unicode_kind kind = unicode_kind(character);
    return kind == UNICODE_LETTER || kind == UNICODE_DIGIT;
}

/* What a new sentence, or words that somebody quotes, come after. */
static bool ends_sentence(uint32_t character)
{
    switch (character) {
    case '.':
    case '!':
    case '?':
    case ':':
    case '"':
    case '\n':
    case '\r':
    case 0x201C: /* opening quotation mark */
    case 0x2022: /* bullet */
    case 0x2026: /* … */
        return true;
    default:
        return false;
    }
}

/* Lower case without apostrophes; Saint Brigid's is St Brigid's. */
static struct str make_key(struct arena *arena, struct str word)
{
    struct str folded = unicode_fold(arena, word);
    if (str_equal(folded, STR("saint")))
        return STR("st");
    if (str_find_byte(folded, '\'') == SIZE_MAX)
        return folded;
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < folded.len; i++)
        if (folded.ptr[i] != '\'')
            buf_add_byte(&out, folded.ptr[i]);
    return buf_str(&out);
}

/* A word's characters from the front of `rest`; an apostrophe belongs to it where a
 * letter follows. */
static void take_word(struct str *rest, struct flag_word *word)
{
    bool all_capitals = true;
    size_t letters = 0;
    while (rest->len) {
        struct str after = *rest;
        uint32_t character = unicode_next(&after);
        if (is_apostrophe(character)) {
            struct str next = after;
            if (after.len == 0 || !is_word_character(unicode_next(&next)))
                break;
        } else if (is_word_character(character)) {
            bool upper = unicode_is_upper(character);
            word->capital = letters == 0 ? upper : word->capital;
            all_capitals = all_capitals && upper;
            letters++;
        } else {
            break;
        }
        *rest = after;
    }
    word->shouted = all_capitals && letters > 1;
}

static struct str make_owner(struct str key)
{
    return key.len > 3 && key.ptr[key.len - 1] == 's' ? str_slice(key, 0, key.len - 1)
                                                      : STR_NONE;
}

struct flag_words flag_words_of(struct arena *arena, struct str text)
{
    struct flag_words words = {arena_array(arena, struct flag_word, text.len / 2 + 1), 0,
                               false};
    struct str rest = text;
    bool first = true;
    size_t capitals = 0, small = 0;
    while (rest.len) {
        struct str after = rest;
        uint32_t character = unicode_next(&after);
        if (!is_word_character(character)) {
            first = first || ends_sentence(character);
            rest = after;
            continue;
        }
        struct flag_word *word = &words.items[words.count++];
        word->start = text.len - rest.len;
        take_word(&rest, word);
        word->end = text.len - rest.len;
        word->key = make_key(arena, str_slice(text, word->start, word->end));
        word->owner = make_owner(word->key);
        word->first = first;
        capitals += word->shouted;
        small += !word->shouted && word->end - word->start > 1;
        first = false;
    }
    words.shouting = capitals > 0 && small == 0;
    return words;
}
