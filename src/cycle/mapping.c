/* SPDX-License-Identifier: MIT */
#include "cycle/mapping.h"

#include "base/asset.h"
#include "base/unicode.h"
#include "format/csv.h"

#include <stdlib.h>

static const struct {
    const char *name;
    enum field_type type;
    bool numbered;
} fields[FIELD_COUNT] = {
    [FIELD_REFERENCE] = {"reference", TYPE_TEXT, false},
    [FIELD_UPN] = {"upn", TYPE_UPN, false},
    [FIELD_FORENAME] = {"forename", TYPE_TEXT, false},
    [FIELD_SURNAME] = {"surname", TYPE_TEXT, false},
    [FIELD_FULL_NAME] = {"full_name", TYPE_TEXT, false},
    [FIELD_BIRTH_DATE] = {"birth_date", TYPE_DATE, false},
    [FIELD_DATE] = {"date", TYPE_DATE, false},
    [FIELD_DUE] = {"due", TYPE_DATE, false},
    [FIELD_SCHOOL] = {"school", TYPE_TEXT, false},
    [FIELD_SCHOOL_NUMBER] = {"school_number", TYPE_TEXT, false},
    [FIELD_YEAR_GROUP] = {"year_group", TYPE_YEAR_GROUP, false},
    [FIELD_NEED] = {"need", TYPE_NEED, false},
    [FIELD_GENDER] = {"gender", TYPE_GENDER, false},
    [FIELD_IN_AREA] = {"in_area", TYPE_IN_AREA, false},
    [FIELD_OUT_OF_AREA] = {"out_of_area", TYPE_YES_NO, false},
    [FIELD_ATTENDED] = {"attended", TYPE_ATTENDED, false},
    [FIELD_MAY_USE] = {"may_use", TYPE_PERMISSION, false},
    [FIELD_MAY_QUOTE] = {"may_quote", TYPE_PERMISSION, false},
    [FIELD_MAY_TELL] = {"may_tell", TYPE_PERMISSION, false},
    [FIELD_MAY_PICTURE] = {"may_picture", TYPE_PERMISSION, false},
    [FIELD_MAY_CONTACT] = {"may_contact", TYPE_PERMISSION, false},
    [FIELD_SPEAKER] = {"speaker", TYPE_PERSPECTIVE, false},
    [FIELD_HOW] = {"how", TYPE_HOW, false},
    [FIELD_INTERPRETED_BY] = {"interpreted_by", TYPE_INTERPRETER, false},
    [FIELD_SAID_IN] = {"said_in", TYPE_SAID_IN, false},
    [FIELD_WORKING] = {"working", TYPE_WORDS, true},
    [FIELD_NOT_WORKING] = {"not_working", TYPE_WORDS, true},
    [FIELD_ASPIRATION] = {"aspiration", TYPE_WORDS, true},
    [FIELD_HEADING] = {"heading", TYPE_SECTION, false},
    [FIELD_TEXT] = {"text", TYPE_WORDS, false},
    [FIELD_RANK] = {"rank", TYPE_WHOLE, false},
    [FIELD_PERSPECTIVE] = {"perspective", TYPE_PERSPECTIVE, false},
    [FIELD_SUPPORTER] = {"supporter", TYPE_YES_NO, false},
    [FIELD_INTERPRETER] = {"interpreter", TYPE_YES_NO, false},
    [FIELD_ORGANISATION] = {"organisation", TYPE_TEXT, false},
    [FIELD_INVITED] = {"invited", TYPE_YES_NO, false},
    [FIELD_COMING] = {"coming", TYPE_ATTENDED, false},
    [FIELD_PRESENT] = {"present", TYPE_ATTENDED, false},
    [FIELD_TABLE] = {"table", TYPE_TEXT, false},
    [FIELD_NUMBER] = {"number", TYPE_WHOLE, false},
    [FIELD_NOTE] = {"note", TYPE_TEXT, false},
};

