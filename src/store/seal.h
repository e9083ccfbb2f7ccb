/* SPDX-License-Identifier: MIT */
/* The seal: the newest event's number and hash, authenticated with the workplace's
 * key, in a file of its own beside the database, so that cutting off the newest
 * events is noticed.
 *
 * It is there before the database is put in its place, and is written after each
 * commit: it may lag behind by the commits that a crash cut short, never run ahead,
 * never be missing.
 * Memory: the arena. Failure: ERROR_CONFLICT when the seal is not of this key or
 * does not agree with the log, with what to do. */
#ifndef STORE_SEAL_H
#define STORE_SEAL_H

#include "store/event.h"

struct seal {
    bool there; /* false: no file, or an empty one */
    struct event_head head;
};

bool seal_read(struct arena *arena, struct str path, const struct crypto_key *key,
               struct seal *out, struct error *err);
/* Writes it anew, whatever was there. */
bool seal_begin(struct arena *arena, struct str path, const struct crypto_key *key,
                const struct event_head *head, struct error *err);
/* Leaves a newer seal alone, and also one that is not on the chain or of this key:
 * it is what verify goes by. */
bool seal_advance(struct db *db, struct arena *arena, struct str path,
                  const struct crypto_key *key, const struct event_head *head,
                  struct error *err);
/* Whether the log may be added to: the seal is there and on the chain, which ends
 * with `head`. For use inside a writing transaction. */
bool seal_check(struct db *db, struct arena *arena, struct str path,
                const struct crypto_key *key, const struct event_head *head,
                struct error *err);

#endif
