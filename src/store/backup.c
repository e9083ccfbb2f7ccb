/* SPDX-License-Identifier: MIT */
#include "store/backup.h"

#include "base/date.h"
#include "base/file.h"
#include "store/event.h"
#include "store/vault.h"
#include "store/verify.h"

#include <unistd.h>

static const char put_file_sql[] =
    "INSERT INTO backup_file (name, text) VALUES ($1, $2) "
    "ON CONFLICT (name) DO UPDATE SET text = excluded.text";
static const char files_sql[] = "SELECT name, text FROM backup_file ORDER BY name";
static const char no_files_sql[] = "DELETE FROM backup_file";

static bool keep_file(struct db *db, struct arena *arena, struct str folder,
                      struct str name, struct error *err)
{
    struct str text;
    return file_read(arena, file_join(arena, folder, name), FILE_SMALL, &text, err) &&
           db_run(db, arena, put_file_sql, DB_WITH(db_text(name), db_text(text)), NULL,
                  err);
}

static bool keep_files(struct db *db, struct arena *arena, struct str folder,
                       struct error *err)
{
    struct str_list local;
    if (!file_list(arena, file_join(arena, folder, STR("local")), &local, err) ||
        !db_begin(db, err))
        return false;
    bool fine = keep_file(db, arena, folder, STR("settings.json"), err);
    for (size_t i = 0; fine && i < local.count; i++)
        fine = keep_file(db, arena, folder,
                         file_join(arena, STR("local"), local.items[i]), err);
    if (fine)
        return db_commit(db, err);
    db_rollback(db);
    return false;
}

