/* SPDX-License-Identifier: MIT */
#include "engine/person_past.h"

#include "base/date.h"
#include "base/unicode.h"
#include "cycle/tray.h"
#include "engine/person_export.h"
#include "store/commit.h"
#include "store/event.h"
#include "store/parsed.h"

struct touched {
    int64_t command, records;
    bool asked; /* by name, and nothing changed: an export */
};

/* What the process of a cycle knows. */
struct cycle_kinds {
    struct str cycle;
    const struct kinds *kinds;
};

struct walking {
    struct engine *engine;
    struct arena *arena;
    struct str quoted; /* the person's id as a body holds it */
    struct str person;
    const struct person_apart *apart; /* left out; NULL: nothing is */
    struct cycle_kinds *cycles;       /* (cycle_count) */
    size_t cycle_count;
    struct touched *commands; /* (count), oldest first */
    size_t count, room;
    struct str_list words, now; /* said once; those that stand in records now */
    size_t word_room, now_room;
};

static void keep(struct arena *arena, struct str_list *list, size_t *room, struct str one)
{
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], one))
            return;
    str_list_add(arena, list, room, one);
}

static void touch(struct walking *now, int64_t command, bool asked)
{
    if (now->count && now->commands[now->count - 1].command == command) {
        now->commands[now->count - 1].records += !asked;
        return;
    }
    now->commands = arena_one_more(now->arena, now->commands, sizeof *now->commands,
                                   now->count, &now->room);
    now->commands[now->count++] = (struct touched){command, !asked, asked};
}

static bool is_apart(const struct walking *now, struct str id)
{
    for (size_t i = 0; now->apart && i < now->apart->ids.count; i++)
        if (str_equal(now->apart->ids.items[i], id))
            return true;
    return false;
}

/* NULL: the workplace's, or the cycle is no more. */
static const struct kind *kind_of(const struct walking *now, struct str cycle,
                                  struct str id)
{
    for (size_t i = 0; i < now->cycle_count; i++)
        if (str_equal(now->cycles[i].cycle, cycle))
            return kind_find(now->cycles[i].kinds, kind_of_id(id));
    return NULL;
}

/* What a card was made of has been its text, or is more than theirs. */
static bool is_said(const struct kind *kind, struct str name)
{
    const struct kind_field *field = kind ? kind_field(kind, name) : NULL;
    return (field ? field->words : str_equal(name, STR("text"))) &&
           !str_equal(name, STR("original")) && !str_equal(name, STR("whole"));
}

static bool note_words(struct walking *now, const struct kind *kind, struct str text,
                       struct error *err)
{
    struct json body;
    if (!json_parse(now->arena, text, &body, err))
        return false;
    struct str about = json_find_text(&body, STR("about"));
    struct record card;
    bool there = true;
    /* Of a card that is gone nothing tells whether it was held back. */
    if (now->apart && about.len &&
        !record_find(now->engine->store->db, now->arena, about, &card, &there, err))
        return false;
    if (now->apart && (tray_is_held_back(&body) || !there || is_apart(now, about)))
        return true;
    for (size_t i = 0; i < json_count(&body); i++) {
        const struct json_member *member = &body.object.members[i];
        struct str said = member->value.type == JSON_TEXT && is_said(kind, member->name)
                              ? member->value.text
                              : STR_NONE;
        if (said.len && !(now->apart && person_apart_in(now->arena, now->apart, said)))
            keep(now->arena, &now->words, &now->word_room, said);
    }
    return true;
}

static bool look(void *with, const struct event *event, struct error *err)
{
    struct walking *now = with;
    bool before = event->has_before && str_find(event->before, now->quoted) != SIZE_MAX;
    bool after = event->has_after && str_find(event->after, now->quoted) != SIZE_MAX;
    if (event->erased || (!before && !after && !str_equal(event->record, now->person)))
        return true;
    const struct kind *kind = kind_of(now, event->cycle, event->record);
    if (str_equal(kind_of_id(event->record), STR("concern")) ||
        (kind && json_find(kind->source, STR("x-for"))) || is_apart(now, event->record))
        return true; /* for safeguarding to hand over */
    touch(now, event->command, event->record.len == 0);
    if (!event->cycle.len)
        return true;
    return (!before || note_words(now, kind, event->before, err)) &&
           (!after || note_words(now, kind, event->after, err));
}

