/* SPDX-License-Identifier: MIT */
/* Destroys what a record said before it was reworded, corrected or removed. */
#include "engine/native.h"

#include "cycle/flag.h"
#include "engine/free_words.h"
#include "engine/log_words.h"
#include "store/event.h"
#include "store/parsed.h"

struct forgetting {
    struct native_call *call;
    struct arena *arena;
    struct db *db;
    struct str id, cycle;
    const struct kind *kind;
    bool there;
    struct record record;
    struct json body;       /* as it is to be from now on; no field where it is gone */
    struct str_list spared; /* see log_spared */
    /* What it said besides, each as JSON has it, in which fields, and in which commands,
     * by number as text: */
    struct str_list words, fields, commands;
    size_t word_room, field_room, command_room;
    struct str field; /* that is looked at */
    bool other;       /* the event says something else than the body */
    int64_t *events;  /* whose bodies go */
    size_t event_count, event_room;
};

static bool has(struct str_list list, struct str one)
{
    for (size_t i = 0; i < list.count; i++)
        if (str_equal(list.items[i], one))
            return true;
    return false;
}

static void keep(struct arena *arena, struct str_list *list, size_t *room, struct str one)
{
    if (!has(*list, one))
        str_list_add(arena, list, room, one);
}

struct seeking {
    struct str text;
    bool found;
};

static void seek(void *with, struct str text)
{
    struct seeking *seeking = with;
    seeking->found = seeking->found || str_equal(text, seeking->text);
}

/* The names of flags are nobody's words, but for those that somebody wrote. */
static bool is_flag(const struct forgetting *now, struct str text)
{
    return str_equal(now->field, STR("flags")) && has(flag_names(now->arena), text);
}

static void look_at_text(void *with, struct str text)
{
    struct forgetting *now = with;
    struct json one = json_text(text);
    struct seeking seeking = {.text = text};
    const struct json *value = json_find(&now->body, now->field);
    if (value)
        free_words_each(value, seek, &seeking);
    if (seeking.found || !text.len || is_flag(now, text))
        return;
    now->other = true;
    keep(now->arena, &now->words, &now->word_room, json_write(now->arena, &one));
    keep(now->arena, &now->fields, &now->field_room, now->field);
}

static bool look_at_body(struct forgetting *now, struct str text, struct error *err)
{
    struct json said;
    if (!json_parse(now->arena, text, &said, err))
        return false;
    for (size_t i = 0; i < json_count(&said); i++) {
        const struct json_member *member = &said.object.members[i];
        const struct kind_field *field = kind_field(now->kind, member->name);
        now->field = member->name;
        if (field && free_words_in(now->kind, field))
            free_words_each(&member->value, look_at_text, now);
    }
    return true;
}

static void keep_event(struct forgetting *now, const struct event *event)
{
    now->events = arena_one_more(now->arena, now->events, sizeof *now->events,
                                 now->event_count, &now->event_room);
    now->events[now->event_count++] = event->seq;
}

/* A command that touched a cycle mostly did so to note something else. */
static bool look_at_event(void *with, const struct event *event, struct error *err)
{
    struct forgetting *now = with;
    if (!str_equal(event->record, now->id))
        return true;
    now->other = false;
    if (!event->erased &&
        ((event->has_before && !look_at_body(now, event->before, err)) ||
         (event->has_after && !look_at_body(now, event->after, err))))
        return false;
    if (now->other)
        keep_event(now, event);
    if (now->other || !str_equal(now->kind->name, STR("cycle")))
        keep(now->arena, &now->commands, &now->command_room,
             str_format(now->arena, "%lld", (long long)event->command));
    return true;
}

/* An import's closing event holds no words, and tells whether the file has come in. */
static bool leave_imports(struct forgetting *now, struct error *err)
{
    size_t kept = 0;
    str_list_sort_once(&now->commands);
    for (size_t i = 0; i < now->commands.count; i++) {
        struct command_row row;
        int64_t number = 0;
        bool found;
        (void)str_to_integer(now->commands.items[i], &number);
        if (!command_find(now->db, now->arena, number, &row, &found, err))
            return false;
        if (found && !str_starts(row.name, STR("import.")))
            now->commands.items[kept++] = now->commands.items[i];
    }
    now->commands.count = kept;
    return true;
}

