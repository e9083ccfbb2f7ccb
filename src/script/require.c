/* SPDX-License-Identifier: MIT */
#include "script/require.h"

#include "base/asset.h"
#include "script/library.h"
#include "script/sandbox.h"

#include <lauxlib.h>

enum { LONGEST_NAME = 60, MOST_MISTYPED = 2, DEEPEST_CHAIN = 100 };

/* Keys in the registry: what each module gave back, and the functions of those
 * that have begun to run. */
static const char loaded_key[] = "modules loaded";
static const char loading_key[] = "modules loading";

void require_start(lua_State *L)
{
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, loaded_key);
    lua_newtable(L);
    lua_setfield(L, LUA_REGISTRYINDEX, loading_key);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* How many letters must be changed, left out or put in to make `b` of `a`. */
static size_t edit_distance(struct str a, struct str b)
{
    size_t row[LONGEST_NAME + 1]; /* (b.len + 1) */
    for (size_t j = 0; j <= b.len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a.len; i++) {
        size_t diagonal = row[0];
        row[0] = i;
        for (size_t j = 1; j <= b.len; j++) {
            size_t changed = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
            diagonal = row[j];
            row[j] = least(changed, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[b.len];
}

static const struct module *find_module(const struct sandbox *sandbox, struct str name)
{
    for (size_t i = 0; i < sandbox->module_count; i++)
        if (str_equal(sandbox->modules[i].name, name))
            return &sandbox->modules[i];
    return NULL;
}

static const struct module *nearest_module(const struct sandbox *sandbox, struct str name)
{
    const struct module *nearest = NULL;
    size_t best = MOST_MISTYPED + 1;
    for (size_t i = 0; i < sandbox->module_count && name.len <= LONGEST_NAME; i++) {
        const struct module *module = &sandbox->modules[i];
        if (module->name.len > LONGEST_NAME)
            continue;
        size_t distance = edit_distance(name, module->name);
        if (distance < best) {
            best = distance;
            nearest = module;
        }
    }
    return nearest;
}

static int refuse_unknown(lua_State *L, struct str name)
{
    const struct module *nearest = nearest_module(sandbox_of(L), name);
    lua_pushlstring(L, name.ptr, least(name.len, LONGEST_NAME));
    if (!nearest)
        return luaL_error(L,
                          "there is no module '%s'; scripts can only require the "
                          "built-in modules and those in local/",
                          lua_tostring(L, -1));
    lua_pushlstring(L, nearest->name.ptr, nearest->name.len);
    return luaL_error(L, "there is no module '%s'; did you mean '%s'?",
                      lua_tostring(L, -2), lua_tostring(L, -1));
}

/* Refuses if the function on top of the stack is running: a module that failed in
 * a pcall is no longer, and may be tried again. */
static void refuse_circle(lua_State *L, const struct module *module)
{
    lua_Debug at;
    luaL_Buffer chain;
    bool found = false;
    int function = lua_absindex(L, -1);
    for (int level = 1; !found && lua_getstack(L, level, &at); level++) {
        (void)lua_getinfo(L, "f", &at);
        found = lua_rawequal(L, -1, function);
        lua_pop(L, 1);
    }
    if (!found)
        return;
    luaL_buffinit(L, &chain);
    luaL_addstring(&chain, module->chunk + 1);
    for (int level = 1; level < DEEPEST_CHAIN && lua_getstack(L, level, &at); level++) {
        (void)lua_getinfo(L, "S", &at);
        if (*at.what != 'm') /* "main": the body of a module */
            continue;
        luaL_addstring(&chain, ", required by ");
        luaL_addstring(&chain, at.source + 1);
        if (str_equal(str_of(at.source), str_of(module->chunk)))
            break;
    }
    luaL_pushresult(&chain);
    (void)luaL_error(L,
                     "modules that require each other: %s; move what both need into "
                     "a third",
                     lua_tostring(L, -1));
}

/* One of our own, to the byte, was compiled when the program was built: most of what
 * starting a worker took. What is sent is never taken for compiled. */
static int load_body(lua_State *L, const struct module *module)
{
    const struct asset *ours = asset_of_chunk(str_of(module->chunk + 1));
    if (ours && ours->text.ptr == module->text.ptr)
        return luaL_loadbufferx(L, ours->compiled.ptr, ours->compiled.len, module->chunk,
                                "b");
    return luaL_loadbufferx(L, module->text.ptr, module->text.len, module->chunk, "t");
}

/* Pushes the module's body, and notes it as loading. */
static void push_body(lua_State *L, const struct module *module)
{
    lua_getfield(L, LUA_REGISTRYINDEX, loading_key);
    lua_pushlstring(L, module->name.ptr, module->name.len);
    if (lua_rawget(L, -2) == LUA_TFUNCTION)
        refuse_circle(L, module);
    lua_pop(L, 1);
    if (load_body(L, module) != LUA_OK)
        (void)lua_error(L);
    lua_pushlstring(L, module->name.ptr, module->name.len);
    lua_pushvalue(L, -2);
    lua_rawset(L, -4);
    lua_replace(L, -2);
}

static int refuse_module_change(lua_State *L)
{
    return luaL_error(L, "Waymark's own modules cannot be changed; write a function of "
                         "your own");
}

static bool has_metatable(lua_State *L)
{
    bool has = lua_getmetatable(L, -1);
    if (has)
        lua_pop(L, 1);
    return has;
}

/* Whether the table on top is a module of functions, not an object of a class, which
 * is known by its metatable. */
static bool is_module_table(lua_State *L)
{
    if (!lua_istable(L, -1))
        return false;
    if (!luaL_getmetafield(L, -1, "__call"))
        return !has_metatable(L);
    lua_pop(L, 1);
    return true;
}

/* Puts in place of one of our own modules a table that reads through to it. */
static void lock_module(lua_State *L)
{
    bool called = luaL_getmetafield(L, -1, "__call") != LUA_TNIL;
    if (called)
        lua_insert(L, -2);
    library_lock(L, refuse_module_change);
    if (!called)
        return;
    lua_getmetatable(L, -1);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__call");
    lua_pop(L, 1);
    lua_replace(L, -2);
}

int require_module(lua_State *L)
{
    size_t len;
    const char *text = luaL_checklstring(L, 1, &len);
    struct str name = {text, len};
    const struct module *module = find_module(sandbox_of(L), name);
    lua_settop(L, 1);
    if (!module)
        return refuse_unknown(L, name);
    lua_getfield(L, LUA_REGISTRYINDEX, loaded_key);
    lua_pushvalue(L, 1);
    if (lua_rawget(L, 2) != LUA_TNIL)
        return 1;
    push_body(L, module);
    lua_call(L, 0, 1);
    if (lua_isnil(L, -1))
        return luaL_error(L, "module '%s' gives back nothing; end it with 'return …'",
                          lua_tostring(L, 1));
    if (str_starts(str_of(module->chunk), STR("@built in/")) && is_module_table(L))
        lock_module(L);
    lua_pushvalue(L, 1);
    lua_pushvalue(L, -2);
    lua_rawset(L, 2);
    return 1;
}
