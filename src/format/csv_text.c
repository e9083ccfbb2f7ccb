/* SPDX-License-Identifier: MIT */
#include "format/csv_text.h"

#include "base/unicode.h"

#include <errno.h>
#include <string.h>

enum {
    WINDOW = 1024,          /* bytes searched at a time for a line break */
    LEAST_WIDE = 8,         /* bytes of which half must be NUL to be UTF-16 */
    MOST_WIDE = 4096,       /* bytes looked at for that */
    BAD_ENOUGH = 256 * 1024 /* bad bytes after which no more are counted */
};

#define WEB_PAGE                                                                         \
    "a web page, such as some systems write and call .xls; open it in your spreadsheet " \
    "program, save it as .xlsx, and import that"

static const struct {
    struct str start;
    const char *what;
} no_text[] = {
    {{"<html", 5}, WEB_PAGE},
    {{"<HTML", 5}, WEB_PAGE},
    {{"<!DOCTYPE", 9}, WEB_PAGE},
    {{"<table", 6}, WEB_PAGE},
    {{"<?xml", 5}, WEB_PAGE},
    {{"PK\x03\x04", 4},
     "an Excel workbook or another zipped file, not CSV; open it and save it as "
     "\"CSV UTF-8\""},
    {{"\xd0\xcf\x11\xe0", 4},
     "an old Excel workbook, not CSV; open it in Excel and save it as \"CSV UTF-8\""},
    {{"%PDF-", 5}, "a PDF, not CSV; export the data itself as \"CSV UTF-8\""},
    {{"\xff\xfe\0\0", 4}, "saved as UTF-32; save it again as \"CSV UTF-8\""},
    {{"\0\0\xfe\xff", 4}, "saved as UTF-32; save it again as \"CSV UTF-8\""},
};

static bool is_wide(const struct csv_text *text)
{
    return text->encoding == CSV_UTF_16_LE || text->encoding == CSV_UTF_16_BE;
}

/* Where the first byte past ASCII stands at or after `from`: almost everything is
 * ASCII, so eight bytes are looked at together. */
static size_t ascii_end(struct str s, size_t from)
{
    size_t i = from;
    for (uint64_t eight; s.len - i >= sizeof eight; i += sizeof eight) {
        memcpy(&eight, s.ptr + i, sizeof eight);
        if (eight & UINT64_C(0x8080808080808080))
            break;
    }
    while (i < s.len && (unsigned char)s.ptr[i] < 0x80)
        i++;
    return i;
}

