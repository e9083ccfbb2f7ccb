/* SPDX-License-Identifier: MIT */
/* A whole workplace for one test case: a folder with its database and key, an
 * owner, and one open cycle "2025" of working_together_for_change.
 *
 * Memory: everything lives in the case's arena. Failure: false, with the reason
 * in `err`. Close it even so: it has a worker of its own. */
#ifndef WORKPLACE_H
#define WORKPLACE_H

#include "engine/engine.h"
#include "engine/import.h"
#include "test.h"

struct workplace {
    struct test *t;
    struct engine *engine;
    struct str folder;
    struct str cycle;
    int64_t number;              /* of the command that was done last */
    struct import_counts counts; /* of the last import */
    struct notices notices;      /* of the last import or file of commands */
    struct error err;
};

bool workplace_make(struct test *t, struct workplace *out);
void workplace_close(struct workplace *place);

/* One command as it stands in a file of commands; `outcome` may be NULL. */
bool workplace_do(struct workplace *place, const char *line, struct json *outcome);
bool workplace_undo(struct workplace *place, int64_t command);
/* Imports a text as if it were the file `name`. */
bool workplace_import(struct workplace *place, enum sheet_kind kind, const char *name,
                      const char *text);
bool workplace_reviews(struct workplace *place, const char *text); /* reviews.csv */
/* Starts a cycle after this one and goes on in it. */
bool workplace_next(struct workplace *place, const char *name);

/* The records of a kind, in this cycle or of the workplace, as scripts see them. */
struct json workplace_list(struct workplace *place, const char *kind);
size_t workplace_count(struct workplace *place, const char *kind);
/* The first of a kind whose field says this; JSON null if there is none. */
struct json workplace_find(struct workplace *place, const char *kind, const char *field,
                           const char *value);
struct str workplace_id(struct workplace *place, const char *kind, const char *field,
                        const char *value);
/* Whether a notice of the last run stands on this line and contains the text. */
bool workplace_noticed(const struct workplace *place, size_t line, const char *text);
/* The chain and the records are as the events left them. */
bool workplace_verify(struct workplace *place);

#endif
