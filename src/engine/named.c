/* SPDX-License-Identifier: MIT */
#include "engine/named.h"

#include "engine/doubt.h"
#include "engine/free_words.h"
#include "engine/identity_log.h"
#include "engine/known.h"
#include "store/event.h"

struct naming {
    struct engine *engine;
    struct arena *arena, *row;
    struct str_list people;
    struct flag_known *names;   /* of these people alone */
    struct process **processes; /* (count), one for each cycle */
    size_t count;
    const struct kinds *kinds; /* of a cycle that is gone */
    bool found;                /* in the field that is looked at */
    struct named_list *list;   /* what is looked for, the one … */
    struct str_list texts;     /* … or the other, as hashes by the key */
    size_t text_room;
    struct crypto_key key;
};

static bool is_one_of(struct str_list people, struct str id)
{
    for (size_t i = 0; i < people.count; i++)
        if (str_equal(people.items[i], id))
            return true;
    return false;
}

static bool learn(void *with, struct str person, const struct identity *who,
                  struct error *err)
{
    struct naming *now = with;
    (void)err;
    if (is_one_of(now->people, person))
        known_person(now->names, who);
    return true;
}

static bool names_them(struct naming *now, struct str text)
{
    return text.len && flag_find_known(now->names, now->row, text).count > 0;
}

static void look_at_text(void *with, struct str text)
{
    struct naming *now = with;
    bool names = names_them(now, text);
    now->found = now->found || names;
    if (names && !now->list)
        str_list_add(now->arena, &now->texts, &now->text_room,
                     flag_text_hash(now->arena, &now->key, text));
}

static bool mentions_them(const struct naming *now, const struct json *body)
{
    for (size_t i = 0; i < json_count(body); i++)
        if (body->object.members[i].value.type == JSON_TEXT &&
            is_one_of(now->people, body->object.members[i].value.text))
            return true;
    return false;
}

/* What was noted for safeguarding is in no report; who may not read it is not told of it
 * either. */
static bool is_looked_at(const struct naming *now, const struct kind *kind, bool *is,
                         struct error *err)
{
    const struct json *roles = json_find(kind->source, STR("x-for"));
    *is = !kind->workplace;
    return !*is || !now->list || !roles || engine_has_role(now->engine, roles, is, err);
}

static struct named *place_of(struct naming *now, const struct kind *kind,
                              const struct record *record, const struct json *body)
{
    struct named_list *list = now->list;
    const struct kind_field *source = kind_field(kind, STR("source"));
    struct str place =
        source && source->handle ? json_find_text(body, STR("source")) : STR_NONE;
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].id, record->id))
            return &list->items[i];
    list->items = arena_one_more(now->arena, list->items, sizeof *list->items,
                                 list->count, &list->room);
    list->items[list->count] =
        (struct named){.place = str_copy(now->arena, place.len ? place : record->id),
                       .id = str_copy(now->arena, record->id),
                       .cycle = str_copy(now->arena, record->cycle)};
    return &list->items[list->count++];
}

static void add(struct naming *now, const struct kind *kind, const struct record *record,
                const struct json *body, struct str field, bool before)
{
    size_t count = now->list->count;
    struct named *one = place_of(now, kind, record, body);
    enum named_where where = before ? NAMED_BEFORE : NAMED_NOW;
    if (now->list->count > count)
        one->where = where;
    else if (one->where != where)
        one->where = NAMED_BOTH;
    if (!before && !is_one_of(one->fields, field))
        str_list_add(now->arena, &one->fields, &one->room, str_copy(now->arena, field));
}

/* What a card was made of, or said at first. */
static bool is_past(const struct kind_field *field)
{
    return field->words && (str_equal(field->name, STR("original")) ||
                            str_equal(field->name, STR("whole")));
}

/* `body`: what the record says; or said, where it says `then` by now (or is gone: none).
 */
static void look_at_body(struct naming *now, const struct kind *kind,
                         const struct record *record, const struct json *body,
                         bool before, const struct json *then)
{
    if (mentions_them(now, body))
        return; /* their own goes */
    for (size_t i = 0; i < json_count(body); i++) {
        const struct json_member *member = &body->object.members[i];
        const struct kind_field *field = kind_field(kind, member->name);
        const struct json *same = then ? json_find(then, member->name) : NULL;
        if (!field || !free_words_in(kind, field) ||
            (same && json_equal(same, &member->value)))
            continue;
        now->found = false;
        free_words_each(&member->value, look_at_text, now);
        if (now->found && now->list)
            add(now, kind, record, body, member->name, before || is_past(field));
    }
}

static bool look_at_record(struct naming *now, const struct kind *kind,
                           const struct record *record, struct error *err)
{
    struct arena_mark mark = arena_mark(now->row);
    struct json body;
    if (!json_parse(now->row, record->body, &body, err))
        return false;
    look_at_body(now, kind, record, &body, false, NULL);
    arena_rewind(now->row, mark);
    return true;
}

static bool look_at_kind(struct naming *now, const struct process *process,
                         const struct kind *kind, struct error *err)
{
    struct record_list list;
    struct arena *passing = arena_new();
    bool fine = record_list(now->engine->store->db, passing, process->cycle.id,
                            kind->name, &list, err);
    for (size_t i = 0; fine && i < list.count; i++)
        fine = look_at_record(now, kind, &list.items[i], err);
    arena_free(passing);
    return fine;
}

