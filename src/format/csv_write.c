/* SPDX-License-Identifier: MIT */
#include "format/csv.h"

/* Takes digits off the front; false where there are none. */
static bool take_digits(struct str *rest)
{
    size_t i = 0;
    while (i < rest->len && rest->ptr[i] >= '0' && rest->ptr[i] <= '9')
        i++;
    *rest = str_slice(*rest, i, rest->len);
    return i > 0;
}

static bool is_any_of(char byte, struct str set)
{
    return str_find_byte(set, byte) != SIZE_MAX;
}

/* -12, +0.5, -1.5e3: with a sign, as nothing else is asked about. */
static bool is_plain_number(struct str cell)
{
    struct str rest = str_slice(cell, 1, cell.len);
    if (!is_any_of(cell.ptr[0], STR("+-")) || !take_digits(&rest))
        return false;
    if (rest.len && rest.ptr[0] == '.') {
        rest = str_slice(rest, 1, rest.len);
        if (!take_digits(&rest))
            return false;
    }
    if (rest.len && is_any_of(rest.ptr[0], STR("eE"))) {
        rest = str_slice(rest, 1, rest.len);
        if (rest.len && is_any_of(rest.ptr[0], STR("+-")))
            rest = str_slice(rest, 1, rest.len);
        if (!take_digits(&rest))
            return false;
    }
    return rest.len == 0;
}

static bool is_formula(struct str cell)
{
    return cell.len && is_any_of(cell.ptr[0], STR("=+-@\t\r")) && !is_plain_number(cell);
}

/* Semicolons and tabs too, so that whoever reads it finds the comma to be the
 * separator; spaces at the ends, as some readers trim them; and what a reader
 * takes for more than text at the start of a file. */
static bool needs_quotes(struct str cell)
{
    for (size_t i = 0; i < cell.len; i++)
        if (is_any_of(cell.ptr[i], STR("\",;\t\r\n")))
            return true;
    return cell.len && (cell.ptr[0] == ' ' || cell.ptr[cell.len - 1] == ' ' ||
                        str_starts(cell, STR("\xef\xbb\xbf")) ||
                        str_equal_ascii_case(str_slice(cell, 0, 4), STR("sep=")));
}

static void write_cell(struct buf *out, struct str cell)
{
    bool quotes = needs_quotes(cell);
    if (quotes)
        buf_add_byte(out, '"');
    if (is_formula(cell))
        buf_add_byte(out, '\'');
    while (quotes && cell.len) {
        size_t at = str_find_byte(cell, '"');
        if (at == SIZE_MAX)
            break;
        buf_add(out, str_slice(cell, 0, at + 1));
        buf_add_byte(out, '"');
        cell = str_slice(cell, at + 1, cell.len);
    }
    buf_add(out, cell);
    if (quotes)
        buf_add_byte(out, '"');
}

void csv_write_row(struct buf *out, const struct str *cells, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i)
            buf_add_byte(out, ',');
        write_cell(out, cells[i]);
    }
    buf_add(out, STR("\r\n"));
}
