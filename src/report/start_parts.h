/* SPDX-License-Identifier: MIT */
/* What the files that write the page to start from share. Private to report/start*.c.
 * start_places.c: where what was held back or flagged stands.
 * start_open.c: what waits for a person. */
#ifndef REPORT_START_PARTS_H
#define REPORT_START_PARTS_H

#include "report/markup.h"
#include "report/start.h"

struct writing {
    struct arena *arena;
    struct buf *out;
    const struct start_page *page;
};

void start_add(struct writing *now, const char *markup);
/* Words and numbers of our own around texts of others, as "%.*s" has them: escaped as
 * one. */
void start_text(struct writing *now, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* A message, in which commands stand between backquotes. */
void start_message(struct writing *now, struct str message);
void start_command(struct writing *now, struct str line);
const char *start_plural(size_t count, const char *one, const char *many);

/* Below the name of each file or sheet. */
void start_list_places(struct writing *now, const struct start_places *places);
/* With its heading; nothing where nothing is open. */
void start_list_open(struct writing *now);

#endif
