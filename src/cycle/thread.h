/* SPDX-License-Identifier: MIT */
/* The golden thread: from any record back to the words that it comes from, and on
 * to what came of it. It follows the fields that schemas mark with x-thread, and
 * from a theme to its statements.
 *
 * Memory: results live in the arena. Failure: false; a record that is not there
 * is ERROR_NOT_FOUND. */
#ifndef CYCLE_THREAD_H
#define CYCLE_THREAD_H

#include "store/record.h"

enum { THREAD_MOST = 5000 };

struct thread_node {
    size_t depth; /* 0: the record asked for */
    struct record record;
    struct str title;  /* what a person would call it */
    struct str source; /* FILE:LINE of a statement, else empty */
    struct str whole;  /* the paragraph that a statement was cut out of, else empty */
    struct str also;   /* where the same came from besides, else empty */
    struct str manner; /* "seen by school" (cycle/manner.h), else empty */
    bool said;         /* words that somebody said */
};

struct thread {
    struct thread_node *nodes; /* each node's own follow it, one deeper */
    size_t count;
    bool cut; /* more than THREAD_MOST */
};

/* Towards the words. */
bool thread_back(struct db *db, struct arena *arena, const struct kinds *kinds,
                 struct str id, struct thread *out, struct error *err);
/* Towards what was done. */
bool thread_on(struct db *db, struct arena *arena, const struct kinds *kinds,
               struct str id, struct thread *out, struct error *err);

/* What people would call a record: its handle or its words, else its fields. */
struct str record_title(struct arena *arena, const struct kind *kind,
                        const struct json *body);

#endif
