/* SPDX-License-Identifier: MIT */
/* Pictures, sound, video and papers that belong to a record of a cycle: the record of
 * kind attachment says what it is, the bytes stand sealed in the folder (store/blob.h).
 *
 * Keeping one is the command `attachment.add`, giving one back `attachment.read`, which
 * says in the log who was given what; both for an owner, a facilitator or an officer, the
 * latter for the safeguarding lead as well. It is given to be shown only where the
 * person, if it is about one, said yes to pictures (kind permission) in its cycle and has
 * not said no since; what belongs to a card that is held back, to the lead and an owner
 * alone.
 *
 * Memory: results live in the arena. Failure: false; neither record nor file stay. */
#ifndef ENGINE_ATTACHMENT_H
#define ENGINE_ATTACHMENT_H

#include "engine/engine.h"

#define ATTACHMENT_READ_COMMAND "attachment.read"

struct attachment_request {
    struct str cycle;             /* the id of its record */
    struct str path;              /* of the file */
    struct str about;             /* the id of a record */
    struct str person;            /* an id; empty: whoever that record is about */
    struct str name, description; /* either may be empty */
};

/* `out`: {id, name, type, size, person?, there?, flags?, name_cleaned?}; there: the same
 * file was attached to the record before, and nothing was done; as nobody's, and now as
 * somebody's, is refused. flags: by what its name
 * or description may show who somebody is (cycle/flag.h). name_cleaned: folders, or what
 * no reader sees, were left out of the name. */
bool attachment_add(struct engine *engine, struct arena *arena,
                    const struct attachment_request *request, struct json *out,
                    struct error *err);

/* Writes it to a new file at `path`. `to_show`: refused without a yes. `out`: {id, name,
 * type, size, person?, may_show}. */
bool attachment_read(struct engine *engine, struct arena *arena, struct str id,
                     struct str path, bool to_show, struct json *out, struct error *err);

/* Files of no record. */
struct attachment_left {
    struct str_list over;      /* it was taken back, and may come back */
    struct str_list cut_short; /* there never was one, or is none yet */
};

/* Whether each file is there and whole; names the first that is not. */
bool attachment_verify(struct store *store, struct arena *arena, size_t *count,
                       struct attachment_left *left, struct error *err);
/* Destroys what an attaching left that was cut short; waits for one that is at work. */
bool attachment_clear(struct store *store, struct arena *arena, struct error *err);

/* Destroys the files that an erasure names in its outcome. */
bool attachment_forget(struct store *store, struct arena *arena,
                       const struct json *outcome, struct error *err);

#endif
