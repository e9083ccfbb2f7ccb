/* SPDX-License-Identifier: MIT */
#include "engine/args_person.h"

#include "engine/args_record.h"
#include "engine/person_find.h"

static bool is_of_person(const struct json *command, struct str name)
{
    const struct json *specs = json_find(command, STR("args"));
    for (size_t i = 0; specs && specs->type == JSON_LIST && i < json_count(specs); i++) {
        const struct json *spec = json_item(specs, i);
        if (str_equal(json_find_text(spec, STR("name")), name))
            return str_equal(json_find_text(spec, STR("type")), STR("person")) &&
                   !json_find_bool(spec, STR("many"));
    }
    return false;
}

bool args_person(struct engine *engine, struct arena *arena,
                 const struct process *process, struct str given, struct str *id,
                 struct error *err)
{
    struct person_found found;
    struct error nobody;
    const struct kind *kind = kind_find(process->kinds, STR("person"));
    *id = STR_NONE;
    if (!kind || is_record_id(given) || str_find_byte(given, ':') != SIZE_MAX ||
        record_named(engine->store->db, arena, process, process->cycle.id, kind, given,
                     id, &nobody)) {
        *id = STR_NONE;
        return true;
    }
    if (!person_find(engine, arena, given, STR(""), &found, &nobody)) {
        if (nobody.kind == ERROR_NOT_FOUND && !found.perhaps.count)
            return true;
        *err = nobody;
        return false;
    }
    *id = found.person;
    return person_note_found(engine, arena, found.person, err);
}

bool args_people(struct engine *engine, struct arena *arena,
                 const struct process *process, const struct json *command,
                 const struct json *given, struct json *out, struct error *err)
{
    *out = given ? *given : json_object();
    if (!given || given->type != JSON_OBJECT)
        return true;
    *out = json_object();
    for (size_t i = 0; i < json_count(given); i++) {
        const struct json_member *member = &given->object.members[i];
        struct json value = member->value;
        struct str id = STR_NONE;
        if (value.type == JSON_TEXT && is_of_person(command, member->name) &&
            !args_person(engine, arena, process, str_trim(value.text), &id, err))
            return error_wrap(err, "%.*s", STR_ARGS(member->name));
        json_set(arena, out, member->name, id.len ? json_text(id) : value);
    }
    return true;
}
