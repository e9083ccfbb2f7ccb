/* SPDX-License-Identifier: MIT */
#include "script/library.h"

#include <lauxlib.h>
#include <lualib.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum key_rank { KEY_NUMBER, KEY_TEXT, KEY_BOOLEAN };

struct key {
    enum key_rank rank;
    lua_Number number; /* also 0 or 1 for a boolean */
    lua_Integer integer;
    bool is_integer;
    const char *text;
    size_t len;
};

static int compare_texts(const struct key *a, const struct key *b)
{
    int order = memcmp(a->text, b->text, a->len < b->len ? a->len : b->len);
    return order ? order : (a->len > b->len) - (a->len < b->len);
}

/* Numbers, then text by byte, then booleans. */
static int compare_keys(const void *first, const void *second)
{
    const struct key *a = first, *b = second;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    if (a->rank == KEY_TEXT)
        return compare_texts(a, b);
    if (a->is_integer && b->is_integer)
        return (a->integer > b->integer) - (a->integer < b->integer);
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return (int)a->is_integer - (int)b->is_integer;
}

/* The key at `index`; the text stays Lua's, in the table that holds it. */
static struct key read_key(lua_State *L, int index)
{
    struct key key = {.rank = KEY_NUMBER};
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
        key.is_integer = lua_isinteger(L, index);
        key.number = lua_tonumber(L, index);
        key.integer = lua_tointeger(L, index);
        break;
    case LUA_TSTRING:
        key.rank = KEY_TEXT;
        key.text = lua_tolstring(L, index, &key.len);
        break;
    case LUA_TBOOLEAN:
        key.rank = KEY_BOOLEAN;
        key.number = lua_toboolean(L, index);
        break;
    default:
        (void)luaL_error(L,
                         "pairs cannot put this table in order: one of its keys is a %s; "
                         "use text or numbers as keys",
                         luaL_typename(L, index));
    }
    return key;
}

static void push_key(lua_State *L, const struct key *key)
{
    if (key->rank == KEY_TEXT)
        lua_pushlstring(L, key->text, key->len);
    else if (key->rank == KEY_BOOLEAN)
        lua_pushboolean(L, key->number != 0);
    else if (key->is_integer)
        lua_pushinteger(L, key->integer);
    else
        lua_pushnumber(L, key->number);
}

/* Pushes the keys of the table at 1 as a list in order. */
static void push_sorted_keys(lua_State *L)
{
    size_t room = 0, count = 0;
    bool in_order = true;
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1))
        room++;
    struct key *keys = lua_newuserdatauv(L, room * sizeof *keys, 0);
    for (lua_pushnil(L); lua_next(L, 1); lua_pop(L, 1)) {
        keys[count] = read_key(L, -2);
        if (count > 0 && compare_keys(&keys[count - 1], &keys[count]) > 0)
            in_order = false;
        count++;
    }
    if (!in_order)
        qsort(keys, count, sizeof *keys, compare_keys);
    lua_createtable(L, (int)count, 0);
    for (size_t i = 0; i < count; i++) {
        push_key(L, &keys[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
    lua_replace(L, -2);
}

/* Upvalues: the table, its keys, how many of them were given. */
static int next_pair(lua_State *L)
{
    lua_Integer at = lua_tointeger(L, lua_upvalueindex(3));
    lua_settop(L, 0);
    while (lua_rawgeti(L, lua_upvalueindex(2), ++at) != LUA_TNIL) {
        lua_pushvalue(L, -1);
        if (lua_rawget(L, lua_upvalueindex(1)) != LUA_TNIL) {
            lua_pushinteger(L, at);
            lua_replace(L, lua_upvalueindex(3));
            return 2;
        }
        lua_settop(L, 0); /* taken out of the table in the meantime */
    }
    lua_pushinteger(L, at - 1);
    lua_replace(L, lua_upvalueindex(3));
    return 1;
}

/* pairs(table): in the same order on every run. */
static int base_pairs(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    lua_settop(L, 1);
    push_sorted_keys(L);
    lua_pushvalue(L, 1);
    lua_insert(L, -2);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_pair, 3);
    lua_pushvalue(L, 1);
    lua_pushnil(L);
    return 3;
}

void library_push_text(lua_State *L, int index)
{
    index = lua_absindex(L, index);
    if (luaL_callmeta(L, index, "__tostring")) {
        if (lua_type(L, -1) != LUA_TSTRING)
            (void)luaL_error(L, "'__tostring' must give back text");
        return;
    }
    switch (lua_type(L, index)) {
    case LUA_TNUMBER:
    case LUA_TSTRING:
        lua_pushvalue(L, index);
        (void)lua_tolstring(L, -1, NULL);
        break;
    case LUA_TBOOLEAN:
        lua_pushstring(L, lua_toboolean(L, index) ? "true" : "false");
        break;
    default:
        lua_pushstring(L, luaL_typename(L, index));
        break;
    }
}

static int base_tostring(lua_State *L)
{
    luaL_checkany(L, 1);
    library_push_text(L, 1);
    return 1;
}

/* Finalizers and closers would run where no hook counts, weak tables would show
 * when memory is collected. */
static void refuse_metamethods(lua_State *L)
{
    static const char *const refused[] = {"__gc", "__mode", "__close"};
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        lua_pushstring(L, refused[i]);
        if (lua_rawget(L, 2) != LUA_TNIL)
            (void)luaL_error(L, "'%s' cannot be used in scripts", refused[i]);
        lua_pop(L, 1);
    }
}

static int base_setmetatable(lua_State *L)
{
    luaL_checktype(L, 1, LUA_TTABLE);
    if (lua_type(L, 2) != LUA_TNIL)
        luaL_checktype(L, 2, LUA_TTABLE);
    if (luaL_getmetafield(L, 1, "__metatable") != LUA_TNIL)
        return luaL_error(L, "cannot change a protected metatable");
    if (lua_istable(L, 2))
        refuse_metamethods(L);
    lua_settop(L, 2);
    lua_setmetatable(L, 1);
    return 1;
}

static int base_print(lua_State *L)
{
    return luaL_error(L,
                      "scripts cannot print; to look at a value while trying a script, "
                      "write error(value)");
}

void open_base(lua_State *L)
{
    static const char *const names[] = {
        "assert", "error",  "getmetatable", "ipairs",   "pcall", "rawequal", "rawget",
        "rawlen", "select", "tonumber",     "_VERSION", "type",  NULL};
    static const luaL_Reg ours[] = {{"pairs", base_pairs},
                                    {"print", base_print},
                                    {"setmetatable", base_setmetatable},
                                    {"tostring", base_tostring},
                                    {NULL, NULL}};
    library_take(L, luaopen_base, names, NULL);
    luaL_setfuncs(L, ours, 0);
}
