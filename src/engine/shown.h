/* SPDX-License-Identifier: MIT */
/* What of a record is shown to whoever acts (list, show, log, trace). A schema says with
 * x-for which roles besides the owner's a field is for, or a whole kind. The words of a
 * card that is held back are shown by engine/safeguarding.h alone, which notes who read
 * them; here they are put out of sight for everybody. Those of somebody who said no to
 * the workshop are for those who see to it that the no is kept: an owner, officers,
 * facilitators and the safeguarding lead. Of an attachment, what it is called and what it
 * shows is put out of sight with what it belongs to, and by the wish of whom it is about.
 *
 * Roles keep mistakes away, not people: see docs/facilitator.md.
 * Memory: what is put into a body is constant. Failure: false with the reason. */
#ifndef ENGINE_SHOWN_H
#define ENGINE_SHOWN_H

#include "engine/engine.h"

#define SHOWN_HELD_BACK "(held back: `waymark safeguarding` shows it)"
#define SHOWN_NOT_USED "(not used, by their wish)"
#define SHOWN_TO_OTHERS "(not shown to you)"
#define SHOWN_WITH_HELD_BACK "(held back, with what it belongs to)"

/* False, saying whom it is for, where the actor may not see records of the kind. */
bool shown_kind(struct engine *engine, const struct kind *kind, struct error *err);
/* Takes out of a body what is not for the actor. */
bool shown_body(struct engine *engine, const struct kind *kind, struct json *body,
                struct error *err);
/* The same of what the record `id` said before, or says now: where the actor may not see
 * the first words of a card, no words of its past either. `hidden`: whether all words of
 * it are out of sight. */
bool shown_past(struct engine *engine, struct arena *arena, const struct kind *kind,
                struct str id, struct json *body, bool *hidden, struct error *err);

/* Whether what is attached to this record is for the actor: what belongs to a card or a
 * story that is held back, or counted with one that is, is the safeguarding lead's and an
 * owner's. */
bool shown_attached(struct engine *engine, struct str about, bool *may,
                    struct error *err);

#endif