/* A word alone may be part of anything. */
static bool holds_words(const struct forgetting *now, const struct event *event)
{
    for (size_t i = 0; i < now->words.count; i++)
        if (str_find_byte(now->words.items[i], ' ') != SIZE_MAX &&
            str_find(event->after, now->words.items[i]) != SIZE_MAX)
            return true;
    return false;
}

/* What a command was given may be the words, without the id. */
static bool look_at_closing(void *with, const struct event *event, struct error *err)
{
    struct forgetting *now = with;
    struct str number = str_format(now->arena, "%lld", (long long)event->command);
    (void)err;
    if (event->record.len || event->erased || !event->has_after ||
        log_is_spared(now->arena, &now->spared, event))
        return true;
    if (str_list_has(&now->commands, number) || holds_words(now, event) ||
        (!str_equal(now->kind->name, STR("cycle")) && log_mentions(event, now->id)))
        keep_event(now, event);
    return true;
}

static bool look(struct forgetting *now, struct error *err)
{
    now->words.count = now->fields.count = now->commands.count = now->event_count = 0;
    return event_each(now->db, look_at_event, now, err);
}

/* In a backup from before the rewording the record has the former words alone: they go,
 * and somebody must write others. A card is looked at before it is printed. */
static void take_words(struct forgetting *now, struct str field)
{
    const struct json *value = json_find(&now->body, field);
    const struct json *old = json_find(&now->body, STR("flags"));
    struct json flags = old ? json_copy(now->arena, old) : json_list();
    bool card = str_equal(now->kind->name, STR("statement"));
    if (!value)
        return;
    if (value->type != JSON_TEXT) {
        json_unset(&now->body, field);
        return;
    }
    if (card && !json_has_text(&flags, STR("name")))
        json_add(now->arena, &flags, json_text(STR("name")));
    if (card)
        json_set(now->arena, &now->body, STR("flags"), flags);
    json_set(now->arena, &now->body, field,
             json_text(card ? STR("(These words were erased: reword this card again.)")
                            : STR("(These words were erased: write them again.)")));
}

static bool take_again(struct forgetting *now, struct error *err)
{
    struct json text = json_list();
    const struct json *fields = json_find(now->call->args, STR("fields"));
    bool taken = false;
    json_add(now->arena, &text, json_text(STR("text")));
    if (!json_count(fields))
        fields = &text;
    for (size_t i = 0; i < json_count(fields); i++) {
        struct str field = json_item(fields, i)->text;
        bool flags = str_equal(field, STR("flags"));
        if (flags || has(now->fields, field))
            continue; /* the backup is from after the rewording */
        take_words(now, field);
        taken = true;
    }
    return !taken || look(now, err);
}

static bool find_cycle(void *with, const struct event *event, struct error *err)
{
    struct forgetting *now = with;
    (void)err;
    if (str_equal(event->record, now->id))
        now->cycle = str_copy(now->arena, event->cycle);
    return true;
}

static bool may_forget(struct forgetting *now, struct error *err)
{
    struct event_birth birth;
    bool may = true, cycle = str_equal(kind_of_id(now->id), STR("cycle"));
    if (!event_birth(now->db, now->arena, now->id, &birth, err))
        return false;
    if (!birth.hash.len)
        return error_set(err, ERROR_NOT_FOUND,
                         "there is no record %.*s; nothing was changed",
                         STR_ARGS(now->id));
    if (!now->kind || (now->kind->workplace && !cycle) ||
        str_equal(now->kind->name, STR("attachment")))
        return error_set(err, ERROR_INPUT,
                         "%.*s holds no words that are reworded; nothing was changed%s",
                         STR_ARGS(now->id),
                         str_equal(kind_of_id(now->id), STR("person"))
                             ? " (`waymark erase` without --original erases a person)"
                             : "");
    const struct json *roles = json_find(now->kind->source, STR("x-for"));
    if (roles && !engine_has_role(now->call->engine, roles, &may, err))
        return false;
    return may || error_set(err, ERROR_REFUSED,
                            "what was noted for safeguarding is for the safeguarding "
                            "lead or an owner to destroy; nothing was changed");
}

