/* SPDX-License-Identifier: MIT */
/* A whole Waymark folder for tests of the engine: owner Robin, and an open cycle
 * 2025 of the built-in workflow (or of a local script). Command lines are written
 * as in a file of commands.
 *
 * Memory: the test's arena, until office_close.
 * Failure: what should have been done and was not is reported as a failure of the
 * test, with the reason; `err` keeps it. */
#ifndef OFFICE_H
#define OFFICE_H

#include "engine/command.h"
#include "engine/import.h"
#include "engine/query.h"
#include "test.h"

struct office {
    struct test *t;
    struct arena *arena;
    struct str folder, recovery, cycle;
    struct engine *engine;
    struct db *db;
    struct command_result result; /* of the last command line */
    struct import_counts counts;  /* of the last import */
    struct notices notices;
    struct error err;
};

bool office_open(struct test *t, struct office *out);
/* With local/workflows/NAME.lua, which the cycle follows. */
bool office_open_with(struct test *t, const char *name, const char *script,
                      struct office *out);
void office_close(struct office *w);
/* Closes and opens it, as another program would. */
bool office_reopen(struct office *w);

/* Whether the line was done. */
bool office_do(struct office *w, const char *line);
/* Whether it was refused, for a reason that holds `why`. */
bool office_refuses(struct office *w, const char *line, const char *why);
/* Whether the command with this number was taken back. */
bool office_undo(struct office *w, int64_t number);
/* A cycle of another name, which becomes the one that lines speak of: a first one, or
 * one that follows 2025. */
bool office_new_cycle(struct office *w, const char *name);
bool office_next(struct office *w, const char *name);

/* Whether the file could be imported as a whole. */
bool office_import(struct office *w, enum sheet_kind kind, const char *name,
                   const char *text);
/* The notices of the last import, a line each: `!3 text` refused, `?3 text` not. */
struct str office_notices(struct office *w);
/* Whether one stands on this line and holds the text. */
bool office_noticed(const struct office *w, size_t line, const char *text);

/* A record as scripts see it; null where there is none. */
struct json office_record(struct office *w, struct str id);
/* A field of it as text: whole numbers and yes or no in words, "" when unset. */
struct str office_field(struct office *w, struct str id, const char *field);
/* All of a kind in the cycle (or of the workplace), in order, as scripts see them. */
struct json office_records(struct office *w, const char *kind);
/* The first of them whose field says this, and its id; null, or "", if none does. */
struct json office_find(struct office *w, const char *kind, const char *field,
                        const char *value);
struct str office_id(struct office *w, const char *kind, const char *field,
                     const char *value);
/* The ids of a kind in the cycle (or of the workplace), in order. */
struct str_list office_list(struct office *w, const char *kind);
/* The id of the only record of a kind whose indexed field has this value. */
struct str office_by(struct office *w, const char *kind, const char *field,
                     const char *value);
size_t office_count(struct office *w, const char *kind);
/* What `waymark verify` says of log and records: "" when all is well. */
struct str office_verify(struct office *w);

/* Whether a file of the folder holds these bytes. */
bool office_file_holds(struct office *w, const char *name, const char *bytes);

#endif
