/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "format/schema.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* As the kinds of records look. */
static const char action_schema[] =
    "{\"title\":\"What will be done\",\"type\":\"object\",\"x-scope\":\"cycle\","
    "\"required\":[\"what\",\"by\"],\"additionalProperties\":false,\"properties\":{"
    "\"what\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":200},"
    "\"by\":{\"type\":\"string\",\"format\":\"date\",\"x-label\":\"by when\"},"
    "\"kind\":{\"enum\":[\"do more of\",\"change\",\"help towards\"]},"
    "\"informs\":{\"type\":\"array\",\"minItems\":1,\"maxItems\":3,\"uniqueItems\":true,"
    "\"items\":{\"enum\":[\"college plan\",\"local offer\",\"commissioning\"]}},"
    "\"cost\":{\"type\":\"string\",\"format\":\"decimal\"},"
    "\"order\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":99},"
    "\"agreed\":{\"type\":\"boolean\"},"
    "\"ended\":{\"anyOf\":[{\"type\":\"null\"},{\"type\":\"string\",\"format\":\"date\"}]"
    "},"
    "\"owner\":{\"type\":\"object\",\"required\":[\"name\"],\"properties\":{"
    "\"name\":{\"type\":[\"string\",\"null\"]}},\"additionalProperties\":"
    "{\"type\":\"integer\"}}}}";

static bool compile(struct test *t, const char *text, const struct schema **out,
                    struct error *err)
{
    struct json *source = arena_alloc(t->arena, sizeof *source);
    return json_parse(t->arena, str_of(text), source, err) &&
           schema_compile(t->arena, source, out, err);
}

/* `says` NULL: it fits. */
struct check_case {
    const char *value, *says;
};

static void check_all(struct test *t, const char *schema_text,
                      const struct check_case *cases, size_t count)
{
    const struct schema *schema;
    struct error err;
    REQUIRE_OK(t, compile(t, schema_text, &schema, &err), err);
    for (size_t i = 0; i < count; i++) {
        struct json value;
        REQUIRE_OK(t, json_parse(t->arena, str_of(cases[i].value), &value, &err), err);
        err = (struct error){ERROR_NONE, "it fits"};
        bool fits = schema_check(schema, &value, &err);
        CHECK_STR(t, str_of(err.text), cases[i].says ? cases[i].says : "it fits");
        CHECK(t, fits == !cases[i].says);
        CHECK(t, fits || err.kind == ERROR_INPUT);
    }
}

static void a_record_is_checked_in_words_for_people(struct test *t)
{
    static const struct check_case cases[] = {
        {"{\"what\":\"Buses\",\"by\":\"2025-09-01\"}", NULL},
        {"{\"what\":\"Buses\",\"by\":\"2025-09-01\",\"kind\":\"change\",\"informs\":"
         "[\"local offer\",\"commissioning\"],\"cost\":\"-12.50\",\"order\":1,"
         "\"agreed\":false,\"ended\":null,\"owner\":{\"name\":null,\"x\":1}}",
         NULL},
        {"{\"by\":\"2025-09-01\"}", "what is needed: give \"what\""},
        {"[]", "should be an object, not a list"},
        {"{\"what\":3,\"by\":\"2025-09-01\"}",
         "what: should be text, not a whole number"},
        {"{\"what\":\"\",\"by\":\"2025-09-01\"}", "what: should not be empty"},
        {"{\"what\":\"x\",\"by\":\"31/02/2025\"}",
         "by: \"31/02/2025\" is not a date; write it as 2025-02-28"},
        {"{\"what\":\"x\",\"by\":\"2025-02-30\"}",
         "by: \"2025-02-30\" is not a date; write it as 2025-02-28"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"kind\":\"do less\"}",
         "kind: \"do less\" is not allowed; choose one of \"do more of\", \"change\", "
         "\"help towards\""},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"informs\":[\"local offer\",\"x\"]}",
         "informs.2: \"x\" is not allowed; choose one of \"college plan\", \"local "
         "offer\", \"commissioning\""},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"informs\":[]}",
         "informs: give at least 1, here are 0"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"informs\":[1,2,3,4]}",
         "informs: give at most 3, here are 4"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"informs\":[\"local offer\","
         "\"commissioning\",\"local offer\"]}",
         "informs: number 3 is the same as number 1; keep one"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"order\":0}",
         "order: 0 is too small; it may be 1 or more"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"order\":100}",
         "order: 100 is too large; it may be 99 or less"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"agreed\":\"yes\"}",
         "agreed: should be true or false, not text"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"ended\":7}",
         "ended: should be nothing (null) or text, not a whole number"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"ended\":\"soon\"}",
         "ended: \"soon\" is not a date; write it as 2025-02-28"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"who\":1}",
         "\"who\" is not known here; leave it out; known are agreed, by, cost, ended, "
         "informs, kind, order, owner, what"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"a\":1}",
         "\"a\" is not known here; leave it out; known are agreed, by, cost, ended, "
         "informs, kind, order, owner, what"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"owner\":{}}",
         "owner: name is needed: give \"name\""},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"owner\":{\"name\":1}}",
         "owner.name: should be nothing (null) or text, not a whole number"},
        {"{\"what\":\"x\",\"by\":\"2025-09-01\",\"owner\":{\"name\":\"x\",\"y\":\"z\"}}",
         "owner.y: should be a whole number, not text"},
    };
    check_all(t, action_schema, cases, COUNT(cases));
}

