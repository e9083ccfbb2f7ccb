/* SPDX-License-Identifier: MIT */
/* Checks JSON against a JSON Schema (draft 2020-12), for the keywords below.
 *
 * Asserted: type, enum, const, properties, required, additionalProperties,
 * items, minItems, maxItems, uniqueItems, minLength, maxLength (characters),
 * minimum, maximum, anyOf, and format with the names "date" (YYYY-MM-DD that
 * exists) and "decimal" (text such as "-12.50"; our canonical form of
 * decimals). "number" as a type means a whole number, since canonical JSON has
 * no others; booleans as schemas are allowed.
 * Read but not asserted: $schema, $id, $comment, title, description, examples,
 * default, and every keyword that begins with "x-" (ours: ARCHITECTURE.md lists
 * them). Anything else in a schema is refused when it is loaded.
 *
 * Memory: a compiled schema lives in the arena and borrows from the JSON.
 * Failure: schema_compile: false and where in the schema; schema_check: false
 * and the first thing that is wrong, in words (`by: "31/02/2025" is not a date;
 * write it as 2025-02-28`); items of a list are counted from 1 (`informs.2: …`).
 * Messages never quote text longer than 60 characters. */
#ifndef FORMAT_SCHEMA_H
#define FORMAT_SCHEMA_H

#include "format/json.h"

struct schema;

bool schema_compile(struct arena *arena, const struct json *source,
                    const struct schema **out, struct error *err);
bool schema_check(const struct schema *schema, const struct json *value,
                  struct error *err);

#endif
