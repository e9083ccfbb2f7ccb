/* SPDX-License-Identifier: MIT */
#include "base/unicode.h"

#include <string.h>
#include <utf8proc.h>

/* Almost all input is ASCII, so every function tries that first, eight bytes at a
 * time: the top bit of each is clear. */
static size_t ascii_prefix(struct str s)
{
    static const uint64_t top_bits = 0x8080808080808080;
    size_t i = 0;
    for (uint64_t eight; i + sizeof eight <= s.len; i += sizeof eight) {
        memcpy(&eight, s.ptr + i, sizeof eight);
        if (eight & top_bits)
            break;
    }
    while (i < s.len && (unsigned char)s.ptr[i] < 0x80)
        i++;
    return i;
}

static size_t sequence_length(struct str s, size_t at, uint32_t *character)
{
    utf8proc_int32_t found;
    utf8proc_ssize_t len = utf8proc_iterate((const utf8proc_uint8_t *)s.ptr + at,
                                            (utf8proc_ssize_t)(s.len - at), &found);
    if (len <= 0)
        return 0;
    *character = (uint32_t)found;
    return (size_t)len;
}

bool unicode_valid(struct str s, size_t *bad_at)
{
    uint32_t ignored;
    for (size_t i = ascii_prefix(s); i < s.len;) {
        size_t len = sequence_length(s, i, &ignored);
        if (len == 0) {
            if (bad_at)
                *bad_at = i;
            return false;
        }
        i += len;
        i += ascii_prefix(str_slice(s, i, s.len));
    }
    return true;
}

uint32_t unicode_next(struct str *rest)
{
    uint32_t character = (unsigned char)rest->ptr[0];
    size_t len = 1;
    if (character >= 0x80) {
        len = sequence_length(*rest, 0, &character);
        if (len == 0) {
            character = 0xFFFD;
            len = 1;
        }
    }
    rest->ptr += len;
    rest->len -= len;
    return character;
}

enum unicode_kind unicode_kind(uint32_t character)
{
    switch (utf8proc_category((utf8proc_int32_t)character)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
        return UNICODE_LETTER;
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_NO:
        return UNICODE_DIGIT;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return UNICODE_SPACE;
    default:
        return character == '\t' || character == '\n' || character == '\r'
                   ? UNICODE_SPACE
                   : UNICODE_OTHER;
    }
}

bool unicode_is_upper(uint32_t character)
{
    if (character < 0x80)
        return character >= 'A' && character <= 'Z';
    return utf8proc_category((utf8proc_int32_t)character) == UTF8PROC_CATEGORY_LU;
}

size_t unicode_length(struct str s)
{
    size_t count = 0;
    for (size_t i = 0; i < s.len; i++)
        count += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
    return count;
}

struct str unicode_cut(struct str s, size_t most)
{
    size_t i = 0;
    for (; i < s.len; i++)
        if (((unsigned char)s.ptr[i] & 0xC0) != 0x80 && most-- == 0)
            break;
    return str_slice(s, 0, i);
}

static uint32_t straight(uint32_t character)
{
    switch (character) {
    case 0x2018: /* curly single quotes */
    case 0x2019:
    case 0x02BC:
        return '\'';
    case 0x201C: /* curly double quotes */
    case 0x201D:
        return '"';
    case 0x2010: /* hyphens and dashes */
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
        return '-';
    default:
        return character;
    }
}

static void add_character(struct buf *buf, uint32_t character)
{
    utf8proc_uint8_t bytes[4];
    utf8proc_ssize_t len = utf8proc_encode_char((utf8proc_int32_t)character, bytes);
    buf_add(buf, (struct str){(const char *)bytes, (size_t)len});
}

/* Straight quotes and single spaces, over text that is already case folded. */
static struct str tidy(struct arena *arena, struct str s)
{
    struct buf out = BUF_IN(arena);
    bool owed = false;
    while (s.len) {
        uint32_t character = straight(unicode_next(&s));
        if (unicode_kind(character) == UNICODE_SPACE) {
            owed = out.len > 0;
            continue;
        }
        if (owed)
            buf_add_byte(&out, ' ');
        owed = false;
        add_character(&out, character);
    }
    return buf_str(&out);
}

static struct str fold_ascii(struct arena *arena, struct str s)
{
    char *out = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    bool owed = false;
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            owed = len > 0;
            continue;
        }
        if (owed)
            out[len++] = ' ';
        owed = false;
        out[len++] = ascii_lower(c);
    }
    return (struct str){out, len};
}

