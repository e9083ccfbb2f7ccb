/* SPDX-License-Identifier: MIT */
/* The published JSON Schema Test Suite, draft 2020-12, against the keywords that
 * we assert. tests/suites/fetch.sh brings it; without it the case is skipped. */
#include "test.h"

#include "base/file.h"
#include "format/schema.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the suite that fetch.sh names gives. */
enum { LEAST_AGREED = 345 };

struct counts {
    size_t agreed, outside, refused, wrong;
};

/* The suite's files hold decimals, which we refuse, so that they are cut into
 * values by their text first and each value is parsed alone. */
static size_t text_end(struct str s, size_t at)
{
    for (at++; at < s.len && s.ptr[at] != '"'; at++)
        at += s.ptr[at] == '\\';
    return at + 1;
}

static size_t value_end(struct str s, size_t at)
{
    size_t depth = 0;
    for (; at < s.len; at++) {
        char c = s.ptr[at];
        if (c == '"')
            at = text_end(s, at) - 1;
        else if (c == '{' || c == '[')
            depth++;
        else if (c == '}' || c == ']')
            depth--;
        if (depth == 0 && (c == '"' || c == '}' || c == ']'))
            return at + 1;
        if (depth == 0 && at + 1 < s.len && strchr(", \r\n]}", s.ptr[at + 1]))
            return at + 1;
    }
    return s.len;
}

/* The next value of what stands between two brackets; empty at the end. */
static struct str next_value(struct str *rest)
{
    size_t from = 0;
    while (from < rest->len && strchr(" \r\n\t,:", rest->ptr[from]))
        from++;
    size_t to = value_end(*rest, from);
    struct str value = str_slice(*rest, from, to);
    *rest = str_slice(*rest, to, rest->len);
    return value;
}

static struct str inside(struct str brackets)
{
    struct str trimmed = str_trim(brackets);
    return str_slice(trimmed, 1, trimmed.len - 1);
}

static struct str member_of(struct str object, struct str quoted_name)
{
    struct str rest = inside(object);
    for (struct str name; (name = next_value(&rest)).len;) {
        struct str value = next_value(&rest);
        if (str_equal(name, quoted_name))
            return value;
    }
    return STR_NONE;
}

/* Refused for a reason that our canonical form gives, not for a mistake. */
static bool is_outside(struct str reason)
{
    return str_find(reason, STR("only whole numbers are read")) != SIZE_MAX ||
           str_find(reason, STR("the number is too large")) != SIZE_MAX ||
           str_find(reason, STR("\\u0000 is not allowed")) != SIZE_MAX;
}

static void run_one(struct test *t, const struct schema *schema, struct str place,
                    struct str one, struct counts *counts)
{
    struct json data;
    struct error err;
    if (!json_parse(t->arena, member_of(one, STR("\"data\"")), &data, &err)) {
        if (!is_outside(str_of(err.text)))
            test_fail(t, str_c(t->arena, place), 0, err.text);
        counts->outside++;
        return;
    }
    bool fits = schema_check(schema, &data, &err);
    if (fits == str_equal(member_of(one, STR("\"valid\"")), STR("true"))) {
        counts->agreed++;
        return;
    }
    counts->wrong++;
    test_fail_str(t, str_c(t->arena, place), 0, fits ? STR("it fits") : str_of(err.text),
                  member_of(one, STR("\"description\"")));
}

static void run_group(struct test *t, struct str place, struct str group,
                      struct counts *counts)
{
    struct json source;
    const struct schema *schema = NULL;
    struct error err;
    struct str tests = inside(member_of(group, STR("\"tests\"")));
    bool outside =
        !json_parse(t->arena, member_of(group, STR("\"schema\"")), &source, &err);
    if (outside && !is_outside(str_of(err.text)))
        test_fail(t, str_c(t->arena, place), 0, err.text);
    if (!outside && !schema_compile(t->arena, &source, &schema, &err) &&
        !strstr(err.text, "this keyword is not known here"))
        test_fail(t, str_c(t->arena, place), 0, err.text);
    for (struct str one; (one = next_value(&tests)).len;) {
        if (outside)
            counts->outside++;
        else if (!schema)
            counts->refused++;
        else
            run_one(t, schema, place, one, counts);
    }
}

static bool run_file(struct test *t, struct str folder, const char *keyword,
                     struct counts *counts)
{
    struct str text, name = str_format(t->arena, "%s.json", keyword);
    struct str path = file_join(t->arena, folder, name);
    struct error err;
    if (!file_read(t->arena, path, FILE_SMALL, &text, &err)) {
        test_fail(t, __FILE__, __LINE__, err.text);
        return false;
    }
    struct str groups = inside(text);
    for (struct str group; (group = next_value(&groups)).len;)
        run_group(t, path, group, counts);
    return true;
}

static void the_published_suite_agrees(struct test *t)
{
    static const char *const keywords[] = {
        "type",
        "enum",
        "const",
        "properties",
        "required",
        "items",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "anyOf",
        "boolean_schema",
        "default",
        "additionalProperties",
        "optional/format/date",
    };
    const char *suites = getenv("WAYMARK_SUITES");
    struct str folder = file_join(t->arena, str_of(suites ? suites : "./build/suites"),
                                  STR("json-schema/draft2020-12"));
    struct counts counts = {0};
    if (!file_is_folder(t->arena, folder)) {
        test_skip(t,
                  "the JSON Schema Test Suite is not there; run tests/suites/fetch.sh");
        return;
    }
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (!run_file(t, folder, keywords[i], &counts))
            return;
    printf("JSON Schema Test Suite: %zu agreed, %zu outside (not canonical), %zu refused "
           "(other keywords), %zu wrong\n",
           counts.agreed, counts.outside, counts.refused, counts.wrong);
    CHECK(t, counts.agreed >= LEAST_AGREED);
}

const struct test_case schema_suite_tests[] = {
    {"the published suite agrees", the_published_suite_agrees},
    {0},
};
