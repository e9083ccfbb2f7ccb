/* SPDX-License-Identifier: MIT */
/* Whose review it is that somebody writes down while it happens: found in the vault by
 * the authority's reference, a UPN, or a name with a birth date. Nobody is guessed: who
 * is only like what was said is a candidate, for people to decide on, and somebody who
 * is not known comes in by a command of their own.
 *
 * Memory: results live in the arena. Failure: what the vault or the database says. */
#ifndef ENGINE_REVIEW_WHO_H
#define ENGINE_REVIEW_WHO_H

#include "engine/command.h"
#include "store/vault.h"

enum { MOST_CANDIDATES = 9 };

struct who_candidate {
    struct str person;
    const char *why; /* what speaks for them; NULL: everything that was said */
};

/* In `items`, those who are known by all that was said; when there is none, those who
 * are like it. `exact` tells which. */
struct who_list {
    struct who_candidate items[MOST_CANDIDATES];
    size_t count;
    bool exact, more;
};

/* By a reference or UPN, as one text. */
bool who_by_number(struct engine *engine, struct arena *arena, struct str given,
                   struct who_list *out, struct error *err);
/* By name, in either order or as "Surname, Forename", and birth date (YYYY-MM-DD). Like
 * them: the same name but for accents; with another date; the same date with the
 * forename or surname. */
bool who_by_name(struct engine *engine, struct arena *arena, struct str name,
                 struct str born, struct who_list *out, struct error *err);

/* Whether it is their name, in either order, but for accents, hyphens, apostrophes and
 * spaces. */
bool who_is_called(struct arena *arena, const struct identity *who, struct str name);

/* The command collect.person: somebody who is not known comes in, sealed; the log keeps
 * nothing of who they are. Refused where the vault knows somebody by any of it. */
bool who_add(struct engine *engine, struct arena *arena, const struct identity *who,
             struct str *person, struct error *err);

#endif
