/* SPDX-License-Identifier: MIT */
/* "Before you move on": whether a step is ready, and why not. Gates that are
 * data are evaluated here, by index; a gate that is a hook runs in the worker.
 *
 * Of reviews and statements only those in scope count (cycle/scope.h); of themes, where
 * something is asked of each, not those that the computer made and people emptied.
 * Shares are compared in thousandths. A share of nothing is not ready. Where something
 * is asked of each record and there are none, `nothing` says so: the gate's own text
 * would speak of records that do not exist.
 * Memory: results live in the arena. Failure: false; a gate that asks for a field
 * that is not indexed is ERROR_SCRIPT with the gate's name. */
#ifndef ENGINE_GATE_H
#define ENGINE_GATE_H

#include "engine/engine.h"

struct gate_state {
    struct str name;
    bool ready;
    struct str why;  /* what to do about it, in plain words */
    size_t have, of; /* for every, share and each: how many of how many */
    bool counted;    /* whether `have` and `of` mean something */
    bool share;      /* `have` are so many of `of`; otherwise, so many of them are done */
    bool nothing;    /* it asks something of each record, and there are none */
};

struct gate_states {
    struct gate_state *items;
    size_t count;
    size_t open; /* how many are not ready */
};

bool gates_of_step(struct engine *engine, struct arena *arena, struct process *process,
                   const struct json *step, struct gate_states *out, struct error *err);

#endif
