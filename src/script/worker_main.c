/* SPDX-License-Identifier: MIT */
#include "script/worker_main.h"

#include "script/frame.h"
#include "script/sandbox.h"
#include "script/sandbox_linux.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_DEADLINE = 0, EXIT_BY_HAND = 64, EXIT_UNHEARD = 1 };

bool worker_asked(int argc, char **argv)
{
    return argc == 2 && strcmp(argv[1], WORKER_ASKED) == 0;
}

static bool send_unreadable(struct arena *arena, const struct error *err)
{
    struct json answer = json_object(), fault = json_object();
    json_set(arena, &fault, STR("message"),
             json_text(str_format(arena,
                                  "what was sent to the script worker cannot be "
                                  "read: %s",
                                  err->text)));
    json_set(arena, &answer, STR("error"), fault);
    return frame_send(WORKER_SOCKET, json_write(arena, &answer), NO_DEADLINE) ==
           FRAME_DONE;
}

static bool receive(struct arena *arena, struct str *out)
{
    return frame_receive(WORKER_SOCKET, arena, FRAME_LONGEST, NO_DEADLINE, out) ==
           FRAME_DONE;
}

/* The texts of the scripts come in a second frame. The bundle of a load stays for the
 * worker's life, and so its arena does. */
static bool serve_load(struct sandbox *sandbox, struct arena *arena,
                       const struct json *request)
{
    struct str scripts;
    if (!receive(arena, &scripts))
        return false;
    struct json answer = sandbox_load(sandbox, arena, request, scripts);
    return frame_send(WORKER_SOCKET, json_write(arena, &answer), NO_DEADLINE) ==
           FRAME_DONE;
}

/* Answers the request, and those of the same command that follow it. */
static bool answer_command(struct sandbox *sandbox, struct arena *arena,
                           struct json request)
{
    for (;;) {
        struct str text;
        struct error err;
        struct json answer = sandbox_call(sandbox, arena, &request);
        if (frame_send(WORKER_SOCKET, json_write(arena, &answer), NO_DEADLINE) !=
            FRAME_DONE)
            return false;
        if (!json_find_bool(&request, STR("more")) || json_find(&answer, STR("error")))
            return true;
        if (!receive(arena, &text))
            return false;
        if (!json_parse(arena, text, &request, &err))
            return send_unreadable(arena, &err);
        if (!str_equal(json_find_text(&request, STR("do")), STR("call")))
            return true;
    }
}

_Noreturn static void answer_and_end(struct sandbox *sandbox, struct arena *arena,
                                     const struct json *request)
{
    if (!limits_go_on(&sandbox->limits))
        abort();
    _exit(answer_command(sandbox, arena, *request) ? 0 : EXIT_UNHEARD);
}

/* Each command runs in a child of its own, with the state as the load left it: nothing
 * that its hooks do is there for the next one. A child that was stopped has said why
 * itself; whatever else it ended of, the worker ends of too. */
static bool serve_command(struct sandbox *sandbox, struct arena *arena,
                          const struct json *request)
{
    int status = 0;
    sandbox_prepare(sandbox, arena, request);
    pid_t ended, child = wall_fork();
    if (child == 0)
        answer_and_end(sandbox, arena, request);
    if (child < 0)
        return false;
    do {
        ended = waitpid(child, &status, 0);
    } while (ended < 0 && errno == EINTR);
    if (ended == child && WIFSIGNALED(status)) {
        (void)signal(WTERMSIG(status), SIG_DFL);
        (void)raise(WTERMSIG(status));
    }
    return ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* And no more: there is nothing to keep apart, and so no child. */
static bool serve_one_command(struct sandbox *sandbox, struct arena *arena,
                              struct json request)
{
    if (!wall_forbid_fork())
        abort();
    (void)answer_command(sandbox, arena, request);
    return false;
}

/* Reads a frame, answers it, and says whether to go on. */
static bool serve_one(struct sandbox *sandbox)
{
    struct arena *arena = arena_new();
    struct str text;
    struct json request;
    struct error err;
    if (!receive(arena, &text))
        return false;
    if (!json_parse(arena, text, &request, &err))
        return send_unreadable(arena, &err);
    if (str_equal(json_find_text(&request, STR("do")), STR("load")))
        return serve_load(sandbox, arena, &request);
    if (json_find_bool(&request, STR("one")))
        return serve_one_command(sandbox, arena, request);
    bool go_on = serve_command(sandbox, arena, &request);
    arena_free(arena);
    return go_on;
}

int worker_main(void)
{
    struct sandbox sandbox;
    if (fcntl(WORKER_SOCKET, F_GETFD) < 0) {
        (void)fputs("waymark: " WORKER_ASKED
                    " is how Waymark starts itself to run scripts; "
                    "there is no need to call it by hand\n",
                    stderr);
        return EXIT_BY_HAND;
    }
    if (wall_raise() && sandbox_start(&sandbox, WORKER_SOCKET) &&
        frame_send(WORKER_SOCKET, STR_NONE, NO_DEADLINE) == FRAME_DONE)
        while (serve_one(&sandbox))
            continue;
    /* Nothing is given back, and no finalizer or handler at exit runs. */
    _exit(0);
}
