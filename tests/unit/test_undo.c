/* SPDX-License-Identifier: MIT */
/* Taking commands back, one after the other, where they changed the same record. */
#include "test.h"

#include "engine/command.h"

#include <string.h>

static struct engine *new_workplace(struct test *t)
{
    struct engine *engine;
    struct str recovery;
    struct error err;
    struct str folder = str_format(t->arena, "%s/here", t->folder);
    if (store_make(t->arena, folder, STR("Our Council"), &recovery, &err) &&
        engine_open(t->arena, folder, STR("ada"), false, &engine, &err))
        return engine;
    test_fail(t, __FILE__, __LINE__, err.text);
    return NULL;
}

/* Gives `name` these roles; the number of the command, or 0. */
static int64_t give(struct test *t, struct engine *engine, const char *name,
                    const char *roles)
{
    struct error err;
    struct json args = json_object();
    struct command_result result;
    json_set(t->arena, &args, STR("name"), json_text(str_of(name)));
    json_set(t->arena, &args, STR("roles"), json_text(str_of(roles)));
    struct command_request request = {.name = STR("workplace.member"), .args = &args};
    if (command_run(engine, t->arena, &request, &result, &err))
        return result.number;
    test_fail(t, __FILE__, __LINE__, err.text);
    return 0;
}

static bool undo(struct test *t, struct engine *engine, int64_t number, struct error *err)
{
    struct json args = json_object();
    struct command_result result;
    json_set(t->arena, &args, STR("command"), json_integer(number));
    struct command_request request = {.name = STR("workplace.undo"), .args = &args};
    *err = (struct error){ERROR_NONE, ""};
    return command_run(engine, t->arena, &request, &result, err);
}

static struct str roles_of(struct test *t, struct engine *engine, const char *name)
{
    struct error err;
    struct str_list found;
    struct record record;
    bool there;
    struct json body;
    if (!record_by(engine->store->db, t->arena, STR(""), STR("member"), STR("name"),
                   str_of(name), &found, &err) ||
        (found.count && (!record_find(engine->store->db, t->arena, found.items[0],
                                      &record, &there, &err) ||
                         !json_parse(t->arena, record.body, &body, &err)))) {
        test_fail(t, __FILE__, __LINE__, err.text);
        return STR("?");
    }
    return found.count ? json_write(t->arena, json_find(&body, STR("roles"))) : STR("");
}

static void goes_back_step_by_step(struct test *t)
{
    struct error err;
    struct engine *engine = new_workplace(t);
    REQUIRE(t, engine);
    (void)give(t, engine, "ada", "owner");
    int64_t first = give(t, engine, "bo", "viewer");
    int64_t second = give(t, engine, "bo", "table");
    int64_t third = give(t, engine, "bo", "officer");

    CHECK(t, !undo(t, engine, first, &err));
    CHECK(t, strstr(err.text, str_c(t->arena, str_format(t->arena, "`waymark undo %d`",
                                                         (int)third))));
    REQUIRE_OK(t, undo(t, engine, third, &err), err);
    CHECK_STR(t, roles_of(t, engine, "bo"), "[\"table\"]");
    CHECK(t, !undo(t, engine, first, &err));
    CHECK(t, strstr(err.text, str_c(t->arena, str_format(t->arena, "`waymark undo %d`",
                                                         (int)second))));
    REQUIRE_OK(t, undo(t, engine, second, &err), err);
    CHECK_STR(t, roles_of(t, engine, "bo"), "[\"viewer\"]");
    REQUIRE_OK(t, undo(t, engine, first, &err), err);
    CHECK_STR(t, roles_of(t, engine, "bo"), "");
    engine_close(engine);
}

static void says_what_is_taken_back_already(struct test *t)
{
    struct error err;
    struct engine *engine = new_workplace(t);
    REQUIRE(t, engine);
    (void)give(t, engine, "ada", "owner");
    (void)give(t, engine, "bo", "viewer");
    int64_t second = give(t, engine, "bo", "table");
    REQUIRE_OK(t, undo(t, engine, second, &err), err);
    CHECK(t, !undo(t, engine, second, &err));
    CHECK(t, strstr(err.text, "has been taken back already, by command"));
    CHECK_STR(t, roles_of(t, engine, "bo"), "[\"viewer\"]");
    /* Taking back the taking back does it again, and then it can be undone again. */
    REQUIRE_OK(t, undo(t, engine, second + 1, &err), err);
    CHECK_STR(t, roles_of(t, engine, "bo"), "[\"table\"]");
    REQUIRE_OK(t, undo(t, engine, second, &err), err);
    CHECK_STR(t, roles_of(t, engine, "bo"), "[\"viewer\"]");
    engine_close(engine);
}

const struct test_case undo_tests[] = {
    {"commands that changed one record go back one by one", goes_back_step_by_step},
    {"what is taken back already is not taken back again",
     says_what_is_taken_back_already},
    {0},
};