static bool know_cycles(struct walking *now, struct error *err)
{
    struct record_list cycles;
    if (!record_list(now->engine->store->db, now->arena, STR(""), STR("cycle"), &cycles,
                     err))
        return false;
    now->cycles = arena_array(now->arena, struct cycle_kinds, cycles.count);
    for (size_t i = 0; i < cycles.count; i++) {
        struct process *process;
        if (!engine_process(now->engine, cycles.items[i].id, &process, err))
            return false;
        now->cycles[now->cycle_count++] =
            (struct cycle_kinds){cycles.items[i].id, process->kinds};
    }
    return true;
}

/* All words that a record of theirs holds. */
static void keep_words(struct walking *now, const struct kind *kind,
                       const struct json *body)
{
    for (size_t i = 0; i < json_count(body); i++) {
        const struct json_member *member = &body->object.members[i];
        const struct kind_field *field = kind_field(kind, member->name);
        if (field && field->words && member->value.type == JSON_TEXT)
            keep(now->arena, &now->now, &now->now_room, member->value.text);
    }
}

static bool keep_now_of(struct walking *now, struct str cycle, const struct kind *kind,
                        struct error *err)
{
    for (size_t i = 0; i < kind->field_count; i++) {
        struct parsed_list theirs;
        if (!str_equal(kind->fields[i].ref_kind, STR("person")))
            continue;
        if (!parsed_by(now->engine->store->db, now->arena, cycle, kind->name,
                       kind->fields[i].name, now->person, &theirs, err))
            return false;
        for (size_t n = 0; n < theirs.count; n++)
            keep_words(now, kind, &theirs.items[n].body);
    }
    return true;
}

static bool keep_now(struct walking *now, struct error *err)
{
    for (size_t i = 0; i < now->cycle_count; i++) {
        const struct kinds *kinds = now->cycles[i].kinds;
        for (size_t k = 0; k < kinds->count; k++)
            if (!kinds->items[k].workplace &&
                !keep_now_of(now, now->cycles[i].cycle, &kinds->items[k], err))
                return false;
    }
    return true;
}

static struct str command_words(struct walking *now, const struct command_row *row)
{
    static const char *const natives[][2] = {
        {"import.", "Something was read from a spreadsheet"},
        {"attachment.", "A picture, sound, video or paper was kept"},
        {"cycle.", "A new year was begun, or an old one ended"},
        {"workplace.undo", "An earlier command was taken back"},
        {"workplace.same", "Two people in our records were found to be one"},
        {"workplace.different", "Two people in our records were found to be two"},
        {"workplace.retain", "What had been kept for long enough was destroyed"},
        {"workplace.erase_original", "Words from before a rewording were destroyed"},
        {PERSON_EXPORT_COMMAND, "Everything held was written out, as here"},
    };
    struct process *process;
    const struct json *step, *command;
    struct error ignored;
    for (size_t i = 0; i < sizeof natives / sizeof natives[0]; i++)
        if (str_starts(row->name, str_of(natives[i][0])))
            return str_of(natives[i][1]);
    if (row->cycle.len && engine_process(now->engine, row->cycle, &process, &ignored) &&
        process_command(process, row->name, &step, &command, &ignored) &&
        json_find_text(command, STR("title")).len)
        return json_find_text(command, STR("title"));
    return row->name;
}

static bool log_as_json(struct walking *now, struct json *out, struct error *err)
{
    *out = json_list();
    for (size_t i = 0; i < now->count; i++) {
        struct command_row row;
        struct json one = json_object();
        bool found;
        if (!command_find(now->engine->store->db, now->arena, now->commands[i].command,
                          &row, &found, err))
            return false;
        /* Others are asked about a person without touching what is theirs. */
        if (!found ||
            (now->commands[i].asked && !str_equal(row.name, STR(PERSON_EXPORT_COMMAND))))
            continue;
        json_set(now->arena, &one, STR("at"), json_text(moment_text(now->arena, row.at)));
        json_set(now->arena, &one, STR("what"), json_text(command_words(now, &row)));
        json_set(now->arena, &one, STR("records"),
                 json_integer(now->commands[i].records));
        json_add(now->arena, out, one);
    }
    return true;
}

