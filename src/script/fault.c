/* SPDX-License-Identifier: MIT */
#include "script/fault.h"

#include "script/safe_text.h"
#include "script/sandbox.h"

#include <string.h>

enum {
    DEEPEST_LOOK = 200,
    LONGEST_TRACE = 12,
    ADVICE_ROOM = 300,
    /* Lua shortens long chunk names to "..." and their last bytes. */
    SHORTENED = LUA_IDSIZE - 4
};

struct advice {
    const char *sign; /* what Lua's message holds */
    const char *text;
};

static const struct advice advice_table[] = {
    {"(global 'os')", "scripts have no clock; use the date in now.today"},
    {"(global 'io')", "scripts cannot reach files; commands are sent what they read"},
    {"(global 'next')", "use pairs instead; it gives the same order every time"},
    {"(global 'load')", "scripts cannot make new code while they run"},
    {"(global 'loadstring')", "scripts cannot make new code while they run"},
    {"(global 'dofile')", "use require and a module's name"},
    {"(global 'coroutine')", "scripts have no coroutines; a step that waits is a step"},
    {"(global 'xpcall')", "use pcall"},
    {"(global 'rawset')", "assign to the field instead"},
    {"(global 'unpack')", "write table.unpack"},
    {"near '<\\226>'", "a curly quote or a long dash, as word processors make them, "
                       "stands where a straight quote or a minus should"},
};

static struct str advise(struct arena *arena, struct str message)
{
    for (size_t i = 0; i < sizeof advice_table / sizeof advice_table[0]; i++)
        if (str_find(message, str_of(advice_table[i].sign)) != SIZE_MAX)
            return str_format(arena, "%.*s; %s", STR_ARGS(message), advice_table[i].text);
    return message;
}

static bool take(struct str *rest, struct str front)
{
    if (!str_starts(*rest, front))
        return false;
    *rest = str_slice(*rest, front.len, rest->len);
    return true;
}

/* Takes "NAME:LINE: " off the message if it starts with this chunk's name. */
static bool take_place(struct str *message, struct str chunk, int64_t *line)
{
    struct str rest = *message;
    if (!take(&rest, chunk)) {
        if (chunk.len <= SHORTENED || !take(&rest, STR("...")) ||
            !take(&rest, str_slice(chunk, chunk.len - SHORTENED, chunk.len)))
            return false;
    }
    if (!take(&rest, STR(":")) || str_find_byte(rest, ':') > 10)
        return false;
    struct str number = str_cut(&rest, ':');
    if (!str_to_integer(number, line))
        return false;
    (void)take(&rest, STR(" "));
    *message = rest;
    return true;
}

static struct str error_text(lua_State *L)
{
    size_t len;
    if (lua_type(L, 1) == LUA_TSTRING || lua_type(L, 1) == LUA_TNUMBER) {
        const char *text = lua_tolstring(L, 1, &len);
        return (struct str){text, len};
    }
    return str_format(sandbox_of(L)->arena, "an error without a text (it is a %s)",
                      lua_typename(L, lua_type(L, 1)));
}

/* Where each script on the stack is, innermost first; the first of them also as
 * `chunk` and `line`. */
static struct json read_trace(lua_State *L, struct arena *arena, struct str *chunk,
                              int64_t *line)
{
    struct json trace = json_list();
    lua_Debug at;
    for (int level = 1; level < DEEPEST_LOOK && json_count(&trace) < LONGEST_TRACE &&
                        lua_getstack(L, level, &at);
         level++) {
        (void)lua_getinfo(L, "Sl", &at);
        if (at.currentline <= 0)
            continue;
        struct str here = str_of(at.source + 1);
        if (json_count(&trace) == 0) {
            *chunk = here;
            *line = at.currentline;
        }
        json_add(arena, &trace,
                 json_text(str_format(arena, "%.*s:%d", STR_ARGS(here), at.currentline)));
    }
    return trace;
}

static void set(struct sandbox *sandbox, struct str message, struct str chunk,
                int64_t line, struct json trace)
{
    struct arena *arena = sandbox->arena;
    struct str text = safe_text(arena, message, LONGEST_MESSAGE - ADVICE_ROOM);
    sandbox->fault = json_object();
    json_set(arena, &sandbox->fault, STR("message"), json_text(advise(arena, text)));
    json_set(arena, &sandbox->fault, STR("chunk"), json_text(str_copy(arena, chunk)));
    json_set(arena, &sandbox->fault, STR("line"), json_integer(line));
    json_set(arena, &sandbox->fault, STR("trace"), trace);
}

void fault_set(struct sandbox *sandbox, struct str message, struct str chunk, int line)
{
    set(sandbox, message, chunk, line, json_list());
}

/* Where only our own modules are on the stack, the author's last line is the place
 * to look, if it was followed. */
static void blame_author(const struct sandbox *sandbox, struct str *chunk, int64_t *line,
                         struct json trace)
{
    const struct limits *limits = &sandbox->limits;
    if (!limits->follow || !limits->author_source ||
        !str_starts(*chunk, STR("built in/")))
        return;
    for (size_t i = 0; i < json_count(&trace); i++)
        if (!str_starts(json_item(&trace, i)->text, STR("built in/")))
            return;
    *chunk = str_of(limits->author_source + 1);
    *line = limits->author_line;
}

int fault_handle(lua_State *L)
{
    struct sandbox *sandbox = sandbox_of(L);
    struct str message = error_text(L), chunk = STR_NONE;
    int64_t line = 0;
    struct json trace = read_trace(L, sandbox->arena, &chunk, &line);
    for (size_t i = 0; i < sandbox->module_count; i++) {
        struct str name = str_of(sandbox->modules[i].chunk + 1);
        if (take_place(&message, name, &line)) {
            chunk = name;
            break;
        }
    }
    blame_author(sandbox, &chunk, &line, trace);
    set(sandbox, message, chunk, line, trace);
    return 1;
}
