/* SPDX-License-Identifier: MIT */
#include "engine/care.h"

#include "base/date.h"
#include "base/file.h"
#include "base/unicode.h"
#include "engine/attachment.h"
#include "engine/erasure.h"
#include "engine/native.h"
#include "engine/person_find.h"
#include "engine/written.h"
#include "store/backup.h"
#include "store/seal.h"

struct making {
    struct arena *arena;
    struct str owner;
    bool (*show)(void *with, struct str recovery, struct error *err);
    void *with;
};

static bool make_owner(void *with, struct store *store, struct error *err)
{
    struct making *now = with;
    struct engine engine = {.arena = now->arena, .store = store, .actor = now->owner};
    struct json args = json_object();
    struct command_result result;
    struct command_request request = {
        .name = STR("workplace.member"), .args = &args, .cycle = STR("")};
    json_set(now->arena, &args, STR("name"), json_text(now->owner));
    json_set(now->arena, &args, STR("roles"), json_text(STR("owner")));
    return command_run(&engine, now->arena, &request, &result, err);
}

static bool show_recovery(void *with, struct str recovery, struct error *err)
{
    struct making *now = with;
    return now->show(now->with, recovery, err);
}

bool care_make(struct arena *arena, struct str folder, struct str authority,
               struct str owner,
               bool (*show)(void *with, struct str recovery, struct error *err),
               void *with, struct error *err)
{
    struct making now = {arena, owner, show, with};
    struct store_maker maker = {make_owner, show_recovery, &now};
    if (!member_name_check(owner, err))
        return error_wrap(err,
                          "the owner cannot be \"%.*s\" (--as NAME); nothing was made",
                          STR_ARGS(unicode_cut(owner, 60)));
    return store_make(arena, folder, authority, &maker, err);
}

bool care_backup(struct engine *engine, struct str path, struct str_list *left_out,
                 struct error *err)
{
    if (file_exists(engine->arena, path))
        return error_set(err, ERROR_CONFLICT,
                         "%.*s is there already; name a new file. Nothing was written",
                         STR_ARGS(path));
    return backup_write(engine->store, engine->arena, path, left_out, err);
}

/* With what the log says: a list that somebody took away is made good. */
static bool note_erasure(struct engine *engine, struct arena *arena, struct str person,
                         const struct json *also, struct error *err)
{
    struct erasures all = {.arena = arena};
    struct db *db = engine->store->db;
    if (!erasure_add_log(&all, db, err) || !erasure_add(&all, db, person, err))
        return false;
    for (size_t i = 0; i < json_count(also); i++)
        if (!erasure_add(&all, db, json_item(also, i)->text, err))
            return false;
    return erasure_save(&all, engine->store->folder, err);
}

static bool run_erase(struct engine *engine, struct arena *arena, struct str person,
                      bool pretend, bool replay, struct command_result *result,
                      struct error *err)
{
    struct json args = json_object();
    json_set(arena, &args, STR("person"), json_text(person));
    struct command_request request = {.name = STR("workplace.erase"),
                                      .args = &args,
                                      .cycle = STR(""),
                                      .pretend = pretend,
                                      .replay = replay};
    return command_run(engine, arena, &request, result, err);
}

/* Made before a restore or a new format, or left by a restore or a backup that was cut
 * short; or what was written out in the folder itself, by `waymark quick`. A database
 * that could not be read was set aside with its log (-wal), where the newest words are.
 */
static bool is_copy(struct str name)
{
    static const char *const begins[] = {"before-", "waymark.db-restoring"};
    static const char *const whole[] = {"cards.html", "themes.xlsx"};
    static const char *const ends[] = {".making", ".making-wal", ".made", ".made-wal"};
    if (str_ends(name, STR("-seal")) || str_ends(name, STR("-shm")))
        return false; /* numbers and hashes */
    if (written_is_kept(name))
        return true;
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (str_equal(name, str_of(whole[i])))
            return true;
    for (size_t i = 0; i < sizeof begins / sizeof begins[0]; i++)
        if (str_starts(name, str_of(begins[i])))
            return true;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (str_ends(name, str_of(ends[i])))
            return true;
    return false;
}

static bool list_copies(struct engine *engine, struct arena *arena, struct str_list *out,
                        struct error *err)
{
    struct str_list all;
    if (!file_list(arena, engine->store->folder, &all, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, all.count), 0};
    for (size_t i = 0; i < all.count; i++)
        if (is_copy(all.items[i]))
            out->items[out->count++] = all.items[i];
    return true;
}

/* First a dry run: what may not be done is not noted either. Then the note, and their
 * files, so that a crash in between leaves a note too many and never one too few, and no
 * file without a record that tells of it. */
