/* SPDX-License-Identifier: MIT */
/* What the workplace knows of who its people are, for flag.h: texts are looked
 * through for it when they come in and when they are published.
 *
 * Memory: `known` has its own arena. Failure: the database's, or the vault's. */
#ifndef ENGINE_KNOWN_H
#define ENGINE_KNOWN_H

#include "cycle/flag.h"
#include "store/store.h"

/* Everyone in the vault. */
bool known_people(struct store *store, struct flag_known *known, struct error *err);
/* The schools of a cycle's reviews. */
bool known_schools(struct store *store, struct str cycle, struct flag_known *known,
                   struct error *err);

#endif
