/* SPDX-License-Identifier: MIT */
#include "report/chart_parts.h"
#include "report/markup.h"

#include "base/date.h"

#include <math.h>

/* Heights in pixels, widths in per cent: the numbers of the scale stand left of
 * the first point. */
enum { PLOT = 210, MOST_NUMBERED = 9, DATE_LETTERS = 8 };
static const double first_point = 16, last_point = 92;
/* What a day's words take, and a letter of a number. */
static const double date_room = 18.9, letter_room = 1.6;

static const char *const dashes[PUBLISHED_MOST_SERIES] = {"none",    "9 4", "2 4",
                                                          "9 4 2 4", "5 5", "14 4"};

struct scale {
    double top, low, high, step; /* `top` in pixels; from `low` to `high` */
};

static double height_of(struct scale scale, double number)
{
    return scale.top + PLOT * (scale.high - number) / (scale.high - scale.low);
}

/* A line's rows, and where each stands. */
struct line {
    const struct chart_data *data;
    double *across; /* (rows) */
};

/* The days of all rows, in order of time, or NULL. */
static double *days_of(const struct chart_data *data)
{
    double *days = arena_array(data->arena, double, data->rows);
    for (size_t r = 0; r < data->rows; r++) {
        struct date date;
        if (!date_parse(data->dates[r], &date))
            return NULL;
        days[r] = (double)date_days(date);
        if (r > 0 && days[r] < days[r - 1])
            return NULL;
    }
    return data->rows > 1 && days[data->rows - 1] > days[0] ? days : NULL;
}

/* As far apart as the days; where those are not known, evenly. */
static struct line place_points(const struct chart_data *data)
{
    struct line line = {data, arena_array(data->arena, double, data->rows)};
    const double *days = days_of(data);
    for (size_t r = 0; r < data->rows; r++) {
        double part = 0.5;
        if (days)
            part = (days[r] - days[0]) / (days[data->rows - 1] - days[0]);
        else if (data->rows > 1)
            part = (double)r / (double)(data->rows - 1);
        line.across[r] = first_point + (last_point - first_point) * part;
    }
    return line;
}

/* Four steps or so, each 1, 2 or 5 times a power of ten; zero is always there. */
static struct scale choose_scale(const struct chart_data *data, double top)
{
    struct scale scale = {.top = top};
    struct chart_value target = chart_decimal(data->chart->target);
    for (size_t i = 0; i < data->rows * data->series; i++) {
        if (!data->values[i].known)
            continue;
        scale.low = fmin(scale.low, data->values[i].number);
        scale.high = fmax(scale.high, data->values[i].number);
    }
    if (target.known) {
        scale.low = fmin(scale.low, target.number);
        scale.high = fmax(scale.high, target.number);
    }
    if (scale.high - scale.low <= 0)
        scale.high = scale.low + 1;
    double rough = (scale.high - scale.low) / 4;
    scale.step = pow(10, floor(log10(rough)));
    if (rough / scale.step > 5)
        scale.step *= 10;
    else if (rough / scale.step > 2)
        scale.step *= 5;
    else if (rough / scale.step > 1)
        scale.step *= 2;
    scale.low = floor(scale.low / scale.step) * scale.step;
    scale.high = ceil(scale.high / scale.step) * scale.step;
    return scale;
}

static bool all_percentages(const struct chart_data *data)
{
    for (size_t i = 0; i < data->rows * data->series; i++)
        if (data->values[i].known && !str_ends(str_trim(data->values[i].shown), STR("%")))
            return false;
    return true;
}

static void draw_scale(struct buf *out, const struct chart_data *data, struct scale scale)
{
    const char *unit = all_percentages(data) ? "%" : "";
    long steps = lround((scale.high - scale.low) / scale.step);
    for (long i = 0; i <= steps; i++) {
        double number = scale.low + scale.step * (double)i, y = height_of(scale, number);
        buf_add_format(out,
                       "<line x1=\"0\" x2=\"100%%\" y1=\"%.1f\" y2=\"%.1f\" "
                       "stroke=\"%s\"/>\n",
                       y, y, number == 0 ? "#46525e" : "#d3dae0");
        chart_text(out, 0, 0, y - 5, "start",
                   str_format(data->arena, "%g%s", number, unit));
    }
}