/* C acts on the values of a closed list; the others the workflow may widen. */
static const struct {
    const char *name;
    bool closed;
} lists[VALUE_LISTS] = {
    [TYPE_SECTION] = {"section", true},
    [TYPE_PERSPECTIVE] = {"perspective", false},
    [TYPE_HOW] = {"how", false},
    [TYPE_SAID_IN] = {"said_in", true},
    [TYPE_INTERPRETER] = {"interpreter", true},
    [TYPE_NEED] = {"need", false},
    [TYPE_GENDER] = {"gender", true},
    [TYPE_YES_NO] = {"yes_no", true},
    [TYPE_IN_AREA] = {"in_area", true},
    [TYPE_ATTENDED] = {"attended", true},
    [TYPE_SUPPORTER] = {"supporter", true},
    [TYPE_PERMISSION] = {"permission", true},
};

static const char *const other_types[] = {"text", "words",      "date",
                                          "upn",  "year_group", "whole"};

static const char *type_name(enum field_type type)
{
    return type < VALUE_LISTS ? lists[type].name : other_types[type - TYPE_TEXT];
}

bool field_is_numbered(enum field field)
{
    return fields[field].numbered;
}

enum field_type field_type(enum field field)
{
    return fields[field].type;
}

struct str field_name(enum field field)
{
    return str_of(fields[field].name);
}

static enum field field_named(struct str name)
{
    size_t i = 0;
    while (i < FIELD_COUNT && !str_equal(name, str_of(fields[i].name)))
        i++;
    return (enum field)i;
}

struct str mapping_key(struct arena *arena, struct str text)
{
    struct str key = csv_name(arena, text);
    return key.len ? key : unicode_fold(arena, text);
}

static int by_word(const void *a, const void *b)
{
    const struct lexicon_word *one = a, *other = b;
    int order = str_compare(one->word, other->word);
    if (order)
        return order;
    if (one->own != other->own)
        return one->own ? -1 : 1;
    return (one->meaning > other->meaning) - (one->meaning < other->meaning);
}

static void lexicon_add(struct arena *arena, struct lexicon *lexicon, struct str text,
                        size_t meaning, bool own)
{
    lexicon->items = arena_one_more(arena, lexicon->items, sizeof *lexicon->items,
                                    lexicon->count, &lexicon->room);
    lexicon->items[lexicon->count++] =
        (struct lexicon_word){mapping_key(arena, text), meaning, own};
}

static void lexicon_sort(struct lexicon *lexicon)
{
    if (lexicon->count)
        qsort(lexicon->items, lexicon->count, sizeof(struct lexicon_word), by_word);
}

static bool lexicon_find(const struct lexicon *lexicon, struct str word, size_t *meaning)
{
    size_t low = 0, high = lexicon->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(lexicon->items[middle].word, word) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == lexicon->count || !str_equal(lexicon->items[low].word, word))
        return false;
    *meaning = lexicon->items[low].meaning;
    return true;
}

/* Adds each text of the JSON list `words`. */
static bool add_words(struct arena *arena, struct lexicon *lexicon,
                      const struct json *words, size_t meaning, bool own,
                      struct error *err)
{
    if (!words || words->type != JSON_LIST)
        return error_set(err, ERROR_INPUT,
                         "a list of words is missing; write [\"first\", \"second\"]");
    for (size_t i = 0; i < words->list.count; i++) {
        const struct json *word = &words->list.items[i];
        if (word->type != JSON_TEXT || str_trim(word->text).len == 0)
            return error_set(err, ERROR_INPUT, "word %zu is no text or empty", i + 1);
        lexicon_add(arena, lexicon, word->text, meaning, own);
    }
    return true;
}

/* Names of columns. What an own object says beside them has to agree with C. */
static bool add_field(struct arena *arena, struct mapping *mapping, enum field field,
                      const struct json *body, bool own, struct error *err)
{
    struct str type = json_find_text(body, STR("type"));
    struct str title = json_find_text(body, STR("title"));
    if (type.len && !str_equal(type, str_of(type_name(fields[field].type))))
        return error_set(err, ERROR_INPUT, "its type is %s; leave \"type\" out",
                         type_name(fields[field].type));
    const struct json *numbered = json_find(body, STR("numbered"));
    if (numbered && json_find_bool(body, STR("numbered")) != fields[field].numbered)
        return error_set(err, ERROR_INPUT, "leave \"numbered\" out");
    if (title.len)
        mapping->titles[field] = title;
    return add_words(arena, &mapping->names, json_find(body, STR("names")), field, own,
                     err);
}

