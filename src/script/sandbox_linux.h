/* SPDX-License-Identifier: MIT */
/* The outer wall round the script worker: what the system, and not Lua, sees to.
 * It holds even when a script has broken the interpreter.
 *
 * Failure: false, with the reason in errno. */
#ifndef SCRIPT_SANDBOX_LINUX_H
#define SCRIPT_SANDBOX_LINUX_H

#include <stdbool.h>
#include <sys/types.h>

enum { WORKER_SOCKET = 3 };

/* The name by which the program asks itself to be a worker. */
#define WORKER_ASKED "--script-worker"

/* In the program: starts this same program as a worker with `socket` as its only
 * descriptor besides standard input, output and error, and an empty environment. */
bool wall_spawn(int socket, pid_t *pid);

/* In the worker, before it reads anything: no descriptor but the socket, no new
 * files, processes, privileges or core dumps, and bounds on memory. */
bool wall_raise(void);
/* A child of the worker behind the same walls, which cannot fork in its turn and dies
 * with the worker. 0 in the child; -1 if there can be none. */
pid_t wall_fork(void);

/* In a worker that will never fork. */
bool wall_forbid_fork(void);

/* In the worker, before each request: this much more processor time, and then
 * the system ends it. */
bool wall_allow_seconds(unsigned seconds);

#endif
