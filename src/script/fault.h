/* SPDX-License-Identifier: MIT */
/* What went wrong in a script, as data: {"message", "chunk", "line", "trace"},
 * where `trace` lists the places ("local/x.lua:12") that led there, innermost
 * first. The message is safe_text and carries advice where the mistake is a common
 * one. Error values that are not text are named by their type: none of their
 * metamethods is called. */
#ifndef SCRIPT_FAULT_H
#define SCRIPT_FAULT_H

#include "base/str.h"

#include <lua.h>

/* The message handler of every call into scripts: sets the sandbox's fault. */
int fault_handle(lua_State *L);

/* For what is found wrong outside of a running script: in the sandbox's arena. */
struct sandbox;
void fault_set(struct sandbox *sandbox, struct str message, struct str chunk, int line);

#endif
