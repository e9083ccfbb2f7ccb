/* SPDX-License-Identifier: MIT */
#include "report/chart_parts.h"
#include "report/markup.h"

/* Heights in pixels, widths in per cent of the page. */
enum { BAR = 20, THIN_BAR = 16, BETWEEN_BARS = 4, BETWEEN_ROWS = 12 };
static const double longest_bar = 80, longest_stack = 92,
                    phone_percent = 3.1; /* pixels */

static const struct chart_value *value_at(const struct chart_data *data, size_t row,
                                          size_t series)
{
    return &data->values[row * data->series + series];
}

/* A piece of the picture, which no sheet of paper cuts in two. `spare` is what it needs
 * on a phone alone. */
static double piece(struct buf *out, double height, double spare, const struct buf *body)
{
    buf_add_format(out, "<svg class=\"piece\" width=\"100%%\" height=\"%g\" ", height);
    if (spare > 0)
        buf_add_format(out, "style=\"--spare: %gpx\" ", -spare);
    buf_add(out, STR("focusable=\"false\">\n"));
    buf_add(out, buf_str(body));
    buf_add(out, STR("</svg>\n"));
    return height - spare;
}

static double legend(struct buf *out, const struct chart_data *data)
{
    struct buf body = BUF_IN(data->arena);
    double y = 0;
    if (data->series < 2)
        return 0;
    for (size_t s = 0; s < data->series; s++) {
        chart_box(&body, data, s, &(struct chart_place){STR("1"), STR("26"), y + 4, 14});
        chart_text(&body, 0, 36, y + 16, "start", data->names[s]);
        y += 23;
    }
    return piece(out, y + 12, 0, &body);
}

static void bar(struct buf *out, const struct chart_data *data, size_t series,
                double from_percent, double percent, double y, double height)
{
    struct chart_place at = {str_format(data->arena, "%.2f%%", from_percent),
                             str_format(data->arena, "%.2f%%", percent), y, height};
    chart_box(out, data, series, &at);
}

static double bars_of(struct buf *out, const struct chart_data *data, size_t row,
                      double most)
{
    struct buf body = BUF_IN(data->arena);
    double height = data->series > 1 ? THIN_BAR : BAR, spare;
    double y = chart_label(&body, data->labels[row], &spare) + 3;
    for (size_t s = 0; s < data->series; s++) {
        const struct chart_value *value = value_at(data, row, s);
        double percent =
            value->known && value->number > 0 ? value->number / most * longest_bar : 0;
        if (percent > 0)
            bar(&body, data, s, 0, percent, y, height);
        chart_text(&body, percent, percent > 0 ? 8 : 2, y + height / 2 + 5, "start",
                   value->hidden ? data->hidden_words : value->shown);
        y += height + BETWEEN_BARS;
    }
    return piece(out, y + BETWEEN_ROWS, spare, &body);
}

double chart_bars(struct buf *out, const struct chart_data *data)
{
    double most = 0, height = legend(out, data);
    for (size_t i = 0; i < data->rows * data->series; i++)
        if (data->values[i].known && data->values[i].number > most)
            most = data->values[i].number;
    for (size_t r = 0; r < data->rows; r++)
        height += bars_of(out, data, r, most);
    return height;
}

static double plate_width(struct str text)
{
    return 8 + 8 * (double)text.len;
}

/* A number on white, so that it can be read over a pattern. */
static void plate(struct buf *out, double percent, double y, struct str text)
{
    double width = plate_width(text);
    buf_add_format(out,
                   "<svg x=\"%.2f%%\" y=\"%g\" width=\"1\" height=\"%d\" "
                   "overflow=\"visible\"><rect x=\"%g\" y=\"3\" width=\"%g\" "
                   "height=\"20\" rx=\"3\" fill=\"#ffffff\"/>",
                   percent, y, BAR + 6, -width / 2, width);
    chart_text(out, 0, 0, 18, "middle", text);
    buf_add(out, STR("</svg>\n"));
}

static double row_sum(const struct chart_data *data, size_t row)
{
    double sum = 0;
    for (size_t s = 0; s < data->series; s++)
        if (value_at(data, row, s)->known && value_at(data, row, s)->number > 0)
            sum += value_at(data, row, s)->number;
    return sum;
}

/* "Colleges (2 hidden)", for no length may stand for what is hidden. */
static struct str label_of(const struct chart_data *data, size_t row)
{
    size_t hidden = 0;
    for (size_t s = 0; s < data->series; s++)
        hidden += value_at(data, row, s)->hidden;
    if (hidden == 0)
        return data->labels[row];
    return str_format(data->arena, "%.*s (%zu %.*s)", STR_ARGS(data->labels[row]), hidden,
                      STR_ARGS(data->hidden_words));
}

/* A number behind a bar of many parts would be taken for their sum. */
static bool is_only_part(const struct chart_data *data, size_t row)
{
    size_t parts = 0;
    for (size_t s = 0; s < data->series; s++)
        parts += value_at(data, row, s)->known && value_at(data, row, s)->number > 0;
    return parts == 1;
}

static double stack_of(struct buf *out, const struct chart_data *data, size_t row,
                       double most)
{
    enum { HEIGHT = BAR + 6 };
    struct buf body = BUF_IN(data->arena);
    double at = 0, spare, y = chart_label(&body, label_of(data, row), &spare) + 3;
    for (size_t s = 0; s < data->series; s++) {
        const struct chart_value *value = value_at(data, row, s);
        if (!value->known || value->number <= 0)
            continue;
        double percent = value->number / most * longest_stack;
        bar(&body, data, s, at, percent, y, HEIGHT);
        bool fits = percent * phone_percent >= plate_width(value->shown) + 2;
        if (fits)
            plate(&body, at + percent / 2, y, value->shown);
        at += percent;
        if (!fits && is_only_part(data, row))
            chart_text(&body, at, 8, y + 18, "start", value->shown);
    }
    return piece(out, y + (at > 0 ? HEIGHT : 0) + BETWEEN_ROWS, spare, &body);
}

double chart_stacked(struct buf *out, const struct chart_data *data)
{
    double most = 0, height = legend(out, data);
    for (size_t r = 0; r < data->rows; r++)
        most = row_sum(data, r) > most ? row_sum(data, r) : most;
    for (size_t r = 0; r < data->rows; r++)
        height += stack_of(out, data, r, most);
    return height;
}
