/* SPDX-License-Identifier: MIT */
/* What people name by the number that stands on it: a card by 75 or `card 75`, a group
 * by the T3 of its workbook, as they are numbered now (cycle/groups.h).
 *
 * Memory: the arena. Failure: what the database says. A text that is no such number, or
 * nobody's, is none. */
#ifndef ENGINE_NUMBERED_H
#define ENGINE_NUMBERED_H

#include "store/record.h"

/* The ids of the cards with this number. */
bool card_numbered(struct db *db, struct arena *arena, struct str cycle, struct str given,
                   struct str_list *out, struct error *err);
/* Whether a text reads as the number of a group, whether or not there is one: T12, or 12,
 * as a line of a workbook may say it. */
bool theme_number_reads(struct str text);
/* The id of the group, or empty. */
bool theme_numbered(struct db *db, struct arena *arena, struct str cycle,
                    struct str given, struct str *id, struct error *err);

#endif
