/* SPDX-License-Identifier: MIT */
/* Whether two spellings are of one school. The same but for capitals, spaces and
 * punctuation, "&" or "and": one key. Nearly the same, so that somebody should look: a
 * word cut short
 * ("Hillside Sch"), "School" left out, or one slip of a finger. Not where numbers
 * differ, nor in a short word (St Mary's, St Mark's).
 *
 * Memory: results live in the arena. Failure: none; texts are valid UTF-8. */
#ifndef CYCLE_SCHOOL_ALIKE_H
#define CYCLE_SCHOOL_ALIKE_H

#include "base/str.h"

/* Letters and digits alone, folded; empty where there are none. */
struct str school_key(struct arena *arena, struct str name);
/* Folded words with a space between, without apostrophes: what school_alike wants. */
struct str school_plain(struct arena *arena, struct str name);
bool school_alike(struct str plain, struct str other);

#endif
