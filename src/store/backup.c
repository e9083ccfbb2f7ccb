/* SPDX-License-Identifier: MIT */
#include "store/backup.h"

#include "base/date.h"
#include "base/file.h"
#include "store/blob.h"
#include "store/seal.h"
#include "store/vault.h"
#include "store/verify.h"

#include <fcntl.h>
#include <unistd.h>

static const char put_file_sql[] =
    "INSERT INTO backup_file (name, text) VALUES ($1, $2) "
    "ON CONFLICT (name) DO UPDATE SET text = excluded.text";
static const char names_sql[] = "SELECT name FROM backup_file ORDER BY name";
static const char files_sql[] = "SELECT name, text FROM backup_file ORDER BY name";
static const char no_file_sql[] = "DELETE FROM backup_file WHERE name = $1";
static const char no_files_sql[] = "DELETE FROM backup_file";

/* A little less than what SQLite takes as one value. */
enum { MEBIBYTE = 1024 * 1024, MOST_MEBIBYTES = 900 };

/* settings.json, all of local/ and the attachments, by their names in the folder. */
static bool list_files(struct arena *arena, struct str folder, struct str_list *out,
                       struct str_list *left_out, struct error *err)
{
    struct str_list local, attached;
    if (!file_list(arena, file_join(arena, folder, STR("attachments")), &attached, err) ||
        !file_list_all(arena, file_join(arena, folder, STR("local")), &local, left_out,
                       err))
        return false;
    *out = (struct str_list){
        arena_array(arena, struct str, local.count + attached.count + 1), 0};
    for (size_t i = 0; i < attached.count; i++)
        if (blob_is_file(blob_file(arena, attached.items[i])))
            out->items[out->count++] = blob_file(arena, attached.items[i]);
    out->items[out->count++] = STR("settings.json");
    for (size_t i = 0; i < local.count; i++)
        out->items[out->count++] = file_join(arena, STR("local"), local.items[i]);
    for (size_t i = 0; i < left_out->count; i++)
        left_out->items[i] = file_join(arena, STR("local"), left_out->items[i]);
    return true;
}

/* Before anything is written: a backup that leaves something out in silence is none. */
static bool check_files(struct arena *arena, struct str folder,
                        const struct str_list *names, struct error *err)
{
    for (size_t i = 0; i < names->count; i++) {
        size_t size;
        struct str path = file_join(arena, folder, names->items[i]);
        if (!file_size(arena, path, &size, err))
            return false;
        if (size > (size_t)MOST_MEBIBYTES * MEBIBYTE)
            return error_set(err, ERROR_LIMIT,
                             "%.*s is %zu MiB large, and a backup takes files of up to "
                             "%d MiB; move it out of local/ and keep it elsewhere. "
                             "Nothing was written",
                             STR_ARGS(path), size / MEBIBYTE, MOST_MEBIBYTES);
    }
    return true;
}

/* Somebody may be saving it at this moment. */
static bool keep_file(struct db *db, struct str folder, struct str name,
                      struct error *err)
{
    struct arena *scratch = arena_new();
    struct mapped_file file;
    bool fine = file_take(scratch, file_join(scratch, folder, name), folder, FILE_SMALL,
                          &file, err);
    if (fine) {
        fine = db_run(db, NULL, put_file_sql, DB_WITH(db_text(name), db_text(file.bytes)),
                      NULL, err);
        file_unmap(&file);
    }
    arena_free(scratch);
    return fine;
}

static bool keep_files(struct db *db, struct str folder, const struct str_list *names,
                       struct error *err)
{
    if (!db_begin(db, err))
        return false;
    bool fine = true;
    for (size_t i = 0; fine && i < names->count; i++)
        fine = keep_file(db, folder, names->items[i], err);
    if (fine)
        return db_commit(db, err);
    db_rollback(db);
    return false;
}

/* Said before anything is made beside it, under a name that nobody gave. */
static bool has_place(struct arena *arena, struct str path, struct error *err)
{
    struct str name = file_name(path), folder = str_slice(path, 0, path.len - name.len);
    if (file_is_folder(arena, path))
        return error_set(err, ERROR_INPUT, "that is a folder; name the file to write");
    return !folder.len || file_is_folder(arena, folder) ||
           error_set(err, ERROR_NOT_FOUND,
                     "the folder that it should stand in is not there; make that first");
}

