/* SPDX-License-Identifier: MIT */
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_FORMATTED = 64 };

struct str str_of(const char *text)
{
    return text ? (struct str){text, strlen(text)} : STR_NONE;
}

struct str str_copy(struct arena *arena, struct str s)
{
    return (struct str){str_c(arena, s), s.len};
}

const char *str_c(struct arena *arena, struct str s)
{
    char *copy = arena_alloc(arena, s.len + 1);
    if (s.len)
        memcpy(copy, s.ptr, s.len);
    copy[s.len] = '\0';
    return copy;
}

struct str str_format(struct arena *arena, const char *format, ...)
{
    struct buf buf = BUF_IN(arena);
    va_list list;
    va_start(list, format);
    buf_add_format_list(&buf, format, list);
    va_end(list);
    return buf_str(&buf);
}

bool str_equal(struct str a, struct str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int str_compare(struct str a, struct str b)
{
    size_t both = a.len < b.len ? a.len : b.len;
    int order = both ? memcmp(a.ptr, b.ptr, both) : 0;
    if (order)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

int str_compare_items(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

void str_list_sort(struct str_list *list)
{
    if (list->count) /* an empty list may have no items at all */
        qsort(list->items, list->count, sizeof(struct str), str_compare_items);
}

void str_list_sort_once(struct str_list *list)
{
    size_t kept = 0;
    str_list_sort(list);
    for (size_t i = 0; i < list->count; i++)
        if (i == 0 || !str_equal(list->items[i], list->items[kept - 1]))
            list->items[kept++] = list->items[i];
    list->count = kept;
}

void str_list_add(struct arena *arena, struct str_list *list, size_t *room,
                  struct str one)
{
    list->items =
        arena_one_more(arena, list->items, sizeof *list->items, list->count, room);
    list->items[list->count++] = str_copy(arena, one);
}

bool str_list_has(const struct str_list *sorted, struct str one)
{
    return sorted->count && bsearch(&one, sorted->items, sorted->count,
                                    sizeof(struct str), str_compare_items);
}

char ascii_lower(char c)
{
    if (c >= 'A' && c <= 'Z')
        return "abcdefghijklmnopqrstuvwxyz"[c - 'A'];
    return c;
}

struct str str_replaced(struct arena *arena, struct str s, char from, char to)
{
    char *out = arena_alloc(arena, s.len + 1);
    for (size_t i = 0; i < s.len; i++) {
        out[i] = s.ptr[i];
        if (out[i] == from)
            out[i] = to;
    }
    return (struct str){out, s.len};
}

bool str_equal_ascii_case(struct str a, struct str b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
            return false;
    return true;
}

bool str_starts(struct str s, struct str prefix)
{
    return s.len >= prefix.len && str_equal(str_slice(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
    return s.len >= suffix.len &&
           str_equal(str_slice(s, s.len - suffix.len, s.len), suffix);
}

size_t str_find(struct str s, struct str needle)
{
    if (needle.len == 0)
        return 0;
    for (size_t i = 0; i + needle.len <= s.len; i++) {
        const char *hit = memchr(s.ptr + i, needle.ptr[0], s.len - i - needle.len + 1);
        if (!hit)
            break;
        i = (size_t)(hit - s.ptr);
        if (memcmp(hit, needle.ptr, needle.len) == 0)
            return i;
    }
    return SIZE_MAX;
}

size_t str_find_byte(struct str s, char byte)
{
    const char *hit = s.len ? memchr(s.ptr, byte, s.len) : NULL;
    return hit ? (size_t)(hit - s.ptr) : SIZE_MAX;
}

struct str str_slice(struct str s, size_t from, size_t to)
{
    if (to > s.len)
        to = s.len;
    if (from > to)
        from = to;
    return (struct str){s.ptr + from, to - from};
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str str_trim(struct str s)
{
    while (s.len && is_space(s.ptr[0])) {
        s.ptr++;
        s.len--;
    }
    while (s.len && is_space(s.ptr[s.len - 1]))
        s.len--;
    return s;
}

struct str str_cut(struct str *rest, char byte)
{
    size_t at = str_find_byte(*rest, byte);
    if (at == SIZE_MAX)
        at = rest->len;
    struct str before = str_slice(*rest, 0, at);
    *rest = str_slice(*rest, at + 1, rest->len);
    return before;
}

struct str_list str_split(struct arena *arena, struct str s, char byte)
{
    size_t count = 1;
    for (size_t i = 0; i < s.len; i++)
        count += s.ptr[i] == byte;
    struct str_list list = {arena_array(arena, struct str, count), count};
    for (size_t i = 0; i < count; i++)
        list.items[i] = str_cut(&s, byte);
    return list;
}

bool str_to_integer(struct str s, int64_t *out)
{
    bool minus = s.len && s.ptr[0] == '-';
    size_t i = minus ? 1 : 0;
    if (i == s.len || s.len - i > 18)
        return false;
    int64_t value = 0;
    for (; i < s.len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            return false;
        value = value * 10 + (s.ptr[i] - '0');
    }
    *out = minus ? -value : value;
    return true;
}

static void buf_make_room(struct buf *buf, size_t more)
{
    if (buf->room - buf->len >= more)
        return;
    size_t room = buf->room ? buf->room * 2 : 64;
    while (room - buf->len < more)
        room *= 2;
    buf->ptr = arena_grow(buf->arena, buf->ptr, buf->room, room);
    buf->room = room;
}

void buf_add(struct buf *buf, struct str s)
{
    if (!s.len)
        return;
    buf_make_room(buf, s.len);
    memcpy(buf->ptr + buf->len, s.ptr, s.len);
    buf->len += s.len;
}

void buf_add_byte(struct buf *buf, char byte)
{
    buf_make_room(buf, 1);
    buf->ptr[buf->len++] = byte;
}

void buf_add_integer(struct buf *buf, int64_t integer)
{
    char digits[20];
    size_t at = sizeof digits;
    uint64_t rest = integer < 0 ? 0 - (uint64_t)integer : (uint64_t)integer;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    if (integer < 0)
        buf_add_byte(buf, '-');
    buf_add(buf, (struct str){digits + at, sizeof digits - at});
}

void buf_add_format_list(struct buf *buf, const char *format, va_list list)
{
    va_list again;
    va_copy(again, list);
    buf_make_room(buf, USUAL_FORMATTED); /* most texts are short: once will do */
    size_t left = buf->room - buf->len;
    int need = vsnprintf(buf->ptr + buf->len, left, format, list);
    if (need >= 0 && (size_t)need >= left) {
        buf_make_room(buf, (size_t)need + 1);
        (void)vsnprintf(buf->ptr + buf->len, (size_t)need + 1, format, again);
    }
    if (need > 0)
        buf->len += (size_t)need;
    va_end(again);
}

void buf_add_format(struct buf *buf, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    buf_add_format_list(buf, format, list);
    va_end(list);
}

struct str buf_str(const struct buf *buf)
{
    return buf->len ? (struct str){buf->ptr, buf->len} : STR_NONE;
}
