/* SPDX-License-Identifier: MIT */
/* The kinds of record, each known by its JSON Schema: the built-in ones
 * (schemas/records), and what a pinned workflow adds to them (a field, a kind).
 *
 * Of a field, the schema says with x- keywords: x-index (kept in `ref`), x-ref
 * KIND (holds a record's id; indexed), x-handle (people may name the record by
 * it; indexed), x-words (holds what people said), x-thread (an x-ref that leads
 * from a thing to what it comes from), x-hidden-while (see record_hidden), x-for (roles,
 * see engine/shown.h). Of a kind: x-scope "workplace", x-for.
 *
 * Memory: the catalogue lives in the arena and borrows from the additions.
 * Failure: kinds_load: false when a schema is wrong or would loosen a built-in
 * one, naming kind and keyword. The additions are taken for a stranger's. */
#ifndef STORE_KIND_H
#define STORE_KIND_H

#include "format/schema.h"

struct kind_field {
    struct str name, title;
    const struct json *schema;
    struct str type;     /* "string", "integer", "boolean", "array", "object" */
    struct str ref_kind; /* of an x-ref, else empty */
    bool indexed, handle, words, thread;
};

struct kind {
    struct str name, title;
    bool workplace;         /* belongs to no cycle */
    struct str schema_text; /* canonical */
    struct str schema_hash;
    const struct schema *schema;
    const struct json *source;
    struct kind_field *fields; /* by name */
    size_t field_count;
};

struct kinds {
    struct kind *items; /* by name */
    size_t count;
};

/* `fields` is {KIND: {FIELD: schema part}}, `kinds` is {KIND: schema}; either may
 * be NULL. A field that is there already can be given choices and another title. */
bool kinds_load(struct arena *arena, const struct json *fields, const struct json *kinds,
                struct kinds **out, struct error *err);
/* One kind from the text of its schema, as stored. */
bool kind_compile(struct arena *arena, struct str name, const struct json *source,
                  struct kind *out, struct error *err);

const struct kind *kind_find(const struct kinds *kinds, struct str name);
const struct kind_field *kind_field(const struct kind *kind, struct str name);
/* The values that the field, or each of its items, may have; none: any. */
struct str_list kind_choices(struct arena *arena, const struct kind_field *field);
/* The kind that an id names: what stands before the last '-'. */
struct str kind_of_id(struct str id);
/* The command that made it; 0 where it is no id. */
int64_t command_of_id(struct str id);
/* Whether `text` has the form of an id (KIND-000012.0003). */
bool is_record_id(struct str text);

/* The indexed values of a body: one ref per value of each indexed field; booleans
 * as "true" and "false", integers in decimal, lists item by item, texts by their
 * beginning (ref_text), which is also what is looked up. */
struct ref {
    struct str field, value;
};

struct ref_list {
    struct ref *items;
    size_t count;
};

struct str ref_text(struct str text);
struct ref_list kind_refs(struct arena *arena, const struct kind *kind,
                          const struct json *body);

#endif
