/* SPDX-License-Identifier: MIT */
/* What stands beside a record's title in a list, where the title alone says too little:
 * of a share when, how and whom it told; of a measurement what it measures; of what
 * somebody said from which viewpoint; of an action or a promise who does it, by when,
 * what it informs, and whether it is open, done or dropped. Of any other kind nothing.
 *
 * Memory: the command line's arena. Failure: the database's. */
#ifndef APP_CLI_BESIDE_H
#define APP_CLI_BESIDE_H

#include "app/cli.h"

bool cli_beside(struct cli *cli, const struct record *record, const struct json *body,
                struct str *out, struct error *err);
/* Of a story that is told no more, by the wish of whoever told it: "untold" in the body,
 * and the words for it; else empty. */
bool cli_untold(struct cli *cli, const struct record *record, struct json *body,
                struct str *words, struct error *err);

#endif
