/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "base/unicode.h"
#include "format/json.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static void what_is_read_is_written_canonically(struct test *t)
{
    static const struct {
        const char *in, *out;
    } cases[] = {
        {"null", "null"},
        {" true ", "true"},
        {"\t\r\nfalse\n", "false"},
        {"0", "0"},
        {"-1", "-1"},
        {"9007199254740992", "9007199254740992"},
        {"-9007199254740992", "-9007199254740992"},
        {"9007199254740991", "9007199254740991"},
        {"\"\"", "\"\""},
        {"[]", "[]"},
        {"{ }", "{}"},
        {"[ 1 , [ ] , { } ]", "[1,[],{}]"},
        {"{\"b\":1,\"a\":{\"d\":2,\"c\":[true,null]}}",
         "{\"a\":{\"c\":[true,null],\"d\":2},\"b\":1}"},
        {"{\"\":1,\"B\":2,\"a\":3,\"\xc3\xa9\":4,\"aa\":5,\"\\u0041\":6}",
         "{\"\":1,\"A\":6,\"B\":2,\"a\":3,\"aa\":5,\"\xc3\xa9\":4}"},
        {"\"\\u0061\\/\\u00e9\"", "\"a/\xc3\xa9\""},
        {"\"\\ud83d\\ude00\\uD83D\\uDE00\"", "\"\xf0\x9f\x98\x80\xf0\x9f\x98\x80\""},
        {"\"\\\"\\\\\\b\\f\\n\\r\\t\"", "\"\\\"\\\\\\b\\f\\n\\r\\t\""},
        {"\"\\u0001\\u001F\\u007f\"", "\"\\u0001\\u001f\x7f\""},
        {"\"\xe2\x80\xa8 \xef\xbf\xbf\"", "\"\xe2\x80\xa8 \xef\xbf\xbf\""},
        {"{\"back\\\\slash\":\"\\u2019\"}", "{\"back\\\\slash\":\"\xe2\x80\x99\"}"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct json value;
        struct error err;
        REQUIRE_OK(t, json_parse(t->arena, str_of(cases[i].in), &value, &err), err);
        CHECK_STR(t, json_write(t->arena, &value), cases[i].out);
    }
}

/* As editors count: é is one column. */
static void a_file_is_refused_with_line_and_column(struct test *t)
{
    const struct {
        const char *text, *says;
    } cases[] = {
        {"", "own.json:1:1: a value should stand here"},
        {"{\n  \"a\": [\"\xc3\xa9\" 2]\n}", "own.json:2:13: \",\" or \"]\" should stand"},
        {"{\"a\":1}\n\nx", "own.json:3:1: the value has ended"},
        {"{\"a\":1,\n\"a\":2}", "own.json: the name \"a\" stands twice"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct json value;
        struct error err = {0};
        CHECK(t, !json_parse_file(t->arena, STR("own.json"), str_of(cases[i].text),
                                  &value, &err));
        if (!str_starts(str_of(err.text), str_of(cases[i].says)))
            test_fail_str(t, __FILE__, __LINE__, str_of(err.text), str_of(cases[i].says));
    }
}

static void what_is_not_canonical_is_refused_with_its_place(struct test *t)
{
    const struct {
        struct str in;
        const char *says;
    } cases[] = {
        {STR(""), "at byte 1: a value should stand here"},
        {STR("  "), "at byte 3: a value"},
        {STR("\xEF\xBB\xBF{}"), "byte order mark"},
        {STR("[1,]"), "at byte 4: a value"},
        {STR("[1 2]"), "at byte 4: \",\" or \"]\""},
        {STR("[1"), "at byte 3: \",\" or \"]\""},
        {STR("{\"a\":1,}"), "at byte 8: a name in quotes"},
        {STR("{a:1}"), "at byte 2: a name in quotes"},
        {STR("{'a':1}"), "at byte 2: a name in quotes"},
        {STR("{\"a\" 1}"), "at byte 6: \":\""},
        {STR("{\"a\":1 \"b\":2}"), "at byte 8: \",\" or \"}\""},
        {STR("{\"a\":1"), "\",\" or \"}\""},
        {STR("1 2"), "at byte 3: the value has ended"},
        {STR("{}\0"), "the value has ended"},
        {STR("\0"), "a value should stand here"},
        {STR("tru"), "only true, false and null"},
        {STR("truex"), "at byte 5: the value has ended"},
        {STR("NaN"), "a value should stand here"},
        {STR("+1"), "a value should stand here"},
        {STR("/* a */ 1"), "a value should stand here"},
        {STR("1.5"), "write decimals as text, e.g. \"1.5\""},
        {STR("[-1.0]"), "at byte 2: only whole numbers"},
        {STR("1e3"), "write decimals as text"},
        {STR("1E3"), "write decimals as text"},
        {STR("01"), "zeros in front"},
        {STR("-0"), "no -0"},
        {STR("-01"), "zeros in front"},
        {STR("-"), "a digit should follow"},
        {STR("9007199254740993"), "too large"},
        {STR("-9007199254740993"), "too large"},
        {STR("99999999999999999999999999999999"), "too large"},
        {STR("\"a"), "at byte 1: the text that begins here is never closed"},
        {STR("\"a\\"), "after a backslash"},
        {STR("\"\\x41\""), "at byte 2: after a backslash"},
        {STR("\"\\\0\""), "after a backslash"},
        {STR("\"a\nb\""), "at byte 3: a line break"},
        {STR("\"a\0b\""), "at byte 3: a line break, tab or other control"},
        {STR("\"\\u0000\""), "\\u0000 is not allowed"},
        {STR("\"\\u12\""), "four digits"},
        {STR("\"\\u12g4\""), "four digits"},
        {STR("\"\\ud83d\""), "half of a character"},
        {STR("\"\\ud83dx\\ude00\""), "half of a character"},
        {STR("\"\\ud83d\\u0041\""), "half of a character"},
        {STR("\"\\ude00\""), "half of a character"},
        {STR("\"\\ud83d\\ude0"), "half of a character"},
        {STR("\"caf\xe9\""), "at byte 5: this is not valid UTF-8"},
        {STR("\"\xc3\xa9\xed\xa0\x80\""), "at byte 4: this is not valid UTF-8"},
        {STR("\"\xc0\x80\""), "not valid UTF-8"},
        {STR("\"\xc3\""), "not valid UTF-8"},
        {STR("\xc3\xa9"), "a value should stand here"},
        {STR("{\"a\":1,\"a\":1}"), "the name \"a\" stands twice"},
        {STR("{\"a\":1,\"b\":[{\"c\":1,\"\\u0063\":2}]}"), "the name \"c\" stands twice"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct json value = json_integer(7);
        struct error err = {ERROR_NONE, ""};
        CHECK(t, !json_parse(t->arena, cases[i].in, &value, &err));
        CHECK(t, err.kind == ERROR_INPUT);
        CHECK(t, value.type == JSON_INTEGER && value.integer == 7);
        if (!strstr(err.text, cases[i].says))
            test_fail_str(t, __FILE__, __LINE__, str_of(err.text), str_of(cases[i].says));
    }
}

static struct str nested(struct test *t, int depth)
{
    struct buf buf = BUF_IN(t->arena);
    for (int i = 0; i < depth; i++)
        buf_add(&buf, i % 2 ? STR("{\"a\":") : STR("["));
    buf_add_byte(&buf, '1');
    for (int i = depth; i-- > 0;)
        buf_add_byte(&buf, i % 2 ? '}' : ']');
    return buf_str(&buf);
}

static void it_goes_32_deep_and_no_deeper(struct test *t)
{
    struct json value;
    struct error err;
    struct str deep = nested(t, JSON_DEEPEST);
    REQUIRE_OK(t, json_parse(t->arena, deep, &value, &err), err);
    CHECK(t, str_equal(json_write(t->arena, &value), deep));
    CHECK(t, !json_parse(t->arena, nested(t, JSON_DEEPEST + 1), &value, &err));
    CHECK(t, err.kind == ERROR_LIMIT);
    CHECK(t, !json_parse(t->arena, nested(t, 100000), &value, &err));
    /* Beside each other is not inside each other. */
    CHECK(t, json_parse(t->arena, STR("[[[1]],[[2]],{\"a\":[3]}]"), &value, &err));
}

/* As many members as make the sort change its way. */
static void large_objects_are_sorted_and_searched(struct test *t)
{
    enum { MANY = 500 };
    struct json built = json_object(), parsed;
    struct buf text = BUF_IN(t->arena);
    struct error err;
    for (int i = 0; i < MANY; i++) {
        int shuffled = i * 337 % MANY;
        struct str name = str_format(t->arena, "n%d", shuffled);
        json_set(t->arena, &built, name, json_integer(shuffled));
        buf_add_format(&text, "%c\"n%d\":%d", i ? ',' : '{', shuffled, shuffled);
    }
    struct str open = buf_str(&text);
    struct str whole = str_format(t->arena, "%.*s}", STR_ARGS(open));
    REQUIRE_OK(t, json_parse(t->arena, whole, &parsed, &err), err);
    REQUIRE(t, json_count(&parsed) == MANY && json_count(&built) == MANY);
    CHECK(t, json_equal(&parsed, &built));
    for (size_t i = 1; i < MANY; i++)
        CHECK(t, str_compare(parsed.object.members[i - 1].name,
                             parsed.object.members[i].name) < 0);
    CHECK(t, json_find_integer(&parsed, STR("n499"), -1) == 499);
    CHECK(t, json_find_integer(&parsed, STR("n500"), -1) == -1);
    struct str twice = str_format(t->arena, "%.*s,\"n77\":1}", STR_ARGS(open));
    CHECK(t, !json_parse(t->arena, twice, &parsed, &err));
    CHECK(t, strstr(err.text, "\"n77\" stands twice") != NULL);
}

static void what_is_built_keeps_its_order(struct test *t)
{
    struct json object = json_object(), list = json_list();
    json_set(t->arena, &object, STR("when"), json_text(STR("2025-06-12")));
    json_set(t->arena, &object, STR("by"), json_text(STR("say \"hello\"\x01")));
    json_set(t->arena, &object, STR("what"), json_null());
    json_set(t->arena, &object, STR("what"), json_bool(true));
    for (int i = 0; i < 9; i++)
        json_add(t->arena, &list, json_integer(i - 4));
    json_set(t->arena, &object, STR("a"), list);
    CHECK_STR(t, json_write(t->arena, &object),
              "{\"a\":[-4,-3,-2,-1,0,1,2,3,4],\"by\":\"say \\\"hello\\\"\\u0001\","
              "\"what\":true,\"when\":\"2025-06-12\"}");
    json_unset(&object, STR("a"));
    json_unset(&object, STR("by"));
    json_unset(&object, STR("not there"));
    CHECK_STR(t, json_write(t->arena, &object),
              "{\"what\":true,\"when\":\"2025-06-12\"}");
    json_unset(&object, STR("when"));
    json_unset(&object, STR("what"));
    json_unset(&object, STR("what"));
    CHECK_STR(t, json_write(t->arena, &object), "{}");
}

static void a_copy_is_changed_without_its_original(struct test *t)
{
    struct json original, list;
    struct error err;
    REQUIRE_OK(t,
               json_parse(t->arena, STR("{\"a\":1,\"b\":[1],\"c\":{}}"), &original, &err),
               err);
    struct json copy = json_copy(t->arena, &original);
    json_set(t->arena, &copy, STR("a"), json_integer(2));
    json_set(t->arena, &copy, STR("d"), json_integer(3));
    list = json_copy(t->arena, json_find(&original, STR("b")));
    json_add(t->arena, &list, json_integer(9));
    json_set(t->arena, &copy, STR("b"), list);
    struct json empty = json_copy(t->arena, json_find(&original, STR("c")));
    json_set(t->arena, &empty, STR("x"), json_null());
    json_set(t->arena, &copy, STR("c"), empty);
    CHECK_STR(t, json_write(t->arena, &original), "{\"a\":1,\"b\":[1],\"c\":{}}");
    CHECK_STR(t, json_write(t->arena, &copy),
              "{\"a\":2,\"b\":[1,9],\"c\":{\"x\":null},\"d\":3}");
}

static void looking_for_what_is_not_there_gives_nothing(struct test *t)
{
    struct json value;
    struct error err;
    struct str text = STR("{\"t\":\"x\",\"n\":5,\"y\":true,\"l\":[7,8]}");
    REQUIRE_OK(t, json_parse(t->arena, text, &value, &err), err);
    CHECK_STR(t, json_find_text(&value, STR("t")), "x");
    CHECK_STR(t, json_find_text(&value, STR("n")), "");
    CHECK_STR(t, json_find_text(NULL, STR("t")), "");
    CHECK(t, json_find_integer(&value, STR("n"), 1) == 5);
    CHECK(t, json_find_integer(&value, STR("t"), 1) == 1);
    CHECK(t, json_find_bool(&value, STR("y")) && !json_find_bool(&value, STR("n")));
    const struct json *list = json_find(&value, STR("l"));
    CHECK(t, json_count(list) == 2 && json_count(&value) == 4);
    CHECK(t, json_count(NULL) == 0 && json_count(json_item(list, 0)) == 0);
    REQUIRE(t, json_item(list, 1) != NULL);
    CHECK(t, json_item(list, 1)->integer == 8);
    CHECK(t, !json_item(list, 2) && !json_item(&value, 0) && !json_item(NULL, 0));
    CHECK(t, !json_find(list, STR("t")) && !json_find(&value, STR("")));
}

static void values_are_equal_by_what_they_hold(struct test *t)
{
    static const struct {
        const char *a, *b;
        bool equal;
    } cases[] = {
        {"1", "1", true},
        {"1", "2", false},
        {"1", "\"1\"", false},
        {"null", "false", false},
        {"true", "false", false},
        {"[1,[2]]", "[1, [2]]", true},
        {"[1,[2]]", "[1,[3]]", false},
        {"[1]", "[1,1]", false},
        {"{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}", true},
        {"{\"a\":1,\"b\":2}", "{\"a\":1,\"c\":2}", false},
        {"{\"a\":1}", "{\"a\":2}", false},
        {"[]", "{}", false},
        {"\"\\u00e9\"", "\"\xc3\xa9\"", true},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct json a, b;
        struct error err;
        REQUIRE_OK(t, json_parse(t->arena, str_of(cases[i].a), &a, &err), err);
        REQUIRE_OK(t, json_parse(t->arena, str_of(cases[i].b), &b, &err), err);
        CHECK(t, json_equal(&a, &b) == cases[i].equal);
        CHECK(t, json_equal(&b, &a) == cases[i].equal);
    }
    CHECK(t, json_equal(NULL, NULL));
}

static void lists_share_a_text(struct test *t)
{
    struct json a, b, c;
    struct error err;
    REQUIRE_OK(t, json_parse(t->arena, STR("[\"jobs\",\"health\"]"), &a, &err), err);
    REQUIRE_OK(t, json_parse(t->arena, STR("[\"home\",\"health\"]"), &b, &err), err);
    REQUIRE_OK(t, json_parse(t->arena, STR("[1,\"home\"]"), &c, &err), err);
    CHECK(t, json_share_text(&a, &b) && json_share_text(&b, &c));
    CHECK(t, !json_share_text(&a, &c) && !json_share_text(&c, &a));
    CHECK(t, !json_share_text(NULL, &a) && !json_share_text(&a, NULL));
}

static void for_people_it_is_indented(struct test *t)
{
    struct json value;
    struct error err;
    struct str text = STR("{\"b\":[1,{\"c\":\"x\"}],\"a\":[],\"d\":{}}");
    REQUIRE_OK(t, json_parse(t->arena, text, &value, &err), err);
    CHECK_STR(t, json_write_pretty(t->arena, &value),
              "{\n  \"a\": [],\n  \"b\": [\n    1,\n    {\n      \"c\": \"x\"\n    }\n"
              "  ],\n  \"d\": {}\n}");
}

const struct test_case json_tests[] = {
    {"a file is refused with line and column", a_file_is_refused_with_line_and_column},
    {"what is read is written canonically", what_is_read_is_written_canonically},
    {"what is not canonical is refused with its place",
     what_is_not_canonical_is_refused_with_its_place},
    {"it goes 32 deep and no deeper", it_goes_32_deep_and_no_deeper},
    {"large objects are sorted and searched", large_objects_are_sorted_and_searched},
    {"what is built keeps its order", what_is_built_keeps_its_order},
    {"a copy is changed without its original", a_copy_is_changed_without_its_original},
    {"looking for what is not there gives nothing",
     looking_for_what_is_not_there_gives_nothing},
    {"values are equal by what they hold", values_are_equal_by_what_they_hold},
    {"lists share a text", lists_share_a_text},
    {"for people it is indented", for_people_it_is_indented},
    {0},
};
