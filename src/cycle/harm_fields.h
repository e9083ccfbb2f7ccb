/* SPDX-License-Identifier: MIT */
/* In which fields words of harm may stand, besides those that a schema marks as people's
 * own (x-words): what is typed from what people say. What officers write about their work
 * (an action against bullying) is not among them: it would raise alarms that nobody
 * needs.
 *
 * Whoever writes such words is told at once (engine/harm.h). What one person told of
 * themselves is not printed either (publish_words.c); what people agreed together is.
 *
 * Memory: none. Failure: none. */
#ifndef CYCLE_HARM_FIELDS_H
#define CYCLE_HARM_FIELDS_H

#include "base/str.h"

bool harm_may_stand_in(struct str kind, struct str field);
/* Whether records of the kind hold what one person told of themselves. */
bool harm_is_of_one(struct str kind);

#endif
