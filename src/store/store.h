/* SPDX-License-Identifier: MIT */
/* A workplace: the folder that `waymark init` makes, with its database
 * (waymark.db), the vault's key (vault.key), the seal of the newest event
 * (log.seal), settings.json and local/ scripts.
 *
 * Memory: everything lives in the arena passed to store_open, until
 * store_close. Failure: false, and what to do. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/crypto.h"
#include "format/json.h"
#include "store/db.h"

struct store {
    struct arena *arena;
    struct str folder;
    struct db *db;
    struct str seal;            /* the file of the log's seal */
    struct crypto_key key;      /* the workplace's one key */
    struct crypto_key seal_key; /* for the head of the chain */
    struct json settings;       /* settings.json, checked */
};

/* The number of the newest schemas/store/NNNN-*.sql that this program has. */
bool store_newest_format(struct arena *arena, int64_t *out, struct error *err);

/* Makes the folder with a new key. `fill` writes the first records, `show` lets
 * somebody copy the recovery key, once, in letters and digits; the workplace is there
 * once both are done. Refuses a folder that is a workplace already, or holds a key.
 * Where it fails, nothing is left behind. */
struct store_maker {
    bool (*fill)(void *with, struct store *store, struct error *err);
    bool (*show)(void *with, struct str recovery, struct error *err);
    void *with;
};
bool store_make(struct arena *arena, struct str folder, struct str authority,
                const struct store_maker *maker, struct error *err);
/* Opens it, bringing an older database up to date after a backup, and refusing a
 * newer one. `look` opens for reading only. */
bool store_open(struct arena *arena, struct str folder, bool look, struct store **out,
                struct error *err);
void store_close(struct store *store);

struct str store_path(const struct store *store, struct str name);
bool store_is_workplace(struct arena *arena, struct str folder);

/* The settings of a folder that is being made ready; where it has none, those that it was
 * given stay. */
bool store_settings_read(struct store *store, struct error *err);
/* Settings, or what stands for one that is not given. */
int64_t store_threshold(const struct store *store); /* the least count published */
struct str store_authority(const struct store *store);
/* Gives the authority another name; refused, and all as it was, if that is empty or too
 * long, or the file cannot be written. */
bool store_set_authority(struct store *store, struct str name, struct error *err);
struct str store_workflow(const struct store *store); /* for a new cycle */

/* The recovery key as people copy it (groups of four hex digits), and back. */
struct str store_recovery_text(struct arena *arena, const struct crypto_key *key);
bool store_recovery_read(struct str text, struct crypto_key *key, struct error *err);
/* The key file of a folder (restore uses them). */
bool store_key_read(struct arena *arena, struct str folder, struct crypto_key *key,
                    struct error *err);
bool store_key_save(struct arena *arena, struct str folder, const struct crypto_key *key,
                    struct error *err);

#endif
