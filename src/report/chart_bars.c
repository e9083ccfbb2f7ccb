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

static double legend(struct buf *out, const struct chart_data *data, double y)
{
    if (data->series < 2)
        return y;
    for (size_t s = 0; s < data->series; s++) {
        chart_box(out, data, s, &(struct chart_place){STR("1"), STR("26"), y + 4, 14});
        chart_text(out, 0, 36, y + 16, "start", data->names[s]);
        y += 23;
    }
    return y + 12;
}

static void bar(struct buf *out, const struct chart_data *data, size_t series,
                double from_percent, double percent, double y, double height)
{
    struct chart_place at = {str_format(data->arena, "%.2f%%", from_percent),
                             str_format(data->arena, "%.2f%%", percent), y, height};
    chart_box(out, data, series, &at);
}

double chart_bars(struct buf *out, const struct chart_data *data, double y)
{
    double most = 0, height = data->series > 1 ? THIN_BAR : BAR;
    for (size_t i = 0; i < data->rows * data->series; i++)
        if (data->values[i].known && data->values[i].number > most)
            most = data->values[i].number;
    y = legend(out, data, y);
    for (size_t r = 0; r < data->rows; r++) {
        y += chart_label(out, y, data->labels[r]) + 3;
        for (size_t s = 0; s < data->series; s++) {
            const struct chart_value *value = value_at(data, r, s);
            double percent = value->known && value->number > 0
                                 ? value->number / most * longest_bar
                                 : 0;
            if (percent > 0)
                bar(out, data, s, 0, percent, y, height);
            chart_text(out, percent, percent > 0 ? 8 : 2, y + height / 2 + 5, "start",
                       value->hidden ? data->hidden_words : value->shown);
            y += height + BETWEEN_BARS;
        }
        y += BETWEEN_ROWS;
    }
    return y;
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

double chart_stacked(struct buf *out, const struct chart_data *data, double y)
{
    enum { HEIGHT = BAR + 6 };
    double most = 0;
    for (size_t r = 0; r < data->rows; r++)
        most = row_sum(data, r) > most ? row_sum(data, r) : most;
    y = legend(out, data, y);
    for (size_t r = 0; r < data->rows; r++) {
        double at = 0;
        y += chart_label(out, y, label_of(data, r)) + 3;
        for (size_t s = 0; s < data->series; s++) {
            const struct chart_value *value = value_at(data, r, s);
            if (!value->known || value->number <= 0)
                continue;
            double percent = value->number / most * longest_stack;
            bar(out, data, s, at, percent, y, HEIGHT);
            bool fits = percent * phone_percent >= plate_width(value->shown) + 2;
            if (fits)
                plate(out, at + percent / 2, y, value->shown);
            at += percent;
            if (!fits && is_only_part(data, r))
                chart_text(out, at, 8, y + 18, "start", value->shown);
        }
        y += (at > 0 ? HEIGHT : 0) + BETWEEN_ROWS;
    }
    return y;
}
