/* SPDX-License-Identifier: MIT */
#include "store/db.h"

#include "base/file.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

enum { MOST_STATEMENTS = 128, MOST_VALUES = 16, WAIT_MS = 20000 };

struct statement {
    const char *sql;
    sqlite3_stmt *stmt;
    int at[MOST_VALUES]; /* SQLite's index of $1, $2, … */
    size_t count;
};

struct db {
    sqlite3 *handle;
    struct statement statements[MOST_STATEMENTS];
    bool in_transaction, writing;
};

struct db_value db_text(struct str text)
{
    return (struct db_value){.type = DB_TEXT, .text = text};
}

struct db_value db_integer(int64_t integer)
{
    return (struct db_value){.type = DB_INTEGER, .integer = integer};
}

struct db_value db_null(void)
{
    return (struct db_value){.type = DB_NULL};
}

/* A full disk is met in the log beside the database as well. */
static bool is_full(sqlite3 *handle)
{
    int code = handle ? sqlite3_errcode(handle) & 0xff : SQLITE_NOMEM;
    return code == SQLITE_FULL ||
           (code == SQLITE_IOERR && sqlite3_system_errno(handle) == ENOSPC);
}

static bool failed(struct db *db, struct error *err)
{
    int code = db->handle ? sqlite3_errcode(db->handle) : SQLITE_NOMEM;
    if (is_full(db->handle))
        code = SQLITE_FULL;
    switch (code) {
    case SQLITE_FULL:
        return error_set(err, ERROR_SYSTEM,
                         "the disk is full; free some space and run the command again "
                         "(nothing was lost)");
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
        return error_set(err, ERROR_SYSTEM,
                         "cannot write in this Waymark folder; check that you may change "
                         "it and that the disk is not read-only");
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return error_set(err, ERROR_CONFLICT,
                         "another Waymark command is still at work in this folder; wait "
                         "for it and try again");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return error_set(err, ERROR_SYSTEM,
                         "the database is damaged; restore the newest backup with "
                         "`waymark restore FILE`");
    default:
        return error_set(err, ERROR_SYSTEM, "database: %s",
                         db->handle ? sqlite3_errmsg(db->handle) : "no memory");
    }
}

static bool run_plain(struct db *db, const char *sql, struct error *err)
{
    if (sqlite3_exec(db->handle, sql, NULL, NULL, NULL) == SQLITE_OK)
        return true;
    return failed(db, err);
}

