/* SPDX-License-Identifier: MIT */
/* What is said to the officer, and never in the document, about words that were left out
 * of a report or a hand-out: of which records, and what puts other words in their place.
 *
 * Memory: the command line's arena. Failure: none. */
#ifndef APP_LEFT_OUT_H
#define APP_LEFT_OUT_H

#include "app/cli.h"
#include "cycle/published.h"

/* What must follow a command to reach the cycle that the officer named; "" of none. */
struct str left_out_cycle(struct cli *cli, struct str name);
/* `what` it is: "report". */
void left_out_say(struct cli *cli, const struct published *doc, const char *what,
                  struct str cycle);

#endif
