/* SPDX-License-Identifier: MIT */
/* Idempotency keys: whoever repeats a command with its key is answered as before,
 * and whoever uses the key for another command is told so.
 *
 * What a key was used for is kept as a hash in the body of the command's closing
 * event, so that erasing a person leaves nothing of it; whether a command is the
 * same can then not be told, and it is refused.
 * Memory: results live in the arena. Failure: false, and what to do. */
#ifndef ENGINE_KEY_H
#define ENGINE_KEY_H

#include "engine/command.h"
#include "store/commit.h"

/* Short, without control characters, and, where people gave it, not of the form that
 * imports and files of commands have (`import:`, `file:`). */
bool key_check(const struct command_request *request, struct error *err);
struct str key_random(struct arena *arena);

/* A hash of name, cycle and arguments as given; empty where the key says it all. */
struct str key_asked(struct arena *arena, const struct command_request *request);
/* Whether the command that used this key asked the same: by its name, and by what was
 * asked unless the key says it all. */
bool key_must_match(struct db *db, struct arena *arena,
                    const struct command_request *request, int64_t number,
                    struct error *err);

#endif
