/* SPDX-License-Identifier: MIT */
#include "format/csv_record.h"

#include "format/csv.h"

/* Where a row stands after the lines read so far. */
struct scan {
    struct str separators;
    size_t begin;    /* of the row, in the file */
    bool quoted;     /* inside a quoted cell */
    size_t opens;    /* its opening quote */
    size_t breaks;   /* line breaks since */
    bool never_shut; /* what should close it opens another cell */
    bool stray;
};

static bool ends_cell(struct str row, size_t at, struct str separators)
{
    return at >= row.len || str_find_byte(separators, row.ptr[at]) != SIZE_MAX;
}

static size_t find_from(struct str row, size_t from, char byte)
{
    size_t at = str_find_byte(str_slice(row, from, row.len), byte);
    return at == SIZE_MAX ? row.len : from + at;
}

static size_t find_separator(struct str row, size_t from, struct str separators)
{
    if (separators.len == 1)
        return find_from(row, from, separators.ptr[0]);
    while (!ends_cell(row, from, separators))
        from++;
    return from < row.len ? from : row.len;
}

/* The quote that closes, from inside a quoted cell; the row's length if none. */
static size_t find_closing(struct str row, size_t from)
{
    size_t at = find_from(row, from, '"');
    while (at + 1 < row.len && row.ptr[at + 1] == '"')
        at = find_from(row, at + 2, '"');
    return at;
}

static size_t skip_blanks(struct str row, size_t at, struct str separators)
{
    while (!ends_cell(row, at, separators) && (row.ptr[at] == ' ' || row.ptr[at] == '\t'))
        at++;
    return at;
}

/* From inside a quoted cell to the start of the next cell, past the row's end
 * where it was the last. */
static size_t leave_quotes(struct scan *scan, struct str row, size_t from)
{
    size_t closes = find_closing(row, from);
    if (closes == row.len)
        return row.len + 1;
    size_t after = closes + 1;
    if (scan->breaks > 0 &&
        (closes - scan->opens - 1 > CSV_MOST_CELL ||
         !ends_cell(row, skip_blanks(row, after, scan->separators), scan->separators)))
        scan->never_shut = true;
    scan->quoted = false;
    scan->stray |= !ends_cell(row, after, scan->separators);
    return find_separator(row, after, scan->separators) + 1;
}

/* Goes on over the line that starts at `from` and ends the row so far. */
static void scan_line(struct scan *scan, struct str row, size_t from)
{
    size_t at = from;
    if (scan->quoted)
        at = leave_quotes(scan, row, at);
    else if (str_find_byte(str_slice(row, from, row.len), '"') == SIZE_MAX)
        return;
    while (at < row.len && !scan->never_shut) {
        if (row.ptr[at] == '"') {
            scan->quoted = true;
            scan->opens = at;
            scan->breaks = 0;
            at = leave_quotes(scan, row, at + 1);
        } else {
            at = find_separator(row, at, scan->separators) + 1;
        }
    }
}

/* An open quote that has run too far, counting the break that would follow. */
static bool ran_too_far(const struct scan *scan, size_t row_len)
{
    return scan->breaks + 1 > CSV_MOST_CELL_LINES ||
           row_len - scan->opens - 1 > CSV_MOST_CELL;
}

static void note_fault(struct csv_record *out, enum csv_fault fault, size_t line)
{
    out->fault = fault;
    out->fault_line = line;
}

/* Adds the next line. `*reopen` becomes the place below the line in which the
 * quote that is open now was opened. True while the row goes on. */
static bool add_line(const struct csv_text *text, struct scan *scan, struct buf *row,
                     struct csv_place *place, struct csv_place *reopen,
                     struct csv_record *out)
{
    struct csv_line line;
    size_t from = row->len, number = place->line;
    if (!csv_text_line(text, place->offset, &line) ||
        (scan->quoted && line.to - scan->begin > CSV_MOST_ROW)) {
        scan->never_shut = true;
        return false;
    }
    *place = (struct csv_place){line.next, number + 1};
    out->last_line = number;
    if (line.to - scan->begin > CSV_MOST_ROW) {
        note_fault(out, CSV_TOO_LONG, number);
        return false;
    }
    bool flawless = out->flaw.kind == CSV_FLAWLESS;
    csv_text_add(text, line.from, line.to, row, &out->flaw);
    if (flawless && out->flaw.kind != CSV_FLAWLESS)
        note_fault(out, CSV_NO_TEXT, number);
    scan_line(scan, buf_str(row), from);
    if (!scan->quoted || scan->never_shut)
        return false;
    if (scan->opens >= from)
        *reopen = *place;
    scan->never_shut = ran_too_far(scan, row->len);
    scan->breaks++;
    csv_text_add(text, line.to, line.next, row, &out->flaw);
    return !scan->never_shut;
}

bool csv_record_take(const struct csv_text *text, struct str separators, struct buf *row,
                     struct csv_place *place, struct csv_record *out)
{
    struct scan scan = {.separators = separators, .begin = place->offset};
    struct csv_place reopen = *place;
    if (place->offset >= text->bytes.len)
        return false;
    row->len = 0;
    *out = (struct csv_record){.first_line = place->line};
    for (bool more = true; more;)
        more = add_line(text, &scan, row, place, &reopen, out);
    if (scan.never_shut) {
        *place = reopen;
        out->last_line = reopen.line - 1;
        note_fault(out, CSV_UNCLOSED, out->last_line);
    }
    out->stray = scan.stray;
    out->text = buf_str(row);
    return true;
}

struct csv_raw_cell csv_raw_cell(struct str row, size_t from, struct str separators)
{
    if (from >= row.len || row.ptr[from] != '"')
        return (struct csv_raw_cell){find_separator(row, from, separators), SIZE_MAX};
    size_t closes = find_closing(row, from + 1);
    return (struct csv_raw_cell){find_separator(row, closes, separators), closes};
}

struct str csv_record_mend(struct str row, struct str separators, struct buf *out,
                           bool *remark)
{
    out->len = 0;
    for (size_t from = 0; from <= row.len;) {
        struct csv_raw_cell cell = csv_raw_cell(row, from, separators);
        if (cell.closes == SIZE_MAX || cell.closes + 1 >= cell.end) {
            buf_add(out, str_slice(row, from, cell.end));
        } else {
            buf_add(out, str_slice(row, from, cell.closes));
            for (size_t i = cell.closes + 1; i < cell.end; i++) {
                *remark |= row.ptr[i] != ' ' && row.ptr[i] != '\t';
                if (row.ptr[i] == '"')
                    buf_add_byte(out, '"');
                buf_add_byte(out, row.ptr[i]);
            }
            buf_add_byte(out, '"');
        }
        buf_add(out, str_slice(row, cell.end, cell.end + 1));
        from = cell.end + 1;
    }
    return buf_str(out);
}
