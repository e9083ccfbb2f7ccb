/* SPDX-License-Identifier: MIT */
#include "cycle/divide.h"

#include "cycle/need.h"
#include "cycle/school_alike.h"

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool divides(char c)
{
    return c == ',' || c == ';';
}

/* How long what is quoted at the start of `text` is, with its quotes; 0 where it is not:
 * 'tis is no quote, and in 'St Mary's' it ends with the last. */
static size_t quoted_length(struct str text)
{
    if (text.len < 3 || (text.ptr[0] != '\'' && text.ptr[0] != '"'))
        return 0;
    for (size_t i = 2; i < text.len; i++) {
        size_t after = i + 1;
        if (text.ptr[i] != text.ptr[0])
            continue;
        while (after < text.len && is_blank(text.ptr[after]))
            after++;
        if (after == text.len || divides(text.ptr[after]))
            return i + 1;
    }
    return 0;
}

struct str value_unquoted(struct str value)
{
    return value.len && quoted_length(value) == value.len
               ? str_trim(str_slice(value, 1, value.len - 1))
               : value;
}

struct str value_quoted(struct arena *arena, struct str value)
{
    const char *mark = str_find_byte(value, '\'') == SIZE_MAX ? "'" : "\"";
    return str_format(arena, "%s%.*s%s", mark, STR_ARGS(value), mark);
}

struct str values_cut(struct str *rest, char byte)
{
    struct str whole = *rest;
    bool begins = true;
    for (size_t i = 0; i < whole.len; i++) {
        size_t quoted =
            begins ? quoted_length(str_slice(whole, i, whole.len)) : (size_t)0;
        if (quoted) {
            i += quoted - 1;
            begins = false;
            continue;
        }
        char c = whole.ptr[i];
        if (c == byte) {
            *rest = str_slice(whole, i + 1, whole.len);
            return str_slice(whole, 0, i);
        }
        begins = divides(c) || c == '=' || c == ':' || (begins && is_blank(c));
    }
    *rest = STR_NONE;
    return whole;
}

/* The name that is meant by what is written here; or empty. */
static struct str known_name(struct arena *arena, const struct known_whole *known,
                             struct str text)
{
    struct str key = school_key(arena, text);
    for (size_t i = 0; key.len && i < known->names.count; i++)
        if (str_equal(key, school_key(arena, known->names.items[i])))
            return known->names.items[i];
    return STR_NONE;
}

/* "deaf, blind" are two needs, and not one of those who are both. */
static bool is_one_need(struct arena *arena, const struct mapping *needs, struct str text)
{
    if (!needs || !need_read(arena, needs, text).len)
        return false;
    while (text.len)
        if (!need_read(arena, needs, str_trim(str_cut(&text, ','))).len)
            return true;
    return false;
}

/* How many of the parts from this one on are one value, which is given. */
static size_t join(struct arena *arena, const struct known_whole *known,
                   const struct str *parts, size_t count, struct str *value)
{
    for (size_t n = count; n > 1; n--) {
        const char *end = parts[n - 1].ptr + parts[n - 1].len;
        struct str whole =
            str_trim((struct str){parts[0].ptr, (size_t)(end - parts[0].ptr)});
        *value = known_name(arena, known, whole);
        if (value->len)
            return n;
        *value = whole;
        if (is_one_need(arena, known->needs, whole))
            return n;
    }
    *value = value_unquoted(str_trim(parts[0]));
    return 1;
}

struct str_list values_divide(struct arena *arena, struct str text,
                              const struct known_whole *known)
{
    struct str_list parts = {NULL, 0}, out = {NULL, 0};
    size_t room = 0;
    while (text.len) {
        parts.items =
            arena_one_more(arena, parts.items, sizeof *parts.items, parts.count, &room);
        parts.items[parts.count++] = values_cut(&text, ',');
    }
    out.items = arena_array(arena, struct str, parts.count);
    for (size_t i = 0; i < parts.count;) {
        struct str value;
        i += join(arena, known, parts.items + i, parts.count - i, &value);
        if (value.len)
            out.items[out.count++] = value;
    }
    return out;
}
