/* SPDX-License-Identifier: MIT */
/* What scripts are given and give back, and how their mistakes are named. */
#include "scripts.h"

#include "script/explain.h"
#include "script/safe_text.h"

#include <string.h>

static void data_goes_in_and_comes_out(struct test *t)
{
    struct scripts bundle;
    struct worker *worker;
    struct error err;
    scripts_begin(&bundle,
                  "return { theme = { commands = { move = { run = function(now, args)\n"
                  "  return { { change = args.statement, theme = now.theme.id,\n"
                  "             count = #now.list, gone = now.absent, half = 0.5 } }\n"
                  "end } } } }");
    REQUIRE_OK(t, scripts_start(t, &bundle, &worker, &err), err);
    static const char args[] = "[{\"theme\":{\"id\":\"theme-1\"},\"list\":[1,2,3],"
                               "\"absent\":null},{\"statement\":\"statement-1\"}]";
    static const char wanted[] = "[{\"change\":\"statement-1\",\"count\":3,"
                                 "\"half\":\"0.5\",\"theme\":\"theme-1\"}]";
    CHECK_STR(t, scripts_call(t, worker, args, 1), wanted);
    CHECK_STR(t, scripts_call(t, worker, args, 1), wanted);
    worker_stop(worker);
}

static void a_bundle_is_described_and_hooks_may_be_missing(struct test *t)
{
    struct scripts bundle;
    struct worker *worker;
    struct json description, result;
    struct error err;
    bool none = false;
    scripts_begin(&bundle,
                  "return { description = { title = 'Year 9', steps = { 'a' } },"
                  " theme = { report = { { run = function() return nil end } } } }");
    REQUIRE_OK(t,
               worker_start(t->arena, bundle.sources, bundle.count,
                            STR("workflows.thornmere"), &description, &worker, &err),
               err);
    CHECK_STR(t, json_write(t->arena, &description),
              "{\"steps\":[\"a\"],\"title\":\"Year 9\"}");
    struct json missing = scripts_json(t, scripts_move), list = json_list();
    REQUIRE_OK(t,
               worker_call(worker, t->arena,
                           &(struct hook_call){&missing, &list, 1, false}, &none, &result,
                           &err),
               err);
    CHECK(t, none && result.type == JSON_NULL);
    struct json there = scripts_json(t, "[\"theme\",\"report\",1,\"run\"]");
    REQUIRE_OK(t,
               worker_call(worker, t->arena, &(struct hook_call){&there, &list, 1, false},
                           &none, &result, &err),
               err);
    CHECK(t, !none && result.type == JSON_NULL);
    worker_stop(worker);
}

static void modules_require_each_other(struct test *t)
{
    struct scripts bundle;
    struct worker *worker;
    struct error err;
    scripts_begin(
        &bundle, "local words = require 'words'\n"
                 "assert(words == require 'words')\n"
                 "return { theme = { commands = { move = {\n"
                 "  run = function() return require('later') .. words.hello end } } } }");
    scripts_add(&bundle, "words", "local/lib/words.lua",
                "local ok = pcall(require, 'broken')\n"
                "local again = pcall(require, 'broken')\n"
                "return { hello = ok and again and 'broken' or 'hello' }");
    scripts_add(&bundle, "broken", "local/lib/broken.lua", "error('always')");
    scripts_add(&bundle, "later", "local/lib/later.lua",
                "\xEF\xBB\xBFreturn 'well, '\r\n");
    REQUIRE_OK(t, scripts_start(t, &bundle, &worker, &err), err);
    CHECK_STR(t, scripts_call(t, worker, "[]", 1), "\"well, hello\"");
    worker_stop(worker);
}

