/* SPDX-License-Identifier: MIT */
#include "things.h"

#include <string.h>

enum { RANDOM_THINGS = 200, RANDOM_QUESTIONS = 300 };

#define WITH(...)                                                                        \
    ((struct condition_list){(const struct condition[]){__VA_ARGS__},                    \
                             sizeof((const struct condition[]){__VA_ARGS__}) /           \
                                 sizeof(struct condition)})

static struct condition any_of(struct test *t, const char *field, const char *values)
{
    return (struct condition){.field = str_of(field),
                              .test = CONDITION_ANY_OF,
                              .values = str_split(t->arena, str_of(values), '|')};
}

static struct condition is_set(const char *field)
{
    return (struct condition){.field = str_of(field), .test = CONDITION_SET};
}

static struct condition is_unset(const char *field)
{
    return (struct condition){.field = str_of(field), .test = CONDITION_UNSET};
}

/* The names of what meets the conditions, joined, in the order of their ids. */
static struct str names_where(struct things *things, struct condition_list where)
{
    struct str_list ids;
    struct error err;
    struct buf out = BUF_IN(things->arena);
    if (!record_where(things->db, things->arena, THINGS_CYCLE, STR("thing"), where, &ids,
                      &err)) {
        test_fail(things->t, __FILE__, __LINE__, err.text);
        return STR_NONE;
    }
    CHECK(things->t, things_count(things, where) == ids.count);
    for (size_t i = 0; i < ids.count; i++) {
        struct json body =
            things_json(things, str_c(things->arena, things_body(things, ids.items[i])));
        buf_add_format(&out, "%s%.*s", i ? " " : "",
                       STR_ARGS(json_find_text(&body, STR("name"))));
    }
    return buf_str(&out);
}

static void finds_by_conditions(struct test *t)
{
    struct things things;
    REQUIRE(t, things_open(t, &things));
    REQUIRE(t, things_begin(&things, "k"));
    (void)things_put(&things, "{\"name\":\"a\",\"size\":1,\"done\":true}");
    (void)things_put(&things, "{\"name\":\"b\",\"size\":2,\"done\":false}");
    (void)things_put(&things, "{\"name\":\"c\",\"tags\":[\"x\",\"y\"]}");
    (void)things_put(&things, "{\"name\":\"d\",\"size\":1,\"tags\":[\"y\"]}");
    REQUIRE(t, things_end(&things));
    CHECK_STR(t, names_where(&things, NO_CONDITIONS), "a b c d");
    CHECK_STR(t, names_where(&things, WITH(any_of(t, "size", "1"))), "a d");
    CHECK_STR(t, names_where(&things, WITH(any_of(t, "size", "2|1"))), "a b d");
    CHECK_STR(t, names_where(&things, WITH(any_of(t, "size", "7"))), "");
    CHECK_STR(t, names_where(&things, WITH(any_of(t, "done", "true"))), "a");
    CHECK_STR(t, names_where(&things, WITH(is_set("size"))), "a b d");
    CHECK_STR(t, names_where(&things, WITH(is_set("tags"))), "c d");
    CHECK_STR(t, names_where(&things, WITH(is_unset("size"))), "c");
    CHECK_STR(t, names_where(&things, WITH(is_unset("done"))), "b c d");
    CHECK_STR(t, names_where(&things, WITH(is_unset("done"), is_unset("size"))), "c");
    CHECK_STR(t, names_where(&things, WITH(is_unset("done"), any_of(t, "tags", "y"))),
              "c d");
    CHECK_STR(t,
              names_where(&things, WITH(any_of(t, "tags", "y"), any_of(t, "size", "1"))),
              "d");
    CHECK_STR(t, names_where(&things, WITH(is_unset("nothing"))), "a b c d");
    things_close(&things);
}

