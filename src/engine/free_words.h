/* SPDX-License-Identifier: MIT */
/* What people wrote freely in a record: every text of it but choices, ids, days and
 * numbers. What a file, a school or a sheet is called is not: Holly Bank is not Holly.
 *
 * Memory: texts borrow from the body. Failure: none. */
#ifndef ENGINE_FREE_WORDS_H
#define ENGINE_FREE_WORDS_H

#include "store/kind.h"

bool free_words_in(const struct kind *kind, const struct kind_field *field);

/* Each text in a value, of a list or a table too: those that name the parts of a table
 * are written as well (key dates). */
typedef void free_words_function(void *with, struct str text);
void free_words_each(const struct json *value, free_words_function *each, void *with);

#endif
