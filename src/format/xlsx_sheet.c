/* SPDX-License-Identifier: MIT */
#include "format/xlsx_inside.h"

#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_MERGES = 100000, MOST_HIDDEN_TOLD = 20 /* stretches of rows */ };

struct reading {
    struct xlsx *xlsx;
    struct xlsx_sheet *sheet;
    size_t row_room, merge_room, cell_sum;
    /* The row: */
    struct xlsx_row row;
    struct xlsx_cell cells[CSV_MOST_CELLS];
    size_t lost; /* of them */
    bool row_hidden;
    size_t hidden_from, hidden_to; /* the stretch of hidden rows that goes on */
    size_t hidden_stretches;
    /* The cell: */
    bool in_cell, wanted, has_formula, cell_too_long;
    size_t silent; /* as in xlsx_text.c */
    size_t column;
    char type[16];
    struct xlsx_format format;
    struct buf text;
};

static bool damaged(struct error *err)
{
    return error_set(err, ERROR_INPUT,
                     "the cells of this sheet are damaged; open the workbook in your "
                     "spreadsheet program, save it once more, and import that");
}

/* "AB12": column 27, row 12. */
static bool read_place(struct str place, size_t *column, size_t *line)
{
    int64_t number;
    size_t at = 0, letters = 0;
    for (; at < place.len && at < 4; at++) {
        char c = ascii_lower(place.ptr[at]);
        if (c < 'a' || c > 'z')
            break;
        letters = letters * 26 + (size_t)(c - 'a' + 1);
    }
    if (at == 0 || at > 3 || !str_to_integer(str_slice(place, at, place.len), &number) ||
        number < 1 || number > XLSX_MOST_ROWS)
        return false;
    *column = letters - 1;
    *line = (size_t)number;
    return true;
}

static bool start_row(struct reading *reading, const char *const *attributes,
                      struct error *err)
{
    struct str where = xml_attribute(attributes, "r");
    int64_t line = (int64_t)reading->row.line + 1;
    if (where.len && !str_to_integer(where, &line))
        return damaged(err);
    if (line <= (int64_t)reading->row.line || line > XLSX_MOST_ROWS)
        return damaged(err);
    reading->row = (struct xlsx_row){.line = (size_t)line};
    reading->lost = 0;
    reading->row_hidden = xml_attribute_is_on(attributes, "hidden");
    reading->column = SIZE_MAX;
    return true;
}

static bool start_cell(struct reading *reading, const char *const *attributes,
                       struct error *err)
{
    struct str where = xml_attribute(attributes, "r");
    struct str type = xml_attribute(attributes, "t");
    int64_t format = 0;
    size_t line = reading->row.line;
    reading->column++;
    if (line == 0 || (where.len && (!read_place(where, &reading->column, &line) ||
                                    line != reading->row.line)))
        return damaged(err);
    (void)str_to_integer(xml_attribute(attributes, "s"), &format);
    bool known = format >= 0 && (size_t)format < reading->xlsx->format_count;
    reading->format =
        known ? reading->xlsx->formats[format] : (struct xlsx_format){.date = false};
    type = str_slice(type, 0, sizeof reading->type - 1);
    memcpy(reading->type, type.ptr, type.len);
    reading->type[type.len] = '\0';
    reading->in_cell = true;
    reading->has_formula = reading->cell_too_long = false;
    reading->text.len = 0;
    return true;
}

static bool add_merge(struct reading *reading, struct str place, struct error *err)
{
    struct xlsx_sheet *sheet = reading->sheet;
    struct xlsx_merge merge;
    size_t column;
    struct str to = place, from = str_cut(&to, ':');
    if (!read_place(from, &merge.column, &merge.first) ||
        !read_place(to, &column, &merge.last))
        return damaged(err);
    if (merge.last <= merge.first || merge.column >= CSV_MOST_CELLS)
        return true;
    if (sheet->merge_count == MOST_MERGES)
        return error_set(err, ERROR_LIMIT, "it has more than %d merged cells",
                         MOST_MERGES);
    sheet->merges = arena_one_more(sheet->arena, sheet->merges, sizeof *sheet->merges,
                                   sheet->merge_count, &reading->merge_room);
    sheet->merges[sheet->merge_count++] = merge;
    return true;
}

