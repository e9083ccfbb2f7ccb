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

/* For a screen: what is refused for the same reason on more than MOST_ALIKE lines is said
 * once, where the first of them was: `reviews.csv: 40 lines (2, 3, 5 and 37 more): …`.
 * Remarks stand as they are, for nobody hears of them again. */
enum { MOST_ALIKE = 10 };
struct notices notices_gathered(struct arena *arena, const struct notices *notices);

#endif
