/* SPDX-License-Identifier: MIT */
/* The process of a cycle: the pinned workflow's description of itself, read from
 * the store, and the kinds of record that go with it. No script runs to read it.
 *
 * Memory: lives in the arena passed in. Failure: false; a step, command or kind
 * that is not there is named with the nearest right name. */
#ifndef ENGINE_PROCESS_H
#define ENGINE_PROCESS_H

#include "format/json.h"
#include "store/bundle.h"
#include "store/kind.h"
#include "store/record.h"

struct process {
    struct record cycle; /* of kind cycle; id '' for the workplace's own */
    struct json cycle_body;
    struct bundle bundle; /* without the sources' texts */
    struct kinds *kinds;
    const struct json *description;
    const struct json *steps; /* list, in order */
};

/* With cycle '' the built-in kinds and no steps. */
bool process_load(struct db *db, struct arena *arena, struct str cycle,
                  struct process **out, struct error *err);
/* The two halves of it: which scripts the cycle is pinned to, and what they say of
 * themselves, which takes longer. */
bool process_find(struct db *db, struct arena *arena, struct str cycle,
                  struct process **out, struct error *err);
bool process_describe(struct arena *arena, struct process *process, struct error *err);

const struct json *process_step(const struct process *process, struct str name);
/* Whether a step's description says that it owns a kind of record. */
bool process_owns(const struct json *step, struct str kind);
/* `name` is STEP.COMMAND. */
bool process_command(const struct process *process, struct str name,
                     const struct json **step, const struct json **command,
                     struct error *err);
bool process_kind(const struct process *process, struct str name, const struct kind **out,
                  struct error *err);

/* The item of `names` that is most like `wrong`, or empty when none is near. */
struct str nearest_name(struct str_list names, struct str wrong);
/* "; did you mean X?" or nothing. */
struct str nearest_hint(struct arena *arena, struct str_list names, struct str wrong);

#endif
