/* SPDX-License-Identifier: MIT */
#include "cycle/column.h"

#include <stdint.h>

enum {
    LONGEST_NAME = 120, /* bytes: more is no column name but a text */
    LARGEST_NUMBER = 20 /* Working 20 */
};

/* 2, second, 2nd: but not "two", which says how many. */
static bool is_number(struct str word, size_t *number)
{
    static const char *const ordinals[][2] = {{"first", "1st"},
                                              {"second", "2nd"},
                                              {"third", "3rd"},
                                              {"fourth", "4th"},
                                              {"fifth", "5th"}};
    int64_t value;
    for (size_t i = 0; i < sizeof ordinals / sizeof ordinals[0]; i++)
        if (str_equal(word, str_of(ordinals[i][0])) ||
            str_equal(word, str_of(ordinals[i][1]))) {
            *number = i + 1;
            return true;
        }
    if (word.len > 2 || !str_to_integer(word, &value) || value < 1 ||
        value > LARGEST_NUMBER)
        return false;
    *number = (size_t)value;
    return true;
}

/* "2", "second" or the digits of "working2" at the end; the rest without them. */
static bool ends_with_number(struct str name, struct str *rest, size_t *number)
{
    size_t digits = 0, space = name.len;
    while (space && name.ptr[space - 1] != ' ')
        space--;
    *rest = str_trim(str_slice(name, 0, space));
    if (is_number(str_slice(name, space, name.len), number))
        return true;
    while (digits < name.len && name.ptr[name.len - 1 - digits] >= '0' &&
           name.ptr[name.len - 1 - digits] <= '9')
        digits++;
    *rest = str_slice(name, 0, name.len - digits);
    return is_number(str_slice(name, name.len - digits, name.len), number);
}

static bool match_name(const struct mapping *mapping, struct str name, struct column *out)
{
    out->field = mapping_field(mapping, name);
    return out->field != FIELD_NONE;
}

/* "working 1", "1 working", "working1" */
static bool match_numbered(const struct mapping *mapping, struct str name,
                           struct column *out)
{
    struct str rest = name, first = str_cut(&rest, ' ');
    if (!is_number(first, &out->number) && !ends_with_number(name, &rest, &out->number))
        return false;
    if (match_name(mapping, rest, out) && field_is_numbered(out->field))
        return true;
    *out = (struct column){.title = out->title, .field = FIELD_NONE};
    return false;
}

static bool match_plain(const struct mapping *mapping, struct str name,
                        struct column *out)
{
    return match_name(mapping, name, out) || match_numbered(mapping, name, out);
}

/* "working 1 parent", "parent working 1", "working parent 1": at every gap between
 * words, one side may be a speaker. */
static bool match_spoken(struct arena *arena, const struct mapping *mapping,
                         struct str name, struct column *out)
{
    size_t number = 0;
    struct str rest = name, last = name;
    while (rest.len)
        last = str_cut(&rest, ' ');
    if (last.len < name.len && is_number(last, &number))
        name = str_slice(name, 0, name.len - last.len - 1);
    for (size_t i = 0; i < name.len; i++) {
        struct str before = str_slice(name, 0, i),
                   after = str_slice(name, i + 1, name.len);
        struct str speaker;
        if (name.ptr[i] != ' ')
            continue;
        bool found = mapping_value(mapping, TYPE_PERSPECTIVE, after, &speaker) &&
                     match_plain(mapping, before, out) && field_is_numbered(out->field);
        if (!found)
            found = mapping_value(mapping, TYPE_PERSPECTIVE, before, &speaker) &&
                    match_plain(mapping, after, out) && field_is_numbered(out->field);
        if (found) {
            out->number = number ? number : out->number;
            out->speaker = str_copy(arena, speaker);
            return true;
        }
    }
    *out = (struct column){.title = out->title, .field = FIELD_NONE};
    return false;
}

static bool match_any(struct arena *arena, const struct mapping *mapping, struct str text,
                      struct column *out)
{
    struct str name = csv_name(arena, text);
    return name.len &&
           (match_plain(mapping, name, out) || match_spoken(arena, mapping, name, out));
}

struct column column_match(struct arena *arena, const struct mapping *mapping,
                           struct str cell)
{
    struct column out = {.title = cell, .field = FIELD_NONE};
    out.not_needed =
        cell.len <= LONGEST_NAME && mapping_not_used(mapping, mapping_key(arena, cell));
    if (out.not_needed)
        return out;
    if (cell.len == 0 || cell.len > LONGEST_NAME || match_any(arena, mapping, cell, &out))
        return out;
    size_t open = str_find_byte(cell, '('), close = str_find_byte(cell, ')');
    if (open == SIZE_MAX || close == SIZE_MAX || close < open)
        return out;
    struct str outside =
        str_format(arena, "%.*s %.*s", STR_ARGS(str_slice(cell, 0, open)),
                   STR_ARGS(str_slice(cell, close + 1, cell.len)));
    (void)match_any(arena, mapping, outside, &out);
    return out;
}
