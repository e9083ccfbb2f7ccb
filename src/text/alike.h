/* SPDX-License-Identifier: MIT */
/* Which of those texts is most like each of these: for linking this year's
 * themes to last year's. By the same words and weights as cluster.h.
 *
 * Memory: results live in the arena. Failure: none. */
#ifndef TEXT_ALIKE_H
#define TEXT_ALIKE_H

#include "base/str.h"

struct alike {
    size_t best;       /* index into `those`, or SIZE_MAX: shares no word with any */
    uint32_t likeness; /* 0 to 1000 */
};

/* One for each of `these`; ties go to the lowest index. */
struct alike *alike_best(struct arena *arena, struct str_list these,
                         struct str_list those);

#endif
