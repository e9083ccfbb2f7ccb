/* SPDX-License-Identifier: MIT */
/* What status says, and other verbs too.
 *
 * Memory: nothing is kept. Failure: the database's. */
#ifndef APP_CLI_STATUS_H
#define APP_CLI_STATUS_H

#include "app/cli.h"
#include "cycle/scope.h"

/* "69 waiting to be picked from, 1 held back": why statements do not count. */
void status_say_uncounted(struct cli *cli, const struct process *process,
                          const struct scope_counts *said);

/* How many cards and stories wait for the safeguarding lead, and nothing of what they
 * say: in a line between these words where any does, and in `out` always. */
bool status_say_waiting(struct cli *cli, struct str cycle, const char *before,
                        const char *after, struct json *out, struct error *err);

#endif
