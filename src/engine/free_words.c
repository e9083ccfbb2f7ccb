/* SPDX-License-Identifier: MIT */
#include "engine/free_words.h"

static bool is_other(const struct kind *kind, const struct kind_field *field)
{
    static const char *const others[][2] = {
        {"statement", "source"},    {"statement", "also"},   {"review", "source"},
        {"review", "school"},       {"pile", "source"},      {"participant", "source"},
        {"cycle", "scope"},         {"cycle", "localities"}, {"theme", "model"},
        {"kept_report", "document"}};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
        if (str_equal(kind->name, str_of(others[i][0])) &&
            str_equal(field->name, str_of(others[i][1])))
            return true;
    return false;
}

bool free_words_in(const struct kind *kind, const struct kind_field *field)
{
    const struct json *items = json_find(field->schema, STR("items"));
    if (str_equal(kind->name, STR("attachment")))
        return field->words;
    bool own = json_find_bool(field->schema, STR("x-core")) && !field->handle;
    return !own && !field->ref_kind.len && !json_find(field->schema, STR("enum")) &&
           !json_find(field->schema, STR("format")) &&
           !(items && json_find(items, STR("enum"))) && !is_other(kind, field);
}

void free_words_each(const struct json *value, free_words_function *each, void *with)
{
    if (value->type == JSON_TEXT)
        each(with, value->text);
    if (value->type == JSON_LIST)
        for (size_t i = 0; i < json_count(value); i++)
            free_words_each(json_item(value, i), each, with);
    if (value->type != JSON_OBJECT)
        return;
    for (size_t i = 0; i < json_count(value); i++) {
        each(with, value->object.members[i].name);
        free_words_each(&value->object.members[i].value, each, with);
    }
}
