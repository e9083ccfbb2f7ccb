/* SPDX-License-Identifier: MIT */
/* A command's arguments: from texts (or JSON) to the types that its description
 * names. Records may be named by id, or by what people call them (args_record.h); where
 * several may be named, people of the room by their rows of a list (args_guests.h).
 *
 * Memory: results live in the arena. Failure: false, naming the argument, what
 * is wrong with it and what it may be. */
#ifndef ENGINE_ARGS_H
#define ENGINE_ARGS_H

#include "engine/process.h"

/* `given` is an object of texts, lists of texts, or values typed already. */
bool args_resolve(struct db *db, struct arena *arena, const struct process *process,
                  const struct json *command, const struct json *given, struct json *out,
                  struct error *err);

/* `what=TEXT by=DATE informs=…`: how a command is written, for help. */
struct str args_usage(struct arena *arena, const struct json *command);
/* What may stand where a field has fixed values: {argument: [values]}. */
struct json args_choices(struct arena *arena, const struct process *process,
                         const struct json *command);

#endif
