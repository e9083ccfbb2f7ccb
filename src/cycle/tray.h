/* SPDX-License-Identifier: MIT */
/* Where a card lies that is on no table, and a story that nobody reads: the field `tray`
 * of a statement or a story. Held back is what may tell of harm, until the safeguarding
 * lead lets it go; top.h says which trays count.
 *
 * Memory: what is put into a body lives in the arena. Failure: what the database says. */
#ifndef CYCLE_TRAY_H
#define CYCLE_TRAY_H

#include "format/json.h"
#include "store/db.h"

/* As the index holds it. */
#define TRAY_HELD_BACK "held_back"
#define TRAY_WITHDRAWN "withdrawn"

bool tray_is_held_back(const struct json *body);
/* By the wish of whoever said it. */
bool tray_is_withdrawn(const struct json *body);
/* Nobody has looked at these words yet, whatever was said of others. */
void tray_hold_back(struct arena *arena, struct json *body);
/* Held back, spare, or withdrawn by a person's wish: what moves cards leaves it there. */
bool tray_is_out_of_the_way(const struct json *body);

/* The tray of the card that this one says the same as and is counted with; empty: of
 * none. What keeps that one's words from being read keeps these. */
bool tray_of_like(struct db *db, struct arena *arena, const struct json *body,
                  struct str *tray, struct error *err);

#endif
