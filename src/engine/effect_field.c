/* SPDX-License-Identifier: MIT */
#include "engine/effect_inside.h"

#include "cycle/scope.h"
#include "engine/scope_remark.h"

/* Of its own kinds, those that it says it changes, and fields that a step added. */
bool effect_may_change(const struct applying *now, const struct kind *kind,
                       struct str field, struct error *err)
{
    const struct json *added = json_find(now->process->description, STR("fields"));
    added = added ? json_find(added, kind->name) : NULL;
    if (process_owns(now->step, kind->name) ||
        json_has_text(json_find(now->step, STR("changes")), kind->name) ||
        (added && json_find(added, field)))
        return true;
    return error_set(err, ERROR_SCRIPT,
                     "%.*s.%.*s belongs to another step; add changes = { \"%.*s\" } to "
                     "this step if its commands may change it",
                     STR_ARGS(kind->name), STR_ARGS(field), STR_ARGS(kind->name));
}

/* Consent is a person's to give: the argument that they gave, and nothing else. */
static bool check_consent(const struct applying *now, const struct kind *kind,
                          struct str field, const struct json *value, struct error *err)
{
    const struct json *given = json_find(now->args, STR("may_publish"));
    if (!str_equal(kind->name, STR("story")) || !str_equal(field, STR("may_publish")) ||
        (given && json_equal(given, value)))
        return true;
    return error_set(err, ERROR_SCRIPT,
                     "story.may_publish can only be what the person who gave the command "
                     "said in its argument may_publish");
}

/* "new:2" → the id of the second record created, else the text itself. */
struct str effect_new_id(const struct applying *now, struct str text)
{
    int64_t number;
    if (str_starts(text, STR("new:")) &&
        str_to_integer(str_slice(text, 4, text.len), &number) && number >= 1 &&
        (size_t)number <= now->out->created.count)
        return now->out->created.items[number - 1];
    return text;
}

static bool check_target(const struct applying *now, const struct kind_field *field,
                         struct str id, struct error *err)
{
    struct record record;
    bool found;
    if (!record_find(now->db, now->arena, id, &record, &found, err))
        return false;
    bool same_cycle = record.cycle.len == 0 ||
                      str_equal(record.cycle, now->process->cycle.id) ||
                      json_find_bool(field->schema, STR("x-across"));
    if (found && same_cycle && str_equal(record.kind, field->ref_kind))
        return true;
    return error_set(err, ERROR_INPUT, "%.*s: there is no %.*s %.*s in this cycle",
                     STR_ARGS(field->name), STR_ARGS(field->ref_kind), STR_ARGS(id));
}

/* An id, or a list of ids, each of a record that is there. */
static bool set_target(const struct applying *now, const struct kind_field *field,
                       const struct json *value, struct json *out, struct error *err)
{
    if (value->type == JSON_TEXT) {
        *out = json_text(effect_new_id(now, value->text));
        return check_target(now, field, out->text, err);
    }
    if (value->type != JSON_LIST)
        return true; /* the schema will refuse it */
    *out = json_list();
    for (size_t i = 0; i < json_count(value); i++) {
        struct json one = *json_item(value, i);
        if (!set_target(now, field, json_item(value, i), &one, err))
            return false;
        json_add(now->arena, out, one);
    }
    return true;
}

static bool count_reviews(const struct applying *now, const struct json *scope,
                          struct error *err)
{
    struct scope chosen;
    struct applied *out = now->out;
    struct condition_list all = {NULL, 0};
    if (!scope_reviews(now->db, now->arena, now->process->kinds, now->process->cycle.id,
                       scope, &chosen, err) ||
        !record_count(now->db, now->arena, now->process->cycle.id, STR("review"), all,
                      &out->reviews_all, err))
        return false;
    out->scoped = true;
    out->reviews_count = chosen.everyone ? out->reviews_all : chosen.reviews.count;
    return true;
}

