/* SPDX-License-Identifier: MIT */
#include "script/sandbox.h"

#include "base/asset.h"
#include "script/fault.h"
#include "script/library.h"
#include "script/lua_json.h"

#include <lauxlib.h>

/* A collection begins when memory has grown by a fifth, not doubled: honest scripts
 * with much garbage then stay well below the cap. While scripts are loaded, nearly
 * all that they make is kept, and looking for garbage so often would be in vain. */
enum { COLLECT_AT_PERCENT = 120, COLLECT_LOADING_AT_PERCENT = 400 };

/* One request while it runs: what goes in, and what comes out beside Lua's value. */
struct request {
    struct sandbox *sandbox;
    const struct json *asked;
    struct json value;
    bool none;    /* there is no such hook */
    bool refused; /* the value cannot be used; the sandbox's fault says why */
};

struct sandbox *sandbox_of(lua_State *L)
{
    struct sandbox **kept = lua_getextraspace(L);
    return *kept;
}

/* Runs `body` with the request as its light userdata; what it leaves on the stack
 * stays there, and keeps the answer's texts alive. */
static bool run(struct request *request, lua_CFunction body)
{
    lua_State *L = request->sandbox->L;
    struct sandbox *sandbox = request->sandbox;
    lua_settop(L, 0);
    sandbox->fault = json_null();
    lua_pushcfunction(L, fault_handle);
    lua_pushcfunction(L, body);
    lua_pushlightuserdata(L, request);
    int status = lua_pcall(L, 1, 1, 1);
    /* LUA_ERRERR leaves out our handler, and a second error would repeat it. */
    if (status != LUA_OK && sandbox->fault.type != JSON_OBJECT)
        fault_set(sandbox, STR("functions that call each other too deeply"), STR_NONE, 0);
    return status == LUA_OK && !request->refused;
}

static int open_state(lua_State *L)
{
    library_open(L);
    require_start(L);
    return 0;
}

bool sandbox_start(struct sandbox *sandbox, int socket)
{
    struct request request = {.sandbox = sandbox};
    *sandbox = (struct sandbox){.arena = NULL};
    if (!limits_start(&sandbox->limits, socket))
        return false;
    sandbox->L = lua_newstate(limits_allocate, &sandbox->limits);
    if (!sandbox->L)
        return false;
    sandbox->limits.L = sandbox->L;
    struct sandbox **kept = lua_getextraspace(sandbox->L);
    *kept = sandbox;
    (void)lua_gc(sandbox->L, LUA_GCINC, COLLECT_LOADING_AT_PERCENT, 0, 0);
    sandbox->arena = arena_new();
    bool opened = run(&request, open_state);
    arena_free(sandbox->arena);
    sandbox->arena = NULL;
    return opened;
}

/* The answer to what was asked, worked out by `body` within the limits. */
static struct json answer(struct sandbox *sandbox, const struct json *asked,
                          lua_CFunction body)
{
    struct request request = {.sandbox = sandbox, .asked = asked, .value = json_null()};
    struct json answer = json_object();
    sandbox->random = (uint64_t)json_find_integer(asked, STR("seed"), 0);
    limits_begin(&sandbox->limits);
    bool done = run(&request, body);
    limits_end(&sandbox->limits);
    if (done)
        json_set(sandbox->arena, &answer, STR("ok"), request.value);
    else
        json_set(sandbox->arena, &answer, STR("error"), sandbox->fault);
    if (done && request.none)
        json_set(sandbox->arena, &answer, STR("none"), json_bool(true));
    return answer;
}

/* The value on top of the stack; if it cannot be used, `chunk` and `line` are blamed. */
static void read_answer(lua_State *L, struct request *request, const char *root,
                        struct str chunk, int line)
{
    struct sandbox *sandbox = request->sandbox;
    struct error err;
    if (lua_json_read(L, -1, sandbox->arena, root, &request->value, &err))
        return;
    request->refused = true;
    fault_set(sandbox, str_of(err.text), chunk, line);
}

static void read_modules(struct sandbox *sandbox, const struct json *sources,
                         struct str texts)
{
    struct arena *arena = sandbox->arena;
    size_t count = json_count(sources);
    struct module *modules = arena_array(arena, struct module, count);
    size_t at = 0;
    for (size_t i = 0; i < count; i++) {
        const struct json *source = json_item(sources, i);
        struct str chunk = json_find_text(source, STR("chunk"));
        modules[i].name = json_find_text(source, STR("module"));
        size_t end = at + (size_t)json_find_integer(source, STR("bytes"), 0);
        modules[i].text = json_find_bool(source, STR("built_in"))
                              ? asset_of_chunk(chunk)->text
                              : str_slice(texts, at, end);
        at = end;
        modules[i].chunk = str_c(arena, str_format(arena, "@%.*s", STR_ARGS(chunk)));
    }
    sandbox->modules = modules;
    sandbox->module_count = count;
}

