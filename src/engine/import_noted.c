/* SPDX-License-Identifier: MIT */
/* What people note by hand of who is in the room is newer than a list that still says
 * what it said: so what a list said last is told from what stands. */
#include "engine/import_parts.h"

#include "base/shell.h"
#include "engine/history.h"

enum { MOST_HANDLES = 5 };

struct noted {
    struct table places; /* by the participant's fingerprint: which item, from 1 */
    struct json *items;  /* all fields as lists said them last */
    size_t count, room;
};

static struct json *find_listed(struct importing *all, struct noted *noted,
                                struct str record)
{
    bool is_new;
    uint64_t *place = table_add(&noted->places, table_key(record), &is_new);
    if (is_new) {
        noted->items = arena_one_more(all->arena, noted->items, sizeof *noted->items,
                                      noted->count, &noted->room);
        noted->items[noted->count++] = json_object();
        *place = noted->count;
    }
    return &noted->items[*place - 1];
}

static bool is_same(const struct json *a, const struct json *b)
{
    return a == b || (a && b && json_equal(a, b));
}

/* A field that an import left as it was is no word of the list's: somebody may have
 * noted it. */
static void add_fields(struct arena *arena, struct json *listed,
                       const struct json *before, const struct json *after)
{
    for (size_t i = 0; i < json_count(after); i++) {
        const struct json_member *member = &after->object.members[i];
        if (!is_same(json_find(before, member->name), &member->value))
            json_set(arena, listed, member->name, member->value);
    }
}

static bool learn_event(struct importing *all, struct noted *noted,
                        const struct event *event, struct error *err)
{
    struct json before = json_object(), after;
    if (!str_equal(kind_of_id(event->record), STR("participant")) || !event->has_after ||
        event->erased)
        return true;
    if (!json_parse(all->arena, event->after, &after, err) ||
        (event->has_before && !json_parse(all->arena, event->before, &before, err)))
        return false;
    add_fields(all->arena, find_listed(all, noted, event->record), &before, &after);
    return true;
}

/* What a list came to say that stood so already is in no event. */
static bool learn_agreed(struct importing *all, struct noted *noted, int64_t number,
                         struct error *err)
{
    struct command_row row;
    struct json outcome;
    bool found;
    if (!command_find(all->engine->store->db, all->arena, number, &row, &found, err) ||
        (found && !json_parse(all->arena, row.outcome, &outcome, err)))
        return false;
    const struct json *agreed = found ? json_find(&outcome, STR("agreed")) : NULL;
    for (size_t i = 0; agreed && i < json_count(agreed); i++) {
        const struct json_member *one = &agreed->object.members[i];
        const struct json nothing = json_object();
        add_fields(all->arena, find_listed(all, noted, one->name), &nothing, &one->value);
    }
    return true;
}

bool noted_learn(struct importing *all, struct noted **out, struct error *err)
{
    const struct earlier *earlier = &all->earlier;
    struct noted *noted = arena_alloc(all->arena, sizeof *noted);
    noted->places.arena = all->arena;
    *out = noted;
    for (size_t c = 0; c < earlier->command_count; c++) {
        const struct earlier_command *one = &earlier->commands[c];
        struct event_list events;
        if (earlier->files[one->file].kind != SHEET_PARTICIPANTS)
            continue;
        if (!event_list_of(all->engine->store->db, all->arena, one->number, &events, err))
            return false;
        for (size_t i = 0; i < events.count; i++)
            if (!learn_event(all, noted, &events.items[i], err))
                return false;
        if (!learn_agreed(all, noted, one->number, err))
            return false;
    }
    return true;
}

struct json noted_as_listed(struct arena *arena, const struct noted *noted,
                            struct str record, const struct json *body)
{
    struct json out = json_copy(arena, body);
    const uint64_t *place = table_find(&noted->places, table_key(record));
    if (!place)
        return out;
    const struct json *listed = &noted->items[*place - 1];
    for (size_t i = 0; i < json_count(body); i++)
        if (!json_find(listed, body->object.members[i].name))
            json_unset(&out, body->object.members[i].name);
    for (size_t i = 0; i < json_count(listed); i++)
        json_set(arena, &out, listed->object.members[i].name,
                 listed->object.members[i].value);
    return out;
}

/* One line for all people of a row of whom the same is to be said. */
static void tell(struct batch *batch, struct noted_told *told, struct str what, bool kept,
                 struct str handle)
{
    size_t i = 0;
    while (i < told->count &&
           (told->items[i].kept != kept || !str_equal(told->items[i].what, what)))
        i++;
    if (i == told->count) {
        told->items = arena_one_more(batch->arena, told->items, sizeof *told->items,
                                     told->count, &told->room);
        told->items[told->count++] = (struct noted_line){
            .what = what, .kept = kept, .handles = BUF_IN(batch->arena)};
    }
    struct noted_line *line = &told->items[i];
    if (line->people++ < MOST_HANDLES)
        buf_add_format(&line->handles, "%s%.*s", line->handles.len ? "," : "",
                       STR_ARGS(handle));
}

void noted_keep(struct batch *batch, const struct noted_row *row, struct json *body,
                struct json *agreed, struct noted_told *told)
{
    struct arena *arena = batch->arena;
    struct json list = json_object(), kept = json_object();
    struct json old = json_object(), taken = json_object();
    for (size_t i = 0; i < json_count(row->said); i++) {
        const struct json_member *one = &row->said->object.members[i];
        const struct json *now = json_find(row->now, one->name);
        const struct json *listed = json_find(row->listed, one->name);
        bool as_before = is_same(listed, &one->value);
        if (is_same(now, &one->value)) {
            if (!as_before && one->value.type == JSON_BOOL)
                json_set(batch->all->arena, agreed,
                         str_copy(batch->all->arena, one->name), one->value);
        } else if (as_before) {
            json_set(arena, &list, one->name, one->value);
            if (now)
                json_set(arena, &kept, one->name, *now);
            if (now)
                json_set(arena, body, one->name, *now);
            else
                json_unset(body, one->name);
        } else if (now && !is_same(now, listed)) {
            json_set(arena, &old, one->name, *now);
            json_set(arena, &taken, one->name, one->value);
        }
    }
    if (json_count(&list))
        tell(batch, told, changes_text(arena, &list, &kept), true, row->handle);
    if (json_count(&taken))
        tell(batch, told, changes_text(arena, &old, &taken), false, row->handle);
}

/* "2 of the 4 people of this row were" */
static struct str who_words(struct arena *arena, size_t people, size_t of_row)
{
    if (of_row == 1)
        return STR("who stands in this row was");
    return str_format(arena, "%zu of the %zu people of this row %s", people, of_row,
                      people == 1 ? "was" : "were");
}

void noted_say(struct batch *batch, const struct sheet_participant *row,
               const struct noted_told *told)
{
    for (size_t i = 0; i < told->count; i++) {
        const struct noted_line *one = &told->items[i];
        struct str handles =
            str_format(batch->arena, "%.*s%s", STR_ARGS(buf_str(&one->handles)),
                       one->people > MOST_HANDLES ? ",…" : "");
        import_remark(
            batch, false, row->line,
            "%.*s noted otherwise by hand; %s (%.*s). If %s, note it: `waymark do "
            "prepare.room participant=%.*s …`",
            STR_ARGS(who_words(batch->arena, one->people, row->number)),
            one->kept ? "that stays, since the list says what it said before"
                      : "the list says something else than before, and is taken",
            STR_ARGS(one->what),
            one->kept ? "the list is right" : "what was noted is right",
            STR_ARGS(shell_word(batch->arena, handles)));
    }
}
