/* SPDX-License-Identifier: MIT */
/* Whose reviews a cycle looks at: a filter over the indexed fields of a review,
 * {"school": ["Holly Bank School"], "in_area": ["no"]}. Empty means everyone. A school
 * is meant however it is spelt, as for an import (school_key); a need in whatever words
 * an import takes for it (cycle/need.h).
 *
 * Memory: results live in the arena. Failure: a field that a review does not have
 * or that is not indexed, with the fields that there are. */
#ifndef CYCLE_SCOPE_H
#define CYCLE_SCOPE_H

#include "cycle/divide.h"
#include "store/record.h"

/* From what people type: `school=Holly Bank School; year_group=12,13`. `own`: what the
 * authority adds to the words of an import of reviews (cycle/mapping.h), or NULL;
 * `known`: names that hold a comma. */
bool scope_parse(struct arena *arena, const struct kind *review, const struct json *own,
                 const struct known_whole *known, struct str text, struct json *out,
                 struct error *err);
/* In plain words, on a screen as in a report: `young people in years 9 to 14, at Holly
 * Bank School`, or `all young people`. */
struct str scope_words(struct arena *arena, const struct json *scope);
/* The same with what the choice is called: `young people at A or B (North)`. `names`
 * are a cycle's scope_names, or NULL. */
struct str scope_called(struct arena *arena, const struct json *scope,
                        const struct json *names);

/* A scope as a script or a stored cycle gives it, {field: [texts]}, with its values as
 * reviews have them: year groups and needs as an import reads them (Y12 is 12, ASC is
 * ASD), yes and no. A need that it does not know stays as it is: a review that was
 * written down live may have it. Refused where it asks for what a review cannot have.
 * Lua's empty table is an empty scope. */
bool scope_read(struct arena *arena, const struct kind *review, const struct json *own,
                const struct json *scope, struct json *out, struct error *err);

struct scope {
    bool everyone;
    struct str_list reviews; /* ids, in order; empty when it is everyone */
};

/* The reviews of a cycle that are in scope, found by index. */
bool scope_reviews(struct db *db, struct arena *arena, const struct kinds *kinds,
                   struct str cycle, const struct json *scope, struct scope *out,
                   struct error *err);
/* Values that no review imported so far has: fields and values, one for one, and the
 * values that there are of that field. */
struct scope_unmet {
    size_t place; /* of the field in the scope, from 0 */
    struct str field, value;
    struct str_list known;
};

struct scope_unmet_list {
    struct scope_unmet *items;
    size_t count;
    size_t reviews; /* so many are there, in scope or not */
};

bool scope_unmet(struct db *db, struct arena *arena, struct str cycle,
                 const struct json *scope, struct scope_unmet_list *out,
                 struct error *err);
bool scope_has(const struct scope *scope, struct str review);
/* The people who have a review in scope, sorted: what a plan says of them (a statement
 * with a person and no review) is in scope too. Empty when it is everyone. */
bool scope_people(struct db *db, struct arena *arena, const struct scope *scope,
                  struct str_list *out, struct error *err);
/* Whether a statement is: by its review; else by its person; what was said in the room
 * belongs to nobody, and is. */
bool scope_has_said(const struct scope *scope, struct str_list people, struct str review,
                    struct str person);
/* Whether a statement counts: in scope, and neither held back, nor beyond a person's
 * top two, nor withdrawn by their wish, nor left out of a sample. */
bool scope_counts(const struct scope *scope, struct str_list people,
                  const struct json *statement);

/* The statements of a cycle that are out of scope, sorted; found by index. */
bool scope_outside(struct db *db, struct arena *arena, struct str cycle,
                   const struct scope *scope, struct str_list *out, struct error *err);

/* The statements of a cycle, by whether scope_counts is true of them. */
struct scope_counts {
    size_t all, in_scope;
    size_t spare, held_back, withdrawn, not_drawn; /* of those in scope */
    size_t waiting; /* of the spare ones, those that somebody has to pick from */
    size_t counted; /* the rest of them */
};

bool scope_count(struct db *db, struct arena *arena, struct str cycle,
                 const struct scope *scope, struct scope_counts *out, struct error *err);
/* Whether all that `inner` takes is taken by `outer`, too. Both have been read. */
bool scope_is_within(struct arena *arena, const struct json *inner,
                     const struct json *outer);
/* Whether one record's body fits, before it is stored: each field must have the
 * value, or one of the list of values, that the filter names. */
bool scope_matches(struct arena *arena, const struct json *scope,
                   const struct json *body);

#endif
