/* SPDX-License-Identifier: MIT */
/* Why statements are where they are, in what a person can look at: the words that a
 * statement shares with its group, the statements that are most like it, and which say
 * nearly the same.
 *
 * Nearly the same: a cosine of 0.95, a word in common, and both or neither say "not" or
 * the like (an encoder puts "I have a friend" beside "I have no friend").
 *
 * Memory: the arena's; words borrow from the statements. Failure: none. */
#ifndef TEXT_REASONS_H
#define TEXT_REASONS_H

#include "text/margin.h"

enum { REASONS_NEAR = 2, REASONS_WORDS = 5 };

struct likeness {
    uint32_t row;
    int32_t alike; /* cosine, WEIGHT_ONE for 1 */
};

struct row_reason {
    struct str_list shared; /* as it says them; what most of its group say first */
    struct likeness near[REASONS_NEAR]; /* other texts, the most alike first */
    size_t near_count;
    uint32_t
        twin; /* the lowest row that says nearly the same; itself, if there is none */
};

struct row_reason *reasons_of(struct arena *arena, const struct rows *rows,
                              const struct grouping *groups,
                              const struct neighbours *near);
/* The neighbours that the above looks at, of all rows. */
struct neighbours *reasons_near_by_meaning(struct arena *arena,
                                           const struct meaning *meaning);
struct neighbours *reasons_near_by_words(struct arena *arena,
                                         const struct weights *weights);

#endif
