/* SPDX-License-Identifier: MIT */
#include "test.h"

#include "script/explain.h"
#include "script/frame.h"
#include "script/safe_text.h"
#include "script/worker.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_SOURCES = 8, MOST_MILLISECONDS = 2600, SIX_MEGABYTES = 6 * 1024 * 1024 };

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

struct bundle {
    struct script_source sources[MOST_SOURCES];
    size_t count;
};

static void add_source(struct bundle *bundle, const char *module, const char *chunk,
                       const char *text)
{
    bundle->sources[bundle->count++] =
        (struct script_source){str_of(module), str_of(chunk), str_of(text)};
}

/* The tiny workflow and one local script. */
static void start_bundle(struct bundle *bundle, const char *text)
{
    bundle->count = 0;
    add_source(bundle, "workflow", "built in/lib/workflow.lua", workflow_text);
    add_source(bundle, "workflows.thornmere", "local/workflows/thornmere.lua", text);
}

static bool start(struct test *t, const struct bundle *bundle, struct worker **worker,
                  struct error *err)
{
    return worker_start(t->arena, bundle->sources, bundle->count,
                        STR("workflows.thornmere"), NULL, worker, err);
}

static struct json parse(struct test *t, const char *text)
{
    struct json value = json_null();
    struct error err;
    if (!json_parse(t->arena, str_of(text), &value, &err))
        test_fail(t, __FILE__, __LINE__, err.text);
    return value;
}

static const char move_run[] = "[\"theme\",\"commands\",\"move\",\"run\"]";

