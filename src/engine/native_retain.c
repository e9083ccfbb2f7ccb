/* SPDX-License-Identifier: MIT */
#include "engine/requests.h"
#include "engine/retention.h"

#include "base/date.h"
#include "cycle/publish.h"
#include "cycle/published_kept.h"
#include "cycle/scope.h"
#include "engine/attachment.h"
#include "engine/command.h"
#include "engine/doubt.h"
#include "engine/known.h"
#include "engine/named.h"
#include "store/backup.h"
#include "store/blob.h"
#include "store/event.h"
#include "store/parsed.h"

#include <stdlib.h>

struct growing {
    struct str_list list;
    size_t room;
};

struct retaining {
    struct native_call *call;
    struct arena *arena;
    struct db *db;
    struct process *process; /* of the cycle */
    struct str_list kinds;   /* that go, sorted */
    const struct flag_known *known;
    struct growing records; /* that go, or went before, by id; once sorted, each once */
    struct growing people;
    struct growing going; /* of those, whoever goes, with who has become one with them */
    struct growing about; /* records of who they are, and doubts about them */
    struct growing files; /* of attachments */
    int64_t *commands, *events; /* those that speak of them */
    size_t command_count, command_room, event_count, event_room;
    struct str_list spared; /* numbers of erasures: what they say they did stays */
    size_t record_count, people_count;
    bool again;
};

static void keep(struct arena *arena, struct growing *list, struct str one)
{
    str_list_add(arena, &list->list, &list->room, one);
}

static void keep_number(struct arena *arena, int64_t **items, size_t *count, size_t *room,
                        int64_t number)
{
    if (*count && (*items)[*count - 1] == number)
        return;
    *items = arena_one_more(arena, *items, sizeof **items, *count, room);
    (*items)[(*count)++] = number;
}

