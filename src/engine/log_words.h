/* SPDX-License-Identifier: MIT */
/* What an erasure asks of an event of the log.
 *
 * Memory: results live in the arena. Failure: what the database says. */
#ifndef ENGINE_LOG_WORDS_H
#define ENGINE_LOG_WORDS_H

#include "store/event.h"

/* Whether a body has this as a whole text: one id may begin with another. */
bool log_mentions(const struct event *event, struct str text);

/* The commands whose closing events stay, by number as text, sorted. The log verifies
 * only as long as an erasure says what it erased; ids are all it says, and all that a
 * look for somebody says: whoever looks once more finds no more of them. */
bool log_spared(struct db *db, struct arena *arena, struct str_list *out,
                struct error *err);
/* Whether the event closes one of them. */
bool log_is_spared(struct arena *arena, const struct str_list *spared,
                   const struct event *event);

#endif
