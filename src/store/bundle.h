/* SPDX-License-Identifier: MIT */
/* Script texts and schemas by the hash of their text, and bundles: the ordered
 * sources that a cycle is pinned to, with what their workflow says of itself.
 * Nothing here is ever changed or removed.
 *
 * Memory: results live in the arena. Failure: false; a missing source or bundle
 * is ERROR_SYSTEM, since a pin must always be there; one that does not have its
 * hash any more is ERROR_CONFLICT. */
#ifndef STORE_BUNDLE_H
#define STORE_BUNDLE_H

#include "format/json.h"
#include "store/db.h"

struct bundle_source {
    struct str module, chunk, hash, text;
};

struct bundle {
    struct str hash;     /* of the manifest */
    struct str workflow; /* the module whose workflow it is */
    struct bundle_source *sources;
    size_t count;
    /* Of the pinned: as stored, not yet looked at. */
    struct str described, described_hash;
    struct json description;
};

/* Inside the caller's transaction; a text that is there already is left alone. */
bool source_keep(struct db *db, struct str hash, struct str text, struct error *err);
bool source_find(struct db *db, struct arena *arena, struct str hash, struct str *text,
                 struct error *err);

/* Fills in each source's hash and the bundle's own, once the rest is set. */
void bundle_seal(struct arena *arena, struct bundle *bundle);
bool bundle_keep(struct db *db, struct arena *arena, const struct bundle *bundle,
                 struct error *err);
/* What is pinned, without the sources' texts and without its description. */
bool bundle_find(struct db *db, struct arena *arena, struct str hash, struct bundle *out,
                 struct error *err);
/* Fills in what the workflow says of itself, for a bundle that has been found. */
bool bundle_describe(struct arena *arena, struct bundle *bundle, struct error *err);
/* Fills in the texts of a bundle that has been found, for a worker: from the
 * database, or what the program has built in with that hash. Nothing that
 * comes of them counts until bundle_check_texts has compared them with their hashes.
 * Not inside a transaction. */
bool bundle_texts(struct db *db, struct arena *arena, struct bundle *bundle,
                  struct error *err);
bool bundle_check_texts(const struct bundle *bundle, struct error *err);

/* Loads every bundle there is, to see that none was altered. */
bool bundle_check_all(struct db *db, struct error *err);

#endif
