/* SPDX-License-Identifier: MIT */
/* A field of a record as people read it: yes, not true; "what is working and hopes for
 * the future", not {"working":1,"aspiration":1}. For messages and lists, never for what
 * a program reads.
 *
 * Memory: results live in the arena, or borrow from the value. Failure: none. */
#ifndef CYCLE_VALUE_WORDS_H
#define CYCLE_VALUE_WORDS_H

#include "format/json.h"

/* "no view recorded about"; else the field's own name. */
struct str field_words(struct str field);
/* Of NULL, null and an empty list: nothing. */
struct str value_words(struct arena *arena, struct str field, const struct json *value);

#endif
