/* SPDX-License-Identifier: MIT */
/* cycle keep [NAME] [--authority NAME] [--question TEXT] [--scope …]: one of the words
 * after `cycle` (cli_cycle.c). */
#ifndef APP_CLI_KEEP_H
#define APP_CLI_KEEP_H

#include "app/cli.h"

/* Sets `scope` among the arguments from what --scope says; nothing where that is empty.
 */
typedef bool cycle_scope_function(struct cli *cli, struct json *args, struct str text,
                                  struct error *err);

int cycle_keep(struct cli *cli, cycle_scope_function *set_scope);

#endif
