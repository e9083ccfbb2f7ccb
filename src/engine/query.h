/* SPDX-License-Identifier: MIT */
/* What a hook is sent: the records that its `reads` names, by id or by indexed
 * field, and nothing else. Identities are never read.
 *
 * A read is an id, a list of ids, {kind, where} or {count, where}; `where` is
 * {field = value or list of values; false for absent or false; {of=NAME, field=FIELD}:
 * what the record has that is read by its id under NAME}.
 * Memory: results live in the arena. Failure: a field that is not indexed, a
 * record of another cycle, more than QUERY_MOST records. */
#ifndef ENGINE_QUERY_H
#define ENGINE_QUERY_H

#include "engine/process.h"

enum { QUERY_MOST = 2000 };

/* A question by index, and what the answer was. */
struct question {
    struct str cycle, kind;
    struct condition_list where;
    bool counted;
    size_t count;        /* if counted; else: */
    struct str_list ids; /* in order */
};

struct reading {
    struct json data;       /* {name: record, list of records, or number} */
    struct record *records; /* each that was read, once or more often */
    size_t count, room;
    struct question *questions;
    size_t question_count, question_room;
};

bool query_read(struct db *db, struct arena *arena, const struct process *process,
                const struct json *reads, struct reading *out, struct error *err);

/* Whether each record is at its version and each question has its answer still. */
bool reading_unchanged(struct db *db, struct arena *arena, const struct reading *reading,
                       bool *same, struct error *err);

/* Adds one that has been read besides, or made since. */
void reading_note(struct arena *arena, struct reading *reading,
                  const struct record *record);

/* A record as scripts and people see it: its fields plus id, version, and its kind
 * unless it has a field `kind` of its own (the id begins with the kind). */
bool record_as_json(struct arena *arena, const struct record *record, struct json *out,
                    struct error *err);

/* `where` as conditions on the fields of a kind; lives in the arena. */
bool query_conditions(struct arena *arena, const struct kind *kind,
                      const struct json *where, struct condition_list *out,
                      struct error *err);

#endif
