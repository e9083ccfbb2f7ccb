/* SPDX-License-Identifier: MIT */
#include "office.h"

#include "engine/native.h"

#include <string.h>

/* As another person, in the same folder. */
static void act_as(struct office *w, const char *name)
{
    w->engine->actor = str_of(name);
}

static struct str roles_of(struct office *w, const char *name)
{
    return office_field(w, office_by(w, "member", "name", name), "roles");
}

/* What taking a command back is refused for; empty when it was done. */
static struct str undo(struct office *w, int64_t command)
{
    struct json args = json_object();
    struct command_request request = {
        .name = STR("workplace.undo"), .args = &args, .cycle = STR("")};
    json_set(w->arena, &args, STR("command"), json_integer(command));
    if (command_run(w->engine, w->arena, &request, &w->result, &w->err))
        return STR_NONE;
    CHECK(w->t, w->err.kind == ERROR_REFUSED);
    return str_format(w->arena, "%s", w->err.text);
}

static bool says(struct str text, const char *wanted)
{
    return str_find(text, str_of(wanted)) != SIZE_MAX;
}

static void somebody_always_owns(struct test *t)
{
    struct office w;
    REQUIRE(t, office_open(t, &w));
    CHECK(t, office_refuses(&w, "workplace.member name=Robin roles=viewer",
                            "without an owner, and nobody could let anybody in again. "
                            "First make somebody else an owner: `waymark do "
                            "workplace.member name=NAME roles=owner`"));
    /* The command that made the first owner is number 1. */
    CHECK(t, says(undo(&w, 1), "without an owner"));
    CHECK(t, office_count(&w, "member") == 1);
    CHECK(t, office_do(&w, "workplace.member name=Robin roles=owner,facilitator"));
    CHECK(t, office_do(&w, "workplace.member name=Kim roles=owner"));
    int64_t kim = w.result.number;
    CHECK(t, office_do(&w, "workplace.member name=Robin roles=facilitator"));
    act_as(&w, "Kim");
    CHECK(t, office_refuses(&w, "workplace.member name=Kim roles=officer",
                            "without an owner"));
    CHECK(t, says(undo(&w, kim), "without an owner"));
    CHECK_STR(t, roles_of(&w, "Kim"), "[\"owner\"]");
    CHECK_STR(t, office_verify(&w), "");
    office_close(&w);
}

/* A facilitator may take things back, but not their own demotion. */
static void undo_gives_no_roles(struct test *t)
{
    struct office w;
    REQUIRE(t, office_open(t, &w));
    REQUIRE(t, office_do(&w, "workplace.member name=Kim roles=owner"));
    REQUIRE(t, office_do(&w, "workplace.member name=Kim roles=facilitator"));
    int64_t demoted = w.result.number;
    act_as(&w, "Kim");
    CHECK(t, says(undo(&w, demoted), "so only an owner may take it back"));
    CHECK_STR(t, roles_of(&w, "Kim"), "[\"facilitator\"]");
    act_as(&w, "Robin");
    CHECK_STR(t, undo(&w, demoted), "");
    CHECK_STR(t, roles_of(&w, "Kim"), "[\"owner\"]");
    office_close(&w);
}

static void names_fit_on_a_line(struct test *t)
{
    struct office w;
    struct error err;
    REQUIRE(t, office_open(t, &w));
    CHECK(t, office_refuses(&w, "workplace.member name=\" Kim\" roles=owner",
                            "begins or ends with a space"));
    CHECK(t, !member_name_check(STR("Kim\nRobin"), &err));
    CHECK(t, strstr(err.text, "stands on one line") != NULL);
    CHECK(t, !member_name_check(STR_NONE, &err));
    struct buf name = BUF_IN(t->arena);
    for (int i = 0; i < 200; i++)
        buf_add(&name, STR("é"));
    CHECK(t, member_name_check(buf_str(&name), &err));
    buf_add(&name, STR("é"));
    CHECK(t, !member_name_check(buf_str(&name), &err));
    CHECK(t, strstr(err.text, "at most 200 characters long") != NULL);
    office_close(&w);
}

const struct test_case member_tests[] = {
    {"a folder always has an owner", somebody_always_owns},
    {"taking back gives nobody a role", undo_gives_no_roles},
    {"a name stands on one line", names_fit_on_a_line},
    {0},
};
