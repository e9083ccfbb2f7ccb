/* SPDX-License-Identifier: MIT */
/* What is said of reports, cards, hand-outs and workbooks of themes that are older than a
 * no or an erasure since.
 *
 * Memory: the command line's arena. Failure: what the database says. */
#ifndef APP_CLI_WRITTEN_H
#define APP_CLI_WRITTEN_H

#include "app/cli.h"
#include "base/str.h"

/* A file that is about to be written. */
struct written_file {
    const char *what; /* as engine/written.h has it */
    struct str cycle, path, bytes;
    int64_t seen;
    struct str by; /* likewise */
};

/* A line each, and "too_old" in the JSON. */
bool written_status(struct cli *cli, struct str cycle, struct json *out,
                    struct error *err);
/* Notes in the log that a file is written. Where the log cannot take it, says so, for a
 * report can be made of a folder that is full or read-only; `noted` is then false. */
void written_say_noted(struct cli *cli, const struct written_file *file, bool *noted);
/* To the messages, before `file` (a name) is written anew: what was written before, and
 * copies of it, are out of date. */
bool written_say_replaced(struct cli *cli, struct str cycle, const char *what,
                          struct str file, struct error *err);
/* Both of the above. Made again as it is there, it needs no note but the one that it has.
 */
bool written_say_written(struct cli *cli, const struct written_file *file, bool *noted,
                         struct error *err);

#endif
