/* SPDX-License-Identifier: MIT */
/* What the files that draw charts share: a table's numbers read, and how a series
 * looks. Private to report/chart*.c.
 *
 * Memory: the document's arena. Failure: none. */
#ifndef REPORT_CHART_PARTS_H
#define REPORT_CHART_PARTS_H

#include "cycle/published.h"

struct chart_value {
    bool known, hidden;
    double number;
    struct str shown; /* as the table shows it */
};

struct chart_data {
    struct arena *arena;
    const struct published_chart *chart;
    enum published_mark mark;
    struct str hidden_words;
    size_t number; /* of the chart in the document */
    size_t rows, series;
    struct str *labels;         /* (rows) */
    struct str *dates;          /* (rows), YYYY-MM-DD or empty */
    struct str *names;          /* (series) */
    struct chart_value *values; /* (rows, series) */
};

struct chart_value chart_decimal(struct str text); /* "62.5%", "1,200", "£40" */

/* A line of letters. `anchor` is start, middle or end. */
void chart_text(struct buf *out, double x_percent, double dx, double y,
                const char *anchor, struct str text);
/* Words on lines of at most `most` characters, centred for "middle"; the height. */
double chart_words(struct buf *out, double x_percent, double y, const char *anchor,
                   size_t most, struct str text);
/* What a bar is called, above it: on shorter lines where the screen is narrow. The height
 * there; *spare of it, at the top, is empty where the screen is wide. */
double chart_label(struct buf *out, struct str text, double *spare);
const char *chart_colour(const struct chart_data *data, size_t series);
/* A bar, filled as its series is; x and width with their unit. */
struct chart_place {
    struct str x, width;
    double y, height;
};
void chart_box(struct buf *out, const struct chart_data *data, size_t series,
               const struct chart_place *at);

/* Rows of bars, each a picture of its own, so that a page may end between two of them;
 * the height of all where the screen is wide. */
double chart_bars(struct buf *out, const struct chart_data *data);
double chart_stacked(struct buf *out, const struct chart_data *data);
/* Draws below `y` and returns where it ends. */
double chart_line(struct buf *out, const struct chart_data *data, double y);

#endif