static void keep_ids(struct arena *arena, struct str_list *all, size_t *room,
                     struct str_list more)
{
    for (size_t i = 0; i < more.count; i++)
        str_list_add(arena, all, room, more.items[i]);
}

struct holding {
    struct db *db;
    struct arena *arena;
    struct str person;
    struct person_apart *out;
    size_t room, word_room;
};

static bool hold(struct holding *now, const struct parsed *one, struct error *err)
{
    static const char *const texts[] = {"text", "original", "whole"};
    struct str_list attached;
    str_list_add(now->arena, &now->out->ids, &now->room, one->record.id);
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct str text = parsed_text(one, texts[i]);
        if (text.len)
            str_list_add(now->arena, &now->out->words, &now->word_room,
                         unicode_fold(now->arena, text));
    }
    if (!record_by(now->db, now->arena, one->record.cycle, STR("attachment"),
                   STR("about"), one->record.id, &attached, err))
        return false;
    keep_ids(now->arena, &now->out->ids, &now->room, attached);
    return true;
}

static bool hold_in(struct holding *now, struct str cycle, const char *kind,
                    struct error *err)
{
    struct parsed_list said;
    bool known = now->person.len > 0;
    if (!parsed_by(now->db, now->arena, cycle, str_of(kind),
                   known ? STR("person") : STR("tray"),
                   known ? now->person : STR(TRAY_HELD_BACK), &said, err))
        return false;
    for (size_t i = 0; i < said.count; i++) {
        struct str like;
        if (!tray_of_like(now->db, now->arena, &said.items[i].body, &like, err))
            return false;
        bool held = tray_is_held_back(&said.items[i].body) ||
                    str_equal(like, STR(TRAY_HELD_BACK));
        if (held && str_equal(parsed_text(&said.items[i], "person"), now->person) &&
            !hold(now, &said.items[i], err))
            return false;
    }
    return true;
}

bool person_held_back(struct engine *engine, struct arena *arena, struct str person,
                      struct person_apart *out, struct error *err)
{
    struct holding now = {
        .db = engine->store->db, .arena = arena, .person = person, .out = out};
    struct record_list cycles;
    *out = (struct person_apart){{NULL, 0}, {NULL, 0}};
    if (!record_list(now.db, arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    for (size_t i = 0; i < cycles.count; i++)
        if (!hold_in(&now, cycles.items[i].id, "statement", err) ||
            !hold_in(&now, cycles.items[i].id, "story", err))
            return false;
    return true;
}

bool person_apart_in(struct arena *arena, const struct person_apart *apart,
                     struct str text)
{
    struct str folded = apart->words.count ? unicode_fold(arena, text) : STR_NONE;
    for (size_t i = 0; i < apart->words.count; i++)
        if (str_find(folded, apart->words.items[i]) != SIZE_MAX)
            return true;
    return false;
}

bool person_past(struct engine *engine, struct arena *arena, struct str person,
                 const struct person_apart *apart, struct person_past *out,
                 struct error *err)
{
    struct walking now = {
        .engine = engine, .arena = arena, .person = person, .apart = apart};
    now.quoted = str_format(arena, "\"%.*s\"", STR_ARGS(person));
    *out = (struct person_past){.words = {NULL, 0}};
    if (!know_cycles(&now, err) || !event_each(engine->store->db, look, &now, err) ||
        !keep_now(&now, err) || !log_as_json(&now, &out->log, err))
        return false;
    out->words.items = arena_array(arena, struct str, now.words.count);
    for (size_t i = 0; i < now.words.count; i++) {
        bool stands = false;
        for (size_t n = 0; n < now.now.count; n++)
            stands = stands || str_equal(now.now.items[n], now.words.items[i]);
        if (!stands)
            out->words.items[out->words.count++] = now.words.items[i];
    }
    return true;
}
