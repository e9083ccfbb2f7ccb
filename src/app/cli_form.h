/* SPDX-License-Identifier: MIT */
/* export form: what goes out to schools, as a workbook and as a Word document.
 *
 * Memory: cli->arena. Failure: an exit code, once it has been said why; EXIT_PARTLY where
 * nothing is there to write Word with. What is there already is never written over. */
#ifndef APP_CLI_FORM_H
#define APP_CLI_FORM_H

#include "app/cli.h"

/* The next word is the folder, or there is none. */
int cli_export_form(struct cli *cli, struct str cycle);

#endif
