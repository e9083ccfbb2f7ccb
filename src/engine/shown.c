/* SPDX-License-Identifier: MIT */
#include "engine/shown.h"

#include "cycle/flag.h"
#include "cycle/tray.h"
#include "cycle/wish.h"
#include "engine/person_past.h"
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

static bool is_attachment(const struct kind *kind)
{
    return str_equal(kind->name, STR("attachment"));
}

/* What an attachment is called may say as much as what it shows. */
static void put_away(const struct kind *kind, struct json *body, struct str instead)
{
    for (size_t i = 0; i < json_count(body); i++) {
        struct json_member *member = &body->object.members[i];
        const struct kind_field *field = kind_field(kind, member->name);
        bool words = field && (field->words || (is_attachment(kind) &&
                                                str_equal(field->name, STR("name"))));
        if (words && member->value.type == JSON_TEXT)
            member->value = json_text(instead);
    }
}

/* Puts out of sight those of the fields that tell of a card that is held back: another of
 * the same person's, which was cut out of the same words. */
static bool put_away_others(struct engine *engine, struct json *body,
                            const char *const *fields, struct error *err)
{
    struct arena *arena = arena_new();
    struct person_apart apart = {{NULL, 0}, {NULL, 0}};
    bool fine = true, read = false;
    for (; fine && *fields; fields++) {
        struct str text = json_find_text(body, str_of(*fields));
        if (!text.len)
            continue;
        bool harm = str_equal(str_of(*fields), STR("whole")) &&
                    flag_tells_of_harm(flag_known_new(arena), arena, text);
        if (!harm && !read) {
            fine = person_held_back(engine, arena, json_find_text(body, STR("person")),
                                    &apart, err);
            read = true;
        }
        if (fine && (harm || person_apart_in(arena, &apart, text)))
            json_set(engine->arena, body, str_of(*fields),
                     json_text(STR(SHOWN_HELD_BACK)));
    }
    arena_free(arena);
    return fine;
}

/* By the wish of the person whom it is of, or of who said what it counts with. */
static bool is_refused(struct engine *engine, const struct json *body, bool *out,
                       struct error *err)
{
    struct str like;
    bool no;
    if (!tray_of_like(engine->store->db, engine->arena, body, &like, err) ||
        !wish_refused_anywhere(engine->store->db, engine->arena,
                               json_find_text(body, STR("person")), &no, err))
        return false;
    *out = no || tray_is_withdrawn(body) || str_equal(like, STR(TRAY_WITHDRAWN));
    return true;
}

/* The words of somebody who said no to the workshop stay with those who must see to it
 * that the no is kept, and so does what is attached to the person or to those words. */
static bool is_not_used(struct engine *engine, const struct kind *kind,
                        const struct json *body, bool *out, struct error *err)
{
    static const struct str roles[] = {
        {"officer", 7}, {"facilitator", 11}, {"safeguarding_lead", 17}};
    struct json may_read = json_list();
    struct parsed about;
    bool may, found;
    *out = false;
    if (!str_equal(kind->name, STR("statement")) &&
        !str_equal(kind->name, STR("story")) && !is_attachment(kind))
        return true;
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        json_add(engine->arena, &may_read, json_text(roles[i]));
    if (!engine_has_role(engine, &may_read, &may, err))
        return false;
    if (may)
        return true;
    if (!is_refused(engine, body, out, err))
        return false;
    if (*out || !is_attachment(kind))
        return true;
    if (!parsed_find(engine->store->db, engine->arena, json_find_text(body, STR("about")),
                     &about, &found, err))
        return false;
    return !found || is_refused(engine, &about.body, out, err);
}

/* Or counted with a card that is. */
static bool is_held_back(struct engine *engine, const struct json *body, bool *out,
                         struct error *err)
{
    struct str like;
    if (!tray_of_like(engine->store->db, engine->arena, body, &like, err))
        return false;
    *out = tray_is_held_back(body) || str_equal(like, STR(TRAY_HELD_BACK));
    return true;
}

bool shown_attached(struct engine *engine, struct str about, bool *may, struct error *err)
{
    struct parsed one;
    struct json lead = json_list();
    bool found, held = false;
    *may = true;
    if (!parsed_find(engine->store->db, engine->arena, about, &one, &found, err) ||
        (found && !is_held_back(engine, &one.body, &held, err)))
        return false;
    json_add(engine->arena, &lead, json_text(STR("safeguarding_lead")));
    return !held || engine_has_role(engine, &lead, may, err);
}

/* `hidden`: whether it was not for the actor. */
static bool put_away_attached(struct engine *engine, const struct kind *kind,
                              struct json *body, bool *hidden, struct error *err)
{
    bool may = true;
    if (is_attachment(kind) &&
        !shown_attached(engine, json_find_text(body, STR("about")), &may, err))
        return false;
    *hidden = !may;
    if (may)
        return true;
    put_away(kind, body, STR(SHOWN_WITH_HELD_BACK));
    return true;
}

/* What nobody sees, or not whoever has this role, by the body as it stands here. */
static bool take_out(struct engine *engine, const struct kind *kind, struct json *body,
                     struct error *err)
{
    static const char *const made_of[] = {"whole", "original", NULL};
    bool held;
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
    if (!is_held_back(engine, body, &held, err))
        return false;
    if (held)
        put_away(kind, body, STR(SHOWN_HELD_BACK));
    else if (str_equal(kind->name, STR("statement")))
        return put_away_others(engine, body, made_of, err);
    return true;
}

bool shown_body(struct engine *engine, const struct kind *kind, struct json *body,
                struct error *err)
{
    bool not_used, attached;
    if (!is_not_used(engine, kind, body, &not_used, err) ||
        !put_away_attached(engine, kind, body, &attached, err))
        return false;
    if (not_used && !attached)
        put_away(kind, body, STR(SHOWN_NOT_USED));
    return take_out(engine, kind, body, err);
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

/* What it says now is on its card. */
static bool is_past(const struct json *body, const struct parsed *now, bool found)
{
    return !found ||
           !str_equal(json_find_text(body, STR("text")), parsed_text(now, "text"));
}

bool shown_past(struct engine *engine, struct arena *arena, const struct kind *kind,
                struct str id, struct json *body, bool *hidden, struct error *err)
{
    struct parsed now;
    static const char *const said[] = {"text", NULL};
    bool found, others, not_used, held, held_now = false, attached;
    *hidden = false;
    if (!parsed_find(engine->store->db, arena, id, &now, &found, err) ||
        !has_others(engine, kind, &others, err) ||
        !is_not_used(engine, kind, found ? &now.body : body, &not_used, err) ||
        !is_held_back(engine, body, &held, err) ||
        (found && !is_held_back(engine, &now.body, &held_now, err)) ||
        !put_away_attached(engine, kind, body, &attached, err))
        return false;
    held = held || held_now;
    *hidden = held || not_used || others || attached;
    if (*hidden && !attached)
        put_away(kind, body,
                 held       ? STR(SHOWN_HELD_BACK)
                 : not_used ? STR(SHOWN_NOT_USED)
                            : STR(SHOWN_TO_OTHERS));
    else if (str_equal(kind->name, STR("statement")) && is_past(body, &now, found) &&
             !put_away_others(engine, body, said, err))
        return false;
    return take_out(engine, kind, body, err);
}
