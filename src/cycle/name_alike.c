/* SPDX-License-Identifier: MIT */
#include "cycle/name_alike.h"

#include "base/unicode.h"

enum { MOST_LETTERS = 64 }; /* of a name that slips are looked for in */

static size_t least(size_t a, size_t b, size_t c)
{
    size_t low = a < b ? a : b;
    return low < c ? low : c;
}

struct letters {
    uint32_t items[MOST_LETTERS];
    size_t count;
};

/* Letters, not bytes: one that is not ASCII is one. */
static struct letters letters_of(struct str word)
{
    struct letters out = {.count = 0};
    while (word.len && out.count < MOST_LETTERS)
        out.items[out.count++] = unicode_next(&word);
    return out;
}

/* How many letters must be put in, taken out, changed, or change places. */
static size_t slips_between(const struct letters *a, const struct letters *b)
{
    size_t rows[3][MOST_LETTERS + 1] = {{0}};
    for (size_t n = 0; n <= b->count; n++)
        rows[0][n] = n;
    for (size_t i = 1; i <= a->count; i++) {
        size_t *now = rows[i % 3], *before = rows[(i - 1) % 3];
        now[0] = i;
        for (size_t n = 1; n <= b->count; n++) {
            bool other = a->items[i - 1] != b->items[n - 1];
            now[n] = least(before[n] + 1, now[n - 1] + 1, before[n - 1] + other);
            if (i > 1 && n > 1 && a->items[i - 1] == b->items[n - 2] &&
                a->items[i - 2] == b->items[n - 1])
                now[n] = least(now[n], now[n], rows[(i - 2) % 3][n - 2] + 1);
        }
    }
    return rows[a->count % 3][b->count];
}

/* One, and two in a long name. */
static bool is_slip(struct str one, struct str other)
{
    struct letters a = letters_of(one), b = letters_of(other);
    size_t shorter = a.count < b.count ? a.count : b.count;
    return slips_between(&a, &b) <= (size_t)(shorter < 3 ? 0 : shorter < 6 ? 1 : 2);
}

/* Smith-Jones: Smith, Jones; O'Neill is one. */
static struct str_list name_parts(struct arena *arena, struct str name)
{
    struct buf out = BUF_IN(arena);
    struct str plain = unicode_plain(arena, name);
    while (plain.len) {
        struct str letter = plain;
        uint32_t character = unicode_next(&plain);
        enum unicode_kind kind = unicode_kind(character);
        if (kind == UNICODE_SPACE || character == '-')
            buf_add_byte(&out, ' ');
        else if (kind != UNICODE_OTHER)
            buf_add(&out, str_slice(letter, 0, letter.len - plain.len));
    }
    return str_split(arena, buf_str(&out), ' ');
}

struct str name_letters(struct arena *arena, struct str name)
{
    struct str_list parts = name_parts(arena, name);
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < parts.count; i++)
        buf_add(&out, parts.items[i]);
    return buf_str(&out);
}

/* A new name after a marriage, or a slip of the keys, leaves a part alike; some write as
 * one what others write as two. */
bool names_differ(struct arena *arena, struct str known, struct str given)
{
    if (!known.len || !given.len)
        return false;
    struct str_list a = name_parts(arena, known), b = name_parts(arena, given);
    for (size_t i = 0; i < a.count; i++)
        for (size_t n = 0; n < b.count; n++)
            if (a.items[i].len > 1 && is_slip(a.items[i], b.items[n]))
                return false;
    return !is_slip(name_letters(arena, known), name_letters(arena, given));
}

/* Sam, Samuel */
bool forenames_differ(struct arena *arena, struct str known, struct str given)
{
    struct str a = unicode_plain(arena, known), b = unicode_plain(arena, given);
    return names_differ(arena, known, given) &&
           !str_equal(unicode_cut(a, 3), unicode_cut(b, 3));
}

