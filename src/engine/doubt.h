/* SPDX-License-Identifier: MIT */
/* Doubts: two people of the records who may be one (kind `doubt`). An import notes them,
 * with ids and the reason only; a person decides with `workplace.same` or
 * `workplace.different`. Once it is `same`, `person` is whoever is gone, and everything
 * of theirs is `other`'s.
 *
 * Memory: results live in the arena. Failure: what the database, or the vault, says. */
#ifndef ENGINE_DOUBT_H
#define ENGINE_DOUBT_H

#include "engine/command.h"

/* How many wait for a decision. */
bool doubt_count(struct db *db, struct arena *arena, size_t *out, struct error *err);
/* Who a person is by now. */
bool doubt_now(struct db *db, struct arena *arena, struct str person, struct str *out,
               struct error *err);
/* Whoever has become one with a person. */
bool doubt_gone(struct db *db, struct arena *arena, struct str person,
                struct str_list *out, struct error *err);

/* doubt_back.c: what taking an import back does with the doubts about whoever it brought.
 * Those still open go with the person, whichever file noted them, and are added to
 * `count`; one that is decided is an ERROR_CONFLICT that says how to take it back. */
bool doubt_take_back(struct native_call *call, const struct kinds *kinds,
                     struct str person, size_t *count, struct error *err);
/* Whether a doubt that is gone went so, with the other of the two. */
bool doubt_is_back(struct native_call *call, struct str doubt, bool *out,
                   struct error *err);

/* person_merge.c: everything of `gone` becomes `kept`'s, in every cycle: reviews of one
 * day become one, words that both have count once, and of two permissions the no
 * stands, in every cycle (no_elsewhere.h). `but` is the doubt that is being decided. */
struct merged {
    size_t records, reviews; /* moved; made one with another */
    size_t spare, to_pick;   /* statements: kept and not counted; to be picked from */
    size_t placed; /* left where people have put them, though they are too many */
    struct str_list said_no; /* a line for each no that reached another cycle */
};
bool person_merge(struct native_call *call, struct str kept, struct str gone,
                  struct str but, struct merged *out, struct error *err);

/* `workplace.people`: what is known of both, opened from the vault, which is noted in
 * the log: for an owner or an officer. [{id, reason, source, people: [{person, reference,
 * upn, forename, surname, birth_date, cycles: [{cycle, schools, year_groups,
 * review_dates, reviews, statements}]}, …]}] */
#define PEOPLE_COMMAND "workplace.people"
bool doubt_look(struct engine *engine, struct arena *arena, struct json *out,
                struct error *err);

#endif
