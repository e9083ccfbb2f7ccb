/* SPDX-License-Identifier: MIT */
/* What a script cannot do, and what becomes of one that tries. */
#include "scripts.h"

#include "script/frame.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST_MILLISECONDS = 2600, SIX_MEGABYTES = 6 * 1024 * 1024 };

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
        {"local t = {} while true do pcall(function() for i = 1, 1e9 do\nt[i] = "
         "('x'):rep(65536) .. i end "
         "end) end",
         "lua:2: command theme.move, run: stopped because it used more than 64 MB"},
        {"return #('x'):rep(1 << 40)", "string.rep would make more than 8 MB"},
        {"local function f(n) return 1 + f(n) end return f(1)", "stack overflow"},
        {"local function f() return (('x'):gsub('.', f)) end return f()", "C stack"},
        {"local t = {} for i = 1, 30000 do t[i] = i end return t", "20,000 values"},
        {"return ('x'):rep(1 << 20)", "beyond 1 MB"},
    };
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++)
        CHECK_HAS(t, scripts_run(t, samples[i].body), samples[i].wanted);
}

static void a_hang_inside_one_call_is_stopped_in_time(struct test *t)
{
    int64_t began = frame_clock();
    CHECK_STR(t, scripts_run(t, "\nreturn (('a'):rep(40)):find(('a-'):rep(40) .. 'b')"),
              "local/workflows/thornmere.lua:2: command theme.move, run: stopped after 2 "
              "seconds; look for a loop that never ends, or a pattern tried on a long "
              "text; nothing was changed");
    /* Starting a sanitized worker takes its time too. */
    CHECK(t, frame_clock() - began < MOST_MILLISECONDS + 2000);
}

static void a_loop_while_loading_is_stopped(struct test *t)
{
    CHECK_STR(
        t, scripts_text_error(t, "\nrepeat until false"),
        "local/workflows/thornmere.lua:2: stopped after 50 million steps; look for a "
        "loop that never ends");
}

static void a_stopped_worker_starts_again(struct test *t)
{
    struct scripts bundle;
    struct worker *worker;
    struct error err;
    scripts_begin(&bundle, "return { theme = { commands = { move = { run = function(n)\n"
                           "  while n == 1 do end return n end } } } }");
    REQUIRE_OK(t, scripts_start(t, &bundle, &worker, &err), err);
    CHECK_STR(t, scripts_call(t, worker, "[7]", 1), "7");
    CHECK_HAS(t, scripts_call(t, worker, "[1]", 1), "stopped after 50 million steps");
    CHECK(t, worker_process(worker) == 0 && !worker_alive(worker));
    CHECK_STR(t, scripts_call(t, worker, "[8]", 1), "8");
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
    struct scripts bundle;
    struct worker *worker;
    struct error err;
    scripts_begin(&bundle, "return { theme = { commands = { move = { run = function(n)\n"
                           "  if n then return n end\n"
                           "  return (('a'):rep(40)):find(('a-'):rep(40) .. 'b')\n"
                           "end } } } }");
    REQUIRE_OK(t, scripts_start(t, &bundle, &worker, &err), err);
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        CHECK_STR(t, scripts_call(t, worker, "[5]", 1), "5");
        pid_t killer = kill_soon(worker_process(worker), samples[i].signal);
        CHECK_HAS(t, scripts_call(t, worker, "[]", 1), samples[i].wanted);
        (void)waitpid(killer, NULL, 0);
    }
    CHECK_STR(t, scripts_call(t, worker, "[6]", 1), "6");
    worker_stop(worker);
}

static void a_worker_that_died_between_calls_is_reported(struct test *t)
{
    struct scripts bundle;
    struct worker *worker;
    struct error err;
    scripts_begin(&bundle,
                  "return { theme = { commands = { move = { run = function(n) return n "
                  "end } } } }");
    REQUIRE_OK(t, scripts_start(t, &bundle, &worker, &err), err);
    (void)kill((pid_t)worker_process(worker), SIGKILL);
    CHECK_HAS(t, scripts_call(t, worker, "[1]", 1), "ended from outside");
    CHECK_STR(t, scripts_call(t, worker, "[2]", 1), "2");
    worker_stop(worker);
}

