/* SPDX-License-Identifier: MIT */
/* What was found wrong or odd in input, line by line: `FILE:LINE: what is
 * wrong, and what to do`. The rest of the input goes on.
 *
 * A refusal means that something was left out and makes the exit code 2; a
 * remark means that everything was taken, but a person should look.
 * Memory: the list and its texts live in the arena. Nothing here fails. */
#ifndef BASE_NOTICE_H
#define BASE_NOTICE_H

#include "base/str.h"

struct notice {
    struct str file;
    size_t line; /* from 1; 0 where it speaks of the whole file */
    bool refusal;
    struct str text;
};

struct notices {
    struct arena *arena;
    struct notice *items;
    size_t count, room;
    size_t refusals;
};

void notice_add(struct notices *notices, bool refusal, struct str file, size_t line,
                const char *format, ...) __attribute__((format(printf, 5, 6)));
/* `reviews.csv:14: …` */
struct str notice_text(struct arena *arena, const struct notice *notice);

#endif
