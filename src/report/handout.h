/* SPDX-License-Identifier: MIT */
/* Lays a document out as hand-outs: an HTML page that prints on A4 in large print
 * (16 point and more), each heading of level 2 on a sheet of its own. Headings,
 * paragraphs and quotes only: a hand-out has no tables and no charts.
 *
 * Memory: `out` lives in the arena. Failure: the style sheet is not there. */
#ifndef REPORT_HANDOUT_H
#define REPORT_HANDOUT_H

#include "base/error.h"
#include "cycle/published.h"

bool report_handout(struct arena *arena, const struct published *doc, struct str *out,
                    struct error *err);

#endif