bool backup_write(struct store *store, struct arena *arena, struct str path,
                  struct str_list *left_out, struct error *err)
{
    struct db *copy;
    struct str_list names;
    struct error ignored;
    struct str first = str_format(arena, "%.*s.making", STR_ARGS(path));
    struct str second = str_format(arena, "%.*s.made", STR_ARGS(path));
    if (!has_place(arena, path, err))
        return error_wrap(err, "writing the backup %.*s", STR_ARGS(path));
    if (!list_files(arena, store->folder, &names, left_out, err) ||
        !check_files(arena, store->folder, &names, err))
        return false;
    /* What a backup that was cut short has left. */
    bool fine = file_remove(arena, first, err) && file_remove(arena, second, err) &&
                db_copy(store->db, arena, first, err) &&
                db_open(arena, first, DB_USE, &copy, err);
    if (fine) {
        /* Listed again, for what was attached while the database was copied. The second
         * copy is one plain file, which needs no log beside it. */
        fine = list_files(arena, store->folder, &names, left_out, err) &&
               keep_files(copy, store->folder, &names, err) &&
               db_copy(copy, arena, second, err);
        db_close(copy);
    }
    (void)file_remove(arena, first, &ignored);
    if (fine && file_rename(arena, second, path, err))
        return true;
    (void)file_remove(arena, second, &ignored);
    return error_wrap(err, "writing the backup %.*s", STR_ARGS(path));
}

/* A name from a backup must stay inside the folder, and may not be one of the
 * core's own files: settings.json, an attachment, or local/ and plain names. */
static bool is_safe_name(struct str name)
{
    struct str rest = name;
    if (str_equal(name, STR("settings.json")) || blob_is_file(name))
        return true;
    if (!str_starts(name, STR("local/")) || str_ends(name, STR("/")) ||
        str_find_byte(name, '\0') != SIZE_MAX)
        return false;
    while (rest.len) {
        struct str part = str_cut(&rest, '/');
        if (!part.len || str_equal(part, STR(".")) || str_equal(part, STR("..")))
            return false;
    }
    return true;
}

static bool make_folders(struct arena *arena, struct str folder, struct str name,
                         struct error *err)
{
    for (size_t i = 0; i < name.len; i++)
        if (name.ptr[i] == '/' &&
            !file_make_folder(arena, file_join(arena, folder, str_slice(name, 0, i)),
                              0700, err))
            return false;
    return true;
}

/* One restoration: everything is looked at before anything is put in place. */
struct restoring {
    struct arena *arena;
    struct str folder, backup, making, sealing;
    int alone;     /* the folder, which one restore at a time holds; -1: it cannot be */
    bool there;    /* the folder has a database */
    bool made;     /* the folder itself was made for this */
    bool attached; /* those are put back now, and not the rest */
    bool new_key;  /* the key is not in the folder yet */
    struct crypto_key key;
    struct db *former; /* held, so that nobody writes to it any more; or NULL */
    backup_ready *ready;
    void *with;
    struct str_list written; /* scripts and settings that were put back, as paths */
};

static bool check_names(struct restoring *now, struct db *db, struct error *err)
{
    struct db_rows names;
    if (!db_run(db, now->arena, names_sql, DB_WITHOUT, &names, err))
        return false;
    for (size_t i = 0; i < names.count; i++) {
        if (!is_safe_name(names.cells[i].text))
            return error_set(err, ERROR_INPUT,
                             "the backup holds a file with a name that leads out of the "
                             "folder; it was not made by Waymark");
    }
    now->written.items = arena_array(now->arena, struct str, names.count);
    return true;
}

/* What the folder has already stays as it is, and a folder in use gets back only the
 * attachments that it lacks. One at a time: they may be large. */
static bool put_file_back(void *with, const struct db_value *cells, struct error *err)
{
    struct restoring *now = with;
    struct str path = file_join(now->arena, now->folder, cells[0].text);
    bool attached = blob_is_file(cells[0].text);
    if (file_exists(now->arena, path) || attached != now->attached ||
        (now->there && !attached))
        return true;
    if (!make_folders(now->arena, now->folder, cells[0].text, err) ||
        !file_write(now->arena, path, cells[1].text, 0600, err))
        return false;
    now->written.items[now->written.count++] = path;
    return true;
}

