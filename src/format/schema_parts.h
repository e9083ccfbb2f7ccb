/* SPDX-License-Identifier: MIT */
/* What a schema looks like once it is compiled: made by schema.c, walked by
 * schema_check.c, seen by nobody else. Also how both name a place and show a
 * value to people. */
#ifndef FORMAT_SCHEMA_PARTS_H
#define FORMAT_SCHEMA_PARTS_H

#include "format/schema.h"

enum { SCHEMA_MOST_QUOTED = 60, SCHEMA_MOST_LISTED = 12 };

enum schema_format { FORMAT_ANY, FORMAT_DATE, FORMAT_DECIMAL };

/* A name that stands in `properties`, in `required`, or in both. */
struct schema_field {
    struct str name;
    const struct schema *schema; /* NULL where it is only required */
    bool required;
};

struct schema {
    unsigned types;            /* a bit for each enum json_type; 0: nothing may be */
    const struct json *only;   /* const, or NULL */
    const struct json *one_of; /* enum: a list, or NULL */

    struct schema_field *fields; /* (field_count), sorted by name */
    size_t field_count;
    const struct schema *additional; /* NULL: anything */

    const struct schema *items; /* NULL: anything */
    size_t fewest_items, most_items;
    bool unique;

    size_t shortest, longest; /* characters */
    enum schema_format format;
    int64_t smallest, largest;

    const struct schema **any_of; /* (any_count) */
    size_t any_count;
};

/* Where we are, from the inside out; kept on the stack. */
struct schema_place {
    const struct schema_place *above; /* NULL at the top */
    struct str name;                  /* of a member */
    size_t number;                    /* of an item, from 1; 0 for a member */
};

/* A short text of fixed size; what does not fit whole is left out. */
struct schema_note {
    size_t len;
    char text[640];
};

void schema_note_add(struct schema_note *note, struct str s);
/* The value as a message quotes it; "…" where it is longer than 60 characters. */
void schema_note_value(struct schema_note *note, const struct json *value);
/* "text", "a list", …, joined by "or", for each bit in `types`. */
void schema_note_types(struct schema_note *note, unsigned types);

/* Sets `place: message`; returns false. With `err` NULL nothing is written. */
bool schema_refuse(struct error *err, const struct schema_place *place,
                   const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
