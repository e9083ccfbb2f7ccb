/* SPDX-License-Identifier: MIT */
/* What a crash leaves behind: no picture of memory, which would hold what people said
 * and who they are.
 *
 * Failure: false, with the reason in errno; the program goes on as before. */
#ifndef BASE_CRASH_H
#define BASE_CRASH_H

#include <stdbool.h>

bool crash_leaves_nothing(void);

#endif
