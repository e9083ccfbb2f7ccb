/* SPDX-License-Identifier: MIT */
/* The names of everybody but one person, to strike out of that person's own words: of all
 * whom the vault knows, and of those who are in the log alone, since an import that was
 * taken back has their words there too. A name that both have is the person's own.
 *
 * Memory: the arena. Failure: what the database or the vault says. */
#ifndef ENGINE_OTHERS_H
#define ENGINE_OTHERS_H

#include "cycle/flag.h"
#include "store/vault.h"

struct others;

/* `people`: the person, and whoever has become one with them; `who` they are. */
bool others_learn(struct store *store, struct arena *arena, struct str_list people,
                  const struct identity *who, struct others **out, struct error *err);
const struct flag_known *others_known(const struct others *others);
/* The text with […] in the place of each name; adds to `count` how many went. */
struct str others_struck(const struct others *others, struct arena *arena,
                         struct str text, int64_t *count);

#endif
