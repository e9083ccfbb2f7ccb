/* SPDX-License-Identifier: MIT */
#include "engine/retention.h"

#include "base/date.h"
#include "store/commit.h"
#include "store/event.h"
#include "store/parsed.h"

static const struct {
    const char *kind;
    int64_t months;
} usual[] = {{"statement", 24}, {"review", 24},      {"permission", 24},
             {"story", 24},     {"attachment", 24},  {"concern", 24},
             {"progress", 24},  {"participant", 12}, {"seat", 12}};

static bool is_usual(struct str kind, int64_t *months)
{
    for (size_t i = 0; i < sizeof usual / sizeof usual[0]; i++)
        if (str_equal(kind, str_of(usual[i].kind))) {
            *months = usual[i].months;
            return true;
        }
    return false;
}

static bool names_a_person(const struct kind *kind)
{
    for (size_t i = 0; i < kind->field_count; i++)
        if (str_equal(kind->fields[i].ref_kind, STR("person")))
            return true;
    return false;
}

/* Whether it goes at all, and after how many months. */
static bool goes(const struct engine *engine, const struct kind *kind, int64_t *months)
{
    const struct json *own = json_find(&engine->store->settings, STR("months_kept"));
    if (kind->workplace)
        return false;
    if (!is_usual(kind->name, months)) {
        if (!names_a_person(kind))
            return false;
        (void)is_usual(STR("statement"), months);
        *months = json_find_integer(own, STR("statement"), *months);
    }
    *months = json_find_integer(own, kind->name, *months);
    return true;
}

void retention_kinds(const struct engine *engine, struct arena *arena,
                     const struct process *process, struct str_list *out)
{
    int64_t months;
    *out = (struct str_list){arena_array(arena, struct str, process->kinds->count), 0};
    for (size_t i = 0; i < process->kinds->count; i++)
        if (goes(engine, &process->kinds->items[i], &months))
            out->items[out->count++] = process->kinds->items[i].name;
}

/* The last day of a shorter month stands for those that it does not have. */
static struct date months_after(struct date day, int64_t months)
{
    int64_t all = day.year * (int64_t)12 + day.month - 1 + months;
    struct date out = {(int)(all / 12), (int)(all % 12) + 1, day.day};
    while (!date_exists(out))
        out.day--;
    return out;
}

/* The day of the closing that stands, or of whatever made it closed. */
static bool closed_on(struct db *db, struct arena *arena,
                      const struct command_list *commands, struct str cycle,
                      struct date *out, struct error *err)
{
    struct event_touch last;
    struct command_row row;
    bool found;
    for (size_t i = 0; i < commands->count; i++) {
        const struct command_row *one = &commands->items[i];
        if (str_equal(one->name, STR("cycle.close")) && str_equal(one->cycle, cycle) &&
            !one->undone_by) {
            *out = date_of_moment(one->at);
            return true;
        }
    }
    if (!event_last_touch(db, arena, cycle, 0, &last, err) ||
        !command_find(db, arena, last.command, &row, &found, err))
        return false;
    *out = found ? date_of_moment(row.at) : date_today();
    return true;
}

struct looking {
    struct engine *engine;
    struct arena *arena;
    struct command_list commands;
    struct retention *out;
    bool count_people;
    struct str_list gone, kept; /* people: in what goes, and in what stays */
    size_t gone_room, kept_room;
};

/* Whom a kind's records are of, by their index. */
static bool note_people(struct looking *now, const struct retention_cycle *cycle,
                        const struct kind *kind, bool due, struct error *err)
{
    struct parsed_list list;
    if (!names_a_person(kind))
        return true;
    if (!parsed_all(now->engine->store->db, now->arena, cycle->id, kind->name, &list,
                    err))
        return false;
    for (size_t i = 0; i < list.count; i++)
        for (size_t f = 0; f < kind->field_count; f++) {
            struct str person = json_find_text(&list.items[i].body, kind->fields[f].name);
            if (!str_equal(kind->fields[f].ref_kind, STR("person")) || !person.len)
                continue;
            if (due)
                str_list_add(now->arena, &now->gone, &now->gone_room, person);
            else
                str_list_add(now->arena, &now->kept, &now->kept_room, person);
        }
    return true;
}

static bool look_at_kind(struct looking *now, struct retention_cycle *cycle,
                         const struct kind *kind, struct date closed, struct error *err)
{
    struct retention_kind one = {.kind = kind->name, .title = kind->title};
    bool goes_once = goes(now->engine, kind, &one.months);
    if (kind->workplace)
        return true;
    if (!record_count(now->engine->store->db, now->arena, cycle->id, kind->name,
                      NO_CONDITIONS, &one.records, err))
        return false;
    if (goes_once && cycle->closed.len) {
        struct date until = months_after(closed, one.months);
        one.until = date_text(now->arena, until);
        one.due = one.records && date_compare(until, date_today()) <= 0;
    }
    if (goes_once)
        cycle->kinds[cycle->count++] = one;
    else
        cycle->stays += one.records;
    if (one.due)
        cycle->due += one.records;
    return !now->count_people || note_people(now, cycle, kind, one.due, err);
}

