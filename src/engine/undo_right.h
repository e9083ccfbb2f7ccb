/* SPDX-License-Identifier: MIT */
/* Who may take what back. A facilitator and an officer take back each other's commands
 * and a table's, but what neither of them may do (the safeguarding lead's) is taken back
 * by those who may do it. A card that is held back goes free by the lead's word alone,
 * or an owner's: not by taking back what held it.
 *
 * Memory: the call's arena. Failure: refused, with whom to ask. */
#ifndef ENGINE_UNDO_RIGHT_H
#define ENGINE_UNDO_RIGHT_H

#include "engine/command.h"

bool undo_right(struct native_call *call, int64_t command, struct error *err);

/* How many cards that are held back the command brought in: they go with it. */
bool undo_held(struct native_call *call, int64_t command, size_t *out, struct error *err);

#endif