static bool load(struct forgetting *now, struct error *err)
{
    struct process *process;
    struct record cycle;
    bool known = false;
    now->body = json_object();
    if (!record_find(now->db, now->arena, now->id, &now->record, &now->there, err) ||
        (now->there && !json_parse(now->arena, now->record.body, &now->body, err)) ||
        (!now->there && !event_each(now->db, find_cycle, now, err)))
        return false;
    if (now->there)
        now->cycle = now->record.cycle;
    if (str_equal(kind_of_id(now->id), STR("cycle")) && now->there)
        now->cycle = now->id;
    if ((now->cycle.len &&
         !record_find(now->db, now->arena, now->cycle, &cycle, &known, err)) ||
        !process_load(now->db, now->arena, known ? now->cycle : STR_NONE, &process, err))
        return false;
    now->kind = kind_find(process->kinds, kind_of_id(now->id));
    return may_forget(now, err);
}

static bool destroy(struct forgetting *now, struct json *events, struct error *err)
{
    for (size_t i = 0; i < now->event_count; i++) {
        if (!event_erase_body(now->db, now->events[i], err))
            return false;
        json_add(now->arena, events, json_integer(now->events[i]));
    }
    return true;
}

/* It goes and comes back as it is now, so that no event says what it was. */
static bool put_back(struct forgetting *now, struct error *err)
{
    struct record back = now->record;
    back.version = now->record.version + 2; /* one for going */
    back.schema_hash = now->kind->schema_hash;
    back.body = json_write(now->arena, &now->body);
    return commit_erase(now->call->commit, now->kind, &now->record, err) &&
           commit_put_back(now->call->commit, now->kind, &back, err);
}

/* Of one that is only `beside` it, the paragraph goes alone. */
static bool forget_past(struct native_call *call, struct str id, bool beside,
                        struct json *events, struct str_list *fields, struct error *err)
{
    struct forgetting now = {
        .call = call, .arena = call->arena, .db = call->engine->store->db, .id = id};
    bool again = json_find_bool(call->args, STR("again"));
    if (!load(&now, err) || !log_spared(now.db, now.arena, &now.spared, err))
        return false;
    if (!beside)
        json_unset(&now.body, STR("original"));
    json_unset(&now.body, STR("whole"));
    if (!look(&now, err) || (again && now.there && !beside && !take_again(&now, err)))
        return false;
    *fields = now.fields;
    if (!now.event_count)
        return again || error_set(err, ERROR_CONFLICT,
                                  "%.*s has said the same all along: there is nothing of "
                                  "it to erase. To have other words in their place, "
                                  "reword it first; nothing was changed",
                                  STR_ARGS(id));
    return leave_imports(&now, err) && event_each(now.db, look_at_closing, &now, err) &&
           (!now.there || put_back(&now, err)) && destroy(&now, events, err);
}

/* What was cut out of the same paragraph holds it too. */
static bool forget_whole(struct native_call *call, struct str id, struct json *events,
                         struct error *err)
{
    struct parsed one;
    struct parsed_list all;
    struct str_list fields;
    bool found;
    if (!parsed_find(call->engine->store->db, call->arena, id, &one, &found, err))
        return false;
    struct str whole = found ? parsed_text(&one, "whole") : STR_NONE;
    if (!whole.len)
        return true;
    if (!parsed_all(call->engine->store->db, call->arena, one.record.cycle,
                    one.record.kind, &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++)
        if (!str_equal(all.items[i].record.id, id) &&
            str_equal(parsed_text(&all.items[i], "whole"), whole) &&
            !forget_past(call, all.items[i].record.id, true, events, &fields, err))
            return false;
    return true;
}

bool erase_original_apply(struct native_call *call, struct error *err)
{
    struct json events = json_list(), names = json_list();
    struct str_list fields;
    struct str id = json_find_text(call->args, STR("record"));
    if (!forget_whole(call, id, &events, err) ||
        !forget_past(call, id, false, &events, &fields, err))
        return false;
    for (size_t i = 0; i < fields.count; i++)
        json_add(call->arena, &names, json_text(fields.items[i]));
    json_set(call->arena, call->outcome, STR("events"), events);
    json_set(call->arena, call->outcome, STR("record"), json_text(id));
    json_set(call->arena, call->outcome, STR("fields"), names);
    return true;
}
