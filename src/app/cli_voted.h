/* SPDX-License-Identifier: MIT */
/* What people chose, for the screen that the room looks at when a round of voting was
 * closed. Viewpoints stand apart as in the report alone (room_told_apart), for those few
 * who bring one would be seen in it.
 *
 * Memory: the arena of `cli`. Failure: the database's. */
#ifndef APP_CLI_VOTED_H
#define APP_CLI_VOTED_H

#include "app/cli.h"

/* Of the rounds among what a command has `changed` that are closed now; of none, nothing.
 * Where `out` is given, it is not said but stands there, under `voted`. */
bool cli_say_voted(struct cli *cli, struct str cycle, const struct json *outcome,
                   struct json *out, struct error *err);

#endif
