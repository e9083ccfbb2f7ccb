/* SPDX-License-Identifier: MIT */
/* What status and coverage say of records that have had their time, and of a cycle whose
 * words are no longer kept.
 *
 * Memory: the command line's arena. Failure: what the database or the settings say. */
#ifndef APP_CLI_RETAIN_H
#define APP_CLI_RETAIN_H

#include "app/verbs.h"
#include "engine/process.h"

/* A line when something has had its time, and "had_its_time" in the JSON. */
bool retain_status(struct cli *cli, struct json *out, struct error *err);
/* Where something went from a cycle, says what, and how many statements it had; `gone` is
 * false, and nothing is said, where all is here. */
bool retain_words(struct cli *cli, struct process *process, struct json *out, bool *gone,
                  struct error *err);

#endif
