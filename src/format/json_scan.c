/* SPDX-License-Identifier: MIT */
#include "format/json_scan.h"

#include "base/unicode.h"
#include "format/json.h"

#include <string.h>

struct scan {
    const char *start, *at, *end;
    size_t text_bytes;
    int depth;
    size_t *bad_at;
    struct error *err;
};

static bool refuse_at(struct scan *scan, const char *place, const char *what)
{
    *scan->bad_at = (size_t)(place - scan->start);
    return error_set(scan->err, ERROR_INPUT, "%s", what);
}

static bool refuse(struct scan *scan, const char *what)
{
    return refuse_at(scan, scan->at, what);
}

/* NUL at the end, which is not allowed anywhere and so needs no check apart. */
static char peek(const struct scan *scan)
{
    if (scan->at == scan->end)
        return '\0';
    return *scan->at;
}

static bool take(struct scan *scan, char wanted)
{
    if (peek(scan) != wanted)
        return false;
    scan->at++;
    return true;
}

static void skip_space(struct scan *scan)
{
    for (; scan->at < scan->end; scan->at++)
        if (*scan->at != ' ' && *scan->at != '\n' && *scan->at != '\t' &&
            *scan->at != '\r')
            return;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The four digits after `\u`; false if they are not there. */
static bool read_hex(const struct scan *scan, const char *from, unsigned *out)
{
    unsigned value = 0;
    if (scan->end - from < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        char c = from[i];
        if (is_digit(c))
            value = value * 16 + (unsigned)(c - '0');
        else if (c >= 'a' && c <= 'f')
            value = value * 16 + (unsigned)(c - 'a' + 10);
        else if (c >= 'A' && c <= 'F')
            value = value * 16 + (unsigned)(c - 'A' + 10);
        else
            return false;
    }
    *out = value;
    return true;
}

static bool is_high_surrogate(unsigned unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low_surrogate(unsigned unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

static bool scan_unicode_escape(struct scan *scan)
{
    unsigned unit, second;
    if (!read_hex(scan, scan->at + 2, &unit))
        return refuse(scan, "four digits 0-9, a-f should follow \\u");
    if (unit == 0)
        return refuse(scan, "\\u0000 is not allowed in a text; leave it out");
    if (is_low_surrogate(unit))
        return refuse(scan, "this is only half of a character (a lone surrogate); write "
                            "the character itself");
    if (!is_high_surrogate(unit)) {
        scan->at += 6;
        return true;
    }
    const char *next = scan->at + 6;
    if (scan->end - next < 6 || next[0] != '\\' || next[1] != 'u' ||
        !read_hex(scan, next + 2, &second) || !is_low_surrogate(second))
        return refuse(scan, "this is only half of a character (a lone surrogate); write "
                            "the character itself");
    scan->at += 12;
    return true;
}

static bool scan_escape(struct scan *scan)
{
    char after = '\0';
    if (scan->end - scan->at > 1)
        after = scan->at[1];
    if (after == 'u')
        return scan_unicode_escape(scan);
    if (after == '\0' || !strchr("\"\\/bfnrt", after))
        return refuse(scan, "after a backslash only \" \\ / b f n r t or u may stand; "
                            "write a backslash as \\\\");
    scan->at += 2;
    return true;
}

static bool scan_beyond_ascii(struct scan *scan)
{
    struct str run = {scan->at, 0};
    size_t bad_at;
    while (scan->at < scan->end && (unsigned char)*scan->at >= 0x80)
        scan->at++;
    run.len = (size_t)(scan->at - run.ptr);
    if (!unicode_valid(run, &bad_at))
        return refuse_at(scan, run.ptr + bad_at,
                         "this is not valid UTF-8; save the text as UTF-8");
    return true;
}

static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

static bool scan_text(struct scan *scan)
{
    const char *from = ++scan->at;
    for (;;) {
        while (scan->at < scan->end && is_plain(*scan->at))
            scan->at++;
        if (scan->at == scan->end)
            return refuse_at(scan, from - 1,
                             "the text that begins here is never closed; end it with \"");
        if (*scan->at == '"')
            break;
        if (*scan->at == '\\') {
            if (!scan_escape(scan))
                return false;
        } else if ((unsigned char)*scan->at >= 0x80) {
            if (!scan_beyond_ascii(scan))
                return false;
        } else {
            return refuse(scan, "a line break, tab or other control character stands in "
                                "a text; write it as \\n, \\t or \\u00XX");
        }
    }
    scan->text_bytes += (size_t)(scan->at - from);
    scan->at++;
    return true;
}

/* "-0" is refused, not read as 0: nothing that is read is changed. */
static bool scan_integer(struct scan *scan)
{
    const char *from = scan->at;
    int64_t value = 0;
    bool minus = take(scan, '-');
    const char *digits = scan->at;
    for (; is_digit(peek(scan)); scan->at++)
        if (value <= JSON_LARGEST_INTEGER)
            value = value * 10 + (*scan->at - '0');

    char next = peek(scan);
    if (scan->at == digits)
        return refuse(scan, "a digit should follow the minus");
    if (next == '.' || next == 'e' || next == 'E')
        return refuse_at(scan, from,
                         "only whole numbers are read; write decimals as text, e.g. "
                         "\"1.5\"");
    if (*digits == '0' && (minus || scan->at - digits > 1))
        return refuse_at(scan, from,
                         "write the number without zeros in front, and no -0");
    if (value > JSON_LARGEST_INTEGER)
        return refuse_at(scan, from,
                         "the number is too large (the largest is 9007199254740992); "
                         "write it as text, in quotes");
    return true;
}

static bool scan_word(struct scan *scan, struct str word)
{
    struct str rest = {scan->at, (size_t)(scan->end - scan->at)};
    if (!str_starts(rest, word))
        return refuse(scan, "only true, false and null may stand without quotes");
    scan->at += word.len;
    return true;
}

static bool scan_value(struct scan *scan);

static bool scan_list(struct scan *scan)
{
    scan->at++;
    skip_space(scan);
    if (take(scan, ']'))
        return true;
    do {
        if (!scan_value(scan))
            return false;
        skip_space(scan);
    } while (take(scan, ','));
    return take(scan, ']') || refuse(scan, "\",\" or \"]\" should stand here");
}

static bool scan_object(struct scan *scan)
{
    scan->at++;
    skip_space(scan);
    if (take(scan, '}'))
        return true;
    do {
        skip_space(scan);
        if (peek(scan) != '"')
            return refuse(scan, "a name in quotes should stand here");
        if (!scan_text(scan))
            return false;
        skip_space(scan);
        if (!take(scan, ':'))
            return refuse(scan, "\":\" should stand here, after the name");
        if (!scan_value(scan))
            return false;
        skip_space(scan);
    } while (take(scan, ','));
    return take(scan, '}') || refuse(scan, "\",\" or \"}\" should stand here");
}

static bool scan_nested(struct scan *scan, bool (*inside)(struct scan *))
{
    if (scan->depth == JSON_DEEPEST) {
        *scan->bad_at = (size_t)(scan->at - scan->start);
        return error_set(scan->err, ERROR_LIMIT,
                         "more than %d lists and objects stand inside each other; make "
                         "it flatter",
                         JSON_DEEPEST);
    }
    scan->depth++;
    if (!inside(scan))
        return false;
    scan->depth--;
    return true;
}

static bool scan_value(struct scan *scan)
{
    skip_space(scan);
    char first = peek(scan);
    switch (first) {
    case '{':
        return scan_nested(scan, scan_object);
    case '[':
        return scan_nested(scan, scan_list);
    case '"':
        return scan_text(scan);
    case 't':
        return scan_word(scan, STR("true"));
    case 'f':
        return scan_word(scan, STR("false"));
    case 'n':
        return scan_word(scan, STR("null"));
    default:
        if (first == '-' || is_digit(first))
            return scan_integer(scan);
        return refuse(scan, "a value should stand here: text in quotes, a whole number, "
                            "true, false, null, a list or an object");
    }
}

bool json_scan(struct str text, size_t *text_bytes, size_t *bad_at, struct error *err)
{
    if (text.len == 0)
        text = STR_NONE;
    struct scan scan = {.start = text.ptr,
                        .at = text.ptr,
                        .end = text.ptr + text.len,
                        .bad_at = bad_at,
                        .err = err};
    if (str_starts(text, STR("\xEF\xBB\xBF")))
        return refuse(&scan, "a byte order mark stands in front; save the text as UTF-8 "
                             "without one");
    if (!scan_value(&scan))
        return false;
    skip_space(&scan);
    if (scan.at != scan.end)
        return refuse(&scan, "the value has ended, and something follows; leave it out");
    *text_bytes = scan.text_bytes;
    return true;
}