/* What the backup is made ready by: settings and scripts. */
static bool put_own_back(struct restoring *now, struct db *db, struct error *err)
{
    now->attached = false;
    return db_each(db, files_sql, DB_WITHOUT, put_file_back, now, err);
}

/* Once those that must not come back are out of it. */
static bool put_attached_back(struct restoring *now, struct db *db, struct error *err)
{
    now->attached = true;
    return db_each(db, files_sql, DB_WITHOUT, put_file_back, now, err) &&
           db_run(db, now->arena, no_files_sql, DB_WITHOUT, NULL, err);
}

/* Also the folders that are empty now. */
static void take_files_away(struct restoring *now)
{
    struct error ignored;
    for (size_t i = 0; i < now->written.count; i++) {
        struct str path = now->written.items[i];
        (void)file_remove(now->arena, path, &ignored);
        for (size_t at = path.len; at > now->folder.len + 1; at--)
            if (path.ptr[at - 1] == '/')
                (void)rmdir(str_c(now->arena, str_slice(path, 0, at - 1)));
    }
}

static bool try_key(void *with, const struct record *record, struct error *err)
{
    struct store *probe = with;
    struct identity who;
    struct json body;
    if (!json_parse(probe->arena, record->body, &body, err))
        return false;
    if (vault_open_identity(probe, probe->arena, &body, &who, err))
        return false; /* one is enough */
    return error_set(err, ERROR_INPUT,
                     "the key does not belong to this backup; use the recovery key that "
                     "`waymark init` printed for the folder that it was made of");
}

/* The key must open what is sealed in the backup. */
static bool check_key(struct restoring *now, struct db *db, struct error *err)
{
    struct store probe = {.arena = now->arena, .db = db, .key = now->key};
    struct error wrong = {.kind = ERROR_NONE};
    if (record_each(db, STR(""), STR("identity"), try_key, &probe, &wrong) ||
        wrong.kind == ERROR_NONE)
        return true;
    *err = wrong;
    return false;
}

/* The copy, checked by everything that `verify` knows. */
static bool check_copy(struct db *db, struct arena *arena, struct error *err)
{
    struct store probe = {.arena = arena, .db = db};
    struct verify_counts counts;
    struct event_check events;
    int64_t version, newest;
    if (!db_version(db, &version, err) || !store_newest_format(arena, &newest, err))
        return false;
    if (version < 1 || version > newest)
        return error_set(err, ERROR_INPUT,
                         version < 1
                             ? "this is not a backup of a Waymark folder"
                             : "this backup was made by a newer Waymark; install it "
                               "first");
    return db_check(db, err) && event_verify(db, arena, STR_NONE, NULL, &events, err) &&
           verify_records(&probe, &counts, err);
}

static bool must_be_database(struct arena *arena, struct str path, struct error *err)
{
    struct str start, wanted = STR("SQLite format 3");
    if (!file_read_start(arena, path, wanted.len, &start, err))
        return false;
    return str_equal(start, wanted) ||
           error_set(err, ERROR_INPUT,
                     "this is not a backup of a Waymark folder; name a file that "
                     "`waymark backup` wrote");
}

/* What is still to be done, under a seal of its own; with the folder's settings, for a
 * report that is kept for good. */
static bool make_ready(struct restoring *now, struct db *db, struct error *err)
{
    struct store copy = {.arena = now->arena,
                         .folder = now->folder,
                         .db = db,
                         .seal = now->sealing,
                         .key = now->key,
                         .settings = json_object()};
    struct event_head head;
    crypto_key_for(&copy.key, "logseal1", &copy.seal_key);
    bool fine = store_settings_read(&copy, err) &&
                event_head_read(db, now->arena, &head, err) &&
                seal_begin(now->arena, copy.seal, &copy.seal_key, &head, err) &&
                now->ready(now->with, &copy, err);
    crypto_key_forget(&copy.key);
    crypto_key_forget(&copy.seal_key);
    return fine;
}

static struct str database_of(const struct restoring *now)
{
    return file_join(now->arena, now->folder, STR("waymark.db"));
}

/* From here to the exchange nobody else writes to the former database: it would be
 * lost, and an erasure with it. One that cannot be read cannot be written to either. */
static bool hold_former(struct restoring *now, struct error *err)
{
    struct error damaged;
    struct db *db;
    if (!now->there || !db_open(now->arena, database_of(now), DB_USE, &db, &damaged))
        return true;
    now->former = db;
    return db_tidy(db, err) && db_begin(db, err);
}

