/* SPDX-License-Identifier: MIT */
/* The chain of events: what changed, in order, each event's hash covering the
 * one before, so that a changed, removed or reordered event is found.
 *
 * An event's digest covers salt, before and after; the salt and the bodies stand
 * apart (`event_body`), so that erasing a person destroys them and the chain
 * still verifies. Each command ends with an event of action `command`, which
 * covers the command's own row, its arguments and its outcome.
 *
 * The head (last number and hash) also stands outside of the database: store/seal.h.
 *
 * Memory: results live in the arena. Failure: false; event_verify fails with
 * ERROR_CONFLICT and names the first event that is wrong. */
#ifndef STORE_EVENT_H
#define STORE_EVENT_H

#include "base/crypto.h"
#include "store/db.h"

struct event {
    int64_t seq, command, version;
    struct str action, record, cycle; /* cycle: the record's, '' for the workplace's */
    bool has_before, has_after;
    struct str before, after; /* canonical JSON, or absent (has_… false) */
    bool erased;              /* its bodies have been destroyed */
};

struct event_list {
    struct event *items;
    size_t count;
};

/* Where the chain ends. */
struct event_head {
    int64_t seq; /* 0: no event yet */
    char hash[HASH_LEN + 1];
};

bool event_head_read(struct db *db, struct arena *arena, struct event_head *out,
                     struct error *err);

/* Appends `event` (seq is set from the head, and the head moves on). `covered`
 * is the text that the hash covers besides: empty but for a command's closing
 * event. */
bool event_append(struct db *db, struct arena *arena, struct event_head *head,
                  const struct event *event, struct str covered, struct error *err);

/* The events of a command, in order, with their bodies. */
bool event_list_of(struct db *db, struct arena *arena, int64_t command,
                   struct event_list *out, struct error *err);
/* What the closing event of a command says, {"args", "asked", "from", "outcome"};
 * empty when it has been erased. */
bool event_closing(struct db *db, struct arena *arena, int64_t command, struct str *said,
                   struct error *err);
/* Every event with its bodies, in order; `each` returns false to stop. */
typedef bool event_function(void *with, const struct event *event, struct error *err);
bool event_each(struct db *db, event_function *each, void *with, struct error *err);

/* The event that made a record, which may be gone by now. Its hash names the record
 * for good, where ids are given out again after a restore. */
struct event_birth {
    struct str hash; /* empty: there was never such a record */
    bool erased;
};
bool event_birth(struct db *db, struct arena *arena, struct str record,
                 struct event_birth *out, struct error *err);

/* The newest event of a record, among those of command `from` and later; zeros when
 * there is none. */
struct event_touch {
    int64_t command, version;
};
bool event_last_touch(struct db *db, struct arena *arena, struct str record, int64_t from,
                      struct event_touch *out, struct error *err);

/* Whether command `from` or a later one made the record, or put it back. */
bool event_made_since(struct db *db, struct arena *arena, struct str record, int64_t from,
                      bool *out, struct error *err);

/* Whether a command changed a record of this kind whose bodies are destroyed by now. */
bool event_erased_since(struct db *db, struct arena *arena, int64_t command,
                        struct str kind, bool *out, struct error *err);

/* Destroys the salt and the bodies of an event. */
bool event_erase_body(struct db *db, int64_t seq, struct error *err);

/* The commands whose outcome names the events whose bodies they destroyed: an erasure of
 * a person, of a cycle's words (retain), of what stood before a rewording. */
bool event_destroyer(struct str command);

struct event_check {
    int64_t events, erased;
};

/* Recomputes the whole chain and compares it with the seal, whose file is `path`
 * and whose key is `key`. An empty path: a chain alone, such as a backup's. */
bool event_verify(struct db *db, struct arena *arena, struct str path,
                  const struct crypto_key *key, struct event_check *out,
                  struct error *err);

/* The text of a command's row that its closing event covers. */
struct str command_covered(struct arena *arena, int64_t number, struct str key,
                           struct str cycle, int64_t at, struct str actor,
                           struct str name, struct str script_hash, int64_t undoes);

#endif
