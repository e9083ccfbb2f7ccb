/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

#include "base/unicode.h"
#include "engine/attachment.h"
#include "engine/doubt.h"
#include "engine/person_export.h"
#include "engine/person_find.h"
#include "engine/safeguarding.h"
#include "engine/undo_right.h"
#include "engine/written.h"
#include "store/event.h"

enum { MOST_NAME = 200 }; /* as in schemas/records/member.schema.json */

bool member_name_check(struct str name, struct error *err)
{
    if (!name.len)
        return error_set(err, ERROR_INPUT, "somebody who acts here needs a name");
    if (unicode_length(name) > MOST_NAME)
        return error_set(err, ERROR_INPUT,
                         "the name of somebody who acts here may be at most %d "
                         "characters long",
                         MOST_NAME);
    for (size_t i = 0; i < name.len; i++)
        if ((unsigned char)name.ptr[i] < ' ' || name.ptr[i] == 0x7f)
            return error_set(err, ERROR_INPUT,
                             "the name of somebody who acts here stands on one line and "
                             "holds no control characters");
    if (str_trim(name).len < name.len)
        return error_set(err, ERROR_INPUT,
                         "the name \"%.*s\" begins or ends with a space; write it "
                         "without",
                         STR_ARGS(name));
    return true;
}

static bool is_owner(struct arena *arena, const struct record *member, bool *out,
                     struct error *err)
{
    struct json body;
    *out = false;
    if (!json_parse(arena, member->body, &body, err))
        return false;
    *out = json_has_text(json_find(&body, STR("roles")), STR("owner"));
    return true;
}

/* Without an owner nobody could let anybody in again. */
static bool somebody_owns(struct native_call *call, struct error *err)
{
    struct record_list members;
    bool owns = false;
    if (!record_list(call->engine->store->db, call->arena, STR(""), STR("member"),
                     &members, err))
        return false;
    for (size_t i = 0; i < members.count && !owns; i++)
        if (!is_owner(call->arena, &members.items[i], &owns, err))
            return false;
    return owns || error_set(err, ERROR_REFUSED,
                             "this would leave the Waymark folder without an owner, and "
                             "nobody could let anybody in again. First make somebody "
                             "else an owner: `waymark do workplace.member name=NAME "
                             "roles=owner`. Nothing was changed");
}

/* Who may act in this workplace: made, or given other roles. */
static bool write_member(struct native_call *call, struct str name,
                         const struct json *roles, struct error *err)
{
    struct db *db = call->engine->store->db;
    const struct kind *kind = kind_find(call->process->kinds, STR("member"));
    struct str_list found;
    struct json body = json_object();
    struct record old;
    struct str id = STR_NONE;
    bool there;
    json_set(call->arena, &body, STR("name"), json_text(name));
    json_set(call->arena, &body, STR("roles"), *roles);
    if (!record_by(db, call->arena, STR(""), STR("member"), STR("name"), name, &found,
                   err))
        return false;
    bool fine = found.count == 0
                    ? commit_create(call->commit, kind, STR(""), &body, &id, err)
                    : record_find(db, call->arena, found.items[0], &old, &there, err) &&
                          commit_change(call->commit, kind, &old, &body, err);
    struct commit_counts counts = commit_counts(call->commit);
    struct json ids = json_list();
    json_add(call->arena, &ids, json_text(found.count ? found.items[0] : id));
    if (fine && counts.created + counts.changed)
        json_set(call->arena, call->outcome,
                 counts.created ? STR("created") : STR("changed"), ids);
    return fine;
}

bool member_apply(struct native_call *call, struct error *err)
{
    struct str name = json_find_text(call->args, STR("name"));
    const struct json *roles = json_find(call->args, STR("roles"));
    struct json list = json_list();
    if (!name.len || !roles)
        return error_set(err, ERROR_INPUT, "it needs name=… and roles=…");
    if (roles->type == JSON_TEXT) {
        struct str_list parts = str_split(call->arena, roles->text, ',');
        for (size_t i = 0; i < parts.count; i++)
            json_add(call->arena, &list, json_text(str_trim(parts.items[i])));
        roles = &list;
    }
    return member_name_check(name, err) && write_member(call, name, roles, err) &&
           somebody_owns(call, err);
}

/* Whoever may take things back may not by that give anybody another role. */
static bool only_for_owners(struct native_call *call, int64_t command, struct error *err)
{
    struct event_list events;
    bool owner = false, members = false;
    if (!event_list_of(call->engine->store->db, call->arena, command, &events, err))
        return false;
    for (size_t i = 0; i < events.count; i++)
        if (str_equal(kind_of_id(events.items[i].record), STR("member")))
            members = true;
    if (!members)
        return true;
    if (!engine_has_role(call->engine, NULL, &owner, err))
        return false;
    return owner || error_set(err, ERROR_REFUSED,
                              "command %lld says who may do what, so only an owner may "
                              "take it back. Nothing was changed",
                              (long long)command);
}

bool native_only_notes(struct str command)
{
    static const char *const names[] = {"workplace.restore",  "workplace.seal",
                                        WRITTEN_COMMAND,      PEOPLE_COMMAND,
                                        PERSON_FIND_COMMAND,  PERSON_EXPORT_COMMAND,
                                        SAFEGUARDING_COMMAND, ATTACHMENT_READ_COMMAND};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (str_equal(command, str_of(names[i])))
            return true;
    return false;
}

bool member_undo_prepare(struct native_call *call, struct error *err)
{
    struct command_row row;
    bool found;
    if (!undo_prepare(call, err))
        return false;
    int64_t number = call->commit_request->undoes;
    if (!command_find(call->engine->store->db, call->arena, number, &row, &found, err))
        return false;
    if (found && native_only_notes(row.name))
        return error_set(err, ERROR_REFUSED,
                         "command %lld (%.*s) cannot be taken back: it notes what was "
                         "done outside of the log. What a restore replaced is in the "
                         "before-restore file in the folder",
                         (long long)number, STR_ARGS(row.name));
    return only_for_owners(call, number, err) && undo_right(call, number, err);
}

bool member_undo_apply(struct native_call *call, struct error *err)
{
    size_t held;
    if (!undo_held(call, call->commit_request->undoes, &held, err) ||
        !undo_apply(call, err) || !somebody_owns(call, err))
        return false;
    if (held)
        json_set(call->arena, call->outcome, STR("held_back"),
                 json_integer((int64_t)held));
    return true;
}
