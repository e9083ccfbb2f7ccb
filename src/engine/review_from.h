/* SPDX-License-Identifier: MIT */
/* The reviews of a cycle by where they came from: FILE:LINE of a row, or
 * FILE:LINE:HEADING of something that was said in it. A row that nobody said anything in
 * is a review all the same; and where each row is one thing that was said, or a plan says
 * the very same, any of these rows is the review's.
 *
 * Memory: the arena. Failure: what the database says. What nothing came from gives
 * none. */
#ifndef ENGINE_REVIEW_FROM_H
#define ENGINE_REVIEW_FROM_H

#include "store/record.h"

/* Their ids, each once. */
bool reviews_from(struct db *db, struct arena *arena, struct str cycle, struct str given,
                  struct str_list *out, struct error *err);
/* The same for whose they are, and for what a plan alone says of somebody. */
bool people_from(struct db *db, struct arena *arena, struct str cycle, struct str given,
                 struct str_list *out, struct error *err);

#endif
