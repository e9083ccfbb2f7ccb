/* SPDX-License-Identifier: MIT */
#include "script/library.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdbool.h>
#include <stdint.h>

/* A list whose length no script can make up while we count. Returns it. */
static lua_Integer check_list(lua_State *L, const char *name)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    if (luaL_getmetafield(L, 1, "__len") != LUA_TNIL)
        return luaL_error(L, "%s needs a plain list, not one with '__len'", name);
    return (lua_Integer)lua_rawlen(L, 1);
}

/* Items `from` to `to`. */
static void check_range(lua_State *L, const char *name, lua_Integer from, lua_Integer to)
{
    if (to >= from && (lua_Unsigned)to - (lua_Unsigned)from >= MOST_ITEMS)
        (void)luaL_error(L, "%s would go through more than a million items", name);
}

static int bounded_insert(lua_State *L)
{
    (void)check_list(L, "table.insert");
    return library_stock(L);
}

static int bounded_remove(lua_State *L)
{
    (void)check_list(L, "table.remove");
    return library_stock(L);
}

static int bounded_concat(lua_State *L)
{
    lua_Integer last = luaL_opt(L, luaL_checkinteger, 4, check_list(L, "table.concat"));
    check_range(L, "table.concat", luaL_optinteger(L, 3, 1), last);
    return library_stock(L);
}

static int bounded_move(lua_State *L)
{
    check_range(L, "table.move", luaL_checkinteger(L, 2), luaL_checkinteger(L, 3));
    return library_stock(L);
}

static int bounded_unpack(lua_State *L)
{
    lua_Integer last =
        lua_isnoneornil(L, 3) ? check_list(L, "table.unpack") : luaL_checkinteger(L, 3);
    check_range(L, "table.unpack", luaL_optinteger(L, 2, 1), last);
    return library_stock(L);
}

/* Whether item `a` of the list at 3 comes before item `b`; the script's own
 * comparison is at 2, or nil. */
static bool comes_before(lua_State *L, uint32_t a, uint32_t b)
{
    bool before;
    if (lua_isnil(L, 2)) {
        lua_rawgeti(L, 3, a);
        lua_rawgeti(L, 3, b);
        before = lua_compare(L, -2, -1, LUA_OPLT);
        lua_pop(L, 2);
        return before;
    }
    lua_pushvalue(L, 2);
    lua_rawgeti(L, 3, a);
    lua_rawgeti(L, 3, b);
    lua_call(L, 2, 1);
    before = lua_toboolean(L, -1);
    lua_pop(L, 1);
    return before;
}

/* Merges from[start, middle) and from[middle, end) into `to`. */
static void merge(lua_State *L, const uint32_t *from, uint32_t *to, size_t start,
                  size_t middle, size_t end)
{
    size_t left = start, right = middle;
    for (size_t at = start; at < end; at++) {
        if (left < middle && (right >= end || !comes_before(L, from[right], from[left])))
            to[at] = from[left++];
        else
            to[at] = from[right++];
    }
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Positions 1 … count in the order of their items. Their room is Lua's, since a
 * comparison that raises leaves us without a return. */
static const uint32_t *push_order(lua_State *L, size_t count)
{
    uint32_t *from = lua_newuserdatauv(L, 2 * count * sizeof *from, 0);
    uint32_t *to = from + count;
    for (size_t i = 0; i < count; i++)
        from[i] = (uint32_t)i + 1;
    for (size_t width = 1; width < count; width *= 2) {
        for (size_t start = 0; start < count; start += 2 * width)
            merge(L, from, to, start, smaller(start + width, count),
                  smaller(start + 2 * width, count));
        uint32_t *merged = to;
        to = from;
        from = merged;
    }
    return from;
}

/* table.sort(list, comes_before): Lua's picks pivots by the clock; this one keeps
 * what compares equal in its order, and cannot be confused by a bad comparison. */
static int table_sort(lua_State *L)
{
    lua_Integer count = check_list(L, "table.sort");
    if (!lua_isnoneornil(L, 2))
        luaL_checktype(L, 2, LUA_TFUNCTION);
    check_range(L, "table.sort", 1, count);
    lua_settop(L, 2);
    lua_createtable(L, (int)count, 0);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 1, i);
        lua_rawseti(L, 3, i);
    }
    const uint32_t *order = push_order(L, (size_t)count);
    for (lua_Integer i = 1; i <= count; i++) {
        lua_rawgeti(L, 3, order[i - 1]);
        lua_rawseti(L, 1, i);
    }
    return 0;
}

void open_table(lua_State *L)
{
    static const char *const names[] = {"pack", NULL};
    static const luaL_Reg bounded[] = {
        {"concat", bounded_concat}, {"insert", bounded_insert}, {"move", bounded_move},
        {"remove", bounded_remove}, {"unpack", bounded_unpack}, {NULL, NULL}};
    library_take(L, luaopen_table, names, bounded);
    lua_pushcfunction(L, table_sort);
    lua_setfield(L, -2, "sort");
}
