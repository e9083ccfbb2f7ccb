/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE /* NOLINT: for closefrom, RLIMIT_NPROC and prctl */

#include "script/sandbox_linux.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

/* The sanitizers map terabytes of shadow and must be able to say what they saw;
 * so the walls that forbid it stand in release builds only. */
#ifdef SANITIZED
enum { SANITIZERS = 1 };
#else
enum { SANITIZERS = 0 };
#endif

enum {
    MEGABYTE = 1024 * 1024,
    MOST_ADDRESSES = 512 * MEGABYTE,
    MOST_STACK = 8 * MEGABYTE
};

static int prepare_files(posix_spawn_file_actions_t *files, int socket)
{
    /* Onto itself also works: that clears close-on-exec. */
    int failed = posix_spawn_file_actions_adddup2(files, socket, WORKER_SOCKET);
    return failed ? failed
                  : posix_spawn_file_actions_addclosefrom_np(files, WORKER_SOCKET + 1);
}

/* No signal blocked or ignored, whatever the program does with its own; and a
 * group of its own, so that Ctrl-C reaches the program and not the worker. */
static int prepare_signals(posix_spawnattr_t *how)
{
    sigset_t none, all;
    (void)sigemptyset(&none);
    (void)sigfillset(&all);
    int failed = posix_spawnattr_setsigmask(how, &none);
    if (!failed)
        failed = posix_spawnattr_setsigdefault(how, &all);
    if (!failed)
        failed = posix_spawnattr_setpgroup(how, 0);
    if (!failed)
        failed = posix_spawnattr_setflags(
            how, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
    return failed;
}

bool wall_spawn(int socket, pid_t *pid)
{
    static char name[] = "waymark", asked[] = WORKER_ASKED;
    char *arguments[] = {name, asked, NULL}, *environment[] = {NULL};
    posix_spawn_file_actions_t files;
    posix_spawnattr_t how;
    int failed = posix_spawn_file_actions_init(&files);
    if (failed) {
        errno = failed;
        return false;
    }
    failed = posix_spawnattr_init(&how);
    if (!failed) {
        failed = prepare_files(&files, socket);
        if (!failed)
            failed = prepare_signals(&how);
        if (!failed)
            failed =
                posix_spawn(pid, "/proc/self/exe", &files, &how, arguments, environment);
        (void)posix_spawnattr_destroy(&how);
    }
    (void)posix_spawn_file_actions_destroy(&files);
    errno = failed;
    return failed == 0;
}

/* Never above what we were given. */
static bool limit(__rlimit_resource_t what, rlim_t most)
{
    struct rlimit now;
    if (getrlimit(what, &now) != 0)
        return false;
    if (most < now.rlim_max)
        now.rlim_max = most;
    now.rlim_cur = now.rlim_max;
    return setrlimit(what, &now) == 0;
}

/* Only what is allowed now is changed here, so that it can be changed back. */
static bool wall_let_fork(bool may)
{
    struct rlimit now;
    if (getrlimit(RLIMIT_NPROC, &now) != 0)
        return false;
    now.rlim_cur = may ? now.rlim_max : 0;
    return setrlimit(RLIMIT_NPROC, &now) == 0;
}

bool wall_forbid_fork(void)
{
    return limit(RLIMIT_NPROC, 0);
}

/* The child dies with the worker, and can start nothing itself. */
pid_t wall_fork(void)
{
    pid_t worker = getpid();
    if (!wall_let_fork(true))
        return -1;
    pid_t child = fork();
    bool walled = child == 0 ? prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 &&
                                   getppid() == worker && wall_forbid_fork()
                             : wall_let_fork(false);
    if (!walled)
        abort();
    return child;
}

bool wall_raise(void)
{
    (void)close(STDIN_FILENO);
    (void)close(STDOUT_FILENO);
    if (!SANITIZERS)
        (void)close(STDERR_FILENO);
    return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && limit(RLIMIT_CORE, 0) &&
           limit(RLIMIT_FSIZE, 0) && wall_let_fork(false) &&
           (SANITIZERS || limit(RLIMIT_NOFILE, 0)) && limit(RLIMIT_STACK, MOST_STACK) &&
           (SANITIZERS || limit(RLIMIT_AS, MOST_ADDRESSES));
}

bool wall_allow_seconds(unsigned seconds)
{
    struct rusage used;
    struct rlimit now;
    if (getrusage(RUSAGE_SELF, &used) != 0 || getrlimit(RLIMIT_CPU, &now) != 0)
        return false;
    time_t spent = used.ru_utime.tv_sec + used.ru_stime.tv_sec + 1;
    now.rlim_cur = (rlim_t)spent + seconds;
    return setrlimit(RLIMIT_CPU, &now) == 0;
}
