/* SPDX-License-Identifier: MIT */
#include "format/schema_parts.h"

#include "base/date.h"
#include "base/unicode.h"

#include <stdlib.h>

enum { FEW_ITEMS = 32 }; /* up to here, comparing each with each is quicker */

static bool check(const struct schema *schema, const struct json *value,
                  const struct schema_place *place, struct error *err);

static bool refuse_type(unsigned types, const struct json *value,
                        const struct schema_place *place, struct error *err)
{
    struct schema_note wanted = {0}, got = {0};
    if (types == 0)
        return schema_refuse(err, place, "nothing may stand here; leave it out");
    schema_note_types(&wanted, types);
    schema_note_types(&got, 1U << value->type);
    return schema_refuse(err, place, "should be %s, not %s", wanted.text, got.text);
}

/* Lists the allowed values, up to SCHEMA_MOST_LISTED of them. */
static bool refuse_value(const struct json *allowed, size_t count,
                         const struct json *value, const struct schema_place *place,
                         struct error *err)
{
    struct schema_note wanted = {0}, got = {0};
    schema_note_value(&got, value);
    for (size_t i = 0; i < count && i < SCHEMA_MOST_LISTED; i++) {
        if (i)
            schema_note_add(&wanted, STR(", "));
        schema_note_value(&wanted, &allowed[i]);
    }
    if (count == 1)
        return schema_refuse(err, place, "should be %s, not %s", wanted.text, got.text);
    if (count > SCHEMA_MOST_LISTED)
        return schema_refuse(err, place,
                             "%s is not allowed; choose one of %s and %zu more", got.text,
                             wanted.text, count - SCHEMA_MOST_LISTED);
    return schema_refuse(err, place, "%s is not allowed; choose one of %s", got.text,
                         wanted.text);
}

static bool refuse_unknown(const struct schema *schema, struct str name,
                           const struct schema_place *place, struct error *err)
{
    struct schema_note shown = {0}, known = {0};
    size_t listed = 0;
    struct json text = json_text(name);
    schema_note_value(&shown, &text);
    for (size_t i = 0; i < schema->field_count; i++) {
        if (!schema->fields[i].schema || listed == SCHEMA_MOST_LISTED)
            continue;
        schema_note_add(&known, listed++ ? STR(", ") : STR("; known are "));
        schema_note_add(&known, unicode_cut(schema->fields[i].name, SCHEMA_MOST_QUOTED));
    }
    return schema_refuse(err, place, "%s is not known here; leave it out%s", shown.text,
                         known.text);
}

static bool refuse_missing(struct str name, const struct schema_place *place,
                           struct error *err)
{
    struct schema_note bare = {0}, quoted = {0};
    struct json text = json_text(name);
    schema_note_add(&bare, unicode_cut(name, SCHEMA_MOST_QUOTED));
    schema_note_value(&quoted, &text);
    return schema_refuse(err, place, "%s is needed: give %s", bare.text, quoted.text);
}

static bool check_additional(const struct schema *schema,
                             const struct json_member *member,
                             const struct schema_place *place, struct error *err)
{
    if (!schema->additional)
        return true;
    if (schema->additional->types == 0)
        return err ? refuse_unknown(schema, member->name, place, err) : false;
    struct schema_place inside = {place, member->name, 0};
    return check(schema->additional, &member->value, &inside, err);
}

/* Members and fields are both sorted by name, so they are walked side by side. */
static bool check_object(const struct schema *schema, const struct json *value,
                         const struct schema_place *place, struct error *err)
{
    const struct json_member *members = value->object.members;
    size_t at = 0, count = value->object.count;
    for (size_t i = 0; i < schema->field_count; i++) {
        const struct schema_field *field = &schema->fields[i];
        int order = 1;
        for (; at < count; at++) {
            order = str_compare(members[at].name, field->name);
            if (order >= 0)
                break;
            if (!check_additional(schema, &members[at], place, err))
                return false;
        }
        if (at == count || order != 0) {
            if (field->required)
                return err ? refuse_missing(field->name, place, err) : false;
            continue;
        }
        struct schema_place inside = {place, members[at].name, 0};
        bool fits = field->schema ? check(field->schema, &members[at].value, &inside, err)
                                  : check_additional(schema, &members[at], place, err);
        if (!fits)
            return false;
        at++;
    }
    for (; at < count; at++)
        if (!check_additional(schema, &members[at], place, err))
            return false;
    return true;
}

