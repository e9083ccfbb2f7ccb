/* SPDX-License-Identifier: MIT */
#include "engine/person_log.h"

#include "cycle/tray.h"
#include "engine/log_words.h"
#include "store/record.h"

struct walking {
    struct arena *arena;
    struct str_list people;
    struct person_log *out;
};

/* Who they are is opened, not shown as it is stored. */
static bool is_left_out(struct str kind)
{
    return str_equal(kind, STR("person")) || str_equal(kind, STR("identity")) ||
           str_equal(kind, STR("doubt"));
}

static struct person_logged *logged_of(struct walking *now, const struct event *event)
{
    struct person_log *out = now->out;
    for (size_t i = out->count; i > 0; i--)
        if (str_equal(out->items[i - 1].id, event->record))
            return &out->items[i - 1];
    out->items = arena_one_more(now->arena, out->items, sizeof *out->items, out->count,
                                &out->room);
    out->items[out->count] =
        (struct person_logged){.id = str_copy(now->arena, event->record),
                               .cycle = str_copy(now->arena, event->cycle)};
    return &out->items[out->count++];
}

/* Each once; the last is what it was when it went. */
static void keep(struct walking *now, struct person_logged *one, struct str body)
{
    struct str_list *list = &one->earlier;
    size_t at = 0;
    while (at < list->count && !str_equal(list->items[at], body))
        at++;
    if (at == list->count) {
        str_list_add(now->arena, list, &one->room, str_copy(now->arena, body));
        return;
    }
    struct str again = list->items[at];
    for (; at + 1 < list->count; at++)
        list->items[at] = list->items[at + 1];
    list->items[at] = again;
}

static bool look(void *with, const struct event *event, struct error *err)
{
    struct walking *now = with;
    bool theirs = false;
    (void)err;
    if (event->erased || !event->record.len || is_left_out(kind_of_id(event->record)))
        return true;
    for (size_t i = 0; i < now->people.count && !theirs; i++)
        theirs = log_mentions(event, now->people.items[i]);
    if (!theirs)
        return true;
    struct person_logged *one = logged_of(now, event);
    if (event->has_before)
        keep(now, one, event->before);
    if (event->has_after)
        keep(now, one, event->after);
    return true;
}

/* What it is now, or was last, is not earlier. */
static bool settle(struct engine *engine, struct walking *now, struct person_logged *one,
                   struct error *err)
{
    struct record record;
    struct str_list *earlier = &one->earlier;
    bool found;
    if (!record_find(engine->store->db, now->arena, one->id, &record, &found, err))
        return false;
    one->gone = !found;
    struct str last = found ? record.body : earlier->items[earlier->count - 1];
    size_t kept = 0;
    for (size_t i = 0; i < earlier->count; i++)
        if (!str_equal(earlier->items[i], last))
            earlier->items[kept++] = earlier->items[i];
    earlier->count = kept;
    return json_parse(now->arena, last, &one->body, err);
}

bool person_log(struct engine *engine, struct arena *arena, struct str_list people,
                struct person_log *out, struct error *err)
{
    struct walking now = {arena, people, out};
    size_t kept = 0;
    *out = (struct person_log){0};
    if (!event_each(engine->store->db, look, &now, err))
        return false;
    for (size_t i = 0; i < out->count; i++) {
        struct person_logged *one = &out->items[i];
        struct str kind = kind_of_id(one->id);
        bool said = str_equal(kind, STR("statement")) || str_equal(kind, STR("story"));
        if (!settle(engine, &now, one, err))
            return false;
        if (said && one->gone && tray_is_held_back(&one->body))
            str_list_add(arena, &out->held, &out->held_room, one->id);
        if (!said && (one->gone || one->earlier.count))
            out->items[kept++] = *one;
    }
    out->count = kept;
    return true;
}
