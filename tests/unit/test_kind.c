/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "store/kind.h"

#include <string.h>

static struct json parse(struct test *t, const char *text)
{
    struct json value = json_null();
    struct error err;
    if (!json_parse(t->arena, str_of(text), &value, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    return value;
}

/* The catalogue with these fields and kinds added, or NULL and why. */
static struct kinds *load(struct test *t, const char *fields, const char *added,
                          struct error *err)
{
    struct json *both = arena_array(t->arena, struct json, 2);
    struct kinds *kinds = NULL;
    if (fields)
        both[0] = parse(t, fields);
    if (added)
        both[1] = parse(t, added);
    return kinds_load(t->arena, fields ? &both[0] : NULL, added ? &both[1] : NULL, &kinds,
                      err)
               ? kinds
               : NULL;
}

static const struct kind_field *field_of(const struct kinds *kinds, const char *kind,
                                         const char *field)
{
    return kind_field(kind_find(kinds, str_of(kind)), str_of(field));
}

static void knows_the_built_in_kinds(struct test *t)
{
    static const char *const names[] = {
        "action",   "attachment",  "ballot",      "cause",         "commitment",
        "concern",  "cycle",       "doubt",       "good_practice", "idea",
        "identity", "indicator",   "kept_report", "local_offer",   "measurement",
        "member",   "participant", "permission",  "person",        "pile",
        "placing",  "progress",    "ranking",     "review",        "seat",
        "share",    "statement",   "story",       "success",       "theme",
        "vote"};
    struct error err;
    struct kinds *kinds = load(t, NULL, NULL, &err);
    REQUIRE(t, kinds);
    REQUIRE(t, kinds->count == sizeof names / sizeof names[0]);
    for (size_t i = 0; i < kinds->count; i++) {
        CHECK_STR(t, kinds->items[i].name, names[i]);
        CHECK(t, kinds->items[i].schema_hash.len == 64);
        for (size_t f = 0; f < kinds->items[i].field_count; f++)
            if (kinds->items[i].fields[f].words) /* what people said is never indexed */
                CHECK(t, !kinds->items[i].fields[f].indexed);
    }
    CHECK(t, kind_find(kinds, STR("cycle"))->workplace);
    CHECK(t, !kind_find(kinds, STR("theme"))->workplace);
    CHECK(t, !kind_find(kinds, STR("nothing")));
    const struct kind_field *theme = field_of(kinds, "statement", "theme");
    CHECK_STR(t, theme->ref_kind, "theme");
    CHECK(t, theme->indexed && !theme->thread);
    CHECK(t, field_of(kinds, "statement", "text")->words);
    CHECK(t, field_of(kinds, "statement", "source")->handle);
    CHECK(t, field_of(kinds, "indicator", "action")->thread);
    CHECK(t, !field_of(kinds, "statement", "nothing"));
}

static void takes_added_fields(struct test *t)
{
    struct error err;
    struct json body;
    struct kinds *kinds =
        load(t,
             "{\"action\":{\"cost\":{\"title\":\"Cost\"},\"risk\":{\"type\":\"integer\","
             "\"x-index\":true}},\"statement\":{\"speaker\":{\"enum\":[\"young_person\","
             "\"youth_worker\"]}},\"action_note\":{\"author\":{}}}",
             "{\"action_note\":{\"type\":\"object\",\"properties\":{\"action\":{\"type\":"
             "\"string\",\"x-ref\":\"action\"}},\"additionalProperties\":false}}",
             &err);
    REQUIRE(t, kinds);
    CHECK_STR(t, field_of(kinds, "action", "cost")->type, "string");
    CHECK(t, json_find_integer(field_of(kinds, "action", "cost")->schema,
                               STR("maxLength"), 0) == 2000);
    CHECK(t, field_of(kinds, "action", "risk")->indexed);
    CHECK(t, field_of(kinds, "action_note", "author"));
    const struct kind *statement = kind_find(kinds, STR("statement"));
    const struct kind_field *speaker = field_of(kinds, "statement", "speaker");
    CHECK(t, !speaker->indexed);                                         /* as before */
    CHECK(t, json_count(json_find(speaker->schema, STR("enum"))) == 12); /* each once */
    body = parse(t, "{\"section\":\"working\",\"text\":\"I like art\",\"speaker\":"
                    "\"youth_worker\"}");
    REQUIRE_OK(t, schema_check(statement->schema, &body, &err), err);
    body = parse(t, "{\"section\":\"working\",\"text\":\"I like art\",\"speaker\":"
                    "\"family\"}");
    REQUIRE_OK(t, schema_check(statement->schema, &body, &err), err);
    body = parse(t, "{\"section\":\"working\",\"text\":\"I like art\",\"speaker\":"
                    "\"a_dog\"}");
    CHECK(t, !schema_check(statement->schema, &body, &err));
}

struct refusal {
    const char *fields, *kinds, *why;
};

/* Whatever a workflow says of itself, even one that got round its own library. */
static const struct refusal refusals[] = {
    {"{\"statement\":{\"text\":{\"x-words\":false}}}", NULL, "statement.text"},
    {"{\"cycle\":{\"bundle\":{\"x-core\":false}}}", NULL, "cycle.bundle"},
    {"{\"statement\":{\"person\":{\"x-ref\":\"theme\"}}}", NULL, "statement.person"},
    {"{\"statement\":{\"text\":{\"type\":\"integer\"}}}", NULL, "statement.text"},
    {"{\"statement\":{\"text\":{\"x-index\":true}}}", NULL, "statement.text"},
    {"{\"statement\":{\"flags\":{\"items\":{\"type\":\"object\"}}}}", NULL,
     "statement.flags"},
    {"{\"statement\":{\"text\":{\"enum\":[\"only this\"]}}}", NULL, "statement.text"},
    {"{\"theme\":{\"section\":{\"enum\":\"all\"}}}", NULL, "theme.section"},
    {"{\"identity\":{\"name\":{}}}", NULL, "identity"},
    {"{\"thmee\":{\"colour\":{}}}", NULL, "thmee"},
    {"{\"theme\":{\"colour\":\"red\"}}", NULL, "theme.colour"},
    {"{\"theme\":{\"Colour \":{}}}", NULL, "Colour"},
    {"{\"theme\":{\"id\":{}}}", NULL, "theme.id"},
    {"{\"theme\":{\"colour\":{\"x-words\":true,\"x-index\":true}}}", NULL, "colour"},
    {"{\"theme\":{\"colour\":{\"x-words\":true,\"x-handle\":true}}}", NULL, "colour"},
    {"{\"theme\":{\"colour\":{\"madeUp\":true}}}", NULL, "madeUp"},
    {"[1]", NULL, "fields"},
    {NULL, "[1]", "kinds"},
    {NULL, "{\"theme\":{\"type\":\"object\",\"properties\":{}}}", "already"},
    {NULL, "{\"identity\":{\"type\":\"object\",\"properties\":{}}}", "already"},
    {NULL, "{\"Theme\":{\"type\":\"object\",\"properties\":{}}}", "Theme"},
    {NULL, "{\"a-b\":{\"type\":\"object\",\"properties\":{}}}", "a-b"},
    {NULL, "{\"thing\":{\"type\":\"object\"}}", "thing"},
    {NULL, "{\"thing\":{\"type\":\"object\",\"properties\":[]}}", "thing"},
    {NULL, "{\"thing\":{\"type\":\"object\",\"properties\":{\"a\":1}}}", "thing"},
    {NULL, "{\"thing\":\"object\"}", "thing"},
    {NULL,
     "{\"thing\":{\"type\":\"object\",\"x-scope\":\"workplace\",\"properties\":{}}}",
     "thing"},
};

static void refuses_what_would_loosen(struct test *t)
{
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        const struct refusal *one = &refusals[i];
        struct error err = {.kind = ERROR_NONE};
        struct kinds *kinds = load(t, one->fields, one->kinds, &err);
        if (kinds || err.kind != ERROR_SCRIPT || !strstr(err.text, one->why))
            test_fail_str(t, one->fields ? one->fields : one->kinds, (int)i,
                          kinds ? STR("taken") : str_of(err.text), str_of(one->why));
    }
}

static void reads_ids(struct test *t)
{
    static const char *const good[] = {"theme-000012.0003", "action_note-1234567.00010"};
    static const char *const bad[] = {"",
                                      "theme",
                                      "theme-",
                                      "theme-12.3",
                                      "-000012.0003",
                                      "Theme-000012.0003",
                                      "theme-000012.000x",
                                      "theme-000012",
                                      "theme-0000x2.0003",
                                      "theme-000012.-003",
                                      "the-me-000012.0003",
                                      "theme-000012.0003 ",
                                      "theme--00012.0003"};
    for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
        CHECK(t, is_record_id(str_of(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (is_record_id(str_of(bad[i])))
            test_fail_str(t, __FILE__, __LINE__, str_of(bad[i]), STR("no id"));
    CHECK_STR(t, kind_of_id(STR("action_note-000012.0003")), "action_note");
    CHECK_STR(t, kind_of_id(STR("nothing")), "");
}

static void finds_what_is_indexed(struct test *t)
{
    struct error err;
    struct kinds *kinds = load(t, NULL, NULL, &err);
    REQUIRE(t, kinds);
    struct json body =
        parse(t, "{\"drafted\":true,\"flags\":[\"name\",\"phone\"],\"rank\":2,"
                 "\"section\":\"working\",\"text\":\"I like art\",\"theme\":"
                 "\"theme-000001.0001\"}");
    struct ref_list refs = kind_refs(t->arena, kind_find(kinds, STR("statement")), &body);
    struct buf out = BUF_IN(t->arena);
    for (size_t i = 0; i < refs.count; i++)
        buf_add_format(&out, "%.*s=%.*s ", STR_ARGS(refs.items[i].field),
                       STR_ARGS(refs.items[i].value));
    CHECK_STR(t, buf_str(&out),
              "drafted=true flags=name flags=phone section=working "
              "theme=theme-000001.0001 ");
}

/* Nobody would ever see it: it is shown beside what it is about. */
static void a_concern_is_about_something(struct test *t)
{
    static const struct {
        const char *body;
        bool taken;
    } cases[] = {
        {"{\"told\":\"Social care\"}", false},
        {"{\"told\":\"Social care\",\"person\":\"person-000001.0001\"}", false},
        {"{\"told\":\"Social care\",\"statement\":\"statement-000001.0001\"}", true},
        {"{\"told\":\"Social care\",\"story\":\"story-000001.0001\"}", true},
        {"{\"statement\":\"statement-000001.0001\"}", false},
    };
    struct error err;
    struct kinds *kinds = load(t, NULL, NULL, &err);
    REQUIRE(t, kinds);
    const struct kind *concern = kind_find(kinds, STR("concern"));
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct json body = parse(t, cases[i].body);
        CHECK(t, schema_check(concern->schema, &body, &err) == cases[i].taken);
        if (i == 0)
            CHECK_STR(
                t, str_of(err.text),
                "statement is needed: give \"statement\"; or: story is needed: give "
                "\"story\"");
    }
}

const struct test_case kind_tests[] = {
    {"the built-in kinds are known", knows_the_built_in_kinds},
    {"fields, choices and kinds can be added", takes_added_fields},
    {"nothing added may loosen what is built in", refuses_what_would_loosen},
    {"ids have one form", reads_ids},
    {"the index holds the fields that are marked", finds_what_is_indexed},
    {"a concern names what it is about", a_concern_is_about_something},
    {0},
};
