/* SPDX-License-Identifier: MIT */
#include "engine/harm.h"

#include "cycle/flag.h"
#include "cycle/harm_fields.h"
#include "cycle/tray.h"

static bool is_first(struct str field)
{
    return str_equal(field, STR("original"));
}

static bool is_told(const struct kind *kind, const struct kind_field *field)
{
    return harm_may_stand_in(kind->name, field->name) ||
           (field->words && !is_first(field->name)); /* those were looked through */
}

static bool tells(struct arena *arena, const struct flag_known *known,
                  const struct json *value)
{
    if (value->type == JSON_TEXT)
        return flag_tells_of_harm(known, arena, value->text);
    for (size_t i = 0; value->type == JSON_LIST && i < json_count(value); i++)
        if (tells(arena, known, json_item(value, i)))
            return true;
    return false;
}

const struct kind_field *harm_in(struct arena *arena, const struct kind *kind,
                                 const struct json *before, const struct json *after)
{
    const struct flag_known *known = NULL;
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct kind_field *field = &kind->fields[i];
        const struct json *old = json_find(before, field->name);
        const struct json *value = json_find(after, field->name);
        if (!value || !is_told(kind, field) || (old && json_equal(old, value)))
            continue;
        if (!known)
            known = flag_known_new(arena);
        if (tells(arena, known, value))
            return field;
    }
    return NULL;
}

bool harm_hold_back(struct arena *arena, const struct kind *kind, struct json *body)
{
    if (!str_equal(kind->name, STR("story")) || !kind_field(kind, STR("tray")))
        return false;
    tray_hold_back(arena, body);
    return true;
}

void harm_keep_first(struct arena *arena, const struct kind *kind,
                     const struct json *before, struct json *body)
{
    struct str old = json_find_text(before, STR("text"));
    struct str first = json_find_text(before, STR("original"));
    if (!str_equal(kind->name, STR("story")) || !kind_field(kind, STR("original")) ||
        !tray_is_held_back(before))
        return;
    if (!first.len && !str_equal(old, json_find_text(body, STR("text"))))
        first = old;
    if (first.len)
        json_set(arena, body, STR("original"), json_text(first));
}

struct str harm_words(struct arena *arena, struct str where)
{
    return str_format(
        arena,
        "somebody may be telling of harm (%.*s): tell the safeguarding lead "
        "now, and show them where it stands; nothing holds it back, so put "
        "other words there if others should not read it",
        STR_ARGS(where));
}
