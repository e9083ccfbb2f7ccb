/* SPDX-License-Identifier: MIT */
#include "format/rows.h"

struct rows {
    struct csv *csv; /* or else: */
    struct xlsx_sheet *sheet;
};

bool rows_of_csv(struct arena *arena, struct str name, struct str bytes,
                 struct rows **out, struct error *err)
{
    struct rows *rows = arena_alloc(arena, sizeof *rows);
    if (!csv_open(name, bytes, &rows->csv, err))
        return false;
    *out = rows;
    return true;
}

struct rows *rows_of_sheet(struct arena *arena, struct xlsx_sheet *sheet)
{
    struct rows *rows = arena_alloc(arena, sizeof *rows);
    rows->sheet = sheet;
    xlsx_sheet_rewind(sheet);
    return rows;
}

void rows_close(struct rows *rows)
{
    if (rows)
        csv_close(rows->csv);
}

bool rows_next(struct rows *rows, struct notices *notices, struct csv_row *out)
{
    return rows->csv ? csv_next(rows->csv, notices, out)
                     : xlsx_sheet_next(rows->sheet, notices, out);
}

void rows_rewind(struct rows *rows)
{
    if (rows->csv)
        csv_rewind(rows->csv);
    else
        xlsx_sheet_rewind(rows->sheet);
}
