/* SPDX-License-Identifier: MIT */
/* `waymark theme --why CARD`: why a card is in its group, in words that can be looked at.
 * Returns the exit code. */
#ifndef APP_CLI_WHY_H
#define APP_CLI_WHY_H

#include "app/cli.h"

int cli_why(struct cli *cli, struct str cycle_name, struct str card);

#endif
