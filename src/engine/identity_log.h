/* SPDX-License-Identifier: MIT */
/* Who people are by the log: an import that was taken back took the identity out of the
 * records, and the log holds it, sealed as ever, until the person is erased.
 *
 * Memory: `who` lives until `each` returns. Failure: what the database or the vault says;
 * `each` returns false to stop. */
#ifndef ENGINE_IDENTITY_LOG_H
#define ENGINE_IDENTITY_LOG_H

#include "engine/engine.h"
#include "store/vault.h"

typedef bool identity_function(void *with, struct str person, const struct identity *who,
                               struct error *err);

/* Every identity that anybody has or had, in the order in which they came to be known:
 * one who was corrected comes more than once. */
bool identity_each(struct store *store, identity_function *each, void *with,
                   struct error *err);

struct identity identity_copy(struct arena *arena, const struct identity *who);

#endif