/* Any order will do, as long as equal values come together. */
static int compare_values(const struct json *a, const struct json *b)
{
    if (a->type != b->type)
        return a->type < b->type ? -1 : 1;
    if (json_count(a) != json_count(b))
        return json_count(a) < json_count(b) ? -1 : 1;
    int order = 0;
    switch (a->type) {
    case JSON_BOOL:
        return (int)a->yes - (int)b->yes;
    case JSON_INTEGER:
        return (a->integer > b->integer) - (a->integer < b->integer);
    case JSON_TEXT:
        return str_compare(a->text, b->text);
    case JSON_LIST:
        for (size_t i = 0; order == 0 && i < a->list.count; i++)
            order = compare_values(&a->list.items[i], &b->list.items[i]);
        return order;
    case JSON_OBJECT:
        for (size_t i = 0; order == 0 && i < a->object.count; i++) {
            order = str_compare(a->object.members[i].name, b->object.members[i].name);
            if (order == 0)
                order = compare_values(&a->object.members[i].value,
                                       &b->object.members[i].value);
        }
        return order;
    default:
        return 0;
    }
}

static int compare_items(const void *a, const void *b)
{
    const struct json *const *first = a, *const *second = b;
    return compare_values(*first, *second);
}

/* Two equal items, if there are any, for lists too long to compare each with
 * each. */
static bool find_twins_sorted(const struct json *list, const struct json **first,
                              const struct json **second)
{
    struct arena *arena = arena_new();
    size_t count = list->list.count;
    const struct json **sorted = arena_array(arena, const struct json *, count);
    bool found = false;
    for (size_t i = 0; i < count; i++)
        sorted[i] = &list->list.items[i];
    qsort(sorted, count, sizeof(const struct json *), compare_items);
    for (size_t i = 1; i < count && !found; i++) {
        found = compare_values(sorted[i - 1], sorted[i]) == 0;
        if (found) {
            bool in_order = sorted[i - 1] < sorted[i];
            *first = sorted[in_order ? i - 1 : i];
            *second = sorted[in_order ? i : i - 1];
        }
    }
    arena_free(arena);
    return found;
}

static bool find_twins(const struct json *list, const struct json **first,
                       const struct json **second)
{
    if (list->list.count > FEW_ITEMS)
        return find_twins_sorted(list, first, second);
    for (size_t i = 1; i < list->list.count; i++)
        for (size_t j = 0; j < i; j++)
            if (json_equal(&list->list.items[j], &list->list.items[i])) {
                *first = &list->list.items[j];
                *second = &list->list.items[i];
                return true;
            }
    return false;
}

static bool check_list(const struct schema *schema, const struct json *value,
                       const struct schema_place *place, struct error *err)
{
    const struct json *first, *second;
    size_t count = value->list.count;
    if (count < schema->fewest_items)
        return schema_refuse(err, place, "give at least %zu, here are %zu",
                             schema->fewest_items, count);
    if (count > schema->most_items)
        return schema_refuse(err, place, "give at most %zu, here are %zu",
                             schema->most_items, count);
    for (size_t i = 0; schema->items && i < count; i++) {
        struct schema_place inside = {place, STR_NONE, i + 1};
        if (!check(schema->items, &value->list.items[i], &inside, err))
            return false;
    }
    if (schema->unique && find_twins(value, &first, &second))
        return schema_refuse(err, place, "number %zu is the same as number %zu; keep one",
                             (size_t)(second - value->list.items) + 1,
                             (size_t)(first - value->list.items) + 1);
    return true;
}

static size_t count_digits(struct str s)
{
    size_t count = 0;
    while (count < s.len && s.ptr[count] >= '0' && s.ptr[count] <= '9')
        count++;
    return count;
}

/* An optional minus, digits without a zero in front, and perhaps a point with
 * digits after it. There is no minus nought. */
static bool is_decimal(struct str s)
{
    bool minus = str_starts(s, STR("-"));
    struct str rest = str_slice(s, minus ? 1 : 0, s.len);
    size_t whole = count_digits(rest), zeros = 0;
    if (whole == 0 || (whole > 1 && rest.ptr[0] == '0'))
        return false;
    while (zeros < rest.len && (rest.ptr[zeros] == '0' || rest.ptr[zeros] == '.'))
        zeros++;
    if (minus && zeros == rest.len)
        return false;
    if (whole == rest.len)
        return true;
    struct str after = str_slice(rest, whole + 1, rest.len);
    return rest.ptr[whole] == '.' && after.len > 0 && count_digits(after) == after.len;
}

