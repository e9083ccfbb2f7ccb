/* SPDX-License-Identifier: MIT */
/* A theme's name is how people call it: no two themes of a cycle have the same, be it
 * in other letters (cases, spaces). What it is called, by a name or a label, is no T2:
 * that means the second group of the workbook.
 *
 * Memory: the arena. Failure: the name is another theme's, which is named together
 * with what to do, or a number; or the database's. */
#ifndef ENGINE_THEME_NAME_H
#define ENGINE_THEME_NAME_H

#include "store/record.h"

/* Whether a theme `id` of `cycle`, already stored, may have its name. */
bool theme_name_check(struct db *db, struct arena *arena, struct str cycle, struct str id,
                      struct str name, struct error *err);
/* Whether a theme may be called so: its name, or its label. */
bool theme_called_check(struct str words, struct error *err);

#endif
