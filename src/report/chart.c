/* SPDX-License-Identifier: MIT */
#include "report/chart.h"

#include "base/unicode.h"
#include "report/chart_parts.h"
#include "report/markup.h"

/* Letters on a line, on a phone and on a desk or paper. */
enum { LINE_HEIGHT = 19, PHONE_LETTERS = 44, DESK_LETTERS = 90 };

/* Higher than this, it takes more than a page and a half of paper (96 pixels an inch,
 * made smaller by assets/report.css), and is left there to its table, which says the
 * same. */
enum { MOST_ON_PAPER = 1450 };

/* Dark enough on white for graphics and for letters (4.5:1 and more). */
static const char *const series_colours[PUBLISHED_MOST_SERIES] = {
    "#1f4e6b", "#a3481a", "#1d6b3a", "#5b3b8c", "#8a2447", "#46525e"};
static const char *const mark_colours[] = {"#1f4e6b", "#1d6b3a", "#a3321f", "#5b3b8c"};

/* What is drawn on white; the first is solid. Dashes of a wide line and not an SVG
 * pattern: of each bar with a pattern browsers print an image of a third of a megabyte.
 */
static const char *const patterns[PUBLISHED_MOST_SERIES] = {
    NULL,
    "<path d=\"M-40 16h960\" stroke-width=\"40\" stroke-dasharray=\"3 5\" "
    "transform=\"skewX(-45)\"/>",
    "<path d=\"M2 3h900M2 11h900M2 19h900M6 7h900M6 15h900M6 23h900\" "
    "stroke-width=\"2.6\" "
    "stroke-dasharray=\"2.6 5.4\"/>",
    "<path d=\"M0 3h900m0 4H0m0 4h900m0 4H0m0 4h900m0 4H0\" stroke-width=\"1.6\"/>",
    "<path d=\"M-40 16h960\" stroke-width=\"40\" stroke-dasharray=\"1.8 6.2\" "
    "transform=\"skewX(-45)\"/><path d=\"M-40 16h960\" stroke-width=\"40\" "
    "stroke-dasharray=\"1.8 6.2\" transform=\"skewX(45)\"/>",
    "<path d=\"M0 16h900\" stroke-width=\"40\" stroke-dasharray=\"1.2 6.8\"/>"};

struct chart_value chart_decimal(struct str text)
{
    struct chart_value value = {.shown = text};
    double whole = 0, part = 1;
    bool minus = false, point = false;
    size_t digits = 0;
    text = str_trim(text);
    if (str_starts(text, STR("£")))
        text = str_slice(text, STR("£").len, text.len);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c >= '0' && c <= '9') {
            digits++;
            part = point ? part / 10 : 1;
            whole = point ? whole + part * (c - '0') : whole * 10 + (c - '0');
        } else if (c == '-' && i == 0) {
            minus = true;
        } else if (c == '.' && !point) {
            point = true;
        } else if (!(c == ',' && !point) && !(c == '%' && i + 1 == text.len)) {
            return value;
        }
    }
    value.known = digits > 0 && digits <= 15;
    value.number = minus ? -whole : whole;
    return value;
}

static struct chart_value read_cell(struct arena *arena, const struct published_row *row,
                                    size_t column)
{
    if (column >= row->count)
        return (struct chart_value){.shown = STR_NONE};
    const struct published_cell *cell = &row->cells[column];
    switch (cell->kind) {
    case PUBLISHED_COUNT:
        return (struct chart_value){.known = true,
                                    .number = (double)cell->count,
                                    .shown = markup_number(arena, cell->count)};
    case PUBLISHED_TEXT:
        return chart_decimal(cell->text);
    case PUBLISHED_HIDDEN:
        return (struct chart_value){.hidden = true};
    case PUBLISHED_EMPTY:
        break;
    }
    return (struct chart_value){.shown = STR_NONE};
}

/* The value columns that were named, or all the number columns. */
static size_t choose_columns(const struct published_chart *chart,
                             const struct published_table *table, size_t *columns)
{
    size_t count = 0;
    for (size_t i = 0; i < chart->value_count; i++)
        if (chart->value_columns[i] < table->column_count)
            columns[count++] = chart->value_columns[i];
    for (size_t c = 0; chart->value_count == 0 && c < table->column_count; c++)
        if (table->columns[c].is_number && count < PUBLISHED_MOST_SERIES)
            columns[count++] = c;
    return count;
}

