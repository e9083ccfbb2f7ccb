/* SPDX-License-Identifier: MIT */
/* Whether two names of people may be one name, written otherwise: a slip of the keys,
 * a part of a double name, the first letters, accents that were left out, and, for a
 * doubt that a person settles, what sounds the same (Sofie, Sophie). Short forms
 * such as Tom for Thomas are not known: twins share all but the forename.
 *
 * Memory: what is needed in passing lives in the arena. Failure: none. */
#ifndef CYCLE_NAME_ALIKE_H
#define CYCLE_NAME_ALIKE_H

#include "base/arena.h"
#include "base/str.h"

/* What of a name is compared where signs do not count: its letters, folded, without
 * accents, hyphens, apostrophes and spaces. */
struct str name_letters(struct arena *arena, struct str name);

/* Whether they can hardly be one; never of an empty one. A new name after a marriage, or
 * a slip of the keys, leaves a part alike. */
bool names_differ(struct arena *arena, struct str known, struct str given);
/* The same of forenames: Sam and Samuel do not differ. */
bool forenames_differ(struct arena *arena, struct str known, struct str given);

/* Whether a person's whole name is nearly the other's, in either order, by the eye or
 * by the ear, but not the same. */
struct whole_name {
    struct str forename, surname;
};
bool names_nearly_same(struct arena *arena, struct whole_name a, struct whole_name b);
/* Whether it is the other's but for accents, hyphens, apostrophes, spaces and order (Al
 * Sayed, Alsayed; Anne-Marie Lee, Anne Marie-Lee), and not just the same. */
bool names_same_letters(struct arena *arena, struct whole_name a, struct whole_name b);

#endif
