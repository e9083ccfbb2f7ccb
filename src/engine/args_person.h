/* SPDX-License-Identifier: MIT */
/* People in a command's arguments, as whoever types them knows them: by the authority's
 * reference or a UPN. Those that args_resolve knows (engine/args.h) are left to it.
 *
 * Who somebody is is looked up for this, by an owner or an officer alone, and each look
 * is in the log. Memory: the arena. Failure: false, naming the argument; whom nobody
 * knows is left as it is, for args_resolve to say so. */
#ifndef ENGINE_ARGS_PERSON_H
#define ENGINE_ARGS_PERSON_H

#include "engine/engine.h"

/* The id of one of them; empty where it is nobody's, or is known without a look at who
 * they are. */
bool args_person(struct engine *engine, struct arena *arena,
                 const struct process *process, struct str given, struct str *id,
                 struct error *err);
/* `given` with the ids of those whom it names so. */
bool args_people(struct engine *engine, struct arena *arena,
                 const struct process *process, const struct json *command,
                 const struct json *given, struct json *out, struct error *err);

#endif
