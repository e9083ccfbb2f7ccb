/* SPDX-License-Identifier: MIT */
/* A command's arguments: from texts (or JSON) to the types that its description
 * names. Records may be named by id, or by what people call them: a statement by
 * its source (`reviews.csv:14:working1`) or the number of its card, a theme by its 'I'
 * statement, its label or its number (T3), a
 * person by the source of something that they said, by its file and line alone, or by the
 * id of their review or statement; where several may be named, people of the room by
 * their rows of a list (args_guests.h).
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

/* The record of `kind` that `text` names, in `cycle` (this one or the one before). */
bool record_named(struct db *db, struct arena *arena, const struct process *process,
                  struct str cycle, const struct kind *kind, struct str text,
                  struct str *id, struct error *err);

/* `what=TEXT by=DATE informs=…`: how a command is written, for help. */
struct str args_usage(struct arena *arena, const struct json *command);
/* What may stand where a field has fixed values: {argument: [values]}. */
struct json args_choices(struct arena *arena, const struct process *process,
                         const struct json *command);

#endif
