/* SPDX-License-Identifier: MIT */
/* A whole Waymark folder for tests of the engine: owner Robin, and an open cycle
 * 2025 of the built-in workflow (or of a local script). Command lines are written
 * as in a file of commands.
 *
 * Memory: the test's arena, until workplace_close.
 * Failure: what should have been done and was not is reported as a failure of the
 * test, with the reason; `err` keeps it. */
#ifndef WORKPLACE_H
#define WORKPLACE_H

#include "engine/command.h"
#include "engine/import.h"
#include "engine/query.h"
#include "test.h"

struct workplace {
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

bool workplace_open(struct test *t, struct workplace *out);
/* With local/workflows/NAME.lua, which the cycle follows. */
bool workplace_open_with(struct test *t, const char *name, const char *script,
                         struct workplace *out);
/* With a file that has been imported. */
bool workplace_open_on(struct test *t, struct workplace *out, enum sheet_kind kind,
                       const char *name, const char *text);
void workplace_close(struct workplace *w);
/* Closes and opens it, as another program would. */
bool workplace_reopen(struct workplace *w);

/* A line that is made up, as by printf. */
const char *workplace_line(struct workplace *w, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* Whether the line was done. */
bool workplace_do(struct workplace *w, const char *line);
/* Whether it was refused, for a reason that holds `why`. */
bool workplace_refuses(struct workplace *w, const char *line, const char *why);
/* Whether the command with this number was taken back. */
bool workplace_undo(struct workplace *w, int64_t number);
/* A cycle of another name, which becomes the one that lines speak of: a first one, or
 * one that follows 2025. */
bool workplace_new_cycle(struct workplace *w, const char *name);
bool workplace_next(struct workplace *w, const char *name);

/* Whether the file could be imported as a whole. */
bool workplace_import(struct workplace *w, enum sheet_kind kind, const char *name,
                      const char *text);
/* The notices of the last import, a line each: `!3 text` refused, `?3 text` not. */
struct str workplace_notices(struct workplace *w);
/* Each line of `wanted` is part of a notice, and there are no others. */
void workplace_check_notices(struct workplace *w, const char *wanted);
/* Whether one stands on this line and holds the text. */
bool workplace_noticed(const struct workplace *w, size_t line, const char *text);

/* A record as scripts see it; null where there is none. */
struct json workplace_record(struct workplace *w, struct str id);
/* A field of it as text: whole numbers and yes or no in words, "" when unset. */
struct str workplace_field(struct workplace *w, struct str id, const char *field);
/* All of a kind in the cycle (or of the workplace), in order, as scripts see them. */
struct json workplace_records(struct workplace *w, const char *kind);
/* The first of them whose field says this, and its id; null, or "", if none does. */
struct json workplace_find(struct workplace *w, const char *kind, const char *field,
                           const char *value);
struct str workplace_id(struct workplace *w, const char *kind, const char *field,
                        const char *value);
/* The ids of a kind in the cycle (or of the workplace), in order. */
struct str_list workplace_list(struct workplace *w, const char *kind);
/* The id of the only record of a kind whose indexed field has this value. */
struct str workplace_by(struct workplace *w, const char *kind, const char *field,
                        const char *value);
size_t workplace_count(struct workplace *w, const char *kind);
/* What `waymark verify` says of log and records: "" when all is well. */
struct str workplace_verify(struct workplace *w);

/* Whether a file of the folder holds these bytes. */
bool workplace_file_holds(struct workplace *w, const char *name, const char *bytes);

#endif