static void decimals_have_one_form(struct test *t)
{
    static const char *const good[] = {
        "0", "12", "-12.50", "0.4", "-0.01", "10.0", "123456789012345678901234567890.5"};
    static const char *const bad[] = {"",      "-",  ".5",   "5.",   "1,5",       "01",
                                      "+1",    "-0", "-0.0", "1e3",  " 1",        "1 ",
                                      "1.2.3", "00", "--1",  "1.-2", "\xc2\xa3 5"};
    const struct schema *schema;
    struct error err;
    REQUIRE_OK(t, compile(t, "{\"format\":\"decimal\"}", &schema, &err), err);
    for (size_t i = 0; i < COUNT(good); i++) {
        struct json value = json_text(str_of(good[i]));
        REQUIRE_OK(t, schema_check(schema, &value, &err), err);
    }
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct json value = json_text(str_of(bad[i]));
        CHECK(t, !schema_check(schema, &value, &err));
        CHECK(t, strstr(err.text, "is not a number; write it like 12 or -12.50") != NULL);
    }
    struct json number = json_integer(5);
    CHECK(t, schema_check(schema, &number, &err)); /* a format speaks of text only */
}

static void lengths_count_characters(struct test *t)
{
    static const struct check_case cases[] = {
        {"\"abc\"", NULL},
        {"\"\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\"", NULL},
        {"\"\xf0\x9f\x98\x80\xf0\x9f\x98\x80\xf0\x9f\x98\x80\"", NULL},
        {"\"ab\"", "is too short: give at least 3 characters, here are 2"},
        {"\"\xf0\x9f\x98\x80\xf0\x9f\x98\x80\"",
         "is too short: give at least 3 characters, here are 2"},
        {"\"abcdef\"", "is too long: it may have 5 characters and has 6; shorten it"},
        {"\"\"", "should not be empty"},
        {"[]", NULL},
    };
    check_all(t, "{\"minLength\":3,\"maxLength\":5}", cases, COUNT(cases));
}

static void what_is_only_required_is_still_additional(struct test *t)
{
    static const struct check_case cases[] = {
        {"{\"b\":1,\"d\":1}", NULL},
        {"{\"a\":1,\"b\":1,\"c\":1,\"d\":1,\"e\":1}", NULL},
        {"{\"b\":1}", "d is needed: give \"d\""},
        {"{\"c\":1,\"d\":1}", "b is needed: give \"b\""},
        {"{\"b\":1,\"d\":true}", "d: should be a whole number, not true or false"},
        {"{\"b\":\"x\",\"d\":1}", NULL},
        {"{\"b\":1,\"c\":{},\"d\":1}", "c: should be a whole number, not an object"},
    };
    check_all(t,
              "{\"properties\":{\"b\":true},\"required\":[\"d\",\"b\",\"d\"],"
              "\"additionalProperties\":{\"type\":\"number\"}}",
              cases, COUNT(cases));
}