bool care_erase(struct engine *engine, struct arena *arena, struct str given,
                bool pretend, struct erased *out, struct error *err)
{
    struct command_result result;
    struct person_found found;
    *out = (struct erased){.person = STR_NONE};
    /* Tried first: what is noted is erased from every older backup, and must not be
     * somebody whom this command may not erase. */
    if (!person_find(engine, arena, given, STR(""), &found, err))
        return false;
    out->person = found.person;
    if (!run_erase(engine, arena, out->person, true, false, &result, err) ||
        (!pretend &&
         (!attachment_clear(engine->store, arena, err) ||
          !note_erasure(engine, arena, out->person,
                        json_find(&result.outcome, STR("also")), err) ||
          !attachment_forget(engine->store, arena, &result.outcome, err) ||
          !run_erase(engine, arena, out->person, false, false, &result, err))))
        return false;
    out->records = (size_t)json_find_integer(&result.outcome, STR("records"), 0);
    out->events = json_count(json_find(&result.outcome, STR("events")));
    return list_copies(engine, arena, &out->copies, err) &&
           (pretend || db_scrub(engine->store->db, err));
}

static bool run_erase_original(struct engine *engine, struct arena *arena,
                               struct str record, bool pretend,
                               struct command_result *result, struct error *err)
{
    struct json args = json_object();
    json_set(arena, &args, STR("record"), json_text(record));
    struct command_request request = {.name = STR("workplace.erase_original"),
                                      .args = &args,
                                      .cycle = STR(""),
                                      .pretend = pretend};
    return command_run(engine, arena, &request, result, err);
}

/* Tried first, then noted, then done, as with a person. */
bool care_erase_original(struct engine *engine, struct arena *arena, struct str record,
                         bool pretend, size_t *events, struct error *err)
{
    struct erasures all = {.arena = arena};
    struct db *db = engine->store->db;
    struct command_result result;
    if (!run_erase_original(engine, arena, record, true, &result, err))
        return false;
    const struct json *fields = json_find(&result.outcome, STR("fields"));
    if (!pretend && (!erasure_add_log(&all, db, err) ||
                     !erasure_add_original(&all, db, record, fields, err) ||
                     !erasure_save(&all, engine->store->folder, err) ||
                     !run_erase_original(engine, arena, record, false, &result, err) ||
                     !db_scrub(db, err)))
        return false;
    *events = json_count(json_find(&result.outcome, STR("events")));
    return true;
}

static bool owner_must(struct engine *engine, struct error *err)
{
    bool owner;
    if (!engine_has_role(engine, NULL, &owner, err))
        return false;
    return owner || error_set(err, ERROR_REFUSED,
                              "%.*s may not let go what has had its time; ask the owner "
                              "of this Waymark folder, or act as someone who may with "
                              "--as NAME. Nothing was changed",
                              STR_ARGS(engine->actor));
}

/* The note first, as with an erasure. */
static bool retain_cycle(struct engine *engine, struct arena *arena,
                         const struct retention_cycle *cycle, struct retained *out,
                         struct error *err)
{
    struct erasures all = {.arena = arena};
    struct db *db = engine->store->db;
    struct str_list kinds = {arena_array(arena, struct str, cycle->count), 0};
    for (size_t i = 0; i < cycle->count; i++)
        if (cycle->kinds[i].due)
            kinds.items[kinds.count++] = cycle->kinds[i].kind;
    return erasure_add_log(&all, db, err) &&
           erasure_add_kinds(&all, db, cycle->id, kinds, err) &&
           erasure_save(&all, engine->store->folder, err) &&
           retention_destroy(engine, arena, cycle->id, kinds, false, out, err);
}

bool care_retain(struct engine *engine, struct arena *arena, bool pretend,
                 struct cared *out, struct error *err)
{
    struct retained retained = {.records = 0};
    *out = (struct cared){.records = 0};
    if ((!pretend && !owner_must(engine, err)) ||
        (!pretend && !attachment_clear(engine->store, arena, err)) ||
        !retention_look(engine, arena, &out->before, err))
        return false;
    for (size_t i = 0; !pretend && i < out->before.count; i++)
        if (out->before.cycles[i].due &&
            !retain_cycle(engine, arena, &out->before.cycles[i], &retained, err))
            return error_wrap(err, "cycle %.*s", STR_ARGS(out->before.cycles[i].name));
    out->records = retained.records;
    out->people = retained.people;
    out->events = retained.events;
    return list_copies(engine, arena, &out->copies, err) &&
           (!out->records || db_scrub(engine->store->db, err));
}

static bool seal_prepare(struct native_call *call, struct error *err)
{
    (void)err;
    call->commit_request->reseal = true;
    return true;
}

/* What the old seal said is noted, where it was this folder's own. */
static bool seal_apply(struct native_call *call, struct error *err)
{
    struct store *store = call->engine->store;
    struct event_head head;
    struct seal seal;
    struct error foreign;
    if (!event_head_read(store->db, call->arena, &head, err))
        return false;
    if (seal_read(call->arena, store->seal, &store->seal_key, &seal, &foreign) &&
        seal.there)
        json_set(call->arena, call->outcome, STR("was_sealed"),
                 json_integer(seal.head.seq));
    json_set(call->arena, call->outcome, STR("events"), json_integer(head.seq));
    return true;
}

bool care_seal(struct engine *engine, struct arena *arena, struct error *err)
{
    static const struct native seal = {"workplace.seal", "",    seal_prepare,
                                       seal_apply,       false, false};
    struct json args = json_object();
    struct command_request request = {
        .name = str_of(seal.name), .args = &args, .cycle = STR("")};
    struct command_result result;
    return command_run_native(engine, arena, &request, &seal, NULL, &result, err);
}