static size_t length_by_first_byte(unsigned char first)
{
    return first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* Counts what is well-formed past ASCII, and what is not. */
static void count_utf8(struct str s, size_t *good, size_t *bad)
{
    *good = *bad = 0;
    for (size_t i = ascii_end(s, 0); i < s.len && *bad < BAD_ENOUGH + *good;
         i = ascii_end(s, i)) {
        size_t len = length_by_first_byte((unsigned char)s.ptr[i]);
        bool fine = unicode_valid(str_slice(s, i, i + len), NULL);
        *good += fine;
        *bad += !fine;
        i += fine ? len : 1;
    }
}

/* Two bytes a character without a BOM: most have a NUL on one side, and hardly any on
 * the other. */
static bool alternates(struct str s, size_t nul_at)
{
    size_t nul[2] = {0, 0}, pairs = (s.len < MOST_WIDE ? s.len : MOST_WIDE) / 2;
    if (s.len < LEAST_WIDE)
        return false;
    for (size_t i = 0; i < pairs * 2; i++)
        nul[i % 2] += s.ptr[i] == '\0';
    return nul[nul_at] * 4 >= pairs * 3 && nul[!nul_at] * 8 <= nul[nul_at];
}

static void find_encoding(struct csv_text *text)
{
    struct str bytes = text->bytes;
    bool little = str_starts(bytes, STR("\xff\xfe"));
    bool big = str_starts(bytes, STR("\xfe\xff"));
    bool marked = str_starts(bytes, STR("\xef\xbb\xbf"));
    text->begin = little || big ? 2 : marked ? 3 : 0;
    if (little || big || alternates(bytes, 1) || alternates(bytes, 0)) {
        little = little || (!big && alternates(bytes, 1));
        text->encoding = little ? CSV_UTF_16_LE : CSV_UTF_16_BE;
        return;
    }
    size_t good, bad;
    count_utf8(bytes, &good, &bad);
    text->mixed = bad > 0;
    text->encoding = marked || bad == 0 || good > bad ? CSV_UTF_8 : CSV_WINDOWS_1252;
}

bool csv_text_open(struct csv_text *text, struct str bytes, struct error *err)
{
    static const char *const names[] = {NULL, "WINDOWS-1252", "UTF-16LE", "UTF-16BE"};
    for (size_t i = 0; i < sizeof no_text / sizeof no_text[0]; i++)
        if (str_starts(bytes, no_text[i].start))
            return error_set(err, ERROR_INPUT, "this is %s", no_text[i].what);
    *text = (struct csv_text){.bytes = bytes};
    find_encoding(text);
    const char *name = names[text->encoding];
    if (!name)
        return true;
    text->converter = iconv_open("UTF-8", name);
    if (text->converter == (iconv_t)-1)
        return error_system(err, "this computer cannot convert %s to UTF-8", name);
    text->converts = true;
    return true;
}

void csv_text_close(struct csv_text *text)
{
    if (text->converts)
        (void)iconv_close(text->converter);
    text->converts = false;
}

static size_t narrow_break(struct str bytes, size_t from)
{
    while (from < bytes.len) {
        struct str window = str_slice(bytes, from, from + WINDOW);
        size_t feed = str_find_byte(window, '\n');
        if (feed < window.len)
            window.len = feed;
        size_t back = str_find_byte(window, '\r');
        if (back < window.len)
            return from + back;
        if (feed != SIZE_MAX)
            return from + feed;
        from += window.len;
    }
    return bytes.len;
}

/* Whether the two bytes at `at` are the ASCII character `wanted`. */
static bool wide_is(const struct csv_text *text, size_t at, char wanted)
{
    const char *pair = text->bytes.ptr + at;
    bool little = text->encoding == CSV_UTF_16_LE;
    return text->bytes.len - at >= 2 && pair[!little] == wanted && pair[little] == '\0';
}

static size_t wide_break(const struct csv_text *text, size_t from)
{
    for (size_t i = from; i + 1 < text->bytes.len; i += 2)
        if (wide_is(text, i, '\n') || wide_is(text, i, '\r'))
            return i;
    return text->bytes.len;
}

bool csv_text_line(const struct csv_text *text, size_t from, struct csv_line *out)
{
    struct str bytes = text->bytes;
    if (from >= bytes.len)
        return false;
    size_t width = is_wide(text) ? 2 : 1;
    size_t to = width == 2 ? wide_break(text, from) : narrow_break(bytes, from);
    size_t next = to == bytes.len ? to : to + width;
    bool pair =
        width == 2
            ? next < bytes.len && wide_is(text, to, '\r') && wide_is(text, next, '\n')
            : next < bytes.len && bytes.ptr[to] == '\r' && bytes.ptr[next] == '\n';
    *out = (struct csv_line){from, to, pair ? next + width : next};
    return true;
}

static void note_flaw(struct csv_flaw *flaw, enum csv_flaw_kind kind, struct str before,
                      char byte)
{
    if (flaw->kind == CSV_FLAWLESS)
        *flaw = (struct csv_flaw){kind, unicode_length(before) + 1, (unsigned char)byte};
}

static void convert(const struct csv_text *text, struct str raw, struct buf *out,
                    struct csv_flaw *flaw)
{
    size_t begin = out->len, width = is_wide(text) ? 2 : 1;
    const char *ptr = raw.ptr;
    size_t left = raw.len;
    (void)iconv(text->converter, NULL, NULL, NULL, NULL);
    while (left) {
        char piece[4096];
        /* iconv takes its input as char ** for history's sake and only reads. */
        char *from, *to = piece;
        memcpy(&from, &ptr, sizeof from);
        size_t room = sizeof piece;
        size_t done = iconv(text->converter, &from, &left, &to, &room);
        int why = errno;
        ptr = from;
        buf_add(out, (struct str){piece, sizeof piece - room});
        if (done != (size_t)-1 || why == E2BIG)
            continue;
        struct str before = str_slice(buf_str(out), begin, out->len);
        note_flaw(flaw, CSV_FLAW_BYTE, before, *ptr);
        buf_add(out, STR("\xef\xbf\xbd"));
        size_t skip = left < width ? left : width;
        ptr += skip;
        left -= skip;
    }
}

void csv_text_add(const struct csv_text *text, size_t from, size_t to, struct buf *out,
                  struct csv_flaw *flaw)
{
    struct str raw = str_slice(text->bytes, from, to);
    size_t begin = out->len, bad_at = 0;
    if (text->converts && (is_wide(text) || ascii_end(raw, 0) < raw.len))
        convert(text, raw, out, flaw);
    else
        buf_add(out, raw);
    if (text->encoding == CSV_UTF_8 && text->mixed && !unicode_valid(raw, &bad_at))
        note_flaw(flaw, CSV_FLAW_BYTE, str_slice(raw, 0, bad_at), raw.ptr[bad_at]);
    struct str added = str_slice(buf_str(out), begin, out->len);
    size_t nul = str_find_byte(added, '\0');
    if (nul != SIZE_MAX)
        note_flaw(flaw, CSV_FLAW_NUL, str_slice(added, 0, nul), '\0');
}