static void any_of_names_only_the_forms_that_could_fit(struct test *t)
{
    static const struct check_case cases[] = {
        {"\"2025-01-01\"", NULL},
        {"\"unknown\"", NULL},
        {"[1,2]", NULL},
        {"\"x\"", "\"x\" is not a date; write it as 2025-02-28; or: should be "
                  "\"unknown\", not \"x\""},
        {"[1,\"x\"]", "2: should be a whole number, not text"},
        {"7", "should be text or a list, not a whole number"},
    };
    check_all(
        t,
        "{\"anyOf\":[{\"type\":\"string\",\"format\":\"date\"},{\"type\":\"string\","
        "\"const\":\"unknown\"},{\"type\":\"array\",\"items\":{\"type\":"
        "\"integer\"}}]}",
        cases, COUNT(cases));
}

static void long_lists_are_searched_for_twins(struct test *t)
{
    enum { MANY = 20000 };
    const struct schema *schema;
    struct error err;
    struct json list = json_list();
    REQUIRE_OK(t, compile(t, "{\"uniqueItems\":true}", &schema, &err), err);
    for (int i = 0; i < MANY; i++) {
        struct json object = json_object();
        json_set(t->arena, &object, STR("id"), json_integer(i * 7919 % MANY));
        json_add(t->arena, &list, i % 2 ? object : json_integer(i));
    }
    REQUIRE_OK(t, schema_check(schema, &list, &err), err);
    json_add(t->arena, &list, json_copy(t->arena, json_item(&list, 4321)));
    CHECK(t, !schema_check(schema, &list, &err));
    CHECK_STR(t, str_of(err.text), "number 20001 is the same as number 4322; keep one");
}

static void messages_quote_little_and_in_one_line(struct test *t)
{
    static const struct check_case cases[] = {
        {"\"123456789 123456789 123456789 123456789 123456789 123456789 123456789 \"",
         "should be true, not \"123456789 123456789 123456789 123456789 123456789 "
         "123456789 \xe2\x80\xa6\""},
        {"\"one\\ntwo\\u007f\"", "should be true, not \"one two \""},
        {"{}", "should be true, not an object"},
        {"-5", "should be true, not -5"},
    };
    check_all(t, "{\"const\":true}", cases, COUNT(cases));

    struct json list = json_list(), schema_json = json_object();
    const struct schema *schema;
    struct error err;
    for (int i = 1; i <= 40; i++)
        json_add(t->arena, &list, json_integer(i));
    json_set(t->arena, &schema_json, STR("enum"), list);
    REQUIRE_OK(t, schema_compile(t->arena, &schema_json, &schema, &err), err);
    struct json value = json_integer(41);
    CHECK(t, !schema_check(schema, &value, &err));
    CHECK_STR(
        t, str_of(err.text),
        "41 is not allowed; choose one of 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 and "
        "28 more");
}

/* Twelve choices of four-byte characters, far down: more than a message holds. */
static void long_messages_are_cut_between_pieces(struct test *t)
{
    struct buf name = BUF_IN(t->arena);
    struct json list = json_list(), source = json_object(), value = json_integer(1);
    const struct schema *schema;
    struct error err;
    for (int i = 0; i < 60; i++)
        buf_add(&name, STR("\xf0\x9f\x98\x80"));
    for (int i = 0; i < 12; i++)
        json_add(t->arena, &list, json_text(buf_str(&name)));
    json_set(t->arena, &source, STR("enum"), list);
    for (int i = 0; i < 20; i++) {
        struct json properties = json_object(), outer = json_object();
        struct json inner = json_object();
        json_set(t->arena, &properties, buf_str(&name), source);
        json_set(t->arena, &outer, STR("properties"), properties);
        json_set(t->arena, &inner, buf_str(&name), value);
        source = outer;
        value = inner;
    }
    REQUIRE_OK(t, schema_compile(t->arena, &source, &schema, &err), err);
    CHECK(t, !schema_check(schema, &value, &err));
    CHECK(t, strstr(err.text, "1 is not allowed; choose one of \"\xf0\x9f") != NULL);
    CHECK(t, strlen(err.text) < sizeof err.text - 1);
}

