/* SPDX-License-Identifier: MIT */
#include "workplace.h"

#include "store/commit.h"

#include <string.h>

static const char reviews[] =
    "Reference,School,Year group,In area,Date of review,Working 1,Not working 1\n"
    "R1,Holly Bank School,9,yes,12/05/2025,I like painting,The bus is late\n"
    "R2,Holly Bank School,10,no,13/05/2025,I like the garden,The bus is cold\n"
    "R3,Ash Lane College,13,yes,14/05/2025,,My college is far away\n";

struct query_case {
    struct workplace w;
    struct process *process;
    struct reading reading;
};

static bool open_case(struct test *t, struct query_case *now)
{
    struct workplace *w = &now->w;
    return workplace_open(t, w) &&
           workplace_import(w, SHEET_REVIEWS, "reviews.csv", reviews) &&
           engine_process(w->engine, w->cycle, &now->process, &w->err);
}

static bool read(struct query_case *now, const char *reads)
{
    struct workplace *w = &now->w;
    struct json asked;
    if (!json_parse(w->arena, str_of(reads), &asked, &w->err)) {
        test_fail(w->t, reads, 0, w->err.text);
        return false;
    }
    return query_read(w->db, w->arena, now->process, &asked, &now->reading, &w->err);
}

/* How many of `name` were read; SIZE_MAX when it failed. */
static size_t count_of(struct query_case *now, const char *reads)
{
    if (!read(now, reads)) {
        test_fail(now->w.t, reads, 0, now->w.err.text);
        return SIZE_MAX;
    }
    const struct json *all = json_find(&now->reading.data, STR("x"));
    if (all && all->type == JSON_INTEGER)
        return (size_t)all->integer;
    CHECK(now->w.t, now->reading.count == json_count(all));
    return json_count(all);
}

static void reads_what_is_named(struct test *t)
{
    struct query_case now;
    REQUIRE(t, open_case(t, &now));
    struct str id = workplace_by(&now.w, "statement", "source", "reviews.csv:2:working1");
    REQUIRE(t, read(&now, str_c(t->arena,
                                str_format(t->arena, "{\"s\":\"%.*s\"}", STR_ARGS(id)))));
    const struct json *one = json_find(&now.reading.data, STR("s"));
    CHECK_STR(t, json_find_text(one, STR("text")), "I like painting");
    CHECK_STR(t, json_find_text(one, STR("kind")), "statement");
    CHECK(t, json_find_integer(one, STR("version"), 0) == 1);
    CHECK(t, str_equal(json_find_text(one, STR("id")), id));
    CHECK(t, now.reading.count == 1);
    REQUIRE(t,
            read(&now, str_c(t->arena,
                             str_format(t->arena, "{\"s\":[\"%.*s\",\"%.*s\"],\"n\":[]}",
                                        STR_ARGS(id), STR_ARGS(id)))));
    CHECK(t, json_count(json_find(&now.reading.data, STR("s"))) == 2);
    CHECK(t, json_find(&now.reading.data, STR("n"))->type == JSON_LIST);
    workplace_close(&now.w);
}

/* What kind of action it is, and what kind of record, are two things. */
static void a_field_of_its_own_is_not_hidden(struct test *t)
{
    static const char body[] = "{\"kind\":\"help_towards\",\"what\":\"Train\"}";
    struct record record = {.id = STR("action-000012.0001"),
                            .kind = STR("action"),
                            .body = str_of(body),
                            .version = 3};
    struct json seen;
    struct error err;
    REQUIRE_OK(t, record_as_json(t->arena, &record, &seen, &err), err);
    CHECK_STR(t, json_find_text(&seen, STR("kind")), "help_towards");
    CHECK_STR(t, json_find_text(&seen, STR("id")), "action-000012.0001");
    CHECK(t, json_find_integer(&seen, STR("version"), 0) == 3);
}

