/* SPDX-License-Identifier: MIT */
/* What tables sorted on paper: how far they agree (`theme --agreement`), and what stands
 * on its own (`status`). Each is a part of another verb, which has read its own words.
 *
 * Memory: cli->arena. Failure: an exit code, once it has been said why; or false. */
#ifndef APP_CLI_SORTS_H
#define APP_CLI_SORTS_H

#include "app/cli.h"

/* `section`: one only, or empty for all; `every` card on which the tables differ, not
 * only those that they put furthest apart. */
int cli_agreement(struct cli *cli, struct str cycle_name, struct str section, bool every);
/* A line about what would else be seen in no theme, and by nobody. */
bool sorts_say_alone(struct cli *cli, const struct process *process, struct json *out,
                     struct error *err);

#endif
