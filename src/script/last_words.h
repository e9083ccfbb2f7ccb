/* SPDX-License-Identifier: MIT */
/* How a worker says that a limit was passed, and ends. It takes no memory and
 * runs no Lua, so that the allocator, the step hook and a signal's handler may
 * call it at any moment; and since it never returns, no pcall can swallow it.
 *
 * `why` is cpu, memory or time. `L` may be NULL; otherwise the place of the
 * innermost running script goes with the words. */
#ifndef SCRIPT_LAST_WORDS_H
#define SCRIPT_LAST_WORDS_H

#include <lua.h>

_Noreturn void last_words(int socket, const char *why, lua_State *L);

#endif
