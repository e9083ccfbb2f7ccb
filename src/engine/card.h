/* SPDX-License-Identifier: MIT */
/* What holds for every card (the body of a statement), whichever way its words came:
 * by an import, said in the room, or written over others.
 *
 * Memory: what is put into a body lives in the arena. */
#ifndef ENGINE_CARD_H
#define ENGINE_CARD_H

#include "cycle/flag.h"
#include "engine/process.h"
#include "store/vault.h"

/* Adds the flags that belong to the words (cycle/flag.h) to those that are there. */
void card_flag(const struct flag_known *known, struct arena *arena, struct json *body);
/* Those alone by which it names somebody, or a school, that is known; whether any is
 * new. */
bool card_flag_known(const struct flag_known *known, struct arena *arena,
                     struct json *body);

/* By the numbers that `who` has, or had, which the text says. */
void card_flag_numbers(const struct identity *who, struct arena *arena,
                       struct json *body);

/* What to tell of the occasion of a card that was written down, where that may show who
 * somebody is; else empty. Nothing leaves it out anywhere. */
struct str card_occasion_words(const struct flag_known *known, struct arena *arena,
                               const struct json *body);

/* Words in which somebody tells of harm stay off the cards, and out of any theme,
 * until the safeguarding lead knows and a person has looked. Whether they do. */
bool card_hold_back(const struct flag_known *known, struct arena *arena,
                    struct json *body);

/* What a person is told at once of a card that is held back so. */
struct str card_held_back_words(struct arena *arena, struct str handle);

/* Off the table into a tray, and so out of any theme. */
void card_into_tray(struct arena *arena, struct json *body, const char *tray);

/* Whether people have placed it. What the computer has put into a group of its own does
 * not count, until people have named or agreed that group. */
bool card_is_placed(struct db *db, struct arena *arena, const struct json *card,
                    bool *placed, struct error *err);

/* Whether a command of `step`, given with `args`, may leave a card so. An identifying
 * flag may go when the words have changed, or when somebody has looked at them and
 * gives the same words again in a command of the step that owns statements; only
 * that step releases a card that is held back, or withdrawn by a person's wish. False
 * with the reason. */
bool card_check(const struct json *step, const struct json *args,
                const struct json *before, const struct json *after, struct error *err);

/* A card that did not count and would from now on, whatever script says so: not where the
 * person who said it says no to the workshop. `before`: no members for a new one. */
bool card_check_wish(struct db *db, struct arena *arena, struct str cycle,
                     const struct json *before, const struct json *after,
                     struct error *err);

#endif
