/* SPDX-License-Identifier: MIT */
/* What a person is told of a scope that was taken: values that no review imported so
 * far has, and that were not in the scope `before` (NULL: there was none). The reviews
 * may still come; but a name that is nearly right would leave everybody out. Added to
 * `out`.
 *
 * Memory: the arena. Failure: the database's. */
#ifndef ENGINE_SCOPE_REMARK_H
#define ENGINE_SCOPE_REMARK_H

#include "store/record.h"

bool scope_remarks(struct db *db, struct arena *arena, struct str cycle,
                   const struct json *before, const struct json *scope,
                   struct str_list *out, struct error *err);

#endif
