/* SPDX-License-Identifier: MIT */
/* What the log says happened to one person's data, and what they said that is in no
 * record any more. Reads the whole log.
 *
 * Memory: results live in the arena. Failure: what the database says. */
#ifndef ENGINE_PERSON_PAST_H
#define ENGINE_PERSON_PAST_H

#include "engine/engine.h"

struct person_past {
    struct json log; /* [{at, what, records}], oldest first; never who did it */
    struct str_list words;
};

/* What is for safeguarding alone: the ids of the cards and stories of theirs that are
 * held back, or counted with one that is, and of what is attached to them; and all that
 * those say, or said at first.
 */
struct person_apart {
    struct str_list ids, words;
};

/* Of what was said in the room, by nobody who is known: an empty `person`. */
bool person_held_back(struct engine *engine, struct arena *arena, struct str person,
                      struct person_apart *out, struct error *err);
/* Whether a text that stands elsewhere tells of it: a card may have been split off. */
bool person_apart_in(struct arena *arena, const struct person_apart *apart,
                     struct str text);

/* With nothing of what is `apart`, nor of what a card said while it was held back,
 * unless `apart` is NULL. */
bool person_past(struct engine *engine, struct arena *arena, struct str person,
                 const struct person_apart *apart, struct person_past *out,
                 struct error *err);

#endif
