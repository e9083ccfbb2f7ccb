/* SPDX-License-Identifier: MIT */
#include "format/garbled.h"

#include "base/unicode.h"

#include <string.h>

enum { SEVERAL = 3, MOST_BYTES = 4 };

/* What Windows-1252 has at 0x80 to 0x9F; 0: nothing. */
static const uint32_t windows[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

/* What Mac Roman means by a byte that Windows-1252 shows as this, where that stands
 * inside or at the end of a word of small letters, which no language has. */
static const struct {
    uint32_t seen;
    const char *meant;
} mac[] = {{0xD5, "’"}, {0x17D, "é"}, {0x160, "ä"}, {0x178, "ü"}, {0xC9, "…"}};

/* The byte that a character was, taken for Windows-1252 or Latin-1; 0: none. */
static unsigned char byte_of(uint32_t character)
{
    if (character >= 0x80 && character <= 0xFF)
        return (unsigned char)character;
    for (size_t i = 0; i < sizeof windows / sizeof windows[0]; i++)
        if (windows[i] == character && character)
            return (unsigned char)(0x80 + i);
    return 0;
}

/* How many bytes a character has that UTF-8 starts so, of those that English files hold:
 * Latin letters, punctuation, ligatures and marks, pictures. */
static size_t length_of(unsigned char first)
{
    if (first >= 0xC2 && first <= 0xC5)
        return 2;
    return first == 0xE2 || first == 0xEF ? 3 : first == 0xF0 ? 4 : 0;
}

static bool is_likely(const char *bytes)
{
    unsigned char first = (unsigned char)bytes[0], second = (unsigned char)bytes[1];
    if (first == 0xE2)
        return second >= 0x80 && second <= 0x9E;
    if (first == 0xEF)
        return second >= 0xAC;
    return first != 0xF0 || second == 0x9F;
}

/* How many bytes of `text` hold several characters that are the bytes of one, which is
 * put into `meant`; 0: they do not. */
static size_t twice_at(struct str text, char meant[MOST_BYTES + 1])
{
    struct str rest = text;
    size_t wanted = length_of(byte_of(unicode_next(&rest)));
    rest = text;
    for (size_t i = 0; i < wanted; i++) {
        unsigned char byte = rest.len ? byte_of(unicode_next(&rest)) : 0;
        memcpy(meant + i, &byte, 1);
        if (i && ((unsigned char)meant[i] & 0xC0) != 0x80)
            return 0;
    }
    meant[wanted] = '\0';
    if (!wanted || !is_likely(meant) || !unicode_valid((struct str){meant, wanted}, NULL))
        return 0;
    return text.len - rest.len;
}

static bool is_small(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_ascii_letter(char c)
{
    return is_small(ascii_lower(c));
}

/* What Mac Roman means by the character, which stands after `before`; or NULL. */
static const char *mac_at(uint32_t character, char before, char after)
{
    for (size_t i = 0; i < sizeof mac / sizeof mac[0]; i++) {
        bool quote = mac[i].seen == 0xD5, dots = mac[i].seen == 0xC9;
        if (mac[i].seen == character &&
            (quote ? is_ascii_letter(before) && is_small(after)
                   : is_small(before) && !(dots && is_ascii_letter(after))))
            return mac[i].meant;
    }
    return NULL;
}

static void note(struct garbled *sum, enum garbled_by way, struct str seen,
                 const char *meant)
{
    bool first = true;
    for (int i = 0; i < GARBLED_WAYS; i++)
        first = first && !sum->ways[i];
    sum->ways[way]++;
    if (!first || seen.len >= sizeof sum->seen)
        return;
    sum->first = way;
    memcpy(sum->seen, seen.ptr, seen.len);
    sum->seen[seen.len] = '\0';
    memcpy(sum->meant, meant, strlen(meant) + 1);
}

/* Small letters with accents; dashes, quotes and dots. */
static bool is_sound(uint32_t character)
{
    return (character >= 0xDF && character <= 0xFF && character != 0xF7) ||
           (character >= 0x2010 && character <= 0x2027);
}

bool garbled_count(struct str text, struct garbled *sum)
{
    bool any = false;
    for (struct str rest = text; rest.len;) {
        char meant[MOST_BYTES + 1];
        if (!((unsigned char)rest.ptr[0] & 0x80)) {
            rest = str_slice(rest, 1, rest.len);
            continue;
        }
        size_t at = text.len - rest.len, len = twice_at(rest, meant);
        struct str from = rest;
        uint32_t character = unicode_next(&rest);
        char before = '\0', after = '\0';
        if (at)
            before = text.ptr[at - 1];
        if (rest.len)
            after = rest.ptr[0];
        const char *was = mac_at(character, before, after);
        if (len) {
            note(sum, GARBLED_TWICE, str_slice(from, 0, len), meant);
            rest = str_slice(from, len, from.len);
        } else if (was)
            note(sum, GARBLED_MAC, str_slice(from, 0, from.len - rest.len), was);
        else
            sum->sound += is_sound(character);
        any = any || len || was;
    }
    return any;
}

/* What nobody sees, such as a space that does not break, is not shown. */
static bool is_seen(const char *text)
{
    for (struct str rest = str_of(text); rest.len;) {
        uint32_t character = unicode_next(&rest);
        if (unicode_is_unseen(character) || unicode_kind(character) == UNICODE_SPACE ||
            character == 0xFEFF)
            return false;
    }
    return true;
}

struct str garbled_words(struct arena *arena, const struct garbled *sum)
{
    static const char *const how[GARBLED_WAYS] = {
        "UTF-8 that was opened as Windows text and saved again",
        "text of an older Mac (Mac Roman), not of Windows"};
    if (!is_seen(sum->seen) || !is_seen(sum->meant))
        return str_format(arena, "characters here look like %s", how[sum->first]);
    return str_format(arena, "\"%s\" stands where \"%s\" should: it looks like %s",
                      sum->seen, sum->meant, how[sum->first]);
}

void garbled_add(struct garbled *sum, const struct garbled *one)
{
    bool any = sum->ways[GARBLED_TWICE] > 0 || sum->ways[GARBLED_MAC] > 0;
    struct garbled both = any ? *sum : *one;
    for (int i = 0; i < GARBLED_WAYS; i++)
        both.ways[i] = sum->ways[i] + one->ways[i];
    both.sound = sum->sound + one->sound;
    *sum = both;
}

bool garbled_check(struct str file, size_t line, const struct garbled *sum,
                   struct error *err)
{
    size_t most = 0, all = 0;
    for (int i = 0; i < GARBLED_WAYS; i++) {
        most = sum->ways[i] > most ? sum->ways[i] : most;
        all += sum->ways[i];
    }
    if (most < SEVERAL || most <= sum->sound)
        return true;
    struct arena *arena = arena_new();
    (void)error_set(
        err, ERROR_INPUT,
        "%.*s:%zu: %.*s, here and in %zu places more. Nothing of it was taken. Save "
        "it again from where it came from, as \"CSV UTF-8\" or as .xlsx, or "
        "put the characters right in your spreadsheet program; then use that",
        STR_ARGS(file), line, STR_ARGS(garbled_words(arena, sum)), all - 1);
    arena_free(arena);
    return false;
}
