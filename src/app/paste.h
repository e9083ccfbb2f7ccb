/* SPDX-License-Identifier: MIT */
/* Lines to paste into a terminal, so that they run as they stand: with the program as it
 * was called, the folder, and the cycle, where a line needs them.
 *
 * Messages of every layer name the program `waymark` in backquotes, or after a colon or
 * at the start of an indented line; the command line puts the rest in when it prints
 * them. What is for programs (--json) stays as it is.
 * Memory: the arena. Failure: none. */
#ifndef APP_PASTE_H
#define APP_PASTE_H

#include "base/str.h"

struct paste {
    struct str program; /* as a shell takes it for one word, as the other two */
    struct str folder;  /* empty: the line works without --in */
    struct str cycle;   /* empty: without --cycle, too */
};

/* What to call the program by that was called as `called`: plain `waymark` where a shell
 * finds this one by that. */
struct str paste_program(struct arena *arena, struct str called);
/* `text` with every line to paste in it made whole. */
struct str paste_text(struct arena *arena, const struct paste *paste, struct str text);
/* One line, that is given without the program. */
struct str paste_line(struct arena *arena, const struct paste *paste, struct str line);
/* Whether what begins with this verb takes --cycle. */
bool paste_takes_cycle(struct str line);

#endif
