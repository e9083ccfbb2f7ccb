/* SPDX-License-Identifier: MIT */
/* Runs the hooks of Lua scripts in a process of their own, which holds no database
 * handle and no file, and is ended when it uses too much time or memory. Data in,
 * data out, both JSON; the same data and seed give the same answer.
 *
 * Memory: answers live in the arena passed in; the worker and its description in
 * that of worker_start. Sources must outlive the worker.
 * Failure: ERROR_SCRIPT with `CHUNK:LINE: which hook: what is wrong` for whatever a
 * script does, within 2.6 seconds. A worker that was stopped or has died is started
 * again by the next call. ERROR_SYSTEM if no process can be started. */
#ifndef SCRIPT_WORKER_H
#define SCRIPT_WORKER_H

#include "format/json.h"

enum {
    WORKER_LONGEST_SOURCE = 256 * 1024,
    WORKER_MOST_SOURCES = 4 * 1024 * 1024, /* bytes, all sources together */
    WORKER_LONGEST_REQUEST = 8 * 1024 * 1024
};

struct script_source {
    struct str module; /* as required: "step", "workflows.thornmere" */
    struct str chunk;  /* as shown: "local/workflows/thornmere.lua" */
    struct str text;   /* Lua, UTF-8 */
};

struct worker;

/* Starting takes three calls, in this order, and each leaves time for other things while
 * the worker goes on by itself: worker_begin starts its process; worker_send sends it
 * the bundle, of which `workflow` is the module that gives back the workflow;
 * worker_wait waits until that is loaded. `description` (if wanted) is what
 * workflow.describe says about it; only then is the workflow checked as a whole. Once
 * for each worker; it is stopped if one of them fails. */
bool worker_begin(struct arena *arena, struct worker **out, struct error *err);
bool worker_send(struct worker *worker, struct arena *arena,
                 const struct script_source *sources, size_t count, struct str workflow,
                 bool describe, struct error *err);
bool worker_wait(struct worker *worker, struct arena *arena, struct json *description,
                 struct error *err);
/* All three. */
bool worker_start(struct arena *arena, const struct script_source *sources, size_t count,
                  struct str workflow, struct json *description, struct worker **out,
                  struct error *err);

struct hook_call {
    const struct json *hook; /* a path: ["theme","commands","move","run"] */
    const struct json *args; /* a list */
    int64_t seed;            /* the lowest 53 bits count */
    bool more;               /* the next call is of the same command */
};

/* The hooks of one command find what the earlier ones have changed in Lua's state;
 * after the last, or one that fails, the state is again as the scripts' loading left it.
 * `*none`: the workflow has no such hook; `result` is then null. */
bool worker_call(struct worker *worker, struct arena *arena, const struct hook_call *call,
                 bool *none, struct json *result, struct error *err);
/* After a call with `more`, when none follows. */
void worker_end_command(struct worker *worker);
/* To be said before the first call, where no more than one command is expected: its
 * hooks run in the worker itself, which ends with it, and not in a child of the worker.
 * A further command starts another worker. NULL is fine. */
void worker_expect_one(struct worker *worker);
void worker_stop(struct worker *worker); /* NULL is fine */
/* Ends its process and does not wait for that; worker_stop, which must follow, does. */
void worker_dismiss(struct worker *worker); /* NULL is fine */

/* Whether its process is running: not after a script was stopped. */
bool worker_alive(const struct worker *worker);
/* For tests of its walls; 0 when no process is running. */
long worker_process(const struct worker *worker);

#endif
