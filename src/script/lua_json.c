/* SPDX-License-Identifier: MIT */
#include "script/lua_json.h"

#include "base/unicode.h"
#include "script/safe_text.h"

#include <lauxlib.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LONGEST_NAME_SHOWN = 60, LONGEST_DECIMAL = 400, SMALLEST_PLACES = 20 };

/* One step of the path to a value: a name, or a position where `name` is empty. */
struct path_step {
    const void *table;
    struct str name;
    lua_Integer position;
    bool by_name;
};

struct reading {
    lua_State *L;
    struct arena *arena;
    struct error *err;
    const char *root;
    size_t values, bytes, depth;
    struct path_step path[LUA_JSON_DEEPEST]; /* the tables that are open */
};

static struct str path_text(const struct reading *reading)
{
    struct buf buf = BUF_IN(reading->arena);
    buf_add(&buf, str_of(reading->root));
    for (size_t i = 0; i < reading->depth; i++) {
        const struct path_step *step = &reading->path[i];
        if (step->by_name)
            buf_add_format(
                &buf, ".%.*s",
                STR_ARGS(safe_text(reading->arena, step->name, LONGEST_NAME_SHOWN)));
        else if (step->position != 0)
            buf_add_format(&buf, "[%lld]", (long long)step->position);
    }
    return buf_str(&buf);
}

static bool refuse(struct reading *reading, const char *what)
{
    return error_set(reading->err, ERROR_SCRIPT, "%.*s %s", STR_ARGS(path_text(reading)),
                     what);
}

static bool count_bytes(struct reading *reading, size_t bytes)
{
    reading->bytes += bytes;
    if (reading->bytes > LUA_JSON_MOST_BYTES)
        return refuse(reading, "is where it grows beyond 1 MB; give back less");
    return true;
}

static bool read_text(struct reading *reading, int index, struct str *out)
{
    size_t len;
    const char *text = lua_tolstring(reading->L, index, &len);
    struct str whole = {text, len};
    if (memchr(text, '\0', len))
        return refuse(reading, "holds a NUL byte; take it out");
    if (!unicode_valid(whole, NULL))
        return refuse(reading, "is not whole UTF-8 text; do not cut text with string.sub "
                               "between the bytes of one letter");
    *out = whole;
    return count_bytes(reading, len + 3);
}

static bool read_integer(struct reading *reading, lua_Integer integer, struct json *out)
{
    if (integer > JSON_LARGEST_INTEGER || integer < -JSON_LARGEST_INTEGER)
        return refuse(reading, "is too large a number; at most 2^53 is exact");
    *out = json_integer(integer);
    return true;
}

/* Decimal text without an exponent, as people and spreadsheets write it. */
static struct str decimal_text(struct arena *arena, lua_Number number)
{
    char text[LONGEST_DECIMAL];
    int len = snprintf(text, sizeof text, "%.14g", number);
    if (strchr(text, 'e') && fabs(number) >= 1)
        len = snprintf(text, sizeof text, "%.0f", number);
    else if (strchr(text, 'e')) {
        len = snprintf(text, sizeof text, "%.*f", SMALLEST_PLACES, number);
        while (len > 1 && text[len - 1] == '0')
            len--;
        if (text[len - 1] == '.')
            return STR("0");
    }
    return str_copy(arena, (struct str){text, (size_t)len});
}

static bool read_number(struct reading *reading, int index, struct json *out)
{
    if (lua_isinteger(reading->L, index))
        return read_integer(reading, lua_tointeger(reading->L, index), out);
    lua_Number number = lua_tonumber(reading->L, index);
    if (!isfinite(number))
        return refuse(reading, "is not a number, or infinite; look for a division by "
                               "nought");
    if (number == floor(number)) {
        lua_Integer whole = 0;
        if (!lua_numbertointeger(number, &whole))
            whole = LUA_MAXINTEGER;
        return read_integer(reading, whole, out);
    }
    *out = json_text(decimal_text(reading->arena, number));
    return true;
}

struct survey {
    size_t names, positions;
    lua_Integer highest;
};

/* What kinds of keys the table on top of the stack has. */
static bool survey_keys(struct reading *reading, struct survey *survey)
{
    lua_State *L = reading->L;
    *survey = (struct survey){0};
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TSTRING) {
            survey->names++;
        } else if (lua_isinteger(L, -1) && lua_tointeger(L, -1) > 0) {
            survey->positions++;
            if (lua_tointeger(L, -1) > survey->highest)
                survey->highest = lua_tointeger(L, -1);
        } else {
            lua_pop(L, 1);
            return refuse(reading,
                          "has a key that is neither a name nor a position from 1 on");
        }
        if (survey->names + survey->positions > LUA_JSON_MOST_VALUES) {
            lua_pop(L, 1);
            return refuse(reading, "holds more than 20,000 values; give back fewer");
        }
    }
    if (survey->names && survey->positions)
        return refuse(reading,
                      "has both names and positions; keep lists and named fields "
                      "in separate tables");
    return true;
}

static bool read_value(struct reading *reading, struct json *out);

static bool read_list(struct reading *reading, const struct survey *survey,
                      struct path_step *step, struct json *out)
{
    lua_State *L = reading->L;
    *out = json_list();
    for (lua_Integer i = 1; i <= (lua_Integer)survey->positions; i++) {
        struct json item = json_null();
        step->position = i;
        if (lua_rawgeti(L, -1, i) == LUA_TNIL) {
            lua_pop(L, 1);
            return refuse(reading, "is missing from a list that goes on after it; lists "
                                   "must have no gaps");
        }
        bool read = read_value(reading, &item);
        lua_pop(L, 1);
        if (!read)
            return false;
        json_add(reading->arena, out, item);
    }
    return true;
}

