/* SPDX-License-Identifier: MIT */
/* Vectors of texts, kept so that nothing is encoded twice: found by a keyed hash of the
 * model's hash and the text. No text stands there, and all of them go when anybody's
 * words are destroyed (schemas/store/0003-vector.sql): the next draft works them out
 * again.
 *
 * Memory: results live in the arena. Failure: the database's; a number that cannot be
 * read is as if it were not there. */
#ifndef STORE_VECTORS_H
#define STORE_VECTORS_H

#include "store/store.h"

/* `bytes` is empty where there is none. */
bool vectors_find(struct store *store, struct arena *arena, struct str model,
                  struct str text, struct str *bytes, struct error *err);
/* Inside a transaction. */
bool vectors_keep(struct store *store, struct arena *arena, struct str model,
                  struct str text, struct str bytes, struct error *err);

#endif
