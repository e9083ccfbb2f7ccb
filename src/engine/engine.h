/* SPDX-License-Identifier: MIT */
/* The engine: one workplace, one person acting, and the process of one cycle at a
 * time. Everything that changes goes through engine/command.h.
 *
 * Memory: everything lives in the arena of engine_open until engine_close.
 * Failure: false, and what to do. */
#ifndef ENGINE_ENGINE_H
#define ENGINE_ENGINE_H

#include "engine/process.h"
#include "script/worker.h"
#include "store/store.h"

struct flag_known;

struct engine {
    struct arena *arena;
    struct store *store;
    struct str actor;
    struct process *process;        /* the one used last, or NULL */
    struct worker *worker;          /* or NULL; it has loaded the bundle of … */
    struct str worker_bundle;       /* … this hash; empty: none yet */
    struct bundle *worker_loading;  /* … or is loading this one, or NULL */
    const struct flag_known *known; /* see engine/known.h, or NULL */
    struct flag_known *met;         /* likewise */
};

bool engine_open(struct arena *arena, struct str folder, struct str actor, bool look,
                 struct engine **out, struct error *err);
/* To change things by way of hooks: a worker's process starts meanwhile. */
enum engine_hooks { HOOKS_OF_ONE_COMMAND /* see worker_expect_one */, HOOKS_OF_MANY };
bool engine_open_for_hooks(struct arena *arena, struct str folder, struct str actor,
                           enum engine_hooks hooks, struct engine **out,
                           struct error *err);
void engine_close(struct engine *engine);

/* The process of a cycle, by the id of the cycle's record; '' gives the one of
 * no cycle: the built-in kinds and no steps. Kept until another is asked for, with
 * the cycle's record read afresh each time. */
bool engine_process(struct engine *engine, struct str cycle, struct process **out,
                    struct error *err);
/* A running worker with the process's scripts. */
bool engine_worker(struct engine *engine, const struct process *process,
                   struct worker **out, struct error *err);

/* The cycle with this name; with an empty name, the one open cycle there is (or
 * the newest of several). Fails with the names that there are. */
bool engine_cycle(struct engine *engine, struct str name, struct str *id,
                  struct error *err);

/* The names of the open cycles but this one: "2025, 2026"; empty when there are none. */
bool engine_other_cycles(struct engine *engine, struct str id, struct str *names,
                         struct error *err);

/* What the actor may do. The owner may do everything. */
bool engine_has_role(struct engine *engine, const struct json *roles, bool *out,
                     struct error *err);

#endif
