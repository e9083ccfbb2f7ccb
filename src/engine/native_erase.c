/* SPDX-License-Identifier: MIT */
#include "engine/native.h"

#include "engine/doubt.h"
#include "engine/log_words.h"
#include "engine/named.h"
#include "store/backup.h"
#include "store/blob.h"
#include "store/event.h"

/* Everything that was ever kept of one person, found in the events: records that
 * are gone by now are in there too. */
struct erasing {
    struct arena *arena;
    struct str_list people;  /* the person, and who has become one with them */
    struct str_list records; /* sorted once the first walk is over */
    size_t room;
    int64_t *events;
    size_t event_count, event_room;
    struct str_list themes; /* that what was said was ever in; sorted as well */
    size_t theme_room;
    struct str_list labelled; /* of those, the ones that had a computer's label */
    size_t labelled_room;
    struct str_list files; /* of attachments that are or were about the person */
    size_t file_room;
    struct str_list cycles; /* that anything of theirs was in */
    size_t cycle_room;
    struct str_list spared; /* see log_spared */
};

static bool is_of_them(const struct erasing *erasing, const struct event *event)
{
    for (size_t i = 0; i < erasing->people.count; i++)
        if (str_equal(event->record, erasing->people.items[i]) ||
            log_mentions(event, erasing->people.items[i]))
            return true;
    return false;
}

static bool collect_record(void *with, const struct event *event, struct error *err)
{
    struct erasing *erasing = with;
    (void)err;
    if (!event->record.len || !is_of_them(erasing, event))
        return true;
    str_list_add(erasing->arena, &erasing->records, &erasing->room, event->record);
    if (event->cycle.len)
        str_list_add(erasing->arena, &erasing->cycles, &erasing->cycle_room,
                     event->cycle);
    return true;
}

static bool concerns(const struct erasing *erasing, const struct event *event)
{
    if (event->record.len)
        return str_list_has(&erasing->records, event->record);
    if (log_is_spared(erasing->arena, &erasing->spared, event))
        return false;
    for (size_t i = 0; i < erasing->records.count; i++)
        if (log_mentions(event, erasing->records.items[i]))
            return true;
    return false;
}

static void keep_event(struct erasing *erasing, const struct event *event)
{
    erasing->events =
        arena_one_more(erasing->arena, erasing->events, sizeof *erasing->events,
                       erasing->event_count, &erasing->event_room);
    erasing->events[erasing->event_count++] = event->seq;
}

static bool note_theme(struct erasing *erasing, struct str body, bool attached,
                       struct error *err)
{
    struct json said;
    if (!json_parse(erasing->arena, body, &said, err))
        return false;
    struct str theme = json_find_text(&said, STR("theme"));
    struct str file = json_find_text(&said, STR("stored"));
    if (file.len && attached)
        str_list_add(erasing->arena, &erasing->files, &erasing->file_room, file);
    if (theme.len)
        str_list_add(erasing->arena, &erasing->themes, &erasing->theme_room, theme);
    return true;
}

static bool collect_event(void *with, const struct event *event, struct error *err)
{
    struct erasing *erasing = with;
    if (event->erased || !concerns(erasing, event))
        return true;
    keep_event(erasing, event);
    if (!event->record.len)
        return true;
    bool attached = str_equal(kind_of_id(event->record), STR("attachment"));
    return (!event->has_before || note_theme(erasing, event->before, attached, err)) &&
           (!event->has_after || note_theme(erasing, event->after, attached, err));
}

/* A draft's label and keywords are words that were said in it. */
static bool collect_label(void *with, const struct event *event, struct error *err)
{
    struct erasing *erasing = with;
    (void)err;
    if (event->erased || !str_list_has(&erasing->themes, event->record) ||
        (!log_mentions(event, STR("label")) && !log_mentions(event, STR("keywords"))))
        return true;
    keep_event(erasing, event);
    str_list_add(erasing->arena, &erasing->labelled, &erasing->labelled_room,
                 event->record);
    return true;
}

static bool erase_records(struct native_call *call, const struct erasing *erasing,
                          size_t *count, struct error *err)
{
    struct db *db = call->engine->store->db;
    struct process *process = call->process;
    for (size_t i = 0; i < erasing->records.count; i++) {
        struct record record;
        bool found;
        if (!record_find(db, call->arena, erasing->records.items[i], &record, &found,
                         err))
            return false;
        if (!found)
            continue;
        if (!str_equal(record.cycle, process->cycle.id) && record.cycle.len &&
            !process_load(db, call->arena, record.cycle, &process, err))
            return false;
        if (!commit_erase(call->commit, kind_find(process->kinds, record.kind), &record,
                          err))
            return false;
        (*count)++;
    }
    return true;
}

/* The theme goes and comes back without its label, so that no event of either
 * says what it was. */
