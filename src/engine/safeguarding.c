/* SPDX-License-Identifier: MIT */
#include "engine/safeguarding.h"

#include "base/date.h"
#include "cycle/manner.h"
#include "cycle/tray.h"
#include "engine/command.h"
#include "store/event.h"
#include "store/parsed.h"
#include "store/vault.h"

/* A card, and the newest command that held it back. */
struct held {
    struct str id;
    int64_t command;
    struct json shown;
};

struct listing {
    struct engine *engine;
    struct arena *arena;
    const struct safeguarding_request *request;
    struct held *items; /* cycle by cycle, by id in each */
    size_t count, room;
    size_t open;
};

/* What may be held back. */
static const char *const kinds[] = {"statement", "story"};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

static bool held_in(struct db *db, struct arena *arena, struct str cycle,
                    const char *kind, bool open, struct str_list *out, struct error *err)
{
    struct str held[] = {STR(TRAY_HELD_BACK)};
    struct condition conditions[] = {
        {.field = STR("tray"), .test = CONDITION_ANY_OF, .values = {held, 1}},
        {.field = STR("kept_back"), .test = CONDITION_UNSET}};
    return record_where(db, arena, cycle, str_of(kind),
                        (struct condition_list){conditions, open ? 2 : 1}, out, err);
}

bool safeguarding_count(struct db *db, struct str cycle, size_t *out, struct error *err)
{
    struct arena *arena = arena_new();
    struct str_list ids;
    bool fine = true;
    *out = 0;
    for (size_t i = 0; i < KINDS && fine; i++) {
        fine = held_in(db, arena, cycle, kinds[i], true, &ids, err);
        *out += fine ? ids.count : 0;
    }
    arena_free(arena);
    return fine;
}

static void set_words(struct listing *now, struct json *out, const char *name,
                      struct str text)
{
    if (text.len)
        json_set(now->arena, out, str_of(name), json_text(text));
}

static struct json concern_as_json(struct listing *now, const struct parsed *concern)
{
    struct json one = json_object();
    json_set(now->arena, &one, STR("id"), json_text(concern->record.id));
    set_words(now, &one, "told", json_find_text(&concern->body, STR("told")));
    set_words(now, &one, "date", json_find_text(&concern->body, STR("date")));
    set_words(now, &one, "note", json_find_text(&concern->body, STR("note")));
    return one;
}

static bool add_concerns(struct listing *now, struct str cycle, struct str id,
                         struct json *out, struct error *err)
{
    struct parsed_list concerns;
    struct json list = json_list();
    if (!parsed_by(now->engine->store->db, now->arena, cycle, STR("concern"),
                   kind_of_id(id), id, &concerns, err))
        return false;
    for (size_t i = 0; i < concerns.count; i++)
        json_add(now->arena, &list, concern_as_json(now, &concerns.items[i]));
    json_set(now->arena, out, STR("concerns"), list);
    return true;
}

/* The lead must know whom to look after. */
static bool add_who(struct listing *now, struct str person, struct json *out,
                    struct error *err)
{
    struct record record;
    struct identity who;
    struct json one = json_object();
    bool found = false;
    if (person.len && !vault_identity_of(now->engine->store, now->arena, person, &record,
                                         &who, &found, err))
        return false;
    if (!found)
        return true;
    set_words(now, &one, "reference", who.reference);
    set_words(now, &one, "upn", who.upn);
    set_words(now, &one, "forename", who.forename);
    set_words(now, &one, "surname", who.surname);
    set_words(now, &one, "birth_date", who.birth_date);
    json_set(now->arena, out, STR("who"), one);
    return true;
}

static bool add_card(struct listing *now, struct str cycle, struct str name,
                     struct str id, struct error *err)
{
    static const char *const texts[] = {"source",   "section", "text",    "person",
                                        "original", "whole",   "speaker", "perspective"};
    struct record record;
    struct json body, *out;
    bool found;
    if (!record_find(now->engine->store->db, now->arena, id, &record, &found, err) ||
        (found && !json_parse(now->arena, record.body, &body, err)))
        return false;
    if (!found)
        return true;
    now->items = arena_one_more(now->arena, now->items, sizeof *now->items, now->count,
                                &now->room);
    struct held *held = &now->items[now->count++];
    *held = (struct held){.id = record.id, .shown = json_object()};
    out = &held->shown;
    json_set(now->arena, out, STR("id"), json_text(record.id));
    json_set(now->arena, out, STR("cycle"), json_text(name));
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        set_words(now, out, texts[i], json_find_text(&body, str_of(texts[i])));
    set_words(now, out, "manner", manner_of(now->arena, &body));
    if (json_find(&body, STR("flags")))
        json_set(now->arena, out, STR("flags"), *json_find(&body, STR("flags")));
    bool kept = json_find_bool(&body, STR("kept_back"));
    json_set(now->arena, out, STR("kept_back"), json_bool(kept));
    now->open += !kept;
    return add_concerns(now, cycle, record.id, out, err) &&
           (!now->request->card.len ||
            add_who(now, json_find_text(&body, STR("person")), out, err));
}

