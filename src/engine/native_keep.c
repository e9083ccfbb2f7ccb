/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

static bool set_name(struct native_call *call, struct json *body, struct error *err)
{
    struct str name = json_find_text(call->args, STR("name"));
    if (!name.len || str_equal(name, json_find_text(body, STR("name"))))
        return true;
    if (!cycle_name_check(call, name, err))
        return false;
    json_set(call->arena, body, STR("name"), json_text(name));
    return true;
}

bool cycle_keep_apply(struct native_call *call, struct error *err)
{
    static const struct str given[] = {{"question", 8}, {"scope", 5}};
    struct json body = json_copy(call->arena, &call->process->cycle_body);
    const struct kind *kind = kind_find(call->process->kinds, STR("cycle"));
    if (!json_find_bool(&body, STR("quick")))
        return error_set(
            err, ERROR_REFUSED,
            "the cycle \"%.*s\" is kept already: only what `waymark quick` made has to "
            "be. `waymark do prepare.ask` changes its question, `waymark do "
            "prepare.scope` whose reviews count. Nothing was changed",
            STR_ARGS(json_find_text(&body, STR("name"))));
    if (!set_name(call, &body, err))
        return false;
    json_unset(&body, STR("quick"));
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        const struct json *value = json_find(call->args, given[i]);
        if (value && value->type != JSON_NULL)
            json_set(call->arena, &body, given[i], *value);
    }
    json_set(call->arena, call->outcome, STR("cycle"),
             json_text(call->process->cycle.id));
    return commit_change(call->commit, kind, &call->process->cycle, &body, err) &&
           cycle_scope_remarks(call, call->process->cycle.id, err);
}
