/* SPDX-License-Identifier: MIT */
#include "base/crash.h"

#include <sys/resource.h>

/* One byte, and not none: a system that hands crashes to a program of its own (see
 * core(5)) does so for a limit of nought too, and for one it does not. No picture of
 * memory fits into one byte. */
bool crash_leaves_nothing(void)
{
    const struct rlimit one = {.rlim_cur = 1, .rlim_max = 1};
    struct rlimit now;
    if (getrlimit(RLIMIT_CORE, &now) != 0)
        return false;
    return now.rlim_max < one.rlim_max || setrlimit(RLIMIT_CORE, &one) == 0;
}
