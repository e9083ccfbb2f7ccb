/* SPDX-License-Identifier: MIT */
/* The cards of a cycle, each with its number: collect.number_cards is run for those that
 * have none yet. Where all have one nothing is done and nothing logged, so the cards of a
 * closed cycle can be written out still.
 *
 * Memory: the arena. Failure: false with the reason. */
#ifndef ENGINE_CARD_NUMBER_H
#define ENGINE_CARD_NUMBER_H

#include "cycle/cards.h"
#include "engine/engine.h"
#include "engine/process.h"

/* `numbered`: how many were given one now. */
bool cards_numbered(struct engine *engine, struct arena *arena, struct process *process,
                    struct cards *out, int64_t *numbered, struct error *err);

#endif