/* One that has two of the values asked for is one all the same. */
static void counts_each_once(struct test *t)
{
    struct things things;
    REQUIRE(t, things_open(t, &things));
    (void)things_one(&things, "k", "{\"name\":\"a\",\"tags\":[\"x\",\"y\",\"z\"]}");
    CHECK_STR(t, names_where(&things, WITH(any_of(t, "tags", "x|y"))), "a");
    CHECK_STR(t, names_where(&things, WITH(any_of(t, "tags", "x|x"))), "a");
    CHECK_STR(t, names_where(&things, WITH(any_of(t, "tags", "z|y"), is_set("tags"))),
              "a");
    things_close(&things);
}

static void keeps_to_its_cycle(struct test *t)
{
    struct things things;
    struct json body;
    struct str id;
    struct error err;
    struct record_list list;
    REQUIRE(t, things_open(t, &things));
    (void)things_one(&things, "k", "{\"name\":\"here\",\"size\":1}");
    REQUIRE(t, things_begin(&things, "other"));
    body = things_json(&things, "{\"name\":\"there\",\"size\":1}");
    CHECK(t, commit_create(things.commit, &things.kind, STR("cycle-000002.0001"), &body,
                           &id, &err));
    REQUIRE(t, things_end(&things));
    CHECK_STR(t, names_where(&things, WITH(any_of(t, "size", "1"))), "here");
    CHECK_STR(t, names_where(&things, NO_CONDITIONS), "here");
    REQUIRE_OK(t,
               record_list(things.db, t->arena, STR("cycle-000002.0001"), STR("thing"),
                           &list, &err),
               err);
    CHECK(t, list.count == 1);
    things_close(&things);
}

static struct str tally(struct things *things, const char *field)
{
    struct tally_list list;
    struct error err;
    struct buf out = BUF_IN(things->arena);
    if (!record_tally(things->db, things->arena, THINGS_CYCLE, STR("thing"),
                      str_of(field), &list, &err))
        test_fail(things->t, __FILE__, __LINE__, err.text);
    else
        for (size_t i = 0; i < list.count; i++)
            buf_add_format(&out, "%s%.*s=%zu", i ? " " : "",
                           STR_ARGS(list.items[i].value), list.items[i].count);
    return buf_str(&out);
}

static void tallies(struct test *t)
{
    struct things things;
    REQUIRE(t, things_open(t, &things));
    REQUIRE(t, things_begin(&things, "k"));
    struct str a =
        things_put(&things, "{\"name\":\"a\",\"size\":1,\"tags\":[\"x\",\"y\"]}");
    struct str b = things_put(&things, "{\"name\":\"b\",\"size\":1,\"tags\":[\"x\"]}");
    struct str owned = str_format(
        t->arena, "{\"name\":\"c\",\"size\":2,\"owner\":\"%.*s\"}", STR_ARGS(a));
    (void)things_put(&things, str_c(t->arena, owned));
    REQUIRE(t, things_end(&things));
    CHECK_STR(t, tally(&things, "tags"), "x=2 y=1");
    CHECK_STR(t, tally(&things, "size"), "1=2 2=1");
    CHECK_STR(t, tally(&things, "nothing"), "");
    CHECK(t, things_body(&things, b).len > 0);
    things_close(&things);
}

static void index_follows_changes(struct test *t)
{
    struct things things;
    struct error err;
    REQUIRE(t, things_open(t, &things));
    struct str id =
        things_one(&things, "k", "{\"name\":\"a\",\"size\":1,\"tags\":[\"x\",\"y\"]}");
    REQUIRE(t, things_begin(&things, "change"));
    REQUIRE_OK(t,
               things_change(&things, id,
                             "{\"name\":\"a\",\"done\":true,\"tags\":[\"y\",\"z\"]}",
                             &err),
               err);
    REQUIRE(t, things_end(&things));
    CHECK_STR(t, tally(&things, "tags"), "y=1 z=1");
    CHECK_STR(t, tally(&things, "size"), "");
    CHECK_STR(t, tally(&things, "done"), "true=1");
    REQUIRE(t, things_begin(&things, "remove"));
    REQUIRE_OK(t, things_remove(&things, id, &err), err);
    REQUIRE(t, things_end(&things));
    CHECK_STR(t, tally(&things, "tags"), "");
    CHECK_STR(t, tally(&things, "name"), "");
    CHECK_STR(t, things_verify_records(&things), "");
    things_close(&things);
}