/* Pushes what the module gives back. */
static void push_module(lua_State *L, struct str name)
{
    lua_pushcfunction(L, require_module);
    lua_pushlstring(L, name.ptr, name.len);
    lua_call(L, 1, 1);
}

static struct str chunk_of(const struct sandbox *sandbox, struct str name)
{
    for (size_t i = 0; i < sandbox->module_count; i++)
        if (str_equal(sandbox->modules[i].name, name))
            return str_of(sandbox->modules[i].chunk + 1);
    return STR_NONE;
}

static void push_workflow_function(lua_State *L, int module, const char *name)
{
    if (lua_getfield(L, module, name) != LUA_TFUNCTION)
        (void)luaL_error(L, "the module 'workflow' has no function '%s'", name);
}

static int load_bundle(lua_State *L)
{
    struct request *request = lua_touserdata(L, 1);
    struct sandbox *sandbox = request->sandbox;
    struct str name = json_find_text(request->asked, STR("workflow"));
    /* Ours first, so that no local script can come between. */
    push_module(L, STR("workflow"));
    if (!lua_istable(L, -1))
        return luaL_error(L, "the module 'workflow' must give back a table");
    push_workflow_function(L, 2, "describe");
    push_workflow_function(L, 2, "hook");
    sandbox->find_hook = luaL_ref(L, LUA_REGISTRYINDEX);
    push_module(L, name);
    lua_pushvalue(L, -1);
    sandbox->workflow = luaL_ref(L, LUA_REGISTRYINDEX);
    if (!json_find_bool(request->asked, STR("describe")))
        return 0;
    lua_call(L, 1, 1);
    read_answer(L, request, "description", chunk_of(sandbox, name), 0);
    return 1;
}

struct json sandbox_load(struct sandbox *sandbox, struct arena *arena,
                         const struct json *request, struct str texts)
{
    sandbox->arena = arena;
    read_modules(sandbox, json_find(request, STR("sources")), texts);
    sandbox->limits.follow = json_find_bool(request, STR("describe"));
    struct json loaded = answer(sandbox, request, load_bundle);
    sandbox->limits.follow = false;
    (void)lua_gc(sandbox->L, LUA_GCINC, COLLECT_AT_PERCENT, 0, 0);
    return loaded;
}

/* Pushes the function that the path names, or nil. */
static void push_hook(lua_State *L, const struct request *request)
{
    const struct json *path = json_find(request->asked, STR("hook"));
    int count = (int)json_count(path);
    luaL_checkstack(L, count + 4, "the name of the hook is too long");
    lua_rawgeti(L, LUA_REGISTRYINDEX, request->sandbox->find_hook);
    lua_rawgeti(L, LUA_REGISTRYINDEX, request->sandbox->workflow);
    for (int i = 0; i < count; i++)
        lua_json_push(L, json_item(path, (size_t)i));
    lua_call(L, count + 1, 1);
}

static int call_hook(lua_State *L)
{
    struct request *request = lua_touserdata(L, 1);
    const struct json *args = json_find(request->asked, STR("args"));
    int count = (int)json_count(args);
    lua_Debug hook;
    push_hook(L, request);
    if (lua_isnil(L, -1)) {
        request->none = true;
        return 0;
    }
    if (!lua_isfunction(L, -1))
        return luaL_error(L, "this must be a function, and is a %s",
                          luaL_typename(L, -1));
    lua_pushvalue(L, -1);
    (void)lua_getinfo(L, ">S", &hook);
    luaL_checkstack(L, count + 4, "too many arguments");
    for (int i = 0; i < count; i++)
        lua_json_push(L, json_item(args, (size_t)i));
    lua_call(L, count, 1);
    read_answer(L, request, "answer",
                *hook.what == 'C' ? STR_NONE : str_of(hook.source + 1), hook.linedefined);
    return 1;
}

static int find_hook(lua_State *L)
{
    push_hook(L, lua_touserdata(L, 1));
    return 0;
}

void sandbox_prepare(struct sandbox *sandbox, struct arena *arena,
                     const struct json *request)
{
    sandbox->arena = arena;
    (void)answer(sandbox, request, find_hook);
}

struct json sandbox_call(struct sandbox *sandbox, struct arena *arena,
                         const struct json *request)
{
    sandbox->arena = arena;
    return answer(sandbox, request, call_hook);
}