static void nothing_reaches_outside(struct test *t)
{
    CHECK_STR(
        t,
        scripts_run(t, "local found = {}\n"
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
    CHECK_HAS(t, scripts_run(t, "setmetatable({}, { __gc = function() end })"), "'__gc'");
    CHECK_HAS(t, scripts_run(t, "setmetatable({}, { __mode = 'k' })"), "'__mode'");
    CHECK_HAS(t, scripts_run(t, "print('x')"), "scripts cannot print");
}

static void runs_are_the_same_each_time(struct test *t)
{
    static const char body[] =
        "local keys, drawn = {}, {}\n"
        "local all = { b = 1, [10] = 1, a = 1, [2] = 1, [true] = 1, c = 1, [1.5] = 1 }\n"
        "for key in pairs(all) do keys[#keys + 1] = tostring(key) end\n"
        "for i = 1, 4 do drawn[i] = math.random(1, 1000) end\n"
        "return { keys, drawn, tostring({}), tostring(print), math.random() < 1 }";
    struct scripts bundle;
    struct worker *worker;
    struct error err;
    struct str text = str_format(
        t->arena,
        "return { theme = { commands = { move = { run = function() %s end } } } }", body);
    scripts_begin(&bundle, str_c(t->arena, text));
    REQUIRE_OK(t, scripts_start(t, &bundle, &worker, &err), err);
    struct str first = scripts_call(t, worker, "[]", 42);
    CHECK(t,
          str_starts(first, STR("[[\"1.5\",\"2\",\"10\",\"a\",\"b\",\"c\",\"true\"],[")));
    CHECK(t, str_ends(first, STR("\"table\",\"function\",true]")));
    CHECK(t, str_equal(scripts_call(t, worker, "[]", 42), first));
    CHECK(t, !str_equal(scripts_call(t, worker, "[]", 43), first));
    CHECK(t, !str_equal(scripts_call(t, worker, "[]", INT64_MIN + 7), first));
    CHECK(t, !str_equal(scripts_call(t, worker, "[]", INT64_MAX), first));
    worker_stop(worker);
    REQUIRE_OK(t, scripts_start(t, &bundle, &worker, &err), err);
    CHECK(t, str_equal(scripts_call(t, worker, "[]", 42), first));
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
    struct scripts bundle;
    struct worker *first, *second;
    struct error err;
    /* One without close-on-exec, and one far up. */
    int low = open("/dev/null", O_RDONLY); /* NOLINT */
    int high = dup2(low, 200);
    scripts_begin(&bundle, "return {}");
    REQUIRE_OK(t, scripts_start(t, &bundle, &first, &err), err);
    REQUIRE_OK(t, scripts_start(t, &bundle, &second, &err), err);
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
    struct scripts bundle;
    struct worker *worker;
    struct error err;
    char *text = arena_alloc(t->arena, WORKER_LONGEST_REQUEST);
    memset(text, 'x', WORKER_LONGEST_REQUEST);
    struct json hook = scripts_json(t, scripts_move), args = json_list(), result;
    bool none;
    scripts_begin(&bundle, "return { theme = { commands = { move = { run = function(s)\n"
                           "  return #s end } } } }");
    REQUIRE_OK(t, scripts_start(t, &bundle, &worker, &err), err);
    json_add(t->arena, &args, json_text((struct str){text, WORKER_LONGEST_REQUEST}));
    CHECK(t, !worker_call(worker, t->arena, &(struct hook_call){&hook, &args, 1, false},
                          &none, &result, &err));
    CHECK_HAS(t, str_of(err.text), "read fewer records, or count them; nothing was");
    CHECK_STR(t, scripts_call(t, worker, "[\"still here\"]", 1), "10");
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
    struct scripts bundle;
    struct worker *worker;
    struct error err;
    scripts_begin(&bundle, "local own = require 'own'\n"
                           "local count = 0\n"
                           "local function run() count = count + 1\n"
                           "    own.list[#own.list + 1] = 1\n"
                           "    return count + #own.list end\n"
                           "return { theme = { commands = { move = { run = run } } } }");
    scripts_add(&bundle, "own", "local/own.lua", "return { list = {} }");
    REQUIRE_OK(t, scripts_start(t, &bundle, &worker, &err), err);
    long process = worker_process(worker);
    for (int i = 0; i < 3; i++)
        CHECK_STR(t, scripts_call(t, worker, "[]", 1), "2");
    CHECK(t, worker_process(worker) == process);
    worker_stop(worker);
}

static void our_modules_cannot_be_changed(struct test *t)
{
    struct scripts bundle;
    struct worker *worker;
    struct error err;
    scripts_begin(&bundle, "local good = require 'good'\n"
                           "local strict = require 'strict'\n"
                           "local function run(which)\n"
                           "    if which == 1 then good.refusal = print end\n"
                           "    if which == 2 then strict.other = 1 end\n"
                           "    return good.refusal() .. strict.name .. strict(3) end\n"
                           "return { theme = { commands = { move = { run = run } } } }");
    scripts_add(&bundle, "good", "built in/lib/good.lua",
                "return { refusal = function() return 'no' end }");
    scripts_add(&bundle, "strict", "built in/lib/strict.lua",
                "return setmetatable({ name = 'n' },\n"
                "    { __call = function(_, number) return number end })");
    REQUIRE_OK(t, scripts_start(t, &bundle, &worker, &err), err);
    CHECK_STR(t, scripts_call(t, worker, "[0]", 1), "\"non3\"");
    CHECK(t, str_find(scripts_call(t, worker, "[1]", 1), STR("cannot be changed")) !=
                 SIZE_MAX);
    CHECK(t, str_find(scripts_call(t, worker, "[2]", 1), STR("cannot be changed")) !=
                 SIZE_MAX);
    CHECK_STR(t, scripts_call(t, worker, "[0]", 1), "\"non3\"");
    worker_stop(worker);
}

const struct test_case worker_walls_tests[] = {
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
    {0},
};