/* Sorted first, so that the same mistake is reported every time, and so that
 * setting each member is quick. */
static struct str_list sorted_names(struct reading *reading, size_t count)
{
    lua_State *L = reading->L;
    struct str_list names = {arena_array(reading->arena, struct str, count), 0};
    lua_pushnil(L);
    while (lua_next(L, -2)) {
        size_t len;
        const char *name = lua_tolstring(L, -2, &len);
        names.items[names.count++] = (struct str){name, len};
        lua_pop(L, 1);
    }
    qsort(names.items, names.count, sizeof *names.items, str_compare_items);
    return names;
}

static bool read_object(struct reading *reading, const struct survey *survey,
                        struct path_step *step, struct json *out)
{
    lua_State *L = reading->L;
    struct str_list names = sorted_names(reading, survey->names);
    *out = json_object();
    for (size_t i = 0; i < names.count; i++) {
        struct json member = json_null();
        struct str name;
        step->by_name = true;
        step->name = names.items[i];
        lua_pushlstring(L, step->name.ptr, step->name.len);
        if (!read_text(reading, -1, &name)) {
            lua_pop(L, 1);
            return false;
        }
        lua_rawget(L, -2);
        bool read = read_value(reading, &member);
        lua_pop(L, 1);
        if (!read)
            return false;
        json_set(reading->arena, out, names.items[i], member);
    }
    return true;
}

static bool read_table(struct reading *reading, struct json *out)
{
    const void *table = lua_topointer(reading->L, -1);
    struct survey survey;
    for (size_t i = 0; i < reading->depth; i++)
        if (reading->path[i].table == table)
            return refuse(reading, "is a table that contains itself; give back a copy of "
                                   "the fields that are needed");
    if (reading->depth == LUA_JSON_DEEPEST)
        return refuse(reading, "is more than 16 tables deep; make it flatter");
    if (!lua_checkstack(reading->L, 5))
        return refuse(reading, "cannot be read: Lua's stack is full");
    if (!survey_keys(reading, &survey))
        return false;
    struct path_step *step = &reading->path[reading->depth++];
    *step = (struct path_step){.table = table};
    bool read = survey.positions ? read_list(reading, &survey, step, out)
                                 : read_object(reading, &survey, step, out);
    reading->depth--;
    return read;
}

/* The value on top of the stack, which stays there. */
static bool read_value(struct reading *reading, struct json *out)
{
    lua_State *L = reading->L;
    if (++reading->values > LUA_JSON_MOST_VALUES)
        return refuse(reading, "is one too many: at most 20,000 values; give back fewer");
    if (!count_bytes(reading, 2))
        return false;
    switch (lua_type(L, -1)) {
    case LUA_TNIL:
        *out = json_null();
        return true;
    case LUA_TBOOLEAN:
        *out = json_bool(lua_toboolean(L, -1));
        return true;
    case LUA_TNUMBER:
        return read_number(reading, -1, out);
    case LUA_TSTRING: {
        struct str text = STR_NONE;
        if (!read_text(reading, -1, &text))
            return false;
        *out = json_text(text);
        return true;
    }
    case LUA_TTABLE:
        return read_table(reading, out);
    default:
        return refuse(reading, "is a function; only text, numbers, true and false, and "
                               "tables of these can be given back");
    }
}

bool lua_json_read(lua_State *L, int index, struct arena *arena, const char *root,
                   struct json *out, struct error *err)
{
    struct reading reading = {.L = L, .arena = arena, .err = err, .root = root};
    struct json value;
    if (!lua_checkstack(L, 2))
        return refuse(&reading, "cannot be read: Lua's stack is full");
    lua_pushvalue(L, index);
    bool read = read_value(&reading, &value);
    lua_pop(L, 1);
    if (read)
        *out = value;
    return read;
}

static void push_object(lua_State *L, const struct json *value)
{
    lua_createtable(L, 0, (int)value->object.count);
    for (size_t i = 0; i < value->object.count; i++) {
        const struct json_member *member = &value->object.members[i];
        lua_pushlstring(L, member->name.ptr, member->name.len);
        lua_json_push(L, &member->value);
        lua_rawset(L, -3);
    }
}

static void push_list(lua_State *L, const struct json *value)
{
    lua_createtable(L, (int)value->list.count, 0);
    for (size_t i = 0; i < value->list.count; i++) {
        lua_json_push(L, &value->list.items[i]);
        lua_rawseti(L, -2, (lua_Integer)i + 1);
    }
}

void lua_json_push(lua_State *L, const struct json *value)
{
    luaL_checkstack(L, 4, "too many tables inside each other");
    switch (value->type) {
    case JSON_NULL:
        lua_pushnil(L);
        break;
    case JSON_BOOL:
        lua_pushboolean(L, value->yes);
        break;
    case JSON_INTEGER:
        lua_pushinteger(L, value->integer);
        break;
    case JSON_TEXT:
        lua_pushlstring(L, value->text.ptr, value->text.len);
        break;
    case JSON_LIST:
        push_list(L, value);
        break;
    case JSON_OBJECT:
        push_object(L, value);
        break;
    }
}
