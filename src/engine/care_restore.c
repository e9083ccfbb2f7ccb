/* SPDX-License-Identifier: MIT */
#include "base/file.h"
#include "engine/care.h"
#include "engine/command.h"
#include "store/backup.h"
#include "store/event.h"

struct restoring {
    struct arena *arena;
    struct str folder, backup, actor;
    bool allowed; /* asked of the database that is there; else of the backup's */
    struct str_list erasures; /* "ID HASH", as care_erase notes them */
    size_t room;
    struct restored *out;
};

static void add_erasure(struct restoring *now, struct str line)
{
    struct str_list *list = &now->erasures;
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i], line))
            return;
    if (list->count == now->room) {
        size_t room = now->room ? now->room * 2 : 16;
        list->items = arena_grow(now->arena, list->items, now->room * sizeof(struct str),
                                 room * sizeof(struct str));
        now->room = room;
    }
    list->items[list->count++] = line;
}

/* The log of the database that is there tells of its own erasures. */
static bool read_log(struct restoring *now, struct db *db, struct error *err)
{
    struct command_list commands;
    if (!command_list(db, now->arena, 0, INT32_MAX, &commands, err))
        return false;
    for (size_t i = 0; i < commands.count; i++) {
        struct json outcome;
        struct event_birth birth;
        if (!str_equal(commands.items[i].name, STR("workplace.erase")))
            continue;
        if (!json_parse(now->arena, commands.items[i].outcome, &outcome, err))
            return false;
        struct str person = json_find_text(&outcome, STR("person"));
        if (!event_birth(db, now->arena, person, &birth, err))
            return false;
        add_erasure(now, str_format(now->arena, "%.*s %.*s", STR_ARGS(person),
                                    STR_ARGS(birth.hash)));
    }
    return true;
}

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
        read_log(now, engine->store->db, &why))
        now->out->erasures_listed = true;
    engine_close(engine);
    if (why.kind != ERROR_REFUSED)
        return true;
    *err = why;
    return false;
}

static bool read_list(struct restoring *now, struct error *err)
{
    struct str text, path = file_join(now->arena, now->folder, STR("erased.txt"));
    if (!file_exists(now->arena, path))
        return true;
    if (!file_read(now->arena, path, FILE_SMALL, &text, err))
        return error_wrap(err, "the list of who has been erased; nothing was changed");
    now->out->erasures_listed = true;
    struct str_list lines = str_split(now->arena, text, '\n');
    for (size_t i = 0; i < lines.count; i++)
        if (str_trim(lines.items[i]).len)
            add_erasure(now, str_trim(lines.items[i]));
    return true;
}

/* So that it holds for every backup that is restored later, however old. */
static bool save_list(const struct restoring *now, struct error *err)
{
    struct buf all = BUF_IN(now->arena);
    if (!now->erasures.count)
        return true;
    for (size_t i = 0; i < now->erasures.count; i++)
        buf_add_format(&all, "%.*s\n", STR_ARGS(now->erasures.items[i]));
    return file_write(now->arena, file_join(now->arena, now->folder, STR("erased.txt")),
                      buf_str(&all), 0600, err);
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

static bool erase_again(struct restoring *now, struct engine *engine, struct error *err)
{
    for (size_t i = 0; i < now->erasures.count; i++) {
        struct json args = json_object();
        struct command_request request = {.name = STR("workplace.erase"),
                                          .args = &args,
                                          .cycle = STR(""),
                                          .replay = true};
        struct command_result result;
        struct str person;
        if (!still_there(now, engine->store->db, now->erasures.items[i], &person, err))
            return false;
        if (!person.len)
            continue;
        json_set(now->arena, &args, STR("person"), json_text(person));
        if (!command_run(engine, now->arena, &request, &result, err))
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

/* Which backup: its name, and where its log ended. */
static bool note_restore(struct restoring *now, struct engine *engine, struct error *err)
{
    static const struct native restore = {"workplace.restore", "",    NULL,
                                          restore_apply,       false, false};
    struct json args = json_object();
    struct command_request request = {
        .name = str_of(restore.name), .args = &args, .cycle = STR(""), .replay = true};
    struct command_result result;
    struct event_head head;
    if (!event_head_read(engine->store->db, now->arena, &head, err))
        return false;
    json_set(now->arena, &args, STR("backup"), json_text(file_name(now->backup)));
    json_set(now->arena, &args, STR("events"), json_integer(head.seq));
    json_set(now->arena, &args, STR("hash"), json_text(str_of(head.hash)));
    return command_run_native(engine, now->arena, &request, &restore, NULL, &result, err);
}

static bool make_ready(void *with, struct store *copy, struct error *err)
{
    struct restoring *now = with;
    struct engine engine = {.arena = now->arena, .store = copy, .actor = now->actor};
    return (now->allowed || must_be_owner(&engine, &now->allowed, err)) &&
           note_restore(now, &engine, err) && save_list(now, err) &&
           erase_again(now, &engine, err);
}

bool care_restore(struct arena *arena, struct str folder, struct str backup,
                  struct str recovery, struct str actor, struct restored *out,
                  struct error *err)
{
    struct restoring now = {
        .arena = arena, .folder = folder, .backup = backup, .actor = actor, .out = out};
    *out = (struct restored){0};
    return ask_what_is_there(&now, err) && read_list(&now, err) &&
           backup_read(arena, folder, backup, recovery, make_ready, &now, &out->kept,
                       err);
}
