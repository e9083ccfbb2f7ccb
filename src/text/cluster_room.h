/* SPDX-License-Identifier: MIT */
/* How many statements can be grouped at once: so many, and in so much memory. Told before
 * any work is done, for a program that runs out of memory half way has told nobody why.
 *
 * What is taken is worked out for statements of about twenty words, each unlike the
 * others, and was held against what the system says is taken (make bench).
 *
 * Memory: none. Failure: ERROR_LIMIT with the figure. */
#ifndef TEXT_CLUSTER_ROOM_H
#define TEXT_CLUSTER_ROOM_H

#include "base/error.h"

#include <stddef.h>
#include <stdint.h>

enum {
    CLUSTER_MOST = 250000,      /* statements, by meaning */
    CLUSTER_WORDS_MOST = 20000, /* by words: every pair of them is kept */
    CLUSTER_MEMORY_MOST = 2048  /* MB, where the computer has as much */
};

/* MB that grouping takes, the program and its model included. */
uint64_t cluster_megabytes(size_t statements, bool by_meaning);
/* MB that there are for it: CLUSTER_MEMORY_MOST, or less where the computer has less, or
 * where the program may take less (ulimit -v, -d). */
uint64_t cluster_megabytes_most(void);

/* Whether so many can be grouped in `most` MB. */
bool cluster_has_room(size_t statements, bool by_meaning, uint64_t most,
                      struct error *err);

#endif
