/* SPDX-License-Identifier: MIT */
/* What the files that write HTML share. Private to report/html*.c. */
#ifndef REPORT_HTML_PARTS_H
#define REPORT_HTML_PARTS_H

#include "report/markup.h"

struct html {
    struct buf *out;
    const struct published *doc;
    struct markup_anchors anchors;
    size_t headings, tables, charts; /* written so far */
};

/* The table at `block`, below the charts that are drawn from it. */
void html_table(struct html *html, size_t block);
/* The sign of a section: a shape of its own, for those who see no colour. */
void html_sign(struct buf *out, enum published_mark mark);

#endif
