/* SPDX-License-Identifier: MIT */
/* The only way that text gets into HTML and SVG: escaped, and anchors made into
 * ids that are safe, distinct and placed once.
 *
 * Whatever is not a character that HTML may hold (broken UTF-8, control
 * characters) is written as the replacement character.
 * Memory: the list of anchors lives in the arena; its names are borrowed.
 * Failure: none. */
#ifndef REPORT_MARKUP_H
#define REPORT_MARKUP_H

#include "cycle/published.h"

struct markup_anchor {
    struct str name;
    bool placed; /* its id has been written */
};

struct markup_anchors {
    struct markup_anchor *items; /* (count), sorted by name, none twice */
    size_t count;
};

/* Safe between tags and inside "quoted" attributes. */
void markup_text(struct buf *out, struct str text);
/* The same, with a line break for each end of a line. */
void markup_lines(struct buf *out, struct str text);
/* 12,345 */
struct str markup_number(struct arena *arena, int64_t number);
/* Inside a "quoted" string in a style sheet. */
void markup_style_string(struct buf *out, struct str text);

/* All the anchors of a document. */
struct markup_anchors markup_find_anchors(const struct published *doc);
/* Writes ` id="…"` the first time; nothing later, and nothing for no anchor. */
bool markup_place(struct buf *out, struct markup_anchors *anchors, struct str anchor);
/* Writes `<a href="#…">` and says so, where the document has that anchor. */
bool markup_link(struct buf *out, const struct markup_anchors *anchors, struct str link);
/* The id of an anchor: different anchors have different ids. */
void markup_id(struct buf *out, struct str anchor);

#endif