static void let_go(struct restoring *now)
{
    if (now->former) {
        db_rollback(now->former);
        db_close(now->former);
    }
    if (now->alone >= 0)
        (void)close(now->alone);
}

/* A private copy, so that the backup itself is never written to. */
static bool take_copy(struct restoring *now, struct error *err)
{
    struct arena *arena = now->arena;
    struct db *db;
    if (!file_exists(arena, now->backup))
        return error_set(err, ERROR_NOT_FOUND, "there is no such file");
    if (!must_be_database(arena, now->backup, err) ||
        !db_open(arena, now->backup, DB_LOOK, &db, err))
        return false;
    bool fine = db_copy(db, arena, now->making, err);
    db_close(db);
    if (!fine || !db_open(arena, now->making, DB_USE, &db, err))
        return false;
    fine = check_copy(db, arena, err) && check_key(now, db, err) &&
           check_names(now, db, err) && hold_former(now, err) &&
           put_own_back(now, db, err) && make_ready(now, db, err) &&
           put_attached_back(now, db, err) && db_scrub(db, err);
    db_close(db);
    return fine;
}

/* The folder's own key, or, where it has none, the recovery key. */
static bool choose_key(struct restoring *now, struct str recovery, struct error *err)
{
    struct crypto_key given;
    struct str path = file_join(now->arena, now->folder, STR("vault.key"));
    now->new_key = !file_exists(now->arena, path);
    if (recovery.len && !store_recovery_read(recovery, &given, err))
        return false;
    if (!now->new_key) {
        if (!store_key_read(now->arena, now->folder, &now->key, err))
            return false;
        if (!recovery.len || crypto_equal(given.bytes, now->key.bytes, KEY_LEN))
            return true;
        return error_set(err, ERROR_INPUT,
                         "%.*s has another key than the one given; restore into a new "
                         "folder. Nothing was changed",
                         STR_ARGS(now->folder));
    }
    if (!recovery.len)
        return error_set(err, ERROR_INPUT,
                         "%.*s holds no key: give the recovery key that `waymark init` "
                         "printed, with --recovery-key",
                         STR_ARGS(now->folder));
    now->key = given;
    return true;
}

/* A name that nothing has yet: what an earlier restore kept is not written over. */
static struct str free_name(struct arena *arena, struct str folder)
{
    struct str name;
    int64_t moment = moment_now();
    do {
        name = str_format(arena, "%.*s/before-restore-%lld.db", STR_ARGS(folder),
                          (long long)moment++);
    } while (file_exists(arena, name));
    return name;
}

/* What belongs to a database in the folder, by what its name adds. */
static const struct str log_part = {"-wal", 4}, memory_part = {"-shm", 4},
                        seal_part = {"-seal", 5};

static struct str part_of(struct arena *arena, struct str database, struct str part)
{
    return str_format(arena, "%.*s%.*s", STR_ARGS(database), STR_ARGS(part));
}

static bool move(struct arena *arena, struct str from, struct str to, struct error *err)
{
    return !file_exists(arena, from) || file_rename(arena, from, to, err);
}

static bool copy_seal(struct restoring *now, struct str kept, struct error *err)
{
    struct arena *arena = now->arena;
    struct str text, seal = file_join(arena, now->folder, STR("log.seal"));
    return !file_exists(arena, seal) ||
           (file_read(arena, seal, FILE_SMALL, &text, err) &&
            file_write(arena, part_of(arena, kept, seal_part), text, 0600, err));
}

/* With its seal, and its log where that could not be written back. At each moment the
 * folder has the database and all that belongs to it, or no database, and says so: the
 * seal stays until another takes its place. What others wait with (-shm) comes last: who
 * opens the database before must find it. */
static bool set_aside(struct restoring *now, struct str kept, struct error *err)
{
    struct arena *arena = now->arena;
    struct str database = database_of(now);
    return copy_seal(now, kept, err) && file_rename(arena, database, kept, err) &&
           move(arena, part_of(arena, database, log_part), part_of(arena, kept, log_part),
                err) &&
           move(arena, part_of(arena, database, memory_part),
                part_of(arena, kept, memory_part), err);
}

