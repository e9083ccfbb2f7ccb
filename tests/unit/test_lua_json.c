/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "script/lua_json.h"

#include <lauxlib.h>
#include <lualib.h>
#include <string.h>

/* What `code` gives back, as JSON; or, if it is refused, why. */
static struct str read_back(struct test *t, const char *code)
{
    lua_State *L = luaL_newstate();
    struct json value = json_null();
    struct error err;
    struct str answer;
    luaL_openlibs(L);
    if (luaL_dostring(L, code) != LUA_OK)
        answer = str_format(t->arena, "%s", lua_tostring(L, -1));
    else if (lua_json_read(L, -1, t->arena, "answer", &value, &err))
        answer = json_write(t->arena, &value);
    else
        answer = str_format(t->arena, "%s", err.text);
    lua_close(L);
    return answer;
}

struct sample {
    const char *code, *wanted;
};

static void values_become_json(struct test *t)
{
    static const struct sample samples[] = {
        {"return nil", "null"},
        {"return true", "true"},
        {"return 7", "7"},
        {"return -0.0", "0"},
        {"return 3.0", "3"},
        {"return 2^53", "9007199254740992"},
        {"return 0.4", "\"0.4\""},
        {"return 1/3", "\"0.33333333333333\""},
        {"return 1e-7", "\"0.0000001\""},
        {"return 1e-300", "\"0\""},
        {"return 123456789012345.5", "\"123456789012346\""},
        {"return 'caf\\u{e9}'", "\"café\""},
        {"return {}", "{}"},
        {"return {1, 'a', false}", "[1,\"a\",false]"},
        {"return {b = 1, a = {x = {}}}", "{\"a\":{\"x\":{}},\"b\":1}"},
        {"return {[1.0] = 'a', [2] = 'b'}", "[\"a\",\"b\"]"},
        {"local s = {1} return {s, s}", "[[1],[1]]"},
        {"return setmetatable({1}, {__len = function() return 9 end})", "[1]"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        CHECK_STR(t, read_back(t, samples[i].code), samples[i].wanted);
}

static void what_json_cannot_hold_is_refused(struct test *t)
{
    static const struct sample samples[] = {
        {"return {a = {0, 0/0}}", "answer.a[2] is not a number, or infinite"},
        {"return {1/0}", "answer[1] is not a number, or infinite"},
        {"return {x = print}", "answer.x is a function"},
        {"return print", "answer is a function"},
        {"local t = {} t.t = {t} return t",
         "answer.t[1] is a table that contains itself"},
        {"return {1, a = 2}", "answer has both names and positions"},
        {"return {[1] = 1, [3] = 3}", "answer[2] is missing from a list"},
        {"return {[0] = 1}", "answer has a key that is neither"},
        {"return {[true] = 1}", "answer has a key that is neither"},
        {"return {name = 'a\\0b'}", "answer.name holds a NUL byte"},
        {"return {name = 'a\\xff'}", "answer.name is not whole UTF-8"},
        {"return {['a\\xff'] = 1}", "answer.a\\xFF is not whole UTF-8"},
        {"return 2^53 + 2", "answer is too large a number"},
        {"return 1e300", "answer is too large a number"},
        {"return math.mininteger", "answer is too large a number"},
        {"return {('x'):rep(1 << 20)}", "answer[1] is where it grows beyond 1 MB"},
        {"local t = {} for i = 1, 20001 do t[i] = i end return t",
         "answer holds more than 20,000 values"},
        {"local t = {} for i = 1, 150 do t[i] = {} for j = 1, 150 do t[i][j] = j end end "
         "return t",
         "answer[133][67] is one too many"},
        {"local t = {} for i = 1, 16 do t = {t} end return t",
         "answer[1][1][1][1][1][1][1][1][1][1][1][1][1][1][1][1] is more than 16"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct str got = read_back(t, samples[i].code);
        if (!str_starts(got, str_of(samples[i].wanted)))
            test_fail_str(t, __FILE__, __LINE__, got, str_of(samples[i].wanted));
    }
}

static void limits_are_reached_and_not_passed(struct test *t)
{
    struct str deep = read_back(t, "local t = {} for i = 1, 15 do t = {t} end return t");
    CHECK_STR(t, deep, "[[[[[[[[[[[[[[[{}]]]]]]]]]]]]]]]");
    struct str many =
        read_back(t, "local t = {} for i = 1, 19999 do t[i] = 1 end return t");
    CHECK(t, many.len == 2 * 19999 + 1);
    struct str names =
        read_back(t, "local t = {} for i = 1, 19999 do t['n' .. i] = i end return t");
    CHECK(t, str_starts(names, STR("{\"n1\":1,\"n10\":10,\"n100\":100,")));
}

static void json_becomes_values_and_comes_back(struct test *t)
{
    static const char text[] = "{\"a\":[1,\"two\",true,[]],\"b\":{\"c\":-5}}";
    lua_State *L = luaL_newstate();
    struct json value, back;
    struct error err;
    REQUIRE_OK(t, json_parse(t->arena, STR(text), &value, &err), err);
    lua_json_push(L, &value);
    CHECK(t, lua_gettop(L) == 1);
    REQUIRE_OK(t, lua_json_read(L, 1, t->arena, "answer", &back, &err), err);
    CHECK_STR(t, json_write(t->arena, &back),
              "{\"a\":[1,\"two\",true,{}],\"b\":{\"c\":-5}}");
    CHECK(t, lua_gettop(L) == 1);
    lua_close(L);
}

static void null_is_absent(struct test *t)
{
    lua_State *L = luaL_newstate();
    struct json value;
    struct error err;
    REQUIRE_OK(t, json_parse(t->arena, STR("{\"a\":null,\"b\":1}"), &value, &err), err);
    lua_json_push(L, &value);
    CHECK(t, lua_getfield(L, -1, "a") == LUA_TNIL);
    lua_pop(L, 1);
    CHECK(t, lua_getfield(L, -1, "b") == LUA_TNUMBER);
    lua_close(L);
}

static void a_refusal_leaves_stack_and_result_alone(struct test *t)
{
    lua_State *L = luaL_newstate();
    struct json value = json_integer(42);
    struct error err;
    REQUIRE(t, luaL_dostring(L, "return {a = {1, {b = 1e999}}, [3] = 1}") == LUA_OK);
    CHECK(t, !lua_json_read(L, -1, t->arena, "answer", &value, &err));
    CHECK(t, err.kind == ERROR_SCRIPT);
    CHECK(t, value.type == JSON_INTEGER && value.integer == 42);
    CHECK(t, lua_gettop(L) == 1);
    REQUIRE(t, luaL_dostring(L, "return {a = {1, {b = 1e999}}}") == LUA_OK);
    CHECK(t, !lua_json_read(L, -1, t->arena, "answer", &value, &err));
    CHECK(t, lua_gettop(L) == 2);
    lua_close(L);
}

const struct test_case lua_json_tests[] = {
    {"Lua values become JSON", values_become_json},
    {"what JSON cannot hold is refused with its path", what_json_cannot_hold_is_refused},
    {"limits are reached and not passed", limits_are_reached_and_not_passed},
    {"JSON becomes Lua values and comes back", json_becomes_values_and_comes_back},
    {"null is absent", null_is_absent},
    {"a refusal leaves stack and result alone", a_refusal_leaves_stack_and_result_alone},
    {0},
};
