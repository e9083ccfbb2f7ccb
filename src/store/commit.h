/* SPDX-License-Identifier: MIT */
/* One command's changes, all or nothing: records, their index, their events and
 * the command's row in one transaction. Only engine/command.c begins one.
 *
 * Use: commit_begin; commit_create, commit_change, commit_remove; commit_end or
 * commit_abandon. A command whose key is known already, and which has not been
 * taken back since, is not done again: commit_begin then gives its stored outcome
 * and no commit. Nothing is begun while the log and its seal disagree.
 * Memory: everything lives in the arena of commit_begin.
 * Failure: false; the caller then calls commit_abandon. A record that has changed
 * since it was read is ERROR_CONFLICT. */
#ifndef STORE_COMMIT_H
#define STORE_COMMIT_H

#include "store/record.h"
#include "store/store.h"

struct commit;

/* Stands between a key and its turn: the key of a command that was taken back is
 * used once more as KEY, KEY_TURN, 2. No key that people give holds it. */
enum { KEY_TURN = '\x1f' };

struct commit_request {
    struct str key;         /* idempotency; never empty */
    struct str cycle;       /* id of the cycle's record, or '' */
    struct str actor, name; /* who, and which command */
    struct str script_hash; /* the bundle that decided, or '' */
    const struct json *args;
    struct str asked; /* a hash of what its key stands for (engine/key.h), or '' */
    struct str from;  /* the line of a file that asked for it, or '' */
    int64_t undoes;   /* number of the command taken back, or 0 */
    bool reseal;      /* the log is sealed anew as it is, though the seal disagrees */
};

struct command_done {
    bool known; /* this key was used before, and it stands; what came of it */
    int64_t number;
    struct str outcome, name; /* name: the command's own */
};

bool commit_begin(struct store *store, struct arena *arena,
                  const struct commit_request *request, struct command_done *before,
                  struct commit **out, struct error *err);

int64_t commit_number(const struct commit *commit);

/* `cycle` is '' for kinds of the workplace. The new id is put in `id`. */
bool commit_create(struct commit *commit, const struct kind *kind, struct str cycle,
                   const struct json *body, struct str *id, struct error *err);
/* `old` is the record as it was read; `body` the whole new body. Nothing is
 * written when they are equal. */
bool commit_change(struct commit *commit, const struct kind *kind,
                   const struct record *old, const struct json *body, struct error *err);
bool commit_remove(struct commit *commit, const struct kind *kind,
                   const struct record *old, struct error *err);
/* Puts back a record that an earlier command removed, under its own id. */
bool commit_put_back(struct commit *commit, const struct kind *kind,
                     const struct record *record, struct error *err);

/* Removes a record and keeps nothing of what it said: its event has no body, and
 * the bodies of all its earlier events are destroyed by the caller. */
bool commit_erase(struct commit *commit, const struct kind *kind,
                  const struct record *old, struct error *err);

/* Writes the closing event and commits. `outcome` holds ids and counts, never
 * words. With `pretend`, everything is rolled back instead: a dry run by the
 * same path. */
bool commit_end(struct commit *commit, const struct json *outcome, bool pretend,
                struct error *err);
void commit_abandon(struct commit *commit);

/* How many records this commit has created, changed and removed so far. */
struct commit_counts {
    size_t created, changed, removed;
};
struct commit_counts commit_counts(const struct commit *commit);

/* The commands, newest first. */
struct command_row {
    int64_t number, at, undoes, undone_by; /* 0: not, or that was taken back itself */
    struct str key, cycle, actor, name, script_hash, outcome;
};

struct command_list {
    struct command_row *items;
    size_t count;
};

/* At most `most`, from before number `below` (0: from the newest). */
bool command_list(struct db *db, struct arena *arena, int64_t below, size_t most,
                  struct command_list *out, struct error *err);
bool command_find(struct db *db, struct arena *arena, int64_t number,
                  struct command_row *out, bool *found, struct error *err);
/* Those whose key is `from` or above, and below `to`, by number. */
bool command_keyed(struct db *db, struct arena *arena, struct str from, struct str to,
                   struct command_list *out, struct error *err);
/* Those of this name, by number. */
bool command_named(struct db *db, struct arena *arena, struct str name,
                   struct command_list *out, struct error *err);
/* The command that took it back and has not been taken back itself; 0: it stands. */
bool command_taken_back(struct db *db, struct arena *arena, int64_t number, int64_t *by,
                        struct error *err);
/* What came of a key. A command that was taken back counts as never done, so that
 * the same key does it again. */
bool command_known(struct db *db, struct arena *arena, struct str key,
                   struct command_done *out, struct error *err);

#endif
