/* SPDX-License-Identifier: MIT */
/* A Waymark folder with a made-up kind of record, for tests below the engine:
 * thing {name (handle), size, done, tags (indexed), owner (a thing), note}.
 *
 * Memory: everything lives in the test's arena until things_close.
 * Failure: functions that return bool or an id report it as a failure of the test
 * and give false or an empty id; those with an `err` leave it to the caller. */
#ifndef THINGS_H
#define THINGS_H

#include "store/commit.h"
#include "store/event.h"
#include "test.h"

#define THINGS_CYCLE STR("cycle-000001.0001")

struct things {
    struct test *t;
    struct arena *arena;
    struct str recovery;
    struct store *store;
    struct db *db;
    struct kind kind;
    struct commit *commit; /* between things_begin and things_end */
};

/* Makes a folder whose log is empty. */
bool things_make(struct test *t, struct str *recovery, struct error *err);
bool things_open(struct test *t, struct things *out);
void things_close(struct things *things);

struct json things_json(struct things *things, const char *text);

/* One command. */
bool things_begin(struct things *things, const char *key);
bool things_end(struct things *things);

/* Inside a command. */
struct str things_put(struct things *things, const char *body);
bool things_change(struct things *things, struct str id, const char *body,
                   struct error *err);
bool things_remove(struct things *things, struct str id, struct error *err);

/* A command of its own that creates one thing. */
struct str things_one(struct things *things, const char *key, const char *body);

/* The body of a record, or empty when it is not there. */
struct str things_body(struct things *things, struct str id);
size_t things_count(struct things *things, struct condition_list where);

/* Runs one statement behind Waymark's back. `sql` is constant. */
void things_tamper(struct things *things, const char *sql, struct db_values values);

/* What `waymark verify` says of the chain, and of the records: "" when all is well. */
struct str things_verify_log(struct things *things);
struct str things_verify_records(struct things *things);

#endif
