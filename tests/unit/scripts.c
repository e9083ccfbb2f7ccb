/* SPDX-License-Identifier: MIT */
#include "scripts.h"

/* Finds hooks by walking the path: enough of a workflow for these tests. */
static const char workflow_text[] =
    "local workflow = {}\n"
    "function workflow.hook(w, ...)\n"
    "    for _, name in ipairs { ... } do\n"
    "        if type(w) ~= 'table' then return nil end\n"
    "        w = w[name]\n"
    "    end\n"
    "    return w\n"
    "end\n"
    "function workflow.describe(w) return w.description or { title = 'Test' } end\n"
    "return workflow\n";

void scripts_add(struct scripts *bundle, const char *module, const char *chunk,
                 const char *text)
{
    bundle->sources[bundle->count++] =
        (struct script_source){str_of(module), str_of(chunk), str_of(text)};
}

void scripts_begin(struct scripts *bundle, const char *text)
{
    bundle->count = 0;
    scripts_add(bundle, "workflow", "built in/lib/workflow.lua", workflow_text);
    scripts_add(bundle, "workflows.thornmere", "local/workflows/thornmere.lua", text);
}

bool scripts_start(struct test *t, const struct scripts *bundle, struct worker **worker,
                   struct error *err)
{
    return worker_start(t->arena, bundle->sources, bundle->count,
                        STR("workflows.thornmere"), NULL, worker, err);
}

struct json scripts_json(struct test *t, const char *text)
{
    struct json value = json_null();
    struct error err;
    if (!json_parse(t->arena, str_of(text), &value, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    return value;
}

const char scripts_move[] = "[\"theme\",\"commands\",\"move\",\"run\"]";

struct str scripts_call(struct test *t, struct worker *worker, const char *args,
                        int64_t seed)
{
    struct json hook = scripts_json(t, scripts_move), arguments = scripts_json(t, args),
                result;
    struct error err;
    bool none;
    if (!worker_call(worker, t->arena,
                     &(struct hook_call){&hook, &arguments, seed, false}, &none, &result,
                     &err)) {
        CHECK(t, err.kind == ERROR_SCRIPT);
        return str_format(t->arena, "%s", err.text);
    }
    CHECK(t, !none);
    return json_write(t->arena, &result);
}

struct str scripts_run(struct test *t, const char *body)
{
    struct scripts bundle;
    struct worker *worker;
    struct error err;
    scripts_begin(&bundle,
                  str_c(t->arena, str_format(t->arena,
                                             "return { theme = { commands = { move = { "
                                             "run = function(now, args) %s\nend } } } }",
                                             body)));
    if (!scripts_start(t, &bundle, &worker, &err))
        return str_format(t->arena, "%s", err.text);
    struct str answer = scripts_call(t, worker, "[]", 1);
    worker_stop(worker);
    return answer;
}

struct str scripts_error(struct test *t, const struct scripts *bundle)
{
    struct worker *worker = NULL;
    struct error err;
    if (scripts_start(t, bundle, &worker, &err)) {
        worker_stop(worker);
        return STR("it was loaded");
    }
    CHECK(t, err.kind == ERROR_SCRIPT);
    CHECK(t, worker == NULL);
    return str_format(t->arena, "%s", err.text);
}

struct str scripts_text_error(struct test *t, const char *text)
{
    struct scripts bundle;
    scripts_begin(&bundle, text);
    return scripts_error(t, &bundle);
}