static bool add_cycle(struct listing *now, const struct record *cycle, struct error *err)
{
    struct json body;
    struct str only = now->request->card;
    if (now->request->cycle.len && !str_equal(now->request->cycle, cycle->id))
        return true;
    if (!json_parse(now->arena, cycle->body, &body, err))
        return false;
    for (size_t k = 0; k < KINDS; k++) {
        struct str_list ids;
        if (!held_in(now->engine->store->db, now->arena, cycle->id, kinds[k],
                     now->request->open, &ids, err))
            return false;
        for (size_t i = 0; i < ids.count; i++)
            if ((!only.len || str_equal(only, ids.items[i])) &&
                !add_card(now, cycle->id, json_find_text(&body, STR("name")),
                          ids.items[i], err))
                return false;
    }
    return true;
}

static bool is_held(struct arena *arena, bool there, struct str text, bool *held,
                    struct error *err)
{
    struct json body = json_null();
    if (there && !json_parse(arena, text, &body, err))
        return false;
    *held = tray_is_held_back(&body);
    return true;
}

static bool note_event(void *with, const struct event *event, struct error *err)
{
    struct listing *now = with;
    struct arena_mark mark = arena_mark(now->arena);
    for (size_t i = 0; !event->erased && i < now->count; i++) {
        bool before, after;
        if (!str_equal(now->items[i].id, event->record))
            continue;
        if (!is_held(now->arena, event->has_before, event->before, &before, err) ||
            !is_held(now->arena, event->has_after, event->after, &after, err))
            return false;
        if (after && !before)
            now->items[i].command = event->command;
    }
    arena_rewind(now->arena, mark);
    return true;
}

static bool add_held(struct listing *now, struct held *held, struct error *err)
{
    struct command_row row;
    struct json one = json_object();
    bool found = false;
    if (held->command && !command_find(now->engine->store->db, now->arena, held->command,
                                       &row, &found, err))
        return false;
    if (!found)
        return true;
    json_set(now->arena, &one, STR("at"), json_text(moment_text(now->arena, row.at)));
    json_set(now->arena, &one, STR("by"), json_text(row.actor));
    json_set(now->arena, &one, STR("command"), json_text(row.name));
    json_set(now->arena, &held->shown, STR("held"), one);
    return true;
}

/* Inside the transaction: it is read and noted, or neither. The outcome has no words. */
static bool list_apply(struct native_call *call, struct error *err)
{
    struct json *out = call->with;
    struct listing now = {.engine = call->engine, .arena = call->arena};
    struct safeguarding_request request = {
        .cycle = json_find_text(call->args, STR("cycle")),
        .card = json_find_text(call->args, STR("card")),
        .open = json_find_bool(call->args, STR("open"))};
    struct record_list cycles;
    struct json list = json_list();
    now.request = &request;
    if (!record_list(call->engine->store->db, call->arena, STR(""), STR("cycle"), &cycles,
                     err))
        return false;
    for (size_t i = 0; i < cycles.count; i++)
        if (!add_cycle(&now, &cycles.items[i], err))
            return false;
    if (request.card.len && !now.count)
        return error_set(err, ERROR_NOT_FOUND,
                         "%.*s is not held back; `waymark safeguarding` lists what is",
                         STR_ARGS(request.card));
    if (now.count && !event_each(call->engine->store->db, note_event, &now, err))
        return false;
    for (size_t i = 0; i < now.count; i++) {
        if (!add_held(&now, &now.items[i], err))
            return false;
        json_add(call->arena, &list, now.items[i].shown);
    }
    json_set(call->arena, out, STR("cards"), list);
    json_set(call->arena, out, STR("open"), json_integer((int64_t)now.open));
    json_set(call->arena, call->outcome, STR("cards"), json_integer((int64_t)now.count));
    if (request.card.len)
        set_words(&now, call->outcome, "person",
                  json_find_text(&now.items[0].shown, STR("person")));
    return true;
}

bool safeguarding_list(struct engine *engine, struct arena *arena,
                       const struct safeguarding_request *request, struct json *out,
                       struct error *err)
{
    static const struct native native = {
        SAFEGUARDING_COMMAND, "safeguarding_lead", NULL, list_apply, false, false};
    struct json args = json_object();
    struct command_request command = {
        .name = str_of(native.name), .args = &args, .cycle = STR("")};
    struct command_result result;
    *out = json_object();
    if (request->cycle.len)
        json_set(arena, &args, STR("cycle"), json_text(request->cycle));
    if (request->card.len)
        json_set(arena, &args, STR("card"), json_text(request->card));
    json_set(arena, &args, STR("open"), json_bool(request->open));
    return command_run_native(engine, arena, &command, &native, out, &result, err);
}