static bool no_such_field(const struct mapping *mapping, struct arena *arena,
                          struct str name, struct error *err)
{
    struct buf known = BUF_IN(arena);
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (mapping->titles[i].len)
            buf_add_format(&known, "%s%s", known.len ? ", " : "", fields[i].name);
    return error_set(err, ERROR_INPUT,
                     "a sheet of %.*s has no field \"%.*s\"; its fields are %.*s",
                     STR_ARGS(mapping->title), STR_ARGS(name), STR_ARGS(buf_str(&known)));
}

/* What is not given is an object of nothing. */
static bool is_object(const struct json *value, struct error *err)
{
    return !value || value->type == JSON_OBJECT ||
           error_set(err, ERROR_INPUT, "{…} should stand here, and %s does",
                     json_type_name(value->type));
}

static bool add_fields(struct arena *arena, struct mapping *mapping,
                       const struct json *object, bool own, struct error *err)
{
    if (!is_object(object, err))
        return false;
    for (size_t i = 0; i < json_count(object); i++) {
        const struct json_member *member = &object->object.members[i];
        enum field field = field_named(member->name);
        if (field == FIELD_NONE || (own && mapping->titles[field].len == 0))
            return no_such_field(mapping, arena, member->name, err);
        if (!add_field(arena, mapping, field, &member->value, own, err))
            return error_wrap(err, "field \"%.*s\"", STR_ARGS(member->name));
    }
    return true;
}

static size_t add_value(struct arena *arena, struct value_list *list, struct str value)
{
    size_t place = 0;
    while (place < list->count && !str_equal(list->values[place], value))
        place++;
    if (place < list->count)
        return place;
    list->values = arena_one_more(arena, list->values, sizeof *list->values, list->count,
                                  &list->room);
    list->values[list->count++] = value;
    return place;
}

static bool add_list(struct arena *arena, struct value_list *list, bool closed,
                     const struct json *object, bool own, struct error *err)
{
    if (!is_object(object, err))
        return false;
    for (size_t i = 0; i < json_count(object); i++) {
        const struct json_member *member = &object->object.members[i];
        size_t before = list->count;
        size_t place = add_value(arena, list, member->name);
        if (own && closed && list->count > before)
            return error_set(err, ERROR_INPUT, "\"%.*s\" is none of its values",
                             STR_ARGS(member->name));
        lexicon_add(arena, &list->words, member->name, place, own);
        if (!add_words(arena, &list->words, &member->value, place, own, err))
            return error_wrap(err, "value \"%.*s\"", STR_ARGS(member->name));
    }
    return true;
}

static bool add_values(struct arena *arena, struct mapping *mapping,
                       const struct json *object, bool own, struct error *err)
{
    if (!is_object(object, err))
        return false;
    for (size_t i = 0; i < json_count(object); i++) {
        const struct json_member *member = &object->object.members[i];
        size_t l = 0;
        while (l < VALUE_LISTS && !str_equal(member->name, str_of(lists[l].name)))
            l++;
        if (l == VALUE_LISTS)
            return error_set(err, ERROR_INPUT, "there is no list of values \"%.*s\"",
                             STR_ARGS(member->name));
        if (!add_list(arena, &mapping->lists[l], lists[l].closed, &member->value, own,
                      err))
            return error_wrap(err, "values of \"%s\"", lists[l].name);
    }
    return true;
}

/* The fields that this kind takes from shared.json. */
static bool add_shared(struct arena *arena, struct mapping *mapping,
                       const struct json *shared, const struct json *also,
                       struct error *err)
{
    for (size_t i = 0; i < json_count(also); i++) {
        struct str name = json_item(also, i)->text;
        enum field field = field_named(name);
        const struct json *body = json_find(shared, name);
        if (field == FIELD_NONE || !body)
            return error_set(err, ERROR_SYSTEM, "shared.json has no field %.*s",
                             STR_ARGS(name));
        if (!add_field(arena, mapping, field, body, false, err))
            return error_wrap(err, "field %.*s", STR_ARGS(name));
    }
    return true;
}