static int by_number(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* Whether any text of a body is one of the ids: looked up, since there may be thousands
 * of each. */
static bool mentions_any(struct str body, const struct str_list *ids)
{
    while (body.len) {
        size_t at = str_find_byte(body, '"');
        if (at == SIZE_MAX)
            return false;
        body = str_slice(body, at + 1, body.len);
        size_t end = str_find_byte(body, '"');
        if (end == SIZE_MAX)
            return false;
        if (str_list_has(ids, str_slice(body, 0, end)))
            return true;
        body = str_slice(body, end, body.len);
    }
    return false;
}

/* The report and the themes, while there is something to count. */

static bool publish(struct retaining *now, struct published *doc, struct error *err)
{
    struct publish_request request =
        publish_of(now->call->engine, now->process, now->known);
    retention_kinds(now->call->engine, now->arena, now->process, &request.kinds_gone);
    return publish_cycle(now->arena, &request, doc, err);
}

struct said {
    struct str theme, person;
};

/* (count): those that count, by theme and person */
static bool what_counts(struct retaining *now, struct said **out, size_t *count,
                        struct error *err)
{
    struct scope scope;
    struct str_list people;
    struct parsed_list all;
    if (!scope_reviews(now->db, now->arena, now->process->kinds, now->process->cycle.id,
                       json_find(&now->process->cycle_body, STR("scope")), &scope, err) ||
        !scope_people(now->db, now->arena, &scope, &people, err) ||
        !parsed_all(now->db, now->arena, now->process->cycle.id, STR("statement"), &all,
                    err))
        return false;
    *out = arena_array(now->arena, struct said, all.count);
    *count = 0;
    for (size_t i = 0; i < all.count; i++)
        if (scope_counts(&scope, people, &all.items[i].body))
            (*out)[(*count)++] = (struct said){parsed_text(&all.items[i], "theme"),
                                               parsed_text(&all.items[i], "person")};
    return true;
}

/* As a report counts them: all that was said in the room may be one person's. */
static int64_t people_among(struct arena *arena, const struct said *said, size_t count,
                            const struct str *theme, int64_t *statements)
{
    struct str_list people = {arena_array(arena, struct str, count), 0};
    *statements = 0;
    for (size_t i = 0; i < count; i++) {
        if (theme && !str_equal(said[i].theme, *theme))
            continue;
        ++*statements;
        if (said[i].person.len)
            people.items[people.count++] = said[i].person;
    }
    str_list_sort_once(&people);
    return people.count || !*statements ? (int64_t)people.count : 1;
}

static bool keep_report(struct retaining *now, const struct said *said, size_t count,
                        struct error *err)
{
    struct published doc;
    struct json body = json_object();
    struct str id;
    int64_t statements, people = people_among(now->arena, said, count, NULL, &statements);
    if (!publish(now, &doc, err))
        return false;
    json_set(now->arena, &body, STR("date"),
             json_text(date_text(now->arena, date_today())));
    json_set(now->arena, &body, STR("document"),
             json_text(published_to_keep(now->arena, &doc)));
    json_set(now->arena, &body, STR("statements"), json_integer(statements));
    json_set(now->arena, &body, STR("people"), json_integer(people));
    return commit_create(now->call->commit,
                         kind_find(now->process->kinds, STR("kept_report")),
                         now->process->cycle.id, &body, &id, err);
}

/* A computer's label is made of words that were said: a theme that has one goes and
 * comes back without it, so that no event of either says what it was. */
static bool keep_theme(struct retaining *now, const struct record *theme,
                       const struct said *said, size_t count, struct error *err)
{
    const struct kind *kind = kind_find(now->process->kinds, theme->kind);
    struct commit *commit = now->call->commit;
    struct record back = *theme;
    struct json body;
    int64_t statements;
    if (!json_parse(now->arena, theme->body, &body, err))
        return false;
    bool labelled = json_find(&body, STR("label")) || json_find(&body, STR("keywords"));
    if (said) {
        int64_t people = people_among(now->arena, said, count, &theme->id, &statements);
        json_set(now->arena, &body, STR("cards_then"), json_integer(statements));
        json_set(now->arena, &body, STR("people_then"), json_integer(people));
    }
    if (!labelled)
        return !said || commit_change(commit, kind, theme, &body, err);
    json_unset(&body, STR("label"));
    json_unset(&body, STR("keywords"));
    back.version = theme->version + 2; /* one for going */
    back.schema_hash = kind->schema_hash;
    back.body = json_write(now->arena, &body);
    return commit_erase(commit, kind, theme, err) &&
           commit_put_back(commit, kind, &back, err);
}

static bool keep_counts(struct retaining *now, struct error *err)
{
    struct retention_kept kept;
    struct record_list themes;
    struct said *said = NULL;
    size_t count = 0;
    if (!retention_kept(now->db, now->arena, now->process->cycle.id, &kept, err) ||
        !record_list(now->db, now->arena, now->process->cycle.id, STR("theme"), &themes,
                     err))
        return false;
    if (!kept.there &&
        (!what_counts(now, &said, &count, err) || !keep_report(now, said, count, err)))
        return false;
    for (size_t i = 0; i < themes.count; i++)
        if (!keep_theme(now, &themes.items[i], said, count, err))
            return false;
    return true;
}

/* What goes. */

/* Also what was taken back or removed: the log holds what it said. */
static bool find_record(void *with, const struct event *event, struct error *err)
{
    struct retaining *now = with;
    (void)err;
    if (event->record.len && str_equal(event->cycle, now->process->cycle.id) &&
        str_list_has(&now->kinds, kind_of_id(event->record)))
        keep(now->arena, &now->records, event->record);
    return true;
}

static bool erase_record(struct retaining *now, const struct record *record,
                         struct error *err)
{
    const struct kind *kind = kind_find(now->process->kinds, record->kind);
    struct json body;
    if (!json_parse(now->arena, record->body, &body, err))
        return false;
    for (size_t i = 0; kind && i < kind->field_count; i++) {
        struct str person = json_find_text(&body, kind->fields[i].name);
        if (str_equal(kind->fields[i].ref_kind, STR("person")) && person.len)
            keep(now->arena, &now->people, person);
    }
    now->record_count++;
    return commit_erase(now->call->commit, kind, record, err);
}

static bool erase_records(struct retaining *now, struct error *err)
{
    for (size_t i = 0; i < now->records.list.count; i++) {
        struct record record;
        bool found;
        if (!record_find(now->db, now->arena, now->records.list.items[i], &record, &found,
                         err) ||
            (found && !erase_record(now, &record, err)))
            return false;
    }
    return true;
}

/* Whether any cycle still has a record of them. */
static bool is_needed(struct retaining *now, const struct record_list *cycles,
                      struct process **processes, struct str person, bool *out,
                      struct error *err)
{
    *out = false;
    for (size_t c = 0; c < cycles->count; c++)
        for (size_t k = 0; k < processes[c]->kinds->count; k++) {
            const struct kind *kind = &processes[c]->kinds->items[k];
            for (size_t f = 0; !kind->workplace && f < kind->field_count; f++) {
                struct str_list ids;
                if (!str_equal(kind->fields[f].ref_kind, STR("person")))
                    continue;
                if (!record_by(now->db, now->arena, cycles->items[c].id, kind->name,
                               kind->fields[f].name, person, &ids, err))
                    return false;
                *out = *out || ids.count;
            }
        }
    return true;
}

static bool note_going(struct retaining *now, struct str person, struct error *err)
{
    struct str_list gone;
    if (!doubt_gone(now->db, now->arena, person, &gone, err))
        return false;
    keep(now->arena, &now->going, person);
    for (size_t i = 0; i < gone.count; i++)
        keep(now->arena, &now->going, gone.items[i]);
    now->people_count++;
    return true;
}

/* Also what is in the log alone, since two became one. */
static bool find_about(void *with, const struct event *event, struct error *err)
{
    struct retaining *now = with;
    struct str kind = kind_of_id(event->record);
    (void)err;
    if ((str_equal(kind, STR("identity")) || str_equal(kind, STR("doubt"))) &&
        ((event->has_before && mentions_any(event->before, &now->going.list)) ||
         (event->has_after && mentions_any(event->after, &now->going.list))))
        keep(now->arena, &now->about, event->record);
    return true;
}

static bool erase_whole(struct retaining *now, const struct str_list *ids,
                        struct error *err)
{
    for (size_t i = 0; i < ids->count; i++) {
        struct record record;
        bool found;
        if (!record_find(now->db, now->arena, ids->items[i], &record, &found, err))
            return false;
        keep(now->arena, &now->records, ids->items[i]);
        if (found &&
            !commit_erase(now->call->commit, kind_find(now->process->kinds, record.kind),
                          &record, err))
            return false;
    }
    return true;
}

static bool erase_going(struct retaining *now, struct error *err)
{
    str_list_sort_once(&now->going.list);
    if (now->going.list.count && !event_each(now->db, find_about, now, err))
        return false;
    str_list_sort_once(&now->about.list);
    return named_note(now->call, now->going.list, err) &&
           erase_whole(now, &now->about.list, err) &&
           erase_whole(now, &now->going.list, err);
}

static bool erase_people(struct retaining *now, struct error *err)
{
    struct record_list cycles;
    str_list_sort_once(&now->people.list);
    if (!record_list(now->db, now->arena, STR(""), STR("cycle"), &cycles, err))
        return false;
    struct process **processes = arena_array(now->arena, struct process *, cycles.count);
    for (size_t i = 0; i < cycles.count; i++)
        if (!process_load(now->db, now->arena, cycles.items[i].id, &processes[i], err))
            return false;
    for (size_t i = 0; i < now->people.list.count; i++) {
        bool needed;
        if (!is_needed(now, &cycles, processes, now->people.list.items[i], &needed,
                       err) ||
            (!needed && !note_going(now, now->people.list.items[i], err)))
            return false;
    }
    return erase_going(now, err);
}

/* In the log. */

static bool find_commands(void *with, const struct event *event, struct error *err)
{
    struct retaining *now = with;
    (void)err;
    if (event->record.len && str_list_has(&now->records.list, event->record))
        keep_number(now->arena, &now->commands, &now->command_count, &now->command_room,
                    event->command);
    return true;
}

static bool is_spared(const struct retaining *now, int64_t command)
{
    struct str number = str_format(now->arena, "%lld", (long long)command);
    return str_list_has(&now->spared, number);
}

/* What a command was given may hold the words without naming the record. */
static bool speaks_of_them(const struct retaining *now, const struct event *event)
{
    if (event->record.len)
        return str_list_has(&now->records.list, event->record) ||
               (str_equal(event->cycle, now->process->cycle.id) &&
                str_equal(kind_of_id(event->record), STR("theme")) &&
                (str_find(event->before, STR("\"label\"")) != SIZE_MAX ||
                 str_find(event->after, STR("\"label\"")) != SIZE_MAX ||
                 str_find(event->before, STR("\"keywords\"")) != SIZE_MAX ||
                 str_find(event->after, STR("\"keywords\"")) != SIZE_MAX));
    if (is_spared(now, event->command))
        return false;
    return (now->command_count &&
            bsearch(&event->command, now->commands, now->command_count, sizeof(int64_t),
                    by_number)) ||
           (event->has_after && mentions_any(event->after, &now->records.list));
}

static bool note_file(struct retaining *now, struct str text, struct error *err)
{
    struct json body;
    if (!json_parse(now->arena, text, &body, err))
        return false;
    struct str file = json_find_text(&body, STR("stored"));
    if (file.len)
        keep(now->arena, &now->files, file);
    return true;
}

static bool find_event(void *with, const struct event *event, struct error *err)
{
    struct retaining *now = with;
    if (event->erased || (!event->has_before && !event->has_after) ||
        !speaks_of_them(now, event))
        return true;
    keep_number(now->arena, &now->events, &now->event_count, &now->event_room,
                event->seq);
    if (!event->record.len || !str_equal(kind_of_id(event->record), STR("attachment")))
        return true;
    return (!event->has_before || note_file(now, event->before, err)) &&
           (!event->has_after || note_file(now, event->after, err));
}

static bool find_spared(struct retaining *now, struct error *err)
{
    struct command_list all;
    struct growing numbers = {.room = 0};
    if (!command_list(now->db, now->arena, 0, INT32_MAX, &all, err))
        return false;
    for (size_t i = 0; i < all.count; i++)
        if (event_destroyer(all.items[i].name))
            keep(now->arena, &numbers,
                 str_format(now->arena, "%lld", (long long)all.items[i].number));
    now->spared = numbers.list;
    str_list_sort(&now->spared);
    return true;
}

static bool erase_log(struct retaining *now, struct json *events, struct error *err)
{
    str_list_sort_once(&now->records.list);
    if (!event_each(now->db, find_commands, now, err) || !find_spared(now, err))
        return false;
    if (now->command_count)
        qsort(now->commands, now->command_count, sizeof(int64_t), by_number);
    if (!event_each(now->db, find_event, now, err))
        return false;
    *events = json_list();
    for (size_t i = 0; i < now->event_count; i++) {
        if (!event_erase_body(now->db, now->events[i], err))
            return false;
        json_add(now->arena, events, json_integer(now->events[i]));
    }
    return true;
}

/* The files themselves go once the rest may (attachment_forget); in a backup that is
 * being restored they do not come back. */
static bool forget_files(struct retaining *now, struct error *err)
{
    struct json names = json_list();
    str_list_sort_once(&now->files.list);
    for (size_t i = 0; i < now->files.list.count; i++) {
        struct str name = now->files.list.items[i];
        json_add(now->arena, &names, json_text(name));
        if (!backup_forget_file(now->db, blob_file(now->arena, name), err))
            return false;
    }
    if (json_count(&names))
        json_set(now->arena, now->call->outcome, STR("attachments"), names);
    return true;
}

/* An open cycle is never touched; but in a backup, one that was closed later and whose
 * words went may be open still. */
static bool must_be_closed(struct retaining *now, struct error *err)
{
    struct json body = json_copy(now->arena, &now->process->cycle_body);
    if (str_equal(json_find_text(&body, STR("state")), STR("closed")))
        return true;
    if (!now->again)
        return error_set(err, ERROR_REFUSED,
                         "the cycle %.*s is open, and nothing of it goes; nothing was "
                         "changed",
                         STR_ARGS(json_find_text(&body, STR("name"))));
    json_set(now->arena, &body, STR("state"), json_text(STR("closed")));
    return commit_change(now->call->commit, kind_find(now->process->kinds, STR("cycle")),
                         &now->process->cycle, &body, err);
}

/* Outside of the transaction: it may keep what it has learnt. */
static bool retain_prepare(struct native_call *call, struct error *err)
{
    struct retaining *now = call->with;
    return known_of(call->engine, &now->known, err);
}

static bool retain_apply(struct native_call *call, struct error *err)
{
    struct retaining *now = call->with;
    struct json events;
    now->call = call;
    if (!process_load(now->db, now->arena, json_find_text(call->args, STR("cycle")),
                      &now->process, err) ||
        !must_be_closed(now, err) || !keep_counts(now, err) ||
        !event_each(now->db, find_record, now, err))
        return false;
    str_list_sort_once(&now->records.list);
    if (!erase_records(now, err) || !erase_people(now, err) ||
        !erase_log(now, &events, err) || !forget_files(now, err))
        return false;
    struct json *out = call->outcome;
    json_set(now->arena, out, STR("cycle"), json_text(now->process->cycle.id));
    json_set(now->arena, out, STR("kinds"), *json_find(call->args, STR("kinds")));
    json_set(now->arena, out, STR("records"), json_integer((int64_t)now->record_count));
    json_set(now->arena, out, STR("people"), json_integer((int64_t)now->people_count));
    json_set(now->arena, out, STR("events"), events);
    return true;
}

static bool run(struct engine *engine, struct retaining *now, struct str cycle,
                bool pretend, struct command_result *result, struct error *err)
{
    static const struct native native = {"workplace.retain", "",    retain_prepare,
                                         retain_apply,       false, false};
    struct json args = json_object(), names = json_list();
    struct command_request request = {.name = str_of(native.name),
                                      .args = &args,
                                      .cycle = cycle,
                                      .pretend = pretend,
                                      .replay = now->again};
    for (size_t i = 0; i < now->kinds.count; i++)
        json_add(now->arena, &names, json_text(now->kinds.items[i]));
    json_set(now->arena, &args, STR("cycle"), json_text(cycle));
    json_set(now->arena, &args, STR("kinds"), names);
    return command_run_native(engine, now->arena, &request, &native, now, result, err);
}

/* Tried first, as an erasure is: so no file stays of which no record tells. */
bool retention_destroy(struct engine *engine, struct arena *arena, struct str cycle,
                       struct str_list kinds, bool again, struct retained *out,
                       struct error *err)
{
    str_list_sort(&kinds);
    struct retaining first = {
        .arena = arena, .db = engine->store->db, .kinds = kinds, .again = again};
    struct retaining now = first;
    struct command_result result;
    if (!again && (!run(engine, &first, cycle, true, &result, err) ||
                   !attachment_forget(engine->store, arena, &result.outcome, err)))
        return false;
    if (!run(engine, &now, cycle, false, &result, err) ||
        !attachment_forget(engine->store, arena, &result.outcome, err))
        return false;
    known_forget(engine);
    out->records += now.record_count;
    out->events += now.event_count;
    out->people += now.people_count;
    return true;
}
