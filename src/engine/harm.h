/* SPDX-License-Identifier: MIT */
/* Words of harm in what is no card: a story, how far we are and why, a cause, a success
 * statement, an idea, a note about somebody who comes, and what people said (x-words) in
 * any kind, a script's own too. Whoever writes them is told at once; a story is held back
 * like a card, until the safeguarding lead lets it go (engine/safeguarding.h).
 *
 * Memory: results live in the arena. Failure: none; which words, flag.h says. */
#ifndef ENGINE_HARM_H
#define ENGINE_HARM_H

#include "store/kind.h"

/* The first field of `after` whose words are new and tell of harm, or NULL. */
const struct kind_field *harm_in(struct arena *arena, const struct kind *kind,
                                 const struct json *before, const struct json *after);
/* Holds a body of the kind back, where its schema knows of that; else false. */
bool harm_hold_back(struct arena *arena, const struct kind *kind, struct json *body);
/* Whatever is written over a story while it is held back, the lead still sees what it
 * said at first. */
void harm_keep_first(struct arena *arena, const struct kind *kind,
                     const struct json *before, struct json *body);
/* What a person is told at once of words that nothing holds back. */
struct str harm_words(struct arena *arena, struct str where);

#endif
