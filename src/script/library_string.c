/* SPDX-License-Identifier: MIT */
#include "script/library.h"

#include "base/str.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

enum { LONGEST_NUMBER = 512, LONGEST_FORMAT = 64 * 1024 };

static struct str check_text(lua_State *L, int arg)
{
    size_t len;
    const char *text = luaL_checklstring(L, arg, &len);
    return (struct str){text, len};
}

/* string.rep counts even where there is nothing to copy. */
static int bounded_rep(lua_State *L)
{
    struct str text = check_text(L, 1);
    lua_Integer count = luaL_checkinteger(L, 2);
    size_t separator = 0;
    (void)luaL_optlstring(L, 3, "", &separator);
    size_t each = text.len + separator;
    if (each == 0)
        each = 1;
    if (count > 0 && (lua_Unsigned)count > LONGEST_TEXT / each)
        return luaL_error(L, "string.rep would make more than 8 MB of text");
    return library_stock(L);
}

static void check_pattern(lua_State *L)
{
    struct str subject = check_text(L, 1), pattern = check_text(L, 2);
    if (pattern.len > LONGEST_PATTERN)
        (void)luaL_error(L, "pattern too long: %d bytes, at most %d", (int)pattern.len,
                         LONGEST_PATTERN);
    if (subject.len > LONGEST_PATTERN_SUBJECT)
        (void)luaL_error(L,
                         "text of %d bytes is too long to try a pattern on; at most %d",
                         (int)subject.len, LONGEST_PATTERN_SUBJECT);
}

static int bounded_pattern(lua_State *L)
{
    check_pattern(L);
    return library_stock(L);
}

static int bounded_find(lua_State *L)
{
    if (!lua_toboolean(L, 4))
        return bounded_pattern(L);
    struct str subject = check_text(L, 1), needle = check_text(L, 2);
    if (needle.len > LONGEST_PLAIN_NEEDLE || subject.len > LONGEST_TEXT)
        return luaL_error(L, "text too long to be found; at most %d bytes in 8 MB",
                          LONGEST_PLAIN_NEEDLE);
    return library_stock(L);
}

/* The most bytes that argument `arg` can become; tables and functions are first
 * replaced by our text for them, since Lua's shows their address. */
static size_t formatted_length(lua_State *L, int arg, char conversion)
{
    if (conversion != 's' && conversion != 'q')
        return LONGEST_NUMBER;
    if (conversion == 's' && lua_type(L, arg) >= LUA_TTABLE) {
        library_push_text(L, arg);
        lua_replace(L, arg);
    }
    if (lua_type(L, arg) != LUA_TSTRING)
        return LONGEST_NUMBER;
    size_t len = lua_rawlen(L, arg) + LONGEST_NUMBER;
    return conversion == 'q' ? len * 4 : len; /* "\255" for one byte */
}

static int bounded_format(lua_State *L)
{
    struct str format = check_text(L, 1);
    size_t made = format.len;
    int arg = 1, top = lua_gettop(L);
    if (format.len > LONGEST_FORMAT)
        return luaL_error(L, "format of %d bytes is too long; at most %d",
                          (int)format.len, LONGEST_FORMAT);
    for (size_t i = 0; i < format.len; i++) {
        if (format.ptr[i] != '%' || ++i == format.len || format.ptr[i] == '%')
            continue;
        while (i < format.len && strchr("-+# 0123456789.", format.ptr[i]))
            i++;
        if (i == format.len)
            break;
        char conversion = format.ptr[i];
        if (conversion == 'p')
            return luaL_error(L, "'%%p' cannot be used in scripts");
        if (++arg <= top)
            made += formatted_length(L, arg, conversion);
        if (made > LONGEST_TEXT)
            return luaL_error(L, "string.format would make more than 8 MB of text");
    }
    return library_stock(L);
}

/* Locked by the string metatable too: a script must not change what ("x"):upper()
 * does for the others. */
static void lock_string_metatable(lua_State *L)
{
    lua_pushliteral(L, "");
    (void)lua_getmetatable(L, -1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 2);
}

void open_string(lua_State *L)
{
    static const char *const names[] = {"byte",    "char", "len",   "lower",
                                        "reverse", "sub",  "upper", NULL};
    static const luaL_Reg bounded[] = {{"find", bounded_find},
                                       {"format", bounded_format},
                                       {"gmatch", bounded_pattern},
                                       {"gsub", bounded_pattern},
                                       {"match", bounded_pattern},
                                       {"rep", bounded_rep},
                                       {NULL, NULL}};
    library_take(L, luaopen_string, names, bounded);
    lock_string_metatable(L);
}
