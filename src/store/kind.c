/* SPDX-License-Identifier: MIT */
#include "store/kind.h"

#include "base/asset.h"
#include "base/crypto.h"
#include "base/unicode.h"

#include <stdlib.h>

enum { MOST_INDEXED_CHARACTERS = 200 };

static const struct str schema_folder = {"schemas/records/", 16};
static const struct str schema_ending = {".schema.json", 12};

static struct str type_of(const struct json *schema)
{
    struct str type = json_find_text(schema, STR("type"));
    return type.len ? type : STR("string");
}

static struct kind_field read_field(const struct json_member *member)
{
    const struct json *schema = &member->value;
    struct kind_field field = {.name = member->name,
                               .schema = schema,
                               .title = json_find_text(schema, STR("title")),
                               .type = type_of(schema),
                               .ref_kind = json_find_text(schema, STR("x-ref")),
                               .handle = json_find_bool(schema, STR("x-handle")),
                               .words = json_find_bool(schema, STR("x-words")),
                               .thread = json_find_bool(schema, STR("x-thread"))};
    field.indexed =
        field.ref_kind.len || field.handle || json_find_bool(schema, STR("x-index"));
    if (!field.title.len)
        field.title = field.name;
    return field;
}

bool kind_compile(struct arena *arena, struct str name, const struct json *source,
                  struct kind *out, struct error *err)
{
    const struct json *properties = json_find(source, STR("properties"));
    struct kind kind = {
        .name = name,
        .title = json_find_text(source, STR("title")),
        .source = source,
        .workplace = str_equal(json_find_text(source, STR("x-scope")), STR("workplace"))};
    if (!properties || properties->type != JSON_OBJECT)
        return error_set(err, ERROR_SCRIPT, "the kind %.*s needs \"properties\"",
                         STR_ARGS(name));
    if (!schema_compile(arena, source, &kind.schema, err)) {
        err->kind = ERROR_SCRIPT; /* whoever added to it wrote a script */
        return error_wrap(err, "the kind %.*s", STR_ARGS(name));
    }
    kind.schema_text = json_write(arena, source);
    kind.schema_hash = hash_text(arena, kind.schema_text);
    kind.field_count = json_count(properties);
    kind.fields = arena_array(arena, struct kind_field, kind.field_count);
    for (size_t i = 0; i < kind.field_count; i++) {
        kind.fields[i] = read_field(&properties->object.members[i]);
        if (kind.fields[i].words && kind.fields[i].indexed)
            return error_set(err, ERROR_SCRIPT,
                             "%.*s.%.*s: what people said (x-words) is never indexed",
                             STR_ARGS(name), STR_ARGS(kind.fields[i].name));
    }
    *out = kind;
    return true;
}

/* The choices of `below` and then those of `above` that are new. */
static struct json joined(struct arena *arena, const struct json *below,
                          const struct json *above)
{
    struct json all = json_copy(arena, below);
    for (size_t i = 0; i < json_count(above); i++) {
        bool there = false;
        for (size_t n = 0; n < json_count(below) && !there; n++)
            there = json_equal(json_item(below, n), json_item(above, i));
        if (!there)
            json_add(arena, &all, *json_item(above, i));
    }
    return all;
}

/* To a built-in field, a script may add choices, or give another title; all else
 * would loosen what the core promises about it. */
static bool widened(struct arena *arena, const struct json *below,
                    const struct json *above, struct json *out, struct error *err)
{
    *out = json_copy(arena, below);
    for (size_t i = 0; i < above->object.count; i++) {
        const struct json_member *member = &above->object.members[i];
        const struct json *old = json_find(below, member->name);
        bool choices = str_equal(member->name, STR("enum"));
        if (old && json_equal(old, &member->value))
            continue;
        if (str_equal(member->name, STR("title")) && member->value.type == JSON_TEXT) {
            json_set(arena, out, member->name, member->value);
        } else if (choices && old && old->type == JSON_LIST &&
                   member->value.type == JSON_LIST) {
            json_set(arena, out, member->name, joined(arena, old, &member->value));
        } else if (str_equal(member->name, STR("items")) && old &&
                   member->value.type == JSON_OBJECT) {
            struct json items;
            if (!widened(arena, old, &member->value, &items, err))
                return false;
            json_set(arena, out, member->name, items);
        } else
            return error_set(err, ERROR_SCRIPT,
                             "a built-in field can be given more choices or another "
                             "title, but not another \"%.*s\"",
                             STR_ARGS(member->name));
    }
    return true;
}

/* A field that a script adds must say what it is; text is the usual case. */
static struct json with_type(struct arena *arena, const struct json *part)
{
    struct json out = json_copy(arena, part);
    if (!json_find(part, STR("type")) && !json_find(part, STR("anyOf")))
        json_set(arena, &out, STR("type"), json_text(STR("string")));
    if (str_equal(json_find_text(&out, STR("type")), STR("string")) &&
        !json_find(&out, STR("maxLength")))
        json_set(arena, &out, STR("maxLength"), json_integer(2000));
    return out;
}