/* The answer of theme.commands.move.run, or the error's text. */
static struct str call(struct test *t, struct worker *worker, const char *args,
                       int64_t seed)
{
    struct json hook = parse(t, move_run), arguments = parse(t, args), result;
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

/* What the body of theme.move's run gives back when called with nothing. The text
 * of the body begins on line 1. */
static struct str run_body(struct test *t, const char *body)
{
    struct bundle bundle;
    struct worker *worker;
    struct error err;
    start_bundle(&bundle,
                 str_c(t->arena, str_format(t->arena,
                                            "return { theme = { commands = { move = { "
                                            "run = function(now, args) %s\nend } } } }",
                                            body)));
    if (!start(t, &bundle, &worker, &err))
        return str_format(t->arena, "%s", err.text);
    struct str answer = call(t, worker, "[]", 1);
    worker_stop(worker);
    return answer;
}

#define CHECK_HAS(t, got, wanted)                                                        \
    do {                                                                                 \
        struct str got_ = (got), wanted_ = str_of(wanted);                               \
        if (str_find(got_, wanted_) == SIZE_MAX)                                         \
            test_fail_str((t), __FILE__, __LINE__, got_, wanted_);                       \
    } while (0)

/* The error of a bundle that cannot be loaded. */
static struct str load_error(struct test *t, const struct bundle *bundle)
{
    struct worker *worker = NULL;
    struct error err;
    if (start(t, bundle, &worker, &err)) {
        worker_stop(worker);
        return STR("it was loaded");
    }
    CHECK(t, err.kind == ERROR_SCRIPT);
    CHECK(t, worker == NULL);
    return str_format(t->arena, "%s", err.text);
}

static struct str load_text_error(struct test *t, const char *text)
{
    struct bundle bundle;
    start_bundle(&bundle, text);
    return load_error(t, &bundle);
}

static void data_goes_in_and_comes_out(struct test *t)
{
    struct bundle bundle;
    struct worker *worker;
    struct error err;
    start_bundle(&bundle,
                 "return { theme = { commands = { move = { run = function(now, args)\n"
                 "  return { { change = args.statement, theme = now.theme.id,\n"
                 "             count = #now.list, gone = now.absent, half = 0.5 } }\n"
                 "end } } } }");
    REQUIRE_OK(t, start(t, &bundle, &worker, &err), err);
    static const char args[] = "[{\"theme\":{\"id\":\"theme-1\"},\"list\":[1,2,3],"
                               "\"absent\":null},{\"statement\":\"statement-1\"}]";
    static const char wanted[] = "[{\"change\":\"statement-1\",\"count\":3,"
                                 "\"half\":\"0.5\",\"theme\":\"theme-1\"}]";
    CHECK_STR(t, call(t, worker, args, 1), wanted);
    CHECK_STR(t, call(t, worker, args, 1), wanted);
    worker_stop(worker);
}

static void a_bundle_is_described_and_hooks_may_be_missing(struct test *t)
{
    struct bundle bundle;
    struct worker *worker;
    struct json description, result;
    struct error err;
    bool none = false;
    start_bundle(&bundle,
                 "return { description = { title = 'Year 9', steps = { 'a' } },"
                 " theme = { report = { { run = function() return nil end } } } }");
    REQUIRE_OK(t,
               worker_start(t->arena, bundle.sources, bundle.count,
                            STR("workflows.thornmere"), &description, &worker, &err),
               err);
    CHECK_STR(t, json_write(t->arena, &description),
              "{\"steps\":[\"a\"],\"title\":\"Year 9\"}");
    struct json missing = parse(t, move_run), list = json_list();
    REQUIRE_OK(t,
               worker_call(worker, t->arena,
                           &(struct hook_call){&missing, &list, 1, false}, &none, &result,
                           &err),
               err);
    CHECK(t, none && result.type == JSON_NULL);
    struct json there = parse(t, "[\"theme\",\"report\",1,\"run\"]");
    REQUIRE_OK(t,
               worker_call(worker, t->arena, &(struct hook_call){&there, &list, 1, false},
                           &none, &result, &err),
               err);
    CHECK(t, !none && result.type == JSON_NULL);
    worker_stop(worker);
}

static void modules_require_each_other(struct test *t)
{
    struct bundle bundle;
    struct worker *worker;
    struct error err;
    start_bundle(&bundle,
                 "local words = require 'words'\n"
                 "assert(words == require 'words')\n"
                 "return { theme = { commands = { move = {\n"
                 "  run = function() return require('later') .. words.hello end } } } }");
    add_source(&bundle, "words", "local/lib/words.lua",
               "local ok = pcall(require, 'broken')\n"
               "local again = pcall(require, 'broken')\n"
               "return { hello = ok and again and 'broken' or 'hello' }");
    add_source(&bundle, "broken", "local/lib/broken.lua", "error('always')");
    add_source(&bundle, "later", "local/lib/later.lua",
               "\xEF\xBB\xBFreturn 'well, '\r\n");
    REQUIRE_OK(t, start(t, &bundle, &worker, &err), err);
    CHECK_STR(t, call(t, worker, "[]", 1), "\"well, hello\"");
    worker_stop(worker);
}

static void requiring_goes_wrong_with_a_reason(struct test *t)
{
    struct bundle bundle;
    CHECK_STR(t, load_text_error(t, "\nlocal s = require 'workflwo'"),
              "local/workflows/thornmere.lua:2: there is no module 'workflwo'; did you "
              "mean 'workflow'?");
    CHECK_HAS(
        t, load_text_error(t, "require 'os'"),
        "local/workflows/thornmere.lua:1: there is no module 'os'; scripts can only");
    CHECK_HAS(t, load_text_error(t, "require(nil)"), "thornmere.lua:1: bad argument #1");
    CHECK_HAS(t, load_text_error(t, "local x = 1"),
              "module 'workflows.thornmere' gives back nothing; end it with");
    start_bundle(&bundle, "local a = require 'a'\nreturn a");
    add_source(&bundle, "a", "local/lib/a.lua", "\n\nreturn require 'b'");
    add_source(&bundle, "b", "local/lib/b.lua", "return require 'a'");
    CHECK_STR(t, load_error(t, &bundle),
              "local/lib/b.lua:1: modules that require each other: local/lib/a.lua, "
              "required by local/lib/b.lua, required by local/lib/a.lua; move what both "
              "need into a third");
    bundle.count = 0;
    add_source(&bundle, "workflows.thornmere", "local/workflows/thornmere.lua",
               "return 1");
    CHECK_HAS(t, load_error(t, &bundle), "there is no module 'workflow'");
}

static void syntax_errors_name_the_place(struct test *t)
{
    struct bundle bundle;
    CHECK_STR(t, load_text_error(t, "local a = 1\nlocal b = = 2\n"),
              "local/workflows/thornmere.lua:2: unexpected symbol near '='");
    CHECK_STR(t, load_text_error(t, "if true then\nreturn {"),
              "local/workflows/thornmere.lua:2: unexpected symbol near <eof>");
    CHECK_HAS(t, load_text_error(t, "return { name = “theme” }"), "a curly quote");
    CHECK_HAS(t, load_text_error(t, "\x1bLua"),
              "thornmere.lua:1: this is not a script but one that was compiled");
    CHECK_STR(
        t, load_text_error(t, "\n\nreturn 'caf\xe9'"),
        "local/workflows/thornmere.lua:3: this line is not UTF-8 text; save the file "
        "as UTF-8");
    start_bundle(&bundle, "return require 'long'");
    add_source(&bundle, "long",
               "local/workflows/a_process_with_a_rather_long_name/identify_success.lua",
               "return {\n  a = 1\n  b = 2 }");
    CHECK_STR(t, load_error(t, &bundle),
              "local/workflows/a_process_with_a_rather_long_name/identify_success.lua:3: "
              "'}' expected (to close '{' at line 1) near 'b'");
}

static void sources_are_bounded(struct test *t)
{
    struct bundle bundle;
    char *text = arena_alloc(t->arena, WORKER_LONGEST_SOURCE + 2);
    memset(text, ' ', WORKER_LONGEST_SOURCE + 1);
    CHECK_HAS(t, load_text_error(t, text), "262145 bytes are too long for a script");
    start_bundle(&bundle, "return 1");
    bundle.sources[1].text = (struct str){"return 1\n\0", 10};
    CHECK_HAS(t, load_error(t, &bundle), "thornmere.lua:2: this line holds a NUL byte");
}

static void errors_name_place_and_hook(struct test *t)
{
    CHECK_STR(
        t, run_body(t, "\nlocal review = {}\nreturn review.school.name"),
        "local/workflows/thornmere.lua:3: command theme.move, run: attempt to index "
        "a nil value (field 'school'); nothing was changed");
    CHECK_STR(
        t, run_body(t, "error('the panel has not met', 0)"),
        "local/workflows/thornmere.lua:1: command theme.move, run: the panel has not "
        "met; nothing was changed");
    CHECK_HAS(t, run_body(t, "error({})"), "an error without a text (it is a table)");
    CHECK_HAS(t, run_body(t, "return os.time()"), "use the date in now.today");
    CHECK_HAS(t, run_body(t, "undeclared = 1"),
              "'undeclared' is not declared; write 'local undeclared'");
    CHECK_HAS(t, run_body(t, "return ('x'):rep(nil)"), "thornmere.lua:1: ");
    CHECK_HAS(t, run_body(t, "return { text = 0/0 }"),
              "local/workflows/thornmere.lua:1: command theme.move, run: answer.text is "
              "not a number");
    struct str forged = run_body(t, "error('a\\nwaymark: \\27[2Jall is well\\xff', 0)");
    CHECK_HAS(t, forged, "a\\nwaymark: \\x1B[2Jall is well\\xFF; nothing was changed");
    struct str huge = run_body(t, "error(('é'):rep(1000000), 0)");
    CHECK(t, huge.len < 1000);
    CHECK_HAS(t, huge, "éé…; nothing was changed");
}

static void mistakes_inside_our_own_modules_name_the_caller(struct test *t)
{
    struct bundle bundle;
    start_bundle(&bundle, "local step = require 'step'\nstep(nil)");
    add_source(&bundle, "step", "built in/lib/step.lua",
               "return function(s)\n  local name = s.name\n  return name\nend");
    CHECK_STR(t, load_error(t, &bundle),
              "built in/lib/step.lua:2: attempt to index a nil value (local 's'); called "
              "from local/workflows/thornmere.lua:2");
}

/* `return f {…}` leaves no frame behind: only the line hook knows the place. */
static void a_tail_call_still_names_the_author_s_line(struct test *t)
{
    struct bundle bundle;
    struct worker *worker;
    struct json description;
    struct error err = {.text = ""};
    start_bundle(&bundle, "local step = require 'step'\n\nreturn step {\n  nmae = 1 }");
    add_source(&bundle, "step", "built in/lib/step.lua",
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
        {move_run, "command theme.move, run"},
        {"[\"theme\",\"ready\",\"all_agreed\",\"test\"]",
         "rule all_agreed of step theme, test"},
        {"[\"review\",\"report\",2,\"reads\"]", "report part 2 of step review, reads"},
        {"[\"a\",\"b\"]", "hook a.b"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        struct json hook = parse(t, samples[i].hook);
        CHECK_STR(t, explain_hook(t->arena, &hook), samples[i].wanted);
    }
}

static void limits_stop_a_script_where_it_is(struct test *t)
{
    static const struct {
        const char *body, *wanted;
    } samples[] = {
        {"\nwhile true do end",
         "local/workflows/thornmere.lua:2: command theme.move, run: stopped after 50 "
         "million steps; look for a loop that never ends; nothing was changed"},
        {"while true do\npcall(function()\nwhile true do end end) end", "lua:3: command"},
        {"local s = 'x' while true do\ns = s .. s end",
         "local/workflows/thornmere.lua:2: command theme.move, run: stopped because it "
         "used more than 64 MB of memory"},
        {"local t = {} while true do pcall(function() for i = 1, 1e9 do\nt[i] = {i} end "
         "end) end",
         "lua:2: command theme.move, run: stopped because it used more than 64 MB"},
        {"return #('x'):rep(1 << 40)", "string.rep would make more than 8 MB"},
        {"local function f(n) return 1 + f(n) end return f(1)", "stack overflow"},
        {"local function f() return (('x'):gsub('.', f)) end return f()", "C stack"},
        {"local t = {} for i = 1, 30000 do t[i] = i end return t", "20,000 values"},
        {"return ('x'):rep(1 << 20)", "beyond 1 MB"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        CHECK_HAS(t, run_body(t, samples[i].body), samples[i].wanted);
}

static void a_hang_inside_one_call_is_stopped_in_time(struct test *t)
{
    int64_t began = frame_clock();
    CHECK_STR(t, run_body(t, "\nreturn (('a'):rep(40)):find(('a-'):rep(40) .. 'b')"),
              "local/workflows/thornmere.lua:2: command theme.move, run: stopped after 2 "
              "seconds; look for a loop that never ends, or a pattern tried on a long "
              "text; nothing was changed");
    /* Starting a sanitized worker takes its time too. */
    CHECK(t, frame_clock() - began < MOST_MILLISECONDS + 2000);
}

static void a_loop_while_loading_is_stopped(struct test *t)
{
    CHECK_STR(
        t, load_text_error(t, "\nrepeat until false"),
        "local/workflows/thornmere.lua:2: stopped after 50 million steps; look for a "
        "loop that never ends");
}

static void a_stopped_worker_starts_again(struct test *t)
{
    struct bundle bundle;
    struct worker *worker;
    struct error err;
    start_bundle(&bundle, "return { theme = { commands = { move = { run = function(n)\n"
                          "  while n == 1 do end return n end } } } }");
    REQUIRE_OK(t, start(t, &bundle, &worker, &err), err);
    CHECK_STR(t, call(t, worker, "[7]", 1), "7");
    CHECK_HAS(t, call(t, worker, "[1]", 1), "stopped after 50 million steps");
    CHECK(t, worker_process(worker) == 0 && !worker_alive(worker));
    CHECK_STR(t, call(t, worker, "[8]", 1), "8");
    CHECK(t, worker_process(worker) > 0);
    worker_stop(worker);
    CHECK(t, worker_process(worker) == 0);
    worker_stop(worker);
    worker_stop(NULL);
}

/* Kills the worker and its child, from outside, a moment later. */
static pid_t kill_soon(long process, int signal)
{
    pid_t killer = fork();
    if (killer == 0) {
        struct timespec moment = {.tv_nsec = 100000000};
        (void)nanosleep(&moment, NULL);
        (void)kill(-(pid_t)process, signal);
        _exit(0);
    }
    return killer;
}

static void a_worker_that_dies_is_reported(struct test *t)
{
    static const struct {
        int signal;
        const char *wanted;
    } samples[] = {{SIGKILL, "command theme.move, run: the script worker was ended from "
                             "outside; try again; nothing was changed"},
                   {SIGABRT, "command theme.move, run: the script worker broke down"},
                   {SIGSTOP, "command theme.move, run: stopped because it gave no answer "
                             "for 2.5 seconds"}};
    struct bundle bundle;
    struct worker *worker;
    struct error err;
    start_bundle(&bundle, "return { theme = { commands = { move = { run = function(n)\n"
                          "  if n then return n end\n"
                          "  return (('a'):rep(40)):find(('a-'):rep(40) .. 'b')\n"
                          "end } } } }");
    REQUIRE_OK(t, start(t, &bundle, &worker, &err), err);
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        CHECK_STR(t, call(t, worker, "[5]", 1), "5");
        pid_t killer = kill_soon(worker_process(worker), samples[i].signal);
        CHECK_HAS(t, call(t, worker, "[]", 1), samples[i].wanted);
        (void)waitpid(killer, NULL, 0);
    }
    CHECK_STR(t, call(t, worker, "[6]", 1), "6");
    worker_stop(worker);
}

static void a_worker_that_died_between_calls_is_reported(struct test *t)
{
    struct bundle bundle;
    struct worker *worker;
    struct error err;
    start_bundle(&bundle,
                 "return { theme = { commands = { move = { run = function(n) return n "
                 "end } } } }");
    REQUIRE_OK(t, start(t, &bundle, &worker, &err), err);
    (void)kill((pid_t)worker_process(worker), SIGKILL);
    CHECK_HAS(t, call(t, worker, "[1]", 1), "ended from outside");
    CHECK_STR(t, call(t, worker, "[2]", 1), "2");
    worker_stop(worker);
}

static void nothing_reaches_outside(struct test *t)
{
    CHECK_STR(t,
              run_body(t,
                       "local found = {}\n"
                       "for _, name in ipairs { 'io', 'os', 'debug', 'package',\n"
                       "  'load', 'loadstring', 'loadfile', 'dofile', 'next', 'rawset',\n"
                       "  'coroutine', 'collectgarbage', 'warn', 'xpcall' } do\n"
                       "  if _G[name] ~= nil then found[#found + 1] = name end\n"
                       "end\n"
                       "for _, name in ipairs { 'dump', 'pack', 'unpack' } do\n"
                       "  if string[name] then found[#found + 1] = name end\n"
                       "end\n"
                       "if math.randomseed then found[#found + 1] = 'seed' end\n"
                       "return found"),
              "{}");
    CHECK_HAS(t, run_body(t, "setmetatable({}, { __gc = function() end })"), "'__gc'");
    CHECK_HAS(t, run_body(t, "setmetatable({}, { __mode = 'k' })"), "'__mode'");
    CHECK_HAS(t, run_body(t, "print('x')"), "scripts cannot print");
}

static void runs_are_the_same_each_time(struct test *t)
{
    static const char body[] =
        "local keys, drawn = {}, {}\n"
        "local all = { b = 1, [10] = 1, a = 1, [2] = 1, [true] = 1, c = 1, [1.5] = 1 }\n"
        "for key in pairs(all) do keys[#keys + 1] = tostring(key) end\n"
        "for i = 1, 4 do drawn[i] = math.random(1, 1000) end\n"
        "return { keys, drawn, tostring({}), tostring(print), math.random() < 1 }";
    struct bundle bundle;
    struct worker *worker;
    struct error err;
    struct str text = str_format(
        t->arena,
        "return { theme = { commands = { move = { run = function() %s end } } } }", body);
    start_bundle(&bundle, str_c(t->arena, text));
    REQUIRE_OK(t, start(t, &bundle, &worker, &err), err);
    struct str first = call(t, worker, "[]", 42);
    CHECK(t,
          str_starts(first, STR("[[\"1.5\",\"2\",\"10\",\"a\",\"b\",\"c\",\"true\"],[")));
    CHECK(t, str_ends(first, STR("\"table\",\"function\",true]")));
    CHECK(t, str_equal(call(t, worker, "[]", 42), first));
    CHECK(t, !str_equal(call(t, worker, "[]", 43), first));
    CHECK(t, !str_equal(call(t, worker, "[]", INT64_MIN + 7), first));
    CHECK(t, !str_equal(call(t, worker, "[]", INT64_MAX), first));
    worker_stop(worker);
    REQUIRE_OK(t, start(t, &bundle, &worker, &err), err);
    CHECK(t, str_equal(call(t, worker, "[]", 42), first));
    worker_stop(worker);
}

/* The numbers of the descriptors that are open in a process, joined by commas. */
static struct str open_descriptors(struct test *t, long process)
{
    struct buf buf = BUF_IN(t->arena);
    DIR *folder = opendir(str_c(t->arena, str_format(t->arena, "/proc/%ld/fd", process)));
    if (!folder)
        return STR("none can be seen");
    for (struct dirent *one; (one = readdir(folder)) != NULL;)
        if (one->d_name[0] != '.')
            buf_add_format(&buf, "%s%s", buf.len ? "," : "", one->d_name);
    (void)closedir(folder);
    return buf_str(&buf);
}

static void a_worker_inherits_nothing(struct test *t)
{
    struct bundle bundle;
    struct worker *first, *second;
    struct error err;
    /* One without close-on-exec, and one far up. */
    int low = open("/dev/null", O_RDONLY); /* NOLINT */
    int high = dup2(low, 200);
    start_bundle(&bundle, "return {}");
    REQUIRE_OK(t, start(t, &bundle, &first, &err), err);
    REQUIRE_OK(t, start(t, &bundle, &second, &err), err);
    /* Under the sanitizers the worker keeps standard error, to say what they saw. */
    CHECK_STR(t, open_descriptors(t, worker_process(first)), "2,3");
    CHECK_STR(t, open_descriptors(t, worker_process(second)), "2,3");
    worker_stop(first);
    worker_stop(second);
    (void)close(low);
    (void)close(high);
}

static void too_much_data_is_not_sent(struct test *t)
{
    struct bundle bundle;
    struct worker *worker;
    struct error err;
    char *text = arena_alloc(t->arena, WORKER_LONGEST_REQUEST);
    memset(text, 'x', WORKER_LONGEST_REQUEST);
    struct json hook = parse(t, move_run), args = json_list(), result;
    bool none;
    start_bundle(&bundle, "return { theme = { commands = { move = { run = function(s)\n"
                          "  return #s end } } } }");
    REQUIRE_OK(t, start(t, &bundle, &worker, &err), err);
    json_add(t->arena, &args, json_text((struct str){text, WORKER_LONGEST_REQUEST}));
    CHECK(t, !worker_call(worker, t->arena, &(struct hook_call){&hook, &args, 1, false},
                          &none, &result, &err));
    CHECK_HAS(t, str_of(err.text), "read fewer records, or count them; nothing was");
    CHECK_STR(t, call(t, worker, "[\"still here\"]", 1), "10");
    args.list.items[0].text = (struct str){"half a letter: \xC3", 16};
    CHECK(t, !worker_call(worker, t->arena, &(struct hook_call){&hook, &args, 1, false},
                          &none, &result, &err));
    CHECK_HAS(t, str_of(err.text),
              "command theme.move, run: what was sent to the script "
              "worker cannot be read: at byte");
    args.list.items[0].text.ptr = text;
    args.list.items[0].text.len = SIX_MEGABYTES;
    REQUIRE_OK(t,
               worker_call(worker, t->arena, &(struct hook_call){&hook, &args, 1, false},
                           &none, &result, &err),
               err);
    CHECK(t, result.integer == SIX_MEGABYTES);
    worker_stop(worker);
}

static void each_hook_begins_afresh(struct test *t)
{
    struct bundle bundle;
    struct worker *worker;
    struct error err;
    start_bundle(&bundle, "local own = require 'own'\n"
                          "local count = 0\n"
                          "local function run() count = count + 1\n"
                          "    own.list[#own.list + 1] = 1\n"
                          "    return count + #own.list end\n"
                          "return { theme = { commands = { move = { run = run } } } }");
    add_source(&bundle, "own", "local/own.lua", "return { list = {} }");
    REQUIRE_OK(t, start(t, &bundle, &worker, &err), err);
    long process = worker_process(worker);
    for (int i = 0; i < 3; i++)
        CHECK_STR(t, call(t, worker, "[]", 1), "2");
    CHECK(t, worker_process(worker) == process);
    worker_stop(worker);
}

static void our_modules_cannot_be_changed(struct test *t)
{
    struct bundle bundle;
    struct worker *worker;
    struct error err;
    start_bundle(&bundle, "local good = require 'good'\n"
                          "local strict = require 'strict'\n"
                          "local function run(which)\n"
                          "    if which == 1 then good.refusal = print end\n"
                          "    if which == 2 then strict.other = 1 end\n"
                          "    return good.refusal() .. strict.name .. strict(3) end\n"
                          "return { theme = { commands = { move = { run = run } } } }");
    add_source(&bundle, "good", "built in/lib/good.lua",
               "return { refusal = function() return 'no' end }");
    add_source(&bundle, "strict", "built in/lib/strict.lua",
               "return setmetatable({ name = 'n' },\n"
               "    { __call = function(_, number) return number end })");
    REQUIRE_OK(t, start(t, &bundle, &worker, &err), err);
    CHECK_STR(t, call(t, worker, "[0]", 1), "\"non3\"");
    CHECK(t, str_find(call(t, worker, "[1]", 1), STR("cannot be changed")) != SIZE_MAX);
    CHECK(t, str_find(call(t, worker, "[2]", 1), STR("cannot be changed")) != SIZE_MAX);
    CHECK_STR(t, call(t, worker, "[0]", 1), "\"non3\"");
    worker_stop(worker);
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
    {"limits stop a script where it is", limits_stop_a_script_where_it_is},
    {"a hang inside one call is stopped in time",
     a_hang_inside_one_call_is_stopped_in_time},
    {"a loop while loading is stopped", a_loop_while_loading_is_stopped},
    {"a stopped worker starts again", a_stopped_worker_starts_again},
    {"a worker that dies is reported", a_worker_that_dies_is_reported},
    {"a worker that died between calls is reported",
     a_worker_that_died_between_calls_is_reported},
    {"nothing reaches outside", nothing_reaches_outside},
    {"runs are the same each time", runs_are_the_same_each_time},
    {"a worker inherits nothing", a_worker_inherits_nothing},
    {"too much data is not sent", too_much_data_is_not_sent},
    {"each hook begins afresh", each_hook_begins_afresh},
    {"our own modules cannot be changed", our_modules_cannot_be_changed},
    {"text is made safe", text_is_made_safe},
    {0},
};
