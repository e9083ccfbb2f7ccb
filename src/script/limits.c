/* SPDX-License-Identifier: MIT */
#include "script/limits.h"

#include "base/arena.h"
#include "script/last_words.h"
#include "script/sandbox_linux.h"

#include <stdlib.h>
#include <string.h>

enum {
    STEPS_A_LOOK = 1000,
    /* Without emergency collections an honest script full of garbage would reach
     * the cap; from here on the hook collects for it. */
    COLLECT_FROM = 40 * 1024 * 1024,
    COLLECT_AGAIN = 8 * 1024 * 1024,
    SECOND_BELL_NANOSECONDS = 150 * 1000 * 1000,
    PROCESSOR_SECONDS = MOST_SECONDS + 1
};

static struct limits *limits_of(lua_State *L)
{
    void *limits;
    (void)lua_getallocf(L, &limits);
    return limits;
}

static void collect_if_full(struct limits *limits)
{
    if (limits->memory < limits->collected)
        limits->collected = limits->memory;
    if (limits->memory < COLLECT_FROM ||
        limits->memory < limits->collected + COLLECT_AGAIN)
        return;
    (void)lua_gc(limits->L, LUA_GCCOLLECT);
    limits->collected = limits->memory;
}

static void follow_line(struct limits *limits, lua_State *L, lua_Debug *at)
{
    if (!lua_getinfo(L, "Sl", at) || strncmp(at->source, "@built in/", 10) == 0)
        return;
    limits->author_source = at->source;
    limits->author_line = at->currentline;
}

static void on_steps(lua_State *L, lua_Debug *at)
{
    struct limits *limits = limits_of(L);
    if (at->event == LUA_HOOKLINE) {
        follow_line(limits, L, at);
        return;
    }
    limits->steps += STEPS_A_LOOK;
    if (limits->steps > MOST_STEPS)
        last_words(limits->socket, "cpu", L);
    collect_if_full(limits);
}

static void on_time(lua_State *L, lua_Debug *at)
{
    (void)at;
    last_words(limits_of(L)->socket, "time", L);
}

static void on_bell(int number, siginfo_t *info, void *context)
{
    (void)number;
    (void)context;
    if (info->si_code != SI_TIMER)
        return;
    struct limits *limits = info->si_value.sival_ptr;
    limits->bells++;
    /* Lua allows lua_sethook in a handler. Reading the place while a C call hangs
     * may in the rarest case read a stack that is moving; that ends the worker,
     * which it does anyway. */
    if (limits->bells == 1)
        lua_sethook(limits->L, on_time, LUA_MASKCOUNT, 1);
    else
        last_words(limits->socket, "time", limits->L);
}

bool limits_go_on(struct limits *limits)
{
    struct sigevent bell = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM};
    bell.sigev_value.sival_ptr = limits;
    return timer_create(CLOCK_MONOTONIC, &bell, &limits->timer) == 0;
}

bool limits_start(struct limits *limits, int socket)
{
    *limits = (struct limits){.socket = socket};
    struct sigaction action = {.sa_sigaction = on_bell,
                               .sa_flags = SA_SIGINFO | SA_RESTART};
    (void)sigemptyset(&action.sa_mask);
    return sigaction(SIGALRM, &action, NULL) == 0 && limits_go_on(limits);
}

void *limits_allocate(void *context, void *old, size_t old_size, size_t new_size)
{
    struct limits *limits = context;
    size_t held = old ? old_size : 0; /* for new blocks Lua passes a kind instead */
    if (new_size == 0) {
        limits->memory -= held;
        memory_give_back(old);
        return NULL;
    }
    if (new_size > held && new_size - held > MOST_MEMORY - limits->memory)
        last_words(limits->socket, "memory", limits->L);
    limits->memory = limits->memory - held + new_size;
    return memory_resize(old, new_size);
}

void limits_begin(struct limits *limits)
{
    const struct itimerspec bells = {.it_value = {.tv_sec = MOST_SECONDS},
                                     .it_interval = {.tv_nsec = SECOND_BELL_NANOSECONDS}};
    limits->steps = 0;
    limits->bells = 0;
    limits->author_source = NULL;
    lua_sethook(limits->L, on_steps,
                limits->follow ? LUA_MASKCOUNT | LUA_MASKLINE : LUA_MASKCOUNT,
                STEPS_A_LOOK);
    /* Better no worker than one without limits. */
    if (!wall_allow_seconds(PROCESSOR_SECONDS) ||
        timer_settime(limits->timer, 0, &bells, NULL) != 0)
        abort();
}

void limits_end(struct limits *limits)
{
    const struct itimerspec never = {0};
    (void)timer_settime(limits->timer, 0, &never, NULL);
    lua_sethook(limits->L, NULL, 0, 0);
}
