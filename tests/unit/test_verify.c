/* SPDX-License-Identifier: MIT */
#include "things.h"

#include "store/verify.h"

/* Two things, a changed and an untouched one, and a third that was removed. */
static bool some_things(struct test *t, struct things *things, struct str *a,
                        struct str *b)
{
    struct error err;
    if (!things_open(t, things) || !things_begin(things, "one"))
        return false;
    *a = things_put(things, "{\"name\":\"a\",\"size\":1,\"tags\":[\"x\",\"y\"]}");
    *b = things_put(things, "{\"name\":\"b\",\"done\":true}");
    struct str gone = things_put(things, "{\"name\":\"gone\"}");
    if (!things_end(things) || !things_begin(things, "two") ||
        !things_change(things, *a, "{\"name\":\"a\",\"size\":2,\"tags\":[\"y\"]}",
                       &err) ||
        !things_remove(things, gone, &err) || !things_end(things))
        return false;
    CHECK_STR(t, things_verify_records(things), "");
    return true;
}

struct tampering {
    const char *sql;
    const char *found; /* both must be in what verify says */
    const char *named;
};

/* a is thing-000001.0001, b thing-000001.0002, gone thing-000001.0003. */
static const struct tampering tamperings[] = {
    {"UPDATE record SET body = '{\"name\":\"z\"}' WHERE id = 'thing-000001.0002'",
     "thing-000001.0002", "is not as its events left it"},
    {"UPDATE record SET version = 9 WHERE id = 'thing-000001.0002'", "thing-000001.0002",
     "is not as its events left it"},
    {"UPDATE record SET cycle = 'cycle-000009.0001' WHERE id = 'thing-000001.0002'",
     "thing-000001.0002", "is not as its events left it"},
    {"UPDATE record SET kind = 'theme' WHERE id = 'thing-000001.0002'",
     "thing-000001.0002", "is not as its events left it"},
    {"INSERT INTO record (id, cycle, kind, version, schema_hash, body) SELECT "
     "'thing-000009.0001', cycle, kind, version, schema_hash, body FROM record "
     "WHERE id = 'thing-000001.0002'",
     "thing-000009.0001", "no event made it"},
    {"INSERT INTO record (id, cycle, kind, version, schema_hash, body) SELECT "
     "'thing-000001.0003', cycle, kind, version, schema_hash, body FROM record "
     "WHERE id = 'thing-000001.0002'",
     "thing-000001.0003", "no event made it"},
    {"DELETE FROM record WHERE id = 'thing-000001.0002'", "thing-000001.0002",
     "is gone from the records"},
    {"DELETE FROM ref WHERE id = 'thing-000001.0001' AND field = 'size'",
     "thing-000001.0001", "size"},
    {"UPDATE ref SET value = '7' WHERE id = 'thing-000001.0001' AND field = 'size'",
     "thing-000001.0001", "size"},
    {"INSERT INTO ref (cycle, kind, field, value, id) VALUES ('cycle-000001.0001', "
     "'thing', 'size', '4', 'thing-000001.0002')",
     "thing-000001.0002", "size"},
    {"INSERT INTO ref (cycle, kind, field, value, id) VALUES ('cycle-000001.0001', "
     "'thing', 'size', '4', 'thing-000077.0001')",
     "thing-000077.0001", "size"},
    {"INSERT INTO ref (cycle, kind, field, value, id) VALUES ('cycle-000002.0001', "
     "'thing', 'size', '2', 'thing-000001.0001')",
     "thing-000001.0001", "size"},
};

/* Each in a folder of its own: verify wants no transaction around it. */
static void names_one(struct test *t, const struct tampering *one)
{
    struct things things;
    struct str a, b;
    REQUIRE(t, some_things(t, &things, &a, &b));
    things_tamper(&things, one->sql, DB_WITHOUT);
    struct str said = things_verify_records(&things);
    if (str_find(said, str_of(one->found)) == SIZE_MAX ||
        str_find(said, str_of(one->named)) == SIZE_MAX)
        test_fail_str(t, one->sql, 0, said, str_of(one->found));
    things_close(&things);
}

static void names_every_tampering(struct test *t)
{
    for (size_t i = 0; i < sizeof tamperings / sizeof tamperings[0]; i++) {
        struct test one = *t;
        one.folder = str_c(t->arena, str_format(t->arena, "%s/%zu", t->folder, i));
        names_one(&one, &tamperings[i]);
        t->failures = one.failures;
    }
}

/* Values that differ only far behind, beyond what any fixed room would hold. */
static void looks_at_whole_values(struct test *t)
{
    static const char longer[] =
        "UPDATE ref SET value = value || 'x' WHERE field = 'name'";
    struct things things;
    struct buf body = BUF_IN(t->arena);
    buf_add(&body, STR("{\"name\":\""));
    for (int i = 0; i < 150; i++)
        buf_add(&body, STR("\xe2\x80\x94"));
    buf_add(&body, STR("\"}"));
    REQUIRE(t, things_open(t, &things));
    (void)things_one(&things, "one", str_c(t->arena, buf_str(&body)));
    CHECK_STR(t, things_verify_records(&things), "");
    things_tamper(&things, longer, DB_WITHOUT);
    CHECK(t,
          str_find(things_verify_records(&things), STR("thing-000001.0001")) != SIZE_MAX);
    things_close(&things);
}

static void checks_schemas_too(struct test *t)
{
    static const char altered[] = "UPDATE script_source SET text = '{\"properties\":{}}'";
    struct things things;
    REQUIRE(t, things_open(t, &things));
    (void)things_one(&things, "one", "{\"name\":\"a\"}");
    things_tamper(&things, altered, DB_WITHOUT);
    CHECK(t,
          str_find(things_verify_records(&things), STR("has been altered")) != SIZE_MAX);
    things_close(&things);
}

static void copes_with_nothing_and_much(struct test *t)
{
    struct things things;
    struct verify_counts counts;
    struct error err;
    REQUIRE(t, things_open(t, &things));
    CHECK_STR(t, things_verify_records(&things), "");
    REQUIRE(t, things_begin(&things, "one"));
    for (int i = 0; i < 6000; i++) /* more than the table first has room for */
        (void)things_put(&things, "{\"name\":\"a\",\"tags\":[\"x\",\"x\"]}");
    REQUIRE(t, things_end(&things));
    REQUIRE_OK(t, verify_records(things.store, &counts, &err), err);
    CHECK(t, counts.events == 6001 && counts.records == 6000 && counts.refs == 12000);
    things_close(&things);
}

const struct test_case verify_tests[] = {
    {"verify names what was tampered with", names_every_tampering},
    {"verify looks at whole values", looks_at_whole_values},
    {"verify checks the schemas, too", checks_schemas_too},
    {"verify copes with nothing and with much", copes_with_nothing_and_much},
    {0},
};
