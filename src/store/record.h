/* SPDX-License-Identifier: MIT */
/* The records as they are now, and the index (`ref`) over the fields that their
 * schemas mark: nothing ever scans bodies to find or count.
 *
 * Writing is for store/commit.c and store/verify.c alone; everything else asks.
 * Memory: results live in the arena. Failure: false with the database's reason;
 * a record that is not there is no failure (`found` is false). */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include "format/json.h"
#include "store/db.h"
#include "store/kind.h"

struct record {
    struct str id, cycle, kind, schema_hash;
    int64_t version;
    struct str body; /* canonical JSON */
};

struct record_list {
    struct record *items;
    size_t count;
};

/* One condition on an indexed field. */
enum condition_test {
    CONDITION_ANY_OF, /* the field has one of `values` */
    CONDITION_SET,    /* the field has any value */
    CONDITION_UNSET   /* the field has no value, or is false */
};

struct condition {
    struct str field;
    enum condition_test test;
    struct str_list values;
};

struct condition_list {
    const struct condition *items;
    size_t count;
};

#define NO_CONDITIONS ((struct condition_list){NULL, 0})

bool record_find(struct db *db, struct arena *arena, struct str id, struct record *out,
                 bool *found, struct error *err);
/* All of a kind in a cycle ('' for the workplace's own), by id. */
bool record_list(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                 struct record_list *out, struct error *err);
/* The ids of those that meet every condition, in order. */
bool record_where(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                  struct condition_list where, struct str_list *out, struct error *err);
/* How many meet every condition. One condition (of ANY_OF: with one value), or none,
 * is counted in the index without reading a row. */
bool record_count(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                  struct condition_list where, size_t *out, struct error *err);
/* The ids of the records whose `field` holds `value`, in order. */
bool record_by(struct db *db, struct arena *arena, struct str cycle, struct str kind,
               struct str field, struct str value, struct str_list *out,
               struct error *err);

/* The id of any record of a cycle, or empty when there is none. */
bool record_any_in(struct db *db, struct arena *arena, struct str cycle, struct str *id,
                   struct error *err);

/* The id of the record that keeps one with this body hidden, or empty: a field may say
 * (x-hidden-while) what the record that it names must be like for that, as
 * {"state": "open"} of the round that a vote belongs to. */
bool record_hidden(struct db *db, struct arena *arena, const struct kind *kind,
                   const struct json *body, struct str *by, struct error *err);

/* How often each value of a field occurs, by value. */
struct tally {
    struct str value;
    size_t count;
};

struct tally_list {
    struct tally *items;
    size_t count;
};

bool record_tally(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                  struct str field, struct tally_list *out, struct error *err);

/* The values alone, by value; quick where few records differ. */
bool record_values(struct db *db, struct arena *arena, struct str cycle, struct str kind,
                   struct str field, struct str_list *out, struct error *err);

/* Every record, by id; `each` returns false to stop. */
typedef bool record_function(void *with, const struct record *record, struct error *err);
bool record_each(struct db *db, struct str cycle, struct str kind, record_function *each,
                 void *with, struct error *err);
bool record_each_of_all(struct db *db, record_function *each, void *with,
                        struct error *err);
typedef bool ref_function(void *with, struct str cycle, struct str kind,
                          const struct ref *ref, struct str id, struct error *err);
bool ref_each_of_all(struct db *db, ref_function *each, void *with, struct error *err);

/* For store/commit.c. `refs` are those of the new body, `old_refs` of the body
 * before. */
bool record_put(struct db *db, const struct record *record, struct ref_list refs,
                struct error *err);
bool record_set(struct db *db, const struct record *record, struct ref_list old_refs,
                struct ref_list refs, struct error *err);
bool record_drop(struct db *db, const struct record *record, struct ref_list refs,
                 struct error *err);

#endif
