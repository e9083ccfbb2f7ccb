/* SPDX-License-Identifier: MIT */
#include "store/verify.h"

#include "store/bundle.h"
#include "store/event.h"
#include "store/record.h"

#include <string.h>

/* A table of records by the fingerprint of their id, whose secret nobody knows: open
 * addressing, doubled when two thirds full. */
struct entry {
    uint64_t mark; /* the fingerprint */
    struct str id;
    int64_t version; /* 0: free; negative: removed */
    uint64_t body;   /* fingerprint of cycle and body */
    uint64_t refs;   /* sum of the refs that the body asks for, less those there are */
};

struct known_kind {
    struct str hash;
    struct kind kind;
};

struct replay {
    struct store *store;
    struct arena *arena; /* for the whole run */
    struct arena *row;   /* rewound after each record */
    struct entry *entries;
    size_t room, used, live, found;
    unsigned char secret[16];
    struct known_kind *kinds;
    size_t kind_count, kind_room;
    struct verify_counts *out;
};

static uint64_t fingerprint(const struct replay *replay, struct str text)
{
    return crypto_fingerprint(replay->secret, text);
}

static struct entry *slot_of(struct replay *replay, uint64_t mark)
{
    size_t at = (size_t)mark & (replay->room - 1);
    while (replay->entries[at].version && replay->entries[at].mark != mark)
        at = (at + 1) & (replay->room - 1);
    return &replay->entries[at];
}

static struct entry *slot_for(struct replay *replay, struct str id)
{
    return slot_of(replay, fingerprint(replay, id));
}

static void make_room(struct replay *replay)
{
    if (replay->used * 3 < replay->room * 2)
        return;
    struct entry *old = replay->entries;
    size_t old_room = replay->room;
    replay->room = old_room ? old_room * 2 : 4096;
    replay->entries = memory_take(replay->room * sizeof *replay->entries);
    memset(replay->entries, 0, replay->room * sizeof *replay->entries);
    for (size_t i = 0; i < old_room; i++)
        if (old[i].version)
            *slot_of(replay, old[i].mark) = old[i];
    memory_give_back(old);
}

static uint64_t body_fingerprint(const struct replay *replay, struct str cycle,
                                 struct str body)
{
    return fingerprint(replay, cycle) * 31 + fingerprint(replay, body);
}

static bool replay_event(void *with, const struct event *event, struct error *err)
{
    struct replay *replay = with;
    (void)err;
    replay->out->events++;
    if (str_equal(event->action, STR("command")))
        return true;
    make_room(replay);
    uint64_t mark = fingerprint(replay, event->record);
    struct entry *entry = slot_of(replay, mark);
    if (!entry->version) {
        entry->mark = mark;
        entry->id = str_copy(replay->arena, event->record);
        replay->used++;
    }
    bool removed = str_equal(event->action, STR("remove"));
    replay->live += (entry->version <= 0 && !removed);
    replay->live -= (entry->version > 0 && removed);
    entry->version = removed ? -event->version : event->version;
    entry->body = body_fingerprint(replay, event->cycle, event->after);
    return true;
}

static bool differs(struct error *err, struct str id, const char *how)
{
    return error_set(err, ERROR_CONFLICT,
                     "%.*s %s. The database has been altered outside of Waymark; restore "
                     "the newest backup that verifies",
                     STR_ARGS(id), how);
}

static struct known_kind *new_known_kind(struct replay *replay)
{
    replay->kinds = arena_one_more(replay->arena, replay->kinds, sizeof *replay->kinds,
                                   replay->kind_count, &replay->kind_room);
    return &replay->kinds[replay->kind_count];
}

static bool kind_under(struct replay *replay, const struct record *record,
                       const struct kind **out, struct error *err)
{
    for (size_t i = 0; i < replay->kind_count; i++)
        if (str_equal(replay->kinds[i].hash, record->schema_hash)) {
            *out = &replay->kinds[i].kind;
            return true;
        }
    struct str text;
    struct known_kind *known = new_known_kind(replay);
    struct json *source = arena_alloc(replay->arena, sizeof *source);
    if (!source_find(replay->store->db, replay->arena, record->schema_hash, &text, err) ||
        !json_parse(replay->arena, text, source, err) ||
        !kind_compile(replay->arena, str_copy(replay->arena, record->kind), source,
                      &known->kind, err))
        return error_wrap(err, "the schema of %.*s", STR_ARGS(record->id));
    known->hash = str_copy(replay->arena, record->schema_hash);
    replay->kind_count++;
    *out = &known->kind;
    return true;
}

static uint64_t ref_fingerprint(struct replay *replay, struct str cycle, struct str kind,
                                const struct ref *ref, struct str id)
{
    struct arena_mark mark = arena_mark(replay->row);
    struct buf text = BUF_IN(replay->row);
    const struct str parts[] = {cycle, kind, ref->field, ref->value, id};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        buf_add(&text, parts[i]);
        buf_add_byte(&text, '\x1f');
    }
    uint64_t sum = fingerprint(replay, buf_str(&text));
    arena_rewind(replay->row, mark);
    return sum;
}

static bool is_again(struct ref_list refs, size_t which)
{
    for (size_t i = 0; i < which; i++)
        if (str_equal(refs.items[i].field, refs.items[which].field) &&
            str_equal(refs.items[i].value, refs.items[which].value))
            return true;
    return false;
}

