/* SPDX-License-Identifier: MIT */
/* Runs every hostile script of tests/attack in the worker of a release build, where
 * all walls stand, and compares what came of it with the script's first line:
 *
 *     -- EXPECT class|class | why
 *
 * The classes are in README.md there. Usage: attack-tests [PART OF A NAME] */
#include "base/crypto.h"
#include "base/file.h"
#include "script/frame.h"
#include "script/worker.h"
#include "script/worker_main.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>

enum { MOST_MILLISECONDS = 2600, SLOW_MILLISECONDS = 1900 };

struct attack {
    struct str name, text, expect;
};

/* What came of it, in the words of the EXPECT lines. */
struct outcome {
    struct str class, shown;
    int64_t milliseconds;
};

/* For what only the parser sees: a text made of `front`, many times `again`, `back`. */
struct generated {
    const char *name, *expect, *front, *again, *back;
    int times;
};

static const struct generated generated_table[] = {
    {"parens", "error|abort", "return ", "(", "1", 30000},
    {"closed parens", "error|abort", "return 1 + ", "(1+", "1", 60000},
    {"tables", "error|abort", "return ", "{", "", 30000},
    {"fields", "error|abort", "local a = {}; a.a = a; return a", ".a", ".b + 1", 120000},
    {"functions", "error|abort", "return ", "function() return ", "1", 10000},
    {"blocks", "error|abort", "", "do ", "", 60000},
    {"concatenation", "error|abort|ok", "return 'a'", "..'a'", "", 50000},
    {"powers", "error|abort|ok", "return 2", "^2", "", 100000},
    {"not", "error|abort|ok", "return ", "not ", "1", 60000},
    {"locals", "error", "", "local a ", "", 300},
    {"labels", "error|ok|abort", "", "::a:: ", "", 30000},
    {"constants", "ok:3|error", "local x = {", "1.5,", "}; return (1 ~ (2 or 3))", 300},
    {"elseifs", "error|ok|abort", "if false then ", "elseif false then ", "end", 12000},
    {"long string", "ok", "return [[", "x", "]]", 240000},
    {"endless string", "error", "return '", "x", "", 240000},
    {"endless long string", "error", "return [==[", "]=]", "", 80000},
    {"endless number", "error", "return 1", "1", "x", 240000},
    {"calls", "error|abort", "local function f() return f end return f", "()", "",
     100000},
    {"assignments", "error|abort", "local a; a", ",a", " = 1", 60000},
};

static struct str make_text(struct arena *arena, const struct generated *made)
{
    struct buf buf = BUF_IN(arena);
    buf_add(&buf, str_of(made->front));
    for (int i = 0; i < made->times; i++)
        buf_add(&buf, str_of(made->again));
    buf_add(&buf, str_of(made->back));
    return buf_str(&buf);
}

static size_t count_values(const struct json *value)
{
    size_t count = 1;
    if (value->type == JSON_LIST)
        for (size_t i = 0; i < value->list.count; i++)
            count += count_values(&value->list.items[i]);
    if (value->type == JSON_OBJECT)
        for (size_t i = 0; i < value->object.count; i++)
            count += count_values(&value->object.members[i].value);
    return count;
}

static struct str show(struct arena *arena, const struct json *value)
{
    struct str written = json_write(arena, value);
    if (value->type == JSON_TEXT)
        return value->text;
    if (value->type == JSON_NULL)
        return STR("nil");
    if (value->type == JSON_LIST || value->type == JSON_OBJECT)
        return str_format(arena, "table of %zu values, %zu bytes", count_values(value),
                          written.len);
    return written;
}

