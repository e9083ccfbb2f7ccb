/* SPDX-License-Identifier: MIT */
/* Everything that is held of one person, for them or for whoever asks for them (UK
 * GDPR, article 15). Opens the sealed identity, so it is a command of its own,
 * `workplace.export`, and stands in the log: for an owner, an officer or the lead.
 *
 * Never in it: the words of others, and the names of others that the vault or the log
 * knows, which are struck out of the person's own words. Names that only look like one
 * stay, and are counted in "look_at", as are cards and stories held back: an officer
 * reads first. Those are in it, with what is attached to them, where the safeguarding
 * lead or an owner asks ("with_held_back"); else nothing tells that they are there but
 * that count. What was noted of them never is; the lead is told how many notes there are.
 *
 * {person, made, who {reference, upn, forename, surname, birth_date, before []},
 *  who_in_log, also_in_the_log [],
 *  years [{cycle, reviews [], statements [], permissions [], others [], pointing []}],
 *  earlier_words [], earlier_records [{kind, title, cycle, gone, record {}}],
 *  log [{at, what, records}],
 *  attachments [{id, name, type, size, stored}], look_at {flagged, held_back,
 *  notes?, struck_out}, with_held_back}; engine/attachment.h gives the files.
 *
 * Memory: results live in the arena. Failure: as person_find, or the role. */
#ifndef ENGINE_PERSON_EXPORT_H
#define ENGINE_PERSON_EXPORT_H

#include "engine/engine.h"

#define PERSON_EXPORT_COMMAND "workplace.export"

/* Gives it to whoever asked, before it is noted: what cannot be given is not noted. */
struct person_giving {
    bool (*give)(void *with, const struct json *all, struct error *err);
    void *with;
};

/* `giving`: NULL where it is given once it has been noted. */
bool person_export(struct engine *engine, struct arena *arena, struct str given,
                   struct str born, const struct person_giving *giving, struct json *out,
                   struct error *err);

#endif
