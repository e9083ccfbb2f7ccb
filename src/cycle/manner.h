/* SPDX-License-Identifier: MIT */
/* How the words of a statement came to be, where they are not simply the speaker's own:
 * "seen by school" for what somebody observed, "interpreted by family" for what somebody
 * put into words. By roles, never by names.
 *
 * Memory: the arena. Failure: none. */
#ifndef CYCLE_MANNER_H
#define CYCLE_MANNER_H

#include "format/json.h"

/* Of the body of a statement; empty where the words are the speaker's own. */
struct str manner_of(struct arena *arena, const struct json *body);
/* Whether somebody put it into words: what is published says no more, since a role may
 * show who it was. */
bool manner_is_interpreted(const struct json *body);

#endif
