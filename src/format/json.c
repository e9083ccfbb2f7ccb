/* SPDX-License-Identifier: MIT */
#include "format/json.h"

#include "base/unicode.h"
#include "format/json_scan.h"

#include <assert.h>
#include <cJSON.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_MEMBERS = 24 }; /* up to here, sorting by insertion is quicker */

struct conversion {
    struct arena *arena;
    char *texts; /* room for all names and texts, one after the other */
    struct error *err;
};

static struct str keep_text(struct conversion *conversion, const char *text)
{
    struct str kept = {conversion->texts, strlen(text)};
    memcpy(conversion->texts, text, kept.len);
    conversion->texts += kept.len;
    return kept;
}

static int compare_members(const void *a, const void *b)
{
    const struct json_member *first = a, *second = b;
    return str_compare(first->name, second->name);
}

static void sort_members(struct json_member *members, size_t count)
{
    if (count > FEW_MEMBERS) {
        qsort(members, count, sizeof *members, compare_members);
        return;
    }
    for (size_t i = 1; i < count; i++) {
        size_t at = i;
        while (at > 0 && compare_members(&members[at - 1], &members[i]) > 0)
            at--;
        if (at == i)
            continue;
        struct json_member moved = members[i];
        memmove(&members[at + 1], &members[at], (i - at) * sizeof *members);
        members[at] = moved;
    }
}

static size_t count_children(const cJSON *from)
{
    size_t count = 0;
    for (const cJSON *child = from->child; child; child = child->next)
        count++;
    return count;
}

static bool convert(struct conversion *conversion, const cJSON *from, struct json *out);

static bool convert_list(struct conversion *conversion, const cJSON *from,
                         struct json *out)
{
    size_t count = count_children(from), i = 0;
    *out = json_list();
    if (count == 0)
        return true;
    out->list.items = arena_array(conversion->arena, struct json, count);
    out->list.count = out->list.room = count;
    for (const cJSON *child = from->child; child; child = child->next)
        if (!convert(conversion, child, &out->list.items[i++]))
            return false;
    return true;
}

static bool convert_object(struct conversion *conversion, const cJSON *from,
                           struct json *out)
{
    size_t count = count_children(from), i = 0;
    *out = json_object();
    if (count == 0)
        return true;
    struct json_member *members =
        arena_array(conversion->arena, struct json_member, count);
    out->object.members = members;
    out->object.count = out->object.room = count;
    for (const cJSON *child = from->child; child; child = child->next, i++) {
        members[i].name = keep_text(conversion, child->string);
        if (!convert(conversion, child, &members[i].value))
            return false;
    }
    sort_members(members, count);
    for (i = 1; i < count; i++)
        if (str_equal(members[i - 1].name, members[i].name))
            return error_set(conversion->err, ERROR_INPUT,
                             "the name \"%.*s\" stands twice in one object; keep one",
                             STR_ARGS(unicode_cut(members[i].name, 60)));
    return true;
}

static bool convert(struct conversion *conversion, const cJSON *from, struct json *out)
{
    switch (from->type & 0xFF) {
    case cJSON_True:
    case cJSON_False:
        *out = json_bool(cJSON_IsTrue(from));
        return true;
    case cJSON_Number:
        /* The scan has seen to it that the double is exact. */
        *out = json_integer((int64_t)from->valuedouble);
        return true;
    case cJSON_String:
        *out = json_text(keep_text(conversion, from->valuestring));
        return true;
    case cJSON_Array:
        return convert_list(conversion, from, out);
    case cJSON_Object:
        return convert_object(conversion, from, out);
    default:
        *out = json_null();
        return true;
    }
}

static bool build(struct arena *arena, struct str text, size_t text_bytes,
                  struct json *out, struct error *err)
{
    struct json value;
    cJSON *parsed = cJSON_ParseWithLength(text.ptr, text.len);
    if (!parsed)
        return error_set(err, ERROR_SYSTEM,
                         "the computer has run out of memory; close other programs and "
                         "try again");
    struct conversion conversion = {arena, arena_alloc(arena, text_bytes), err};
    bool converted = convert(&conversion, parsed, &value);
    cJSON_Delete(parsed);
    if (converted)
        *out = value;
    return converted;
}

bool json_parse(struct arena *arena, struct str text, struct json *out, struct error *err)
{
    size_t text_bytes, bad_at;
    if (!json_scan(text, &text_bytes, &bad_at, err))
        return error_wrap(err, "at byte %zu", bad_at + 1);
    return build(arena, text, text_bytes, out, err);
}

bool json_parse_file(struct arena *arena, struct str name, struct str text,
                     struct json *out, struct error *err)
{
    size_t text_bytes, bad_at, line = 1, begin = 0;
    if (json_scan(text, &text_bytes, &bad_at, err))
        return build(arena, text, text_bytes, out, err) ||
               error_wrap(err, "%.*s", STR_ARGS(name));
    for (size_t i = 0; i < bad_at; i++)
        if (text.ptr[i] == '\n') {
            line++;
            begin = i + 1;
        }
    return error_wrap(err, "%.*s:%zu:%zu", STR_ARGS(name), line,
                      unicode_length(str_slice(text, begin, bad_at)) + 1);
}

struct json json_null(void)
{
    return (struct json){.type = JSON_NULL};
}

struct json json_bool(bool yes)
{
    return (struct json){.type = JSON_BOOL, .yes = yes};
}

struct json json_integer(int64_t integer)
{
    assert(integer >= -JSON_LARGEST_INTEGER && integer <= JSON_LARGEST_INTEGER);
    return (struct json){.type = JSON_INTEGER, .integer = integer};
}

struct json json_text(struct str text)
{
    return (struct json){.type = JSON_TEXT, .text = text};
}

