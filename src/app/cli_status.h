/* SPDX-License-Identifier: MIT */
/* What status and coverage say alike.
 *
 * Memory: nothing is kept. Failure: none. */
#ifndef APP_CLI_STATUS_H
#define APP_CLI_STATUS_H

#include "app/cli.h"
#include "cycle/scope.h"

/* "69 waiting to be picked from, 1 held back": why statements do not count. */
void status_say_uncounted(struct cli *cli, const struct process *process,
                          const struct scope_counts *said);

#endif
