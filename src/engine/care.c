/* SPDX-License-Identifier: MIT */
#include "engine/care.h"

#include "base/date.h"
#include "base/file.h"
#include "engine/command.h"
#include "store/backup.h"
#include "store/event.h"
#include "store/vault.h"

bool care_backup(struct engine *engine, struct str path, struct error *err)
{
    if (file_exists(engine->arena, path))
        return error_set(err, ERROR_CONFLICT,
                         "%.*s is there already; name a new file. Nothing was written",
                         STR_ARGS(path));
    return backup_write(engine->store, engine->arena, path, err);
}

static bool find_person(struct engine *engine, struct arena *arena, struct str given,
                        struct str *person, struct error *err)
{
    struct identity identity = {.reference = given};
    struct str_list people;
    *person = given;
    if (is_record_id(given))
        return true;
    if (!vault_find(engine->store, arena, &identity, &people, err))
        return false;
    if (people.count == 1) {
        *person = people.items[0];
        return true;
    }
    return error_set(err, ERROR_NOT_FOUND,
                     people.count
                         ? "more than one person has this reference; name one by id "
                           "(`waymark list person`)"
                         : "nobody with this reference is in this Waymark folder; "
                           "nothing was changed");
}

/* Noted beside the database, so that restoring an older backup does it again: the
 * person's id, and the hash of the event that made them, since ids are given out
 * again once the newest commands are gone. */
static bool note_erasure(struct engine *engine, struct arena *arena, struct str person,
                         struct error *err)
{
    struct str path = store_path(engine->store, STR("erased.txt")), before = STR_NONE;
    struct str birth;
    if (!event_birth(engine->store->db, arena, person, &birth, err) ||
        (file_exists(arena, path) && !file_read(arena, path, FILE_SMALL, &before, err)))
        return false;
    return file_write(arena, path,
                      str_format(arena, "%.*s%.*s %.*s\n", STR_ARGS(before),
                                 STR_ARGS(person), STR_ARGS(birth)),
                      0600, err);
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

/* Older databases that stand in the folder, made before a restore or a new format. */
static bool list_copies(struct engine *engine, struct arena *arena, struct str_list *out,
                        struct error *err)
{
    struct str_list all;
    if (!file_list(arena, engine->store->folder, &all, err))
        return false;
    *out = (struct str_list){arena_array(arena, struct str, all.count), 0};
    for (size_t i = 0; i < all.count; i++)
        if (str_starts(all.items[i], STR("before-")) &&
            str_ends(all.items[i], STR(".db")))
            out->items[out->count++] = all.items[i];
    return true;
}

/* First a dry run: what may not be done is not noted either. Then the note, so that
 * a crash in between leaves a note too many and never one too few. */
bool care_erase(struct engine *engine, struct arena *arena, struct str given,
                bool pretend, struct erased *out, struct error *err)
{
    struct command_result result;
    /* Tried first: what is noted is erased from every older backup, and must not be
     * somebody whom this command may not erase. */
    if (!find_person(engine, arena, given, &out->person, err) ||
        !run_erase(engine, arena, out->person, true, false, &result, err) ||
        (!pretend &&
         (!note_erasure(engine, arena, out->person, err) ||
          !run_erase(engine, arena, out->person, false, false, &result, err))))
        return false;
    out->records = (size_t)json_find_integer(&result.outcome, STR("records"), 0);
    out->events = json_count(json_find(&result.outcome, STR("events")));
    return list_copies(engine, arena, &out->copies, err) &&
           (pretend || db_tidy(engine->store->db, err));
}

/* Everyone whose erasure is known in the folder as it was: "ID HASH", a line each. */
static struct str_list erased_before(struct arena *arena, struct str folder)
{
    struct error ignored;
    struct str text;
    if (!file_read(arena, file_join(arena, folder, STR("erased.txt")), FILE_SMALL, &text,
                   &ignored))
        return (struct str_list){NULL, 0};
    return str_split(arena, text, '\n');
}

/* The person that a line names, if they are in this database; else empty. */
static bool still_there(struct engine *engine, struct arena *arena, struct str line,
                        struct str *person, struct error *err)
{
    struct record record;
    struct str rest = str_trim(line), birth;
    bool found = false;
    *person = str_cut(&rest, ' ');
    if (!person->len)
        return true;
    if (!record_find(engine->store->db, arena, *person, &record, &found, err) ||
        !event_birth(engine->store->db, arena, *person, &birth, err))
        return false;
    if (!found || !str_equal(birth, rest))
        *person = STR_NONE;
    return true;
}

static bool erase_again(struct arena *arena, struct str folder, struct str actor,
                        struct str_list lines, size_t *count, struct error *err)
{
    struct engine *engine;
    bool fine = true;
    *count = 0;
    if (!engine_open(arena, folder, actor, false, &engine, err))
        return false;
    for (size_t i = 0; fine && i < lines.count; i++) {
        struct str person;
        struct command_result result;
        fine = still_there(engine, arena, lines.items[i], &person, err);
        if (fine && person.len) {
            fine = run_erase(engine, arena, person, false, true, &result, err);
            *count += fine;
        }
    }
    if (fine)
        fine = db_tidy(engine->store->db, err);
    engine_close(engine);
    return fine;
}

bool care_restore(struct arena *arena, struct str folder, struct str backup,
                  struct str recovery, struct str actor, struct restored *out,
                  struct error *err)
{
    struct str_list lines = erased_before(arena, folder);
    *out = (struct restored){0};
    if (!backup_read(arena, folder, backup, recovery, &out->kept, err))
        return false;
    return erase_again(arena, folder, actor, lines, &out->erased, err) ||
           error_wrap(err, "the backup has been put in place, but people who had been "
                           "erased since are in it again; restore it once more");
}
