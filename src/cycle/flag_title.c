/* SPDX-License-Identifier: MIT */
#include "cycle/flag_title.h"

#include "base/unicode.h"
#include "cycle/flag_inside.h"

#define IS_AMONG(key, words)                                                             \
    flag_is_among((key), (words), sizeof(words) / sizeof(words)[0])

/* With one space between words, whatever stood there ("Thornbury, Ellie" is a name as
 * much), and a capital at the head of each where the whole has no other. */
static struct str plain_title(struct arena *arena, struct str title, bool *recased)
{
    struct flag_words words = flag_words_of(arena, title);
    struct buf out = BUF_IN(arena);
    size_t capitals = 0;
    for (size_t i = 0; i < words.count; i++)
        capitals += words.items[i].capital;
    *recased = capitals == 0 || words.shouting;
    for (size_t i = 0; i < words.count; i++) {
        struct str key = words.items[i].key;
        if (i)
            buf_add_byte(&out, ' ');
        if (*recased && key.ptr[0] >= 'a' && key.ptr[0] <= 'z') {
            buf_add_byte(&out, (char)(key.ptr[0] - 'a' + 'A'));
            buf_add(&out, str_slice(key, 1, key.len));
        } else {
            buf_add(&out, str_slice(title, words.items[i].start, words.items[i].end));
        }
    }
    return buf_str(&out);
}

static bool tells_nothing(struct str key)
{
    static const char *const words[] = {"annual", "april",  "august",  "ehcp",
                                        "form",   "june",   "may",     "notes",
                                        "plan",   "review", "reviews", "year"};
    for (size_t i = 0; i < key.len; i++)
        if (key.ptr[i] >= '0' && key.ptr[i] <= '9')
            return true;
    return key.len < 2 || IS_AMONG(key, words);
}

static bool is_of_thing(struct str text, const struct flag_words *words, size_t i)
{
    return flag_is_of_thing(text, words, i) && !tells_nothing(words->items[i + 1].key);
}

/* Not flag.c's list: "unit", "form" or "free" in a sheet's title make no school of it,
 * and would let a first name beside them through. */
static bool is_school_word(struct str key)
{
    static const char *const words[] = {
        "academy", "centre",  "college", "high",    "infant",    "infants", "junior",
        "nursery", "primary", "school",  "schools", "secondary", "special", "university"};
    return IS_AMONG(key, words);
}

static bool is_followed_by_school(const struct flag_words *words, size_t i)
{
    return i + 1 < words->count && is_school_word(words->items[i + 1].key);
}

bool flag_title_is_known(const struct flag_known *known, struct arena *arena,
                         struct str title)
{
    bool recased;
    struct str text = plain_title(arena, title, &recased);
    struct flag_words words = flag_words_of(arena, text);
    size_t telling = 0, named = 0, beside = 0;
    for (size_t i = 0; i < words.count; i++) {
        struct str key = words.items[i].key;
        if (tells_nothing(key))
            continue;
        bool name = flag_is_known_name(known, key);
        telling++;
        named += name;
        beside = name ? beside + 1 : 0;
        if (beside == 2 ||
            (name && !flag_is_ordinary(key) && !flag_is_of_known_school(known, key) &&
             !is_of_thing(text, &words, i) && !is_followed_by_school(&words, i)))
            return true;
    }
    return telling > 0 && named == telling;
}

/* Ellie, and not Holly: what else the word means may be what is meant. */
static bool is_first_name_alone(struct str key)
{
    return flag_is_first_name(key) && !flag_is_ordinary(key) &&
           !flag_is_in_dictionary(key);
}

/* "St Thomas", "Queen Elizabeth" */
static bool is_after_title(const struct flag_words *words, size_t i)
{
    static const char *const before[] = {"king",  "lady",  "lord", "prince", "princess",
                                         "queen", "saint", "sir",  "st"};
    return i > 0 && IS_AMONG(words->items[i - 1].key, before);
}

/* Hope Barnes; not Raw Data or Oak Tree. In a title of small letters or of capitals, the
 * first of them is one by our list. */
static bool is_two_names(struct str text, const struct flag_words *words, size_t i,
                         bool recased)
{
    if (i + 1 >= words->count || tells_nothing(words->items[i + 1].key) ||
        !flag_is_name_shaped(words, i) || !flag_is_name_shaped(words, i + 1) ||
        is_of_thing(text, words, i + 1))
        return false;
    struct str first = words->items[i].key, second = words->items[i + 1].key;
    return flag_is_first_name(first) ||
           (!recased && !(flag_is_in_dictionary(first) && flag_is_in_dictionary(second)));
}

bool flag_title_is_like_name(struct arena *arena, struct str title)
{
    bool recased, school = false;
    struct str text = plain_title(arena, title, &recased);
    struct flag_words words = flag_words_of(arena, text);
    for (size_t i = 0; i < words.count; i++)
        school = school || is_school_word(words.items[i].key);
    for (size_t i = 0; i < words.count; i++) {
        struct str key = words.items[i].key;
        if (tells_nothing(key) || is_after_title(&words, i))
            continue;
        if ((!school && is_first_name_alone(key)) ||
            is_two_names(text, &words, i, recased))
            return true;
    }
    return false;
}
