/* SPDX-License-Identifier: MIT */
/* JSON values: parsed through cJSON, written in one canonical form.
 *
 * Canonical: object members sorted by the bytes of their names, no spaces,
 * whole numbers within 2^53, decimals as text ("0.4"), no name twice, no NUL,
 * valid UTF-8, at most 32 deep. The hashed bytes are the stored bytes. A scan
 * before cJSON refuses everything else (-0 too), so no value is ever changed by
 * reading.
 *
 * Memory: values live in the arena that they were parsed or built in; their
 * texts may be borrowed from what they were built from. Values are not changed
 * once they are shared.
 * Failure: json_parse returns false with the place (`at byte 12: …`, from 1), or
 * with the name that stands twice, and leaves `out` alone. How long a text may be
 * is the caller's to limit. Looking up what is not there gives NULL or the stated
 * default. Building checks neither depth nor that text is UTF-8 without NUL: who
 * builds from what strangers sent checks both first. */
#ifndef FORMAT_JSON_H
#define FORMAT_JSON_H

#include "base/error.h"
#include "base/str.h"

enum json_type { JSON_NULL, JSON_BOOL, JSON_INTEGER, JSON_TEXT, JSON_LIST, JSON_OBJECT };

enum { JSON_DEEPEST = 32 };
#define JSON_LARGEST_INTEGER ((int64_t)1 << 53)

struct json_member;

struct json {
    enum json_type type;
    union {
        bool yes;        /* JSON_BOOL */
        int64_t integer; /* JSON_INTEGER */
        struct str text; /* JSON_TEXT */
        struct {         /* JSON_LIST */
            struct json *items;
            size_t count, room;
        } list;
        struct { /* JSON_OBJECT, sorted by name */
            struct json_member *members;
            size_t count, room;
        } object;
    };
};

struct json_member {
    struct str name;
    struct json value;
};

/* The whole of `text` is one value, with white space allowed around tokens. */
bool json_parse(struct arena *arena, struct str text, struct json *out,
                struct error *err);
/* The same of a file that people write: the place is `NAME:LINE:COLUMN: …`, in
 * characters from 1; every other failure is `NAME: …`. */
bool json_parse_file(struct arena *arena, struct str name, struct str text,
                     struct json *out, struct error *err);
/* The canonical text. */
struct str json_write(struct arena *arena, const struct json *value);
/* Indented by two spaces, members sorted: for people. */
struct str json_write_pretty(struct arena *arena, const struct json *value);

/* Building. Text is borrowed. */
struct json json_null(void);
struct json json_bool(bool yes);
struct json json_integer(int64_t integer);
struct json json_text(struct str text);
struct json json_list(void);
struct json json_object(void);
void json_add(struct arena *arena, struct json *list, struct json item);
/* Sets or replaces a member, keeping the order. */
void json_set(struct arena *arena, struct json *object, struct str name,
              struct json value);
void json_unset(struct json *object, struct str name);
/* The list or object itself is copied, its items and members are shared: change
 * the copy without changing the original. */
struct json json_copy(struct arena *arena, const struct json *value);

/* Looking. `value` may be NULL or of another type: the answer is then NULL, the
 * empty text, 0 or false. */
const struct json *json_find(const struct json *value, struct str name);
struct str json_find_text(const struct json *value, struct str name);
int64_t json_find_integer(const struct json *value, struct str name, int64_t otherwise);
bool json_find_bool(const struct json *value, struct str name);
size_t json_count(const struct json *value); /* items or members */
const struct json *json_item(const struct json *value, size_t index); /* of a list */
bool json_has_text(const struct json *list, struct str text);         /* as an item */
/* Whether two lists have a text in common. */
bool json_share_text(const struct json *a, const struct json *b);
bool json_equal(const struct json *a, const struct json *b);
const char *json_type_name(enum json_type type); /* "text", "list", … for messages */

#endif
