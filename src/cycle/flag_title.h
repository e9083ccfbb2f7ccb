/* SPDX-License-Identifier: MIT */
/* Whether the title of a sheet or the name of a file may be a person's: such a title
 * stands in lists, in the log and beside what was said, where no name may. Words that
 * say what a sheet is (review, plan, notes), numbers and single letters tell nothing.
 *
 * Memory: none is kept; the arena is used in passing. Failure: none; valid UTF-8. */
#ifndef CYCLE_FLAG_TITLE_H
#define CYCLE_FLAG_TITLE_H

#include "cycle/flag.h"

/* By the people who are known: all of its words are their names, or two that stand side
 * by side, or one that means nothing else ("Ellie, Oakfield"; not "Park", "Ashton
 * School"). */
bool flag_title_is_known(const struct flag_known *known, struct arena *arena,
                         struct str title);
/* By how it is written alone: "Zack Mumblewick", "mumblewick, zack", "Ellie"; not "Holly
 * Bank", "Oak School". */
bool flag_title_is_like_name(struct arena *arena, struct str title);

#endif