/* Once nobody holds it any more: into one plain file, if that can be. */
static void tidy_kept(struct restoring *now, struct str kept)
{
    struct error ignored;
    struct db *db;
    if (!now->former || !db_open(now->arena, kept, DB_USE, &db, &ignored))
        return;
    (void)db_tidy(db, &ignored);
    db_close(db);
}

/* As it was, where something could not be put in place. */
static void put_back(struct restoring *now, struct str kept)
{
    struct arena *arena = now->arena;
    struct str database = database_of(now);
    struct error ignored;
    (void)move(arena, part_of(arena, kept, log_part), part_of(arena, database, log_part),
               &ignored);
    (void)move(arena, part_of(arena, kept, memory_part),
               part_of(arena, database, memory_part), &ignored);
    (void)move(arena, part_of(arena, kept, seal_part),
               file_join(arena, now->folder, STR("log.seal")), &ignored);
    (void)move(arena, kept, database, &ignored);
}

/* The database last: until then the folder has none, and says so. Its log files
 * belong to the former one. */
static bool put_new(struct restoring *now, struct error *err)
{
    struct arena *arena = now->arena;
    struct str database = database_of(now);
    return file_remove(arena, part_of(arena, database, log_part), err) &&
           file_remove(arena, part_of(arena, database, memory_part), err) &&
           (!now->new_key || store_key_save(arena, now->folder, &now->key, err)) &&
           file_rename(arena, now->sealing,
                       file_join(arena, now->folder, STR("log.seal")), err) &&
           file_rename(arena, now->making, database, err);
}

static bool put_in_place(struct restoring *now, struct str *kept, struct error *err)
{
    struct arena *arena = now->arena;
    struct error ignored;
    if (!now->there) {
        if (put_new(now, err))
            return true;
        (void)file_remove(arena, file_join(arena, now->folder, STR("log.seal")),
                          &ignored);
        if (now->new_key)
            (void)file_remove(arena, file_join(arena, now->folder, STR("vault.key")),
                              &ignored);
        return false;
    }
    *kept = free_name(arena, now->folder);
    if (set_aside(now, *kept, err) && put_new(now, err))
        return true;
    put_back(now, *kept);
    return false;
}

/* What is being made, and what an earlier restore that was cut short has left. */
static bool clear_away(struct restoring *now, struct error *err)
{
    struct arena *arena = now->arena;
    return file_remove(arena, now->making, err) &&
           file_remove(arena, part_of(arena, now->making, log_part), err) &&
           file_remove(arena, part_of(arena, now->making, memory_part), err) &&
           file_remove(arena, now->sealing, err);
}

/* A file system that knows no such thing is no reason to fail. */
static void wait_for_others(struct restoring *now)
{
    struct error ignored;
    now->alone = open(str_c(now->arena, now->folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (now->alone >= 0)
        (void)file_hold(now->alone, true, now->folder, &ignored);
    now->there = store_is_workplace(now->arena, now->folder);
}

static bool restore(struct restoring *now, struct str recovery, struct str *kept,
                    struct error *err)
{
    bool fine = choose_key(now, recovery, err) && clear_away(now, err) &&
                (take_copy(now, err) || error_wrap(err, "%.*s", STR_ARGS(now->backup))) &&
                put_in_place(now, kept, err);
    crypto_key_forget(&now->key);
    return fine;
}

bool backup_read(struct arena *arena, struct str folder, struct str path,
                 struct str recovery, backup_ready *ready, void *with, struct str *kept,
                 struct error *err)
{
    struct restoring now = {
        .arena = arena,
        .folder = folder,
        .backup = path,
        .making = file_join(arena, folder, STR("waymark.db-restoring")),
        .sealing = file_join(arena, folder, STR("log.seal-restoring")),
        .made = !file_is_folder(arena, folder),
        .ready = ready,
        .with = with};
    struct error ignored;
    *kept = STR_NONE;
    if (!file_make_folder(arena, folder, 0700, err))
        return false;
    wait_for_others(&now);
    bool fine = restore(&now, recovery, kept, err);
    if (!fine) {
        (void)clear_away(&now, &ignored);
        take_files_away(&now);
        if (now.made)
            (void)rmdir(str_c(arena, folder));
    }
    let_go(&now);
    if (fine)
        tidy_kept(&now, *kept);
    return fine;
}

bool backup_forget_file(struct db *db, struct str name, struct error *err)
{
    return db_run(db, NULL, no_file_sql, DB_WITH(db_text(name)), NULL, err);
}
