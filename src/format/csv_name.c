/* SPDX-License-Identifier: MIT */
#include "format/csv.h"

#include "base/unicode.h"

struct str csv_name(struct arena *arena, struct str s)
{
    struct str rest = unicode_fold(arena, s);
    struct buf out = BUF_IN(arena);
    bool owed = false;
    while (rest.len) {
        struct str before = rest;
        enum unicode_kind kind = unicode_kind(unicode_next(&rest));
        if (kind != UNICODE_LETTER && kind != UNICODE_DIGIT) {
            owed = out.len > 0;
            continue;
        }
        if (owed)
            buf_add_byte(&out, ' ');
        owed = false;
        buf_add(&out, str_slice(before, 0, before.len - rest.len));
    }
    return buf_str(&out);
}

size_t csv_row_cells(const struct csv_row *row)
{
    size_t count = row->count;
    while (count && !str_trim(row->cells[count - 1]).len)
        count--;
    return count;
}