static bool start(void *with, struct str name, const char *const *attributes,
                  struct error *err)
{
    struct reading *reading = with;
    if (str_equal(name, STR("row")))
        return start_row(reading, attributes, err);
    if (str_equal(name, STR("c")))
        return start_cell(reading, attributes, err);
    if (str_equal(name, STR("mergeCell")))
        return add_merge(reading, xml_attribute(attributes, "ref"), err);
    if (!reading->in_cell)
        return true;
    if (reading->silent || str_equal(name, STR("rPh")))
        reading->silent++;
    bool value = str_equal(name, STR("v"));
    reading->has_formula = reading->has_formula || str_equal(name, STR("f"));
    reading->wanted = !reading->silent && (value || str_equal(name, STR("t")));
    return true;
}

static void text(void *with, struct str piece)
{
    struct reading *reading = with;
    if (!reading->in_cell || !reading->wanted || reading->cell_too_long)
        return;
    reading->cell_too_long = reading->text.len + piece.len > CSV_MOST_CELL;
    if (!reading->cell_too_long)
        buf_add(&reading->text, piece);
}

static void note_odd(struct xlsx_odd *odd, size_t line)
{
    if (odd->count++ == 0)
        odd->line = line;
}

static bool is_type(const struct reading *reading, const char *type)
{
    return strcmp(reading->type, type) == 0;
}

/* The cell's text; borrowed from the workbook where it shares it. */
static bool cell_text(struct reading *reading, struct str *out, struct error *err)
{
    struct arena *arena = reading->sheet->arena;
    struct str raw = buf_str(&reading->text);
    int64_t index;
    *out = STR_NONE;
    if (raw.len == 0)
        return true;
    if (is_type(reading, "s")) {
        if (!str_to_integer(str_trim(raw), &index) || index < 0 ||
            (size_t)index >= reading->xlsx->text_count)
            return damaged(err);
        *out = reading->xlsx->texts[index];
    } else if (is_type(reading, "b")) {
        *out = str_equal(str_trim(raw), STR("0")) ? STR("FALSE") : STR("TRUE");
    } else if (is_type(reading, "d")) {
        *out = str_copy(arena, xlsx_iso_date(arena, raw));
    } else if (is_type(reading, "") || is_type(reading, "n")) {
        *out = str_copy(
            arena, xlsx_number(arena, raw, reading->format, reading->xlsx->from_1904));
    } else {
        *out = str_copy(arena, xlsx_unescape(reading->text.ptr, raw.len));
    }
    return true;
}

static bool is_blank(struct str text)
{
    while (text.len)
        if (unicode_kind(unicode_next(&text)) != UNICODE_SPACE)
            return false;
    return true;
}

static void refuse_row(struct reading *reading, enum xlsx_fault fault)
{
    if (reading->row.fault == XLSX_FINE) {
        reading->row.fault = fault;
        reading->row.fault_column = reading->column;
    }
}

/* Programs that work nothing out leave no value, or an empty one; what came to "" is of
 * type str. */
static bool was_never_worked_out(const struct reading *reading)
{
    return reading->has_formula && reading->text.len == 0 && !reading->cell_too_long &&
           !is_type(reading, "str");
}

static bool end_cell(struct reading *reading, struct error *err)
{
    struct xlsx_row *row = &reading->row;
    bool lost = was_never_worked_out(reading);
    struct str text;
    reading->in_cell = reading->wanted = false;
    reading->silent = 0;
    if (lost)
        note_odd(&reading->sheet->uncounted, row->line);
    if (!cell_text(reading, &text, err))
        return false;
    if (reading->cell_too_long || text.len > CSV_MOST_CELL) {
        refuse_row(reading, XLSX_TOO_LONG);
        return true;
    }
    if (is_blank(text) && !lost)
        return true;
    if (is_type(reading, "e"))
        note_odd(&reading->sheet->errors, row->line);
    if (reading->column >= CSV_MOST_CELLS) {
        refuse_row(reading, XLSX_TOO_WIDE);
        return true;
    }
    if (row->count == CSV_MOST_CELLS)
        return damaged(err);
    if (reading->column >= reading->sheet->width)
        reading->sheet->width = reading->column + 1;
    reading->cells[row->count++] = (struct xlsx_cell){reading->column, text, lost};
    reading->lost += lost;
    return true;
}

