/* SPDX-License-Identifier: MIT */
/* One connection to a database, and nothing of what is in it. Each database has
 * its own db_*.c; the SQL stays in the subset that SQLite 3.40 and PostgreSQL 15
 * share, every value is a `$n`, and statements are constant texts.
 *
 * Memory: rows live in the arena passed in; in db_each they live until the
 * callback returns. Statements are prepared once and kept by the address of
 * their text, which must therefore be a constant.
 * Failure: false; a full disk, a read-only folder, a busy or a damaged database
 * each say what to do. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/error.h"
#include "base/str.h"

struct db;

enum db_type { DB_NULL, DB_TEXT, DB_INTEGER };

struct db_value {
    enum db_type type;
    struct str text;
    int64_t integer;
};

struct db_values {
    const struct db_value *items;
    size_t count;
};

struct db_rows {
    struct db_value *cells; /* (count, width) */
    size_t count, width;
};

struct db_value db_text(struct str text);
struct db_value db_integer(int64_t integer);
struct db_value db_null(void);

#define DB_WITH(...)                                                                     \
    ((struct db_values){(const struct db_value[]){__VA_ARGS__},                          \
                        sizeof((const struct db_value[]){__VA_ARGS__}) /                 \
                            sizeof(struct db_value)})
#define DB_WITHOUT ((struct db_values){NULL, 0})

enum db_mode { DB_MAKE, DB_USE, DB_LOOK }; /* LOOK: reads only */

bool db_open(struct arena *arena, struct str path, enum db_mode mode, struct db **out,
             struct error *err);
void db_close(struct db *db);
/* How long to wait for another writer; 20 seconds unless set. */
void db_wait(struct db *db, int milliseconds);

/* `rows` may be NULL where none are wanted. */
bool db_run(struct db *db, struct arena *arena, const char *sql, struct db_values values,
            struct db_rows *rows, struct error *err);

/* Calls `each` row by row. It returns false to stop with its own error. */
typedef bool db_row_function(void *with, const struct db_value *cells, struct error *err);
bool db_each(struct db *db, const char *sql, struct db_values values,
             db_row_function *each, void *with, struct error *err);

/* How many rows the last statement changed. */
int64_t db_changes(struct db *db);

/* For writing: waits its turn, and is refused once a restore has put another file in
 * the place of this one; whoever exchanges them holds it meanwhile. A statement outside
 * of a transaction gets one of its own. */
bool db_begin(struct db *db, struct error *err);
bool db_begin_look(struct db *db, struct error *err); /* one unchanging view */
bool db_commit(struct db *db, struct error *err);
void db_rollback(struct db *db);      /* harmless outside of a transaction */
bool db_within(const struct db *db);  /* a transaction, or a view */
bool db_writing(const struct db *db); /* a transaction */

/* Numbered schema files: the version that the database holds. */
bool db_version(struct db *db, int64_t *version, struct error *err);
/* Runs the statements of a schema file, with its dialect words replaced, and
 * sets the version; inside the caller's transaction. */
bool db_define(struct db *db, struct arena *arena, struct str sql, int64_t version,
               struct error *err);

/* A whole copy of the database into a new file, while others go on working. */
bool db_copy(struct db *db, struct arena *arena, struct str path, struct error *err);
/* The database's own check of its file. */
bool db_check(struct db *db, struct error *err);
/* Writes what is in the log file back into the database and empties the log, so
 * that erased text is gone from both. */
bool db_tidy(struct db *db, struct error *err);
/* Writes the file afresh from its rows and tidies it: no bytes are left of what was
 * removed, and its room is given back. Takes as long as copying the whole database. */
bool db_scrub(struct db *db, struct error *err);

#endif
