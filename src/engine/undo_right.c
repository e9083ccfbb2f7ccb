/* SPDX-License-Identifier: MIT */
#include "engine/undo_right.h"

#include "cycle/tray.h"
#include "store/event.h"

/* "facilitator, safeguarding lead" */
static struct str roles_words(struct arena *arena, const struct json *roles)
{
    struct buf out = BUF_IN(arena);
    for (size_t i = 0; i < json_count(roles); i++)
        buf_add_format(
            &out, "%s%.*s", i ? ", " : "",
            STR_ARGS(str_replaced(arena, json_item(roles, i)->text, '_', ' ')));
    return buf_str(&out);
}

/* What was done first, of a command that took one back, or took that back again. */
static bool first_of(struct native_call *call, int64_t number, struct command_row *row,
                     struct error *err)
{
    struct db *db = call->engine->store->db;
    bool found;
    if (!command_find(db, call->arena, number, row, &found, err))
        return false;
    while (found && row->undoes)
        if (!command_find(db, call->arena, row->undoes, row, &found, err))
            return false;
    return true;
}

/* Who may do the command, by the script of its cycle; NULL where no script says. */
static bool who_may(struct native_call *call, const struct command_row *row,
                    const struct json **who, struct error *err)
{
    struct process *process;
    const struct json *step, *command;
    struct error unknown;
    *who = NULL;
    if (!row->cycle.len)
        return true;
    if (!process_load(call->engine->store->db, call->arena, row->cycle, &process, err))
        return false;
    if (process_command(process, row->name, &step, &command, &unknown))
        *who = json_find(command, STR("who"));
    return true;
}

static bool may_the_command(struct native_call *call, int64_t number, struct error *err)
{
    struct command_row row;
    const struct json *who;
    struct json ordinary = command_roles(call->arena, "facilitator officer");
    bool may, takes_back;
    if (!first_of(call, number, &row, err) || !who_may(call, &row, &who, err) ||
        !engine_has_role(call->engine, who, &may, err) ||
        !engine_has_role(call->engine, &ordinary, &takes_back, err))
        return false;
    for (size_t i = 0; who && takes_back && !may && i < json_count(&ordinary); i++)
        may = json_has_text(who, json_item(&ordinary, i)->text);
    return may || (takes_back && !who) ||
           error_set(err, ERROR_REFUSED,
                     "command %lld (%.*s) is taken back by those who may do it (%.*s): "
                     "ask one of them, or an owner. Nothing was changed",
                     (long long)number, STR_ARGS(row.name),
                     STR_ARGS(roles_words(call->arena, who ? who : &ordinary)));
}

static bool is_held(struct native_call *call, bool there, struct str body, bool *held,
                    struct error *err)
{
    struct arena_mark mark = arena_mark(call->arena);
    struct json said = json_null();
    if (there && !json_parse(call->arena, body, &said, err))
        return false;
    *held = tray_is_held_back(&said);
    arena_rewind(call->arena, mark);
    return true;
}

/* Whether the command left the card of this event held back, this being the last time
 * that it touched it. */
static bool left_held(struct native_call *call, const struct event_list *events,
                      size_t at, bool *held, struct error *err)
{
    const struct event *event = &events->items[at];
    if (!is_held(call, event->has_after && !event->erased, event->after, held, err))
        return false;
    for (size_t i = at + 1; *held && i < events->count; i++)
        *held = !str_equal(events->items[i].record, event->record);
    return true;
}

/* How it was before the command. */
static const struct event *first_touch(const struct event_list *events, size_t at)
{
    for (size_t i = 0; i < at; i++)
        if (str_equal(events->items[i].record, events->items[at].record))
            return &events->items[i];
    return &events->items[at];
}

bool undo_right(struct native_call *call, int64_t command, struct error *err)
{
    struct event_list events;
    struct json lead = command_roles(call->arena, "safeguarding_lead");
    size_t released = 0;
    bool may;
    if (!may_the_command(call, command, err) ||
        !event_list_of(call->engine->store->db, call->arena, command, &events, err) ||
        !engine_has_role(call->engine, &lead, &may, err))
        return false;
    for (size_t i = 0; i < events.count; i++) {
        bool held, before;
        if (!left_held(call, &events, i, &held, err))
            return false;
        if (!held)
            continue;
        const struct event *first = first_touch(&events, i);
        if (!is_held(call, first->has_before, first->before, &before, err))
            return false;
        released += first->has_before && !before;
    }
    return may || !released ||
           error_set(err, ERROR_REFUSED,
                     "taking back command %lld would let %zu %s go free that %s held "
                     "back: the safeguarding lead takes it back, or an owner. Nothing "
                     "was changed",
                     (long long)command, released,
                     released == 1 ? "card or story" : "cards or stories",
                     released == 1 ? "is" : "are");
}

bool undo_held(struct native_call *call, int64_t command, size_t *out, struct error *err)
{
    struct event_list events;
    *out = 0;
    if (!event_list_of(call->engine->store->db, call->arena, command, &events, err))
        return false;
    for (size_t i = 0; i < events.count; i++) {
        bool held;
        if (!left_held(call, &events, i, &held, err))
            return false;
        *out += held && !first_touch(&events, i)->has_before;
    }
    return true;
}
