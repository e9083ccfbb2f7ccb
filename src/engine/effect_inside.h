/* SPDX-License-Identifier: MIT */
/* What the files of effect.h share; for nobody else. effect.c applies effects one by one;
 * effect_field.c sets and clears their fields: whether the step may, what a field that
 * points to another record may hold, and what is the core's own or a person's to say;
 * effect_after.c looks over what came of all of them.
 *
 * Memory: what is set lives in the arena of `applying`.
 * Failure: false, with what the script's author is to put right. */
#ifndef ENGINE_EFFECT_INSIDE_H
#define ENGINE_EFFECT_INSIDE_H

#include "engine/effect.h"

struct applying {
    struct engine *engine;
    struct db *db;
    struct arena *arena;
    const struct process *process;
    const struct json *step, *args;
    struct reading *reading;
    const struct str *before; /* (reading->count) the bodies before any effect */
    size_t before_count;      /* what was created since has no words before */
    struct commit *commit;
    struct applied *out;
    bool closed; /* effect.h */
};

bool effect_is_noted(const struct str_list *list, struct str id);
/* Each once. */
void effect_note_id(const struct applying *now, struct str_list *list, struct str id);
/* What a record said before the first effect; no members for one that is new. */
bool effect_body_before(const struct applying *now, const struct record *target,
                        struct json *out, struct error *err);
/* effect_after.c: the rules for cards and names, when all effects are applied, and what
 * to remark. */
bool effect_look_over(const struct applying *now, struct error *err);

/* "new:2" is the id of the second record created; any other text is itself. */
struct str effect_new_id(const struct applying *now, struct str text);
bool effect_may_change(const struct applying *now, const struct kind *kind,
                       struct str field, struct error *err);
bool effect_set_field(const struct applying *now, const struct kind *kind,
                      struct json *body, struct str name, const struct json *value,
                      struct error *err);
/* Every member of the effect that is not the operation itself. */
bool effect_set_fields(const struct applying *now, const struct kind *kind,
                       const struct json *effect, struct str operation, struct json *body,
                       struct error *err);
bool effect_clear_field(const struct applying *now, const struct kind *kind,
                        struct json *body, struct str name, struct error *err);
/* `names`: a list of texts, and not an empty one. */
bool effect_clear_fields(const struct applying *now, const struct kind *kind,
                         struct json *body, const struct json *names, struct error *err);

#endif
