/* SPDX-License-Identifier: MIT */
#include "format/csv_separator.h"

#include "base/unicode.h"

enum {
    ROWS_TRIED = 20,
    BYTES_TRIED = 256 * 1024, /* even, for UTF-16 */
    NAMED_LENGTH = 5,         /* of `sep=;` */
    CANDIDATES = 3
};

/* How many rows have the number of cells that is commonest, and that number. */
struct evenness {
    size_t rows, cells;
};

static const struct str candidates = {",;\t", CANDIDATES};

/* Into how many cells each candidate cuts the row. A quote opens after any of
 * them: what it holds counts for none. counts: (CANDIDATES) */
static void count_cells(struct str row, size_t *counts)
{
    for (size_t i = 0; i < CANDIDATES; i++)
        counts[i] = 1;
    for (size_t from = 0; from < row.len;) {
        size_t end = csv_raw_cell(row, from, candidates).end;
        if (end < row.len)
            counts[str_find_byte(candidates, row.ptr[end])]++;
        from = end + 1;
    }
}

static bool is_more_even(struct evenness a, struct evenness b)
{
    return a.rows > b.rows || (a.rows == b.rows && a.cells > b.cells);
}

/* counts: (found, CANDIDATES) */
static struct evenness measure(size_t (*counts)[CANDIDATES], size_t found, size_t which)
{
    struct evenness best = {0};
    for (size_t i = 0; i < found; i++) {
        struct evenness one = {.cells = counts[i][which]};
        for (size_t k = 0; k < found; k++)
            one.rows += counts[k][which] == one.cells;
        if (one.cells > 1 && is_more_even(one, best))
            best = one;
    }
    return best;
}

static char most_even(const struct csv_text *text, struct buf *row,
                      struct csv_place place)
{
    size_t counts[ROWS_TRIED][CANDIDATES], found = 0;
    struct csv_record record;
    struct evenness most = {0};
    size_t best = 0;
    for (size_t tries = 0; tries < ROWS_TRIED; tries++) {
        if (!csv_record_take(text, candidates, row, &place, &record))
            break;
        if (record.fault == CSV_FINE && str_trim(record.text).len)
            count_cells(record.text, counts[found++]);
    }
    for (size_t i = 0; i < CANDIDATES; i++) {
        struct evenness one = measure(counts, found, i);
        if (is_more_even(one, most)) {
            most = one;
            best = i;
        }
    }
    return candidates.ptr[best];
}

/* The separator that the line `sep=;` names, or NUL. */
static char named_separator(const struct csv_text *text, struct csv_line line,
                            struct buf *row)
{
    struct csv_flaw flaw = {0};
    if (line.to - line.from > (size_t)NAMED_LENGTH * 2)
        return '\0';
    row->len = 0;
    csv_text_add(text, line.from, line.to, row, &flaw);
    struct str named = buf_str(row);
    if (named.len != NAMED_LENGTH ||
        !str_equal_ascii_case(str_slice(named, 0, NAMED_LENGTH - 1), STR("sep=")))
        return '\0';
    const char last = named.ptr[NAMED_LENGTH - 1];
    bool usable = last == '\t' || (last > ' ' && last < 0x7F && last != '"' &&
                                   unicode_kind((unsigned char)last) == UNICODE_OTHER);
    if (!usable)
        return '\0';
    return last;
}

char csv_separator_find(const struct csv_text *text, struct buf *row,
                        struct csv_place *first)
{
    struct csv_line line;
    struct csv_text head = *text;
    if (!csv_text_line(text, first->offset, &line))
        return ',';
    const char named = named_separator(text, line, row);
    if (named) {
        *first = (struct csv_place){line.next, first->line + 1};
        return named;
    }
    head.bytes = str_slice(head.bytes, 0, first->offset + BYTES_TRIED);
    return most_even(&head, row, *first);
}
