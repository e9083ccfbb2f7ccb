/* SPDX-License-Identifier: MIT */
/* `require "name"` for scripts: finds the modules of the bundle and nothing else,
 * and runs each once. A module that is not there, gives back nothing, requires
 * itself through others, or has a syntax error raises an error that says so. */
#ifndef SCRIPT_REQUIRE_H
#define SCRIPT_REQUIRE_H

#include "base/str.h"

#include <lua.h>

struct module {
    struct str name, text;
    const char *chunk; /* "@local/workflows/thornmere.lua" */
};

/* Once, when the state is new. */
void require_start(lua_State *L);
/* The lua_CFunction. */
int require_module(lua_State *L);

#endif
