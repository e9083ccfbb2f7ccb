/* SPDX-License-Identifier: MIT */
/* cycle keep [NAME] [--authority NAME] [--question TEXT] [--scope …]: one of the words
 * after `cycle` (cli_cycle.c). */
#ifndef APP_CLI_KEEP_H
#define APP_CLI_KEEP_H

#include "app/cli.h"

int cycle_keep(struct cli *cli);

#endif
