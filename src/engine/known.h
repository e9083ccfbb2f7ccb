/* SPDX-License-Identifier: MIT */
/* What texts are checked for in a workplace: the names of everyone in the vault
 * and their numbers, those before a correction too, and the schools of all reviews of all
 * cycles (cycle/flag.h finds them). And the texts that named somebody who is erased: the
 * names are forgotten, and what a report held back for them stays held back.
 *
 * Memory: known_learn learns afresh into the caller's arena, so that an import may
 * add what its own file names; known_of and known_in learn into the engine's
 * arena, and afresh after known_forget. Failure: what the database or the vault says. */
#ifndef ENGINE_KNOWN_H
#define ENGINE_KNOWN_H

#include "cycle/flag.h"
#include "engine/engine.h"
#include "store/vault.h"

/* Under this, an outcome has the texts that named whoever it forgot, as hashes by the key
 * (cycle/flag.h); and those that the log has of earlier ones, sorted. */
#define KNOWN_TEXTS "named_in"
void known_text_key(const struct store *store, struct crypto_key *out);
bool known_texts(struct db *db, struct arena *arena, struct str_list *out,
                 struct error *err);
/* One person's names and numbers, as they are and as they were. */
void known_person(struct flag_known *known, const struct identity *who);
bool known_learn(struct engine *engine, struct arena *arena, struct flag_known **out,
                 struct error *err);
/* The same without what some commands made. */
struct known_but {
    const int64_t *numbers; /* (count) */
    size_t count;
};
bool known_learn_but(struct engine *engine, struct arena *arena, struct known_but but,
                     struct flag_known **out, struct error *err);
bool known_of(struct engine *engine, const struct flag_known **out, struct error *err);
/* Enough of it for one text, without opening identities; the next text may add to what
 * was given for the last. Inside a transaction. */
bool known_in(struct engine *engine, struct str text, const struct flag_known **out,
              struct error *err);
/* People or reviews may have come or gone. */
void known_forget(struct engine *engine);

#endif
