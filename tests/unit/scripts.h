/* SPDX-License-Identifier: MIT */
/* A tiny workflow and a local script of one command, theme.move, for tests of the
 * worker.
 *
 * Memory: the test's arena. Failure: what goes wrong in a script is given as its text. */
#ifndef SCRIPTS_H
#define SCRIPTS_H

#include "script/worker.h"
#include "test.h"

enum { MOST_SOURCES = 8 };

struct scripts {
    struct script_source sources[MOST_SOURCES];
    size_t count;
};

/* The path of theme.move's run, as JSON. */
extern const char scripts_move[];

void scripts_add(struct scripts *bundle, const char *module, const char *chunk,
                 const char *text);
/* The tiny workflow and one local script. */
void scripts_begin(struct scripts *bundle, const char *text);
bool scripts_start(struct test *t, const struct scripts *bundle, struct worker **worker,
                   struct error *err);
struct json scripts_json(struct test *t, const char *text);
/* The answer of theme.commands.move.run, or the error's text. */
struct str scripts_call(struct test *t, struct worker *worker, const char *args,
                        int64_t seed);
/* What the body of theme.move's run gives back when called with nothing. The text
 * of the body begins on line 1. */
struct str scripts_run(struct test *t, const char *body);
/* The error of a bundle that cannot be loaded. */
struct str scripts_error(struct test *t, const struct scripts *bundle);
struct str scripts_text_error(struct test *t, const char *text);

#define CHECK_HAS(t, got, wanted)                                                        \
    do {                                                                                 \
        struct str got_ = (got), wanted_ = str_of(wanted);                               \
        if (str_find(got_, wanted_) == SIZE_MAX)                                         \
            test_fail_str((t), __FILE__, __LINE__, got_, wanted_);                       \
    } while (0)

#endif