static bool expect_refs(struct replay *replay, const struct record *record,
                        struct entry *entry, struct error *err)
{
    struct json body;
    const struct kind *kind = NULL;
    struct arena_mark mark = arena_mark(replay->row);
    if (!kind_under(replay, record, &kind, err) ||
        !json_parse(replay->row, record->body, &body, err))
        return error_wrap(err, "reading %.*s", STR_ARGS(record->id));
    struct ref_list refs = kind_refs(replay->row, kind, &body);
    for (size_t i = 0; i < refs.count; i++)
        if (!is_again(refs, i))
            entry->refs += ref_fingerprint(replay, record->cycle, record->kind,
                                           &refs.items[i], record->id);
    arena_rewind(replay->row, mark);
    return true;
}

static bool compare_record(void *with, const struct record *record, struct error *err)
{
    struct replay *replay = with;
    replay->out->records++;
    struct entry *entry = replay->room ? slot_for(replay, record->id) : NULL;
    if (!entry || entry->version <= 0)
        return differs(err, record->id, "is in the records, but no event made it");
    if (entry->version != record->version ||
        !str_equal(record->kind, kind_of_id(record->id)) ||
        entry->body != body_fingerprint(replay, record->cycle, record->body))
        return differs(err, record->id, "is not as its events left it");
    replay->found++;
    return expect_refs(replay, record, entry, err);
}

static bool stray_ref(struct error *err, struct str id, struct str field)
{
    return error_set(err, ERROR_CONFLICT,
                     "the index holds a value of \"%.*s\" for %.*s, which that record "
                     "does not have. The database has been altered outside of Waymark; "
                     "restore the newest backup that verifies",
                     STR_ARGS(field), STR_ARGS(id));
}

static bool count_ref(void *with, struct str cycle, struct str kind,
                      const struct ref *ref, struct str id, struct error *err)
{
    struct replay *replay = with;
    replay->out->refs++;
    struct entry *entry = replay->room ? slot_for(replay, id) : NULL;
    if (!entry || entry->version <= 0)
        return stray_ref(err, id, ref->field);
    entry->refs -= ref_fingerprint(replay, cycle, kind, ref, id);
    return true;
}

/* One record whose index is not what it says, to find out which field it is. */
struct suspect {
    struct replay *replay;
    struct record record;
    struct ref_list refs;
    bool *held;
};

static bool compare_ref(void *with, struct str cycle, struct str kind,
                        const struct ref *ref, struct str id, struct error *err)
{
    struct suspect *suspect = with;
    if (!str_equal(id, suspect->record.id))
        return true;
    for (size_t i = 0; i < suspect->refs.count; i++)
        if (str_equal(ref->field, suspect->refs.items[i].field) &&
            str_equal(ref->value, suspect->refs.items[i].value) &&
            str_equal(cycle, suspect->record.cycle) &&
            str_equal(kind, suspect->record.kind)) {
            suspect->held[i] = true;
            return true;
        }
    return stray_ref(err, id, ref->field);
}

static bool name_ref(struct replay *replay, struct str id, struct error *err)
{
    struct suspect suspect = {.replay = replay};
    struct db *db = replay->store->db;
    struct json body;
    const struct kind *kind;
    bool found;
    if (!record_find(db, replay->arena, id, &suspect.record, &found, err) ||
        !kind_under(replay, &suspect.record, &kind, err) ||
        !json_parse(replay->arena, suspect.record.body, &body, err))
        return false;
    suspect.refs = kind_refs(replay->arena, kind, &body);
    suspect.held = arena_array(replay->arena, bool, suspect.refs.count);
    if (!ref_each_of_all(db, compare_ref, &suspect, err))
        return false;
    for (size_t i = 0; i < suspect.refs.count; i++)
        if (!suspect.held[i] && !is_again(suspect.refs, i))
            return error_set(err, ERROR_CONFLICT,
                             "the index lacks a value of \"%.*s\" for %.*s. The database "
                             "has been altered outside of Waymark; restore the newest "
                             "backup that verifies",
                             STR_ARGS(suspect.refs.items[i].field), STR_ARGS(id));
    return differs(err, id, "is not in the index as it should be");
}

static bool name_missing(struct replay *replay, struct error *err)
{
    for (size_t i = 0; i < replay->room; i++) {
        struct record record;
        bool found;
        struct entry *entry = &replay->entries[i];
        if (entry->version <= 0)
            continue;
        if (!record_find(replay->store->db, replay->arena, entry->id, &record, &found,
                         err))
            return false;
        if (!found)
            return differs(err, entry->id,
                           "is gone from the records, though no event "
                           "removed it");
    }
    return differs(err, STR("a record"), "is counted twice");
}

static bool compare_all(struct replay *replay, struct error *err)
{
    struct db *db = replay->store->db;
    if (!event_each(db, replay_event, replay, err) ||
        !record_each_of_all(db, compare_record, replay, err))
        return false;
    if (replay->found != replay->live)
        return name_missing(replay, err);
    if (!ref_each_of_all(db, count_ref, replay, err))
        return false;
    for (size_t i = 0; i < replay->room; i++)
        if (replay->entries[i].version > 0 && replay->entries[i].refs)
            return name_ref(replay, replay->entries[i].id, err);
    return bundle_check_all(db, err);
}

bool verify_records(struct store *store, struct verify_counts *out, struct error *err)
{
    struct arena *arena = arena_new();
    struct replay *replay = arena_alloc(arena, sizeof *replay);
    *out = (struct verify_counts){0};
    replay->store = store;
    replay->arena = arena;
    replay->row = arena_new();
    replay->out = out;
    crypto_random(replay->secret, sizeof replay->secret);
    bool fine = db_begin_look(store->db, err) && compare_all(replay, err);
    db_rollback(store->db);
    memory_give_back(replay->entries);
    arena_free(replay->row);
    arena_free(arena);
    return fine;
}
