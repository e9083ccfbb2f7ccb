/* SPDX-License-Identifier: MIT */
#include "script/worker.h"

#include "base/asset.h"
#include "base/unicode.h"
#include "script/explain.h"
#include "script/frame.h"
#include "script/sandbox_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum {
    READY_WITHIN = 10 * 1000, /* ms; this is our own code, on a busy computer */
    ANSWER_WITHIN = 2500,     /* ms; the worker's own clock ends it at 2 s */
    LONGEST_ANSWER = 8 * 1024 * 1024,
    LONGEST_CHUNK_NAME = 200
};

/* JSON has no larger whole numbers. */
static const uint64_t SEED_BITS = ((uint64_t)1 << 53) - 1;

struct worker {
    const struct script_source *sources; /* (count); none until worker_load */
    size_t count;
    struct str workflow;
    pid_t process; /* 0 when none is running */
    int socket;
    enum frame_end sent; /* how sending the sources ended */
    bool one;            /* see worker_expect_one */
    bool used;           /* by the one: it has ended, or is about to */
    bool held;           /* for another hook of a command */
};

/* Kills first: a worker that has closed its socket need not have ended. What it
 * died of before stays as it was. */
static struct worker_end end_process(struct worker *worker, enum frame_end last)
{
    struct worker_end end = {.last = last};
    int status = 0;
    if (worker->process == 0)
        return end;
    (void)close(worker->socket);
    (void)kill(worker->process, SIGKILL);
    pid_t ended;
    do {
        ended = waitpid(worker->process, &status, 0);
    } while (ended < 0 && errno == EINTR);
    if (ended == worker->process && WIFSIGNALED(status))
        end.signal = WTERMSIG(status);
    worker->process = 0;
    worker->used = worker->held = false;
    return end;
}

void worker_stop(struct worker *worker)
{
    if (worker)
        (void)end_process(worker, FRAME_DONE);
}

void worker_dismiss(struct worker *worker)
{
    if (worker && worker->process)
        (void)kill(worker->process, SIGKILL);
}

bool worker_alive(const struct worker *worker)
{
    return worker->process != 0;
}

long worker_process(const struct worker *worker)
{
    return worker->process;
}

static size_t line_of(struct str text, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at; i++)
        line += text.ptr[i] == '\n';
    return line;
}

static bool check_source(const struct script_source *source, struct error *err)
{
    size_t bad_at = 0;
    if (source->chunk.len > LONGEST_CHUNK_NAME || !unicode_valid(source->chunk, NULL) ||
        !unicode_valid(source->module, NULL))
        return error_set(err, ERROR_SCRIPT,
                         "a script's name is too long, or not UTF-8; at most %d bytes",
                         LONGEST_CHUNK_NAME);
    if (source->text.len > WORKER_LONGEST_SOURCE)
        return error_set(
            err, ERROR_SCRIPT, "%.*s: %zu bytes are too long for a script; at most %d",
            STR_ARGS(source->chunk), source->text.len, WORKER_LONGEST_SOURCE);
    if (!unicode_valid(source->text, &bad_at))
        return error_set(err, ERROR_SCRIPT,
                         "%.*s:%zu: this line is not UTF-8 text; save the file as UTF-8",
                         STR_ARGS(source->chunk), line_of(source->text, bad_at));
    if (str_starts(source->text, STR("\033Lua")))
        return error_set(
            err, ERROR_SCRIPT,
            "%.*s:1: this is not a script but one that was compiled; put its "
            "source here",
            STR_ARGS(source->chunk));
    bad_at = str_find_byte(source->text, '\0');
    if (bad_at != SIZE_MAX)
        return error_set(err, ERROR_SCRIPT,
                         "%.*s:%zu: this line holds a NUL byte; a script is plain text",
                         STR_ARGS(source->chunk), line_of(source->text, bad_at));
    return true;
}

/* The worker is the same program, and has built in what this one has. */
static bool is_built_in(const struct script_source *source)
{
    const struct asset *ours = asset_of_chunk(source->chunk);
    return ours && ours->text.ptr == source->text.ptr;
}

