/* SPDX-License-Identifier: MIT */
#include "store/verify.h"

#include "store/bundle.h"
#include "store/event.h"
#include "store/record.h"

#include <string.h>

/* A table of records by id: open addressing, doubled when two thirds full. */
struct entry {
    struct str id;
    int64_t version; /* 0: free; negative: removed */
    uint64_t body;   /* fingerprint of the body */
    bool erased;     /* its last event's body has been destroyed */
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
    struct known_kind kinds[256];
    size_t kind_count;
    uint64_t refs_wanted, refs_held; /* order does not matter: sums of fingerprints */
    struct verify_counts *out;
};

static uint64_t fingerprint(const struct replay *replay, struct str text)
{
    return crypto_fingerprint(replay->secret, text);
}

static struct entry *slot_for(struct replay *replay, struct str id)
{
    size_t at = (size_t)fingerprint(replay, id) & (replay->room - 1);
    while (replay->entries[at].version && !str_equal(replay->entries[at].id, id))
        at = (at + 1) & (replay->room - 1);
    return &replay->entries[at];
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
            *slot_for(replay, old[i].id) = old[i];
    memory_give_back(old);
}

static bool replay_event(void *with, const struct event *event, struct error *err)
{
    struct replay *replay = with;
    (void)err;
    replay->out->events++;
    if (str_equal(event->action, STR("command")))
        return true;
    make_room(replay);
    struct entry *entry = slot_for(replay, event->record);
    if (!entry->version) {
        entry->id = str_copy(replay->arena, event->record);
        replay->used++;
    }
    bool removed = str_equal(event->action, STR("remove"));
    replay->live += (entry->version <= 0 && !removed);
    replay->live -= (entry->version > 0 && removed);
    entry->version = removed ? -event->version : event->version;
    entry->erased = event->erased;
    entry->body = event->erased ? 0 : fingerprint(replay, event->after);
    return true;
}

static bool kind_under(struct replay *replay, const struct record *record,
                       const struct kind **out, struct error *err)
{
    for (size_t i = 0; i < replay->kind_count; i++)
        if (str_equal(replay->kinds[i].hash, record->schema_hash)) {
            *out = &replay->kinds[i].kind;
            return true;
        }
    if (replay->kind_count == sizeof replay->kinds / sizeof replay->kinds[0])
        return error_set(err, ERROR_LIMIT, "more schemas than expected in one database");
    struct str text;
    struct known_kind *known = &replay->kinds[replay->kind_count];
    struct json *source = arena_alloc(replay->arena, sizeof *source);
    if (!source_find(replay->store->db, replay->arena, record->schema_hash, &text, err) ||
        !json_parse(replay->arena, text, source, err) ||
        !kind_compile(replay->arena, str_copy(replay->arena, record->kind), source,
                      &known->kind, err))
        return error_wrap(err, "the schema of %.*s", STR_ARGS(record->id));
    known->hash = known->kind.schema_hash;
    replay->kind_count++;
    *out = &known->kind;
    return true;
}

static uint64_t ref_fingerprint(const struct replay *replay, struct str cycle,
                                struct str kind, const struct ref *ref, struct str id)
{
    char text[1600];
    size_t len = 0;
    const struct str parts[] = {cycle, kind, ref->field, ref->value, id};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size_t part = parts[i].len < 300 ? parts[i].len : 300;
        memcpy(text + len, parts[i].ptr, part);
        len += part;
        text[len++] = '\x1f';
    }
    return fingerprint(replay, (struct str){text, len});
}

static bool expect_refs(struct replay *replay, const struct record *record,
                        struct error *err)
{
    struct json body;
    const struct kind *kind = NULL;
    struct arena_mark mark = arena_mark(replay->row);
    if (!kind_under(replay, record, &kind, err) ||
        !json_parse(replay->row, record->body, &body, err))
        return error_wrap(err, "reading %.*s", STR_ARGS(record->id));
    struct ref_list refs = kind_refs(replay->row, kind, &body);
    for (size_t i = 0; i < refs.count; i++) {
        bool again = false;
        for (size_t j = 0; j < i && !again; j++)
            again = str_equal(refs.items[i].field, refs.items[j].field) &&
                    str_equal(refs.items[i].value, refs.items[j].value);
        if (!again)
            replay->refs_wanted += ref_fingerprint(replay, record->cycle, record->kind,
                                                   &refs.items[i], record->id);
    }
    arena_rewind(replay->row, mark);
    return true;
}

static bool differs(struct error *err, struct str id, const char *how)
{
    return error_set(err, ERROR_CONFLICT,
                     "%.*s %s. The database has been altered outside of Waymark; restore "
                     "the newest backup that verifies",
                     STR_ARGS(id), how);
}

static bool compare_record(void *with, const struct record *record, struct error *err)
{
    struct replay *replay = with;
    replay->out->records++;
    struct entry *entry = replay->room ? slot_for(replay, record->id) : NULL;
    if (!entry || entry->version <= 0)
        return differs(err, record->id, "is in the records, but no event made it");
    if (entry->version != record->version ||
        (!entry->erased && entry->body != fingerprint(replay, record->body)))
        return differs(err, record->id, "is not as its events left it");
    replay->found++;
    return expect_refs(replay, record, err);
}

static bool count_ref(void *with, struct str cycle, struct str kind,
                      const struct ref *ref, struct str id, struct error *err)
{
    struct replay *replay = with;
    (void)err;
    replay->out->refs++;
    replay->refs_held += ref_fingerprint(replay, cycle, kind, ref, id);
    return true;
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
    if (replay->refs_held != replay->refs_wanted)
        return differs(err, STR("the index of the records"),
                       "does not hold what the records say");
    return true;
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