static void asks_by_index(struct test *t)
{
    static const struct {
        const char *reads;
        size_t count;
    } questions[] = {
        {"{\"x\":{\"kind\":\"statement\"}}", 5},
        {"{\"x\":{\"kind\":\"statement\",\"where\":{}}}", 5},
        {"{\"x\":{\"kind\":\"statement\",\"where\":{\"section\":\"working\"}}}", 2},
        {"{\"x\":{\"count\":\"statement\",\"where\":{\"section\":\"not_working\"}}}", 3},
        {"{\"x\":{\"count\":\"statement\",\"where\":{\"section\":[\"working\","
         "\"not_working\"]}}}",
         5},
        {"{\"x\":{\"count\":\"statement\",\"where\":{\"section\":[]}}}", 0},
        {"{\"x\":{\"count\":\"statement\",\"where\":{\"section\":{}}}}", 0},
        {"{\"x\":{\"count\":\"statement\",\"where\":{\"theme\":false}}}", 5},
        {"{\"x\":{\"count\":\"review\",\"where\":{\"year_group\":9}}}", 1},
        {"{\"x\":{\"count\":\"review\",\"where\":{\"year_group\":[9,13]}}}", 2},
        {"{\"x\":{\"count\":\"review\",\"where\":{\"in_area\":true}}}", 2},
        {"{\"x\":{\"count\":\"review\",\"where\":{\"in_area\":false}}}", 1},
        {"{\"x\":{\"count\":\"review\",\"where\":{\"in_area\":true,\"year_group\":13}}}",
         1},
        {"{\"x\":{\"count\":\"member\"}}", 1},
        {"{\"x\":{\"count\":\"person\"}}", 3},
    };
    struct query_case now;
    REQUIRE(t, open_case(t, &now));
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++)
        if (count_of(&now, questions[i].reads) != questions[i].count)
            test_fail(t, questions[i].reads, (int)questions[i].count,
                      "counted otherwise");
    workplace_close(&now.w);
}

static void refuses_the_rest(struct test *t)
{
    static const char *const questions[][2] = {
        {"{}", NULL},
        {"[]", "a table of names"},
        {"[\"a\"]", "a table of names"},
        {"\"a\"", "a table of names"},
        {"{\"x\":7}", "reading \"x\""},
        {"{\"x\":true}", "reading \"x\""},
        {"{\"x\":null}", "reading \"x\""},
        {"{\"x\":[7]}", "ids only"},
        {"{\"x\":[[\"a\"]]}", "ids only"},
        {"{\"x\":\"theme-999999.0001\"}", "there is no record"},
        {"{\"x\":\"\"}", "there is no record"},
        {"{\"x\":{\"kind\":\"thmee\"}}", "did you mean theme"},
        {"{\"x\":{\"kind\":7}}", "reading \"x\""},
        {"{\"x\":{\"where\":{}}}", "reading \"x\""},
        {"{\"x\":{\"kind\":\"statement\",\"where\":{\"text\":\"I\"}}}",
         "only indexed fields"},
        {"{\"x\":{\"kind\":\"statement\",\"where\":{\"colour\":\"red\"}}}",
         "has no field colour"},
        {"{\"x\":{\"kind\":\"statement\",\"where\":[\"section\"]}}", "where"},
        {"{\"x\":{\"kind\":\"statement\",\"where\":\"section\"}}", "where"},
        {"{\"x\":{\"kind\":\"identity\"}}", "cannot read who people are"},
        {"{\"x\":{\"count\":\"identity\"}}", "cannot read who people are"},
        {"{\"x\":{\"count\":\"identity\",\"where\":{\"person\":\"x\"}}}",
         "cannot read who people are"},
    };
    struct query_case now;
    REQUIRE(t, open_case(t, &now));
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        bool done = read(&now, questions[i][0]);
        if (done != !questions[i][1])
            test_fail(t, questions[i][0], (int)i, done ? "was read" : now.w.err.text);
        else if (!done && !strstr(now.w.err.text, questions[i][1]))
            test_fail_str(t, questions[i][0], (int)i, str_of(now.w.err.text),
                          str_of(questions[i][1]));
    }
    /* An identity by its id. */
    struct str_list identities = workplace_list(&now.w, "identity");
    REQUIRE(t, identities.count == 3);
    CHECK(t, !read(&now, str_c(t->arena, str_format(t->arena, "{\"x\":[\"%.*s\"]}",
                                                    STR_ARGS(identities.items[0])))));
    CHECK(t, strstr(now.w.err.text, "there is no record") != NULL);
    workplace_close(&now.w);
}

