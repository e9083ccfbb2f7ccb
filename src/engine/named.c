/* SPDX-License-Identifier: MIT */
#include "engine/named.h"

#include "engine/known.h"
#include "store/event.h"

struct naming {
    struct engine *engine;
    struct arena *arena, *row;
    struct str person;
    struct flag_known *names; /* of this person alone */
    const struct kinds *kinds;
    struct named_list *out;
};

static bool learn(struct naming *now, struct error *err)
{
    struct identity who;
    struct record record;
    bool found;
    now->names = flag_known_new(now->arena);
    if (!vault_identity_of(now->engine->store, now->arena, now->person, &record, &who,
                           &found, err))
        return false;
    if (!found)
        return true;
    known_person(now->names, &who);
    return true;
}

static bool names_them(struct naming *now, struct str text)
{
    return text.len && flag_find_known(now->names, now->row, text).count > 0;
}

static void add(struct naming *now, struct str id, struct str source,
                enum named_where where)
{
    struct named_list *out = now->out;
    for (size_t i = 0; i < out->count; i++)
        if (str_equal(out->items[i].id, id)) {
            if (out->items[i].where != where)
                out->items[i].where = NAMED_BOTH;
            return;
        }
    out->items = arena_one_more(now->arena, out->items, sizeof *out->items, out->count,
                                &out->room);
    out->items[out->count++] =
        (struct named){.place = str_copy(now->arena, source.len ? source : id),
                       .id = str_copy(now->arena, id),
                       .where = where};
}

static bool look_at_body(struct naming *now, struct str id, const struct kind *kind,
                         struct str text, bool past, struct error *err)
{
    struct json body;
    if (!json_parse(now->row, text, &body, err))
        return false;
    if (str_equal(json_find_text(&body, STR("person")), now->person))
        return true; /* their own goes */
    for (size_t i = 0; i < kind->field_count; i++) {
        const struct kind_field *field = &kind->fields[i];
        struct str said = json_find_text(&body, field->name);
        bool before = past || str_equal(field->name, STR("original"));
        if ((field->words || field->handle) && !str_equal(field->name, STR("source")) &&
            names_them(now, said))
            add(now, id, json_find_text(&body, STR("source")),
                before ? NAMED_BEFORE : NAMED_NOW);
    }
    return true;
}

static bool look_at_cycle(struct naming *now, struct str cycle, struct error *err)
{
    struct process *process;
    struct db *db = now->engine->store->db;
    if (!process_load(db, now->arena, cycle, &process, err))
        return false;
    for (size_t k = 0; k < process->kinds->count; k++) {
        const struct kind *kind = &process->kinds->items[k];
        struct record_list list;
        struct arena_mark mark = arena_mark(now->row);
        if (kind->workplace || str_equal(kind->name, STR("kept_report")))
            continue;
        if (!record_list(db, now->row, cycle, kind->name, &list, err))
            return false;
        for (size_t i = 0; i < list.count; i++)
            if (!look_at_body(now, list.items[i].id, kind, list.items[i].body, false,
                              err))
                return false;
        arena_rewind(now->row, mark);
    }
    return true;
}

/* What a statement said before: an import or a person has corrected it since. */
static bool look_at_event(void *with, const struct event *event, struct error *err)
{
    struct naming *now = with;
    struct arena_mark mark = arena_mark(now->row);
    struct record record;
    bool found = false;
    bool fine =
        event->erased || !event->has_before ||
        !str_equal(kind_of_id(event->record), STR("statement")) ||
        (record_find(now->engine->store->db, now->row, event->record, &record, &found,
                     err) &&
         (!found ||
          look_at_body(now, event->record, kind_find(now->kinds, STR("statement")),
                       event->before, !str_equal(event->before, record.body), err)));
    arena_rewind(now->row, mark);
    return fine;
}

static bool look_everywhere(struct naming *now, struct error *err)
{
    struct record_list cycles;
    struct process *process;
    struct db *db = now->engine->store->db;
    if (!learn(now, err))
        return false;
    if (!flag_knows_any(now->names))
        return true; /* nobody knows what they are called */
    if (!record_list(db, now->arena, STR(""), STR("cycle"), &cycles, err) ||
        !process_load(db, now->arena, STR(""), &process, err))
        return false;
    now->kinds = process->kinds;
    for (size_t i = 0; i < cycles.count; i++)
        if (!look_at_cycle(now, cycles.items[i].id, err))
            return false;
    return event_each(db, look_at_event, now, err);
}

bool named_by_others(struct engine *engine, struct arena *arena, struct str person,
                     struct named_list *out, struct error *err)
{
    struct naming now = {.engine = engine,
                         .arena = arena,
                         .row = arena_new(),
                         .person = person,
                         .out = out};
    *out = (struct named_list){0};
    bool fine = look_everywhere(&now, err);
    arena_free(now.row);
    return fine;
}