/* The letter that a consonant sounds like in an English ear; 0: it is hardly heard. */
static char sound_of(struct str word, size_t i)
{
    char c = word.ptr[i], next = ' ';
    if (i + 1 < word.len)
        next = word.ptr[i + 1];
    bool soft = next == 'e' || next == 'i' || next == 'y';
    switch (c) {
    case 'p':
        return next == 'h' ? 'f' : 'p';
    case 'v':
        return 'f';
    case 'c':
        return soft ? 's' : 'k';
    case 'q':
        return 'k';
    case 'z':
    case 'x':
        return 's';
    case 'g':
        return soft ? 'j' : 'g';
    default:
        break;
    }
    if (str_find_byte(STR("aeiouyhw"), c) != SIZE_MAX)
        return '\0';
    return c;
}

/* sofie, sophie: sf. */
static struct str sounds_of(struct arena *arena, struct str letters)
{
    struct buf out = BUF_IN(arena);
    char last = '\0';
    for (size_t i = 0; i < letters.len; i++) {
        char sound = sound_of(letters, i);
        if (sound && sound != last)
            buf_add_byte(&out, sound);
        last = sound;
    }
    return buf_str(&out);
}

/* Sofie and Sophie; not Sam and Simon, who are further apart. */
static bool sound_alike(struct arena *arena, struct str one, struct str other)
{
    enum { LEAST_LETTERS = 4, MOST_SLIPS = 2 };
    struct str a = name_letters(arena, one), b = name_letters(arena, other);
    struct str sounds = sounds_of(arena, a);
    struct letters first = letters_of(a), second = letters_of(b);
    return first.count >= LEAST_LETTERS && second.count >= LEAST_LETTERS && sounds.len &&
           str_equal(sounds, sounds_of(arena, b)) &&
           slips_between(&first, &second) <= MOST_SLIPS;
}

static bool fits(struct arena *arena, struct whole_name a, struct whole_name b)
{
    return (!forenames_differ(arena, a.forename, b.forename) ||
            sound_alike(arena, a.forename, b.forename)) &&
           (!names_differ(arena, a.surname, b.surname) ||
            sound_alike(arena, a.surname, b.surname));
}

static bool same_fold(struct arena *arena, struct str a, struct str b)
{
    return str_equal(unicode_fold(arena, a), unicode_fold(arena, b));
}

/* Both are whole, and not the same. */
static bool may_be_compared(struct arena *arena, struct whole_name a, struct whole_name b)
{
    return a.forename.len && a.surname.len && b.forename.len && b.surname.len &&
           !(same_fold(arena, a.forename, b.forename) &&
             same_fold(arena, a.surname, b.surname));
}

/* Its parts in the order of the alphabet, with a space behind each. */
static struct str sorted_parts(struct arena *arena, struct whole_name name)
{
    struct str_list parts =
        name_parts(arena, str_format(arena, "%.*s %.*s", STR_ARGS(name.forename),
                                     STR_ARGS(name.surname)));
    struct buf out = BUF_IN(arena);
    str_list_sort(&parts);
    for (size_t i = 0; i < parts.count; i++)
        if (parts.items[i].len)
            buf_add_format(&out, "%.*s ", STR_ARGS(parts.items[i]));
    return buf_str(&out);
}

static struct str both_letters(struct arena *arena, struct str one, struct str other)
{
    return str_format(arena, "%.*s%.*s", STR_ARGS(name_letters(arena, one)),
                      STR_ARGS(name_letters(arena, other)));
}

bool names_same_letters(struct arena *arena, struct whole_name a, struct whole_name b)
{
    if (!may_be_compared(arena, a, b))
        return false;
    struct str letters = both_letters(arena, a.forename, a.surname);
    return letters.len &&
           (str_equal(letters, both_letters(arena, b.forename, b.surname)) ||
            str_equal(letters, both_letters(arena, b.surname, b.forename)) ||
            str_equal(sorted_parts(arena, a), sorted_parts(arena, b)));
}

bool names_nearly_same(struct arena *arena, struct whole_name a, struct whole_name b)
{
    struct whole_name turned = {b.surname, b.forename};
    if (!may_be_compared(arena, a, b))
        return false;
    return fits(arena, a, b) || fits(arena, a, turned);
}
