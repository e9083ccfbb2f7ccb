/* SPDX-License-Identifier: MIT */
/* What a script finds open: a chosen part of Lua's own libraries, with functions of
 * ours where Lua's would hang inside one call, differ from run to run, show an
 * address, or run code that no hook sees. Nothing here reaches a file, a clock or
 * another process.
 *
 * Each open_ function pushes one library's table.    [-0, +1, e] */
#ifndef SCRIPT_LIBRARY_H
#define SCRIPT_LIBRARY_H

#include <lauxlib.h>
#include <stddef.h>

enum {
    LONGEST_TEXT = 8 * 1024 * 1024,       /* bytes made by one call */
    LONGEST_PATTERN = 512,                /* bytes */
    LONGEST_PATTERN_SUBJECT = 256 * 1024, /* bytes that a pattern is tried on */
    LONGEST_PLAIN_NEEDLE = 4096,          /* bytes looked for without a pattern */
    MOST_ITEMS = 1000 * 1000              /* items that one call goes through */
};

/* Puts the whole environment of scripts in the place of Lua's globals. */
void library_open(lua_State *L);

void open_base(lua_State *L);
void open_string(lua_State *L);
void open_table(lua_State *L);
void open_math(lua_State *L);

/* Pushes a table with a part of the library of Lua that `stock` opens: functions as they
 * are, ending with NULL; and those that have one of `ours` in front, whose upvalue 1 is
 * Lua's function (NULL: there are none).    [-0, +1, e] */
void library_take(lua_State *L, lua_CFunction stock, const char *const names[],
                  const luaL_Reg *ours);
/* Calls the wrapped function in our place, so that its messages name the caller. */
int library_stock(lua_State *L);
/* Puts an empty table that reads through to it in place of the table on top; it
 * refuses changes, by way of `refuse`. */
void library_lock(lua_State *L, lua_CFunction refuse);

/* The text of any value, never with an address.    [-0, +1, e] */
void library_push_text(lua_State *L, int index);

#endif
