/* SPDX-License-Identifier: MIT */
/* Gathers the scripts of all layers into a bundle: built in (lua/ in the
 * program), then local (local/ in the workplace's folder); lets a worker load
 * them, and checks what the workflow says of itself.
 *
 * A module's name is its path with dots: lua/lib/step.lua is `step`,
 * lua/workflows/x/init.lua is `workflows.x`, local/workflows/y.lua is
 * `workflows.y`. A local file may not take the name of a built-in one.
 * Memory: the bundle lives in the arena. Failure: false with FILE:LINE. */
#ifndef ENGINE_PACKAGE_H
#define ENGINE_PACKAGE_H

#include "script/worker.h"
#include "store/bundle.h"
#include "store/store.h"

/* `workflow` is its short name, such as `thornmere`. `worker` may be NULL;
 * otherwise it is left running with the bundle. */
bool package_build(struct store *store, struct arena *arena, struct str workflow,
                   struct bundle *out, struct worker **worker, struct error *err);
/* A bundle's sources as the worker takes them. */
struct script_source *package_sources(struct arena *arena, const struct bundle *bundle);

#endif
