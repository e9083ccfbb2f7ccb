/* SPDX-License-Identifier: MIT */
#include "format/xlsx_inside.h"

#include <string.h>

static void put_cells(struct xlsx_sheet *sheet, const struct xlsx_row *row)
{
    for (size_t i = 0; i < sheet->width; i++)
        sheet->cells[i] = STR_NONE;
    memset(sheet->lost, 0, sheet->width * sizeof *sheet->lost);
    for (size_t i = 0; i < row->count; i++) {
        sheet->cells[row->cells[i].column] = row->cells[i].text;
        sheet->lost[row->cells[i].column] = row->cells[i].lost;
    }
}

/* Cells that begin above this row, at rows that hold nothing, count for nothing. */
static void begin_merges(struct xlsx_sheet *sheet, size_t line)
{
    for (; sheet->next_merge < sheet->merge_count; sheet->next_merge++) {
        const struct xlsx_merge *merge = &sheet->merges[sheet->next_merge];
        if (merge->first > line)
            return;
        if (merge->first == line && merge->column < sheet->width)
            sheet->held[merge->column] =
                (struct xlsx_held){merge->last, sheet->cells[merge->column]};
    }
}

static void fill_merged(struct xlsx_sheet *sheet, size_t line)
{
    if (sheet->merge_count == 0)
        return;
    begin_merges(sheet, line);
    for (size_t i = 0; i < sheet->width; i++)
        if (sheet->held[i].last >= line && sheet->cells[i].len == 0)
            sheet->cells[i] = sheet->held[i].text;
}

static void refuse(const struct xlsx_sheet *sheet, struct notices *notices,
                   const struct xlsx_row *row)
{
    if (row->fault == XLSX_TOO_WIDE)
        notice_add(notices, true, sheet->title, row->line,
                   "row left out: it has more than %d cells; clear what stands far to "
                   "the right",
                   CSV_MOST_CELLS);
    else
        notice_add(notices, true, sheet->title, row->line,
                   "row left out: cell %zu is longer than %d bytes; shorten it",
                   row->fault_column + 1, CSV_MOST_CELL);
}

static void say_of_all(struct xlsx_sheet *sheet, struct notices *notices)
{
    const struct xlsx_odd *errors = &sheet->errors, *uncounted = &sheet->uncounted;
    if (sheet->told)
        return;
    sheet->told = true;
    if (sheet->hidden_count)
        notice_add(notices, false, sheet->title, 0,
                   "%s %.*s %s hidden in the file; %s taken too",
                   sheet->hidden_count == 1 ? "row" : "rows",
                   STR_ARGS(buf_str(&sheet->hidden)),
                   sheet->hidden_count == 1 ? "is" : "are",
                   sheet->hidden_count == 1 ? "it is" : "they are");
    if (errors->count)
        notice_add(notices, false, sheet->title, errors->line,
                   "%zu %s of this sheet, here first, %s an error (such as #N/A) in the "
                   "place of a value, and %s as empty",
                   errors->count, errors->count == 1 ? "cell" : "cells",
                   errors->count == 1 ? "shows" : "show",
                   errors->count == 1 ? "counts" : "count");
    if (uncounted->count)
        notice_add(notices, false, sheet->title, uncounted->line,
                   "%zu %s of this sheet, here first, %s never worked "
                   "out, and %s as empty; open the workbook in your spreadsheet program, "
                   "save it, and import that",
                   uncounted->count, uncounted->count == 1 ? "cell" : "cells",
                   uncounted->count == 1 ? "holds a formula that was"
                                         : "hold formulas that were",
                   uncounted->count == 1 ? "counts" : "count");
}

bool xlsx_sheet_next(struct xlsx_sheet *sheet, struct notices *notices,
                     struct csv_row *out)
{
    while (sheet->next < sheet->row_count) {
        const struct xlsx_row *row = &sheet->rows[sheet->next++];
        put_cells(sheet, row);
        fill_merged(sheet, row->line);
        if (row->fault != XLSX_FINE) {
            refuse(sheet, notices, row);
            continue;
        }
        *out = (struct csv_row){row->line, row->line, sheet->cells, sheet->width,
                                sheet->lost};
        return true;
    }
    say_of_all(sheet, notices);
    return false;
}

void xlsx_sheet_rewind(struct xlsx_sheet *sheet)
{
    sheet->next = sheet->next_merge = 0;
    memset(sheet->held, 0, sheet->width * sizeof *sheet->held);
    sheet->told = false;
}