struct json json_list(void)
{
    return (struct json){.type = JSON_LIST};
}

struct json json_object(void)
{
    return (struct json){.type = JSON_OBJECT};
}

void json_add(struct arena *arena, struct json *list, struct json item)
{
    assert(list->type == JSON_LIST);
    list->list.items = arena_one_more(arena, list->list.items, sizeof *list->list.items,
                                      list->list.count, &list->list.room);
    list->list.items[list->list.count++] = item;
}

/* Where `name` stands, or should stand. */
static size_t member_place(const struct json *object, struct str name, bool *found)
{
    size_t from = 0, to = object->object.count;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = str_compare(object->object.members[middle].name, name);
        if (order == 0) {
            *found = true;
            return middle;
        }
        if (order < 0)
            from = middle + 1;
        else
            to = middle;
    }
    *found = false;
    return from;
}

void json_set(struct arena *arena, struct json *object, struct str name,
              struct json value)
{
    assert(object->type == JSON_OBJECT);
    bool found;
    size_t at = member_place(object, name, &found);
    if (found) {
        object->object.members[at].value = value;
        return;
    }
    size_t size = sizeof(struct json_member), count = object->object.count;
    object->object.members =
        arena_one_more(arena, object->object.members, sizeof *object->object.members,
                       count, &object->object.room);
    struct json_member *place = object->object.members + at;
    memmove(place + 1, place, (count - at) * size);
    *place = (struct json_member){name, value};
    object->object.count++;
}

void json_unset(struct json *object, struct str name)
{
    assert(object->type == JSON_OBJECT);
    bool found;
    size_t at = member_place(object, name, &found);
    if (!found)
        return;
    struct json_member *place = object->object.members + at;
    memmove(place, place + 1, (object->object.count - at - 1) * sizeof *place);
    object->object.count--;
}

struct json json_copy(struct arena *arena, const struct json *value)
{
    struct json copy = *value;
    size_t count = json_count(value);
    if (count == 0 && (value->type == JSON_LIST || value->type == JSON_OBJECT))
        return value->type == JSON_LIST ? json_list() : json_object();
    if (value->type == JSON_LIST) {
        copy.list.items = arena_array(arena, struct json, count);
        memcpy(copy.list.items, value->list.items, count * sizeof(struct json));
        copy.list.room = count;
    } else if (value->type == JSON_OBJECT) {
        copy.object.members = arena_array(arena, struct json_member, count);
        memcpy(copy.object.members, value->object.members,
               count * sizeof(struct json_member));
        copy.object.room = count;
    }
    return copy;
}

const struct json *json_find(const struct json *value, struct str name)
{
    bool found;
    if (!value || value->type != JSON_OBJECT)
        return NULL;
    size_t at = member_place(value, name, &found);
    return found ? &value->object.members[at].value : NULL;
}

struct str json_find_text(const struct json *value, struct str name)
{
    const struct json *member = json_find(value, name);
    return member && member->type == JSON_TEXT ? member->text : STR_NONE;
}

int64_t json_find_integer(const struct json *value, struct str name, int64_t otherwise)
{
    const struct json *member = json_find(value, name);
    return member && member->type == JSON_INTEGER ? member->integer : otherwise;
}

bool json_find_bool(const struct json *value, struct str name)
{
    const struct json *member = json_find(value, name);
    return member && member->type == JSON_BOOL && member->yes;
}

size_t json_count(const struct json *value)
{
    if (!value)
        return 0;
    if (value->type == JSON_LIST)
        return value->list.count;
    return value->type == JSON_OBJECT ? value->object.count : 0;
}

const struct json *json_item(const struct json *value, size_t index)
{
    if (!value || value->type != JSON_LIST || index >= value->list.count)
        return NULL;
    return &value->list.items[index];
}

static bool equal_members(const struct json *a, const struct json *b)
{
    for (size_t i = 0; i < a->object.count; i++) {
        const struct json_member *one = &a->object.members[i];
        const struct json_member *other = &b->object.members[i];
        if (!str_equal(one->name, other->name) || !json_equal(&one->value, &other->value))
            return false;
    }
    return true;
}

bool json_has_text(const struct json *list, struct str text)
{
    for (size_t i = 0; list && list->type == JSON_LIST && i < list->list.count; i++)
        if (list->list.items[i].type == JSON_TEXT &&
            str_equal(list->list.items[i].text, text))
            return true;
    return false;
}

bool json_share_text(const struct json *a, const struct json *b)
{
    for (size_t i = 0; a && a->type == JSON_LIST && i < a->list.count; i++)
        if (a->list.items[i].type == JSON_TEXT && json_has_text(b, a->list.items[i].text))
            return true;
    return false;
}

bool json_equal(const struct json *a, const struct json *b)
{
    if (!a || !b)
        return a == b;
    if (a->type != b->type || json_count(a) != json_count(b))
        return false;
    switch (a->type) {
    case JSON_BOOL:
        return a->yes == b->yes;
    case JSON_INTEGER:
        return a->integer == b->integer;
    case JSON_TEXT:
        return str_equal(a->text, b->text);
    case JSON_LIST:
        for (size_t i = 0; i < a->list.count; i++)
            if (!json_equal(&a->list.items[i], &b->list.items[i]))
                return false;
        return true;
    case JSON_OBJECT:
        return equal_members(a, b);
    default:
        return true;
    }
}

const char *json_type_name(enum json_type type)
{
    static const char *const names[] = {
        [JSON_NULL] = "null",
        [JSON_BOOL] = "true or false",
        [JSON_INTEGER] = "whole number",
        [JSON_TEXT] = "text",
        [JSON_LIST] = "list",
        [JSON_OBJECT] = "object",
    };
    return names[type];
}