static void requiring_goes_wrong_with_a_reason(struct test *t)
{
    struct scripts bundle;
    CHECK_STR(t, scripts_text_error(t, "\nlocal s = require 'workflwo'"),
              "local/workflows/thornmere.lua:2: there is no module 'workflwo'; did you "
              "mean 'workflow'?");
    CHECK_HAS(
        t, scripts_text_error(t, "require 'os'"),
        "local/workflows/thornmere.lua:1: there is no module 'os'; scripts can only");
    CHECK_HAS(t, scripts_text_error(t, "require(nil)"),
              "thornmere.lua:1: bad argument #1");
    CHECK_HAS(t, scripts_text_error(t, "local x = 1"),
              "module 'workflows.thornmere' gives back nothing; end it with");
    scripts_begin(&bundle, "local a = require 'a'\nreturn a");
    scripts_add(&bundle, "a", "local/lib/a.lua", "\n\nreturn require 'b'");
    scripts_add(&bundle, "b", "local/lib/b.lua", "return require 'a'");
    CHECK_STR(t, scripts_error(t, &bundle),
              "local/lib/b.lua:1: modules that require each other: local/lib/a.lua, "
              "required by local/lib/b.lua, required by local/lib/a.lua; move what both "
              "need into a third");
    bundle.count = 0;
    scripts_add(&bundle, "workflows.thornmere", "local/workflows/thornmere.lua",
                "return 1");
    CHECK_HAS(t, scripts_error(t, &bundle), "there is no module 'workflow'");
}

static void syntax_errors_name_the_place(struct test *t)
{
    struct scripts bundle;
    CHECK_STR(t, scripts_text_error(t, "local a = 1\nlocal b = = 2\n"),
              "local/workflows/thornmere.lua:2: unexpected symbol near '='");
    CHECK_STR(t, scripts_text_error(t, "if true then\nreturn {"),
              "local/workflows/thornmere.lua:2: unexpected symbol near <eof>");
    CHECK_HAS(t, scripts_text_error(t, "return { name = “theme” }"), "a curly quote");
    CHECK_HAS(t, scripts_text_error(t, "\x1bLua"),
              "thornmere.lua:1: this is not a script but one that was compiled");
    CHECK_STR(
        t, scripts_text_error(t, "\n\nreturn 'caf\xe9'"),
        "local/workflows/thornmere.lua:3: this line is not UTF-8 text; save the file "
        "as UTF-8");
    scripts_begin(&bundle, "return require 'long'");
    scripts_add(&bundle, "long",
                "local/workflows/a_process_with_a_rather_long_name/identify_success.lua",
                "return {\n  a = 1\n  b = 2 }");
    CHECK_STR(t, scripts_error(t, &bundle),
              "local/workflows/a_process_with_a_rather_long_name/identify_success.lua:3: "
              "'}' expected (to close '{' at line 1) near 'b'");
}

static void sources_are_bounded(struct test *t)
{
    struct scripts bundle;
    char *text = arena_alloc(t->arena, WORKER_LONGEST_SOURCE + 2);
    memset(text, ' ', WORKER_LONGEST_SOURCE + 1);
    CHECK_HAS(t, scripts_text_error(t, text), "262145 bytes are too long for a script");
    scripts_begin(&bundle, "return 1");
    bundle.sources[1].text = (struct str){"return 1\n\0", 10};
    CHECK_HAS(t, scripts_error(t, &bundle),
              "thornmere.lua:2: this line holds a NUL byte");
}

static void errors_name_place_and_hook(struct test *t)
{
    CHECK_STR(
        t, scripts_run(t, "\nlocal review = {}\nreturn review.school.name"),
        "local/workflows/thornmere.lua:3: command theme.move, run: attempt to index "
        "a nil value (field 'school'); nothing was changed");
    CHECK_STR(
        t, scripts_run(t, "error('the panel has not met', 0)"),
        "local/workflows/thornmere.lua:1: command theme.move, run: the panel has not "
        "met; nothing was changed");
    CHECK_HAS(t, scripts_run(t, "error({})"), "an error without a text (it is a table)");
    CHECK_HAS(t, scripts_run(t, "return os.time()"), "use the date in now.today");
    CHECK_HAS(t, scripts_run(t, "undeclared = 1"),
              "'undeclared' is not declared; write 'local undeclared'");
    CHECK_HAS(t, scripts_run(t, "return ('x'):rep(nil)"), "thornmere.lua:1: ");
    CHECK_HAS(t, scripts_run(t, "return { text = 0/0 }"),
              "local/workflows/thornmere.lua:1: command theme.move, run: answer.text is "
              "not a number");
    struct str forged =
        scripts_run(t, "error('a\\nwaymark: \\27[2Jall is well\\xff', 0)");
    CHECK_HAS(t, forged, "a\\nwaymark: \\x1B[2Jall is well\\xFF; nothing was changed");
    struct str huge = scripts_run(t, "error(('é'):rep(1000000), 0)");
    CHECK(t, huge.len < 1000);
    CHECK_HAS(t, huge, "éé…; nothing was changed");
}

