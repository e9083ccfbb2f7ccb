/* SPDX-License-Identifier: MIT */
/* This cycle's themes and last cycle's: which goes on from which (`theme --lineage`), and
 * last cycle's tried on what was said this time (`theme --from-last-year`). Each is a
 * part of a verb that has read its own words.
 *
 * Memory: cli->arena. Failure: an exit code, once it has been said why. */
#ifndef APP_CLI_LINEAGE_H
#define APP_CLI_LINEAGE_H

#include "app/cli.h"

int cli_lineage(struct cli *cli, struct str cycle_name);
/* Without `draft` nothing is changed. `section`: one only, or empty for all. */
int cli_from_last_year(struct cli *cli, struct str cycle_name, struct str section,
                       bool draft);
/* "by meaning (all-MiniLM-L6-v2, 1f2e3d4c)" or "by the words alone", of an outcome. */
struct str compared_by(struct arena *arena, const struct json *outcome);

#endif
