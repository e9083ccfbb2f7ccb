/* SPDX-License-Identifier: MIT */
/* A group that has no name yet is shown by its label; so people name it by that. Without
 * regard to capitals.
 *
 * Memory: the arena. Failure: what the database says; of theme_labelled also
 * ERROR_INPUT where several groups have the label, with their numbers and sections. */
#ifndef ENGINE_THEME_LABEL_H
#define ENGINE_THEME_LABEL_H

#include "store/record.h"

/* The ids of all that have it. */
bool theme_labels(struct db *db, struct arena *arena, struct str cycle, struct str label,
                  struct str_list *out, struct error *err);
/* The one that has it; empty: none. */
bool theme_labelled(struct db *db, struct arena *arena, struct str cycle,
                    struct str label, struct str *id, struct error *err);

#endif
