/* SPDX-License-Identifier: MIT */
/* What the log has of one person's records besides what they are now: those that were
 * taken back or removed, and what the others said before they were corrected. The words
 * of statements and stories are person_past's.
 *
 * Memory: results live in the arena. Failure: what the database says. */
#ifndef ENGINE_PERSON_LOG_H
#define ENGINE_PERSON_LOG_H

#include "engine/engine.h"

struct person_logged {
    struct str id, cycle;
    bool gone;
    struct json body;        /* as it is; or as it last was, where it is gone */
    struct str_list earlier; /* other bodies, as text, oldest first */
    size_t room;
};

struct person_log {
    struct person_logged *items; /* in the order in which they came */
    size_t count, room;
    /* Cards and stories that were held back when they went: what is attached to them is
     * for safeguarding alone. */
    struct str_list held;
    size_t held_room;
};

/* `people`: the person, and whoever has become one with them. */
bool person_log(struct engine *engine, struct arena *arena, struct str_list people,
                struct person_log *out, struct error *err);

#endif
