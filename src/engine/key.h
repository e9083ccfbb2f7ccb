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
 * imports, files of commands and lines of two commands have (`import:`, `file:`,
 * `with:`). */
bool key_check(const struct command_request *request, struct error *err);
struct str key_random(struct arena *arena);

/* Of a command that a line did besides the one with this number: whoever takes that one
 * back takes both back. And the number again; 0: a key of another kind. */
struct str key_with(struct arena *arena, int64_t number);
int64_t key_with_which(struct str key);

/* A hash of name, cycle and arguments as given; empty where the key says it all. */
struct str key_asked(struct arena *arena, const struct command_request *request);
/* Whether the command that used this key asked the same: by its name, and by what was
 * asked unless the key says it all. */
bool key_must_match(struct db *db, struct arena *arena,
                    const struct command_request *request, int64_t number,
                    struct error *err);

#endif