static bool check_sources(const struct worker *worker, struct error *err)
{
    size_t bytes = 0;
    for (size_t i = 0; i < worker->count; i++) {
        if (!is_built_in(&worker->sources[i]) && !check_source(&worker->sources[i], err))
            return false;
        bytes += worker->sources[i].text.len;
    }
    if (bytes > WORKER_MOST_SOURCES)
        return error_set(err, ERROR_SCRIPT,
                         "the scripts are %zu bytes together; at most %d can be loaded",
                         bytes, WORKER_MOST_SOURCES);
    return true;
}

static bool start_process(struct worker *worker, struct error *err)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return error_system(err, "starting the script worker");
    bool started =
        fcntl(ends[0], F_SETFL, O_NONBLOCK) == 0 && wall_spawn(ends[1], &worker->process);
    int reason = errno;
    (void)close(ends[1]);
    if (!started) {
        (void)close(ends[0]);
        worker->process = 0;
        errno = reason;
        return error_system(err, "starting the script worker");
    }
    worker->socket = ends[0];
    return true;
}

static bool wait_until_ready(struct worker *worker, struct arena *arena,
                             struct error *err)
{
    struct str nothing;
    enum frame_end last =
        frame_receive(worker->socket, arena, 0, frame_clock() + READY_WITHIN, &nothing);
    if (last == FRAME_DONE)
        return true;
    (void)end_process(worker, last);
    return error_set(err, ERROR_SYSTEM,
                     "the script worker could not be started; is the system short of "
                     "memory, or does it forbid starting programs?");
}

/* A worker that was stopped has said so, ended, and is cleared away here. */
static bool receive(struct worker *worker, struct arena *arena, enum frame_end sent,
                    int64_t deadline, const struct json *hook, struct json *answer,
                    struct error *err)
{
    struct str text;
    struct error unreadable;
    enum frame_end last = sent;
    /* It may have said why before it closed the socket on us. */
    if (last == FRAME_DONE || last == FRAME_CLOSED)
        last = frame_receive(worker->socket, arena, LONGEST_ANSWER, deadline, &text);
    if (last != FRAME_DONE)
        return explain_end(arena, hook, end_process(worker, last), err);
    if (!json_parse(arena, text, answer, &unreadable) || answer->type != JSON_OBJECT)
        return explain_end(arena, hook, end_process(worker, FRAME_TOO_LONG), err);
    if (json_find(answer, STR("stopped")))
        (void)end_process(worker, FRAME_DONE);
    return explain_answer(arena, hook, answer, err);
}

/* Some editors put a byte order mark in front, which Lua does not know. */
static struct str without_mark(struct str text)
{
    return str_starts(text, STR("\xEF\xBB\xBF")) ? str_slice(text, 3, text.len) : text;
}

/* What the sources are called and how long each is, as JSON; the texts that are not
 * built in one after another, as they are. */
static struct json list_sources(const struct worker *worker, struct arena *arena,
                                struct str_list *texts)
{
    struct json list = json_list();
    *texts = (struct str_list){arena_array(arena, struct str, worker->count), 0};
    for (size_t i = 0; i < worker->count; i++) {
        const struct script_source *source = &worker->sources[i];
        struct str text = is_built_in(source) ? STR_NONE : without_mark(source->text);
        struct json one = json_object();
        json_set(arena, &one, STR("module"), json_text(source->module));
        json_set(arena, &one, STR("chunk"), json_text(source->chunk));
        json_set(arena, &one, STR("built_in"), json_bool(is_built_in(source)));
        json_set(arena, &one, STR("bytes"), json_integer((int64_t)text.len));
        json_add(arena, &list, one);
        texts->items[texts->count++] = text;
    }
    return list;
}

/* Starts a process if none is running. The texts follow in a frame of their own. */
static bool send_sources(struct worker *worker, struct arena *arena, bool describe,
                         struct error *err)
{
    struct json request = json_object();
    struct str_list texts;
    int64_t deadline = frame_clock() + READY_WITHIN;
    json_set(arena, &request, STR("do"), json_text(STR("load")));
    json_set(arena, &request, STR("workflow"), json_text(worker->workflow));
    json_set(arena, &request, STR("sources"), list_sources(worker, arena, &texts));
    json_set(arena, &request, STR("describe"), json_bool(describe));
    if (worker->process == 0 && !start_process(worker, err))
        return false;
    worker->sent = frame_send(worker->socket, json_write(arena, &request), deadline);
    if (worker->sent == FRAME_DONE)
        worker->sent = frame_send_list(worker->socket, texts, deadline);
    return true;
}

