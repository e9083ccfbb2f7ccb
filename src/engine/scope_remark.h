/* SPDX-License-Identifier: MIT */
/* What a person is told of a scope.
 *
 * Memory: the arena. Failure: the database's; the authority's own words for columns
 * (local/import/reviews.json) that cannot be read. */
#ifndef ENGINE_SCOPE_REMARK_H
#define ENGINE_SCOPE_REMARK_H

#include "cycle/scope.h"
#include "engine/engine.h"

/* A scope that was just taken has values that no review imported so far has, and that
 * were not in the scope `before` (NULL: there was none). The reviews may still come; but
 * a name that is nearly right would leave everybody out. And files of which a scope from
 * before left rows out that may count now (scope_left.h). Added to `out`. */
bool scope_remarks(struct engine *engine, struct arena *arena, struct str cycle,
                   const struct json *before, const struct json *scope,
                   struct str_list *out, struct error *err);

/* What a file that was imported, or the records by now, leave unmet, for people: a line
 * for each value that a name is like, and one for the others of a field. `left`: by parts
 * of the scope, what rows that were left out say; or NULL. */
void scope_unmet_remarks(struct arena *arena, const struct scope_unmet_list *unmet,
                         const struct str_list *left, struct str_list *out);

/* `out` for cycle/scope.h's `own`: NULL where the scope asks for nothing that it says. */
bool scope_own(struct engine *engine, struct arena *arena, const struct json *scope,
               const struct json **out, struct error *err);

#endif
