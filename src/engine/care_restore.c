/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "engine/attachment.h"
#include "engine/care.h"
#include "engine/command.h"
#include "engine/erasure.h"
#include "engine/known.h"
#include "engine/retention.h"
#include "store/backup.h"
#include "store/event.h"

struct restoring {
    struct arena *arena;
    struct str folder, backup, actor;
    bool allowed; /* asked of the database that is there; else of the backup's */
    struct erasures erasures;
    struct str_list texts; /* what is held back for whoever was erased (engine/known.h) */
    struct restored *out;
};

static bool must_be_owner(struct engine *engine, bool *owner, struct error *err)
{
    if (!engine_has_role(engine, NULL, owner, err))
        return false;
    return *owner ||
           error_set(err, ERROR_REFUSED,
                     "%.*s may not restore a backup here; ask the owner of this Waymark "
                     "folder, or act as someone who may with --as NAME. Nothing was "
                     "changed",
                     STR_ARGS(engine->actor));
}

/* A database that cannot be read is what a restore is for: then the backup is
 * asked. */
static bool ask_what_is_there(struct restoring *now, struct error *err)
{
    struct engine *engine;
    struct error why = {.kind = ERROR_NONE};
    if (!engine_open(now->arena, now->folder, now->actor, true, &engine, &why))
        return true;
    if (must_be_owner(engine, &now->allowed, &why) &&
        known_texts(engine->store->db, now->arena, &now->texts, &why) &&
        erasure_add_log(&now->erasures, engine->store->db, &why))
        now->out->erasures_listed = true;
    engine_close(engine);
    if (why.kind != ERROR_REFUSED)
        return true;
    *err = why;
    return false;
}

static bool read_list(struct restoring *now, struct error *err)
{
    bool there;
    if (!erasure_add_file(&now->erasures, now->folder, &there, err))
        return false;
    now->out->erasures_listed = now->out->erasures_listed || there;
    return true;
}

/* The person that a line names, if this database holds anything of them; else empty.
 * An import that was taken back is still in the log. */
static bool still_there(struct restoring *now, struct db *db, struct str line,
                        struct str *person, struct error *err)
{
    struct event_birth birth;
    struct str rest = line;
    *person = str_cut(&rest, ' ');
    if (!event_birth(db, now->arena, *person, &birth, err))
        return false;
    if (birth.erased || !birth.hash.len || !str_equal(birth.hash, rest))
        *person = STR_NONE;
    return true;
}

/* Of a cycle, what had its time: whatever the settings say today. */
static bool retain_again(struct restoring *now, struct engine *engine, struct str cycle,
                         struct str rest, struct error *err)
{
    struct event_birth birth;
    struct retained retained = {.records = 0};
    struct str hash = str_cut(&rest, ' ');
    struct str_list kinds = str_split(now->arena, rest, ',');
    size_t left = 0;
    if (!event_birth(engine->store->db, now->arena, cycle, &birth, err))
        return false;
    if (!birth.hash.len || !str_equal(birth.hash, hash))
        return true;
    for (size_t i = 0; i < kinds.count; i++) {
        size_t count;
        if (!record_count(engine->store->db, now->arena, cycle, kinds.items[i],
                          NO_CONDITIONS, &count, err))
            return false;
        left += count;
    }
    if (!left)
        return true;
    if (!retention_destroy(engine, now->arena, cycle, kinds, true, &retained, err))
        return error_wrap(err, "letting go again what has had its time since");
    now->out->retained++;
    return true;
}

/* Whether that was done when the backup was made: what it says now is not what went. */
static bool original_went(struct restoring *now, struct db *db, struct str record,
                          bool *went, struct error *err)
{
    struct command_list done;
    *went = false;
    if (!command_named(db, now->arena, STR("workplace.erase_original"), &done, err))
        return false;
    for (size_t i = 0; i < done.count && !*went; i++) {
        struct json outcome;
        if (!json_parse(now->arena, done.items[i].outcome, &outcome, err))
            return false;
        *went = str_equal(erasure_original(&outcome), record);
    }
    return true;
}

/* Of what was reworded or removed, what it said before; `rest`: "original FIELD,FIELD".
 */
