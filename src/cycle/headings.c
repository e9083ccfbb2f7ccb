/* SPDX-License-Identifier: MIT */
#include "cycle/headings.h"

#include "base/unicode.h"
#include "cycle/column.h"

#include <stdint.h>

enum {
    LONGEST_PART = 60, /* bytes of a name under another one */
    MOST_DIGITS = 3    /* in it: a day has more */
};

struct heading_row {
    size_t line, count;
    struct str *cells;
};

/* One above the other, of one width. */
struct pair {
    struct arena *arena;
    const struct mapping *mapping;
    const struct heading_row *top, *below;
    size_t count;
};

/* The title on one line. */
static struct str tidy_title(struct arena *arena, struct str cell)
{
    struct buf out = BUF_IN(arena);
    bool owed = false;
    while (cell.len) {
        struct str before = cell;
        if (unicode_kind(unicode_next(&cell)) == UNICODE_SPACE) {
            owed = out.len > 0;
            continue;
        }
        if (owed)
            buf_add_byte(&out, ' ');
        owed = false;
        buf_add(&out, str_slice(before, 0, before.len - cell.len));
    }
    return buf_str(&out);
}

static struct heading_row keep_row(struct arena *arena, const struct csv_row *row)
{
    struct heading_row out = {row->line, row->count,
                              arena_array(arena, struct str, row->count)};
    for (size_t i = 0; i < row->count; i++)
        out.cells[i] = tidy_title(arena, row->cells[i]);
    return out;
}

static struct str part(const struct heading_row *row, size_t column)
{
    return column < row->count ? row->cells[column] : STR_NONE;
}

bool headings_alike(struct arena *arena, struct str a, struct str b)
{
    return str_equal(csv_name(arena, a), csv_name(arena, b));
}

static enum field field_of(const struct pair *pair, struct str title)
{
    return column_match(pair->arena, pair->mapping, title).field;
}

static bool is_known(const struct pair *pair, struct str title)
{
    struct column column = column_match(pair->arena, pair->mapping, title);
    return column.field != FIELD_NONE || column.not_needed;
}

/* What stands above the column: its own, or that of a cell merged over it. */
static struct str above(const struct pair *pair, size_t column)
{
    while (column && !part(pair->top, column).len)
        column--;
    return part(pair->top, column);
}

/* Whether the lower row says more than the upper one of a column. */
static bool says_more(const struct pair *pair, size_t column)
{
    struct str below = part(pair->below, column);
    return below.len && !headings_alike(pair->arena, below, part(pair->top, column));
}

static struct str both_of(const struct pair *pair, size_t column)
{
    struct str over = above(pair, column), below = part(pair->below, column);
    return over.len
               ? str_format(pair->arena, "%.*s %.*s", STR_ARGS(over), STR_ARGS(below))
               : below;
}

static struct str title_of(const struct pair *pair, size_t column)
{
    struct str both = both_of(pair, column), below = part(pair->below, column);
    if (!says_more(pair, column))
        return part(pair->top, column);
    return !is_known(pair, both) && is_known(pair, below) ? below : both;
}

/* A cell over several columns, each with a name of its own below it. */
static bool is_group(const struct pair *pair, size_t column)
{
    return part(pair->top, column).len && !part(pair->top, column + 1).len &&
           part(pair->below, column).len && part(pair->below, column + 1).len;
}

static bool is_short(struct str text)
{
    size_t digits = 0;
    for (size_t i = 0; i < text.len; i++)
        digits += text.ptr[i] >= '0' && text.ptr[i] <= '9';
    return text.len <= LONGEST_PART && digits <= MOST_DIGITS && !text_is_sentence(text);
}

/* Whether the lower cell is the rest of a name, and cannot be data under the upper one:
 * where nothing is merged both together have to be known, and one of the two where the
 * upper one alone says whom the row is about and the like. */