static void draw_point(struct buf *out, size_t series, double percent, double y,
                       const char *colour)
{
    static const char *const shapes[PUBLISHED_MOST_SERIES] = {
        "<circle r=\"5\"/>",
        "<rect x=\"-5\" y=\"-5\" width=\"10\" height=\"10\"/>",
        "<path d=\"M0-6l6 11h-12z\"/>",
        "<path d=\"M0-6.5l6 6.5-6 6.5-6-6.5z\"/>",
        "<path d=\"M0 6l6-11h-12z\"/>",
        "<path d=\"M-5-5l10 10M5-5l-10 10\" stroke-width=\"3\"/>"};
    buf_add_format(out,
                   "<svg x=\"%.2f%%\" y=\"%.1f\" width=\"1\" height=\"1\" "
                   "overflow=\"visible\"><g fill=\"%s\" stroke=\"%s\">%s</g></svg>\n",
                   percent, y, colour, series == 5 ? colour : "#ffffff", shapes[series]);
}

static void draw_step(struct buf *out, const char *colour, const char *dash, double x1,
                      double y1, double x2, double y2)
{
    buf_add_format(out,
                   "<line x1=\"%.2f%%\" y1=\"%.1f\" x2=\"%.2f%%\" y2=\"%.1f\" "
                   "stroke=\"%s\" stroke-width=\"2.5\" stroke-dasharray=\"%s\"/>\n",
                   x1, y1, x2, y2, colour, dash);
}

/* Whether the line comes down to this point from a side where it is known. */
static bool is_valley(const struct chart_data *data, size_t row, size_t series)
{
    const struct chart_value *at = &data->values[row * data->series + series];
    const struct chart_value *left = row > 0 ? at - data->series : NULL;
    const struct chart_value *right = row + 1 < data->rows ? at + data->series : NULL;
    bool left_up = left && left->known && left->number > at->number;
    bool right_up = right && right->known && right->number > at->number;
    bool left_down = left && left->known && left->number < at->number;
    bool right_down = right && right->known && right->number < at->number;
    return (left_up || right_up) && !left_down && !right_down;
}

/* Puts white behind a number that the target's line would strike through: on paper
 * letters have no edge of their own. */
static void clear_line(struct buf *out, const struct line *line, struct scale scale,
                       size_t row, double foot, struct str number)
{
    struct chart_value target = chart_decimal(line->data->chart->target);
    double width = 6 + 9 * (double)number.len;
    double height = target.known ? height_of(scale, target.number) : 0;
    if (!target.known || height < foot - 15 || height > foot + 5)
        return;
    buf_add_format(out,
                   "<svg x=\"%.2f%%\" y=\"%.1f\" width=\"1\" height=\"1\" "
                   "overflow=\"visible\"><rect x=\"%g\" width=\"%g\" height=\"19\" "
                   "fill=\"#ffffff\"/></svg>\n",
                   line->across[row], foot - 14, -width / 2, width);
}

static struct str number_at(const struct line *line, size_t row)
{
    const struct chart_value *value = &line->data->values[row];
    return value->hidden ? line->data->hidden_words : value->shown;
}

/* The last number always has room, and one before it where it does not touch that or
 * the one `before` it: the table has them all. */
static bool has_room(const struct line *line, size_t before, size_t row)
{
    size_t last = line->data->rows - 1;
    double half = letter_room / 2 * (double)number_at(line, row).len;
    double left = line->across[row] - half, right = line->across[row] + half;
    return row == last ||
           ((before == SIZE_MAX ||
             left > line->across[before] +
                        letter_room / 2 * (double)number_at(line, before).len) &&
            right <
                line->across[last] - letter_room / 2 * (double)number_at(line, last).len);
}

/* A long one at the first point would lie on the numbers of the scale. */
enum { LONG_NUMBER = 5 };

