/* SPDX-License-Identifier: MIT */
/* The one way in: every change, from command line, import or (later) web, is a
 * command with an actor, a cycle, a name, arguments and an idempotency key. This
 * is the only code that begins a commit.
 *
 * A command of a step: its arguments are resolved, its `reads` and `run` hooks
 * are called in the worker outside of the transaction, and the effects are
 * applied inside it if what was read, and what the questions were answered, has not
 * changed in the meantime (else the hook is run again, twelve times at the most).
 * A native command is a C function; those of steps are offered by one. Whether the
 * cycle is open and the actor may is asked first, and again inside the transaction.
 *
 * Memory: results live in the arena passed in.
 * Failure: false; nothing was changed. ERROR_CONFLICT shows both sides. */
#ifndef ENGINE_COMMAND_H
#define ENGINE_COMMAND_H

#include "engine/effect.h"
#include "engine/engine.h"

struct command_request {
    struct str cycle;  /* id of the cycle's record, or '' */
    struct str name;   /* STEP.COMMAND, or a native command's name */
    struct str key;    /* idempotency; empty: a random one */
    bool key_says_all; /* made of all that is asked: whoever has it asks the same */
    struct str from;   /* FILE:LINE, for a line of a file of commands */
    const struct json *args;
    /* What the person saw, {ID: VERSION}: refused if it has changed since. NULL:
     * nothing. */
    const struct json *seen;
    bool pretend; /* a dry run: the same path, rolled back at the end */
    bool replay;  /* what was decided before, done again after a restore: no role is
                     asked for. Native commands only */
};

struct command_result {
    bool known; /* done before with this key; `outcome` is from then */
    int64_t number;
    struct json outcome;
};

bool command_run(struct engine *engine, struct arena *arena,
                 const struct command_request *request, struct command_result *out,
                 struct error *err);

/* A list of the roles that a native command names: "officer facilitator". */
struct json command_roles(struct arena *arena, const char *roles);

/* What a native command is given. `prepare` may look but not write, outside of
 * the transaction; `apply` writes through the commit and fills the outcome. */
struct native_call {
    struct engine *engine;
    struct arena *arena;
    struct process *process;
    const struct json *args;
    struct commit *commit;                 /* NULL while preparing */
    struct commit_request *commit_request; /* may be completed while preparing */
    struct json *outcome;
    void *with;   /* between prepare and apply, or the caller's own */
    bool nothing; /* set by apply: it is rolled back, and the log has no line of it */
};

typedef bool native_function(struct native_call *call, struct error *err);

struct native {
    const char *name;
    const char *roles;                /* who besides the owner, with spaces between */
    native_function *prepare, *apply; /* prepare may be NULL */
    bool in_cycle;                    /* writes into a cycle, which must be open */
    /* Reached only through a step that offers it: who may and which arguments it
     * takes are then the step's to say. */
    bool of_step;
};

const struct native *native_find(struct str name);

/* A native command whose work the caller brings (an import's rows). */
bool command_run_native(struct engine *engine, struct arena *arena,
                        const struct command_request *request,
                        const struct native *native, void *with,
                        struct command_result *out, struct error *err);

#endif