static void mistakes_inside_our_own_modules_name_the_caller(struct test *t)
{
    struct scripts bundle;
    scripts_begin(&bundle, "local step = require 'step'\nstep(nil)");
    scripts_add(&bundle, "step", "built in/lib/step.lua",
                "return function(s)\n  local name = s.name\n  return name\nend");
    CHECK_STR(t, scripts_error(t, &bundle),
              "built in/lib/step.lua:2: attempt to index a nil value (local 's'); called "
              "from local/workflows/thornmere.lua:2");
}

/* `return f {…}` leaves no frame behind: only the line hook knows the place. */
static void a_tail_call_still_names_the_author_s_line(struct test *t)
{
    struct scripts bundle;
    struct worker *worker;
    struct json description;
    struct error err = {.text = ""};
    scripts_begin(&bundle, "local step = require 'step'\n\nreturn step {\n  nmae = 1 }");
    scripts_add(&bundle, "step", "built in/lib/step.lua",
                "return function(s)\n  if s.nmae then\n    error('no nmae', 2)\n  end\n"
                "end");
    CHECK(t, !worker_start(t->arena, bundle.sources, bundle.count,
                           STR("workflows.thornmere"), &description, &worker, &err));
    CHECK_HAS(t, str_of(err.text), "local/workflows/thornmere.lua:3: no nmae");
}

static void hooks_are_named_in_words(struct test *t)
{
    static const struct {
        const char *hook, *wanted;
    } samples[] = {
        {scripts_move, "command theme.move, run"},
        {"[\"theme\",\"ready\",\"all_agreed\",\"test\"]",
         "rule all_agreed of step theme, test"},
        {"[\"review\",\"report\",2,\"reads\"]", "report part 2 of step review, reads"},
        {"[\"a\",\"b\"]", "hook a.b"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct json hook = scripts_json(t, samples[i].hook);
        CHECK_STR(t, explain_hook(t->arena, &hook), samples[i].wanted);
    }
}

static void text_is_made_safe(struct test *t)
{
    CHECK_STR(t, safe_text(t->arena, STR("café\t\"x\"\x7f"), 100), "café\\t\"x\"\\x7F");
    CHECK_STR(t,
              safe_text(t->arena,
                        STR("a\xe2\x80\xae"
                            "b\xc2\x85"),
                        100),
              "a\\u{202E}b\\x85");
    CHECK_STR(t, safe_text(t->arena, STR("\xc3\xff\xef\xbf\xbd"), 100),
              "\\xC3\\xFF\xef\xbf\xbd");
    CHECK_STR(t, safe_text(t->arena, STR("éééééééééé"), 14), "ééé…");
}

const struct test_case worker_tests[] = {
    {"data goes in and comes out", data_goes_in_and_comes_out},
    {"a bundle is described; hooks may be missing",
     a_bundle_is_described_and_hooks_may_be_missing},
    {"modules require each other", modules_require_each_other},
    {"requiring goes wrong with a reason", requiring_goes_wrong_with_a_reason},
    {"syntax errors name the place", syntax_errors_name_the_place},
    {"sources are bounded", sources_are_bounded},
    {"errors name place and hook", errors_name_place_and_hook},
    {"mistakes inside our own modules name the caller",
     mistakes_inside_our_own_modules_name_the_caller},
    {"a tail call still names the author's line",
     a_tail_call_still_names_the_author_s_line},
    {"hooks are named in words", hooks_are_named_in_words},
    {"text is made safe", text_is_made_safe},
    {0},
};
