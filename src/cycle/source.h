/* SPDX-License-Identifier: MIT */
/* Where something first stood, in its parts: reviews.csv#2:14:working1.
 *
 * Memory: parts borrow from the whole. Failure: none. */
#ifndef CYCLE_SOURCE_H
#define CYCLE_SOURCE_H

#include "base/str.h"

/* reviews.csv:14 → reviews.csv, and 14 in `last`; what has no colon is all `last`. */
struct str source_cut(struct str source, struct str *last);
/* reviews.csv#2 → reviews.csv */
struct str label_name(struct str label);

#endif