static struct chart_data read_data(const struct published *doc,
                                   const struct published_block *block, size_t number)
{
    const struct published_table *table = doc->blocks[block->chart->table].table;
    size_t columns[PUBLISHED_MOST_SERIES];
    struct chart_data data = {.arena = doc->arena,
                              .chart = block->chart,
                              .mark = block->mark,
                              .hidden_words = doc->hidden_words,
                              .number = number,
                              .series = choose_columns(block->chart, table, columns)};
    data.labels = arena_array(doc->arena, struct str, table->row_count);
    data.dates = arena_array(doc->arena, struct str, table->row_count);
    data.names = arena_array(doc->arena, struct str, data.series);
    data.values =
        arena_array(doc->arena, struct chart_value, table->row_count * data.series);
    for (size_t s = 0; s < data.series; s++)
        data.names[s] = table->columns[columns[s]].name;
    for (size_t r = 0; r < table->row_count; r++) {
        const struct published_row *row = &table->rows[r];
        if (row->is_total)
            continue;
        if (block->chart->label_column < row->count) {
            const struct published_cell *cell = &row->cells[block->chart->label_column];
            data.labels[data.rows] = cell->kind == PUBLISHED_COUNT
                                         ? markup_number(doc->arena, cell->count)
                                         : cell->text;
        }
        data.dates[data.rows] = row->date;
        for (size_t s = 0; s < data.series; s++)
            data.values[data.rows * data.series + s] =
                read_cell(doc->arena, row, columns[s]);
        data.rows++;
    }
    return data;
}

void chart_text(struct buf *out, double x_percent, double dx, double y,
                const char *anchor, struct str text)
{
    buf_add_format(out, "<text x=\"%.2f%%\" dx=\"%g\" y=\"%g\" text-anchor=\"%s\">",
                   x_percent, dx, y, anchor);
    markup_text(out, text);
    buf_add(out, STR("</text>\n"));
}

/* As many words as fit on a line of `most` characters. A word that does not fit by
 * itself stands alone, cut only where it would take more than three lines. */
static struct str take_line(struct str *rest, size_t most)
{
    *rest = str_trim(*rest);
    struct str fits = unicode_cut(*rest, most);
    size_t end = fits.len;
    if (fits.len < rest->len && rest->ptr[fits.len] != ' ')
        for (size_t i = fits.len; i-- > 1;)
            if (fits.ptr[i] == ' ') {
                end = i;
                break;
            }
    if (end == fits.len && end < rest->len) {
        fits = unicode_cut(*rest, most * 3);
        while (end < fits.len && fits.ptr[end] != ' ')
            end++;
    }
    struct str line = str_trim(str_slice(fits, 0, end));
    *rest = str_slice(*rest, end, rest->len);
    return line;
}

double chart_words(struct buf *out, double x_percent, double y, const char *anchor,
                   size_t most, struct str text)
{
    double height = 0;
    if (!unicode_valid(text, NULL))
        return 0;
    for (text = str_trim(text); text.len; text = str_trim(text)) {
        chart_text(out, x_percent, 0, y + height + 15, anchor, take_line(&text, most));
        height += LINE_HEIGHT;
    }
    return height;
}

double chart_label(struct buf *out, struct str text, double *spare)
{
    struct buf phone = BUF_IN(out->arena), desk = BUF_IN(out->arena);
    double high = chart_words(&phone, 0, 0, "start", PHONE_LETTERS, text);
    double low = chart_words(&desk, 0, 0, "start", DESK_LETTERS, text);
    *spare = low < high ? high - low : 0;
    if (low >= high) {
        buf_add(out, buf_str(&phone));
        return high;
    }
    buf_add(out, STR("<g class=\"on-phone\">\n"));
    buf_add(out, buf_str(&phone));
    buf_add_format(out, "</g>\n<g class=\"on-desk\" transform=\"translate(0 %g)\">\n",
                   *spare);
    buf_add(out, buf_str(&desk));
    buf_add(out, STR("</g>\n"));
    return high;
}

const char *chart_colour(const struct chart_data *data, size_t series)
{
    return data->series == 1 ? mark_colours[data->mark] : series_colours[series];
}

void chart_box(struct buf *out, const struct chart_data *data, size_t series,
               const struct chart_place *at)
{
    const char *colour = chart_colour(data, series);
    struct str place =
        str_format(out->arena, " x=\"%.*s\" y=\"%g\" width=\"%.*s\" height=\"%g\"",
                   STR_ARGS(at->x), at->y, STR_ARGS(at->width), at->height);
    bool solid = data->series == 1 || !patterns[series];
    if (!solid)
        buf_add_format(out,
                       "<svg%.*s><rect width=\"100%%\" height=\"100%%\" "
                       "fill=\"#ffffff\"/><use href=\"#chart-%zu-fill-%zu\"/></svg>\n",
                       STR_ARGS(place), data->number, series);
    buf_add_format(out, "<rect%.*s fill=\"%s\" stroke=\"%s\"/>\n", STR_ARGS(place),
                   solid ? colour : "none", colour);
}

static void draw_patterns(struct buf *out, const struct chart_data *data)
{
    if (data->series < 2 || data->chart->kind == PUBLISHED_LINE)
        return;
    buf_add(out, STR("<defs>\n"));
    for (size_t s = 1; s < data->series; s++)
        buf_add_format(out, "<g id=\"chart-%zu-fill-%zu\" stroke=\"%s\">%s</g>\n",
                       data->number, s, series_colours[s], patterns[s]);
    buf_add(out, STR("</defs>\n"));
}

bool chart_has_any(const struct published *doc, const struct published_block *block)
{
    struct chart_data data = read_data(doc, block, 0);
    for (size_t i = 0; i < data.rows * data.series; i++)
        if (data.values[i].known)
            return true;
    return false;
}

