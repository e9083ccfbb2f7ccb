/* SPDX-License-Identifier: MIT */
#include "engine/shown.h"

#include "cycle/flag.h"
#include "store/parsed.h"

bool shown_kind(struct engine *engine, const struct kind *kind, struct error *err)
{
    const struct json *roles = json_find(kind->source, STR("x-for"));
    bool may = true;
    if (roles && !engine_has_role(engine, roles, &may, err))
        return false;
    return may ||
           error_set(err, ERROR_REFUSED,
                     "records of kind %.*s are not for %.*s: they are for the role "
                     "%.*s, and for an owner",
                     STR_ARGS(kind->name), STR_ARGS(engine->actor),
                     STR_ARGS(json_item(roles, 0)->text));
}

static bool is_held_back(const struct json *body)
{
    return str_equal(json_find_text(body, STR("tray")), STR("held_back"));
}

static void put_away(const struct kind *kind, struct json *body, struct str instead)
{
    for (size_t i = 0; i < json_count(body); i++) {
        struct json_member *member = &body->object.members[i];
        const struct kind_field *field = kind_field(kind, member->name);
        if (field && field->words && member->value.type == JSON_TEXT)
            member->value = json_text(instead);
    }
}

/* The paragraph of a plan that a card was cut out of may hold another, which is held
 * back. */
static bool holds_harm(struct str whole)
{
    struct arena *arena = arena_new();
    bool holds = whole.len && flag_tells_of_harm(flag_known_new(arena), arena, whole);
    arena_free(arena);
    return holds;
}

bool shown_body(struct engine *engine, const struct kind *kind, struct json *body,
                struct error *err)
{
    for (size_t i = json_count(body); i > 0; i--) {
        const struct kind_field *field =
            kind_field(kind, body->object.members[i - 1].name);
        const struct json *roles = field ? json_find(field->schema, STR("x-for")) : NULL;
        bool may = true;
        if (roles && !engine_has_role(engine, roles, &may, err))
            return false;
        if (!may)
            json_unset(body, field->name);
    }
    if (is_held_back(body))
        put_away(kind, body, STR(SHOWN_HELD_BACK));
    else if (holds_harm(json_find_text(body, STR("whole"))))
        json_set(engine->arena, body, STR("whole"), json_text(STR(SHOWN_HELD_BACK)));
    return true;
}

/* Whether there are words of this kind that the actor may not see. */
static bool has_others(struct engine *engine, const struct kind *kind, bool *out,
                       struct error *err)
{
    *out = false;
    for (size_t i = 0; i < kind->field_count && !*out; i++) {
        const struct json *roles = json_find(kind->fields[i].schema, STR("x-for"));
        bool may = true;
        if (roles && !engine_has_role(engine, roles, &may, err))
            return false;
        *out = !may;
    }
    return true;
}

bool shown_past(struct engine *engine, struct arena *arena, const struct kind *kind,
                struct str id, struct json *body, bool *hidden, struct error *err)
{
    struct parsed now;
    bool found, others;
    *hidden = false;
    if (!parsed_find(engine->store->db, arena, id, &now, &found, err) ||
        !has_others(engine, kind, &others, err))
        return false;
    bool held = is_held_back(body) || (found && is_held_back(&now.body));
    *hidden = held || others;
    if (*hidden)
        put_away(kind, body, held ? STR(SHOWN_HELD_BACK) : STR(SHOWN_TO_OTHERS));
    return shown_body(engine, kind, body, err);
}