bool backup_write(struct store *store, struct arena *arena, struct str path,
                  struct error *err)
{
    struct db *copy;
    struct error ignored;
    struct str first = str_format(arena, "%.*s.making", STR_ARGS(path));
    struct str second = str_format(arena, "%.*s.made", STR_ARGS(path));
    /* What a backup that was cut short has left. */
    bool fine = file_remove(arena, first, err) && file_remove(arena, second, err) &&
                db_copy(store->db, arena, first, err) &&
                db_open(arena, first, DB_USE, &copy, err);
    if (fine) {
        /* The second copy is one plain file, which needs no log beside it. */
        fine = keep_files(copy, arena, store->folder, err) &&
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
 * core's own files: settings.json, or local/ and plain names. */
static bool is_safe_name(struct str name)
{
    struct str rest = name;
    if (str_equal(name, STR("settings.json")))
        return true;
    if (!str_starts(name, STR("local/")) || str_ends(name, STR("/")) ||
        str_find_byte(name, '\0') != SIZE_MAX)
        return false;
    while (rest.len) {
        struct str part = str_cut(&rest, '/');
        if (!part.len || part.ptr[0] == '.')
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
                              0755, err))
            return false;
    return true;
}

/* One restoration: everything is looked at before anything is put in place. */
struct restoring {
    struct arena *arena;
    struct str folder, backup, making;
    bool there;   /* the folder has a database */
    bool made;    /* the folder itself was made for this */
    bool new_key; /* the key is not in the folder yet */
    struct crypto_key key;
    struct db_rows files; /* (name, text) of the backup's scripts and settings */
};

static bool check_names(struct restoring *now, struct db *db, struct error *err)
{
    if (!db_run(db, now->arena, files_sql, DB_WITHOUT, &now->files, err))
        return false;
    for (size_t i = 0; i < now->files.count; i++)
        if (!is_safe_name(now->files.cells[i * 2].text))
            return error_set(err, ERROR_INPUT,
                             "the backup holds a file with a name that leads out of the "
                             "folder; it was not made by Waymark");
    return true;
}

/* What the folder has already stays as it is. */
static bool put_files_back(const struct restoring *now, struct error *err)
{
    for (size_t i = 0; i < now->files.count; i++) {
        struct str name = now->files.cells[i * 2].text;
        struct str path = file_join(now->arena, now->folder, name);
        if (file_exists(now->arena, path))
            continue;
        if (!make_folders(now->arena, now->folder, name, err) ||
            !file_write(now->arena, path, now->files.cells[i * 2 + 1].text, 0644, err))
            return false;
    }
    return true;
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
    struct crypto_key no_key = {{0}};
    if (!db_version(db, &version, err) || !store_newest_format(arena, &newest, err))
        return false;
    if (version < 1 || version > newest)
        return error_set(err, ERROR_INPUT,
                         version < 1
                             ? "this is not a backup of a Waymark folder"
                             : "this backup was made by a newer Waymark; install it "
                               "first");
    return db_check(db, err) &&
           event_verify(db, arena, STR("/nonexistent/seal"), &no_key, &events, err) &&
           verify_records(&probe, &counts, err);
}

static bool must_be_database(struct arena *arena, struct str path, struct error *err)
{
    struct mapped_file file;
    if (!file_map(arena, path, &file, err))
        return false;
    bool fine = str_starts(file.bytes, STR("SQLite format 3"));
    file_unmap(&file);
    return fine ? true
                : error_set(err, ERROR_INPUT,
                            "%.*s: this is not a backup of a Waymark folder; name a file "
                            "that `waymark backup` wrote",
                            STR_ARGS(path));
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
           check_names(now, db, err) &&
           db_run(db, arena, no_files_sql, DB_WITHOUT, NULL, err) && db_tidy(db, err);
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

/* With its log, which holds the newest changes where it could not be written back. */
static bool set_aside(struct arena *arena, struct str folder, struct str *kept,
                      struct error *err)
{
    struct str database = file_join(arena, folder, STR("waymark.db"));
    struct str wal = file_join(arena, folder, STR("waymark.db-wal"));
    struct error damaged;
    struct db *db;
    bool fine = true;
    *kept = free_name(arena, folder);
    if (db_open(arena, database, DB_USE, &db, &damaged)) {
        fine = db_tidy(db, err);
        db_close(db);
    }
    if (fine && file_exists(arena, wal))
        fine =
            file_rename(arena, wal, str_format(arena, "%.*s-wal", STR_ARGS(*kept)), err);
    return fine && file_rename(arena, database, *kept, err);
}

/* The seal speaks of the former database, its log files belong to it. */
static bool put_in_place(struct restoring *now, struct str *kept, struct error *err)
{
    struct arena *arena = now->arena;
    struct str folder = now->folder;
    return (now->there || put_files_back(now, err)) &&
           (!now->there || set_aside(arena, folder, kept, err)) &&
           file_remove(arena, file_join(arena, folder, STR("log.seal")), err) &&
           file_remove(arena, file_join(arena, folder, STR("waymark.db-wal")), err) &&
           file_remove(arena, file_join(arena, folder, STR("waymark.db-shm")), err) &&
           (!now->new_key || store_key_save(arena, folder, &now->key, err)) &&
           file_rename(arena, now->making, file_join(arena, folder, STR("waymark.db")),
                       err);
}

bool backup_read(struct arena *arena, struct str folder, struct str path,
                 struct str recovery, struct str *kept, struct error *err)
{
    struct restoring now = {.arena = arena,
                            .folder = folder,
                            .backup = path,
                            .making =
                                file_join(arena, folder, STR("waymark.db-restoring")),
                            .there = store_is_workplace(arena, folder),
                            .made = !file_is_folder(arena, folder)};
    *kept = STR_NONE;
    if (!choose_key(&now, recovery, err) || !file_make_folder(arena, folder, 0700, err) ||
        !file_remove(arena, now.making, err))
        return false;
    bool fine = (take_copy(&now, err) || error_wrap(err, "%.*s", STR_ARGS(path))) &&
                put_in_place(&now, kept, err);
    crypto_key_forget(&now.key);
    if (fine)
        return true;
    (void)unlink(str_c(arena, now.making));
    if (now.made)
        (void)rmdir(str_c(arena, folder));
    return false;
}