static void draw_numbers(struct buf *out, const struct line *line, struct scale scale)
{
    size_t before = SIZE_MAX;
    for (size_t r = 0; r < line->data->rows; r++) {
        const struct chart_value *value = &line->data->values[r];
        double bottom = scale.top + PLOT;
        double y = value->known ? height_of(scale, value->number) : bottom;
        bool below = value->known && is_valley(line->data, r, 0) && y + 24 < bottom;
        double foot = below ? y + 21 : y - 11;
        struct str number = number_at(line, r);
        if (!number.len || !has_room(line, before, r))
            continue;
        bool aside = line->across[r] <= first_point && number.len > LONG_NUMBER;
        if (!aside)
            clear_line(out, line, scale, r, foot, number);
        chart_text(out, line->across[r], aside ? -18 : 0, foot,
                   aside ? "start" : "middle", number);
        before = r;
    }
}

static void draw_series(struct buf *out, const struct line *line, struct scale scale,
                        size_t series)
{
    const struct chart_data *data = line->data;
    const char *colour = chart_colour(data, series);
    const struct chart_value *before = NULL;
    for (size_t r = 0; r < data->rows; r++) {
        const struct chart_value *value = &data->values[r * data->series + series];
        if (value->known && before && before->known)
            draw_step(out, colour, dashes[series], line->across[r - 1],
                      height_of(scale, before->number), line->across[r],
                      height_of(scale, value->number));
        before = value;
    }
    for (size_t r = 0; r < data->rows; r++) {
        const struct chart_value *value = &data->values[r * data->series + series];
        if (value->known)
            draw_point(out, series, line->across[r], height_of(scale, value->number),
                       colour);
    }
}

static double legend(struct buf *out, const struct chart_data *data, double y)
{
    bool target = data->chart->target.len > 0;
    for (size_t s = 0; (data->series > 1 || target) && s < data->series; s++) {
        buf_add_format(out,
                       "<line x1=\"0\" x2=\"34\" y1=\"%g\" y2=\"%g\" stroke=\"%s\" "
                       "stroke-width=\"2.5\" stroke-dasharray=\"%s\"/>\n"
                       "<svg x=\"17\" y=\"0\" overflow=\"visible\">",
                       y + 11, y + 11, chart_colour(data, s), dashes[s]);
        draw_point(out, s, 0, y + 11, chart_colour(data, s));
        buf_add(out, STR("</svg>\n"));
        chart_text(out, 0, 44, y + 16, "start", data->names[s]);
        y += 23;
    }
    if (!target)
        return y;
    buf_add_format(out,
                   "<line x1=\"0\" x2=\"34\" y1=\"%g\" y2=\"%g\" stroke=\"#1d2733\" "
                   "stroke-width=\"2\" stroke-dasharray=\"6 5\"/>\n",
                   y + 11, y + 11);
    chart_text(out, 0, 44, y + 16, "start",
               str_format(data->arena, "Target: %.*s", STR_ARGS(data->chart->target)));
    return y + 23;
}

/* The first, the last, and between them as many as have room. */
static double draw_dates(struct buf *out, const struct line *line, double y)
{
    size_t rows = line->data->rows;
    double height = 0, before = -date_room;
    for (size_t r = 0; r < rows; r++) {
        double across = line->across[r];
        if (across - before < date_room ||
            (r > 0 && r + 1 < rows && line->across[rows - 1] - across < date_room))
            continue;
        height = fmax(height, chart_words(out, across, y, "middle", DATE_LETTERS,
                                          line->data->labels[r]));
        before = across;
    }
    return y + height;
}

double chart_line(struct buf *out, const struct chart_data *data, double y)
{
    struct scale scale = choose_scale(data, legend(out, data, y) + 26);
    struct chart_value target = chart_decimal(data->chart->target);
    struct line line = place_points(data);
    draw_scale(out, data, scale);
    if (target.known)
        buf_add_format(out,
                       "<line x1=\"12%%\" x2=\"100%%\" y1=\"%.1f\" y2=\"%.1f\" "
                       "stroke=\"#1d2733\" stroke-width=\"2\" "
                       "stroke-dasharray=\"6 5\"/>\n",
                       height_of(scale, target.number), height_of(scale, target.number));
    for (size_t s = 0; s < data->series; s++)
        draw_series(out, &line, scale, s);
    if (data->series == 1 && data->rows <= MOST_NUMBERED)
        draw_numbers(out, &line, scale);
    return draw_dates(out, &line, scale.top + PLOT + 4) + 6;
}
