/* SPDX-License-Identifier: MIT */
/* export form: what goes out to schools. */
#ifndef APP_CLI_FORM_H
#define APP_CLI_FORM_H

#include "app/cli.h"

/* The next word is the folder, or there is none. */
int cli_export_form(struct cli *cli, struct str cycle);

#endif