/* What the schema no longer marks must leave the index with the change, too. */
static void index_follows_another_schema(struct test *t)
{
    struct things things;
    struct error err;
    struct kind plain;
    struct record old;
    struct json body;
    bool found;
    static const char schema[] =
        "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},"
        "\"size\":{\"type\":\"integer\"}}}";
    REQUIRE(t, things_open(t, &things));
    struct json source = things_json(&things, schema);
    REQUIRE_OK(t, kind_compile(t->arena, STR("thing"), &source, &plain, &err), err);
    struct str one = things_one(&things, "one", "{\"name\":\"a\",\"size\":1}");
    struct str two = things_one(&things, "two", "{\"name\":\"b\",\"size\":1}");
    REQUIRE_OK(t, record_find(things.db, t->arena, one, &old, &found, &err), err);
    body = things_json(&things, "{\"name\":\"a\",\"size\":5}");
    REQUIRE(t, things_begin(&things, "change"));
    REQUIRE_OK(t, commit_change(things.commit, &plain, &old, &body, &err), err);
    REQUIRE_OK(t, record_find(things.db, t->arena, two, &old, &found, &err), err);
    REQUIRE_OK(t, commit_remove(things.commit, &plain, &old, &err), err);
    REQUIRE(t, things_end(&things));
    CHECK_STR(t, tally(&things, "size"), "");
    CHECK_STR(t, tally(&things, "name"), "");
    CHECK_STR(t, things_verify_records(&things), "");
    things_close(&things);
}

/* Long texts are indexed by their beginning; asking by the whole text finds them. */
static void finds_long_texts(struct test *t)
{
    struct things things;
    struct str_list ids;
    struct error err;
    char name[501];
    memset(name, 'n', 500);
    name[500] = '\0';
    REQUIRE(t, things_open(t, &things));
    (void)things_one(&things, "k",
                     str_c(t->arena, str_format(t->arena, "{\"name\":\"%s\"}", name)));
    REQUIRE_OK(t,
               record_by(things.db, t->arena, THINGS_CYCLE, STR("thing"), STR("name"),
                         str_of(name), &ids, &err),
               err);
    CHECK(t, ids.count == 1);
    CHECK(t, things_count(&things, WITH(any_of(t, "name", name))) == 1);
    things_close(&things);
}

/* A plain pseudo-random series, the same on every machine. */
static unsigned next_random(unsigned *state, unsigned below)
{
    *state = *state * 1103515245u + 12345u;
    return (*state >> 16) % below;
}

static const char *const fields[] = {"done", "name", "owner", "size", "tags"};
static const char *const values[] = {"true", "false", "n1", "n2", "1",
                                     "2",    "x",     "y",  "z"};

static struct str random_body(struct arena *arena, unsigned *state)
{
    struct buf out = BUF_IN(arena);
    unsigned done = next_random(state, 3), tags = next_random(state, 4);
    unsigned size = next_random(state, 4);
    buf_add_format(&out, "{\"name\":\"n%u\"", next_random(state, 4));
    if (done)
        buf_add_format(&out, ",\"done\":%s", done == 1 ? "true" : "false");
    if (size)
        buf_add_format(&out, ",\"size\":%u", size);
    if (next_random(state, 3) == 0)
        buf_add_format(&out, ",\"owner\":\"thing-000001.%04u\"",
                       1 + next_random(state, 9));
    if (tags)
        buf_add_format(&out, ",\"tags\":[%s]",
                       tags == 1   ? "\"x\",\"y\",\"z\""
                       : tags == 2 ? "\"z\",\"x\""
                                   : "\"y\"");
    buf_add_byte(&out, '}');
    return buf_str(&out);
}

