/* SPDX-License-Identifier: MIT */
/* Lua values to JSON and back. To JSON: a sequence is a list, a table with names
 * an object, an empty table an empty object, a whole float an integer, another
 * float its decimal text. Refused, with the path to the value (`answer[2].text`):
 * functions, NaN and infinity, whole numbers beyond 2^53, text that is no UTF-8 or
 * holds NUL, tables with gaps, with both positions and names, or inside themselves,
 * and whatever passes the limits below. To Lua: null is absent.
 *
 * Tables are read raw; no metamethod runs.
 * Memory: values live in the arena, but their texts are Lua's: they hold for as long
 * as the Lua value is neither changed nor let go. */
#ifndef SCRIPT_LUA_JSON_H
#define SCRIPT_LUA_JSON_H

#include "format/json.h"

#include <lua.h>

enum {
    LUA_JSON_DEEPEST = 16,
    LUA_JSON_MOST_VALUES = 20000,
    LUA_JSON_MOST_BYTES = 1024 * 1024
};

/* The value at `index`; `root` is what the path starts with.    [-0, +0, -] */
bool lua_json_read(lua_State *L, int index, struct arena *arena, const char *root,
                   struct json *out, struct error *err);
/* Raises an error when Lua's stack is full.    [-0, +1, e] */
void lua_json_push(lua_State *L, const struct json *value);

#endif
