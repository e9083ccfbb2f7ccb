/* SPDX-License-Identifier: MIT */
#include "script/explain.h"

#include "script/limits.h"
#include "script/safe_text.h"
#include "script/worker.h"

#include <signal.h>

enum {
    MEGABYTE = 1024 * 1024,
    LONGEST_SHOWN = 700,
    LONGEST_PLACE = 200,
    LONGEST_HOOK = 150
};

/* An element of a hook's path: a name, or a number. */
static struct str path_item(struct arena *arena, const struct json *hook, size_t index)
{
    const struct json *item = json_item(hook, index);
    if (item && item->type == JSON_INTEGER)
        return str_format(arena, "%lld", (long long)item->integer);
    return item && item->type == JSON_TEXT ? item->text : STR_NONE;
}

static struct str join_path(struct arena *arena, const struct json *hook)
{
    struct buf buf = BUF_IN(arena);
    for (size_t i = 0; i < json_count(hook); i++) {
        if (i > 0)
            buf_add_byte(&buf, '.');
        buf_add(&buf, path_item(arena, hook, i));
    }
    return buf_str(&buf);
}

struct str explain_hook(struct arena *arena, const struct json *hook)
{
    struct str step = path_item(arena, hook, 0), family = path_item(arena, hook, 1);
    struct str name = path_item(arena, hook, 2), part = path_item(arena, hook, 3);
    struct str text = str_format(arena, "hook %.*s", STR_ARGS(join_path(arena, hook)));
    if (str_equal(family, STR("commands")))
        text = str_format(arena, "command %.*s.%.*s, %.*s", STR_ARGS(step),
                          STR_ARGS(name), STR_ARGS(part));
    else if (str_equal(family, STR("ready")))
        text = str_format(arena, "rule %.*s of step %.*s, %.*s", STR_ARGS(name),
                          STR_ARGS(step), STR_ARGS(part));
    else if (str_equal(family, STR("report")))
        text = str_format(arena, "report part %.*s of step %.*s, %.*s", STR_ARGS(name),
                          STR_ARGS(step), STR_ARGS(part));
    return safe_text(arena, text, LONGEST_HOOK);
}

/* What stands before the message: where, and in which hook. */
static void add_place(struct buf *buf, struct str chunk, int64_t line,
                      const struct json *hook)
{
    if (chunk.len > 0)
        buf_add(buf, safe_text(buf->arena, chunk, LONGEST_PLACE));
    if (chunk.len > 0 && line > 0)
        buf_add_format(buf, ":%lld", (long long)line);
    if (chunk.len > 0)
        buf_add(buf, STR(": "));
    if (hook)
        buf_add_format(buf, "%.*s: ", STR_ARGS(explain_hook(buf->arena, hook)));
}

static bool finish(struct buf *buf, const struct json *hook, struct error *err)
{
    if (hook)
        buf_add(buf, STR("; nothing was changed"));
    return error_set(err, ERROR_SCRIPT, "%.*s", STR_ARGS(buf_str(buf)));
}

/* For a mistake that shows in our own Lua: the nearest script of the author's. */
static struct str called_from(const struct json *fault)
{
    const struct json *trace = json_find(fault, STR("trace"));
    if (!str_starts(json_find_text(fault, STR("chunk")), STR("built in/")))
        return STR_NONE;
    for (size_t i = 0; i < json_count(trace); i++) {
        const struct json *place = json_item(trace, i);
        if (place->type == JSON_TEXT && !str_starts(place->text, STR("built in/")))
            return place->text;
    }
    return STR_NONE;
}

static bool explain_fault(struct arena *arena, const struct json *hook,
                          const struct json *fault, struct error *err)
{
    struct buf buf = BUF_IN(arena);
    struct str from = called_from(fault);
    add_place(&buf, json_find_text(fault, STR("chunk")),
              json_find_integer(fault, STR("line"), 0), hook);
    buf_add(&buf, safe_text(arena, json_find_text(fault, STR("message")), LONGEST_SHOWN));
    if (from.len > 0)
        buf_add_format(&buf, "; called from %.*s",
                       STR_ARGS(safe_text(arena, from, LONGEST_PLACE)));
    return finish(&buf, hook, err);
}

static bool explain_stop(struct arena *arena, const struct json *hook,
                         const struct json *stopped, struct error *err)
{
    struct buf buf = BUF_IN(arena);
    struct str why = json_find_text(stopped, STR("why"));
    add_place(&buf, json_find_text(stopped, STR("chunk")),
              json_find_integer(stopped, STR("line"), 0), hook);
    if (str_equal(why, STR("memory")))
        buf_add_format(&buf,
                       "stopped because it used more than %d MB of memory; look for a "
                       "list or a text that keeps growing",
                       MOST_MEMORY / MEGABYTE);
    else if (str_equal(why, STR("cpu")))
        buf_add_format(&buf,
                       "stopped after %d million steps; look for a loop that never ends",
                       MOST_STEPS / 1000000);
    else
        buf_add_format(&buf,
                       "stopped after %d seconds; look for a loop that never ends, or a "
                       "pattern tried on a long text",
                       MOST_SECONDS);
    return finish(&buf, hook, err);
}

bool explain_answer(struct arena *arena, const struct json *hook,
                    const struct json *answer, struct error *err)
{
    const struct json *fault = json_find(answer, STR("error"));
    const struct json *stopped = json_find(answer, STR("stopped"));
    if (stopped)
        return explain_stop(arena, hook, stopped, err);
    if (fault)
        return explain_fault(arena, hook, fault, err);
    return true;
}

static void add_death(struct buf *buf, int signal)
{
    if (signal == SIGKILL || signal == SIGTERM)
        buf_add(buf, STR("the script worker was ended from outside; try again"));
    else if (signal == SIGXCPU)
        buf_add(buf, STR("stopped because it used too much processor time; look for a "
                         "loop that never ends"));
    else if (signal == 0)
        buf_add(buf, STR("the script worker ended without an answer; try again"));
    else
        buf_add_format(buf,
                       "the script worker broke down (signal %d); look for something "
                       "unusual, such as very deep nesting, in what was changed last",
                       signal);
}

bool explain_end(struct arena *arena, const struct json *hook, struct worker_end end,
                 struct error *err)
{
    struct buf buf = BUF_IN(arena);
    if (!hook)
        buf_add(&buf, STR("loading the scripts: "));
    add_place(&buf, STR_NONE, 0, hook);
    if (end.last == FRAME_LATE)
        buf_add(&buf, STR("stopped because it gave no answer for 2.5 seconds; look for a "
                          "loop that never ends, or a pattern tried on a long text"));
    else if (end.last == FRAME_TOO_LONG)
        buf_add(&buf, STR("the script worker's answer cannot be read"));
    else
        add_death(&buf, end.signal);
    return finish(&buf, hook, err);
}

bool explain_too_much(struct arena *arena, const struct json *hook, size_t bytes,
                      struct error *err)
{
    struct buf buf = BUF_IN(arena);
    add_place(&buf, STR_NONE, 0, hook);
    buf_add_format(&buf,
                   "%zu MB would be sent to it, and at most %d MB can be; read fewer "
                   "records, or count them",
                   bytes / MEGABYTE + 1, WORKER_LONGEST_REQUEST / MEGABYTE);
    return finish(&buf, hook, err);
}
