/* SPDX-License-Identifier: MIT */
/* What people name on the command line besides ids: a record by where it came from
 * (FILE:LINE:HEADING) or by what it is called; a card of an open cycle, or of the one
 * named, by its number, and a group by T3.
 *
 * Memory: cli->arena. Failure: false, with what can be given, or with those that may
 * be meant. */
#ifndef APP_CLI_FIND_H
#define APP_CLI_FIND_H

#include "app/cli.h"

/* In the cycle of this name; with none, in any. */
bool find_record(struct cli *cli, struct str given, struct str cycle_name, struct str *id,
                 struct error *err);

/* False, with their names, when several cycles are open: which one is meant must be
 * said. */
bool only_one_open(struct cli *cli, struct error *err);

#endif
