/* SPDX-License-Identifier: MIT */
/* Whose a row is, between import_person.c (what is known of somebody, and what a row
 * says of it), import_fit.c (whether somebody who is known is meant) and import_doubt.c
 * (people who may be one, left to a person's decision).
 *
 * Memory: the batch's arena, given back after each row. Failure: the database's, or the
 * vault's; a row whose person is not clear is a notice. */
#ifndef ENGINE_IMPORT_PERSON_H
#define ENGINE_IMPORT_PERSON_H

#include "engine/import_parts.h"

enum part {
    PART_REFERENCE,
    PART_UPN,
    PART_FORENAME,
    PART_SURNAME,
    PART_BIRTH_DATE,
    PART_COUNT
};

/* What a row says of a person beyond what is known of them. */
struct news {
    bool by_reference; /* that it is that person; else by UPN, or name and birth date */
    bool by_upn;
    bool adds[PART_COUNT]; /* nothing was known */
    bool corrects[PART_COUNT];
    bool differs[PART_COUNT]; /* so much that it may be somebody else's */
};

/* Beside what is known now, what was known before counts as well. */
struct news person_news(struct arena *arena, const struct identity *known,
                        const struct identity *who);
bool is_news(const struct news *news, enum part part);
/* "UPN", if it is another person's than this one; or NULL. */
bool find_another(struct batch *batch, const struct identity *who, struct str person,
                  const struct news *news, const char **what, struct error *err);

enum fit {
    FIT_OTHER, /* somebody else */
    FIT_DOUBT, /* a person decides */
    FIT_MIXED, /* part of the row is another person's */
    FIT_SAME,  /* what is given says so, and nothing speaks against it */
    FIT_SURE   /* something else agrees as well */
};

/* Somebody whom a row may mean. */
struct candidate {
    struct str person;
    enum fit fit;
    const char *reason; /* of a doubt */
    const char *taken;  /* what is another's, of a mixed one */
    bool found;         /* the vault knows who it is */
    bool in_file;       /* the file names this one apart from the row */
    struct news news;
    struct record record;
    struct identity known;
};

struct candidates {
    struct candidate *items;
    size_t count;
};

/* Everyone whom the row may mean, weighed. */
bool fit_all(struct batch *batch, const struct row_place *place, struct candidates *out,
             struct error *err);
/* The one who is meant, or NULL; `many` says how many fit equally well. */
struct candidate *fit_choose(const struct candidates *list, size_t *many);

/* Notes that who came in with the row may be `other`. */
bool doubt_note(struct batch *batch, const struct row_place *place, struct str other,
                const char *reason, struct error *err);
/* Notes it of those who were born on the same day and have the same name but for signs
 * and order, or nearly the same one at the same school. `what` they share; NULL where
 * there are none. */
bool doubt_near(struct batch *batch, const struct row_place *place, const char **what,
                struct error *err);
/* Somebody came in, or is called otherwise now. */
void doubt_learn(struct batch *batch, struct str person, const struct identity *who);
/* Whether it is known where the person learns, and whether the row says so as well. */
bool doubt_school(struct batch *batch, const struct row_place *place, struct str person,
                  bool *known, bool *fits, struct error *err);

#endif
