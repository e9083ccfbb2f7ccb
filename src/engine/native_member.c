/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

/* Without an owner, nobody could make anybody a member any more. */
static bool owner_is_left(struct native_call *call, struct error *err)
{
    struct record_list members;
    if (!record_list(call->engine->store->db, call->arena, STR(""), STR("member"),
                     &members, err))
        return false;
    for (size_t i = 0; i < members.count; i++) {
        struct json body;
        if (!json_parse(call->arena, members.items[i].body, &body, err))
            return false;
        const struct json *roles = json_find(&body, STR("roles"));
        for (size_t n = 0; n < json_count(roles); n++)
            if (str_equal(json_item(roles, n)->text, STR("owner")))
                return true;
    }
    return error_set(err, ERROR_REFUSED,
                     "somebody must be owner of this Waymark folder: make somebody else "
                     "owner first. Nothing was changed");
}

/* Who may act in this workplace: made, or given other roles. */
bool member_apply(struct native_call *call, struct error *err)
{
    struct db *db = call->engine->store->db;
    struct str name = json_find_text(call->args, STR("name"));
    const struct json *roles = json_find(call->args, STR("roles"));
    const struct kind *kind = kind_find(call->process->kinds, STR("member"));
    struct str_list found;
    struct json body = json_object(), list = json_list();
    struct str id;
    if (!name.len || !roles)
        return error_set(err, ERROR_INPUT, "it needs name=… and roles=…");
    if (roles->type == JSON_TEXT) {
        struct str_list parts = str_split(call->arena, roles->text, ',');
        for (size_t i = 0; i < parts.count; i++)
            json_add(call->arena, &list, json_text(str_trim(parts.items[i])));
    } else
        list = *roles;
    json_set(call->arena, &body, STR("name"), json_text(name));
    json_set(call->arena, &body, STR("roles"), list);
    if (!record_by(db, call->arena, STR(""), STR("member"), STR("name"), name, &found,
                   err))
        return false;
    if (found.count) {
        struct record old;
        bool there;
        return record_find(db, call->arena, found.items[0], &old, &there, err) &&
               commit_change(call->commit, kind, &old, &body, err) &&
               owner_is_left(call, err);
    }
    return commit_create(call->commit, kind, STR(""), &body, &id, err) &&
           owner_is_left(call, err);
}
