/* SPDX-License-Identifier: MIT */
/* People of the room by where they stand on an imported list: room.csv:2.1, all of a row
 * (room.csv:2), or all of several (room.csv:2-21), so that who came is said in a line.
 * A list that was corrected has no rows any more, whatever the new one is called: those
 * whom the new one lacks are in no row. Where several lists of one name stand, room.csv#1
 * and room.csv#2 tell them apart.
 *
 * Memory: the arena. Failure: rows of a list that was corrected under another name, or
 * of one of several of that name; what the database says. A text that is no such place,
 * or nobody's, is none. */
#ifndef ENGINE_ARGS_GUESTS_H
#define ENGINE_ARGS_GUESTS_H

#include "store/record.h"

/* The ids of the participants, in order. */
bool guests_named(struct db *db, struct arena *arena, struct str cycle, struct str given,
                  struct str_list *out, struct error *err);

#endif
