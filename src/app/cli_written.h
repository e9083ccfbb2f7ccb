/* SPDX-License-Identifier: MIT */
/* What is said of reports, cards, hand-outs and workbooks of themes that are older than a
 * no or an erasure since.
 *
 * Memory: the command line's arena. Failure: what the database says. */
#ifndef APP_CLI_WRITTEN_H
#define APP_CLI_WRITTEN_H

#include "app/cli.h"
#include "base/str.h"

/* A file to write. */
struct written_file {
    const char *what; /* as engine/written.h has it */
    struct str cycle, path, bytes;
    int64_t seen;
    struct str by; /* likewise */
};

/* A line each, and "too_old" in the JSON: those of all cycles, this one's first. */
bool written_status(struct cli *cli, struct str cycle, struct json *out,
                    struct error *err);
/* Writes a file, in a folder that is there, and then notes in the log that it is written,
 * and tells what was written before, and copies of it, to be out of date; of what could
 * not be written, neither. People's words are for their owner to read, and whoever else
 * was let read what is there. Made again as it is there, it needs no note but the one
 * that it has. Where the log cannot take the note, says so, for a report can be made of a
 * folder that is full or read-only; `noted` is then false. */
bool written_write(struct cli *cli, const struct written_file *file, bool *noted,
                   struct error *err);

#endif