static struct str class_of_error(struct str text)
{
    static const struct {
        const char *sign, *class;
    } signs[] = {{"stopped after 50 million steps", "abort:cpu"},
                 {"stopped because it used more than 64 MB", "abort:mem"},
                 {"stopped after 2 seconds", "abort:wall"},
                 {"gave no answer for 2.5 seconds", "abort:wall"},
                 {"too much processor time", "abort:wall"},
                 {"broke down", "abort:crash"}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (str_find(text, str_of(signs[i].sign)) != SIZE_MAX)
            return str_of(signs[i].class);
    return STR("error");
}

static struct outcome run(struct arena *arena, const struct attack *attack)
{
    static const char workflow[] = "return { hook = function(w) return w end,"
                                   " describe = function() return {} end }";
    struct buf body = BUF_IN(arena);
    buf_add(&body, STR("return function() "));
    buf_add(&body, attack->text);
    buf_add(&body, STR("\nend"));
    struct script_source sources[] = {
        {STR("workflow"), STR("built in/lib/workflow.lua"), str_of(workflow)},
        {STR("attack"), attack->name, buf_str(&body)}};
    struct json hook = json_list(), args = json_list(), result;
    struct worker *worker = NULL;
    struct error err;
    bool none;
    json_add(arena, &hook, json_text(STR("attack")));
    int64_t began = frame_clock();
    bool ok = worker_start(arena, sources, 2, STR("attack"), NULL, &worker, &err) &&
              worker_call(worker, arena, &(struct hook_call){&hook, &args, 1, false},
                          &none, &result, &err);
    int64_t took = frame_clock() - began;
    worker_stop(worker);
    if (ok)
        return (struct outcome){STR("ok"), show(arena, &result), took};
    struct str shown = str_format(arena, "%s", err.text);
    return (struct outcome){class_of_error(shown), shown, took};
}

/* Any abort is as good as any other, and so is a crash: the host lives, nothing is
 * written, and the author reads what happened. */
static bool fits(struct str wanted, const struct outcome *outcome)
{
    struct str class = str_cut(&wanted, ':');
    if (str_equal(class, STR("abort")))
        return str_starts(outcome->class, STR("abort:"));
    return str_equal(class, outcome->class) &&
           (outcome->class.len != 2 || str_starts(outcome->shown, wanted));
}

static bool holds_control(struct str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ' || text.ptr[i] == 0x7F)
            return true;
    return false;
}

static const char *find_fault(struct arena *arena, const struct attack *attack,
                              const struct outcome *outcome)
{
    struct str_list wanted = str_split(arena, attack->expect, '|');
    bool fitting = false;
    for (size_t i = 0; i < wanted.count; i++)
        fitting = fitting || fits(wanted.items[i], outcome);
    if (str_find(outcome->shown, STR("ESCAPED")) != SIZE_MAX)
        return "escaped";
    if (outcome->milliseconds > MOST_MILLISECONDS)
        return "took too long";
    if (outcome->class.len != 2 && holds_control(outcome->shown))
        return "its message holds control characters";
    return fitting ? NULL : "is not as expected";
}

static bool run_one(const struct attack *attack)
{
    struct arena *arena = arena_new();
    struct outcome outcome = run(arena, attack);
    const char *fault = find_fault(arena, attack, &outcome);
    bool slow = outcome.milliseconds >= SLOW_MILLISECONDS;
    if (fault || slow)
        printf("%s: %.*s: %.*s after %lld ms: %.*s%s%s\n", fault ? "FAILED" : "slow",
               STR_ARGS(attack->name), STR_ARGS(outcome.class),
               (long long)outcome.milliseconds,
               STR_ARGS(str_slice(outcome.shown, 0, 300)), fault ? "; " : "",
               fault ? fault : "");
    arena_free(arena);
    return !fault;
}

static bool read_attack(struct arena *arena, struct str path, struct attack *out)
{
    struct error err;
    struct str rest;
    if (!file_read(arena, path, FILE_SMALL, &out->text, &err)) {
        printf("FAILED: %s\n", err.text);
        return false;
    }
    rest = out->text;
    struct str first = str_cut(&rest, '\n');
    size_t why = str_find(first, STR(" | "));
    if (!str_starts(first, STR("-- EXPECT ")) || why == SIZE_MAX) {
        printf("FAILED: %.*s does not begin with EXPECT\n", STR_ARGS(path));
        return false;
    }
    out->name = path;
    out->expect = str_slice(first, sizeof "-- EXPECT " - 1, why);
    return true;
}

struct tally {
    size_t passed, failed;
};

static void count(struct tally *tally, bool passed)
{
    if (passed)
        tally->passed++;
    else
        tally->failed++;
}

static void run_files(struct arena *arena, struct str only, struct tally *tally)
{
    struct str_list names;
    struct error err;
    struct str folder = STR("tests/attack");
    if (!file_list(arena, folder, &names, &err)) {
        printf("FAILED: %s\n", err.text);
        tally->failed++;
        return;
    }
    for (size_t i = 0; i < names.count; i++) {
        struct attack attack;
        if (!str_ends(names.items[i], STR(".lua")) ||
            str_find(names.items[i], only) == SIZE_MAX)
            continue;
        count(tally,
              read_attack(arena, file_join(arena, folder, names.items[i]), &attack) &&
                  run_one(&attack));
    }
}

static void run_generated(struct arena *arena, struct str only, struct tally *tally)
{
    for (size_t i = 0; i < sizeof generated_table / sizeof generated_table[0]; i++) {
        const struct generated *made = &generated_table[i];
        struct attack attack = {.name = str_of(made->name),
                                .text = make_text(arena, made),
                                .expect = str_of(made->expect)};
        if (str_find(attack.name, only) != SIZE_MAX)
            count(tally, run_one(&attack));
    }
}

/* A file of /proc, whole. */
static struct str read_process(struct arena *arena, long process, const char *name)
{
    enum { LONGEST = 16 * 1024 };
    char *bytes = arena_alloc(arena, LONGEST);
    struct str path = str_format(arena, "/proc/%ld/%s", process, name);
    FILE *file = fopen(str_c(arena, path), "r");
    if (!file)
        return STR("cannot be read");
    size_t len = fread(bytes, 1, LONGEST, file);
    (void)fclose(file);
    return (struct str){bytes, len};
}

static bool only_the_socket_is_open(struct arena *arena, long process)
{
    struct str path = str_format(arena, "/proc/%ld/fd", process);
    DIR *folder = opendir(str_c(arena, path));
    bool only = folder != NULL, there = false;
    for (struct dirent *one; folder && (one = readdir(folder)) != NULL;) {
        bool is_socket = strcmp(one->d_name, "3") == 0;
        there = there || is_socket;
        only = only && (is_socket || one->d_name[0] == '.');
    }
    if (folder)
        (void)closedir(folder);
    return only && there;
}

static bool check_wall(const char *name, bool stands)
{
    if (!stands)
        printf("FAILED: wall: %s\n", name);
    return stands;
}

/* The walls that only a release build has. */
static bool walls_stand(struct arena *arena)
{
    static const char *const limits[] = {
        "Max core file size        0 ", "Max file size             0 ",
        "Max processes             0 ", "Max open files            0 ",
        "Max address space         536870912 "};
    struct script_source source = {STR("workflow"), STR("w.lua"),
                                   STR("return { hook = print, describe = print }")};
    struct worker *worker;
    struct error err;
    if (!worker_start(arena, &source, 1, STR("workflow"), NULL, &worker, &err))
        return check_wall(err.text, false);
    long process = worker_process(worker);
    struct str set = read_process(arena, process, "limits");
    bool stand = check_wall("descriptors", only_the_socket_is_open(arena, process));
    for (size_t i = 0; i < sizeof limits / sizeof limits[0]; i++)
        stand &= check_wall(limits[i], str_find(set, str_of(limits[i])) != SIZE_MAX);
    stand &= check_wall("environment", read_process(arena, process, "environ").len == 0);
    stand &= check_wall("privileges", str_find(read_process(arena, process, "status"),
                                               STR("NoNewPrivs:\t1")) != SIZE_MAX);
    worker_stop(worker);
    return stand;
}

int main(int argc, char **argv)
{
    if (worker_asked(argc, argv))
        return worker_main();
    struct arena *arena = arena_new();
    struct str only = str_of(argc > 1 ? argv[1] : "");
    struct tally tally = {0};
    crypto_start();
    count(&tally, walls_stand(arena));
    run_files(arena, only, &tally);
    run_generated(arena, only, &tally);
    printf("%zu passed, %zu failed\n", tally.passed, tally.failed);
    arena_free(arena);
    return tally.failed > 0 || tally.passed == 0;
}
