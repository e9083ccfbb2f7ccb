/* SPDX-License-Identifier: MIT */
#include "cycle/cell_list.h"

#include "base/unicode.h"

#include <stdint.h>

/* Marks that stand for nothing else wherever they are. */
static size_t bullet_length(struct str s)
{
    static const char *const bullets[] = {"\xe2\x80\xa2", "\xe2\x97\x8f", "\xe2\x96\xaa",
                                          "\xe2\x97\xa6", "\xe2\x80\xa3", "\xe2\x96\xa0",
                                          "\xe2\x97\x8b", "\xef\x82\xb7"}; /* •●▪◦‣■○ */
    if (s.len == 0 || (unsigned char)s.ptr[0] < 0x80)
        return 0;
    for (size_t i = 0; i < sizeof bullets / sizeof bullets[0]; i++)
        if (str_starts(s, str_of(bullets[i])))
            return str_of(bullets[i]).len;
    return 0;
}

/* "1) ", "2. ", "(3) ": its length, or 0. */
static size_t number_length(struct str s, size_t *number)
{
    size_t i = s.len && s.ptr[0] == '(' ? 1 : 0, from = i;
    for (*number = 0; i < s.len && i < from + 2; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9')
            break;
        *number = *number * 10 + (size_t)(s.ptr[i] - '0');
    }
    if (i == from || i + 1 >= s.len || (s.ptr[i] != ')' && (from || s.ptr[i] != '.')))
        return 0;
    char next = s.ptr[i + 1];
    bool apart = s.ptr[i] == ')' || next == ' ' || next == '\t';
    return apart && !(next >= '0' && next <= '9') ? i + 1 : 0;
}

/* A mark at the start of a line: these and "- ", "* ", "– ". */
static size_t mark_length(struct str s)
{
    static const char *const dashes[] = {"- ", "* ", "\xe2\x80\x93 ", "\xe2\x80\x94 "};
    size_t number, len = bullet_length(s);
    if (!len)
        len = number_length(s, &number);
    for (size_t i = 0; i < sizeof dashes / sizeof dashes[0] && !len; i++)
        if (str_starts(s, str_of(dashes[i])))
            len = str_of(dashes[i]).len;
    return len;
}

/* "art; maths; and PE" ends with PE. */
static void add(struct str_list *list, struct str item)
{
    item = str_trim(item);
    if (list->count && str_starts(item, STR("and ")))
        item = str_trim(str_slice(item, 4, item.len));
    if (item.len)
        list->items[list->count++] = item;
}

static struct str without_mark(struct str line)
{
    line = str_trim(line);
    return str_trim(str_slice(line, mark_length(line), line.len));
}

static bool starts_small(struct str line)
{
    return line.len && line.ptr[0] >= 'a' && line.ptr[0] <= 'z';
}

/* An item runs from its first line to the line before the next. */
static void cut_lines(struct str cell, struct str_list *list)
{
    struct str rest = cell, item = STR_NONE;
    bool marked = false;
    while (rest.len) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        marked = marked || mark_length(line) > 0;
    }
    for (rest = cell; rest.len;) {
        struct str line = str_trim(str_cut(&rest, '\n'));
        bool begins = marked ? mark_length(line) > 0 : !starts_small(line);
        if (line.len == 0)
            continue;
        if (begins || item.len == 0) {
            add(list, item);
            item = without_mark(line);
        } else {
            item.len = (size_t)(line.ptr + line.len - item.ptr);
        }
    }
    add(list, item);
}

/* "1) my friends 2) art": each number has to follow the one before. */
static void cut_numbers(struct str cell, struct str_list *list)
{
    size_t number, wanted = 1, from = 0;
    for (size_t i = 0; i < cell.len; i++) {
        bool apart = i == 0 || cell.ptr[i - 1] == ' ' || cell.ptr[i - 1] == '\n';
        size_t len = apart ? number_length(str_slice(cell, i, cell.len), &number) : 0;
        if (len == 0 || number != wanted || (i > 0 && wanted == 1))
            continue;
        add(list, str_slice(cell, from, i));
        from = i + len;
        wanted++;
    }
    add(list, str_slice(cell, from, cell.len));
}

static void cut_bullets(struct str cell, struct str_list *list)
{
    size_t from = 0;
    for (size_t i = 0; i < cell.len; i++) {
        size_t len = bullet_length(str_slice(cell, i, cell.len));
        if (len == 0)
            continue;
        add(list, str_slice(cell, from, i));
        from = i + len;
    }
    add(list, str_slice(cell, from, cell.len));
}

/* Not the end of "&amp;", nor of a smile ;) */
static bool is_divider(struct str cell, size_t at)
{
    struct str after = str_slice(cell, at + 1, at + 2);
    if (after.len && str_find_byte(STR(")-("), after.ptr[0]) != SIZE_MAX)
        return false;
    for (size_t i = at; i > 0 && cell.ptr[i - 1] != ' '; i--)
        if (cell.ptr[i - 1] == '&')
            return false;
    return true;
}

static bool starts_with_word(struct str text, const char *word)
{
    struct str end = str_slice(text, str_of(word).len, text.len);
    return str_starts(text, str_of(word)) && end.len &&
           str_find_byte(STR(" ,;:\n"), end.ptr[0]) != SIZE_MAX;
}

/* "Work in a garage; or a shop" goes on; "art; maths; and PE" ends a list. */
static bool goes_on(struct str after, bool is_list)
{
    static const char *const joining[] = {"but", "because",  "so",
                                          "nor", "although", "though"};
    after = str_trim(after);
    for (size_t i = 0; i < sizeof joining / sizeof joining[0]; i++)
        if (starts_with_word(after, joining[i]))
            return true;
    bool ends_list = is_list && str_find_byte(after, ';') == SIZE_MAX;
    return !ends_list &&
           (starts_with_word(after, "and") || starts_with_word(after, "or"));
}

static void cut_semicolons(struct str cell, struct str_list *list)
{
    size_t from = 0;
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] != ';' || !is_divider(cell, i) ||
            goes_on(str_slice(cell, i + 1, cell.len), from > 0))
            continue;
        add(list, without_mark(str_slice(cell, from, i)));
        from = i + 1;
    }
    add(list, without_mark(str_slice(cell, from, cell.len)));
}

struct str_list cell_list(struct arena *arena, struct str cell)
{
    static void (*const ways[])(struct str, struct str_list *) = {
        cut_numbers, cut_bullets, cut_lines, cut_semicolons};
    struct str_list list = {arena_array(arena, struct str, cell.len / 2 + 2), 0};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        list.count = 0;
        ways[i](cell, &list);
        if (list.count > 1)
            return list;
    }
    list.items[0] = cell;
    list.count = 1;
    return list;
}
