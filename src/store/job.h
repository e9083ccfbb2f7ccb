/* SPDX-License-Identifier: MIT */
/* Long work, kept in the database so that what was cut short can be seen and
 * finished: `status` names it and what to do.
 *
 * job_note is called inside the transaction of the work's own commit, so that
 * what it says is never ahead of what was done.
 * Memory: results live in the arena. Failure: false with the database's reason. */
#ifndef STORE_JOB_H
#define STORE_JOB_H

#include "store/db.h"

struct job {
    struct str id;   /* the same for the same work: a hash of file and cycle */
    struct str kind; /* "import" */
    struct str cycle;
    struct str title; /* "reviews-2025.csv" */
    int64_t done, total, at;
    bool replaced;
};

/* Puts down how far it has come; `finished` closes it. */
bool job_note(struct db *db, const struct job *job, bool finished, struct error *err);

/* Closes what was cut short and never will be finished: other work took its place. */
bool job_replace(struct db *db, struct str id, struct error *err);

struct job_list {
    struct job *items;
    size_t count;
};

bool job_unfinished(struct db *db, struct arena *arena, struct job_list *out,
                    struct error *err);
/* All of a kind in a cycle, finished or not. */
bool job_list_of(struct db *db, struct arena *arena, struct str kind, struct str cycle,
                 struct job_list *out, struct error *err);

#endif
