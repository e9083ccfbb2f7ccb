/* SPDX-License-Identifier: MIT */
/* What `status` and `coverage` say of a sample of cards (cycle/sample.h): nothing where
 * there is none.
 *
 * Memory: the arena of `cli`. Failure: the database's. True counts, not for
 * publication. */
#ifndef APP_CLI_SAMPLE_H
#define APP_CLI_SAMPLE_H

#include "app/cli.h"
#include "engine/process.h"

/* How it was drawn; with `strata` what it has of each sort of card. */
bool cli_say_sample(struct cli *cli, struct process *process, bool strata,
                    struct json *out, struct error *err);

#endif
