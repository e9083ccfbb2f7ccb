/* SPDX-License-Identifier: MIT */
#include "format/csv.h"

#include "base/unicode.h"

enum { NAMES_SHOWN = 8 };

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

static struct str_list fold_names(struct arena *arena, const struct str *names,
                                  size_t count)
{
    struct str_list folded = {arena_array(arena, struct str, count), count};
    for (size_t i = 0; i < count; i++)
        folded.items[i] = csv_name(arena, names[i]);
    return folded;
}

static bool shares_a_name(struct str_list cells, struct str_list names)
{
    for (size_t c = 0; c < cells.count; c++)
        for (size_t n = 0; n < names.count; n++)
            if (cells.items[c].len && str_equal(cells.items[c], names.items[n]))
                return true;
    return false;
}

static size_t count_named(struct str_list cells, const struct str_list *fields,
                          size_t count)
{
    size_t named = 0;
    for (size_t i = 0; i < count; i++)
        named += shares_a_name(cells, fields[i]);
    return named;
}

static bool not_found(struct arena *arena, const struct str_list *fields, size_t count,
                      const struct notices *notices, struct error *err)
{
    struct buf text = BUF_IN(arena);
    buf_add_format(&text,
                   "no row of column names in the first %d rows; one row must name %s",
                   CSV_HEADER_ROWS, count == 1 ? "" : "at least two of: ");
    for (size_t i = 0, shown = 0; i < count && shown <= NAMES_SHOWN; i++) {
        if (fields[i].count == 0)
            continue;
        if (shown++ == NAMES_SHOWN)
            buf_add(&text, STR(", and others"));
        else
            buf_add_format(&text, "%s\"%.*s\"", shown > 1 ? ", " : "",
                           STR_ARGS(fields[i].items[0]));
    }
    for (size_t i = 0; i < notices->count; i++)
        if (notices->items[i].refusal) {
            buf_add_format(&text, " (line %zu: %.*s)", notices->items[i].line,
                           STR_ARGS(notices->items[i].text));
            break;
        }
    return error_set(err, ERROR_INPUT, "%.*s", STR_ARGS(buf_str(&text)));
}

bool csv_header(struct csv *csv, struct arena *arena, const struct str_list *fields,
                size_t count, struct csv_header *out, struct error *err)
{
    struct notices unheard = {.arena = arena};
    struct csv_row row = {0};
    size_t best = count == 1 ? 0 : 1;
    struct csv_header header = {0};
    struct str_list *wanted = arena_array(arena, struct str_list, count);
    for (size_t i = 0; i < count; i++)
        wanted[i] = fold_names(arena, fields[i].items, fields[i].count);
    csv_rewind(csv);
    for (size_t i = 0; i < CSV_HEADER_ROWS && csv_next(csv, &unheard, &row); i++) {
        struct str_list cells = fold_names(arena, row.cells, row.count);
        size_t named = count_named(cells, wanted, count);
        if (named <= best)
            continue;
        best = named;
        header = (struct csv_header){row.line, cells};
    }
    csv_rewind(csv);
    if (header.line == 0)
        return not_found(arena, fields, count, &unheard, err);
    do
        (void)csv_next(csv, &unheard, &row);
    while (row.line < header.line);
    *out = header;
    return true;
}
