/* SPDX-License-Identifier: MIT */
/* Which command puts other words in the place of what must not stay: officers are told it
 * of what a report leaves out, and of what names somebody who is erased.
 *
 * Memory: the arena. Failure: none; empty where no command does. */
#ifndef CYCLE_REWORD_H
#define CYCLE_REWORD_H

#include "format/json.h"

/* STEP.COMMAND with its arguments for a field of a record, which is named by `id` or by
 * what else people name it by: the words to be written are an ellipsis. `steps`: as a
 * workflow describes them. */
struct str reword_field(struct arena *arena, const struct json *steps, struct str kind,
                        struct str field, struct str id);

#endif
