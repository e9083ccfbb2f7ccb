/* SPDX-License-Identifier: MIT */
/* What a person says no to in one of the folder's cycles holds in all of them, until they
 * say otherwise: at once where they are known already (no_elsewhere_spread), and in any
 * other as soon as they come into it (no_elsewhere_find). A yes is of its own cycle:
 * each asks for its own.
 *
 * The newest decision counts: a no gives way to a yes of a later day than it. A no of no
 * known day, and one that meets a yes of none, stands.
 * Memory: the arena. Failure: what the database says. */
#ifndef ENGINE_NO_ELSEWHERE_H
#define ENGINE_NO_ELSEWHERE_H

#include "store/commit.h"

struct no_elsewhere {
    struct str what, cycle; /* cycle: the name of the one that they said it in */
    struct json body;       /* of the permission to note here */
};

struct no_elsewhere_list {
    struct no_elsewhere *items;
    size_t count;
};

/* What holds in this cycle, of what they said in others, and is not noted in it yet.
 * `permission`: the kind, as this cycle has it. */
bool no_elsewhere_find(struct db *db, struct arena *arena, const struct kind *permission,
                       struct str cycle, struct str person, struct no_elsewhere_list *out,
                       struct error *err);

/* What to tell of one that was noted here; `but`: what speaks against it, or "". */
struct str no_elsewhere_words(struct arena *arena, const struct no_elsewhere *one,
                              const char *but);

/* A no that was said in `cycle` just now (`permission`: its body) is noted in every other
 * cycle that knows the person; no to the workshop takes their statements off the cards
 * of those that are open. `remarks` (NULL: nothing is told) gets a line for each cycle
 * that it reached. A permission that is no no goes nowhere. */
bool no_elsewhere_spread(struct db *db, struct arena *arena, struct commit *commit,
                         struct str cycle, const struct json *permission,
                         struct str_list *remarks, struct error *err);

/* All that a person says no to in any cycle: for somebody who was two until now. */
bool no_elsewhere_spread_all(struct db *db, struct arena *arena, struct commit *commit,
                             struct str person, struct str_list *remarks,
                             struct error *err);

/* What a closed cycle kept on its cards of people who said no to the workshop comes off
 * them when it is open again. `cards`: how many. */
bool no_elsewhere_catch_up(struct db *db, struct arena *arena, struct commit *commit,
                           struct str cycle, size_t *cards, struct error *err);

#endif
