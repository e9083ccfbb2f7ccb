/* SPDX-License-Identifier: MIT */
/* The hooks of one command share Lua's state; those of two do not. */
#include "test.h"

#include "script/worker.h"

static const char workflow_text[] =
    "return {\n"
    "    hook = function(w, name) return w[name] end,\n"
    "    describe = function() return { title = 'Counting' } end,\n"
    "}\n";

static const char counting_text[] =
    "local count = 0\n"
    "return {\n"
    "    add = function() count = count + 1 return count end,\n"
    "    fail = function() count = count + 10 error('on purpose') end,\n"
    "    hang = function() while true do end end,\n"
    "}\n";

struct counting {
    struct script_source sources[2];
    struct worker *worker;
};

static bool start(struct test *t, struct counting *counting)
{
    struct error err;
    counting->sources[0] = (struct script_source){
        STR("workflow"), STR("built in/lib/workflow.lua"), STR(workflow_text)};
    counting->sources[1] =
        (struct script_source){STR("workflows.counting"),
                               STR("local/workflows/counting.lua"), STR(counting_text)};
    bool started = worker_start(t->arena, counting->sources, 2, STR("workflows.counting"),
                                NULL, &counting->worker, &err);
    CHECK(t, started);
    return started;
}

/* What the hook gives back; -1: there is none, or it failed; -2: an error that is not
 * the script's. */
static int64_t call(struct test *t, struct worker *worker, const char *name, bool more)
{
    struct json path = json_list(), args = json_list(), result;
    struct hook_call hook = {.hook = &path, .args = &args, .seed = 1, .more = more};
    struct error err;
    bool none;
    json_add(t->arena, &path, json_text(str_of(name)));
    if (!worker_call(worker, t->arena, &hook, &none, &result, &err))
        return err.kind == ERROR_SCRIPT ? -1 : -2;
    return none ? -1 : result.integer;
}

static void expect_commands_kept_apart(struct test *t, struct worker *worker)
{
    CHECK(t, call(t, worker, "add", true) == 1);
    CHECK(t, call(t, worker, "missing", true) == -1);
    CHECK(t, call(t, worker, "add", true) == 2);
    CHECK(t, call(t, worker, "add", false) == 3);
    CHECK(t, call(t, worker, "add", false) == 1);
    CHECK(t, call(t, worker, "add", true) == 1);
    worker_end_command(worker);
    worker_end_command(worker);
    CHECK(t, call(t, worker, "add", true) == 1);
    CHECK(t, call(t, worker, "fail", true) == -1);
    worker_end_command(worker);
    CHECK(t, call(t, worker, "add", true) == 1);
    CHECK(t, call(t, worker, "hang", true) == -1);
    CHECK(t, call(t, worker, "add", false) == 1);
}

static void each_command_begins_afresh(struct test *t)
{
    struct counting counting;
    if (!start(t, &counting))
        return;
    long process = worker_process(counting.worker);
    for (int i = 0; i < 3; i++) {
        CHECK(t, call(t, counting.worker, "add", true) == 1);
        CHECK(t, call(t, counting.worker, "add", false) == 2);
    }
    CHECK(t, worker_process(counting.worker) == process);
    expect_commands_kept_apart(t, counting.worker);
    worker_stop(counting.worker);
}

static void a_worker_for_one_command_does_others_too(struct test *t)
{
    struct counting counting;
    if (!start(t, &counting))
        return;
    worker_expect_one(counting.worker);
    expect_commands_kept_apart(t, counting.worker);
    worker_stop(counting.worker);
}

const struct test_case worker_command_tests[] = {
    {"each command begins afresh", each_command_begins_afresh},
    {"a worker for one command does others too",
     a_worker_for_one_command_does_others_too},
    {NULL, NULL},
};