/* `before`: the scope as it is, or NULL. */
static bool set_scope(const struct applying *now, const struct json *before,
                      const struct json *value, struct json *out, struct error *err)
{
    const struct kind *review = kind_find(now->process->kinds, STR("review"));
    const struct json *own;
    return scope_own(now->engine, now->arena, value, &own, err) &&
           scope_read(now->arena, review, own, value, out, err) &&
           scope_remarks(now->engine, now->arena, now->process->cycle.id, before, out,
                         &now->out->remarks, err) &&
           count_reviews(now, out, err);
}

bool effect_set_field(const struct applying *now, const struct kind *kind,
                      struct json *body, struct str name, const struct json *value,
                      struct error *err)
{
    const struct kind_field *field = kind_field(kind, name);
    struct json set = *value;
    if (!field) {
        struct str_list names = {arena_array(now->arena, struct str, kind->field_count),
                                 kind->field_count};
        for (size_t i = 0; i < names.count; i++)
            names.items[i] = kind->fields[i].name;
        return error_set(err, ERROR_SCRIPT, "%.*s has no field %.*s%.*s",
                         STR_ARGS(kind->name), STR_ARGS(name),
                         STR_ARGS(nearest_hint(now->arena, names, name)));
    }
    if (json_find_bool(field->schema, STR("x-core")))
        return error_set(err, ERROR_SCRIPT,
                         "%.*s.%.*s is kept by Waymark itself; a script "
                         "cannot set it",
                         STR_ARGS(kind->name), STR_ARGS(name));
    if (!check_consent(now, kind, name, value, err))
        return false;
    if (field->ref_kind.len && !set_target(now, field, value, &set, err))
        return false;
    if (str_equal(kind->name, STR("cycle")) && str_equal(name, STR("scope")) &&
        !set_scope(now, json_find(body, name), value, &set, err))
        return false;
    /* Lua's empty table stands for an empty list where a list is meant. */
    if (str_equal(field->type, STR("array")) && set.type == JSON_OBJECT &&
        json_count(&set) == 0)
        set = json_list();
    json_set(now->arena, body, field->name, set);
    return true;
}

/* Every member of the effect that is not the operation itself. */
bool effect_set_fields(const struct applying *now, const struct kind *kind,
                       const struct json *effect, struct str operation, struct json *body,
                       struct error *err)
{
    for (size_t i = 0; i < json_count(effect); i++) {
        const struct json_member *member = &effect->object.members[i];
        if (str_equal(member->name, operation))
            continue;
        if (!str_equal(operation, STR("create")) &&
            !effect_may_change(now, kind, member->name, err))
            return false;
        if (!effect_set_field(now, kind, body, member->name, &member->value, err))
            return false;
    }
    return true;
}

bool effect_clear_field(const struct applying *now, const struct kind *kind,
                        struct json *body, struct str name, struct error *err)
{
    const struct kind_field *field = kind_field(kind, name);
    if (!field || json_find_bool(field->schema, STR("x-core")))
        return error_set(err, ERROR_SCRIPT, "%.*s.%.*s cannot be cleared by a script",
                         STR_ARGS(kind->name), STR_ARGS(name));
    if (!effect_may_change(now, kind, name, err))
        return false;
    json_unset(body, name);
    return true;
}

bool effect_clear_fields(const struct applying *now, const struct kind *kind,
                         struct json *body, const struct json *names, struct error *err)
{
    size_t count = names && names->type == JSON_LIST ? json_count(names) : 0;
    bool texts = count > 0;
    for (size_t i = 0; i < count; i++)
        texts = texts && json_item(names, i)->type == JSON_TEXT;
    if (!texts)
        return error_set(err, ERROR_SCRIPT, "unlink needs field=…");
    for (size_t i = 0; i < count; i++)
        if (!effect_clear_field(now, kind, body, json_item(names, i)->text, err))
            return false;
    return true;
}