static bool is_name(struct str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || c == '_' || (i && c >= '0' && c <= '9')))
            return false;
    }
    return name.len > 0 && name.len <= 60;
}

/* What records and effects call something else. */
static bool is_taken(struct str name)
{
    static const char *const taken[] = {"id",   "kind",   "version", "create", "change",
                                        "link", "unlink", "remove",  "flag",   "refuse"};
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++)
        if (str_equal(name, str_of(taken[i])))
            return true;
    return false;
}

static bool one_field(struct arena *arena, const struct json *properties,
                      const struct json_member *member, struct json *out,
                      struct error *err)
{
    const struct json *old = json_find(properties, member->name);
    if (member->value.type != JSON_OBJECT)
        return error_set(err, ERROR_SCRIPT, "a field is described by a table");
    if (old && old->type == JSON_OBJECT)
        return widened(arena, old, &member->value, out, err);
    if (!is_name(member->name) || is_taken(member->name))
        return error_set(err, ERROR_SCRIPT,
                         "this cannot be the name of a field; use small letters and _, "
                         "and no word that means something else already");
    *out = with_type(arena, &member->value);
    return true;
}

static bool with_fields(struct arena *arena, struct str kind, const struct json *source,
                        const struct json *fields, struct json *out, struct error *err)
{
    const struct json *properties = json_find(source, STR("properties"));
    *out = *source;
    if (json_count(fields) == 0 || !properties || properties->type != JSON_OBJECT)
        return true;
    if (fields->type != JSON_OBJECT || str_equal(kind, STR("identity")))
        return error_set(err, ERROR_SCRIPT, "no fields can be added to %.*s this way",
                         STR_ARGS(kind));
    struct json wider = json_copy(arena, properties);
    for (size_t i = 0; i < fields->object.count; i++) {
        const struct json_member *member = &fields->object.members[i];
        struct json value;
        if (!one_field(arena, properties, member, &value, err))
            return error_wrap(err, "%.*s.%.*s", STR_ARGS(kind), STR_ARGS(member->name));
        json_set(arena, &wider, member->name, value);
    }
    *out = json_copy(arena, source);
    json_set(arena, out, STR("properties"), wider);
    return true;
}

static int by_name(const void *a, const void *b)
{
    return str_compare(((const struct kind *)a)->name, ((const struct kind *)b)->name);
}

static bool load_one(struct arena *arena, struct kinds *kinds, struct str name,
                     const struct json *source, const struct json *fields,
                     struct error *err)
{
    struct json *whole = arena_alloc(arena, sizeof *whole);
    return with_fields(arena, name, source, json_find(fields, name), whole, err) &&
           kind_compile(arena, name, whole, &kinds->items[kinds->count++], err);
}

static bool load_built_in(struct arena *arena, struct str asset,
                          const struct json *fields, struct kinds *kinds,
                          struct error *err)
{
    struct str text;
    struct json *source = arena_alloc(arena, sizeof *source);
    struct str name = str_slice(asset, schema_folder.len, asset.len - schema_ending.len);
    if (!asset_find(arena, asset, &text, err) || !json_parse(arena, text, source, err))
        return error_wrap(err, "%.*s", STR_ARGS(asset));
    return load_one(arena, kinds, name, source, fields, err);
}

/* Kinds of the workplace are the core's: scripts cannot write them. */
static bool load_added(struct arena *arena, const struct json_member *member,
                       const struct json *fields, struct kinds *kinds, struct error *err)
{
    if (!is_name(member->name))
        return error_set(err, ERROR_SCRIPT,
                         "\"%.*s\" cannot be the name of a kind of record; use small "
                         "letters and _",
                         STR_ARGS(member->name));
    if (kind_find(kinds, member->name))
        return error_set(err, ERROR_SCRIPT,
                         "there is a kind of record called %.*s already; give yours "
                         "another name, or add fields to that one",
                         STR_ARGS(member->name));
    if (member->value.type != JSON_OBJECT || json_find(&member->value, STR("x-scope")))
        return error_set(err, ERROR_SCRIPT,
                         "the kind %.*s must be described by a table, without x-scope",
                         STR_ARGS(member->name));
    return load_one(arena, kinds, member->name, &member->value, fields, err);
}

static bool is_table_or_nothing(const struct json *value)
{
    return json_count(value) == 0 || value->type == JSON_OBJECT;
}

static bool names_known_kinds(const struct kinds *kinds, const struct json *fields,
                              struct error *err)
{
    for (size_t i = 0; i < json_count(fields); i++)
        if (!kind_find(kinds, fields->object.members[i].name))
            return error_set(err, ERROR_SCRIPT,
                             "fields are added to %.*s, but there is no such kind",
                             STR_ARGS(fields->object.members[i].name));
    return true;
}

