/* SPDX-License-Identifier: MIT */
/* How long each kind of record is kept after a cycle was closed, and what of it has had
 * its time. The months are the authority's own (settings.json, "months_kept"), or the
 * usual ones: what people said, their reviews, permissions, stories, attachments, notes
 * of concern and how far people say it has come 24 months, who was invited and where they
 * sat 12. A kind of a script that names a person is kept
 * as long as statements. Everything else that a cycle came to stays.
 *
 * Memory: results live in the arena. Failure: a kind in the settings that is not there,
 * or that counts and reports are made of. */
#ifndef ENGINE_RETENTION_H
#define ENGINE_RETENTION_H

#include "engine/engine.h"

struct retention_kind {
    struct str kind, title;
    int64_t months;
    struct str until; /* the day on which it goes, YYYY-MM-DD; empty: cycle is open */
    bool due;         /* … and that day is here */
    size_t records;
};

struct retention_cycle {
    struct str id, name, closed; /* the day; empty: it is open */
    struct retention_kind *kinds;
    size_t count;
    size_t due;   /* how many records may go now */
    size_t stays; /* records of other kinds */
};

struct retention {
    struct retention_cycle *cycles;
    size_t count;
    size_t due;    /* records, in all cycles */
    size_t people; /* of whom nothing would be left but who they are, which goes too */
};

bool retention_look(struct engine *engine, struct arena *arena, struct retention *out,
                    struct error *err);
/* The same by the index alone, without `people`. */
bool retention_glance(struct engine *engine, struct arena *arena, struct retention *out,
                      struct error *err);

/* The kinds of a cycle's process that go one day, sorted. */
void retention_kinds(const struct engine *engine, struct arena *arena,
                     const struct process *process, struct str_list *out);

/* When and how much was kept of a cycle that something went from; `there` false: all of
 * it is here still. */
struct retention_kept {
    bool there,
        words; /* words: what people said is here still, the room alone has gone */
    struct str date, document;
    int64_t statements, people;
};
bool retention_kept(struct db *db, struct arena *arena, struct str cycle,
                    struct retention_kept *out, struct error *err);

/* native_retain.c: destroys all of these kinds in a cycle, in the records and in the
 * log, and who those people are of whom nothing else is kept; the report is kept as it
 * is, without their words (kind kept_report), and each theme its counts. `again`: as was
 * decided before a restore; a cycle that was still open in the backup is then closed. */
struct retained {
    size_t records, events, people;
};
bool retention_destroy(struct engine *engine, struct arena *arena, struct str cycle,
                       struct str_list kinds, bool again, struct retained *out,
                       struct error *err);

#endif
