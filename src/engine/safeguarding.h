/* SPDX-License-Identifier: MIT */
/* The safeguarding lead's list: the cards and stories that are held back, in their words,
 * with who held them back and when, and what was done about them (kind concern). For that
 * role and for an owner; a command of its own, `workplace.safeguarding`, so that who read
 * what stands in the log. Asked for one alone it says who the person is, too.
 *
 * {cards [{id, cycle, source, section, text, original, whole, speaker, manner,
 * perspective, person, flags, kept_back, held {at, by, command}, concerns [{id, told,
 * date, note}], who {reference, upn, forename, surname, birth_date}}], open}; what is not
 * known is left out, and "held" where the log does not tell it. Memory: results live in
 * the arena. Failure: the role; a card that is not held back. */
#ifndef ENGINE_SAFEGUARDING_H
#define ENGINE_SAFEGUARDING_H

#include "engine/engine.h"

#define SAFEGUARDING_COMMAND "workplace.safeguarding"

struct safeguarding_request {
    struct str cycle; /* the id of its record; empty: all cycles */
    struct str card;  /* the id of one alone, or empty */
    bool open;        /* leaves out those that are settled */
};

bool safeguarding_list(struct engine *engine, struct arena *arena,
                       const struct safeguarding_request *request, struct json *out,
                       struct error *err);

/* How many of a cycle wait for the lead: no role is needed to know that. */
bool safeguarding_count(struct db *db, struct str cycle, size_t *out, struct error *err);

#endif