static bool unlabel(struct native_call *call, struct str id, struct error *err)
{
    struct db *db = call->engine->store->db;
    struct process *process = call->process;
    struct record record;
    struct json body;
    bool found;
    if (!record_find(db, call->arena, id, &record, &found, err))
        return false;
    if (!found)
        return true;
    if (!process_load(db, call->arena, record.cycle, &process, err) ||
        !json_parse(call->arena, record.body, &body, err))
        return false;
    const struct kind *kind = kind_find(process->kinds, record.kind);
    struct record back = record;
    json_unset(&body, STR("label"));
    json_unset(&body, STR("keywords"));
    back.version = record.version + 2; /* one for going */
    back.schema_hash = kind->schema_hash;
    back.body = json_write(call->arena, &body);
    return commit_erase(call->commit, kind, &record, err) &&
           commit_put_back(call->commit, kind, &back, err);
}

static bool erase_labels(struct native_call *call, struct erasing *erasing,
                         struct error *err)
{
    str_list_sort_once(&erasing->themes);
    if (!event_each(call->engine->store->db, collect_label, erasing, err))
        return false;
    str_list_sort_once(&erasing->labelled);
    for (size_t i = 0; i < erasing->labelled.count; i++)
        if (!unlabel(call, erasing->labelled.items[i], err))
            return false;
    return true;
}

/* The files themselves are the caller's to destroy (engine/attachment.h): here it may be
 * a dry run. In a backup that is being restored they do not come back. */
static bool forget_files(struct native_call *call, struct erasing *erasing,
                         struct error *err)
{
    struct json names = json_list();
    str_list_sort_once(&erasing->files);
    for (size_t i = 0; i < erasing->files.count; i++) {
        struct str name = erasing->files.items[i];
        json_add(call->arena, &names, json_text(name));
        if (!backup_forget_file(call->engine->store->db, blob_file(call->arena, name),
                                err))
            return false;
    }
    if (erasing->files.count)
        json_set(call->arena, call->outcome, STR("attachments"), names);
    return true;
}

/* Or was, before their import was taken back: the log holds what they said. */
static bool person_there(struct native_call *call, struct str person, struct error *err)
{
    struct event_birth birth;
    if (!event_birth(call->engine->store->db, call->arena, person, &birth, err))
        return false;
    if (birth.hash.len && !birth.erased && str_equal(kind_of_id(person), STR("person")))
        return true;
    return error_set(
        err, ERROR_NOT_FOUND,
        "there is no person %.*s (`waymark list person`); nothing was changed",
        STR_ARGS(person));
}

/* Two who were found to be one are erased as one. */
static bool find_people(struct native_call *call, struct str person,
                        struct erasing *erasing, struct json *also, struct error *err)
{
    struct str_list gone;
    if (!person_there(call, person, err) ||
        !doubt_gone(call->engine->store->db, call->arena, person, &gone, err))
        return false;
    erasing->people.items = arena_array(call->arena, struct str, gone.count + 1);
    erasing->people.items[erasing->people.count++] = person;
    for (size_t i = 0; i < gone.count; i++) {
        erasing->people.items[erasing->people.count++] = gone.items[i];
        json_add(call->arena, also, json_text(gone.items[i]));
    }
    return true;
}

bool erase_apply(struct native_call *call, struct error *err)
{
    struct db *db = call->engine->store->db;
    struct erasing erasing = {.arena = call->arena};
    struct str person = json_find_text(call->args, STR("person"));
    struct json events = json_list(), cycles = json_list(), also = json_list();
    size_t records = 0;
    if (!find_people(call, person, &erasing, &also, err) ||
        !log_spared(db, call->arena, &erasing.spared, err) ||
        !event_each(db, collect_record, &erasing, err))
        return false;
    str_list_sort_once(&erasing.records);
    if (!named_note(call, erasing.people, err) ||
        !event_each(db, collect_event, &erasing, err) ||
        !erase_records(call, &erasing, &records, err) ||
        !erase_labels(call, &erasing, err) || !forget_files(call, &erasing, err))
        return false;
    for (size_t i = 0; i < erasing.event_count; i++) {
        if (!event_erase_body(db, erasing.events[i], err))
            return false;
        json_add(call->arena, &events, json_integer(erasing.events[i]));
    }
    str_list_sort_once(&erasing.cycles);
    for (size_t i = 0; i < erasing.cycles.count; i++)
        json_add(call->arena, &cycles, json_text(erasing.cycles.items[i]));
    json_set(call->arena, call->outcome, STR("cycles"), cycles);
    json_set(call->arena, call->outcome, STR("events"), events);
    json_set(call->arena, call->outcome, STR("person"), json_text(person));
    if (json_count(&also))
        json_set(call->arena, call->outcome, STR("also"), also);
    json_set(call->arena, call->outcome, STR("records"), json_integer((int64_t)records));
    return true;
}
