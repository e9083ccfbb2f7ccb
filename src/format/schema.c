/* SPDX-License-Identifier: MIT */
#include "format/schema.h"

#include "format/schema_parts.h"

#include <string.h>

enum { ALL_TYPES = (1 << (JSON_OBJECT + 1)) - 1 };

/* One keyword of one schema object. */
struct reading {
    struct arena *arena;
    struct schema *schema;     /* being filled */
    struct schema_place place; /* of the keyword */
    struct error *err;
};

static bool compile(struct arena *arena, const struct json *source,
                    const struct schema_place *place, const struct schema **out,
                    struct error *err);

static bool refuse(const struct reading *reading, const char *what)
{
    return schema_refuse(reading->err, &reading->place, "%s", what);
}

static bool read_type_name(const struct reading *reading, const struct json *value)
{
    static const struct {
        const char *name;
        enum json_type type;
    } types[] = {
        {"array", JSON_LIST},  {"boolean", JSON_BOOL},   {"integer", JSON_INTEGER},
        {"null", JSON_NULL},   {"number", JSON_INTEGER}, {"object", JSON_OBJECT},
        {"string", JSON_TEXT},
    };
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (value->type == JSON_TEXT && str_equal(value->text, str_of(types[i].name))) {
            reading->schema->types |= 1U << types[i].type;
            return true;
        }
    return refuse(reading, "should be array, boolean, integer, null, number, object or "
                           "string, or a list of these");
}

static bool read_type(const struct reading *reading, const struct json *value)
{
    reading->schema->types = 0;
    if (value->type != JSON_LIST || value->list.count == 0)
        return read_type_name(reading, value);
    for (size_t i = 0; i < value->list.count; i++)
        if (!read_type_name(reading, &value->list.items[i]))
            return false;
    return true;
}

static bool read_enum(const struct reading *reading, const struct json *value)
{
    if (value->type != JSON_LIST || value->list.count == 0)
        return refuse(reading, "should be a list of the allowed values");
    reading->schema->one_of = value;
    return true;
}

static bool read_const(const struct reading *reading, const struct json *value)
{
    reading->schema->only = value;
    return true;
}

static bool read_properties(const struct reading *reading, const struct json *value)
{
    if (value->type != JSON_OBJECT)
        return refuse(reading, "should be an object: a name and a schema for each field");
    for (size_t i = 0; i < value->object.count; i++) {
        const struct json_member *member = &value->object.members[i];
        struct schema_place inside = {&reading->place, member->name, 0};
        struct schema_field *field = &reading->schema->fields[i];
        field->name = member->name;
        if (!compile(reading->arena, &member->value, &inside, &field->schema,
                     reading->err))
            return false;
    }
    reading->schema->field_count = value->object.count;
    return true;
}

static void require_field(struct schema *schema, struct str name)
{
    size_t at = 0;
    while (at < schema->field_count && str_compare(schema->fields[at].name, name) < 0)
        at++;
    struct schema_field *place = schema->fields + at;
    if (at == schema->field_count || !str_equal(place->name, name)) {
        memmove(place + 1, place, (schema->field_count - at) * sizeof *place);
        *place = (struct schema_field){.name = name};
        schema->field_count++;
    }
    place->required = true;
}

/* Read after `properties`, which comes first by byte. */
static bool read_required(const struct reading *reading, const struct json *value)
{
    if (value->type != JSON_LIST)
        return refuse(reading, "should be a list of names");
    for (size_t i = 0; i < value->list.count; i++) {
        if (value->list.items[i].type != JSON_TEXT)
            return refuse(reading, "should be a list of names");
        require_field(reading->schema, value->list.items[i].text);
    }
    return true;
}

static bool read_additional(const struct reading *reading, const struct json *value)
{
    return compile(reading->arena, value, &reading->place, &reading->schema->additional,
                   reading->err);
}

static bool read_items(const struct reading *reading, const struct json *value)
{
    return compile(reading->arena, value, &reading->place, &reading->schema->items,
                   reading->err);
}

static bool read_any_of(const struct reading *reading, const struct json *value)
{
    if (value->type != JSON_LIST || value->list.count == 0)
        return refuse(reading, "should be a list of schemas");
    size_t count = value->list.count;
    const struct schema **schemas =
        arena_array(reading->arena, const struct schema *, count);
    for (size_t i = 0; i < count; i++) {
        struct schema_place inside = {&reading->place, STR_NONE, i + 1};
        if (!compile(reading->arena, &value->list.items[i], &inside, &schemas[i],
                     reading->err))
            return false;
    }
    reading->schema->any_of = schemas;
    reading->schema->any_count = count;
    return true;
}

static bool read_unique(const struct reading *reading, const struct json *value)
{
    if (value->type != JSON_BOOL)
        return refuse(reading, "should be true or false");
    reading->schema->unique = value->yes;
    return true;
}

