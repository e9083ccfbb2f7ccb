/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

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
               commit_change(call->commit, kind, &old, &body, err);
    }
    return commit_create(call->commit, kind, STR(""), &body, &id, err);
}
