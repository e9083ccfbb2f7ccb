/* SPDX-License-Identifier: MIT */
/* cycle keep [NAME] [--authority NAME] [--question TEXT] [--scope …]: one of the words
 * after `cycle` (cli_cycle.c).
 *
 * Memory: cli->arena. Failure: an exit code, once it has been said why; the authority's
 * name is then as it was. */
#ifndef APP_CLI_KEEP_H
#define APP_CLI_KEEP_H

#include "app/cli.h"

int cycle_keep(struct cli *cli);

#endif
