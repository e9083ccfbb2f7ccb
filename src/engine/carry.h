/* SPDX-License-Identifier: MIT */
/* What goes along from one cycle into the one that follows: open actions, live
 * indicators with their actions, promises that are not kept yet, permissions. What has
 * gone along before is left as it is, so that it may be done again.
 *
 * `call->process` is the new cycle's; the outcome gets the counts, and what its workflow
 * does not know: left_behind [{kind, field, records}], stayed_behind [ids].
 * Memory: the call's arena. Failure: false with the reason. */
#ifndef ENGINE_CARRY_H
#define ENGINE_CARRY_H

#include "engine/command.h"

bool carry_over(struct native_call *call, const struct record *from, struct str cycle,
                struct error *err);

/* Notes one more record that goes on without a field. */
void carry_note_left(struct native_call *call, struct str kind, struct str field);

#endif
