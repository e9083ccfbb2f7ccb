/* SPDX-License-Identifier: MIT */
/* Any bytes as a CSV file, and each of its cells as a date: nothing crashes,
 * lines only go forward, cells are UTF-8, and reading again reads the same. */
#include "base/unicode.h"
#include "format/csv.h"
#include "format/uk_date.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void insist(bool holds)
{
    if (!holds)
        abort();
}

static void check_cells(const struct csv_row *row)
{
    struct date date;
    struct error err;
    for (size_t i = 0; i < row->count; i++) {
        insist(unicode_valid(row->cells[i], NULL));
        insist(!uk_date_parse(row->cells[i], &date, &err) || date_exists(date));
    }
}

/* How many cells, row by row, with each row's lines mixed in. */
static size_t read_all(struct csv *csv, struct arena *arena)
{
    struct csv_row row;
    struct notices notices = {.arena = arena};
    size_t sum = 0, reached = 0;
    while (csv_next(csv, &notices, &row)) {
        insist(row.line > reached && row.last_line >= row.line && row.count > 0);
        reached = row.last_line;
        sum = sum * 31 + row.line + row.count;
        check_cells(&row);
    }
    return sum * 31 + notices.refusals;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new();
    struct csv *csv;
    struct error err;
    if (csv_open(STR("a.csv"), (struct str){(const char *)data, size}, &csv, &err)) {
        size_t sum = read_all(csv, arena);
        csv_rewind(csv);
        insist(read_all(csv, arena) == sum);
        csv_close(csv);
    }
    arena_free(arena);
    return 0;
}