static bool check_length(const struct schema *schema, struct str text,
                         const struct schema_place *place, struct error *err)
{
    /* A character takes one to four bytes, so that most need no counting. */
    if (text.len <= schema->longest && text.len / 4 >= schema->shortest)
        return true;
    size_t length = unicode_length(text);
    if (length == 0 && schema->shortest > 0)
        return schema_refuse(err, place, "should not be empty");
    if (length < schema->shortest)
        return schema_refuse(err, place,
                             "is too short: give at least %zu characters, here are %zu",
                             schema->shortest, length);
    if (length > schema->longest)
        return schema_refuse(
            err, place, "is too long: it may have %zu characters and has %zu; shorten it",
            schema->longest, length);
    return true;
}

static bool check_format(enum schema_format format, const struct json *value,
                         const struct schema_place *place, struct error *err)
{
    struct date date;
    struct schema_note shown = {0};
    if (format == FORMAT_DATE && !date_parse(value->text, &date)) {
        schema_note_value(&shown, value);
        return schema_refuse(err, place, "%s is not a date; write it as 2025-02-28",
                             shown.text);
    }
    if (format == FORMAT_DECIMAL && !is_decimal(value->text)) {
        schema_note_value(&shown, value);
        return schema_refuse(err, place, "%s is not a number; write it like 12 or -12.50",
                             shown.text);
    }
    return true;
}

static bool check_text(const struct schema *schema, const struct json *value,
                       const struct schema_place *place, struct error *err)
{
    return check_length(schema, value->text, place, err) &&
           check_format(schema->format, value, place, err);
}

static bool check_integer(const struct schema *schema, const struct json *value,
                          const struct schema_place *place, struct error *err)
{
    if (value->integer < schema->smallest)
        return schema_refuse(err, place, "%lld is too small; it may be %lld or more",
                             (long long)value->integer, (long long)schema->smallest);
    if (value->integer > schema->largest)
        return schema_refuse(err, place, "%lld is too large; it may be %lld or less",
                             (long long)value->integer, (long long)schema->largest);
    return true;
}

/* What to say when none fits: only the forms for this type of value can help. */
static bool refuse_any_of(const struct schema *schema, const struct json *value,
                          const struct schema_place *place, struct error *err)
{
    struct schema_note reasons = {0};
    const struct schema *last = NULL;
    unsigned types = 0;
    size_t count = 0;
    for (size_t i = 0; i < schema->any_count; i++) {
        const struct schema *one = schema->any_of[i];
        struct error reason;
        types |= one->types;
        if (!(one->types & 1U << value->type) || check(one, value, NULL, &reason))
            continue;
        schema_note_add(&reasons, count++ ? STR("; or: ") : STR_NONE);
        schema_note_add(&reasons, str_of(reason.text));
        last = one;
    }
    if (!last)
        return refuse_type(types, value, place, err);
    return count == 1 ? check(last, value, place, err)
                      : schema_refuse(err, place, "%s", reasons.text);
}

static bool check_any_of(const struct schema *schema, const struct json *value,
                         const struct schema_place *place, struct error *err)
{
    for (size_t i = 0; i < schema->any_count; i++)
        if (check(schema->any_of[i], value, place, NULL))
            return true;
    return err ? refuse_any_of(schema, value, place, err) : false;
}

static bool is_one_of(const struct json *allowed, const struct json *value)
{
    for (size_t i = 0; i < allowed->list.count; i++)
        if (allowed->list.items[i].type == value->type &&
            json_equal(&allowed->list.items[i], value))
            return true;
    return false;
}

/* `err` NULL: only whether it fits is wanted, and no message is made. */
static bool check(const struct schema *schema, const struct json *value,
                  const struct schema_place *place, struct error *err)
{
    if (!(schema->types & 1U << value->type))
        return err ? refuse_type(schema->types, value, place, err) : false;
    if (schema->only && !json_equal(schema->only, value))
        return err ? refuse_value(schema->only, 1, value, place, err) : false;
    if (schema->one_of && !is_one_of(schema->one_of, value))
        return err ? refuse_value(schema->one_of->list.items, schema->one_of->list.count,
                                  value, place, err)
                   : false;
    if (schema->any_count && !check_any_of(schema, value, place, err))
        return false;
    switch (value->type) {
    case JSON_OBJECT:
        return check_object(schema, value, place, err);
    case JSON_LIST:
        return check_list(schema, value, place, err);
    case JSON_TEXT:
        return check_text(schema, value, place, err);
    case JSON_INTEGER:
        return check_integer(schema, value, place, err);
    default:
        return true;
    }
}

bool schema_check(const struct schema *schema, const struct json *value,
                  struct error *err)
{
    return check(schema, value, NULL, err);
}
