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
/* Ids of records, for --json. */
struct json left_out_json(struct cli *cli, const struct str_list *ids);
/* The exit code of printing, or that it is done in part: something was left out that
 * other words would put there, as of the cards, or that it is written could not be noted.
 */
int left_out_code(int printed, const struct published *doc, bool noted);

#endif