static void keeps_to_this_and_last_year(struct test *t)
{
    struct query_case now;
    REQUIRE(t, open_case(t, &now));
    struct workplace *w = &now.w;
    struct str id = workplace_by(w, "statement", "source", "reviews.csv:2:working1");
    const char *ask =
        str_c(t->arena, str_format(t->arena, "{\"x\":[\"%.*s\"]}", STR_ARGS(id)));
    struct json next = json_object();
    json_set(t->arena, &next, STR("name"), json_text(STR("2026")));
    struct command_request request = {.name = STR("cycle.next"), .args = &next};
    REQUIRE_OK(t, command_run(w->engine, t->arena, &request, &w->result, &w->err),
               w->err);
    struct str cycle = json_find_text(&w->result.outcome, STR("cycle"));
    REQUIRE_OK(t, engine_process(w->engine, cycle, &now.process, &w->err), w->err);
    CHECK(t, count_of(&now, ask) == 1); /* last year's, by id */
    CHECK(t, count_of(&now, "{\"x\":{\"count\":\"statement\"}}") == 0);
    REQUIRE(t, workplace_new_cycle(w, "apart"));
    REQUIRE_OK(t, engine_process(w->engine, w->cycle, &now.process, &w->err), w->err);
    CHECK(t, !read(&now, ask));
    CHECK(t, strstr(w->err.text, "there is no record") != NULL);
    workplace_close(w);
}

static void has_a_limit(struct test *t)
{
    struct query_case now;
    struct commit *commit;
    struct command_done before;
    struct json body = json_object(), outcome = json_object();
    struct str id;
    REQUIRE(t, open_case(t, &now));
    struct workplace *w = &now.w;
    struct commit_request request = {.key = STR("many"), .cycle = w->cycle};
    REQUIRE_OK(
        t, commit_begin(w->engine->store, t->arena, &request, &before, &commit, &w->err),
        w->err);
    json_set(t->arena, &body, STR("section"), json_text(STR("working")));
    for (int i = 0; i <= QUERY_MOST; i++)
        if (!commit_create(commit, kind_find(now.process->kinds, STR("theme")), w->cycle,
                           &body, &id, &w->err))
            test_fail(t, __FILE__, __LINE__, w->err.text);
    REQUIRE_OK(t, commit_end(commit, &outcome, false, &w->err), w->err);
    CHECK(t, !read(&now, "{\"x\":{\"kind\":\"theme\"}}"));
    CHECK(t, w->err.kind == ERROR_LIMIT);
    CHECK(t, strstr(w->err.text, "ask for a count") != NULL);
    CHECK(t, count_of(&now, "{\"x\":{\"count\":\"theme\"}}") == QUERY_MOST + 1);
    workplace_close(w);
}

const struct test_case query_tests[] = {
    {"records are read by id, with id, kind and version", reads_what_is_named},
    {"an action's own kind is not hidden", a_field_of_its_own_is_not_hidden},
    {"records are asked for by indexed fields", asks_by_index},
    {"all other questions are refused", refuses_the_rest},
    {"a question reaches this cycle, and by id the one before",
     keeps_to_this_and_last_year},
    {"more than two thousand are refused", has_a_limit},
    {0},
};