static bool look_at_cycle(struct looking *now, const struct record *record,
                          struct error *err)
{
    struct retention_cycle *cycle = &now->out->cycles[now->out->count++];
    struct db *db = now->engine->store->db;
    struct process *process;
    struct date closed = {0};
    struct json body;
    if (!json_parse(now->arena, record->body, &body, err) ||
        !process_load(db, now->arena, record->id, &process, err))
        return false;
    *cycle = (struct retention_cycle){
        .id = record->id,
        .name = json_find_text(&body, STR("name")),
        .kinds = arena_array(now->arena, struct retention_kind, process->kinds->count)};
    if (str_equal(json_find_text(&body, STR("state")), STR("closed"))) {
        if (!closed_on(db, now->arena, &now->commands, record->id, &closed, err))
            return false;
        cycle->closed = date_text(now->arena, closed);
    }
    for (size_t i = 0; i < process->kinds->count; i++)
        if (!look_at_kind(now, cycle, &process->kinds->items[i], closed, err))
            return false;
    now->out->due += cycle->due;
    return true;
}

/* A slip in the settings must not keep for ever what should go. */
static bool check_settings(const struct looking *now, struct error *err)
{
    const struct json *own = json_find(&now->engine->store->settings, STR("months_kept"));
    for (size_t i = 0; i < json_count(own); i++) {
        int64_t months;
        bool known = is_usual(own->object.members[i].name, &months);
        for (size_t c = 0; !known && c < now->out->count; c++)
            for (size_t k = 0; !known && k < now->out->cycles[c].count; k++)
                known = str_equal(now->out->cycles[c].kinds[k].kind,
                                  own->object.members[i].name);
        if (!known && now->out->count)
            return error_set(err, ERROR_INPUT,
                             "settings.json: months_kept: no records of the kind "
                             "\"%.*s\" ever go: either there are none, or they are what "
                             "a cycle came to, and stay. Write statement, review, "
                             "permission, story, attachment, concern, progress, "
                             "participant or seat. Nothing was changed",
                             STR_ARGS(own->object.members[i].name));
    }
    return true;
}

static bool look(struct looking *now, struct retention *out, struct error *err)
{
    struct db *db = now->engine->store->db;
    struct record_list cycles;
    *out = (struct retention){0};
    now->out = out;
    if (!command_list(db, now->arena, 0, INT32_MAX, &now->commands, err) ||
        !record_list(db, now->arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    out->cycles = arena_array(now->arena, struct retention_cycle, cycles.count);
    for (size_t i = 0; i < cycles.count; i++)
        if (!look_at_cycle(now, &cycles.items[i], err))
            return false;
    if (!check_settings(now, err))
        return false;
    str_list_sort(&now->gone);
    str_list_sort(&now->kept);
    for (size_t i = 0; i < now->gone.count; i++)
        out->people +=
            (i == 0 || !str_equal(now->gone.items[i], now->gone.items[i - 1])) &&
            !str_list_has(&now->kept, now->gone.items[i]);
    return true;
}

bool retention_look(struct engine *engine, struct arena *arena, struct retention *out,
                    struct error *err)
{
    struct looking now = {.engine = engine, .arena = arena, .count_people = true};
    return look(&now, out, err);
}

bool retention_glance(struct engine *engine, struct arena *arena, struct retention *out,
                      struct error *err)
{
    struct looking now = {.engine = engine, .arena = arena, .count_people = false};
    return look(&now, out, err);
}

bool retention_kept(struct db *db, struct arena *arena, struct str cycle,
                    struct retention_kept *out, struct error *err)
{
    struct record_list list;
    struct json body;
    size_t said;
    *out = (struct retention_kept){.there = false};
    if (!record_list(db, arena, cycle, STR("kept_report"), &list, err))
        return false;
    if (!list.count)
        return true;
    if (!json_parse(arena, list.items[0].body, &body, err) ||
        !record_count(db, arena, cycle, STR("statement"), NO_CONDITIONS, &said, err))
        return false;
    *out = (struct retention_kept){.there = true,
                                   .words = said > 0,
                                   .date = json_find_text(&body, STR("date")),
                                   .document = json_find_text(&body, STR("document")),
                                   .statements =
                                       json_find_integer(&body, STR("statements"), 0),
                                   .people = json_find_integer(&body, STR("people"), 0)};
    return true;
}