static bool erase_original_again(struct restoring *now, struct engine *engine,
                                 struct str record, struct str hash, struct str rest,
                                 struct error *err)
{
    struct event_birth birth;
    bool went;
    struct json args = json_object(), fields = json_list();
    struct command_request request = {.name = STR("workplace.erase_original"),
                                      .args = &args,
                                      .cycle = STR(""),
                                      .replay = true};
    struct command_result result;
    if (!event_birth(engine->store->db, now->arena, record, &birth, err) ||
        !original_went(now, engine->store->db, record, &went, err))
        return false;
    if (went || birth.erased || !birth.hash.len || !str_equal(birth.hash, hash))
        return true;
    (void)str_cut(&rest, ' ');
    while (rest.len)
        json_add(now->arena, &fields, json_text(str_cut(&rest, ',')));
    json_set(now->arena, &args, STR("record"), json_text(record));
    json_set(now->arena, &args, STR("fields"), fields);
    json_set(now->arena, &args, STR("again"), json_bool(true));
    return command_run(engine, now->arena, &request, &result, err) ||
           error_wrap(err, "erasing again what was said before a rewording");
}

static bool is_original(struct str rest)
{
    (void)str_cut(&rest, ' ');
    return str_equal(str_cut(&rest, ' '), STR("original"));
}

static bool erase_again(struct restoring *now, struct engine *engine, struct error *err)
{
    for (size_t i = 0; i < now->erasures.lines.count; i++) {
        struct json args = json_object();
        struct command_request request = {.name = STR("workplace.erase"),
                                          .args = &args,
                                          .cycle = STR(""),
                                          .replay = true};
        struct command_result result;
        struct str person, rest = now->erasures.lines.items[i];
        struct str id = str_cut(&rest, ' ');
        if (is_original(rest)) {
            struct str hash = str_cut(&rest, ' ');
            if (!erase_original_again(now, engine, id, hash, rest, err))
                return false;
            continue;
        }
        if (str_equal(kind_of_id(id), STR("cycle"))) {
            if (!retain_again(now, engine, id, rest, err))
                return false;
            continue;
        }
        if (!still_there(now, engine->store->db, now->erasures.lines.items[i], &person,
                         err))
            return false;
        if (!person.len)
            continue;
        json_set(now->arena, &args, STR("person"), json_text(person));
        if (!command_run(engine, now->arena, &request, &result, err) ||
            !attachment_forget(engine->store, now->arena, &result.outcome, err))
            return error_wrap(err, "erasing again who has been erased since");
        now->out->erased++;
    }
    return true;
}

static bool restore_apply(struct native_call *call, struct error *err)
{
    (void)err;
    *call->outcome = *call->args;
    return true;
}

/* Which backup: its name, and where its log ended. Texts may be older in it than the
 * person whom they name. */
static bool note_restore(struct restoring *now, struct engine *engine, struct error *err)
{
    static const struct native restore = {"workplace.restore", "",    NULL,
                                          restore_apply,       false, false};
    struct json args = json_object(), texts = json_list();
    struct command_request request = {
        .name = str_of(restore.name), .args = &args, .cycle = STR(""), .replay = true};
    struct command_result result;
    struct event_head head;
    if (!event_head_read(engine->store->db, now->arena, &head, err))
        return false;
    json_set(now->arena, &args, STR("backup"), json_text(file_name(now->backup)));
    json_set(now->arena, &args, STR("events"), json_integer(head.seq));
    json_set(now->arena, &args, STR("hash"), json_text(str_of(head.hash)));
    for (size_t i = 0; i < now->texts.count; i++)
        json_add(now->arena, &texts, json_text(now->texts.items[i]));
    if (now->texts.count)
        json_set(now->arena, &args, STR(KNOWN_TEXTS), texts);
    return command_run_native(engine, now->arena, &request, &restore, NULL, &result, err);
}

static bool make_ready(void *with, struct store *copy, struct error *err)
{
    struct restoring *now = with;
    struct engine engine = {.arena = now->arena, .store = copy, .actor = now->actor};
    return (now->allowed || must_be_owner(&engine, &now->allowed, err)) &&
           note_restore(now, &engine, err) &&
           erasure_save(&now->erasures, now->folder, err) &&
           erase_again(now, &engine, err);
}

bool care_restore(struct arena *arena, struct str folder, struct str backup,
                  struct str recovery, struct str actor, struct restored *out,
                  struct error *err)
{
    struct restoring now = {.arena = arena,
                            .folder = folder,
                            .backup = backup,
                            .actor = actor,
                            .erasures = {.arena = arena},
                            .out = out};
    *out = (struct restored){0};
    return ask_what_is_there(&now, err) && read_list(&now, err) &&
           backup_read(arena, folder, backup, recovery, make_ready, &now, &out->kept,
                       err);
}