static bool value_is(const struct json *value, struct str wanted)
{
    if (value->type == JSON_TEXT)
        return str_equal(value->text, wanted);
    if (value->type == JSON_BOOL)
        return str_equal(wanted, value->yes ? STR("true") : STR("false"));
    int64_t number;
    return str_to_integer(wanted, &number) && number == value->integer;
}

/* The same question put to the body itself. */
static bool meets(const struct json *body, const struct condition *one)
{
    const struct json *value = json_find(body, one->field);
    bool absent = !value || (value->type == JSON_LIST && json_count(value) == 0);
    if (one->test == CONDITION_SET)
        return !absent;
    if (one->test == CONDITION_UNSET)
        return absent || (value->type == JSON_BOOL && !value->yes);
    for (size_t v = 0; !absent && v < one->values.count; v++) {
        if (value->type != JSON_LIST && value_is(value, one->values.items[v]))
            return true;
        for (size_t i = 0; value->type == JSON_LIST && i < json_count(value); i++)
            if (value_is(json_item(value, i), one->values.items[v]))
                return true;
    }
    return false;
}

static struct condition random_condition(struct arena *arena, unsigned *state)
{
    struct condition one = {
        .field = str_of(fields[next_random(state, sizeof fields / sizeof fields[0])]),
        .test = (enum condition_test)next_random(state, 3)};
    if (one.test != CONDITION_ANY_OF)
        return one;
    size_t count = 1 + next_random(state, 3);
    one.values = (struct str_list){arena_array(arena, struct str, count), count};
    for (size_t i = 0; i < count; i++)
        one.values.items[i] =
            str_of(values[next_random(state, sizeof values / sizeof values[0])]);
    return one;
}

static void agrees_with_a_plain_scan(struct test *t)
{
    struct things things;
    struct record_list all;
    struct error err;
    unsigned state = 20251122;
    struct json *bodies = arena_array(t->arena, struct json, RANDOM_THINGS);
    REQUIRE(t, things_open(t, &things));
    REQUIRE(t, things_begin(&things, "k"));
    for (size_t i = 0; i < RANDOM_THINGS; i++)
        (void)things_put(&things, str_c(t->arena, random_body(t->arena, &state)));
    REQUIRE(t, things_end(&things));
    REQUIRE_OK(
        t, record_list(things.db, t->arena, THINGS_CYCLE, STR("thing"), &all, &err), err);
    REQUIRE(t, all.count == RANDOM_THINGS);
    for (size_t i = 0; i < all.count; i++)
        bodies[i] = things_json(&things, str_c(t->arena, all.items[i].body));
    for (size_t q = 0; q < RANDOM_QUESTIONS; q++) {
        struct condition where[3];
        struct str_list ids;
        size_t count = next_random(&state, 4), wanted = 0;
        for (size_t i = 0; i < count; i++)
            where[i] = random_condition(t->arena, &state);
        struct condition_list list = {where, count};
        REQUIRE_OK(t,
                   record_where(things.db, t->arena, THINGS_CYCLE, STR("thing"), list,
                                &ids, &err),
                   err);
        for (size_t i = 0; i < all.count; i++) {
            bool fits = true;
            for (size_t c = 0; c < count; c++)
                fits = fits && meets(&bodies[i], &where[c]);
            if (!fits)
                continue;
            REQUIRE(t, wanted < ids.count);
            CHECK(t, str_equal(ids.items[wanted], all.items[i].id));
            wanted++;
        }
        CHECK(t, wanted == ids.count);
        CHECK(t, things_count(&things, list) == wanted);
    }
    things_close(&things);
}

const struct test_case record_tests[] = {
    {"records are found by any, set and unset", finds_by_conditions},
    {"one that has two of the values is found once", counts_each_once},
    {"a question is asked of one cycle", keeps_to_its_cycle},
    {"values, pairs and what is named are tallied", tallies},
    {"the index follows changes and removals", index_follows_changes},
    {"the index follows a record to another schema", index_follows_another_schema},
    {"long texts are found by the whole text", finds_long_texts},
    {"index and plain scan agree on random things", agrees_with_a_plain_scan},
    {0},
};
