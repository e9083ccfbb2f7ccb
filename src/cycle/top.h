/* SPDX-License-Identifier: MIT */
/* How many statements of a person count under a heading, and whether a person picks
 * them where a review lists more: what the step that owns statements says under `top`
 * (lua/lib/step.lua). Where it says nothing, as in cycles that began before it could:
 * the first two, and nobody is asked. The method takes the top two of each person.
 *
 * Memory: words live in the arena. Failure: none. */
#ifndef CYCLE_TOP_H
#define CYCLE_TOP_H

#include "format/json.h"

struct top_rule {
    size_t most; /* SIZE_MAX: all count */
    bool pick;
};

/* `steps` as the workflow describes them. */
struct top_rule top_rule(const struct json *steps);
/* The same as people read it: how many are used, and what others are beyond. Even where
 * all count, people may have left some out by hand. */
struct top_words {
    struct str used;   /* "two things", "3 things"; "what counts of all" */
    struct str called; /* "top two", "top 3"; "choice" */
};

struct top_words top_words(struct arena *arena, const struct json *steps);

/* Whether a statement in this tray is beyond the rule: it waits to be picked, or is kept
 * and does not count. */
bool top_is_beyond(struct str tray);
/* Whether one in this tray counts, on a card of its own: nothing speaks against it. */
bool top_is_counted(struct str tray);

#endif
