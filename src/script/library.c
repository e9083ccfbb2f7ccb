/* SPDX-License-Identifier: MIT */
#include "script/library.h"

#include "script/require.h"

#include <lauxlib.h>
#include <lualib.h>

void library_take(lua_State *L, lua_CFunction stock, const char *const names[],
                  const luaL_Reg *ours)
{
    lua_newtable(L);
    lua_pushcfunction(L, stock);
    lua_call(L, 0, 1);
    for (size_t i = 0; names[i]; i++) {
        lua_getfield(L, -1, names[i]);
        lua_setfield(L, -3, names[i]);
    }
    for (size_t i = 0; ours && ours[i].name; i++) {
        lua_getfield(L, -1, ours[i].name);
        lua_pushcclosure(L, ours[i].func, 1);
        lua_setfield(L, -3, ours[i].name);
    }
    lua_pop(L, 1);
}

int library_stock(lua_State *L)
{
    lua_CFunction stock = lua_tocfunction(L, lua_upvalueindex(1));
    return stock(L);
}

void library_lock(lua_State *L, lua_CFunction refuse)
{
    lua_newtable(L);
    lua_createtable(L, 0, 3);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushcfunction(L, refuse);
    lua_setfield(L, -2, "__newindex");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_replace(L, -2);
}

static int refuse_library_change(lua_State *L)
{
    return luaL_error(L,
                      "Lua's libraries cannot be changed; write a function of your own");
}

static int refuse_global(lua_State *L)
{
    const char *name = lua_type(L, 2) == LUA_TSTRING ? lua_tostring(L, 2) : "?";
    return luaL_error(L, "'%s' is not declared; write 'local %s' where it is first used",
                      name, name);
}

static void open_utf8(lua_State *L)
{
    static const char *const names[] = {"char", "charpattern", "codepoint", "codes",
                                        "len",  "offset",      NULL};
    library_take(L, luaopen_utf8, names, NULL);
}

void library_open(lua_State *L)
{
    static const struct {
        const char *name;
        void (*open)(lua_State *L);
    } libraries[] = {{"string", open_string},
                     {"table", open_table},
                     {"math", open_math},
                     {"utf8", open_utf8}};

    open_base(L);
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        libraries[i].open(L);
        library_lock(L, refuse_library_change);
        lua_setfield(L, -2, libraries[i].name);
    }
    lua_pushcfunction(L, require_module);
    lua_setfield(L, -2, "require");
    lua_pushvalue(L, -1);
    library_lock(L, refuse_global);
    lua_pushvalue(L, -1);
    lua_setfield(L, -3, "_G");
    lua_rawseti(L, LUA_REGISTRYINDEX, LUA_RIDX_GLOBALS);
    lua_pop(L, 1);
}
