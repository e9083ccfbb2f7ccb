/* SPDX-License-Identifier: MIT */
#include "script/worker_main.h"

#include "script/frame.h"
#include "script/sandbox.h"
#include "script/sandbox_linux.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { NO_DEADLINE = 0, EXIT_BY_HAND = 64 };

bool worker_asked(int argc, char **argv)
{
    return argc == 2 && strcmp(argv[1], WORKER_ASKED) == 0;
}

static struct json unreadable(struct arena *arena, const struct error *err)
{
    struct json answer = json_object(), fault = json_object();
    json_set(arena, &fault, STR("message"),
             json_text(str_format(arena,
                                  "what was sent to the script worker cannot be "
                                  "read: %s",
                                  err->text)));
    json_set(arena, &answer, STR("error"), fault);
    return answer;
}

static bool receive(struct arena *arena, struct str *out)
{
    return frame_receive(WORKER_SOCKET, arena, FRAME_LONGEST, NO_DEADLINE, out) ==
           FRAME_DONE;
}

/* Reads a frame (and after a load a second one, the texts of the scripts), answers,
 * and says whether to go on. The bundle of a load stays for the worker's life, and so
 * its arena does. */
static bool serve_one(struct sandbox *sandbox)
{
    struct arena *arena = arena_new();
    struct str text, scripts;
    struct json request, answer;
    struct error err;
    if (!receive(arena, &text))
        return false;
    bool load = false;
    if (!json_parse(arena, text, &request, &err))
        answer = unreadable(arena, &err);
    else if (str_equal(json_find_text(&request, STR("do")), STR("load"))) {
        load = true;
        if (!receive(arena, &scripts))
            return false;
        answer = sandbox_load(sandbox, arena, &request, scripts);
    } else {
        answer = sandbox_call(sandbox, arena, &request);
    }
    bool sent =
        frame_send(WORKER_SOCKET, json_write(arena, &answer), NO_DEADLINE) == FRAME_DONE;
    if (!load)
        arena_free(arena);
    return sent;
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