static void write_stretch(struct reading *reading)
{
    struct buf *out = &reading->sheet->hidden;
    size_t from = reading->hidden_from, to = reading->hidden_to;
    if (from == 0 || ++reading->hidden_stretches > MOST_HIDDEN_TOLD)
        return;
    if (out->len)
        buf_add(out, STR(", "));
    if (from == to)
        buf_add_format(out, "%zu", from);
    else
        buf_add_format(out, "%zu to %zu", from, to);
}

static void note_hidden(struct reading *reading, size_t line)
{
    reading->sheet->hidden_count++;
    if (reading->hidden_from && line == reading->hidden_to + 1) {
        reading->hidden_to = line;
        return;
    }
    write_stretch(reading);
    reading->hidden_from = reading->hidden_to = line;
}

static bool end_row(struct reading *reading, struct error *err)
{
    struct xlsx_sheet *sheet = reading->sheet;
    struct xlsx_row *row = &reading->row;
    if (row->count == reading->lost && row->fault == XLSX_FINE)
        return true; /* a row of a form that nobody filled in */
    reading->cell_sum += row->count;
    if (reading->cell_sum > XLSX_MOST_CELLS)
        return error_set(err, ERROR_LIMIT,
                         "more than %d cells hold something; save what is needed as a "
                         "sheet of its own",
                         XLSX_MOST_CELLS);
    if (reading->row_hidden)
        note_hidden(reading, row->line);
    sheet->rows = arena_one_more(sheet->arena, sheet->rows, sizeof *sheet->rows,
                                 sheet->row_count, &reading->row_room);
    struct xlsx_cell *cells = arena_array(sheet->arena, struct xlsx_cell, row->count);
    memcpy(cells, reading->cells, row->count * sizeof *cells);
    row->cells = cells;
    sheet->rows[sheet->row_count++] = *row;
    return true;
}

static bool end(void *with, struct str name, struct error *err)
{
    struct reading *reading = with;
    reading->wanted = false;
    if (str_equal(name, STR("row")))
        return end_row(reading, err);
    if (reading->in_cell && str_equal(name, STR("c")))
        return end_cell(reading, err);
    if (reading->silent)
        reading->silent--;
    return true;
}

static int compare_merges(const void *a, const void *b)
{
    const struct xlsx_merge *one = a, *two = b;
    return (one->first > two->first) - (one->first < two->first);
}

/* What is read into passes; what is kept is the sheet's. */
static bool read_cells(struct xlsx *xlsx, struct xlsx_sheet *sheet, struct str path,
                       struct error *err)
{
    struct arena *passing = arena_new();
    struct reading *reading = arena_alloc(passing, sizeof *reading);
    struct xml_walker walker = {reading, start, end, text};
    reading->xlsx = xlsx;
    reading->sheet = sheet;
    reading->text = BUF_IN(passing);
    bool fine = xlsx_walk(xlsx, path, XLSX_SHEET_PART, &walker, err);
    if (fine) {
        write_stretch(reading);
        if (reading->hidden_stretches > MOST_HIDDEN_TOLD)
            buf_add(&sheet->hidden, STR(" and others"));
    }
    arena_free(passing);
    return fine;
}

bool xlsx_sheet_open(struct xlsx *xlsx, size_t index, struct str title,
                     struct xlsx_sheet **out, struct error *err)
{
    struct arena *arena = arena_new();
    struct xlsx_sheet *sheet = arena_alloc(arena, sizeof *sheet);
    sheet->arena = arena;
    sheet->title = str_copy(arena, title);
    sheet->hidden = BUF_IN(arena);
    if (!read_cells(xlsx, sheet, xlsx->sheets[index].path, err)) {
        arena_free(arena);
        return error_wrap(err, "%.*s", STR_ARGS(title));
    }
    if (sheet->merge_count)
        qsort(sheet->merges, sheet->merge_count, sizeof *sheet->merges, compare_merges);
    sheet->held = arena_array(arena, struct xlsx_held, sheet->width);
    sheet->cells = arena_array(arena, struct str, sheet->width);
    sheet->lost = arena_array(arena, bool, sheet->width);
    *out = sheet;
    return true;
}

void xlsx_sheet_close(struct xlsx_sheet *sheet)
{
    if (sheet)
        arena_free(sheet->arena);
}