static struct str fold_as(struct arena *arena, struct str s, int how)
{
    if (ascii_prefix(s) == s.len)
        return fold_ascii(arena, s);
    utf8proc_uint8_t *folded = NULL;
    utf8proc_ssize_t len = utf8proc_map(
        (const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, &folded,
        (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | how));
    if (len < 0)
        return tidy(arena, s);
    struct str copy = str_copy(arena, (struct str){(const char *)folded, (size_t)len});
    memory_give_back(folded);
    return tidy(arena, copy);
}

struct str unicode_fold(struct arena *arena, struct str s)
{
    return fold_as(arena, s, UTF8PROC_COMPOSE);
}

/* Of small letters that no accent can be taken off. */
static const char *plain_letters(uint32_t character)
{
    static const struct {
        uint32_t character;
        const char *plain;
    } letters[] = {{0xe6, "ae"}, {0xf0, "d"},  {0xf8, "o"},  {0xfe, "th"}, {0x111, "d"},
                   {0x127, "h"}, {0x131, "i"}, {0x142, "l"}, {0x14b, "n"}, {0x153, "oe"},
                   {0x167, "t"}, {0x199, "k"}, {0x253, "b"}, {0x254, "o"}, {0x257, "d"},
                   {0x259, "e"}, {0x25b, "e"}};
    for (size_t i = 0; i < sizeof letters / sizeof letters[0]; i++)
        if (letters[i].character == character)
            return letters[i].plain;
    return NULL;
}

struct str unicode_plain(struct arena *arena, struct str s)
{
    struct str rest = fold_as(arena, s, UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK);
    struct buf out = BUF_IN(arena);
    while (rest.len) {
        uint32_t character = unicode_next(&rest);
        const char *plain = plain_letters(character);
        if (plain)
            buf_add(&out, str_of(plain));
        else
            add_character(&out, character);
    }
    return buf_str(&out);
}

static bool is_between(uint32_t character, uint32_t first, uint32_t last)
{
    return character >= first && character <= last;
}

bool unicode_is_unseen(uint32_t character)
{
    if (character < 0x80)
        return (character < 0x20 && character != '\t' && character != '\n') ||
               character == 0x7f;
    return character < 0xa0 || character == 0xad || character == 0x200b ||
           is_between(character, 0x200e, 0x200f) ||
           is_between(character, 0x202a, 0x202e) ||
           is_between(character, 0x2060, 0x2069) || character == 0xfeff;
}

static bool is_english(struct str s, size_t i)
{
    return i < s.len &&
           ((s.ptr[i] >= 'a' && s.ptr[i] <= 'z') || (s.ptr[i] >= 'A' && s.ptr[i] <= 'Z'));
}

/* Whether what begins here is more than a byte, and such a character. */
static bool is_wide_unseen(struct str s, size_t i)
{
    struct str rest = str_slice(s, i, s.len);
    uint32_t character = unicode_next(&rest);
    return unicode_is_unseen(character) ||
           (is_between(character, 0x200c, 0x200d) && i > 0 && is_english(s, i - 1));
}

size_t unicode_find_unseen(struct str s, size_t from)
{
    for (size_t i = from; i < s.len; i++) {
        unsigned char byte = (unsigned char)s.ptr[i];
        bool ends_line = byte == '\r' && i + 1 < s.len && s.ptr[i + 1] == '\n';
        /* These three bytes begin all the wide ones. */
        bool wide = byte == 0xc2 || byte == 0xe2 || byte == 0xef;
        if ((byte < 0x80 && unicode_is_unseen(byte) && !ends_line) ||
            (wide && is_wide_unseen(s, i)))
            return i;
    }
    return SIZE_MAX;
}

static struct str bare_ascii(struct arena *arena, struct str s)
{
    char *out = arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++)
        out[i] = ascii_lower(s.ptr[i]);
    return (struct str){out, s.len};
}

struct str unicode_bare(struct arena *arena, struct str s)
{
    if (ascii_prefix(s) == s.len)
        return bare_ascii(arena, s);
    struct buf out = BUF_IN(arena);
    utf8proc_uint8_t *apart = NULL;
    utf8proc_ssize_t len =
        utf8proc_map((const utf8proc_uint8_t *)s.ptr, (utf8proc_ssize_t)s.len, &apart,
                     UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
    struct str rest = len < 0 ? s : (struct str){(const char *)apart, (size_t)len};
    while (rest.len) {
        utf8proc_int32_t character = (utf8proc_int32_t)unicode_next(&rest);
        if (utf8proc_category(character) != UTF8PROC_CATEGORY_MN)
            add_character(&out, (uint32_t)utf8proc_tolower(character));
    }
    if (len >= 0)
        memory_give_back(apart);
    return buf_str(&out);
}

bool unicode_is_punctuation(uint32_t character)
{
    if (character < 0x80)
        return character > ' ' && character < 0x7f &&
               unicode_kind(character) == UNICODE_OTHER;
    switch (utf8proc_category((utf8proc_int32_t)character)) {
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        return true;
    default:
        return false;
    }
}

bool unicode_is_shapeless(uint32_t character)
{
    if (character == '\t' || character == '\n' || character == '\r')
        return false;
    switch (utf8proc_category((utf8proc_int32_t)character)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CO:
        return true;
    default:
        return false;
    }
}
