/* SPDX-License-Identifier: MIT */
/* The lines of standard input, for verbs that need no workplace: UTF-8, a statement a
 * line, blank ones passed over. A line that is too long (1 MiB) or not UTF-8 is refused
 * in `notices`, and the rest goes on.
 *
 * Memory: the arena's. Failure: false; more than 64 MiB, or standard input cannot be
 * read. */
#ifndef APP_PLAIN_LINES_H
#define APP_PLAIN_LINES_H

#include "base/error.h"
#include "base/notice.h"

struct plain_lines {
    struct str_list texts;
    size_t *numbers; /* (texts.count): where each stood, from 1 */
    size_t all;      /* how many lines there were */
};

bool plain_lines_read(struct arena *arena, struct plain_lines *out,
                      struct notices *notices, struct error *err);
/* On standard error. */
void plain_lines_say(struct arena *arena, const struct notices *notices);

#endif
