/* SPDX-License-Identifier: MIT */
/* What one request may use: memory, steps and time. Whoever passes a limit ends
 * the worker with its last words; nothing here raises an error that a script
 * could catch, and the allocator never gives Lua NULL.
 *
 * Time is told twice: the first bell asks Lua to stop at its next step, which
 * knows its place; the second, for a script that hangs inside one call of C, ends
 * the worker from the signal's handler. */
#ifndef SCRIPT_LIMITS_H
#define SCRIPT_LIMITS_H

#include <lua.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <time.h>

enum {
    MOST_MEMORY = 64 * 1024 * 1024, /* bytes that Lua holds, garbage included */
    MOST_STEPS = 50 * 1000 * 1000,  /* instructions of Lua */
    MOST_SECONDS = 2
};

struct limits {
    lua_State *L; /* NULL until the state is made */
    int socket;
    size_t memory;    /* bytes that Lua holds */
    size_t collected; /* what it held after the last collection by the hook */
    int64_t steps;
    timer_t timer;
    volatile sig_atomic_t bells;
    /* While a bundle is loaded to be described: the last line of the author's that
     * ran, since a tail call (`return step {…}`) leaves no frame to find it by. */
    bool follow;
    const char *author_source; /* Lua's, "@local/…"; NULL: none yet */
    int author_line;
};

/* `limits` must stay where it is for as long as the worker lives. */
bool limits_start(struct limits *limits, int socket);
/* In a forked child, which has no timer of its own yet. */
bool limits_go_on(struct limits *limits);
/* A lua_Alloc; its first argument is the limits. */
void *limits_allocate(void *limits, void *old, size_t old_size, size_t new_size);
/* Around everything that runs a script or turns its values; it ends the worker if
 * the system will not set the limits. */
void limits_begin(struct limits *limits);
void limits_end(struct limits *limits);

#endif