static bool read_size(const struct reading *reading, const struct json *value,
                      size_t *out)
{
    if (value->type != JSON_INTEGER || value->integer < 0)
        return refuse(reading, "should be a whole number, 0 or more");
    *out = (size_t)value->integer;
    return true;
}

static bool read_min_items(const struct reading *reading, const struct json *value)
{
    return read_size(reading, value, &reading->schema->fewest_items);
}

static bool read_max_items(const struct reading *reading, const struct json *value)
{
    return read_size(reading, value, &reading->schema->most_items);
}

static bool read_min_length(const struct reading *reading, const struct json *value)
{
    return read_size(reading, value, &reading->schema->shortest);
}

static bool read_max_length(const struct reading *reading, const struct json *value)
{
    return read_size(reading, value, &reading->schema->longest);
}

static bool read_minimum(const struct reading *reading, const struct json *value)
{
    if (value->type != JSON_INTEGER)
        return refuse(reading, "should be a whole number");
    reading->schema->smallest = value->integer;
    return true;
}

static bool read_maximum(const struct reading *reading, const struct json *value)
{
    if (value->type != JSON_INTEGER)
        return refuse(reading, "should be a whole number");
    reading->schema->largest = value->integer;
    return true;
}

static bool read_format(const struct reading *reading, const struct json *value)
{
    struct str name = value->type == JSON_TEXT ? value->text : STR_NONE;
    if (str_equal(name, STR("date")))
        reading->schema->format = FORMAT_DATE;
    else if (str_equal(name, STR("decimal")))
        reading->schema->format = FORMAT_DECIMAL;
    else
        return refuse(reading, "should be date or decimal");
    return true;
}

static bool read_nothing(const struct reading *reading, const struct json *value)
{
    (void)reading;
    (void)value;
    return true;
}

static const struct keyword {
    const char *name;
    bool (*read)(const struct reading *reading, const struct json *value);
} keywords[] = {
    {"$comment", read_nothing},
    {"$id", read_nothing},
    {"$schema", read_nothing},
    {"additionalProperties", read_additional},
    {"anyOf", read_any_of},
    {"const", read_const},
    {"default", read_nothing},
    {"description", read_nothing},
    {"enum", read_enum},
    {"examples", read_nothing},
    {"format", read_format},
    {"items", read_items},
    {"maxItems", read_max_items},
    {"maxLength", read_max_length},
    {"maximum", read_maximum},
    {"minItems", read_min_items},
    {"minLength", read_min_length},
    {"minimum", read_minimum},
    {"properties", read_properties},
    {"required", read_required},
    {"title", read_nothing},
    {"type", read_type},
    {"uniqueItems", read_unique},
};

static const struct keyword *find_keyword(struct str name)
{
    static const struct keyword ours = {"x-", read_nothing};
    for (size_t i = 0; i < sizeof keywords / sizeof keywords[0]; i++)
        if (str_equal(name, str_of(keywords[i].name)))
            return &keywords[i];
    return str_starts(name, STR("x-")) ? &ours : NULL;
}

static struct schema *new_schema(struct arena *arena, const struct json *source)
{
    struct schema *schema = arena_alloc(arena, sizeof *schema);
    *schema = (struct schema){
        .types = ALL_TYPES,
        .most_items = SIZE_MAX,
        .longest = SIZE_MAX,
        .smallest = INT64_MIN,
        .largest = INT64_MAX,
        .fields = arena_array(arena, struct schema_field,
                              json_count(json_find(source, STR("properties"))) +
                                  json_count(json_find(source, STR("required")))),
    };
    return schema;
}

static bool compile(struct arena *arena, const struct json *source,
                    const struct schema_place *place, const struct schema **out,
                    struct error *err)
{
    struct schema *schema = new_schema(arena, source);
    if (source->type == JSON_BOOL)
        schema->types = source->yes ? ALL_TYPES : 0;
    else if (source->type != JSON_OBJECT)
        return schema_refuse(err, place,
                             "a schema should be an object, or true or false");
    for (size_t i = 0; source->type == JSON_OBJECT && i < source->object.count; i++) {
        const struct json_member *member = &source->object.members[i];
        const struct keyword *keyword = find_keyword(member->name);
        struct reading reading = {arena, schema, {place, member->name, 0}, err};
        if (!keyword)
            return refuse(&reading, "this keyword is not known here; leave it out, or "
                                    "begin its name with \"x-\"");
        if (!keyword->read(&reading, &member->value))
            return false;
    }
    *out = schema;
    return true;
}

bool schema_compile(struct arena *arena, const struct json *source,
                    const struct schema **out, struct error *err)
{
    const struct schema *compiled = NULL;
    if (!compile(arena, source, NULL, &compiled, err))
        return false;
    *out = compiled;
    return true;
}
