/* SPDX-License-Identifier: MIT */
/* Applies the effects that a hook gave back, inside a commit, checking each as
 * if it came from a stranger.
 *
 * Effects are a closed set: {create=KIND, …fields}, {change=ID, …fields},
 * {link=ID, field=…, to=ID}, {unlink=ID, field=…}, {remove=ID}, {flag=ID,
 * reason=…}, {remark=MESSAGE}, {refuse=MESSAGE}. "new:1" names the first record that this
 * list created, and so on. A script may create and remove only kinds that its step owns;
 * change only what its hook was sent, of kinds that its step owns or names in `changes`,
 * or in fields that the workflow added; and never set a field that is the core's own
 * (x-core). What other records still point to cannot be removed.
 *
 * Whatever a script says, new words of a statement get the flags of cycle/flag.h, and
 * hold the card back where they tell of harm;
 * an identifying flag goes only with the words, or when the person gave the same
 * words again; only the step that owns statements releases one that is held back or
 * withdrawn; a new review or story brings what its person said no to in another cycle,
 * and a no is noted in the others that know them (engine/no_elsewhere.h); that a
 * story may be published is only what the person's argument says; and in a closed cycle
 * nothing is written but permissions.
 *
 * Memory: results live in the arena.
 * Failure: false with the effect's number; ERROR_REFUSED for a refusal, whose
 * text is for people. The caller abandons the commit. */
#ifndef ENGINE_EFFECT_H
#define ENGINE_EFFECT_H

#include "engine/engine.h"
#include "engine/query.h"
#include "store/commit.h"

enum { EFFECT_MOST = 5000 };

struct applied {
    struct str_list created, changed, removed; /* ids, in order */
    struct str_list held_back; /* of those: new words of statements that tell of harm */
    struct str_list remarks;   /* what was done, and a person should look at */
    bool scoped;               /* whose reviews count was chosen: so many of so many do */
    size_t reviews_count, reviews_all;
};

/* Who asks for the effects. */
struct effect_source {
    struct engine *engine;
    const struct process *process;
    const struct json *step, *args;
    bool closed; /* the cycle is: permissions are all that may be written */
};

bool effects_apply(const struct effect_source *source, struct arena *arena,
                   struct reading *reading, const struct json *effects,
                   struct commit *commit, struct applied *out, struct error *err);

/* {"created":[…],"changed":[…],"removed":[…],"held_back":[…],"remarks":[…],
 * "scope":{"reviews":3,"of":8}}, empty lists left out. */
struct json applied_outcome(struct arena *arena, const struct applied *applied);

#endif
