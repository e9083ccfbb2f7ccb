/* SPDX-License-Identifier: MIT */
/* The index over the fields that schemas mark: one row a value. A field of a kind in
 * a cycle goes by a number there (`ref_field`), so that rows are short and sort fast;
 * what reads the index is in store/record.c.
 *
 * Writing is for store/record.c alone, inside a transaction.
 * Memory: the numbers live in the arena that they were begun with.
 * Failure: false with the database's reason. */
#ifndef STORE_REF_H
#define STORE_REF_H

#include "store/db.h"
#include "store/kind.h"

/* The numbers that one transaction has come upon; of no use after its end. */
struct ref_fields {
    struct arena *arena;
    struct ref_field *items;
    size_t count, room;
};

#define REF_FIELDS_IN(where) ((struct ref_fields){.arena = (where)})

/* The record whose values they are. */
struct ref_owner {
    struct str cycle, kind, id;
};

bool ref_put(struct db *db, struct ref_fields *fields, struct ref_owner owner,
             struct ref_list refs, struct error *err);
bool ref_drop(struct db *db, struct ref_fields *fields, struct ref_owner owner,
              struct ref_list refs, struct error *err);

/* Every value in the index. One whose field is unknown has '' for cycle, kind and
 * field. */
typedef bool ref_function(void *with, struct ref_owner owner, const struct ref *ref,
                          struct error *err);
bool ref_each_of_all(struct db *db, ref_function *each, void *with, struct error *err);

#endif
