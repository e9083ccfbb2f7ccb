/* SPDX-License-Identifier: MIT */
/* Section A of a plan is a paragraph; this cuts it into single aspirations, for a person
 * to look over. A sentence begins one if it holds a word of wishing (want, hope, would
 * like, will, …) or begins with "To"; what does not, and what begins with a word that
 * leans on what was said before (but, because, it, …), belongs to the one above. The
 * words stay as they are.
 *
 * Memory: the list lives in the arena, its texts borrow from the paragraph.
 * Failure: none; what holds one aspiration gives that one, unchanged. */
#ifndef CYCLE_PARAGRAPH_H
#define CYCLE_PARAGRAPH_H

#include "base/str.h"

struct str_list paragraph_list(struct arena *arena, struct str paragraph);

/* Whether one piece seems to hold several wishes, each in a clause of its own: "wants to
 * drive, wants a job and hopes …". It is for people to cut. */
bool paragraph_holds_more(struct arena *arena, struct str piece);
/* "Mum hopes he will be safe", "Her parents would like …": the family's own wish, and not
 * what the young person says of them ("My mum hopes"). */
bool paragraph_is_of_family(struct arena *arena, struct str piece);

#endif