static bool set_up(struct db *db, enum db_mode mode, struct error *err)
{
    (void)sqlite3_extended_result_codes(db->handle, 0);
    (void)sqlite3_busy_timeout(db->handle, WAIT_MS);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    (void)sqlite3_db_config(db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    if (!run_plain(db,
                   "PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
                   "PRAGMA cache_size=-16000; PRAGMA temp_store=MEMORY;",
                   err))
        return false;
    if (mode == DB_LOOK)
        return true;
    /* Twice the usual: half as many writes for an import, hardly more for a command. */
    if (mode == DB_MAKE && !run_plain(db, "PRAGMA page_size=8192", err))
        return false;
    return run_plain(db,
                     "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                     "PRAGMA secure_delete=ON; PRAGMA wal_autocheckpoint=4000;",
                     err);
}

/* One thread, and nobody asks how much memory SQLite holds: it need not lock and
 * count for each piece of it. Refused, and harmless, once SQLite has begun. */
static void set_up_library(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_SINGLETHREAD);
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

bool db_open(struct arena *arena, struct str path, enum db_mode mode, struct db **out,
             struct error *err)
{
    static const int flags[] = {SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
                                SQLITE_OPEN_READWRITE, SQLITE_OPEN_READONLY};
    struct db *db = arena_alloc(arena, sizeof *db);
    set_up_library();
    if (sqlite3_open_v2(str_c(arena, path), &db->handle,
                        flags[mode] | SQLITE_OPEN_PRIVATECACHE | SQLITE_OPEN_NOMUTEX,
                        NULL) != SQLITE_OK ||
        !set_up(db, mode, err)) {
        (void)failed(db, err);
        db_close(db);
        return error_wrap(err, "opening %.*s", STR_ARGS(path));
    }
    *out = db;
    return true;
}

void db_close(struct db *db)
{
    if (!db || !db->handle)
        return;
    for (size_t i = 0; i < MOST_STATEMENTS; i++)
        (void)sqlite3_finalize(db->statements[i].stmt);
    (void)sqlite3_close(db->handle);
    db->handle = NULL;
}

void db_wait(struct db *db, int milliseconds)
{
    (void)sqlite3_busy_timeout(db->handle, milliseconds);
}

/* SQLite numbers `$1` by first appearance, so values are bound by name. */
static void learn_places(struct statement *one)
{
    char name[] = "$00";
    one->count = 0;
    for (int n = 1; n <= MOST_VALUES; n++) {
        name[1] = (char)(n < 10 ? '0' + n : '1');
        name[2] = (char)(n < 10 ? '\0' : '0' + n - 10);
        int at = sqlite3_bind_parameter_index(one->stmt, name);
        if (at == 0)
            break;
        one->at[one->count++] = at;
    }
}

static bool prepare(struct db *db, const char *sql, struct statement **out,
                    struct error *err)
{
    size_t slot = ((uintptr_t)sql >> 3) % MOST_STATEMENTS;
    for (size_t tried = 0; tried < MOST_STATEMENTS; tried++) {
        struct statement *one = &db->statements[(slot + tried) % MOST_STATEMENTS];
        if (one->sql == sql) {
            *out = one;
            return true;
        }
        if (one->sql)
            continue;
        if (sqlite3_prepare_v3(db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &one->stmt,
                               NULL) != SQLITE_OK)
            return failed(db, err);
        one->sql = sql;
        learn_places(one);
        *out = one;
        return true;
    }
    return error_set(err, ERROR_SYSTEM, "too many different database statements");
}

static bool bind(struct db *db, struct statement *one, struct db_values values,
                 struct error *err)
{
    if (values.count != one->count)
        return error_set(err, ERROR_SYSTEM, "a statement takes %zu values, not %zu: %s",
                         one->count, values.count, one->sql);
    for (size_t i = 0; i < values.count; i++) {
        const struct db_value *value = &values.items[i];
        int code;
        if (value->type == DB_TEXT)
            code = sqlite3_bind_text64(one->stmt, one->at[i],
                                       value->text.ptr ? value->text.ptr : "",
                                       value->text.len, SQLITE_STATIC, SQLITE_UTF8);
        else if (value->type == DB_INTEGER)
            code = sqlite3_bind_int64(one->stmt, one->at[i], value->integer);
        else
            code = sqlite3_bind_null(one->stmt, one->at[i]);
        if (code != SQLITE_OK)
            return failed(db, err);
    }
    return true;
}

static void read_row(sqlite3_stmt *stmt, struct db_value *cells, size_t width)
{
    for (size_t i = 0; i < width; i++) {
        int type = sqlite3_column_type(stmt, (int)i);
        if (type == SQLITE_NULL)
            cells[i] = db_null();
        else if (type == SQLITE_INTEGER)
            cells[i] = db_integer(sqlite3_column_int64(stmt, (int)i));
        else {
            const char *text = (const char *)sqlite3_column_text(stmt, (int)i);
            cells[i] =
                db_text((struct str){text, (size_t)sqlite3_column_bytes(stmt, (int)i)});
        }
    }
}

static void finish(struct statement *one)
{
    (void)sqlite3_reset(one->stmt);
    (void)sqlite3_clear_bindings(one->stmt);
}

/* A statement that gives no rows, or whose rows nobody wants. */
static bool step_to_end(struct db *db, struct statement *one, struct error *err)
{
    int code;
    do
        code = sqlite3_step(one->stmt);
    while (code == SQLITE_ROW);
    return code == SQLITE_DONE || failed(db, err);
}

static bool step_through(struct db *db, struct statement *one, db_row_function *each,
                         void *with, struct error *err)
{
    struct db_value cells[32] = {{.type = DB_NULL}};
    size_t width = (size_t)sqlite3_column_count(one->stmt);
    if (width > sizeof cells / sizeof cells[0])
        return error_set(err, ERROR_SYSTEM, "too many columns: %s", one->sql);
    for (;;) {
        int code = sqlite3_step(one->stmt);
        if (code == SQLITE_DONE)
            return true;
        if (code != SQLITE_ROW)
            return failed(db, err);
        read_row(one->stmt, cells, width);
        if (!each(with, cells, err))
            return false;
    }
}

static bool run_each(struct db *db, struct statement *one, struct db_values values,
                     db_row_function *each, void *with, struct error *err)
{
    bool fine =
        bind(db, one, values, err) &&
        (each ? step_through(db, one, each, with, err) : step_to_end(db, one, err));
    finish(one);
    return fine;
}

/* A restore puts another file in this one's place: what is written to this one from
 * then on, nobody would find again. */
static bool must_be_in_place(struct db *db, struct error *err)
{
    int moved = 0;
    (void)sqlite3_file_control(db->handle, "main", SQLITE_FCNTL_HAS_MOVED, &moved);
    return !moved || error_set(err, ERROR_CONFLICT,
                               "this folder was restored from a backup a moment ago; run "
                               "the command again. Nothing was changed");
}

bool db_each(struct db *db, const char *sql, struct db_values values,
             db_row_function *each, void *with, struct error *err)
{
    struct statement *one;
    if (!prepare(db, sql, &one, err))
        return false;
    if (sqlite3_stmt_busy(one->stmt)) /* to run it anew would start that loop over */
        return error_set(err, ERROR_SYSTEM, "a statement inside its own loop: %s", sql);
    if (!sqlite3_get_autocommit(db->handle) || sqlite3_stmt_readonly(one->stmt))
        return run_each(db, one, values, each, with, err);
    if (!db_begin(db, err))
        return false;
    if (run_each(db, one, values, each, with, err))
        return db_commit(db, err);
    db_rollback(db);
    return false;
}

struct gathering {
    struct arena *arena;
    struct db_rows *rows;
    size_t room;
};

static bool gather(void *with, const struct db_value *cells, struct error *err)
{
    struct gathering *all = with;
    struct db_rows *rows = all->rows;
    (void)err;
    if (rows->count == all->room) {
        size_t room = all->room ? all->room * 2 : 8;
        size_t row = rows->width * sizeof(struct db_value);
        rows->cells = arena_grow(all->arena, rows->cells, all->room * row, room * row);
        all->room = room;
    }
    struct db_value *to = rows->cells + rows->count * rows->width;
    for (size_t i = 0; i < rows->width; i++) {
        to[i] = cells[i];
        if (cells[i].type == DB_TEXT)
            to[i].text = str_copy(all->arena, cells[i].text);
    }
    rows->count++;
    return true;
}

bool db_run(struct db *db, struct arena *arena, const char *sql, struct db_values values,
            struct db_rows *rows, struct error *err)
{
    struct statement *one;
    if (!rows)
        return db_each(db, sql, values, NULL, NULL, err);
    if (!prepare(db, sql, &one, err))
        return false;
    *rows = (struct db_rows){NULL, 0, (size_t)sqlite3_column_count(one->stmt)};
    struct gathering all = {arena, rows, 0};
    return db_each(db, sql, values, gather, &all, err);
}

int64_t db_changes(struct db *db)
{
    return sqlite3_changes64(db->handle);
}

bool db_begin(struct db *db, struct error *err)
{
    if (!run_plain(db, "BEGIN IMMEDIATE", err))
        return false;
    db->in_transaction = db->writing = true;
    if (must_be_in_place(db, err))
        return true;
    db_rollback(db);
    return false;
}

bool db_begin_look(struct db *db, struct error *err)
{
    if (!run_plain(db, "BEGIN", err))
        return false;
    db->in_transaction = true;
    return true;
}

bool db_commit(struct db *db, struct error *err)
{
    if (!run_plain(db, "COMMIT", err)) {
        db_rollback(db);
        return false;
    }
    db->in_transaction = db->writing = false;
    return true;
}

void db_rollback(struct db *db)
{
    if (!db->in_transaction)
        return;
    (void)sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
    db->in_transaction = db->writing = false;
}

bool db_within(const struct db *db)
{
    return db->in_transaction;
}

bool db_writing(const struct db *db)
{
    return db->writing;
}

static bool first_integer(void *with, const struct db_value *cells, struct error *err)
{
    int64_t *out = with;
    (void)err;
    *out = cells[0].integer;
    return true;
}

static const char version_sql[] = "PRAGMA user_version";

bool db_version(struct db *db, int64_t *version, struct error *err)
{
    *version = 0;
    return db_each(db, version_sql, DB_WITHOUT, first_integer, version, err);
}

/* @ID@ is a table's own running number; @KEYED@ keeps a table in the order of
 * its key, with no second copy. */
static struct str in_dialect(struct arena *arena, struct str sql)
{
    struct buf out = BUF_IN(arena);
    while (sql.len) {
        size_t at = str_find_byte(sql, '@');
        buf_add(&out, str_slice(sql, 0, at));
        sql = str_slice(sql, at, sql.len);
        if (str_starts(sql, STR("@ID@"))) {
            buf_add(&out, STR("INTEGER PRIMARY KEY"));
            sql = str_slice(sql, 4, sql.len);
        } else if (str_starts(sql, STR("@KEYED@"))) {
            buf_add(&out, STR("WITHOUT ROWID"));
            sql = str_slice(sql, 7, sql.len);
        } else if (sql.len) {
            buf_add_byte(&out, '@');
            sql = str_slice(sql, 1, sql.len);
        }
    }
    return buf_str(&out);
}

bool db_define(struct db *db, struct arena *arena, struct str sql, int64_t version,
               struct error *err)
{
    struct str set = str_format(arena, "PRAGMA user_version=%lld", (long long)version);
    return run_plain(db, str_c(arena, in_dialect(arena, sql)), err) &&
           run_plain(db, str_c(arena, set), err);
}

static bool write_copy(struct db *db, sqlite3 *copy)
{
    sqlite3_backup *backup = sqlite3_backup_init(copy, "main", db->handle, "main");
    int code = backup ? sqlite3_backup_step(backup, -1) : SQLITE_CANTOPEN;
    if (backup)
        (void)sqlite3_backup_finish(backup);
    return code == SQLITE_DONE && sqlite3_exec(copy, "PRAGMA journal_mode=DELETE", NULL,
                                               NULL, NULL) == SQLITE_OK;
}

bool db_copy(struct db *db, struct arena *arena, struct str path, struct error *err)
{
    sqlite3 *copy = NULL;
    const char *name = str_c(arena, path);
    /* SQLite would make the file for everyone to read; what young people said is in
     * it. */
    if (!file_make_private(arena, path, err))
        return false;
    bool fine = sqlite3_open_v2(name, &copy, SQLITE_OPEN_READWRITE, NULL) == SQLITE_OK &&
                write_copy(db, copy);
    if (!fine && is_full(copy))
        (void)error_set(err, ERROR_SYSTEM,
                        "writing %.*s: the disk is full; free some space and try again",
                        STR_ARGS(path));
    else if (!fine)
        (void)error_set(err, ERROR_SYSTEM, "copying the database to %.*s: %s",
                        STR_ARGS(path), copy ? sqlite3_errmsg(copy) : "no memory");
    (void)sqlite3_close(copy);
    if (!fine)
        (void)unlink(name);
    return fine;
}

static bool must_be_ok(void *with, const struct db_value *cells, struct error *err)
{
    (void)with;
    if (str_equal(cells[0].text, STR("ok")))
        return true;
    return error_set(
        err, ERROR_SYSTEM,
        "the database file is damaged (%.*s); restore the newest backup with "
        "`waymark restore FILE`",
        STR_ARGS(cells[0].text));
}

static const char check_sql[] = "PRAGMA quick_check(1)";

bool db_check(struct db *db, struct error *err)
{
    return db_each(db, check_sql, DB_WITHOUT, must_be_ok, NULL, err);
}

static const char tidy_sql[] = "PRAGMA wal_checkpoint(TRUNCATE)";

bool db_tidy(struct db *db, struct error *err)
{
    struct statement *one;
    int64_t busy = 0;
    if (!must_be_in_place(db, err) || !prepare(db, tidy_sql, &one, err) ||
        !run_each(db, one, DB_WITHOUT, first_integer, &busy, err))
        return false;
    if (!busy)
        return true;
    return error_set(err, ERROR_CONFLICT,
                     "another Waymark command is looking at the data, and until it is "
                     "done, what was removed stands in the database's log; wait for it, "
                     "then run `waymark verify`");
}

/* Removed rows are overwritten where they stood, but not the copies that were left when a
 * page was laid out anew. Only a file written afresh holds none. */
bool db_scrub(struct db *db, struct error *err)
{
    if (!run_plain(db, "VACUUM", err))
        return error_wrap(
            err, "it is removed, but traces of it may stand in the database's file "
                 "until that is written afresh: `waymark backup FILE`, then "
                 "`waymark restore FILE`, do that once the cause is mended");
    return db_tidy(db, err);
}
