/* SPDX-License-Identifier: MIT */
/* The Lua state inside a worker: the modules of a bundle, loaded once, and calls of
 * their hooks. Each answer is a whole one of the protocol, {"ok": …} or
 * {"error": …}; whoever passes a limit never answers here (see limits.h).
 *
 * A bundle must have a module "workflow" with hook(w, path…), which gives back a
 * function or nil, and describe(w); w is what the bundle's workflow gives back.
 * Memory: answers live in the arena, their texts are Lua's: write an answer out
 * before the next request. Modules live as long as the arena of the load. */
#ifndef SCRIPT_SANDBOX_H
#define SCRIPT_SANDBOX_H

#include "format/json.h"
#include "script/limits.h"
#include "script/require.h"

struct sandbox {
    struct limits limits;
    lua_State *L;
    struct arena *arena;          /* of the request that is being answered */
    const struct module *modules; /* (module_count) */
    size_t module_count;
    uint64_t random;
    int find_hook, workflow; /* Lua references */
    struct json fault;       /* what the last error was, see fault.h */
};

/* `sandbox` must stay where it is. */
bool sandbox_start(struct sandbox *sandbox, int socket);
/* `texts`: those of the request's sources, one after another. */
struct json sandbox_load(struct sandbox *sandbox, struct arena *arena,
                         const struct json *request, struct str texts);
/* Before a call in a forked child: the step that the hook belongs to is loaded once, for
 * all children. What goes wrong with that, the call says. */
void sandbox_prepare(struct sandbox *sandbox, struct arena *arena,
                     const struct json *request);
struct json sandbox_call(struct sandbox *sandbox, struct arena *arena,
                         const struct json *request);

struct sandbox *sandbox_of(lua_State *L);

#endif
