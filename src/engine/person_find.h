/* SPDX-License-Identifier: MIT */
/* Finds a person by what somebody who asks about themselves can give: an id, the
 * authority's reference, a UPN, a name with a date of birth, the row of their review
 * (FILE:LINE), or something that they said (FILE:LINE:HEADING). Asks the log as well:
 * whoever came in by an import that was taken back is in no record, but what they said is
 * still there. A name that is theirs but for accents or hyphens finds nobody, and says
 * whom it may mean.
 *
 * Memory: results live in the arena. Failure: nobody, or more than one: says what can
 * be given, or who may be meant; who that may be stands in `perhaps` then. */
#ifndef ENGINE_PERSON_FIND_H
#define ENGINE_PERSON_FIND_H

#include "engine/engine.h"

struct person_found {
    struct str person;
    struct str_list also; /* known by the same, and only in the log */
    /* Whom it may be, where nobody was found: those who are known by this, being more
     * than one, or whoever is known by nearly this. */
    struct str_list perhaps;
};

/* `born` goes with a name: a date as people write it, or empty. */
bool person_find(struct engine *engine, struct arena *arena, struct str given,
                 struct str born, struct person_found *out, struct error *err);

/* Notes in the log that somebody was looked up by who they are, without anything being
 * done: what is then shown ties a name to a pseudonym. For an owner or an officer. */
#define PERSON_FIND_COMMAND "workplace.find_person"
bool person_note_found(struct engine *engine, struct arena *arena, struct str person,
                       struct error *err);

#endif
