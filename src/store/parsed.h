/* SPDX-License-Identifier: MIT */
/* Records with their bodies read, for whoever looks into them.
 *
 * Memory: the arena. Failure: what the database says, or a body that is no JSON. A record
 * that is not there is no failure: it is not `found`, or in no list (somebody else may be
 * at work at the same moment). */
#ifndef STORE_PARSED_H
#define STORE_PARSED_H

#include "store/record.h"

struct parsed {
    struct record record;
    struct json body;
};

struct parsed_list {
    struct parsed *items;
    size_t count;
};

/* What a field says; empty where it is no text, or not there. */
struct str parsed_text(const struct parsed *one, const char *field);

bool parsed_find(struct db *db, struct arena *arena, struct str id, struct parsed *out,
                 bool *found, struct error *err);
/* All of a kind in a cycle ('' for the workplace's own), by id. */
bool parsed_all(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                struct parsed_list *out, struct error *err);
/* Those whose `field`, an indexed one, holds `value`, in order. */
bool parsed_by(struct db *db, struct arena *arena, struct str cycle, struct str kind,
               struct str field, struct str value, struct parsed_list *out,
               struct error *err);

#endif
