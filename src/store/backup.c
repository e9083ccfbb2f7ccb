/* SPDX-License-Identifier: MIT */
#include "store/backup.h"

#include "base/date.h"
#include "base/file.h"
#include "store/event.h"
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

/* A name from a backup must stay inside the folder. */
static bool is_safe_name(struct str name)
{
    if (str_equal(name, STR("settings.json")))
        return true;
    return str_starts(name, STR("local/")) && str_find(name, STR("..")) == SIZE_MAX &&
           str_find_byte(name, '\0') == SIZE_MAX;
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

static bool put_files_back(struct db *db, struct arena *arena, struct str folder,
                           struct error *err)
{
    struct db_rows rows;
    if (!db_run(db, arena, files_sql, DB_WITHOUT, &rows, err))
        return false;
    for (size_t i = 0; i < rows.count; i++) {
        struct str name = rows.cells[i * 2].text;
        if (!is_safe_name(name))
            return error_set(err, ERROR_INPUT,
                             "the backup holds a file with a name that leads out of the "
                             "folder; it was not made by Waymark");
        if (!make_folders(arena, folder, name, err) ||
            !file_write(arena, file_join(arena, folder, name), rows.cells[i * 2 + 1].text,
                        0644, err))
            return false;
    }
    return true;
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

/* A private copy, so that the backup itself is never written to. Scripts and
 * settings go into a new folder only: those of a folder that is in use stay. */
static bool take_copy(struct arena *arena, struct str folder, struct str path,
                      struct str making, bool there, struct error *err)
{
    struct db *db;
    if (!file_exists(arena, path))
        return error_set(err, ERROR_NOT_FOUND, "%.*s: there is no such file",
                         STR_ARGS(path));
    if (!must_be_database(arena, path, err))
        return false;
    if (!db_open(arena, path, DB_LOOK, &db, err))
        return error_wrap(err, "%.*s", STR_ARGS(path));
    bool fine = db_copy(db, arena, making, err);
    db_close(db);
    if (!fine)
        return error_wrap(err, "%.*s", STR_ARGS(path));
    if (!db_open(arena, making, DB_USE, &db, err))
        return false;
    fine = check_copy(db, arena, err) &&
           (there || put_files_back(db, arena, folder, err)) &&
           db_run(db, arena, no_files_sql, DB_WITHOUT, NULL, err) && db_tidy(db, err);
    db_close(db);
    return fine ? true : error_wrap(err, "%.*s", STR_ARGS(path));
}

static bool prepare_key(struct arena *arena, struct str folder, struct str recovery,
                        bool there, struct error *err)
{
    struct crypto_key key;
    if (there && !recovery.len)
        return true;
    if (!recovery.len)
        return error_set(
            err, ERROR_INPUT,
            "%.*s is a new folder: give the recovery key that `waymark init` "
            "printed, with --recovery-key",
            STR_ARGS(folder));
    return store_recovery_read(recovery, &key, err) &&
           file_make_folder(arena, folder, 0700, err) &&
           store_key_save(arena, folder, &key, err);
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

static bool set_aside(struct arena *arena, struct str folder, struct str *kept,
                      struct error *err)
{
    struct str database = file_join(arena, folder, STR("waymark.db"));
    struct db *db;
    *kept = free_name(arena, folder);
    if (!db_open(arena, database, DB_USE, &db, err))
        return file_rename(arena, database, *kept, err); /* damaged: keep it as it is */
    bool fine = db_tidy(db, err);
    db_close(db);
    return fine && file_rename(arena, database, *kept, err);
}

bool backup_read(struct arena *arena, struct str folder, struct str path,
                 struct str recovery, struct str *kept, struct error *err)
{
    struct str making = file_join(arena, folder, STR("waymark.db-restoring"));
    bool there = store_is_workplace(arena, folder);
    *kept = STR_NONE;
    if (!prepare_key(arena, folder, recovery, there, err))
        return false;
    bool fine = file_remove(arena, making, err) &&
                take_copy(arena, folder, path, making, there, err) &&
                (!there || set_aside(arena, folder, kept, err));
    /* The seal speaks of the former database, its log files belong to it. */
    fine = fine && file_remove(arena, file_join(arena, folder, STR("log.seal")), err) &&
           file_remove(arena, file_join(arena, folder, STR("waymark.db-wal")), err) &&
           file_remove(arena, file_join(arena, folder, STR("waymark.db-shm")), err) &&
           file_rename(arena, making, file_join(arena, folder, STR("waymark.db")), err);
    if (!fine)
        (void)unlink(str_c(arena, making));
    return fine;
}