bool worker_wait(struct worker *worker, struct arena *arena, struct json *description,
                 struct error *err)
{
    struct json answer;
    if (!wait_until_ready(worker, arena, err) ||
        !receive(worker, arena, worker->sent, frame_clock() + ANSWER_WITHIN, NULL,
                 &answer, err)) {
        worker_stop(worker);
        return false;
    }
    const struct json *value = json_find(&answer, STR("ok"));
    if (description)
        *description = value ? *value : json_null();
    return true;
}

bool worker_begin(struct arena *arena, struct worker **out, struct error *err)
{
    struct worker *worker = arena_alloc(arena, sizeof *worker);
    *worker = (struct worker){.sources = NULL};
    if (!start_process(worker, err))
        return false;
    *out = worker;
    return true;
}

bool worker_send(struct worker *worker, struct arena *arena,
                 const struct script_source *sources, size_t count, struct str workflow,
                 bool describe, struct error *err)
{
    worker->sources = sources;
    worker->count = count;
    worker->workflow = str_copy(arena, workflow);
    if (check_sources(worker, err) && send_sources(worker, arena, describe, err))
        return true;
    worker_stop(worker);
    return false;
}

bool worker_start(struct arena *arena, const struct script_source *sources, size_t count,
                  struct str workflow, struct json *description, struct worker **out,
                  struct error *err)
{
    struct worker *worker;
    if (!worker_begin(arena, &worker, err) ||
        !worker_send(worker, arena, sources, count, workflow, description != NULL, err) ||
        !worker_wait(worker, arena, description, err))
        return false;
    *out = worker;
    return true;
}

static struct json request_of(struct worker *worker, struct arena *arena,
                              const struct hook_call *call)
{
    struct json request = json_object();
    json_set(arena, &request, STR("do"), json_text(STR("call")));
    json_set(arena, &request, STR("hook"), *call->hook);
    json_set(arena, &request, STR("args"), *call->args);
    json_set(arena, &request, STR("seed"),
             json_integer((int64_t)((uint64_t)call->seed & SEED_BITS)));
    json_set(arena, &request, STR("more"), json_bool(call->more));
    json_set(arena, &request, STR("one"), json_bool(worker->one));
    return request;
}

static bool be_ready(struct worker *worker, struct arena *arena, struct error *err)
{
    if (worker->used)
        (void)end_process(worker, FRAME_DONE);
    return worker->process != 0 || (send_sources(worker, arena, false, err) &&
                                    worker_wait(worker, arena, NULL, err));
}

static void note_end_of_command(struct worker *worker)
{
    worker->held = false;
    worker->used = worker->one && worker->process != 0;
}

bool worker_call(struct worker *worker, struct arena *arena, const struct hook_call *call,
                 bool *none, struct json *result, struct error *err)
{
    struct json answer;
    if (!be_ready(worker, arena, err))
        return false;
    struct json request = request_of(worker, arena, call);
    struct str text = json_write(arena, &request);
    if (text.len > WORKER_LONGEST_REQUEST) {
        worker_end_command(worker);
        return explain_too_much(arena, call->hook, text.len, err);
    }
    int64_t deadline = frame_clock() + ANSWER_WITHIN;
    enum frame_end sent = frame_send(worker->socket, text, deadline);
    bool fine = receive(worker, arena, sent, deadline, call->hook, &answer, err);
    if (fine && call->more)
        worker->held = true;
    else
        note_end_of_command(worker);
    if (!fine)
        return false;
    const struct json *value = json_find(&answer, STR("ok"));
    *none = json_find_bool(&answer, STR("none"));
    *result = value ? *value : json_null();
    return true;
}

void worker_end_command(struct worker *worker)
{
    static const char enough[] = "{\"do\":\"end\"}";
    if (!worker->held)
        return;
    if (!worker->one && frame_send(worker->socket, STR(enough),
                                   frame_clock() + READY_WITHIN) != FRAME_DONE)
        (void)end_process(worker, FRAME_CLOSED);
    note_end_of_command(worker);
}

void worker_expect_one(struct worker *worker)
{
    if (worker)
        worker->one = true;
}
