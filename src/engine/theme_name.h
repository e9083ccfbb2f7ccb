/* SPDX-License-Identifier: MIT */
/* A theme's name is how people call it: no two themes of a cycle have the same, be it
 * in other letters (cases, spaces).
 *
 * Memory: the arena. Failure: the name is another theme's, which is named together
 * with what to do; or the database's. */
#ifndef ENGINE_THEME_NAME_H
#define ENGINE_THEME_NAME_H

#include "store/record.h"

/* Whether a theme `id` of `cycle`, already stored, may have its name. */
bool theme_name_check(struct db *db, struct arena *arena, struct str cycle, struct str id,
                      struct str name, struct error *err);

#endif
