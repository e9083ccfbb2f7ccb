/* SPDX-License-Identifier: MIT */
/* `waymark theme --names [THEME] [--take N]`: names that groups could have, each beside
 * what it was made of; and taking one. A part of the verb theme, which has read its
 * words.
 *
 * Memory: cli->arena. Failure: an exit code, once it has been said why. */
#ifndef APP_CLI_NAMES_H
#define APP_CLI_NAMES_H

#include "app/cli.h"

struct names_request {
    struct str cycle, section; /* empty: the open one; all three */
    struct str theme;          /* a name, label or number; empty: all */
    struct str take;           /* a proposal's number; empty: none */
};

int cli_names(struct cli *cli, struct names_request request);

#endif