static bool is_rest(const struct pair *pair, size_t column)
{
    struct str top = part(pair->top, column);
    if (top.len && !is_group(pair, column))
        return is_known(pair, both_of(pair, column));
    if (is_known(pair, title_of(pair, column)))
        return true;
    enum field field = field_of(pair, top);
    return is_short(part(pair->below, column)) &&
           (field == FIELD_NONE || field_is_numbered(field));
}

/* Whether nothing that the names have to hold is lost by reading them so. */
static bool keeps_needed(const struct pair *pair, const struct heading_row *alone)
{
    for (size_t n = 0; n < pair->mapping->needed_count; n++) {
        const struct needed *needed = &pair->mapping->needed[n];
        bool before = false, now = false;
        for (size_t i = 0; i < pair->count; i++)
            for (size_t f = 0; f < needed->count; f++) {
                before = before || field_of(pair, part(alone, i)) == needed->fields[f];
                now = now || field_of(pair, title_of(pair, i)) == needed->fields[f];
            }
        if (before && !now)
            return false;
    }
    return true;
}

/* The row below the names goes on with them. */
static bool goes_on(const struct pair *pair)
{
    size_t gained = 0;
    for (size_t i = 0; i < pair->count; i++) {
        if (!says_more(pair, i))
            continue;
        if (!is_rest(pair, i))
            return false;
        gained += is_known(pair, title_of(pair, i));
    }
    return gained > 0 && keeps_needed(pair, pair->top);
}

/* The row above the names begins them, and is no title of the whole. */
static bool begins(const struct pair *pair)
{
    size_t filled = 0, gained = 0;
    for (size_t i = 0; i < pair->count; i++) {
        struct str top = part(pair->top, i), below = part(pair->below, i);
        filled += top.len > 0;
        if (top.len && !is_short(top) && !is_known(pair, top))
            return false;
        gained += is_known(pair, title_of(pair, i)) && !is_known(pair, below);
    }
    return filled > 1 && gained > 0 && keeps_needed(pair, pair->below);
}

static struct str *row_cells(const struct pair *pair, const struct heading_row *row)
{
    struct str *out = arena_array(pair->arena, struct str, pair->count);
    for (size_t i = 0; i < pair->count; i++)
        out[i] = part(row, i);
    return out;
}

static void take_pair(const struct pair *pair, struct headings *out)
{
    out->line = pair->top->line;
    out->last_line = pair->below->line;
    out->count = pair->count;
    out->titles = arena_array(pair->arena, struct str, pair->count);
    for (size_t i = 0; i < pair->count; i++)
        out->titles[i] = title_of(pair, i);
    out->rows[0] = row_cells(pair, pair->top);
    out->rows[1] = row_cells(pair, pair->below);
}

static struct pair pair_of(struct arena *arena, const struct mapping *mapping,
                           const struct heading_row *top, const struct heading_row *below)
{
    size_t count = top->count > below->count ? top->count : below->count;
    return (struct pair){arena, mapping, top, below, count};
}

void headings_read(struct rows *rows, struct arena *arena, const struct mapping *mapping,
                   size_t line, struct headings *out)
{
    struct notices unheard = {.arena = arena};
    struct heading_row before = {0}, here = {0}, after = {0};
    struct csv_row row;
    rows_rewind(rows);
    while (here.line < line && rows_next(rows, &unheard, &row)) {
        before = here;
        here = keep_row(arena, &row);
    }
    if (rows_next(rows, &unheard, &row))
        after = keep_row(arena, &row);
    struct pair lower = pair_of(arena, mapping, &here, &after);
    struct pair upper = pair_of(arena, mapping, &before, &here);
    *out = (struct headings){.line = here.line,
                             .last_line = here.line,
                             .count = here.count,
                             .titles = here.cells,
                             .rows = {here.cells, NULL}};
    if (goes_on(&lower))
        take_pair(&lower, out);
    else if (begins(&upper))
        take_pair(&upper, out);
    rows_rewind(rows);
    for (size_t at = 0; at < out->last_line && rows_next(rows, &unheard, &row);)
        at = row.line;
}
