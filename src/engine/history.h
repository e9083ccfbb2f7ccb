/* SPDX-License-Identifier: MIT */
/* What has happened to a record, from the events; and taking a command back.
 *
 * Memory: results live in the arena. Failure: false with the reason. */
#ifndef ENGINE_HISTORY_H
#define ENGINE_HISTORY_H

#include "engine/engine.h"
#include "store/event.h"
#include "store/record.h"

struct history {
    struct event event;
    struct str actor, command_name;
    int64_t at;
};

struct history_list {
    struct history *items;
    size_t count;
};

/* The events of one record, in order, with who did what. Reads the whole log. */
bool history_of(struct db *db, struct arena *arena, struct str record,
                struct history_list *out, struct error *err);

/* Fails with ERROR_CONFLICT and both sides: what the person saw at version
 * `seen`, and what the record says now, field by field where they differ, as far as
 * both are for the actor (engine/shown.h). */
bool history_conflict(struct engine *engine, struct arena *arena,
                      const struct record *now, int64_t seen, struct error *err);

/* `name: "a" → "b"` for each field that differs; either may be NULL. */
struct str changes_text(struct arena *arena, const struct json *before,
                        const struct json *after);

#endif
