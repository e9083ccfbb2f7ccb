/* SPDX-License-Identifier: MIT */
/* Draws a chart of a published table as inline SVG: bars, stacked bars, or lines
 * with a target.
 *
 * Widths are per cent and letters keep their size, so one picture serves paper,
 * desk and phone. Series differ by pattern, dash and point as well as colour;
 * every bar carries its number. What is hidden in the table is hidden here: no
 * bar, no point, no hint of length.
 * Shape: (rows, value columns) of the table; rows that are totals are left out.
 * Memory: the document's arena. Failure: none; a cell that is no number is empty. */
#ifndef REPORT_CHART_H
#define REPORT_CHART_H

#include "cycle/published.h"

/* `number` tells this chart's ids from those of others, from 1. */
void chart_draw(struct buf *out, const struct published *doc,
                const struct published_block *block, size_t number);
/* Whether there is anything to draw: of a few people all may be hidden. */
bool chart_has_any(const struct published *doc, const struct published_block *block);
struct str chart_title(const struct published *doc, const struct published_block *block);

#endif
