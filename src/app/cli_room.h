/* SPDX-License-Identifier: MIT */
/* Who is in the room, as `coverage` and `status` say it: by viewpoint, with supporters
 * and interpreters apart, and the one-third meter for those invited, coming and there.
 *
 * Memory: the arena of `cli`. Failure: the database's. True counts, not for
 * publication. */
#ifndef APP_CLI_ROOM_H
#define APP_CLI_ROOM_H

#include "app/cli.h"

/* The table, and the meter below it. */
bool cli_say_room(struct cli *cli, struct str cycle, struct json *out, struct error *err);
/* The meter in a line; nothing as long as nobody is invited. */
bool cli_say_third(struct cli *cli, struct str cycle, struct json *out,
                   struct error *err);

#endif