bool kinds_load(struct arena *arena, const struct json *fields, const struct json *added,
                struct kinds **out, struct error *err)
{
    struct str_list assets;
    if (!is_table_or_nothing(fields) || !is_table_or_nothing(added))
        return error_set(err, ERROR_SCRIPT, "%s must be a table by name of the kind",
                         is_table_or_nothing(fields) ? "kinds" : "fields");
    if (!asset_list(arena, schema_folder, &assets, err))
        return false;
    struct kinds *kinds = arena_alloc(arena, sizeof *kinds);
    kinds->items = arena_array(arena, struct kind, assets.count + json_count(added));
    for (size_t i = 0; i < assets.count; i++)
        if (!load_built_in(arena, assets.items[i], fields, kinds, err))
            return false;
    for (size_t i = 0; i < json_count(added); i++)
        if (!load_added(arena, &added->object.members[i], fields, kinds, err))
            return false;
    qsort(kinds->items, kinds->count, sizeof(struct kind), by_name);
    if (!names_known_kinds(kinds, fields, err))
        return false;
    *out = kinds;
    return true;
}

const struct kind *kind_find(const struct kinds *kinds, struct str name)
{
    for (size_t i = 0; i < kinds->count; i++)
        if (str_equal(kinds->items[i].name, name))
            return &kinds->items[i];
    return NULL;
}

const struct kind_field *kind_field(const struct kind *kind, struct str name)
{
    for (size_t i = 0; i < kind->field_count; i++)
        if (str_equal(kind->fields[i].name, name))
            return &kind->fields[i];
    return NULL;
}

struct str_list kind_choices(struct arena *arena, const struct kind_field *field)
{
    bool many = str_equal(field->type, STR("array"));
    const struct json *schema =
        many ? json_find(field->schema, STR("items")) : field->schema;
    const struct json *given = json_find(schema, STR("enum"));
    size_t count = given && given->type == JSON_LIST ? json_count(given) : 0;
    struct str_list out = {arena_array(arena, struct str, count), 0};
    for (size_t i = 0; i < count; i++)
        if (json_item(given, i)->type == JSON_TEXT)
            out.items[out.count++] = json_item(given, i)->text;
    return out;
}

struct str kind_of_id(struct str id)
{
    for (size_t i = id.len; i > 0; i--)
        if (id.ptr[i - 1] == '-')
            return str_slice(id, 0, i - 1);
    return STR_NONE;
}

bool is_record_id(struct str text)
{
    struct str kind = kind_of_id(text);
    if (!is_name(kind))
        return false;
    struct str rest = str_slice(text, kind.len + 1, text.len);
    struct str command = str_cut(&rest, '.');
    int64_t number;
    return command.len >= 6 && rest.len >= 4 && str_to_integer(command, &number) &&
           str_to_integer(rest, &number) && rest.ptr[0] != '-';
}

int64_t command_of_id(struct str id)
{
    int64_t number = 0;
    if (!is_record_id(id))
        return 0;
    struct str rest = str_slice(id, kind_of_id(id).len + 1, id.len);
    return str_to_integer(str_cut(&rest, '.'), &number) ? number : 0;
}

struct str ref_text(struct str text)
{
    return unicode_cut(text, MOST_INDEXED_CHARACTERS);
}

static void add_ref(struct arena *arena, struct ref_list *list, struct str field,
                    const struct json *value)
{
    struct str text;
    if (value->type == JSON_TEXT)
        text = ref_text(value->text);
    else if (value->type == JSON_BOOL)
        text = value->yes ? STR("true") : STR("false");
    else if (value->type == JSON_INTEGER)
        text = str_format(arena, "%lld", (long long)value->integer);
    else
        return;
    list->items[list->count++] = (struct ref){field, text};
}

/* The fields of a kind and the members of a body both stand by name. */
static const struct kind_field *next_field(const struct kind *kind, size_t *at,
                                           struct str name)
{
    int order = -1;
    for (; *at < kind->field_count; (*at)++) {
        order = str_compare(kind->fields[*at].name, name);
        if (order >= 0)
            break;
    }
    return order == 0 ? &kind->fields[*at] : NULL;
}

struct ref_list kind_refs(struct arena *arena, const struct kind *kind,
                          const struct json *body)
{
    size_t room = 0, at = 0;
    size_t count = body->type == JSON_OBJECT ? json_count(body) : 0;
    for (size_t i = 0; i < count; i++) {
        const struct json *value = &body->object.members[i].value;
        room += value->type == JSON_LIST ? json_count(value) : 1;
    }
    struct ref_list list = {arena_array(arena, struct ref, room), 0};
    for (size_t i = 0; i < count; i++) {
        const struct json_member *member = &body->object.members[i];
        const struct kind_field *field = next_field(kind, &at, member->name);
        const struct json *value = &member->value;
        if (!field || !field->indexed)
            continue;
        if (value->type == JSON_LIST)
            for (size_t n = 0; n < json_count(value); n++)
                add_ref(arena, &list, field->name, json_item(value, n));
        else
            add_ref(arena, &list, field->name, value);
    }
    return list;
}
