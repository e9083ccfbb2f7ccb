/* SPDX-License-Identifier: MIT */
/* What stands for a group: up to LABEL_KEYWORDS words that are said in it more
 * than elsewhere (counted once a statement, weighed by class-based TF-IDF, in the
 * form people wrote most often; no numbers of four or more digits), and its most
 * typical statement: of the fifth nearest to its centre, the one nearest to eleven
 * words.
 *
 * Memory: results live in the arena; keywords borrow from the statements where
 * they can. Failure: none. */
#ifndef TEXT_LABEL_H
#define TEXT_LABEL_H

#include "text/place.h"

enum { LABEL_KEYWORDS = 5 };

struct label {
    struct str_list keywords; /* best first */
    uint32_t typical;         /* a row */
};

/* One label a group (groups.count). Every row is placed, no group is empty; `fits`
 * (rows) says how well each row fits its group. */
struct label *label_groups(struct arena *arena, const struct rows *rows,
                           const struct grouping *groups, const struct fit *fits);

#endif
