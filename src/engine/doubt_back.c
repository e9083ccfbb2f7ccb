/* SPDX-License-Identifier: MIT */
#include "engine/doubt.h"

#include "store/event.h"
#include "store/parsed.h"

static const struct str doubt_kind = {"doubt", 5};

/* Who is who was somebody's decision, and is not taken back unsaid. */
static bool is_decided(struct native_call *call, const struct record *doubt,
                       struct str person, struct str state, struct error *err)
{
    struct db *db = call->engine->store->db;
    struct event_touch last;
    struct command_row row;
    bool found = false;
    if (!event_last_touch(db, call->arena, doubt->id, 0, &last, err) ||
        !command_find(db, call->arena, last.command, &row, &found, err))
        return false;
    return error_set(err, ERROR_CONFLICT,
                     "%.*s cannot be taken back: whether they are the same as somebody "
                     "else was decided: %.*s (%.*s, by command %lld of %.*s). Take that "
                     "back first with `waymark undo %lld`, and then this",
                     STR_ARGS(person), STR_ARGS(state), STR_ARGS(doubt->id),
                     (long long)last.command, STR_ARGS(found ? row.actor : STR_NONE),
                     (long long)last.command);
}

static bool take_one_back(struct native_call *call, const struct kind *kind,
                          struct str person, const struct parsed *doubt, size_t *count,
                          struct error *err)
{
    struct str state = parsed_text(doubt, "state");
    if (!str_equal(state, STR("open")))
        return is_decided(call, &doubt->record, person, state, err);
    ++*count;
    return commit_remove(call->commit, kind, &doubt->record, err);
}

bool doubt_take_back(struct native_call *call, const struct kinds *kinds,
                     struct str person, size_t *count, struct error *err)
{
    static const struct str fields[] = {{"person", 6}, {"other", 5}};
    const struct kind *kind = kind_find(kinds, doubt_kind);
    for (size_t i = 0; kind && i < sizeof fields / sizeof fields[0]; i++) {
        struct parsed_list doubts;
        if (!parsed_by(call->engine->store->db, call->arena, STR(""), doubt_kind,
                       fields[i], person, &doubts, err))
            return false;
        for (size_t n = 0; n < doubts.count; n++)
            if (!take_one_back(call, kind, person, &doubts.items[n], count, err))
                return false;
    }
    return true;
}

bool doubt_is_back(struct native_call *call, struct str doubt, bool *out,
                   struct error *err)
{
    struct db *db = call->engine->store->db;
    struct event_touch last;
    struct command_row row;
    bool found = false;
    *out = false;
    if (!str_equal(kind_of_id(doubt), doubt_kind))
        return true;
    if (!event_last_touch(db, call->arena, doubt, 0, &last, err) ||
        !command_find(db, call->arena, last.command, &row, &found, err))
        return false;
    *out = found && row.undoes > 0;
    return true;
}