static void a_schema_that_we_do_not_know_is_refused(struct test *t)
{
    static const struct {
        const char *schema, *says;
    } cases[] = {
        {"7", "a schema should be an object, or true or false"},
        {"{\"properties\":{\"a\":null}}", "properties.a: a schema should be an object"},
        {"{\"properties\":[]}", "properties: should be an object"},
        {"{\"properties\":{\"a\":{\"pattern\":\"x\"}}}",
         "properties.a.pattern: this keyword is not known here"},
        {"{\"items\":{\"anyOf\":[{},{\"$ref\":\"#\"}]}}",
         "items.anyOf.2.$ref: this keyword is not known here"},
        {"{\"additionalProperties\":{\"oneOf\":[]}}",
         "additionalProperties.oneOf: this keyword is not known here"},
        {"{\"Type\":\"string\"}", "Type: this keyword is not known here"},
        {"{\"x\":1}", "x: this keyword is not known here"},
        {"{\"type\":\"date\"}", "type: should be array, boolean"},
        {"{\"type\":[]}", "type: should be array, boolean"},
        {"{\"type\":[\"string\",1]}", "type: should be array, boolean"},
        {"{\"format\":\"email\"}", "format: should be date or decimal"},
        {"{\"format\":1}", "format: should be date or decimal"},
        {"{\"enum\":[]}", "enum: should be a list of the allowed values"},
        {"{\"enum\":\"a\"}", "enum: should be a list of the allowed values"},
        {"{\"required\":\"a\"}", "required: should be a list of names"},
        {"{\"required\":[1]}", "required: should be a list of names"},
        {"{\"items\":[{}]}", "items: a schema should be an object"},
        {"{\"anyOf\":[]}", "anyOf: should be a list of schemas"},
        {"{\"anyOf\":{}}", "anyOf: should be a list of schemas"},
        {"{\"uniqueItems\":1}", "uniqueItems: should be true or false"},
        {"{\"minLength\":-1}", "minLength: should be a whole number, 0 or more"},
        {"{\"maxLength\":\"1\"}", "maxLength: should be a whole number, 0 or more"},
        {"{\"minItems\":null}", "minItems: should be a whole number, 0 or more"},
        {"{\"maxItems\":-1}", "maxItems: should be a whole number, 0 or more"},
        {"{\"minimum\":\"1.5\"}", "minimum: should be a whole number"},
        {"{\"maximum\":true}", "maximum: should be a whole number"},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct schema *schema = NULL;
        struct error err;
        CHECK(t, !compile(t, cases[i].schema, &schema, &err));
        CHECK(t, !schema && err.kind == ERROR_INPUT);
        if (!str_starts(str_of(err.text), str_of(cases[i].says)))
            test_fail_str(t, __FILE__, __LINE__, str_of(err.text), str_of(cases[i].says));
    }
    const struct schema *schema;
    struct error err;
    REQUIRE_OK(t,
               compile(t,
                       "{\"$schema\":\"s\",\"$id\":\"i\",\"$comment\":\"c\",\"title\":"
                       "\"t\",\"description\":\"d\",\"examples\":[1],\"default\":1,"
                       "\"x-indexed\":true}",
                       &schema, &err),
               err);
}

const struct test_case schema_tests[] = {
    {"a record is checked in words for people", a_record_is_checked_in_words_for_people},
    {"decimals have one form", decimals_have_one_form},
    {"lengths count characters", lengths_count_characters},
    {"what is only required is still additional",
     what_is_only_required_is_still_additional},
    {"anyOf names only the forms that could fit",
     any_of_names_only_the_forms_that_could_fit},
    {"long lists are searched for twins", long_lists_are_searched_for_twins},
    {"messages quote little and in one line", messages_quote_little_and_in_one_line},
    {"long messages are cut between pieces", long_messages_are_cut_between_pieces},
    {"a schema that we do not know is refused", a_schema_that_we_do_not_know_is_refused},
    {0},
};
