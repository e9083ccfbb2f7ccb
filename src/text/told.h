/* SPDX-License-Identifier: MIT */
/* What was found of rows, told of statements: the last step of cluster.h.
 *
 * Memory: results live in the arena. Failure: none. */
#ifndef TEXT_TOLD_H
#define TEXT_TOLD_H

#include "text/cluster.h"
#include "text/label.h"
#include "text/reasons.h"

struct found {
    struct grouping groups; /* every row is placed */
    const size_t *sizes;    /* (groups): statements */
    const struct fit *fits; /* (rows), and so on */
    const struct margin *margins;
    const bool *unsure;
    const struct label *labels;       /* (groups), or NULL */
    const struct row_reason *reasons; /* (rows), or NULL */
    const struct tree *tree;          /* or NULL */
};

struct clusters told_of(struct arena *arena, const struct rows *rows,
                        const struct found *found);

#endif
