/* SPDX-License-Identifier: MIT */
/* Work that is divided among threads, piece by piece: whoever is free takes the next.
 * What a piece gives must not depend on who does it, nor when.
 *
 * Memory: none. Failure: none; where no thread can be started, this one does it all. */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

#include <stddef.h>

enum { THREADS_MOST = 8 };

/* As many as there are processors, THREADS_MOST at the most. */
size_t threads_count(void);

/* Does pieces 0 to count - 1; `thread` is from 0 to `threads` - 1 (at most
 * THREADS_MOST), 0 being the one that asked. */
typedef void threads_piece(void *with, size_t thread, size_t piece);
void threads_each(size_t threads, size_t count, threads_piece *piece, void *with);

#endif