struct str chart_title(const struct published *doc, const struct published_block *block)
{
    return block->chart->title.len ? block->chart->title
                                   : doc->blocks[block->chart->table].table->title;
}

static void say_ends(struct buf *out, const struct chart_data *data, size_t series)
{
    size_t first = SIZE_MAX, last = 0, least = 0, most = 0, hidden = 0;
    for (size_t r = 0; r < data->rows; r++) {
        const struct chart_value *value = &data->values[r * data->series + series];
        hidden += value->hidden;
        if (!value->known)
            continue;
        first = first == SIZE_MAX ? r : first;
        if (first == r)
            least = most = r;
        last = r;
        if (value->number < data->values[least * data->series + series].number)
            least = r;
        if (value->number > data->values[most * data->series + series].number)
            most = r;
    }
    bool line = data->chart->kind == PUBLISHED_LINE;
    size_t from = line ? first : most, to = line ? last : least;
    buf_add_format(out, " %.*s:", STR_ARGS(data->names[series]));
    if (first == SIZE_MAX)
        buf_add(out, STR(" no numbers."));
    else
        buf_add_format(out, " %s %.*s (%.*s)", line ? "from" : "most",
                       STR_ARGS(data->values[from * data->series + series].shown),
                       STR_ARGS(data->labels[from]));
    if (first != SIZE_MAX && from != to)
        buf_add_format(out, ", %s %.*s (%.*s)", line ? "to" : "least",
                       STR_ARGS(data->values[to * data->series + series].shown),
                       STR_ARGS(data->labels[to]));
    if (first != SIZE_MAX)
        buf_add(out, STR("."));
    if (hidden)
        buf_add_format(out, " %zu %.*s.", hidden, STR_ARGS(data->hidden_words));
}

/* What the chart shows, in words: the summary given, or made from the numbers. */
static struct str summary(const struct published *doc,
                          const struct published_block *block)
{
    static const char *const kinds[] = {"Bar chart", "Stacked bar chart", "Line chart"};
    struct chart_data data = read_data(doc, block, 0);
    struct buf out = BUF_IN(doc->arena);
    buf_add_format(&out, "%s of %zu %s.", kinds[block->chart->kind], data.rows,
                   block->chart->kind == PUBLISHED_LINE ? "points in time" : "rows");
    size_t hidden = 0;
    for (size_t s = 0; s < data.series; s++)
        say_ends(&out, &data, s);
    for (size_t i = 0; i < data.rows * data.series; i++)
        hidden += data.values[i].hidden;
    if (block->chart->target.len)
        buf_add_format(&out, " Target: %.*s.", STR_ARGS(block->chart->target));
    buf_add_format(&out, " The table below has every number%s.",
                   hidden ? " that is not hidden" : "");
    return buf_str(&out);
}

/* What a reader of the page aloud hears, and the patterns. */
static void describe(struct buf *out, const struct published *doc,
                     const struct published_block *block, const struct chart_data *data)
{
    buf_add_format(out, "<title id=\"chart-%zu-title\">", data->number);
    markup_text(out, chart_title(doc, block));
    buf_add_format(out, "</title>\n<desc id=\"chart-%zu-desc\">", data->number);
    markup_text(out, summary(doc, block));
    buf_add(out, STR("</desc>\n"));
    draw_patterns(out, data);
}

static void draw_line(struct buf *out, const struct published *doc,
                      const struct published_block *block, const struct chart_data *data)
{
    struct buf body = BUF_IN(doc->arena);
    double height = chart_line(&body, data, 0);
    buf_add_format(out,
                   "<svg class=\"picture\" width=\"100%%\" height=\"%g\" role=\"img\" "
                   "aria-labelledby=\"chart-%zu-title chart-%zu-desc\" "
                   "focusable=\"false\">\n",
                   height, data->number, data->number);
    describe(out, doc, block, data);
    buf_add(out, buf_str(&body));
    buf_add(out, STR("</svg>\n"));
}

void chart_draw(struct buf *out, const struct published *doc,
                const struct published_block *block, size_t number)
{
    struct chart_data data = read_data(doc, block, number);
    struct buf body = BUF_IN(doc->arena);
    if (block->chart->kind == PUBLISHED_LINE) {
        draw_line(out, doc, block, &data);
        return;
    }
    double height = block->chart->kind == PUBLISHED_BARS ? chart_bars(&body, &data)
                                                         : chart_stacked(&body, &data);
    buf_add_format(out,
                   "<div class=\"picture%s\" role=\"img\" "
                   "aria-labelledby=\"chart-%zu-title chart-%zu-desc\">\n"
                   "<svg class=\"unseen\" focusable=\"false\">\n",
                   height > MOST_ON_PAPER ? " not-on-paper" : "", number, number);
    describe(out, doc, block, &data);
    buf_add(out, STR("</svg>\n"));
    buf_add(out, buf_str(&body));
    buf_add(out, STR("</div>\n"));
}