static bool look_at_cycle(struct naming *now, const struct process *process,
                          struct error *err)
{
    for (size_t k = 0; k < process->kinds->count; k++) {
        bool is;
        if (!is_looked_at(now, &process->kinds->items[k], &is, err) ||
            (is && !look_at_kind(now, process, &process->kinds->items[k], err)))
            return false;
    }
    return look_at_record(now, kind_find(process->kinds, STR("cycle")), &process->cycle,
                          err);
}

/* As the cycle has it that a record is of, or is. */
static const struct kind *kind_of(const struct naming *now, const struct event *event,
                                  bool is_cycle)
{
    struct str cycle = is_cycle ? event->record : event->cycle;
    const struct kinds *kinds = now->kinds;
    for (size_t i = 0; i < now->count; i++)
        if (str_equal(now->processes[i]->cycle.id, cycle))
            kinds = now->processes[i]->kinds;
    return kind_find(kinds, kind_of_id(event->record));
}

/* What something said before: it was reworded or corrected since, or is gone. What is
 * attached says one thing as long as it is there. */
static bool look_at_past(struct naming *now, const struct kind *kind,
                         const struct event *event, struct error *err)
{
    struct record record;
    struct json body, then;
    bool found;
    if (!json_parse(now->row, event->before, &body, err) ||
        !record_find(now->engine->store->db, now->row, event->record, &record, &found,
                     err) ||
        (found && !json_parse(now->row, record.body, &then, err)))
        return false;
    if (!found)
        record = (struct record){.id = event->record, .cycle = event->cycle};
    if (!found || !mentions_them(now, &then))
        look_at_body(now, kind, &record, &body, true, found ? &then : NULL);
    return true;
}

static bool look_at_event(void *with, const struct event *event, struct error *err)
{
    struct naming *now = with;
    bool is_cycle = str_equal(kind_of_id(event->record), STR("cycle")), is = false;
    if (event->erased || !event->has_before || !event->record.len ||
        str_equal(kind_of_id(event->record), STR("attachment")))
        return true;
    const struct kind *kind = kind_of(now, event, is_cycle);
    struct arena_mark mark = arena_mark(now->row);
    bool fine = (!kind || is_looked_at(now, kind, &is, err)) &&
                ((!is && !is_cycle) || look_at_past(now, kind, event, err));
    arena_rewind(now->row, mark);
    return fine;
}

static bool load_cycles(struct naming *now, struct error *err)
{
    struct record_list cycles;
    struct process *none;
    struct db *db = now->engine->store->db;
    if (!record_list(db, now->arena, STR(""), STR("cycle"), &cycles, err) ||
        !process_load(db, now->arena, STR(""), &none, err))
        return false;
    now->kinds = none->kinds;
    now->count = cycles.count;
    now->processes = arena_array(now->arena, struct process *, cycles.count);
    for (size_t i = 0; i < cycles.count; i++)
        if (!process_load(db, now->arena, cycles.items[i].id, &now->processes[i], err))
            return false;
    return true;
}

static bool look_everywhere(struct naming *now, struct error *err)
{
    now->names = flag_known_new(now->arena);
    if (!identity_each(now->engine->store, learn, now, err))
        return false;
    if (!flag_knows_any(now->names))
        return true; /* nobody knows what they are called */
    if (!load_cycles(now, err))
        return false;
    for (size_t i = 0; i < now->count; i++)
        if (!look_at_cycle(now, now->processes[i], err))
            return false;
    return !now->list || event_each(now->engine->store->db, look_at_event, now, err);
}

bool named_by_others(struct engine *engine, struct arena *arena, struct str person,
                     struct named_list *out, struct error *err)
{
    struct naming now = {
        .engine = engine, .arena = arena, .row = arena_new(), .list = out};
    struct str_list gone;
    *out = (struct named_list){0};
    bool fine = doubt_gone(engine->store->db, arena, person, &gone, err);
    now.people.items = arena_array(arena, struct str, gone.count + 1);
    for (size_t i = 0; i < gone.count; i++)
        now.people.items[now.people.count++] = gone.items[i];
    now.people.items[now.people.count++] = person;
    fine = fine && look_everywhere(&now, err);
    for (size_t i = 0; i < out->count; i++)
        str_list_sort(&out->items[i].fields);
    arena_free(now.row);
    return fine;
}

bool named_note(struct native_call *call, struct str_list people, struct error *err)
{
    struct naming now = {.engine = call->engine, .arena = call->arena, .people = people};
    struct json list = json_list();
    if (!people.count)
        return true;
    now.row = arena_new();
    known_text_key(call->engine->store, &now.key);
    bool fine = look_everywhere(&now, err);
    crypto_key_forget(&now.key);
    arena_free(now.row);
    str_list_sort_once(&now.texts);
    for (size_t i = 0; fine && i < now.texts.count; i++)
        json_add(call->arena, &list, json_text(now.texts.items[i]));
    if (now.texts.count)
        json_set(call->arena, call->outcome, STR(KNOWN_TEXTS), list);
    return fine;
}