static void add_needed(struct arena *arena, struct mapping *mapping,
                       const struct json *object)
{
    mapping->needed_count = json_count(object);
    mapping->needed = arena_array(arena, struct needed, mapping->needed_count);
    for (size_t i = 0; i < mapping->needed_count; i++) {
        const struct json *set = json_item(object, i);
        struct needed *needed = &mapping->needed[i];
        for (size_t f = 0; f < json_count(set) && f < FIELD_COUNT; f++) {
            enum field field = field_named(json_item(set, f)->text);
            if (field != FIELD_NONE)
                needed->fields[needed->count++] = field;
        }
    }
}

static bool load_asset(struct arena *arena, struct str name, struct json *out,
                       struct error *err)
{
    struct str text;
    struct str path = str_format(arena, "schemas/import/%.*s.json", STR_ARGS(name));
    if (!asset_find(arena, path, &text, err))
        return false;
    return json_parse(arena, text, out, err) || error_wrap(err, "%.*s", STR_ARGS(path));
}

static bool add_own(struct arena *arena, struct mapping *mapping, const struct json *own,
                    struct error *err)
{
    if (!is_object(own, err))
        return false;
    for (size_t i = 0; i < json_count(own); i++) {
        struct str name = own->object.members[i].name;
        if (!str_equal(name, STR("fields")) && !str_equal(name, STR("values")) &&
            !str_equal(name, STR("not_used")) && !str_equal(name, STR("not_used_sheets")))
            return error_set(err, ERROR_INPUT,
                             "\"%.*s\" cannot stand here; only \"fields\", \"values\", "
                             "\"not_used\" and \"not_used_sheets\" can",
                             STR_ARGS(name));
    }
    const struct json *not_used = json_find(own, STR("not_used"));
    if (not_used && !add_words(arena, &mapping->not_used, not_used, 0, true, err))
        return error_wrap(err, "\"not_used\"");
    struct lexicon unused = {NULL, 0, 0}; /* cycle/survey.h reads them itself */
    const struct json *sheets = json_find(own, STR("not_used_sheets"));
    if (sheets && !add_words(arena, &unused, sheets, 0, true, err))
        return error_wrap(err, "\"not_used_sheets\"");
    return add_fields(arena, mapping, json_find(own, STR("fields")), true, err) &&
           add_values(arena, mapping, json_find(own, STR("values")), true, err);
}

bool mapping_load(struct arena *arena, struct str kind, const struct json *own,
                  struct mapping *out, struct error *err)
{
    struct json body, shared;
    struct mapping mapping = {0};
    if (!load_asset(arena, kind, &body, err) ||
        !load_asset(arena, STR("shared"), &shared, err))
        return error_wrap(err, "reading what the columns mean");
    mapping.title = json_find_text(&body, STR("title"));
    if (!add_shared(arena, &mapping, json_find(&shared, STR("fields")),
                    json_find(&body, STR("also")), err) ||
        !add_fields(arena, &mapping, json_find(&body, STR("fields")), false, err) ||
        !add_values(arena, &mapping, json_find(&shared, STR("values")), false, err))
        return error_wrap(err, "schemas/import/%.*s.json", STR_ARGS(kind));
    if (own && !add_own(arena, &mapping, own, err))
        return error_wrap(err, "your own column names (local/import/%.*s.json)",
                          STR_ARGS(kind));
    add_needed(arena, &mapping, json_find(&body, STR("needed")));
    lexicon_sort(&mapping.names);
    lexicon_sort(&mapping.not_used);
    for (size_t i = 0; i < VALUE_LISTS; i++)
        lexicon_sort(&mapping.lists[i].words);
    *out = mapping;
    return true;
}

enum field mapping_field(const struct mapping *mapping, struct str name)
{
    size_t field;
    return lexicon_find(&mapping->names, name, &field) ? (enum field)field : FIELD_NONE;
}

bool mapping_not_used(const struct mapping *mapping, struct str name)
{
    size_t meaning;
    return lexicon_find(&mapping->not_used, name, &meaning);
}

bool mapping_value(const struct mapping *mapping, enum field_type list, struct str key,
                   struct str *out)
{
    size_t place;
    if (!lexicon_find(&mapping->lists[list].words, key, &place))
        return false;
    *out = mapping->lists[list].values[place];
    return true;
}
