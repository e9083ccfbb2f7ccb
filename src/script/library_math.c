/* SPDX-License-Identifier: MIT */
#include "script/library.h"

#include "script/sandbox.h"

#include <lauxlib.h>
#include <lualib.h>

/* splitmix64: small, and the same numbers for the same seed everywhere. */
static uint64_t next_random(lua_State *L)
{
    uint64_t *state = &sandbox_of(L)->random;
    uint64_t mixed = *state += 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

/* 0 … most, each as likely. */
static uint64_t random_up_to(lua_State *L, uint64_t most)
{
    uint64_t mask = most;
    for (int shift = 1; shift < 64; shift *= 2)
        mask |= mask >> shift;
    for (;;) {
        uint64_t drawn = next_random(L) & mask;
        if (drawn <= most)
            return drawn;
    }
}

/* math.random(), math.random(most), math.random(least, most), from the seed of
 * this call. */
static int math_random(lua_State *L)
{
    lua_Integer least = 1;
    if (lua_gettop(L) == 0) {
        lua_pushnumber(L, (lua_Number)(next_random(L) >> 11) * 0x1p-53);
        return 1;
    }
    lua_Integer most = luaL_checkinteger(L, 1);
    if (lua_gettop(L) > 1) {
        least = most;
        most = luaL_checkinteger(L, 2);
    }
    luaL_argcheck(L, least <= most, lua_gettop(L) > 1 ? 2 : 1, "interval is empty");
    uint64_t drawn = random_up_to(L, (lua_Unsigned)most - (lua_Unsigned)least);
    lua_pushinteger(L, (lua_Integer)((lua_Unsigned)least + drawn));
    return 1;
}

void open_math(lua_State *L)
{
    static const char *const names[] = {
        "abs", "acos",       "asin", "atan", "ceil", "cos", "deg",
        "exp", "floor",      "fmod", "huge", "log",  "max", "maxinteger",
        "min", "mininteger", "modf", "pi",   "rad",  "sin", "sqrt",
        "tan", "tointeger",  "type", "ult",  NULL};
    library_take(L, luaopen_math, names, NULL);
    lua_pushcfunction(L, math_random);
    lua_setfield(L, -2, "random");
}
